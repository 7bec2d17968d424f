import time

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from annotation.text.graphemes import (
    cluster_at,
    is_boundary,
    next_cluster,
    previous_cluster,
    snap_to_clusters,
)

PIECES = st.sampled_from(
    [
        "क",
        "ष",
        "्",
        "ि",
        "ं",
        "\u200d",
        "\u200c",
        "र",
        "a",
        "e\u0301",
        "\U0001f1ee",
        "\U0001f1f3",
        "\U0001f468",
        "\U0001f469",
        "\U0001f3fd",
        "\ufe0f",
        " ",
        "\r",
        "\n",
        "।",
        "ક",
        "્",
        "ക",
        "്",
        "ت",
        "\u0600",
        "각",
        "\u1112",
        "\u1161",
        "ำ",
        "ก",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=30)


@given(TEXTS)
def test_clusters_found_from_any_position_are_those_of_the_whole_text(text: str) -> None:
    for match in regex.finditer(r"\X", text):
        for position in range(*match.span()):
            assert cluster_at(text, position) == match.span()


@given(TEXTS)
@example("क\u094d\u0301ष")  # a linking sign that is not the last one
def test_boundaries_are_the_edges_of_clusters(text: str) -> None:
    edges = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    assert [place for place in range(-1, len(text) + 2) if is_boundary(text, place)] == sorted(edges)


@given(TEXTS)
def test_walking_forth_and_back_stops_at_the_same_boundaries(text: str) -> None:
    forth, position = [0], 0
    while position < len(text):
        position = next_cluster(text, position)
        forth.append(position)
    back = [position]
    while position > 0:
        position = previous_cluster(text, position)
        back.append(position)
    assert forth == back[::-1]


@given(TEXTS, st.integers(-2, 70), st.integers(-2, 70))
def test_a_snapped_span_cuts_no_cluster_and_covers_what_was_selected(text: str, start: int, end: int) -> None:
    boundaries = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    first, last = snap_to_clusters(text, start, end)
    assert {first, last} <= boundaries
    if max(start, 0) < min(end, len(text)):
        assert first <= max(start, 0)
        assert last >= min(end, len(text))
    else:
        assert first == last


@pytest.mark.parametrize(
    "cluster",
    [
        "क्ष",
        "न्द्र",
        "ष्ट्र",
        "क्\u200dष",
        "र्क",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f1ee\U0001f1f3",
    ],
)
def test_a_conjunct_or_an_emoji_is_one_cluster(cluster: str) -> None:
    text = f"अ{cluster}अ"
    assert {cluster_at(text, place) for place in range(1, 1 + len(cluster))} == {(1, 1 + len(cluster))}


def test_the_length_of_the_text_does_not_matter() -> None:
    text = "राष्ट्रपति ने कहा। " * 60_000
    started = time.perf_counter()
    for position in range(0, len(text), len(text) // 500):
        cluster_at(text, position)
    assert time.perf_counter() - started < 0.2


def test_a_row_of_flags_is_cut_between_flags() -> None:
    flags = "\U0001f1ee\U0001f1f3" * 50
    assert [cluster_at(flags, place) for place in (0, 1, 50, 51, 99)] == [
        (0, 2),
        (0, 2),
        (50, 52),
        (50, 52),
        (98, 100),
    ]
    assert cluster_at(f"a{flags}", 52) == (51, 53)
