"""Who belonged to which group of states on a day, from `resources/names/memberships.toml`.

A group is named by its code (EU, or a Wikidata id) or, where it has none, by its key in `groups.toml`; a
member by its ISO 3166 alpha-2 code (with XK and EU), or by its Wikidata id where it is a group itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import regex

from annotation.names.groups import organisation, organisations
from annotation.resources import ResourceError, entry, load_toml, section
from annotation.text.folding import Degree

_FILE = "memberships.toml"
_WHERE = f"resources/names/{_FILE}"
_EUROPEAN_UNION = ("eu", "EU")
_DATE = regex.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_COUNTRY = regex.compile("[A-Z]{2}")
_EVENTS = ("joined", "left", "restored", "suspended")


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time, from a day on and until the day before another one, or until now."""

    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Membership:
    """When somebody belonged to a group, and when without its rights."""

    member: str
    periods: tuple[Period, ...]
    suspensions: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of states whose members are known.

    Attributes:
        code: what it is named by: a code where it has one, or its key.
        key: what the data files call it.
        source: where its members can be looked up.
        memberships: who ever belonged to it, in the order in which they joined.
    """

    code: str
    key: str
    source: str
    memberships: tuple[Membership, ...]


def members_on(code: str, day: date | None) -> tuple[str, ...]:
    """Return the codes of a group's members on a day, the oldest members first.

    Those whose rights are suspended are among them (see `suspended_on`).

    Args:
        code: the group's code or key.
        day: the day, or None for the latest state that is known.
    """
    return tuple(one.member for one in _memberships(code) if _holds(one.periods, day))


def suspended_on(code: str, day: date | None) -> tuple[str, ...]:
    """Return the codes of those members of a group whose rights were suspended on a day."""
    return tuple(one.member for one in _memberships(code) if _holds(one.suspensions, day))


def group_called(name: str) -> str | None:
    """Return the code of the group with a name, if its members are known: for an entity without a code."""
    body = organisation(name, Degree.STRICT)
    group = None if body is None else membership_groups().get(body.key)
    return None if group is None else group.code


@lru_cache(maxsize=1)
def membership_groups() -> Mapping[str, Group]:
    """Return the groups whose members are known, by their keys.

    Raises:
        ResourceError: if the data file is malformed.
    """
    codes = {body.key: body.code or body.key for body in organisations()}
    return groups_from(load_toml("names", _FILE), {**codes, _EUROPEAN_UNION[0]: _EUROPEAN_UNION[1]})


def groups_from(data: Mapping[str, Any], codes: Mapping[str, str]) -> dict[str, Group]:
    """Return the groups that the data file holds.

    Args:
        data: what was read from it.
        codes: the codes of all groups known, by their keys.

    Raises:
        ResourceError: if a group or member is not known, a date is none, or the dates do not follow from one
            another: who leaves must have joined before, and who is suspended be a member.
    """
    found: dict[str, Group] = {}
    for key in data:
        where = f"{_WHERE} [{key}]"
        if key not in codes:
            raise ResourceError(f"{where}: there is no group with this key in groups.toml.")
        table = section(data, key, _WHERE)
        source = entry(table, "source", str, where)
        unknown = set(table) - {"source", *_EVENTS}
        if unknown or not source.strip() or "joined" not in table:
            raise ResourceError(
                f"{where}: there should be “source”, “joined” and no more than {', '.join(_EVENTS)} besides, "
                f"but there is {', '.join(table)}."
            )
        histories: dict[str, _History] = {}
        for day, event, member, place in sorted(_events(table, where, set(codes.values()))):
            history = histories.setdefault(member, _History([], []))
            if not history.takes(event, day):
                raise ResourceError(f"{place}: {member} cannot be among “{event}” then, by what came before.")
        memberships = [history.membership(member) for member, history in histories.items()]
        memberships.sort(key=lambda one: (one.periods[0].start, one.member))
        found[key] = Group(codes[key], key, source, tuple(memberships))
    return found


@dataclass(slots=True)
class _History:
    """What happened to one member so far: periods of membership and of suspension, the last maybe open."""

    periods: list[Period]
    suspensions: list[Period]

    def takes(self, event: str, day: date) -> bool:
        """Take an event in, and tell whether it can follow what came before."""
        is_member, is_suspended = _is_open(self.periods), _is_open(self.suspensions)
        if event == "joined" and not is_member:
            self.periods.append(Period(day, None))
        elif event == "left" and is_member:
            _close(self.periods, day)
            if is_suspended:
                _close(self.suspensions, day)
        elif event == "suspended" and is_member and not is_suspended:
            self.suspensions.append(Period(day, None))
        elif event == "restored" and is_suspended:
            _close(self.suspensions, day)
        else:
            return False
        return True

    def membership(self, member: str) -> Membership:
        return Membership(member, tuple(self.periods), tuple(self.suspensions))


def _is_open(periods: list[Period]) -> bool:
    return bool(periods) and periods[-1].end is None


def _close(periods: list[Period], day: date) -> None:
    periods[-1] = Period(periods[-1].start, day)


def _events(table: Mapping[str, Any], where: str, groups: set[str]) -> Iterator[tuple[date, str, str, str]]:
    """Yield each event's day, its kind, whom it befell, and where the file says so."""
    for event in _EVENTS:
        days = section(table, event, where) if event in table else {}
        for text in days:
            place = f"{where} {event}, {text}"
            day = _day(text, place)
            members = entry(days, text, str, place).split()
            for member in members:
                if _COUNTRY.fullmatch(member) is None and member not in groups:
                    raise ResourceError(f"{place}: {member!r} is neither a country's code nor a group's.")
            if not members or len(set(members)) < len(members):
                raise ResourceError(f"{place}: there should be one member at least, and each once.")
            yield from ((day, event, member, place) for member in members)


def _day(text: str, place: str) -> date:
    match = _DATE.fullmatch(text)
    try:
        if match is not None:
            return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        pass
    raise ResourceError(f"{place}: {text!r} should be a year, a month (2016-12) or a day (2016-12-01).")


def _memberships(code: str) -> tuple[Membership, ...]:
    group = _groups_by_name().get(code)
    return () if group is None else group.memberships


@lru_cache(maxsize=1)
def _groups_by_name() -> Mapping[str, Group]:
    return {name: group for group in membership_groups().values() for name in (group.code, group.key)}


def _holds(periods: tuple[Period, ...], day: date | None) -> bool:
    return any(period.holds(day or date.max) for period in periods)
