"""Bringing another project into ours: what comes in, what is here, what both changed, and one change set.

What is here is never overwritten. A record that both have in different versions is theirs only if ours is an
earlier version of it, as their log knows; otherwise ours stays and the conflict is told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields

from annotation.changes import Change, add, change_set, remove
from annotation.merging.identity import TWIN_KEYS, referred, renamed
from annotation.merging.matching import Matching
from annotation.merging.plan import Known, MergePlan, Outcome, Past, Tally
from annotation.records import RECORD_TYPES, Article, Evidence, Id, Mention, Record, Stance

BROUGHT_IN = "brought in "
"""How the title of what brings another project in begins."""

_NOTHING = Past()


def merge(
    ours: Known,
    theirs: Known,
    name: str,
    answers: Mapping[Id, Id | None] | None = None,
    taken: Collection[Id] = (),
    progress: Callable[[float], object] = lambda _: None,
) -> MergePlan:
    """Plan what bringing another project in does.

    Args:
        ours: the project that takes the other in.
        theirs: the other.
        name: what the other is called.
        answers: for their entities that were asked about, which of ours they are (None: none).
        taken: of our records that both changed, those whose other version is taken.
        progress: is told the share of the work that is done; what it raises ends the work.

    Returns:
        The plan; made again once it is applied, it has no changes left.
    """
    return _Merging(ours, theirs, answers or {}, taken).plan(name, progress)


class _Merging:
    """Goes through their records kind by kind, those referred to before those that refer."""

    def __init__(
        self, ours: Known, theirs: Known, answers: Mapping[Id, Id | None], taken: Collection[Id]
    ) -> None:
        self._taken = frozenset(taken)
        self._ours = ours
        self._theirs = theirs
        self._tally = Tally()
        self._match = Matching(ours, theirs, answers, self._tally)
        self._here = {record.id: record for of_kind in ours.records.values() for record in of_kind}
        self._titles = {
            record.id: record.title
            for known in (theirs, ours)
            for record in known.records.get(Article, [])
            if isinstance(record, Article)
        }
        self._place_of_stance: dict[Id, Id] = {}
        self._their_articles: set[Id] = set()
        self._changes: list[Change] = []
        self._coming: dict[Id, Record] = {}
        self._decided: set[Id] = set()
        self._not_again: dict[Id, Record] = {}  # theirs that were removed here

    def plan(self, name: str, progress: Callable[[float], object]) -> MergePlan:
        self._match.match_names()
        self._match.match_articles()
        self._match.match_entities()
        ids = (record.id for record in self._theirs.records.get(Article, []))
        self._their_articles = {self._match.ids.get(one, one) for one in ids}
        for record in self._match.added:
            self._add(record)
            self._decided.add(record.id)
        progress(0.1)
        for place, kind in enumerate(RECORD_TYPES):
            if kind is not Article:
                self._take_kind(kind)
            progress(0.1 + 0.8 * (place + 1) / len(RECORD_TYPES))
        self._bring_back_what_is_needed()
        self._remove_what_they_removed()
        return MergePlan(
            changes=change_set(f"{BROUGHT_IN}“{name}”", self._in_order()),
            lines=self._tally.lines(),
            questions=tuple(self._match.questions),
        )

    def _take_kind(self, kind: type[Record]) -> None:
        """Decide on their records of a kind: those that are not here, and those that are here otherwise."""
        twin_of = self._twins(kind)
        differing: list[tuple[Record, Record, Record]] = []  # ours, theirs as ours calls it, theirs
        absent: list[tuple[Record, Record]] = []
        for record in self._theirs.records.get(kind, []):
            if record.id in self._decided or record.id in self._match.ids or self._cannot_come(record):
                continue
            mapped = renamed(record, self._match.ids)
            if isinstance(mapped, Stance):
                self._place_of_stance[mapped.id] = mapped.article_id
            here = self._here.get(record.id) or twin_of(mapped)
            if here is None:
                absent.append((mapped, record))
                continue
            if here.id != record.id:
                self._match.ids[record.id] = here.id
                mapped = renamed(mapped, self._match.ids)
            if _same(here, mapped):
                self._note(Outcome.THERE, here)
            else:
                differing.append((here, mapped, record))
        self._decide_absent(kind, absent)
        self._decide_differing(kind, differing)

    def _twins(self, kind: type[Record]) -> Callable[[Record], Record | None]:
        """Return what finds the record of ours that says the same as one of theirs; each is found once.

        Those that theirs has by id are nobody else's twin. So two of theirs that say the same stay two.
        """
        key_of = TWIN_KEYS.get(kind)
        if key_of is None:
            return lambda _: None
        known_there = {record.id for record in self._theirs.records.get(kind, [])}
        twins: dict[tuple[object, ...], list[Record]] = {}
        for record in reversed(self._ours.records.get(kind, [])):
            if record.id not in known_there:
                twins.setdefault(key_of(record), []).append(record)

        def twin_of(record: Record) -> Record | None:
            found = twins.get(key_of(record))
            return found.pop() if found else None

        return twin_of

    def _cannot_come(self, record: Record) -> bool:
        """Leave out what is in an article that is left out."""
        missing = next((one for one in referred(record) if one in self._match.left_out), None)
        if missing is None:
            return False
        title = self._match.left_out[missing]
        self._match.left_out[record.id] = title
        self._tally.note(Outcome.UNMATCHED, type(record), title, "its article does not match")
        return True

    def _decide_absent(self, kind: type[Record], absent: list[tuple[Record, Record]]) -> None:
        """Add what was never here; what was removed here since stays removed."""
        pasts = self._ours.pasts(kind, [theirs.id for _, theirs in absent if theirs.id in self._ours.removed])
        for mapped, theirs in absent:
            past = pasts.get(theirs.id, _NOTHING)
            if not past.versions or past.undone:
                self._add(mapped)
                self._note(Outcome.ADDED, mapped)
            elif any(_same(version, mapped) for version in past.versions):
                self._not_again[mapped.id] = mapped
                self._note(Outcome.THERE, mapped, "removed here since")
            else:
                self._not_again[mapped.id] = mapped
                self._note(Outcome.CONFLICT, mapped, "removed here, and changed there")

    def _decide_differing(self, kind: type[Record], differing: list[tuple[Record, Record, Record]]) -> None:
        """Follow whichever version went on from the other; where neither did, ours stays."""
        if not differing:
            return
        ours = self._ours.pasts(kind, [here.id for here, _, _ in differing])
        theirs = self._theirs.pasts(kind, [record.id for _, _, record in differing])
        for here, mapped, record in differing:
            earlier = (renamed(old, self._match.ids) for old in theirs.get(record.id, _NOTHING).versions)
            if any(_same(old, mapped) for old in ours.get(here.id, _NOTHING).versions):
                self._note(Outcome.THERE, here, "changed here since")
            elif here.id in self._taken or any(_same(old, here) for old in earlier):
                self._changes.append(Change(here, mapped))
                self._coming[here.id] = mapped
                self._note(Outcome.UPDATED, mapped, "theirs is taken" if here.id in self._taken else "")
            else:
                why = f"{_difference(here, mapped)}; ours stays"
                self._note(Outcome.CONFLICT, here, why, ours=here.id)

    def _bring_back_what_is_needed(self) -> None:
        """Add again what was removed here where something that comes in refers to it."""
        todo = list(self._coming.values())
        while todo:
            for needed in referred(todo.pop()):
                again = self._not_again.pop(needed, None)
                if again is not None:
                    self._add(again)
                    todo.append(again)

    def _remove_what_they_removed(self) -> None:
        """Remove what they removed since, if it is as they knew it and nothing else here needs it."""
        gone = [self._here[one] for one in self._theirs.removed if one in self._here]
        gone = [record for record in gone if self._is_in_their_articles(record)]
        by_kind: dict[type[Record], list[Id]] = {}
        for record in gone:
            by_kind.setdefault(type(record), []).append(record.id)
        pasts = {kind: self._theirs.pasts(kind, ids) for kind, ids in by_kind.items()}
        leaving: dict[Id, Record] = {}
        for record in gone:
            past = pasts[type(record)].get(record.id, _NOTHING)
            if past.undone:
                continue
            if any(_same(renamed(old, self._match.ids), record) for old in past.versions[-1:]):
                leaving[record.id] = record
            else:
                self._note(Outcome.CONFLICT, record, "removed there, and changed here; ours stays")
        final = {**self._here, **self._coming}
        while True:
            used = {one for record in final.values() if record.id not in leaving for one in referred(record)}
            kept = [record for record in leaving.values() if record.id in used]
            if not kept:
                break
            for record in kept:
                del leaving[record.id]
                self._note(Outcome.CONFLICT, record, "removed there, and in use here; ours stays")
        for record in leaving.values():
            self._changes.append(remove(record))
            self._note(Outcome.REMOVED, record)

    def _is_in_their_articles(self, record: Record) -> bool:
        """Tell whether they still have the article of a record of ours; else they removed the article."""
        if isinstance(record, Article):
            return False
        if isinstance(record, Evidence):
            return record.stance_id in self._here and self._is_in_their_articles(self._here[record.stance_id])
        article_id: Id | None = getattr(record, "article_id", None)
        return article_id is None or article_id in self._their_articles

    def _in_order(self) -> Iterable[Change]:
        """Return the changes, those referred to before those that refer, and removals the other way round."""
        order = {kind: place for place, kind in enumerate(RECORD_TYPES)}
        kept = sorted((one for one in self._changes if one.after is not None), key=lambda c: order[c.kind])
        gone = sorted((one for one in self._changes if one.after is None), key=lambda c: -order[c.kind])
        return [*kept, *gone]

    def _add(self, record: Record) -> None:
        self._changes.append(add(record))
        self._coming[record.id] = record

    def _note(self, outcome: Outcome, record: Record, why: str = "", ours: Id | None = None) -> None:
        place: Id | None = getattr(record, "article_id", None)
        if isinstance(record, Evidence):
            place = self._place_of_stance.get(record.stance_id)
        self._tally.note(outcome, type(record), self._titles.get(place or "", ""), why, ours)


def _same(one: Record, other: Record) -> bool:
    return one == other


def _difference(ours: Record, theirs: Record) -> str:
    """Say how two versions of a record differ."""
    told: list[str] = []
    for field in fields(ours):
        here, there = getattr(ours, field.name), getattr(theirs, field.name)
        if here != there and not field.name.endswith("id"):
            told.append(f"{field.name.replace('_', ' ')}: {_short(here)} here, {_short(there)} there")
    if not told:
        told.append("linked otherwise")
    if isinstance(ours, Mention):
        told.insert(0, f"characters {ours.start}–{ours.end}")
    return "; ".join(told)


def _short(value: object) -> str:
    text = " ".join(str(value).split()) or "nothing"
    return text if len(text) <= 40 else f"{text[:39]}…"
