"""Laying stances out in a grid."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotation.records import Polarity
from annotation.stance_grid import StanceRow, make_grid

YES, NO, NEUTRAL, UNCLEAR = Polarity
MakeRow = Callable[..., StanceRow]


@pytest.fixture
def row() -> MakeRow:
    def row(
        holder: str,
        polarity: Polarity,
        target: str,
        *,
        article: str = "a",
        evidence: int = 1,
        claimed: bool = False,
    ) -> StanceRow:
        stance_id = f"{holder}{polarity}{target}{article}{claimed}"
        return StanceRow(stance_id, article, "asha", holder, target, polarity, evidence, claimed)

    return row


def test_those_who_stand_alike_come_together_and_the_target_of_most_stances_first(row: MakeRow) -> None:
    grid = make_grid(
        [
            row("Cuba", NO, "Guaidó"),
            row("Chile", NO, "Maduro"),
            row("China", YES, "Maduro"),
            row("Canada", NO, "Maduro"),
            row("Cuba", YES, "Maduro"),
        ],
        str,
    )
    assert grid.targets == ("Maduro", "Guaidó")
    assert grid.holders == ("Cuba", "China", "Canada", "Chile")
    cell = grid.cell(0, 1)
    assert cell is not None
    assert cell.polarities == (NO,)
    assert grid.cell(1, 1) is None


@pytest.mark.parametrize(
    ("polarities", "claimed", "in_conflict"),
    [
        ((YES, NO), False, True),
        ((YES, NEUTRAL), False, True),
        ((YES, UNCLEAR), False, False),
        ((YES, NO), True, False),
        ((YES,), False, False),
    ],
)
def test_only_what_excludes_each_other_is_a_conflict(
    row: MakeRow, polarities: tuple[Polarity, ...], claimed: bool, in_conflict: bool
) -> None:
    rows = [row("Cuba", polarity, "Maduro", article=str(n)) for n, polarity in enumerate(polarities[:1])]
    rows += [row("Cuba", polarity, "Maduro", article="z", claimed=claimed) for polarity in polarities[1:]]
    cell = make_grid(rows, str).cell(0, 0)
    assert cell is not None
    assert cell.in_conflict is in_conflict


def test_a_cell_counts_its_evidence_and_articles_and_names_the_usual_polarity_first(row: MakeRow) -> None:
    rows = [row("Cuba", NO, "Maduro", article="a", evidence=2)]
    rows += [row("Cuba", YES, "Maduro", article=article, evidence=3) for article in "bc"]
    cell = make_grid(rows, str).cell(0, 0)
    assert cell is not None
    assert (cell.polarities, cell.evidence, cell.articles) == ((YES, NO), 8, 3)


def test_filters_keep_a_polarity_and_whatever_concerns_an_entity(row: MakeRow) -> None:
    rows = [row("Cuba", YES, "Maduro"), row("Chile", NO, "Maduro"), row("Chile", YES, "Cuba")]
    assert make_grid(rows, str, polarity=NO).holders == ("Chile",)
    grid = make_grid(rows, str, wanted={"Cuba"}.__contains__)
    assert (set(grid.holders), set(grid.targets)) == ({"Cuba", "Chile"}, {"Maduro", "Cuba"})
    assert make_grid([], str).holders == ()
