"""Commands for several annotators: how far they agree, handing articles out, bringing work together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from annotation.errors import PersonError, SurroundingsError
from annotation.records import Annotator, Id, new_id
from storage.commands import annotator_named, ids_named

if TYPE_CHECKING:
    from annotation.merging.plan import MergePlan


def agreement(
    project_path: Path,
    out: TextIO,
    *,
    annotators: Sequence[str] | None = None,
    unfinished: bool = False,
    then: datetime | None = None,
    gamma: bool = False,
    json_wanted: bool = False,
    picture: Path | None = None,
) -> int:
    """Print how far annotators agree, or each with themselves at an earlier time.

    Args:
        project_path: the project.
        out: gets the figures.
        annotators: names or ids of those who are compared; None: all.
        unfinished: compare articles, too, that are begun and not marked as done.
        then: compare what each has now with what they had then, instead of with one another.
        gamma: compute Mathet's gamma, too, if its library is installed.
        json_wanted: print JSON with every figure, in place of lines.
        picture: gets a matrix of the pairs, as SVG.

    Raises:
        PersonError: if there is nothing to compare.
    """
    from storage.agreement import compare_annotators, compare_times
    from storage.agreement_report import as_json, lines_of, picture_of
    from storage.project import Project

    with Project.open(project_path, read_only=True) as project, project.snapshot():
        people = [(person.id, person.name) for person in project.read(Annotator)]
        if then is not None:
            found = compare_times(project, then)
        else:
            chosen = ids_named(people, annotators, "annotator")
            found = compare_annotators(project, chosen, unfinished=unfinished, gamma=gamma)
    if picture is not None:
        write_picture(picture, picture_of(found))
    if json_wanted:
        print(json.dumps(as_json(found), ensure_ascii=False, indent=2), file=out)
    else:
        for line in lines_of(found):
            print(line, file=out)
    return 0


def merge(
    project_path: Path,
    other: Path,
    out: TextIO,
    *,
    same: Sequence[str] = (),
    take_theirs: bool = False,
    preview_only: bool = False,
    annotator_name: str | None = None,
) -> int:
    """Bring another person's project into one, as one step that can be taken back; nothing is overwritten.

    Args:
        project_path: takes the other in.
        other: the other project, which is not changed.
        out: gets a line for each kind of outcome, and for each entity that may be the same.
        same: of entities that may be the same, "their name=our name"; the others are kept apart.
        take_theirs: where both changed the same, take theirs.
        preview_only: only say what would be done.
        annotator_name: whose step it is; None: the first annotator.

    Raises:
        PersonError: if the other is no project that can be brought in, or there is no such entity.
    """
    from annotation.merging.words import plan_lines
    from storage.merging import plan_merge
    from storage.project import Project

    with Project.open(project_path, read_only=preview_only) as project:
        plan = plan_merge(project, other)
        answers = _answers(plan, same)
        taken = [one for line in plan.lines for one in line.ids] if take_theirs else []
        if answers or taken:
            plan = plan_merge(project, other, answers, taken)
        if not preview_only:
            me = annotator_named(project, annotator_name)
            project.apply(plan.changes, me.id)
    for line in plan_lines(plan):
        print(line, file=out)
    done = "would be made" if preview_only else "made"
    print(f"{len(plan.changes.changes):,} changes {done} in “{project_path.name}”", file=out)
    return 0


def _answers(plan: MergePlan, same: Sequence[str]) -> dict[Id, Id | None]:
    answers: dict[Id, Id | None] = {}
    for pair in same:
        theirs, _, ours = pair.partition("=")
        fitting = [
            (question.entity.id, candidate.id)
            for question in plan.questions
            if question.entity.name == theirs.strip()
            for candidate in question.candidates
            if candidate.name == ours.strip()
        ]
        if not fitting:
            raise PersonError(f"“{pair}” does not name an entity that was asked about and one it may be.")
        answers.update(fitting[:1])
    return answers


def hand_out(
    project_path: Path,
    target: Path,
    annotator_name: str,
    articles: Sequence[str] | None,
    out: TextIO,
    *,
    lock_labels: bool = False,
) -> int:
    """Write a copy of a project for one annotator, and record in the project what they are to do.

    Args:
        project_path: the project.
        target: the copy, where there is nothing yet.
        annotator_name: who gets it; somebody new joins the project.
        articles: titles or ids of the articles they are to do; None: all.
        out: gets a line that says it is done.
        lock_labels: whether the labels cannot be changed in the copy.
    """
    from storage.handing_out import assignment
    from storage.handing_out import hand_out as write_copy
    from storage.project import Project

    with Project.open(project_path) as project:
        owner = project.read(Annotator)[0]
        named = [person for person in project.read(Annotator) if person.name == annotator_name]
        annotator = named[0] if named else Annotator(id=new_id(), name=annotator_name)
        titles = [(row.id, row.title) for row in project.article_rows(owner.id)]
        chosen = ids_named(titles, articles, "article") or [article_id for article_id, _ in titles]
        if target.exists():
            raise PersonError(f"There is a file “{target.name}” already. Choose another name.")
        project.apply(assignment(project, annotator, chosen), owner.id)
        write_copy(project, target, annotator, chosen, lock_labels=lock_labels)
    number = "1 article" if len(chosen) == 1 else f"{len(chosen):,} articles"
    print(f"handed {number} out to {annotator_name} in “{target.name}”", file=out)
    return 0


def write_picture(path: Path, picture: str) -> None:
    """Write an SVG picture.

    Raises:
        SurroundingsError: if it cannot be written.
    """
    try:
        path.write_text(picture, encoding="utf-8")
    except OSError as error:
        raise SurroundingsError(f"“{path.name}” cannot be written: {error.strerror}.") from error
