"""What a person does with the selected members of lists: who they are, notes, reasons, out and back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotation.edits import alliances
from annotation.edits.linking import learn_alias
from annotation.edits.reasons import give_reason
from annotation.group_view import group_members
from annotation.records import Entity, Stance
from gui.dialogs.entity_picker import EntityPicker
from gui.dialogs.group_members import GroupMembers
from gui.dialogs.note import ask_for_note
from gui.dialogs.reason_choice import ReasonChoice
from gui.dialogs.reasons import ReasonsDialog
from gui.models.alliances import written_form
from gui.panels.alliances import AlliancesPanel
from gui.session import Session


class MemberCommands(QObject):
    """The commands on the members that are selected in the alliance panel.

    Args:
        session: the session.
        panel: shows the lists; dialogs open over it.
    """

    def __init__(self, session: Session, panel: AlliancesPanel) -> None:
        super().__init__(panel)
        self._session = session
        self._panel = panel

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table call, by their ids."""
        return {
            "list.restore": self.restore,
            "list.note": self.note,
            "list.reason": self.give_reason,
            "list.group": self.show_group,
            "project.reasons": self.edit_reasons,
        }

    def remove(self) -> None:
        """Take the selected members out of the list."""
        stances = [stance for stance in self._selected() if stance.camp_id is not None]
        if stances:
            self._session.apply(alliances.remove_members(self._session.records, stances))

    def restore(self) -> None:
        """Put the selected members back where the article has them."""
        stances = self._selected()
        if stances and self._session.apply(alliances.restore_members(self._session.records, stances)):
            homes = {stance.stated_camp_id for stance in stances}
            if len(homes) == 1 and (home := homes.pop()):
                self._panel.columns.turn_to(home, [stance.id for stance in stances])

    def change_entity(self) -> None:
        """Ask who the current member is."""
        if self._panel.columns.search_line.box.hasFocus():  # Enter goes on from the search to who was found
            self._panel.columns.go_to_match()
            return
        article, stance = self._session.article, self._panel.current_stance()
        if article is None or stance is None:
            return
        surface = written_form(self._session.records, article, stance)
        holder = self._session.records.find(Entity, stance.holder_id)
        picked = EntityPicker.pick(
            self._session,
            self._panel,
            title=f"Who is “{surface}”?",
            typed=surface,
            label_id=holder.label_id if holder else None,
            remember_surface=surface,
        )
        if picked is None:
            return
        records = self._session.records
        told = picked.remember or not learn_alias(records, picked.entity, surface)
        self._session.apply(
            alliances.change_holder(records, article, stance, picked.entity, surface if told else "")
        )

    def note(self) -> None:
        """Ask for one note on all selected members; what several have noted so far is put together."""
        stances = self._selected()
        if not stances:
            return
        before = "\n".join(dict.fromkeys(stance.note for stance in stances if stance.note))
        text = ask_for_note(self._panel, self._named(stances), before)
        if text is not None and text != before:
            self._session.apply(alliances.note_members(self._session.records, stances, text))

    def give_reason(self) -> None:
        """Ask why the selected members were corrected."""
        stances = self._selected()
        if not stances:
            return
        given = {stance.reason_id for stance in stances}
        chosen = ReasonChoice.ask(
            self._session, self._panel, self._named(stances), given.pop() if len(given) == 1 else None
        )
        if chosen is not None:
            self._session.apply(give_reason(self._session.records, stances, chosen.reason))

    def show_group(self) -> None:
        """Show who belongs to the current member, if it is a group, as of the article's date."""
        article, records = self._session.article, self._session.records
        group = records.find(Entity, self._panel.current_holder_id())
        if article is None or group is None:
            return
        members = group_members(records, group, article.published_on, article.language)
        if not members:
            self._session.remarked.emit(f"No members of {group.name} are known.")
            return
        dialog = GroupMembers(self._panel.window(), group.name, article.published_on, members)
        dialog.exec()
        dialog.deleteLater()

    def edit_reasons(self) -> None:
        """Change the project's list of reasons."""
        changes = ReasonsDialog.edit(self._session, self._panel.window())
        if changes is not None:
            self._session.apply(changes)

    def _selected(self) -> list[Stance]:
        found = (self._session.records.find(Stance, key) for key in self._panel.current_stance_ids())
        return [stance for stance in found if stance is not None]

    def _named(self, stances: list[Stance]) -> str:
        """Name members as the article writes them, many by their number."""
        article = self._session.article
        assert article is not None
        names = [written_form(self._session.records, article, stance) for stance in stances[:_NAMED]]
        more = len(stances) - len(names)
        return ", ".join(names) + (f" and {more} more" if more else "")


_NAMED = 3
"""How many members a dialog names; any more are counted."""
