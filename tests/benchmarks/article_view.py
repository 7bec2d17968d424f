"""Measure the article view in the real program against what else a text could be annotated in.

In one process and on the same text: Paksha's window on a project file, (a) a bare QPlainTextEdit with no
mentions, the floor, (b) one with extra selections and (c) one with a format per mention, each
put in by itself, as comparable tools do; (d) is (c) with all formats in one edit block, the best that
can be made of it. After a change these tools make all selections or formats again. Run it from the
repository's root:

    PYTHONPATH=. python tests/benchmarks/article_view.py [SIZE ...] [--only PART ...] [--edits N]

Sizes are "characters/mentions", with a p after it for one single paragraph. Times are milliseconds until
everything that changed is painted; an edit is on disk by then.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont

from gui.application import make_application
from tests.benchmarks.article import plain_edits
from tests.benchmarks.article.memory import BARE, WITH, WITHOUT, hold, measure_memory
from tests.benchmarks.article.plain_edits import (
    EDITS,
    JUMP,
    JUMP_ANYWHERE,
    OPEN,
    RESIZE,
    SCROLL_SEEN,
    SCROLL_UNSEEN,
    ZOOM,
)
from tests.benchmarks.article.program import make_project, opened
from tests.benchmarks.article.texts import Size, make_spans, make_text
from tests.benchmarks.article.timing import Figure, Figures

SIZES = ("5000/100", "100000/10000", "100000/10000p", "1000000/100000")
PARTS = ("open", "edits", "moving", "walking", "list", "others", "memory")
TARGETS: dict[str, tuple[float, float]] = {
    OPEN: (600, 600),
    **dict.fromkeys(EDITS, (8, 16)),
    SCROLL_UNSEEN: (16, 16),
    SCROLL_SEEN: (8, 8),
    JUMP: (50, 50),
    JUMP_ANYWHERE: (50, 50),
    RESIZE: (50, 50),
    ZOOM: (50, 50),
}
"""The most milliseconds that a step may take, median and worst, at the largest size on 2 cores."""

MEMORY_TARGET = 120
TIMES_FASTER = 50
"""How many times faster than (c) an edit shall be; the floor itself is not that in other steps."""


def main() -> None:
    """Measure all sizes, or those named on the command line; a missed target is said and is no failure."""
    parser = argparse.ArgumentParser(description="Measure the article view.")
    parser.add_argument("sizes", nargs="*", default=SIZES, metavar="characters/mentions[p]")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="what is to be measured")
    parser.add_argument("--edits", type=int, default=200, help="how often each edit is made")
    parser.add_argument("--memory", nargs=3, help=argparse.SUPPRESS)  # what a process for memory is asked
    arguments = parser.parse_args()
    application = make_application()
    font = QFont(application.font())
    font.setPointSizeF(13.5)
    if arguments.memory:
        what, project, size = arguments.memory
        hold(what, Path(project), Size.parse(size), font)
        return
    for size in arguments.sizes:
        measure(size, arguments.only, arguments.edits, font)


def measure(written: str, parts: list[str], edits: int, font: QFont) -> None:
    """Measure one size and print it."""
    size = Size.parse(written)
    with tempfile.TemporaryDirectory(prefix="paksha-article-") as folder:
        project = Path(folder) / "benchmark.paksha"
        make_project(project, size)
        ours, viewport = measure_ours(project, parts, edits)
        print(f"\n{size}", flush=True)
        others: list[Figures] = []
        if "others" in parts:
            text, spans = make_text(size), make_spans(size)
            others = [
                plain_edits.measure_bare(text, viewport, font),
                plain_edits.measure_selections(text, spans, viewport, font),
                plain_edits.measure_formats(text, spans, viewport, font, together=False),
                plain_edits.measure_formats(text, spans, viewport, font, together=True),
            ]
        print_table(ours, others)
        if "memory" in parts:
            print_memory(measure_memory(__file__, project, written))


def measure_ours(project: Path, parts: list[str], edits: int) -> tuple[Figures, QSize]:
    """Measure the program. Returns: the figures, and the size of the text for the others to have as well."""
    ours: Figures = {}
    with opened(project) as program:
        if "open" in parts:
            ours |= program.measure_opening()
        else:
            program.open()
            program.wait_for_lists()
        viewport = program.window.article.view.size()
        if "moving" in parts:
            ours |= program.measure_moving()
        if "edits" in parts:
            ours |= program.measure_edits(edits)
        if "walking" in parts:
            ours |= program.measure_walking()
        if "list" in parts:
            ours |= program.measure_list()
    return ours, viewport


def print_table(ours: Figures, others: list[Figures]) -> None:
    """Print a line for each step."""
    head = f"  {'':36}{'target':>9}{'Paksha':>10}{'worst':>9}{'times':>6}"
    print(head + f"{'(a) bare':>11}{'(b) select.':>13}{'(c) formats':>13}{'(d) at once':>13}   Paksha is")
    for name in dict.fromkeys([*ours, *(name for figures in others for name in figures)]):
        figure = ours.get(name)
        if figure is None and name == plain_edits.ONE_FORMAT:
            figure = ours.get(EDITS[0])
        target = TARGETS.get(name)
        wanted = f"{target[0]:g}/{target[1]:g}" if target else ""
        line = f"  {name:36}{wanted:>9}"
        line += f"{figure.median:10.1f}{figure.worst:9.1f}{figure.times:6}" if figure else " " * 25
        for figures, width in zip(others, (11, 13, 13, 13), strict=False):
            line += _cell(figures.get(name)).rjust(width)
        if figure is not None:
            line += "   " + _verdict(name, figure, others)
        print(line.rstrip(), flush=True)
    if any(figure.reckoned for figures in others for figure in figures.values()):
        print(f"  ≥: not done after {plain_edits.BUDGET:g} s; the rest is reckoned in proportion")


def print_memory(held: dict[str, float]) -> None:
    """Print what the article takes above a bare text edit with the same text."""
    if not held:
        print("  memory: this system does not tell")
        return
    above = held[WITH] - held[BARE]
    missed = "" if above <= MEMORY_TARGET else ", TARGET MISSED"
    print(f"  memory above the floor: {above:.0f} MB, target {MEMORY_TARGET} MB{missed}")
    print(
        f"    the program: {held[WITHOUT]:.0f} MB nearly empty, {held[BARE]:.0f} MB a bare "
        f"text edit of the text beside it, {held[WITH]:.0f} MB with the article"
    )


def _cell(figure: Figure | None) -> str:
    return "" if figure is None else f"{'≥' if figure.reckoned else ''}{figure.median:.1f}"


def _verdict(name: str, figure: Figure, others: list[Figures]) -> str:
    """Compare with the others, "2 × (a)" or "(c) / 50" for a fiftieth of it, and say what is missed."""
    said: list[str] = []
    for letter, figures in zip("abcd", others, strict=False):
        other = figures.get(name)
        if other is not None:
            times = figure.median / other.median
            said.append(f"{times:.1f} × ({letter})" if times >= 1 else f"({letter}) / {1 / times:.1f}")
            if letter == "c" and name in EDITS and times * TIMES_FASTER > 1:
                said.append(f"NOT {TIMES_FASTER} TIMES FASTER")
    target = TARGETS.get(name)
    if target is not None and (figure.median > target[0] or figure.worst > target[1]):
        said.append("TARGET MISSED")
    return ", ".join(said)


if __name__ == "__main__":
    main()
