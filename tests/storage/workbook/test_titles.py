from hypothesis import given
from hypothesis import strategies as st

from annotation.records import Camp, Entity, Polarity, new_id
from storage.workbook.titles import camp_titles, entity_titles, ids_by_title


def entity(name: str, code: str = "", entity_id: str | None = None) -> Entity:
    return Entity(id=entity_id or new_id(), name=name, label_id="l", code=code)


def test_entities_of_one_name_are_told_apart_by_code_and_else_by_id() -> None:
    georgia, state, other = entity("Georgia", "GE"), entity("Georgia", "Q1428"), entity("Georgia")
    alone = entity("Armenia", "AM")
    titles = entity_titles([georgia, state, other, alone])
    assert list(titles.values()) == [
        "Armenia",
        "Georgia (GE)",
        "Georgia (Q1428)",
        f"Georgia ({other.id[:6]})",
    ]


@given(
    st.lists(
        st.builds(
            entity,
            st.sampled_from(["A", "A (B)", "A (000000)", "B"]),
            st.sampled_from(["", "B", "000000"]),
            st.sampled_from(["000000aa", "000000ab", "111111aa", "B", "C"]),
        ),
        unique_by=lambda entity: entity.id,
    )
)
def test_every_entity_has_a_title_of_its_own(entities: list[Entity]) -> None:
    titles = entity_titles(entities)
    assert set(titles) == {entity.id for entity in entities}
    back = ids_by_title(titles)
    assert all(back[title] == entity_id for entity_id, title in titles.items())


def camp(target: str | None, heading: int | None = None) -> Camp:
    return Camp(
        id=new_id(),
        article_id="a",
        annotator_id="b",
        target_id=target,
        polarity=Polarity.SUPPORTS,
        heading_start=heading,
        heading_end=None if heading is None else heading + 5,
    )


def test_camps_of_one_title_are_counted_in_the_order_of_the_article() -> None:
    late, early, without, nobody = camp("m", 90), camp("m", 10), camp("m"), camp(None)
    titles = camp_titles([late, early, without, nobody], {"m": "मादुरो"})
    assert titles == {
        without.id: "supports मादुरो",
        early.id: "supports मादुरो (2)",
        late.id: "supports मादुरो (3)",
        nobody.id: "supports –",
    }


def test_a_counted_camp_does_not_take_the_title_of_another() -> None:
    first, second, named = camp("m"), camp("m"), camp("n")
    titles = camp_titles([first, second, named], {"m": "M", "n": "M (2)"})
    assert titles[named.id] == "supports M (2)"
    assert len(set(titles.values())) == 3
