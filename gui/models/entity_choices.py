"""Who may be meant by what is typed: entities of the project, countries of the world, or somebody new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from typing_extensions import override

from annotation.edits.entities import new_entity
from annotation.edits.linking import COUNTRY_LABEL, PERSON_LABEL
from annotation.names.cldr import country_names_of
from annotation.names.countries import country_code, country_name
from annotation.names.lookup import NameIndex
from annotation.names.variants import NEAR, ends_alike, nearness
from annotation.records import Alias, Entity, Id, Label
from annotation.text.folding import Degree, fold
from annotation.working_set import WorkingSet
from gui.models.sorted_rows import ROOT, Index
from gui.widgets.plain_text import one_line, tip
from gui.widgets.row_painting import Row, RowDelegate, bold, paint_chip, paint_right, paint_text

MOST = 50
"""Entities offered at once; typing on narrows them down."""

_FEWEST_TYPED = 3
"""Letters, folded, from which a country is looked for by the beginning of its name."""

_MOST_COUNTRIES = 8
"""Countries that are offered by the beginnings of their names."""

_MARGIN = 0.05
"""How much nearer than any other a name has to be (measured on lists of countries)."""

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
    an entity was found, empty if its name says it. `good` marks who is probably meant.
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
    records: WorkingSet,
    names: NameIndex,
    typed: str,
    *,
    label_id: Id | None = None,
    language: str = "en",
    typing: bool = False,
    first: Entity | None = None,
) -> list[Choice]:
    """Return who may be meant: first who probably is, then the others, the best first and somebody new last.

    While nothing is typed these are the entities of the open article, the most mentioned first, and nobody is
    meant but `first`. Who is meant otherwise is the first of these that there is:

    1. an entity so called, spelling folded; of several the first with the label;
    2. an entity with the label and a name that is near, unless another's is about as near;
    3. a country of the world, if the label is that of countries and the word resolves, however it is spelled;
       without a label, if the word is a name of it;
    4. the only entity with the label whose last words are what is typed, or whose name are the last words of
       what is typed;
    5. while a person types: a country of the world, the entity with a word that begins with what is typed, or
       where a country may be meant one whose name begins so;
    6. somebody new.

    Where no label is known every entity counts as having it, and to be near takes a closer spelling.

    Args:
        records: the records at hand.
        names: the project's names and aliases.
        typed: what is typed.
        label_id: the label that is expected.
        language: in which a country that is not in the project yet is named.
        typing: whether a person is typing it, so that the last word may be unfinished; not so where it is
            what stands in the article.
        first: an entity that is meant while nothing is typed.
    """
    typed = one_line(typed)
    if not typed:
        others = [entity for entity in _mentioned(records) if first is None or entity.id != first.id]
        meant = [replace(_known(records, first, ""), good=True)] if first else []
        return [*meant, *(_known(records, entity, "") for entity in others)]
    label = records.find(Label, label_id)
    same = sorted(
        (records.get(Entity, entity_id) for entity_id in names.find(typed)),
        key=lambda entity: entity.label_id != label_id,
    )
    found = [records.get(Entity, entity_id) for entity_id in names.search(typed, MOST)]
    country = _country(records, typed, label, language)
    known = {entity.id: _known(records, entity, typed) for entity in same}
    rows = list(known.values())
    if country is not None and (country.entity is None or country.entity.id not in known):
        rows.append(country)
        known |= {country.entity.id: country} if country.entity else {}
    rows += [_known(records, entity, typed) for entity in found if entity.id not in known]
    begun = _begun_countries(records, typed, label, language) if typing else []
    offered = {row.code for row in rows if row.code}
    rows += [row for row in begun if row.code not in offered]
    new = Choice(ChoiceKind.NEW, typed)
    meant = rows[0] if same else _meant(records, rows, country, typed, label, typing=typing)
    if meant is None:
        return [new, *rows]
    return [replace(meant, good=True), *(row for row in rows if row is not meant), new]


def preselected(offered: Sequence[Choice]) -> int:
    """Return the row of who is probably meant: the first, or -1 where nothing is typed and nobody is."""
    return 0 if any(choice.good or choice.kind is ChoiceKind.NEW for choice in offered) else -1


def entity_of(choice: Choice, label_id: Id) -> Entity:
    """Return the entity of a choice, a fresh record if it is new; `label_id` is for somebody new."""
    if choice.entity is not None:
        return choice.entity
    return new_entity(choice.name, choice.label.id if choice.label else label_id, code=choice.code)


def _mentioned(records: WorkingSet) -> list[Entity]:
    counts = records.mentions.counts_by_entity()
    ordered = sorted(counts, key=lambda entity_id: -counts[entity_id])
    return [records.get(Entity, entity_id) for entity_id in ordered[:MOST]]


def _meant(
    records: WorkingSet,
    rows: Sequence[Choice],
    country: Choice | None,
    typed: str,
    label: Label | None,
    *,
    typing: bool,
) -> Choice | None:
    """Return which of the rows is meant where nobody is so called, or None for somebody new."""
    fitting = [
        (row, _names(records, row.entity))
        for row in rows
        if row.entity is not None
        and (label is None or row.entity.label_id == label.id)
        # Niger is near to Nigeria, and South Sudan ends with Sudan
        and (country is None or row.code in ("", country.code))
    ]
    near = _nearest(fitting, typed, Degree.LOOSE if label else Degree.STRICT)
    if near is not None:
        return near
    if country is not None and (label is None or label.name == COUNTRY_LABEL):
        return country
    if label is None or label.name == PERSON_LABEL:  # East Caracas is not Caracas
        alike = [row for row, names in fitting if any(ends_alike(typed, name) for name in names)]
        if len(alike) == 1:
            return alike[0]
    if not typing:
        return None
    begun = [row for row in rows if row.entity and _begins(_names(records, row.entity), typed)]
    known = min(begun, key=lambda row: row.label != label, default=None)
    lone = rows[0] if rows and (label or len(rows) == 1) and rows[0].kind is ChoiceKind.COUNTRY else None
    return country or known or lone


def _nearest(fitting: Iterable[tuple[Choice, Sequence[str]]], typed: str, degree: Degree) -> Choice | None:
    """Return the choice with the nearest name, if it is near and no other is about as near."""
    scores = [(max(nearness(typed, name, degree) for name in names), row) for row, names in fitting]
    scores.sort(key=lambda scored: -scored[0])
    if not scores or scores[0][0] < NEAR or (len(scores) > 1 and scores[0][0] - scores[1][0] < _MARGIN):
        return None
    return scores[0][1]


def _begins(names: Iterable[str], typed: str) -> bool:
    """Say whether what is typed begins a word of a name without ending one."""
    query = fold(typed, Degree.LOOSE)
    keys = [f" {fold(name, Degree.LOOSE)} " for name in names]
    if not query or any(f" {query} " in key for key in keys):
        return False
    return any(f" {query}" in key for key in keys)


def _known(records: WorkingSet, entity: Entity, typed: str) -> Choice:
    matched = _matching(_names(records, entity), typed)
    return Choice(
        ChoiceKind.KNOWN,
        one_line(entity.name),
        entity,
        records.find(Label, entity.label_id),
        entity.code,
        one_line(matched) if matched != entity.name else "",
    )


def _matching(names: Sequence[str], typed: str) -> str:
    """Return by which of an entity's names it is found; the first where several are as good."""
    for fits in (_begins_a_word, ends_alike):
        for name in names:
            if fits(name, typed):
                return name
    return max(names, key=lambda name: nearness(name, typed, Degree.LOOSE))


