"""Annotators side by side in one text, and deciding between them by key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.compare.differences import Item, StanceSaid
from annotation.edits.adjudicating import same_decision
from annotation.records import Id, Mention, Polarity
from gui.article.view import ArticleView
from gui.models.comparison import Comparison, Show
from gui.session import Session
from gui.settings import Settings
from gui.widgets.empty_state import EmptyState
from gui.widgets.menus import Menu
from gui.widgets.plain_text import menu_text
from gui.widgets.two_line_list import TwoLineList

_LAYOUT = "compare"
_MOST_BUTTONS = 9


class CompareDialog(QDialog):
    """The text with lanes for each annotator, the list of differences, and a button for each choice.

    A digit takes what an annotator has, 0 nobody's, O one's own, Backspace leaves open; then comes the next
    item.
    """

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self.model = Comparison(session, self)
        self.setWindowTitle(f"Compare: {self.model.article.title}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.people = QWidget()
        self.ticks: dict[Id, QCheckBox] = {}
        self.blind = QCheckBox("&Blind: names hidden")
        self.number = QSpinBox(minimum=2, maximum=max(2, len(self.model.people)))
        self.number.setValue(self.number.maximum())
        self.agreed = QPushButton("&Take all on which so many agree:", autoDefault=False)
        self.view = ArticleView()
        self.view.setAccessibleName("Article text")
        self.show_box = QComboBox()
        self.list = TwoLineList("Differences")
        self.nothing = EmptyState()
        self.choices = QWidget()
        self.summary = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.bar = QProgressBar(textVisible=False)
        self.close_button = QPushButton("Close", autoDefault=False)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.view.set_article(self.model.article.text, self.model.spans())
        self._show_items()
        self.list.setFocus()

    @override
    def done(self, result: int) -> None:
        self._settings.set_layout(_LAYOUT, self.saveGeometry())
        super().done(result)

    def take(self, number: int) -> None:
        """Decide that the annotator with a number, from 1, is right."""
        item = self._to_decide()
        if item is not None and number <= len(self.model.chosen):
            annotator = self.model.chosen[number - 1]
            self._decide(item, self.model.deciding().take(item, annotator, self.model.name(annotator)))

    def take_nobody(self) -> None:
        """Decide that nobody is right."""
        item = self._to_decide()
        if item is not None:
            self._decide(item, self.model.deciding().reject(item))

    def reopen(self) -> None:
        """Take the decision on the current item back."""
        item = self._to_decide()
        if item is not None and item.is_decided:
            self._decide(item, self.model.deciding().reopen(item))

    def take_agreed(self) -> None:
        """Take everything undecided on which enough annotators agree."""
        if self.model.decidable:
            self._apply(self.model.deciding().take_agreed(self.model.items, self.number.value()))
            self._show_items()

    def make_own(self) -> None:
        """Decide on what nobody has: a label for the selection, or another polarity."""
        item = self._to_decide()
        if not self.model.decidable:
            return
        menu = Menu(self)
        if item is not None and any(isinstance(option, StanceSaid) for option in item.options.values()):
            for polarity in Polarity:
                action = menu.addAction(menu_text(polarity.capitalize()))
                action.triggered.connect(lambda _=False, one=polarity: self._own_stance(item, one))
        else:
            span = self.view.selection() or (item.place if item is not None else None)
            if span is None:
                return
            for label in self._session.labels():
                action = menu.addAction(menu_text(label.name))
                action.triggered.connect(
                    lambda _=False, one=label: self._decide(
                        item, self.model.deciding().make_mention(item, span, one, _entity(item))
                    )
                )
        menu.exec(self.choices.mapToGlobal(self.choices.rect().topLeft()))
        menu.deleteLater()

    # Inside ------------------------------------------------------------------------------------------------

    def _own_stance(self, item: Item | None, polarity: Polarity) -> None:
        if item is not None:
            self._decide(item, self.model.deciding().make_stance(item, polarity))

    def _current(self) -> Item | None:
        return self.model.item(self.list.currentIndex().row())

    def _to_decide(self) -> Item | None:
        return self._current() if self.model.decidable else None

    def _decide(self, item: Item | None, changes: ChangeSet) -> None:
        """Make a decision and go on to the next item."""
        row = self.list.currentIndex().row()
        if self._apply(changes):
            again = self.model.row_of(item.key) if item is not None else -1
            self._go_to(
                again + 1 if again >= 0 and item is not None and not item.is_decided else max(again, row)
            )

    def _apply(self, changes: ChangeSet) -> bool:
        if not self._session.apply(changes):
            return False
        self._reload()
        return True

    def _step(self, step: Callable[[], bool]) -> None:
        current = self._current()
        if step():
            self._reload()
            self._go_to(self.model.row_of(current.key) if current else 0)

    def _reload(self) -> None:
        self.model.load()
        self.view.set_spans(self.model.spans())
        self._show_state()

    def _go_to(self, row: int) -> None:
        last = self.model.rowCount() - 1
        if last >= 0:
            self.list.setCurrentIndex(self.model.index(min(max(row, 0), last)))
        self._show_choices()

    def _show_items(self) -> None:
        self._show_state()
        self._go_to(0)

    def _show_state(self) -> None:
        """Show what is decided and what is left."""
        self.summary.setText(self.model.summary())
        decided, total = self.model.progress()
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(decided)
        self.agreed.setEnabled(self.model.decidable and len(self.model.chosen) > 1)
        if len(self.model.chosen) < 2:
            self.nothing.say(
                "Nobody to compare with", "Fewer than two annotators have something in this article."
            )
        elif self.model.show is Show.OPEN:
            self.nothing.say(
                "Nothing is open", "Every difference is decided. What all agree on can be taken above."
            )
        else:
            self.nothing.say("Nothing here", "Choose above what is listed.")
        self._pages.setCurrentWidget(self.list if self.model.rowCount() else self.nothing)
        self._show_choices()

    def _show_choices(self) -> None:
        """Make a button for each choice, and show where the current item stands."""
        item = self._current()
        column = self.choices.layout()
        assert column is not None
        while (entry := column.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.deleteLater()
        if item is None:
            self.view.highlight(())
            return
        for number, annotator in enumerate(self.model.chosen[:_MOST_BUTTONS], 1):
            said = self.model.option_words(item.options.get(annotator))
            words = f"{number} {self.model.name(annotator)}: {said}"
            button = self._button(words, lambda one=number: self.take(one))
            button.setChecked(item.is_decided and same_decision(item, annotator))
            column.addWidget(button)
        nobody = self._button("0 Nobody", self.take_nobody)
        nobody.setChecked(item.rejected)
        column.addWidget(nobody)
        column.addWidget(self._button("O One’s own…", self.make_own))
        if item.is_decided:
            column.addWidget(self._button("⌫ Leave open again", self.reopen))
        places = [item.place] if item.place is not None else []
        stances = [one for one in item.options.values() if isinstance(one, StanceSaid)]
        if stances:
            places = sorted({span for one in stances for span in one.spans()})
        self.view.highlight(places)

    def _button(self, words: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton(menu_text(words), self.choices)
        button.setAutoDefault(False)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys do the same, from the list
        button.setStyleSheet("text-align: left; padding: 4px 8px;")
        button.setEnabled(self.model.decidable)
        button.clicked.connect(lambda _=False: call())
        return button

    def _on_people_ticked(self) -> None:
        self.model.choose([one for one, tick in self.ticks.items() if tick.isChecked()])
        self.number.setMaximum(max(2, len(self.model.chosen)))
        self.view.set_spans(self.model.spans())
        self._show_items()

    def _on_blind(self, on: bool) -> None:
        self.model.blind = on
        for annotator, tick in self.ticks.items():
            tick.setText(menu_text(self.model.name(annotator)))
        self.view.set_spans(self.model.spans())
        self._show_choices()

    def _on_show_chosen(self) -> None:
        self.model.set_show(self.show_box.currentData())
        self._show_items()

    def _on_span_chosen(self, span_id: str | None) -> None:
        """Go to the item of a mention that was clicked in the text."""
        span = self.view.span(span_id)
        if span is not None and self.model.rowCount():
            self._go_to(self.model.row_at(span.start))

    def _connect(self) -> None:
        self.blind.toggled.connect(self._on_blind)
        self.agreed.clicked.connect(self.take_agreed)
        self.show_box.currentIndexChanged.connect(self._on_show_chosen)
        self.list.picked.connect(self._show_choices)
        self.view.current_changed.connect(self._on_span_chosen)
        self.close_button.clicked.connect(self.reject)
        for number in range(1, _MOST_BUTTONS + 1):
            QShortcut(QKeySequence(str(number)), self, lambda one=number: self.take(one))
        for keys, call in (
            ("0", self.take_nobody),
            ("O", self.make_own),
            ("Backspace", self.reopen),
            ("Ctrl+Z", lambda: self._step(self._session.undo)),
            ("Ctrl+Shift+Z", lambda: self._step(self._session.redo)),
        ):
            QShortcut(QKeySequence(keys), self, call)

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height()
        head = QHBoxLayout()
        for annotator in self.model.people:
            tick = QCheckBox(menu_text(self.model.name(annotator)))
            tick.setChecked(annotator in self.model.chosen)
            tick.toggled.connect(self._on_people_ticked)
            self.ticks[annotator] = tick
            head.addWidget(tick)
        head.addWidget(self.blind)
        head.addStretch(1)
        head.addWidget(self.agreed)
        head.addWidget(self.number)
        for show in Show:
            self.show_box.addItem(show.value, show)
        self.list.setModel(self.model)
        for page in (self.list, self.nothing):
            self._pages.addWidget(page)
        choices = QVBoxLayout(self.choices)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(unit // 4)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.show_box, self._pages, self.choices):
            column.addWidget(widget, int(widget is self._pages))
        sides = QSplitter()
        sides.addWidget(self.view)
        sides.addWidget(right)
        sides.setStretchFactor(0, 3)
        sides.setStretchFactor(1, 2)
        foot = QHBoxLayout()
        foot.addWidget(self.summary)
        self.bar.setMaximumWidth(unit * 12)
        foot.addWidget(self.bar)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(unit, unit, unit, unit)
        lines.setSpacing(unit // 2)
        lines.addLayout(head)
        lines.addWidget(sides, 1)
        lines.addLayout(foot)
        if not self.restoreGeometry(self._settings.layout(_LAYOUT)):
            room = self.screen().availableSize()
            self.resize(min(unit * 66, room.width() - 2 * unit), min(unit * 42, room.height() - 3 * unit))


def _entity(item: Item | None) -> Id | None:
    """Return the entity that the first annotator who has one gave."""
    options = item.options.values() if item is not None else ()
    return next((one.entity_id for one in options if isinstance(one, Mention) and one.entity_id), None)
