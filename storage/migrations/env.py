"""What Alembic runs: the migrations, on the connection and within the transaction that it is given."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from storage.tables import metadata

connection: Connection = context.config.attributes["connection"]
# Batch mode: SQLite alters most things only by making a table again.
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()
