"""Reads the gold alliance lists: news-like texts with the camps that a person finds in them, and decoys.

One file per language under `alliances/`. Its `[[text]]` entries have a `text`; those with lists also say
whether they are `awkward` (misspelt or oddly set) and have `[[text.camp]]` entries; a text without camps is a
decoy. A camp:

    polarity  supports, opposes, neutral or unclear
    target    as it stands in the text, also where only an earlier sentence names it; a list where several
              readings are equally good; "" when the text names nobody
    members   in the order of the text, each a surface, or a table with a `surface` and, if known, a `code`
    after     optional: members are looked for behind the first place where this stands

A member's surface is the bare name: without article, title, brackets, count or case ending. Where taking more
would be no mistake (a title, an ending written together with the name), the table's `word` says how much.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.records import Polarity

FOLDER = Path(__file__).resolve().parent / "alliances"


class GoldError(ValueError):
    """A gold file contradicts itself. The message names the file and the place."""


@dataclass(frozen=True, slots=True)
class GoldMember:
    """A name in a list. Offsets are code points; `spans` are all that count as exact, the bare name first."""

    surface: str
    code: str
    spans: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Where the bare name begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the bare name ends, exclusive."""
        return self.spans[0][1]


@dataclass(frozen=True, slots=True)
class GoldCamp:
    """An alliance list; `targets` are the right surfaces for whom it is about, `("",)` for nobody."""

    polarity: Polarity
    targets: tuple[str, ...]
    members: tuple[GoldMember, ...]


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with all of its alliance lists, or a decoy that has none."""

    language: str
    text: str
    awkward: bool
    camps: tuple[GoldCamp, ...]


def languages() -> tuple[str, ...]:
    """Return the languages that have a gold file, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load_language(language: str) -> tuple[GoldText, ...]:
    """Return the texts of one language, in the order of its file."""
    path = FOLDER / f"{language}.toml"
    return parse_texts(path.read_text(encoding="utf-8"), language)


def parse_texts(source: str, language: str) -> tuple[GoldText, ...]:
    """Return the texts of a gold file.

    Raises:
        GoldError: if a surface does not occur where it should, or a key is unknown or missing.
    """
    return tuple(
        _text(entry, language, f"{language}.toml, text {number}")
        for number, entry in enumerate(tomllib.loads(source)["text"], start=1)
    )


def _text(entry: dict[str, Any], language: str, where: str) -> GoldText:
    camps_given = entry.get("camp", [])
    _check_keys(entry, {"text", "awkward", "camp"} if camps_given else {"text"}, set(), where)
    text = entry["text"].removesuffix("\n")
    camps: list[GoldCamp] = []
    position = 0
    for number, camp in enumerate(camps_given, start=1):
        camps.append(_camp(camp, text, position, f"{where}, camp {number}"))
        position = camps[-1].members[-1].end
    return GoldText(language, text, entry.get("awkward", False), tuple(camps))


def _camp(entry: dict[str, Any], text: str, position: int, where: str) -> GoldCamp:
    _check_keys(entry, {"polarity", "target", "members"}, {"after"}, where)
    targets = (entry["target"],) if isinstance(entry["target"], str) else tuple(entry["target"])
    for target in targets:
        _find(text, target, 0, where)
    if "after" in entry:
        position = _find(text, entry["after"], 0, where) + len(entry["after"])
    members: list[GoldMember] = []
    for given in entry["members"]:
        members.append(
            _member({"surface": given} if isinstance(given, str) else given, text, position, where)
        )
        position = members[-1].end
    if not members:
        raise GoldError(f"{where}: a camp without members.")
    return GoldCamp(Polarity(entry["polarity"]), targets, tuple(members))


def _member(entry: dict[str, Any], text: str, position: int, where: str) -> GoldMember:
    _check_keys(entry, {"surface"}, {"code", "word"}, where)
    surface = entry["surface"]
    if "word" not in entry:
        start = _find(text, surface, position, where)
        return GoldMember(surface, entry.get("code", ""), ((start, start + len(surface)),))
    word = entry["word"]
    around = _find(text, word, position, where)
    start = around + _find(word, surface, 0, where)
    spans = ((start, start + len(surface)), (around, around + len(word)))
    return GoldMember(surface, entry.get("code", ""), spans)


def _find(text: str, surface: str, position: int, where: str) -> int:
    found = text.find(surface, position)
    if found < 0:
        raise GoldError(f"{where}: “{surface}” does not occur in the text from code point {position} on.")
    return found


def _check_keys(entry: dict[str, Any], needed: set[str], possible: set[str], where: str) -> None:
    if missing := needed - entry.keys():
        raise GoldError(f"{where}: missing {sorted(missing)}.")
    if unknown := entry.keys() - needed - possible:
        raise GoldError(f"{where}: unknown {sorted(unknown)}.")
