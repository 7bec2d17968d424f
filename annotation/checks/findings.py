"""What the checks look at, and what they find: something that may be a mistake, and where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from annotation.names.lookup import NameIndex
from annotation.records import Article, Evidence, Id, Record, Stance
from annotation.suggest.proposals import ProposedCamp, ProposedName
from annotation.working_set import WorkingSet

Span: TypeAlias = tuple[int, int]
"""Start and end in code points, end-exclusive."""

_SPAN = re.compile(r"(\d+)-(\d+)")


@dataclass(frozen=True, slots=True)
class Case:
    """An article with one annotator's layer, which is looked over.

    `pending` are the lists that were found in it and wait for a decision, `doubtful` the found members of
    accepted lists that do.
    """

    records: WorkingSet
    names: NameIndex
    article: Article
    pending: Sequence[ProposedCamp] = ()
    doubtful: Sequence[ProposedName] = ()

    @property
    def suggested(self) -> set[Span]:
        """Where names are suggested already, in code points."""
        named = (name for camp in self.pending for name in (camp.target, *camp.members) if name is not None)
        return {(name.start, name.end) for name in (*named, *self.doubtful)}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that may be a mistake.

    Attributes:
        check: the id of the check.
        subject: what was found, made of ids and spans; the same as long as the same is found.
        message: what was found, in a few plain words on one line.
        spans: where it is seen in the article, in code points; may be empty.
        mention_id: the mention that it is about, if it is about one.
        entity_ids: whom it is about.
        stance_ids: the stances that it is about.
        camp_ids: the camps that it is about.
    """

    check: str
    subject: str
    message: str
    spans: tuple[Span, ...] = ()
    mention_id: Id | None = None
    entity_ids: tuple[Id, ...] = ()
    stance_ids: tuple[Id, ...] = ()
    camp_ids: tuple[Id, ...] = ()


Looking: TypeAlias = Iterator[Finding | None]
"""Yields what is found, and None now and then where nothing is, so that the looking can be spread in time."""


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of mistake that is looked for.

    Attributes:
        id: by which findings and dismissals name it.
        title: what all its findings have in common, for people.
        follows: the kinds of record (or proposal) by whose change its findings may come or go.
        find: looks for it.
    """

    id: str
    title: str
    follows: frozenset[type[Record] | type[ProposedCamp]]
    find: Callable[[Case], Looking]


def span_subject(span: Span) -> str:
    """Return the subject of a finding that is known by its place alone."""
    return f"{span[0]}-{span[1]}"


def span_of_subject(subject: str) -> Span | None:
    """Return the place by which a finding is known; None where it is known by ids."""
    match = _SPAN.fullmatch(subject)
    return (int(match[1]), int(match[2])) if match else None


def evidence_of(records: WorkingSet, stances: Iterable[Stance]) -> tuple[Span, ...]:
    """Return the spans on which stances rest, in the order of the text."""
    pieces = (piece for stance in stances for piece in records.where(Evidence, "stance_id", stance.id))
    return tuple(sorted({(piece.start, piece.end) for piece in pieces}))
