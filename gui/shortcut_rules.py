"""Which keys an action has once a person has changed some, and which keys it can be given.

Everything here is computed from the action table and from what was chosen: for each changed action, by its
id, the one key sequence that replaces its usual ones as portable text, or empty text where it has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from annotation.records import Label
from gui.actions import ActionSpec, typed_keys

_Key = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier

_ARTICLE = ("", "article")
"""The places whose keys are heard in the article."""

_NO_KEYS = {
    _Key.Key_unknown, _Key.Key_Shift, _Key.Key_Control, _Key.Key_Meta, _Key.Key_Alt, _Key.Key_AltGr,
    _Key.Key_CapsLock, _Key.Key_NumLock, _Key.Key_ScrollLock,
}  # fmt: skip
"""What is held or switched, and is no key by itself."""

_SIDEWAYS = {_Key.Key_Left, _Key.Key_Right}
_PAGES = {_Key.Key_PageUp, _Key.Key_PageDown}
_MOVING = {_Key.Key_Up, _Key.Key_Down, _Key.Key_Home, _Key.Key_End, *_SIDEWAYS, *_PAGES}

_EVERYWHERE = {
    "Esc": "leaves what is open",
    "Menu": "opens the menu of what is chosen",
    "Shift+F10": "opens the menu of what is chosen",
    "Ctrl+A": "selects everything",
    "Ctrl+C": "copies",
    "Ctrl+Ins": "copies",
    "Ctrl+X": "cuts",
    "Shift+Del": "cuts",
    "Ctrl+V": "pastes",
    "Shift+Ins": "pastes",
}
_IN_LISTS = {
    "Tab": "goes on to what comes next",
    "Shift+Tab": "goes back to what comes before",
    "Space": "selects in lists",
    "Shift+Space": "selects in lists",
    "Ctrl+Space": "selects in lists",
}
_IN_OTHER_PANELS = {
    "Return": "opens what is chosen in a list",
    "Enter": "opens what is chosen in a list",
    "F2": "changes what is chosen in a list",
}
"""What keys do of themselves: in any place; wherever there are lists; in panels without such actions."""


@lru_cache(maxsize=1_000)
def readable(text: str) -> str:
    """Return a key sequence as portable text in its usual form; empty if it is not one stroke of some key."""
    sequence = QKeySequence.fromString(text, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1:
        return ""
    stroke = _stroke(sequence)
    if stroke.key() in _NO_KEYS:
        return ""
    if stroke.key() == _Key.Key_Backtab:  # what Qt calls Tab while Shift is held
        stroke = QKeyCombination(stroke.keyboardModifiers() | _SHIFT, _Key.Key_Tab)
    return QKeySequence(stroke).toString(QKeySequence.SequenceFormat.PortableText)


def native(key: str) -> str:
    """Return a key sequence as the system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def keys_of(spec: ActionSpec, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys of an action, the first of which is shown."""
    if spec.id not in chosen:
        return spec.keys
    return (chosen[spec.id],) if chosen[spec.id] else ()


def name_of(spec: ActionSpec, specs: Iterable[ActionSpec]) -> str:
    """Return by what name a person finds an action: its text, with its menu where another has the same."""
    twice = any(other.text == spec.text and other.id != spec.id for other in specs)
    name = spec.text.rstrip("…")
    return f"{name} ({spec.menu})" if twice else name


def refusal(
    specs: Sequence[ActionSpec],
    chosen: Mapping[str, str],
    labels: Iterable[Label],
    spec: ActionSpec,
    key: str,
) -> str:
    """Return why an action cannot have a key, in a sentence; empty if it can.

    The same key in two panels is no clash; one that holds in the whole window clashes with everything.

    Args:
        specs: the action table.
        chosen: the keys that were changed.
        labels: the labels of the project, whose keys are heard in the article.
        spec: the action that is to have the key.
        key: the key, in the form of `readable`.
    """
    use = _own_use(spec.place, key, {other.menu for other in specs})
    if use:
        return f"{native(key)} {use}. Choose other keys."
    for other in specs:
        meets = other.place == spec.place or not other.place or not spec.place
        if meets and other.id != spec.id and key in keys_of(other, chosen):
            return f"{native(key)} belongs to “{name_of(other, specs)}”. Take it from there first."
    for label in labels if spec.place in _ARTICLE else ():
        if key in _label_keys(label.key):
            return f"{native(key)} belongs to the label “{label.name}”. Give that another key first."
    return ""


def in_effect(
    specs: Sequence[ActionSpec], wanted: Mapping[str, str], labels: Sequence[Label]
) -> dict[str, str]:
    """Return of what was chosen the part that can stand: known actions, readable keys, no clashes.

    Of two that clash, the one further down in the table has its usual keys.
    """
    chosen: dict[str, str] = {}
    for spec in specs:
        text = wanted.get(spec.id)
        key = readable(text) if text else text
        if key is not None and (key or not text) and keys_of(spec, {spec.id: key}) != spec.keys:
            chosen[spec.id] = key
    # All are weighed together, as two actions may have exchanged their keys.
    while clashing := next(
        (s for s in reversed(specs) if chosen.get(s.id) and refusal(specs, chosen, labels, s, chosen[s.id])),
        None,
    ):
        del chosen[clashing.id]
    return chosen


def owner_of_label_key(specs: Sequence[ActionSpec], chosen: Mapping[str, str], key: str) -> str:
    """Return the name of the action that has a label's key in the article; empty if none has."""
    taken = set(_label_keys(key))
    owners = (s for s in specs if s.place in _ARTICLE and taken.intersection(keys_of(s, chosen)))
    return next((name_of(spec, specs) for spec in owners), "")


def _stroke(sequence: QKeySequence) -> QKeyCombination:
    return sequence[0]  # pyright: ignore[reportIndexIssue] not in the stubs


def _label_keys(key: str) -> list[str]:
    return [readable(typed) for typed in typed_keys(key)] if key else []


def _own_use(place: str, key: str, menus: Iterable[str]) -> str:
    """Return what a key does of itself in a place, so that no action can have it; empty if nothing."""
    stroke = _stroke(QKeySequence(key))
    base, held = stroke.key(), stroke.keyboardModifiers()
    if held == _ALT:
        for menu in menus:
            if base == ord(menu[0]):
                return f"opens the menu {menu}"
    if base in _MOVING and held & ~_SHIFT in (_NONE, _CONTROL):
        by_word = bool(held & _CONTROL)
        in_text = place in _ARTICLE
        if not (by_word and base in _PAGES) and not (by_word and base in _SIDEWAYS and not in_text):
            return "moves the caret" if in_text else "moves in the list"
    if base in (_Key.Key_Up, _Key.Key_Down) and held & ~_SHIFT == _ALT and place in _ARTICLE:
        return "moves the caret"
    uses = dict(_EVERYWHERE)
    if place != "article":
        uses |= _IN_LISTS
    if not place:
        uses |= _IN_OTHER_PANELS
    return uses.get(key, "")
