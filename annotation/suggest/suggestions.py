"""Everything that the program proposes for a text by itself."""

from __future__ import annotations

from annotation.suggest.alliances import find_camps
from annotation.suggest.cues import language_of
from annotation.suggest.gazetteer import find_names
from annotation.suggest.proposals import ProposedName, Suggestions


def suggest(text: str) -> Suggestions:
    """Return the alliance lists of a text and the names in it.

    The members of lists and their targets are among the mentions; a known name that overlaps one of them is
    not proposed again. The language is told from the text.
    """
    camps = find_camps(text)
    listed: dict[tuple[int, int], ProposedName] = {}
    for camp in camps:
        for name in (camp.target, *camp.members):
            if name is not None:
                listed.setdefault((name.start, name.end), name)
    mentions = sorted(listed.values(), key=lambda name: (name.start, -name.end))
    taken = bytearray(len(text))
    for name in mentions:
        taken[name.start : name.end] = b"\1" * (name.end - name.start)
    for name in find_names(text, language_of(text)):
        if not any(taken[name.start : name.end]):
            mentions.append(name)
    return Suggestions(camps, tuple(sorted(mentions, key=lambda name: (name.start, -name.end))))
