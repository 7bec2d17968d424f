"""Text from articles and names, put where Qt would otherwise read it as markup or as a mnemonic."""

from __future__ import annotations

import html


def one_line(text: str) -> str:
    """Return a text with every run of white space as one space, for where there is room for a line only."""
    return " ".join(text.split())


def in_context(text: str, start: int, end: int, before: int, after: int) -> tuple[str, str, str]:
    """Return what stands before a span in its line, the span, and what stands after it, each on one line.

    Args:
        text: the whole text.
        start: where the span begins, in code points.
        end: where it ends.
        before: the most code points shown before it.
        after: the most code points shown after it.
    """
    left = text[max(0, start - before) : start].rpartition("\n")[2]
    if start > before and len(left) == before:
        left = "…" + left.partition(" ")[2]  # the word that was cut through is left out
    right = text[end : end + after].partition("\n")[0]
    return _spaced(left), one_line(text[start:end]), _spaced(right)


def _spaced(text: str) -> str:
    """Return a text with runs of white space as one space, those at its ends included."""
    if not text.strip():
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{one_line(text)}{' ' if text[-1].isspace() else ''}"


def tip(text: str) -> str:
    """Return a tooltip that shows `text` letter for letter, line breaks included."""
    return f"<p style='white-space:pre-wrap'>{html.escape(text)}</p>" if text else ""


def menu_text(text: str, longest: int = 60) -> str:
    """Return the text of a menu entry on one line, shortened, with no mnemonic of its own."""
    line = one_line(text)
    shown = line if len(line) <= longest else line[: longest - 1] + "…"
    return shown.replace("&", "&&")
