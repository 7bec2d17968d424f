from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from annotation.changes import Change, ChangeSet, add, remove
from annotation.errors import PersonError, SurroundingsError
from annotation.records import (
    Alias,
    Annotator,
    Article,
    Camp,
    Comment,
    Entity,
    Evidence,
    GroupMember,
    Label,
    Mention,
    Origin,
    Polarity,
    Progress,
    ProposalKind,
    Reason,
    Record,
    Rejection,
    Stance,
    Status,
    new_id,
    sha256_of,
)
from storage.project import TEXTS_AT_ONCE, ArticleText, Conflict, Project, ProjectLocked, ReadOnly

Apply = Callable[..., None]
Make = Callable[..., Mention]


def test_a_new_project_has_its_annotator_and_the_default_labels_with_a_revision(project: Project) -> None:
    (asha,) = project.read(Annotator)
    assert asha.name == "Asha"
    labels = project.read(Label)
    assert [label.name for label in labels][:3] == ["Person", "Country", "Organisation"]
    assert [label.position for label in labels] == list(range(len(labels)))
    (revision,) = project.revisions()
    assert revision.annotator_id == asha.id
    assert {change.record for change in project.change_set(revision.number).changes} == {
        asha,
        *labels,
        *project.read(Reason),
    }
    assert len(project.read(Reason)) == 5
    assert project.step_titles(asha.id)[0] is None


