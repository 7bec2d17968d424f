"""The checks panel as a person uses it, on a real project."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from annotation.changes import add, change_set
from annotation.checks.mentions import UNLINKED
from annotation.checks.stances import NO_EVIDENCE
from annotation.edits import stances as edits
from annotation.edits.checks import dismiss
from annotation.records import Article, Dismissal, Entity, Mention, Polarity, new_id
from gui.actions import ACTIONS, make_actions
from gui.dialogs.dismiss_finding import DismissFinding
from gui.models.checks import CheckLine
from gui.panels.checks import ChecksPanel

if TYPE_CHECKING:
    from gui.session import Session

Tag = Callable[..., Mention]

SHORT = 20
"""Milliseconds of the pause before the article is looked over, so that the tests need not wait."""

LONG = "लोकतांत्रिक समाजवादी गणराज्य का बहुत लंबा आधिकारिक नाम " * 4


@pytest.fixture
def panel(session: Session, show: Callable[..., ChecksPanel], qtbot: QtBot) -> ChecksPanel:
    """The panel with its actions connected, as the window does it, once the article was looked over."""
    made = ChecksPanel(session)
    specs = [spec for spec in ACTIONS if spec.id in made.handlers()]
    assert len(specs) == len(made.handlers())
    actions = make_actions(specs, {"checks": made, "": made})
    for action_id, handler in made.handlers().items():
        actions[action_id].triggered.connect(lambda _checked=False, call=handler: call())
    made.checking._pause.setInterval(SHORT)
    show(made, 340, 500)
    wait(qtbot, made)
    return made


def wait(qtbot: QtBot, panel: ChecksPanel) -> None:
    qtbot.waitUntil(lambda: panel.checking.is_done)


def press(qtbot: QtBot, panel: ChecksPanel, key: Qt.Key, control: bool = False) -> None:
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.setFocus()
    chord = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(panel.list, key, chord)


def findings(panel: ChecksPanel) -> list[CheckLine]:
    return [line for line in panel.list.rows.views if line.finding is not None]


def answer(then: Callable[[DismissFinding], object]) -> None:
    """Do something in the dialog that opens next."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, DismissFinding):
            then(dialog)
        else:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)


def give(reason: str) -> Callable[[DismissFinding], object]:
    def write(dialog: DismissFinding) -> None:
        dialog.reason_box.setEditText(reason)
        dialog.accept()

    return write


