"""The article's context menu: what applies to the mention, the selection or the word that it is opened on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from annotation.records import Id, Label, Mention
from annotation.text.words import trim
from gui.article.view import ArticleView
from gui.mention_commands import MentionCommands
from gui.session import Session
from gui.widgets.menus import Menu
from gui.widgets.plain_text import menu_text, one_line

_OF_A_MENTION = ("mention.link", "mention.unlink", "mention.note", "mention.card")
_ENDS = tuple(
    f"mention.{end}{step}"
    for step in ("", "_by_character")
    for end in ("end_later", "end_earlier", "start_earlier", "start_later")
)
_WITH_A_MENTION = ("stance.record", "list.add_from_text", "find.tag_all")
_WITH_A_SELECTION = (
    "stance.record",
    "stance.add_evidence",
    "list.add_from_text",
    "list.from_text",
    "list.new",
    "find.tag_all",
)
_ANYWHERE = ("stance.record",)

_LONGEST = 32
"""Characters of the text that a menu quotes."""


class MentionMenu:
    """Opens the menu. Nothing in it is disabled: what does not apply is left out.

    Args:
        session: the session.
        view: shows the open article.
        mentions: the commands on its mentions.
        host: the widget over which the menu opens.
    """

    def __init__(self, session: Session, view: ArticleView, mentions: MentionCommands, host: QWidget) -> None:
        self._session = session
        self._view = view
        self._mentions = mentions
        self._host = host
        self._actions: Mapping[str, QAction] = {}

    def offer(self, actions: Mapping[str, QAction]) -> None:
        """Take on the window's actions, by the ids of the table."""
        self._actions = actions

    def open(self, place: QPoint, position: int, span_ids: Sequence[Id]) -> None:
        """Open the menu and do what is chosen; choosing one of nested mentions opens the menu of that one.

        Args:
            place: on the screen.
            position: the code point there. Outside the selection, the caret goes there.
            span_ids: the mentions there, innermost first.
        """
        selection = self._view.selection()
        if selection is not None and selection[0] <= position <= selection[1]:
            self._run(self._of_selection(*selection), place)
            return
        current = self._view.current
        self._view.select(position, position)
        here = [mention for mention in map(self._mention, span_ids) if mention is not None]
        chosen = next((mention for mention in here if mention.id == current), here[0] if here else None)
        while chosen is not None:
            self._view.set_current(chosen.id, reveal=False)
            chosen = self._mention(self._run(self._of_mention(chosen, here), place))
        if not here:
            self._view.set_current(None)
            self._run(self._of_word(), place)

    def _mention(self, mention_id: Id | None) -> Mention | None:
        return self._session.records.find(Mention, mention_id)

    def _run(self, menu: QMenu, place: QPoint) -> Id | None:
        """Show a menu; the mention that was picked in it, if one was."""
        if menu.isEmpty():
            return None
        chosen = menu.exec(place)
        picked = chosen.data() if chosen is not None else None
        menu.deleteLater()
        return picked if isinstance(picked, str) else None

    def _of_mention(self, mention: Mention, here: Sequence[Mention]) -> QMenu:
        menu = Menu(self._host)
        if len(here) > 1:
            pick = Menu(menu)
            for one in here:
                action = pick.addAction(self._words(one))
                action.setCheckable(True)
                action.setChecked(one is mention)
                action.setData(one.id)
            _add_submenu(menu, f"{len(here)} mentions here", pick)
        menu.addSection(self._words(mention))
        self._add(menu, _OF_A_MENTION)
        others = [label for label in self._session.labels() if label.id != mention.label_id]
        _add_submenu(menu, "Label as", self._labels(menu, others))
        ends = Menu(menu)
        self._add(ends, _ENDS)
        _add_submenu(menu, "Move its ends", ends)
        self._add(menu, ("mention.remove",))
        menu.addSeparator()
        self._add(menu, _WITH_A_MENTION)
        return menu

    def _of_selection(self, start: int, end: int) -> QMenu:
        menu = Menu(self._host)
        if self._mentions.selection() is not None:
            _add_submenu(menu, "Tag as", self._labels(menu, self._session.labels()))
            if self._view.span_ids_meeting(start, end):
                self._add(menu, ("mention.resize",))
            menu.addSeparator()
            self._add(menu, _WITH_A_SELECTION)
            menu.addSeparator()
        keys = QKeySequence(QKeySequence.StandardKey.Copy).toString(QKeySequence.SequenceFormat.NativeText)
        menu.addAction(f"Copy\t{keys}").triggered.connect(self._view.copy)
        return menu

    def _of_word(self) -> QMenu:
        menu = Menu(self._host)
        start, end = trim(self._view.text, *(self._view.word_or_selection() or (0, 0)))
        if start < end:
            labels = self._labels(menu, self._session.labels())
            _add_submenu(menu, f"Tag “{self._quote(start, end)}” as", labels)
            menu.addSeparator()
        self._add(menu, _ANYWHERE)
        return menu

    def _add(self, menu: QMenu, action_ids: Sequence[str]) -> None:
        """Add the actions that are there and make sense now."""
        found = (self._actions.get(action_id) for action_id in action_ids)
        menu.addActions([action for action in found if action is not None and action.isEnabled()])

    def _labels(self, menu: QMenu, labels: Sequence[Label]) -> QMenu:
        """Make a menu that tags with a label, or labels the current mention anew; empty where nobody may."""
        submenu = Menu(menu)
        for label in () if self._session.read_only else labels:
            key = f"\t{label.key}" if label.key else ""
            action = submenu.addAction(menu_text(label.name) + key)
            action.triggered.connect(lambda _checked=False, label=label: self._mentions.tag(label))
        return submenu

    def _words(self, mention: Mention) -> str:
        label = self._session.records.get(Label, mention.label_id)
        return menu_text(f"{label.name} · {self._quote(mention.start, mention.end)}")

    def _quote(self, start: int, end: int) -> str:
        surface = one_line(self._view.text[start:end])
        return surface if len(surface) <= _LONGEST else surface[: _LONGEST - 1] + "…"


def _add_submenu(menu: QMenu, title: str, submenu: QMenu) -> None:
    """Add a submenu, unless there is nothing in it."""
    if not submenu.isEmpty():
        submenu.setTitle(menu_text(title))
        menu.addMenu(submenu)
