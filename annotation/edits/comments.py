"""Comments on an article or something in it, with replies, and corrections by others that are accepted.

A reply is a comment whose subject is a comment. A thread is resolved with its first comment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotation.changes import Change, ChangeSet, add, change_set, remove
from annotation.edits.mentions import shortened
from annotation.records import Article, Comment, Dismissal, Id, new_id

CORRECTION = "correction"
"""The check by whose name a dismissal says that its annotator accepts a correction."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with the replies to it, the oldest first."""

    comment: Comment
    replies: tuple[Comment, ...]


def comment_on(article: Article, author_id: Id, subject_id: Id, text: str) -> ChangeSet:
    """Comment on something in an article, or with the article's own id on the article.

    Args:
        article: the article.
        author_id: who comments.
        subject_id: the id of a mention, stance or comment, the subject of a finding, or the article's.
        text: what is said; nothing is done if it is blank.
    """
    said = text.strip()
    made = Comment(
        id=new_id(), article_id=article.id, annotator_id=author_id, subject_id=subject_id, text=said
    )
    return change_set(f"commented: {shortened(said)}", [add(made)] if said else [])


def resolve(comment: Comment, *, resolved: bool) -> ChangeSet:
    """Mark a thread as resolved, or as open again."""
    what = "resolved" if resolved else "reopened"
    return change_set(
        f"{what}: {shortened(comment.text)}", [Change(comment, replace(comment, resolved=resolved))]
    )


def remove_thread(thread: Thread) -> ChangeSet:
    """Remove a comment with the replies to it."""
    gone = [*reversed(thread.replies), thread.comment]
    return change_set(f"removed a comment: {shortened(thread.comment.text)}", map(remove, gone))


def accept_correction(article: Article, annotator_id: Id, moment: str) -> ChangeSet:
    """Accept what somebody corrected in one's own annotations.

    Args:
        article: the article.
        annotator_id: who accepts.
        moment: when it was corrected, as text; it names the correction.
    """
    accepted = Dismissal(
        id=new_id(), article_id=article.id, annotator_id=annotator_id, check=CORRECTION, subject=moment
    )
    return change_set("accepted a correction", [add(accepted)])


def threads(comments: Iterable[Comment]) -> list[Thread]:
    """Return comments as threads, in the order in which these were begun; open ones first.

    A reply to what has gone begins a thread of its own.
    """
    by_id = {comment.id: comment for comment in comments}
    replies: dict[Id, list[Comment]] = {}
    roots: list[Comment] = []
    for comment in by_id.values():
        root = comment
        while root.subject_id in by_id and root.subject_id != root.id:
            root = by_id[root.subject_id]
        if root is comment:
            roots.append(comment)
        else:
            replies.setdefault(root.id, []).append(comment)
    found = [Thread(root, tuple(replies.get(root.id, ()))) for root in roots]
    return sorted(found, key=lambda thread: thread.comment.resolved)
