"""An article view on screen, and spans made in one line."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QFont, QTextLine
from pytestqt.qtbot import QtBot

from gui.article.spans import Span, placed
from gui.article.view import ArticleView

MakeSpan = Callable[..., Span]
ShowArticle = Callable[..., ArticleView]


@pytest.fixture
def make_span() -> MakeSpan:
    """Make a span from a text and a piece of it."""

    def make(text: str, piece: str, **others: object) -> Span:
        start = text.index(piece)
        fields = {"id": piece, "colour": "#2f6fb7", "name": "Person"} | others
        return Span(start=start, end=start + len(piece), **fields)  # pyright: ignore[reportArgumentType] fields

    return make


@pytest.fixture
def show_article(qtbot: QtBot) -> ShowArticle:
    """Show an article in a view of its own, with the font the program ships."""

    def show(text: str, spans: Sequence[Span] = (), width: int = 700, height: int = 500) -> ArticleView:
        view = ArticleView()
        qtbot.addWidget(view)
        font = QFont("Noto Sans Devanagari")
        font.setPointSizeF(13)
        view.setFont(font)
        view.resize(width, height)
        with qtbot.waitExposed(view):
            view.show()
        view.set_article(text, map(placed, spans))
        view.setFocus()
        qtbot.waitUntil(view.hasFocus)
        return view

    return show


def _line(view: ArticleView, unit: int) -> tuple[QTextLine, QPointF, int]:
    block = view.document().findBlock(unit)
    geometry = view.blockBoundingGeometry(block).translated(view.contentOffset())
    line = block.layout().lineForTextPosition(unit - block.position())
    return line, geometry.topLeft(), unit - block.position()


@pytest.fixture
def place_of() -> Callable[[ArticleView, int], QPoint]:
    """Where in the viewport the middle of a character is (left-to-right text without astral characters)."""

    def place(view: ArticleView, position: int) -> QPoint:
        line, origin, unit = _line(view, position)
        left = line.cursorToX(unit)[0]  # pyright: ignore[reportIndexIssue] PySide's stub says object
        right = line.cursorToX(unit + 1)[0]  # pyright: ignore[reportIndexIssue]
        if right == left:
            right += 2
        return QPoint(
            round(origin.x() + (left + right) / 2), round(origin.y() + line.y() + line.height() / 2)
        )

    return place
