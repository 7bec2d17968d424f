"""Any project goes out, is written anew by LibreOffice, and comes back without a change."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotation.changes import add, change_set
from annotation.edits.articles import make_article
from annotation.records import (
    Alias,
    Annotator,
    Camp,
    Entity,
    Evidence,
    Label,
    Mention,
    Polarity,
    Progress,
    Reason,
    Record,
    Stance,
    Status,
    new_id,
)
from annotation.text.graphemes import is_boundary
from storage.project import Project
from storage.workbook.back.importing import preview_workbook
from storage.workbook.back.preview import in_words
from storage.workbook.export import export_workbook

TRICKY = (
    "=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "#REF!", "TRUE", "007", "1e5", "1/2", "2024-05-31", "'", "'=1",
    "_x000D_", "_x005F_x000D_",
    "a\tb", "a\rb", "a\r\nb", "\n", " lead", "trail ", "  ", "\x01\x1f", "\x7f\x85",
    "\u2028\u2029", "\ufeff", "\ufffe\uffff", "🌊", "𝔘\U0010ffff", "क्ष\u200dत्रिय", "\u202eabc\u202c",
    "e\u0301",
    "<b>&amp;</b>", "]]>", '"', "\u00a0", "9" * 20, "क" * 40_000, "🌊" * 17_000,
)  # fmt: skip
"""What spreadsheets take for something else, cut, or cannot hold."""

texts = st.one_of(st.sampled_from(TRICKY), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
names = texts.filter(lambda text: text.strip() != "")


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@st.composite
def projects(draw: st.DrawFn) -> list[Record]:
    """Draw what a project may hold besides its first annotator and labels."""
    label = Label(id=new_id(), name=draw(names), colour="#336699", position=90)
    other = Annotator(id=new_id(), name=draw(names))
    reason = Reason(id=new_id(), name=draw(names))
    entities = [
        Entity(id=new_id(), name=draw(names), label_id=label.id, code=draw(texts), note=draw(texts))
        for _ in range(draw(st.integers(1, 3)))
    ]
    aliases = [Alias(id=new_id(), entity_id=entities[0].id, surface=draw(names)) for _ in range(2)]
    records: list[Record] = [label, other, reason, *entities, *aliases]
    entity_ids = st.sampled_from([entity.id for entity in entities])
    for _ in range(draw(st.integers(1, 2))):
        article = make_article(
            draw(names),
            draw(names),
            source=draw(texts),
            url=draw(texts),
            published_on=draw(st.none() | st.dates(date(1900, 3, 1), date(2999, 1, 1))),
        )
        places = [
            place for place in range(min(len(article.text), 200) + 1) if is_boundary(article.text, place)
        ]
        spans = st.tuples(st.sampled_from(places), st.sampled_from(places)).filter(
            lambda span: span[0] < span[1]
        )
        records.append(article)
        records.append(
            Progress(
                id=new_id(),
                article_id=article.id,
                annotator_id=other.id,
                status=draw(st.sampled_from(Status)),
            )
        )
        for _ in range(draw(st.integers(0, 3))):
            start, end = draw(spans)
            records.append(
                Mention(
                    id=new_id(),
                    article_id=article.id,
                    annotator_id=other.id,
                    start=start,
                    end=end,
                    label_id=label.id,
                    entity_id=draw(st.none() | entity_ids),
                    note=draw(texts),
                )
            )
        camp = Camp(
            id=new_id(),
            article_id=article.id,
            annotator_id=other.id,
            target_id=draw(st.none() | entity_ids),
            polarity=draw(st.sampled_from(Polarity)),
            note=draw(texts),
        )
        records.append(camp)
        for position in range(draw(st.integers(0, 3))):
            stance = Stance(
                id=new_id(),
                article_id=article.id,
                annotator_id=other.id,
                holder_id=draw(entity_ids),
                stated_camp_id=draw(st.sampled_from([None, camp.id])),
                camp_id=camp.id,
                position=position,
                note=draw(texts),
                claimed_by_id=draw(st.none() | entity_ids),
                reason_id=draw(st.sampled_from([None, reason.id])),
            )
            start, end = draw(spans)
            records += [stance, Evidence(id=new_id(), stance_id=stance.id, start=start, end=end)]
    return records


def come_back(records: list[Record], *, through_libreoffice: bool) -> list[str]:
    """Return what the preview says of a project's workbook that nobody edited."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Project.create(folder / "any.paksha", "First") as project:
            me = project.read(Annotator)[0].id
            project.apply(change_set("everything", map(add, records)), me)
            workbook = folder / "any.xlsx"
            export_workbook(project, workbook)
            if through_libreoffice:
                workbook = _written_anew(workbook, folder)
            preview = preview_workbook(project, workbook, me)
        assert preview is not None
        return [in_words(item) for item in preview.items]


def _written_anew(workbook: Path, folder: Path) -> Path:
    there = folder / "there"
    profile = Path(tempfile.gettempdir(), "paksha-tests-libreoffice")
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(there), str(workbook)], check=True, capture_output=True, timeout=180
    )
    return there / workbook.name


@given(records=projects())
@settings(deadline=None, suppress_health_check=SLOW, max_examples=25)
def test_a_workbook_that_nobody_edited_says_nothing(records: list[Record]) -> None:
    assert come_back(records, through_libreoffice=False) == []


NEEDS_LIBREOFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@NEEDS_LIBREOFFICE
def test_nor_does_one_with_mentions_that_are_not_linked() -> None:
    article = make_article("बाँध", "भारत ने बाँध बनाया।")
    label = Label(id=new_id(), name="Thing", colour="#336699", position=90)
    somebody = Annotator(id=new_id(), name="Bea")
    mention = Mention(
        id=new_id(), article_id=article.id, annotator_id=somebody.id, start=0, end=4, label_id=label.id
    )
    records: list[Record] = [label, somebody, article, mention]
    assert come_back(records, through_libreoffice=True) == []


@NEEDS_LIBREOFFICE
@given(records=projects())
@settings(deadline=None, suppress_health_check=SLOW, max_examples=3)
def test_nor_does_one_that_libreoffice_has_written_anew(records: list[Record]) -> None:
    assert come_back(records, through_libreoffice=True) == []


@NEEDS_LIBREOFFICE
@pytest.mark.stress
@given(records=projects())
@settings(deadline=None, suppress_health_check=SLOW, max_examples=150)
def test_nor_do_very_many(records: list[Record]) -> None:
    assert come_back(records, through_libreoffice=True) == []
