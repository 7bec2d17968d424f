"""The article: its head, the labels, the text with its mentions, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from annotation.changes import ChangeSet
from annotation.describe import entity_name
from annotation.edits import mentions as edits
from annotation.records import Article, Entity, Id, Label, Mention, Progress
from annotation.text.words import trim
from gui.actions import typed_keys
from gui.article.resizing import earlier_end, earlier_start, later_end, later_start
from gui.article.spans import Span
from gui.article.view import ArticleView
from gui.dialogs.entity_picker import EntityPicker
from gui.dialogs.note import ask_for_note
from gui.models.articles import date_words, language_name
from gui.models.mention_spans import mention_spans
from gui.session import Session
from gui.theme import faint, icon
from gui.widgets.clamped_label import ClampedLabel
from gui.widgets.empty_state import EmptyState
from gui.widgets.label_bar import LabelBar, LabelChip
from gui.widgets.menus import Menu
from gui.widgets.plain_text import menu_text


class ArticlePanel(QWidget):
    """Shows the open article and edits its mentions.

    Signals:
        selection_changed(): the selection, the caret or the current mention changed.
        mention_shown(object): the id of the current mention, or None.
        hinted(str): a short remark for the status bar.
        import_requested(), paste_requested(): asked for while no article is open.
    """

    selection_changed = Signal()
    mention_shown = Signal(object)
    hinted = Signal(str)
    import_requested = Signal()
    paste_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._label_actions: list[QAction] = []
        self._title = ClampedLabel(lines=2, scale=1.6, bold=True)
        self._byline = ClampedLabel(colour=faint)
        self._labels = LabelBar()
        self.view = ArticleView()
        self.view.setAccessibleName("Article text")
        self._detail = ClampedLabel(colour=faint)
        self._empty = EmptyState(
            "No article is open",
            "Choose one on the left, drop text files here, or bring one in.",
        )
        self._empty.add_button("Import articles…", icon("import"), self.import_requested.emit)
        self._empty.add_button("Paste an article…", icon("paste"), self.paste_requested.emit)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._make_page())
        self._stack.addWidget(self._empty)
        self._labels.label_pressed.connect(self._on_label_pressed)
        self.view.selection_changed.connect(self._on_caret_moved)
        self.view.caret_moved.connect(self._on_caret_moved)
        self.view.current_changed.connect(self._on_current_changed)
        self.view.span_activated.connect(self._on_span_activated)
        self.view.context_menu_requested.connect(self._on_context_menu_requested)
        session.article_opened.connect(self._on_article_opened)
        session.changed.connect(self._on_changed)
        self.setFocusProxy(self.view)
        self._show_labels()
        self._on_article_opened()

    def _make_page(self) -> QWidget:
        page = QWidget(self)
        unit = self.fontMetrics().height()
        column = QVBoxLayout(page)
        column.setContentsMargins(unit, round(unit * 0.7), unit, unit // 3)
        column.setSpacing(unit // 3)
        for widget in (self._title, self._byline, self._labels):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        column.addWidget(self._detail)
        return page

    def current_mention(self) -> Mention | None:
        """Return the current mention, or else the innermost one under the caret."""
        span_id = self.view.current or next(iter(self.view.span_ids_at(self.view.caret())), None)
        return self._session.records.find(Mention, span_id)

    def selection(self) -> tuple[int, int] | None:
        """Return what is selected, without the white space and the punctuation at its ends."""
        selection = self.view.selection()
        return self._trimmed(*selection) if selection else None

    def selected_span(self) -> tuple[int, int] | None:
        """Return what is selected, or else the current mention's span."""
        mention = None if self.view.selection() else self.current_mention()
        return (mention.start, mention.end) if mention else self.selection()

    def show_mention(self, mention_id: Id) -> None:
        """Make a mention current and bring it into sight."""
        self.view.set_current(mention_id)

    def show_spans(self, spans: list[tuple[int, int]]) -> None:
        """Point out stretches of the text, such as the evidence of a stance."""
        self.view.highlight(spans)

    def next_mention(self) -> None:
        """Go to the next mention; after the last comes the first."""
        self._walk(backward=False)

    def previous_mention(self) -> None:
        """Go to the mention before."""
        self._walk(backward=True)

    def pick(self) -> None:
        """Pick the innermost mention at the caret; again, the one around it."""
        caret = self.view.caret()
        here = self.view.span_ids_at(caret)
        here += [span_id for span_id in self.view.span_ids_at(caret - 1) if span_id not in here]
        if not here:
            self.hinted.emit("There is no mention under the caret")
        elif self.view.current in here:
            self.view.set_current(here[(here.index(self.view.current) + 1) % len(here)], reveal=False)
        else:
            self.view.set_current(here[0], reveal=False)

    def tag(self, label: Label) -> None:
        """Tag the selection, or re-label the current mention, or tag the word under the caret."""
        article = self._session.article
        if article is None:
            return
        if self._session.read_only:
            self.hinted.emit("The project is open read only: nothing can be tagged here")
            return
        current = self._session.records.find(Mention, self.view.current)
        selection = self.view.selection()
        if selection is None and current is not None:
            self._session.apply(edits.relabel(article, current, label))
            return
        span = self._trimmed(*(selection or self.view.word_or_selection() or (0, 0)))
        if span is None:
            self.hinted.emit(f"Select some text, then press {label.key or 'the label'} for {label.name}")
            return
        changes, mention = edits.tag(
            self._session.records, self._session.names, article, self._session.annotator.id, label, *span
        )
        if changes and not self._session.apply(changes):
            return
        self.view.select(mention.end, mention.end)
        self.view.set_current(mention.id, reveal=False)
        self.view.reveal(mention.start)
        if changes and mention.entity_id is None:
            self._pick_entity(mention)

    def link(self) -> None:
        """Say who or what the current mention is."""
        mention = self.current_mention()
        if mention is not None:
            self._pick_entity(mention)

    def unlink(self) -> None:
        """Take the entity from the current mention."""
        article, mention = self._session.article, self.current_mention()
        if article and mention:
            self._session.apply(edits.link(self._session.records, article, mention, None))

    def note(self) -> None:
        """Write a note on the current mention."""
        article, mention = self._session.article, self.current_mention()
        if article is None or mention is None:
            return
        text = ask_for_note(self, edits.quote(article, mention.start, mention.end), mention.note)
        if text is not None:
            self._session.apply(edits.note(article, mention, text))

    def remove(self) -> None:
        """Remove the current mention and go on to the next place in the text."""
        article, mention = self._session.article, self.current_mention()
        if article and mention:
            self._session.apply(edits.remove_mentions(article, [mention]))

    def move_end(self, *, later: bool) -> None:
        """Let the current mention end one word later or earlier; it keeps at least one word."""
        article, mention = self._session.article, self.current_mention()
        if article is None or mention is None:
            return
        text, start, end = article.text, mention.start, mention.end
        self._resize(mention, start, later_end(text, end) if later else earlier_end(text, start, end))

    def move_start(self, *, later: bool) -> None:
        """Let the current mention start one word later or earlier; it keeps at least one word."""
        article, mention = self._session.article, self.current_mention()
        if article is None or mention is None:
            return
        text, start, end = article.text, mention.start, mention.end
        self._resize(mention, later_start(text, start, end) if later else earlier_start(text, start), end)

    def resize_to_selection(self) -> None:
        """Give the selection's span to the current mention, or else to the shortest that it meets."""
        span = self.selection()
        if span is None:
            self.hinted.emit("Select the text that the mention should cover")
            return
        mentions = self._session.records.all(Mention)
        met = [m for m in mentions if m.start < span[1] and span[0] < m.end]
        mention = self.current_mention() or min(met, key=lambda m: m.end - m.start, default=None)
        if mention is None:
            self.hinted.emit("The selection meets no mention")
            return
        self._resize(mention, *span)

    def _resize(self, mention: Mention, start: int, end: int) -> None:
        article = self._session.article
        if article is None or not 0 <= start < end <= len(article.text):
            return
        if self._session.apply(edits.resize(article, mention, start, end)):
            self.view.set_current(mention.id, reveal=False)
            self.view.reveal(start)

    def _walk(self, *, backward: bool) -> None:
        span_id = self.view.next_span(backward)
        if span_id is None:
            self.hinted.emit("There are no mentions yet: select some text and press a label's key")
        else:
            self.view.set_current(span_id)

    def _pick_entity(self, mention: Mention) -> None:
        article = self._session.article
        if article is None or self._session.read_only:
            return
        surface = " ".join(article.text[mention.start : mention.end].split())
        picked = EntityPicker.pick(
            self._session,
            self,
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
        self.view.setFocus()

    def _caret_on_screen(self) -> QRect:
        rect = self.view.cursorRect()
        return QRect(self.view.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def _trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        """Leave out white space and punctuation at both ends of a span; None if nothing is left."""
        start, end = trim(self.view.text, start, end)
        return (start, end) if start < end else None

    def _on_article_opened(self) -> None:
        article = self._session.article
        self._stack.setCurrentIndex(0 if article else 1)
        self._show_head()
        if article:
            self.view.set_article(article.text, self._spans(self._session.records.all(Mention)))
        else:
            self.view.set_article("", [])
        self.view.highlight([])
        self._show_detail()
        self.selection_changed.emit()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(Label):
            self._show_labels()
        if changes.touches(Article, Progress):
            self._show_head()
        if any(
            change.kind in (Label, Entity) and change.before and change.after for change in changes.changes
        ):
            self.view.set_spans(self._spans(self._session.records.all(Mention)))
        else:
            self._follow_mentions(changes)
        self._show_detail()
        self.selection_changed.emit()

    def _follow_mentions(self, changes: ChangeSet) -> None:
        for change in changes.changes:
            if change.kind is not Mention:
                continue
            mention = self._session.records.find(Mention, change.record_id)
            if mention is None:
                self.view.drop_span(change.record_id)
            else:
                self.view.put_span(*self._spans([mention]))

    def _spans(self, mentions: Sequence[Mention]) -> list[Span]:
        article = self._session.article
        return list(mention_spans(self._session.records, article, mentions)) if article else []

    def _show_head(self) -> None:
        article = self._session.article
        if article is None:
            return
        self._title.set_text(article.title)
        date = date_words(article.published_on)
        parts = [article.source, date, language_name(article.language), str(self._session.status())]
        self._byline.set_text(" · ".join(part for part in parts if part))

    def _show_labels(self) -> None:
        labels = self._session.labels()
        self._labels.set_labels(
            [
                LabelChip(
                    label.id,
                    label.name,
                    label.colour,
                    label.key,
                    f"Tag the selection as {label.name}" + (f" ({label.key})" if label.key else ""),
                )
                for label in labels
            ]
        )
        for action in self._label_actions:
            self.view.removeAction(action)
            action.deleteLater()
        self._label_actions = [self._label_action(label) for label in labels]
        for action in self._label_actions:
            self.view.addAction(action)

    def _label_action(self, label: Label) -> QAction:
        action = QAction(menu_text(label.name), self.view)
        if label.key:
            action.setShortcuts([QKeySequence(key) for key in typed_keys(label.key)])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False, label_id=label.id: self._on_label_pressed(label_id))
        return action

    def _show_detail(self) -> None:
        """Say in one line what the current mention is, or how to begin."""
        mention = self._session.records.find(Mention, self.view.current)
        article = self._session.article
        if article is None:
            return
        if mention is None:
            text = "Select text and press a label’s key · Tab walks the mentions · F1 shows every key"
        else:
            label = self._session.records.get(Label, mention.label_id)
            linked = entity_name(self._session.records, mention.entity_id)
            link = f"→ {linked}" if mention.entity_id else "not linked: Enter says who it is"
            text = f"{article.text[mention.start : mention.end]}  ·  {label.name}  {link}"
            if mention.note:
                text += f"  ·  {mention.note}"
        self._detail.set_text(" ".join(text.split()))

    def _on_label_pressed(self, label_id: Id) -> None:
        self.tag(self._session.records.get(Label, label_id))

    def _on_caret_moved(self) -> None:
        """Let go of the current mention once the caret has left it, unless that is to select from there."""
        current = self._session.records.find(Mention, self.view.current)
        caret, selection = self.view.caret(), self.view.selection()
        if current is not None and selection is None and not current.start <= caret <= current.end:
            self.view.set_current(None)
        self.selection_changed.emit()

    def _on_current_changed(self, span_id: object) -> None:
        self._show_detail()
        self.mention_shown.emit(span_id)
        self.selection_changed.emit()

    def _on_span_activated(self, span_id: str) -> None:
        mention = self._session.records.find(Mention, span_id)
        if mention is not None:
            self._pick_entity(mention)

    def _on_context_menu_requested(self, place: QPoint, position: int) -> None:
        if self.view.selection() is None:
            here = self.view.span_ids_at(position)
            if here and self.view.current not in here:
                self.view.set_current(here[0], reveal=False)
        menu = Menu(self)
        menu.addActions([action for action in self._label_actions if not self._session.read_only])
        menu.addSeparator()
        menu.addActions([action for action in self.actions() if action.isEnabled()])
        menu.exec(place)
        menu.deleteLater()
