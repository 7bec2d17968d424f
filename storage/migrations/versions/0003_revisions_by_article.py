"""Which articles each revision concerns, so that the history of one is found however long the log is.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_FIND_PLACES = """
    CREATE TEMP TABLE place AS
    SELECT record_id, json_extract(coalesce(after, before), '$.article_id') AS article_id
    FROM revision_change
    WHERE json_extract(coalesce(after, before), '$.article_id') IS NOT NULL
    GROUP BY record_id
"""
"""An addition and a removal say where a record belongs; an edit does not, as that never changes."""

_FILL = (
    """
    INSERT OR IGNORE INTO revision_article
    SELECT record_id, revision FROM revision_change WHERE kind = 'article'
    """,
    """
    INSERT OR IGNORE INTO revision_article
    SELECT place.article_id, revision FROM revision_change JOIN place USING (record_id)
    """,
    """
    INSERT OR IGNORE INTO revision_article
    SELECT place.article_id, line.revision
    FROM revision_change AS line
    JOIN (
        SELECT record_id, json_extract(coalesce(after, before), '$.stance_id') AS stance_id
        FROM revision_change
        WHERE kind = 'evidence' AND json_extract(coalesce(after, before), '$.stance_id') IS NOT NULL
        GROUP BY record_id
    ) AS piece USING (record_id)
    JOIN place ON place.record_id = piece.stance_id
    WHERE line.kind = 'evidence'
    """,
)


def upgrade() -> None:
    op.create_table(
        "revision_article",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision"],
            ["revision.number"],
            name=op.f("fk_revision_article_revision"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("article_id", "revision", name=op.f("pk_revision_article")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_revision_article_revision", "revision_article", ["revision"], unique=False)
    op.execute(_FIND_PLACES)
    op.execute("CREATE INDEX temp.ix_place ON place (record_id)")
    for statement in _FILL:
        op.execute(statement)
    op.execute("DROP TABLE place")
