"""Taggers that a user plugs in, as functions under the entry point `paksha.taggers`.

Such a function takes the text of an article and the names of the labels, and returns spans: start and end in
code points, the name of a label, and a confidence from 0 to 1. It is another's code: what it raises, how long
it takes and what it returns is guarded against, and one that fails is not asked again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from queue import Empty, SimpleQueue
from typing import Any, TypeAlias

from annotation.records import Id
from annotation.suggest.tagger import Guess

GROUP = "paksha.taggers"

PATIENCE = 10.0
"""Seconds within which a plugged-in tagger has to answer."""

MOST_GUESSES = 100_000
"""Guesses of one article that are taken; more are nonsense."""

PluggedIn: TypeAlias = Callable[[str, Sequence[str]], Iterable[tuple[int, int, str, float]]]
"""What a user's package offers."""


@dataclass(slots=True)
class Plugins:
    """The taggers that are plugged in, and those that are off because they failed.

    Attributes:
        off: sentences that say what was wrong, by name.
    """

    patience: float = PATIENCE
    off: dict[str, str] = field(default_factory=dict[str, str])
    _entries: tuple[EntryPoint, ...] | None = None  # to look through all that is installed takes a while
    _loaded: dict[str, PluggedIn] = field(default_factory=dict[str, PluggedIn])

    def guesses(self, text: str, labels: Mapping[str, Id]) -> tuple[list[Guess], list[str]]:
        """Ask every tagger that has not failed yet.

        Args:
            text: the article.
            labels: ids of the project's labels, by name.

        Returns:
            The guesses, and a sentence for each tagger that has failed now.
        """
        found: list[Guess] = []
        troubles: list[str] = []
        if self._entries is None:
            self._entries = tuple(entry_points(group=GROUP))
        for entry in self._entries:
            if entry.name in self.off:
                continue
            try:
                found += self._ask(entry, text, labels)
            except Exception as error:  # whatever another's code may raise
                said = f"The tagger “{entry.name}” is off until the next start: {_reason(error)}"
                self.off[entry.name] = said
                troubles.append(said)
        return found, troubles

    def _ask(self, entry: EntryPoint, text: str, labels: Mapping[str, Id]) -> list[Guess]:
        """Ask in a thread of its own, which is left behind if it does not answer."""
        answered: SimpleQueue[list[Any] | Exception] = SimpleQueue()

        def work() -> None:
            try:
                if entry.name not in self._loaded:
                    self._loaded[entry.name] = entry.load()
                answered.put(list(self._loaded[entry.name](text, list(labels))))
            except Exception as error:
                answered.put(error)

        threading.Thread(target=work, daemon=True).start()
        try:
            answer = answered.get(timeout=self.patience)
        except Empty:
            raise TimeoutError(f"it has not answered within {self.patience:g} seconds") from None
        if isinstance(answer, Exception):
            raise answer
        return _checked(answer, text, labels)


def _checked(answer: Sequence[Any], text: str, labels: Mapping[str, Id]) -> list[Guess]:
    """Return an answer as guesses.

    Raises:
        ValueError: if it is nonsense.
    """
    if len(answer) > MOST_GUESSES:
        raise ValueError(f"it has returned {len(answer):,} guesses")
    guesses: list[Guess] = []
    for one in answer:
        try:
            start, end, label, confidence = one
            start, end, confidence = int(start), int(end), float(confidence)
        except (TypeError, ValueError):
            raise ValueError("what it returns is no start, end, label and confidence") from None
        if not 0 <= start < end <= len(text):
            raise ValueError(f"the span {start}–{end} is not within the text of {len(text):,} characters")
        if label in labels and 0 <= confidence <= 1:
            guesses.append(Guess(start, end, labels[label], confidence))
    return guesses


def _reason(error: Exception) -> str:
    said = " ".join(str(error).split())
    if isinstance(error, TimeoutError | ValueError) and said:
        return said
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
