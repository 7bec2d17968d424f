"""What an annotator does with alliance lists as wholes, and with the doubtful members of accepted ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint

from annotation.changes import ChangeSet
from annotation.edits import alliances, doubtful, regrouping
from annotation.edits.doubtful import Undecided
from annotation.records import Camp, Entity, Id, Stance
from annotation.suggest.selection import read_selection
from gui.dialogs.add_to_camp import choose_camp
from gui.dialogs.camp_details import CampDetails
from gui.dialogs.entity_picker import EntityPicker
from gui.dialogs.list_from_text import ListFromText
from gui.member_commands import MemberCommands
from gui.models.undecided import member_key
from gui.panels.alliances import AlliancesPanel
from gui.session import Session
from gui.widgets.menus import ChoiceMenu
from gui.widgets.plain_text import menu_text, one_line

_MOST_SIMILAR = 5
"""How many entities of the project are offered besides the alternatives that the program knows."""


@dataclass(frozen=True, slots=True)
class _Alternative:
    """Who a doubtful member may be: an entity of the project, or a name and a code."""

    name: str
    code: str
    entity: Entity | None = None


class ListCommands(QObject):
    """The commands on the lists that the alliance panel shows.

    Args:
        session: the session.
        panel: shows the lists.
        members: the commands on members that are decided.
        selection: returns what is selected in the article, in code points.
    """

    def __init__(
        self,
        session: Session,
        panel: AlliancesPanel,
        members: MemberCommands,
        selection: Callable[[], tuple[int, int] | None],
    ) -> None:
        super().__init__(panel)
        self._session = session
        self._panel = panel
        self._members = members
        self._selection = selection
        panel.certain_requested.connect(self.accept_certain)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        return {
            "list.accept_certain": self.accept_certain,
            "list.take": self.take,
            "list.entity": self.who,
            "list.remove_member": self.remove,
            "list.from_text": self.make_from_text,
            "list.split": self.split,
            "list.merge": self.merge,
        }

    def accept_certain(self) -> None:
        """Record the current found list with its certain members, and go to the first doubtful one."""
        self._panel.accept(only_certain=True)
        self._go_on(self._panel.current_camp_id())

    def take(self) -> None:
        """Record the selected doubtful members as whom they are taken for."""
        self._decide(self._panel.current_undecided())

    def who(self) -> None:
        """Ask who the current member is; of a doubtful one, offer who it may be."""
        undecided = self._panel.current_undecided()
        if not undecided:
            self._members.change_entity()
            return
        member = undecided[0]
        offered = self._alternatives(member)
        menu = ChoiceMenu(self._panel)
        for number, alternative in enumerate(offered, start=1):
            code = f" ({alternative.code})" if alternative.code else ""
            title = menu_text(f"{alternative.name}{code}")
            if number <= 9:
                menu.add_choice(f"&{number}  {title}", number, str(number))
            else:
                menu.add_choice(title, number)
        menu.addSeparator()
        menu.add_choice("&0  Somebody else…", 0, "0")
        menu.setActiveAction(menu.actions()[0])
        chosen = menu.choose(self._below_current())
        if chosen == 0:
            self._pick(member)
        elif chosen == 1:
            self._decide([member])
        elif chosen is not None:
            self._decide([member], self._entity_of(member, offered[chosen - 1]))

    def remove(self) -> None:
        """Take the selected members out of the list; the doubtful among them are turned down for good."""
        undecided, article = self._panel.current_undecided(), self._session.article
        if not undecided or article is None:
            self._members.remove()
            return
        records, camp_id = self._session.records, undecided[0].camp_id
        rejected = doubtful.reject_members(article, self._session.annotator.id, undecided)
        found = (records.find(Stance, stance_id) for stance_id in self._panel.current_stance_ids())
        stances = [stance for stance in found if stance is not None and stance.camp_id is not None]
        if stances:
            removed = alliances.remove_members(records, stances)
            rejected = ChangeSet(f"{removed.title}, {rejected.title}", (*removed.changes, *rejected.changes))
        if self._session.apply(rejected):
            self._go_on(camp_id, undecided[0].position)

    def make_from_text(self) -> None:
        """Make a list of what is selected in the article, after showing what was read."""
        article, span = self._session.article, self._selection()
        if article is None:
            return
        read = read_selection(article.text, *span) if span else None
        if read is None or not read.members:
            self._session.remarked.emit("Select the heading and the members of a list, or the members only.")
            return
        choice = ListFromText.ask_for_list(self._session, self._panel.window(), read)
        if choice is None:
            return
        changes, camp = regrouping.make_list(
            self._session.records,
            self._session.names,
            article,
            self._session.annotator.id,
            choice.target,
            choice.polarity,
            read.heading,
            choice.members,
        )
        if self._session.apply(changes):
            self._panel.columns.turn_to(camp.id)

    def split(self) -> None:
        """Ask towards whom the selected members stand, and how, and move them to a list of their own."""
        article, records = self._session.article, self._session.records
        camp = records.find(Camp, self._panel.current_camp_id())
        chosen = [records.get(Stance, stance_id) for stance_id in self._panel.current_stance_ids()]
        if article is None or camp is None or not chosen:
            return
        choice = CampDetails.ask(
            self._session,
            self._panel,
            title="Split off one member" if len(chosen) == 1 else f"Split off {len(chosen)} members",
            target=records.find(Entity, camp.target_id),
        )
        if choice is None:
            return
        changes, opened = regrouping.split_list(
            records, article, self._session.annotator.id, chosen, choice.target, choice.polarity
        )
        if self._session.apply(changes):
            self._panel.columns.turn_to(opened.id, [stance.id for stance in chosen])

    def merge(self) -> None:
        """Ask into which list the current one is to be merged."""
        records = self._session.records
        camp = records.find(Camp, self._panel.current_camp_id())
        others = [
            view.camp_id
            for view in self._panel.columns.views
            if view.camp_id and camp and view.camp_id != camp.id
        ]
        if camp is None:
            return
        if not others:
            self._session.remarked.emit("There is no other list to merge this one into.")
            return
        goal = records.find(Camp, choose_camp(self._session, self._panel, others))
        if goal is None:
            return
        waiting = self._session.undecided_members()
        changes = regrouping.merge_lists(records, camp, goal, waiting)
        left = sum(member.camp_id == camp.id for member in waiting)
        if left and not records.where(Stance, "stated_camp_id", camp.id):
            self._session.remarked.emit(
                f"Nobody is in this list yet, and {left} wait to be decided: accept or reject them first."
            )
        elif not changes:
            self._session.remarked.emit("There is nobody in this list to move.")
        elif self._session.apply(changes):
            if not regrouping.same_statement(camp, goal):
                self._session.remarked.emit(
                    "The two state different things: the members were moved, and stay stated where they were."
                )
            self._panel.columns.turn_to(goal.id)

    def _decide(self, members: list[Undecided], holder: Entity | None = None) -> None:
        article, records = self._session.article, self._session.records
        if article is None or not members:
            return
        camp = records.get(Camp, members[0].camp_id)
        changes = doubtful.accept_members(
            records, self._session.names, article, self._session.annotator.id, members, holder
        )
        if self._session.apply(changes):
            self._go_on(camp.id, members[0].position)

    def _pick(self, member: Undecided) -> None:
        surface = one_line(member.name.text)
        label = next((label for label in self._session.labels() if label.name == member.name.label), None)
        picked = EntityPicker.pick(
            self._session,
            self._panel,
            title=f"Who is “{surface}”?",
            typed=surface,
            label_id=label.id if label else None,
        )
        if picked is not None:
            self._decide([member], picked.entity)

    def _go_on(self, camp_id: Id | None, position: int = 0) -> None:
        """Go to the next doubtful member of a list, after the last one to the first; stay if none is left."""
        if camp_id is None:
            return
        left = [member for member in self._session.undecided_members() if member.camp_id == camp_id]
        left.sort(key=lambda member: (member.position < position, member.position))
        if left:
            self._panel.columns.turn_to(camp_id, [member_key(left[0].name)])

    def _alternatives(self, member: Undecided) -> list[_Alternative]:
        """Return who a doubtful member may be: whom it is taken for, then the others, the likeliest first."""
        records, name = self._session.records, member.name
        offered = [_Alternative(name.name, name.code)]
        offered += [_Alternative(called, code) for called, code in name.alternatives]
        for entity_id in self._session.names.search(name.text, _MOST_SIMILAR):
            entity = records.get(Entity, entity_id)
            offered.append(_Alternative(entity.name, entity.code, entity))
        distinct: dict[str, _Alternative] = {}
        for alternative in offered:
            distinct.setdefault(alternative.code or alternative.name, alternative)
        return list(distinct.values())

    def _entity_of(self, member: Undecided, alternative: _Alternative) -> Entity:
        return alternative.entity or doubtful.entity_called(
            self._session.records, self._session.names, member.name, alternative.name, alternative.code
        )

    def _below_current(self) -> QPoint:
        """Return where on the screen the line of the current member ends."""
        members = self._panel.columns.column(self._panel.current_camp_id() or "").members
        return members.viewport().mapToGlobal(members.visualRect(members.currentIndex()).bottomLeft())
