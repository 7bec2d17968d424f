"""Names of this article once more in it: the same words, and a person's surname alone.

A surname counts only where one person of the article has it, and never a shared first name: Mike Pompeo says
nothing about Mike Pence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotation.records import Id
from annotation.suggest.memory import Memory, Remembered, Tagged
from annotation.text.folding import Degree, fold
from annotation.text.words import words


def find_again(text: str, tagged: Sequence[Tagged], person_label: Id | None) -> Iterator[Remembered]:
    """Yield where the names of mentions stand again in the same article, in the order of the text.

    Args:
        text: the article.
        tagged: its mentions.
        person_label: the label of people; None if the project has none.
    """
    memory = Memory()
    memory.learn(text, [*tagged, *_surnames(text, tagged, person_label)])
    taken = {(start, end) for start, end, _, _ in tagged}
    for found in memory.find(text, share=0):
        if (found.start, found.end) not in taken:
            yield found


def _surnames(text: str, tagged: Sequence[Tagged], person_label: Id | None) -> Iterator[Tagged]:
    """Yield the last words of people's names, where just one person of the article has such a name."""
    owners: dict[str, dict[object, Tagged]] = {}
    for start, end, label_id, entity_id in tagged:
        parts = list(words(text, start, end))
        if label_id != person_label or len(parts) < 2:
            continue
        first, last = parts[-1]
        whole = fold(text[start:end], Degree.STRICT)
        owners.setdefault(fold(text[first:last], Degree.STRICT), {})[entity_id or whole] = (
            first, last, label_id, entity_id
        )  # fmt: skip
    for people in owners.values():
        if len(people) == 1:
            yield from people.values()
