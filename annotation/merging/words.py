"""A plan of bringing projects together in words."""

from __future__ import annotations

from collections.abc import Iterator

from annotation.merging.plan import Line, MergePlan, Outcome
from annotation.records import Evidence, Record

TITLES = {
    Outcome.ADDED: "is added",
    Outcome.UPDATED: "is updated, as they went on from what is here",
    Outcome.REMOVED: "is removed, as they removed what is here",
    Outcome.THERE: "is here already",
    Outcome.CONFLICT: "conflicts; ours stays",
    Outcome.UNMATCHED: "does not match and stays out",
}
"""What becomes of records, after “what …”."""


def kind_words(kind: type[Record], count: int) -> str:
    """Return how many there are of a kind: “2 mentions”."""
    name = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind.__name__).strip()
    if kind is Evidence:
        name = "evidence span"
    if count == 1:
        return f"1 {name}"
    plural = name[:-1] + "ies" if name.endswith("y") else name + ("es" if name.endswith("s") else "s")
    return f"{count:,} {plural}"


def line_words(line: Line) -> str:
    """Return a line in words: “3 mentions in “सूची”: changed here since”."""
    place = f" in “{line.place}”" if line.place else ""
    why = f": {line.why}" if line.why else ""
    return f"{kind_words(line.kind, line.count)}{place}{why}"


def plan_lines(plan: MergePlan) -> Iterator[str]:
    """Yield a plan as lines of text."""
    outcome: Outcome | None = None
    for line in plan.lines:
        if line.outcome is not outcome:
            outcome = line.outcome
            yield f"What {TITLES[outcome]}:"
        yield f"  {line_words(line)}"
    if plan.questions:
        yield "Kept apart, though they may be the same:"
    for question in plan.questions:
        ours = " or ".join(f"“{candidate.name}”" for candidate in question.candidates)
        yield f"  their “{question.entity.name}” and our {ours}: {question.why}"
