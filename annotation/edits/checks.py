"""Findings of the checks: letting them stand for a reason, and looking at them again."""

from __future__ import annotations

from collections.abc import Sequence

from annotation.changes import ChangeSet, add, change_set, remove
from annotation.checks.findings import Finding
from annotation.edits.mentions import shortened
from annotation.errors import PersonError
from annotation.records import Article, Dismissal, Id, new_id


def dismiss(article: Article, annotator_id: Id, finding: Finding, reason: str) -> ChangeSet:
    """Let a finding stand, and keep why.

    Raises:
        PersonError: if no reason is given.
    """
    why = " ".join(reason.split())
    if not why:
        raise PersonError("Say why this is no mistake.")
    dismissal = Dismissal(
        id=new_id(),
        article_id=article.id,
        annotator_id=annotator_id,
        check=finding.check,
        subject=finding.subject,
        reason=why,
    )
    return change_set(f"let stand: {shortened(finding.message)}", [add(dismissal)])


def restore(finding: Finding, dismissals: Sequence[Dismissal]) -> ChangeSet:
    """Look at a dismissed finding again; `dismissals` are those of the article."""
    return change_set(
        f"looked again at: {shortened(finding.message)}",
        [
            remove(dismissal)
            for dismissal in dismissals
            if (dismissal.check, dismissal.subject) == (finding.check, finding.subject)
        ],
    )
