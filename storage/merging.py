"""Bringing another project into an open one: both are read, and what would come of it is planned."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from annotation.errors import PersonError
from annotation.merging.merge import merge
from annotation.merging.plan import Known, MergePlan
from annotation.records import RECORD_TYPES, Id, Record
from storage.project import Project

READING = 0.5
"""The share of the work that reading both projects is."""


def plan_merge(
    project: Project,
    other: Path,
    answers: Mapping[Id, Id | None] | None = None,
    taken: Collection[Id] = (),
    progress: Callable[[float], object] = lambda _: None,
) -> MergePlan:
    """Plan what bringing another project in would do; neither is changed.

    Args:
        project: takes the other in.
        other: the other project's file.
        answers: which of ours an entity of theirs is that was asked about (None: none of them).
        taken: of our records that both changed, those whose other version is taken.
        progress: is told the share of the work that is done; what it raises ends the work.

    Raises:
        PersonError: if the other is the same file, no project, or one of a newer program.
        SurroundingsError: if it is damaged or cannot be read.
    """
    if other.exists() and project.path.exists() and other.samefile(project.path):
        raise PersonError(f"“{other.name}” is this very project. Choose the file of somebody else.")
    with Project.open(other, read_only=True) as theirs, theirs.snapshot(), project.snapshot():
        sides: list[Known] = []
        for place, one in enumerate((project, theirs)):
            sides.append(_known(one))
            progress(READING * (place + 1) / 2)
        return merge(
            sides[0],
            sides[1],
            other.stem,
            answers,
            taken,
            lambda share: progress(READING + (1 - READING) * share),
        )


def _known(project: Project) -> Known:
    records: dict[type[Record], list[Record]] = {kind: list(project.read(kind)) for kind in RECORD_TYPES}
    present = {record.id for of_kind in records.values() for record in of_kind}
    removed = {record_id: kind for record_id, kind in project.removed().items() if record_id not in present}
    return Known(records=records, pasts=project.pasts, removed=removed)
