"""Text of articles and names where Qt might make something else of it."""

from __future__ import annotations


def one_line(text: str) -> str:
    """Return a text with every run of white space as one space, for where there is room for a line only."""
    return " ".join(text.split())


def plain_tooltip(text: str) -> str:
    """Return a tooltip that shows `text` as it is: Qt would take one that looks like markup for markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>"
