from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from annotation.records import Label
from gui.models.entity_choices import choices, preselected

if TYPE_CHECKING:
    from gui.session import Session

Offer = Callable[..., list[str]]


@pytest.fixture
def offer(session: Session, labels: dict[str, Label]) -> Offer:
    """Say what is offered, first what is preselected: `offer("मादुरो", "Person")`."""

    def offer(typed: str, label: str | None = None, *, typing: bool = False) -> list[str]:
        offered = choices(
            session.records,
            session.names,
            typed,
            label_id=labels[label].id if label else None,
            language="hi",
            typing=typing,
        )
        assert preselected(offered) == 0
        return [choice.words() for choice in offered]

    return offer


def test_a_name_that_is_known_comes_before_all_others_whatever_its_label(
    offer: Offer, make_entity: Any
) -> None:
    make_entity("अमेरिका", "Country", code="US", aliases=("वॉशिंगटन",))
    make_entity("वाशिंगटन", "Place")
    assert offer("वॉशिंग्टन", "Organisation")[:2] == [
        "अमेरिका, also वॉशिंगटन, Country, US",
        "वाशिंगटन, Place",
    ]
    assert offer("वॉशिंग्टन", "Place")[0] == "वाशिंगटन, Place"


@pytest.mark.parametrize("label", ["Person", None])
def test_a_misspelt_name_means_the_one_entity_that_is_near(
    offer: Offer, make_entity: Any, label: str | None
) -> None:
    make_entity("मादुरो")
    make_entity("रूस", "Country", code="RU")
    assert offer("मदुरो", label) == ["मादुरो, Person", "New entity “मदुरो”"]


def test_a_misspelt_alias_means_its_entity_and_is_said(offer: Offer, make_entity: Any) -> None:
    make_entity("वेनेज़ुएला के राष्ट्रपति", aliases=("मादुरो",))
    assert offer("मदुरो", "Person")[0] == "वेनेज़ुएला के राष्ट्रपति, also मादुरो, Person"


def test_nobody_is_meant_by_a_name_near_to_two(offer: Offer, make_entity: Any) -> None:
    make_entity("पादरिनो")
    make_entity("पादरीनो")
    assert offer("पदरिनो", "Person")[0] == "New entity “पदरिनो”"


def test_a_misspelt_country_means_that_of_the_project_or_else_that_of_the_world(
    offer: Offer, make_entity: Any
) -> None:
    assert offer("क्यबूा", "Country") == ["New: क्यूबा CU", "New entity “क्यबूा”"]
    make_entity("क्यूबा", "Country", code="CU")
    assert offer("क्यबूा", "Country") == ["क्यूबा, Country, CU", "New entity “क्यबूा”"]


def test_a_country_is_not_another_that_is_written_alike(offer: Offer, make_entity: Any) -> None:
    make_entity("Nigeria", "Country", code="NG")
    make_entity("सूडान", "Country", code="SD")
    assert offer("Niger", "Country")[0] == "New: नाइजर NE"
    assert "Nigeria, Country, NG" in offer("Niger", "Country")
    assert offer("दक्षिण सूडान", "Country")[0] == "New: दक्षिण सूडान SS"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("राष्ट्रपति मादुरो", "मादुरो"),
        ("निकोलस मादुरो", "मादुरो"),
        ("मादुरो", "निकोलस मादुरो"),
        ("राष्ट्रपति निकोलस मादुरो", "निकोलस मादूरो"),
    ],
)
def test_a_surname_or_a_name_with_a_title_means_the_one_who_is_called_so(
    offer: Offer, make_entity: Any, typed: str, name: str
) -> None:
    make_entity(name)
    make_entity("मादुरो सरकार", "Organisation")
    assert offer(typed, "Person")[0] == f"{name}, Person"


def test_only_persons_have_surnames(offer: Offer, make_entity: Any) -> None:
    make_entity("पूर्वी कराकस", "Place")
    assert offer("कराकस", "Place")[0] == "New entity “कराकस”"
    assert "पूर्वी कराकस, Place" in offer("कराकस", "Place")


def test_a_surname_of_two_means_neither(offer: Offer, make_entity: Any) -> None:
    make_entity("निकोलस मादुरो")
    make_entity("सिलिया मादुरो")
    offered = offer("मादुरो", "Person")
    assert offered[0] == "New entity “मादुरो”"
    assert set(offered[1:]) == {"निकोलस मादुरो, Person", "सिलिया मादुरो, Person"}


def test_a_surname_means_nobody_with_another_label(offer: Offer, make_entity: Any) -> None:
    make_entity("मादुरो", "Group")
    assert offer("राष्ट्रपति मादुरो", "Person") == ["New entity “राष्ट्रपति मादुरो”", "मादुरो, Group"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("माइक पेंस", "माइक पांपिओ"),
        ("माइक", "माइक पांपिओ"),
        ("व्लादिमीर पादरिनो", "व्लादिमीर पुतिन"),
        ("व्लादिमीर पादरिनो", "व्लादिमीर"),
    ],
)
@pytest.mark.parametrize("typing", [False, True])
def test_a_given_name_in_common_means_nobody(
    offer: Offer, make_entity: Any, typed: str, name: str, typing: bool
) -> None:
    make_entity(name)
    for label in ("Person", None):
        assert offer(typed, label, typing=typing)[0] == f"New entity “{typed}”"


def test_a_person_is_not_a_country_that_is_written_alike(offer: Offer, make_entity: Any) -> None:
    assert offer("वर्मा", "Person")[0] == "New entity “वर्मा”"
    make_entity("बर्मा", "Country", code="MM")
    assert offer("वर्मा", "Person")[0] == "New entity “वर्मा”"
    assert offer("वर्मा")[0] == "New entity “वर्मा”"
    assert offer("वर्मा", "Country")[0] == "बर्मा, Country, MM"


def test_a_person_called_like_a_country_is_somebody_new_and_the_country_is_offered(offer: Offer) -> None:
    assert offer("जॉर्डन", "Person") == ["New entity “जॉर्डन”", "New: जॉर्डन JO"]
    assert offer("जॉर्डन") == ["New: जॉर्डन JO", "New entity “जॉर्डन”"]


def test_only_while_somebody_types_an_unfinished_word_means_the_name_it_begins(
    offer: Offer, make_entity: Any
) -> None:
    make_entity("रूस", "Country", code="RU", aliases=("Russia",))
    make_entity("रामपाल")
    assert offer("Russ", "Person", typing=True)[0] == "रूस, also Russia, Country, RU"
    assert offer("राम", "Person", typing=True)[0] == "रामपाल, Person"
    assert offer("राम", "Person")[0] == "New entity “राम”"


def test_of_two_names_that_a_word_begins_the_one_with_the_label_is_meant(
    offer: Offer, make_entity: Any
) -> None:
    make_entity("मादुरो सरकार", "Organisation")
    make_entity("निकोलस मादुरो")
    assert offer("मादु", "Person", typing=True)[0] == "निकोलस मादुरो, Person"
    assert offer("मादु", "Organisation", typing=True)[0] == "मादुरो सरकार, Organisation"


def test_somebody_new_is_offered_once_and_is_the_last_unless_meant(offer: Offer, make_entity: Any) -> None:
    make_entity("मादुरो")
    for typed in ("मादुरो", "मदुरो", "म", "माद", "गुएडो"):
        offered = offer(typed, "Person")
        new = f"New entity “{typed}”"
        assert offered.count(new) == 1
        assert new in (offered[0], offered[-1])
        assert len(offered) == len(set(offered))
