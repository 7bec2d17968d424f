"""What the command palette offers, and which of it a person means who types a few letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gui.actions import Need
from gui.models.search_keys import word_keys

_OBSTACLES = (
    (Need.PROJECT, "no project is open"),
    (Need.WRITABLE, "this can only be read"),
    (Need.ARTICLE, "no article is open"),
    (Need.SPAN, "select some text first"),
    (Need.MENTION, "go to a mention first"),
    (Need.LINKED, "the mention is not linked"),
    (Need.STANCE, "choose a stance first"),
    (Need.CAMP, "choose a list first"),
    (Need.MEMBER, "choose a member of a list first"),
    (Need.LISTED, "choose a member of a list first"),
    (Need.UNDECIDED, "choose a doubtful member of a list first"),
    (Need.PENDING, "no found list waits"),
    (Need.OFFER, "no sentence is offered"),
    (Need.FINDING, "choose a finding of the checks first"),
    (Need.DISMISSED, "choose a dismissed finding first"),
    (Need.UNDO, "there is nothing to undo"),
    (Need.NAMED, "go to a mention first"),
    (Need.SUGGESTED, "nothing is suggested here"),
    (Need.SUGGESTION, "go to a suggestion first"),
    (Need.ACTION, "choose an action in the history first"),
    (Need.ENTRY, "choose a correction or comment in the review first"),
    (Need.PAST, "the article is shown as it is now"),
    (Need.REDO, "there is nothing to redo"),
)
"""Why something cannot be done, the first reason first."""

_TEXT_BEGINS, _WORD_BEGINS, _IN_TEXT, _GROUP_BEGINS, _ELSEWHERE = range(5)


@dataclass(frozen=True, slots=True)
class Command:
    """One command as the palette shows it.

    `group` is where else it is found, `obstacle` why it cannot be run now (empty: it can), `colour` that of a
    label as `#rrggbb`.
    """

    id: str
    group: str
    text: str
    keys: str = ""
    tip: str = ""
    obstacle: str = ""
    colour: str = ""


def obstacle(needs: Need, here: Need) -> str:
    """Return what is missing of what a command needs; empty if nothing is."""
    missing = needs & ~here
    return next((words for need, words in _OBSTACLES if need in missing), "not now" if missing else "")


def ranked(commands: Iterable[Command], typed: str, recent: Sequence[str]) -> tuple[Command, ...]:
    """Return the commands that are meant, best first; those that cannot be run now come last.

    Each typed word must be found: at the beginning of the text, of another of its words, within it, or else
    in the group, the keys or the explanation. Commands found equally well stand by when they were run last,
    then in their order.

    Args:
        commands: what there is.
        typed: some words or their beginnings, in any order and spelling; empty: everything is meant.
        recent: ids of what was run last, the latest first.
    """
    words = [word_keys(word) for word in typed.split()]
    latest = {command_id: place for place, command_id in enumerate(recent)}
    found: list[tuple[bool, int, int, Command]] = []
    for command in commands:
        distances = [_distance(ways, command) for ways in words]
        if None not in distances:
            distance = sum(each for each in distances if each is not None)
            found.append((bool(command.obstacle), distance, latest.get(command.id, len(latest)), command))
    return tuple(command for *_, command in sorted(found, key=lambda entry: entry[:-1]))


def _distance(ways: tuple[str, ...], command: Command) -> int | None:
    """Return how far a word is from what a command is called first; None if it is nowhere."""
    text = [word_keys(word) for word in command.text.split()]
    if text and _begins(ways, text[0]):
        return _TEXT_BEGINS
    if any(_begins(ways, word) for word in text):
        return _WORD_BEGINS
    if any(way in key for word in text for key in word for way in ways):
        return _IN_TEXT
    if any(_begins(ways, word_keys(word)) for word in command.group.split()):
        return _GROUP_BEGINS
    others = [word_keys(word) for word in [*command.keys.split(), *command.tip.split()]]
    return _ELSEWHERE if any(_begins(ways, word) for word in others) else None


def _begins(ways: tuple[str, ...], word: tuple[str, ...]) -> bool:
    return any(key.startswith(way) for key in word for way in ways)
