import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotation.changes import Change, ChangeSet, add, remove
from annotation.edits import alliances
from annotation.edits.articles import import_articles, make_article
from annotation.names.lookup import NameIndex
from annotation.records import (
    Annotator,
    Article,
    Camp,
    Entity,
    Evidence,
    Label,
    Mention,
    Reason,
    Stance,
    new_id,
)
from annotation.suggest.suggestions import suggest
from annotation.working_set import WorkingSet
from storage.formats.text_files import read_text_file
from storage.project import Project
from storage.workbook.export import export_workbook
from storage.workbook.rows.mentions import left_context, right_context
from tests.storage.workbook.conftest import HINDI, TRICKY_NAME, TRICKY_NOTE, Sample, by_openpyxl, own


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
