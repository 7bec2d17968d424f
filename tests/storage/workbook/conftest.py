import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
import pytest

from annotation.changes import ChangeSet, add
from annotation.edits.articles import make_article
from annotation.records import (
    Alias,
    Annotator,
    Article,
    Camp,
    Entity,
    Evidence,
    GroupMember,
    Id,
    Label,
    Mention,
    Origin,
    Polarity,
    Progress,
    Reason,
    Record,
    Stance,
    Status,
    new_id,
)
from storage.project import Project

Cells: TypeAlias = list[dict[str, object]]


HINDI = "=मादुरो के पक्ष में देश- रूस, चीन, क्यूबा\nअमेरिका ने कहा कि रूस गलत है।"


TRICKY_NAME = "=SUM(A1)"


TRICKY_NOTE = "_x000D_ & <b>\n+1"


@dataclass
class Sample:
    """A project with every kind of correction, and the ids to find things by."""

    project: Project
    annotator: Id
    other: Id
    article: Id
    camps: dict[str, Id]
    stances: dict[str, Id]


def span(word: str, nth: int = 0) -> dict[str, Any]:
    start = [match.start() for match in re.finditer(word, HINDI)][nth]
    return {"start": start, "end": start + len(word)}


def own(article: Article, annotator: Id) -> dict[str, Any]:
    return {"id": new_id(), "article_id": article.id, "annotator_id": annotator}


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    with Project.create(tmp_path / "sample.paksha", "आशा") as project:
        yield filled(project)


def filled(project: Project) -> Sample:
    asha = project.read(Annotator)[0].id
    ravi = Annotator(id=new_id(), name="+Ravi")
    country, person = project.read(Label)[:2]
    article = make_article(
        "=Title",
        HINDI,
        source="@source",
        url="http://example.org",
        published_on=date(2019, 1, 24),
        language="hi",
    )
    plain = make_article("Second", "No mentions here.\n", published_on=date(1857, 5, 10))
    entities = {
        word: Entity(id=new_id(), name=name, label_id=label.id, code=code)
        for word, name, label, code in [
            ("मादुरो", "निकोलस मादुरो", person, "Q34"),
            ("रूस", "रूस", country, "RU"),
            ("चीन", TRICKY_NAME, country, "CN"),
            ("क्यूबा", "क्यूबा", country, "CU"),
            ("अमेरिका", "अमेरिका", country, "US"),
        ]
    }
    records: list[Record] = [ravi, article, plain, *entities.values()]
    records += [
        Alias(id=new_id(), entity_id=entities["रूस"].id, surface=surface) for surface in ("Russia", "Россия")
    ]
    records.append(GroupMember(id=new_id(), group_id=entities["अमेरिका"].id, entity_id=entities["क्यूबा"].id))
    records += [
        Mention(
            **own(article, asha),
            **span(word, nth),
            label_id=entities[word].label_id,
            entity_id=entities[word].id,
            note=note,
            origin=Origin.SUGGESTED,
        )
        for word, nth, note in [("रूस", 1, ""), ("रूस", 0, TRICKY_NOTE), ("चीन", 0, "")]
    ]
    records.append(Mention(**own(article, ravi.id), **span("=मादुरो"), label_id=person.id))
    heading = span("=मादुरो के पक्ष में देश-")
    for_maduro = Camp(
        **own(article, asha),
        target_id=entities["मादुरो"].id,
        polarity=Polarity.SUPPORTS,
        heading_start=heading["start"],
        heading_end=heading["end"],
        origin=Origin.SUGGESTED,
    )
    against = Camp(**own(article, asha), target_id=entities["मादुरो"].id, polarity=Polarity.OPPOSES)
    empty = Camp(**own(article, asha), target_id=None, polarity=Polarity.UNCLEAR, note="nobody yet")
    records += [for_maduro, against, empty]
    where = {
        "रूस": (for_maduro.id, for_maduro.id),
        "चीन": (for_maduro.id, against.id),
        "क्यूबा": (for_maduro.id, None),
        "अमेरिका": (None, against.id),
    }
    outdated = Reason(id=new_id(), name="=पुराना", position=9)
    records.append(outdated)
    stances: dict[str, Id] = {}
    for position, (word, (stated, corrected)) in enumerate(where.items()):
        stance = Stance(
            **own(article, asha),
            holder_id=entities[word].id,
            stated_camp_id=stated,
            camp_id=corrected,
            position=position,
            note="-1" if word == "चीन" else "",
            claimed_by_id=entities["मादुरो"].id if word == "अमेरिका" else None,
            reason_id=outdated.id if word == "क्यूबा" else None,
        )
        stances[word] = stance.id
        records += [stance, Evidence(id=new_id(), stance_id=stance.id, **span(word))]
    records.append(Evidence(id=new_id(), stance_id=stances["रूस"], **span("कि रूस गलत है।")))
    records += [
        Progress(**own(article, asha), status=Status.DONE),
        Progress(**own(article, ravi.id), status=Status.IN_PROGRESS),
    ]
    project.apply(ChangeSet("sample", tuple(map(add, records))), asha)
    camps = {"for": for_maduro.id, "against": against.id, "empty": empty.id}
    return Sample(project, asha, ravi.id, article.id, camps, stances)


def decoded(value: object) -> object:
    if isinstance(value, str):
        return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match.group(1), 16)), value)
    return value


def by_openpyxl(path: Path) -> dict[str, Cells]:
    book = openpyxl.load_workbook(path)
    sheets: dict[str, Cells] = {}
    for page in book.worksheets:
        if page.tables:
            headings, *rows = page.values
            sheets[page.title] = [
                dict(zip(map(str, headings), map(decoded, row), strict=True)) for row in rows
            ]
    return sheets
