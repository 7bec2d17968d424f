from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from annotation.changes import add, change_set
from annotation.records import Annotator, Article, Mention, new_id
from gui.dialogs.correct_text import CorrectText
from gui.panels.article import ArticlePanel
from gui.session import Session
from gui.text_correction import correct_article
from storage.project import Project

Act = Callable[[CorrectText], None]


@pytest.fixture
def panel(session: Session, show: Any) -> ArticlePanel:
    return show(ArticlePanel(session), 700, 500)


def in_dialog(panel: ArticlePanel, session: Session, act: Act) -> None:
    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, CorrectText) and dialog.isActiveWindow():
            act(dialog)
            return
        if dialog is not None:
            dialog.activateWindow()
        QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)
    correct_article(session, panel.view, panel)


def surfaces(session: Session) -> list[str]:
    assert session.article is not None
    return sorted(session.article.text[m.start : m.end] for m in session.records.all(Mention))


def press_go(dialog: CorrectText) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def type_before(dialog: CorrectText, word: str, typed: str) -> None:
    dialog.editor.place_caret(dialog.editor.exact_text().index(word))
    QTest.keyClicks(dialog.editor, typed)


def test_what_stands_behind_the_correction_moves_along_and_undo_brings_the_text_back(
    panel: ArticlePanel, session: Session, project: Project, tag: Any
) -> None:
    tag("रूस", "Country")
    tag("कनाडा", "Country")
    before = session.article
    assert before is not None
    mention = session.records.all(Mention)[0]
    panel.view.set_current(mention.id)

    def act(dialog: CorrectText) -> None:
        type_before(dialog, "नदी", "xy ")
        press_go(dialog)

    in_dialog(panel, session, act)
    assert session.article is not None
    assert session.article.text == "xy " + before.text
    assert panel.view.text == session.article.text
    assert surfaces(session) == ["कनाडा", "रूस"]
    assert panel.view.current == mention.id
    stored = project.get(Article, before.id)
    assert stored is not None
    assert stored.text == session.article.text
    session.undo()
    assert session.article == before
    assert panel.view.text == before.text
    assert surfaces(session) == ["कनाडा", "रूस"]
    session.redo()
    assert surfaces(session) == ["कनाडा", "रूस"]


def test_what_is_touched_is_listed_and_goes_without_its_tick(
    panel: ArticlePanel, session: Session, tag: Any
) -> None:
    tag("रूस", "Country")
    tag("चीन", "Country")
    listed: list[str] = []

    def act(dialog: CorrectText) -> None:
        for word in ("ूस", "ीन"):
            dialog.editor.place_caret(
                dialog.editor.exact_text().index("र" + word if word == "ूस" else "च" + word) + 2
            )
            QTest.keyClicks(dialog.editor, "z")
        press_go(dialog)
        listed.extend(dialog.touched.item(row).text() for row in range(dialog.touched.count()))
        dialog.touched.setCurrentRow(0)
        QTest.keyClick(dialog.touched, Qt.Key.Key_Space)
        press_go(dialog)

    in_dialog(panel, session, act)
    assert len(listed) == 2
    assert listed[0].startswith("Mention (Country): “रूस” → “")
    assert surfaces(session) == ["चीzन"]
    session.undo()
    assert surfaces(session) == ["चीन", "रूस"]


def test_somebody_elses_mentions_move_too(
    panel: ArticlePanel, session: Session, project: Project, tag: Any
) -> None:
    own = tag("रूस", "Country")
    other = Annotator(id=new_id(), name="Bashir")
    theirs = Mention(
        id=new_id(),
        article_id=own.article_id,
        annotator_id=other.id,
        start=own.start,
        end=own.end,
        label_id=own.label_id,
    )
    session.apply(change_set("came", map(add, (other, theirs))))

    def act(dialog: CorrectText) -> None:
        type_before(dialog, "नदी", "ab")
        press_go(dialog)

    in_dialog(panel, session, act)
    moved = project.get(Mention, theirs.id)
    assert moved is not None
    assert (moved.start, moved.end) == (own.start + 2, own.end + 2)


def test_a_text_that_cannot_be_had_is_refused_with_the_reason(
    panel: ArticlePanel, session: Session, articles: list[Article]
) -> None:
    said: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            said.append(box.text())
            button = box.button(QMessageBox.StandardButton.Discard) or box.buttons()[0]
            button.click()
        else:
            QTimer.singleShot(10, answer)

    def act(dialog: CorrectText) -> None:
        for text in ("", articles[1].text):
            dialog.editor.selectAll()
            dialog.editor.insertPlainText(text)
            if not text:
                QTest.keyClick(dialog.editor, Qt.Key.Key_Delete)
            QTimer.singleShot(0, answer)
            dialog.go.click()
        QTimer.singleShot(0, answer)
        dialog.reject()

    before = session.article
    in_dialog(panel, session, act)
    assert "cannot be empty" in said[0]
    assert "Another article" in said[1]
    assert "lost" in said[2]
    assert session.article == before
