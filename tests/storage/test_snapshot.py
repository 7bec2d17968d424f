from pathlib import Path

import pytest

from annotation.changes import Change, ChangeSet, add, remove
from annotation.edits.articles import make_article
from annotation.records import Annotator, Article, Entity, Label, new_id
from storage import log_lines
from storage.project import Project


def test_all_that_is_read_in_a_snapshot_is_of_one_moment(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.paksha", "Asha") as writer:
        asha = writer.read(Annotator)[0].id
        with Project.open(writer.path, read_only=True) as reader:
            with reader.snapshot():
                assert reader.count(Article) == 0
                writer.apply(ChangeSet("new", (add(make_article("New", "text")),)), asha)
                assert reader.read(Article) == []
                assert list(reader.article_texts()) == []
            assert reader.count(Article) == 1


def test_a_snapshot_that_failed_is_over(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.paksha", "Asha") as project:
        asha = project.read(Annotator)[0].id
        with pytest.raises(ZeroDivisionError), project.snapshot():
            raise ZeroDivisionError
        assert project.apply(ChangeSet("new", (add(make_article("New", "text")),)), asha)


def test_the_log_is_read_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_lines, "LINES_AT_ONCE", 2)
    with Project.create(tmp_path / "p.paksha", "Asha") as project:
        asha = project.read(Annotator)[0].id
        label = project.read(Label)[0].id
        first = Entity(id=new_id(), name="रूस", label_id=label)
        second = Entity(id=first.id, name="Russia", label_id=label)
        project.apply(ChangeSet("added", (add(first),)), asha)
        project.apply(ChangeSet("renamed", (Change(first, second),)), asha)
        project.apply(ChangeSet("removed", (remove(second),)), asha)
        project.undo(asha)
        lines = [line for line in project.log_lines() if line.record_id == first.id]
        total = sum(1 for _ in project.log_lines())
    assert [(line.title, line.is_undo) for line in lines] == [
        ("added", False),
        ("renamed", False),
        ("removed", False),
        ("removed", True),
    ]
    assert [line.before and line.before["name"] for line in lines] == [None, "रूस", "Russia", None]
    assert lines[1].after == {"name": "Russia"}
    assert {line.kind for line in lines} == {Entity}
    assert total > len(lines) + 2
