"""Tag all: every place where something stands, in this article or in all, with ticks."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.edits.tagging_all import tag_all
from annotation.errors import PersonError, SurroundingsError
from annotation.records import Entity, Id, Label
from annotation.text.searching import Query
from gui.dialogs.entity_field import EntityField
from gui.dialogs.label_box import LabelBox
from gui.models.occurrence_delegate import OccurrenceDelegate
from gui.models.occurrences import FoundArticle, OccurrencesModel
from gui.occurrence_search import MOST, OccurrenceSearch
from gui.session import Session
from gui.widgets.empty_state import EmptyState
from gui.widgets.filter_box import FilterBox
from gui.widgets.plain_text import one_line
from gui.widgets.tick_list import TickList
from gui.widgets.trouble_line import TroubleLine

LONGEST_SHOWN = 60
"""Code points quoted of what was looked for and not found."""

PATIENCE = 300
"""Milliseconds before a search shows how far it is."""


class TagAll(QDialog):
    """What is looked for and how it is tagged at the left; at the right the places, each with a tick.

    The search runs as one types. Nothing is tagged before the button is pressed, or Enter.
    """

    def __init__(
        self, session: Session, parent: QWidget | None, query: Query, *, label_id: Id, entity: Entity | None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._searched: tuple[Query, bool] | None = None
        self._failure = ""
        self.setWindowTitle("Tag all")
        self.typed = FilterBox("Type what to look for")
        self.any_spelling = _box("Any s&pelling", query.any_spelling)
        self.whole_words = _box("&Whole words", query.whole_words)
        self.regular_expression = _box("&Regular expression", query.regular_expression)
        self.here = QRadioButton("T&his article")
        self.here.setChecked(True)
        self.everywhere = QRadioButton("&All articles")
        self.label = LabelBox(session.labels(), label_id)
        self.entity = EntityField(session, label_id=label_id, hint="Whoever is known by this name")
        self.remember = _box("Re&member these spellings as other names", not query.regular_expression)
        self.model = OccurrencesModel(session.records, label_id, self)
        self.places = TickList()
        self.places.setModel(self.model)
        self.places.setItemDelegate(OccurrenceDelegate(self.places))
        self.places.setAccessibleName("Places found")
        self.all = QCheckBox("&Tick all")
        self.summary = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.nothing = EmptyState()
        self._in_all = self.nothing.add_button("Look in all articles", None, self.everywhere.click)
        self._found = QStackedWidget()
        self._bar = QProgressBar()
        self._stop = QPushButton("&Stop")
        self._progress = QWidget()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self.trouble = TroubleLine()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setDefault(True)
        self._search = OccurrenceSearch(session, self)
        self._lay_out()
        self.typed.setText(query.text if query.regular_expression else one_line(query.text))
        self.entity.set_entity(entity)
        self._connect()
        self._show_entity()
        self._look()
        (self.places if query.text else self.typed).setFocus()

    @classmethod
    def ask(
        cls, session: Session, parent: QWidget, query: Query, *, label_id: Id, entity: Entity | None
    ) -> str | None:
        """Let a person tag places, and wait for it.

        Args:
            session: the session, with an article open.
            parent: the window that waits.
            query: what is looked for at first.
            label_id: the label that is chosen at first.
            entity: who is meant at first; None: whoever is known by what is written.

        Returns:
            What was done, as it is called in the history; None if nothing was.
        """
        dialog = cls(session, parent, query, label_id=label_id, entity=entity)
        try:
            return dialog.record() if dialog.exec() == QDialog.DialogCode.Accepted else None
        finally:
            dialog.deleteLater()

    def record(self) -> str | None:
        """Tag what is ticked, and return what that is called in the history; None if it is refused."""
        session = self._session
        changes = tag_all(
            session.records,
            session.names,
            session.annotator.id,
            session.records.get(Label, self.label.label_id()),
            self.model.ticked(),
            self.entity.chosen(),
            remember=self.remember.isChecked(),
        )
        return changes.title if session.apply(changes) else None

    @override
    def accept(self) -> None:
        """Close, unless nothing is ticked yet or the places are not all there."""
        if self._ok.isEnabled():
            super().accept()

    @override
    def done(self, result: int) -> None:
        self._search.wait()
        super().done(result)

    def _query(self) -> Query:
        typed, as_pattern = self.typed.text(), self.regular_expression.isChecked()
        return Query(
            typed if as_pattern else typed.strip(),
            any_spelling=self.any_spelling.isChecked(),
            whole_words=self.whole_words.isChecked(),
            regular_expression=as_pattern,
        )

    def _connect(self) -> None:
        self.typed.filter_changed.connect(self._look)
        self.typed.left_downwards.connect(self.places.setFocus)
        for box in (self.any_spelling, self.whole_words, self.regular_expression):
            box.toggled.connect(self._look)
        self.regular_expression.toggled.connect(lambda on: self.remember.setChecked(not on))
        self.everywhere.toggled.connect(self._look)
        self.label.currentIndexChanged.connect(self._on_label_changed)
        self.entity.chosen_changed.connect(self._show_entity)
        self.entity.taken.connect(self.accept)
        self.entity.passed.connect(self.accept)
        self.all.clicked.connect(self.model.toggle_all)
        self.places.all_requested.connect(self.model.toggle_all)
        self.places.toggle_requested.connect(self.model.toggle)
        self.places.taken.connect(self.accept)
        self.model.ticks_changed.connect(self._show_state)
        self._search.found.connect(self._on_found)
        self._search.progressed.connect(self._on_progressed)
        self._search.ended.connect(self._on_ended)
        self._search.failed.connect(self._on_failed)
        self._patience.timeout.connect(self._progress.show)
        self._stop.clicked.connect(self._on_stopped)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _look(self) -> None:
        """Begin the search anew, unless it is the same."""
        query, everywhere = self._query(), self.everywhere.isChecked()
        if self._searched == (query, everywhere):
            return
        self._searched = query, everywhere
        self._search.stop()
        self.model.clear()
        self.trouble.setText("")
        self._failure = ""
        self._bar.setRange(0, 0)
        if query.text:
            self._search.start(query, everywhere=everywhere)
            self._patience.start()
        self._show_state()

    def _on_found(self, articles: list[FoundArticle]) -> None:
        was_empty = not self.model.rowCount()
        self.model.append(articles)
        if was_empty and not self.places.currentIndex().isValid():
            self.places.setCurrentIndex(self.model.index(0))

    def _on_progressed(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_ended(self, complete: bool) -> None:
        if not complete:
            self.trouble.setText(
                f"There are more than {MOST:,} places. These are the first; look for more words."
            )
        self._show_state()

    def _on_stopped(self) -> None:
        self._search.stop()
        done, total = self._bar.value(), self._bar.maximum()
        if total:
            self.trouble.setText(f"The search was stopped after {done:,} of {total:,} articles.")
        self._show_state()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, PersonError | SurroundingsError):
            self._failure = str(error)
        self._show_state()
        if not self._failure:
            raise error

    def _on_label_changed(self) -> None:
        self.model.set_label(self.label.label_id())
        self.entity.set_label(self.label.label_id())

    def _show_entity(self) -> None:
        self.remember.setEnabled(self.entity.chosen() is not None)

    def _show_state(self) -> None:
        """Show how many places there are and are ticked, or why there are none."""
        running = self._search.is_running
        if not running:
            self._patience.stop()
            self._progress.hide()
        count, ticked = self.model.count(), self.model.ticked_count()
        self._ok.setText(f"Tag {ticked:,}" if ticked and not running else "Tag")
        self._ok.setEnabled(ticked > 0 and not running)
        tagged = self.model.tagged_count()
        can_tick = count - tagged
        self.all.setEnabled(can_tick > 0)
        self.all.setCheckState(
            Qt.CheckState.Unchecked
            if not ticked
            else Qt.CheckState.Checked
            if ticked == can_tick
            else Qt.CheckState.PartiallyChecked
        )
        self.summary.setText(self._summary(count, tagged) if count else "")
        if count or running:
            self._found.setCurrentWidget(self.places)
            return
        self._say_why_empty()
        if self.places.hasFocus():
            self.typed.setFocus()
        self._found.setCurrentWidget(self.nothing)

    def _summary(self, count: int, tagged: int) -> str:
        parts = [f"{count:,} {'place' if count == 1 else 'places'}"]
        articles = self.model.article_count()
        if articles:
            parts[0] += f" in {articles:,} {'article' if articles == 1 else 'articles'}"
        if tagged:
            parts.append(f"{tagged:,} tagged already")
        return " · ".join(parts)

    def _say_why_empty(self) -> None:
        query, everywhere = self._query(), self.everywhere.isChecked()
        self._in_all.setVisible(bool(query.text) and not everywhere and not self._failure)
        if self._failure:
            self.nothing.say("This cannot be looked for", self._failure)
        elif not query.text:
            self.nothing.say("Nothing to look for", "Type it at the left, or select it in the article first.")
        else:
            where = "any article" if everywhere else "this article"
            self.nothing.say(
                "Nothing found", f"“{_short(query.text)}” is nowhere in {where}.{_advice(query)}"
            )

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height()
        sides = QHBoxLayout()
        sides.setSpacing(unit)
        sides.addLayout(self._left_side())
        sides.addLayout(self._right_side(), 1)
        foot = QHBoxLayout()
        foot.addWidget(self.trouble, 1)
        foot.addWidget(self.buttons)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(unit, unit, unit, unit)
        lines.setSpacing(unit // 2)
        lines.addLayout(sides, 1)
        lines.addLayout(foot)
        self.resize(self.fontMetrics().averageCharWidth() * 150, unit * 34)

    def _left_side(self) -> QVBoxLayout:
        unit = self.fontMetrics().height()
        lines = QVBoxLayout()
        lines.setSpacing(unit // 3)
        for title, widgets in (
            ("L&ook for", (self.typed, self.any_spelling, self.whole_words, self.regular_expression)),
            ("In", (self.here, self.everywhere)),
            ("Ta&g as", (self.label,)),
            ("Lin&k to", (self.entity, self.remember)),
        ):
            if lines.count():
                lines.addSpacing(unit // 2)
            heading = QLabel(title)
            if not isinstance(widgets[0], QRadioButton):
                heading.setBuddy(widgets[0])
            lines.addWidget(heading)
            for widget in widgets:
                widget.setMaximumWidth(self.fontMetrics().averageCharWidth() * 44)
                lines.addWidget(widget, 1 if widget is self.entity else 0)
        return lines

    def _right_side(self) -> QVBoxLayout:
        unit = self.fontMetrics().height()
        head = QHBoxLayout()
        head.addWidget(self.all)
        head.addStretch(1)
        head.addWidget(self.summary)
        for page in (self.places, self.nothing):
            self._found.addWidget(page)
        progress = QHBoxLayout(self._progress)
        progress.setContentsMargins(0, 0, 0, 0)
        progress.addWidget(self._bar, 1)
        progress.addWidget(self._stop)
        for button in (self._stop, self._in_all):
            button.setAutoDefault(False)  # Enter is for tagging
        self._progress.hide()
        lines = QVBoxLayout()
        lines.setSpacing(unit // 3)
        lines.addLayout(head)
        lines.addWidget(self._found, 1)
        lines.addWidget(self._progress)
        return lines


def _box(text: str, checked: bool) -> QCheckBox:
    box = QCheckBox(text)
    box.setChecked(checked)
    return box


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"


def _advice(query: Query) -> str:
    if query.whole_words:
        return " Parts of words are found without “Whole words”."
    if not query.any_spelling:
        return " Other spellings are found with “Any spelling”."
    return ""
