"""Correcting the text of an article: an editor, then what the correction touches, for a decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.edits.article_text import CorrectedText
from annotation.records import Id
from gui.theme import faint
from gui.widgets.exact_editor import ExactEditor

_GO_ON = ("Ctrl+Return", "Ctrl+Enter")


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that says something else after the correction.

    Attributes:
        record_id: of the record.
        what: what it is and whose.
        before: its words as they are.
        after: its words as they will be; None when nothing is left.
    """

    record_id: Id
    what: str
    before: str
    after: str | None


class CorrectText(QDialog):
    """Edits the text; what is touched is listed with a tick for what stays.

    Args:
        text: of the article.
        font: in which it is shown.
        caret: code point at which to begin.
        follow: finds out where everything goes; where the text cannot be had, it says so and returns None.
        describe: says what is touched.
        parent: the window.
    """

    def __init__(
        self,
        text: str,
        font: QFont,
        caret: int,
        follow: Callable[[str], CorrectedText | None],
        describe: Callable[[CorrectedText], Sequence[Touched]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Correct the text")
        self._follow, self._describe = follow, describe
        self.corrected: CorrectedText | None = None
        self.editor = ExactEditor(text)
        self.editor.setFont(font)
        self.editor.setAccessibleName("Text of the article")
        self.editor.place_caret(caret)
        self.touched = QListWidget()
        self.touched.setWordWrap(True)
        self.touched.setAccessibleName("What the correction touches")
        self._pages = QStackedWidget()
        self._pages.addWidget(
            _page(
                self.editor,
                "Mend what was typed wrongly. Mentions, evidence and headings move along; the text as it was "
                "stays in the history.",
            )
        )
        self._pages.addWidget(
            _page(
                self.touched,
                "These say something else now. What has a tick stays with its new words; the rest goes.",
            )
        )
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.back: QPushButton = self._buttons.addButton("Back", QDialogButtonBox.ButtonRole.ResetRole)
        self.go: QPushButton = self._buttons.addButton("Correct", QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self._on_go)
        self._buttons.rejected.connect(self.reject)
        self.back.clicked.connect(lambda: self._show_page(0))
        for keys in _GO_ON:
            QShortcut(QKeySequence(keys), self).activated.connect(self._on_go)
        lines = QVBoxLayout(self)
        lines.addWidget(self._pages, 1)
        lines.addWidget(self._buttons)
        unit = self.fontMetrics()
        room = self.screen().availableGeometry()
        self.resize(
            min(unit.averageCharWidth() * 110, room.width() - 40),
            min(unit.lineSpacing() * 34, room.height() - 60),
        )
        self._show_page(0)

    def removed(self) -> set[Id]:
        """Return the ids of what shall be removed."""
        rows = map(self.touched.item, range(self.touched.count()))
        return {
            row.data(Qt.ItemDataRole.UserRole) for row in rows if row.checkState() is Qt.CheckState.Unchecked
        }

    @override
    def reject(self) -> None:
        if self.editor.document().isModified() and not self._really("Leave the text as it was?"):
            return
        super().reject()

    def _on_go(self) -> None:
        if self._pages.currentIndex() == 1:
            self.accept()
            return
        if not self.editor.document().isModified():
            super().reject()
            return
        self.corrected = self._follow(self.editor.exact_text())
        if self.corrected is None:
            return
        touched = self._describe(self.corrected)
        if not touched:
            self.accept()
            return
        self.touched.clear()
        for one in touched:
            self.touched.addItem(_row(one))
        self.touched.setCurrentRow(0)
        self._show_page(1)

    def _show_page(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        self.back.setVisible(number == 1)
        self.go.setToolTip("Ctrl+Enter")
        (self.touched if number else self.editor).setFocus()

    def _really(self, question: str) -> bool:
        box = QMessageBox(
            QMessageBox.Icon.Question,
            "Correct the text",
            question + " What you typed here is then lost.",
            QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel,
            self,
        )
        answer = box.exec()
        box.deleteLater()
        return answer == QMessageBox.StandardButton.Discard


def _row(one: Touched) -> QListWidgetItem:
    after = "nothing is left of it" if one.after is None else f"“{one.after}”"
    row = QListWidgetItem(f"{one.what}: “{one.before}” → {after}")
    row.setData(Qt.ItemDataRole.UserRole, one.record_id)
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    row.setFlags(flags if one.after is None else flags | Qt.ItemFlag.ItemIsUserCheckable)
    row.setCheckState(Qt.CheckState.Unchecked if one.after is None else Qt.CheckState.Checked)
    return row


def _page(widget: QWidget, words: str) -> QWidget:
    page = QWidget()
    hint = QLabel(words, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
    palette = hint.palette()
    palette.setColor(hint.foregroundRole(), faint(palette))
    hint.setPalette(palette)
    lines = QVBoxLayout(page)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.addWidget(hint)
    lines.addWidget(widget, 1)
    return page
