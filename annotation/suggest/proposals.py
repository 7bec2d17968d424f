"""What the program proposes. Nothing of it counts until a person accepts it. Offsets are code points."""

from __future__ import annotations

from dataclasses import dataclass

from annotation.records import Polarity

CERTAIN_FROM = 0.9
"""The confidence below which a name is doubtful: it was only similar to a known one, or is unknown."""


@dataclass(frozen=True, slots=True)
class ProposedName:
    """A span that names somebody or something.

    `label` is the name of a default label ("Person", "Country", …). `name` is what a new entity would be
    called, `code` its ISO 3166 or Wikidata code, or empty when unknown. `note` keeps what stands beside the
    name and is no part of it (the 27 of "European Union 27"). `alternatives` are the names and codes of known
    ones that a doubtful name may mean as well, the likeliest first.
    """

    start: int
    end: int
    text: str
    label: str
    name: str
    code: str
    note: str = ""
    confidence: float = 1.0
    alternatives: tuple[tuple[str, str], ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the name is a known one beyond doubt."""
        return self.confidence >= CERTAIN_FROM


@dataclass(frozen=True, slots=True)
class ProposedCamp:
    """An alliance list: its heading, who it is about, on which side, and who is listed.

    `unnamed` is what the article says of members that it does not name: "12 others".
    """

    heading_start: int
    heading_end: int
    target: ProposedName | None
    polarity: Polarity
    members: tuple[ProposedName, ...]
    confidence: float
    unnamed: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Everything proposed for one text, each kind in the order of the text."""

    camps: tuple[ProposedCamp, ...]
    mentions: tuple[ProposedName, ...]
