"""Labels are edited together, and stay apart by name and key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotation.changes import Change, ChangeSet
from annotation.edits.labels import edit_labels
from annotation.errors import PersonError
from annotation.records import Label, new_id
from annotation.working_set import WorkingSet

Apply = Callable[[ChangeSet], ChangeSet]


def label(name: str, key: str = "", colour: str = "#12ab34", description: str = "") -> Label:
    return Label(id=new_id(), name=name, key=key, colour=colour, description=description)


def test_labels_that_stay_as_they_are_change_nothing(labels: dict[str, Label]) -> None:
    assert not edit_labels(list(labels.values()), list(labels.values()))


def test_labels_are_added_removed_and_edited_by_their_ids(
    labels: dict[str, Label], records: WorkingSet, apply: Apply
) -> None:
    person, country, organisation, group = before = list(labels.values())
    state, event = replace(country, name="राज्य", key="र"), label("Event", "e")
    changes = apply(edit_labels(before, [person, state, group, event]))
    assert changes.title == "edited the labels"
    expected = [person, state, replace(group, position=2), replace(event, position=3)]
    assert sorted(records.all(Label), key=lambda label: label.position) == expected
    assert Change(organisation, None) in changes.changes
    assert person.id not in {change.record_id for change in changes.changes}


def test_a_new_order_renumbers_the_positions(
    labels: dict[str, Label], records: WorkingSet, apply: Apply
) -> None:
    before = list(labels.values())
    apply(edit_labels(before, before[::-1]))
    assert [records.get(Label, one.id).position for one in before] == [3, 2, 1, 0]


def test_white_space_is_tidied_and_colours_are_written_alike() -> None:
    given = label("  Armed \n group", "a", "#AABBCC", " who  fights\nwhom ")
    [change] = edit_labels([], [given]).changes
    assert change.after == replace(given, name="Armed group", colour="#aabbcc", description="who fights whom")


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        ([], "at least one label"),
        ([label(" ")], "has no name"),
        ([label("Person"), label("  person")], "Two labels are called “person”"),
        ([label("\u095bमीन"), label("ज\u093cमीन")], "Two labels are called"),  # the nukta composed and apart
        ([label("Person", "1"), label("Group", "1")], "“Person” and “Group” have the same key “1”"),
        ([label("Person", "p"), label("Group", "P")], "have the same key"),
        ([label("Person", "1"), label("Group", "१")], "have the same key"),
        ([label("Person", "ab")], "The key of “Person” must be a single letter"),
        ([label("Person", " ")], "must be a single letter"),
        ([label("Person", "\t")], "must be a single letter"),
        ([label("Person", "\u200d")], "must be a single letter"),
        ([label("Person", "ी")], "must be a single letter"),  # a vowel sign needs a letter to stand on
        ([label("Person", colour="red")], "The colour of “Person”"),
        ([label("Person", colour="#12345")], "The colour of “Person”"),
        ([label("Person", colour="#1234567")], "The colour of “Person”"),
        ([label("Person", colour="")], "The colour of “Person”"),
    ],
)
def test_what_cannot_be_told_apart_is_refused_in_a_sentence(after: list[Label], sentence: str) -> None:
    with pytest.raises(PersonError, match=sentence) as refused:
        edit_labels([], after)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("key", ["1", "p", "क", "é", ";", "+", "−", ""])
def test_any_character_that_a_key_types_may_be_a_key(key: str) -> None:
    assert edit_labels([], [label("Person", key), label("Group")])
