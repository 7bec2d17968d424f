"""A slim bar in which is typed what to find in a text."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from annotation.records import Correction
from annotation.text.searching import Query
from gui.theme import correction_colour, icon
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.trouble_line import TroubleLine

PAUSE = 80
"""Milliseconds without a key after which what is typed is looked for."""

PATIENCE = 300
"""Milliseconds after which a search is said to go on."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LETTERS_SHOWN = 16
"""Average characters of the query that are seen at least."""

_LONGEST_COUNT = "50,000 of 50,000 · from the start"


class FindBar(QWidget):
    """A line to type in, how to look, how many hits there are, and ways to the next and the one before.

    Enter goes on, Shift+Enter back, Escape closes; from anywhere in the bar.

    Args:
        can_tag: whether what is found can be tagged here.
        parent: Qt's.

    Signals:
        query_changed(): `query()` gives something else, and typing has paused.
        next_requested(), previous_requested(): go on; go back.
        tag_all_requested(Query): tag all that is looked for.
        closed(): the bar was closed by the person.
    """

    query_changed = Signal()
    next_requested = Signal()
    previous_requested = Signal()
    tag_all_requested = Signal(object)
    closed = Signal()

    def __init__(self, *, can_tag: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Find in the article")
        self._field = QLineEdit(clearButtonEnabled=True)
        self._field.setPlaceholderText("Find in the article")
        self._field.setAccessibleName("Find in the article")
        self._field.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._count = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._count.setMinimumWidth(1)  # it may say more than a narrow window has room for
        self._any_spelling = _toggle("")
        self._whole_words = _toggle("&Whole words", "Nothing that begins or ends within a word")
        self._regular_expression = _toggle(
            "Regular e&xpression", "A pattern: \\w+ is a word, a|b is one or the other"
        )
        self._tag_all = _word_button("&Tag all…")
        self._tag_all.setToolTip("Tag every place where this stands, in this article or in all (Alt+T)")
        if not can_tag:
            self._tag_all.hide()
        self._trouble = TroubleLine()
        self._trouble.hide()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.query_changed)
        self._searching = QTimer(self, singleShot=True, interval=PATIENCE)
        self._searching.timeout.connect(self._say_searching)
        self._steps = (
            _button("up", "The one before (Shift+Enter)", self.previous_requested),
            _button("down", "The next one (Enter)", self.next_requested),
        )
        self._close = _button("close", "Close (Esc)", self.closed)
        self._options = QWidget()
        self._wide = False
        self._row, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._lay_out()
        self._field.textChanged.connect(self._on_changed)
        for toggle in self._toggles():
            toggle.toggled.connect(self._on_changed)
        self._tag_all.clicked.connect(lambda: self.tag_all_requested.emit(self.query()))
        self.setFocusProxy(self._field)
        self.set_query(Query(""))
        self.show_count(0)

    def query(self) -> Query:
        """Return what is typed, and how it is looked for."""
        return Query(
            self._field.text(),
            self._any_spelling.isChecked(),
            self._whole_words.isChecked(),
            self._regular_expression.isChecked(),
        )

    def set_query(self, query: Query) -> None:
        """Show what is looked for, without telling anybody."""
        for toggle, on in zip(
            self._toggles(), (query.any_spelling, query.whole_words, query.regular_expression), strict=True
        ):
            toggle.setChecked(on)
        self._field.setText(query.text)
        self._name_spelling()
        self._pause.stop()

    def take_keyboard(self) -> None:
        """Show the bar and let the person type over what was looked for."""
        self.show()
        self._field.setFocus()
        self._field.selectAll()

    def take_pause(self) -> bool:
        """Tell whether `query_changed` was still to come, which then does not come."""
        pending = self._pause.isActive()
        self._pause.stop()
        return pending

    def show_count(self, count: int, current: int | None = None, note: str = "") -> None:
        """Say how many hits there are.

        Args:
            count: of the hits.
            current: the number of the one the text is at, from 0.
            note: a word on how it was come by.
        """
        self._searching.stop()
        nothing = not count and bool(self._field.text())
        if nothing:
            words = "Nothing found"
        elif not count:
            words = ""
        else:
            words = f"{count:,} found" if current is None else f"{current + 1:,} of {count:,}"
        self._count.setText(f"{words} · {note}" if note and words else words)
        palette = QPalette(self.palette())
        if nothing:
            colour = correction_colour(Correction.REMOVED, palette)
            palette.setColor(self._count.foregroundRole(), colour)
        self._count.setPalette(palette)
        self._trouble.hide()
        for step in self._steps:
            step.setEnabled(count > 0)

    def show_search(self) -> None:
        """Say that the search goes on, once it has for a while."""
        self._searching.start()

    def show_trouble(self, sentence: str) -> None:
        """Say what is wrong with what is typed."""
        self.show_count(0)
        self._count.clear()
        self._trouble.setText(sentence)
        self._trouble.show()

    @override
    def event(self, event: QEvent) -> bool:
        # Enter, Tab and others are shortcuts of what is around the bar; in the bar they are its own.
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and self._is_of_neighbours(event)
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape and not modifiers:
            self.closed.emit()
        elif event.key() in _ENTER and not modifiers:
            self.next_requested.emit()
        elif event.key() in _ENTER and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self.previous_requested.emit()
        else:
            super().keyPressEvent(event)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the size with the options in rows of their own."""
        return QSize(self._narrowest(), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap = self._row.spacing()
        options = sum(button.sizeHint().width() + gap for button in (*self._toggles(), self._tag_all))
        count = self.fontMetrics().horizontalAdvance(_LONGEST_COUNT)
        wide = self.width() >= self._narrowest() + count + options + gap
        if wide is not self._wide:
            self._wide = wide
            self._options.setMinimumWidth(options if wide else 0)
            if wide:
                self._row.insertWidget(self._row.count() - 1, self._options)
            else:
                self._column.insertWidget(1, self._options)

    def _narrowest(self) -> int:
        options = self._options.minimumWidth() + self._row.spacing() if self._wide else 0
        return self._row.minimumSize().width() - options

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height()
        self._field.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS_SHOWN)
        self._row.addWidget(self._field, 1)
        for widget in (self._count, *self._steps, self._close):
            self._row.addWidget(widget)
        self._row.setSpacing(unit // 4)
        options = FlowLayout(self._options, spacing=unit // 4)
        for button in (*self._toggles(), self._tag_all):
            options.addWidget(button)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(unit // 4)
        self._column.addLayout(self._row)
        self._column.addWidget(self._options)
        self._column.addWidget(self._trouble)
        around = (self._field, *self._toggles(), self._tag_all)
        for one, following in pairwise(around):
            self.setTabOrder(one, following)

    def _toggles(self) -> tuple[QToolButton, QToolButton, QToolButton]:
        return self._any_spelling, self._whole_words, self._regular_expression

    def _on_changed(self) -> None:
        self._name_spelling()
        self._pause.start()

    def _name_spelling(self) -> None:
        """Say what “any spelling” means for what is looked for."""
        self._tag_all.setEnabled(bool(self._field.text()))
        pattern = self._regular_expression.isChecked()
        self._any_spelling.setText("An&y case" if pattern else "An&y spelling")
        self._any_spelling.setToolTip(
            "Capital letters or small ones (Alt+Y)"
            if pattern
            else "Nukta or none; anusvara, chandrabindu or half nasal; capital letters or small ones (Alt+Y)"
        )

    def _say_searching(self) -> None:
        self._count.setPalette(self.palette())
        self._count.setText("Searching…")
        self._trouble.hide()

    def _is_of_neighbours(self, event: QKeyEvent) -> bool:
        """Tell whether a key is the shortcut of an action that holds within a widget around the bar."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        typed = QKeySequence(event.key() | modifiers.value)
        around = self.parentWidget()
        while around is not None and not around.isWindow():
            for action in around.actions():
                if typed in action.shortcuts():
                    return True
            around = around.parentWidget()
        return False


def _toggle(text: str, tip: str = "") -> QToolButton:
    button = _word_button(text)
    button.setCheckable(True)
    if tip:
        letter = text[text.index("&") + 1].upper()
        button.setToolTip(f"{tip} (Alt+{letter})")
    return button


def _word_button(text: str) -> QToolButton:
    button = QToolButton(autoRaise=True)
    button.setText(text)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _button(icon_name: str, tip: str, signal: object) -> QToolButton:
    button = QToolButton(autoRaise=True)
    button.setIcon(icon(icon_name))
    button.setToolTip(tip)
    button.setAccessibleName(tip.split(" (")[0])
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has Enter, Shift+Enter and Escape
    button.clicked.connect(signal)
    return button
