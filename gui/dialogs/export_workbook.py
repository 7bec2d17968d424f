"""What is exported: which articles, whose annotations, which sheets and columns, as what kind of file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.records import Annotator, Id
from gui.models.export_plans import ExportPlan, Scope
from gui.models.wanted_sheets import WantedSheets
from gui.settings import Settings
from gui.widgets.filter_box import FilterBox
from gui.widgets.plain_text import one_line
from gui.widgets.tick_items import TickItem, TickItems
from gui.widgets.trouble_line import TroubleLine
from storage.project import ArticleRow
from storage.workbook.choice import Choice

_UNSAVED = "Not kept"
_LAYOUT = "export dialog"


@dataclass(frozen=True, slots=True)
class Exportable:
    """What there is to choose from. `shown` are the articles that the list shows as it is filtered now."""

    articles: Sequence[ArticleRow]
    shown: Sequence[Id]
    annotators: Sequence[Annotator]


class ExportDialog(QDialog):
    """Presets above; articles, annotators, sheets and columns side by side; what comes out below.

    Args:
        there: what there is to choose from.
        plan: what is ticked at first.
        settings: keeps the presets and the size.
        parent: the window over which it opens.
    """

    def __init__(
        self, there: Exportable, plan: ExportPlan, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export workbook")
        self._there = there
        self._settings = settings
        self._presets = _readable(settings.export_presets)
        self._wanted = WantedSheets(())
        self.preset = QComboBox()
        self.keep = _button("&Keep as…", "Keep what is ticked under a name, for another time")
        self.rename = _button("Re&name…", "Give the chosen preset another name")
        self.forget = _button("&Delete", "Forget the chosen preset")
        self.kind = QComboBox()
        self.scope = QComboBox()
        self.filter = FilterBox("Filter by title")
        self.articles = TickItems("Articles")
        self.annotators = TickItems("Annotators")
        self.sheets = TickItems("Sheets", movable=True)
        self.columns = TickItems("Columns", movable=True)
        self._columns_title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.summary = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.trouble = TroubleLine()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export = self.buttons.addButton("E&xport…", QDialogButtonBox.ButtonRole.AcceptRole)
        self.everything = self.buttons.addButton("&Everything", QDialogButtonBox.ButtonRole.ResetRole)
        self._fill()
        self._lay_out()
        self._connect()
        self._show_plan(plan)
        self._show_presets(self._name_of(plan))
        self.export.setDefault(True)
        self.sheets.setFocus()

    @classmethod
    def ask(
        cls, there: Exportable, plan: ExportPlan, settings: Settings, parent: QWidget
    ) -> ExportPlan | None:
        """Return what the person wants exported, or None if they left."""
        dialog = cls(there, plan, settings, parent)
        try:
            return dialog.plan() if dialog.exec() == QDialog.DialogCode.Accepted else None
        finally:
            dialog.deleteLater()

    def plan(self) -> ExportPlan:
        """Return what is ticked.

        Raises:
            PersonError: if no sheet is ticked.
        """
        scope = Scope(self.scope.currentData())
        annotators = self.annotators.ticked()
        everybody = len(annotators) == len(self._there.annotators)
        return ExportPlan(
            scope=scope,
            choice=Choice(
                articles=tuple(self.articles.ticked()) if scope is Scope.CHOSEN else None,
                annotators=None if everybody else tuple(annotators),
                sheets=self._wanted.chosen(),
            ),
            as_csv=bool(self.kind.currentData()),
        )

    @override
    def done(self, result: int) -> None:
        self._settings.set_layout(_LAYOUT, self.saveGeometry())
        super().done(result)

    # Inside ------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        self.kind.addItem("Excel workbook (.xlsx)", False)
        self.kind.addItem("CSV tables in a zip (.zip)", True)
        shown = len(self._there.shown)
        self.scope.addItem(f"All {_articles(len(self._there.articles))}", Scope.ALL)
        self.scope.addItem(f"What the list shows now: {_articles(shown)}", Scope.SHOWN)
        self.scope.addItem("The ticked ones", Scope.CHOSEN)
        self._set_articles(frozenset())

    def _connect(self) -> None:
        self.preset.activated.connect(self._on_preset_chosen)
        self.keep.clicked.connect(self._keep_preset)
        self.rename.clicked.connect(self._rename_preset)
        self.forget.clicked.connect(self._forget_preset)
        self.everything.clicked.connect(self._tick_everything)
        self.scope.currentIndexChanged.connect(self._on_edited)
        self.kind.currentIndexChanged.connect(self._on_edited)
        self.filter.filter_changed.connect(self.articles.filter)
        self.filter.left_downwards.connect(self.articles.setFocus)
        self.articles.edited.connect(self._on_articles_ticked)
        self.annotators.edited.connect(self._on_edited)
        self.sheets.currentRowChanged.connect(self._show_columns)
        self.sheets.edited.connect(self._on_sheets_ticked)
        self.columns.edited.connect(self._on_columns_ticked)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _show_plan(self, plan: ExportPlan) -> None:
        """Tick what a plan says; articles and annotators that this project lacks cannot be."""
        choice = plan.choice
        self.kind.setCurrentIndex(self.kind.findData(plan.as_csv))
        self.scope.setCurrentIndex(self.scope.findData(plan.scope))
        self._set_articles(frozenset(choice.articles or ()))
        self.annotators.show_items(
            TickItem(one.id, one.name, choice.annotators is None or one.id in choice.annotators)
            for one in self._there.annotators
        )
        self._wanted = WantedSheets(choice.sheets)
        self.sheets.show_items(self._wanted.sheet_items())
        self._show_columns()
        self._on_edited()

    def _set_articles(self, chosen: frozenset[Id]) -> None:
        rows = self._there.articles
        self.articles.show_items(TickItem(row.id, row.title, row.id in chosen) for row in rows)
        self.articles.filter(self.filter.text())

    def _show_columns(self) -> None:
        key = self.sheets.current_key()
        if key is not None:
            name = next(item.text for item in self.sheets.items_shown() if item.key == key)
            self._columns_title.setText(f"Columns of “{name}”")
            self.columns.setAccessibleName(f"Columns of {name}")
            self.columns.show_items(self._wanted.column_items(key))

    def _on_articles_ticked(self) -> None:
        self.scope.setCurrentIndex(self.scope.findData(Scope.CHOSEN))  # who ticks some wants these
        self._on_edited()

    def _on_sheets_ticked(self) -> None:
        self._wanted.set_sheets(self.sheets.items_shown())
        self._on_edited()

    def _on_columns_ticked(self) -> None:
        key = self.sheets.current_key()
        if key is not None:
            self._wanted.set_columns(key, self.columns.items_shown())
        self._on_edited()

    def _on_edited(self) -> None:
        """Say what will come out, or what is missing for anything to come out."""
        trouble = self._trouble()
        self.trouble.setText(trouble)
        self.export.setEnabled(not trouble)
        self.keep.setEnabled(not trouble)
        number = {
            Scope.ALL: len(self._there.articles),
            Scope.SHOWN: len(self._there.shown),
            Scope.CHOSEN: len(self.articles.ticked()),
        }[Scope(self.scope.currentData())]
        people, sheets = len(self.annotators.ticked()), len(self.sheets.ticked())
        self.summary.setText(
            f"{_articles(number)} · {people} {'annotator' if people == 1 else 'annotators'}"
            f" · {sheets} {'sheet' if sheets == 1 else 'sheets'}"
        )
        self._show_presets(None if trouble else self._name_of(self.plan()))

    def _trouble(self) -> str:
        scope = Scope(self.scope.currentData())
        bare = self._wanted.without_columns()
        if scope is Scope.CHOSEN and not self.articles.ticked():
            return "Tick the articles that are wanted, or choose all of them."
        if scope is Scope.SHOWN and not self._there.shown:
            return "The list of articles shows none now. Change its filter, or choose all articles."
        if not self.annotators.ticked():
            return "Tick one annotator at least."
        if not self.sheets.ticked():
            return "Tick one sheet at least."
        return f"Tick one column of “{bare}” at least, or leave the sheet out." if bare else ""

    def _tick_everything(self) -> None:
        self.filter.clear()
        self._show_plan(ExportPlan(as_csv=bool(self.kind.currentData())))

    # Presets -----------------------------------------------------------------------------------------------

    def _name_of(self, plan: ExportPlan) -> str | None:
        return next((name for name, kept in self._presets.items() if kept == plan), None)

    def _show_presets(self, name: str | None) -> None:
        self.preset.clear()
        if name is None:
            self.preset.addItem(_UNSAVED, None)
        for kept in self._presets:
            self.preset.addItem(one_line(kept), kept)
        self.preset.setCurrentIndex(0 if name is None else self.preset.findData(name))
        self.preset.setEnabled(bool(self._presets))
        for button in (self.rename, self.forget):
            button.setEnabled(name is not None)

    def _on_preset_chosen(self) -> None:
        name = self.preset.currentData()
        if name is not None:
            self._show_plan(self._presets[name])

    def _keep_preset(self) -> None:
        name = self._ask_name("Keep as", self.preset.currentData() or "")
        if name:
            self._store({**self._presets, name: self.plan()}, name)

    def _rename_preset(self) -> None:
        old = self.preset.currentData()
        name = self._ask_name("Rename the preset", old)
        if name and name != old:
            kept = {key: plan for key, plan in self._presets.items() if key != name}
            self._store({name if key == old else key: plan for key, plan in kept.items()}, name)

    def _forget_preset(self) -> None:
        kept = {name: plan for name, plan in self._presets.items() if name != self.preset.currentData()}
        self._store(kept, None)

    def _ask_name(self, title: str, typed: str) -> str:
        name, accepted = QInputDialog.getText(self, title, "&Name", text=typed)
        return one_line(name) if accepted else ""

    def _store(self, presets: Mapping[str, ExportPlan], name: str | None) -> None:
        self._presets = dict(presets)
        self._settings.export_presets = {key: plan.to_json() for key, plan in presets.items()}
        self._show_presets(name)

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height()
        presets = QHBoxLayout()
        presets.addWidget(self.preset, 1)
        for button in (self.keep, self.rename, self.forget):
            presets.addWidget(button)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_titled("&Preset", self.preset), presets)
        form.addRow("&File", self.kind)
        form.addRow("&Articles", self.scope)
        grid = QGridLayout()
        grid.setHorizontalSpacing(unit)
        people = _titled("Ann&otators", self.annotators)
        for place, (column, stretch) in enumerate(
            (
                ((self.filter, (self.articles, 3), people, (self.annotators, 1)), 4),
                ((_titled("&Sheets", self.sheets), (self.sheets, 1)), 3),
                ((self._columns_title, (self.columns, 1)), 4),
            )
        ):
            lines = QVBoxLayout()
            for part in column:
                if isinstance(part, tuple):
                    lines.addWidget(part[0], part[1])
                else:
                    lines.addWidget(part)
            grid.addLayout(lines, 0, place)
            grid.setColumnStretch(place, stretch)
        self._columns_title.setBuddy(self.columns)
        hint = QLabel("Space ticks · Alt+↑ and Alt+↓, or the mouse, move sheets and columns")
        foot = QHBoxLayout()
        foot.addWidget(self.summary, 1)
        foot.addWidget(self.buttons)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(unit, unit, unit, unit)
        lines.setSpacing(unit // 2)
        lines.addLayout(form)
        lines.addLayout(grid, 1)
        lines.addWidget(hint)
        lines.addWidget(self.trouble)
        lines.addLayout(foot)
        if not self.restoreGeometry(self._settings.layout(_LAYOUT)):
            room = self.screen().availableSize()
            self.resize(min(unit * 52, room.width() - 2 * unit), min(unit * 36, room.height() - 3 * unit))


def _readable(presets: Mapping[str, str]) -> dict[str, ExportPlan]:
    read = {name: ExportPlan.from_json(text) for name, text in presets.items()}
    return {name: plan for name, plan in read.items() if plan is not None}


def _articles(number: int) -> str:
    return f"{number:,} {'article' if number == 1 else 'articles'}"


def _titled(title: str, buddy: QWidget) -> QLabel:
    label = QLabel(title)
    label.setBuddy(buddy)
    return label


def _button(text: str, meaning: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(meaning)
    button.setAutoDefault(False)  # Enter is for exporting
    return button
