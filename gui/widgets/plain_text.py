"""Text from articles and names, put where Qt would otherwise read it as markup or as a mnemonic."""

from __future__ import annotations

import html


def one_line(text: str) -> str:
    """Return a text with every run of white space as one space, for where there is room for a line only."""
    return " ".join(text.split())


def tip(text: str) -> str:
    """Return a tooltip that shows `text` letter for letter, line breaks included."""
    return f"<p style='white-space:pre-wrap'>{html.escape(text)}</p>" if text else ""


def menu_text(text: str, longest: int = 60) -> str:
    """Return the text of a menu entry on one line, shortened, with no mnemonic of its own."""
    line = one_line(text)
    shown = line if len(line) <= longest else line[: longest - 1] + "…"
    return shown.replace("&", "&&")
