"""Comments with replies, and corrections that are accepted."""

from __future__ import annotations

from dataclasses import replace

from annotation.changes import ChangeSet
from annotation.edits.articles import make_article
from annotation.edits.comments import comment_on, remove_thread, resolve, threads
from annotation.records import Comment

ARTICLE = make_article("बाँध", "रूस ने कहा।")


def made(changes: ChangeSet) -> Comment:
    [change] = changes.changes
    assert isinstance(change.after, Comment)
    return change.after


def test_replies_belong_to_the_thread_however_deep_they_are() -> None:
    first = made(comment_on(ARTICLE, "asha", ARTICLE.id, " क्यों? "))
    reply = made(comment_on(ARTICLE, "bea", first.id, "because"))
    further = made(comment_on(ARTICLE, "asha", reply.id, "I see"))
    other = made(comment_on(ARTICLE, "bea", "a mention", "look"))
    [one, two] = threads([first, other, reply, further])
    assert (one.comment, one.replies) == (first, (reply, further))
    assert (two.comment, two.replies) == (other, ())
    assert first.text == "क्यों?"
    gone = remove_thread(one)
    assert [change.before for change in gone.changes] == [further, reply, first]


def test_resolved_threads_come_last_and_can_be_opened_again() -> None:
    first, second = (made(comment_on(ARTICLE, "asha", ARTICLE.id, text)) for text in ("one", "two"))
    resolved = made(resolve(first, resolved=True))
    assert [thread.comment for thread in threads([resolved, second])] == [second, resolved]
    assert made(resolve(resolved, resolved=False)) == first
    assert resolve(first, resolved=True).title == "resolved: one"


def test_nothing_said_is_no_comment_and_an_orphan_is_a_thread_of_its_own() -> None:
    assert not comment_on(ARTICLE, "asha", ARTICLE.id, "  \n").changes
    orphan = made(comment_on(ARTICLE, "asha", "gone", "still here"))
    assert [thread.comment for thread in threads([orphan])] == [orphan]


def test_comments_that_refer_to_one_another_in_a_circle_do_not_hang() -> None:
    one = made(comment_on(ARTICLE, "asha", "x", "one"))
    itself = replace(one, subject_id=one.id)
    assert len(threads([itself])) == 1
