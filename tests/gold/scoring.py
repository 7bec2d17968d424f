"""Compares the alliance lists that the program finds with the gold ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from annotation.suggest.proposals import ProposedCamp, ProposedName
from tests.gold.loading import GoldCamp, GoldMember, GoldText


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over any number of texts; scores add up. Decoys are counted apart and touch no member."""

    texts: int = 0
    gold_camps: int = 0
    matched_camps: int = 0
    false_camps: int = 0
    gold_members: int = 0
    found_members: int = 0
    exact_members: int = 0
    right_polarities: int = 0
    right_targets: int = 0
    right_codes: int = 0
    decoys: int = 0
    decoy_camps: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))

    @property
    def precision(self) -> float:
        """Of the members found in texts with lists, the share that is exact."""
        return share(self.exact_members, self.found_members)

    @property
    def recall(self) -> float:
        """Of the gold members, the share that was found exactly."""
        return share(self.exact_members, self.gold_members)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return share(2 * self.exact_members, self.found_members + self.gold_members)

    @property
    def polarity(self) -> float:
        """Of the matched camps, the share with the right polarity."""
        return share(self.right_polarities, self.matched_camps)

    @property
    def target(self) -> float:
        """Of the matched camps, the share with the right target surface."""
        return share(self.right_targets, self.matched_camps)

    @property
    def code(self) -> float:
        """Of the exact members, the share with the right code, which is none for somebody without one."""
        return share(self.right_codes, self.exact_members)


@dataclass(frozen=True, slots=True)
class Match:
    """A gold camp beside the found camp that shares most members with it, and the members that are exact."""

    gold: GoldCamp
    found: ProposedCamp
    exact: tuple[tuple[GoldMember, ProposedName], ...]

    @property
    def polarity_is_right(self) -> bool:
        """Whether both are on the same side."""
        return self.found.polarity == self.gold.polarity

    @property
    def target_is_right(self) -> bool:
        """Whether the found target reads as one of the gold ones."""
        return target_text(self.found) in self.gold.targets


@dataclass(frozen=True, slots=True)
class Comparison:
    """One text: camps that belong together, gold camps that were missed, and found ones that are false."""

    matches: tuple[Match, ...]
    missed: tuple[GoldCamp, ...]
    false: tuple[ProposedCamp, ...]


def share(part: int, whole: int) -> float:
    """Return part / whole, or NaN of nothing."""
    return part / whole if whole else float("nan")


def target_text(camp: ProposedCamp) -> str:
    """Return the surface of a found camp's target, empty without one."""
    return camp.target.text if camp.target is not None else ""


def compare(gold: GoldText, found: Sequence[ProposedCamp]) -> Comparison:
    """Match found camps to gold ones, one to one, those with the most members in common first.

    Members have something in common if their spans overlap; between equals the same polarity decides.
    """
    pairs = sorted(
        (
            (-_overlaps(camp, candidate), camp.polarity != candidate.polarity, number, place)
            for number, camp in enumerate(gold.camps)
            for place, candidate in enumerate(found)
            if _overlaps(camp, candidate)
        ),
    )
    match_of: dict[int, int] = {}
    for _, _, number, place in pairs:
        if number not in match_of and place not in match_of.values():
            match_of[number] = place
    return Comparison(
        tuple(_match(gold.camps[number], found[place]) for number, place in sorted(match_of.items())),
        tuple(camp for number, camp in enumerate(gold.camps) if number not in match_of),
        tuple(camp for place, camp in enumerate(found) if place not in match_of.values()),
    )


def score(gold: GoldText, found: Sequence[ProposedCamp]) -> Score:
    """Return the counts of one text."""
    if not gold.camps:
        return Score(decoys=1, decoy_camps=len(found))
    comparison = compare(gold, found)
    exact = [pair for match in comparison.matches for pair in match.exact]
    return Score(
        texts=1,
        gold_camps=len(gold.camps),
        matched_camps=len(comparison.matches),
        false_camps=len(comparison.false),
        gold_members=sum(len(camp.members) for camp in gold.camps),
        found_members=sum(len(camp.members) for camp in found),
        exact_members=len(exact),
        right_polarities=sum(match.polarity_is_right for match in comparison.matches),
        right_targets=sum(match.target_is_right for match in comparison.matches),
        right_codes=sum(member.code == name.code for member, name in exact),
    )


def errors(gold: GoldText, found: Sequence[ProposedCamp]) -> tuple[str, ...]:
    """Return a line for each thing missed, false or wrong."""
    comparison = compare(gold, found)
    lines = [f"missed list: {_described(camp)}" for camp in comparison.missed]
    lines += [f"false list: {_found_described(camp)}" for camp in comparison.false]
    for match in comparison.matches:
        exact_gold = [member for member, _ in match.exact]
        exact_found = [name for _, name in match.exact]
        lines += [f"missed member: {m.surface}" for m in match.gold.members if m not in exact_gold]
        lines += [f"false member: {name.text}" for name in match.found.members if name not in exact_found]
        if not match.polarity_is_right:
            lines.append(f"polarity: {match.found.polarity} for {_described(match.gold)}")
        if not match.target_is_right:
            lines.append(f"target: “{target_text(match.found)}” for {_described(match.gold)}")
        lines += [
            f"code: {member.surface} is {member.code or 'without one'}, not {name.code or 'without one'}"
            for member, name in match.exact
            if member.code != name.code
        ]
    return tuple(lines)


def _overlaps(gold: GoldCamp, found: ProposedCamp) -> int:
    return sum(
        any(name.start < member.end and member.start < name.end for name in found.members)
        for member in gold.members
    )


def _match(gold: GoldCamp, found: ProposedCamp) -> Match:
    found_at = {(name.start, name.end): name for name in found.members}
    exact: list[tuple[GoldMember, ProposedName]] = []
    for member in gold.members:
        name = next((found_at[span] for span in member.spans if span in found_at), None)
        if name is not None:
            exact.append((member, name))
    return Match(gold, found, tuple(exact))


def _described(camp: GoldCamp) -> str:
    return f"{camp.polarity} “{camp.targets[0]}”: {', '.join(member.surface for member in camp.members)}"


def _found_described(camp: ProposedCamp) -> str:
    return f"{camp.polarity} “{target_text(camp)}”: {', '.join(name.text for name in camp.members)}"
