"""How well alliance lists are found in the gold texts: by language, awkward and plain.

Run by `make bench`, or as a script with `PYTHONPATH=.` set; `--help` explains what it can leave out. The
columns: texts, camps found of those there are, false camps beside them, members' precision, recall and F1 at
exact offsets, the share of right polarities, targets and codes among what was found, and false camps on
how many decoys.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from annotation.suggest.alliances import find_camps
from annotation.suggest.proposals import ProposedCamp
from tests.gold.loading import GoldText, languages, load_language
from tests.gold.scoring import Score, errors, score

HEADINGS = ("", "texts", "camps", "false", "prec.", "recall", "F1", "polar.", "target", "code", "decoys")


@dataclass(frozen=True, slots=True)
class Result:
    """A gold text, and what was found in it."""

    gold: GoldText
    found: tuple[ProposedCamp, ...]


def main() -> None:
    """Measure and print; no figure is a failure."""
    parser = argparse.ArgumentParser(description="How well alliance lists are found.")
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="such as hi; all when none is given")
    parser.add_argument("--errors", action="store_true", help="list each miss and each false find")
    parser.add_argument(
        "--half",
        choices=("seen", "unseen"),
        help="only the texts that the finder was improved on, or only those that it was not",
    )
    options = parser.parse_args()
    by_language = {
        language: [
            Result(gold, find_camps(gold.text)) for gold in half(load_language(language), options.half)
        ]
        for language in options.languages or languages()
    }
    if options.errors:
        for language, results in by_language.items():
            print_errors(language, results)
    everything = [result for results in by_language.values() for result in results]
    print_row(HEADINGS)
    for language, results in by_language.items():
        print_row(row(language, results))
    print_row(row("all", everything))
    lists = [result for result in everything if result.gold.camps]
    print_row(row("awkward", [result for result in lists if result.gold.awkward]))
    print_row(row("plain", [result for result in lists if not result.gold.awkward]))


def half(texts: Sequence[GoldText], which: str | None) -> Sequence[GoldText]:
    """Return every other text from the first (seen) or the second (unseen) on, or all of them."""
    return texts if which is None else texts[which == "unseen" :: 2]


def row(name: str, results: Sequence[Result]) -> tuple[str, ...]:
    """Return the cells of one line."""
    total = sum((score(result.gold, result.found) for result in results), Score())
    shares = (total.precision, total.recall, total.f1, total.polarity, total.target, total.code)
    return (
        name,
        str(total.texts),
        f"{total.matched_camps}/{total.gold_camps}",
        str(total.false_camps),
        *(f"{figure:.3f}" for figure in shares),
        f"{total.decoy_camps}/{total.decoys}",
    )


def print_row(cells: Sequence[str]) -> None:
    """Print one line of the table."""
    print(f"{cells[0]:8}" + "".join(f"{cell:>9}" for cell in cells[1:]))


def print_errors(language: str, results: Sequence[Result]) -> None:
    """Print what went wrong in each text of a language."""
    for number, result in enumerate(results, start=1):
        lines = errors(result.gold, result.found)
        if lines:
            print(f"{language} {number}: {' '.join(result.gold.text.split())[:90]}")
        for line in lines:
            print(f"    {line}")


if __name__ == "__main__":
    main()
