"""The card stands beside what it speaks of, inside the screen, in plain text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.theme import palette_for
from gui.widgets.clamped_label import ClampedLabel
from gui.widgets.hover_card import CardEntry, HoverCard, card_place

SCREEN = QRect(0, 0, 800, 600)
ENTRY = CardEntry("Person", "#2f6fb7", "निकोलस मादुरो", "Q19837", "दो\nपंक्तियाँ <b>x</b>", ("Asha · today",))


@given(
    st.integers(0, 790),
    st.integers(0, 590),
    st.integers(1, 500),
    st.integers(1, 120),
    st.integers(60, 340),
    st.integers(20, 230),
)
def test_a_card_covers_nothing_of_the_mention_and_is_inside_the_screen(
    x: int, y: int, width: int, height: int, card_width: int, card_height: int
) -> None:
    mention = QRect(x, y, width, height).intersected(SCREEN)
    size = QSize(card_width, card_height)
    card = QRect(card_place(mention, size, SCREEN), size)
    assert SCREEN.contains(card)
    assert not card.intersects(mention)


def test_a_card_stands_below_unless_there_is_no_room() -> None:
    size = QSize(200, 100)
    assert card_place(QRect(50, 50, 80, 20), size, SCREEN).y() > 69
    assert card_place(QRect(50, 560, 80, 20), size, SCREEN).y() < 460
    tall = QRect(0, 0, 300, 600)
    assert card_place(tall, size, SCREEN).x() >= 300
    assert SCREEN.contains(QRect(card_place(SCREEN, size, SCREEN), size))  # nowhere is free


def shown_texts(card: HoverCard) -> list[str]:
    labels = [label for label in card.findChildren(ClampedLabel) if label.isVisible()]
    return [label.text() for label in labels]


def test_everything_is_said_letter_for_letter_and_nothing_empty_is_shown(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    card = HoverCard(window)
    card.show_beside([ENTRY, CardEntry("Group", "#888888", "", "", "", ())], 2, QRect(10, 10, 50, 20))
    assert shown_texts(card) == [
        "Person",
        "निकोलस मादुरो",
        "Q19837",
        "दो\u2028पंक्तियाँ <b>x</b>",
        "Asha · today",
        "Group",
        "and 2 more",
    ]
    assert card.accessibleName() == ("Person, निकोलस मादुरो, Q19837, दो पंक्तियाँ <b>x</b>, Asha · today. Group")
    assert window.isActiveWindow()


def test_an_endless_note_without_a_space_keeps_to_the_cards_size_and_another_card_takes_nothing_along(
    qtbot: QtBot,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    card = HoverCard(window)
    card.show_beside([CardEntry("Person", "#2f6fb7", "क" * 3000, "", "ख" * 20_000, ())], 0, QRect(0, 0, 9, 9))
    unit = card.fontMetrics().height()
    assert card.width() < unit * 25
    assert card.height() < unit * 25
    card.show_beside([ENTRY], 0, QRect(0, 0, 9, 9))
    assert "ख" not in "".join(shown_texts(card))


def test_the_card_is_drawn_in_the_colours_of_the_palette(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.setPalette(palette_for(Qt.ColorScheme.Dark))
    card = HoverCard(window)
    card.setPalette(window.palette())
    card.show_beside([ENTRY], 0, QRect(0, 0, 9, 9))
    background = card.grab().toImage().pixelColor(QPoint(card.width() - 3, 3))
    assert background.lightness() < 60
