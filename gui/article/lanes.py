"""Which lane each span of a block is drawn in, and how much room the lanes of each line take."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gui.article.spans import Span, inner_first


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes of the view in pixels, all of them derived from its font.

    Attributes:
        top: room above the first line of a block. Never 0: that is where Qt puts a line.
        line_factor: distance of lines without lanes, in heights of a line.
        bar: thickness of a bar.
        name_height: height of a name below its bar.
        lane_gap: between the text and the first bar, and below each name.
        paragraph_gap: below the last line of a paragraph.
    """

    top: int
    line_factor: float
    bar: int
    name_height: int
    lane_gap: int
    paragraph_gap: int

    @property
    def lane_height(self) -> int:
        """From one bar to the next."""
        return self.bar + self.name_height + self.lane_gap

    def line_advance(self, natural_height: float, lanes: int) -> int:
        """From the top of a line to the top of the next.

        Args:
            natural_height: of the line as Qt laid it out.
            lanes: how many of them lie beneath the line.
        """
        plain = round(natural_height * self.line_factor)
        if not lanes:
            return plain
        return max(plain, round(natural_height) + lanes * self.lane_height + 3 * self.lane_gap)


def assign_lanes(spans: Sequence[Span]) -> list[tuple[Span, int]]:
    """Give each span the lowest lane of its group in which it overlaps no other, the inner ones first.

    The lanes of a group come after those of the group before. Within a group a span that contains another one
    always lies in a lane further from the text: whatever kept the inner one out of the lanes before its own
    overlaps the outer one as well.

    Returns:
        Pairs of span and lane (0 is next to the text), the innermost first.
    """
    groups = {span.group for span in spans}
    if len(groups) < 2:
        return _lanes_of_group(spans, 0)
    assigned: list[tuple[Span, int]] = []
    first = 0
    for group in sorted(groups):
        assigned += _lanes_of_group([span for span in spans if span.group == group], first)
        first = 1 + max(lane for _, lane in assigned)
    return assigned


def _lanes_of_group(spans: Sequence[Span], first: int) -> list[tuple[Span, int]]:
    lanes: list[tuple[list[int], list[int]]] = []  # per lane the starts and the ends, both ascending
    assigned: list[tuple[Span, int]] = []
    for span in sorted(spans, key=inner_first):
        lane = place = 0
        for starts, ends in lanes:
            place = bisect_left(starts, span.end)
            if place == 0 or ends[place - 1] <= span.start:
                break
            lane += 1
        else:
            place = 0
            lanes.append(([], []))
        lanes[lane][0].insert(place, span.start)
        lanes[lane][1].insert(place, span.end)
        assigned.append((span, first + lane))
    return assigned


def lanes_per_line(stretches: Iterable[tuple[int, int, int]], line_starts: Sequence[int]) -> list[int]:
    """How many lanes each line of a block needs.

    Args:
        stretches: start, end and lane of each span.
        line_starts: where each line starts, ascending, in the units of the stretches.
    """
    needed = [0] * len(line_starts)
    for start, end, lane in stretches:
        first = max(0, bisect_right(line_starts, start) - 1)
        for number in range(first, bisect_left(line_starts, end)):
            needed[number] = max(needed[number], lane + 1)
    return needed
