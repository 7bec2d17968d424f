"""The articles of the project: finding one, opening it, seeing how far it is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.records import Article, Id, Status
from gui.models.article_delegate import ArticleDelegate
from gui.models.articles import ArticleOrder, ArticlesModel
from gui.session import Session
from gui.theme import icon
from gui.widgets.empty_state import EmptyState
from gui.widgets.filter_box import FilterBox
from gui.widgets.menus import Menu


class ArticlesPanel(QWidget):
    """A filter, an order, and the list of articles with status and counts.

    Signals:
        article_chosen(str): the article to open.
        import_requested(): bring files in.
        paste_requested(): make an article of the clipboard.
    """

    article_chosen = Signal(str)
    import_requested = Signal()
    paste_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = ArticlesModel(session.annotator.id, session.article_rows(), self)
        self.view = _ArticleList(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(ArticleDelegate(self.view))
        self._filter = FilterBox("Filter by title or source")
        self._order = QComboBox()
        self._direction = QToolButton()
        self._number = QLabel()
        self._stack = QStackedWidget()
        self._nothing = EmptyState("No articles yet", "Import text files, drop them here, or paste a text.")
        self._not_found = EmptyState()
        self._lay_out()
        self._connect()
        self._show_open()
        self._show_state()

    def shown(self) -> list[Id]:
        """Return the articles that the filter lets through, in the order shown."""
        return [self.model.item(row).id for row in range(self.model.rowCount())]

    def next_article(self) -> None:
        """Choose the article after the open one, in the order shown."""
        self._choose_beside(1)

    def previous_article(self) -> None:
        """Choose the article before the open one, in the order shown."""
        self._choose_beside(-1)

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() // 2
        for order in ArticleOrder:
            self._order.addItem(order.value, order)
        self._order.setAccessibleName("Sort by")
        self._order.setToolTip("Sort by")
        self._direction.setAutoRaise(True)
        self._direction.setCheckable(True)
        self._show_direction(descending=False)
        self._number.setTextFormat(Qt.TextFormat.PlainText)
        order_row = QHBoxLayout()
        order_row.addWidget(self._order)
        order_row.addWidget(self._direction)
        order_row.addStretch(1)
        order_row.addWidget(self._number)
        head = QVBoxLayout()
        head.setContentsMargins(space, space, space, space)
        head.setSpacing(space)
        head.addWidget(self._filter)
        head.addLayout(order_row)
        self._head = QWidget()
        self._head.setLayout(head)
        importing = self._nothing.add_button("Import articles…", icon("import"), self.import_requested.emit)
        pasting = self._nothing.add_button("Paste an article…", icon("paste"), self.paste_requested.emit)
        for button in (importing, pasting):
            button.setDisabled(self._session.read_only)
        self._not_found.add_button("Show all articles", None, self._filter.clear)
        for page in (self.view, self._nothing, self._not_found):
            self._stack.addWidget(page)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._head)
        lines.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self._session.changed.connect(self._on_changed)
        self._session.article_opened.connect(self._show_open)
        self._filter.filter_changed.connect(self._on_filter_changed)
        self._filter.left_downwards.connect(self._on_left_downwards)
        self._order.currentIndexChanged.connect(
            lambda: self.model.set_order(ArticleOrder(self._order.currentData()))
        )
        self._direction.toggled.connect(self._on_direction_toggled)
        self.view.article_chosen.connect(self.article_chosen)
        self.view.customContextMenuRequested.connect(self._on_menu_requested)
        self.model.modelReset.connect(self._select_open)

    def _on_changed(self, changes: ChangeSet) -> None:
        self.model.follow(changes)
        if changes.touches(Article):
            self._show_state()

    def _on_filter_changed(self, typed: str) -> None:
        self.model.set_filter(typed.strip())
        self._show_state()

    def _on_left_downwards(self) -> None:
        if self.model.rowCount():
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0))
            self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_direction_toggled(self, descending: bool) -> None:
        self.model.set_descending(descending)
        self._show_direction(descending=descending)

    def _on_menu_requested(self, place: QPoint) -> None:
        index = self.view.indexAt(place)
        if not index.isValid():
            return
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        article_id = self.model.item(index.row()).id
        menu.addAction("Open").triggered.connect(lambda: self.article_chosen.emit(article_id))
        menu.popup(self.view.viewport().mapToGlobal(place))

    def choose_unreviewed(self, step: int) -> None:
        """Choose the next (step 1) or former (-1) article that is not reviewed yet, going round."""
        shown = self.model.rowCount()
        row = self.model.row_of(self._open_id())
        start = row if row >= 0 or step > 0 else shown
        for distance in range(1, shown + 1):
            found = self.model.item((start + step * distance) % shown)
            if found.status is not Status.REVIEWED and found.id != self._open_id():
                self.article_chosen.emit(found.id)
                return
        self._session.remarked.emit("Every other article that is shown is reviewed.")

    def _choose_beside(self, step: int) -> None:
        shown = self.model.rowCount()
        row = self.model.row_of(self._open_id())
        goal = (0 if step > 0 else shown - 1) if row < 0 else row + step
        if 0 <= goal < shown:
            self.article_chosen.emit(self.model.item(goal).id)

    def _open_id(self) -> Id | None:
        return self._session.article.id if self._session.article else None

    def _show_open(self) -> None:
        self.model.set_open(self._open_id())
        self._select_open()

    def _select_open(self) -> None:
        index = self.model.index_of(self._open_id())
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _show_direction(self, *, descending: bool) -> None:
        said = "Descending" if descending else "Ascending"
        self._direction.setArrowType(Qt.ArrowType.DownArrow if descending else Qt.ArrowType.UpArrow)
        self._direction.setAccessibleName(said)
        self._direction.setToolTip(f"{said}: click to turn the order round")

    def _show_state(self) -> None:
        shown, total = self.model.rowCount(), self.model.total()
        self._number.setText(f"{total:,}" if shown == total else f"{shown:,} of {total:,}")
        self._number.setAccessibleName(f"{shown} of {total} articles")
        self._head.setVisible(total > 0)
        if shown:
            self._stack.setCurrentWidget(self.view)
        elif total:
            self._not_found.say("Nothing found", "No title and no source has all of these words.")
            self._stack.setCurrentWidget(self._not_found)
        else:
            self._stack.setCurrentWidget(self._nothing)


class _ArticleList(QListView):
    """The list: a click or Enter chooses, the arrow keys only move."""

    article_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName("Articles")
        self.clicked.connect(self._choose_current)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose_current()
        else:
            super().keyPressEvent(event)

    def _choose_current(self) -> None:
        model = self.model()
        assert isinstance(model, ArticlesModel)
        self.article_chosen.emit(model.item(self.currentIndex().row()).id)
