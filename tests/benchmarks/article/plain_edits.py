"""What the article view is measured against: a text edit bare, with extra selections, and with formats."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QAbstractSlider, QApplication, QPlainTextEdit, QTextEdit, QWidget

from annotation.text.offsets import Utf16Map
from tests.benchmarks.article.timing import Figures, figure, milliseconds, several

OPEN = "open to first paint"
EDITS = ("add a mention", "re-label a mention", "resize a mention", "remove a mention")
ONE_FORMAT = "add a mention, its own format only"
SCROLL_UNSEEN, SCROLL_SEEN = "scroll an unseen page", "scroll a seen page"
JUMP, JUMP_ANYWHERE = "jump to the end", "jump to an unseen place"
RESIZE, ZOOM = "resize the window", "zoom"

BUDGET = 5.0
"""Seconds for putting in the formats of all mentions; what is not done by then is reckoned."""

Spans = list[tuple[int, int]]


def measure_bare(text: str, size: QSize, font: QFont) -> Figures:
    """Measure the floor: the text and no mentions at all."""
    with _shown(size, font) as edit:
        opened = several(3, lambda: _put_in(edit, text))
        return {OPEN: opened, **measure_moving(edit, edit, lambda: edit.zoomIn(1))}


def measure_selections(text: str, spans: Spans, size: QSize, font: QFont) -> Figures:
    """Measure extra selections, all of which have to be given again after each change."""
    with _shown(size, font) as edit:
        selections: list[QTextEdit.ExtraSelection] = []

        def open_text() -> None:
            edit.setPlainText(text)
            selections.extend(_selections(edit, spans))
            edit.setExtraSelections(selections)
            edit.viewport().repaint()

        opened = several(1, open_text)
        changed = several(10, lambda: edit.setExtraSelections(selections))
        figures = {OPEN: opened, **dict.fromkeys(EDITS, changed), ONE_FORMAT: changed}
        figures |= measure_moving(edit, edit, lambda: edit.zoomIn(1))
        edit.setExtraSelections([])
        selections.clear()
        return figures


def measure_formats(text: str, spans: Spans, size: QSize, font: QFont, *, together: bool) -> Figures:
    """Measure a character format per mention; after a change all are made again, as is usual.

    Args:
        text: the article.
        spans: its mentions.
        size: of the text edit.
        font: of the text edit.
        together: all formats in one edit block, as kind to it as can be; comparable tools do without.
    """
    with _shown(size, font) as edit:
        places = _utf16(text, spans)
        began = milliseconds(lambda: edit.setPlainText(text))
        taken, reckoned = _format_all(edit, places, together=together)
        figures = {OPEN: figure([began + taken], reckoned=reckoned)}
        taken, reckoned = _format_all(edit, places, together=together, again=True)
        figures |= dict.fromkeys(EDITS, figure([taken], reckoned=reckoned))
        if not together:
            return figures
        starts = iter(range(10, 10**9, 3))

        def one_more() -> None:
            start = next(starts)
            _merge(QTextCursor(edit.document()), start, start + 12, 1)

        figures[ONE_FORMAT] = several(100, one_more)
        return figures | measure_moving(edit, edit, lambda: edit.zoomIn(1))


def measure_moving(edit: QPlainTextEdit, window: QWidget, zoom: Callable[[], object]) -> Figures:
    """Measure what every text edit can do: to scroll, to change its size and that of its letters."""
    bar = edit.verticalScrollBar()
    page = QAbstractSlider.SliderAction
    bar.setValue(0)
    QApplication.processEvents()
    figures = {SCROLL_UNSEEN: several(30, lambda: bar.triggerAction(page.SliderPageStepAdd))}
    figures[SCROLL_SEEN] = several(25, lambda: bar.triggerAction(page.SliderPageStepSub))
    figures[JUMP] = several(5, lambda: bar.setValue(bar.maximum()), lambda: bar.setValue(0))
    places = iter(range(bar.maximum() // 40, bar.maximum() * 2, max(1, bar.maximum() // 21)))
    figures[JUMP_ANYWHERE] = several(20, lambda: bar.setValue(next(places)))
    bar.setValue(0)
    QApplication.processEvents()
    figures[RESIZE] = several(8, lambda: window.resize(window.width() - 30, window.height()))
    figures[ZOOM] = several(4, zoom)
    return figures


def _put_in(edit: QPlainTextEdit, text: str) -> None:
    edit.setPlainText(text)
    edit.viewport().repaint()


def _utf16(text: str, spans: Spans) -> Spans:
    offsets = Utf16Map(text)
    return [(offsets.to_utf16(start), offsets.to_utf16(end)) for start, end in spans]


def _selections(edit: QPlainTextEdit, spans: Spans) -> list[QTextEdit.ExtraSelection]:
    made: list[QTextEdit.ExtraSelection] = []
    for number, (start, end) in enumerate(_utf16(edit.toPlainText(), spans)):
        selection = QTextEdit.ExtraSelection()
        selection.cursor = QTextCursor(edit.document())
        selection.cursor.setPosition(start)
        selection.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.format = _format(number)
        made.append(selection)
    return made


def _format_all(
    edit: QPlainTextEdit, places: Spans, *, together: bool, again: bool = False
) -> tuple[float, bool]:
    """Give every mention its format, as far as the budget goes.

    Returns:
        Milliseconds, those for the rest in proportion, and whether there was a rest.
    """
    began = time.perf_counter()
    cursor = QTextCursor(edit.document())
    if together:
        cursor.beginEditBlock()
    if again:
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(QTextCharFormat())
    fixed = time.perf_counter() - began
    done = 0
    for done, (start, end) in enumerate(places, 1):
        _merge(cursor, start, end, done)
        if time.perf_counter() - began > BUDGET:
            break
    if together:
        cursor.endEditBlock()
    edit.viewport().repaint()
    QApplication.processEvents()
    taken = time.perf_counter() - began
    return (fixed + (taken - fixed) * len(places) / max(done, 1)) * 1000, done < len(places)


def _merge(cursor: QTextCursor, start: int, end: int, number: int) -> None:
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(_format(number))


def _format(number: int) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(QColor.fromHsv(number * 67 % 360, 90, 240))
    return look


@contextmanager
def _shown(size: QSize, font: QFont) -> Iterator[QPlainTextEdit]:
    edit = QPlainTextEdit()
    edit.setReadOnly(True)
    edit.setUndoRedoEnabled(False)
    edit.setFont(font)
    edit.resize(size)
    edit.show()
    QApplication.processEvents()
    try:
        yield edit
    finally:
        edit.close()
        edit.deleteLater()
        QApplication.processEvents()
