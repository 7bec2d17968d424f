from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from annotation.changes import Change, ChangeSet, add, remove, reverse
from annotation.records import Annotator, Article, Entity, Label, Mention, Record, new_id
from storage.project import Conflict, Project

Apply = Callable[..., None]
Make = Callable[..., Mention]


def test_undo_and_redo_give_the_change_set_that_was_applied(
    project: Project, asha: Annotator, make_mention: Make, apply: Apply
) -> None:
    first = make_mention()
    second = replace(first, end=9, note="x")
    apply(add(first), title="Tag")
    apply(Change(first, second), title="Resize")
    resize = ChangeSet("Resize", (Change(first, second),))
    assert project.step_titles(asha.id)[0] == "Resize"
    assert project.step_titles(asha.id)[1] is None
    assert project.undo(asha.id) == reverse(resize)
    assert project.read(Mention) == [first]
    assert (project.step_titles(asha.id)[0], project.step_titles(asha.id)[1]) == ("Tag", "Resize")
    assert project.undo(asha.id) == ChangeSet("Tag", (remove(first),))
    assert project.read(Mention) == []
    assert project.step_titles(asha.id)[0] == "Import"
    assert project.redo(asha.id) == ChangeSet("Tag", (add(first),))
    assert project.redo(asha.id) == resize
    assert project.read(Mention) == [second]
    assert project.redo(asha.id) is None


def test_undo_reaches_back_across_restarts_to_the_beginning_and_forward_again(
    project: Project, asha: Annotator, article: Article, make_mention: Make, apply: Apply
) -> None:
    mentions = [make_mention(start, start + 1) for start in range(4)]
    for mention in mentions:
        apply(add(mention), title=f"Tag {mention.start}")
    path = project.path
    project.close()
    for expected in (3, 2, 1, 0):
        with Project.open(path) as again:
            assert again.step_titles(asha.id)[0] == f"Tag {expected}"
            assert again.undo(asha.id)
            assert again.read(Mention) == mentions[:expected]
    with Project.open(path) as again:
        assert again.undo(asha.id)  # the import
        assert again.get(Article, article.id) is None
        assert again.undo(asha.id) is None  # the project's start is not to be undone
    with Project.open(path) as again:
        for _ in range(5):
            assert again.redo(asha.id)
        assert again.redo(asha.id) is None
        assert again.get(Article, article.id) == article
        assert again.read(Mention) == mentions


def test_a_new_action_ends_redo_and_undo_goes_back_over_it_to_what_was_before(
    project: Project, asha: Annotator, make_mention: Make, apply: Apply
) -> None:
    one, two, three = (make_mention(start, start + 1) for start in range(3))
    apply(add(one), title="1")
    apply(add(two), title="2")
    project.undo(asha.id)
    apply(add(three), title="3")
    assert project.step_titles(asha.id)[1] is None
    project.undo(asha.id)
    assert project.step_titles(asha.id)[0] == "1"
    assert project.step_titles(asha.id)[1] == "3"
    project.undo(asha.id)
    project.redo(asha.id)
    project.redo(asha.id)
    assert project.read(Mention) == [one, three]


def test_undo_of_one_annotator_leaves_the_work_of_another_alone(
    project: Project, asha: Annotator, bina: Annotator, make_mention: Make, apply: Apply
) -> None:
    mine, hers = make_mention(), make_mention(annotator_id=bina.id)
    apply(add(mine), title="Mine")
    apply(add(hers), title="Hers", annotator_id=bina.id)
    assert project.step_titles(asha.id)[0] == "Mine"
    project.undo(asha.id)
    assert project.read(Mention) == [hers]
    assert (project.step_titles(bina.id)[0], project.step_titles(bina.id)[1]) == ("Hers", None)
    project.undo(bina.id)
    project.redo(asha.id)
    assert project.read(Mention) == [mine]
    assert project.undo(bina.id) is None


def test_undo_passes_over_what_another_annotator_has_changed_since(
    project: Project, asha: Annotator, bina: Annotator, label: Label, apply: Apply
) -> None:
    first = Entity(id=new_id(), name="भारत", label_id=label.id)
    second = replace(first, code="IN")
    third = replace(second, note="checked")
    other = Entity(id=new_id(), name="चीन", label_id=label.id)
    apply(add(first))
    apply(add(other), title="Earlier")
    apply(Change(first, second), title="Code")
    apply(Change(second, third), annotator_id=bina.id)
    with pytest.raises(Conflict, match=r"entity.*Undo goes on with the step before"):
        project.undo(asha.id)
    assert project.read(Entity) == [third, other]
    assert (project.step_titles(asha.id)[0], project.step_titles(asha.id)[1]) == ("Earlier", "Code")
    project.undo(asha.id)
    assert project.read(Entity) == [third]
    project.redo(asha.id)
    project.redo(asha.id)  # of what was passed over: nothing
    assert project.read(Entity) == [third, other]
    assert project.step_titles(asha.id)[1] is None


