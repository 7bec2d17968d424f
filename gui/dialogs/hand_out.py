"""What to hand out: who gets it, which articles they are to do, and whether the labels are locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotation.records import Id
from gui.widgets.filter_box import FilterBox
from gui.widgets.plain_text import one_line
from gui.widgets.tick_items import TickItem, TickItems
from storage.project import ArticleRow


@dataclass(frozen=True, slots=True)
class HandOut:
    """What a person wants handed out."""

    name: str
    article_ids: tuple[Id, ...]
    lock_labels: bool


class HandOutDialog(QDialog):
    """A name, articles to tick, and a box for the labels.

    Args:
        people: the names of other annotators.
        articles: all articles.
        shown: those that the list shows as it is filtered now; they are ticked at first.
        parent: the window over which it opens.
    """

    def __init__(
        self,
        people: Sequence[str],
        articles: Sequence[ArticleRow],
        shown: Sequence[Id],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Hand out")
        self.name = QComboBox(editable=True)
        self.name.addItems(list(people))
        self.name.setCurrentText("")
        self.filter = FilterBox("Filter by title")
        self.articles = TickItems("Articles")
        self.all = QPushButton("Tick all shown", autoDefault=False)
        self.none = QPushButton("Untick all shown", autoDefault=False)
        self.lock = QCheckBox("The &labels and their descriptions cannot be changed in the copy")
        self.summary = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.write = self.buttons.addButton("&Write the copy…", QDialogButtonBox.ButtonRole.AcceptRole)
        self.articles.show_items(TickItem(row.id, row.title, row.id in set(shown)) for row in articles)
        self._lay_out()
        self.filter.filter_changed.connect(lambda: self.articles.filter(self.filter.text()))
        self.articles.edited.connect(self._show_state)
        self.all.clicked.connect(lambda: self.articles.tick_shown(True))
        self.none.clicked.connect(lambda: self.articles.tick_shown(False))
        self.name.editTextChanged.connect(self._show_state)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._show_state()
        self.name.setFocus()

    @classmethod
    def ask(
        cls, people: Sequence[str], articles: Sequence[ArticleRow], shown: Sequence[Id], parent: QWidget
    ) -> HandOut | None:
        """Return what the person wants handed out, or None if they left."""
        dialog = cls(people, articles, shown, parent)
        try:
            return dialog.wanted() if dialog.exec() == QDialog.DialogCode.Accepted else None
        finally:
            dialog.deleteLater()

    def wanted(self) -> HandOut:
        """Return what is chosen."""
        return HandOut(
            one_line(self.name.currentText()), tuple(self.articles.ticked()), self.lock.isChecked()
        )

    def _show_state(self) -> None:
        number = len(self.articles.ticked())
        self.summary.setText("1 article" if number == 1 else f"{number:,} articles")
        self.write.setEnabled(bool(number) and bool(one_line(self.name.currentText())))

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height()
        form = QFormLayout()
        form.addRow("&Who gets it", self.name)
        ticks = QHBoxLayout()
        ticks.addWidget(self.summary, 1)
        ticks.addWidget(self.all)
        ticks.addWidget(self.none)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(unit, unit, unit, unit)
        lines.setSpacing(unit // 2)
        lines.addLayout(form)
        lines.addWidget(self.filter)
        lines.addWidget(self.articles, 1)
        lines.addLayout(ticks)
        lines.addWidget(self.lock)
        lines.addWidget(self.buttons)
        self.resize(unit * 30, unit * 30)
