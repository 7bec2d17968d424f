"""The preview of an edited workbook: what is shown and ticked, by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton, QWidget

from annotation.changes import ChangeSet
from gui.dialogs.workbook_preview import WorkbookPreview
from gui.models.workbook_items import KIND, REASON, TICK, TITLES, WORKBOOK, WorkbookItemsModel
from gui.settings import Settings
from gui.widgets.tick_list import tick_column
from storage.workbook.back.preview import Item, ItemKind, Preview

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Write = Callable[[QWidget, str], None]
Open = Callable[..., WorkbookPreview]

LONG = "राष्ट्रपति निकोलस मादुरो ने कहा कि वेनेजुएला बाँध बनाएगा। " * 40

ITEMS = (
    Item(
        number=1, kind=ItemKind.CHANGE, sheet="Mentions", row=2, what="मादुरो", column="Label",
        exported="Person", workbook="Group", project="Person",
    ),
    Item(
        number=2, kind=ItemKind.CHANGE, sheet="Mentions", row=3, what="रूस", column="Note",
        exported="<b>old</b>", workbook="", project="<b>old</b>",
    ),
    Item(number=3, kind=ItemKind.ADDITION, sheet="Entities", row=9, what="क्यूबा", workbook=LONG),
    Item(number=4, kind=ItemKind.DELETION, sheet="Stances", row=0, what="रूस supports मादुरो"),
    Item(
        number=5, kind=ItemKind.CONFLICT, sheet="Stances", row=5, what="कनाडा opposes बाँध", column="Polarity",
        exported="opposes", workbook="neutral", project="unclear", reason="Both sides changed it.",
    ),
    Item(
        number=6, kind=ItemKind.PROBLEM, sheet="Mentions", row=7, what="चीन", column="Label",
        workbook="Contry", reason="There is no label “Contry”.",
    ),
)  # fmt: skip


def nothing(_numbers: object) -> tuple[ChangeSet, tuple[Item, ...]]:
    return ChangeSet("", ()), ()


@pytest.fixture
def open_preview(qtbot: QtBot) -> Open:
    """Show the dialog without waiting for an answer."""

    def make(items: tuple[Item, ...] = ITEMS) -> WorkbookPreview:
        dialog = WorkbookPreview(Preview("river.xlsx", items, nothing), Settings(), None)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return make


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, modifier)


def apply_button(dialog: WorkbookPreview) -> QPushButton:
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def shown(dialog: WorkbookPreview) -> list[int]:
    return [dialog.model.item(row).number for row in range(dialog.model.rowCount())]


def test_all_but_conflicts_and_problems_are_ticked_at_first_and_counted(open_preview: Open) -> None:
    dialog = open_preview()
    assert dialog.ticked() == [1, 2, 3, 4]
    assert apply_button(dialog).text() == "Apply 4 changes"
    assert dialog.summary.text() == "4 of 6 ticked · 1 cannot be applied"
    assert [button.text().replace("&", "") for button in dialog.kinds.values()] == [
        "All 6", "~  2 changes", "+  1 addition", "−  1 deletion", "⚡  1 conflict", "!  1 problem",
    ]  # fmt: skip


def test_the_model_keeps_the_rules_of_qt_while_it_is_filtered(qapp: object) -> None:
    model = WorkbookItemsModel(ITEMS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for kind in (ItemKind.CHANGE, ItemKind.PROBLEM, None):
        model.show_only(kind, "मादुरो")
        model.show_only(kind, "")
        model.tick_shown(True)
    assert model.rowCount() == len(ITEMS)
    del tester


def test_a_problem_has_no_tick_and_says_what_is_wrong(open_preview: Open, qtbot: QtBot) -> None:
    dialog = open_preview()
    press(qtbot, Qt.Key.Key_End)
    assert not dialog.table.currentIndex().flags() & Qt.ItemFlag.ItemIsUserCheckable
    press(qtbot, Qt.Key.Key_Space)
    assert 6 not in dialog.ticked()
    assert dialog.model.index(5, REASON).data() == "There is no label “Contry”."
    assert "There is no label “Contry”." in dialog.model.index(5, TICK).data(
        Qt.ItemDataRole.AccessibleTextRole
    )
    assert dialog.detail.toPlainText().splitlines() == [
        "Problem · Mentions, row 7, Label",
        "चीन",
        "There is no label “Contry”.",
        "Workbook: Contry",
    ]


def test_space_turns_the_tick_of_the_row_and_of_all_that_are_selected(
    open_preview: Open, qtbot: QtBot
) -> None:
    dialog = open_preview()
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Space)
    assert dialog.ticked() == [1, 3, 4]
    press(qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Qt.Key.Key_Space)
    assert dialog.ticked() == [1, 2, 3, 4, 5]
    press(qtbot, Qt.Key.Key_Space)
    assert dialog.ticked() == []
    assert (apply_button(dialog).text(), apply_button(dialog).isEnabled()) == ("Apply", False)
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.isVisible()
    press(qtbot, Qt.Key.Key_Home)
    press(qtbot, Qt.Key.Key_Space)
    assert apply_button(dialog).text() == "Apply 1 change"
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.result() == WorkbookPreview.DialogCode.Accepted


def test_a_click_ticks_in_the_first_column_only(open_preview: Open, qtbot: QtBot) -> None:
    dialog = open_preview()
    table = dialog.table
    for column, expected in ((KIND, [1, 2, 3, 4]), (WORKBOOK, [1, 2, 3, 4]), (TICK, [2, 3, 4])):
        cell = table.visualRect(dialog.model.index(0, column))
        place = tick_column(cell, table.fontMetrics()).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert dialog.ticked() == expected


def test_a_kind_is_shown_alone_and_ticked_as_a_whole(open_preview: Open, qtbot: QtBot) -> None:
    dialog = open_preview()
    press(qtbot, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: shown(dialog) == [5])
    assert (dialog.tick_shown.isEnabled(), dialog.untick_shown.isEnabled()) == (True, False)
    dialog.tick_shown.click()
    assert dialog.ticked() == [1, 2, 3, 4, 5]
    assert dialog.summary.text() == "5 of 6 ticked · 1 shown · 1 cannot be applied"
    dialog.kinds[ItemKind.CHANGE].click()
    dialog.untick_shown.click()
    assert dialog.ticked() == [3, 4, 5]
    dialog.kinds[ItemKind.PROBLEM].click()
    assert (dialog.tick_shown.isEnabled(), dialog.untick_shown.isEnabled()) == (False, False)
    dialog.kinds[None].click()
    assert len(shown(dialog)) == len(ITEMS)


def test_the_filter_finds_words_of_any_cell_in_any_spelling(
    open_preview: Open, qtbot: QtBot, write: Write
) -> None:
    dialog = open_preview()
    for typed, expected in (
        ("मादूरो", [1, 3, 4]),
        ("stances unclear", [5]),
        ("CONTRY", [6]),
        ("row with nothing", []),
    ):
        dialog.filter_box.clear()
        write(dialog.filter_box, typed)
        qtbot.waitUntil(lambda expected=expected: shown(dialog) == expected)
    assert dialog.nothing.isVisible()
    assert dialog.detail.toPlainText() == ""
    dialog.filter_box.setFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert len(shown(dialog)) == len(ITEMS)
    assert dialog.isVisible()
    press(qtbot, Qt.Key.Key_Down)
    assert dialog.table.hasFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_current_row_is_told_in_full_and_never_read_as_markup(open_preview: Open, qtbot: QtBot) -> None:
    dialog = open_preview()
    press(qtbot, Qt.Key.Key_Down)
    assert dialog.detail.toPlainText().splitlines() == [
        "Change · Mentions, row 3, Note",
        "रूस",
        "Exported: <b>old</b>",
        "Workbook: (empty)",
        "Project: <b>old</b>",
    ]
    press(qtbot, Qt.Key.Key_Down)
    assert LONG.strip() in dialog.detail.toPlainText()
    assert len(dialog.model.index(2, WORKBOOK).data()) < len(LONG)


def test_a_workbook_without_news_says_so_and_can_only_be_left(open_preview: Open, qtbot: QtBot) -> None:
    dialog = open_preview(())
    assert dialog.nothing.isVisible()
    assert dialog.nothing._headline.text() == "The workbook says nothing new"
    assert not apply_button(dialog).isEnabled()
    assert not dialog.filter_box.isVisible()
    press(qtbot, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_no_two_buttons_have_the_same_mnemonic(open_preview: Open) -> None:
    dialog = open_preview()
    texts = [button.text() for button in dialog.findChildren(QPushButton) if button.isVisible()]
    mnemonics = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert len(mnemonics) >= len(ItemKind) + 3
    assert len(mnemonics) == len(set(mnemonics))


def test_a_hundred_thousand_rows_need_no_widget_each(open_preview: Open, qtbot: QtBot) -> None:
    few = open_preview()
    many = open_preview(
        tuple(
            Item(number=number, kind=ItemKind.CHANGE, sheet="Mentions", row=number, what=f"शब्द {number}")
            for number in range(100_000)
        )
    )
    widgets = [{type(widget) for widget in dialog.table.findChildren(QWidget)} for dialog in (few, many)]
    assert widgets[0] == widgets[1]
    assert len(many.table.findChildren(QWidget)) == len(few.table.findChildren(QWidget))
    press(qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Qt.Key.Key_Space)
    assert apply_button(many).text() == "Apply"
    press(qtbot, Qt.Key.Key_End)
    press(qtbot, Qt.Key.Key_Space)
    assert many.ticked() == [99_999]


def test_ask_gives_the_ticked_numbers_or_none_when_it_is_left(qtbot: QtBot) -> None:
    def leave(key: Qt.Key) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, WorkbookPreview)
        qtbot.keyClick(dialog.table, key)

    window = QWidget()
    qtbot.addWidget(window)
    answers: list[list[int]] = []
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        QTimer.singleShot(50, lambda key=key: leave(key))
        answers.append(WorkbookPreview.ask(Preview("river.xlsx", ITEMS, nothing), Settings(), window))
    assert answers == [[], [1, 2, 3, 4]]


def test_the_columns_are_titled(open_preview: Open) -> None:
    header = open_preview().table.horizontalHeader()
    assert header.isVisible()
    assert [header.model().headerData(n, Qt.Orientation.Horizontal) for n in range(10)] == list(TITLES)
