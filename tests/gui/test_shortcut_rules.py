"""What may be whose key: by place, by label, by what text and lists do of themselves."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QKeySequence

from annotation.records import Label, new_id
from gui.actions import ACTIONS, ActionSpec
from gui.shortcut_rules import in_effect, keys_of, name_of, owner_of_label_key, readable, refusal

pytestmark = pytest.mark.usefixtures("qapp")

SPECS = {spec.id: spec for spec in ACTIONS}
PERSON = Label(id=new_id(), name="Person", colour="#336699", key="1")
LETTER = Label(id=new_id(), name="जगह", colour="#336699", key="ज")
LABELS = (PERSON, LETTER)

BASES = [
    "A",
    "L",
    "P",
    "M",
    "1",
    "9",
    "१",
    "ज",
    "+",
    ",",
    "F2",
    "F11",
    "Del",
    "Tab",
    "Return",
    "Left",
    "Up",
    "Esc",
]
KEYS = st.builds(
    lambda held, base: readable(held + base),
    st.sampled_from(["", "Shift+", "Ctrl+", "Ctrl+Shift+", "Alt+", "Ctrl+Alt+"]),
    st.sampled_from(BASES),
)
USUAL_KEYS = sorted({key for spec in ACTIONS for key in spec.keys})
CHOSEN = st.dictionaries(
    st.sampled_from(sorted(SPECS)), st.one_of(KEYS, st.sampled_from([*USUAL_KEYS, ""])), max_size=8
)


def why_not(action_id: str, key: str, chosen: dict[str, str] | None = None) -> str:
    return refusal(ACTIONS, chosen or {}, LABELS, SPECS[action_id], key)


def clashes(chosen: dict[str, str]) -> list[tuple[str, str]]:
    """Count plainly what is heard where, without the rules."""
    twice: list[tuple[str, str]] = []
    for place in ("article", "stances", "offers", "alliances"):
        heard = Counter(key for spec in ACTIONS if spec.place in ("", place) for key in keys_of(spec, chosen))
        if place == "article":
            heard.update(["1", "१", "১", "١", "۱", "ज"])
        twice += [(place, key) for key, number in heard.items() if number > 1]
    return twice


def test_a_clash_is_refused_with_the_name_of_the_other_action() -> None:
    assert why_not("article.done", "Ctrl+L") == (
        "Ctrl+L belongs to “Accept the found list”. Take it from there first."
    )
    assert why_not("article.done", "Ctrl+L", {"list.accept": "F11"}) == ""
    assert "“Accept the found list”" in why_not("article.done", "F11", {"list.accept": "F11"})
    assert why_not("list.accept", "Ctrl+L") == ""


def test_names_that_two_actions_share_are_told_apart_by_their_menus() -> None:
    assert "“Note (Mention)”" in why_not("mention.resize", "F2")
    assert "“Note (List)”" in why_not("list.add", "F2")
    names = [name_of(spec, ACTIONS) for spec in ACTIONS]
    assert [name for name, number in Counter(names).items() if number > 1] == []


def test_the_same_key_may_be_used_in_two_panels_but_not_in_one_and_the_whole_window() -> None:
    assert why_not("stance.remove", "Ins") == ""  # of the alliances
    assert "“Add a member”" in why_not("list.note", "Ins")
    assert "“Add a member”" in why_not("article.done", "Ins")
    assert "“Done”" in why_not("stance.remove", "Ctrl+D")


def test_the_keys_of_labels_are_heard_in_the_article_in_every_script() -> None:
    for key in ("1", "१", "١"):
        assert "the label “Person”" in why_not("mention.note", key)
        assert "the label “Person”" in why_not("article.done", key)
        assert why_not("list.note", key) == ""
    assert "the label “जगह”" in why_not("mention.note", "ज")
    assert why_not("mention.note", "Ctrl+1") == ""


@pytest.mark.parametrize(
    ("action_id", "key", "use"),
    [
        ("mention.note", "Left", "moves the caret"),
        ("mention.note", "Ctrl+Shift+Right", "moves the caret"),
        ("article.done", "Shift+End", "moves the caret"),
        ("mention.note", "Ctrl+C", "copies"),
        ("list.note", "Ctrl+A", "selects everything"),
        ("list.note", "Up", "moves in the list"),
        ("stance.remove", "Ctrl+Home", "moves in the list"),
        ("stance.remove", "Tab", "goes on to what comes next"),
        ("article.done", "Return", "opens what is chosen"),
        ("article.done", "Space", "selects in lists"),
        ("mention.note", "Esc", "leaves what is open"),
        ("mention.note", "Alt+P", "opens the menu Project"),
    ],
)
def test_what_text_and_lists_do_of_themselves_stays_theirs(action_id: str, key: str, use: str) -> None:
    assert readable(key) == key
    assert use in why_not(action_id, key)


@pytest.mark.parametrize(
    "standard",
    [
        *(f"MoveTo{where}" for where in ("NextChar", "PreviousWord", "NextLine", "StartOfLine")),
        *(f"Select{where}" for where in ("PreviousChar", "NextWord", "PreviousPage", "EndOfLine", "All")),
        "Copy",
    ],
)
def test_no_action_takes_a_key_with_which_qt_moves_the_caret_or_copies(standard: str) -> None:
    for sequence in QKeySequence.keyBindings(QKeySequence.StandardKey[standard]):
        key = sequence.toString()
        if key != "Copy":  # a key of its own, on few keyboards
            assert why_not("mention.note", key), key


def test_every_usual_key_could_be_chosen() -> None:
    for spec in ACTIONS:
        for key in spec.keys:
            assert why_not(spec.id, key) == "", (spec.id, key)


@pytest.mark.parametrize("text", ["", "Foo", "Ctrl+", "Shift", "Ctrl", "Ctrl+K, Ctrl+B", "\0", "🌊"])
def test_what_is_no_single_stroke_is_not_readable(text: str) -> None:
    assert readable(text) == ""


def test_one_stroke_has_one_form() -> None:
    assert (readable("ctrl+l"), readable("Backtab"), readable("Shift+Backtab"), readable("Delete")) == (
        "Ctrl+L", "Shift+Tab", "Shift+Tab", "Del",
    )  # fmt: skip


def test_an_action_in_the_article_or_the_window_owns_a_label_key() -> None:
    chosen = {"mention.note": "N", "list.note": "K", "article.done": "7"}
    assert owner_of_label_key(ACTIONS, chosen, "n") == "Note (Mention)"
    assert owner_of_label_key(ACTIONS, chosen, "७") == "Done"
    for free in ("k", "1", "", "ñ"):
        assert owner_of_label_key(ACTIONS, chosen, free) == ""


def test_what_is_kept_badly_has_no_effect() -> None:
    kept = {
        "no.such": "F11",
        "mention.note": "nonsense",
        "article.done": "Ctrl+L",
        "list.reject": "Ctrl+L",
        "mention.resize": "Left",
        "mention.pick": "1",
        "list.accept": "Ctrl+L",  # as usual
        "stance.record": "ctrl+alt+s",
        "mention.unlink": "",
    }
    assert in_effect(ACTIONS, kept, LABELS) == {"stance.record": "Ctrl+Alt+S", "mention.unlink": ""}


def test_two_actions_may_exchange_their_keys() -> None:
    kept = {"list.accept": "Ctrl+Shift+L", "list.reject": "Ctrl+L"}
    assert in_effect(ACTIONS, kept, LABELS) == kept


@given(kept=CHOSEN)
def test_whatever_is_kept_no_key_means_two_things(kept: dict[str, str]) -> None:
    chosen = in_effect(ACTIONS, kept, LABELS)
    assert clashes(chosen) == []
    assert chosen.items() <= kept.items()
    assert in_effect(ACTIONS, chosen, LABELS) == chosen


STEPS = st.tuples(st.sampled_from(sorted(SPECS)), st.one_of(KEYS, st.sampled_from(USUAL_KEYS)))


@given(steps=st.lists(STEPS))
def test_what_was_chosen_step_by_step_stands_at_the_next_start(steps: list[tuple[str, str]]) -> None:
    chosen: dict[str, str] = {}
    for action_id, key in steps:
        spec: ActionSpec = SPECS[action_id]
        if refusal(ACTIONS, chosen, LABELS, spec, key):
            continue
        chosen.pop(action_id, None)
        if (key,) != spec.keys:
            chosen[action_id] = key
        assert clashes(chosen) == []
    assert in_effect(ACTIONS, chosen, LABELS) == chosen
