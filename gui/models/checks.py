"""What the checks panel shows: findings below the title of their check, those dismissed with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotation.checks.all_checks import CHECKS
from annotation.checks.findings import Finding
from annotation.checks.lists import UNDECIDED_LIST
from annotation.records import Dismissal, Id
from gui.models.alliances import found_key
from gui.widgets.plain_text import one_line

MOST_REASONS = 8
"""Reasons of the last time that are offered."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check found; `more` is how many open findings there are beside these."""

    findings: tuple[Finding, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line: the title of a check, a finding, or how many more there are.

    `count` is that of the open findings below a title. `reason` is why a finding was dismissed, None while it
    is open.
    """

    key: str
    text: str
    finding: Finding | None = None
    reason: str | None = None
    is_title: bool = False
    count: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the line is a finding that was not dismissed."""
        return self.finding is not None and self.reason is None


@dataclass(frozen=True, slots=True)
class CheckLines:
    """The lines, and how many findings are open and dismissed, shown or not."""

    lines: tuple[CheckLine, ...] = ()
    open: int = 0
    dismissed: int = 0


def check_lines(
    outcomes: Mapping[str, Outcome], dismissals: Iterable[Dismissal], *, with_dismissed: bool
) -> CheckLines:
    """Return what is shown of the findings: by check, in the order of the text, those dismissed last."""
    reasons = {dismissal_key(dismissal): dismissal.reason for dismissal in dismissals}
    lines: list[CheckLine] = []
    open_count = dismissed_count = 0
    for check in CHECKS:
        outcome = outcomes.get(check.id, Outcome())
        findings = sorted(outcome.findings, key=lambda finding: finding.spans[:1] or ((1 << 62, 0),))
        still = [_line(finding) for finding in findings if _key(finding) not in reasons]
        gone = [_line(finding, reasons[_key(finding)]) for finding in findings if _key(finding) in reasons]
        number = len(still) + outcome.more
        open_count += number
        dismissed_count += len(gone)
        shown = [*still, *gone] if with_dismissed else still
        if not shown:
            continue
        lines.append(CheckLine(check.id, check.title, is_title=True, count=number))
        lines += shown
        if outcome.more:
            lines.append(CheckLine(f"{check.id}:more", f"and {outcome.more:,} more"))
    return CheckLines(tuple(lines), open_count, dismissed_count)


def dismissal_key(dismissal: Dismissal) -> tuple[str, str]:
    """Return which finding a dismissal is of."""
    return dismissal.check, dismissal.subject


def column_of(finding: Finding) -> tuple[str, tuple[Id, ...]] | None:
    """Return the column of the alliance panel that a finding is about, and the members in it; None: none."""
    if finding.check == UNDECIDED_LIST:
        return found_key(finding.spans[0][0]), ()
    if finding.camp_ids:
        return finding.camp_ids[0], finding.stance_ids
    return None


def recent_reasons(dismissals: Sequence[Dismissal]) -> list[str]:
    """Return the reasons given last, the latest first; `dismissals` stand in the order of their giving."""
    reasons = (one_line(dismissal.reason) for dismissal in reversed(dismissals))
    return list(dict.fromkeys(filter(None, reasons)))[:MOST_REASONS]


def _line(finding: Finding, reason: str | None = None) -> CheckLine:
    return CheckLine(":".join(_key(finding)), finding.message, finding=finding, reason=reason)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.check, finding.subject
