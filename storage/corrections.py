"""What others have changed in an annotator's annotations."""

from __future__ import annotations

from dataclasses import dataclass

from annotation.changes import ChangeSet
from annotation.edits.comments import CORRECTION
from annotation.merging.merge import BROUGHT_IN
from annotation.records import Camp, Dismissal, Id, Mention, Stance
from storage.history import Wanted
from storage.project import Project, Revision

LOOKED_THROUGH = 200
"""How many of the newest revisions of others in an article are looked through."""

MOST_CHANGES = 200
"""Records that a correction changes at most: what changes more is an import or the like."""

_KINDS = frozenset({Mention, Camp, Stance})


@dataclass(frozen=True, slots=True)
class Correction:
    """A revision in which somebody changed another's annotations, and what it changed."""

    revision: Revision
    changes: ChangeSet

    @property
    def moment(self) -> str:
        """When it was done, as the text that names it."""
        return self.revision.at.isoformat()


def open_corrections(project: Project, article_id: Id, annotator_id: Id) -> list[Correction]:
    """Return what others changed in an annotator's layer of an article, the newest first.

    What was taken back since, what the annotator accepted, and what came in with another project is left out.
    """
    wanted = Wanted(article_id=article_id, not_by=annotator_id, most_changes=MOST_CHANGES, kinds=_KINDS)
    accepted = {
        one.subject
        for one in project.read(Dismissal, article_id=article_id, annotator_id=annotator_id, check=CORRECTION)
    }
    found: list[Correction] = []
    taken_back: set[int] = set()
    for revision in project.history(wanted, limit=LOOKED_THROUGH):
        if revision.number in taken_back:
            continue
        if revision.reverses is not None:
            taken_back.add(revision.reverses)
            continue
        if revision.title.startswith(BROUGHT_IN):
            continue
        changes = project.change_set(revision.number)
        theirs = any(getattr(one.record, "annotator_id", None) == annotator_id for one in changes.changes)
        if theirs and revision.at.isoformat() not in accepted:
            found.append(Correction(revision, changes))
    return found
