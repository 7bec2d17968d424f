"""What the palette finds by a few letters, and what it says of the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.actions import ACTIONS, Need
from gui.models.commands import Command, obstacle, ranked

COMMANDS = (
    Command("undo", "Edit", "Undo: tagged “मादुरो जी” as Person", "Ctrl+Z"),
    Command("remove", "Mention", "Remove mention", "Del"),
    Command("remove_list", "List", "Remove the list…"),
    Command("mention", "Mention", "Next mention", "Tab"),
    Command("labels", "Project", "Labels…", tip="Change the names, colours and keys of the labels"),
    Command("place", "Label", "Tag as स्थान", "5"),
    Command("note", "Mention", "Note…", "F2", obstacle="go to a mention first"),
    Command("list_note", "List", "Note…", "F2"),
)


def found(typed: str, recent: tuple[str, ...] = ()) -> list[str]:
    return [command.id for command in ranked(COMMANDS, typed, recent)]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("remove", ["remove", "remove_list"]),
        ("REMO men", ["remove"]),
        ("men remo", ["remove"]),
        ("mention", ["remove", "mention", "note"]),  # one that cannot be run comes last
        ("move", ["remove", "remove_list"]),
        ("colours", ["labels"]),
        ("note", ["list_note", "note"]),
        ("f2", ["list_note", "note"]),
        ("ctrl+z", ["undo"]),
        ("सथान", ["place"]),  # without its virama
        ("xyz", []),
        ("remove xyz", []),
    ],
)
def test_words_are_found_in_any_order_the_best_first(typed: str, ids: list[str]) -> None:
    assert found(typed) == ids


def test_a_text_that_begins_so_comes_before_one_that_only_has_it() -> None:
    assert found("la")[0] == "labels"
    assert found("list") == ["remove_list", "list_note"]


def test_what_was_run_last_comes_first_among_what_is_found_equally_well() -> None:
    everything = [command.id for command in COMMANDS if command.id != "note"]
    assert found("") == [*everything, "note"]
    assert found("", ("place", "remove_list"))[:3] == ["place", "remove_list", "undo"]
    assert found("", ("note",))[-1] == "note"
    assert found("remo", ("remove_list",)) == ["remove_list", "remove"]
    assert found("la", ("place",))[0] == "labels"


@given(
    typed=st.text(st.sampled_from("remo वलंt +नी"), max_size=8),
    recent=st.lists(st.sampled_from([command.id for command in COMMANDS]), unique=True),
)
def test_more_typing_never_finds_more_and_nothing_comes_twice(typed: str, recent: list[str]) -> None:
    ids = [command.id for command in ranked(COMMANDS, typed, recent)]
    assert len(set(ids)) == len(ids)
    more = [command.id for command in ranked(COMMANDS, f"{typed} o", recent)]
    assert set(more) <= set(ids)
    free = [command.id for command in ranked([replace(c, obstacle="") for c in COMMANDS], typed, recent)]
    assert set(free) == set(ids)


def test_the_first_thing_that_is_missing_is_said() -> None:
    assert obstacle(Need.EDIT_MENTION | Need.LINKED, Need.PROJECT | Need.WRITABLE) == "no article is open"
    here = Need.ANNOTATE
    assert obstacle(Need.EDIT_MENTION | Need.LINKED, here) == "go to a mention first"
    assert obstacle(Need.EDIT_MENTION | Need.LINKED, here | Need.MENTION) == "the mention is not linked"
    assert obstacle(Need.EDIT_MENTION, here | Need.MENTION) == ""


def test_every_need_of_the_table_has_its_words() -> None:
    for spec in ACTIONS:
        for need in spec.needs:
            assert obstacle(need, Need.NOTHING) not in ("", "not now"), need