def said(panel: ChecksPanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_an_article_in_which_nothing_is_wrong_says_so(panel: ChecksPanel, session: Session) -> None:
    assert "Nothing to check" in said(panel)
    session.open_article(None)
    assert "No article is open" in said(panel)


def test_the_title_counts_what_is_open(panel: ChecksPanel, tag: Tag, session: Session, qtbot: QtBot) -> None:
    titles: list[str] = []
    panel.named.connect(titles.append)
    tag("निकोलस", "Person")
    wait(qtbot, panel)
    assert titles[-1] == "Checks (1)"
    session.undo()
    wait(qtbot, panel)
    assert titles[-1] == "Checks"


def test_a_finding_leads_to_its_mention(panel: ChecksPanel, tag: Tag, qtbot: QtBot) -> None:
    mention = tag("निकोलस", "Person")
    wait(qtbot, panel)
    spans: list[object] = []
    shown: list[str] = []
    panel.spans_shown.connect(spans.append)
    panel.mention_shown.connect(shown.append)
    panel.list.pick(-1)
    press(qtbot, panel, Qt.Key.Key_Down)
    assert spans[-1] == [(mention.start, mention.end)]
    assert shown[-1] == mention.id
    with qtbot.waitSignal(panel.place_entered):
        press(qtbot, panel, Qt.Key.Key_Return)


def test_a_stance_leads_to_its_column_and_not_into_the_text(
    panel: ChecksPanel, session: Session, make_entity: Callable[..., Entity], qtbot: QtBot
) -> None:
    article = session.article
    assert article is not None
    changes, stance_id = edits.record_stance(
        session.records,
        article,
        session.annotator.id,
        make_entity("निकोलस", "Person"),
        Polarity.SUPPORTS,
        make_entity(LONG, "Issue"),
    )
    session.apply(changes)
    wait(qtbot, panel)
    columns: list[tuple[str, tuple[str, ...]]] = []
    stances: list[str] = []
    panel.column_shown.connect(lambda key, members: columns.append((key, members)))
    panel.stance_shown.connect(stances.append)
    panel.handlers()["check.next"]()
    (line,) = findings(panel)
    assert line.finding is not None
    assert line.finding.check == NO_EVIDENCE
    assert columns == [(line.finding.camp_ids[0], (stance_id,))]
    assert stances == [stance_id]
    with qtbot.assertNotEmitted(panel.place_entered), qtbot.waitSignal(panel.column_entered):
        press(qtbot, panel, Qt.Key.Key_Return)


def test_dismissing_asks_for_a_reason_that_is_kept_and_can_be_undone(
    panel: ChecksPanel, tag: Tag, session: Session, qtbot: QtBot
) -> None:
    tag("निकोलस", "Person")
    tag("राष्ट्रपति", "Person")
    wait(qtbot, panel)
    first, second = findings(panel)
    assert first.finding is not None
    panel.list.pick(-1)
    panel.handlers()["check.next"]()
    answer(give("  a   nickname "))
    press(qtbot, panel, Qt.Key.Key_Delete)
    (kept,) = session.project.read(Dismissal)
    assert (kept.check, kept.subject, kept.reason) == (UNLINKED, first.finding.subject, "a nickname")
    assert findings(panel) == [second]
    assert panel.list.current_line() == second, "the next one becomes current"
    assert session.step_titles()[0] == f"let stand: {first.text}"
    session.undo()
    assert findings(panel) == [first, second]
    session.redo()
    assert findings(panel) == [second]


def test_without_a_reason_nothing_is_dismissed(
    panel: ChecksPanel, tag: Tag, session: Session, qtbot: QtBot
) -> None:
    tag("निकोलस", "Person")
    wait(qtbot, panel)
    panel.handlers()["check.next"]()
    enabled: list[bool] = []

    def leave(dialog: DismissFinding) -> None:
        ok = dialog.findChildren(QDialogButtonBox)[0].button(QDialogButtonBox.StandardButton.Ok)
        enabled.append(ok.isEnabled())
        dialog.reject()

    answer(leave)
    press(qtbot, panel, Qt.Key.Key_Delete)
    assert enabled == [False]
    assert session.records.all(Dismissal) == []


def test_reasons_of_other_articles_are_offered(
    panel: ChecksPanel, tag: Tag, session: Session, articles: list[Article], qtbot: QtBot
) -> None:
    given = Dismissal(
        id=new_id(),
        article_id=articles[1].id,
        annotator_id=session.annotator.id,
        check=UNLINKED,
        subject="long ago",
        reason="as the source writes it",
    )
    session.apply(change_set("let stand", [add(given)]))
    tag("निकोलस", "Person")
    wait(qtbot, panel)
    panel.handlers()["check.next"]()
    answer(lambda dialog: dialog.accept())
    press(qtbot, panel, Qt.Key.Key_Delete)
    assert [record.reason for record in session.records.all(Dismissal)] == ["as the source writes it"]


def test_dismissed_findings_can_be_shown_with_the_reason_and_restored(
    panel: ChecksPanel, tag: Tag, session: Session, qtbot: QtBot
) -> None:
    tag("निकोलस", "Person")
    wait(qtbot, panel)
    (line,) = findings(panel)
    assert line.finding is not None
    article = session.article
    assert article is not None
    assert not panel.dismissed_box.isVisible()
    session.apply(dismiss(article, session.annotator.id, line.finding, LONG))
    assert findings(panel) == []
    assert "Nothing else to check" in said(panel)
    assert panel.dismissed_box.text() == "Show 1 dismissed"
    panel.handlers()["check.show_dismissed"]()
    panel.handlers()["check.next"]()
    (shown,) = findings(panel)
    assert shown.reason == " ".join(LONG.split())
    assert panel.has_dismissed
    assert not panel.has_open
    assert shown.reason in panel.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    with qtbot.assertNotEmitted(session.refused):
        press(qtbot, panel, Qt.Key.Key_Delete)  # it is dismissed already: no dialog opens
    press(qtbot, panel, Qt.Key.Key_Backspace, control=True)
    assert session.records.all(Dismissal) == []
    assert panel.has_open
    assert not panel.dismissed_box.isVisible()


def test_next_and_previous_go_round_and_pass_the_titles_over(
    panel: ChecksPanel, tag: Tag, qtbot: QtBot
) -> None:
    words: list[str] = []
    panel.hinted.connect(words.append)
    following, before = panel.handlers()["check.next"], panel.handlers()["check.previous"]
    following()
    assert words == ["The checks found nothing"]
    tag("मादुरो", "Person")
    wait(qtbot, panel)
    texts = [line.text for line in findings(panel)]
    titles = [line for line in panel.list.rows.views if line.is_title]
    assert len(titles) == 2
    words.clear()
    panel.list.pick(-1)
    for _ in range(len(texts) + 1):
        following()
    assert words == [*texts, texts[0]]
    before()
    assert words[-1] == texts[-1]
    visited = {panel.list.currentIndex().row()}
    for _ in range(len(texts) + 2):
        press(qtbot, panel, Qt.Key.Key_Up)
        visited.add(panel.list.currentIndex().row())
    assert all(panel.list.rows.views[row].finding is not None for row in visited)


def test_the_current_finding_stays_when_others_come_and_go(
    panel: ChecksPanel, tag: Tag, session: Session, qtbot: QtBot
) -> None:
    tag("राष्ट्रपति", "Person")
    wait(qtbot, panel)
    panel.handlers()["check.next"]()
    current = panel.list.current_line()
    tag("निकोलस", "Person")
    wait(qtbot, panel)
    assert len(findings(panel)) == 2
    assert panel.list.current_line() == current
    session.undo()
    wait(qtbot, panel)
    assert panel.list.current_line() == current


def test_long_findings_take_two_lines_and_the_current_one_as_many_as_it_needs(
    panel: ChecksPanel, session: Session, make_entity: Callable[..., Entity], qtbot: QtBot
) -> None:
    article = session.article
    assert article is not None
    for holder, target in (("निकोलस", "बाँध"), (LONG, "नदी")):
        changes, _ = edits.record_stance(
            session.records,
            article,
            session.annotator.id,
            make_entity(holder, "Person"),
            Polarity.SUPPORTS,
            make_entity(target, "Issue"),
        )
        session.apply(changes)
    wait(qtbot, panel)
    long, short = (
        panel.list.rows.row_of(line.key) for line in sorted(findings(panel), key=lambda line: -len(line.text))
    )

    def height(row: int) -> int:
        panel.list.executeDelayedItemsLayout()
        return panel.list.visualRect(panel.list.rows.index(row)).height()

    panel.list.pick(short)
    assert height(short) < height(long)
    two_lines = height(long)
    panel.list.pick(long)
    assert height(long) > two_lines
