"""How long it takes to bring in a project with 100,000 mentions: to plan it, to write it, to plan it again.

Beside it stands what writing the same mentions one by one would take, from a sample of them.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from annotation.changes import add, change_set
from annotation.edits.articles import make_article
from annotation.records import Annotator, Entity, Label, Mention, Record, new_id
from storage.merging import plan_merge
from storage.project import Project

MENTIONS = 100_000
ARTICLES = 500
SAMPLE = 500
TEXT = "नदी के पानी पर दो पड़ोसी देशों का विवाद फिर सामने आया। " * 60


def main() -> None:
    """Make two projects with the same articles, and bring one into the other."""
    total = int(sys.argv[1]) if len(sys.argv) > 1 else MENTIONS
    with TemporaryDirectory() as folder:
        ours = Project.create(Path(folder) / "ours.paksha", "Asha")
        theirs = Project.create(Path(folder) / "theirs.paksha", "Bea")
        _fill(ours, total // 10)
        _fill(theirs, total)
        me = ours.read(Annotator)[0].id
        started = time.perf_counter()
        plan = plan_merge(ours, theirs.path)
        planned = time.perf_counter()
        ours.apply(plan.changes, me)
        applied = time.perf_counter()
        again = plan_merge(ours, theirs.path)
        print(f"{len(plan.changes.changes):,} changes: planned in {planned - started:.1f} s, "
              f"written in {applied - planned:.1f} s; planned again in {time.perf_counter() - applied:.1f} s "
              f"with {len(again.changes.changes)} changes left")  # fmt: skip
        started = time.perf_counter()
        assert ours.undo(me)
        print(f"taken back in {time.perf_counter() - started:.1f} s")
        started = time.perf_counter()
        for change in plan.changes.changes[-SAMPLE:]:
            if isinstance(change.after, Mention):
                alone = Mention(
                    id=new_id(),
                    article_id=change.after.article_id,
                    annotator_id=me,
                    start=change.after.start,
                    end=change.after.end,
                    label_id=change.after.label_id,
                )
                ours.apply(change_set("one", [add(alone)]), me)
        one = (time.perf_counter() - started) / SAMPLE
        print(f"one by one it would be {one * len(plan.changes.changes):.0f} s")
        ours.close()
        theirs.close()


def _fill(project: Project, total: int) -> None:
    me, labels = project.read(Annotator)[0].id, project.read(Label)
    articles = [make_article(f"Article {number}", f"{number} {TEXT}") for number in range(ARTICLES)]
    entities = [Entity(id=new_id(), name=f"देश {number}", label_id=labels[1].id) for number in range(200)]
    records: list[Record] = [*articles, *entities]
    for number in range(total):
        place = number // ARTICLES * 5 % 3_000
        mention = Mention(
            id=new_id(),
            article_id=articles[number % ARTICLES].id,
            annotator_id=me,
            start=place,
            end=place + 4,
            label_id=labels[number % len(labels)].id,
            entity_id=entities[number % 200].id,
        )
        records.append(mention)
    project.apply(change_set("filled", map(add, records)), me)


if __name__ == "__main__":
    main()
