"""Finding in our project what another one has: people, labels, reasons, articles and entities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from annotation.merging.identity import renamed
from annotation.merging.plan import Known, Outcome, Question, Tally
from annotation.records import Alias, Annotator, Article, Entity, Id, Label, Reason, Record, new_id
from annotation.text.folding import Degree, fold

R = TypeVar("R", bound=Record)

Names = dict[str, dict[Id, None]]


class Matching:
    """Maps ids of theirs to ours, one kind after the other.

    Attributes:
        ids: ours by theirs, where they differ.
        left_out: theirs that cannot come, with everything that refers to them.
        added: records that ours gets.
        questions: entities that may be the same.
    """

    def __init__(self, ours: Known, theirs: Known, answers: Mapping[Id, Id | None], tally: Tally) -> None:
        self._ours = ours
        self._theirs = theirs
        self._answers = answers
        self._tally = tally
        self.ids: dict[Id, Id] = {}
        self.left_out: dict[Id, str] = {}
        self.added: list[Record] = []
        self.questions: list[Question] = []

    def match_names(self) -> None:
        """Match annotators, labels and reasons by id, then by name; whoever is new comes in."""
        self._by_name(Annotator)
        self._by_name(Reason)
        labels = _all(self._ours, Label)
        keys = {label.key for label in labels if label.key}
        place = max((label.position for label in labels), default=-1)
        for label in self._by_name(Label, add=False):
            place += 1
            self._add(replace(label, position=place, key="" if label.key in keys else label.key))

    def match_articles(self) -> None:
        """Match articles by their text; one with the same id and another text is left out, and why."""
        by_id = {article.id: article for article in _all(self._ours, Article)}
        theirs = _all(self._theirs, Article)
        known_there = {article.id for article in theirs}
        by_text: dict[str, list[Article]] = {}
        for article in by_id.values():
            if article.id not in known_there:
                by_text.setdefault(article.sha256, []).append(article)
        spaceless: dict[str, Article] | None = None
        for article in theirs:
            same = by_id.get(article.id)
            alike = by_text.get(article.sha256, [])
            if same is not None and same.sha256 == article.sha256:
                self._tally.note(Outcome.THERE, Article)
            elif same is not None:
                self._leave_out(article, "its text is not the same here, though it is the same article")
            elif alike:
                one = alike.pop(0) if len(alike) > 1 else alike[0]
                self.ids[article.id] = one.id
                self._tally.note(Outcome.THERE, Article)
            else:
                if spaceless is None:
                    spaceless = {_spaceless(one.text): one for one in by_id.values()}
                near = spaceless.get(_spaceless(article.text))
                if near is not None:
                    self._leave_out(article, f"its text differs from “{near.title}” here in white space only")
                elif article.id in self._ours.removed:
                    self._leave_out(article, "it was removed here")
                else:
                    self._add(article)

    def match_entities(self) -> None:
        """Match entities by id, code, name and alias; where that leaves doubt, ask."""
        known = {entity.id: entity for entity in _all(self._ours, Entity)}
        names: Names = {}
        for entity in known.values():
            names.setdefault(_key(entity.name), {})[entity.id] = None
        for alias in _all(self._ours, Alias):
            names.setdefault(_key(alias.surface), {})[alias.entity_id] = None
        aliases: dict[Id, list[str]] = {}
        for alias in _all(self._theirs, Alias):
            aliases.setdefault(alias.entity_id, []).append(alias.surface)
        by_code: dict[str, list[Entity]] = {}
        for entity in known.values():
            if entity.code:
                by_code.setdefault(entity.code, []).append(entity)
        for theirs in _all(self._theirs, Entity):
            if theirs.id in known:
                continue  # as one of the records that have the same id
            entity = renamed(theirs, self.ids)
            coded = by_code.get(entity.code, [])
            called = [known[one] for one in names.get(_key(entity.name), ())]
            certain = _certain(entity, coded, called)
            if certain is not None:
                self._take_for(entity, certain, names)
            elif theirs.id not in self._ours.removed:  # what was removed here may stay so
                texts = aliases.get(entity.id, ())
                by_alias = [known[one] for text in texts for one in names.get(_key(text), ())]
                self._ask(entity, (*coded, *called, *by_alias), names, known)

    def _ask(
        self, entity: Entity, candidates: Iterable[Entity], names: Names, known: Mapping[Id, Entity]
    ) -> None:
        """Take an entity for the one that was answered; without an answer it is new."""
        likely = tuple({one.id: one for one in candidates if _codes_fit(one, entity)}.values())
        answer = self._answers.get(entity.id)
        if answer is not None and answer in known:
            self._take_for(entity, known[answer], names)
            return
        if likely:
            self.questions.append(Question(entity, likely, _doubt(entity, likely)))
        self._add(entity)

    def _take_for(self, entity: Entity, ours: Entity, names: Names) -> None:
        """Take an entity for one of ours, which learns its name."""
        self.ids[entity.id] = ours.id
        self._tally.note(Outcome.THERE, Entity)
        owners = names.setdefault(_key(entity.name), {})
        if ours.id not in owners:
            owners[ours.id] = None
            self._add(Alias(id=new_id(), entity_id=ours.id, surface=entity.name))

    def _by_name(self, kind: type[R], *, add: bool = True) -> list[R]:
        """Match a kind by id and name, and return what is new."""
        ours = _all(self._ours, kind)
        there = {record.id for record in ours}
        by_name = {_name(record): record.id for record in reversed(ours)}
        new: list[R] = []
        for record in _all(self._theirs, kind):
            if record.id in there or record.id in self._ours.removed:
                continue
            match = by_name.get(_name(record))
            if match is not None:
                self.ids[record.id] = match
                self._tally.note(Outcome.THERE, kind)
            else:
                new.append(record)
                if add:
                    self._add(record)
        return new

    def _add(self, record: Record) -> None:
        self.added.append(record)
        self._tally.note(Outcome.ADDED, type(record))

    def _leave_out(self, article: Article, why: str) -> None:
        self.left_out[article.id] = article.title
        self._tally.note(Outcome.UNMATCHED, Article, article.title, why)


def _all(known: Known, kind: type[R]) -> list[R]:
    return known.records.get(kind, [])  # pyright: ignore[reportReturnType]


def _name(record: Record) -> str:
    name: str = getattr(record, "name", "")
    return " ".join(name.split()).casefold()


def _key(name: str) -> str:
    return fold(name, Degree.STRICT)


def _spaceless(text: str) -> str:
    return "".join(text.split())


def _codes_fit(one: Entity, other: Entity) -> bool:
    return not one.code or not other.code or one.code == other.code


def _certain(entity: Entity, coded: Sequence[Entity], called: Sequence[Entity]) -> Entity | None:
    """Return the one of ours that an entity is without doubt: by its code, or by name and label together."""
    if coded:
        return coded[0] if len(coded) == 1 else None
    if len(called) == 1 and called[0].label_id == entity.label_id and _codes_fit(called[0], entity):
        return called[0]
    return None


def _doubt(entity: Entity, candidates: Iterable[Entity]) -> str:
    same = [one for one in candidates if _key(one.name) == _key(entity.name)]
    if len(same) > 1:
        return "several here are called so"
    if same and same[0].label_id != entity.label_id:
        return "it has another label here"
    return "they share a name"
