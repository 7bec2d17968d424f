"""What every test relies on: no display, a home of its own, the font, and data that may be absent."""

from __future__ import annotations

import gc
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED_DATA = REPOSITORY.parent / "shared" / "data"

HOME_VARIABLES = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": ".run",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
}
"""Where programs look for a person's files, and where below the tests' own home that is."""

QT_VARIABLES = (
    "QT_SCALE_FACTOR",
    "QT_STYLE_OVERRIDE",
    "QT_QPA_PLATFORMTHEME",
    "QT_FONT_DPI",
    "QT_LOGGING_RULES",
)
"""What a developer may have set for the desktop and what would change widths or hide warnings here."""

settings.register_profile("default", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("stress", deadline=None, print_blob=True, max_examples=1000)
settings.register_profile("quick", deadline=None, max_examples=10, phases=(Phase.explicit, Phase.generate))


def pytest_configure(config: pytest.Config) -> None:
    """Move the session into a home of its own, before anything of ours or of Qt is imported."""
    home = tempfile.TemporaryDirectory(prefix="paksha-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(home.cleanup)
    for variable, below in HOME_VARIABLES.items():
        folder = Path(home.name, below)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.environ[variable] = str(folder)
    for variable in QT_VARIABLES:
        os.environ.pop(variable, None)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    stress = config.getoption("markexpr") == "stress"
    settings.load_profile("stress" if stress else "ci" if os.environ.get("CI") else "default")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder with main.py and pyproject.toml."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with the real article and its gold, which are not part of the repository."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the folder ../shared/data with the real article is absent")
    return SHARED_DATA


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application with the program's own style, font and colours: a bare machine has no Devanagari."""
    from PySide6.QtCore import Qt

    from gui.theme import load_fonts, palette_for

    qapp.setStyle("Fusion")
    qapp.setFont(load_fonts())
    qapp.setPalette(palette_for(Qt.ColorScheme.Light))
    gc.freeze()  # what is loaded by now stays; the collections between the tests need not look at it
    return qapp
