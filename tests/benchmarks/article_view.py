"""Measure the article view against a bare QPlainTextEdit, the floor, on the same text in the same process.

Run it from the repository's root: `PYTHONPATH=. python tests/benchmarks/article_view.py [SIZE ...]`, sizes as
"characters/mentions". Times are milliseconds.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable

import fontpkg_noto_sans_devanagari
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from gui.article.spans import Span, placed
from gui.article.view import ArticleView

SIZES = ("5000/100", "100000/10000", "1000000/100000")
COLOURS = ("#2f6fb7", "#2e8b57", "#b5562b", "#8a6d00", "#a03b8f")
NAMES = ("Person", "Country", "Organisation", "Place", "Group")
SENTENCES = (
    "राजधानी की सड़कों पर करीब 10 हजार लोग उतर आए हैं।",
    "सरकार ने कहा है कि उसने सैनिकों के एक छोटे से समूह के विद्रोह को दबा दिया है, लेकिन गतिरोध जारी है।",
    "The minister met the delegation 🙂 on Tuesday.",
    "وزیر اعظم نے کہا کہ مذاکرات جاری ہیں۔",
    "अमेरिका के विदेश मंत्री ने कहा कि राष्ट्रपति के पास जाने के लिए एक विमान खड़ा था।",
)


def make_text(characters: int, chance: random.Random) -> str:
    """Mixed sentences, mostly Hindi, in paragraphs of a few hundred characters."""
    pieces: list[str] = []
    length = 0
    while length < characters:
        sentence = chance.choices(SENTENCES, (4, 4, 1, 1, 4))[0]
        pieces.append(sentence + ("\n" if chance.random() < 0.15 else " "))
        length += len(pieces[-1])
    return "".join(pieces)[:characters]


def make_spans(text: str, count: int, chance: random.Random) -> list[Span]:
    """Spans of 3 to 40 characters anywhere, overlapping as they fall."""
    spans: list[Span] = []
    for number in range(count):
        start = chance.randrange(len(text) - 45)
        kind = number % len(NAMES)
        spans.append(Span(f"m{number}", start, start + chance.randint(3, 40), COLOURS[kind], NAMES[kind]))
    return spans


def milliseconds(step: Callable[[], object]) -> float:
    """Run something once."""
    began = time.perf_counter()
    step()
    return (time.perf_counter() - began) * 1000


def several(times: int, step: Callable[[], object]) -> tuple[float, float]:
    """Run something several times.

    Returns:
        Median and worst.
    """
    taken = [milliseconds(step) for _ in range(times)]
    return statistics.median(taken), max(taken)


def shown(view: QPlainTextEdit) -> QPlainTextEdit:
    """Show a view and let everything settle."""
    view.resize(QSize(1000, 800))
    view.show()
    QApplication.processEvents()
    return view


def scroll(view: QPlainTextEdit, forward: bool) -> None:
    """Go one page down or up and paint it."""
    bar = view.verticalScrollBar()
    bar.setValue(bar.value() + (15 if forward else -15))
    view.viewport().repaint()


def jump(view: QPlainTextEdit) -> None:
    """Go to the end and paint it."""
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() - 8)
    view.viewport().repaint()


def resize(view: QPlainTextEdit) -> None:
    """Make the view narrower and paint it."""
    view.resize(QSize(view.width() - 30, 800))
    QApplication.sendPostedEvents()
    view.viewport().repaint()


def measure_common(view: QPlainTextEdit) -> dict[str, tuple[float, float]]:
    """Measure what a bare text edit can do as well."""
    figures = {"repaint everything": several(30, view.viewport().repaint)}
    figures["scroll an unseen page"] = several(20, lambda: scroll(view, True))
    figures["scroll a seen page"] = several(15, lambda: scroll(view, False))
    figures["jump to the end"] = several(1, lambda: jump(view))
    view.verticalScrollBar().setValue(0)
    figures["resize"] = several(5, lambda: resize(view))
    return figures


def measure(characters: int, mentions: int) -> None:
    """Measure one size and print it."""
    chance = random.Random(7)
    text = make_text(characters, chance)
    spans = make_spans(text, mentions, chance)
    bare = shown(QPlainTextEdit())
    bare.setFont(QFont("Noto Sans Devanagari", 13))

    def open_bare() -> None:
        bare.setPlainText(text)
        bare.viewport().repaint()

    floor = {"open to first paint": several(3, open_bare), **measure_common(bare)}
    view = shown(ArticleView())
    assert isinstance(view, ArticleView)

    def open_view() -> None:
        view.set_article(text, map(placed, spans))
        view.viewport().repaint()

    ours = {"open to first paint": several(3, open_view), **measure_common(view)}
    view.verticalScrollBar().setValue(0)
    view.viewport().repaint()
    here = view.position_at(view.viewport().rect().center())
    numbers = iter(range(10**9))

    def add() -> None:
        view.put_span(placed(Span(f"n{next(numbers)}", here, here + 12, COLOURS[0], NAMES[0])))
        view.viewport().repaint()

    def remove() -> None:
        view.drop_span(f"n{next(numbers)}")
        view.viewport().repaint()

    def walk() -> None:
        view.set_current(view.next_span())
        view.viewport().repaint()

    ours["first step to the next mention"] = several(1, walk)
    ours["step to the next mention"] = several(100, walk)
    view.verticalScrollBar().setValue(0)
    ours["add a mention, repaint everything"] = several(50, add)
    numbers = iter(range(10**9))
    ours["remove a mention, repaint everything"] = several(50, remove)
    ours["zoom"] = several(3, lambda: (view.zoom(1), view.viewport().repaint()))

    print(f"\n{characters:,} characters, {mentions:,} mentions; ours: median / worst; floor: median")
    for what, (median, worst) in ours.items():
        below = f"{floor[what][0]:10.1f}" if what in floor else ""
        print(f"  {what:40}{median:10.1f} / {worst:8.1f}   {below}")


def main() -> None:
    """Measure all sizes, or those named on the command line."""
    application = QApplication(sys.argv[:1])
    for path in fontpkg_noto_sans_devanagari.ROOT.glob("files/*.ttf"):
        QFontDatabase.addApplicationFont(str(path))
    application.setFont(QFont("Noto Sans Devanagari", 10))
    for size in sys.argv[1:] or SIZES:
        characters, mentions = size.split("/")
        measure(int(characters), int(mentions))


if __name__ == "__main__":
    main()
