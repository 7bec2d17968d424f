"""The tables: one for each record, with the record's fields as columns, and the log beside them.

Foreign keys are checked at the commit, so that the order within a change set does not matter. Texts of
articles lie in a table of their own, once each, keyed by their SHA-256: the articles and the log hold the
hash. Dates and times are ISO strings, the times in UTC.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from annotation import records
from annotation.records import Record

APPLICATION_ID = 0x50414B53
"""“PAKS”, in the header of every project file."""

SCHEMA_VERSION = 5
"""The newest schema this program knows; `user_version` of a project file and the number of a migration."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _id() -> Column[str]:
    return Column("id", Text, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _integer(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable)


def _refers(name: str, target: str, *, nullable: bool = False, index: bool = False) -> Column[str]:
    key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, Text, key, nullable=nullable, index=index)


def _layer() -> tuple[Column[str], Column[str]]:
    """Return the columns of what belongs to one annotator in one article."""
    return _refers("article_id", "article.id"), _refers("annotator_id", "annotator.id")


def _layer_index(table: str) -> Index:
    return Index(f"ix_{table}_article_id_annotator_id", "article_id", "annotator_id")


project = Table(
    "project",
    metadata,
    _id(),
    _text("created_at"),
    Column("labels_locked", Integer, nullable=False, server_default="0"),
)

text = Table(
    "text",
    metadata,
    Column("sha256", Text, primary_key=True),
    _integer("characters"),
    _text("text"),
    # Lengths of all articles are wanted at once: this index gives them without a look at the texts.
    Index("ix_text_sha256_characters", "sha256", "characters"),
)

annotator = Table("annotator", metadata, _id(), _text("name"), _text("role"))

article = Table(
    "article",
    metadata,
    _id(),
    _text("title"),
    _text("source"),
    _text("url"),
    Column("published_on", Text),
    _text("language"),
    _refers("sha256", "text.sha256", index=True),
    _text("imported_at"),
)

label = Table(
    "label",
    metadata,
    _id(),
    _text("name"),
    _text("colour"),
    _text("key"),
    _text("description"),
    _integer("position"),
)

entity = Table(
    "entity",
    metadata,
    _id(),
    _text("name"),
    _refers("label_id", "label.id", index=True),
    _text("code"),
    _text("note"),
)

alias = Table(
    "alias",
    metadata,
    _id(),
    _refers("entity_id", "entity.id", index=True),
    _text("surface"),
    _text("language"),
)

group_member = Table(
    "group_member",
    metadata,
    _id(),
    _refers("group_id", "entity.id", index=True),
    _refers("entity_id", "entity.id", index=True),
)

reason = Table("reason", metadata, _id(), _text("name"), _integer("position"))

mention = Table(
    "mention",
    metadata,
    _id(),
    *_layer(),
    _integer("start"),
    _integer("end"),
    _refers("label_id", "label.id"),
    _refers("entity_id", "entity.id", nullable=True, index=True),
    _text("note"),
    _text("origin"),
    CheckConstraint('0 <= start AND start < "end"', name="span"),
    _layer_index("mention"),
)

camp = Table(
    "camp",
    metadata,
    _id(),
    *_layer(),
    _refers("target_id", "entity.id", nullable=True, index=True),
    _text("polarity"),
    _integer("heading_start", nullable=True),
    _integer("heading_end", nullable=True),
    _text("note"),
    _text("origin"),
    CheckConstraint("(heading_start IS NULL) = (heading_end IS NULL)", name="heading_whole"),
    CheckConstraint("0 <= heading_start AND heading_start < heading_end", name="heading_span"),
    _layer_index("camp"),
)

stance = Table(
    "stance",
    metadata,
    _id(),
    *_layer(),
    _refers("holder_id", "entity.id", index=True),
    _refers("stated_camp_id", "camp.id", nullable=True, index=True),
    _refers("camp_id", "camp.id", nullable=True, index=True),
    _integer("position"),
    _text("note"),
    _text("origin"),
    _refers("claimed_by_id", "entity.id", nullable=True, index=True),
    _refers("reason_id", "reason.id", nullable=True, index=True),
    _layer_index("stance"),
)

evidence = Table(
    "evidence",
    metadata,
    _id(),
    _refers("stance_id", "stance.id", index=True),
    _integer("start"),
    _integer("end"),
    CheckConstraint('0 <= start AND start < "end"', name="span"),
)

rejection = Table(
    "rejection",
    metadata,
    _id(),
    *_layer(),
    _text("kind"),
    _integer("start"),
    _integer("end"),
    _text("proposed"),
    CheckConstraint('0 <= start AND start <= "end"', name="span"),
    _layer_index("rejection"),
)

dismissal = Table(
    "dismissal",
    metadata,
    _id(),
    *_layer(),
    _text("check"),
    _text("subject"),
    _text("reason"),
    _layer_index("dismissal"),
)

progress = Table(
    "progress",
    metadata,
    _id(),
    *_layer(),
    _text("status"),
    UniqueConstraint("article_id", "annotator_id"),
)

comment = Table(
    "comment",
    metadata,
    _id(),
    *_layer(),
    _text("subject_id"),
    _text("text"),
    _integer("resolved"),
    CheckConstraint("resolved IN (0, 1)", name="resolved"),
    _layer_index("comment"),
)

revision = Table(
    "revision",
    metadata,
    Column("number", Integer, primary_key=True),
    _text("at"),
    _refers("annotator_id", "annotator.id"),
    _text("title"),
    _integer("reverses", nullable=True),
    _integer("undo_next", nullable=True),
    _integer("redo_next", nullable=True),
    Index("ix_revision_annotator_id_number", "annotator_id", "number"),
)

revision_change = Table(
    "revision_change",
    metadata,
    Column(
        "revision",
        Integer,
        ForeignKey("revision.number", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    Column("position", Integer, primary_key=True),
    _text("kind"),
    _text("record_id"),
    Column("before", Text),
    Column("after", Text),
    Index("ix_revision_change_record_id", "record_id"),
    sqlite_with_rowid=False,
)

revision_article = Table(
    "revision_article",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column(
        "revision",
        Integer,
        ForeignKey("revision.number", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    Index("ix_revision_article_revision", "revision"),
    sqlite_with_rowid=False,
)
"""Which articles each revision concerns; an article that was removed since is kept, too."""

model = Table(
    "model",
    metadata,
    Column(
        "annotator_id",
        Text,
        ForeignKey("annotator.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    _text("sha256"),
    Column("data", LargeBinary, nullable=False),
    _text("figures"),
)
"""The tagger that each annotator's finished articles have taught; made anew when it is lost."""

alembic_version = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own, written as it writes it, so that a new file needs no Alembic."""

TABLES: dict[type[Record], Table] = {
    records.Annotator: annotator,
    records.Article: article,
    records.Label: label,
    records.Entity: entity,
    records.Alias: alias,
    records.GroupMember: group_member,
    records.Reason: reason,
    records.Mention: mention,
    records.Camp: camp,
    records.Stance: stance,
    records.Evidence: evidence,
    records.Rejection: rejection,
    records.Dismissal: dismissal,
    records.Progress: progress,
    records.Comment: comment,
}
"""The table of each kind of record."""

KINDS: dict[str, type[Record]] = {table.name: kind for kind, table in TABLES.items()}
"""The kind of record by the name of its table, which is also its name in the log."""
