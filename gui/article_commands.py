"""What a person asks of the open article in dialogs: its description, its end, a stance in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from annotation.edits import articles as edits
from annotation.records import Annotator, Entity, Id, Mention, Status
from gui.dialogs.article_details import ArticleDetails, Details
from gui.dialogs.stance_composer import StanceComposer, StanceDraft
from gui.session import Session
from gui.widgets.plain_text import one_line


def describe_article(session: Session, window: QWidget) -> None:
    """Let the person change what is known about the article."""
    article = session.article
    if article is None:
        return
    details = ArticleDetails.edit(
        "Title, source and date",
        Details(article.title, article.source, article.url, article.published_on, article.language),
        window,
    )
    if details is not None:
        session.apply(
            edits.describe(
                article,
                title=details.title,
                source=details.source,
                url=details.url,
                published_on=details.published_on,
                language=details.language,
            )
        )


def remove_article(session: Session, window: QWidget) -> None:
    """Remove the article with everybody's annotations, after asking; it can be undone."""
    article = session.article
    if article is None:
        return
    belongings = [
        record
        for annotator in session.records.all(Annotator)
        for record in session.project.layer(article.id, annotator.id)
    ]
    question = QMessageBox(
        QMessageBox.Icon.Question,
        "Remove article",
        f"Remove “{article.title}”"
        + (f" with the {len(belongings)} records that belong to it?" if belongings else "?")
        + " Undo brings it back.",
        QMessageBox.StandardButton.Cancel,
        window,
    )
    question.setTextFormat(Qt.TextFormat.PlainText)
    remove = question.addButton("Remove", QMessageBox.ButtonRole.DestructiveRole)
    question.exec()
    question.deleteLater()
    if question.clickedButton() is remove:
        session.apply(edits.remove_article(article, belongings))


def toggle_done(session: Session) -> None:
    """Mark the article as done, or as in progress again."""
    session.set_status(Status.IN_PROGRESS if session.status() is Status.DONE else Status.DONE)


def toggle_status(session: Session, status: Status) -> None:
    """Give the article a status that comes after done, or take it away again."""
    session.set_status(Status.DONE if session.status() is status else status)


def record_stance(
    session: Session,
    window: QWidget,
    holder_id: Id | None,
    mention: Mention | None,
    evidence: tuple[int, int] | None,
) -> Id | None:
    """Let the person compose a stance.

    Args:
        session: the session.
        window: waits meanwhile.
        holder_id: the entity that holds the stance, if one is chosen.
        mention: of the holder, if no entity is chosen.
        evidence: the span on which it rests, in code points.

    Returns:
        The id of the stance, if one was recorded.
    """
    article = session.article
    if article is None:
        return None
    holder = session.records.find(Entity, holder_id or (mention.entity_id if mention else None))
    typed = one_line(article.text[mention.start : mention.end]) if mention and not holder else ""
    return StanceComposer.compose(
        session, window, StanceDraft(holder=holder, holder_typed=typed, evidence=evidence)
    )
