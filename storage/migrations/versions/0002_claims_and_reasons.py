"""Who claims a stance, why one was corrected, and which findings of the checks are let stand.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "reason",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason")),
    )
    _create_dismissals()
    with op.batch_alter_table("stance") as stance:
        for column, table in (("claimed_by_id", "entity"), ("reason_id", "reason")):
            stance.add_column(sa.Column(column, sa.Text(), nullable=True))
            stance.create_foreign_key(
                op.f(f"fk_stance_{column}"), table, [column], ["id"], initially="DEFERRED", deferrable=True
            )
            stance.create_index(op.f(f"ix_stance_{column}"), [column], unique=False)


def _create_dismissals() -> None:
    op.create_table(
        "dismissal",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("annotator_id", sa.Text(), nullable=False),
        sa.Column("check", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"],
                [f"{table}.id"],
                name=op.f(f"fk_dismissal_{table}_id"),
                initially="DEFERRED",
                deferrable=True,
            )
            for table in ("article", "annotator")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissal")),
    )
    op.create_index(
        "ix_dismissal_article_id_annotator_id", "dismissal", ["article_id", "annotator_id"], unique=False
    )
