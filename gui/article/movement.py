"""Where a key takes the caret: by cluster, word or sentence. Positions are code points."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotation.text.graphemes import next_cluster, previous_cluster
from annotation.text.words import (
    next_sentence_end,
    next_sentence_start,
    next_word_end,
    previous_sentence_start,
    previous_word_start,
)

_Key = QKeySequence.StandardKey
_Move = Callable[[str, int], int]

_SIDEWAYS: tuple[tuple[_Key, _Key, _Key, _Key, _Move, _Move], ...] = (
    (
        _Key.MoveToNextChar,
        _Key.SelectNextChar,
        _Key.MoveToPreviousChar,
        _Key.SelectPreviousChar,
        next_cluster,
        previous_cluster,
    ),
    (
        _Key.MoveToNextWord,
        _Key.SelectNextWord,
        _Key.MoveToPreviousWord,
        _Key.SelectPreviousWord,
        next_word_end,
        previous_word_start,
    ),
)

_LEFT_TO_QT = (
    _Key.MoveToNextLine,
    _Key.MoveToPreviousLine,
    _Key.MoveToNextPage,
    _Key.MoveToPreviousPage,
    _Key.MoveToStartOfLine,
    _Key.MoveToEndOfLine,
    _Key.MoveToStartOfBlock,
    _Key.MoveToEndOfBlock,
    _Key.MoveToStartOfDocument,
    _Key.MoveToEndOfDocument,
    _Key.SelectNextLine,
    _Key.SelectPreviousLine,
    _Key.SelectNextPage,
    _Key.SelectPreviousPage,
    _Key.SelectStartOfLine,
    _Key.SelectEndOfLine,
    _Key.SelectStartOfBlock,
    _Key.SelectEndOfBlock,
    _Key.SelectStartOfDocument,
    _Key.SelectEndOfDocument,
    _Key.SelectAll,
    _Key.Copy,
)


@dataclass(frozen=True, slots=True)
class Movement:
    """What a key does to the caret.

    Attributes:
        move: from the text and where the caret is to where it goes.
        forward: whether that is towards the end.
        selecting: whether what lies between is selected.
    """

    move: _Move
    forward: bool
    selecting: bool

    def target(self, text: str, caret: int, selection: tuple[int, int] | None) -> int:
        """Where the caret goes; without selecting, an arrow goes to the end of what is selected."""
        if selection and not self.selecting and self.move in (next_cluster, previous_cluster):
            return selection[1 if self.forward else 0]
        return self.move(text, caret)


def movement_of(event: QKeyEvent, right_to_left: bool) -> Movement | None:
    """What a key that is pressed does to the caret, None if that is left to Qt or to others.

    Args:
        event: the key.
        right_to_left: whether that is the direction of the paragraph.
    """
    for move_right, select_right, move_left, select_left, following, preceding in _SIDEWAYS:
        rightward = event.matches(move_right) or event.matches(select_right)
        if rightward or event.matches(move_left) or event.matches(select_left):
            selecting = event.matches(select_right) or event.matches(select_left)
            forward = rightward is not right_to_left
            return Movement(following if forward else preceding, forward, selecting)
    return _by_sentence(event)


def _by_sentence(event: QKeyEvent) -> Movement | None:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    selecting = bool(held & Qt.KeyboardModifier.ShiftModifier)
    if held & ~Qt.KeyboardModifier.ShiftModifier != Qt.KeyboardModifier.AltModifier:
        return None
    if event.key() == Qt.Key.Key_Up:
        return Movement(previous_sentence_start, forward=False, selecting=selecting)
    if event.key() == Qt.Key.Key_Down:
        return Movement(
            next_sentence_end if selecting else next_sentence_start, forward=True, selecting=selecting
        )
    return None


def is_left_to_qt(event: QKeyEvent) -> bool:
    """Whether Qt does by itself what a key is for."""
    return any(event.matches(key) for key in _LEFT_TO_QT)
