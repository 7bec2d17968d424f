from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDockWidget, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from annotation.changes import Change, add, change_set
from annotation.edits.articles import import_articles, make_article, set_status
from annotation.edits.mentions import link
from annotation.edits.stances import record_stance
from annotation.records import (
    Annotator,
    Article,
    Entity,
    Evidence,
    Mention,
    Polarity,
    Stance,
    Status,
    new_id,
)
from gui.actions import ACTIONS
from gui.dialogs.stance_composer import StanceComposer
from gui.main_window import MainWindow
from gui.models.export_plans import ExportPlan
from gui.models.mentions import MentionRole
from gui.settings import Settings
from gui.widgets.clamped_label import ClampedLabel
from storage.project import Project

if TYPE_CHECKING:
    from gui.session import Session

Tag = Callable[..., Mention]


@pytest.fixture
def settings(qapp: object) -> Settings:
    """The settings of a first start."""
    file = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").fileName()
    Path(file).unlink(missing_ok=True)
    return Settings()


@pytest.fixture
def open_window(qtbot: QtBot, settings: Settings) -> Iterator[Callable[..., MainWindow]]:
    """Open a window on a session; `close_project` tells whether its end closes the project."""

    def open_window(session: Session) -> MainWindow:
        window = MainWindow(session, settings)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.article.setFocus()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_window
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(open_window: Callable[..., MainWindow], session: Session) -> MainWindow:
    session.hand_over()  # the project outlives the window, for the test to look at
    return open_window(session)


def enabled(window: MainWindow) -> set[str]:
    return {action_id for action_id, action in window._actions.items() if action.isEnabled()}


def dock(window: MainWindow, name: str) -> QDockWidget:
    found = window.findChild(QDockWidget, name)
    assert isinstance(found, QDockWidget)
    return found


def press(window: MainWindow, key: str) -> None:
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    if QApplication.focusWidget() is None:
        window.article.setFocus()
    QTest.keySequence(QApplication.focusWidget() or window, key)


