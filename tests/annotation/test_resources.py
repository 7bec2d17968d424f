import tomllib

import pytest

from annotation.errors import PersonError
from annotation.resources import (
    RESOURCES,
    ResourceError,
    entry,
    load_toml,
    resource_path,
    section,
    tables,
    texts,
)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ResourceError, match=r"no-such\.toml"):
        load_toml("cues", "no-such.toml")
    assert issubclass(ResourceError, PersonError)


def test_resources_lie_beside_the_package() -> None:
    assert resource_path("labels", "default.toml").is_file()


def test_a_value_is_handed_out_only_if_it_is_what_was_asked_for() -> None:
    table = {"text": "a", "list": ["a", "b"], "tables": [{"x": 1}], "table": {"x": 1}, "mixed": ["a", 1]}
    assert entry(table, "text", str, "f") == "a"
    assert texts(table, "list", "f") == ("a", "b")
    assert tables(table, "tables", "f") == [{"x": 1}]
    assert section(table, "table", "f") == {"x": 1}
    for reader, key in (
        (texts, "mixed"),
        (texts, "text"),
        (tables, "list"),
        (section, "list"),
        (texts, "absent"),
    ):
        with pytest.raises(ResourceError, match=f"^f: .*{key}"):
            reader(table, key, "f")


def test_every_data_file_is_toml() -> None:
    files = list(RESOURCES.rglob("*.toml"))
    assert files
    for path in files:
        tomllib.loads(path.read_text(encoding="utf-8"))


def test_the_default_labels_have_keys_colours_and_descriptions_of_their_own() -> None:
    labels = load_toml("labels", "default.toml")["label"]
    assert [label["name"] for label in labels] == [
        "Person",
        "Country",
        "Organisation",
        "Group",
        "Place",
        "Event",
        "Issue",
        "Language",
    ]
    assert [label["key"] for label in labels] == list("12345678")
    assert len({label["colour"] for label in labels}) == len(labels)
    for label in labels:
        assert 50 <= lightness(label["colour"]) <= 66
        assert label["description"].endswith(".")


def lightness(colour: str) -> float:
    """L* of CIE 1976 for an sRGB colour."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * luminance ** (1 / 3) - 16
