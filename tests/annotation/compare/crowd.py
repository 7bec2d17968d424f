"""The crowd's tweets of the Broad Twitter Corpus as layers and as a project."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

CROWD = Path(__file__).parents[3].parent / "shared/data/btc/section_a.jsonl"
TYPES = {"LOC": "Place", "ORG": "Organisation", "PER": "Person"}
"""The types that workers were asked for, and our labels."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Judgment:
    """What several workers marked in a tweet when they were asked for one type.

    They were asked for one type at a time, so that each question is an article of its own: a worker who was
    not asked for the places of a tweet has not said that there are none.
    """

    title: str
    text: str
    label: str
    spans: Mapping[str, Sequence[Span]]
    tokens: Sequence[Span]


def judgments() -> Iterator[Judgment]:
    """Yield every question of the corpus; the test is skipped where the corpus is not at hand."""
    if not CROWD.exists():
        pytest.skip("the Broad Twitter Corpus is not beside the project")
    for line in CROWD.read_text(encoding="utf-8").splitlines():
        tweet = json.loads(line)
        tokens = list(_tokens(tweet["text"], tweet["tokens"]))
        for kind, workers in tweet["judgments"].items():
            spans = {worker: list(_mentions(marked, tokens)) for worker, marked in workers.items()}
            yield Judgment(f"{tweet['id']} {kind}", tweet["text"], TYPES[kind], spans, tokens)


def _tokens(text: str, tokens: Sequence[str]) -> Iterator[Span]:
    place = 0
    for token in tokens:
        start = text.find(token, place)
        if start < 0:  # the corpus spells some characters otherwise
            start = place
        place = min(start + len(token), len(text))
        yield start, place


def _mentions(marked: Sequence[int], tokens: Sequence[Span]) -> Iterator[Span]:
    """Yield runs of marked tokens that stand side by side as spans."""
    runs: list[list[int]] = []
    for index in sorted(marked):
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    for run in runs:
        start, end = tokens[run[0]][0], tokens[run[-1]][1]
        if start < end:
            yield start, end
