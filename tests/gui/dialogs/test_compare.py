"""Annotators side by side: walked and decided by key, names hidden, everything undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from annotation.changes import add, change_set
from annotation.compare.differences import Item
from annotation.records import (
    Annotator,
    Article,
    Camp,
    Entity,
    Evidence,
    Mention,
    Polarity,
    Progress,
    Rejection,
    Role,
    Stance,
    new_id,
)
from gui.article.lanes import assign_lanes
from gui.article.spans import Span
from gui.dialogs.compare import CompareDialog
from gui.models.comparison import Show
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.session import Session

Tag = Callable[..., Mention]


@pytest.fixture
def bea(session: Session, tag: Tag, articles: list[Article]) -> Annotator:
    """Somebody who has the first mention, not the second, the third with another label; and stances."""
    mine = [tag("मादुरो", "Person"), tag("रूस", "Country"), tag("चीन", "Country")]
    bea = Annotator(id=new_id(), name="Bea")
    labels = session.labels()
    russia, maduro = (Entity(id=new_id(), name=name, label_id=labels[0].id) for name in ("रूस", "मादुरो"))
    records = [bea, russia, maduro]
    for mention, label in ((mine[0], mine[0].label_id), (mine[2], labels[3].id)):
        theirs = Mention(
            id=new_id(),
            article_id=articles[0].id,
            annotator_id=bea.id,
            start=mention.start,
            end=mention.end,
            label_id=label,
        )
        records.append(theirs)
    for person, polarity in ((session.annotator, Polarity.SUPPORTS), (bea, Polarity.OPPOSES)):
        camp = Camp(
            id=new_id(),
            article_id=articles[0].id,
            annotator_id=person.id,
            target_id=maduro.id,
            polarity=polarity,
        )
        stance = Stance(
            id=new_id(),
            article_id=articles[0].id,
            annotator_id=person.id,
            holder_id=russia.id,
            camp_id=camp.id,
        )
        records += [camp, stance, Evidence(id=new_id(), stance_id=stance.id, start=0, end=4)]
    session.apply(change_set("Bea worked", map(add, records)))
    return bea


@pytest.fixture
def dialog(session: Session, bea: Annotator, qtbot: QtBot) -> Iterator[CompareDialog]:
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").clear()
    dialog = CompareDialog(session, Settings(), None)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    dialog.list.setFocus()
    yield dialog
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def press(dialog: CompareDialog, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(dialog.list, key)


def decided(session: Session) -> Annotator:
    return next(one for one in session.records.all(Annotator) if one.role is Role.ADJUDICATED)


def current(dialog: CompareDialog) -> Item:
    item = dialog.model.item(dialog.list.currentIndex().row())
    assert item is not None
    return item


def buttons(dialog: CompareDialog) -> list[QPushButton]:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return dialog.choices.findChildren(QPushButton)


def rows(dialog: CompareDialog) -> list[str]:
    return [str(dialog.model.index(row).data()) for row in range(dialog.model.rowCount())]


def test_differences_are_listed_and_decided_by_digits(
    dialog: CompareDialog, session: Session, bea: Annotator
) -> None:
    assert rows(dialog) == ["रूस → मादुरो", "“रूस”", "“चीन”"]
    assert dialog.summary.text() == "0 of 3 differences decided · 1 agreed and not taken yet"
    press(dialog, Qt.Key.Key_2)  # the stance: Bea's
    press(dialog, Qt.Key.Key_1)  # रूस: mine
    press(dialog, Qt.Key.Key_0)  # चीन: nobody's
    assert rows(dialog) == []
    assert dialog._pages.currentWidget() is dialog.nothing
    assert dialog.summary.text().startswith("3 of 3 differences decided")
    owner = decided(session).id
    camps = session.project.read(Camp, annotator_id=owner)
    assert [camp.polarity for camp in camps] == [Polarity.OPPOSES]
    assert len(session.project.read(Mention, annotator_id=owner)) == 1
    assert len(session.project.read(Rejection, annotator_id=owner)) == 1
    assert not session.project.read(Progress, annotator_id=owner)


def test_each_decision_is_a_step_that_undo_takes_back(dialog: CompareDialog, session: Session) -> None:
    press(dialog, Qt.Key.Key_1, Qt.Key.Key_1)
    assert len(rows(dialog)) == 1
    QTest.keyClick(dialog.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(rows(dialog)) == 2
    assert session.step_titles()[1] is not None
    QTest.keyClick(
        dialog.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert len(rows(dialog)) == 1


def test_a_decision_can_be_seen_and_left_open_again(dialog: CompareDialog) -> None:
    press(dialog, Qt.Key.Key_1)
    dialog.show_box.setCurrentIndex(dialog.show_box.findData(Show.DECIDED))
    assert len(rows(dialog)) == 1
    assert rows(dialog)[0].startswith("✓")
    chosen = [button.text() for button in buttons(dialog) if button.isChecked()]
    assert chosen[0].startswith("1 Asha")
    press(dialog, Qt.Key.Key_Backspace)
    assert rows(dialog) == []


def test_what_all_agree_on_is_taken_at_once(dialog: CompareDialog, session: Session) -> None:
    dialog.agreed.click()
    assert dialog.summary.text() == "0 of 3 differences decided"
    assert len(session.project.read(Mention, annotator_id=decided(session).id)) == 1
    assert session.step_titles()[0] == "took 1 item on which at least 2 agree"


def test_names_can_be_hidden(dialog: CompareDialog) -> None:
    dialog.blind.click()
    words = " ".join(button.text() for button in buttons(dialog))
    ticks = " ".join(tick.text() for tick in dialog.ticks.values())
    names = {span.name for place in dialog.view.places()[0] if (span := dialog.view.span_of(place))}
    for text in (words, ticks, *names):
        assert "Bea" not in text
    assert any(name.startswith("B: ") for name in names)


def test_ones_own_is_decided_where_nobody_is_right(dialog: CompareDialog, session: Session) -> None:
    item = dialog.model.items[-1]
    label = session.labels()[4]
    dialog._decide(item, dialog.model.deciding().make_mention(item, (0, 4), label, None))
    [made] = session.project.read(Mention, annotator_id=decided(session).id)
    assert (made.start, made.end, made.label_id) == (0, 4, label.id)
    stance = dialog.model.item(0)
    assert stance is not None
    dialog._own_stance(stance, Polarity.NEUTRAL)
    [camp] = session.project.read(Camp, annotator_id=decided(session).id)
    assert camp.polarity is Polarity.NEUTRAL


def test_a_mention_clicked_in_the_text_is_gone_to(dialog: CompareDialog) -> None:
    target = dialog.model.item(2)
    assert target is not None
    assert target.place is not None
    place = next(one for one in dialog.view.places()[0] if one[0] == target.place[0])
    dialog.view.set_current(place[2])
    assert current(dialog).key == target.key


def test_fewer_people_are_compared_when_they_are_unticked(dialog: CompareDialog, bea: Annotator) -> None:
    dialog.ticks[bea.id].click()
    assert dialog.model.chosen != list(dialog.model.people)
    assert rows(dialog) == []
    assert "Nobody to compare with" in dialog.nothing.accessibleName() or dialog.model.rowCount() == 0


def test_looking_back_compares_oneself_with_then_and_decides_nothing(
    session: Session, bea: Annotator, tag: Tag, qtbot: QtBot
) -> None:
    number = session.project.revisions(1)[0].number
    tag("क्यूबा", "Country")
    assert session.look_back(number)
    dialog = CompareDialog(session, Settings(), None)
    qtbot.addWidget(dialog)
    assert [name.split()[-1] for name in dialog.model.people.values()] == ["then", "now"]
    assert rows(dialog) == ["“क्यूबा”"]
    before = session.project.revisions(1)[0].number
    dialog.take(1)
    assert session.project.revisions(1)[0].number == before


def test_the_lanes_of_a_group_come_after_those_of_the_group_before() -> None:
    spans = [
        Span("a", 0, 9, "#123456", "", group=1),
        Span("b", 0, 4, "#123456", "", group=1),
        Span("c", 2, 6, "#123456", "", group=2),
        Span("d", 8, 9, "#123456", "", group=2),
    ]
    assert {span.id: lane for span, lane in assign_lanes(spans)} == {"b": 0, "a": 1, "c": 2, "d": 2}
