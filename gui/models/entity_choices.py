"""Who may be meant by what is typed: entities of the project, countries of the world, or somebody new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from typing_extensions import override

from annotation.edits.entities import new_entity
from annotation.edits.linking import COUNTRY_LABEL
from annotation.names.countries import country_code, country_name
from annotation.names.lookup import NameIndex
from annotation.records import Alias, Entity, Id, Label, Mention
from annotation.text.folding import Degree, fold
from annotation.working_set import WorkingSet
from gui.models.sorted_rows import ROOT, Index
from gui.widgets.plain_text import one_line, tip
from gui.widgets.row_painting import Row, RowDelegate, bold, paint_chip, paint_right, paint_text

MOST = 50
"""Entities offered at once; typing on narrows them down."""

ChoiceRole = Qt.ItemDataRole.UserRole + 1
"""The `Choice`."""


class ChoiceKind(Enum):
    """What taking a choice means."""

    KNOWN = auto()
    COUNTRY = auto()
    NEW = auto()


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: an entity of the project, or one that is not there yet.

    `label` is None for somebody new: the label is then the person's to say. `matched` is the alias by which
    an entity was found, empty if its name says it. `good` marks what is probably meant.
    """

    kind: ChoiceKind
    name: str
    entity: Entity | None = None
    label: Label | None = None
    code: str = ""
    matched: str = ""
    good: bool = False

    def words(self) -> str:
        """Say the choice in plain words."""
        match self.kind:
            case ChoiceKind.NEW:
                return f"New entity “{self.name}”"
            case ChoiceKind.COUNTRY:
                return f"New: {self.name} {self.code}"
            case ChoiceKind.KNOWN:
                also = f", also {self.matched}" if self.matched else ""
                label = f", {self.label.name}" if self.label else ""
                code = f", {self.code}" if self.code else ""
                return f"{self.name}{also}{label}{code}"


def choices(
    records: WorkingSet, names: NameIndex, typed: str, *, label_id: Id | None = None, language: str = "en"
) -> list[Choice]:
    """Return who may be meant, the best first and somebody new last.

    While nothing is typed these are the entities of the open article, the most mentioned first.

    Args:
        records: the records at hand.
        names: the project's names and aliases.
        typed: what is typed.
        label_id: the label that is expected; of several entities with one name those with it come first.
        language: in which a country that is not in the project yet is named.
    """
    typed = one_line(typed)
    if not typed:
        return [_known(records, entity, "") for entity in _mentioned(records)]
    exact = sorted(
        (records.get(Entity, entity_id) for entity_id in names.find(typed)),
        key=lambda entity: entity.label_id != label_id,
    )
    country = _country(records, typed, language)
    found = [records.get(Entity, entity_id) for entity_id in names.search(typed, MOST)]
    known = {entity.id: entity for entity in exact}
    if country is not None and country.entity is not None:
        known.setdefault(country.entity.id, country.entity)
    rows = [_known(records, entity, typed, sure=True) for entity in known.values()]
    if country is not None and country.entity is None:
        rows.append(country)
    rows += [_known(records, entity, typed) for entity in found if entity.id not in known]
    return [*rows, Choice(ChoiceKind.NEW, typed)]


def preselected(offered: Sequence[Choice]) -> int:
    """Return the row that is probably meant: the best match if it is good, else somebody new; -1 for none."""
    if not offered or offered[-1].kind is not ChoiceKind.NEW:
        return -1
    return next((row for row, choice in enumerate(offered) if choice.good), len(offered) - 1)


def entity_of(choice: Choice, label_id: Id) -> Entity:
    """Return the entity of a choice, a fresh record if it is new; `label_id` is for somebody new."""
    if choice.entity is not None:
        return choice.entity
    return new_entity(choice.name, choice.label.id if choice.label else label_id, code=choice.code)


def _mentioned(records: WorkingSet) -> list[Entity]:
    counts: dict[Id, int] = {}
    for mention in records.all(Mention):
        if mention.entity_id is not None:
            counts[mention.entity_id] = counts.get(mention.entity_id, 0) + 1
    ordered = sorted(counts, key=lambda entity_id: -counts[entity_id])
    return [records.get(Entity, entity_id) for entity_id in ordered[:MOST]]


def _known(records: WorkingSet, entity: Entity, typed: str, *, sure: bool = False) -> Choice:
    query = fold(typed, Degree.LOOSE)
    matched, good = "", sure
    if query:
        aliases = (alias.surface for alias in records.where(Alias, "entity_id", entity.id))
        if not _begins_a_word(entity.name, query):
            matched = next((surface for surface in aliases if _begins_a_word(surface, query)), "")
            good = good or bool(matched)
        else:
            good = True
    return Choice(
        ChoiceKind.KNOWN,
        one_line(entity.name),
        entity,
        records.find(Label, entity.label_id),
        entity.code,
        one_line(matched),
        good,
    )


def _begins_a_word(name: str, query: str) -> bool:
    return f" {query}" in f" {fold(name, Degree.LOOSE)}"


def _country(records: WorkingSet, typed: str, language: str) -> Choice | None:
    label = next((label for label in records.all(Label) if label.name == COUNTRY_LABEL), None)
    code = country_code(typed, Degree.STRICT) if label else None
    if code is None:
        return None
    same = records.where(Entity, "code", code)
    if same:
        return _known(records, same[0], typed, sure=True)
    return Choice(ChoiceKind.COUNTRY, country_name(code, language), None, label, code, "", good=True)


class ChoicesModel(QAbstractListModel):
    """The choices as rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices: list[Choice] = []

    def set_choices(self, offered: Iterable[Choice]) -> None:
        """Offer something else."""
        self.beginResetModel()
        self._choices = list(offered)
        self.endResetModel()

    def choice(self, row: int) -> Choice:
        """Return the choice in a row."""
        return self._choices[row]

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._choices)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        choice = self._choices[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return choice.words()
            case Qt.ItemDataRole.ToolTipRole:
                return tip(choice.words())
            case _ if role == ChoiceRole:
                return choice
            case _:
                return None


class ChoiceDelegate(RowDelegate):
    """Draws a choice on one line: the label's colour, name, alias that matched, and code."""

    @override
    def paint_row(self, painter: QPainter, row: Row, index: Index) -> None:
        choice: Choice = index.data(ChoiceRole)
        text, quiet = row.text, row.quiet
        space = QFontMetrics(row.font).lineSpacing() // 3
        line = row.rect.adjusted(space, 0, -space, 0)
        painter.setFont(row.font)
        left = line.left()
        if choice.kind is ChoiceKind.NEW:
            left = _paint_part(painter, line, left, "New entity ", quiet)
            _paint_part(painter, line, left, f"“{choice.name}”", text)
            return
        right = line.right() + 1
        if choice.code:
            right = paint_right(painter, line, choice.code, quiet) - space
        line = QRect(line.left(), line.top(), right - line.left(), line.height())
        if choice.kind is ChoiceKind.COUNTRY:
            left = _paint_part(painter, line, left, "New: ", quiet)
        elif choice.label is not None:
            left = paint_chip(painter, left, line, choice.label.colour, row.palette)
        if choice.good:
            painter.setFont(bold(row.font))
        left = _paint_part(painter, line, left, choice.name, text)
        painter.setFont(row.font)
        if choice.matched:
            _paint_part(painter, line, left + space, choice.matched, quiet)


def _paint_part(painter: QPainter, line: QRect, left: int, text: str, colour: QColor) -> int:
    return paint_text(painter, line.adjusted(left - line.left(), 0, 0, 0), text, colour)
