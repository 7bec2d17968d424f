"""A real project file in a folder of the test's own, and records to fill it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from annotation.changes import Change, ChangeSet, add
from annotation.records import Annotator, Article, Id, Label, Mention, new_id, sha256_of
from storage.project import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "चुनाव 2026.paksha"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with Project.create(path, "Asha") as opened:
        yield opened


@pytest.fixture
def asha(project: Project) -> Annotator:
    return project.read(Annotator)[0]


@pytest.fixture
def label(project: Project) -> Label:
    return project.read(Label)[0]


@pytest.fixture
def make_article() -> Callable[..., Article]:
    def make(text: str = "भारत और फ़्रांस साथ हैं। " * 20, **fields: object) -> Article:
        given: dict[str, Any] = {"title": "साथ", "imported_at": datetime.now(UTC), **fields}
        return Article(id=new_id(), text=text, sha256=sha256_of(text), **given)

    return make


@pytest.fixture
def article(project: Project, asha: Annotator, make_article: Callable[..., Article]) -> Article:
    article = make_article()
    project.apply(ChangeSet("Import", (add(article),)), asha.id)
    return article


@pytest.fixture
def make_mention(article: Article, asha: Annotator, label: Label) -> Callable[..., Mention]:
    def make(start: int = 0, end: int = 4, **fields: object) -> Mention:
        given: dict[str, Any] = {"annotator_id": asha.id, **fields}
        return Mention(id=new_id(), article_id=article.id, start=start, end=end, label_id=label.id, **given)

    return make


@pytest.fixture
def bina(project: Project) -> Annotator:
    """A second annotator in the project."""
    bina = Annotator(id=new_id(), name="Bina")
    project.apply(ChangeSet("Add annotator", (add(bina),)), bina.id, undoable=False)
    return bina


@pytest.fixture
def apply(project: Project, asha: Annotator) -> Callable[..., None]:
    """Apply changes as Asha, or as somebody else."""

    def apply(*changes: Change, title: str = "Edit", annotator_id: Id = "") -> None:
        project.apply(ChangeSet(title, changes), annotator_id or asha.id)

    return apply
