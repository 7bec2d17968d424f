"""The stances of many articles at once, as they count in a grid."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from annotation.records import Id, Polarity
from annotation.stance_grid import StanceRow
from storage import rows, tables


def read_stance_rows(
    connection: Connection, article_id: Id | None, annotator_id: Id | None
) -> list[StanceRow]:
    """Return the stances that stand in a camp with a target; None: of every article, of every annotator."""
    stance, camp, evidence = tables.stance.c, tables.camp.c, tables.evidence.c
    counted = select(func.count()).where(evidence.stance_id == stance.id).scalar_subquery()
    statement = (
        select(
            stance.id,
            stance.article_id,
            stance.annotator_id,
            stance.holder_id,
            camp.target_id,
            camp.polarity,
            counted,
            stance.claimed_by_id.is_not(None),
        )
        .join(tables.camp, camp.id == stance.camp_id)
        .where(camp.target_id.is_not(None))
    )
    if article_id is not None:
        statement = statement.where(stance.article_id == article_id)
    if annotator_id is not None:
        statement = statement.where(stance.annotator_id == annotator_id)
    polarity = {polarity.value: polarity for polarity in Polarity}
    return [
        StanceRow(
            stance_id, article_id, annotator_id, holder_id, target_id, polarity[side], passages, bool(claimed)
        )
        for stance_id, article_id, annotator_id, holder_id, target_id, side, passages, claimed in rows.tuples(
            connection, statement
        )
    ]
