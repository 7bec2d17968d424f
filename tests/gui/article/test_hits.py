from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from annotation.text.searching import Query, find_all
from gui.article.hits import Hits
from gui.article.view import ArticleView

Show = Callable[..., ArticleView]
PlaceOf = Callable[[ArticleView, int], QPoint]

TEXT = "भारत ने 🙂 रूस से बात की। रूस ने कहा।\nदूसरा अनुच्छेद\nतीसरा रूस का।"


def hits_of(text: str, what: str) -> list[tuple[int, int]]:
    return find_all(Query(what), text)


def boxes(view: ArticleView) -> dict[int, list[QRectF]]:
    """The boxes of each hit on screen, in pixels of the viewport."""
    found: dict[int, list[QRectF]] = {}
    for _, _, hits, top in view._drawn_in(view.viewport().rect()):
        for number, box in hits:
            found.setdefault(number, []).append(box.translated(view.contentOffset().x(), top))
    return found


def test_every_hit_is_marked_where_its_glyphs_are(show_article: Show) -> None:
    view = show_article(TEXT)
    view.set_hits(hits_of(TEXT, "रूस"))
    assert len(view.hits) == 3
    for number, places in boxes(view).items():
        for box in places:
            for share in (0.1, 0.9):
                x = round(box.left() + box.width() * share)
                position = view.position_at(QPoint(x, round(box.center().y())), on_character=True)
                assert view.hits[number][0] <= position < view.hits[number][1]
    assert sorted(boxes(view)) == [0, 1, 2]


def test_a_hit_that_goes_on_in_another_block_is_marked_in_both(show_article: Show) -> None:
    view = show_article(TEXT)
    start = TEXT.index("कहा")
    view.set_hits([(start, TEXT.index("अनुच्छेद") + 3)])
    assert [len(found) for found in boxes(view).values()] == [2]
    assert len({round(box.top()) for box in boxes(view)[0]}) == 2


def test_marks_follow_the_lines_when_the_text_grows_or_gets_narrower(
    show_article: Show, qtbot: QtBot
) -> None:
    view = show_article("क ख ग घ " * 20 + "रूस।")
    view.set_hits([(len(view.text) - 4, len(view.text) - 1)])
    before = boxes(view)[0]
    view.resize(300, 900)
    assert boxes(view)[0][0].top() > before[0].top()
    view.zoom(4)
    assert boxes(view)[0][0].height() > before[0].height()


def test_another_article_has_no_hits(show_article: Show) -> None:
    view = show_article(TEXT)
    told: list[object] = []
    view.hits_changed.connect(told.append)
    hits = hits_of(TEXT, "रूस")
    view.set_hits(hits)
    view.set_hits(hits, 1)  # the same ones
    assert told == [hits]
    view.set_article("रूस", [])
    assert list(view.hits) == []
    assert boxes(view) == {}
    assert len(told) == 2


def test_a_hit_is_seen_and_the_current_one_more(show_article: Show, place_of: PlaceOf) -> None:
    view = show_article("क ख ग")

    def colours() -> list[QColor]:
        image = view.viewport().grab().toImage()
        place = place_of(view, 2)
        return [image.pixelColor(x, place.y()) for x in range(place.x() - 14, place.x() + 15)]

    plain = colours()
    view.set_hits([(2, 3)])
    marked = colours()
    view.set_hits(view.hits, 0)
    emphasised = colours()
    assert sum(a != b for a, b in zip(plain, marked, strict=True)) >= 5
    assert emphasised not in (plain, marked)


def test_only_blocks_on_screen_are_looked_at(show_article: Show) -> None:
    text = "\n".join(["रूस और रूस"] * 25_000)
    view = show_article(text)
    view.set_hits(hits_of(text, "रूस"))
    assert len(view.hits) == 50_000
    view.viewport().grab()
    hits: Hits = view._scene.hits
    assert 0 < len(hits._boxes) < 60
    view.verticalScrollBar().setValue(20_000)
    view.viewport().grab()
    assert len(hits._boxes) < 120
