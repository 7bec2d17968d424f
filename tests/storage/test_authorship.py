from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from annotation.changes import Change, add, remove
from annotation.records import Annotator, Mention, new_id
from storage.project import Project
from storage.revisions import authorship

Apply = Callable[..., None]
Make = Callable[..., Mention]


def test_the_log_tells_who_added_a_record_and_who_changed_it_last(
    project: Project, asha: Annotator, bina: Annotator, make_mention: Make, apply: Apply
) -> None:
    began = datetime.now(UTC)
    mention, other = make_mention(), make_mention(5, 9)
    apply(add(mention), add(other))
    between = datetime.now(UTC)
    longer = replace(mention, end=9)
    apply(Change(mention, longer))
    apply(Change(longer, replace(longer, note="x")), annotator_id=bina.id)
    found = project.authorship([mention.id, other.id, new_id()])
    assert set(found) == {mention.id, other.id}
    assert (found[mention.id].added_by, found[mention.id].changed_by) == ("Asha", "Bina")
    assert began <= found[mention.id].added_at <= between <= found[mention.id].changed_at
    assert (found[other.id].added_by, found[other.id].changed_by) == ("Asha", "Asha")
    assert found[other.id].added_at == found[other.id].changed_at
    assert project.authorship([]) == {}


def test_who_added_a_record_stays_known_when_it_was_removed_and_came_back(
    project: Project, asha: Annotator, bina: Annotator, make_mention: Make, apply: Apply
) -> None:
    mention = make_mention()
    apply(add(mention))
    apply(remove(mention), annotator_id=bina.id)
    project.undo(bina.id)
    assert project.authorship([mention.id])[mention.id].added_by == "Asha"
    assert project.authorship([mention.id])[mention.id].changed_by == "Bina"


def test_the_log_is_searched_by_its_index(project: Project, make_mention: Make, apply: Apply) -> None:
    """A plan that scans a table would take a second at a million revisions."""
    statements: list[str] = []
    mention = make_mention()
    apply(add(mention))
    with project._database.reading() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(statements.append)
        assert authorship(connection, [mention.id])
        driver.set_trace_callback(None)
        [sql] = [sql for sql in statements if "revision_change" in sql]
        plan = [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert any("ix_revision_change_record_id" in step for step in plan)
    assert not any("SCAN revision" in step or "SCAN annotator" in step for step in plan)
