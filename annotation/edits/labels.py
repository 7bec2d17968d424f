"""Labels: their names, keys, colours and order, edited together and checked as a whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from annotation.changes import Change, ChangeSet, add, change_set, remove
from annotation.errors import PersonError
from annotation.records import Label

_COLOUR = re.compile("#[0-9a-fA-F]{6}")


def edit_labels(before: Sequence[Label], after: Sequence[Label]) -> ChangeSet:
    """Put the labels `after` in the place of those `before`: labels are told apart by their ids.

    Each gets the position that it has in `after`; white space in names and descriptions is tidied.

    Raises:
        PersonError: if the labels cannot stand beside one another; see `check_labels`.
    """
    check_labels(after)
    old = {label.id: label for label in before}
    new = {label.id: _tidy(label, position) for position, label in enumerate(after)}
    return change_set(
        "edited the labels",
        [
            *(remove(label) for label in before if label.id not in new),
            *(Change(old[label.id], label) if label.id in old else add(label) for label in new.values()),
        ],
    )


def check_labels(labels: Sequence[Label]) -> None:
    """Check that labels have names, keys and colours that can be told apart.

    Raises:
        PersonError: saying which label is wrong and what to do. There must be a label; each has a name of its
            own and a colour `#rrggbb`; a key is one visible character of its own, or empty.
    """
    if not labels:
        raise PersonError("A project needs at least one label. Add one.")
    names: dict[str, str] = {}
    keys: dict[str, str] = {}
    for label in labels:
        name = _one_line(label.name)
        if not name:
            raise PersonError("A label has no name. Give it one, or remove it.")
        if _same_name(name) in names:
            raise PersonError(f"Two labels are called “{name}”. Give one of them another name.")
        names[_same_name(name)] = name
        if not _COLOUR.fullmatch(label.colour):
            raise PersonError(f"The colour of “{name}” is not written like #2f8fd6. Choose one.")
        if not label.key:
            continue
        if not _is_visible_character(label.key):
            raise PersonError(f"The key of “{name}” must be a single letter, digit or sign, or left empty.")
        key = _same_key(label.key)
        if key in keys:
            raise PersonError(
                f"“{keys[key]}” and “{name}” have the same key “{label.key}”. Give one of them another key."
            )
        keys[key] = name


def _same_name(name: str) -> str:
    """Return what names have in common that differ in case, white space or Unicode form only."""
    return unicodedata.normalize("NFC", _one_line(name)).casefold()


def _same_key(key: str) -> str:
    """Return what keys have in common that are pressed alike: either case, a digit in any script."""
    digit = unicodedata.digit(key, None)
    return key.casefold() if digit is None or not key.isdecimal() else str(digit)


def _is_visible_character(key: str) -> bool:
    """Tell whether a key is one character that can be seen, and that a keyboard's key can send."""
    return len(key) == 1 and key <= "\uffff" and unicodedata.category(key)[0] in "LNPS"


def _tidy(label: Label, position: int) -> Label:
    return replace(
        label,
        name=_one_line(label.name),
        colour=label.colour.lower(),
        description=_one_line(label.description),
        position=position,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
