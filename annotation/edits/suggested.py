"""Deciding on suggested mentions: accepted, all certain ones at once, or rejected for good."""

from __future__ import annotations

from collections.abc import Sequence

from annotation.changes import Change, ChangeSet, add, change_set
from annotation.edits.linking import entity_with_code
from annotation.edits.mentions import quote, tag
from annotation.names.lookup import NameIndex
from annotation.records import (
    Article,
    Entity,
    Id,
    Label,
    Mention,
    Origin,
    ProposalKind,
    Rejection,
    new_id,
)
from annotation.suggest.mentions import SuggestedMention
from annotation.text.folding import Degree, fold
from annotation.working_set import WorkingSet


def accept_mention(
    records: WorkingSet, names: NameIndex, article: Article, annotator_id: Id, suggested: SuggestedMention
) -> tuple[ChangeSet, Mention]:
    """Tag what is suggested, linked to whom it was linked to before, or to the known name's entity.

    Returns:
        The change set, and the mention as it will stand.
    """
    label = records.get(Label, suggested.label_id)
    surface = article.text[suggested.start : suggested.end]
    changes: list[Change] = []
    entity_id = suggested.entity_id if records.find(Entity, suggested.entity_id) else None
    if entity_id is None and suggested.code:
        changes, entity_id = entity_with_code(
            records, suggested.code, suggested.name, label.id, surface, article.language
        )
    if entity_id is None:
        return tag(
            records, names, article, annotator_id, label, suggested.start, suggested.end, Origin.SUGGESTED
        )
    mention = Mention(
        id=new_id(),
        article_id=article.id,
        annotator_id=annotator_id,
        start=suggested.start,
        end=suggested.end,
        label_id=label.id,
        entity_id=entity_id,
        origin=Origin.SUGGESTED,
    )
    title = f"accepted {quote(article, suggested.start, suggested.end)} as {label.name}"
    return change_set(title, [*changes, add(mention)]), mention


def accept_all(
    records: WorkingSet,
    names: NameIndex,
    article: Article,
    annotator_id: Id,
    suggested: Sequence[SuggestedMention],
) -> ChangeSet:
    """Accept several suggestions as one step."""
    working = WorkingSet(records)
    changes: list[Change] = []
    for one in suggested:
        made, _ = accept_mention(working, names, article, annotator_id, one)
        working.apply(made)
        changes += made.changes
    what = "1 suggestion" if len(suggested) == 1 else f"{len(suggested):,} suggestions"
    return change_set(f"accepted {what}", changes)


def same_name(
    article: Article, one: SuggestedMention, others: Sequence[SuggestedMention]
) -> list[SuggestedMention]:
    """Return the suggestions with the name and the label of one, in whichever spelling."""
    name = _name(article, one)
    return [other for other in others if other.label_id == one.label_id and _name(article, other) == name]


def _name(article: Article, one: SuggestedMention) -> str:
    return fold(article.text[one.start : one.end], Degree.STRICT)


def reject_mention(
    article: Article, annotator_id: Id, suggested: SuggestedMention, label: Label
) -> ChangeSet:
    """Reject a suggestion for good: nothing is suggested there again, and the memory trusts the name less."""
    rejection = Rejection(
        id=new_id(),
        article_id=article.id,
        annotator_id=annotator_id,
        kind=ProposalKind.MENTION,
        start=suggested.start,
        end=suggested.end,
        proposed=label.name,
    )
    return change_set(
        f"rejected {quote(article, suggested.start, suggested.end)} as {label.name}", [add(rejection)]
    )