def _names(records: WorkingSet, entity: Entity) -> list[str]:
    return [entity.name, *(alias.surface for alias in records.where(Alias, "entity_id", entity.id))]


def _begins_a_word(name: str, typed: str) -> bool:
    query = fold(typed, Degree.LOOSE)
    return bool(query) and f" {query}" in f" {fold(name, Degree.LOOSE)}"


def _country(records: WorkingSet, typed: str, label: Label | None, language: str) -> Choice | None:
    """Return the country of the world so called; where a country is expected, however it is spelled."""
    of_countries = _label_of_countries(records)
    expected = of_countries is not None and label == of_countries
    degree = Degree.FUZZY if expected else Degree.STRICT
    code = country_code(typed, degree, language) if of_countries else None
    if code is None:
        return None
    return _choice_of_country(records, code, typed, of_countries, language)


def _begun_countries(records: WorkingSet, typed: str, label: Label | None, language: str) -> list[Choice]:
    """Return the countries of the world whose names begin with what is typed, where one may be meant."""
    of_countries = _label_of_countries(records)
    query = fold(typed, Degree.LOOSE)
    if len(query) < _FEWEST_TYPED or of_countries is None or label not in (None, of_countries):
        return []
    names = (*_folded_countries(language), *_folded_countries("en"))
    codes = dict.fromkeys(code for key, code in names if key.startswith(query))
    return [
        _choice_of_country(records, code, typed, of_countries, language)
        for code in list(codes)[:_MOST_COUNTRIES]
    ]


@lru_cache(maxsize=8)
def _folded_countries(language: str) -> tuple[tuple[str, str], ...]:
    """Return the names of countries in a language of CLDR, folded and sorted, with codes."""
    return tuple(sorted((fold(name, Degree.LOOSE), code) for name, code in country_names_of(language)))


def _choice_of_country(
    records: WorkingSet, code: str, typed: str, of_countries: Label | None, language: str
) -> Choice:
    same = records.where(Entity, "code", code)
    if same:
        return _known(records, same[0], typed)
    return Choice(ChoiceKind.COUNTRY, country_name(code, language), None, of_countries, code)


def _label_of_countries(records: WorkingSet) -> Label | None:
    return next((label for label in records.all(Label) if label.name == COUNTRY_LABEL), None)


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
