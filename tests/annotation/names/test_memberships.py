from datetime import date
from typing import Any

import pytest

from annotation.names.countries import LANGUAGES, country_name
from annotation.names.groups import organisations_from
from annotation.names.memberships import (
    group_called,
    groups_from,
    members_on,
    membership_groups,
    suspended_on,
)
from annotation.resources import ResourceError

SIZES = [
    ("EU", "1957-12-31", 0), ("EU", "1958-01-01", 6), ("EU", "1990-06-01", 12), ("EU", "2004-04-30", 15),
    ("EU", "2004-05-01", 25), ("EU", "2010-01-01", 27), ("EU", "2016-06-23", 28),
    ("EU", "2020-01-31", 28),
    ("EU", "2020-02-01", 27), ("EU", None, 27), ("Q7184", "1949-04-03", 0), ("Q7184", "1949-04-04", 12),
    ("Q7184", "2019-01-23", 29), ("Q7184", "2022-02-24", 30), ("Q7184", "2023-04-04", 31),
    ("Q7184", "2024-03-06", 31), ("Q7184", "2024-03-07", 32), ("Q7184", None, 32),
    ("Q7768", "2020-01-01", 10),
    ("Q7768", None, 11), ("Q243630", "2010-01-01", 4), ("Q243630", "2023-12-31", 5),
    ("Q243630", "2024-01-01", 9),
    ("Q243630", "2025-01-06", 10), ("Q1764511", None, 7), ("Q19771", "2023-09-08", 20),
    ("Q19771", None, 21),
    ("Q123759", "2023-11-18", 35), ("Q123759", None, 34), ("Q7159", "2002-07-09", 53),
    ("Q7159", None, 55),
    ("Q7172", None, 22), ("Q7795", "1960-09-14", 5), ("Q7795", "2018-12-31", 15),
    ("Q7795", "2019-01-01", 14),
    ("Q7795", "2020-01-01", 13), ("Q7795", "2024-01-01", 12), ("Q7795", None, 11),
    ("Q7779", "2009-08-17", 11),
    ("Q7779", "2009-08-18", 10), ("Q7779", None, 9), ("Q318693", None, 6), ("eaeu", None, 5),
    ("Q485207", "2001-06-15", 6),
    ("Q485207", "2017-06-09", 8), ("Q485207", None, 10), ("Q7785", None, 56), ("saarc", "2006-01-01", 7),
    ("saarc", None, 8), ("quad", None, 4), ("Q108556886", None, 3), ("Q4264", "2011-01-01", 4),
    ("Q4264", None, 6),
    ("Q4230", "2017-01-01", 12), ("Q205995", None, 15), ("Q217172", None, 6), ("Q47543", None, 57),
    ("p5", None, 5),
    ("Q193272", "2025-01-28", 15), ("Q193272", "2025-01-29", 12), ("lima-group", "2017-08-07", 0),
    ("lima-group", "2017-08-08", 12), ("lima-group", "2018-02-01", 14), ("visegrad", None, 4),
    ("Q146165", None, 8),
]  # fmt: skip

FACTS = [
    ("GB", "EU", "1973-01-01", "2020-01-31", "2020-02-01"),
    ("SE", "Q7184", "2024-03-07", None, "2024-03-06"),
    ("FI", "nato", "2023-04-04", None, "2023-04-03"),
    ("QA", "Q7795", "1970-01-01", "2018-12-31", "2019-01-01"),
    ("AO", "opec", "2007-01-01", "2023-12-31", "2024-01-01"),
    ("ID", "opec", "2016-01-01", "2016-11-29", "2016-11-30"),
    ("EC", "opec", "2007-12-01", "2019-12-31", "2000-01-01"),
    ("AE", "opec", "1990-01-01", "2026-04-30", "2026-05-01"),
    ("GE", "Q7779", "2000-01-01", "2009-08-17", "2009-08-18"),
    ("BO", "Q4264", "2024-08-07", None, "2024-08-06"),
    ("VE", "mercosur", "2012-07-31", None, "2012-07-30"),
    ("AR", "lima-group", "2017-08-08", "2021-03-23", "2021-03-24"),
    ("BO", "lima-group", "2019-12-22", "2020-10-01", "2019-12-21"),
    ("MX", "lima-group", "2018-12-31", "2019-01-03", "2019-02-01"),
    ("GM", "Q7785", "2018-02-08", None, "2015-01-01"), ("MV", "Q7785", "2020-02-01", None, "2018-01-01"),
    ("ZW", "Q7785", "2000-01-01", "2003-12-06", "2003-12-07"),
    ("ZA", "Q7785", "1994-06-01", None, "1980-01-01"),
    ("ML", "Q193272", "2000-01-01", "2025-01-28", "2025-01-29"),
    ("NI", "Q123759", "2000-01-01", "2023-11-18", "2023-11-19"),
    ("ID", "Q243630", "2025-01-06", None, "2025-01-05"),
    ("MA", "Q7159", "2017-01-31", None, "2017-01-30"),
    ("Q7159", "Q19771", "2023-09-09", None, "2023-09-08"),
    ("EU", "g20", "2000-01-01", None, "1999-01-01"),
    ("TL", "asean", "2025-10-26", None, "2025-10-25"),
]  # fmt: skip


def on(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("code", "day", "size"), SIZES)
def test_a_group_has_as_many_members_as_it_had_on_a_day(code: str, day: str | None, size: int) -> None:
    members = members_on(code, on(day))
    assert len(members) == len(set(members)) == size


@pytest.mark.parametrize(("member", "code", "inside", "late", "outside"), FACTS)
def test_a_member_belongs_to_a_group_from_its_first_day_to_its_last(
    member: str, code: str, inside: str, late: str | None, outside: str
) -> None:
    assert member in members_on(code, on(inside))
    assert member in members_on(code, on(late))
    assert member not in members_on(code, on(outside))


