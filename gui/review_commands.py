"""What a reviewer does beyond the panels: who does what, statuses, the next to review, and comments."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from annotation.records import Id, Status
from gui import article_commands
from gui.dialogs.people import PeopleDialog
from gui.models.review import subject_of_finding
from gui.panels.alliances import AlliancesPanel
from gui.panels.article import ArticlePanel
from gui.panels.articles import ArticlesPanel
from gui.panels.checks import ChecksPanel
from gui.panels.review import ReviewPanel
from gui.panels.stances import StancesPanel
from gui.session import Session
from gui.widgets.banner import Banner


class ReviewCommands(QObject):
    """Commands that look at several panels.

    Args:
        session: the session.
        articles: the list from which articles are taken.
        subjects: the panels whose current line can be commented on: stances, alliances and checks.
        article: the article, whose current mention can be.
        review: where comments are written and listed.
        window: dialogs open over it.

    Signals:
        layer_chosen(str): show the annotations of the annotator with this id.
    """

    layer_chosen = Signal(str)

    def __init__(
        self,
        session: Session,
        articles: ArticlesPanel,
        subjects: tuple[StancesPanel, AlliancesPanel, ChecksPanel],
        article: ArticlePanel,
        review: ReviewPanel,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._articles = articles
        self._stances, self._alliances, self._checks = subjects
        self._article = article
        self._review = review
        self._window = window
        self.banner = Banner("Back to my own", "Show your own annotations again")
        self.banner.pressed.connect(lambda: self.layer_chosen.emit(session.author.id))
        if session.reviewing:
            name = session.annotator.name
            self.banner.say(f"These are {name}’s annotations. What you change here is your correction.")

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        session = self._session
        return {
            "review.people": self._show_people,
            "review.comment": lambda: self._review.comment(self._subject()),
            "article.reviewed": lambda: article_commands.toggle_status(session, Status.REVIEWED),
            "article.disputed": lambda: article_commands.toggle_status(session, Status.DISPUTED),
            "article.next_unreviewed": lambda: self._articles.choose_unreviewed(1),
            "article.previous_unreviewed": lambda: self._articles.choose_unreviewed(-1),
        }

    def _show_people(self) -> None:
        dialog = PeopleDialog(self._session, self._articles.shown(), self._window)
        dialog.layer_wanted.connect(self.layer_chosen)
        dialog.exec()
        dialog.deleteLater()

    def _subject(self) -> Id:
        """Return what is current in the panel where the keyboard is, or in the article; else the article."""
        focus, article = QApplication.focusWidget(), self._session.article
        subject: Id | None = None
        if focus is not None and self._stances.isAncestorOf(focus):
            subject = self._stances.current_stance_id()
        elif focus is not None and self._alliances.isAncestorOf(focus):
            stance = self._alliances.current_stance()
            subject = stance.id if stance is not None else None
        elif focus is not None and self._checks.isAncestorOf(focus):
            finding = self._checks.current_finding()
            subject = subject_of_finding(finding) if finding is not None else None
        else:
            mention = self._article.mentions.current()
            subject = mention.id if mention is not None else None
        return subject or (article.id if article is not None else "")
