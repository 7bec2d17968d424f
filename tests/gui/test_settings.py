from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from annotation.text.searching import Query
from gui.settings import ZOOMS, Settings


@pytest.fixture(autouse=True)
def settings_file(qapp: object) -> Iterator[Path]:
    """The settings file, absent before and after."""
    path = Path(
        QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "paksha", "paksha").fileName()
    )
    path.unlink(missing_ok=True)
    yield path
    path.unlink(missing_ok=True)


def test_what_is_set_is_there_at_the_next_start(tmp_path: Path) -> None:
    first = Settings()
    first.annotator_name = "आशा, शर्मा & Söhne"
    first.last_project = tmp_path / "नदी 100%.paksha"
    first.set_last_article("p", "a")
    first.folder = tmp_path
    first.zoom = 4
    first.find_options = Query("not kept", any_spelling=False, regular_expression=True)
    first.set_layout("docks", QByteArray(b"\x00\x01state"))
    for action_id, keys in (("list.accept", "Ctrl+,"), ("list.note", ""), ("list.new", "@"), ("a.b", '"')):
        first.set_shortcut(action_id, keys)
    first.set_shortcut("a.b", None)
    first.recent_commands = ["list.new", "label:x"]
    first._store.sync()
    second = Settings()
    assert second.annotator_name == "आशा, शर्मा & Söhne"
    assert second.last_project == tmp_path / "नदी 100%.paksha"
    assert (second.last_article("p"), second.last_article("q")) == ("a", "")
    assert second.folder == tmp_path
    assert second.zoom == 4
    assert second.find_options == Query("", any_spelling=False, regular_expression=True)
    assert second.layout("docks") == QByteArray(b"\x00\x01state")
    assert second.shortcuts() == {"list.accept": "Ctrl+,", "list.note": "", "list.new": "@"}
    assert second.recent_commands == ["list.new", "label:x"]
    second.forget_shortcuts()
    assert second.shortcuts() == {}


def is_empty(settings: Settings) -> bool:
    return (
        settings.annotator_name == ""
        and settings.last_project is None
        and settings.last_article("p") == ""
        and settings.folder is None
        and settings.zoom == 0
        and settings.find_options == Query("")
        and settings.layout("docks").isEmpty()
        and settings.shortcuts() == {}
        and settings.recent_commands == []
    )


def test_nothing_is_set_at_first() -> None:
    assert is_empty(Settings())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe garbage \x80",
        b"[annotator]\nname=@Invalid()\n[project]\nlast=@Invalid()\n[view]\nzoom=@Invalid()\n",
        b"[annotator]\nname=Asha, Bea\n[view]\nzoom=large\n[files]\nfolder=/nowhere/at/all\n"
        b"[window]\ndocks=flat\n[project]\nlast=a, b\n[article]\np=a, b\n",
        b"[annotator]\nname=@Rect(0 0 1 1)\n[project]\nlast=@Variant(xx)\n[files]\nfolder=@ByteArray(x)\n"
        b"[shortcuts]\nlist.accept=@Variant(xx)\nlist.new=a, b\n[palette]\nrecent=@Rect(0 0 1 1)\n",
    ],
)
def test_a_broken_file_counts_as_nothing_set(settings_file: Path, content: bytes) -> None:
    settings_file.parent.mkdir(parents=True, exist_ok=True)
    settings_file.write_bytes(content)
    assert is_empty(Settings())


def test_a_folder_that_has_gone_is_not_offered(tmp_path: Path) -> None:
    settings = Settings()
    folder = tmp_path / "gone"
    folder.mkdir()
    settings.folder = folder
    assert settings.folder == folder
    folder.rmdir()
    assert settings.folder is None


@pytest.mark.parametrize(("asked", "kept"), [(-100, ZOOMS[0]), (3, 3), (100, ZOOMS[-1])])
def test_the_zoom_stays_within_what_the_view_can_show(asked: int, kept: int) -> None:
    settings = Settings()
    settings.zoom = asked
    assert settings.zoom == kept
    settings._store.setValue("view/zoom", asked)
    settings._store.sync()
    assert Settings().zoom == kept
