"""The article is looked over after a pause, only for what an edit touched, and in short turns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from annotation.changes import add, change_set
from annotation.checks.all_checks import CHECKS
from annotation.checks.mentions import UNLINKED
from annotation.checks.occurrences import TAGGED_ELSEWHERE
from annotation.checks.stances import NO_EVIDENCE
from annotation.edits import checks as edits
from annotation.edits.stances import record_stance
from annotation.records import Article, Entity, Mention, Polarity, new_id
from gui.checking import MOST, Checking

if TYPE_CHECKING:
    from gui.session import Session

Tag = Callable[..., Mention]


@pytest.fixture
def checking(session: Session, qtbot: QtBot) -> Checking:
    """The looking at the open article, done once."""
    made = Checking(session, session)
    made._pause.setInterval(20)
    qtbot.waitUntil(lambda: made.is_done)
    return made


def subjects(checking: Checking, check_id: str) -> list[str]:
    return [finding.subject for finding in checking.outcomes[check_id].findings]


def test_what_an_edit_leaves_open_is_found_after_a_pause_and_goes_when_it_is_taken_back(
    session: Session, checking: Checking, tag: Tag, qtbot: QtBot
) -> None:
    mention = tag("मादुरो", "Person")
    assert subjects(checking, UNLINKED) == []  # the edit itself looks at nothing
    with qtbot.waitSignal(checking.changed):
        pass
    qtbot.waitUntil(lambda: checking.is_done)
    assert subjects(checking, UNLINKED) == [mention.id]
    assert len(subjects(checking, TAGGED_ELSEWHERE)) > 1
    session.undo()
    qtbot.waitUntil(lambda: checking.is_done)
    assert not any(outcome.findings for outcome in checking.outcomes.values())


def test_only_the_checks_that_follow_what_was_touched_are_done_anew(
    session: Session, checking: Checking, tag: Tag, make_entity: Callable[..., Entity], qtbot: QtBot
) -> None:
    holder, target = make_entity("रूस", "Country", code="RU"), make_entity("बाँध", "Issue")
    qtbot.waitUntil(lambda: checking.is_done)
    before = dict(checking.outcomes)
    tag("बाँध", "Issue")
    qtbot.waitUntil(lambda: checking.is_done)
    assert checking.outcomes[NO_EVIDENCE] is before[NO_EVIDENCE]
    assert checking.outcomes[UNLINKED] is not before[UNLINKED]
    before = dict(checking.outcomes)
    article = session.article
    assert article is not None
    session.apply(
        record_stance(session.records, article, session.annotator.id, holder, Polarity.OPPOSES, target)[0]
    )
    qtbot.waitUntil(lambda: checking.is_done)
    assert checking.outcomes[UNLINKED] is before[UNLINKED]
    assert len(subjects(checking, NO_EVIDENCE)) == 1


def test_another_article_is_looked_over_by_itself(
    session: Session, checking: Checking, tag: Tag, articles: list[Article], qtbot: QtBot
) -> None:
    tag("मादुरो", "Person")
    qtbot.waitUntil(lambda: checking.is_done)
    session.open_article(articles[1].id)
    assert checking.outcomes == {}
    qtbot.waitUntil(lambda: checking.is_done)
    assert set(checking.outcomes) == {check.id for check in CHECKS}
    assert subjects(checking, UNLINKED) == []
    session.open_article(None)
    assert checking.outcomes == {}
    assert checking.is_done


def test_an_edit_in_the_middle_begins_anew_what_it_touches(
    session: Session, checking: Checking, articles: list[Article], qtbot: QtBot, labels: dict[str, object]
) -> None:
    many(session, 4 * MOST)
    checking._take_turn()  # somewhere in the middle, as turns are shorter than this takes
    many(session, 5)
    qtbot.waitUntil(lambda: checking.is_done)
    outcome = checking.outcomes[UNLINKED]
    assert len(outcome.findings) + outcome.more == 4 * MOST + 5


def test_those_beyond_the_most_come_up_when_others_are_dismissed(
    session: Session, checking: Checking, qtbot: QtBot
) -> None:
    many(session, MOST + 3)
    qtbot.waitUntil(lambda: checking.is_done)
    outcome = checking.outcomes[UNLINKED]
    assert (len(outcome.findings), outcome.more) == (MOST, 3)
    article = session.article
    assert article is not None
    session.apply(edits.dismiss(article, session.annotator.id, outcome.findings[0], "for now"))
    qtbot.waitUntil(lambda: checking.is_done)
    outcome = checking.outcomes[UNLINKED]
    assert (len(outcome.findings), outcome.more) == (MOST + 1, 2)


def test_it_ends_with_its_owner_in_the_middle_of_the_looking(session: Session, qtbot: QtBot) -> None:
    owner = QObject()
    checking = Checking(session, owner)
    checking._take_turn()
    owner.deleteLater()
    qtbot.wait(1)
    many(session, 1)


def many(session: Session, number: int) -> None:
    """Tag the first word of the article so many times, with nobody linked."""
    article = session.article
    assert article is not None
    made = [
        Mention(
            id=new_id(),
            article_id=article.id,
            annotator_id=session.annotator.id,
            start=0,
            end=3,
            label_id=session.labels()[0].id,
        )
        for _ in range(number)
    ]
    assert session.apply(change_set("tagged much", map(add, made)))
