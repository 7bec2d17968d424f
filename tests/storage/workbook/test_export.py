import csv
import errno
import gc
import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
import pytest
import python_calamine

from annotation.changes import Change, ChangeSet, add, remove
from annotation.edits import alliances
from annotation.edits.articles import import_articles, make_article
from annotation.errors import PersonError, SurroundingsError
from annotation.names.lookup import NameIndex
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
from annotation.suggest.suggestions import suggest
from annotation.working_set import WorkingSet
from storage.formats.text_files import read_text_file
from storage.project import Project
from storage.workbook import whole_file
from storage.workbook.choice import Choice, SheetChoice
from storage.workbook.export import export_workbook
from storage.workbook.exported import ABOUT
from storage.workbook.plans import EXPORTED
from storage.workbook.rows.mentions import left_context, right_context

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


def test_every_sheet_says_what_the_project_holds(sample: Sample, tmp_path: Path) -> None:
    assert export_workbook(sample.project, tmp_path / "out.xlsx")
    sheets = by_openpyxl(tmp_path / "out.xlsx")
    assert list(sheets) == [
        "Articles",
        "Mentions",
        "Entities",
        "Stances",
        "Alliances",
        "Alliance matrix",
        "History of changes",
    ]
    first, ravis, second = sheets["Articles"]
    assert first["Id"] == ravis["Id"] == sample.article
    assert (first["Title"], first["Source"], first["Language"]) == ("=Title", "@source", "hi")
    assert str(first["Date"]) == "2019-01-24 00:00:00"
    assert [(row["Annotator"], row["Status"]) for row in (first, ravis, second)] == [
        ("आशा", "done"),
        ("+Ravi", "in progress"),
        ("आशा", "new"),  # nobody has anything in it
    ]
    counts = ("Characters", "Mentions", "Stances", "Camps")
    assert [first[name] for name in counts] == [len(HINDI), 3, 3, 3]
    assert [ravis[name] for name in counts] == [len(HINDI), 1, 0, 0]
    assert (first["Text"], ravis["Text"]) == (HINDI, None)
    assert (second["Date"], second["Mentions"]) == ("1857-05-10", 0)
    assert second["Text"] == "No mentions here.\n"


def test_mentions_stand_in_reading_order_with_their_context(sample: Sample, tmp_path: Path) -> None:
    export_workbook(sample.project, tmp_path / "out.xlsx")
    rows = by_openpyxl(tmp_path / "out.xlsx")["Mentions"]
    assert [(row["Annotator"], row["Text"]) for row in rows] == [
        ("आशा", "रूस"),
        ("आशा", "चीन"),
        ("आशा", "रूस"),
        ("+Ravi", "=मादुरो"),
    ]
    russia, china, _, maduro = rows
    assert HINDI[int(str(russia["Start"])) : int(str(russia["End"]))] == "रूस"
    assert (russia["Entity"], russia["Code"], russia["Note"]) == ("रूस", "RU", TRICKY_NOTE)
    assert (russia["Left context"], russia["Origin"]) == ("=मादुरो के पक्ष में देश-", "suggested and accepted")
    assert russia["Right context"] == ", चीन, क्यूबा अमेरिका ने कहा कि रूस गलत"
    assert china["Entity"] == TRICKY_NAME
    assert (maduro["Entity"], maduro["Start"], maduro["Left context"]) == (None, 0, None)
    assert {row["Article id"] for row in rows} == {sample.article}
    (revision,) = sample.project.revisions(1)
    assert {str(row["Created"]) for row in rows} == {f"{revision.at:%Y-%m-%d %H:%M:%S}"}
    assert [row["Context"] for row in rows][2:] == [
        "देश- रूस, चीन, क्यूबा अमेरिका ने कहा कि रूस गलत है।",
        "=मादुरो के पक्ष में देश- रूस, चीन,",
    ]


