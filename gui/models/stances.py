"""What the stance panel shows: one line for each stance of an article that stands in a camp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotation.describe import entity_name
from annotation.records import Article, Camp, Evidence, Id, Polarity, Stance
from annotation.working_set import WorkingSet
from gui.models.search_keys import matcher, search_key
from gui.widgets.plain_text import one_line


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A passage on which a stance rests: its offsets in code points, and its text on one line."""

    id: Id
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class StanceView:
    """One line of the panel.

    `heading` is that of the article's list, `claimed_by` who claims it; both may be empty.
    """

    id: Id
    holder: str
    polarity: Polarity
    target: str
    heading: str
    note: str
    evidence: tuple[EvidenceView, ...]
    claimed_by: str = ""

    @property
    def claim(self) -> str:
        """The stance in words, whoever says so."""
        return f"{self.holder} {self.polarity} {self.target}"

    @property
    def source(self) -> str:
        """Who says so, in words; empty where the article does."""
        return f"as {self.claimed_by} says" if self.claimed_by else ""

    @property
    def sentence(self) -> str:
        """The stance in words, with who says so."""
        return f"{self.claim}, {self.source}" if self.source else self.claim

    @property
    def grounds(self) -> str:
        """On what the stance rests, in words."""
        number = len(self.evidence)
        counted = (
            "No evidence yet" if not number else f"{number} passage" if number == 1 else f"{number} passages"
        )
        return f"{counted} · from the list “{self.heading}”" if self.heading else counted


def stance_views(records: WorkingSet, article: Article) -> tuple[StanceView, ...]:
    """Return the stances of an article by their first evidence; those without any come last."""
    views = [
        stance_view(records, article, stance, camp)
        for stance in records.all(Stance)
        if (camp := records.find(Camp, stance.camp_id)) is not None
    ]
    end = len(article.text)
    return tuple(sorted(views, key=lambda view: view.evidence[0].start if view.evidence else end))


def stance_view(records: WorkingSet, article: Article, stance: Stance, camp: Camp) -> StanceView:
    """Return the line of one stance."""
    evidence = [
        EvidenceView(piece.id, piece.start, piece.end, one_line(article.text[piece.start : piece.end]))
        for piece in records.where(Evidence, "stance_id", stance.id)
    ]
    listed = camp.heading_start is not None and camp.heading_end is not None
    return StanceView(
        id=stance.id,
        holder=entity_name(records, stance.holder_id),
        polarity=camp.polarity,
        target=entity_name(records, camp.target_id),
        heading=one_line(article.text[camp.heading_start : camp.heading_end]) if listed else "",
        note=stance.note,
        evidence=tuple(sorted(evidence, key=lambda piece: (piece.start, piece.end))),
        claimed_by=entity_name(records, stance.claimed_by_id) if stance.claimed_by_id else "",
    )


def matching(views: Sequence[StanceView], typed: str) -> tuple[StanceView, ...]:
    """Return the stances in which every typed word occurs, whatever the spelling."""
    matches = matcher(typed)
    return tuple(
        view
        for view in views
        if matches(
            search_key(view.sentence, view.note, view.heading, *(piece.text for piece in view.evidence))
        )
    )