def test_the_oldest_members_come_first() -> None:
    assert members_on("saarc", None) == ("BD", "BT", "IN", "LK", "MV", "NP", "PK", "AF")


def test_a_group_that_is_not_known_has_no_members() -> None:
    assert members_on("Q1", None) == members_on("Q1065", None) == members_on("", None) == ()


@pytest.mark.parametrize(
    ("code", "day", "suspended"),
    [
        ("Q4264", "2016-11-30", ()), ("Q4264", "2019-01-01", ("VE",)), ("Q4264", "2012-12-01", ("PY",)),
        ("Q7172", "2015-01-01", ("SY",)), ("Q7172", None, ()),
        ("Q7159", "2013-09-01", ("CF", "EG", "GW")),
        ("Q193272", "2024-06-01", ("BF", "GN", "ML", "NE")), ("Q193272", None, ("GW",)),
        ("Q318693", None, ("AM",)),
        ("Q7785", "2003-12-07", ("PK",)),
    ],
)  # fmt: skip
def test_the_suspended_are_members_without_their_rights(
    code: str, day: str | None, suspended: tuple[str, ...]
) -> None:
    assert suspended_on(code, on(day)) == suspended
    assert set(suspended) <= set(members_on(code, on(day)))


@pytest.mark.parametrize(
    "name", ["लीमा समूह", "Lima Group", "Grupo de Lima", "Группа Лимы", "مجموعة ليما", "লিমা গ্রুপ"]
)
def test_a_group_without_a_code_is_found_by_its_name(name: str) -> None:
    assert group_called(name) == "lima-group"


def test_a_name_of_no_group_or_of_one_without_members_finds_none() -> None:
    assert group_called("विश्व बैंक") is None
    assert group_called("अज्ञात") is None


def test_every_member_in_the_file_is_a_country_with_a_name_or_a_group() -> None:
    groups = {group.code for group in membership_groups().values()}
    for group in membership_groups().values():
        assert group.source
        for one in group.memberships:
            assert one.member in groups or country_name(one.member, "hi") != one.member


def table(**events: dict[str, Any]) -> dict[str, Any]:
    return {"club": {"source": "a book", "joined": {"2000-01-01": "FR DE"}, **events}}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"other": {}}, r"memberships.toml \[other\].*no group"),
        ({"club": 3}, "memberships.toml.*“club”"),
        ({"club": {"joined": {}}}, r"\[club\].*“source” is missing"),
        ({"club": {"source": " ", "joined": {}}}, r"\[club\].*“source”"),
        ({"club": {"source": "a book"}}, r"\[club\].*“joined”"),
        (table(observers={"2001": "IT"}), r"\[club\].*observers"),
        (table(left={"2001-13": "FR"}), r"\[club\] left, 2001-13.*day"),
        (table(left={"1 May 2001": "FR"}), r"\[club\] left, 1 May 2001.*day"),
        (table(left={"2001": "France"}), r"\[club\] left, 2001.*'France'"),
        (table(left={"2001": "Q5"}), r"\[club\] left, 2001.*'Q5'"),
        (table(left={"2001": ""}), r"\[club\] left, 2001.*one member"),
        (table(left={"2001": "FR FR"}), r"\[club\] left, 2001.*once"),
        (table(left={"2001": ["FR"]}), r"\[club\] left, 2001.*type str"),
        (table(left={"1999": "FR"}), r"\[club\] left, 1999.*FR"),
        (table(left={"2001": "IT"}), r"\[club\] left, 2001.*IT"),
        (table(joined={"2001": "IT", "2002": "IT"}), r"\[club\] joined, 2002.*IT"),
        (table(suspended={"2001": "IT"}), r"\[club\] suspended, 2001.*IT"),
        (table(suspended={"2001": "FR", "2002": "FR"}), r"\[club\] suspended, 2002.*FR"),
        (table(restored={"2001": "FR"}), r"\[club\] restored, 2001.*FR"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file_is_told_with_file_and_key(data: dict[str, Any], message: str) -> None:
    with pytest.raises(ResourceError, match=message):
        groups_from(data, {"club": "Q1"})


def test_who_leaves_while_suspended_is_suspended_no_more() -> None:
    group = groups_from(
        table(suspended={"2001": "FR", "2003-02": "DE"}, left={"2002": "FR"}, restored={"2004": "DE"}),
        {"club": "Q1"},
    )["club"]
    spans = {
        one.member: [(period.start.isoformat(), str(period.end)) for period in one.suspensions]
        for one in group.memberships
    }
    assert spans == {"FR": [("2001-01-01", "2002-01-01")], "DE": [("2003-02-01", "2004-01-01")]}


GROUP = {"key": "club", "code": "Q1", **{language: ["Club"] for language in LANGUAGES}}


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        ([{**GROUP, "key": "A Club"}], "groups.toml, group 1.*key 'A Club'"),
        ([{**GROUP, "code": "1"}], "groups.toml, group 1.*code '1'"),
        ([GROUP, {**GROUP, "key": "other"}], "groups.toml, group 2.*code 'Q1'"),
        ([GROUP, {**GROUP, "code": ""}], "groups.toml, group 2.*key 'club'"),
        ([{**GROUP, "ru": []}], "groups.toml, group 1.*“ru”"),
        (
            [{name: value for name, value in GROUP.items() if name != "mr"}],
            "groups.toml, group 1.*“mr” is missing",
        ),
    ],
)
def test_a_mistake_in_the_names_of_groups_is_told_with_file_and_key(groups: list[Any], message: str) -> None:
    with pytest.raises(ResourceError, match=message):
        organisations_from({"group": groups})
