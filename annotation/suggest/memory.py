"""What was tagged before in the project: which words, how, and how often they were left untagged.

Words are compared by strict folding, so that other spellings of a name are the same. A name is remembered
with its share: how often it was tagged of the times it stood in finished articles. Text of an article that is
not finished is no example of what is not to be tagged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from annotation.records import Id
from annotation.text.folding import Degree, fold
from annotation.text.words import words

Tagged = tuple[int, int, Id, "Id | None"]
"""Start and end in code points, label, entity."""

Key = tuple[str, ...]
"""The folded words of a name."""

LONGEST = 8
"""Words of a name that is remembered."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A name that stands in a text and was tagged before.

    Attributes:
        start, end: where it stands, in code points.
        label_id, entity_id: how it was tagged most often.
        share: how often it was tagged so, of the times it stood in what was annotated, rejections counted.
        tagged: how often it was tagged so.
        seen: how often it stood there, or was rejected.
        articles: in how many articles it was tagged.
    """

    start: int
    end: int
    label_id: Id
    entity_id: Id | None
    share: float
    tagged: int
    seen: int
    articles: int


@dataclass(slots=True)
class _Name:
    """How a name was tagged. `untagged` counts where it stood in finished articles and was left alone."""

    tagged: Counter[tuple[Id, Id | None]] = field(default_factory=Counter[tuple[Id, "Id | None"]])
    untagged: int = 0
    rejected: int = 0
    articles: int = 0


class Memory:
    """Learns from articles and finds what it has learned in texts."""

    def __init__(self) -> None:
        self._names: dict[Key, _Name] = {}
        self._longest: dict[str, int] = {}  # by first word, the most words of a name that begins with it

    def __len__(self) -> int:
        return len(self._names)

    def learn(
        self,
        text: str,
        tagged: Sequence[Tagged],
        rejected: Iterable[tuple[int, int]] = (),
        *,
        times: int = 1,
    ) -> None:
        """Take in what is tagged in an article, and which suggestions were rejected there.

        Args:
            text: the article.
            tagged: its mentions.
            rejected: spans of suggestions that were turned down.
            times: 1; or -1 to forget what was learned of it so.
        """
        here: set[Key] = set()
        for start, end, label_id, entity_id in tagged:
            key = _key(text, start, end)
            if not 0 < len(key) <= LONGEST:
                continue
            name = self._names.setdefault(key, _Name())
            name.tagged[label_id, entity_id] += times
            here.add(key)
            self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))
        for key in here:
            self._names[key].articles += times
        for start, end in rejected:
            name = self._names.get(_key(text, start, end))
            if name is not None:
                name.rejected += times

    def learn_untagged(self, text: str, tagged: Sequence[Tagged], *, times: int = 1) -> None:
        """Count where remembered names were left alone in a finished article; after all was learned."""
        taken = {(start, end) for start, end, _, _ in tagged}
        within = sorted(taken)
        for start, end, name in self._standing(text):
            if (start, end) not in taken and not _is_inside(start, end, within):
                name.untagged = max(0, name.untagged + times)

    def find(self, text: str, share: float = 0.5) -> Iterator[Remembered]:
        """Yield the names that stand in a text, in its order, none within another; the longest counts.

        Args:
            text: the text.
            share: what share a name has to have.
        """
        last = 0
        for start, end, name in self._standing(text):
            (label_id, entity_id), tagged = _commonest(name)
            seen = name.tagged.total() + name.untagged + name.rejected
            if start >= last and tagged / seen >= share:
                last = end
                yield Remembered(start, end, label_id, entity_id, tagged / seen, tagged, seen, name.articles)

    def _standing(self, text: str) -> Iterator[tuple[int, int, _Name]]:
        """Yield every remembered name in a text, the longer of those that begin together first."""
        spans = list(words(text))
        keys = [_folded(text[start:end]) for start, end in spans]
        for place, (start, _) in enumerate(spans):
            for length in range(min(self._longest.get(keys[place], 0), len(spans) - place), 0, -1):
                name = self._names.get(tuple(keys[place : place + length]))
                if name is not None and name.tagged.total() > 0:
                    yield start, spans[place + length - 1][1], name


def _commonest(name: _Name) -> tuple[tuple[Id, Id | None], int]:
    """Return the label given most often with its most frequent entity, and how often the label was given."""
    labels: Counter[Id] = Counter()
    for (label_id, _), times in name.tagged.items():
        labels[label_id] += times
    label_id, times = labels.most_common(1)[0]
    entities = Counter({entity: n for (label, entity), n in name.tagged.items() if label == label_id})
    return (label_id, entities.most_common(1)[0][0]), times


def _key(text: str, start: int, end: int) -> Key:
    return tuple(_folded(text[first:last]) for first, last in words(text, start, end))


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    return fold(word, Degree.STRICT)


def _is_inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spans)
