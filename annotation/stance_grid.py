"""Who stands how towards whom, as a grid: a row for each holder, a column for each target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotation.records import Id, Polarity

_TELLING_TARGETS = 8
"""The first targets, by which holders are sorted: those who stand alike come together."""

_RANK = {polarity: rank for rank, polarity in enumerate(Polarity)}


@dataclass(frozen=True, slots=True)
class StanceRow:
    """A stance as it counts in a grid. `evidence` is how many spans it rests on.

    `claimed` is whether the article only reports that somebody says so.
    """

    id: Id
    article_id: Id
    annotator_id: Id
    holder_id: Id
    target_id: Id
    polarity: Polarity
    evidence: int
    claimed: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """The stances of one holder towards one target; there is at least one."""

    stances: tuple[StanceRow, ...]

    @property
    def polarities(self) -> tuple[Polarity, ...]:
        """The polarities, the most frequent first."""
        counted = Counter(stance.polarity for stance in self.stances)
        return tuple(sorted(counted, key=lambda polarity: (-counted[polarity], _RANK[polarity])))

    @property
    def evidence(self) -> int:
        """How many spans the stances rest on."""
        return sum(stance.evidence for stance in self.stances)

    @property
    def articles(self) -> int:
        """In how many articles they are."""
        return len({stance.article_id for stance in self.stances})

    @property
    def in_conflict(self) -> bool:
        """Whether they contradict each other. What is unclear contradicts nothing, nor what others claim."""
        told = (stance.polarity for stance in self.stances if not stance.claimed)
        return len({polarity for polarity in told if polarity.is_side}) > 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Holders and targets in their order, and what is known of some pairs of them."""

    holders: tuple[Id, ...] = ()
    targets: tuple[Id, ...] = ()
    cells: Mapping[tuple[Id, Id], Cell] | None = None

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the cell of a holder and a target by their places."""
        return (self.cells or {}).get((self.holders[row], self.targets[column]))


def make_grid(
    stances: Iterable[StanceRow],
    name: Callable[[Id], str],
    *,
    polarity: Polarity | None = None,
    wanted: Callable[[Id], bool] | None = None,
) -> Grid:
    """Lay stances out.

    The targets of most stances come first; holders who stand alike towards them come together.

    Args:
        stances: what counts.
        name: the name of an entity, which decides where nothing else does.
        polarity: only stances of this polarity count.
        wanted: only stances count whose holder or target this is true of.
    """
    gathered: dict[tuple[Id, Id], list[StanceRow]] = {}
    for stance in stances:
        if polarity is not None and stance.polarity is not polarity:
            continue
        if wanted is None or wanted(stance.holder_id) or wanted(stance.target_id):
            gathered.setdefault((stance.holder_id, stance.target_id), []).append(stance)
    cells = {pair: Cell(tuple(found)) for pair, found in gathered.items()}
    holders: Counter[Id] = Counter()
    targets: Counter[Id] = Counter()
    for (holder, target), found in gathered.items():
        holders[holder] += len(found)
        targets[target] += len(found)
    columns = sorted(targets, key=lambda target: (-targets[target], name(target), target))
    rows = sorted(
        holders, key=lambda holder: (_bearing(holder, columns, cells), -holders[holder], name(holder), holder)
    )
    return Grid(tuple(rows), tuple(columns), cells)


def _bearing(holder: Id, columns: Sequence[Id], cells: Mapping[tuple[Id, Id], Cell]) -> tuple[int, ...]:
    """Return how a holder stands towards the first targets, in a way that sorts."""
    found = (cells.get((holder, target)) for target in columns[:_TELLING_TARGETS])
    return tuple(_RANK[cell.polarities[0]] if cell else len(_RANK) for cell in found)
