"""Who and what is mentioned: in the open article, mention by mention, and in the whole project."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStackedWidget,
    QStyle,
    QStyleOption,
    QTabBar,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.records import Alias, Entity, Id, Label, Mention
from gui.models.entities import EntitiesModel
from gui.models.entity_delegates import EntityDelegate, MentionDelegate
from gui.models.mentions import EntityRole, MentionRole, MentionsModel
from gui.models.sorted_rows import Index
from gui.session import Session
from gui.widgets.empty_state import EmptyState
from gui.widgets.filter_box import FilterBox
from gui.widgets.menus import Menu
from gui.widgets.row_painting import Row, paint_background


class EntitiesPanel(QWidget):
    """The entities of the article with their mentions, and those of the project.

    Signals:
        mention_chosen(str): a mention to reveal in the article.
        mention_entered(str): Enter was pressed on a mention, to go on there in the article.
        details_requested(str): an entity whose name, aliases and so on are to be looked at or changed.
    """

    mention_chosen = Signal(str)
    mention_entered = Signal(str)
    details_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._opened_group: QPersistentModelIndex | None = None
        self.mentions = MentionsModel(session.records, self)
        self.entities = EntitiesModel(session.records, self)
        self.tree = _MentionTree(self)
        self.tree.setModel(self.mentions)
        self.list = _EntityList(self)
        self.list.setModel(self.entities)
        self.tabs = QTabBar()
        self._pages = QStackedWidget()
        self._filter = FilterBox("Filter by name, alias or code")
        self._no_mentions = EmptyState()
        self._no_entities = EmptyState()
        self._lay_out()
        self._connect()
        self._show_article()

    def show_mention(self, mention_id: Id | None) -> None:
        """Follow the article: mark the row of its current mention, or none. No signal is sent."""
        index = self.mentions.index_of_mention(mention_id)
        group = index.parent()
        opened = self._opened_group
        if opened is not None and opened.isValid() and opened.row() != group.row():
            self.tree.collapse(self.mentions.index(opened.row(), 0))
        if group.isValid() and not self.tree.isExpanded(group):
            self.tree.expand(group)
            self._opened_group = QPersistentModelIndex(group)
        self.tree.setCurrentIndex(index)
        if index.isValid():
            self.tree.scrollTo(index)

    def current_entity_id(self) -> Id | None:
        """Return the entity of the marked row of the list that is shown."""
        entity: Entity | None = self._view().currentIndex().data(EntityRole)
        return entity.id if entity else None

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() // 2
        self.tabs.addTab("In this article")
        self.tabs.addTab("In the project")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(True)
        self.tabs.setAccessibleName("Which entities")
        self._article_page = _stack(self.tree, self._no_mentions)
        self._project_page = _stack(self.list, self._no_entities)
        self._show_all = self._no_entities.add_button("Show all entities", None, self._filter.clear)
        project = QWidget()
        lines = QVBoxLayout(project)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self._filter_line = QWidget()
        filter_line = QVBoxLayout(self._filter_line)
        filter_line.setContentsMargins(space, space, space, space)
        filter_line.addWidget(self._filter)
        lines.addWidget(self._filter_line)
        lines.addWidget(self._project_page, 1)
        self._pages.addWidget(self._article_page)
        self._pages.addWidget(project)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, space // 2, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.tabs)
        outer.addWidget(self._pages, 1)
        self.setFocusProxy(self.tree)

    def _connect(self) -> None:
        self._session.changed.connect(self._on_changed)
        self._session.article_opened.connect(self._show_article)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self._filter.filter_changed.connect(self._on_filter_changed)
        self._filter.left_downwards.connect(self._on_left_downwards)
        self.tree.chosen.connect(self._choose)
        self.tree.collapsed.connect(self._on_collapsed)
        self.list.doubleClicked.connect(self._ask_for_details)
        for view in (self.tree, self.list):
            view.entered_by_key.connect(self._enter)
            view.details_asked.connect(self._ask_for_details)
            view.customContextMenuRequested.connect(self._on_menu_requested)

    def _view(self) -> QAbstractItemView:
        return self.list if self.tabs.currentIndex() else self.tree

    def _on_tab_changed(self, tab: int) -> None:
        self._pages.setCurrentIndex(tab)
        self.setFocusProxy(self._view())

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(Mention, Entity, Alias, Label):
            self.mentions.follow(changes)
            self.entities.follow(changes)
            self._show_state()
            current = self.current_entity_id() if self.tabs.currentIndex() else None
            if current in {change.record_id for change in changes.changes}:
                self.list.executeDelayedItemsLayout()
                self.list.scrollTo(self.list.currentIndex())

    def _on_filter_changed(self, typed: str) -> None:
        self.entities.set_filter(typed.strip())
        self._show_state()

    def _on_left_downwards(self) -> None:
        if self.entities.rowCount():
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.entities.index(0))
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_collapsed(self) -> None:
        self._opened_group = None

    def _choose(self, index: QModelIndex) -> None:
        mention: Mention | None = index.data(MentionRole)
        if mention is not None:
            self.mention_chosen.emit(mention.id)

    def _enter(self, index: QModelIndex) -> None:
        mention: Mention | None = index.data(MentionRole)
        if mention is not None:
            self.mention_entered.emit(mention.id)
        else:
            self._ask_for_details(index)

    def _ask_for_details(self, index: QModelIndex) -> None:
        entity: Entity | None = index.data(EntityRole)
        if entity is not None:
            self.details_requested.emit(entity.id)

    def _on_menu_requested(self, place: QPoint) -> None:
        view = self._view()
        index = view.indexAt(place)
        mention: Mention | None = index.data(MentionRole)
        entity: Entity | None = index.data(EntityRole)
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if mention is not None:
            mention_id = mention.id  # while the menu is open the row may go
            menu.addAction("Show in the article").triggered.connect(
                lambda: self.mention_chosen.emit(mention_id)
            )
        if entity is not None:
            entity_id = entity.id
            menu.addAction("Entity details…").triggered.connect(
                lambda: self.details_requested.emit(entity_id)
            )
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(view.viewport().mapToGlobal(place))

    def _show_article(self) -> None:
        self._opened_group = None
        self.mentions.set_article(self._session.article)
        self.entities.refresh_all()
        self._show_state()

    def _show_state(self) -> None:
        if self._session.article is None:
            self._no_mentions.say("No article is open", "Choose one in the list of articles.")
        else:
            self._no_mentions.say("Nothing is tagged yet", _how_to_tag(self._session.labels()))
        self._article_page.setCurrentIndex(0 if self.mentions.count() else 1)
        total = self.entities.total()
        self._filter_line.setVisible(total > 0)
        self._show_all.setVisible(total > 0)
        if total:
            self._no_entities.say("Nothing found", "No name, alias or code has all of these words.")
        else:
            self._no_entities.say(
                "No entities yet", "They come as mentions are linked and as lists are accepted."
            )
        self._project_page.setCurrentIndex(0 if self.entities.rowCount() else 1)


def _stack(view: QWidget, empty: QWidget) -> QStackedWidget:
    stack = QStackedWidget()
    stack.addWidget(view)
    stack.addWidget(empty)
    return stack


def _how_to_tag(labels: list[Label]) -> str:
    keyed = next((label for label in labels if label.key), None)
    example = f", like {keyed.key} for {keyed.name}" if keyed else ""
    return f"Select a name in the article and press the key of a label{example}."


class _MentionTree(QTreeView):
    """The tree: a click chooses, Enter enters, the arrow keys only move, F2 asks for details."""

    chosen = Signal(QModelIndex)
    entered_by_key = Signal(QModelIndex)
    details_asked = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setItemDelegate(MentionDelegate(self))
        self.setIndentation(self.fontMetrics().height())
        self.setAccessibleName("Mentions in this article")
        _prepare(self)
        self.clicked.connect(self.chosen)

    @override
    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        # the style has filled the branch of a selected row with the full highlight, unlike the row
        painter.fillRect(rect, self.palette().color(QPalette.ColorRole.Base))
        current = index == self.currentIndex()
        selected = self.selectionModel().isSelected(index)
        paint_background(
            painter,
            Row(rect, self.font(), self.palette(), selected, current and self.hasFocus(), hovered=False),
        )
        if self.model().hasChildren(index):
            option = QStyleOption()
            option.initFrom(self)
            side = self.indentation()
            box = QRect(rect.right() + 1 - side, rect.top() + (rect.height() - side) // 2, side, side)
            option.rect = box.adjusted(side // 4, side // 4, -side // 4, -side // 4)  # pyright: ignore[reportAttributeAccessIssue] not in the stubs
            arrow = QStyle.PrimitiveElement
            down = self.isExpanded(index)
            self.style().drawPrimitive(
                arrow.PE_IndicatorArrowDown if down else arrow.PE_IndicatorArrowRight, option, painter, self
            )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _follow_key(self, event):
            super().keyPressEvent(event)


class _EntityList(QListView):
    """The list of the project's entities, with the same keys as the tree."""

    entered_by_key = Signal(QModelIndex)
    details_asked = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setItemDelegate(EntityDelegate(self))
        self.setAccessibleName("Entities of the project")
        _prepare(self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _follow_key(self, event):
            super().keyPressEvent(event)


def _prepare(view: QAbstractItemView) -> None:
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setMouseTracking(True)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)


def _follow_key(view: _MentionTree | _EntityList, event: QKeyEvent) -> bool:
    index = view.currentIndex()
    if not index.isValid():
        return False
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        view.entered_by_key.emit(index)
        return True
    if event.key() == Qt.Key.Key_F2:
        view.details_asked.emit(index)
        return True
    return False
