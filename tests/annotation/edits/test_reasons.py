from __future__ import annotations

import pytest

from annotation.changes import ChangeSet
from annotation.edits.reasons import default_reasons, edit_reasons, give_reason, reasons_in
from annotation.errors import PersonError
from annotation.records import Entity, Reason, Stance, new_id
from annotation.working_set import WorkingSet


def stance_of(holder: Entity) -> Stance:
    return Stance(id=new_id(), article_id=new_id(), annotator_id=new_id(), holder_id=holder.id)


def applied(records: WorkingSet, changes: ChangeSet) -> WorkingSet:
    records.apply(changes)
    return records


def test_the_first_reason_given_in_an_older_project_brings_the_usual_list_with_it() -> None:
    chile = Entity(id=new_id(), name="Chile", label_id=new_id())
    stance = stance_of(chile)
    records = WorkingSet([chile, stance])
    outdated = next(reason for reason in reasons_in(records) if reason.name == "Outdated")
    changes = give_reason(records, [stance], outdated)
    assert changes.title == "gave “Outdated” as the reason for Chile"
    applied(records, changes)
    assert records.get(Stance, stance.id).reason_id == outdated.id
    assert [reason.name for reason in reasons_in(records)] == [reason.name for reason in default_reasons()]
    assert len(give_reason(records, [records.get(Stance, stance.id)], None).changes) == 1


def test_reasons_are_renamed_ordered_added_and_removed_in_one_step() -> None:
    first, second, third = default_reasons()[:3]
    records = WorkingSet([first, second, third])
    changes = edit_reasons(records, [(third, third.name), (None, " न  सुलझा "), (first, "Mistake")])
    applied(records, changes)
    assert [reason.name for reason in reasons_in(records)] == [third.name, "न सुलझा", "Mistake"]
    assert records.find(Reason, second.id) is None
    assert records.get(Reason, first.id).name == "Mistake"


@pytest.mark.parametrize(("names", "message"), [(["Other", " "], "empty"), (["Other", "OTHER"], "twice")])
def test_a_reason_needs_a_name_of_its_own(names: list[str], message: str) -> None:
    with pytest.raises(PersonError, match=message):
        edit_reasons(WorkingSet(), [(None, name) for name in names])
