"""What an annotator does with the mentions of the open article: tag, walk, resize, link, note, remove."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from annotation.edits import mentions as edits
from annotation.records import Entity, Id, Label, Mention
from annotation.text.searching import Query
from annotation.text.words import sentence_at, trim
from gui.article.resizing import (
    earlier_end,
    earlier_start,
    end_by_character,
    later_end,
    later_start,
    start_by_character,
)
from gui.article.view import ArticleView
from gui.dialogs.entity_picker import EntityPicker
from gui.dialogs.note import ask_for_note
from gui.dialogs.tag_all import TagAll
from gui.session import Session
from gui.widgets.plain_text import one_line


class MentionCommands(QObject):
    """The commands on the mentions that an article view shows.

    Args:
        session: the session.
        view: shows the open article.
        host: the widget over which dialogs open.

    Signals:
        hinted(str): a short remark for the status bar.
    """

    hinted = Signal(str)

    def __init__(self, session: Session, view: ArticleView, host: QWidget) -> None:
        super().__init__(host)
        self._session = session
        self._view = view
        self._host = host
        self._last_label_id: Id = ""

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        return {
            "mention.next": self.next,
            "mention.previous": self.previous,
            "mention.pick": self.pick,
            "mention.link": self.link,
            "mention.unlink": self.unlink,
            "mention.note": self.note,
            "mention.end_later": lambda: self.move_end(later=True),
            "mention.end_earlier": lambda: self.move_end(later=False),
            "mention.start_earlier": lambda: self.move_start(later=False),
            "mention.start_later": lambda: self.move_start(later=True),
            "mention.end_later_by_character": lambda: self.move_end(later=True, by_character=True),
            "mention.end_earlier_by_character": lambda: self.move_end(later=False, by_character=True),
            "mention.start_earlier_by_character": lambda: self.move_start(later=False, by_character=True),
            "mention.start_later_by_character": lambda: self.move_start(later=True, by_character=True),
            "mention.resize": self.resize_to_selection,
            "mention.remove": self.remove,
            "find.tag_all": self.tag_all,
        }

    def current(self) -> Mention | None:
        """Return the current mention, or else the innermost one under the caret."""
        span_id = self._view.current or next(iter(self._view.span_ids_at(self._view.caret())), None)
        return self._session.records.find(Mention, span_id)

    def selection(self) -> tuple[int, int] | None:
        """Return what is selected, without the white space and the punctuation at its ends."""
        selection = self._view.selection()
        return self._trimmed(*selection) if selection else None

    def passage(self) -> tuple[int, int] | None:
        """Return what is selected, or else the sentence around the caret."""
        article = self._session.article
        if article is None:
            return None
        start, end = self.selection() or sentence_at(article.text, self._view.caret())
        return (start, end) if start < end else None

    def selected_span(self) -> tuple[int, int] | None:
        """Return what is selected, or else the current mention's span."""
        mention = None if self._view.selection() else self.current()
        return (mention.start, mention.end) if mention else self.selection()

    def next(self) -> None:
        """Go to the next mention; after the last comes the first."""
        self._walk(backward=False)

    def previous(self) -> None:
        """Go to the mention before."""
        self._walk(backward=True)

    def pick(self) -> None:
        """Pick the innermost mention at the caret; again, the one around it."""
        caret = self._view.caret()
        here = self._view.span_ids_at(caret)
        here += [span_id for span_id in self._view.span_ids_at(caret - 1) if span_id not in here]
        if not here:
            self.hinted.emit("There is no mention under the caret")
        elif self._view.current in here:
            self._view.set_current(here[(here.index(self._view.current) + 1) % len(here)], reveal=False)
        else:
            self._view.set_current(here[0], reveal=False)

    def tag(self, label: Label) -> None:
        """Tag the selection, or re-label the current mention, or tag the word under the caret."""
        article = self._session.article
        if article is None:
            return
        if self._session.read_only:
            self.hinted.emit("Nothing can be tagged here: this can only be read")
            return
        self._last_label_id = label.id
        current = self._session.records.find(Mention, self._view.current)
        selection = self._view.selection()
        if selection is None and current is not None:
            self._session.apply(edits.relabel(article, current, label))
            return
        span = self._trimmed(*(selection or self._view.word_or_selection() or (0, 0)))
        if span is None:
            self.hinted.emit(f"Select some text, then press {label.key or 'the label'} for {label.name}")
            return
        changes, mention = edits.tag(
            self._session.records, self._session.names, article, self._session.annotator.id, label, *span
        )
        if changes and not self._session.apply(changes):
            return
        self._view.select(mention.end, mention.end)
        self._view.set_current(mention.id, reveal=False)
        self._view.reveal(mention.start)
        if changes and mention.entity_id is None:
            self.pick_entity(mention)

    def link(self) -> None:
        """Say who or what the current mention is."""
        mention = self.current()
        if mention is not None:
            self.pick_entity(mention)

    def unlink(self) -> None:
        """Take the entity from the current mention."""
        article, mention = self._session.article, self.current()
        if article and mention:
            self._session.apply(edits.link(self._session.records, article, mention, None))

    def note(self) -> None:
        """Write a note on the current mention."""
        article, mention = self._session.article, self.current()
        if article is None or mention is None:
            return
        text = ask_for_note(self._host, edits.quote(article, mention.start, mention.end), mention.note)
        if text is not None:
            self._session.apply(edits.note(article, mention, text))

    def remove(self) -> None:
        """Remove the current mention and go on to the next place in the text."""
        article, mention = self._session.article, self.current()
        if article and mention:
            self._session.apply(edits.remove_mentions(article, [mention]))

    def tag_all(self, query: Query | None = None) -> None:
        """Let the person tag every place where something stands, in this article or in all.

        Args:
            query: what is looked for; None: what is selected, or else what the current mention covers.
        """
        session, article = self._session, self._session.article
        if article is None or session.read_only:
            return
        label_id, entity = self._last_label_id, None
        if query is None:
            start, end = self.selected_span() or (0, 0)
            query = Query(one_line(article.text[start:end]), whole_words=True)
            current = self.current()
            if current is not None and (current.start, current.end) == (start, end):
                label_id, entity = current.label_id, session.records.find(Entity, current.entity_id)
        if session.records.find(Label, label_id) is None:  # none was used yet, or it was removed
            label_id = session.labels()[0].id
        done = TagAll.ask(session, self._host, query, label_id=label_id, entity=entity)
        if done is not None:
            self.hinted.emit(done[:1].upper() + done[1:])
        self._view.setFocus()

    def move_end(self, *, later: bool, by_character: bool = False) -> None:
        """Let the current mention end a word (or a character) later or earlier; something of it is kept."""
        article, mention = self._session.article, self.current()
        if article is None or mention is None:
            return
        text, start, end = article.text, mention.start, mention.end
        if by_character:
            end = end_by_character(text, start, end, later=later)
        else:
            end = later_end(text, end) if later else earlier_end(text, start, end)
        self._resize(mention, start, end, run=("resize", mention.id))

    def move_start(self, *, later: bool, by_character: bool = False) -> None:
        """Let the current mention start a word (or a character) later or earlier; something of it is kept."""
        article, mention = self._session.article, self.current()
        if article is None or mention is None:
            return
        text, start, end = article.text, mention.start, mention.end
        if by_character:
            start = start_by_character(text, start, end, later=later)
        else:
            start = later_start(text, start, end) if later else earlier_start(text, start)
        self._resize(mention, start, end, run=("resize", mention.id))

    def resize_to_selection(self) -> None:
        """Give the selection's span to the current mention, or else to the shortest that it meets."""
        span = self.selection()
        if span is None:
            self.hinted.emit("Select the text that the mention should cover")
            return
        met = next(iter(self._view.span_ids_meeting(*span)), None)
        mention = self.current() or self._session.records.find(Mention, met)
        if mention is None:
            self.hinted.emit("The selection meets no mention")
            return
        self._resize(mention, *span)

    def _resize(self, mention: Mention, start: int, end: int, run: Hashable = None) -> None:
        article = self._session.article
        if article is None or not 0 <= start < end <= len(article.text):
            return
        if self._session.apply(edits.resize(article, mention, start, end), run=run):
            self._view.set_current(mention.id, reveal=False)
            self._view.reveal(start)

    def _walk(self, *, backward: bool) -> None:
        span_id = self._view.next_span(backward)
        if span_id is None:
            self.hinted.emit("There are no mentions yet: select some text and press a label's key")
        else:
            self._view.set_current(span_id)

    def pick_entity(self, mention: Mention) -> None:
        """Ask who or what a mention is."""
        article = self._session.article
        if article is None or self._session.read_only:
            return
        surface = " ".join(article.text[mention.start : mention.end].split())
        picked = EntityPicker.pick(
            self._session,
            self._host,
            title=f"Who or what is “{surface}”?",
            typed=surface,
            label_id=mention.label_id,
            remember_surface=surface,
            near=self._caret_on_screen(),
        )
        if picked is not None:
            self._session.apply(
                edits.link(self._session.records, article, mention, picked.entity, remember=picked.remember)
            )
        self._view.setFocus()

    def _caret_on_screen(self) -> QRect:
        rect = self._view.cursorRect()
        return QRect(self._view.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def _trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        """Leave out white space and punctuation at both ends of a span; None if nothing is left."""
        start, end = trim(self._view.text, start, end)
        return (start, end) if start < end else None
