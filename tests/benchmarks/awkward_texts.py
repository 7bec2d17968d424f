"""How long alliance lists are looked for in the real article and in what nobody should write.

Each awkward text is read in two sizes, the second four times the first: a time that grows about four times is
linear. Run as `PYTHONPATH=. python tests/benchmarks/awkward_texts.py`.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from annotation.suggest.alliances import find_camps
from tests.conftest import SHARED_DATA

ARTICLE = SHARED_DATA / "venezuela-hi.txt"
GROWTH = 4
TIMES = 5

_NAMES = ("रूस", "चीन", "क्यूबा", "ईरान", "तुर्की", "सीरिया", "पेरू", "कनाडा", "चिली", "पनामा", "जापान", "घाना")


def _members(count: int) -> str:
    return "मादुरो के समर्थन वाले देश: " + ", ".join(_NAMES[n % len(_NAMES)] for n in range(count)) + "।"


TEXTS: dict[str, tuple[int, Callable[[int], str]]] = {
    "a list of so many members": (2_500, _members),
    "a list of so many unknown members": (
        2_500,
        lambda count: "Countries supporting Maduro: " + ", ".join(f"Xq{n}land" for n in range(count)),
    ),
    "members joined by nothing but “and”": (
        2_500,
        lambda count: "Countries supporting Maduro: " + " and ".join(["Peru", "Chile"] * (count // 2)),
    ),
    "a heading of so many words": (
        5_000,
        lambda count: "supporting " * count + ": Russia, China, Cuba",
    ),
    "one line of so many sentences": (
        1_000,
        lambda count: "रूस, चीन और क्यूबा ने मादुरो का समर्थन किया। " * count,
    ),
    "so many lists, one a line": (250, lambda count: (_members(5) + "\n") * count),
    "so many lines of one word": (10_000, lambda count: "Peru\n" * count),
    "so many brackets that never close": (10_000, lambda count: "Supporters: " + "(Peru, " * count),
    "so many colons": (10_000, lambda count: "supporting: " * count),
    "control characters": (
        10_000,
        lambda count: "supporting Maduro: Peru,\x00\x07\x0b\x1f Chile, Cuba " * count,
    ),
    "mixed scripts": (2_000, lambda count: "रूस Россия روسیا রাশিয়া support, Maduro: چین और Cuba, " * count),
}


def seconds(text: str) -> float:
    """Return the median time of a search, once everything that it needs is loaded."""
    taken: list[float] = []
    for _ in range(TIMES):
        began = time.perf_counter()
        find_camps(text)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def main() -> None:
    """Print a table."""
    find_camps(_members(10))
    if ARTICLE.exists():
        print(f"the real article: {1000 * seconds(ARTICLE.read_text(encoding='utf-8')):.1f} ms (target 50)")
    print(f"\n{'':40}{'size':>8}{'ms':>10}{f'ms at {GROWTH}x':>12}{'grows':>9}")
    for name, (size, make) in TEXTS.items():
        small, large = seconds(make(size)), seconds(make(size * GROWTH))
        print(f"{name:40}{size:>8,}{1000 * small:>10.1f}{1000 * large:>12.1f}{large / small:>8.1f}x")


if __name__ == "__main__":
    main()
