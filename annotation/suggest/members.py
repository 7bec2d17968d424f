"""Taking the body of an alliance list apart into its members."""

from __future__ import annotations

from dataclasses import replace

import regex

from annotation.names.countries import namesakes
from annotation.suggest.cues import Cues
from annotation.suggest.items import left_over, name_of, pieces, rejoined, split_items, stripped
from annotation.suggest.known import Known, alternatives, country, recognise
from annotation.suggest.proposals import ProposedName
from annotation.suggest.tokens import Word, name_at, tokenise
from annotation.suggest.units import BULLET
from annotation.text.folding import Degree
from annotation.text.words import words

_LONGEST_ITEM = 5
_MOST_LONG_ITEMS = 1 / 5
_MOST_FUZZY = 300
"""In a longer list names are no longer compared by distance: it is no list of countries."""

_LINE_ENDS = "\n\r\t\v\f\x85\u2028\u2029"
_CONFIDENCE = {Degree.STRICT: 1.0, Degree.LOOSE: 0.95, Degree.FUZZY: 0.85}
_UNKNOWN = 0.5
_PAIR = 2
_WING = regex.compile(r"(?:\p{L}\p{M}*){1,2}")
_LONGEST_REMAINDER = 60
_CASED = regex.compile(r"[\p{Latin}\p{Cyrillic}]")
_ACRONYM = regex.compile(r"\p{Lu}{2,6}(?:-\p{Lu}{1,4})?")

Span = tuple[int, int]


def read_members(
    text: str, start: int, end: int, cues: Cues, unknown_label: str, fewest: int = 2, between: str = ""
) -> tuple[ProposedName, ...]:
    """Return the members named between two positions, or none if that does not look like a list.

    A single member and both of two must be known by name.

    Args:
        text: the article.
        start: where the body begins, in code points.
        end: where it ends.
        cues: the words of its language.
        unknown_label: the label of members that are not known by name; if empty, it is guessed.
        fewest: how many members there must be.
        between: what separates members besides the characters of the language, a regular expression.
    """
    items = rejoined(text, split_items(text, start, end, cues.separators, between), cues)
    degree = Degree.FUZZY if len(items) <= _MOST_FUZZY else Degree.LOOSE
    spans = _without_tail(text, [piece for item in items for piece in pieces(text, item, cues, degree)], cues)
    if len(spans) < fewest:
        return ()
    longer = sum(_is_long(text, span, cues) for span in spans)
    if longer > len(spans) * _MOST_LONG_ITEMS:
        return ()
    degree = Degree.FUZZY if len(spans) <= _MOST_FUZZY else Degree.LOOSE
    members = tuple(_member(text, span, cues, unknown_label, degree) for span in spans)
    if not unknown_label and known_share(members) == 0:
        members = _labelled_together(members)
    doubtful = 0 < len(members) <= _PAIR and known_share(members) < 1
    return () if doubtful or _are_scores(members) else members


def _labelled_together(members: tuple[ProposedName, ...]) -> tuple[ProposedName, ...]:
    """Let names of which none is known be alike: organisations if one is, or else people."""
    if any(member.label == "Organisation" for member in members):
        label = "Organisation"
    elif sum(" " in member.text for member in members) * 2 >= len(members):
        label = "Person"
    else:
        return members
    return tuple(replace(member, label=label) if member.label == "Group" else member for member in members)


def _are_scores(members: tuple[ProposedName, ...]) -> bool:
    """Tell whether most names have a bare number beside them: results, not a list of who stands where."""
    return sum(member.note.isdecimal() for member in members) > len(members) / 2


def known_share(members: tuple[ProposedName, ...]) -> float:
    """Return how many of the members are known by name, from 0 to 1."""
    return sum(member.confidence > _UNKNOWN for member in members) / len(members)


def split_members(
    text: str, start: int, end: int, cues: Cues, unknown_label: str
) -> tuple[ProposedName, ...]:
    """Return everything that is named between two positions, which a person says to be a list.

    Line ends and tabs separate, too, and bullets and numbers at the begin of a line are no part of a name.
    For the arguments see `read_members`.
    """
    spans: list[Span] = []
    dangling = left_over(cues.conjunctions)
    for first, last in split_items(text, start, end, cues.separators + _LINE_ENDS):
        bullet = BULLET.match(text, first, last)
        first = bullet.end() if bullet else first
        conjunction = dangling.search(text, first, last)
        last = conjunction.start() if conjunction else last
        spans += [piece for piece in pieces(text, (first, last), cues) if any(words(text, *piece))]
    degree = Degree.FUZZY if len(spans) <= _MOST_FUZZY else Degree.LOOSE
    return tuple(_member(text, span, cues, unknown_label, degree) for span in spans)


def _is_long(text: str, span: Span, cues: Cues) -> bool:
    """Tell whether an item has more words than a name; a note beside a known name may have any number."""
    name = name_of(text, span)[0]
    if name != span and recognise(text[slice(*name)], cues.language, Degree.LOOSE) is not None:
        return False
    return sum(1 for _ in words(text, *span)) > _LONGEST_ITEM


