"""Adding a member to a camp: to which one, and who it is where the text does not say so yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from annotation.changes import Change, ChangeSet
from annotation.describe import camp_title
from annotation.edits.alliances import add_member
from annotation.edits.linking import learn_alias
from annotation.edits.mentions import link
from annotation.records import Camp, Entity, Id, Mention, Stance
from annotation.working_set import WorkingSet
from gui.dialogs.entity_picker import EntityPicker
from gui.session import Session
from gui.widgets.menus import ChoiceMenu
from gui.widgets.plain_text import menu_text, one_line

_LONGEST = 48
"""Code points of a heading that a menu shows."""


def choose_camp(session: Session, parent: QWidget, camps: Sequence[Id]) -> Id | None:
    """Let the person choose one of several camps, by its digit or from a menu at the caret."""
    menu = ChoiceMenu(parent)
    for number, camp_id in enumerate(camps, start=1):
        title = menu_text(_title_with_heading(session, session.records.get(Camp, camp_id)))
        if number <= 9:
            menu.add_choice(f"&{number}  {title}", camp_id, str(number))
        else:
            menu.add_choice(title, camp_id)
    menu.setActiveAction(menu.actions()[0])
    return menu.choose(_caret_point(parent))


def _title_with_heading(session: Session, camp: Camp) -> str:
    """Return the title of a camp with its heading, which tells it from others that say the same."""
    title, article = camp_title(session.records, camp), session.article
    if article is None or camp.heading_start is None:
        return title
    heading = one_line(article.text[camp.heading_start : camp.heading_end])
    return f"{title} · “{heading if len(heading) <= _LONGEST else heading[:_LONGEST].rstrip() + '…'}”"


def usual_label(records: WorkingSet, camp_id: Id) -> Id | None:
    """Return the label that most members of a camp have, or None while nobody is in it."""
    holders = (records.find(Entity, stance.holder_id) for stance in records.where(Stance, "camp_id", camp_id))
    counts = Counter(holder.label_id for holder in holders if holder is not None)
    return next((label_id for label_id, _ in counts.most_common(1)), None)


def add_span_to_camp(session: Session, parent: QWidget, camp_id: Id, start: int, end: int) -> list[Id]:
    """Add whom a span of the article, in code points, names; where no mention tells, the person is asked.

    Returns:
        The stance of the member, none if the person left the question.
    """
    article, records = session.article, session.records
    if article is None:
        return []
    camp = records.get(Camp, camp_id)
    mention = _mention_at(session, start, end)
    surface = one_line(article.text[start:end])
    known = session.names.find(surface)
    told = mention.entity_id if mention and mention.entity_id else known[0] if len(known) == 1 else None
    holder = records.find(Entity, told)
    if holder is not None:
        return add_to_camp(session, camp, holder, (start, end))
    picked = EntityPicker.pick(
        session,
        parent,
        title=f"Who {camp_title(records, camp)}?",
        typed=surface,
        label_id=mention.label_id if mention else usual_label(records, camp_id),
        remember_surface=surface,
    )
    if picked is None:
        return []
    return add_to_camp(session, camp, picked.entity, (start, end), remember=picked.remember)


def add_to_camp(
    session: Session,
    camp: Camp,
    holder: Entity,
    span: tuple[int, int] | None = None,
    *,
    remember: bool = False,
) -> list[Id]:
    """Add a member; an unlinked mention of exactly the span is linked in the same step.

    Args:
        session: the session, with an article open.
        camp: where to.
        holder: who; somebody new is added to the project.
        span: where the article names the member, in code points.
        remember: whether what is written there becomes another name of the member.

    Returns:
        The stance of the member, also of one that was there already.
    """
    article, records = session.article, session.records
    if article is None:
        return []
    changes = add_member(records, article, session.annotator.id, camp, holder, span)
    if not changes:
        session.remarked.emit(f"{holder.name} is in the list “{camp_title(records, camp)}” already.")
    elif span is not None:
        known = WorkingSet(records)
        known.apply(changes)
        more: list[Change] = []
        if remember:
            more += learn_alias(known, holder, article.text[span[0] : span[1]], article.language)
        mention = _mention_at(session, *span)
        if mention is not None and mention.entity_id is None:
            more += link(known, article, mention, holder, remember=False).changes
        changes = ChangeSet(changes.title, (*changes.changes, *more))
    session.apply(changes)
    return [s.id for s in records.where(Stance, "camp_id", camp.id) if s.holder_id == holder.id]


def _mention_at(session: Session, start: int, end: int) -> Mention | None:
    """Return the mention of exactly a span; one that is linked comes first."""
    here = session.records.mentions.at(start, end)
    return min(here, key=lambda mention: mention.entity_id is None, default=None)


def _caret_point(parent: QWidget) -> QPoint:
    """Return where the caret is on the screen, or the corner of `parent` when nothing has one."""
    widget = QApplication.focusWidget()
    rect = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle) if widget else None
    if widget is None or not isinstance(rect, QRect) or rect.isNull():
        return parent.mapToGlobal(QPoint(0, 0))
    return widget.mapToGlobal(rect.bottomLeft())
