"""How a member of a camp stands there, by sign, word and colour."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from annotation.records import Correction
from gui.models.alliances import MemberState
from gui.theme import CORRECTION_SIGNS, correction_colour

CORRECTIONS = {
    MemberState.MOVED_HERE: Correction.MOVED,
    MemberState.MOVED_AWAY: Correction.MOVED,
    MemberState.REMOVED: Correction.REMOVED,
    MemberState.ADDED: Correction.ADDED,
    MemberState.DOUBTFUL: Correction.MOVED,
}
"""Whose colour a state has; any other is not coloured."""

SIGNS = {
    MemberState.KEPT: CORRECTION_SIGNS[Correction.KEPT],
    MemberState.MOVED_HERE: "←",
    MemberState.MOVED_AWAY: "→",
    MemberState.REMOVED: CORRECTION_SIGNS[Correction.REMOVED],
    MemberState.ADDED: CORRECTION_SIGNS[Correction.ADDED],
    MemberState.FOUND: "",
    MemberState.DOUBTFUL: "?",
}
"""A sign for each state, so that none is told by colour alone."""

WORDS = {
    MemberState.KEPT: "as stated",
    MemberState.MOVED_HERE: "moved here",
    MemberState.MOVED_AWAY: "moved away",
    MemberState.REMOVED: "removed",
    MemberState.ADDED: "added",
    MemberState.FOUND: "found",
    MemberState.DOUBTFUL: "doubtful",
}


def state_colour(state: MemberState, palette: QPalette) -> QColor:
    """Return the colour of a state's sign."""
    return correction_colour(CORRECTIONS.get(state, Correction.KEPT), palette)
