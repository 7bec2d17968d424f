"""Who and what is mentioned: in the open article, mention by mention, and in the whole project."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QListView,
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.records import Alias, Article, Entity, Id, Label, Mention
from gui.models.entities import EntitiesModel
from gui.models.entity_delegates import EntityDelegate, MentionDelegate
from gui.models.mentions import EntityRole, MentionRole, MentionsModel, OpenRole
from gui.session import Session
from gui.widgets.empty_state import EmptyState
from gui.widgets.filter_box import FilterBox
from gui.widgets.menus import Menu
from gui.widgets.row_painting import indentation


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
        self._opened_group: QPersistentModelIndex | None = None  # by itself, to show the current mention
        self.mentions = MentionsModel(session.records, self)
        self.entities = EntitiesModel(session.records, self)
        self.table = _MentionTable(self.mentions, self)
        self.list = _EntityList(self)
        self.list.setModel(self.entities)
        self.tabs = QTabBar()
        self._pages = QStackedWidget()
        self._mention_filter = FilterBox("Filter by text, name or label")
        self._filter = FilterBox("Filter by name, alias or code")
        self._no_mentions = EmptyState()
        self._no_entities = EmptyState()
        self._lay_out()
        self._connect()
        self._show_article()

    def show_mention(self, mention_id: Id | None) -> None:
        """Follow the article: mark the row of its current mention, or none. No signal is sent."""
        group, opened = self.mentions.group_of(mention_id), self._opened_group
        if opened is not None and opened.isValid() and opened.row() != group.row():
            self.mentions.set_open(opened, opened=False)
            group = self.mentions.group_of(mention_id)
        if group.isValid() and not group.data(OpenRole):
            self.mentions.set_open(group, opened=True)
            self._opened_group = QPersistentModelIndex(group)
        index = self.mentions.index_of_mention(mention_id)
        self.table.setCurrentIndex(index)
        if index.isValid():
            self.table.scrollTo(self.mentions.group_of(mention_id))  # with who it is, where both can be seen
            self.table.scrollTo(index)

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
        self._article_page = _stack(self.table, self._no_mentions)
        self._project_page = _stack(self.list, self._no_entities)
        self._show_all_mentions = self._no_mentions.add_button(
            "Show all mentions", None, self._mention_filter.clear
        )
        self._show_all = self._no_entities.add_button("Show all entities", None, self._filter.clear)
        self._mention_filter_line = _filter_line(self._mention_filter, space)
        self._filter_line = _filter_line(self._filter, space)
        self._pages.addWidget(_page(self._mention_filter_line, self._article_page))
        self._pages.addWidget(_page(self._filter_line, self._project_page))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, space // 2, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.tabs)
        outer.addWidget(self._pages, 1)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self._session.changed.connect(self._on_changed)
        self._session.article_opened.connect(self._show_article)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self._mention_filter.filter_changed.connect(self._on_mention_filter_changed)
        self._mention_filter.left_downwards.connect(self._on_left_to_mentions)
        self._filter.filter_changed.connect(self._on_filter_changed)
        self._filter.left_downwards.connect(self._on_left_downwards)
        self.table.clicked.connect(self._choose)
        self.table.toggled.connect(self._on_toggled)
        self.list.doubleClicked.connect(self._ask_for_details)
        for view in (self.table, self.list):
            view.entered_by_key.connect(self._enter)
            view.details_asked.connect(self._ask_for_details)
            view.customContextMenuRequested.connect(self._on_menu_requested)

    def _view(self) -> QAbstractItemView:
        return self.list if self.tabs.currentIndex() else self.table

    def _on_tab_changed(self, tab: int) -> None:
        self._pages.setCurrentIndex(tab)
        self.setFocusProxy(self._view())

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(Article, Mention, Entity, Alias, Label):
            article = self._session.article
            if article is not None and article.text != self.mentions.text:
                self.mentions.set_article(article)
            else:
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

    def _on_mention_filter_changed(self, typed: str) -> None:
        self.mentions.set_filter(typed.strip())
        self._opened_group = None
        self._show_state()

    def _on_left_to_mentions(self) -> None:
        if self.mentions.rowCount():
            if not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self.mentions.index(0))
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_toggled(self) -> None:
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
        there = self._session.records.count(Mention) > 0
        self._mention_filter_line.setVisible(there)
        self._show_all_mentions.setVisible(there)
        if self._session.article is None:
            self._no_mentions.say("No article is open", "Choose one in the list of articles.")
        elif there:
            self._no_mentions.say("Nothing found", "No mention, name or label here has all of these words.")
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


def _filter_line(box: FilterBox, space: int) -> QWidget:
    line = QWidget()
    layout = QVBoxLayout(line)
    layout.setContentsMargins(space, space, space, space)
    layout.addWidget(box)
    return line


def _page(filter_line: QWidget, rows: QWidget) -> QWidget:
    page = QWidget()
    lines = QVBoxLayout(page)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    lines.addWidget(filter_line)
    lines.addWidget(rows, 1)
    return page


def _how_to_tag(labels: list[Label]) -> str:
    keyed = next((label for label in labels if label.key), None)
    example = f", like {keyed.key} for {keyed.name}" if keyed else ""
    return f"Select a name in the article and press the key of a label{example}."


class _MentionTable(QTableView):
    """The groups and their mentions: a click chooses, Enter enters, arrows only move, F2 asks for details.

    Left closes a group, Right opens it, as does a click on its arrow or a double click; * opens all of them.

    Signals:
        toggled(): the person has opened or closed a group.
        entered_by_key(QModelIndex), details_asked(QModelIndex): Enter and F2.
    """

    toggled = Signal()
    entered_by_key = Signal(QModelIndex)
    details_asked = Signal(QModelIndex)

    def __init__(self, model: MentionsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._mentions = model
        self.setModel(model)
        self.setItemDelegate(MentionDelegate(self))
        self.setAccessibleName("Mentions in this article")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(0)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self._take_on_font()
        _prepare(self)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._take_on_font()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, plain = self.currentIndex(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if index.isValid() and plain and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._on_sideways(index, opened=event.key() == Qt.Key.Key_Right)
        elif event.text() == "*":
            self._mentions.open_all()
            self.setCurrentIndex(self._mentions.index(0))
            self.toggled.emit()
        elif not _follow_key(self, event):
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        on_arrow = event.position().x() < indentation(self.fontMetrics())
        if event.button() is Qt.MouseButton.LeftButton and on_arrow and index.data(OpenRole) is not None:
            self._toggle(index)
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.data(OpenRole) is not None:
            self._toggle(index)
        super().mouseDoubleClickEvent(event)

    def _on_sideways(self, index: QModelIndex, *, opened: bool) -> None:
        if index.data(OpenRole) is (not opened):
            self._toggle(index)
        elif not opened:
            self.setCurrentIndex(self._mentions.group_above(index))

    def _toggle(self, index: QModelIndex) -> None:
        self._mentions.set_open(index, opened=not index.data(OpenRole))
        self.toggled.emit()

    def _take_on_font(self) -> None:
        self.verticalHeader().setDefaultSectionSize(
            round(self.fontMetrics().lineSpacing() * MentionDelegate.LINES)
        )


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


def _follow_key(view: _MentionTable | _EntityList, event: QKeyEvent) -> bool:
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
