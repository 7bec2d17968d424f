"""How the article looks and what is seen in it, changed while one looks on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFontComboBox,
    QFormLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotation.records import Annotator, Id, Label
from gui.article.appearance import SPACINGS, Appearance, Display
from gui.models.mention_spans import Shown, Visibility
from gui.widgets.plain_text import menu_text

_DISPLAYS = {
    Display.LANES: "Lanes with names",
    Display.TINT: "Tint only",
    Display.PLAIN: "Plain text",
}


class ViewOptions(QDialog):
    """Every choice takes effect at once; Usual view takes all of them back.

    Args:
        labels: of the project, in their order.
        others: the annotators besides the one who looks.
        appearance: as it is.
        shown: as it is.
        looked: called with another appearance.
        showed: called with something else to be seen.
        parent: the window.
    """

    def __init__(
        self,
        labels: list[Label],
        others: list[Annotator],
        appearance: Appearance,
        shown: Shown,
        looked: Callable[[Appearance], object],
        showed: Callable[[Shown], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("View")
        self._appearance, self._shown = appearance, shown
        self._looked, self._showed = looked, showed
        form = QFormLayout()
        self.display = _combo({words: display for display, words in _DISPLAYS.items()}, appearance.display)
        self.spacing = _combo(SPACINGS, appearance.spacing)
        self.own_font = QCheckBox("Another font for the article")
        self.font_box = QFontComboBox()
        form.addRow("&Mentions", self.display)
        form.addRow("Line &spacing", self.spacing)
        form.addRow("", self.own_font)
        form.addRow("&Font", self.font_box)
        form.addRow(_heading("What is seen"))
        self.suggestions = _combo({seen.value: seen for seen in Visibility}, shown.suggestions)
        form.addRow("Suggested &lists", self.suggestions)
        self.labels: dict[Id, QComboBox] = {}
        for label in labels:
            box = _combo(
                {seen.value: seen for seen in Visibility}, shown.labels.get(label.id, Visibility.SHOWN)
            )
            box.setAccessibleName(label.name)
            for row in range(box.count()):
                box.setItemIcon(row, _chip(label.colour))
            form.addRow(_plain(label.name), box)
            self.labels[label.id] = box
        self.others: dict[Id, QCheckBox] = {}
        for annotator in others:
            self.others[annotator.id] = QCheckBox(menu_text(f"Mentions of {annotator.name}"))
            self.others[annotator.id].setChecked(annotator.id in shown.others)
            form.addRow("", self.others[annotator.id])
        self._lay_out(form)
        self._show_font()
        self._connect()

    def _lay_out(self, form: QFormLayout) -> None:
        unit = self.fontMetrics().height()
        body = QWidget()
        body.setLayout(form)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        area.setMinimumWidth(max(body.sizeHint().width() + 2 * unit, 22 * unit))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.usual = buttons.addButton("Usual view", QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area)
        column.addWidget(buttons)
        room = self.screen().availableGeometry().height() - 4 * unit
        self.resize(self.sizeHint().width(), min(body.sizeHint().height() + 5 * unit, room))

    def _connect(self) -> None:
        for box in (self.display, self.spacing):
            box.currentIndexChanged.connect(self._on_look)
        self.own_font.toggled.connect(self._on_look)
        self.font_box.currentFontChanged.connect(self._on_look)
        for box in (self.suggestions, *self.labels.values()):
            box.currentIndexChanged.connect(self._on_show)
        for check in self.others.values():
            check.toggled.connect(self._on_show)
        self.usual.clicked.connect(self._on_usual)

    def _show_font(self) -> None:
        own = bool(self._appearance.family)
        self.own_font.setChecked(own)
        self.font_box.setEnabled(own)
        self.font_box.setCurrentFont(QFont(self._appearance.family or QApplication.font().family()))

    def _on_look(self) -> None:
        self.font_box.setEnabled(self.own_font.isChecked())
        family = self.font_box.currentFont().family() if self.own_font.isChecked() else ""
        self._appearance = Appearance(self.display.currentData(), self.spacing.currentData(), family)
        self._looked(self._appearance)

    def _on_show(self) -> None:
        self._shown = replace(
            self._shown,
            labels={
                label_id: Visibility(box.currentData())
                for label_id, box in self.labels.items()
                if box.currentData() != Visibility.SHOWN
            },
            others=frozenset(
                annotator_id for annotator_id, check in self.others.items() if check.isChecked()
            ),
            suggestions=Visibility(self.suggestions.currentData()),
        )
        self._showed(self._shown)

    def _on_usual(self) -> None:
        self.display.setCurrentIndex(0)
        self.spacing.setCurrentIndex(self.spacing.findData(Appearance().spacing))
        self.own_font.setChecked(False)
        for box in (self.suggestions, *self.labels.values()):
            box.setCurrentIndex(0)
        for check in self.others.values():
            check.setChecked(False)


def _combo(choices: dict[str, object] | dict[str, float], chosen: object) -> QComboBox:
    box = QComboBox()
    for words, value in choices.items():
        box.addItem(words, value)
    box.setCurrentIndex(list(choices.values()).index(chosen))
    return box


def _plain(words: str) -> QLabel:
    return QLabel(words, textFormat=Qt.TextFormat.PlainText)


def _heading(words: str) -> QLabel:
    label = _plain(words)
    bold = QFont(label.font())
    bold.setBold(True)
    label.setFont(bold)
    label.setContentsMargins(0, label.fontMetrics().height() // 2, 0, 0)
    return label


def _chip(colour: str) -> QIcon:
    pixmap = QPixmap(12, 12)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)
