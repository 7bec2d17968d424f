"""A tagger trained on finished articles: a conditional random field over words (python-crfsuite).

Features are those that were measured to work on little Hindi: the word, its first and last characters, its
shape, its neighbours and the pairs with them. Where the library is not to be had, `is_available` says so and
nothing else here may be called.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import regex

from annotation.records import Id
from annotation.suggest.memory import Tagged
from annotation.text.words import sentence_ends, words

Example = tuple[str, Sequence[Tagged]]
"""A finished article: its text and mentions."""

_LIBRARY = "pycrfsuite"
_OUTSIDE = "O"
_REST = regex.compile(r"\S")
_AFFIXES = range(1, 5)
_NEAR = (-2, -1, 1, 2)
_SETTINGS = {"c1": 0.1, "c2": 0.01, "max_iterations": 60, "feature.possible_transitions": True}


@dataclass(frozen=True, slots=True)
class Guess:
    """A span that the tagger takes for a mention. `probability` is the mean of its words'."""

    start: int
    end: int
    label_id: Id
    probability: float


def is_available() -> bool:
    """Tell whether the library is there."""
    return find_spec(_LIBRARY) is not None


def train(examples: Sequence[Example]) -> bytes:
    """Return a model of finished articles. It takes seconds: call it in a process of its own.

    Of mentions that overlap the longest counts.
    """
    library: Any = import_module(_LIBRARY)
    trainer = library.Trainer(verbose=False)
    trainer.set_params(_SETTINGS)
    for text, tagged in examples:
        chosen = _longest(tagged)
        for tokens in _sentences(text):
            trainer.append(_features(text, tokens), _tags(tokens, chosen))
    with TemporaryDirectory() as folder:
        path = Path(folder, "model")
        trainer.train(os.fspath(path))
        return path.read_bytes()


class Tagger:
    """Guesses the mentions of a text by a model.

    Raises:
        ValueError: if the bytes are no model.
    """

    def __init__(self, model: bytes) -> None:
        # The library trusts what a file says of its length, and would read past the end of other bytes.
        if model[:4] != b"lCRF" or int.from_bytes(model[4:8], "little") != len(model):
            raise ValueError("these bytes are no model")
        library: Any = import_module(_LIBRARY)
        self._model = model  # the library reads in these bytes and does not keep them alive
        self._tagger: Any = library.Tagger()
        self._tagger.open_inmemory(self._model)

    def guess(self, text: str) -> Iterator[Guess]:
        """Yield what is taken for mentions, in the order of the text."""
        for tokens in _sentences(text):
            tags: list[str] = self._tagger.tag(_features(text, tokens))
            place = 0
            while place < len(tags):
                if tags[place] == _OUTSIDE:
                    place += 1
                    continue
                label_id, last = tags[place][2:], place + 1
                while last < len(tags) and tags[last] == f"I-{label_id}":
                    last += 1
                shares = [float(self._tagger.marginal(tags[one], one)) for one in range(place, last)]
                yield Guess(tokens[place][0], tokens[last - 1][1], label_id, sum(shares) / len(shares))
                place = last


def _sentences(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the tokens of each sentence: words, and every other sign by itself."""
    ends = [*sentence_ends(text, 0, len(text)), len(text)]
    tokens = list(_tokens(text))
    place = 0
    for end in ends:
        first = place
        while place < len(tokens) and tokens[place][0] < end:
            place += 1
        if place > first:
            yield tokens[first:place]


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    last = 0
    for start, end in (*words(text), (len(text), len(text))):
        for sign in _REST.finditer(text, last, start):
            yield sign.span()
        if start < end:
            yield start, end
        last = end


def _longest(tagged: Sequence[Tagged]) -> list[Tagged]:
    chosen: list[Tagged] = []
    for one in sorted(tagged, key=lambda one: (one[0] - one[1], one[0])):
        if all(one[1] <= other[0] or other[1] <= one[0] for other in chosen):
            chosen.append(one)
    return sorted(chosen)


def _tags(tokens: Sequence[tuple[int, int]], tagged: Sequence[Tagged]) -> list[str]:
    tags = [_OUTSIDE] * len(tokens)
    begun: set[int] = set()
    first = 0
    for place, (start, end) in enumerate(tokens):
        while first < len(tagged) and tagged[first][1] <= start:
            first += 1
        if first < len(tagged) and tagged[first][0] < end:
            tags[place] = ("I-" if first in begun else "B-") + tagged[first][2]
            begun.add(first)
    return tags


def _features(text: str, tokens: Sequence[tuple[int, int]]) -> list[list[str]]:
    surfaces = [text[start:end] for start, end in tokens]
    shapes = [_shape(surface) for surface in surfaces]
    found: list[list[str]] = []
    for place, surface in enumerate(surfaces):
        told = ["bias", f"w={surface}", f"s={shapes[place]}"]
        for length in _AFFIXES:
            if len(surface) >= length:
                told += (f"p{length}={surface[:length]}", f"x{length}={surface[-length:]}")
        for step in _NEAR:
            other = place + step
            if 0 <= other < len(surfaces):
                near = surfaces[other]
                told += (f"{step}w={near}", f"{step}s={shapes[other]}", f"{step}x={near[-2:]}")
            else:
                told.append(f"{step}edge")
        if place:
            told.append(f"-1w|w={surfaces[place - 1]}|{surface}")
        if place + 1 < len(surfaces):
            told.append(f"w|1w={surface}|{surfaces[place + 1]}")
        found.append(told)
    return found


_RUNS = regex.compile(r"(.)\1+")


def _shape(surface: str) -> str:
    """Return the kinds of a word's characters, each run once: “Xx”, “9”, “x”."""
    kinds = "".join(
        "9" if one.isdigit() else "X" if one.isupper() else "x" if one.isalpha() or ord(one) > 127 else "."
        for one in surface
    )
    return _RUNS.sub(r"\1", kinds)
