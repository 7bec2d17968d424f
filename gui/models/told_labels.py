"""Which label somebody new probably has: what the article and the known names tell of what is typed."""

from __future__ import annotations

from collections.abc import Iterable

from annotation.records import Article, Id, Label
from annotation.suggest.proposals import ProposedCamp
from annotation.working_set import WorkingSet

_PLACES = 20
"""Places of the article that are looked at."""


def told_label(
    records: WorkingSet, article: Article | None, pending: Iterable[ProposedCamp], typed: str
) -> Id | None:
    """Return the label of what is typed as it is tagged, suggested or known; None if untold.

    Args:
        records: the records at hand.
        article: the open article.
        pending: the lists that were found in it and wait for a decision.
        typed: a name.
    """
    if article is None or not typed:
        return None
    start = -1
    for _ in range(_PLACES):
        start = article.text.find(typed, start + 1)
        if start < 0:
            break
        tagged = records.mentions.at(start, start + len(typed))
        if tagged:
            return tagged[0].label_id
    name = _suggested(pending, typed) or _known(typed, article.language or "en")
    return next((label.id for label in records.all(Label) if label.name == name), None)


def _suggested(pending: Iterable[ProposedCamp], typed: str) -> str:
    names = (name for camp in pending for name in (camp.target, *camp.members) if name is not None)
    return next((name.label for name in names if name.text == typed), "")


def _known(typed: str, language: str) -> str:
    from annotation.suggest.gazetteer import find_names  # reads all names when one is asked for first

    found = find_names(typed, language)
    return next((name.label for name in found if (name.start, name.end) == (0, len(typed))), "")
