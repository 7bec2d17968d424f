import errno
import gc
import os
import signal
from pathlib import Path

import pytest

from annotation.changes import ChangeSet, add
from annotation.edits.articles import make_article
from annotation.errors import PersonError, SurroundingsError
from storage.workbook import whole_file
from storage.workbook.export import export_workbook
from tests.storage.workbook.conftest import Sample


def test_progress_is_told_and_ends_at_the_whole(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_file, "BETWEEN_REPORTS", 4)
    told: list[tuple[int, int]] = []
    path = tmp_path / "out.xlsx"
    export_workbook(sample.project, path, progress=lambda done, total: told.append((done, total)))
    total = told[-1][1]
    assert told[0] == (0, 0)  # while the rows are counted
    counted = [step for step in told if step != (0, 0)]
    assert counted[-1] == (total, total)
    assert [done for done, _ in counted[:-1]] == list(range(4, total + 1, 4))


def test_cancelling_leaves_the_earlier_workbook_and_nothing_else(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "books" / "out.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"earlier")
    assert not export_workbook(sample.project, path, cancelled=lambda: True)
    assert path.read_bytes() == b"earlier"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="a limit on files is a Unix thing")
def test_a_disk_that_fills_up_leaves_the_earlier_workbook(sample: Sample, tmp_path: Path) -> None:
    import resource

    path = tmp_path / "books" / "out.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"earlier")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    long = make_article("Long", os.urandom(100_000).hex())
    sample.project.apply(ChangeSet("long", (add(long),)), sample.annotator)
    # Enough for the temporary files, and not for the whole workbook.
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, hard))
    try:
        with pytest.raises(SurroundingsError, match=r"out\.xlsx.*left as it was"):
            export_workbook(sample.project, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_bytes() == b"earlier"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="a limit on files is a Unix thing")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of a generator of openpyxl's
def test_no_room_for_temporary_files_is_a_sentence(sample: Sample, tmp_path: Path) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(SurroundingsError, match=r"out\.xlsx.*cannot be written"):
            export_workbook(sample.project, tmp_path / "out.xlsx")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    gc.collect()
    assert not list(tmp_path.glob("*.xlsx*"))


def test_what_cannot_be_written_is_a_sentence(sample: Sample, tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError, match=r"out\.xlsx.*folder.*does not exist"):
        export_workbook(sample.project, tmp_path / "gone" / "out.xlsx")
    with pytest.raises(PersonError, match=r"does not end in \.xlsx"):
        export_workbook(sample.project, sample.project.path)
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(PersonError, match="is a folder"):
        export_workbook(sample.project, tmp_path / "folder.xlsx")
    with pytest.raises(SurroundingsError, match="cannot be written"):
        export_workbook(sample.project, tmp_path / ("x" * 300 + ".xlsx"))


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EACCES, "close it there"), (errno.ENOSPC, "disk is full"), (errno.EIO, "left as it was")],
)
def test_the_last_step_failing_leaves_the_earlier_workbook(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "books" / "out.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"earlier")

    def refuse(_: Path, target: Path) -> None:
        raise OSError(number, os.strerror(number), target)

    monkeypatch.setattr(Path, "replace", refuse)  # as Windows does while Excel has the workbook open
    with pytest.raises(SurroundingsError, match=words):
        export_workbook(sample.project, path)
    assert list(path.parent.iterdir()) == [path]
    assert path.read_bytes() == b"earlier"
