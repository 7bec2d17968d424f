"""Sentences with their stances as somebody reads them, and how well proposals agree with them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from annotation.mention_layer import MentionRow
from annotation.suggest.stance_cues import Named, ProposedStance, propose
from annotation.suggest.voices import find_voices

SENTENCES = Path(__file__).with_suffix(".toml")
_NAMED = re.compile(r"\[([^\]|]+)(?:\|([^\]]+))?\]")

Told = tuple[str, str, str, str]
"""Holder, polarity, target and who says so; "?" stands for nobody that a mention names, "" for no claim."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A sentence with its mentions, and the stances that it voices."""

    language: str
    text: str
    mentions: tuple[MentionRow, ...]
    stances: tuple[Told, ...]


@dataclass(slots=True)
class Score:
    """Counts over sentences and stances.

    Attributes:
        voiced: sentences that voice a stance.
        offered: sentences for which one is proposed.
        both: sentences for which one is proposed rightly.
        polarities: of `both`, those with all polarities right.
        stances: stances of the gold.
        proposed: stances that are proposed, one for each holder.
        right: stances that agree in everything.
        matched: stances of the gold for which one with their polarity is proposed.
        holders, targets: of `matched`, those with the holder, the target right.
        claims: stances of the gold that somebody claims.
        claimants: of `claims`, those matched with who claims them right.
    """

    voiced: int = 0
    offered: int = 0
    both: int = 0
    polarities: int = 0
    stances: int = 0
    proposed: int = 0
    right: int = 0
    matched: int = 0
    holders: int = 0
    targets: int = 0
    claims: int = 0
    claimants: int = 0


def marked(written: str) -> tuple[str, tuple[MentionRow, ...]]:
    """Return a text without its brackets, and the mentions that stood in them; entities are known by name."""
    rows: list[MentionRow] = []
    text, last = "", 0
    for match in _NAMED.finditer(written):
        text += written[last : match.start()]
        rows.append(
            (
                len(text),
                -len(text) - len(match[1]),
                f"m{len(rows)}",
                "label",
                match[2] or match[1],
                "",
                "typed by hand",
            )
        )
        text += match[1]
        last = match.end()
    return text + written[last:], tuple(rows)


def load() -> list[Gold]:
    """Read the sentences."""
    found: list[Gold] = []
    for table in tomllib.loads(SENTENCES.read_text(encoding="utf-8"))["sentence"]:
        text, rows = marked(table["text"])
        stances = tuple(
            (holder, polarity, target, says[0] if says else "")
            for holder, polarity, target, *says in table["stances"]
        )
        found.append(Gold(table["language"], text, rows, stances))
    return found


def proposed_in(gold: Gold) -> list[ProposedStance]:
    """Return what is proposed for a sentence."""
    return propose(gold.text, find_voices(gold.text, gold.language), gold.mentions, gold.language)


def told(proposals: Iterable[ProposedStance]) -> list[Told]:
    """Return proposals as the gold writes them, one for each holder."""
    return [
        (_name(holder), str(one.polarity), _name(one.target), _name(one.claimed_by) if one.claimed_by else "")
        for one in proposals
        for holder in one.holders or (None,)
    ]


def score(sentences: Iterable[Gold]) -> Score:
    """Compare what is proposed for sentences with what they voice."""
    total = Score()
    for gold in sentences:
        found = told(proposed_in(gold))
        total.voiced += bool(gold.stances)
        total.offered += bool(found)
        total.both += bool(gold.stances and found)
        if gold.stances and found:
            total.polarities += {stance[1] for stance in found} == {stance[1] for stance in gold.stances}
        total.stances += len(gold.stances)
        total.proposed += len(found)
        left = list(found)
        for stance in gold.stances:
            total.claims += bool(stance[3])
            same = [other for other in left if other[1] == stance[1]]
            if not same:
                continue
            best = max(
                same, key=lambda other: (other == stance, other[2] == stance[2], other[0] == stance[0])
            )
            left.remove(best)
            total.matched += 1
            total.right += best == stance
            total.holders += best[0] == stance[0]
            total.targets += best[2] == stance[2]
            total.claimants += bool(stance[3]) and best[3] == stance[3]
    return total


def _name(named: Named | None) -> str:
    return "?" if named is None else named.entity_id or "?"
