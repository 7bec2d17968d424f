"""Where the positions and spans of a text go when it is edited. All of them are code points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TypeAlias

from annotation.text.differences import differences
from annotation.text.graphemes import snap_to_clusters
from annotation.text.words import word_at

Span: TypeAlias = tuple[int, int]


class Moves:
    """Where the positions and spans of a text go when it is replaced by another one."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._edits: list[tuple[int, int, int, int]] = []
        grown = 0
        for edit in differences(old, new):
            first = edit.start + grown
            self._edits.append((edit.start, edit.end, first, first + len(edit.text)))
            grown += len(edit.text) - (edit.end - edit.start)
        self._starts = [edit[0] for edit in self._edits]

    def position(self, position: int) -> int:
        """Return where a caret goes: it stays before what is put in at its place."""
        return self._end(position)

    def span(self, start: int, end: int) -> Span | None:
        """Return where a span best goes, in whole clusters; None when nothing is left of it.

        What is put in at its ends stays outside, unless it makes a word there longer: a letter that was
        missing belongs to the name it completes. A span that is empty stays so.
        """
        if start == end:
            return self.position(start), self.position(start)
        before = bisect_right(self._starts, end) - 1
        if before < 0:
            return start, end
        _, edited, _, edited_new = self._edits[before]
        if edited < start:
            return start - edited + edited_new, end - edited + edited_new
        first, last = self._start(start), self._end(end)
        if first >= last:
            return None
        if self._new[first:last] == self._old[start:end]:
            return self._completed(start, end, first, last)
        first, last = self._bare(start, end, first, last)
        if first >= last:
            return None
        return self._completed(start, end, *snap_to_clusters(self._new, first, last))

    def _start(self, position: int) -> int:
        """Return where the start of a span goes: behind what is put in there."""
        here = bisect_right(self._starts, position) - 1
        if here < 0:
            return position
        start, end, first, last = self._edits[here]
        if position >= end:
            return position - end + last
        return first if position == start else last

    def _end(self, position: int) -> int:
        """Return where the end of a span goes: before what is put in there."""
        here = bisect_left(self._starts, position) - 1
        if here < 0:
            return position
        _, end, first, last = self._edits[here]
        return position - end + last if position >= end else first

    def _bare(self, start: int, end: int, first: int, last: int) -> Span:
        """Leave white space out of the edges of the new span where the old one had none."""
        if not self._old[start].isspace():
            while first < last and self._new[first].isspace():
                first += 1
        if not self._old[end - 1].isspace():
            while first < last and self._new[last - 1].isspace():
                last -= 1
        return first, last

    def _completed(self, start: int, end: int, first: int, last: int) -> Span:
        """Take in what was put in at an end of the span and belongs to the word there."""
        put_in = self._put_in_at(end)
        if put_in is not None and not _in_word(self._old, end) and _in_word(self._new, last):
            last = min(word_at(self._new, last)[1], put_in[1])
        put_in = self._put_in_at(start)
        if put_in is not None and not _in_word(self._old, start) and _in_word(self._new, first):
            first = max(word_at(self._new, first)[0], put_in[0])
        return first, last

    def _put_in_at(self, position: int) -> Span | None:
        """Return where in the new text stands what was put in at a position of the old one."""
        here = bisect_left(self._starts, position)
        if here < len(self._edits) and self._edits[here][:2] == (position, position):
            return self._edits[here][2:]
        return None


def _in_word(text: str, position: int) -> bool:
    start, end = word_at(text, position)
    return start < position < end