def test_entities_have_their_names_members_and_counts(sample: Sample, tmp_path: Path) -> None:
    export_workbook(sample.project, tmp_path / "out.xlsx")
    rows = {row["Name"]: row for row in by_openpyxl(tmp_path / "out.xlsx")["Entities"]}
    russia = rows["रूस"]
    assert (russia["Aliases"], russia["Mentions"], russia["Articles"]) == ("Russia\nРоссия", 2, 1)
    assert rows["अमेरिका"]["Members"] == "क्यूबा"
    assert (rows["निकोलस मादुरो"]["Mentions"], rows["निकोलस मादुरो"]["Code"]) == (0, "Q34")


def test_stances_are_those_that_the_annotator_left_standing(sample: Sample, tmp_path: Path) -> None:
    export_workbook(sample.project, tmp_path / "out.xlsx")
    rows = {row["Id"]: row for row in by_openpyxl(tmp_path / "out.xlsx")["Stances"]}
    assert set(rows) == {sample.stances[word] for word in ("रूस", "चीन", "अमेरिका")}
    russia, china = rows[sample.stances["रूस"]], rows[sample.stances["चीन"]]
    assert (russia["Holder"], russia["Polarity"], russia["Target"]) == ("रूस", "supports", "निकोलस मादुरो")
    assert russia["Evidence"] == "रूस\nकि रूस गलत है।"
    start = HINDI.index("कि रूस")
    positions = [f"{HINDI.index('रूस')}–{HINDI.index('रूस') + 3}", f"{start}–{start + 14}"]
    assert russia["Evidence positions"] == "\n".join(positions)
    assert (china["Holder"], china["Polarity"], china["Note"]) == (TRICKY_NAME, "opposes", "-1")
    assert [rows[sample.stances[word]]["Claimed by"] for word in ("रूस", "अमेरिका")] == [
        None,
        "निकोलस मादुरो",
    ]


def test_alliances_put_stated_beside_corrected(sample: Sample, tmp_path: Path) -> None:
    export_workbook(sample.project, tmp_path / "out.xlsx")
    rows = by_openpyxl(tmp_path / "out.xlsx")["Alliances"]
    stated, moved = "supports निकोलस मादुरो", "opposes निकोलस मादुरो"
    shown = ("As written", "Code", "Position", "Stated camp", "Corrected camp", "Correction")
    # Camps without a heading come before the lists of the text.
    assert [tuple(row[name] for name in shown) for row in rows] == [
        (None, "US", 4, None, moved, "added"),  # its evidence is not tagged: it may be a whole sentence
        ("रूस", "RU", 1, stated, stated, "kept"),
        ("चीन", "CN", 2, stated, moved, "moved"),
        ("क्यूबा", "CU", 3, stated, None, "removed"),
        (None, None, None, "unclear –", None, None),
    ]
    assert rows[1]["Heading"] == "=मादुरो के पक्ष में देश-"
    assert (rows[2]["Camp target"], rows[2]["Polarity"]) == ("निकोलस मादुरो", "supports")
    assert [row["Reason"] for row in rows] == [None, None, None, "=पुराना", None]
    assert (rows[4]["Polarity"], rows[4]["Note"], rows[4]["Id"]) == ("unclear", "nobody yet", None)


def test_a_removed_camp_that_comes_back_has_its_members_written_as_before(
    sample: Sample, tmp_path: Path
) -> None:
    camp = sample.camps["for"]
    export_workbook(sample.project, tmp_path / "before.xlsx")
    kinds = (Article, Entity, Camp, Stance, Evidence, Reason)
    records = WorkingSet(sample.project.read_together(kinds))
    sample.project.apply(alliances.remove_camp(records, records.get(Camp, camp)), sample.annotator)
    sample.project.undo(sample.annotator)
    export_workbook(sample.project, tmp_path / "after.xlsx")
    before, after = by_openpyxl(tmp_path / "before.xlsx"), by_openpyxl(tmp_path / "after.xlsx")
    assert (after["Alliances"], after["Stances"]) == (before["Alliances"], before["Stances"])


