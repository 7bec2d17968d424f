"""The article: its head, the labels, the text with its mentions, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.describe import entity_name
from annotation.mention_layer import MentionRow
from annotation.records import Annotator, Article, Entity, Id, Label, Mention, Progress
from annotation.text.moves import Moves
from gui.actions import typed_keys
from gui.article.overview import OverviewStrip
from gui.article.spans import Place
from gui.article.view import ArticleView
from gui.mention_cards import MentionCards
from gui.mention_commands import MentionCommands
from gui.mention_menu import MentionMenu
from gui.mention_suggestions import MentionSuggestions
from gui.models.articles import date_words
from gui.models.languages import language_name
from gui.models.mention_spans import MentionSpans, Shown
from gui.session import Session
from gui.shortcuts import usual_shown
from gui.theme import faint, icon
from gui.widgets.clamped_label import ClampedLabel
from gui.widgets.empty_state import EmptyState
from gui.widgets.find_bar import FindBar
from gui.widgets.label_bar import LabelBar, LabelChip
from gui.widgets.plain_text import menu_text

MANY = 200
"""Mentions touched at once from which the view gets them all anew."""


class ArticlePanel(QWidget):
    """Shows the open article and edits its mentions.

    Args:
        session: the session.
        shown_key: returns the first key of an action by its id, as the system writes it.

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

    def __init__(
        self,
        session: Session,
        shown_key: Callable[[str], str] = usual_shown,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._shown_key = shown_key
        self._label_actions: list[QAction] = []
        self._text_shown: tuple[Id, str] | None = None  # of which article, and its hash
        self._title = ClampedLabel(lines=2, scale=1.6, bold=True)
        self._byline = ClampedLabel(colour=faint)
        self._labels = LabelBar()
        self._spans = MentionSpans(session.records)
        self.view = ArticleView(span_of=self._spans.span_of)
        self.view.setAccessibleName("Article text")
        self.find_bar = FindBar(can_tag=not session.read_only)
        self.mentions = MentionCommands(session, self.view, self)
        self.suggestions = MentionSuggestions(session, self.view, self)
        self.cards = MentionCards(session, self.view, self.mentions)
        self.menu = MentionMenu(session, self.view, self.mentions, self)
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
        self.mentions.hinted.connect(self.hinted)
        self.suggestions.hinted.connect(self.hinted)
        self.suggestions.changed.connect(self._show_aside)
        self.suggestions.changed.connect(self._show_detail)
        self.suggestions.changed.connect(self.selection_changed)
        self.suggestions.current_changed.connect(self._show_detail)
        self.suggestions.current_changed.connect(self.selection_changed)
        self.suggestions.correction_wanted.connect(self.mentions.pick_entity)
        self.cards.hinted.connect(self.hinted)
        self.find_bar.tag_all_requested.connect(self.mentions.tag_all)
        self._labels.label_pressed.connect(self._on_label_pressed)
        self.view.selection_changed.connect(self._on_caret_moved)
        self.view.caret_moved.connect(self._on_caret_moved)
        self.view.current_changed.connect(self._on_current_changed)
        self.view.span_activated.connect(self._on_span_activated)
        self.view.context_menu_requested.connect(self.menu.open)
        session.article_opened.connect(self._on_article_opened)
        session.changed.connect(self._on_changed)
        session.proposals_changed.connect(self._show_aside)
        self.setFocusProxy(self.view)
        self._show_labels()
        self._on_article_opened()

    def _make_page(self) -> QWidget:
        page = QWidget(self)
        unit = self.fontMetrics().height()
        column = QVBoxLayout(page)
        column.setContentsMargins(unit, round(unit * 0.7), unit, unit // 3)
        column.setSpacing(unit // 3)
        for widget in (self._title, self._byline, self._labels, self.find_bar):
            column.addWidget(widget)
        text = QHBoxLayout()
        text.setSpacing(0)
        text.addWidget(self.view, 1)
        text.addWidget(OverviewStrip(self.view))
        column.addLayout(text, 1)
        column.addWidget(self._detail)
        return page

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.find_bar.isHidden():
            self.find_bar.closed.emit()
        else:
            super().keyPressEvent(event)

    def show_mention(self, mention_id: Id) -> None:
        """Make a mention current and bring it into sight."""
        self.view.set_current(mention_id)

    def show_keys(self) -> None:
        """Name the keys as they are now."""
        self._show_detail()

    def link(self) -> None:
        """Say who the current mention is, or the current suggestion, which is accepted by it."""
        if self.mentions.current() is None and self.suggestions.current is not None:
            self.suggestions.correct()
        else:
            self.mentions.link()

    def show_spans(self, spans: list[tuple[int, int]]) -> None:
        """Point out stretches of the text, such as the evidence of a stance."""
        self.view.highlight(spans)

    def _on_article_opened(self) -> None:
        article = self._session.article
        self._stack.setCurrentIndex(0 if article else 1)
        self._show_head()
        self._spans.set_article(article)
        mentions = self._session.records.mentions.in_order()
        shown, self._text_shown = self._text_shown, (article.id, article.sha256) if article else None
        if article is not None and shown == self._text_shown:  # it is shown as it was, or as it is again
            self.view.set_spans(mentions)
            self.view.set_aside(self._places_aside())
        else:
            self.view.set_article(article.text if article else "", mentions, self._places_aside())
        self.view.highlight([])
        self._show_detail()
        self.selection_changed.emit()

    @property
    def shown(self) -> Shown:
        """What is seen in the article."""
        return self._spans.shown

    def show_only(self, shown: Shown) -> None:
        """Let something else be seen in the article."""
        self._spans.shown = shown
        self._show_aside()

    def _show_aside(self) -> None:
        self.view.set_aside(self._places_aside())

    def _places_aside(self) -> list[Place]:
        """Return where the mentions of others and what is proposed stand."""
        session, article = self._session, self._session.article
        others: list[tuple[str, list[MentionRow]]] = []
        for annotator in session.records.all(Annotator):
            if article and annotator.id in self._spans.shown.others and annotator.id != session.annotator.id:
                others.append((annotator.name, session.project.mention_rows(article.id, annotator.id)))
        return self._spans.set_aside(
            others, session.pending_lists(), session.undecided_members(), self.suggestions.pending()
        )

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(Label):
            self._show_labels()
        if changes.touches(Article, Progress):
            self._show_head()
        if self._correct_text(changes):
            self._show_detail()
            self.selection_changed.emit()
            return
        if any(
            change.kind in (Label, Entity) and change.before and change.after for change in changes.changes
        ):
            self.view.redraw_spans()
        self._follow_mentions(changes)
        self._show_detail()
        self.selection_changed.emit()

    def _correct_text(self, changes: ChangeSet) -> bool:
        """Show the text that was corrected, where one was reading; False if it is the same as before."""
        article = self._session.article
        old = self.view.text
        if article is None or article.text == old or not changes.touches(Article):
            return False
        moves, current = Moves(old, article.text), self.view.current
        caret = moves.position(self.view.caret())
        top = moves.position(self.view.position_at(QPoint(self.view.viewport().width() // 2, 1)))
        self._spans.set_article(article)
        self.view.set_article(article.text, self._session.records.mentions.in_order(), self._places_aside())
        self.view.show_from(top)
        self.view.select(caret, caret)
        self.view.set_current(current, reveal=False)
        self.view.reveal(caret)
        return True

    def _follow_mentions(self, changes: ChangeSet) -> None:
        touched = {change.record_id: None for change in changes.changes if change.kind is Mention}
        if len(touched) >= MANY:
            self.view.set_spans(self._session.records.mentions.in_order())
            return
        for mention_id in touched:
            row = self._session.records.mentions.row(mention_id)
            if row is None:
                self.view.drop_span(mention_id)
            else:
                self.view.put_span(row)

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
        if mention is None and self.suggestions.current is not None:
            text = self.suggestions.current_words()
            keys = (("mention.accept_suggested", "accepts"), ("mention.reject_suggested", "rejects"))
            text = " · ".join([text, *self._told_keys((*keys, ("mention.link", "says who it is")))])
        elif mention is None:
            text = " · ".join(self._first_steps())
        else:
            label = self._session.records.get(Label, mention.label_id)
            linked = entity_name(self._session.records, mention.entity_id)
            link = f"→ {linked}" if mention.entity_id else "not linked"
            if not mention.entity_id and (key := self._shown_key("mention.link")):
                link += f": {key} says who it is"
            text = f"{article.text[mention.start : mention.end]}  ·  {label.name}  {link}"
            if mention.note:
                text += f"  ·  {mention.note}"
        self._detail.set_text(" ".join(text.split()))
        self.view.setAccessibleDescription(self._detail.text())

    def _first_steps(self) -> list[str]:
        """Say how to begin, by the keys that there are."""
        steps = ("mention.next", "walks the mentions"), ("help.shortcuts", "shows every key")
        if self.suggestions.pending():
            steps = (("mention.accept_suggested", "goes to what is suggested"), *steps)
        return ["Select text and press a label’s key", *self._told_keys(steps)]

    def _told_keys(self, steps: Iterable[tuple[str, str]]) -> list[str]:
        return [f"{key} {does}" for action_id, does in steps if (key := self._shown_key(action_id))]

    def _on_label_pressed(self, label_id: Id) -> None:
        label = self._session.records.get(Label, label_id)
        picked = self.view.selection() is not None or self.view.current is not None
        if self.suggestions.current is not None and not picked:
            self.suggestions.accept_as(label)
        else:
            self.mentions.tag(label)

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
        self.view.set_current(span_id, reveal=False)
        self.mentions.link()
