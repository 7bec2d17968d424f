"""Who does what: every annotator with how far they are, and a way into their work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotation.edits.assigning import assign, unassign
from annotation.records import Annotator, Id, Progress, Role, Status
from gui.session import Session

_COLUMNS = ("Annotator", "Assigned", *(status.capitalize() for status in Status), "Finished")
_FINISHED = (Status.DONE, Status.REVIEWED)


@dataclass(frozen=True, slots=True)
class Share:
    """How far one annotator is with what is theirs to do."""

    annotator: Annotator
    counts: dict[Status, int]

    @property
    def total(self) -> int:
        """How many articles are theirs."""
        return sum(self.counts.values())

    @property
    def finished(self) -> int:
        """How many of them need no more work."""
        return sum(self.counts[status] for status in _FINISHED)


def shares(annotators: Sequence[Annotator], recorded: Sequence[Progress]) -> list[Share]:
    """Count what each annotator has to do; what was decided is nobody's share."""
    found: list[Share] = []
    for annotator in annotators:
        if annotator.role is not Role.ADJUDICATED:
            own = [one.status for one in recorded if one.annotator_id == annotator.id]
            found.append(Share(annotator, {status: own.count(status) for status in Status}))
    return found


class PeopleDialog(QDialog):
    """A table of people, and what can be done about the chosen one.

    Args:
        session: the session.
        shown: the articles that the list shows as it is filtered; these are assigned.
        parent: the window over which it opens.

    Signals:
        layer_wanted(str): show the annotations of the annotator with this id.
    """

    layer_wanted = Signal(str)

    def __init__(self, session: Session, shown: Sequence[Id], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = shown
        self.setWindowTitle("Who does what")
        self.table = QTableWidget(0, len(_COLUMNS))
        self.table.setHorizontalHeaderLabels(_COLUMNS)
        number = len(shown)
        articles = "the article" if number == 1 else f"the {number:,} articles"
        self.assign = QPushButton(f"&Assign {articles} that the list shows", autoDefault=False)
        self.unassign = QPushButton("&Take back what is not begun", autoDefault=False)
        self.review = QPushButton("&Review their work")
        self.review.setDefault(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._shares: list[Share] = []
        self._lay_out()
        self.table.currentCellChanged.connect(lambda *_: self._show_state())
        self.table.cellDoubleClicked.connect(lambda *_: self._review())
        self.assign.clicked.connect(self._assign)
        self.unassign.clicked.connect(self._unassign)
        self.review.clicked.connect(self._review)
        self.buttons.rejected.connect(self.reject)
        self._load()
        self.table.setCurrentCell(0, 0)
        self.table.setFocus()

    def _load(self) -> None:
        row = self.table.currentRow()
        people = self._session.records.all(Annotator)
        self._shares = shares(people, self._session.project.read(Progress))
        self.table.setRowCount(len(self._shares))
        for place, share in enumerate(self._shares):
            texts = [share.annotator.name, f"{share.total:,}"]
            texts += [f"{share.counts[status]:,}" if share.counts[status] else "–" for status in Status]
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(place, column, item)
            bar = QProgressBar(textVisible=False)
            bar.setRange(0, max(1, share.total))
            bar.setValue(share.finished)
            bar.setAccessibleName(f"{share.finished} of {share.total} finished")
            self.table.setCellWidget(place, len(_COLUMNS) - 1, bar)
        self.table.setCurrentCell(max(row, 0), 0)
        self._show_state()

    def _current(self) -> Share | None:
        row = self.table.currentRow()
        return self._shares[row] if 0 <= row < len(self._shares) else None

    def _show_state(self) -> None:
        share = self._current()
        writable = not self._session.read_only
        self.assign.setEnabled(share is not None and writable and bool(self._shown))
        self.unassign.setEnabled(share is not None and writable and share.counts[Status.NEW] > 0)
        self.review.setEnabled(share is not None and share.annotator.id != self._session.annotator.id)

    def _assign(self) -> None:
        share = self._current()
        if share is not None:
            recorded = self._session.project.read(Progress, annotator_id=share.annotator.id)
            self._session.apply(assign(self._shown, share.annotator, recorded))
            self._load()

    def _unassign(self) -> None:
        share = self._current()
        if share is not None:
            recorded = self._session.project.read(Progress, annotator_id=share.annotator.id)
            theirs = [one.article_id for one in recorded]
            self._session.apply(unassign(theirs, share.annotator, recorded))
            self._load()

    def _review(self) -> None:
        share = self._current()
        if share is not None and self.review.isEnabled():
            self.accept()
            self.layer_wanted.emit(share.annotator.id)

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height()
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAccessibleName("People")
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        hint = QLabel("An article is somebody’s to do once it is assigned to them, or they have begun it.")
        actions = QHBoxLayout()
        for button in (self.assign, self.unassign):
            actions.addWidget(button)
        actions.addStretch(1)
        actions.addWidget(self.review)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(unit, unit, unit, unit)
        lines.setSpacing(unit // 2)
        lines.addWidget(hint)
        lines.addWidget(self.table, 1)
        lines.addLayout(actions)
        lines.addWidget(self.buttons)
        self.resize(unit * 50, unit * 22)
