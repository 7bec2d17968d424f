"""Which suggested mentions are shown, of which layers and how sure; and what the tagger is worth."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from annotation.suggest.mentions import Layer, Wanted
from annotation.suggest.tagger import is_available
from annotation.suggest.training import FEWEST_ARTICLES, Figures

_MEANINGS = {
    Layer.NAMES: "&Known names: countries, cities, organisations",
    Layer.MEMORY: "What was tagged in &earlier articles",
    Layer.ARTICLE: "Names of &this article once more",
    Layer.TAGGER: "What the trained t&agger takes for names",
    Layer.PLUGGED_IN: "What &plugged-in taggers take for names",
}
_STEPS = 100


class SuggestionsDialog(QDialog):
    """A box for each layer, a slider, and the figures of the tagger.

    Args:
        wanted: what is shown now.
        figures: of the trained tagger; None if there is none.
        parent: the window over which it opens.
    """

    def __init__(self, wanted: Wanted, figures: Figures | None, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Suggestions")
        self.layers = {layer: QCheckBox(_MEANINGS[layer]) for layer in Layer}
        for layer, box in self.layers.items():
            box.setChecked(layer in wanted.layers)
        self.threshold = QSlider(Qt.Orientation.Horizontal)
        self.threshold.setRange(0, _STEPS)
        self.threshold.setValue(round(wanted.threshold * _STEPS))
        self.threshold.setAccessibleName("Least confidence")
        self.value = QLabel()
        self.tagger = QLabel(tagger_words(figures), wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._lay_out()
        self.threshold.valueChanged.connect(self._show_value)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._show_value()

    @classmethod
    def ask(cls, wanted: Wanted, figures: Figures | None, parent: QWidget) -> Wanted | None:
        """Return what the person wants to see, or None if they left."""
        dialog = cls(wanted, figures, parent)
        try:
            return dialog.wanted() if dialog.exec() == QDialog.DialogCode.Accepted else None
        finally:
            dialog.deleteLater()

    def wanted(self) -> Wanted:
        """Return what is chosen."""
        layers = frozenset(layer for layer, box in self.layers.items() if box.isChecked())
        return Wanted(layers, self.threshold.value() / _STEPS)

    def _show_value(self) -> None:
        self.value.setText(f"{self.threshold.value()} %")

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height()
        self.value.setMinimumWidth(self.fontMetrics().horizontalAdvance("100 %"))
        slide = QHBoxLayout()
        slide.addWidget(self.threshold, 1)
        slide.addWidget(self.value)
        form = QFormLayout()
        label = QLabel("&Shown from")
        label.setBuddy(self.threshold)
        form.addRow(label, slide)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(unit, unit, unit, unit)
        lines.setSpacing(unit // 2)
        for box in self.layers.values():
            lines.addWidget(box)
        lines.addLayout(form)
        lines.addWidget(self.tagger)
        lines.addStretch(1)
        lines.addWidget(self.buttons)
        self.resize(unit * 26, self.sizeHint().height())


def tagger_words(figures: Figures | None) -> str:
    """Say what the trained tagger is worth, or why there is none."""
    if not is_available():
        return "The tagger is off: its library, python-crfsuite, is not installed here."
    if figures is None:
        return f"The tagger is trained once {FEWEST_ARTICLES} articles are marked as done."
    told = (
        f"The tagger was trained on {figures.articles:,} articles. On {figures.items:,} mentions that it had "
        f"not seen: precision {figures.precision:.2f}, recall {figures.recall:.2f}, F1 {figures.f1:.2f}."
    )
    return told if figures.is_good_enough else f"{told} That is too little, so it is off."
