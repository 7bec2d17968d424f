"""A workbook that is not ours: which sheet is brought in, what a row of it is, and which column is what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.records import Label
from gui.settings import Settings
from gui.widgets.plain_text import menu_text, one_line
from gui.widgets.trouble_line import TroubleLine
from storage.workbook.back.foreign import BRINGABLE, Mapped, bringable_columns, guessed
from storage.workbook.back.tables import ReadSheet
from storage.workbook.plans import ARTICLES, MENTIONS, STANCES
from storage.workbook.sheets import Plan

_ROWS_SHOWN = 12
_LAYOUT = "map workbook dialog"
_KINDS = {ARTICLES.key: "an article", MENTIONS.key: "a mention", STANCES.key: "a stance"}
_SEVERAL = {ARTICLES.key: "articles", MENTIONS.key: "mentions", STANCES.key: "stances"}


class MapWorkbook(QDialog):
    """The first rows of a sheet, above each column what it is; what is guessed from the headings is chosen.

    Args:
        name: the workbook's name.
        sheets: its sheets with rows, by their tabs.
        labels: of the project, for entities that it lacks.
        settings: keeps the size.
        parent: the window over which it opens.
    """

    def __init__(
        self,
        name: str,
        sheets: Mapping[str, ReadSheet],
        labels: Sequence[Label],
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Import workbook: {one_line(name)}")
        self._sheets = sheets
        self._settings = settings
        self.sheet = QComboBox()
        self.kind = QComboBox()
        self.label_of_new = QComboBox()
        self.table = QTableWidget()
        self.columns: list[QComboBox] = []
        self.summary = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.trouble = TroubleLine()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go_on = self.buttons.addButton("&Preview…", QDialogButtonBox.ButtonRole.AcceptRole)
        self._fill(labels)
        self._lay_out(name)
        self._connect()
        self._show_sheet()
        self.go_on.setDefault(True)
        self.kind.setFocus()

    @classmethod
    def ask(
        cls,
        name: str,
        sheets: Mapping[str, ReadSheet],
        labels: Sequence[Label],
        settings: Settings,
        parent: QWidget,
    ) -> Mapped | None:
        """Return what the person says the workbook holds, or None if they left."""
        dialog = cls(name, sheets, labels, settings, parent)
        try:
            return dialog.mapped() if dialog.exec() == QDialog.DialogCode.Accepted else None
        finally:
            dialog.deleteLater()

    def mapped(self) -> Mapped:
        """Return what is chosen."""
        return Mapped(
            sheet=self.sheet.currentData(),
            plan=self._plan(),
            headings=self._headings(),
            label_of_new=self.label_of_new.currentData() if self._names_entities() else "",
        )

    @override
    def done(self, result: int) -> None:
        self._settings.set_layout(_LAYOUT, self.saveGeometry())
        super().done(result)

    # Inside ------------------------------------------------------------------------------------------------

    def _fill(self, labels: Sequence[Label]) -> None:
        for name, sheet in self._sheets.items():
            rows = len(sheet.rows)
            self.sheet.addItem(f"{one_line(name)} ({rows:,} {'row' if rows == 1 else 'rows'})", name)
        for plan in BRINGABLE:
            self.kind.addItem(_KINDS[plan.key], plan.key)
        self.label_of_new.addItem("are problems", "")
        for label in labels:
            self.label_of_new.addItem(f"are added as {menu_text(label.name)}", label.name)

    def _connect(self) -> None:
        self.sheet.currentIndexChanged.connect(self._show_sheet)
        self.kind.currentIndexChanged.connect(self._show_columns)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _read_sheet(self) -> ReadSheet:
        return self._sheets[self.sheet.currentData()]

    def _plan(self) -> Plan:
        return next(plan for plan in BRINGABLE if plan.key == self.kind.currentData())

    def _headings(self) -> dict[str, str]:
        headings = self._read_sheet().headings
        return {
            box.currentData(): heading
            for box, heading in zip(self.columns, headings, strict=True)
            if box.currentData()
        }

    def _names_entities(self) -> bool:
        return bool({"entity", "holder", "target"} & self._headings().keys())

    def _show_sheet(self) -> None:
        """Show another sheet, as what its headings fit best."""
        sheet = self._read_sheet()
        fitting = [plan for plan in BRINGABLE if not _missing(plan, guessed(plan, sheet.headings))]
        best = fitting[-1] if fitting else ARTICLES  # the last asks for most
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(self.kind.findData(best.key))
        self.table.clear()
        self.table.setColumnCount(len(sheet.headings))
        self.table.setRowCount(1 + min(_ROWS_SHOWN, len(sheet.rows)))
        self.table.setHorizontalHeaderLabels([menu_text(heading) for heading in sheet.headings])
        self.table.setVerticalHeaderLabels(["", *(f"{row.number}" for row in sheet.rows[:_ROWS_SHOWN])])
        for line, row in enumerate(sheet.rows[:_ROWS_SHOWN], 1):
            for place, heading in enumerate(sheet.headings):
                item = QTableWidgetItem(one_line(row.cells.get(heading, "")))
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.table.setItem(line, place, item)
        self._show_columns()

    def _show_columns(self) -> None:
        """Put above each column what it may be, with what is guessed chosen."""
        headings, plan = self._read_sheet().headings, self._plan()
        guess = {heading: key for key, heading in guessed(plan, headings).items()}
        self.columns = []
        for place, heading in enumerate(headings):
            box = QComboBox()
            box.setAccessibleName(f"What “{one_line(heading)}” is")
            box.addItem("–", "")
            for column, needed in bringable_columns(plan):
                box.addItem(f"{column.name}{' *' if needed else ''}", column.key)
            box.setCurrentIndex(max(0, box.findData(guess.get(heading, ""))))
            box.currentIndexChanged.connect(lambda _index, chosen=box: self._on_column_chosen(chosen))
            self.columns.append(box)
            self.table.setCellWidget(0, place, box)
        self._order_focus()
        self.table.resizeRowToContents(0)
        unit = self.fontMetrics().averageCharWidth()
        for place in range(len(headings)):
            self.table.resizeColumnToContents(place)
            width = self.table.columnWidth(place)
            self.table.setColumnWidth(place, max(unit * 18, min(width, unit * 36)))
        self._show_state()

    def _order_focus(self) -> None:
        """Let Tab go from box to box, and then on."""
        chain = [self.sheet, self.kind, *self.columns, self.label_of_new, *self.buttons.buttons()]
        for one, other in pairwise(chain):
            self.setTabOrder(one, other)

    def _on_column_chosen(self, box: QComboBox) -> None:
        """Take what was chosen away from another column: each of ours is one of theirs."""
        for other in self.columns:
            if other is not box and box.currentData() and other.currentData() == box.currentData():
                other.setCurrentIndex(0)
        self._show_state()

    def _show_state(self) -> None:
        """Say what will be looked at, or what is still missing."""
        plan, rows = self._plan(), len(self._read_sheet().rows)
        missing = _missing(plan, self._headings())
        self.trouble.setText(f"Choose above which column is {_listed(missing)}." if missing else "")
        what = _SEVERAL[plan.key] if rows != 1 else plan.key.removesuffix("s")
        found = f"{rows:,} {what} will be looked at. You see and tick each before anything is taken."
        self.summary.setText("" if missing else found)
        self.go_on.setEnabled(not missing)
        self.label_of_new.setEnabled(self._names_entities())

    def _lay_out(self, name: str) -> None:
        unit = self.fontMetrics().height()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setWordWrap(False)
        self.table.setAccessibleName("The first rows of the sheet")
        intro = QLabel(
            f"“{one_line(name)}” was not exported by Paksha. Say what its rows are and which column is what.",
            textFormat=Qt.TextFormat.PlainText,
            wordWrap=True,
        )
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Sheet", self.sheet)
        form.addRow("Each &row is", self.kind)
        form.addRow("&Entities that are not known", self.label_of_new)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(unit, unit, unit, unit)
        lines.setSpacing(unit // 2)
        lines.addWidget(intro)
        lines.addLayout(form)
        lines.addWidget(self.table, 1)
        lines.addWidget(QLabel("* has to be there"))
        for widget in (self.trouble, self.summary, self.buttons):
            lines.addWidget(widget)
        if not self.restoreGeometry(self._settings.layout(_LAYOUT)):
            room = self.screen().availableSize()
            self.resize(min(unit * 56, room.width() - 2 * unit), min(unit * 34, room.height() - 3 * unit))


def _missing(plan: Plan, headings: Mapping[str, str]) -> list[str]:
    """Return the names of the columns of a plan that are needed and not mapped."""
    return [
        column.name for column, needed in bringable_columns(plan) if needed and column.key not in headings
    ]


def _listed(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
