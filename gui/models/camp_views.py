"""The columns of the open article; only what a change concerns is made anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from annotation.changes import ChangeSet
from annotation.records import Article, Camp, Entity, Evidence, Id, Mention, Reason, Record, Stance
from annotation.suggest.proposals import ProposedCamp
from annotation.working_set import WorkingSet
from gui.models.alliances import CampView, camp_view, found_key, found_view

_NAMING = (Article, Camp, Entity, Reason)
"""What many lines may name: when one is edited or removed, every column is made anew."""


class CampViews:
    """Makes the columns of an article, and keeps those that no change has touched since.

    Args:
        records: the records at hand. They must have followed a change set before this does.
    """

    def __init__(self, records: WorkingSet) -> None:
        self._records = records
        self._made: dict[Id, CampView] = {}
        self._found: dict[str, tuple[ProposedCamp, CampView]] = {}
        self._stale: dict[Id | None, set[Id]] = defaultdict(
            set
        )  # camps with the stances that are to be made anew

    def forget(self) -> None:
        """Make everything anew when it is asked for next, as of another article."""
        self._made.clear()
        self._found.clear()
        self._stale.clear()

    def follow(self, changes: ChangeSet) -> None:
        """Note what a change set concerns."""
        for change in changes.changes:
            if change.before is not None and change.kind in _NAMING:
                self.forget()
                return
            for record in (change.before, change.after):
                for stance in self._concerned(record):
                    self._stale[stance.stated_camp_id].add(stance.id)
                    self._stale[stance.camp_id].add(stance.id)

    def views(self, article: Article, found: Sequence[ProposedCamp]) -> tuple[CampView, ...]:
        """Return the columns of an article: its lists in the order of the text, then camps without a heading.

        Args:
            article: the article whose layer the records hold.
            found: the lists that were found in it and wait for a decision.
        """
        made = {camp.id: self._view(article, camp) for camp in self._records.all(Camp)}
        self._made = made
        self._stale.clear()
        made_of = [(proposal, self._found_view(article, proposal)) for proposal in found]
        self._found = {view.key: (proposal, view) for proposal, view in made_of}
        views = [*made.values(), *(view for _, view in self._found.values())]
        last = len(article.text) + 1
        return tuple(sorted(views, key=lambda view: view.heading_span[0] if view.heading_span else last))

    def _concerned(self, record: Record | None) -> list[Stance]:
        """Return the stances whose lines say something of a record."""
        match record:
            case Stance():
                return [record]
            case Evidence():
                stance = self._records.find(Stance, record.stance_id)
                return [stance] if stance else []
            case Mention() if record.entity_id is not None:  # it tells how a member is written
                return self._records.where(Stance, "holder_id", record.entity_id)
            case _:
                return []

    def _view(self, article: Article, camp: Camp) -> CampView:
        before = self._made.get(camp.id)
        if before is None:
            return camp_view(self._records, article, camp, {})
        stale = self._stale.get(camp.id)
        if not stale:
            return before
        kept = {member.key: member for member in before.members if member.key not in stale}
        return camp_view(self._records, article, camp, kept)

    def _found_view(self, article: Article, proposal: ProposedCamp) -> CampView:
        known, view = self._found.get(found_key(proposal.heading_start), (None, None))
        return view if view is not None and known == proposal else found_view(article, proposal)
