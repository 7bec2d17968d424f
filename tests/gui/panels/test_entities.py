from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from annotation.changes import Change, change_set
from annotation.edits.mentions import link, remove_mentions
from annotation.records import Article
from gui.models.mentions import MentionRole, OpenRole
from gui.panels.entities import EntitiesPanel

if TYPE_CHECKING:
    from gui.session import Session

ARTICLE, PROJECT = 0, 1


@pytest.fixture
def panel(session: Session, show: Any) -> EntitiesPanel:
    return show(EntitiesPanel(session), width=280)


def groups(panel: EntitiesPanel) -> list[str]:
    return [panel.mentions.index(row, 0).data() for row in range(panel.mentions.rowCount())]


def shown_words(panel: EntitiesPanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def click(qtbot: QtBot, panel: EntitiesPanel, index: QModelIndex) -> None:
    place = panel.table.visualRect(index).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_an_article_without_mentions_says_how_to_tag(panel: EntitiesPanel, tag: Any) -> None:
    assert "1 for Person" in shown_words(panel)
    tag("मादुरो", "Person")
    assert panel.table.isVisible()
    assert groups(panel) == ["Not linked"]


def test_without_an_article_the_panel_says_where_to_choose_one(
    panel: EntitiesPanel, session: Session
) -> None:
    session.open_article(None)
    assert "No article is open" in shown_words(panel)


def test_linking_moves_a_mention_under_its_entity_and_undo_takes_it_back(
    panel: EntitiesPanel, session: Session, make_entity: Any, tag: Any
) -> None:
    mention = tag("मादुरो", "Person")
    entity = make_entity("निकोलस मादुरो")
    assert session.article is not None
    assert session.apply(link(session.records, session.article, mention, entity))
    assert groups(panel) == ["निकोलस मादुरो"]
    session.undo()
    assert groups(panel) == ["Not linked"]


def test_a_click_on_a_mention_chooses_it(
    qtbot: QtBot, panel: EntitiesPanel, make_entity: Any, tag: Any
) -> None:
    make_entity("मादुरो")
    tag("मादुरो", "Person", occurrence=0)
    second = tag("मादुरो", "Person", occurrence=1)
    panel.mentions.open_all()
    with qtbot.waitSignal(panel.mention_chosen) as chosen:
        click(qtbot, panel, panel.mentions.index_of_mention(second.id))
    assert chosen.args == [second.id]


def test_keys_walk_the_mentions_and_enter_opens_an_entity_or_goes_to_a_mention(
    qtbot: QtBot, panel: EntitiesPanel, make_entity: Any, tag: Any
) -> None:
    entity = make_entity("मादुरो")
    mention = tag("मादुरो", "Person")
    panel.setFocus()
    panel.table.setCurrentIndex(panel.mentions.index(0, 0))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F2):
        with qtbot.waitSignal(panel.details_requested) as asked:
            qtbot.keyClick(panel.table, key)
        assert asked.args == [entity.id]
    qtbot.keyClick(panel.table, Qt.Key.Key_Right)
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.mention_entered) as entered:
        qtbot.keyClick(panel.table, Qt.Key.Key_Enter)
    assert entered.args == [mention.id]
    panel.tabs.setCurrentIndex(PROJECT)
    panel.list.setCurrentIndex(panel.entities.index_of(entity.id))
    with qtbot.waitSignal(panel.details_requested) as asked:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert asked.args == [entity.id]


def test_following_the_article_marks_the_row_without_a_signal(
    qtbot: QtBot, panel: EntitiesPanel, make_entity: Any, tag: Any
) -> None:
    make_entity("मादुरो")
    make_entity("रूस", "Country")
    first, second = tag("मादुरो", "Person"), tag("रूस", "Country")
    with qtbot.assertNotEmitted(panel.mention_chosen), qtbot.assertNotEmitted(panel.mention_entered):
        panel.show_mention(first.id)
        assert panel.table.currentIndex().data(MentionRole) == first
        panel.show_mention(second.id)
    assert panel.table.currentIndex().data(MentionRole) == second
    assert panel.mentions.group_of(second.id).data(OpenRole)
    assert not panel.mentions.group_of(first.id).data(OpenRole)
    panel.show_mention(None)
    assert not panel.table.currentIndex().isValid()


def test_a_group_that_a_person_opened_stays_open(panel: EntitiesPanel, make_entity: Any, tag: Any) -> None:
    make_entity("मादुरो")
    make_entity("रूस", "Country")
    first, second = tag("मादुरो", "Person"), tag("रूस", "Country")
    group = panel.mentions.group_of(first.id)
    panel.mentions.set_open(group, opened=True)
    panel.show_mention(first.id)
    panel.show_mention(second.id)
    assert panel.mentions.group_of(first.id).data(OpenRole)


def test_another_article_shows_its_own_mentions(
    panel: EntitiesPanel, session: Session, tag: Any, articles: list[Article]
) -> None:
    tag("रूस", "Country")
    session.open_article(articles[1].id)
    assert panel.mentions.count() == 0
    session.open_article(articles[0].id)
    assert panel.mentions.count() == 1


