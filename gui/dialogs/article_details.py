"""What is known about an article: title, source, address, date, language. A paste starts here too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from gui.models.languages import language_code, language_codes, language_name
from gui.widgets.plain_text import one_line


@dataclass(frozen=True, slots=True)
class Details:
    """What the dialog shows and returns; `text` only of an article that is being made."""

    title: str = ""
    source: str = ""
    url: str = ""
    published_on: date | None = None
    language: str = ""
    text: str | None = None


class ArticleDetails(QDialog):
    """Edits what is known about an article."""

    def __init__(self, window_title: str, details: Details, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(window_title)
        unit = self.fontMetrics().height()
        self.setMinimumWidth(unit * 30)
        form = QFormLayout(self)
        self._title = QLineEdit(details.title)
        self._source = QLineEdit(details.source, placeholderText="Newspaper, agency, web site")
        self._url = QLineEdit(details.url, placeholderText="https://…")
        self._language = _language_line(details.language)
        self._trouble = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._dated = QCheckBox("known")
        self._dated.setChecked(details.published_on is not None)
        day = details.published_on or date.today()
        self._date = QDateEdit(QDate(day.year, day.month, day.day))
        self._date.setCalendarPopup(True)
        self._date.setDisplayFormat("dd.MM.yyyy")
        self._date.setEnabled(details.published_on is not None)
        self._dated.toggled.connect(self._date.setEnabled)
        when = QHBoxLayout()
        when.addWidget(self._date)
        when.addWidget(self._dated)
        when.addStretch()
        form.addRow("&Title", self._title)
        form.addRow("&Source", self._source)
        form.addRow("&Address", self._url)
        dated = QLabel("&Date")
        dated.setBuddy(self._dated)  # the date itself cannot take the focus while it is unknown
        form.addRow(dated, when)
        form.addRow("&Language", self._language)
        form.addRow("", self._trouble)
        self._text: QPlainTextEdit | None = None
        self._given = details
        if details.text is not None:
            self._text = QPlainTextEdit(details.text)
            self._text.setReadOnly(True)  # the text comes in as it is; a widget would change some characters
            self._text.setMinimumHeight(unit * 12)
            form.addRow("Text", self._text)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        form.addRow(self._buttons)
        self._title.textChanged.connect(self._check)
        self._language.textChanged.connect(self._check)
        self._check()
        self._title.selectAll()

    @classmethod
    def edit(cls, window_title: str, details: Details, parent: QWidget | None) -> Details | None:
        """Return the details as edited, or None when the person cancels."""
        dialog = cls(window_title, details, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        edited = dialog.details()
        dialog.deleteLater()
        return edited if accepted else None

    def details(self) -> Details:
        """Return what the fields hold."""
        day = self._date.date()
        return Details(
            title=one_line(self._title.text()),
            source=self._source.text().strip(),
            url=self._url.text().strip(),
            published_on=date(day.year(), day.month(), day.day()) if self._dated.isChecked() else None,
            language=self._language_code() or "",
            text=self._given.text,
        )

    def _language_code(self) -> str | None:
        typed = self._language.text().strip()
        return typed if typed == self._given.language else language_code(typed)

    def _check(self) -> None:
        code, typed = self._language_code(), self._language.text().strip()
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(
            bool(self._title.text().strip()) and code is not None
        )
        self._trouble.setVisible(code is None)
        if code is None:
            self._trouble.setText(
                f"No language is called “{one_line(typed)}”. Type its name, or its code such as hi for Hindi."
            )


def _language_line(code: str) -> QLineEdit:
    line = QLineEdit(code, placeholderText="hi, en, ur, … or the name")
    completer = QCompleter(sorted(map(language_name, language_codes())), line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    line.setCompleter(completer)
    return line
