"""Taggers that are plugged in: the documents' example works, and whatever others do is guarded against."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotation.suggest.plugins import Plugins

LABELS = {"Person": "id-of-person", "Place": "id-of-place"}
TEXT = "श्री राम और डॉ. गीता आए।"
DOCUMENT = Path(__file__).parents[3] / "docs/plugging-in-a-tagger.md"

Install = Callable[[str, str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a package with a tagger, as pip would lay it."""
    monkeypatch.syspath_prepend(str(tmp_path))
    made: list[str] = []

    def install(name: str, code: str) -> None:
        module = f"tagger_{name}"
        (tmp_path / f"{module}.py").write_text(code, encoding="utf-8")
        info = tmp_path / f"{module}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1\n")
        (info / "entry_points.txt").write_text(f"[paksha.taggers]\n{name} = {module}:tag\n")
        made.append(module)

    yield install
    for module in made:
        sys.modules.pop(module, None)


def test_without_any_nothing_is_guessed() -> None:
    assert Plugins().guesses(TEXT, LABELS) == ([], [])


def test_the_example_of_the_documents_works(install: Install) -> None:
    [code] = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    install("titles", code)
    found, troubles = Plugins().guesses(TEXT, LABELS)
    assert troubles == []
    assert [(TEXT[one.start : one.end], one.label_id, one.probability) for one in found] == [
        ("राम", "id-of-person", 0.8), ("गीता", "id-of-person", 0.8)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def tag(text, labels):\n    raise RuntimeError('no model')", "RuntimeError: no model"),
        ("def tag(text, labels):\n    return [(5, 99, 'Person', 1)]", "the span 5–99 is not within"),
        ("def tag(text, labels):\n    return [(-3, 2, 'Person', 1)]", "the span -3–2 is not within"),
        ("def tag(text, labels):\n    return [(3, 3, 'Person', 1)]", "the span 3–3 is not within"),
        ("def tag(text, labels):\n    return ['a', 'b']", "no start, end, label and confidence"),
        ("def tag(text, labels):\n    return None", "TypeError"),
        ("import nothing_of_this_name", "ModuleNotFoundError"),
        ("def tag(text, labels):\n    yield from ((0, 1, 'Person', 1) for _ in range(200_000))", "200,000"),
        ("import time\ndef tag(text, labels):\n    time.sleep(60)", "has not answered within 0.2 seconds"),
    ],
)
def test_one_that_fails_is_off_and_says_why_and_the_others_go_on(
    install: Install, code: str, reason: str
) -> None:
    install("bad", code)
    install("good", "def tag(text, labels):\n    return [(0, 4, 'Place', 0.7)]")
    plugins = Plugins(patience=0.2)
    for expected in (1, 0):  # the second time it is not asked
        found, troubles = plugins.guesses(TEXT, LABELS)
        assert [(one.start, one.end) for one in found] == [(0, 4)]
        assert len(troubles) == expected
        assert all("“bad” is off" in sentence and reason in sentence for sentence in troubles)


def test_labels_that_the_project_lacks_and_odd_confidences_are_passed_over(install: Install) -> None:
    install(
        "odd",
        "def tag(text, labels):\n    return [(0, 1, 'Ship', 1), (0, 1, 'Place', 7), (0, 2, 'Place', 1)]",
    )
    found, troubles = Plugins().guesses(TEXT, LABELS)
    assert ([(one.start, one.end) for one in found], troubles) == ([(0, 2)], [])
