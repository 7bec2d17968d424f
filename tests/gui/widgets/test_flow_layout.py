from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.widgets.flow_layout import FlowLayout


class Box(QWidget):
    """A widget that wants a size."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self._size = size

    @override
    def sizeHint(self) -> QSize:
        return self._size


@settings(max_examples=40)
@given(
    sizes=st.lists(st.tuples(st.integers(1, 80), st.integers(1, 30)), max_size=12),
    width=st.integers(40, 300),
    margin=st.integers(0, 9),
)
def test_items_never_overlap_and_fill_just_the_height_that_was_promised(
    qapp: object, sizes: list[tuple[int, int]], width: int, margin: int
) -> None:
    widget = QWidget()
    layout = FlowLayout(widget, spacing=5)
    layout.setContentsMargins(margin, margin, margin, margin)
    for size in sizes:
        layout.addWidget(Box(QSize(*size)))
    height = layout.heightForWidth(width)
    layout.setGeometry(QRect(0, 0, width, height))
    places = [item.geometry() for n in range(layout.count()) if (item := layout.itemAt(n)) is not None]
    assert len(places) == len(sizes)
    room = QRect(0, 0, width, height).adjusted(margin, margin, -margin, -margin)
    assert all(room.contains(place) for place in places)
    assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[:n])
    if places:
        assert max(place.bottom() for place in places) == room.bottom()
    assert [(p.y(), p.x()) for p in places] == sorted((p.y(), p.x()) for p in places)


def test_an_item_that_is_not_there_is_nobody(qapp: object) -> None:
    widget = QWidget()
    layout = FlowLayout(widget, spacing=5)
    assert (layout.itemAt(0), layout.takeAt(0), layout.count()) == (None, None, 0)
