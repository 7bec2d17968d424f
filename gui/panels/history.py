"""The history panel: every action, who did it and when; one reverted alone; the article as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.edits.reverting import CannotRevert, revert
from annotation.records import Annotator, Id, Stance
from gui.models.history import (
    PAGE,
    HistoryRows,
    Subject,
    in_words,
    moment_words,
    places_of,
    spans_of,
    title_of,
)
from gui.session import Session
from gui.settings import Settings
from gui.widgets.empty_state import EmptyState
from gui.widgets.filter_box import FilterBox
from gui.widgets.menus import Menu
from gui.widgets.two_line_list import TwoLineList
from storage.history import Wanted
from storage.project import Revision

_TIMES = {"Any time": None, "Today": 0, "The last 7 days": 7, "The last 30 days": 30}
_SINCE_LOOKED = "Since I last looked"
_LINES_TOLD = 5
"""Changes of an action that are told below the list; of more it is said how many there are."""

_SLIDER_PAUSE = 40
"""Milliseconds without a move of the slider after which the article follows."""


class HistoryPanel(QWidget):
    """The actions in the open article or the project, the newest first; below, what the current one changed.

    A slider goes back in time: the window then shows the article as it was, and nothing can be changed.

    Args:
        session: the session.
        settings: remembers what each person has seen of each article.

    Signals:
        spans_shown(list[tuple[int, int]]): spans of the article, in code points, that shall be highlighted.
        place_entered(): the person wants to go on in the article.
        selection_changed(): another action is current, or none.
    """

    spans_shown = Signal(object)
    place_entered = Signal()
    selection_changed = Signal()

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._numbers: list[int] = []  # the revisions of the open article, the oldest first
        self._seen: tuple[Id, int] = ("", 0)  # an article, and its newest revision when one looked last
        self._newest = 0  # the newest revision of the project while the article is open
        self._stale = True
        self.setWindowTitle("History")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it hands the focus on: no stop for Tab
        self.scope = _combo("Where", {"This article": True, "The whole project": False})
        self.person = QComboBox()
        self.subject = _combo("What", {subject.words: subject for subject in Subject})
        self.when = _combo("When", {**_TIMES, _SINCE_LOOKED: _SINCE_LOOKED})
        self.filter = FilterBox("Filter by words or entity")
        self.rows = HistoryRows(self._read, self._who, self)
        self.rows.is_new = self._is_new
        self.list = TwoLineList("History", self)
        self.list.setModel(self.rows)
        self.detail = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.moment = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._empty = EmptyState(parent=self)
        self._pages = QStackedWidget(self)
        self._pause = QTimer(self, singleShot=True, interval=_SLIDER_PAUSE)
        self._lay_out()
        self._connect()
        self._on_article_opened()

    @property
    def has_current(self) -> bool:
        """Whether an action is current."""
        return self._current() is not None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        return {
            "review.go": self._enter,
            "review.revert": self._revert,
            "review.look_back": self._look_back,
            "review.now": self._session.return_to_now,
        }

    def keep_seen(self) -> None:
        """Remember that the person has seen all that is done in the article that was open last."""
        article_id, _ = self._seen
        if article_id:
            project_id, me = self._session.project.id, self._session.author.id
            self._settings.set_last_seen(project_id, me, article_id, self._newest)

    # Inside ------------------------------------------------------------------------------------------------

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = Menu(self)
        menu.addActions(self.actions())
        menu.exec(event.globalPos())
        menu.deleteLater()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.rows.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.rows.index(0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # pyright: ignore[reportArgumentType]
        if self._stale:
            self._load()

    def _connect(self) -> None:
        self._session.changed.connect(self._on_changed)
        self._session.article_opened.connect(self._on_article_opened)
        self._session.closing.connect(self.keep_seen)
        for box in (self.scope, self.person, self.subject, self.when):
            box.activated.connect(self._load)
        self.filter.filter_changed.connect(self._load)
        self.filter.left_downwards.connect(self.list.setFocus)
        self.list.picked.connect(self._on_picked)
        self.list.activated.connect(self._enter)
        self.list.clicked.connect(self._show_in_its_article)
        self.slider.valueChanged.connect(lambda: self._pause.start())
        self._pause.timeout.connect(self._follow_slider)

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(Annotator):
            self._fill_people()
        self._follow_newest()
        self._load_when_seen()

    def _on_article_opened(self) -> None:
        if self._session.past is not None:
            self._show_moment()
            return
        self._remember_seen()
        if not self.person.count():
            self._fill_people()
        self._load_when_seen()

    def _remember_seen(self) -> None:
        """Take up what was new in the article when it was opened; what comes while it is open is seen."""
        article = self._session.article
        article_id = article.id if article else ""
        if article_id != self._seen[0]:
            self.keep_seen()
            project_id, me = self._session.project.id, self._session.author.id
            self._seen = article_id, self._settings.last_seen(project_id, me, article_id)
        self._follow_newest()

    def _follow_newest(self) -> None:
        newest = self._session.project.revisions(1)
        self._newest = newest[0].number if newest else 0

    def _read_numbers(self) -> None:
        article = self._session.article
        self._numbers = self._session.project.revisions_of_article(article.id) if article else []
        last = max(len(self._numbers) - 1, 0)
        blocked = self.slider.blockSignals(True)
        self.slider.setRange(0, last)
        self.slider.setValue(last)
        self.slider.blockSignals(blocked)
        self.slider.setEnabled(last > 0)
        self._show_moment()

    def _load_when_seen(self) -> None:
        self._stale = True
        if self.isVisible():
            self._load()

    def _load(self) -> None:
        """Read what is wanted anew; the current action stays."""
        self._stale = False
        self._read_numbers()
        current = self._current()
        self.rows.load()
        row = self.rows.row_of(current.number) if current else -1
        if row >= 0:
            blocked = self.list.blockSignals(True)
            self.list.setCurrentIndex(self.rows.index(row))
            self.list.blockSignals(blocked)
        self._say_what_is_missing()
        self._show_detail()

    def _read(self, before: int | None) -> list[Revision]:
        article = self._session.article
        here = bool(self.scope.currentData())
        if here and article is None:
            return []
        words = self.filter.text().strip()
        when = self.when.currentData()
        since = None
        if isinstance(when, int):
            since = datetime.now(UTC).astimezone().replace(hour=0, minute=0, second=0) - timedelta(days=when)
        wanted = Wanted(
            article_id=article.id if here and article else None,
            annotator_id=self.person.currentData(),
            kinds=self.subject.currentData().kinds,
            since=since,
            after=self._seen[1] if when == _SINCE_LOOKED else None,
            words=words,
            entity_ids=tuple(self._session.names.find(words)) if words else (),
        )
        return self._session.project.history(wanted, before=before, limit=PAGE)

    def _who(self, annotator_id: Id) -> str:
        annotator = self._session.records.find(Annotator, annotator_id)
        return annotator.name if annotator else "somebody"

    def _is_new(self, revision: Revision) -> bool:
        mine = revision.annotator_id == self._session.author.id
        article_id, seen = self._seen
        here = self._session.article is not None and article_id == self._session.article.id
        return here and not mine and bool(seen) and revision.number > seen and bool(self.scope.currentData())

    def _fill_people(self) -> None:
        chosen = self.person.currentData()
        self.person.clear()
        self.person.addItem("Everybody", None)
        for annotator in self._session.records.all(Annotator):
            self.person.addItem(annotator.name, annotator.id)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))

    def _current(self) -> Revision | None:
        return self.rows.revision(self.list.currentIndex().row())

    def _on_picked(self) -> None:
        self._show_detail()
        self.selection_changed.emit()

    def _show_detail(self) -> None:
        """Tell what the current action changed, and show where in the open article."""
        revision = self._current()
        if revision is None:
            self.detail.clear()
            return
        changes = self._session.project.change_set(revision.number)
        article, records = self._session.article, self._session.records
        lines = list(in_words(records, article, changes))
        more = len(lines) - _LINES_TOLD
        told = [*lines[:_LINES_TOLD], *([f"… and {more:,} more"] if more > 0 else [])]
        self.detail.setText("\n".join(told))
        if article is not None and article.id in places_of(changes, self._stance_place):
            self.spans_shown.emit(spans_of(records, changes))

    def _stance_place(self, stance_id: Id) -> Id | None:
        stance = self._session.records.find(Stance, stance_id) or self._session.project.get(Stance, stance_id)
        return stance.article_id if stance else None

    def _enter(self) -> None:
        """Go to what the current action changed, in its article."""
        revision = self._current()
        if revision is None:
            return
        changes = self._session.project.change_set(revision.number)
        places = places_of(changes, self._stance_place)
        here = self._session.article
        if places and (here is None or here.id not in places):
            self._session.open_article(places[0])
        if places:
            self.spans_shown.emit(spans_of(self._session.records, changes))
            self.place_entered.emit()

    def _show_in_its_article(self) -> None:
        """After a click: show the change in the article, and leave the keyboard in the list."""
        revision = self._current()
        if revision is None or self._session.past is not None:
            return
        changes = self._session.project.change_set(revision.number)
        places = places_of(changes, self._stance_place)
        if places and (self._session.article is None or self._session.article.id not in places):
            self._session.open_article(places[0])
            self.spans_shown.emit(spans_of(self._session.records, changes))

    def _revert(self) -> None:
        revision, project = self._current(), self._session.project
        if revision is None:
            return
        try:
            changes = revert(project.change_set(revision.number), project.get, project.users_of)
        except CannotRevert as error:
            self._session.remarked.emit(str(error))
            return
        self._session.apply(changes)

    def _look_back(self) -> None:
        """Show the article as it was after the current action."""
        revision = self._current()
        if revision is None:
            return
        earlier = [place for place, number in enumerate(self._numbers) if number <= revision.number]
        if not earlier:
            self._session.remarked.emit("The article was not in the project yet.")
        else:
            self.slider.setValue(earlier[-1])

    def _follow_slider(self) -> None:
        place = self.slider.value()
        if place >= len(self._numbers) - 1:
            self._session.return_to_now()
        elif self._session.look_back(self._numbers[place]):
            changes = self._session.project.change_set(self._numbers[place])
            self.spans_shown.emit(spans_of(self._session.records, changes))

    def _show_moment(self) -> None:
        """Say of which moment the article is that is shown."""
        past = self._session.past
        if past is None:
            self.moment.setText("As it is now" if self._numbers else "")
            return
        found = self._session.project.history(Wanted(after=past - 1), before=past + 1, limit=1)
        told = f"{moment_words(found[0])}, after {self._who(found[0].annotator_id)} {title_of(found[0])}"
        self.moment.setText(f"As it was on {told}")

    def _say_what_is_missing(self) -> None:
        if self._session.article is None and self.scope.currentData():
            self._empty.say("No article is open", "Open one, or look at the whole project.")
        elif self.when.currentData() == _SINCE_LOOKED:
            self._empty.say("Nothing new", "Nothing was done here since you last looked.")
        else:
            self._empty.say("Nothing found", "No action is like that. Choose more above.")
        self._pages.setCurrentWidget(self.list if self.rows.rowCount() else self._empty)

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() // 2
        self.person.setAccessibleName("Who")
        choices = QGridLayout()
        choices.setSpacing(space // 2)
        for place, box in enumerate((self.scope, self.person, self.subject, self.when)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(4)
            choices.addWidget(box, place // 2, place % 2)
        self.slider.setAccessibleName("The article as it was")
        self.slider.setToolTip("Shows the article as it was; at the right end as it is now")
        head = QVBoxLayout()
        head.setContentsMargins(space, space, space, space)
        head.setSpacing(space // 2)
        head.addWidget(self.filter)
        head.addLayout(choices)
        foot = QVBoxLayout()
        foot.setContentsMargins(space, space // 2, space, space // 2)
        foot.addWidget(self.detail)
        foot.addWidget(self.slider)
        foot.addWidget(self.moment)
        for page in (self.list, self._empty):
            self._pages.addWidget(page)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addWidget(self._pages, 1)
        lines.addLayout(foot)


def _combo(name: str, choices: dict[str, object]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    for words, value in choices.items():
        box.addItem(words, value)
    return box
