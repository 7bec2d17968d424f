from __future__ import annotations

import sqlite3
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from annotation.records import RECORD_TYPES, Article, Camp, Comment, Polarity, Record, sha256_of
from storage.codec import codec
from storage.project import Project
from storage.tables import KINDS, TABLES


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_a_table_has_the_fields_of_its_record_in_their_order(kind: type[Record]) -> None:
    names = [field.name for field in fields(kind) if not (kind is Article and field.name == "text")]
    assert list(TABLES[kind].c.keys()) == names
    assert list(codec(kind).columns) == names
    assert KINDS[TABLES[kind].name] is kind


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_a_field_that_may_be_none_is_a_column_that_may_be_null(kind: type[Record]) -> None:
    for field in fields(kind):
        if field.name in TABLES[kind].c:
            assert TABLES[kind].c[field.name].nullable == ("None" in str(field.type)), field.name


def test_dates_times_enums_and_truth_values_come_back_as_they_went() -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    article = Article(
        id="a",
        title="",
        published_on=date(2026, 1, 31),
        text="अ",
        sha256=sha256_of("अ"),
        imported_at=datetime(2026, 2, 1, 12, 30, 1, 5, tzinfo=india),
    )
    row = codec(Article).encode(article)
    assert row[4:] == ("2026-01-31", "", sha256_of("अ"), "2026-02-01T07:00:01.000005+00:00")
    (read,) = codec(Article).decode([(*row, "अ")])
    assert read == article
    assert read.imported_at.tzinfo is UTC
    camp = Camp(id="c", article_id="a", annotator_id="p", target_id=None, polarity=Polarity.UNCLEAR)
    assert codec(Camp).decode([codec(Camp).encode(camp)]) == [camp]
    comment = Comment(id="k", article_id="a", annotator_id="p", subject_id="a", text="?", resolved=True)
    (read,) = codec(Comment).decode([codec(Comment).encode(comment)])
    assert read == comment
    assert read.resolved is True


def test_a_time_without_a_zone_is_refused() -> None:
    article = Article(
        id="a",
        title="",
        text="",
        sha256="",
        imported_at=datetime(2026, 2, 1),
    )
    with pytest.raises(ValueError, match="without a zone"):
        codec(Article).encode(article)


def test_every_reference_is_checked_at_the_commit_and_indexed_where_many_refer(project: Project) -> None:
    connection = sqlite3.connect(project.path)
    try:
        for table in TABLES.values():
            for key in table.foreign_keys:
                assert key.deferrable
                assert key.initially == "DEFERRED"
                column = key.parent.name
                plan = connection.execute(
                    f'EXPLAIN QUERY PLAN SELECT 1 FROM "{table.name}" WHERE "{column}" = ?', ("",)
                ).fetchall()
                if column not in ("annotator_id", "label_id"):  # never or hardly ever removed
                    assert "USING" in plan[0][3], f"{table.name}.{column}: {plan[0][3]}"
    finally:
        connection.close()
