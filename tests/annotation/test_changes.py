"""A change is two versions of one record; a change set can be told, filtered and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotation.changes import Change, ChangeSet, add, change_set, remove, reverse
from annotation.records import Annotator, Entity, Label, new_id

ASHA = Annotator(id=new_id(), name="Asha")
PERSON = Label(id=new_id(), name="Person", colour="#336699")
EDITED = replace(PERSON, key="1")


def test_a_change_tells_its_record_kind_and_id() -> None:
    assert (add(PERSON).record, remove(PERSON).record) == (PERSON, PERSON)
    assert Change(PERSON, EDITED).record == EDITED
    assert (remove(ASHA).kind, remove(ASHA).record_id) == (Annotator, ASHA.id)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, None),
        (PERSON, replace(PERSON, id=new_id())),
        (ASHA, Entity(id=ASHA.id, name="Asha", label_id=PERSON.id)),
    ],
)
def test_what_is_not_one_record_before_and_after_is_no_change(before: object, after: object) -> None:
    with pytest.raises(ValueError, match=r"a change needs|versions of one record"):
        Change(before, after)  # pyright: ignore[reportArgumentType]


def test_edits_that_change_nothing_are_left_out() -> None:
    made = change_set("edited", [Change(PERSON, PERSON), Change(PERSON, EDITED), add(ASHA)])
    assert made == ChangeSet("edited", (Change(PERSON, EDITED), add(ASHA)))
    assert made
    assert not change_set("edited", [Change(PERSON, replace(PERSON))])


def test_a_change_set_tells_which_kinds_it_touches() -> None:
    made = change_set("edited", [Change(PERSON, EDITED), remove(ASHA)])
    assert made.touches(Label)
    assert made.touches(Entity, Annotator)
    assert not made.touches(Entity)
    assert not made.touches()


def test_the_reverse_takes_the_last_change_back_first() -> None:
    made = change_set("edited", [add(ASHA), Change(PERSON, EDITED)])
    assert reverse(made) == ChangeSet("edited", (Change(EDITED, PERSON), remove(ASHA)))
    assert reverse(made, "undid").title == "undid"
    assert reverse(reverse(made)) == made
