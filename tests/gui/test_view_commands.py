from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from annotation.changes import add, change_set
from annotation.records import Annotator, Label, Mention, new_id
from gui.article.appearance import SPACINGS, Appearance, Display
from gui.article.spans import SpanStyle
from gui.dialogs.view_options import ViewOptions
from gui.models.mention_spans import Shown, Visibility
from gui.panels.article import ArticlePanel
from gui.session import Session
from gui.settings import Settings
from gui.view_commands import ViewCommands


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    return Settings()


@pytest.fixture
def panel(session: Session, show: Any) -> ArticlePanel:
    return show(ArticlePanel(session), 700, 500)


def drawn(panel: ArticlePanel) -> dict[str, tuple[str, SpanStyle, bool]]:
    view = panel.view
    spans = (view.span_of(place) for places in view.places() for place in places)
    return {view.text[s.start : s.end]: (s.name, s.style, s.faded) for s in spans if s is not None}


def test_the_display_goes_round_and_is_remembered(
    panel: ArticlePanel, session: Session, settings: Settings, tag: Any
) -> None:
    tag("रूस", "Country")
    commands = ViewCommands(session, panel, settings, panel)
    heights: list[int] = []
    for display in (Display.TINT, Display.PLAIN, Display.LANES):
        commands.handlers()["view.display"]()
        assert panel.view.appearance.display is display
        assert Settings().appearance.display is display
        blocks = map(panel.view.document().findBlockByNumber, range(panel.view.document().blockCount()))
        heights.append(round(sum(panel.view.blockBoundingRect(block).height() for block in blocks)))
    assert heights[0] == heights[1] < heights[2]


def test_font_and_spacing_come_back_in_the_next_window(
    panel: ArticlePanel, session: Session, settings: Settings
) -> None:
    settings.appearance = Appearance(Display.TINT, SPACINGS["Wide"], "Monospace")
    ViewCommands(session, panel, Settings(), panel)
    assert panel.view.appearance == Appearance(Display.TINT, SPACINGS["Wide"], "Monospace")
    assert panel.view.font().family() == "Monospace"


def test_a_broken_settings_file_gives_the_usual_look(settings: Settings) -> None:
    for key in ("view/display", "view/spacing"):
        settings._store.setValue(key, "nonsense")
    assert settings.appearance == Appearance()


def test_labels_are_faded_and_hidden_and_a_hidden_mention_is_not_walked(
    panel: ArticlePanel, tag: Any, labels: dict[str, Label]
) -> None:
    first, second = tag("मादुरो", "Person"), tag("रूस", "Country")
    panel.show_only(Shown({labels["Person"].id: Visibility.FADED}))
    assert drawn(panel)["मादुरो"][2]
    assert not drawn(panel)["रूस"][2]
    panel.show_only(Shown({labels["Person"].id: Visibility.HIDDEN}))
    assert "मादुरो" not in drawn(panel)
    assert panel.view.next_span() == second.id
    assert panel.view.span_ids_at(first.start) == []


def test_somebody_elses_mentions_are_shown_on_demand_and_cannot_be_picked(
    panel: ArticlePanel, session: Session, tag: Any
) -> None:
    own = tag("रूस", "Country")
    other = Annotator(id=new_id(), name="Bashir")
    start = panel.view.text.index("चीन")
    theirs = Mention(
        id=new_id(),
        article_id=own.article_id,
        annotator_id=other.id,
        start=start,
        end=start + 3,
        label_id=own.label_id,
    )
    session.apply(change_set("came", map(add, (other, theirs))))
    assert "चीन" not in drawn(panel)
    panel.show_only(Shown(others=frozenset([other.id])))
    assert drawn(panel)["चीन"] == ("Country (Bashir)", SpanStyle.OTHER, False)
    assert panel.view.span_ids_at(start) == []
    assert panel.view.next_span() == own.id


def test_a_list_that_was_found_is_tentative_until_it_is_decided(
    qtbot: Any, panel: ArticlePanel, session: Session
) -> None:
    qtbot.waitUntil(lambda: bool(session.pending_lists()))
    assert drawn(panel)["चीन"][1] is SpanStyle.TENTATIVE
    panel.show_only(Shown(suggestions=Visibility.HIDDEN))
    assert "चीन" not in drawn(panel)


def test_every_choice_takes_effect_at_once_and_usual_takes_all_back(
    qtbot: Any, session: Session, labels: dict[str, Label]
) -> None:
    looks: list[Appearance] = []
    shows: list[Shown] = []
    other = Annotator(id=new_id(), name="<b>Bashir</b>")
    host = QWidget()
    qtbot.addWidget(host)
    dialog = ViewOptions(session.labels(), [other], Appearance(), Shown(), looks.append, shows.append, host)
    dialog.display.setCurrentIndex(1)
    dialog.spacing.setCurrentText("Wide")
    assert looks[-1] == Appearance(Display.TINT, SPACINGS["Wide"])
    dialog.labels[labels["Person"].id].setCurrentText("Hidden")
    dialog.others[other.id].setChecked(True)
    dialog.suggestions.setCurrentText("Faded")
    assert shows[-1] == Shown(
        {labels["Person"].id: Visibility.HIDDEN}, frozenset([other.id]), Visibility.FADED
    )
    dialog.usual.click()
    assert looks[-1] == Appearance()
    assert shows[-1] == Shown()