def meeting(answer: Callable[[QDialog], object]) -> None:
    """Answer the dialog that opens next."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and dialog.isActiveWindow():
            answer(dialog)
            return
        if dialog is not None:
            dialog.activateWindow()
        QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)


def test_every_action_of_the_table_does_something(window: MainWindow) -> None:
    idle = QAction("idle", window)
    window.menuBar().addMenu("Idle").addAction(idle)
    for spec in ACTIONS:
        heard = window._actions[spec.id].receivers("2triggered(bool)")
        assert heard > idle.receivers("2triggered(bool)"), spec.id


def test_docks_come_back_where_they_were(
    open_window: Callable[..., MainWindow], window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    dock(window, "articles").hide()
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock(window, "alliances"))
    window.close()
    second = open_window(session)
    assert not dock(second, "articles").isVisible()
    assert second.dockWidgetArea(dock(second, "alliances")) == Qt.DockWidgetArea.LeftDockWidgetArea
    assert second.dockWidgetArea(dock(second, "entities")) == Qt.DockWidgetArea.RightDockWidgetArea


def test_a_hidden_panel_comes_back_by_its_key_with_the_focus_in_it(window: MainWindow) -> None:
    for key, name, panel in (
        ("Alt+1", "articles", window.articles),
        ("Alt+3", "entities", window.entities),
        ("Alt+4", "stances", window.stances),
        ("Alt+5", "alliances", window.alliances),
        ("Alt+7", "checks", window.checks),
    ):
        dock(window, name).hide()
        press(window, key)
        assert dock(window, name).isVisible()
        focus = QApplication.focusWidget()
        assert focus is not None, name
        assert panel is focus or panel.isAncestorOf(focus), name
    press(window, "Alt+2")
    assert window.article.view.hasFocus()


def test_actions_are_there_when_they_make_sense(window: MainWindow, session: Session, tag: Tag) -> None:
    here = enabled(window)
    assert {"project.import", "article.done", "stance.record", "edit.undo"} <= here
    assert not {"mention.remove", "mention.unlink", "edit.redo", "stance.remove"} & here
    mention = tag("मादुरो")
    window.article.show_mention(mention.id)
    assert {"mention.remove", "mention.link", "mention.note", "list.add_from_text"} <= enabled(window)
    assert "mention.unlink" not in enabled(window)
    session.undo()
    assert "edit.redo" in enabled(window)
    session.open_article(None)
    assert not {"article.done", "mention.next", "stance.record", "list.new"} & enabled(window)
    assert {"project.import", "project.export", "article.next"} <= enabled(window)


def test_undo_says_what_it_takes_back_letter_for_letter(window: MainWindow, session: Session) -> None:
    article = make_article("AT&T <b>buys</b>", "Text.")
    session.apply(import_articles([article], ())[0])
    undo, redo = window._actions["edit.undo"], window._actions["edit.redo"]
    assert undo.text() == "Undo: imported “AT&&T <b>buys</b>”"
    assert undo.iconText() == "Undo"
    press(window, "Ctrl+Z")
    assert window._status._remark.text() == "Taken back: imported “AT&T <b>buys</b>”"
    assert redo.text() == "Redo: imported “AT&&T <b>buys</b>”"
    assert session.project.get(Article, article.id) is None
    press(window, "Ctrl+Shift+Z")
    assert session.project.get(Article, article.id) == article


def test_the_status_line_follows_what_is_done(window: MainWindow, session: Session, project: Project) -> None:
    line = window._status
    assert line._annotator.text() == "Annotator: Asha"
    assert (line._count.text(), line._saved.text()) == ("0 of 2 done", "✓ Saved")
    press(window, "Ctrl+D")
    assert line._count.text() == "1 of 2 done"
    article = make_article("Three", "Three.")
    session.apply(import_articles([article], ())[0])
    assert line._count.text() == "1 of 3 done"
    for _ in range(2):
        session.undo()
    assert line._count.text() == "0 of 2 done"
    session.redo()
    assert line._count.text() == "1 of 2 done"

    def remove(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        next(button for button in box.buttons() if button.text() == "Remove").click()

    meeting(remove)
    window._actions["article.remove"].trigger()
    assert line._count.text() == "0 of 1 done"
    rows = session.article_rows()
    assert (len(rows), sum(row.status is Status.DONE for row in rows)) == (1, 0)


def test_what_is_refused_is_said_and_seen_until_something_is_saved(
    window: MainWindow, session: Session, articles: list[Article]
) -> None:
    said: list[str] = []

    def read(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        box.accept()

    meeting(read)
    annotator = Annotator(id=articles[0].id, name="x")
    assert not session.apply(change_set("nonsense", [Change(annotator, None)]))
    assert len(said) == 1
    assert window._status._saved.text() == "Not saved"
    session.apply(import_articles([make_article("Three", "Three.")], ())[0])
    assert window._status._saved.text() == "✓ Saved"


def test_a_project_that_is_only_read_says_so_and_offers_no_edit(
    open_window: Callable[..., MainWindow], session: Session
) -> None:
    from gui.session import Session as Opened

    with Project.open(session.project.path, read_only=True) as project:
        reader = Opened(project, session.annotator.id)
        reader.hand_over()
        assert session.article is not None
        window = open_window(reader)
        reader.open_article(session.article.id)
        assert window._status._saved.text() == "Read only"
        assert any(label.text().startswith("Read only:") for label in window.findChildren(QLabel))
        assert not {spec.id for spec in ACTIONS if "WRITABLE" in str(spec.needs)} & enabled(window)
        assert {"project.open", "project.export", "mention.next"} <= enabled(window)
        window._status.annotator_pressed.emit()
        assert QApplication.activeModalWidget() is None
        window.close()


def test_keys_of_the_window_reach_the_panels(window: MainWindow, session: Session) -> None:
    opened: list[str] = []

    def leave(dialog: QDialog) -> None:
        opened.append(type(dialog).__name__)
        dialog.reject()

    for key in ("Ctrl+Shift+N", "Ctrl+Return", "Ctrl+Shift+D"):
        meeting(leave)
        press(window, key)
    assert len(opened) == 3
    press(window, "Ctrl+PgDown")
    press(window, "Ctrl+PgUp")
    assert session.article is not None


def test_text_grows_and_shrinks_and_comes_back_to_the_usual_size(window: MainWindow) -> None:
    usual = window.article.view.font().pointSizeF()
    for key in ("Ctrl+-", "Ctrl++"):
        for _ in range(50):
            press(window, key)
        assert window.article.view.font().pointSizeF() != usual
        press(window, "Ctrl+0")
        assert window.article.view.font().pointSizeF() == usual


def test_the_kept_zoom_is_there_at_the_next_start(
    open_window: Callable[..., MainWindow], window: MainWindow, session: Session
) -> None:
    usual = window.article.view.font().pointSizeF()
    press(window, "Ctrl++")
    press(window, "Ctrl++")
    assert open_window(session).article.view.font().pointSizeF() == usual + 2


def test_a_long_remark_does_not_widen_the_window(window: MainWindow) -> None:
    before = window.minimumSizeHint().width()
    window._status.hint("The workbook is in " + "a/very/long/path/" * 50)
    assert window.minimumSizeHint().width() == before


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(QPoint(50, 50), *how)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), *how))


def test_files_dropped_on_the_window_come_in(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    one, folder = tmp_path / "एक.txt", tmp_path / "folder"
    one.write_bytes("पहला\r\nदूसरा\u00a0\u2028".encode())
    folder.mkdir()
    said: list[str] = []

    def read(box: Any) -> None:
        said.append(box.text())
        box.accept()

    meeting(read)
    drop(window, one, folder)
    qtbot.waitUntil(lambda: bool(said))
    assert session.article is not None
    assert session.article.text == "पहला\nदूसरा\u00a0\u2028"
    assert "1 came in, 1 did not" in said[0]
    assert "“folder” is a folder" in said[0]


def test_the_window_closes_while_a_job_runs(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    window._exporting.export_to(tmp_path / "out.xlsx", ExportPlan())
    window._files.import_paths([tmp_path / "none.txt"])
    window.close()
    assert not window.isVisible()
    qtbot.wait(50)
    assert not list(tmp_path.glob(".*.part"))
    assert session.project.read(Annotator)


def test_another_annotators_progress_is_not_counted(
    window: MainWindow, session: Session, articles: list[Article]
) -> None:
    bea = Annotator(id=new_id(), name="Bea")
    session.apply(change_set("Bea joined", [add(bea)]))
    session.apply(set_status(articles[0], bea.id, None, Status.DONE))
    assert window._status._count.text() == "0 of 2 done"


def test_a_stance_is_recorded_from_an_entity_or_a_member_where_the_keyboard_is(
    qtbot: QtBot, window: MainWindow, session: Session, make_entity: Callable[..., Entity], tag: Tag
) -> None:
    maduro, russia = make_entity("मादुरो"), make_entity("रूस", "Country")
    tag("मादुरो")
    tag("रूस", "Country")
    assert session.article is not None
    start = session.article.text.index("मादुरो का समर्थन")
    holders: list[Entity | None] = []
    evidence: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, StanceComposer)
        holders.append(dialog.holder.chosen())
        evidence.extend(label.text() for label in dialog.findChildren(ClampedLabel))
        dialog.reject()

    def record() -> None:
        meeting(look)
        press(window, "Ctrl+Return")

    window.article.view.select(start, start + len("मादुरो का समर्थन"))
    press(window, "Alt+3")
    table, model = window.entities.table, window.entities.mentions
    for row in range(2):
        table.setCurrentIndex(model.index(row, 0))
        record()
    assert holders == [maduro, russia]
    qtbot.waitUntil(lambda: bool(session.pending_lists()))
    window.alliances.accept()
    press(window, "Alt+5")
    press(window, "Down")
    record()
    assert [holder.name for holder in holders if holder][2:] == ["चीन"]
    assert evidence == ["“मादुरो का समर्थन”"] * 3


def test_from_the_caret_a_stance_takes_the_mention_as_holder_and_the_sentence_as_evidence(
    qtbot: QtBot, window: MainWindow, session: Session, make_entity: Callable[..., Entity], tag: Tag
) -> None:
    russia, maduro = make_entity("रूस", "Country"), make_entity("मादुरो")
    mention = tag("रूस", "Country", occurrence=1)
    window.article.setFocus()
    window.article.view.select(mention.start + 1, mention.start + 1)

    def record(dialog: QDialog) -> None:
        assert isinstance(dialog, StanceComposer)
        qtbot.keyClicks(dialog.focusWidget(), "+")
        dialog.target.set_entity(maduro)
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    meeting(record)
    press(window, "Ctrl+Return")
    (stance,) = session.records.all(Stance)
    assert stance.holder_id == russia.id
    (piece,) = session.records.all(Evidence)
    assert session.article is not None
    sentence = session.article.text[piece.start : piece.end]
    assert sentence.startswith("रूस के विदेश")
    assert sentence.endswith("बताया।")


def test_the_next_suggested_stance_is_one_key_away(
    qtbot: QtBot, window: MainWindow, make_entity: Callable[..., Entity], tag: Tag
) -> None:
    make_entity("मादुरो")
    tag("मादुरो", occurrence=3)
    qtbot.waitUntil(lambda: window.stances.offers.any)
    window.article.setFocus()
    press(window, "Ctrl+J")
    assert window.stances.offers.list.hasFocus()
    press(window, "Del")
    assert not window.stances.offers.any


def test_enter_on_a_mention_in_the_entities_goes_on_in_the_article(window: MainWindow, tag: Tag) -> None:
    mention = tag("मादुरो")
    press(window, "Alt+3")
    window.entities.mentions.open_all()
    window.entities.table.setCurrentIndex(window.entities.mentions.index_of_mention(mention.id))
    press(window, "Return")
    assert window.article.view.hasFocus()
    assert window.article.view.current == mention.id


def in_front(window: MainWindow, name: str) -> bool:
    return not dock(window, name).visibleRegion().isEmpty()


def test_the_next_window_takes_over_size_and_the_panel_in_front(
    open_window: Callable[..., MainWindow], window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    assert window.isMaximized()  # the screen of the tests is small
    window.showNormal()
    window.resize(760, 640)
    dock(window, "stances").raise_()
    qtbot.waitUntil(lambda: in_front(window, "stances"))
    window.keep_layout()
    second = open_window(session)
    assert not second.isMaximized()
    assert second.size() == window.size()
    qtbot.waitUntil(lambda: in_front(second, "stances"))
    assert not in_front(second, "entities")


def test_the_usual_layout_brings_every_panel_back(window: MainWindow, qtbot: QtBot) -> None:
    dock(window, "articles").hide()
    dock(window, "stances").raise_()
    dock(window, "alliances").setFloating(True)
    window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock(window, "entities"))
    window._actions["view.layout"].trigger()
    qtbot.waitUntil(lambda: in_front(window, "entities"))
    assert window.tabifiedDockWidgets(dock(window, "entities")) == [
        dock(window, "stances"),
        dock(window, "checks"),
        dock(window, "review"),
    ]
    assert window.tabifiedDockWidgets(dock(window, "alliances")) == [dock(window, "grid")]
    assert not dock(window, "alliances").isFloating()
    assert dock(window, "articles").isVisible()
    for name in ("entities", "stances", "alliances"):
        assert window.dockWidgetArea(dock(window, name)) == Qt.DockWidgetArea.RightDockWidgetArea


def test_each_menu_has_a_letter_of_its_own_and_f10_leads_to_the_first(window: MainWindow) -> None:
    titles = [action.text() for action in window.menuBar().actions()]
    letters = [title[title.index("&") + 1] for title in titles]
    assert len(set(letters)) == len(letters) == 11
    assert not any(letter.isdigit() for letter in letters)
    press(window, "F10")
    first = QApplication.activePopupWidget()
    assert first is not None
    assert first is window.menuBar().actions()[0].menu()
    QTest.keyClick(first, Qt.Key.Key_Escape)


def test_a_menu_that_is_open_keeps_digits_from_tagging(window: MainWindow, session: Session) -> None:
    assert session.article is not None
    window.article.view.select(0, len("नदी"))
    press(window, "F10")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_3)
    menu.close()
    assert session.records.all(Mention) == []


def test_the_entities_stay_on_the_current_mention_when_it_is_linked_and_unlinked(
    window: MainWindow, session: Session, tag: Tag, make_entity: Any
) -> None:
    for name in ("अमेरिका", "कनाडा"):
        make_entity(name, "Country")
        tag(name, "Country")
    mention = tag("मादुरो")
    window.article.show_mention(mention.id)
    maduro = make_entity("मादुरो जी")
    assert session.article is not None
    session.apply(link(session.records, session.article, mention, maduro))
    assert window.entities.current_entity_id() == maduro.id
    press(window, "Alt+2")
    press(window, "Ctrl+Backspace")
    assert session.records.get(Mention, mention.id).entity_id is None
    assert window.entities.current_entity_id() is None
    assert window.entities._view().currentIndex().data(MentionRole).id == mention.id


def test_a_finding_is_walked_to_from_the_article_and_seen_in_every_panel_that_it_is_about(
    window: MainWindow, session: Session, tag: Tag, make_entity: Any, qtbot: QtBot
) -> None:
    article = session.article
    assert article is not None
    changes, stance_id = record_stance(
        session.records,
        article,
        session.annotator.id,
        make_entity("चीन", code="CN"),
        Polarity.OPPOSES,
        make_entity("बाँध", "Issue"),
    )
    session.apply(changes)
    mention = tag("निकोलस")
    qtbot.waitUntil(lambda: window.checks.checking.is_done)
    assert dock(window, "checks").windowTitle() == "Checks (2)"
    assert not {"check.dismiss", "check.restore"} & enabled(window)
    shown: list[object] = []
    window.article.view.highlighted.connect(shown.append)
    window.article.setFocus()
    press(window, "F5")
    assert window.stances.current_stance_id() == stance_id
    assert window.alliances.current_stance_ids() == [stance_id]
    assert "check.dismiss" in enabled(window)
    press(window, "Alt+7")
    press(window, "Return")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.alliances.isAncestorOf(focus)
    press(window, "Alt+2")
    press(window, "F5")
    assert window.article.mentions.current() == mention
    assert shown[-1] == [(mention.start, mention.end)]
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.article.isAncestorOf(focus)
