"""The trained tagger as it is kept in a project: no annotation, and so neither in the log nor undone."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from annotation.records import Id
from annotation.suggest.training import Figures
from storage import tables


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A model with its figures."""

    data: bytes
    figures: Figures


def read_model(connection: Connection, annotator_id: Id) -> StoredModel | None:
    """Return the model that an annotator's articles have taught; None if there is none, or it is damaged."""
    column = tables.model.c
    row = connection.execute(
        select(column.sha256, column.data, column.figures).where(column.annotator_id == annotator_id)
    ).first()
    if row is None or sha256(row[1]).hexdigest() != row[0]:
        return None
    try:
        return StoredModel(row[1], Figures(**json.loads(row[2])))
    except (TypeError, ValueError):
        return None


def write_model(connection: Connection, annotator_id: Id, model: StoredModel) -> None:
    """Keep a model in place of the annotator's former one."""
    values = {
        "annotator_id": annotator_id,
        "sha256": sha256(model.data).hexdigest(),
        "data": model.data,
        "figures": json.dumps(asdict(model.figures)),
    }
    statement = insert(tables.model).values(values)
    connection.execute(statement.on_conflict_do_update(index_elements=["annotator_id"], set_=dict(values)))
