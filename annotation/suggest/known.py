"""What a written name stands for, among everything that the program knows by itself."""

from __future__ import annotations

from dataclasses import dataclass

from annotation.names.countries import country_code, country_name
from annotation.names.groups import organisation
from annotation.text.folding import Degree


@dataclass(frozen=True, slots=True)
class Known:
    """A country or an organisation: its default label's name, its usual name, and its code."""

    label: str
    name: str
    code: str


def country(code: str, language: str) -> Known:
    """Return what is known of the country with an ISO code. The European Union is an organisation."""
    return Known("Organisation" if code == "EU" else "Country", country_name(code, language), code)


def recognise(surface: str, language: str, degree: Degree) -> tuple[Known, Degree] | None:
    """Return what a name stands for and by which degree it was found, the closest degree first."""
    for attempt in Degree:
        code = country_code(surface, attempt, language)
        if code is not None:
            return country(code, language), attempt
        body = organisation(surface, attempt)
        if body is not None:
            return Known("Organisation", body.name(language), body.code), attempt
        if attempt is degree:
            break
    return None