def test_undo_of_what_another_annotator_uses_is_a_conflict(
    project: Project, asha: Annotator, bina: Annotator, label: Label, make_mention: Make, apply: Apply
) -> None:
    entity = Entity(id=new_id(), name="भारत", label_id=label.id)
    apply(add(entity))
    apply(add(make_mention(annotator_id=bina.id, entity_id=entity.id)), annotator_id=bina.id)
    with pytest.raises(Conflict, match="still in use"):
        project.undo(asha.id)
    assert project.read(Entity) == [entity]


def test_what_is_not_undoable_ends_what_undo_reaches(
    project: Project, asha: Annotator, make_mention: Make, apply: Apply
) -> None:
    apply(add(make_mention()))
    project.apply(ChangeSet("Merge", (add(make_mention(4, 5)),)), asha.id, undoable=False)
    assert project.undo(asha.id) is None
    apply(add(make_mention(5, 6)), title="Tag")
    assert project.undo(asha.id)
    assert project.undo(asha.id) is None
    assert project.step_titles(asha.id)[1] == "Tag"


def test_undo_and_redo_are_revisions_that_say_what_they_are(
    project: Project, asha: Annotator, make_mention: Make, apply: Apply
) -> None:
    apply(add(make_mention()), title="Tag")
    project.undo(asha.id)
    project.redo(asha.id)
    redone, undone, done = project.revisions(3)
    assert (done.reverses, undone.reverses, redone.reverses) == (None, done.number, undone.number)
    assert [(revision.is_undo, revision.is_redo) for revision in (done, undone, redone)] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    assert {done.title, undone.title, redone.title} == {"Tag"}


def test_every_change_set_is_rebuilt_from_the_log_though_edits_keep_only_what_changed(
    project: Project, asha: Annotator, make_mention: Make, apply: Apply
) -> None:
    records: list[Record | None] = [None]
    mention = make_mention()
    for step in range(6):
        records.append(replace(mention, note=f"n{step}", end=4 + step // 2))
    records += [None, replace(mention, note="again"), replace(mention, note="again", start=1), None]
    applied = []
    for before, after in pairwise(records):
        changes = ChangeSet(f"Step {len(applied)}", (Change(before, after),))
        revision = project.apply(changes, asha.id)
        assert revision
        applied.append((revision.number, changes))
    for number, changes in applied:
        assert project.change_set(number) == changes


def test_an_article_whose_text_changed_has_both_texts_in_the_log(
    project: Project, asha: Annotator, article: Article, make_article: Callable[..., Article], apply: Apply
) -> None:
    other = make_article("नया पाठ")
    edited = replace(article, text=other.text, sha256=other.sha256)
    apply(Change(article, edited), title="Correct")
    assert project.get(Article, article.id) == edited
    assert project.change_set(project.revisions(1)[0].number) == ChangeSet(
        "Correct", (Change(article, edited),)
    )
    project.undo(asha.id)
    assert project.get(Article, article.id) == article


def test_a_thousand_edits_in_a_long_article_add_little_to_the_file(
    project: Project, asha: Annotator, make_article: Callable[..., Article], label: Label, apply: Apply
) -> None:
    article = make_article("भारत " * 80_000)  # 1 MB
    mention = Mention(
        id=new_id(), article_id=article.id, annotator_id=asha.id, start=0, end=4, label_id=label.id
    )
    apply(add(article), add(mention))
    project.close()
    before = project.path.stat().st_size
    assert before > 1_000_000
    with Project.open(project.path) as again:
        for end in range(5, 1005):
            wider = replace(mention, end=end)
            again.apply(ChangeSet("Resize", (Change(mention, wider),)), asha.id)
            mention = wider
        retitled = replace(article, title="Another")
        again.apply(ChangeSet("Title", (Change(article, retitled),)), asha.id)
        again.apply(ChangeSet("Remove", (remove(mention), remove(retitled))), asha.id)
        again.undo(asha.id)
    assert project.path.stat().st_size - before < 500_000


def test_an_action_that_goes_on_is_one_step_with_the_one_before(
    project: Project, asha: Annotator, make_mention: Make, apply: Apply
) -> None:
    mention = make_mention(0, 4)
    apply(add(mention), title="Tag")
    number = None
    for end in (5, 6, 7):
        longer = replace(mention, end=end)
        revision = project.apply(
            ChangeSet(f"To {end}", (Change(mention, longer),)), asha.id, continues=number
        )
        assert revision is not None
        number, mention = revision.number, longer
    assert [revision.title for revision in project.revisions(2)] == ["To 7", "Tag"]
    project.undo(asha.id)
    assert [mention.end for mention in project.read(Mention)] == [4]
    project.redo(asha.id)
    assert project.read(Mention) == [mention]


def test_an_action_does_not_go_on_with_one_after_which_something_else_was_recorded(
    project: Project, asha: Annotator, bina: Annotator, make_mention: Make, apply: Apply
) -> None:
    mention = make_mention(0, 4)
    first = project.apply(ChangeSet("Tag", (add(mention),)), asha.id)
    assert first is not None
    apply(add(make_mention(6, 7, annotator_id=bina.id)), title="Hers", annotator_id=bina.id)
    longer = ChangeSet("Longer", (Change(mention, replace(mention, end=5)),))
    project.apply(longer, asha.id, continues=first.number)
    assert [revision.title for revision in project.revisions(3)] == ["Longer", "Hers", "Tag"]
