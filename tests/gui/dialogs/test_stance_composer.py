"""Recording a stance with the keyboard, on a real project."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from annotation.records import Camp, Entity, Evidence, Polarity, Stance
from gui.dialogs.stance_composer import StanceComposer, StanceDraft
from gui.session import Session

Open = Callable[..., StanceComposer]


@pytest.fixture
def people(make_entity: Callable[..., Entity]) -> dict[str, Entity]:
    """Two people of the project."""
    return {name: make_entity(name) for name in ("Maduro", "Padrino")}


@pytest.fixture
def open_composer(session: Session, qtbot: QtBot) -> Open:
    """Show a composer without waiting for it."""

    def make(
        holder: Entity | None = None,
        typed: str = "",
        target: Entity | None = None,
        evidence: tuple[int, int] | None = None,
    ) -> StanceComposer:
        draft = StanceDraft(holder=holder, holder_typed=typed, target=target, evidence=evidence)
        dialog = StanceComposer(session, None, draft)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return make


def ok(dialog: StanceComposer) -> QPushButton:
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def test_the_keyboard_leads_from_holder_over_polarity_to_target(
    session: Session, open_composer: Open, people: dict[str, Entity], qtbot: QtBot
) -> None:
    dialog = open_composer(evidence=(0, 4))
    assert dialog.holder.edit.hasFocus()
    qtbot.keyClicks(dialog.focusWidget(), "padri")
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert isinstance(dialog.focusWidget(), QToolButton)
    qtbot.keyClicks(dialog.focusWidget(), "+")
    assert dialog.target.edit.hasFocus()
    qtbot.keyClicks(dialog.focusWidget(), "madu")
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.result() == StanceComposer.DialogCode.Accepted
    stance_id = dialog.record()
    stance = session.records.get(Stance, stance_id or "")
    camp = session.records.get(Camp, stance.camp_id or "")
    assert (stance.holder_id, camp.polarity) == (people["Padrino"].id, Polarity.SUPPORTS)
    assert camp.target_id == people["Maduro"].id
    assert [(p.start, p.end) for p in session.records.where(Evidence, "stance_id", stance.id)] == [(0, 4)]


def test_no_polarity_is_preset_and_nothing_is_recorded_without_one(
    session: Session, open_composer: Open, people: dict[str, Entity], qtbot: QtBot
) -> None:
    dialog = open_composer(holder=people["Padrino"], target=people["Maduro"])
    assert dialog.polarity.polarity() is None
    assert isinstance(dialog.focusWidget(), QToolButton)
    assert not ok(dialog).isEnabled()
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.record() is None
    qtbot.keyClicks(dialog.focusWidget(), "?")
    assert ok(dialog).isEnabled()
    assert ok(dialog).hasFocus()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.polarity.polarity() is Polarity.UNCLEAR


@pytest.mark.parametrize(
    ("key", "letter", "polarity"),
    [
        ("+", Qt.Key.Key_S, Polarity.SUPPORTS),
        ("-", Qt.Key.Key_O, Polarity.OPPOSES),
        ("0", Qt.Key.Key_N, Polarity.NEUTRAL),
        ("?", Qt.Key.Key_U, Polarity.UNCLEAR),
    ],
)
def test_each_polarity_has_a_sign_and_a_letter_and_one_at_a_time_is_chosen(
    open_composer: Open, people: dict[str, Entity], qtbot: QtBot, key: str, letter: Qt.Key, polarity: Polarity
) -> None:
    dialog = open_composer(holder=people["Padrino"])
    qtbot.keyClicks(dialog.focusWidget(), key)
    assert dialog.polarity.polarity() is polarity
    other = open_composer()
    assert other.holder.edit.hasFocus()
    qtbot.keyClick(other.focusWidget(), letter, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: other.polarity.polarity() is polarity)
    assert sum(button.isChecked() for button in other.findChildren(QToolButton)) == 1


def test_nobody_takes_a_stance_towards_oneself(
    open_composer: Open, people: dict[str, Entity], qtbot: QtBot
) -> None:
    dialog = open_composer(holder=people["Maduro"], target=people["Maduro"])
    dialog.polarity.choose_by_key("+")
    assert "same" in dialog.trouble.text()
    assert not ok(dialog).isEnabled()
    assert dialog.record() is None
    dialog.target.set_entity(people["Padrino"])
    assert dialog.trouble.text() == ""
    assert ok(dialog).isEnabled()


def test_somebody_new_is_added_with_the_stance_in_one_step(
    session: Session, open_composer: Open, people: dict[str, Entity]
) -> None:
    dialog = open_composer(typed="निकोलस  मादुरो", target=people["Padrino"])
    assert dialog.holder.typed() == "निकोलस मादुरो"
    dialog.polarity.choose_by_key("-")
    assert dialog.record() is not None
    assert "निकोलस मादुरो" in {entity.name for entity in session.records.all(Entity)}
    session.undo()
    assert "निकोलस मादुरो" not in {entity.name for entity in session.records.all(Entity)}
    assert session.records.all(Stance) == []


def test_the_evidence_is_left_out_when_its_tick_is_taken_away(
    session: Session, open_composer: Open, people: dict[str, Entity]
) -> None:
    dialog = open_composer(holder=people["Padrino"], target=people["Maduro"], evidence=(0, 4))
    assert dialog.keep_evidence.isVisible()
    assert dialog.keep_evidence.isChecked()
    dialog.keep_evidence.setChecked(False)
    dialog.polarity.choose_by_key("+")
    assert dialog.record() is not None
    assert session.records.all(Evidence) == []
    assert not open_composer(holder=people["Padrino"]).keep_evidence.isVisible()


def test_recording_what_is_recorded_already_leads_to_that_stance(
    session: Session, open_composer: Open, people: dict[str, Entity]
) -> None:
    ids: list[str | None] = []
    for _ in range(2):
        dialog = open_composer(holder=people["Padrino"], target=people["Maduro"], evidence=(0, 4))
        dialog.polarity.choose_by_key("+")
        ids.append(dialog.record())
    assert ids[0] is not None
    assert ids[0] == ids[1]
    assert len(session.records.all(Stance)) == 1


def test_compose_gives_the_stance_or_nothing_when_it_is_left(
    session: Session, people: dict[str, Entity], qtbot: QtBot
) -> None:
    def leave(accept: bool) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, StanceComposer)
        dialog.polarity.choose_by_key("+")
        qtbot.keyClick(dialog, Qt.Key.Key_Return if accept else Qt.Key.Key_Escape)
        if dialog.isVisible():
            dialog.reject()

    made: list[str | None] = []
    for accept in (False, True):
        QTimer.singleShot(50, lambda accept=accept: leave(accept))
        made.append(
            StanceComposer.compose(
                session,
                None,
                StanceDraft(holder=people["Padrino"], target=people["Maduro"]),
            )
        )
    assert made[0] is None
    assert made[1] == session.records.all(Stance)[0].id


def test_with_the_holder_known_a_sign_and_enter_repeat_the_last_target(
    session: Session,
    open_composer: Open,
    people: dict[str, Entity],
    make_entity: Callable[..., Entity],
    qtbot: QtBot,
) -> None:
    first = open_composer(holder=people["Padrino"])
    qtbot.keyClicks(first.focusWidget(), "-")
    qtbot.keyClicks(first.focusWidget(), "maduro")
    qtbot.keyClick(first.focusWidget(), Qt.Key.Key_Return)
    assert first.record() is not None
    second = open_composer(holder=make_entity("Guaido"))
    qtbot.keyClicks(second.focusWidget(), "+")
    assert second.target.edit.hasFocus()
    assert second.target.typed() == ""
    qtbot.keyClick(second.focusWidget(), Qt.Key.Key_Return)
    stance = session.records.get(Stance, second.record() or "")
    camp = session.records.get(Camp, stance.camp_id or "")
    assert (camp.target_id, camp.polarity) == (people["Maduro"].id, Polarity.SUPPORTS)
    assert open_composer(holder=people["Maduro"]).target.chosen() is None


def test_signs_choose_the_polarity_anywhere_but_in_a_line_with_text(
    open_composer: Open, people: dict[str, Entity], qtbot: QtBot
) -> None:
    dialog = open_composer(evidence=(0, 4))
    assert dialog.holder.edit.hasFocus()
    qtbot.keyClicks(dialog.focusWidget(), "+")
    assert dialog.polarity.polarity() is Polarity.SUPPORTS
    assert dialog.holder.typed() == ""
    for widget, key, polarity in (
        (dialog.target.edit, "-", Polarity.OPPOSES),
        (dialog.claimed_by.edit, "0", Polarity.NEUTRAL),
        (dialog.keep_evidence, "?", Polarity.UNCLEAR),
        (ok(dialog), "+", Polarity.SUPPORTS),
    ):
        widget.setFocus()
        qtbot.keyClicks(widget, key)
        assert dialog.polarity.polarity() is polarity
    dialog.holder.setFocus()
    qtbot.keyClicks(dialog.holder.edit, "A-")
    assert dialog.holder.typed() == "A-"
    assert dialog.polarity.polarity() is Polarity.SUPPORTS


def test_who_claims_it_is_one_tab_away_and_is_passed_by_otherwise(
    session: Session, open_composer: Open, people: dict[str, Entity], qtbot: QtBot
) -> None:
    dialog = open_composer(holder=people["Padrino"])
    qtbot.keyClicks(dialog.focusWidget(), "+")
    qtbot.keyClicks(dialog.focusWidget(), "maduro")
    assert not dialog.claimed_by.view.isVisible()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.claimed_by.edit.hasFocus()
    qtbot.keyClicks(dialog.focusWidget(), "maduro")
    assert dialog.claimed_by.view.isVisible()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert not dialog.isVisible()
    claimed = session.records.get(Stance, dialog.record() or "")
    assert claimed.claimed_by_id == people["Maduro"].id
    again = open_composer(holder=people["Padrino"], target=people["Maduro"])
    qtbot.keyClicks(again.focusWidget(), "+")
    again.claimed_by.setFocus()
    qtbot.keyClick(again.focusWidget(), Qt.Key.Key_Return)
    assert not again.isVisible()
    plain = session.records.get(Stance, again.record() or "")
    assert plain.claimed_by_id is None
    assert plain.id != claimed.id
