"""What can be done with a project without a window: the commands of `main.py`.

Each prints to the streams it is given and returns the exit status. What goes wrong is raised as `PersonError`
or `SurroundingsError`, which the caller says in one line.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from annotation.changes import ChangeSet, add
from annotation.edits.articles import import_articles, make_article
from annotation.errors import PersonError
from annotation.records import (
    Annotator,
    Camp,
    Correction,
    Entity,
    Evidence,
    Id,
    Label,
    Mention,
    Stance,
    new_id,
)
from storage.formats.text_files import ImportedText, read_text_file, read_text_files

if TYPE_CHECKING:
    from annotation.suggest.proposals import ProposedCamp, ProposedName, Suggestions
    from storage.project import Project, Revision


def import_files(
    project_path: Path, files: Sequence[Path], annotator_name: str | None, out: TextIO, err: TextIO
) -> int:
    """Bring text files into a project, which is made when there is none.

    The good files come in as one undoable step. A text that is in the project already is left out and said.

    Args:
        project_path: the project.
        files: the text files.
        annotator_name: whose step it is. Somebody new joins the project; None stands for its first annotator,
            and in a new project for the user of the computer.
        out: gets a line for each article.
        err: gets a line for each file that was refused.

    Returns:
        0, or 1 when a file was refused.
    """
    texts, bad = read_text_files(files)
    if texts:
        with _open_or_create(project_path, annotator_name) as project:
            _import_texts(project, texts, annotator_name, out)
    for _, reason in bad:
        print(reason, file=err)
    return 1 if bad else 0


def export(
    project_path: Path,
    target: Path,
    articles: Sequence[str] | None,
    annotators: Sequence[str] | None,
    out: TextIO,
) -> int:
    """Write a project to an Excel workbook. Somebody else may have the project open meanwhile.

    Args:
        project_path: the project.
        target: the workbook, or a file ending in `.zip`, which gets the tables as CSV.
        articles: titles or ids of those that are wanted; None: all.
        annotators: names or ids of those that are wanted; None: all.
        out: gets a line that says it is done.
    """
    from storage.project import Project
    from storage.workbook.choice import Choice
    from storage.workbook.csv_files import export_csv
    from storage.workbook.export import export_workbook

    with Project.open(project_path, read_only=True) as project, project.snapshot():
        people = [(person.id, person.name) for person in project.read(Annotator)]
        titles = [(row.id, row.title) for row in project.article_rows(people[0][0])]
        choice = Choice(
            articles=ids_named(titles, articles, "article"),
            annotators=ids_named(people, annotators, "annotator"),
        )
        write = export_csv if target.suffix.lower() == ".zip" else export_workbook
        write(project, target, choice)
    print(f"exported “{project_path.name}” to “{target.name}”", file=out)
    return 0


def ids_named(
    known: Sequence[tuple[Id, str]], wanted: Sequence[str] | None, what: str
) -> tuple[Id, ...] | None:
    """Return the ids of everything that is called, or has the id, as wanted; None if all is."""
    if wanted is None:
        return None
    found: list[Id] = []
    for text in wanted:
        ids = [record_id for record_id, name in known if text in (record_id, name)]
        if not ids:
            raise PersonError(f"There is no {what} “{text}” in the project.")
        found += ids
    return tuple(dict.fromkeys(found))


def info(project_path: Path, out: TextIO) -> int:
    """Print what a project holds."""
    from storage.project import Project
    from storage.tables import SCHEMA_VERSION

    with Project.open(project_path, read_only=True) as project:
        annotators = project.read(Annotator)
        articles = project.article_rows(annotators[0].id)  # without their texts
        stances = project.read(Stance)
        camps = project.read(Camp)
        newest = project.revisions(1)
        counts = [
            ("articles", f"{len(articles):,}"),
            ("characters", f"{sum(article.characters for article in articles):,}"),
            (
                "annotators",
                f"{len(annotators):,} ({', '.join(annotator.name for annotator in annotators)})",
            ),
            ("labels", f"{len(project.read(Label)):,}"),
            ("mentions", f"{len(project.read(Mention)):,}"),
            ("entities", f"{len(project.read(Entity)):,}"),
            ("stances", f"{sum(stance.camp_id is not None for stance in stances):,}"),
            ("evidence spans", f"{len(project.read(Evidence)):,}"),
            ("camps", f"{len(camps):,} ({sum(camp.heading_start is not None for camp in camps):,} lists)"),
            ("corrections", _corrections(stances)),
            ("revisions", f"{newest[0].number if newest else 0:,}"),
            ("last change", _in_words(newest[0]) if newest else "none"),
            ("schema version", str(SCHEMA_VERSION)),
        ]
    print(project_path.name, file=out)
    for name, value in counts:
        print(f"  {name:<15} {value}", file=out)
    return 0


def _in_words(revision: Revision) -> str:
    how = "took back: " if revision.is_undo else "did again: " if revision.is_redo else ""
    return f"{revision.at:%Y-%m-%d %H:%M} UTC, {how}{revision.title}"


def suggest(text_path: Path, out: TextIO) -> int:
    """Print what the program proposes for a text file, as JSON.

    Offsets are code points into the text as it is imported: without byte order mark, line ends normalised.
    """
    from annotation.suggest.suggestions import suggest as suggestions_for

    suggestions = suggestions_for(read_text_file(text_path).text)
    print(json.dumps(_as_json(suggestions), ensure_ascii=False, indent=2), file=out)
    return 0


def _open_or_create(path: Path, annotator_name: str | None) -> Project:
    from storage.project import Project

    if path.exists():
        return Project.open(path)
    return Project.create(path, annotator_name or _user_name())


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise PersonError("Say whose project this is: add --annotator NAME.") from None


def annotator_named(project: Project, name: str | None) -> Annotator:
    """Return the annotator of that name, who joins the project when it does not know them."""
    annotators = project.read(Annotator)
    if name is None:
        return annotators[0]
    for annotator in annotators:
        if annotator.name == name:
            return annotator
    new = Annotator(id=new_id(), name=name)
    project.apply(ChangeSet(f"{name} joined", (add(new),)), new.id, undoable=False)
    return new


def _import_texts(
    project: Project, texts: Sequence[ImportedText], annotator_name: str | None, out: TextIO
) -> None:
    read = [(make_article(text.title, text.text, language=text.language), text) for text in texts]
    articles = [article for article, _ in read]
    known = project.article_ids_by_sha256(article.sha256 for article in articles)
    changes, repeated = import_articles(articles, known.keys())
    if changes:
        project.apply(changes, annotator_named(project, annotator_name).id)
    left_out = {article.id for article in repeated}
    for article, text in read:
        name = text.path.name if text.path else ""
        if article.id in left_out:
            print(f"already in the project: “{article.title}” ({name})", file=out)
        else:
            print(f"imported “{article.title}” ({name}, {len(article.text):,} characters)", file=out)


def _corrections(stances: Sequence[Stance]) -> str:
    listed = [stance.correction for stance in stances if stance.stated_camp_id or stance.camp_id]
    return ", ".join(f"{listed.count(correction):,} {correction}" for correction in Correction)


def _as_json(suggestions: Suggestions) -> dict[str, Any]:
    return {
        "camps": [_camp(camp) for camp in suggestions.camps],
        "mentions": [
            {
                "start": mention.start,
                "end": mention.end,
                "label": mention.label,
                "entity": mention.name,
                "code": mention.code,
            }
            for mention in suggestions.mentions
        ],
    }


def _camp(camp: ProposedCamp) -> dict[str, Any]:
    target = camp.target
    return {
        "heading": [camp.heading_start, camp.heading_end],
        "target": target and {"name": target.name, "start": target.start, "end": target.end},
        "polarity": str(camp.polarity),
        "members": [_member(member) for member in camp.members],
    }


def _member(member: ProposedName) -> dict[str, Any]:
    return {
        "start": member.start,
        "end": member.end,
        "text": member.text,
        "entity": member.name,
        "code": member.code,
        "note": member.note,
    }
