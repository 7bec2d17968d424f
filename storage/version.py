"""Which program this is."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from importlib.metadata import version as installed_version
from pathlib import Path


def version() -> str:
    """Return the program's version: from the folder it runs from, or else as it was installed."""
    with suppress(OSError):
        text = Path(__file__).parents[1].joinpath("pyproject.toml").read_text(encoding="utf-8")
        return tomllib.loads(text)["project"]["version"]
    return installed_version("paksha")