def test_removing_the_current_mention_leaves_the_rest(
    panel: EntitiesPanel, session: Session, make_entity: Any, tag: Any
) -> None:
    make_entity("मादुरो")
    first, second = tag("मादुरो", "Person"), tag("मादुरो", "Person", occurrence=1)
    panel.show_mention(first.id)
    assert session.article is not None
    assert session.apply(remove_mentions(session.article, [first]))
    assert panel.mentions.count() == 1
    panel.show_mention(second.id)
    assert panel.table.currentIndex().data(MentionRole) == second


def test_the_project_s_entities_are_filtered_and_double_clicked_for_details(
    qtbot: QtBot, panel: EntitiesPanel, make_entity: Any
) -> None:
    panel.tabs.setCurrentIndex(PROJECT)
    assert "No entities yet" in shown_words(panel)
    make_entity("चीन", "Country", code="CN")
    russia = make_entity("रूस", "Country", code="RU", aliases=("Russia",))
    line = panel.findChildren(QLineEdit)[-1]
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "rusia")
    qtbot.waitUntil(lambda: "Nothing found" in shown_words(panel))
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    qtbot.keyClicks(line, "russia")
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert panel.list.hasFocus()
    assert panel.current_entity_id() == russia.id
    place = panel.list.visualRect(panel.list.currentIndex()).center()
    with qtbot.waitSignal(panel.details_requested) as asked:
        qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == [russia.id]


def test_the_context_menu_offers_what_fits_the_row(qtbot: QtBot, panel: EntitiesPanel, tag: Any) -> None:
    mention = tag("मादुरो", "Person")
    panel.mentions.open_all()
    place = panel.table.visualRect(panel.mentions.index_of_mention(mention.id)).center()
    panel.table.customContextMenuRequested.emit(place)
    menu = panel.findChild(QMenu)
    assert isinstance(menu, QMenu)
    qtbot.waitUntil(menu.isVisible)
    showing = next(action for action in menu.actions() if action.text() == "Show in the article")
    assert not any("details" in action.text() for action in menu.actions())
    with qtbot.waitSignal(panel.mention_chosen) as chosen:
        showing.trigger()
    assert chosen.args == [mention.id]
    menu.close()


def test_the_list_of_the_project_goes_along_with_an_entity_that_is_renamed(
    qtbot: QtBot, panel: EntitiesPanel, session: Session, make_entity: Any
) -> None:
    first = make_entity("Aa")
    for number in range(80):
        make_entity(f"Entity {number:02}")
    panel.tabs.setCurrentIndex(PROJECT)
    panel.list.setCurrentIndex(panel.entities.index_of(first.id))
    renamed = replace(first, name="Zz")
    assert session.apply(change_set("renamed", [Change(first, renamed)]))
    assert panel.current_entity_id() == first.id
    place = panel.list.visualRect(panel.entities.index_of(first.id))
    assert panel.list.viewport().rect().contains(place)


def test_left_and_right_close_and_open_a_group(qtbot: QtBot, panel: EntitiesPanel, tag: Any) -> None:
    mention = tag("मादुरो", "Person")
    panel.table.setCurrentIndex(panel.mentions.group_of(mention.id))
    qtbot.keyClick(panel.table, Qt.Key.Key_Right)
    assert panel.mentions.rowCount() == 2
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    qtbot.keyClick(panel.table, Qt.Key.Key_Left)
    assert panel.table.currentIndex() == panel.mentions.group_of(mention.id)
    qtbot.keyClick(panel.table, Qt.Key.Key_Left)
    assert panel.mentions.rowCount() == 1


def test_a_click_on_the_arrow_opens_a_group(qtbot: QtBot, panel: EntitiesPanel, tag: Any) -> None:
    mention = tag("मादुरो", "Person")
    row = panel.table.visualRect(panel.mentions.group_of(mention.id))
    arrow = QPoint(row.left() + row.height() // 3, row.center().y())
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=arrow)
    assert panel.mentions.index_of_mention(mention.id).isValid()


def test_the_mentions_are_filtered_by_text_name_and_label(
    qtbot: QtBot, panel: EntitiesPanel, make_entity: Any, tag: Any
) -> None:
    make_entity("निकोलस मादुरो", aliases=("Maduro", "मादुरो"))
    for surface, label in (("मादुरो", "Person"), ("रूस", "Country"), ("चीन", "Country")):
        tag(surface, label)
    line = next(box for box in panel.findChildren(QLineEdit) if "text" in box.placeholderText())

    def shown() -> set[str]:
        indexes = map(panel.mentions.index, range(panel.mentions.rowCount()))
        return {index.data() for index in indexes if index.data(OpenRole) is None}

    for typed, found in (("maduro", {"मादुरो"}), ("zebra", set[str]()), ("country", {"रूस", "चीन"})):
        qtbot.keyClicks(line, typed)
        qtbot.waitUntil(lambda found=found: shown() == found)
        qtbot.waitUntil(lambda found=found: ("Nothing found" in shown_words(panel)) is not bool(found))
        qtbot.keyClick(line, Qt.Key.Key_Escape)


def test_an_asterisk_opens_every_group(
    qtbot: QtBot, panel: EntitiesPanel, make_entity: Any, tag: Any
) -> None:
    make_entity("मादुरो")
    first, second = tag("मादुरो", "Person"), tag("रूस", "Country")
    panel.table.setFocus()
    qtbot.keyClicks(panel.table, "*")
    assert panel.mentions.index_of_mention(first.id).isValid()
    assert panel.mentions.index_of_mention(second.id).isValid()
