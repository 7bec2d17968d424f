"""The records: everything that is kept in a project.

Each is a frozen dataclass with an id. A record never changes; an edit is a new record with the same id,
paired with the old one in a `Change` (see `annotation.changes`). Offsets are code points into the text of
the article, end-exclusive. The words are those of the glossary (`docs/glossary.md`).
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

Id: TypeAlias = str
"""32 hexadecimal digits of a random UUID."""


def new_id() -> Id:
    """Return a fresh id."""
    return uuid.uuid4().hex


class Polarity(StrEnum):
    """How a holder stands towards a target. There is no default."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    NEUTRAL = "neutral"
    UNCLEAR = "unclear"

    @property
    def is_side(self) -> bool:
        """Whether it says where somebody stands, so that it can contradict another polarity."""
        return self is not Polarity.UNCLEAR


class Origin(StrEnum):
    """Where an annotation comes from."""

    TYPED = "typed by hand"
    SUGGESTED = "suggested and accepted"
    IMPORTED = "imported"


class Role(StrEnum):
    """What an annotator does in the project."""

    ANNOTATOR = "annotator"
    REVIEWER = "reviewer"
    ADJUDICATED = "adjudicated"


class Status(StrEnum):
    """How far one annotator is with one article."""

    NEW = "new"
    IN_PROGRESS = "in progress"
    DONE = "done"
    REVIEWED = "reviewed"
    DISPUTED = "disputed"


class Correction(StrEnum):
    """What the annotator made of where the article puts a holder; told by the two camps of a stance."""

    KEPT = "kept"
    MOVED = "moved"
    REMOVED = "removed"
    ADDED = "added"


class ProposalKind(StrEnum):
    """What a suggestion proposes."""

    MENTION = "mention"
    LINK = "link"
    CAMP = "camp"
    STANCE = "stance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotator:
    """A person to whom annotations belong."""

    id: Id
    name: str
    role: Role = Role.ANNOTATOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An imported text. `text` has normalised line ends and is otherwise exactly what came in."""

    id: Id
    title: str
    source: str = ""
    url: str = ""
    published_on: date | None = None
    language: str = ""
    text: str
    sha256: str
    imported_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A kind of mention. `colour` is `#rrggbb`, `key` the single character that tags with it."""

    id: Id
    name: str
    colour: str
    key: str = ""
    description: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Someone or something across the whole project.

    `code` is ISO 3166 alpha-2 for countries (with XK and EU), a Wikidata id otherwise, or empty.
    """

    id: Id
    name: str
    label_id: Id
    code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another way to write an entity's name, in any script."""

    id: Id
    entity_id: Id
    surface: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMember:
    """`entity_id` belongs to the group `group_id`."""

    id: Id
    group_id: Id
    entity_id: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason for a correction, from the project's own list."""

    id: Id
    name: str
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A tagged span of an article. Its surface text is never stored: it is cut from the article."""

    id: Id
    article_id: Id
    annotator_id: Id
    start: int
    end: int
    label_id: Id
    entity_id: Id | None = None
    note: str = ""
    origin: Origin = Origin.TYPED


@dataclass(frozen=True, slots=True, kw_only=True)
class Camp:
    """Everybody with one polarity towards one target, in one article, for one annotator.

    With a heading span it is an alliance list of the article.
    """

    id: Id
    article_id: Id
    annotator_id: Id
    target_id: Id | None
    polarity: Polarity
    heading_start: int | None = None
    heading_end: int | None = None
    note: str = ""
    origin: Origin = Origin.TYPED


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A holder in a camp: polarity and target are the camp's.

    `stated_camp_id` is where the article puts the holder, `camp_id` where the annotator does. Equal: kept;
    both set and different: moved; `camp_id` empty: removed; `stated_camp_id` empty: added by the annotator.
    `claimed_by_id` is who says so, where the article only reports it: X in "X says that Y supports Z".
    `reason_id` is why the annotator puts the holder elsewhere than the article does.
    """

    id: Id
    article_id: Id
    annotator_id: Id
    holder_id: Id
    stated_camp_id: Id | None = None
    camp_id: Id | None = None
    position: int = 0
    note: str = ""
    origin: Origin = Origin.TYPED
    claimed_by_id: Id | None = None
    reason_id: Id | None = None

    @property
    def correction(self) -> Correction:
        """How `camp_id` differs from `stated_camp_id`."""
        if self.camp_id is None:
            return Correction.REMOVED
        if self.stated_camp_id is None:
            return Correction.ADDED
        return Correction.KEPT if self.camp_id == self.stated_camp_id else Correction.MOVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A span of the article on which a stance rests; of a list member also its name as written."""

    id: Id
    stance_id: Id
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A suggestion that was turned down and is never made again.

    `start` and `end` are the proposed span (of a camp: its heading); `proposed` holds the label or the
    entities that were proposed, as text.
    """

    id: Id
    article_id: Id
    annotator_id: Id
    kind: ProposalKind
    start: int
    end: int
    proposed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal:
    """A finding of the checks that the annotator lets stand, and why.

    `check` names the check, `subject` what it found, as text that stays the same while the finding does.
    """

    id: Id
    article_id: Id
    annotator_id: Id
    check: str
    subject: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an annotator is with an article; absent means new."""

    id: Id
    article_id: Id
    annotator_id: Id
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A remark on a record of an article (`subject_id`; the article's own id for the article itself)."""

    id: Id
    article_id: Id
    annotator_id: Id
    subject_id: Id
    text: str
    resolved: bool = False


Record: TypeAlias = (
    Annotator
    | Article
    | Label
    | Entity
    | Alias
    | GroupMember
    | Reason
    | Mention
    | Camp
    | Stance
    | Evidence
    | Rejection
    | Dismissal
    | Progress
    | Comment
)

RECORD_TYPES: tuple[type[Record], ...] = (
    Annotator,
    Article,
    Label,
    Entity,
    Alias,
    GroupMember,
    Reason,
    Mention,
    Camp,
    Stance,
    Evidence,
    Rejection,
    Dismissal,
    Progress,
    Comment,
)
"""Every kind of record, those referred to before those that refer."""


def sha256_of(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, in hexadecimal. Lone surrogates are hashed as they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
