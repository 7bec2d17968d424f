"""What an edited workbook would change: every item with a tick, before anything is applied."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPalette, QTextOption
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.models.workbook_item_delegate import WorkbookItemDelegate, kind_colour
from gui.models.workbook_items import (
    COLUMN,
    EXPORTED,
    KIND,
    KIND_SIGNS,
    PROJECT,
    ROW,
    SHEET,
    TICK,
    TITLES,
    WORKBOOK,
    WorkbookItemsModel,
    place_of,
)
from gui.settings import Settings
from gui.widgets.empty_state import EmptyState
from gui.widgets.filter_box import FilterBox
from gui.widgets.row_painting import bold
from gui.widgets.tick_list import TickList
from storage.workbook.back.preview import Item, ItemKind, Preview

_BUTTONS = {
    ItemKind.CHANGE: ("c&hange", "c&hanges"),
    ItemKind.ADDITION: ("add&ition", "add&itions"),
    ItemKind.DELETION: ("d&eletion", "d&eletions"),
    ItemKind.CONFLICT: ("con&flict", "con&flicts"),
    ItemKind.PROBLEM: ("&problem", "&problems"),
}
"""What one and several of a kind are called on its button; no two have the same mnemonic."""

_LAYOUT = "workbook preview"

_DETAIL_LINES = 7.3
"""How high the box is that tells of the current item, in lines."""


class WorkbookPreview(QDialog):
    """A table of all items below buttons that show one kind only; below it the current item in full.

    Nothing is applied here: `ticked` says what the person wants.
    """

    def __init__(self, preview: Preview, settings: Settings, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._preview = preview
        self._counts = preview.counted()
        self.setWindowTitle(f"Import workbook: {preview.name}")
        self.filter_box = FilterBox("Filter by any word in the row")
        self.kinds: dict[ItemKind | None, QPushButton] = {}
        self._kind_group = QButtonGroup(self)
        self.model = WorkbookItemsModel(preview.items, self)
        self.table = TickList()
        self.table.setAccessibleName("What the workbook would change")
        self.table.setModel(self.model)
        self.table.setItemDelegate(WorkbookItemDelegate(self.table))
        self.detail = QPlainTextEdit(readOnly=True)
        self.detail.setAccessibleName("The current row in full")
        self.detail.setTabChangesFocus(True)
        self.detail.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.tick_shown = _button("&Tick all shown")
        self.untick_shown = _button("&Untick all shown")
        self.summary = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.nothing = EmptyState()
        self._pages = QStackedWidget()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._apply = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._apply.setDefault(True)
        self._lay_out()
        self._set_columns()
        self._connect()
        self._show_items()
        if preview.items:
            self.table.setFocus()
        else:
            self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setFocus()

    @classmethod
    def ask(cls, preview: Preview, settings: Settings, parent: QWidget) -> list[int]:
        """Let a person tick, and wait for it.

        Returns:
            The numbers of the items to apply; none if the person left.
        """
        dialog = cls(preview, settings, parent)
        try:
            return dialog.ticked() if dialog.exec() == QDialog.DialogCode.Accepted else []
        finally:
            dialog.deleteLater()

    def ticked(self) -> list[int]:
        """Return the numbers of the ticked items."""
        return self.model.ticked()

    @override
    def done(self, result: int) -> None:
        self._settings.set_layout(_LAYOUT, self.saveGeometry())
        super().done(result)

    def _connect(self) -> None:
        self.filter_box.filter_changed.connect(self._show_items)
        self.filter_box.left_downwards.connect(self.table.setFocus)
        self._kind_group.buttonClicked.connect(self._show_items)
        self.table.toggle_requested.connect(self.model.toggle)
        self.table.all_requested.connect(self.table.selectAll)
        self.table.taken.connect(self._apply.click)
        self.table.selectionModel().currentChanged.connect(self._show_detail)
        self.model.ticks_changed.connect(self._show_state)
        self.tick_shown.clicked.connect(lambda: self.model.tick_shown(True))
        self.untick_shown.clicked.connect(lambda: self.model.tick_shown(False))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _kind(self) -> ItemKind | None:
        return next((kind for kind, button in self.kinds.items() if button.isChecked()), None)

    def _show_items(self) -> None:
        """Show what the buttons and the filter let through."""
        kind, typed = self._kind(), self.filter_box.text().strip()
        self.model.show_only(kind, typed)
        if self.model.rowCount():
            self._pages.setCurrentWidget(self.table)
            self.table.setCurrentIndex(self.model.index(0, TICK))
        else:
            if self._preview.items:
                self.nothing.say("Nothing like that", "No row holds these words. Escape empties the filter.")
            else:
                self.nothing.say(
                    "The workbook says nothing new",
                    "Nothing was edited in it, or the project has all of it already.",
                )
            self._pages.setCurrentWidget(self.nothing)
            self.detail.clear()
        self._show_state()

    def _show_detail(self, index: QModelIndex) -> None:
        if index.isValid():
            self.detail.setPlainText(_in_full(self.model.item(index.row())))

    def _show_state(self) -> None:
        """Show how many are ticked, and what the buttons can do."""
        ticked, total, shown = self.model.ticked_count(), len(self._preview.items), self.model.rowCount()
        what = "change" if ticked == 1 else "changes"
        self._apply.setText(f"Apply {ticked:,} {what}" if ticked else "Apply")
        self._apply.setEnabled(ticked > 0)
        states = self.model.shown_states()
        self.tick_shown.setEnabled(False in states)
        self.untick_shown.setEnabled(True in states)
        parts = [f"{ticked:,} of {total:,} ticked"]
        if shown < total:
            parts.append(f"{shown:,} shown")
        problems = self._counts[ItemKind.PROBLEM]
        if problems:
            parts.append(f"{problems:,} cannot be applied")
        self.summary.setText(" · ".join(parts) if total else "")

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height()
        head = QHBoxLayout()
        head.setSpacing(unit // 3)
        for kind in (None, *(kind for kind in ItemKind if self._counts[kind])):
            head.addWidget(self._kind_button(kind))
        head.addStretch(1)
        head.addWidget(self.tick_shown)
        head.addWidget(self.untick_shown)
        for page in (self.table, self.nothing):
            self._pages.addWidget(page)
        self.detail.setFixedHeight(round(self.fontMetrics().lineSpacing() * _DETAIL_LINES))
        foot = QHBoxLayout()
        foot.addWidget(self.summary, 1)
        foot.addWidget(self.buttons)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(unit, unit, unit, unit)
        lines.setSpacing(unit // 2)
        lines.addWidget(self.filter_box)
        lines.addLayout(head)
        lines.addWidget(self._pages, 1)
        lines.addWidget(self.detail)
        lines.addLayout(foot)
        if not self._preview.items:
            for widget in (
                self.filter_box, *self.kinds.values(), self.tick_shown, self.untick_shown, self.detail
            ):  # fmt: skip
                widget.hide()
        if self.restoreGeometry(self._settings.layout(_LAYOUT)):
            return
        room = self.screen().availableSize()
        wanted = self.fontMetrics().averageCharWidth() * 190, unit * 38
        self.resize(min(wanted[0], room.width() - 2 * unit), min(wanted[1], room.height() - 3 * unit))

    def _kind_button(self, kind: ItemKind | None) -> QPushButton:
        """Make the button that shows one kind only, or all."""
        if kind is None:
            button = _button(f"A&ll {len(self._preview.items):,}")
        else:
            count = self._counts[kind]
            button = _button(f"{KIND_SIGNS[kind]}  {count:,} {_BUTTONS[kind][count != 1]}")
            palette = button.palette()
            palette.setColor(QPalette.ColorRole.ButtonText, kind_colour(kind, palette))
            button.setPalette(palette)
        button.setCheckable(True)
        button.toggled.connect(lambda on: button.setFont(bold(self.font()) if on else self.font()))
        button.setChecked(kind is None)
        self._kind_group.addButton(button)
        self.kinds[kind] = button
        return button

    def _set_columns(self) -> None:
        """Show the titles; narrow columns are as wide as their widest text, the others share the rest."""
        metrics, items = self.fontMetrics(), self._preview.items
        header = self.table.horizontalHeader()
        header.show()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(1)
        space = 4 * metrics.averageCharWidth()
        texts: dict[int, set[str]] = {
            SHEET: {item.sheet for item in items},
            ROW: {f"{max((item.row for item in items), default=0)}"},
            COLUMN: {item.column for item in items},
            KIND: {f"    {kind.capitalize()}" for kind in ItemKind},
        }
        for column, said in texts.items():
            widest = max(map(metrics.horizontalAdvance, (*said, TITLES[column])))
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, min(widest, 24 * metrics.averageCharWidth()) + space)
        header.setSectionResizeMode(TICK, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(TICK, round(metrics.height() * 1.7))


def _in_full(item: Item) -> str:
    """Return all that an item says, a line each."""
    lines = [f"{item.kind.capitalize()} · {place_of(item)}", item.what, item.reason]
    for column, text in ((EXPORTED, item.exported), (WORKBOOK, item.workbook), (PROJECT, item.project)):
        if text or (item.column and item.is_applicable):
            lines.append(f"{TITLES[column]}: {text or '(empty)'}")
    return "\n".join(filter(None, lines))


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)  # Enter is for applying
    return button
