"""The program's own data: TOML files under `resources/`, which lies beside this package."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from annotation.errors import PersonError

T = TypeVar("T")

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


class ResourceError(PersonError):
    """A data file is missing or malformed. The message names the file and the key."""


def resource_path(*parts: str) -> Path:
    """Return the path of a file or folder under `resources/`."""
    return RESOURCES.joinpath(*parts)


def load_toml(*parts: str) -> dict[str, Any]:
    """Read a TOML file under `resources/`.

    Raises:
        ResourceError: if it is missing or is not TOML.
    """
    path = resource_path(*parts)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ResourceError(f"The data file {path} is missing: install the program again.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ResourceError(f"The data file {path} cannot be read as TOML: {error}.") from error


def entry(table: Mapping[str, Any], key: str, kind: type[T], where: str) -> T:
    """Return `table[key]`, which must be of type `kind`.

    Args:
        table: what was read from a file.
        key: the key to look up.
        kind: the type that its value must have.
        where: the file (and place in it) that an error message names.

    Raises:
        ResourceError: if the key is missing or its value is of another type.
    """
    if key not in table:
        raise ResourceError(f"{where}: the key “{key}” is missing.")
    value: object = table[key]
    if not isinstance(value, kind):
        raise ResourceError(f"{where}: “{key}” should be of type {kind.__name__}, but is {value!r}.")
    return value


def texts(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """Return `table[key]`, which must be a list of strings, none of them empty.

    Raises:
        ResourceError: if it is missing or is something else.
    """
    values = cast("list[object]", entry(table, key, list, where))
    found: list[str] = []
    for value in values:
        if not isinstance(value, str) or not value.strip():
            raise ResourceError(
                f"{where}: “{key}” should hold texts that are not empty, but holds {value!r}."
            )
        found.append(value)
    return tuple(found)


def tables(table: Mapping[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    """Return `table[key]`, which must be a list of tables (`[[key]]` in TOML).

    Raises:
        ResourceError: if it is missing or is something else.
    """
    values = cast("list[object]", entry(table, key, list, where))
    if not all(isinstance(value, dict) for value in values):
        raise ResourceError(f"{where}: “{key}” should be written as tables, [[{key}]].")
    return cast("list[dict[str, Any]]", values)


def section(table: Mapping[str, Any], key: str, where: str) -> dict[str, Any]:
    """Return `table[key]`, which must be a table (`[key]` in TOML).

    Raises:
        ResourceError: if it is missing or is something else.
    """
    return cast("dict[str, Any]", entry(table, key, dict, where))
