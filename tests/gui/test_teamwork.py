"""Handing out and bringing together in the window: asked, shown first, and one step to undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from annotation.changes import Change, add, change_set
from annotation.merging.plan import MergePlan
from annotation.records import Annotator, Article, Entity, Label, Mention, Progress, Status, new_id
from gui.dialogs.bring_together import BringTogether, Decisions
from gui.dialogs.hand_out import HandOut, HandOutDialog
from gui.dialogs.labels import LabelsDialog
from gui.jobs import Jobs
from gui.settings import Settings
from gui.teamwork import Teamwork
from storage.merging import plan_merge
from storage.project import Project

if TYPE_CHECKING:
    from gui.session import Session


@pytest.fixture
def teamwork(qtbot: QtBot, session: Session) -> Iterator[Teamwork]:
    window = QDialog()
    qtbot.addWidget(window)
    window.show()
    jobs = Jobs(window)
    yield Teamwork(session, Settings(), jobs, list, window)
    jobs.wait()


def handed_out(teamwork: Teamwork, target: Path, articles: list[Article], qtbot: QtBot, lock: bool) -> None:
    with qtbot.waitSignal(teamwork.done, timeout=10_000):
        teamwork.hand_out_to(target, HandOut("Bea", tuple(one.id for one in articles), lock))


def test_handing_out_records_who_is_to_do_what_and_writes_the_copy(
    teamwork: Teamwork, session: Session, articles: list[Article], qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "bea.paksha"
    handed_out(teamwork, target, articles[:1], qtbot, lock=True)
    bea = next(one for one in session.records.all(Annotator) if one.name == "Bea")
    assert [one.article_id for one in session.project.read(Progress, annotator_id=bea.id)] == [articles[0].id]
    with Project.open(target, read_only=True) as copy:
        assert [one.id for one in copy.read(Article)] == [articles[0].id]
        assert copy.labels_locked


def test_the_dialog_wants_a_name_and_an_article(
    session: Session, articles: list[Article], qtbot: QtBot
) -> None:
    dialog = HandOutDialog(["Bea"], session.article_rows(), [articles[0].id], None)
    qtbot.addWidget(dialog)
    assert not dialog.write.isEnabled()
    dialog.name.setEditText("  Chand ")
    assert dialog.write.isEnabled()
    assert dialog.wanted() == HandOut("Chand", (articles[0].id,), False)
    dialog.none.click()
    assert not dialog.write.isEnabled()
    dialog.filter.setText(articles[1].title[:4])
    dialog.articles.filter(dialog.filter.text())
    dialog.all.click()
    assert articles[1].id in dialog.wanted().article_ids
    assert dialog.summary.text() == "1 article"


@pytest.fixture
def other(session: Session, articles: list[Article], tmp_path: Path) -> Path:
    """Bea's own project with the same first article, a mention in it, and an entity that may be ours."""
    path = tmp_path / "bea.paksha"
    with Project.create(path, "Bea") as project:
        bea, labels = project.read(Annotator)[0], project.read(Label)
        ours = Entity(id=new_id(), name="रूस", label_id=session.labels()[1].id)
        session.apply(change_set("added", [add(ours)]))
        theirs = Entity(id=new_id(), name="रूस", label_id=labels[3].id)
        mention = Mention(
            id=new_id(),
            article_id=articles[0].id,
            annotator_id=bea.id,
            start=0,
            end=4,
            label_id=labels[3].id,
            entity_id=theirs.id,
        )
        done = Progress(id=new_id(), article_id=articles[0].id, annotator_id=bea.id, status=Status.DONE)
        changes = map(add, [articles[0], theirs, mention, done])
        project.apply(change_set("worked", changes), bea.id)
    return path


