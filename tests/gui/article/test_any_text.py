"""In any script and direction: spans, what Qt paints, hits and walks agree on where a character is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextBlock, QTextCharFormat, QTextLayout

from annotation.text.graphemes import snap_to_clusters
from gui.article.geometry import Strip
from gui.article.spans import Span, placed
from gui.article.view import ArticleView

Show = Callable[..., ArticleView]

WORDS = (
    *("क्षत्रिय", "ट्रम्प", "क्\u200dष", "क्\u200cष", "क\u093cलम"),
    *("বাংলাদেশ", "রাষ্ট্রপতি", "ক\u09c7\u09be"),
    *("தமிழ்நாடு", "ஸ்டாலின்", "ஸ்ரீ"),
    *("پاکستان", "می\u200cروند", "اُردو", "۲۰۲۴"),
    *("יִשְׂרָאֵל", "שלום"),
    *("Trump", "Cafe\u0301", "Å\u0323", "AVATAR", "2024"),
    *("Москва", "и\u0306од"),
    *("กรุงเทพฯ", "ที่นี่", "中文", "日本"),
    *("🙂", "👩\u200d🌾", "🇮🇳", "👍🏽", "\U00010a00"),
    *(".", "،", "(", ")", "—"),
)
"""Eight scripts and more, joiners, what is not composed, and what takes two UTF-16 units.

Not lam with alif: half of that ligature has its bar under the whole, where Qt would select half of the glyph.
"""

TEXTS = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", " ", " ", "", "\n"))), min_size=1, max_size=40
).map(lambda pairs: "".join(word + gap for word, gap in pairs))
EXAMPLES = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)

MARK = QColor("#ff0000")
OFF = 2
"""Pixels by which edges may differ: they fall between pixels, and letters that are kerned overlap."""


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text and spans of whole clusters in it."""
    text = draw(TEXTS)
    spans: list[Span] = []
    for number in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, min(len(text), start + 25)))
        spans.append(Span(str(number), *snap_to_clusters(text, start, end), "#336699", "x"))
    return text, spans


def utf16(text: str) -> int:
    """The length of a text in UTF-16 units, found otherwise than the program does."""
    return len(text.encode("utf-16-le")) // 2


def blocks_with_strips(view: ArticleView) -> Iterator[tuple[QTextBlock, float, list[Strip]]]:
    """The blocks on screen, where they begin, and what is drawn of the spans in them."""
    block, top = view.firstVisibleBlock(), view.contentOffset().y()
    while block.isValid() and top < view.viewport().height():
        height = view.blockBoundingRect(block).height()
        yield block, top, list(view._scene.strips(block))
        top += height
        block = block.next()


def columns_qt_selects(layout: QTextLayout, start: int, end: int, y: int, width: int) -> set[int]:
    """The columns of pixels that Qt fills at a height, of the block, when it paints a stretch as selected."""
    image = QImage(width, y + 1, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    chosen = QTextLayout.FormatRange()
    chosen.start, chosen.length = start, end - start  # pyright: ignore[reportAttributeAccessIssue] not in the stub
    look = QTextCharFormat()
    look.setBackground(MARK)
    look.setForeground(QColor(0, 0, 0, 0))  # letters reach over their neighbours
    chosen.format = look  # pyright: ignore[reportAttributeAccessIssue]
    painter = QPainter(image)
    painter.setPen(QColor(0, 0, 0, 0))
    layout.draw(painter, QPointF(0, 0), [chosen])
    painter.end()
    return {x for x in range(width) if image.pixelColor(x, y) == MARK}


def near(column: int, columns: set[int]) -> bool:
    return any(column + off in columns for off in range(-OFF, OFF + 1))


@example(("क्\u200cष پاکستان", [Span("0", 0, 3, "#336699", "x")]))  # the joiner's glyph has a width
@EXAMPLES
@given(texts_with_spans())
def test_bars_lie_under_what_qt_paints_as_selected(
    show_article: Show, example: tuple[str, list[Span]]
) -> None:
    text, spans = example
    view = show_article(text, spans, width=420, height=900)
    width = view.width()
    for block, _, strips in blocks_with_strips(view):
        layout, content = block.layout(), block.text().encode("utf-16-le", "surrogatepass")
        for strip in strips:
            start = max(0, utf16(text[: strip.span.start]) - block.position())
            end = min(utf16(text[: strip.span.end]) - block.position(), len(content) // 2)
            number = next(n for n in range(layout.lineCount()) if layout.lineAt(n).y() == strip.top)
            line = layout.lineAt(number)
            start, end = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            while content[2 * end - 2 : 2 * end] == b" \0":  # what hangs over the line's end
                end -= 1
            y = round(strip.top + (strip.bottom - strip.top) / 2)
            selected = columns_qt_selects(layout, start, end, y, width)
            ours = {x for left, right in strip.segments for x in range(round(left), round(right))}
            assert all(near(x, ours) for x in selected), (strip.span, strip.segments)
            assert all(near(x, selected) for x in ours), (strip.span, strip.segments)


@EXAMPLES
@given(texts_with_spans())
def test_a_place_on_the_glyphs_of_a_span_finds_it(
    show_article: Show, example: tuple[str, list[Span]]
) -> None:
    text, spans = example
    view = show_article(text, spans, width=420)
    left_edge = view.contentOffset().x()
    for _, top, strips in blocks_with_strips(view):
        for strip in strips:
            for left, right in strip.segments:
                if right - left < 3:
                    continue
                x = round((left + right) / 2 + left_edge)
                found = view.span_ids_under(QPoint(x, round(top + (strip.top + strip.bottom) / 2)))
                assert strip.span.id in found


@EXAMPLES
@given(texts_with_spans(), st.data())
def test_walking_from_anywhere_visits_each_span_once_and_back(
    show_article: Show, example: tuple[str, list[Span]], data: st.DataObject
) -> None:
    text, spans = example
    view = show_article(text, spans)
    for backward in (False, True):
        caret = data.draw(st.integers(0, len(text)))
        view.set_current(None)
        view.select(caret, caret)
        visited: list[str] = []
        for _ in spans:
            following = view.next_span(backward)
            assert following is not None
            view.set_current(following)
            visited.append(following)
        assert sorted(visited) == sorted(span.id for span in spans)
        order = sorted(spans, key=lambda span: (span.start, -span.end, span.id), reverse=backward)
        first = [span.id for span in order].index(visited[0])
        assert visited == [span.id for span in (*order[first:], *order[:first])]
        assert view.next_span(backward) == visited[0]


@EXAMPLES
@given(texts_with_spans())
def test_what_is_selected_is_what_the_widget_has_selected(
    show_article: Show, example: tuple[str, list[Span]]
) -> None:
    text, spans = example
    view = show_article(text)
    for span in spans:
        view.select(span.start, span.end)
        assert view.selection() == (span.start, span.end)
        cursor = view.textCursor()
        assert cursor.selectionStart() == utf16(text[: span.start])
        assert cursor.selectedText().replace("\u2029", "\n") == text[span.start : span.end]
        view.set_spans([placed(span)])
        assert view.span_ids_at(span.start) == view.span_ids_at(span.end - 1) == [span.id]
