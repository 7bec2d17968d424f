"""What a few lines look like with the font that the program ships, region by region and exactly.

Each reference is the colour that most pixels of a region have: the middle of a bar, the tint behind letters,
what is pointed out. These do not depend on how letters are smoothed. The places are those of the shipped
font, so that a line that moves, or a bar in another lane, is noticed.

To renew the references after an intended change, run `python -m tests.gui.article.test_pixels` and look at
painted_lines.png, which it leaves in the current folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication

from gui.article.spans import Span, SpanStyle, placed
from gui.article.view import ArticleView

HERE = Path(__file__).resolve().parent
REFERENCE = HERE / "painted_lines.json"
TEXT = "राष्ट्रपति निकोलस मादुरो ने कहा।\nThe river and the dam.\nरूस और अमेरिका, e\u0301t\u00e9.\nचीन का क्षत्रिय"

Runs = list[tuple[str, int, int]]
"""Colour, first column and last column."""


def make_view() -> ArticleView:
    """A view of a fixed size with nested spans, a current one, a tentative one, evidence and a hit."""
    spans = [
        span("outer", "राष्ट्रपति निकोलस मादुरो", "#2f6fb7"),
        span("inner", "मादुरो", "#b3480b"),
        span("river", "river", "#2e8b57"),
        span("russia", "रूस", "#7a5ba6"),
        span("america", "अमेरिका", "#a8324a", SpanStyle.OTHER),
        span("china", "चीन", "#8a6100", SpanStyle.TENTATIVE),
    ]
    view = ArticleView()
    font = QFont("Noto Sans Devanagari")
    font.setPointSizeF(15)
    view.setFont(font)
    view.resize(460, 330)
    view.set_article(TEXT, map(placed, spans))
    view.set_current("river", reveal=False)
    dam, warrior = TEXT.index("dam"), TEXT.index("क्षत्रिय")
    view.highlight([(dam, dam + 3)], reveal=False)
    view.set_hits([(warrior, warrior + 8)])
    return view


def span(span_id: str, surface: str, colour: str, style: SpanStyle = SpanStyle.OWN) -> Span:
    start = TEXT.index(surface)
    return Span(span_id, start, start + len(surface), colour, span_id.title(), style)


def runs(image: QImage, y: int) -> Iterator[tuple[str, int, int]]:
    """The stretches of one colour in a row of pixels that are at least eight pixels long."""
    first = 0
    for x in range(1, image.width() + 1):
        if x == image.width() or image.pixel(x, y) != image.pixel(first, y):
            if x - first >= 8:
                yield image.pixelColor(first, y).name(), first, x - 1
            first = x


def painted() -> dict[str, Runs]:
    """Long runs of one colour in each row where bars, tints and marks are, without those of the page."""
    view = make_view()
    view.grab()  # lines are laid out as they are first seen
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    page = view.palette().base().color().name()
    text_width = view.viewport().geometry().right()
    found: dict[str, Runs] = {}
    for y in range(image.height()):
        here = [run for run in runs(image, y) if run[0] != page and run[1] < text_width]
        if here:
            found[str(y)] = here
    return found


def prepare() -> None:
    """Make an application as the program does, on a system without a font."""
    from gui.theme import load_fonts, palette_for

    os.environ |= {"FONTCONFIG_FILE": str(HERE / "no_fonts.conf"), "QT_QPA_PLATFORM": "offscreen"}
    app = QApplication(["paksha"])
    app.setStyle("Fusion")
    app.setFont(load_fonts())
    app.setPalette(palette_for(Qt.ColorScheme.Light))
    make_view.application = app  # pyright: ignore[reportFunctionMemberAccess] it has to outlive this function


def test_lines_look_as_they_did(repository: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.article.test_pixels", "--print"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    now, then = json.loads(done.stdout), json.loads(REFERENCE.read_text(encoding="utf-8"))
    assert now.keys() == then.keys()
    for y, expected in then.items():
        assert [run[0] for run in now[y]] == [run[0] for run in expected], f"other colours in row {y}"
        for (_, left, right), (_, left_then, right_then) in zip(now[y], expected, strict=True):
            assert abs(left - left_then) <= 1, f"row {y}"
            assert abs(right - right_then) <= 1, f"row {y}"


if __name__ == "__main__":
    prepare()
    rows = ",\n".join(f"{json.dumps(y)}: {json.dumps(row)}" for y, row in painted().items())
    if "--print" in sys.argv:
        sys.stdout.write(f"{{\n{rows}\n}}\n")
    else:
        REFERENCE.write_text(f"{{\n{rows}\n}}\n", encoding="utf-8")
        make_view().grab().save("painted_lines.png")
