"""Two people and one text: handed out, annotated, brought together, compared, reviewed and decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotation.changes import add, change_set
from annotation.edits.articles import make_article
from annotation.edits.mentions import relabel, tag
from annotation.records import Annotator, Article, Mention, Progress, Role, Status
from gui.dialogs.bring_together import BringTogether, Decisions
from gui.dialogs.compare import CompareDialog
from gui.dialogs.hand_out import HandOut
from gui.main_window import MainWindow
from gui.settings import Settings
from storage.agreement import compare_annotators
from storage.project import Project

if TYPE_CHECKING:
    from gui.session import Session

TEXT = "मादुरो ने कहा कि गुएडो और पोम्पियो साथ हैं।"

Open = Callable[..., MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Open]:
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").clear()

    def open_window(project: Project, annotator: Annotator, author: Annotator | None = None) -> MainWindow:
        from gui.session import Session

        session = Session(project, annotator.id, author_id=author.id if author else None)
        session.hand_over()
        window = MainWindow(session, Settings())
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        session.open_article(project.read(Article)[0].id)
        return window

    yield open_window
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def tag_words(session: Session, **labels: str) -> None:
    by_name = {label.name: label for label in session.labels()}
    for word, label in labels.items():
        assert session.article is not None
        start = TEXT.index(word)
        changes, _ = tag(
            session.records,
            session.names,
            session.article,
            session.annotator.id,
            by_name[label],
            start,
            start + len(word),
        )
        session.apply(changes)


def named(project: Project, name: str) -> Annotator:
    return next(one for one in project.read(Annotator) if one.name == name)


def test_two_people_and_one_text(
    open_window: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_path = tmp_path / "bea.paksha"
    with Project.create(tmp_path / "office.paksha", "Asha") as project:
        asha = project.read(Annotator)[0]
        project.apply(change_set("imported", [add(make_article("One", TEXT, language="hi"))]), asha.id)
        office = open_window(project, asha)
        session = office.session
        tag_words(session, मादुरो="Person", गुएडो="Person", पोम्पियो="Person")
        session.set_status(Status.DONE)
        with qtbot.waitSignal(office._teamwork.done, timeout=10_000):
            office._teamwork.hand_out_to(copy_path, HandOut("Bea", (project.read(Article)[0].id,), True))

        with Project.open(copy_path) as copy:
            home = open_window(copy, copy.read(Annotator)[0])
            assert home.session.records.mentions.all() == []  # nobody sees what others have tagged
            tag_words(home.session, मादुरो="Person", गुएडो="Place")
            home.session.set_status(Status.DONE)
            home.close()

        monkeypatch.setattr(BringTogether, "ask", lambda *_: Decisions({}))
        with qtbot.waitSignal(office._teamwork.done, timeout=10_000):
            office._teamwork.bring_in(copy_path)
        bea = named(project, "Bea")
        assert len(project.read(Mention, annotator_id=bea.id)) == 2
        assert [one.status for one in project.read(Progress, annotator_id=bea.id)] == [Status.DONE]

        found = compare_annotators(project)
        figures = {
            one.measure.id: one.value for one in found.figures if not one.article_id and not one.label_id
        }
        assert figures["mentions.exact.precision"] == pytest.approx(1 / 3)
        assert figures["mentions.exact.recall"] == pytest.approx(1 / 2)
        assert figures["labels.agreement"] == pytest.approx(1 / 2)

        review = open_window(project, bea, asha)
        assert review._reviewing.banner.isVisible()
        wrong = next(one for one in review.session.records.mentions.all() if one.start == TEXT.index("गुएडो"))
        person = next(label for label in review.session.labels() if label.name == "Person")
        assert review.session.article is not None
        review.session.apply(relabel(review.session.article, wrong, person))
        assert project.revisions(1)[0].annotator_id == asha.id

        hers = open_window(project, bea)
        assert [str(hers.review.rows.index(0).data())] == ["Asha labelled गुएडो Person"]

        dialog = CompareDialog(session, Settings(), None)
        qtbot.addWidget(dialog)
        assert dialog.model.summary() == "0 of 1 differences decided · 2 agreed and not taken yet"
        dialog.take_agreed()
        dialog.take(1)
        assert dialog.model.summary() == "1 of 1 differences decided"
        decided = next(one for one in project.read(Annotator) if one.role is Role.ADJUDICATED)
        words = [TEXT[m.start : m.end] for m in project.read(Mention, annotator_id=decided.id)]
        assert sorted(words) == sorted(["मादुरो", "गुएडो", "पोम्पियो"])

        titles = [revision.title for revision in project.revisions(4)]
        assert any(title.startswith("took Asha’s mention") for title in titles)
        for window in (office, review, hers):
            window.close()