def test_openpyxl_and_calamine_read_the_same(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    export_workbook(sample.project, path)
    book = python_calamine.load_workbook(path)
    for name, rows in by_openpyxl(path).items():
        headings, *read = book.get_sheet_by_name(name).to_python()
        assert headings == list(rows[0])
        for row, cells in zip(rows, read, strict=True):
            expected = [
                value.date() if isinstance(value, datetime) and value.time() == time() else value
                for value in row.values()
            ]
            assert [None if cell == "" else cell for cell in cells] == expected


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_sheet(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    export_workbook(sample.project, path)
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = (tmp_path / "profile").as_uri()
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", options, str(path)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert "Error" not in done.stdout + done.stderr
    for name, rows in by_openpyxl(path).items():
        with (tmp_path / f"out-{name}.csv").open(encoding="utf-8", newline="") as file:
            headings, *read = csv.reader(file)
        assert headings == list(rows[0])
        for row, cells in zip(rows, read, strict=True):
            texts = ["" if value is None else str(value).removesuffix(" 00:00:00") for value in row.values()]
            assert cells == texts, name


def test_an_empty_project_is_exported_with_its_headings(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.paksha", "Asha") as project:
        assert export_workbook(project, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    pages = [page for page in book.worksheets if page.tables]
    # Labels and reasons of a new project are told in its history.
    assert [page.max_row for page in pages[:-1]] == [1] * 6
    assert all(page.freeze_panes == "A2" for page in pages)
    assert [table.ref for page in pages[:2] for table in page.tables.values()] == ["A1:N2", "A1:R2"]


def test_an_article_longer_than_a_cell_is_exported_whole(tmp_path: Path) -> None:
    text = "लंबा 😀 लेख।\n" * 8000
    with Project.create(tmp_path / "p.paksha", "Asha") as project:
        annotator = project.read(Annotator)[0].id
        project.apply(ChangeSet("long", (add(make_article("Long", text)),)), annotator)
        export_workbook(project, tmp_path / "out.xlsx")
    (row,) = by_openpyxl(tmp_path / "out.xlsx")["Articles"]
    parts = [str(value) for name, value in row.items() if name.startswith("Text")]
    first = list(row).index("Text")
    assert list(row)[first:-1] == ["Text", *(f"Text {part}" for part in range(2, len(parts) + 1))]
    assert "".join(parts) == text


def test_progress_is_told_and_ends_at_the_whole(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_file, "BETWEEN_REPORTS", 4)
    told: list[tuple[int, int]] = []
    path = tmp_path / "out.xlsx"
    export_workbook(sample.project, path, progress=lambda done, total: told.append((done, total)))
    total = told[-1][1]
    assert told[0] == (0, 0)  # while the rows are counted
    counted = [step for step in told if step != (0, 0)]
    assert counted[-1] == (total, total)
    assert [done for done, _ in counted[:-1]] == list(range(4, total + 1, 4))


def test_cancelling_leaves_the_earlier_workbook_and_nothing_else(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "books" / "out.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"earlier")
    assert not export_workbook(sample.project, path, cancelled=lambda: True)
    assert path.read_bytes() == b"earlier"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="a limit on files is a Unix thing")
def test_a_disk_that_fills_up_leaves_the_earlier_workbook(sample: Sample, tmp_path: Path) -> None:
    import resource

    path = tmp_path / "books" / "out.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"earlier")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    long = make_article("Long", os.urandom(100_000).hex())
    sample.project.apply(ChangeSet("long", (add(long),)), sample.annotator)
    # Enough for the temporary files, and not for the whole workbook.
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, hard))
    try:
        with pytest.raises(SurroundingsError, match=r"out\.xlsx.*left as it was"):
            export_workbook(sample.project, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_bytes() == b"earlier"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="a limit on files is a Unix thing")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of a generator of openpyxl's
def test_no_room_for_temporary_files_is_a_sentence(sample: Sample, tmp_path: Path) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(SurroundingsError, match=r"out\.xlsx.*cannot be written"):
            export_workbook(sample.project, tmp_path / "out.xlsx")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    gc.collect()
    assert not list(tmp_path.glob("*.xlsx*"))


def test_what_cannot_be_written_is_a_sentence(sample: Sample, tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError, match=r"out\.xlsx.*folder.*does not exist"):
        export_workbook(sample.project, tmp_path / "gone" / "out.xlsx")
    with pytest.raises(PersonError, match=r"does not end in \.xlsx"):
        export_workbook(sample.project, sample.project.path)
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(PersonError, match="is a folder"):
        export_workbook(sample.project, tmp_path / "folder.xlsx")
    with pytest.raises(SurroundingsError, match="cannot be written"):
        export_workbook(sample.project, tmp_path / ("x" * 300 + ".xlsx"))


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EACCES, "close it there"), (errno.ENOSPC, "disk is full"), (errno.EIO, "left as it was")],
)
def test_the_last_step_failing_leaves_the_earlier_workbook(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "books" / "out.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"earlier")

    def refuse(_: Path, target: Path) -> None:
        raise OSError(number, os.strerror(number), target)

    monkeypatch.setattr(Path, "replace", refuse)  # as Windows does while Excel has the workbook open
    with pytest.raises(SurroundingsError, match=words):
        export_workbook(sample.project, path)
    assert list(path.parent.iterdir()) == [path]
    assert path.read_bytes() == b"earlier"


@pytest.mark.parametrize(
    ("text", "start", "end", "left", "right"),
    [
        ("a b", 2, 3, "a", ""),
        ("x" * 50 + " word " + "y" * 50, 51, 55, "x" * 39, "y" * 39),
        ("one " * 30 + "HERE" + " two" * 30, 120, 124, "one " * 9 + "one", "two " * 9 + "two"),
        ("a\n\nb HERE c\nd", 5, 9, "a b", "c d"),
    ],
)
def test_context_is_whole_words_on_one_line(text: str, start: int, end: int, left: str, right: str) -> None:
    assert left_context(text, start) == left
    assert right_context(text, end) == right


def test_the_matrix_says_who_stands_how_and_where_that_contradicts(sample: Sample, tmp_path: Path) -> None:
    (russia,) = [row for row in sample.project.stance_rows() if row.id == sample.stances["रूस"]]
    against = Stance(
        id=new_id(),
        article_id=sample.article,
        annotator_id=sample.annotator,
        holder_id=russia.holder_id,
        camp_id=sample.camps["against"],
    )
    sample.project.apply(ChangeSet("more", (add(against),)), sample.annotator)
    export_workbook(sample.project, tmp_path / "out.xlsx")
    rows = {row["Entity"]: row for row in by_openpyxl(tmp_path / "out.xlsx")["Alliance matrix"]}
    assert rows["रूस"]["निकोलस मादुरो"] == "conflict: supports 1, opposes 1"
    assert rows[TRICKY_NAME]["निकोलस मादुरो"] == "opposes"
    assert "क्यूबा" not in rows  # it was removed from its list


def test_the_history_tells_fields_in_words_also_of_what_is_gone(sample: Sample, tmp_path: Path) -> None:
    project = sample.project
    person, country = project.read(Label)[:2]
    entity = Entity(id=new_id(), name="भारत", label_id=person.id)
    better = replace(entity, label_id=country.id)
    mention = Mention(
        **own(project.read(Article)[0], sample.annotator),
        start=0,
        end=3,
        label_id=person.id,
        entity_id=entity.id,
    )
    project.apply(ChangeSet("added", (add(entity), add(mention))), sample.annotator)
    project.apply(ChangeSet("labelled", (Change(entity, better),)), sample.annotator)
    project.apply(ChangeSet("removed", (remove(mention), remove(better))), sample.annotator)
    project.undo(sample.annotator)
    project.redo(sample.annotator)
    export_workbook(project, tmp_path / "out.xlsx")
    rows = by_openpyxl(tmp_path / "out.xlsx")["History of changes"]
    (edit,) = [row for row in rows if row["Action"] == "labelled"]
    told = [edit[name] for name in ("Who", "What", "Before", "After")]
    assert told == ["आशा", "entity", f"label: {person.name}", f"label: {country.name}"]
    gone = next(row for row in rows if row["Action"] == "removed" and row["What"] == "mention")
    assert "entity: भारत" in str(gone["Before"])
    assert gone["After"] is None
    assert {"took back: removed", "did again: removed"} <= {row["Action"] for row in rows}


def test_only_what_was_chosen_is_exported(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    export_workbook(sample.project, path, Choice(annotators=(sample.other,)))
    sheets = by_openpyxl(path)
    assert [row["Annotator"] for row in sheets["Mentions"]] == ["+Ravi"]
    assert [row["Annotator"] for row in sheets["Articles"]] == ["+Ravi", "+Ravi"]
    assert sheets["Alliances"] == sheets["Stances"] == sheets["Alliance matrix"] == []
    kinds = [row["What"] for row in sheets["History of changes"]]
    assert (kinds.count("mention"), kinds.count("stance"), kinds.count("entity")) == (1, 0, 5)

    second = sample.project.read(Article)[1].id
    export_workbook(sample.project, path, Choice(articles=(second, new_id())))
    sheets = by_openpyxl(path)
    assert [row["Id"] for row in sheets["Articles"]] == [second]
    assert sheets["Mentions"] == []
    assert {row["Mentions"] for row in sheets["Entities"]} == {0}
    with pytest.raises(PersonError, match="None of the chosen articles"):
        export_workbook(sample.project, path, Choice(articles=(new_id(),)))


def test_columns_stand_in_the_order_chosen_and_ids_are_never_missing(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    choice = Choice(
        sheets=(SheetChoice("mentions", ("note", "label", "article")), SheetChoice("articles", ("title",)))
    )
    export_workbook(sample.project, path, choice)
    sheets = by_openpyxl(path)
    assert list(sheets) == ["Mentions", "Articles"]
    assert list(sheets["Mentions"][0]) == ["Note", "Label", "Article", "Id"]
    assert list(sheets["Articles"][0]) == ["Title", "Id", "Annotator id"]
    link = openpyxl.load_workbook(path)["Mentions"]["C2"].hyperlink
    assert link is not None
    assert link.location == "'Articles'!A2"


def test_rows_lead_to_their_article(sample: Sample, tmp_path: Path) -> None:
    record = make_article("Third", "रूस ने कहा")
    mention = Mention(**own(record, sample.other), start=0, end=3, label_id=sample.project.read(Label)[0].id)
    sample.project.apply(ChangeSet("third", (add(record), add(mention))), sample.annotator)
    export_workbook(sample.project, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    articles = [row[0].value for row in book["Articles"].iter_rows()]
    for name in ("Mentions", "Stances", "Alliances"):
        rows = list(book[name].iter_rows(min_row=2))
        for row in rows:
            link = row[1].hyperlink
            assert link is not None
            found = int(str(link.location).rpartition("A")[2])
            assert articles.index(row[-2 if name == "Mentions" else -1].value) == found - 1
    assert record.id in [row[-2].value for row in book["Mentions"].iter_rows()]


def test_what_was_exported_is_kept_out_of_sight(sample: Sample, tmp_path: Path) -> None:
    export_workbook(sample.project, tmp_path / "out.xlsx")
    page = openpyxl.load_workbook(tmp_path / "out.xlsx")[EXPORTED]
    assert page.sheet_state == "veryHidden"
    rows = [tuple(map(decoded, row)) for row in page.iter_rows(min_row=2, values_only=True)]
    about = {row[1]: row[2] for row in rows if row[0] == ABOUT}
    assert about["project"] == sample.project.id
    assert Choice.from_dict(json.loads(str(about["choice"]))) == Choice()
    kept = {(row[0], row[1]): json.loads(str(row[2])) for row in rows if row[0] != ABOUT}
    assert kept["alliances", sample.stances["क्यूबा"]] == {"entity": "क्यूबा", "reason": "=पुराना"}
    assert kept["articles", f"{sample.article}:{sample.other}"]["status"] == "in progress"
    notes = [cells.get("note") for (sheet, _), cells in kept.items() if sheet == "mentions"]
    assert sorted(filter(None, notes)) == [TRICKY_NOTE]
    assert len([sheet for sheet, _ in kept if sheet == "alliances"]) == 4  # not the camp without members


def test_cells_are_chosen_from_lists_and_coloured(sample: Sample, tmp_path: Path) -> None:
    export_workbook(sample.project, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    found = {
        (name, validation.formula1): str(validation.sqref)
        for name in ("Articles", "Mentions", "Stances", "Alliances")
        for validation in book[name].data_validations.dataValidation
    }
    assert found["Mentions", "list_labels"] == "D2:D5"
    assert found["Stances", "list_polarities"] == "G2:G4"
    assert found["Alliances", "list_camps"] == "L2:L6"
    assert found["Articles", "list_statuses"] == "H2:H4"
    (_, cells) = next(iter(book.defined_names["list_camps"].destinations))
    lists: Any = book["Lists"]
    camps = [row[0].value for row in lists[cells]]
    assert camps == ["opposes निकोलस मादुरो", "supports निकोलस मादुरो"]
    rules = {
        rule.formula[0]: rule.dxf.fill.bgColor.rgb
        for cells in book["Mentions"].conditional_formatting
        for rule in cells.rules
    }
    colours = {f'"{label.name}"': f"00{label.colour[1:].upper()}" for label in sample.project.read(Label)}
    assert rules == colours
    assert book.properties.creator == "Paksha"


def test_the_corrected_lists_of_the_real_article_stand_in_the_workbook(
    shared_data: Path, tmp_path: Path
) -> None:
    text = read_text_file(shared_data / "venezuela-hi.txt").text
    article = make_article("वेनेजुएला", text, language="hi")
    with Project.create(tmp_path / "p.paksha", "Asha") as project:
        asha = project.read(Annotator)[0].id
        project.apply(import_articles([article], ())[0], asha)
        records = WorkingSet(project.names())
        names = NameIndex((entity.name, entity.id) for entity in records.all(Entity))
        accepted = alliances.accept(records, names, article, asha, suggest(text).camps)
        project.apply(accepted, asha)
        records.apply(accepted)
        first, second = records.all(Camp)
        moved, removed = records.where(Stance, "camp_id", first.id)[:2]
        project.apply(alliances.move_members(records, [moved], second), asha)
        project.apply(alliances.remove_members(records, [removed]), asha)
        export_workbook(project, tmp_path / "out.xlsx")
    sheets = by_openpyxl(tmp_path / "out.xlsx")
    gold = json.loads((shared_data / "venezuela-hi.gold.json").read_text(encoding="utf-8"))
    members = [member for camp in gold["lists"] for member in camp["members"]]
    rows = sheets["Alliances"]
    assert [row["Code"] for row in rows] == [member["code"] for member in members]
    assert [row["As written"] for row in rows] == [member["text"] for member in members]
    assert [row["Correction"] for row in rows] == ["moved", "removed"] + ["kept"] * 25
    assert rows[0]["Corrected camp"] == rows[-1]["Stated camp"]
    assert len(sheets["Stances"]) == 26
    (union,) = [row for row in rows if row["Code"] == "EU"]
    assert "27" in str(union["Note"])
