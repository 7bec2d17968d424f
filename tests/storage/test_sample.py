"""The sample project shows every kind of annotation, as our own edits record it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotation.errors import PersonError
from annotation.records import (
    Annotator,
    Article,
    Camp,
    Correction,
    Entity,
    Evidence,
    Id,
    Mention,
    Progress,
    Stance,
    Status,
)
from annotation.suggest.suggestions import suggest
from storage.project import Project
from storage.sample import create_sample_project


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[tuple[Project, Id]]:
    project, article_id = create_sample_project(tmp_path / "नमूना.paksha", "Asha")
    yield project, article_id
    project.close()


def test_it_has_a_hindi_article_to_look_at_and_an_english_one_to_try(sample: tuple[Project, Id]) -> None:
    project, article_id = sample
    first, second = project.read(Article)
    assert (first.id, first.language, second.language) == (article_id, "hi", "en")
    assert all(a.title and a.source and a.published_on for a in (first, second))
    assert [(p.article_id, p.status) for p in project.read(Progress)] == [(article_id, Status.IN_PROGRESS)]
    assert len(suggest(second.text).camps) == 2
    assert not project.layer(second.id, project.read(Annotator)[0].id)


def test_every_offset_cuts_a_text_without_white_space_around_it(sample: tuple[Project, Id]) -> None:
    project, article_id = sample
    article = project.get(Article, article_id)
    assert article is not None
    headings = [(camp.heading_start, camp.heading_end) for camp in project.read(Camp)]
    spans = [(r.start, r.end) for r in (*project.read(Mention), *project.read(Evidence))]
    for start, end in [*spans, *(heading for heading in headings if heading != (None, None))]:
        cut = article.text[start:end]
        assert cut
        assert cut == cut.strip()


def test_every_mention_is_linked_to_an_entity_of_its_name(sample: tuple[Project, Id]) -> None:
    project, _ = sample
    entities = {entity.id: entity for entity in project.read(Entity)}
    mentions = project.read(Mention)
    assert len(mentions) > 25
    assert {mention.entity_id for mention in mentions} == set(entities)
    names = [entity.name for entity in entities.values()]
    assert len(names) == len(set(names))
    codes = Counter(entity.code for entity in entities.values() if entity.code)
    assert len(codes) == codes.total() > 10


def test_both_lists_are_corrected_in_every_way(sample: tuple[Project, Id]) -> None:
    project, _ = sample
    lists = {camp.id for camp in project.read(Camp) if camp.heading_start is not None}
    assert len(lists) == 2
    members = [s for s in project.read(Stance) if {s.camp_id, s.stated_camp_id} & lists]
    counts = Counter(member.correction for member in members)
    assert counts.keys() == set(Correction)
    assert counts[Correction.KEPT] > 10
    assert {member.note for member in members} == {"", "27"}
    for member in members:
        assert project.read(Evidence, stance_id=member.id)


def test_a_stance_beside_the_lists_rests_on_evidence(sample: tuple[Project, Id]) -> None:
    project, article_id = sample
    article = project.get(Article, article_id)
    assert article is not None
    opened = {camp.id for camp in project.read(Camp) if camp.heading_start is None}
    beside = [stance for stance in project.read(Stance) if stance.camp_id in opened]
    assert beside
    for stance in beside:
        [piece] = project.read(Evidence, stance_id=stance.id)
        assert len(article.text[piece.start : piece.end].split()) > 3


def test_undo_does_not_reach_into_it(sample: tuple[Project, Id]) -> None:
    project, _ = sample
    annotator = project.read(Annotator)[0]
    assert annotator.name == "Asha"
    assert project.step_titles(annotator.id)[0] is None
    assert project.undo(annotator.id) is None
    assert len(project.revisions()) > 20


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.paksha"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(PersonError):
        create_sample_project(path, "Asha")
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_sample_that_cannot_be_made_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotation.resources.RESOURCES", tmp_path / "resources")
    labels = tmp_path / "resources" / "labels"
    labels.mkdir(parents=True)
    source = Path(__file__).resolve().parents[2] / "resources" / "labels" / "default.toml"
    labels.joinpath("default.toml").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    path = tmp_path / "sample.paksha"
    with pytest.raises(PersonError, match="missing"):
        create_sample_project(path, "Asha")
    assert not path.exists()
