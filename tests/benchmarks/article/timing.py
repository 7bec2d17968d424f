"""Figures of one step, and how they are taken."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

PATIENCE = 2.0
"""Seconds after which a step is not repeated any more."""


@dataclass(frozen=True)
class Figure:
    """Milliseconds: the median and the worst of `times`.

    `reckoned` tells that only a part was done before time was up, and the rest counted in proportion.
    """

    median: float
    worst: float
    times: int
    reckoned: bool = False


Figures = dict[str, Figure]
"""By the name of the step."""


def milliseconds(step: Callable[[], object], *, settle: bool = True) -> float:
    """Do something once, and with `settle` until all that it has changed is painted."""
    began = time.perf_counter()
    step()
    if settle:
        QApplication.processEvents()
    return (time.perf_counter() - began) * 1000


def figure(taken: list[float], *, reckoned: bool = False) -> Figure:
    """Return the figure of what was measured one by one."""
    return Figure(statistics.median(taken), max(taken), len(taken), reckoned)


def several(times: int, step: Callable[[], object], before: Callable[[], object] | None = None) -> Figure:
    """Do something several times, with something before each time that is not counted."""
    taken: list[float] = []
    began = time.perf_counter()
    for _ in range(times):
        if before is not None:
            before()
            QApplication.processEvents()
        taken.append(milliseconds(step))
        if time.perf_counter() - began > PATIENCE:
            break
    return figure(taken)
