"""What is known about an article is edited in fields; its text is shown and never changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDateEdit,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot

from gui.dialogs.article_details import ArticleDetails, Details

Show = Callable[..., ArticleDetails]

KNOWN = Details(
    title="दो देश, एक नदी",
    source="जनपथ",
    url="https://example.org/1",
    published_on=date(2019, 2, 1),
    language="hi",
)


@pytest.fixture
def open_dialog(qapp: QApplication, show: Show) -> Callable[[Details], ArticleDetails]:
    return lambda details: show(ArticleDetails("Article", details, None), 500, 300)


OpenDialog = Callable[[Details], ArticleDetails]


def field(dialog: ArticleDetails, name: str) -> QLineEdit:
    [found] = [w.buddy() for w in dialog.findChildren(QLabel) if w.text().replace("&", "") == name]
    assert isinstance(found, QLineEdit)
    return found


def ok_is_enabled(dialog: ArticleDetails) -> bool:
    [box] = dialog.findChildren(QDialogButtonBox)
    return box.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


@pytest.mark.parametrize("details", [KNOWN, Details(title="Untold"), Details(title="t", text="a\u2028b\n")])
def test_what_is_not_touched_stays_as_it_was(open_dialog: OpenDialog, details: Details) -> None:
    assert open_dialog(details).details() == details


def test_the_fields_are_edited(open_dialog: OpenDialog, qtbot: QtBot) -> None:
    dialog = open_dialog(KNOWN)
    for name, text in (
        ("Title", "  A  river "),
        ("Source", "PTI "),
        ("Address", " https://a"),
        ("Language", "en"),
    ):
        field(dialog, name).selectAll()
        qtbot.keyClicks(field(dialog, name), text)
    assert dialog.details() == Details("A river", "PTI", "https://a", KNOWN.published_on, "en")


def test_a_date_counts_only_when_it_is_known(open_dialog: OpenDialog) -> None:
    dialog = open_dialog(Details(title="Untold"))
    [day], [known] = dialog.findChildren(QDateEdit), dialog.findChildren(QCheckBox)
    assert not day.isEnabled()
    known.click()
    assert day.isEnabled()
    day.setDate(QDate(2001, 3, 9))
    assert dialog.details().published_on == date(2001, 3, 9)
    known.click()
    assert dialog.details().published_on is None


def test_an_article_needs_a_title(open_dialog: OpenDialog, qtbot: QtBot) -> None:
    dialog = open_dialog(Details())
    assert not ok_is_enabled(dialog)
    qtbot.keyClicks(field(dialog, "Title"), " ")
    assert not ok_is_enabled(dialog)
    field(dialog, "Title").insert("नदी")
    assert ok_is_enabled(dialog)


def test_a_text_that_comes_in_is_shown_and_cannot_be_typed_over(
    open_dialog: OpenDialog, qtbot: QtBot
) -> None:
    text = "पहली\u00a0पंक्ति\n🌊\u2028अंत"
    dialog = open_dialog(Details(title="t", text=text))
    [shown] = dialog.findChildren(QPlainTextEdit)
    assert "पंक्ति" in shown.toPlainText()
    qtbot.keyClicks(shown, "x")
    assert dialog.details().text == text


def test_every_field_has_a_key(open_dialog: OpenDialog) -> None:
    dialog = open_dialog(KNOWN)
    form = dialog.layout()
    assert isinstance(form, QFormLayout)
    labels = [w for w in dialog.findChildren(QLabel) if w.text()]
    assert len(labels) == 5
    assert all(label.buddy() is not None and "&" in label.text() for label in labels)


def test_editing_returns_the_details_and_cancelling_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    def press(key: Qt.Key) -> None:
        def on_shown() -> None:
            window = QApplication.activeModalWidget()
            assert isinstance(window, ArticleDetails)
            qtbot.keyClicks(field(window, "Title"), "River")
            qtbot.keyClick(field(window, "Title"), key)

        QTimer.singleShot(0, on_shown)

    press(Qt.Key.Key_Return)
    edited = ArticleDetails.edit("Article", KNOWN, None)
    assert edited is not None
    assert edited.title == "River"  # the title was selected, so typing replaced it
    press(Qt.Key.Key_Escape)
    assert ArticleDetails.edit("Article", KNOWN, None) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Marathi", "mr"), (" हिंदी ", "hi"), ("Русский", "ru"), ("pt-BR", "pt-BR"), ("UR", "UR"), ("", "")],
)
def test_a_language_is_told_by_its_code_or_its_name(open_dialog: OpenDialog, typed: str, code: str) -> None:
    dialog = open_dialog(KNOWN)
    field(dialog, "Language").setText(typed)
    assert ok_is_enabled(dialog)
    assert dialog.details().language == code


def test_what_no_language_is_called_is_said_and_not_taken(open_dialog: OpenDialog) -> None:
    dialog = open_dialog(KNOWN)
    field(dialog, "Language").setText("<b>Klingonish")
    assert not ok_is_enabled(dialog)
    [said] = [label for label in dialog.findChildren(QLabel) if label.text().startswith("No language")]
    assert said.isVisible()
    assert "“<b>Klingonish”" in said.text()
    field(dialog, "Language").setText("hi")
    assert ok_is_enabled(dialog)
    assert not said.isVisible()


def test_an_unusual_language_that_an_article_has_stays(open_dialog: OpenDialog) -> None:
    dialog = open_dialog(Details(title="t", language="x-own"))
    assert ok_is_enabled(dialog)
    assert dialog.details().language == "x-own"
