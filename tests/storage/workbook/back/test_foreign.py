from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from annotation.errors import PersonError
from annotation.records import Annotator, Article, Camp, Entity, Mention, Stance
from storage.project import Project
from storage.workbook.back.foreign import Mapped, foreign_sheets, guessed, preview_foreign
from storage.workbook.back.preview import ItemKind, Preview
from storage.workbook.plans import ARTICLES, MENTIONS, STANCES


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.paksha", "Asha") as made:
        yield made


def workbook(path: Path, *rows: tuple[str, ...]) -> Path:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = "Data"
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def brought(project: Project, path: Path, mapped: Mapped) -> Preview:
    annotator = project.read(Annotator)[0].id
    found = preview_foreign(project, path, foreign_sheets(path), mapped, annotator)
    changes, failed = found.changes([item.number for item in found.items if item.is_applicable])
    assert failed == ()
    project.apply(changes, annotator)
    return found


def test_articles_mentions_and_stances_come_from_sheets_of_any_shape(
    project: Project, tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "articles.xlsx",
        ("Headline", "Body", "Newspaper", "Published"),
        ("नदी", "भारत और रूस साथ हैं।", "जनपथ", "2024-05-01"),
        ("Empty", "", "", ""),
        ("River", "India opposes Russia.", "Post", "yesterday"),
    )
    headings = guessed(ARTICLES, foreign_sheets(path)["Data"].headings)
    assert headings == {"title": "Headline", "text": "Body", "source": "Newspaper", "date": "Published"}
    found = brought(project, path, Mapped(sheet="Data", plan=ARTICLES, headings=headings))
    assert [item.kind for item in found.items] == [ItemKind.ADDITION, ItemKind.PROBLEM, ItemKind.PROBLEM]
    (article,) = project.read(Article)
    assert (article.title, article.text, str(article.published_on)) == (
        "नदी",
        "भारत और रूस साथ हैं।",
        "2024-05-01",
    )

    path = workbook(
        tmp_path / "m.xlsx",
        ("document", "span", "category"),
        ("नदी", "भारत", "Country"),
        ("नदी", "x", "Country"),
    )
    headings = guessed(MENTIONS, ("document", "span", "category"))
    found = brought(project, path, Mapped(sheet="Data", plan=MENTIONS, headings=headings))
    assert [item.kind for item in found.items] == [ItemKind.ADDITION, ItemKind.PROBLEM]
    (mention,) = project.read(Mention)
    assert (mention.start, mention.end) == (0, 4)

    path = workbook(
        tmp_path / "s.xlsx", ("article", "actor", "stance", "object"), ("नदी", "भारत", "supports", "रूस")
    )
    headings = guessed(STANCES, ("article", "actor", "stance", "object"))
    mapped = Mapped(sheet="Data", plan=STANCES, headings=headings, label_of_new="Country")
    brought(project, path, mapped)
    names = {entity.id: entity.name for entity in project.read(Entity)}
    (stance,), (camp,) = project.read(Stance), project.read(Camp)
    assert (names[stance.holder_id], str(camp.polarity), names[str(camp.target_id)]) == (
        "भारत",
        "supports",
        "रूस",
    )


def test_entities_that_nobody_knows_are_problems_unless_they_may_be_added(
    project: Project, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", ("title", "text"), ("t", "a text"))
    brought(project, path, Mapped(sheet="Data", plan=ARTICLES, headings={"title": "title", "text": "text"}))
    path = workbook(
        tmp_path / "s.xlsx", ("article", "holder", "polarity", "target"), ("t", "A", "supports", "B")
    )
    headings = guessed(STANCES, ("article", "holder", "polarity", "target"))
    found = brought(project, path, Mapped(sheet="Data", plan=STANCES, headings=headings))
    assert [item.kind for item in found.items] == [ItemKind.PROBLEM]
    assert "There is no entity “A”" in found.items[0].reason
    assert project.read(Stance) == []


def test_a_column_that_is_needed_has_to_be_named(project: Project, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("title", "what"), ("t", "a text"))
    with pytest.raises(PersonError, match="Say which column is “Text”"):
        brought(project, path, Mapped(sheet="Data", plan=ARTICLES, headings={"title": "title"}))


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        (("for", "AGAINST", " abstained "), ("supports", "opposes", "neutral")),
        (("+1", "-1", "0"), ("supports", "opposes", "neutral")),
        (("1", "0"), ("supports", None)),
        (("समर्थन", "विरोध", "तटस्थ"), ("supports", "opposes", "neutral")),
        (("supports", "unclear", "perhaps"), ("supports", "unclear", None)),
    ],
)
def test_words_for_a_polarity_are_understood_and_a_lone_nought_is_not_guessed(
    project: Project, tmp_path: Path, written: tuple[str, ...], understood: tuple[str | None, ...]
) -> None:
    path = workbook(tmp_path / "a.xlsx", ("title", "text"), ("t", "a text"))
    brought(project, path, Mapped(sheet="Data", plan=ARTICLES, headings={"title": "title", "text": "text"}))
    rows = [("t", f"holder {place}", word, "B") for place, word in enumerate(written)]
    path = workbook(tmp_path / "s.xlsx", ("article", "holder", "polarity", "target"), *rows)
    headings = guessed(STANCES, ("article", "holder", "polarity", "target"))
    mapped = Mapped(sheet="Data", plan=STANCES, headings=headings, label_of_new="Country")
    found = brought(project, path, mapped)
    assert [item.kind is ItemKind.PROBLEM for item in found.items] == [word is None for word in understood]
    names = {entity.id: entity.name for entity in project.read(Entity)}
    camps = {camp.id: camp for camp in project.read(Camp)}
    recorded = {names[s.holder_id]: str(camps[s.camp_id or ""].polarity) for s in project.read(Stance)}
    assert recorded == {f"holder {place}": word for place, word in enumerate(understood) if word}
