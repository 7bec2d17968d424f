"""Lets a person correct the text of the open article, with everybody's annotations in it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from annotation.edits.article_text import CorrectedText, MovedSpan, correct_text, follow_text
from annotation.records import Annotator, Camp, Evidence, Label, Mention, Record, Stance, sha256_of
from gui.article.view import ArticleView
from gui.dialogs.correct_text import CorrectText, Touched
from gui.errors import tell
from gui.session import Session
from gui.widgets.plain_text import one_line

_LONGEST = 60
"""Characters of a piece of evidence that are quoted."""


def correct_article(session: Session, view: ArticleView, window: QWidget) -> None:
    """Let the person correct the text, decide on what that touches, and record it as one step."""
    article = session.article
    if article is None:
        return
    annotators = session.records.all(Annotator)
    records = [record for one in annotators for record in session.project.layer(article.id, one.id)]

    def follow(text: str) -> CorrectedText | None:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        refusal = _refusal(session, text)
        if refusal:
            tell(window, refusal)
            return None
        with _waiting():
            return follow_text(article, text, records)

    dialog = CorrectText(
        article.text,
        view.font(),
        view.caret(),
        follow,
        lambda corrected: _touched(session, records, corrected),
        window,
    )
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if accepted and dialog.corrected is not None:
        with _waiting():
            session.apply(correct_text(dialog.corrected, dialog.removed()))


@contextmanager
def _waiting() -> Generator[None]:
    """Show that the person has to wait: with 100,000 mentions to be moved for some seconds."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()


def _refusal(session: Session, text: str) -> str:
    """Return why an article cannot have a text; empty if it can."""
    if not text.strip():
        return "An article cannot be empty. Remove the article if it is not wanted."
    if any("\ud800" <= character <= "\udfff" for character in text):
        return "The text holds half of a character (a lone surrogate). Remove it and try again."
    same = session.project.article_ids_by_sha256([sha256_of(text)])
    if any(article_id != (session.article.id if session.article else None) for article_id in same.values()):
        return (
            "Another article of the project has just this text. Correct it otherwise, or remove one of them."
        )
    return ""


def _touched(session: Session, records: Sequence[Record], corrected: CorrectedText) -> list[Touched]:
    stances = {record.id: record for record in records if isinstance(record, Stance)}
    names = {one.id: one.name for one in session.records.all(Annotator)}
    found: list[Touched] = []
    for span in corrected.touched:
        record = span.record
        owner = stances[record.stance_id] if isinstance(record, Evidence) else record
        whose = "" if owner.annotator_id == session.annotator.id else f" of {names[owner.annotator_id]}"
        found.append(Touched(record.id, _kind(session, span) + whose, *_words(corrected, span)))
    return found


def _kind(session: Session, span: MovedSpan) -> str:
    record = span.record
    if isinstance(record, Mention):
        label = session.records.find(Label, record.label_id)
        return f"Mention ({label.name if label else ''})"
    return "Heading of a list" if isinstance(record, Camp) else "Evidence"


def _words(corrected: CorrectedText, span: MovedSpan) -> tuple[str, str | None]:
    before = _short(corrected.before.text[slice(*span.before)])
    return before, None if span.after is None else _short(corrected.after.text[slice(*span.after)])


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
