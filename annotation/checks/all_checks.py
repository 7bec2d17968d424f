"""Every check, in the order in which they are shown: what is surely wrong first."""

from __future__ import annotations

from annotation.checks import lists, mentions, occurrences, stances
from annotation.checks.findings import Check
from annotation.records import (
    Alias,
    Article,
    Camp,
    Entity,
    Evidence,
    GroupMember,
    Label,
    Mention,
    Stance,
)
from annotation.suggest.proposals import ProposedCamp

_STANCES = (Article, Camp, Stance, Evidence, Entity)

CHECKS: tuple[Check, ...] = (
    Check(stances.TWO_CAMPS, "In two camps", frozenset(_STANCES), stances.in_two_camps),
    Check(
        stances.GROUP_AND_MEMBER,
        "Group against member",
        frozenset((*_STANCES, GroupMember)),
        stances.group_and_member,
    ),
    Check(stances.AGAINST_LIST, "Stance against a list", frozenset(_STANCES), stances.against_list),
    Check(
        lists.UNDECIDED_LIST,
        "List not accepted",
        frozenset((*_STANCES, Alias, ProposedCamp)),
        lists.undecided_list,
    ),
    Check(stances.NO_TARGET, "Camp without a target", frozenset((Article, Camp)), stances.without_target),
    Check(stances.NO_EVIDENCE, "Stance without evidence", frozenset(_STANCES), stances.without_evidence),
    Check(
        mentions.TWO_ENTITIES,
        "Linked to two entities",
        frozenset((Article, Mention, Entity)),
        mentions.linked_to_two,
    ),
    Check(
        mentions.COUNTRY,
        "Country not resolved",
        frozenset((Article, Mention, Entity, Label, Stance, Evidence)),
        mentions.country_without_code,
    ),
    Check(
        mentions.UNLINKED,
        "Mention without an entity",
        frozenset((Article, Mention, Label)),
        mentions.unlinked,
    ),
    Check(
        occurrences.TAGGED_ELSEWHERE,
        "Tagged elsewhere, not here",
        frozenset((Article, Mention, ProposedCamp)),
        occurrences.tagged_elsewhere,
    ),
)
