from __future__ import annotations

from annotation.checks.all_checks import CHECKS
from annotation.checks.findings import Finding
from annotation.checks.lists import UNDECIDED_LIST
from annotation.checks.mentions import UNLINKED
from annotation.checks.stances import NO_TARGET
from annotation.records import Dismissal, new_id
from gui.models.checks import Outcome, check_lines, column_of, recent_reasons


def finding(
    check: str,
    subject: str,
    *spans: tuple[int, int],
    stances: tuple[str, ...] = (),
    camps: tuple[str, ...] = (),
) -> Finding:
    return Finding(check, subject, f"message {subject}", spans, stance_ids=stances, camp_ids=camps)


def dismissal(of: Finding, reason: str) -> Dismissal:
    return Dismissal(
        id=new_id(), article_id="a", annotator_id="b", check=of.check, subject=of.subject, reason=reason
    )


LATER, EARLIER = finding(UNLINKED, "later", (9, 12)), finding(UNLINKED, "earlier", (3, 4))
NOWHERE, CAMP = finding(UNLINKED, "nowhere"), finding(NO_TARGET, "camp", camps=("camp",))
OUTCOMES = {UNLINKED: Outcome((LATER, NOWHERE, EARLIER)), NO_TARGET: Outcome((CAMP,))}


def test_findings_stand_below_the_title_of_their_check_in_the_order_of_the_text() -> None:
    shown = check_lines(OUTCOMES, (), with_dismissed=False)
    titles = {check.id: check.title for check in CHECKS}
    assert [(line.text, line.count) for line in shown.lines if line.is_title] == [
        (titles[NO_TARGET], 1),
        (titles[UNLINKED], 3),
    ]
    assert [line.finding for line in shown.lines if line.finding] == [CAMP, EARLIER, LATER, NOWHERE]
    assert (shown.open, shown.dismissed) == (4, 0)
    assert len({line.key for line in shown.lines}) == len(shown.lines)


def test_dismissed_findings_are_left_out_or_come_last_with_their_reason() -> None:
    gone = [dismissal(EARLIER, "a nickname"), dismissal(CAMP, "of no matter")]
    shown = check_lines(OUTCOMES, gone, with_dismissed=False)
    assert [line.finding for line in shown.lines if line.finding] == [LATER, NOWHERE]
    assert (shown.open, shown.dismissed) == (2, 2)
    everything = check_lines(OUTCOMES, gone, with_dismissed=True)
    assert [(line.finding, line.reason) for line in everything.lines if line.finding] == [
        (CAMP, "of no matter"),
        (LATER, None),
        (NOWHERE, None),
        (EARLIER, "a nickname"),
    ]
    assert everything.lines[0].count == 0
    assert (everything.open, everything.dismissed) == (2, 2)


def test_those_that_are_not_shown_are_counted() -> None:
    shown = check_lines({UNLINKED: Outcome((LATER,), more=1234)}, (), with_dismissed=False)
    assert shown.open == 1235
    assert shown.lines[0].count == 1235
    assert shown.lines[-1].text == "and 1,234 more"


def test_a_finding_leads_to_the_column_that_it_is_about() -> None:
    assert column_of(EARLIER) is None
    assert column_of(finding(NO_TARGET, "x", camps=("one", "two"), stances=("s",))) == ("one", ("s",))
    assert column_of(finding(UNDECIDED_LIST, "20-30", (20, 30), stances=("s",))) == ("found:20", ())


def test_the_last_reasons_are_offered_once_each_the_latest_first() -> None:
    given = [dismissal(LATER, reason) for reason in ("old", "twice", "", "new", "twice")]
    assert recent_reasons(given) == ["twice", "new", "old"]
