"""The shortcuts as they are now: the usual ones of the table, and what the person has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from annotation.records import Label
from gui import shortcut_rules as rules
from gui.actions import ACTIONS, ActionSpec, give_keys
from gui.settings import Settings

_SPECS = {spec.id: spec for spec in ACTIONS}


def usual_shown(action_id: str) -> str:
    """Return the first usual key of an action as the system writes it; empty if it has none."""
    return next(map(rules.native, _SPECS[action_id].keys), "")


def usual_owner(label_key: str) -> str:
    """Return the name of the action that has a label's key in the article usually; empty if none has."""
    return rules.owner_of_label_key(ACTIONS, {}, label_key)


def way_to(action_id: str, shown_key: Callable[[str], str]) -> str:
    """Return how a sentence tells a person to do something: by its key, or by its menu if it has none."""
    key, spec = shown_key(action_id), _SPECS[action_id]
    name = spec.text.rstrip("…")
    return f"press {key}" if key else f"choose “{name}” in the menu {spec.menu}"


class Shortcuts(QObject):
    """Tells and changes the keys of the actions, and keeps what differs from the usual in the settings.

    Args:
        settings: where changes are kept. What cannot stand there is left alone and has no effect.
        labels: returns the labels of the project, with whose keys no shortcut may clash.

    Signals:
        changed(): some action has other keys.
    """

    changed = Signal()

    def __init__(
        self, settings: Settings, labels: Callable[[], Sequence[Label]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._labels = labels
        self._chosen: Mapping[str, str] = {}
        self.refresh()

    def keys(self, action_id: str) -> tuple[str, ...]:
        """Return the keys of an action as portable text."""
        return rules.keys_of(_SPECS[action_id], self._chosen)

    def shown(self, action_id: str) -> str:
        """Return the first key of an action as the system writes it; empty if it has none."""
        return next(map(rules.native, self.keys(action_id)), "")

    def is_changed(self, action_id: str) -> bool:
        """Tell whether an action has other keys than usual."""
        return action_id in self._chosen

    @property
    def any_changed(self) -> bool:
        """Whether any action has other keys than usual."""
        return bool(self._chosen)

    def owner_of_label_key(self, key: str) -> str:
        """Return the name of the action that has a label's key in the article; empty if none has."""
        return rules.owner_of_label_key(ACTIONS, self._chosen, key)

    def change(self, action_id: str, key: str) -> str:
        """Give an action one key in place of all that it has.

        Args:
            action_id: the action.
            key: portable text; empty to leave the action without a key.

        Returns:
            Why it cannot be so, in a sentence; empty when it is done.
        """
        spec = _SPECS[action_id]
        known = rules.readable(key)
        if key and not known:
            return "This cannot be a shortcut. Choose other keys."
        return self._take(spec, (known,) if known else ())

    def reset(self, action_id: str) -> str:
        """Give an action its usual keys back; return why it cannot be so, or empty text."""
        spec = _SPECS[action_id]
        return self._take(spec, spec.keys)

    def reset_all(self) -> None:
        """Give every action its usual keys back."""
        self._settings.forget_shortcuts()
        self.refresh()

    def refresh(self) -> None:
        """Weigh what is kept in the settings against the table and the labels anew."""
        chosen = rules.in_effect(ACTIONS, self._settings.shortcuts(), self._labels())
        if chosen != self._chosen:
            self._chosen = chosen
            self.changed.emit()

    def give_to(self, actions: Mapping[str, QAction]) -> None:
        """Let actions, by their ids, have their keys, now and whenever they are changed."""

        def give() -> None:
            for action_id, action in actions.items():
                give_keys(action, _SPECS[action_id], self.keys(action_id))

        give()
        self.changed.connect(give)

    def _take(self, spec: ActionSpec, keys: tuple[str, ...]) -> str:
        labels = self._labels()
        for key in keys:
            if sentence := rules.refusal(ACTIONS, self._chosen, labels, spec, key):
                return sentence
        self._settings.set_shortcut(spec.id, None if keys == spec.keys else next(iter(keys), ""))
        self.refresh()
        return ""
