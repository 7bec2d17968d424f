"""Whether the labels may be changed: they may not in a copy that was handed out so.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("project", recreate="always") as project:
        project.add_column(sa.Column("labels_locked", sa.Integer(), nullable=False, server_default="0"))
