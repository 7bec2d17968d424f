"""What is offered in the stance panel: a line for each sentence that may voice a stance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from typing_extensions import override

from annotation.describe import entity_name
from annotation.records import Article, Polarity
from annotation.suggest.stance_cues import Named, ProposedStance
from annotation.working_set import WorkingSet
from gui.models.view_rows import ViewRows
from gui.widgets.plain_text import in_context, one_line, tip

UNTOLD = "?"
"""Stands for a holder or a target that the sentence does not tell."""

_BEFORE, _AFTER = 50, 200
"""Code points of the sentence that are quoted around the cue."""


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offered stance: in words, and its sentence in three parts, of which the second is the cue."""

    key: str
    proposal: ProposedStance
    holder: str
    polarity: Polarity
    target: str
    claim: str
    before: str
    cue: str
    after: str

    @property
    def sentence(self) -> str:
        """The stance in words."""
        return f"{self.holder} {self.polarity} {self.target}" + (f", {self.claim}" if self.claim else "")


def offer_views(
    records: WorkingSet, article: Article, proposals: Iterable[ProposedStance]
) -> tuple[OfferView, ...]:
    """Return the lines of proposed stances."""

    def name(named: Named | None) -> str:
        if named is None:
            return UNTOLD
        if named.entity_id is None:
            return f"“{one_line(article.text[named.start : named.end])}”"
        return entity_name(records, named.entity_id)

    found: list[OfferView] = []
    for one in proposals:
        sentence = article.text[one.start : one.end]
        before, cue, after = in_context(
            sentence, one.cue_start - one.start, one.cue_end - one.start, _BEFORE, _AFTER
        )
        found.append(
            OfferView(
                key=f"{one.start} {one.cue_start} {one.key}",
                proposal=one,
                holder=", ".join(map(name, one.holders)) or UNTOLD,
                polarity=one.polarity,
                target=name(one.target),
                claim=f"as {name(one.claimed_by)} says" if one.claimed_by else "",
                before=before,
                cue=cue,
                after=after,
            )
        )
    return tuple(found)


class OfferRows(ViewRows[OfferView]):
    """The offered stances."""

    @override
    def key_of(self, view: OfferView) -> str:
        return view.key

    @override
    def words(self, view: OfferView, role: int) -> str | None:
        quoted = f"“{view.before}{view.cue}{view.after}”"
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return view.sentence
            case Qt.ItemDataRole.ToolTipRole:
                return tip(f"Suggested: {view.sentence}\n{quoted}")
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"Suggested: {view.sentence}. {quoted}"
            case _:
                return None
