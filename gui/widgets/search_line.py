"""A box to search in, and beside it how much was found."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.theme import faint
from gui.widgets.filter_box import FilterBox


class SearchLine(QWidget):
    """The line above the lists of an article."""

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = FilterBox(hint, self)
        self._found = QLabel(self)
        palette = self._found.palette()
        palette.setColor(self._found.foregroundRole(), faint(palette))
        self._found.setPalette(palette)
        space = self.fontMetrics().height() // 3
        line = QHBoxLayout(self)
        line.setContentsMargins(space, space, space, 0)
        line.setSpacing(space)
        line.addWidget(self.box, 1)
        line.addWidget(self._found)
        self._found.hide()

    def tell(self, members: int, lists: int | None) -> None:
        """Say how many members were found in how many lists; None: nothing was searched for."""
        self._found.setVisible(lists is not None)
        if not lists:
            self._found.setText("Nobody found")
        else:
            self._found.setText(f"{members:,} in {lists:,} {'list' if lists == 1 else 'lists'}")
