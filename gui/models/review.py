"""What the review panel lists: corrections by others that wait, and threads of comments."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt
from typing_extensions import override

from annotation.checks.findings import Finding
from annotation.describe import entity_name
from annotation.edits.comments import Thread, threads
from annotation.edits.mentions import quote
from annotation.records import Annotator, Comment, Evidence, Id, Label, Mention, Stance
from gui.models.history import Span, in_words, moment_words, spans_of
from gui.models.sorted_rows import ROOT, Index
from gui.session import Session
from gui.widgets.plain_text import one_line, tip
from gui.widgets.two_line_list import BelowRole, NewRole
from storage.corrections import Correction, open_corrections

Entry = Correction | Thread

CHECK = "check "
"""What the subject of a comment on a finding begins with, before the check and its subject."""


def subject_of_finding(finding: Finding) -> str:
    """Return the subject of comments on a finding."""
    return f"{CHECK}{finding.check} {finding.subject}"


class ReviewRows(QAbstractListModel):
    """Corrections first, then threads, those that are open before those that are resolved."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.entries: list[Entry] = []

    def load(self) -> None:
        """Read what there is in the open article."""
        self.beginResetModel()
        self.entries = []
        article, project = self._session.article, self._session.project
        if article is not None:
            self.entries += open_corrections(project, article.id, self._session.annotator.id)
            self.entries += threads(project.read(Comment, article_id=article.id))
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """Return the entry in a row."""
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def waiting(self) -> int:
        """Return how many entries are open."""
        return sum(_is_open(entry) for entry in self.entries)

    def row_of(self, key: str) -> int:
        """Return the row of an entry by its key, or -1."""
        return next((row for row, entry in enumerate(self.entries) if key_of(entry) == key), -1)

    def detail(self, entry: Entry) -> str:
        """Return all that an entry says: of a correction what was changed, of a thread every reply."""
        if isinstance(entry, Correction):
            return "\n".join(in_words(self._session.records, self._session.article, entry.changes))
        said = (entry.comment, *entry.replies)
        return "\n".join(f"{self._who(one.annotator_id)}: {one.text}" for one in said)

    def spans(self, entry: Entry) -> list[Span]:
        """Return where in the article it is about."""
        records = self._session.records
        if isinstance(entry, Correction):
            return spans_of(records, entry.changes)
        subject = entry.comment.subject_id
        mention = records.find(Mention, subject) or self._session.project.get(Mention, subject)
        if mention is not None:
            return [(mention.start, mention.end)]
        pieces = self._session.project.read(Evidence, stance_id=subject)
        return sorted((piece.start, piece.end) for piece in pieces)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index.row())
        if entry is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._title(entry)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(self.detail(entry))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._title(entry)}, {self._below(entry)}"
            case _ if role == BelowRole:
                return self._below(entry)
            case _ if role == NewRole:
                return _is_open(entry)
            case _:
                return None

    def _title(self, entry: Entry) -> str:
        if isinstance(entry, Correction):
            return one_line(f"{self._who(entry.revision.annotator_id)} {entry.revision.title}")
        return one_line(entry.comment.text)

    def _below(self, entry: Entry) -> str:
        if isinstance(entry, Correction):
            return f"correction · {moment_words(entry.revision)}"
        about = self.subject_words(entry.comment.subject_id)
        parts = [f"{self._who(entry.comment.annotator_id)} on {about}"]
        if entry.replies:
            parts.append("1 reply" if len(entry.replies) == 1 else f"{len(entry.replies)} replies")
        if entry.comment.resolved:
            parts.append("resolved")
        return " · ".join(parts)

    def subject_words(self, subject_id: Id) -> str:
        """Say what a comment is about."""
        article, records, project = self._session.article, self._session.records, self._session.project
        assert article is not None
        if subject_id == article.id:
            return "the article"
        if subject_id.startswith(CHECK):
            return "a finding"
        mention = records.find(Mention, subject_id) or project.get(Mention, subject_id)
        if mention is not None:
            label = records.find(Label, mention.label_id)
            return f"“{quote(article, mention.start, mention.end)}” {label.name if label else ''}".rstrip()
        stance = records.find(Stance, subject_id) or project.get(Stance, subject_id)
        if stance is not None:
            return f"the stance of {entity_name(records, stance.holder_id)}"
        return "what is no longer there"

    def _who(self, annotator_id: Id) -> str:
        annotator = self._session.records.find(Annotator, annotator_id)
        return annotator.name if annotator else "somebody"


def key_of(entry: Entry) -> str:
    """Return what names an entry."""
    return entry.moment if isinstance(entry, Correction) else entry.comment.id


def _is_open(entry: Entry) -> bool:
    return isinstance(entry, Correction) or not entry.comment.resolved