def unnamed_after(text: str, end: int, cues: Cues) -> str:
    """Return what stands behind the last name of a list for members without one ("and 12 others"), or ""."""
    tokens = tokenise(text, end, min(len(text), end + _LONGEST_REMAINDER), cues)
    between = {word.casefold() for word in (*cues.conjunctions, *cues.attached)}
    joined = bool(tokens) and text[tokens[0].start : tokens[0].end].casefold() in between
    if len(tokens) <= _PAIR or not joined or not tokens[1].key.isdecimal():
        return ""
    last = 1
    while last + 1 < len(tokens) and tokens[last + 1].key in cues.others | cues.heads.keys():
        last += 1
    span = tokens[1].start, tokens[last].end
    return text[slice(*span)] if last > 1 and "\n" not in text[end : span[1]] else ""


def _without_tail(text: str, spans: list[Span], cues: Cues) -> list[Span]:
    """Leave out what follows the last name ("…, Chile and Peru have said so, according to the ministry")."""
    kept: list[Span] = []
    for span in spans:
        tokens = tokenise(text, *span, cues)
        if kept and len(tokens) > 1:
            name = _name_before_tail(text, span, tokens, cues)
            if name is not None:
                return [*kept, name]
        if len(kept) > 1 and tokens and _begins_a_clause(text, tokens, cues):
            return kept
        kept.append(span)
    return kept


def _name_before_tail(text: str, span: Span, tokens: list[Word], cues: Cues) -> Span | None:
    first = 0
    while first < len(tokens) - 1 and tokens[first].key in cues.fillers:
        first += 1
    found = name_at(text, tokens, first, cues)
    if found is None or found.after >= len(tokens):
        return None
    rest = tokens[found.after :]
    if not text[found.end : rest[0].start].isspace() or recognise(
        text[slice(*span)], cues.language, Degree.LOOSE
    ):
        return None
    return (found.start, found.end) if _begins_a_clause(text, rest, cues) else None


def _begins_a_clause(text: str, tokens: list[Word], cues: Cues) -> bool:
    """Tell whether words go on with the sentence and name nobody."""
    letter = text[tokens[0].start]
    if _CASED.match(letter):
        lower = all(text[word.start].islower() or word.key.isdecimal() for word in tokens[:2])
        return lower and tokens[0].key not in cues.fillers | cues.titles
    return tokens[0].key in cues.stops | cues.barred_after


def _member(text: str, span: Span, cues: Cues, unknown_label: str, degree: Degree) -> ProposedName:
    name, note = name_of(text, span)
    if note and _is_part(text, span, name, note, cues):
        name, note = span, ""
    (start, end), titled = stripped(text, name, cues)
    surface = text[start:end]
    found = recognise(surface, cues.language, degree) or _recognise_inverted(surface, cues)
    if found is None:
        label = "Person" if titled else unknown_label or _label_of_unknown(text, (start, end), cues)
        near = alternatives(surface, cues.language, "") if degree is Degree.FUZZY else ()
        return ProposedName(start, end, surface, label, surface, "", note, _UNKNOWN, near)
    known, how = found
    near = alternatives(surface, cues.language, known.code) if how is Degree.FUZZY else ()
    confidence = _CONFIDENCE[how]
    if others := namesakes(surface):
        near = tuple((country(code, cues.language).name, code) for code in others)
        confidence = _CONFIDENCE[Degree.FUZZY]
    return ProposedName(start, end, surface, known.label, known.name, known.code, note, confidence, near)


def _is_part(text: str, span: Span, name: Span, note: str, cues: Cues) -> bool:
    """Tell whether what stands in brackets belongs to the name: "Korea (South)", and "JD(U)" of a party."""
    before, beside = text[slice(*name)], text[name[1] : span[1]]
    if not beside.endswith(")"):
        return False
    if recognise(f"{note} {before}", cues.language, Degree.STRICT):
        return recognise(note, cues.language, Degree.STRICT) is None
    unknown = recognise(before, cues.language, Degree.FUZZY) is None
    return unknown and beside[0] == "(" and _WING.fullmatch(note) is not None


def _recognise_inverted(surface: str, cues: Cues) -> tuple[Known, Degree] | None:
    """Return what a name means that is written with its first part last ("Korea, North", "Korea (North)")."""
    before, comma, after = surface.replace("(", ",").rstrip(")").partition(",")
    return recognise(f"{after.strip()} {before}", cues.language, Degree.STRICT) if comma else None


def _label_of_unknown(text: str, span: Span, cues: Cues) -> str:
    """Guess what a name is that is not known: an organisation by its words or capitals, or else a group."""
    surface = text[slice(*span)]
    for word in tokenise(text, *span, cues):
        if cues.heads.get(word.key) == "Organisation":
            return "Organisation"
    return "Organisation" if _ACRONYM.fullmatch(surface) else "Group"