def test_bringing_in_is_shown_first_and_is_one_step(
    teamwork: Teamwork, session: Session, other: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[MergePlan] = []

    def answer(plan: MergePlan, _name: str, _settings: Settings, _parent: object) -> Decisions:
        seen.append(plan)
        [question] = plan.questions
        return Decisions({question.entity.id: question.candidates[0].id})

    monkeypatch.setattr(BringTogether, "ask", answer)
    with qtbot.waitSignal(teamwork.done, timeout=10_000) as said:
        teamwork.bring_in(other)
    assert said.args is not None
    assert "changes of “bea” were made" in said.args[0]
    assert session.project.count(Mention) == 1
    assert [one.name for one in session.records.all(Entity)].count("रूस") == 1
    assert session.step_titles()[0] == "brought in “bea”"
    assert session.undo()
    assert session.project.count(Mention) == 0


def test_leaving_the_preview_changes_nothing(
    teamwork: Teamwork, session: Session, other: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(BringTogether, "ask", lambda *args: asked.append(args[1]))
    teamwork.bring_in(other)
    qtbot.waitUntil(lambda: asked == ["bea"], timeout=10_000)
    assert session.project.count(Mention) == 0


def test_the_preview_says_what_comes_and_asks_who_is_who(session: Session, other: Path, qtbot: QtBot) -> None:
    plan = plan_merge(session.project, other)
    dialog = BringTogether(plan, "bea", Settings(), None)
    qtbot.addWidget(dialog)
    tops = [dialog.tree.topLevelItem(row) for row in range(dialog.tree.topLevelItemCount())]
    told = [item.text(0) for item in tops if item is not None]
    assert any(text.endswith("  Added") for text in told)
    assert any("already" in text.lower() for text in told)
    assert dialog.answers() == {}
    [box] = dialog.choices.values()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert dialog.answers() == {plan.questions[0].entity.id: plan.questions[0].candidates[0].id}


def test_of_a_conflict_theirs_is_taken_when_it_is_ticked(session: Session, other: Path, qtbot: QtBot) -> None:
    session.apply(plan_merge(session.project, other).changes)
    mention = session.project.read(Mention)[0]
    session.apply(change_set("noted", [Change(mention, replace(mention, note="here"))]))
    with Project.open(other) as project:
        bea = project.read(Annotator)[0]
        theirs = project.read(Mention)[0]
        noted = Change(theirs, replace(theirs, note="there"))
        project.apply(change_set("noted", [noted]), bea.id)
    plan = plan_merge(session.project, other)
    dialog = BringTogether(plan, "bea", Settings(), None)
    qtbot.addWidget(dialog)
    assert not dialog.bring.isEnabled()
    [(line, item)] = dialog._conflicts
    assert "note: here here, there there" in item.text(0)
    item.setCheckState(0, Qt.CheckState.Checked)
    assert dialog.bring.isEnabled()
    assert dialog.decisions().taken == line.ids == (mention.id,)
    again = plan_merge(session.project, other, taken=dialog.decisions().taken)
    session.apply(again.changes)
    assert session.project.read(Mention)[0].note == "there"
    assert not plan_merge(session.project, other).changes


def test_what_is_here_already_leaves_nothing_to_bring_in(session: Session, other: Path, qtbot: QtBot) -> None:
    session.apply(plan_merge(session.project, other).changes)
    dialog = BringTogether(plan_merge(session.project, other), "bea", Settings(), None)
    qtbot.addWidget(dialog)
    assert not dialog.bring.isEnabled()
    assert "Nothing will be changed" in dialog.headline.text()


def test_locked_labels_can_be_read_and_no_more(
    teamwork: Teamwork, articles: list[Article], qtbot: QtBot, tmp_path: Path
) -> None:
    from gui.session import Session as Opened

    target = tmp_path / "bea.paksha"
    handed_out(teamwork, target, articles[:1], qtbot, lock=True)
    with Project.open(target) as copy:
        dialog = LabelsDialog(Opened(copy, copy.read(Annotator)[0].id), None)
        qtbot.addWidget(dialog)
        assert dialog._name.isReadOnly()
        assert not dialog._add.isEnabled()
        assert "are locked" in dialog._message.text()
