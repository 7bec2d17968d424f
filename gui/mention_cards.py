"""The card that says of a mention what it is, who tagged it and when: where the mouse rests, or by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale, QObject, QRect, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication

from annotation.errors import SurroundingsError
from annotation.records import Entity, Id, Label, Mention
from gui.article.hovering import HoverWatch
from gui.article.view import ArticleView
from gui.mention_commands import MentionCommands
from gui.session import Session
from gui.widgets.hover_card import CardEntry, HoverCard
from storage.project import Authorship

_MOST = 3
"""How many mentions a card speaks of; the others are only counted."""


class MentionCards(QObject):
    """Shows cards beside the mentions of an article view.

    Args:
        session: the session.
        view: shows the open article.
        mentions: knows the current mention.

    Signals:
        hinted(str): a short remark for the status bar.
    """

    hinted = Signal(str)

    def __init__(self, session: Session, view: ArticleView, mentions: MentionCommands) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._mentions = mentions
        self._watch = HoverWatch(view)
        self.card = HoverCard(view)
        self._watch.rested.connect(self._show)
        self._watch.moved_on.connect(self.card.hide)
        session.changed.connect(self._watch.move_on)
        session.article_opened.connect(self._watch.move_on)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        return {"mention.card": self.show_current}

    def show_current(self) -> None:
        """Show the card of the current mention, and say it; again, take it away."""
        mention = self._mentions.current()
        shown = self.card.isVisible()
        self._watch.move_on()
        if mention is None:
            self.hinted.emit("There is no mention under the caret")
        elif not shown:
            self._view.reveal(mention.start)
            self._watch.hold([mention.id])
            self._show([mention.id])
            event = QAccessibleAnnouncementEvent(self._view, self.card.accessibleName())
            QAccessible.updateAccessibility(event)

    def _show(self, span_ids: Sequence[Id]) -> None:
        found = (self._session.records.find(Mention, span_id) for span_id in span_ids)
        mentions = [mention for mention in found if mention is not None]
        if not mentions or not QApplication.activeWindow():
            return
        shown = mentions[:_MOST]
        made = self._authorship([mention.id for mention in shown])
        entries = [self._entry(mention, made.get(mention.id)) for mention in shown]
        box = self._view.box_of(shown[0].id)
        viewport = self._view.viewport()
        box = box.intersected(viewport.rect())
        self.card.show_beside(
            entries, len(mentions) - len(shown), QRect(viewport.mapToGlobal(box.topLeft()), box.size())
        )

    def _entry(self, mention: Mention, made: Authorship | None) -> CardEntry:
        records = self._session.records
        label = records.get(Label, mention.label_id)
        entity = records.find(Entity, mention.entity_id)
        return CardEntry(
            label=label.name,
            colour=label.colour,
            title=entity.name if entity else "",
            code=entity.code if entity else "not linked to an entity",
            note=mention.note,
            made=made_words(made) if made else (),
        )

    def _authorship(self, mention_ids: Sequence[Id]) -> dict[Id, Authorship]:
        """Return who made mentions and when; nothing while the file cannot be read: a card is no errand."""
        try:
            return self._session.project.authorship(mention_ids)
        except SurroundingsError:
            return {}


def made_words(made: Authorship) -> list[str]:
    """Say who made something and when it was last changed, a line for each person who did either."""
    if made.added_by == made.changed_by:
        return [f"{made.changed_by} · {time_words(made.changed_at)}"]
    return [
        f"Added by {made.added_by} · {time_words(made.added_at)}",
        f"Changed by {made.changed_by} · {time_words(made.changed_at)}",
    ]


def time_words(moment: datetime) -> str:
    """Write a moment as the reader does, in local time."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    locale = QLocale()
    day = locale.toString(local.date(), "d MMM yyyy")
    return f"{day}, {locale.toString(local.time(), QLocale.FormatType.ShortFormat)}"