def test_a_closed_project_is_one_file(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.paksha", "Asha") as project:
        assert (tmp_path / "a.paksha-wal").exists()
        assert project.id
    assert [path.name for path in tmp_path.iterdir()] == ["a.paksha"]


def test_every_kind_of_record_comes_back_equal_after_reopening(
    project: Project, asha: Annotator, article: Article, label: Label, make_mention: Make, apply: Apply
) -> None:
    group = Entity(id=new_id(), name="यूरोपीय संघ", label_id=label.id, code="EU", note="27\nसदस्य")
    member = Entity(id=new_id(), name="फ़्रांस", label_id=label.id, code="FR")
    layer: dict[str, Any] = {"article_id": article.id, "annotator_id": asha.id}
    camp = Camp(
        id=new_id(), **layer, target_id=member.id, polarity=Polarity.SUPPORTS, heading_start=0, heading_end=9
    )
    stance = Stance(id=new_id(), **layer, holder_id=group.id, stated_camp_id=camp.id, position=3, note="x")
    new: list[Record] = [
        # On purpose with those that refer before those referred to.
        Evidence(id=new_id(), stance_id=stance.id, start=2, end=5),
        stance,
        camp,
        make_mention(entity_id=member.id, origin=Origin.SUGGESTED, note="'quoted' \" \0 end"),
        Rejection(id=new_id(), **layer, kind=ProposalKind.CAMP, start=0, end=3, proposed="FR"),
        Progress(id=new_id(), **layer, status=Status.IN_PROGRESS),
        Comment(id=new_id(), **layer, subject_id=stance.id, text="क्यों?", resolved=True),
        Alias(id=new_id(), entity_id=member.id, surface="फ्रांस", language="hi"),
        GroupMember(id=new_id(), group_id=group.id, entity_id=member.id),
        member,
        group,
    ]
    apply(*map(add, new))
    project.close()
    with Project.open(project.path) as again:
        for record in (*new, article, asha, label):
            assert again.get(type(record), record.id) == record
        assert set(again.layer(article.id, asha.id)) == {
            record for record in new if not isinstance(record, (Entity, Alias, GroupMember))
        }
        assert set(again.names()) >= {asha, label, group, member}


def test_a_layer_is_of_one_annotator_in_one_article(
    project: Project,
    asha: Annotator,
    bina: Annotator,
    article: Article,
    make_mention: Make,
    make_article: Callable[..., Article],
    apply: Apply,
) -> None:
    other = make_article("दूसरा")
    mine, hers = make_mention(), make_mention(annotator_id=bina.id)
    elsewhere = replace(make_mention(), article_id=other.id)
    apply(add(other), add(mine), add(hers), add(elsewhere))
    assert project.layer(article.id, asha.id) == [mine]
    assert project.layer(article.id, bina.id) == [hers]
    assert project.read(Mention, article_id=article.id) == [mine, hers]
    assert project.read(Mention, entity_id=None, article_id=other.id) == [elsewhere]


def test_records_come_in_the_order_they_were_added(
    project: Project, make_mention: Make, apply: Apply
) -> None:
    mentions = [make_mention(start, start + 1) for start in (5, 3, 9, 1)]
    for mention in mentions:
        apply(add(mention))
    apply(Change(mentions[1], replace(mentions[1], note="edited")))
    assert [mention.start for mention in project.read(Mention)] == [5, 3, 9, 1]


@pytest.mark.parametrize("number", [0, 1, TEXTS_AT_ONCE, 2 * TEXTS_AT_ONCE + 1])
def test_texts_are_gone_through_in_order_while_the_project_is_read(
    project: Project, asha: Annotator, make_article: Callable[..., Article], number: int
) -> None:
    articles = [make_article(f"भारत {place}", title=str(place), language="hi") for place in range(number)]
    project.apply(ChangeSet("Import", tuple(map(add, articles))), asha.id)
    found: list[ArticleText] = []
    for text in project.article_texts():
        assert project.read(Mention, article_id=text.id) == []
        found.append(text)
    assert found == [ArticleText(a.id, a.title, a.language, a.text) for a in articles]
    assert project.count(Article) == number


def test_going_through_texts_goes_on_after_an_article_that_was_removed(
    project: Project, asha: Annotator, make_article: Callable[..., Article]
) -> None:
    articles = [make_article(f"भारत {place}") for place in range(TEXTS_AT_ONCE + 2)]
    project.apply(ChangeSet("Import", tuple(map(add, articles))), asha.id)
    texts = project.article_texts()
    first = next(texts)
    project.apply(ChangeSet("Remove", tuple(map(remove, articles[TEXTS_AT_ONCE - 1 : -1]))), asha.id)
    assert [first.id, *(text.id for text in texts)][-1] == articles[-1].id


def test_article_rows_have_everything_but_the_text(
    project: Project, asha: Annotator, bina: Annotator, make_article: Callable[..., Article], apply: Apply
) -> None:
    article = make_article("𝒜 ab", source="BBC", language="en", published_on=date(2026, 5, 1))
    label = project.read(Label)[0]
    layer: dict[str, Any] = {"article_id": article.id, "annotator_id": asha.id}
    entity = Entity(id=new_id(), name="A", label_id=label.id)
    camp = Camp(id=new_id(), **layer, target_id=None, polarity=Polarity.OPPOSES)
    apply(
        add(article),
        add(entity),
        add(Mention(id=new_id(), **layer, start=0, end=1, label_id=label.id)),
        add(Mention(id=new_id(), **layer, start=2, end=4, label_id=label.id)),
        add(camp),
        add(Stance(id=new_id(), **layer, holder_id=entity.id, camp_id=camp.id)),
        add(Stance(id=new_id(), **layer, holder_id=entity.id, stated_camp_id=camp.id)),  # removed from it
        add(Progress(id=new_id(), **layer, status=Status.DONE)),
    )
    (row,) = project.article_rows(asha.id)
    assert (row.id, row.title, row.source, row.language) == (article.id, "साथ", "BBC", "en")
    assert (row.published_on, row.imported_at) == (article.published_on, article.imported_at)
    assert (row.characters, row.status) == (4, Status.DONE)
    assert (row.mentions, row.stances, row.camps) == (2, 1, 1)
    (row,) = project.article_rows(bina.id)
    assert (row.status, row.mentions, row.stances, row.camps) == (Status.NEW, 0, 0, 0)


def test_the_same_text_twice_is_found_by_its_hash_and_stored_once(
    project: Project, article: Article, make_article: Callable[..., Article], apply: Apply
) -> None:
    twin = make_article(article.text)
    apply(add(twin))
    assert project.article_ids_by_sha256([article.sha256, sha256_of("other")]) == {article.sha256: article.id}
    apply(remove(article))
    assert project.article_ids_by_sha256([article.sha256]) == {article.sha256: twin.id}
    assert project.get(Article, twin.id) == twin


def test_an_article_whose_hash_is_not_that_of_its_text_is_refused(
    project: Project, make_article: Callable[..., Article], apply: Apply
) -> None:
    with pytest.raises(ValueError, match="hash"):
        apply(add(replace(make_article("one"), text="two")))
    assert project.read(Article) == []


def test_an_empty_change_set_makes_no_revision(project: Project, asha: Annotator) -> None:
    before = project.revisions()
    assert project.apply(ChangeSet("Nothing", ()), asha.id) is None
    assert project.revisions() == before


def test_an_edit_of_what_has_changed_is_a_conflict_and_writes_nothing(
    project: Project, asha: Annotator, make_mention: Make, apply: Apply
) -> None:
    mention, other = make_mention(), make_mention(5, 8)
    apply(add(mention))
    apply(Change(mention, replace(mention, note="first")))
    stale = Change(mention, replace(mention, note="second"))
    before = project.revisions()
    with pytest.raises(Conflict, match="mention") as caught:
        apply(add(other), stale)
    assert caught.value.changes == (stale,)
    assert [found.note for found in project.read(Mention)] == ["first"]
    assert project.revisions() == before


def test_adding_what_is_there_and_removing_or_editing_what_is_not_are_conflicts(
    project: Project, make_mention: Make, apply: Apply
) -> None:
    there, gone = make_mention(), make_mention(5, 8)
    apply(add(there))
    for change in (
        add(there),
        add(replace(there, note="x")),
        remove(gone),
        Change(gone, replace(gone, end=9)),
    ):
        with pytest.raises(Conflict):
            apply(change)
    assert project.read(Mention) == [there]


def test_a_record_may_change_more_than_once_in_a_change_set(
    project: Project, asha: Annotator, make_mention: Make, apply: Apply
) -> None:
    first = make_mention()
    second = replace(first, end=9)
    passing = make_mention(1, 2)
    apply(add(first), Change(first, second), add(passing), remove(passing))
    assert project.read(Mention) == [second]
    project.undo(asha.id)
    assert project.read(Mention) == []
    project.redo(asha.id)
    assert project.read(Mention) == [second]


def test_a_reference_to_nothing_is_a_conflict_and_leaves_nothing(
    project: Project, make_mention: Make, apply: Apply
) -> None:
    before = project.revisions()
    with pytest.raises(Conflict, match="refers to"):
        apply(add(make_mention()), add(make_mention(entity_id=new_id())))
    assert project.read(Mention) == []
    assert project.revisions() == before
    apply(add(make_mention()))  # and the project works on


def test_removing_what_is_still_in_use_is_a_conflict(
    project: Project, article: Article, make_mention: Make, apply: Apply
) -> None:
    apply(add(make_mention()))
    with pytest.raises(Conflict, match="still in use"):
        apply(remove(article))
    assert project.get(Article, article.id) == article


def test_a_span_that_is_none_is_refused(project: Project, make_mention: Make, apply: Apply) -> None:
    for start, end in ((-1, 2), (3, 3), (4, 2)):
        with pytest.raises(Exception, match="ck_mention_span"):
            apply(add(make_mention(start, end)))
    assert project.read(Mention) == []


def test_half_a_character_is_refused_with_a_sentence(
    project: Project, make_mention: Make, make_article: Callable[..., Article], apply: Apply
) -> None:
    for change in (add(make_mention(note="\ud83d")), add(make_article("text \udc00"))):
        with pytest.raises(PersonError, match="half of a character"):
            apply(change)
    assert project.read(Mention) == []


def test_a_second_writer_is_refused_but_may_read(
    project: Project, make_mention: Make, asha: Annotator, apply: Apply
) -> None:
    with pytest.raises(ProjectLocked, match="already open"):
        Project.open(project.path)
    mention = make_mention()
    with Project.open(project.path, read_only=True) as reader:
        apply(add(mention))
        assert reader.read_only
        assert reader.id == project.id
        assert reader.read(Mention) == [mention]  # without reopening
        for attempt in (
            lambda: reader.apply(ChangeSet("x", (remove(mention),)), asha.id),
            lambda: reader.undo(asha.id),
            lambda: reader.redo(asha.id),
        ):
            with pytest.raises(ReadOnly):
                attempt()
        assert reader.step_titles(asha.id)[0] is None
    apply(remove(mention))
    project.close()
    Project.open(project.path).close()


def test_another_process_is_refused_and_the_lock_goes_with_the_process(project: Project) -> None:
    code = (
        "import sys; from pathlib import Path; from storage.project import Project, ProjectLocked\n"
        "try: Project.open(Path(sys.argv[1]))\n"
        "except ProjectLocked: print('locked')\n"
        "else: print('opened'); import os; os._exit(9)"
    )
    command = [sys.executable, "-c", code, str(project.path)]
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert run.stdout == "locked\n", run.stderr
    project.close()
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert run.stdout == "opened\n", run.stderr
    assert run.returncode == 9  # it died without closing
    Project.open(project.path).close()


def test_a_job_reads_in_its_own_thread_while_the_window_writes(
    project: Project, make_mention: Make, apply: Apply
) -> None:
    seen: list[int] = []

    def job() -> None:
        with Project.open(project.path, read_only=True) as reader:
            for _ in range(20):
                seen.append(len(reader.read(Mention)))

    thread = threading.Thread(target=job)
    thread.start()
    for start in range(20):
        apply(add(make_mention(start, start + 1)))
    thread.join()
    assert len(seen) == 20
    assert seen == sorted(seen)


def test_a_project_moved_while_open_is_noticed_before_anything_is_written_to_it(
    project: Project, make_mention: Make, apply: Apply, tmp_path: Path
) -> None:
    moved = tmp_path / "moved.paksha"
    project.path.rename(moved)
    with pytest.raises(SurroundingsError, match="moved, renamed or replaced"):
        apply(add(make_mention()))
    moved.rename(project.path)
    apply(add(make_mention()))
    assert len(project.read(Mention)) == 1


def test_what_is_read_together_is_of_one_moment_whoever_writes_meanwhile(
    project: Project, make_mention: Make, apply: Apply
) -> None:
    apply(add(make_mention()))

    def kinds() -> Iterator[type[Record]]:
        yield Article
        apply(add(make_mention()))
        yield Mention

    with Project.open(project.path, read_only=True) as reader:
        assert [type(record) for record in reader.read_together(kinds())] == [Article, Mention]
    assert len(project.read(Mention)) == 2


def test_importing_the_project_loads_neither_alembic_nor_openpyxl_nor_babel() -> None:
    code = (
        "import sys, storage.project\n"
        "print([name for name in ('alembic', 'openpyxl', 'babel', 'PySide6') if name in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_revisions_are_listed_newest_first_by_pages_and_by_annotator(
    project: Project, bina: Annotator, make_mention: Make, apply: Apply
) -> None:
    for start in range(5):
        apply(add(make_mention(start, start + 1)), title=f"Tag {start}")
    hers = make_mention(7, 9, annotator_id=bina.id)
    apply(add(hers), title="Hers", annotator_id=bina.id)
    newest = project.revisions(3)
    assert [revision.title for revision in newest] == ["Hers", "Tag 4", "Tag 3"]
    assert [revision.title for revision in project.revisions(2, before=newest[-1].number)] == [
        "Tag 2",
        "Tag 1",
    ]
    assert [revision.title for revision in project.revisions(annotator_id=bina.id)] == [
        "Hers",
        "Add annotator",
    ]
    assert abs((datetime.now(UTC) - newest[0].at).total_seconds()) < 60
    with pytest.raises(KeyError):
        project.change_set(10**6)
