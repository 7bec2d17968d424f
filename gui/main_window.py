"""The window: docks around the article, menus from the action table, and the wiring between the panels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QLabel,
    QMainWindow,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from annotation.changes import ChangeSet
from annotation.records import Annotator, Article, Entity, Id, Label, Progress, Status
from gui import article_commands
from gui.actions import ACTIONS, Need, make_actions
from gui.agreeing import Agreeing
from gui.dialogs.annotator_name import AnnotatorName
from gui.dialogs.entity_details import EntityDetails
from gui.dialogs.labels import LabelsDialog
from gui.errors import tell
from gui.exporting import Exporting
from gui.files import Files, ask_for_new_project, ask_for_project
from gui.finding import Finding
from gui.help_commands import HelpCommands
from gui.jobs import Jobs
from gui.list_commands import ListCommands
from gui.member_commands import MemberCommands
from gui.menus import fill_menus, make_toolbar
from gui.panels.alliances import AlliancesPanel
from gui.panels.article import ArticlePanel
from gui.panels.articles import ArticlesPanel
from gui.panels.checks import ChecksPanel
from gui.panels.entities import EntitiesPanel
from gui.panels.grid import GridPanel
from gui.panels.history import HistoryPanel
from gui.panels.review import ReviewPanel
from gui.panels.stances import StancesPanel
from gui.remarks import Remarks
from gui.review_commands import ReviewCommands
from gui.session import Session
from gui.settings import Settings
from gui.shortcuts import Shortcuts
from gui.teamwork import Teamwork
from gui.text_correction import correct_article
from gui.view_commands import ViewCommands
from gui.widgets.banner import Banner
from gui.widgets.plain_text import menu_text
from gui.widgets.status_line import StatusLine
from gui.window_layout import arrange_as_usual, keep_layout, make_docks, restore_layout

ABOUT = "Paksha records who is in a news article and who stands with whom."

FINISHED = (Status.DONE, Status.REVIEWED)


class MainWindow(QMainWindow):
    """Shows one session. Another project or annotator gets a window of its own.

    Signals:
        project_chosen(Path), project_wanted(Path): open this one; make it and open it.
        annotator_chosen(str): go on in this project under another name.
        layer_chosen(str): show the annotations of the annotator of this id, and stay oneself.
    """

    project_chosen = Signal(object)
    project_wanted = Signal(object)
    annotator_chosen = Signal(str)
    layer_chosen = Signal(str)

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self._titles: tuple[str | None, str | None] = (None, None)
        self._finished, self._total = 0, 0
        self.setWindowTitle(f"{session.project.path.stem} – Paksha")
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self._here = Need.NOTHING
        self._jobs = Jobs(self)
        self._files = Files(session, settings, self._jobs, self)
        self._shortcuts = Shortcuts(settings, session.labels, self)
        self.articles = ArticlesPanel(session)
        self._exporting = Exporting(session, settings, self._jobs, self.articles.shown, self)
        self._teamwork = Teamwork(session, settings, self._jobs, self.articles.shown, self)
        self._agreeing = Agreeing(session, settings, self._jobs, self)
        self.article = ArticlePanel(session, self._shortcuts.shown)
        self._finding = Finding(session, settings, self.article.view, self.article.find_bar, self)
        self.entities = EntitiesPanel(session)
        self.stances = StancesPanel(session, self._shortcuts.shown)
        self.alliances = AlliancesPanel(session, self._shortcuts.shown)
        self.grid = GridPanel(session)
        self._members = MemberCommands(session, self.alliances)
        self._lists = ListCommands(session, self.alliances, self._members, self.article.view.selection)
        self.checks = ChecksPanel(session, self._shortcuts.shown)
        self.history = HistoryPanel(session, settings)
        self.review = ReviewPanel(session)
        self._past = Banner(
            "Back to now", f"Show the article as it is now ({self._shortcuts.shown('review.now')})"
        )
        self._reviewing = ReviewCommands(
            session,
            self.articles,
            (self.stances, self.alliances, self.checks),
            self.article,
            self.review,
            self,
        )
        self._status = StatusLine()
        self.statusBar().addWidget(self._status, 1)
        self.statusBar().setSizeGripEnabled(False)
        self._remarks = Remarks(session, self._status, self)
        self._docks = self._place_panels()
        self.article.setMinimumWidth(self.fontMetrics().height() * 18)
        self._actions = make_actions(
            ACTIONS,
            {
                "": self,
                "article": self.article,
                "stances": self.stances.recorded,
                "offers": self.stances.offers,
                "alliances": self.alliances,
                "checks": self.checks,
                "history": self.history,
                "review": self.review,
            },
        )
        self._help = HelpCommands(
            self, session, settings, self._shortcuts, self._actions, self._docks, lambda: self._here,
            self.article.mentions.tag,
        )  # fmt: skip
        self._offer_actions()
        self._view = ViewCommands(session, self.article, settings, self)
        self._connect_actions()
        self._wire()
        self._wire_review()
        restore_layout(self, settings)
        self._show_project()

    @property
    def session(self) -> Session:
        """What is open in the window."""
        return self._session

    @property
    def project_path(self) -> Path:
        """The file of the open project."""
        return self._session.project.path

    def _place_panels(self) -> dict[str, QDockWidget]:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self._session.read_only:
            column.addWidget(_notice("Read only: nothing can be changed here."))
        column.addWidget(self._past)
        column.addWidget(self._reviewing.banner)
        column.addWidget(self.article, 1)
        self.setCentralWidget(centre)
        return make_docks(
            self,
            {
                "articles": self.articles,
                "entities": self.entities,
                "stances": self.stances,
                "grid": self.grid,
                "alliances": self.alliances,
                "checks": self.checks,
                "history": self.history,
                "review": self.review,
            },
        )

    def _offer_actions(self) -> None:
        """Put the actions where people look for them: menus, toolbar, panels."""
        self.article.menu.offer(self._actions)
        self.alliances.offer(self._actions)
        self._shortcuts.give_to(self._actions)
        fill_menus(self, self._actions, [dock.toggleViewAction() for dock in self._docks.values()])
        self.addToolBar(make_toolbar(self._actions))

    def _connect_actions(self) -> None:
        session, article, stances, alliances = self._session, self.article, self.stances, self.alliances
        handlers: dict[str, Callable[[], object]] = {
            **article.mentions.handlers(),
            **article.cards.handlers(),
            **article.suggestions.handlers(),
            "mention.link": article.link,
            **self._view.handlers(),
            **self._help.handlers(),
            **self._finding.handlers(),
            **self._members.handlers(),
            **self._lists.handlers(),
            **self._exporting.handlers(),
            **stances.offers.handlers(),
            **self.checks.handlers(),
            **self.history.handlers(),
            **self.review.handlers(),
            **self._reviewing.handlers(),
            "view.review": lambda: self._go_to("review"),
            **self._agreeing.handlers(),
            **self._teamwork.handlers(),
            "project.new": self._make_project,
            "project.open": self._choose_project,
            "project.import": self._files.choose_and_import,
            "project.paste": self._files.paste,
            "project.import_workbook": self._files.choose_and_import_workbook,
            "project.annotator": self._change_annotator,
            "project.labels": self._edit_labels,
            "project.quit": self.close,
            "edit.undo": lambda: self._step("Taken back", self._titles[0], session.undo),
            "edit.redo": lambda: self._step("Done again", self._titles[1], session.redo),
            "article.next": self.articles.next_article,
            "article.previous": self.articles.previous_article,
            "article.done": lambda: article_commands.toggle_done(self._session),
            "article.describe": lambda: article_commands.describe_article(self._session, self),
            "article.correct": lambda: correct_article(self._session, article.view, self),
            "article.remove": lambda: article_commands.remove_article(self._session, self),
            "stance.record": self._record_stance,
            "stance.add_evidence": self._add_evidence,
            "stance.remove_evidence": stances.remove_evidence,
            "stance.polarity": stances.change_polarity,
            "stance.claimant": stances.change_claimant,
            "stance.remove": stances.remove,
            "stance.next_found": lambda: self._go_to_offer(1),
            "stance.previous_found": lambda: self._go_to_offer(-1),
            "list.accept": alliances.accept,
            "list.reject": alliances.reject,
            "list.add_from_text": self._add_from_text,
            "list.add": alliances.add_member,
            "list.move_left": alliances.move_left,
            "list.move_right": alliances.move_right,
            "list.camp": alliances.edit_camp,
            "list.search": self._search_lists,
            "list.new": lambda: alliances.new_list(article.mentions.selection()),
            "list.remove": alliances.remove_camp,
            "view.articles": lambda: self._go_to("articles"),
            "view.article": article.setFocus,
            "view.entities": lambda: self._go_to("entities"),
            "view.stances": lambda: self._go_to("stances"),
            "view.grid": lambda: self._go_to("grid"),
            "view.alliances": lambda: self._go_to("alliances"),
            "view.checks": lambda: self._go_to("checks"),
            "view.history": lambda: self._go_to("history"),
            "view.menus": self._show_menus,
            "view.layout": lambda: arrange_as_usual(self, self._docks),
            "help.about": lambda: QMessageBox.about(self, "About Paksha", ABOUT),
        }
        for spec in ACTIONS:
            if spec.needs & (Need.CAMP | Need.MEMBER | Need.LISTED | Need.UNDECIDED):
                handlers[spec.id] = alliances.once_accepted(handlers[spec.id])
        for action_id, handler in handlers.items():
            self._actions[action_id].triggered.connect(lambda _checked=False, call=handler: call())

    def _wire(self) -> None:
        """Connect the panels, which do not know one another."""
        session = self._session
        session.changed.connect(self._on_changed)
        session.article_opened.connect(self._on_article_opened)
        session.proposals_changed.connect(self._enable_actions)
        session.refused.connect(self._on_refused)
        self._files.done.connect(self._status.hint)
        self._exporting.done.connect(self._status.hint)
        self._teamwork.done.connect(self._status.hint)
        for panel in (self.article, self.stances, self.alliances, self.checks):
            self._shortcuts.changed.connect(panel.show_keys)
        self._status.annotator_pressed.connect(self._actions["project.annotator"].trigger)
        self.articles.article_chosen.connect(self._on_article_chosen)
        self.articles.import_requested.connect(self._files.choose_and_import)
        self.articles.paste_requested.connect(self._files.paste)
        self.article.import_requested.connect(self._files.choose_and_import)
        self.article.paste_requested.connect(self._files.paste)
        self.article.mention_shown.connect(self.entities.show_mention)
        self.article.hinted.connect(self._status.hint)
        self._finding.hinted.connect(self._status.hint)
        self.article.selection_changed.connect(self._enable_actions)
        self.entities.mention_chosen.connect(self.article.show_mention)
        self.entities.mention_entered.connect(self._on_mention_entered)
        self.entities.details_requested.connect(self._edit_entity)
        self.stances.spans_shown.connect(self.article.show_spans)
        self.stances.selection_changed.connect(self._enable_actions)
        self.grid.stance_chosen.connect(self.stances.select_stance)
        self.grid.spans_shown.connect(self.article.show_spans)
        self.alliances.spans_shown.connect(self.article.show_spans)
        self.alliances.selection_changed.connect(self._enable_actions)
        self.checks.spans_shown.connect(self.article.show_spans)
        self.checks.mention_shown.connect(self.article.show_mention)
        self.checks.stance_shown.connect(self.stances.select_stance)
        self.checks.column_shown.connect(self.alliances.columns.turn_to)
        self.checks.column_shown.connect(self._docks["alliances"].raise_)
        self.checks.place_entered.connect(self.article.setFocus)
        self.checks.column_entered.connect(self.alliances.setFocus)
        self.checks.named.connect(self._docks["checks"].setWindowTitle)
        self.checks.hinted.connect(self._status.hint)
        self.checks.selection_changed.connect(self._enable_actions)

    def _wire_review(self) -> None:
        session = self._session
        self.history.spans_shown.connect(self.article.show_spans)
        self.history.place_entered.connect(self.article.setFocus)
        self.history.selection_changed.connect(self._enable_actions)
        self.review.spans_shown.connect(self.article.show_spans)
        self.review.place_entered.connect(self.article.setFocus)
        self.review.selection_changed.connect(self._enable_actions)
        self.review.named.connect(self._docks["review"].setWindowTitle)
        self._past.pressed.connect(session.return_to_now)
        self._reviewing.layer_chosen.connect(self.layer_chosen)

    def _show_project(self) -> None:
        self._status.set_annotator(self._session.author.name)
        rows = self._session.article_rows()
        self._finished, self._total = sum(row.status in FINISHED for row in rows), len(rows)
        self._on_changed(ChangeSet("", ()))

    def _enable_actions(self) -> None:
        session, article = self._session, self.article
        mention, found = article.mentions.current(), self.alliances.has_found
        here = Need.PROJECT
        for need, there in (
            (Need.WRITABLE, not session.read_only),
            (Need.ARTICLE, session.article is not None),
            (Need.SPAN, article.mentions.selected_span() is not None),
            (Need.MENTION, mention is not None),
            (Need.LINKED, mention is not None and mention.entity_id is not None),
            (Need.STANCE, self.stances.current_stance_id() is not None),
            # In a list that is not accepted yet the actions say that this comes first.
            (Need.CAMP, found or self.alliances.has_camp),
            (Need.MEMBER, found or self.alliances.has_member),
            (Need.LISTED, found or self.alliances.has_member or self.alliances.has_undecided),
            (Need.UNDECIDED, found or self.alliances.has_undecided),
            (Need.PENDING, self.alliances.has_pending),
            (Need.OFFER, self.stances.offers.any),
            (Need.FINDING, self.checks.has_open),
            (Need.DISMISSED, self.checks.has_dismissed),
            (Need.NAMED, mention is not None or article.suggestions.current is not None),
            (Need.SUGGESTION, article.suggestions.current is not None),
            (Need.SUGGESTED, bool(article.suggestions.pending())),
            (Need.ACTION, self.history.has_current),
            (Need.ENTRY, self.review.has_current),
            (Need.PAST, session.past is not None),
            (Need.UNDO, self._titles[0] is not None),
            (Need.REDO, self._titles[1] is not None),
        ):
            if there:
                here |= need
        if here == self._here:
            return  # each move of the caret asks
        self._here = here
        for spec in ACTIONS:
            self._actions[spec.id].setEnabled(spec.needs in here)

    def _on_changed(self, changes: ChangeSet) -> None:
        self._titles = self._session.step_titles()
        for action_id, word, title in zip(
            ("edit.undo", "edit.redo"), ("Undo", "Redo"), self._titles, strict=True
        ):
            self._actions[action_id].setText(f"{word}: {menu_text(title)}" if title else word)
        self._count(changes)
        if changes.touches(Label):
            self._shortcuts.refresh()  # a label may have the key of an action now
        self.entities.show_mention(self.article.view.current)  # under another entity, perhaps
        if self._session.read_only:
            self._status.set_saved("Read only", "Nothing can be changed here")
        else:
            self._status.set_saved("✓ Saved", f"Every step is on disk, in {self._session.project.path}")
        self._enable_actions()

    def _count(self, changes: ChangeSet) -> None:
        """Follow how far the project is, without reading all its articles again."""
        for change in changes.changes:
            for record, step in ((change.before, -1), (change.after, 1)):
                if isinstance(record, Article):
                    self._total += step
                elif isinstance(record, Progress) and record.annotator_id == self._session.annotator.id:
                    self._finished += step * (record.status in FINISHED)
        self._status.set_progress(self._finished, self._total)

    def _step(self, what: str, title: str | None, step: Callable[[], bool]) -> None:
        if step():
            self._status.hint(f"{what}: {title}")

    def _on_refused(self, sentence: str) -> None:
        if not self._session.read_only:
            self._status.set_saved("Not saved", sentence)
        tell(self, sentence)

    def _on_article_opened(self) -> None:
        article = self._session.article
        self._settings.set_last_article(self._session.project.id, article.id if article else "")
        if self._session.past is not None:
            self._past.say("The article as it was. Nothing can be changed here.")
        else:
            self._past.hide()
        self._enable_actions()

    def _on_article_chosen(self, article_id: Id) -> None:
        self._session.open_article(article_id)

    def _on_mention_entered(self, mention_id: Id) -> None:
        self.article.show_mention(mention_id)
        self.article.setFocus()

    def _apply(self, changes: ChangeSet | None) -> None:
        if changes is not None:
            self._session.apply(changes)

    def _edit_labels(self) -> None:
        self._apply(LabelsDialog.edit(self._session, self, self._shortcuts.owner_of_label_key))

    def _edit_entity(self, entity_id: Id) -> None:
        entity = self._session.records.find(Entity, entity_id)
        if entity is not None:
            self._apply(EntityDetails.edit(self._session, entity, self))

    def _record_stance(self) -> None:
        holder_id, mentions = self._chosen_holder(), self.article.mentions
        # Where the keyboard is elsewhere, the sentence of the caret has nothing to do with it.
        evidence = mentions.selection() if holder_id else mentions.passage()
        stance_id = article_commands.record_stance(
            self._session, self, holder_id, mentions.current(), evidence
        )
        if stance_id is not None:
            self._docks["stances"].raise_()
            self.stances.select_stance(stance_id)
            self.article.setFocus()

    def _chosen_holder(self) -> Id | None:
        """Return the entity or member that is chosen in the panel where the keyboard is."""
        focus = QApplication.focusWidget()
        if focus is not None and self.entities.isAncestorOf(focus):
            return self.entities.current_entity_id()
        if focus is not None and self.alliances.isAncestorOf(focus):
            return self.alliances.current_holder_id()
        return None

    def _add_evidence(self) -> None:
        span = self.article.mentions.selected_span()
        if span is not None:
            self.stances.add_evidence(*span)

    def _add_from_text(self) -> None:
        span = self.article.mentions.selected_span()
        if span is not None:
            self.alliances.add_from_text(*span)

    def _search_lists(self) -> None:
        self._go_to("alliances")
        self.alliances.search()

    def _change_annotator(self) -> None:
        known = [annotator.name for annotator in self._session.records.all(Annotator)]
        name = AnnotatorName.ask(self, known=known, suggested=self._session.author.name)
        if name is not None and name != self._session.author.name:
            self.annotator_chosen.emit(name)

    def _choose_project(self) -> None:
        path = ask_for_project(self, self._settings)
        if path is not None:
            self.project_chosen.emit(path)

    def _make_project(self) -> None:
        path = ask_for_new_project(self, self._settings)
        if path is not None:
            self.project_wanted.emit(path)

    def _go_to(self, name: str) -> None:
        self._docks[name].show()
        self._docks[name].raise_()
        panel = self._docks[name].widget()
        panel.setFocus()
        focus = QApplication.focusWidget()
        if focus is None or not (focus is panel or panel.isAncestorOf(focus)):
            # What usually takes the focus is not shown while the panel has nothing to show.
            children = (child for child in panel.findChildren(QWidget) if child.isVisible())
            takers = (child for child in children if child.focusPolicy() & Qt.FocusPolicy.TabFocus)
            next(takers, panel).setFocus()

    def _go_to_offer(self, by: int) -> None:
        if not self.stances.offers.any:
            self._session.remarked.emit(
                "No stance is suggested here. Suggestions come from sentences whose names are tagged."
            )
            return
        self._docks["stances"].show()
        self._docks["stances"].raise_()
        self.stances.go_to_offer(by)

    def _show_menus(self) -> None:
        """Open the first menu, from where the arrow keys lead to the others."""
        self.menuBar().setActiveAction(self.menuBar().actions()[0])

    def keep_layout(self) -> None:
        """Remember where everything is, for the next window."""
        keep_layout(self, self._settings)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.keep_layout()
        self._jobs.wait()
        self._session.close()
        super().closeEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._session.read_only and _dropped_files(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._files.bring_in(_dropped_files(event))


def _dropped_files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _notice(sentence: str) -> QLabel:
    label = QLabel(sentence, textFormat=Qt.TextFormat.PlainText, alignment=Qt.AlignmentFlag.AlignCenter)
    unit = label.fontMetrics().height()
    label.setContentsMargins(unit, unit // 3, unit, unit // 3)
    label.setAutoFillBackground(True)
    label.setBackgroundRole(label.palette().ColorRole.ToolTipBase)
    label.setForegroundRole(label.palette().ColorRole.ToolTipText)
    return label
