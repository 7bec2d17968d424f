"""The stance grid: holders down, targets across, of the open article or the whole project."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.records import Alias, Annotator, Camp, Entity, Evidence, Id, Polarity, Stance
from annotation.stance_grid import Cell, StanceRow, make_grid
from gui.jobs import Job
from gui.models.search_keys import matcher, search_key
from gui.models.stance_grid import CellRole, StanceGridModel
from gui.session import Session
from gui.theme import POLARITY_SIGNS
from gui.widgets.empty_state import EmptyState
from gui.widgets.filter_box import FilterBox
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.polarity_cell import PolarityCellDelegate
from storage.project import Project

PAUSE = 120
"""Milliseconds after a change before the grid follows: several often come together."""

_EVERYBODY = ""
_HEADER, _COLUMN = 13, 8  # widths of the holders' names and of a target, in characters


class GridPanel(QWidget):
    """Who stands how towards whom, at a glance.

    Signals:
        stance_chosen(str): the person turned to a stance of the open article, by its id.
        spans_shown(list[tuple[int, int]]): the evidence of somebody else's stance, in code points.
    """

    stance_chosen = Signal(str)
    spans_shown = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[StanceRow] = []
        self._job: Job[list[StanceRow]] | None = None
        self._stale = True
        self._turned_to: tuple[Cell, int] | None = None
        self.setWindowTitle("Grid")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it hands the focus on: no stop for Tab
        self.filter_box = FilterBox("Filter by holder or target", self)
        self.scope = _combo("Articles", {"This article": False, "Whole project": True})
        self.whose = _combo("Annotators", {})
        self.polarity = _combo("Polarity", {"Every polarity": None})
        for polarity in Polarity:
            self.polarity.addItem(f"{POLARITY_SIGNS[polarity]}  {polarity.capitalize()}", polarity)
        self.model = StanceGridModel(self._name, self)
        self.table = _Table(self)
        self.table.setModel(self.model)
        self.table.setItemDelegate(PolarityCellDelegate(CellRole))
        self._empty = EmptyState(parent=self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._read)
        self._lay_out()
        self._list_annotators()
        self.filter_box.filter_changed.connect(self._show)
        self.filter_box.left_downwards.connect(self.table.setFocus)
        self.polarity.currentIndexChanged.connect(self._show)
        self.scope.currentIndexChanged.connect(self._read)
        self.whose.currentIndexChanged.connect(self._read)
        self.table.activated.connect(self._on_activated)
        session.changed.connect(self._on_changed)
        session.article_opened.connect(self._on_article_opened)
        session.closing.connect(self._stop_reading)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._read()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.table.setFocus()

    # Inside ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        choices = QWidget(self)
        flow = FlowLayout(choices, self.fontMetrics().height() // 3)
        for box in (self.scope, self.whose, self.polarity):
            flow.addWidget(box)
        column = QVBoxLayout(self)
        space = self.fontMetrics().height() // 3
        column.setContentsMargins(space, space, space, 0)
        column.setSpacing(space)
        column.addWidget(self.filter_box)
        column.addWidget(choices)
        column.addWidget(self._pages, 1)

    def _list_annotators(self) -> None:
        me = self._session.annotator
        chosen = self.whose.currentData() if self.whose.count() else me.id
        others = [other for other in self._session.records.all(Annotator) if other.id != me.id]
        with QSignalBlocker(self.whose):
            self.whose.clear()
            self.whose.addItem(f"{me.name} (you)", me.id)
            for other in others:
                self.whose.addItem(other.name, other.id)
            self.whose.addItem("Everybody", _EVERYBODY)
            self.whose.setCurrentIndex(max(0, self.whose.findData(chosen)))

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(Annotator):
            self._list_annotators()
        if changes.touches(Stance, Camp, Evidence, Entity, Alias):
            self._stale = True
            if self.isVisible():
                self._pause.start()

    def _on_article_opened(self) -> None:
        if not self.scope.currentData():
            self._stale = True
            if self.isVisible():
                self._pause.start()

    def _stop_reading(self) -> None:
        """Let nothing read the project any more, neither after the pause nor in a thread."""
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
            self._job = None

    def _read(self) -> None:
        """Read the stances: those of one article at once, those of all in a job."""
        self._stale = False
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        article, annotator_id = self._session.article, self.whose.currentData() or None
        if self.scope.currentData():
            path = self._session.project.path
            self._job = Job(lambda _task: _read_all(path, annotator_id), self._on_read, self._on_failed, self)
            self._job.start()
        elif article is None:
            self._take([])
        else:
            self._take(self._session.project.stance_rows(article.id, annotator_id))

    def _on_read(self, rows: list[StanceRow]) -> None:
        self._job = None
        self._take(rows)

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self._session.remarked.emit(str(error))

    def _take(self, rows: list[StanceRow]) -> None:
        self._rows = rows
        self._show()

    def _show(self) -> None:
        current = self.table.currentIndex()
        grid = self.model.grid
        pair = (grid.holders[current.row()], grid.targets[current.column()]) if current.isValid() else None
        typed, side = self.filter_box.text(), self.polarity.currentData()  # Qt keeps it as a plain text
        self.model.set_grid(
            make_grid(
                self._rows,
                self._name,
                polarity=Polarity(side) if side else None,
                wanted=self._matching(typed).__contains__ if typed.strip() else None,
            )
        )
        if pair is not None:
            self.table.setCurrentIndex(self.model.place_of(*pair))
        self._pages.setCurrentWidget(self.table if self.model.rowCount() else self._empty)
        self._say_what_is_missing()

    def _matching(self, typed: str) -> set[Id]:
        matches, records = matcher(typed), self._session.records
        return {
            entity.id
            for entity in records.all(Entity)
            if matches(
                search_key(
                    entity.name,
                    entity.code,
                    *(alias.surface for alias in records.where(Alias, "entity_id", entity.id)),
                )
            )
        }

    def _say_what_is_missing(self) -> None:
        if self._rows:
            self._empty.say("No stance passes the filters", "Empty the filter, or choose every polarity.")
        elif self._session.article is None and not self.scope.currentData():
            self._empty.say("No article is open", "Open one, or look at the whole project.")
        else:
            self._empty.say("No stances yet", "Accept a list or record a stance, and it shows here.")

    def _name(self, entity_id: Id) -> str:
        entity = self._session.records.find(Entity, entity_id)
        return entity.name if entity else "–"

    def _on_activated(self, index: QModelIndex) -> None:
        """Go to the stance of a cell; of several to the next one each time."""
        cell: Cell | None = index.data(CellRole)
        if cell is None:
            return
        last = self._turned_to
        place = (last[1] + 1) % len(cell.stances) if last is not None and last[0] == cell else 0
        self._turned_to = cell, place
        stance = cell.stances[place]
        if self._session.article is None or self._session.article.id != stance.article_id:
            self._session.open_article(stance.article_id)
        if stance.annotator_id == self._session.annotator.id:
            self.stance_chosen.emit(stance.id)
        else:
            evidence = self._session.project.read(Evidence, stance_id=stance.id)
            self.spans_shown.emit([(piece.start, piece.end) for piece in evidence])


class _Table(QTableView):
    """The cells. Enter goes to the stance of the current one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Stances by holder and target")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        metrics = QFontMetrics(self.font())
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setDefaultSectionSize(metrics.averageCharWidth() * _COLUMN)
        down.setDefaultSectionSize(round(metrics.lineSpacing() * 1.5))
        down.setFixedWidth(metrics.averageCharWidth() * _HEADER)
        for header in (across, down):
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            header.setHighlightSections(True)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


def _combo(name: str, choices: dict[str, object]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    for text, value in choices.items():
        box.addItem(text, value)
    return box


def _read_all(path: Path, annotator_id: Id | None) -> list[StanceRow]:
    with Project.open(path, read_only=True) as project:
        return project.stance_rows(annotator_id=annotator_id)
