"""Figures of agreement for people and programs: as lines of text, as JSON, and as a picture of the pairs."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Any

from annotation.compare.agreement import Figure
from annotation.compare.measures import MEASURES, Measure
from storage.agreement import Agreement

PICTURED = "mentions.exact.f1"
"""The measure of the picture."""

_CELL, _HEAD = 84, 150
"""Pixels of a cell of the picture, and beside the cells for names."""

_FULL = (31, 90, 150)
"""The colour of perfect agreement; none at all is white."""


def lines_of(agreement: Agreement) -> Iterator[str]:
    """Yield the figures of the project, pairs and labels as lines of text, then what they mean."""
    yield agreement.scope
    of_project = [figure for figure in agreement.figures if figure.article_id is None]
    for (annotators, label_id), figures in groupby(
        of_project, key=lambda one: (one.annotators, one.label_id)
    ):
        del annotators
        shown = [figure for figure in figures if figure.value is not None]
        if not shown:
            continue
        label = f", only {agreement.labels[label_id]}" if label_id else ""
        yield ""
        yield f"{agreement.whose(shown[0])}{label}"
        for section, of_section in groupby(shown, key=lambda one: one.measure.section):
            yield f"  {section}"
            for figure in of_section:
                yield f"    {figure.measure.name:<44} {value_words(figure):<22} {items_words(figure)}"
    yield ""
    yield "Figures of single articles: --json. What the figures mean:"
    used = {figure.measure for figure in of_project if figure.value is not None}
    for measure in dict.fromkeys(figure.measure for figure in of_project):
        if measure in used:
            yield f"  {measure.name}: {measure.meaning} ({measure.source})"


def value_words(figure: Figure) -> str:
    """Return a figure with its interval, as text; a dash where the measure is not defined."""
    if figure.value is None:
        return "–"
    if figure.low is None or figure.high is None:
        return f"{figure.value:.3f}"
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"


def items_words(figure: Figure) -> str:
    """Return on how many items a figure rests, as text."""
    return f"{figure.items:,} {figure.measure.counted} in {figure.articles:,} articles"


def as_json(agreement: Agreement) -> dict[str, Any]:
    """Return all figures, with those of single articles, for `json.dump`."""
    return {
        "scope": agreement.scope,
        "measures": [_measure(one) for one in dict.fromkeys(figure.measure for figure in agreement.figures)],
        "figures": [_figure(agreement, figure) for figure in agreement.figures],
    }


def _measure(measure: Measure) -> dict[str, str]:
    return {
        "id": measure.id,
        "name": measure.name,
        "meaning": measure.meaning,
        "source": measure.source,
        "items": measure.counted,
    }


def _figure(agreement: Agreement, figure: Figure) -> dict[str, Any]:
    return {
        "measure": figure.measure.id,
        "annotators": [agreement.names[one] for one in figure.annotators],
        "label": figure.label_id and agreement.labels[figure.label_id],
        "article": figure.article_id and agreement.titles[figure.article_id],
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "items": figure.items,
        "articles": figure.articles,
    }


def picture_of(agreement: Agreement, measure_id: str = PICTURED) -> str:
    """Return a matrix of the pairs as an SVG picture: the darker a cell, the more the two agree.

    Args:
        agreement: the figures.
        measure_id: which measure of pairs is drawn.
    """
    measure = next(measure for measure in MEASURES if measure.id == measure_id)
    people = list(agreement.names)
    cells: dict[tuple[str, ...], Figure] = {}
    for figure in agreement.figures:
        of_project = figure.label_id is None and figure.article_id is None
        if figure.measure is measure and len(figure.annotators) == 2 and of_project:
            cells[figure.annotators] = cells[figure.annotators[::-1]] = figure
    side = _HEAD + _CELL * len(people)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side + 10}" height="{side + 40}" '
        'font-family="Noto Sans Devanagari, Noto Sans, sans-serif" font-size="13">',
        f'<rect width="{side + 10}" height="{side + 40}" fill="#ffffff"/>',
        f'<text x="10" y="24" font-size="15" font-weight="bold" fill="#222222">{escape(measure.name)}</text>',
    ]
    for place, person in enumerate(people):
        name = escape(_short(agreement.names[person]))
        middle = _HEAD + _CELL * place + _CELL / 2
        parts.append(f'<text x="{_HEAD - 8}" y="{middle + 5}" text-anchor="end" fill="#222222">{name}</text>')
        parts.append(
            f'<text transform="translate({middle + 4},{_HEAD - 8}) rotate(-40)" fill="#222222">{name}</text>'
        )
    for row, one in enumerate(people):
        for column, other in enumerate(people):
            parts += _cell(cells.get((one, other)), row, column)
    parts.append(
        f'<text x="10" y="{side + 28}" fill="#666666">The number of {measure.counted} is below.</text>'
    )
    return "\n".join([*parts, "</svg>\n"])


def _cell(figure: Figure | None, row: int, column: int) -> Iterator[str]:
    left, top = _HEAD + column * _CELL, _HEAD + row * _CELL
    middle = left + (_CELL - 3) / 2
    if row == column:
        yield _square(left, top, 'fill="#eeeeee"')
    elif figure is None or figure.value is None:
        yield _square(left, top, 'fill="none" stroke="#cccccc"')
        yield _centred(middle, top + _CELL / 2, "–", "#666666", 13)
    else:
        share = min(max(figure.value, 0.0), 1.0)
        red, green, blue = (round(255 + (full - 255) * share) for full in _FULL)
        ink = "#ffffff" if share > 0.55 else "#222222"
        yield _square(left, top, f'fill="#{red:02x}{green:02x}{blue:02x}"')
        yield _centred(middle, top + _CELL / 2, f"{figure.value:.2f}", ink, 13)
        yield _centred(middle, top + _CELL / 2 + 18, f"{figure.items:,}", ink, 11)


def _square(left: float, top: float, look: str) -> str:
    return f'<rect x="{left}" y="{top}" width="{_CELL - 3}" height="{_CELL - 3}" {look}/>'


def _centred(x: float, y: float, text: str, ink: str, size: int) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="middle" font-size="{size}" fill="{ink}">{text}</text>'


def _short(name: str) -> str:
    return name if len(name) <= 16 else f"{name[:15]}…"
