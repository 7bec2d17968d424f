"""The rows of the sheet “History of changes”, told from the log as it is read."""

from __future__ import annotations

from collections.abc import Iterator

from annotation.records import (
    Alias,
    Annotator,
    Article,
    Camp,
    Entity,
    Evidence,
    GroupMember,
    Id,
    Label,
    Reason,
    Record,
    Stance,
)
from storage.codec import Fields
from storage.project import LogLine
from storage.workbook.rows.source import Source
from storage.workbook.sheets import Row

_NAMED: dict[type[Record], str] = {
    Annotator: "name",
    Label: "name",
    Entity: "name",
    Reason: "name",
    Article: "title",
}
_OF_THE_PROJECT = frozenset({Annotator, Label, Entity, Alias, GroupMember, Reason})
_KINDS: dict[type[Record], str] = {GroupMember: "group member"}
_FIELDS = {"sha256": "text (its SHA-256)", "surface": "spelling"}


def history_rows(source: Source) -> Iterator[Row]:
    """Yield a row for each record that an action changed, in the order in which it was done.

    If articles or annotators were chosen, only what belongs to them is told, and to the whole project.
    """
    teller = _Teller(source)
    for line in source.project.log_lines():
        row = teller.row(line)
        if row is not None:
            yield row


class _Teller:
    """Tells lines of the log in words, with the names of what has been removed since.

    Lines have to come in their order: what a record is called and where it belongs is learned when it is
    added.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._everybody = {person.id: person.name for person in source.names.all(Annotator)}
        self._names: dict[Id, str] = {
            **source.titles,
            **source.labels,
            **source.reasons,
            **self._everybody,
            **source.article_titles,
        }
        self._of_now = frozenset(self._names)
        choice = source.choice
        self._restricted = choice.articles is not None or choice.annotators is not None
        self._kept: set[Id] = set()

    def row(self, line: LogLine) -> Row | None:
        """Return the row of a line; None if it was not chosen."""
        self._learn(line)
        if self._restricted and not self._is_kept(line):
            return None
        how = "took back: " if line.is_undo else "did again: " if line.is_redo else ""
        return (
            line.revision,
            line.at,
            self._everybody.get(line.annotator_id),
            how + line.title,
            _KINDS.get(line.kind, line.kind.__name__.lower()),
            self._told(line.before, whole=line.after is None),
            self._told(line.after, whole=line.before is None),
            line.record_id,
        )

    def _learn(self, line: LogLine) -> None:
        fields = line.after if line.after is not None else line.before or {}
        if line.kind in _NAMED and line.record_id not in self._of_now:
            name = fields.get(_NAMED[line.kind])
            if isinstance(name, str):
                self._names[line.record_id] = name
        elif line.kind is Camp and ("polarity" in fields or "target_id" in fields):
            self._names[line.record_id] = self._camp(line.record_id, fields)
        elif line.kind is Stance and "holder_id" in fields:
            self._names[line.record_id] = self._name(fields["holder_id"])

    def _camp(self, camp_id: Id, fields: Fields) -> str:
        polarity, _, target = self._names.get(camp_id, " ").partition(" ")
        if "target_id" in fields:
            target = self._name(fields["target_id"]) if fields["target_id"] else "–"
        return f"{fields.get('polarity', polarity)} {target}"

    def _is_kept(self, line: LogLine) -> bool:
        if line.kind in _OF_THE_PROJECT:
            return True
        if line.kind is Article:
            return line.record_id in self._source.article_titles
        fields = line.before if line.after is None else line.after if line.before is None else None
        if fields is not None and line.record_id not in self._kept and self._is_chosen(line.kind, fields):
            self._kept.add(line.record_id)
        return line.record_id in self._kept

    def _is_chosen(self, kind: type[Record], fields: Fields) -> bool:
        if kind is Evidence:
            return fields.get("stance_id") in self._kept
        return (
            fields.get("article_id") in self._source.article_titles
            and fields.get("annotator_id") in self._source.annotators
        )

    def _told(self, fields: Fields | None, *, whole: bool) -> str | None:
        """Say the fields of a record, a line each; of a whole one those that hold something."""
        if fields is None:
            return None
        told: list[str] = []
        for field, value in fields.items():
            if field == "id" or (whole and value in (None, "")):
                continue
            name = _FIELDS.get(field, field.removesuffix("_id").replace("_", " "))
            if field.endswith("_id"):
                value = self._name(value)
            told.append(f"{name}: {'–' if value in (None, '') else value}")
        return "\n".join(told)

    def _name(self, record_id: object) -> str:
        if record_id is None:
            return "–"
        return self._names.get(str(record_id), str(record_id))
