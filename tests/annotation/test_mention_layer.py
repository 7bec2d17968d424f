"""The light mentions against a plain dictionary of records."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotation.changes import Change, ChangeSet
from annotation.mention_layer import MentionLayer, MentionRow
from annotation.records import Mention, Origin
from annotation.working_set import MANY, WorkingSet

MENTIONS = st.builds(
    lambda number, start, length, entity: Mention(
        id=f"m{number}",
        article_id="a",
        annotator_id="p",
        start=start,
        end=start + length,
        label_id="l",
        entity_id=entity,
    ),
    st.integers(0, 12),
    st.integers(0, 20),
    st.integers(1, 9),
    st.sampled_from(["e1", "e2", None]),
)
STEPS = st.lists(st.tuples(st.sampled_from(["put", "drop", "look"]), MENTIONS), max_size=30)


def row(mention: Mention) -> MentionRow:
    return (
        mention.start,
        -mention.end,
        mention.id,
        mention.label_id,
        mention.entity_id,
        "",
        Origin.TYPED.value,
    )


def agrees(layer: MentionLayer, model: dict[str, Mention]) -> None:
    assert {mention.id: mention for mention in layer.all()} == model
    assert len(layer) == len(model)
    assert list(layer.in_order()) == sorted(map(row, model.values()))
    for entity_id in ("e1", "e2", None):
        linked = {mention.id for mention in model.values() if mention.entity_id == entity_id}
        assert {mention.id for mention in layer.of_entity(entity_id)} == linked
        assert layer.count_of_entity(entity_id) == len(linked)
    for mention in model.values():
        same = [one.id for one in model.values() if (one.start, one.end) == (mention.start, mention.end)]
        assert sorted(one.id for one in layer.at(mention.start, mention.end)) == sorted(same)
        assert layer.find(mention.id) == mention


@given(st.lists(MENTIONS, max_size=12, unique_by=lambda one: one.id), STEPS)
def test_rows_loaded_and_records_put_are_found_by_id_place_and_entity(
    loaded: list[Mention], steps: list[tuple[str, Mention]]
) -> None:
    layer = MentionLayer()
    layer.load("a", "p", sorted(map(row, loaded)))
    model = {mention.id: mention for mention in loaded}
    for what, mention in steps:
        if what == "put":
            layer.put(mention)
            model[mention.id] = mention
        elif what == "drop":
            layer.drop(mention.id)
            model.pop(mention.id, None)
        else:
            agrees(layer, model)  # lets order and links be built before the next steps
    agrees(layer, model)


def test_many_changes_at_once_end_like_as_many_single_ones() -> None:
    first = Mention(id="m", article_id="a", annotator_id="p", start=0, end=3, label_id="l")
    before = [replace(first, id=f"m{number}", start=number, end=number + 3) for number in range(MANY + 5)]
    records = WorkingSet(before)
    assert len(records.mentions.in_order()) == len(before)
    changes = [Change(one, replace(one, start=one.start + 7, end=one.end + 7)) for one in before[1:]]
    records.apply(ChangeSet("moved", (Change(before[0], None), *changes)))
    agrees(records.mentions, {one.id: one for change in changes if isinstance(one := change.after, Mention)})
