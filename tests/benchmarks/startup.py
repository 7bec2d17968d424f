"""What a start takes from the command to a usable window: time and memory, beside a bare Qt window.

The budget is 0.8 s and 150 MB on a 2-core machine with a warm disk. Run by `make bench`, or
`python tests/benchmarks/startup.py [RUNS]`. The program is started with `PAKSHA_EXIT_WHEN_READY=1`: it prints
`ready` and ends as soon as its window is painted with the project loaded.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
BUDGET_SECONDS = 0.8
BUDGET_MEGABYTES = 150
PATIENCE_SECONDS = 60

BARE_WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("ready", flush=True)
        QTimer.singleShot(0, app.quit)

app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""

PROJECT = """
import sys
from pathlib import Path
from storage.sample import create_sample_project

project, _ = create_sample_project(Path(sys.argv[1]), "Benchmark")
project.close()
"""


@dataclass(frozen=True)
class Start:
    """One start: seconds from the command to the word `ready`, and the most memory held at a time in MB."""

    seconds: float
    megabytes: float


def main() -> None:
    """Measure and print; the figures are for comparing, so a missed budget is said and is no failure."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory(prefix="paksha-startup-") as home:
        environment = isolated(Path(home))
        project = Path(home) / "benchmark.paksha"
        subprocess.run(
            [sys.executable, "-c", PROJECT, str(project)], env=environment, cwd=REPOSITORY, check=True
        )
        for platform in ("offscreen", "xcb"):
            display = Xvfb() if platform == "xcb" else None
            if display is not None and not display.start(environment):
                print("xcb: Xvfb is not installed or does not start, left out")
                continue
            environment["QT_QPA_PLATFORM"] = platform
            try:
                report(platform, project, environment, runs)
            finally:
                if display is not None:
                    display.stop()


def report(platform: str, project: Path, environment: dict[str, str], runs: int) -> None:
    """Print the medians of both windows on one platform."""
    commands = {
        "bare Qt window": [sys.executable, "-c", BARE_WINDOW],
        "Paksha": [sys.executable, "main.py", str(project), "--annotator", "Benchmark"],
    }
    medians: dict[str, Start] = {}
    for name, command in commands.items():
        started(command, environment)  # the first one warms the disk and writes the compiled modules
        starts = [started(command, environment) for _ in range(runs)]
        medians[name] = Start(
            statistics.median(start.seconds for start in starts),
            statistics.median(start.megabytes for start in starts),
        )
        print(f"{platform}: {name}: {medians[name].seconds:.2f} s, {medians[name].megabytes:.0f} MB")
    paksha, bare = medians["Paksha"], medians["bare Qt window"]
    kept = paksha.seconds <= BUDGET_SECONDS and paksha.megabytes <= BUDGET_MEGABYTES
    print(
        f"{platform}: {paksha.seconds / bare.seconds:.1f} times the bare window; "
        f"budget of {BUDGET_SECONDS} s and {BUDGET_MEGABYTES} MB {'kept' if kept else 'MISSED'}"
    )


def started(command: list[str], environment: dict[str, str]) -> Start:
    """Start a window, wait for `ready` and the end, and return what it took.

    Raises:
        SystemExit: if the program ends without having been ready.
    """
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=environment, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    alarm = threading.Timer(PATIENCE_SECONDS, process.kill)
    alarm.start()
    seconds = None
    for line in process.stdout:
        if line.startswith("ready"):
            seconds = time.perf_counter() - begin
            break
    process.stdout.close()
    # os.wait4 tells this one child's peak; the resource module would tell the largest of all children.
    _, status, usage = os.wait4(process.pid, 0)
    alarm.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if seconds is None or process.returncode != 0:
        raise SystemExit(
            f"{' '.join(command[:2])} ended with {process.returncode}; it was not ready or did not quit"
        )
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KB elsewhere
    return Start(seconds, usage.ru_maxrss * unit / 1_000_000)


def isolated(home: Path) -> dict[str, str]:
    """Return an environment with a home of its own, in which nobody has to be asked for a name."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "QT_"))}
    environment.pop("WAYLAND_DISPLAY", None)
    return environment | {
        "HOME": str(home),
        "PYTHONPATH": str(REPOSITORY),
        "PAKSHA_EXIT_WHEN_READY": "1",
    }


class Xvfb:
    """A display without a screen, when the machine has Xvfb."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, environment: dict[str, str]) -> bool:
        """Start it and put its name into `environment`; tell whether it is there."""
        if shutil.which("Xvfb") is None:
            return False
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        self._process = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        environment["DISPLAY"] = f":{number}"
        return number != ""

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()


if __name__ == "__main__":
    main()
