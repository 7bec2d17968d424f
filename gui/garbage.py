"""Python's cyclic garbage collector, kept in the thread of the window.

By itself it runs in whichever thread happens to allocate. In the thread of a job it would delete widgets that
are left over in reference cycles, which Qt allows only in the thread that made them: the program would crash
at some later moment. So it is switched off and called by a timer instead, which also keeps its pauses out of
painting.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL = 2_000
"""Milliseconds between two looks at how much garbage may have gathered."""


class GarbageCollection(QObject):
    """Collects garbage from the event loop, by Python's own thresholds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(collect_if_due)
        self._timer.start()


def collect_if_due() -> None:
    """Collect the oldest generation that is due, as the collector itself would."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
