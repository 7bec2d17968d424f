import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.errors import PersonError
from storage.workbook.choice import Choice, SheetChoice
from storage.workbook.plans import PLANS

ids = st.none() | st.lists(st.text(max_size=8), max_size=3).map(tuple)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    plans = draw(st.lists(st.sampled_from(PLANS), min_size=1, unique_by=lambda plan: plan.key))
    sheets = [
        SheetChoice(
            plan.key,
            draw(
                st.none()
                | st.lists(st.sampled_from([column.key for column in plan.columns]), unique=True).map(tuple)
            ),
        )
        for plan in plans
    ]
    return Choice(articles=draw(ids), annotators=draw(ids), sheets=tuple(sheets))


@given(choices())
def test_a_choice_comes_back_from_json(choice: Choice) -> None:
    assert Choice.from_dict(json.loads(json.dumps(choice.to_dict()))) == choice


@given(choices())
def test_columns_that_tell_rows_apart_are_always_there(choice: Choice) -> None:
    for sheet in choice.sheets:
        keys = [column.key for column in sheet.wanted_columns()]
        assert set(sheet.plan.identity) <= set(keys)
        if sheet.columns is not None:
            assert tuple(keys[: len(sheet.columns)]) == sheet.columns
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (None, "no choice"),
        ({"articles": "all"}, "“articles” is no list"),
        ({"annotators": [1]}, "no list of texts"),
        ({"sheets": []}, "No sheet is chosen"),
        ({"sheets": ["mentions"]}, "a sheet is no table"),
        ({"sheets": [{}]}, "has no name"),
        ({"sheets": [{"sheet": "gone"}]}, "no sheet “gone”"),
        ({"sheets": [{"sheet": "mentions", "columns": ["gone"]}]}, "no column “gone”"),
        ({"sheets": [{"sheet": "mentions", "columns": ["id", "id"]}]}, "chosen twice"),
        ({"sheets": [{"sheet": "mentions"}, {"sheet": "mentions"}]}, "chosen twice"),
    ],
)
def test_what_is_no_choice_is_refused_with_the_reason(data: object, words: str) -> None:
    with pytest.raises(PersonError, match=words):
        Choice.from_dict(data)


def test_plans_name_sheets_and_columns_once() -> None:
    assert len({plan.key for plan in PLANS}) == len(PLANS)
    for plan in PLANS:
        keys = [column.key for column in plan.columns]
        assert len(set(keys)) == len(keys)
        assert set(plan.identity) <= set(keys)
        assert {"article", "article_id"} <= set(keys) or not plan.links_to_article
