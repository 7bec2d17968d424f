"""From records to rows and back.

A row holds the columns of a kind in their order: text and integers only. The text of an article is no column
of its row; it follows the others when rows are read.

The functions are generated once for each kind from the fields of its dataclass: with 100,000 mentions,
looking each field up by its name costs more than everything else.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from annotation.records import Article, Record

R = TypeVar("R", bound=Record)

Value: TypeAlias = str | int | None
Row: TypeAlias = tuple[Value, ...]
Fields: TypeAlias = dict[str, Value]


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


class Codec(NamedTuple):
    """How one kind of record is written as a row and read from one.

    `defaults` are the values of the columns that a record need not give.
    """

    columns: tuple[str, ...]
    defaults: Fields
    encode: Callable[[Any], Row]
    decode: Callable[[Iterable[Sequence[Any]]], list[Any]]


def _in_utc(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone cannot be kept: {moment}")
    return moment.astimezone(UTC).isoformat()


def _without_none(hint: object) -> tuple[type[object], bool]:
    """Return the type that a field holds and whether it may be None."""
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = [part for part in get_args(hint) if part is not type(None)]
        return inner, True
    assert isinstance(hint, type)
    return hint, False


def _conversions(kind: type[object], name: str) -> tuple[str, str]:
    """Return how a value of a field is written and read, as expressions with `{}` for the value."""
    if issubclass(kind, Enum):
        return "{}.value", name + "_of[{}]"
    if kind is bool:
        return "int({})", "bool({})"
    if kind is datetime:
        return "in_utc({})", "datetime.fromisoformat({})"
    if kind is date:
        return "{}.isoformat()", "date.fromisoformat({})"
    assert kind in (str, int), f"a field of type {kind} cannot be kept"
    return "{}", "{}"


@cache
def codec(kind: type[Record]) -> Codec:
    """Return the codec of a kind of record."""
    hints: dict[str, object] = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    space: dict[str, Any] = {"kind": kind, "date": date, "datetime": datetime, "in_utc": _in_utc}
    writing: dict[str, str] = {}
    reading: dict[str, str] = {}
    for name in names:
        inner, optional = _without_none(hints[name])
        if issubclass(inner, Enum):
            space[f"{name}_of"] = {member.value: member for member in inner}
        write, read = _conversions(inner, name)
        write, read = write.format(f"r.{name}"), read.format(f"v_{name}")
        writing[name] = (
            write if not optional or write == f"r.{name}" else f"None if r.{name} is None else {write}"
        )
        reading[name] = (
            read if not optional or read == f"v_{name}" else f"None if v_{name} is None else {read}"
        )
    columns = tuple(name for name in names if not (kind is Article and name == "text"))
    in_row = [*columns, "text"] if kind is Article else columns
    encode = f"lambda r: ({', '.join(writing[name] for name in columns)},)"
    arguments = ", ".join(f"{name}={reading[name]}" for name in names)
    decode = f"lambda rows: [kind({arguments}) for {', '.join(f'v_{name}' for name in in_row)} in rows]"
    given = {field.name: field.default for field in fields(kind) if field.default is not MISSING}
    defaults = {name: encode_value(value) for name, value in given.items()}
    return Codec(columns, defaults, eval(encode, space), eval(decode, space))


def encode_value(value: object) -> Value:
    """Return how one value of a field is kept."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return _in_utc(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    assert value is None or isinstance(value, (str, int)), f"a {type(value).__name__} cannot be kept"
    return value


def as_json(values: Fields) -> str:
    """Return fields as they stand in the log."""
    return _ENCODER.encode(values)
