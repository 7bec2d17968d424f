"""How far the annotators agree: the figures, what each says, and a picture of the pairs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.errors import tell
from gui.file_dialogs import agree_to_replace, ask_where, folder_of
from gui.models.agreement import ITEMS, MEASURE, VALUE, FigureRows
from gui.settings import Settings
from gui.widgets.svg_picture import SvgPicture
from storage.agreement import Agreement
from storage.agreement_report import picture_of

_LAYOUT = "agreement"


class AgreementDialog(QDialog):
    """The figures of one group of annotators and one label at a time; the others are a choice away.

    Signals:
        unfinished_wanted(bool): compare articles, too, that are not marked as done, or those only.
    """

    unfinished_wanted = Signal(bool)

    def __init__(
        self, agreement: Agreement, settings: Settings, name: str, *, unfinished: bool, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._agreement = agreement
        self._name = name
        self.setWindowTitle(f"Agreement: {name}")
        self.scope = QLabel(agreement.scope, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.group = QComboBox()
        self.group.setAccessibleName("Whose figures")
        self.model = FigureRows(agreement, self)
        self.table = QTableView()
        self.meaning = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.unfinished = QCheckBox("&Unfinished articles, too")
        self.unfinished.setChecked(unfinished)
        self.picture = SvgPicture(picture_of(agreement), "Matrix of how far each two annotators agree")
        self.save = QPushButton("&Save picture…", autoDefault=False)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for annotators, label in self.model.groups():
            whose = " · ".join(agreement.names[one] for one in annotators)
            text = whose if label is None else f"{whose}, only {agreement.labels[label]}"
            self.group.addItem(text, (annotators, label))
        self._lay_out()
        self.group.currentIndexChanged.connect(self._on_group_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        self.unfinished.toggled.connect(self._on_unfinished)
        self.save.clicked.connect(self._save_picture)
        self.buttons.rejected.connect(self.reject)
        self._on_group_chosen()
        self.table.setFocus()

    @override
    def done(self, result: int) -> None:
        self._settings.set_layout(_LAYOUT, self.saveGeometry())
        super().done(result)

    def _on_group_chosen(self) -> None:
        group = self.group.currentData()
        if group is not None:
            self.model.show_group(group)
            self.table.setCurrentIndex(self.model.index(0, MEASURE))

    def _on_row_chosen(self, current: QModelIndex) -> None:
        figure = self.model.figure(current.row())
        self.meaning.setText(f"{figure.measure.meaning}\n{figure.measure.source}" if figure else "")

    def _on_unfinished(self, on: bool) -> None:
        self.accept()
        self.unfinished_wanted.emit(on)

    def _save_picture(self) -> None:
        proposed = Path(folder_of(self._settings), f"{self._name} agreement.png")
        path = ask_where(self, "Save picture", proposed, "Pictures (*.png)")
        if path is None or (path.exists() and not agree_to_replace(self, path)):
            return
        if not self.picture.image().save(str(path)):
            tell(self, f"“{path.name}” cannot be written. Choose another folder.")

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height()
        self.table.setModel(self.model)
        self.table.setAccessibleName("Figures")
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(round(unit * 1.5))
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(MEASURE, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(ITEMS, QHeaderView.ResizeMode.Stretch)
        self.group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.meaning.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self.meaning.setAlignment(Qt.AlignmentFlag.AlignTop)
        left = QVBoxLayout()
        left.addWidget(self.group)
        left.addWidget(self.table, 1)
        left.addWidget(self.meaning)
        right = QVBoxLayout()
        right.addWidget(self.picture, 1)
        right.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        middle = QHBoxLayout()
        middle.setSpacing(unit)
        middle.addLayout(left, 3)
        middle.addLayout(right, 2)
        foot = QHBoxLayout()
        foot.addWidget(self.unfinished, 1)
        foot.addWidget(self.buttons)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(unit, unit, unit, unit)
        lines.setSpacing(unit // 2)
        lines.addWidget(self.scope)
        lines.addLayout(middle, 1)
        lines.addLayout(foot)
        if not self.restoreGeometry(self._settings.layout(_LAYOUT)):
            room = self.screen().availableSize()
            width, height = self.fontMetrics().averageCharWidth() * 175, unit * 34
            self.resize(min(width, room.width() - 2 * unit), min(height, room.height() - 3 * unit))
