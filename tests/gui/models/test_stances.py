"""What the stance panel shows, told without a window."""

from __future__ import annotations

from datetime import UTC, datetime

from annotation.edits import alliances
from annotation.edits import stances as edits
from annotation.edits.entities import new_entity
from annotation.records import Article, Evidence, Label, Polarity, Stance, new_id, sha256_of
from annotation.working_set import WorkingSet
from gui.models.stances import matching, stance_views

TEXT = "कनाडा ने बाँध का विरोध किया। रूस ने बाँध का\nसमर्थन किया। चीन चुप रहा।"
ARTICLE = Article(
    id=new_id(),
    title="बाँध",
    text=TEXT,
    sha256=sha256_of(TEXT),
    imported_at=datetime(2024, 5, 1, tzinfo=UTC),
)
LABEL = Label(id=new_id(), name="Country", colour="#cc6622")
ASHA = new_id()
DAM = new_entity("बाँध", LABEL.id)


def record(records: WorkingSet, holder: str, polarity: Polarity, *pieces: str) -> None:
    spans = [(TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in pieces]
    entity = new_entity(holder, LABEL.id)
    changes, _ = edits.record_stance(records, ARTICLE, ASHA, entity, polarity, DAM, spans)
    records.apply(changes)


def river() -> WorkingSet:
    records = WorkingSet([LABEL])
    record(records, "चीन", Polarity.NEUTRAL)
    record(records, "रूस", Polarity.SUPPORTS, "समर्थन किया", "रूस ने बाँध का\nसमर्थन")
    record(records, "कनाडा", Polarity.OPPOSES, "विरोध किया")
    return records


def test_stances_come_by_their_first_evidence_and_those_without_any_last() -> None:
    views = stance_views(river(), ARTICLE)
    assert [view.sentence for view in views] == ["कनाडा opposes बाँध", "रूस supports बाँध", "चीन neutral बाँध"]
    assert [piece.text for piece in views[1].evidence] == ["रूस ने बाँध का समर्थन", "समर्थन किया"]
    assert [view.grounds for view in views] == ["1 passage", "2 passages", "No evidence yet"]


def test_a_stance_from_a_list_names_the_heading_and_a_removed_one_is_not_shown() -> None:
    records = river()
    changes, camp = alliances.new_camp(records, ARTICLE, ASHA, DAM, Polarity.SUPPORTS, (0, 5))
    records.apply(changes)
    stance = next(s for s in records.all(Stance) if records.where(Evidence, "stance_id", s.id))
    records.apply(alliances.move_members(records, [stance], camp))
    listed = [view for view in stance_views(records, ARTICLE) if view.heading]
    assert [(view.id, view.heading) for view in listed] == [(stance.id, "कनाडा")]
    stated = next(s for s in records.all(Stance) if s.id == stance.id)
    records.apply(edits.remove_stances(records, [stated]))
    assert stance.id not in {view.id for view in stance_views(records, ARTICLE)}


def test_the_filter_finds_every_word_in_names_polarity_and_evidence_whatever_the_spelling() -> None:
    views = stance_views(river(), ARTICLE)
    assert [view.holder for view in matching(views, "rus")] == []
    assert [view.holder for view in matching(views, "चिन")] == ["चीन"]
    assert [view.holder for view in matching(views, "बांध supp")] == ["रूस"]
    assert [view.holder for view in matching(views, "विरोध")] == ["कनाडा"]
    assert matching(views, "  ") == views


def test_a_number_in_the_filter_is_looked_for_and_not_left_out() -> None:
    assert matching(stance_views(river(), ARTICLE), "27") == ()
