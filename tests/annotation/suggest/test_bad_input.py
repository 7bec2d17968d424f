import time
from collections.abc import Callable

import pytest

from annotation.suggest.alliances import find_camps

SMALL, TIMES = 800, 4
SLOWER = 2.2
"""How much more than its share a text may take that is `TIMES` as long; quadratic work takes `TIMES`."""

LONG: dict[str, Callable[[int], str]] = {
    "known members": lambda n: "Countries supporting Ort: " + ", ".join(["Chile"] * n),
    "unknown members": lambda n: "Countries supporting Ort: " + ", ".join(f"Zork{i}" for i in range(n)),
    "members of a sentence": lambda n: ", ".join(["Chile"] * n) + " and Peru backed Ort.",
    "words of a heading": lambda n: "Countries supporting " + "word " * n + ": Chile, Peru, Cuba",
    "phrases": lambda n: "backed " * n,
    "sentences": lambda n: "Chile and Peru backed Ort, while Cuba and Iran opposed him. " * n,
    "no sentence end": lambda n: "Chile and Peru backed Ort " * n,
    "verbs first": lambda n: "أيدت روسيا والصين وكوبا مادورو " * n,
    "verbs last": lambda n: "रूस, चीन और क्यूबा ने मादुरो का समर्थन किया " * n,
    "items": lambda n: "Countries supporting Ort:\n" + "- Chile\n" * n,
    "headings over headings": lambda n: "Countries supporting Ort\n" * n,
    "lines that go on": lambda n: "Chile,\n" * n,
    "rows": lambda n: "For\tAgainst\n" + "Chile\tPeru\n" * n,
    "tabs": lambda n: "For" + "\t" * n + "\nChile" + "\t" * n,
    "controls": lambda n: "\x00\x01\u202e: \x0b, " * n,
    "scripts": lambda n: "Россия, 中国 и रूस поддержали Ort: " * n,
}


def seconds(text: str) -> float:
    started = time.perf_counter()
    find_camps(text)
    return time.perf_counter() - started


@pytest.mark.parametrize("make", LONG.values(), ids=LONG)
def test_the_time_grows_no_faster_than_the_text(make: Callable[[int], str]) -> None:
    small, large = make(SMALL), make(SMALL * TIMES)
    find_camps(small)
    ratios = (seconds(large) / seconds(small) for _ in range(3))
    assert any(ratio < TIMES * SLOWER for ratio in ratios)


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\ufeffFor: Chile, Peru\x00, Cuba",
        "For:\u202eChile\u202c, Peru, Cuba",
        "\ud800 backed \ud800, Chile and Peru backed Ort",
        "Chile, Peru, Cuba backed",
        "backed Chile and Peru",
        "For:",
        "For:\n",
        "For\t\n\t",
        "|\n|",
        "| For |\n|---|\n| |",
        "- \n- \n",
        "و و و",
        "l' d' l'",
        "U.S.",
        "(((((",
        "For: (Chile, Peru",
        "Россия, China और फ्रांस supported يورت",
        "и " * 50,
        "का समर्थन किया",
    ],
)
def test_bad_input_is_survived(text: str) -> None:
    for camp in find_camps(text):
        for name in (camp.target, *camp.members):
            assert name is None or text[name.start : name.end] == name.text != ""


def test_ten_thousand_members_of_a_sentence_are_all_members() -> None:
    (camp,) = find_camps(", ".join(["Chile"] * 9_999) + " and Peru backed Ort.")
    assert len(camp.members) == 10_000
