import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from annotation.records import Annotator, Article
from storage.project import Project

Run = Callable[..., subprocess.CompletedProcess[str]]

ENGLISH = "A short title\nCountries supporting Maduro: Russia, China and Cuba.\n"


@pytest.fixture
def run(repository: Path, tmp_path: Path) -> Run:
    """Runs main.py in a folder of its own, with no display and where Latin-1 is printed."""

    def run(
        *arguments: str | Path, environment: dict[str, str] | None = None, python: tuple[str, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        dropped = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONUTF8", "PYTHONIOENCODING")
        inherited = {key: value for key, value in os.environ.items() if key not in dropped}
        own = {
            "LC_ALL": "C.UTF-8",
            "PYTHONIOENCODING": "latin-1",
            "PYTHONWARNINGS": "error",
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "LOGNAME": "somebody",
        }
        return subprocess.run(
            [sys.executable, *python, repository / "main.py", *arguments],
            cwd=tmp_path,
            env=inherited | own | (environment or {}),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run


def failed(done: subprocess.CompletedProcess[str], status: int = 1) -> str:
    """Return the one line in which a failure is said."""
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("paksha: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode("utf-8"))
    return path


def test_import_makes_a_project_and_brings_the_good_files_in(run: Run, tmp_path: Path) -> None:
    good = write(tmp_path / "समाचार.txt", "भारत और चीन\r\nपहला वाक्य।")
    other = write(tmp_path / "b.txt", ENGLISH)
    again = write(tmp_path / "again.txt", ENGLISH)
    binary = tmp_path / "picture.png"
    binary.write_bytes(b"\x89PNG\x00")
    done = run("import", "news.paksha", good, binary, other, again, "gone.txt", "--annotator", "Asha")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "imported “भारत और चीन” (समाचार.txt, 23 characters)",
        f"imported “A short title” (b.txt, {len(ENGLISH)} characters)",
        "already in the project: “A short title” (again.txt)",
    ]
    bad = done.stderr.splitlines()
    assert len(bad) == 2
    assert "picture.png" in bad[0]
    assert "gone.txt" in bad[1]
    with Project.open(tmp_path / "news.paksha") as project:
        articles = project.read(Article)
        assert [article.text for article in articles] == ["भारत और चीन\nपहला वाक्य।", ENGLISH]
        assert [article.language for article in articles] == ["hi", "en"]
        asha = project.read(Annotator)
        assert [annotator.name for annotator in asha] == ["Asha"]
        assert project.step_titles(asha[0].id)[0] == "imported 2 articles"


def test_the_same_text_again_is_noticed_and_nothing_changes(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", ENGLISH)
    assert run("import", "p.paksha", text).returncode == 0
    with Project.open(tmp_path / "p.paksha") as project:
        before = project.revisions()
        assert [annotator.name for annotator in project.read(Annotator)] == ["somebody"]
    done = run("import", "p.paksha", text, "--annotator", "Ravi")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "already in the project: “A short title” (a.txt)\n"
    with Project.open(tmp_path / "p.paksha") as project:
        assert project.revisions() == before


def test_an_import_by_somebody_new_adds_the_annotator_and_is_theirs(run: Run, tmp_path: Path) -> None:
    Project.create(tmp_path / "p.paksha", "Asha").close()
    text = write(tmp_path / "a.txt", ENGLISH)
    assert run("import", "p.paksha", text, "--annotator", " Ravi  Rao ").returncode == 0
    with Project.open(tmp_path / "p.paksha") as project:
        asha, ravi = project.read(Annotator)
        assert ravi.name == "Ravi Rao"
        assert project.step_titles(asha.id)[0] is None
        assert project.step_titles(ravi.id)[0] == "imported “A short title”"


def test_no_project_is_made_when_every_file_is_bad(run: Run, tmp_path: Path) -> None:
    done = run("import", "p.paksha", "gone.txt")
    assert done.returncode == 1
    assert not (tmp_path / "p.paksha").exists()


def test_a_workbook_that_is_not_ours_comes_in_once_it_is_said_what_it_holds(run: Run, tmp_path: Path) -> None:
    Project.create(tmp_path / "p.paksha", "Asha").close()
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Data"
    for row in (("Headline", "Words"), ("बाँध", "भारत ने बाँध बनाया।")):
        book.worksheets[0].append(row)
    book.save(tmp_path / "n.xlsx")
    said = failed(run("import", "p.paksha", "n.xlsx"))
    assert "--rows articles, mentions, stances" in said
    assert "“Data” has “Headline”, “Words”" in said
    assert "Say which column is “Text”" in failed(run("import", "p.paksha", "n.xlsx", "--rows", "articles"))
    rows = ("import", "p.paksha", "n.xlsx", "--rows", "articles")
    assert "There is no column “Body”" in failed(run(*rows, "--map", "text=Body"))
    assert "there are text, title" in failed(run(*rows, "--map", "words=Words"))
    assert "has no sheet “Other”" in failed(run(*rows, "--sheet", "Other"))
    assert "no label “Quatsch”" in failed(run(*rows, "--map", "text=Words", "--new-entities", "Quatsch"))
    assert "--rows" in failed(run("import", "p.paksha", "n.xlsx", "--rows", "lines"), status=2)
    done = run(*rows, "--map", "text=Words")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("1 of “n.xlsx” was taken, 0 not\n")
    with Project.open(tmp_path / "p.paksha") as project:
        (row,) = project.article_rows(project.read(Annotator)[0].id)
        assert row.title == "बाँध"


def test_export_writes_a_workbook_even_while_the_project_is_open_elsewhere(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", ENGLISH)
    run("import", "p.paksha", "a.txt")
    with Project.open(tmp_path / "p.paksha"):
        done = run("export", "p.paksha", "out.xlsx")
    assert (done.returncode, done.stderr) == (0, "")
    page = openpyxl.load_workbook(tmp_path / "out.xlsx")["Articles"]
    assert page["B2"].value == "A short title"


def test_info_prints_readable_counts(run: Run, tmp_path: Path) -> None:
    run("import", "p.paksha", write(tmp_path / "a.txt", ENGLISH), "--annotator", "आशा")
    done = run("info", "p.paksha")
    assert (done.returncode, done.stderr) == (0, "")
    first, *rest = done.stdout.splitlines()
    assert first == "p.paksha"
    counts = dict(line.strip().split("  ", 1) for line in rest)
    found = {name: value.strip() for name, value in counts.items()}
    assert found["articles"] == "1"
    assert found["annotators"] == "1 (आशा)"
    assert found["corrections"] == "0 kept, 0 moved, 0 removed, 0 added"
    assert found["mentions"] == found["stances"] == found["entities"] == "0"
    assert int(found["revisions"]) >= 1
    assert found["schema version"].isdigit()


def test_info_says_that_the_last_change_took_something_back(run: Run, tmp_path: Path) -> None:
    run("import", "p.paksha", write(tmp_path / "a.txt", ENGLISH), "--annotator", "आशा")
    with Project.open(tmp_path / "p.paksha") as project:
        asha = project.read(Annotator)[0].id
        assert project.undo(asha)
    assert "UTC, took back: imported" in run("info", "p.paksha").stdout


def test_suggest_prints_the_lists_as_json(run: Run, tmp_path: Path) -> None:
    text = "नमस्ते 😀\nCountries supporting Maduro: Russia, China and Cuba.\n"
    done = run("suggest", write(tmp_path / "a.txt", "\ufeff" + text.replace("\n", "\r\n")))
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert set(found) == {"camps", "mentions"}
    (camp,) = found["camps"]
    assert set(camp) == {"heading", "target", "polarity", "members"}
    assert camp["polarity"] == "supports"
    assert set(camp["target"]) == {"name", "start", "end"}
    assert text[camp["target"]["start"] : camp["target"]["end"]] == "Maduro"
    assert text[slice(*camp["heading"])].startswith("Countries supporting Maduro")
    for member in camp["members"]:
        assert set(member) == {"start", "end", "text", "entity", "code", "note"}
        assert text[member["start"] : member["end"]] == member["text"]
    assert [member["code"] for member in camp["members"]] == ["RU", "CN", "CU"]
    for mention in found["mentions"]:
        assert set(mention) == {"start", "end", "label", "entity", "code"}


def test_suggest_finds_both_lists_of_the_real_article(run: Run, shared_data: Path) -> None:
    done = run("suggest", shared_data / "venezuela-hi.txt")
    gold = json.loads((shared_data / "venezuela-hi.gold.json").read_text(encoding="utf-8"))
    found = json.loads(done.stdout)["camps"]
    assert [len(camp["members"]) for camp in found] == [len(camp["members"]) for camp in gold["lists"]]


@pytest.mark.parametrize("arguments", [("info",), ("export",), ("import",), ("suggest",)])
def test_commands_load_no_qt(run: Run, tmp_path: Path, arguments: tuple[str]) -> None:
    Project.create(tmp_path / "p.paksha", "Asha").close()
    text = write(tmp_path / "a.txt", ENGLISH)
    rest = {
        "info": ["p.paksha"],
        "export": ["p.paksha", "o.xlsx"],
        "import": ["p.paksha", text],
        "suggest": [text],
    }
    done = run(*arguments, *rest[arguments[0]], python=("-X", "importtime"))
    assert done.returncode == 0, done.stderr
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "annotation.records" in imported
    assert not [name for name in imported if name.startswith(("PySide6", "shiboken6", "gui"))]
    assert ("openpyxl" in imported) == (arguments == ("export",))
    assert ("sqlalchemy" in imported) == (arguments != ("suggest",))


WRONG = [
    ("import",),
    ("import", "p.paksha"),
    ("export", "p.paksha"),
    ("info",),
    ("info", "a", "b"),
    ("suggest",),
    ("a.paksha", "b.paksha"),
    ("--nonsense",),
    ("--annotator",),
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_is_one_line_and_status_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert "--help" in failed(run(*arguments), 2)


def test_failures_are_one_line_and_status_1(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "note.txt", "no project")
    write(tmp_path / "a.txt", ENGLISH)
    Project.create(tmp_path / "p.paksha", "Asha").close()
    assert "gone.paksha" in failed(run("info", "gone.paksha"))
    assert "note.txt" in failed(run("info", "note.txt"))
    assert "note.txt" in failed(run("import", "note.txt", "a.txt"))
    assert "gone.paksha" in failed(run("export", "gone.paksha", "out.xlsx"))
    assert ".xlsx" in failed(run("export", "p.paksha", "p.paksha"))
    assert "folder" in failed(run("export", "p.paksha", "gone/out.xlsx"))
    assert "gone.txt" in failed(run("suggest", "gone.txt"))
    assert "folder" in failed(run("suggest", "."))
    assert "--annotator" in failed(run("import", "p.paksha", "a.txt", "--annotator", " "))
    with Project.open(tmp_path / "p.paksha"):
        assert "p.paksha" in failed(run("import", "p.paksha", "a.txt"))
    assert not (tmp_path / "out.xlsx").exists()
    assert not (tmp_path / "gone.paksha").exists()


def test_an_error_of_ours_is_one_line_with_the_details_in_a_log(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    write(
        broken / "sitecustomize.py",
        "import json\ndef fail(*a, **k): raise RuntimeError('गड़बड़')\njson.dumps = fail\n",
    )
    done = run("suggest", write(tmp_path / "a.txt", ENGLISH), environment={"PYTHONPATH": str(broken)})
    line = failed(done)
    log = tmp_path / "state" / "paksha" / "log" / "paksha.log"
    if sys.platform.startswith("linux"):
        assert str(log) in line
        assert "RuntimeError: गड़बड़" in log.read_text(encoding="utf-8")
        assert "Traceback" in log.read_text(encoding="utf-8")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is a display")
@pytest.mark.parametrize("arguments", [(), ("p.paksha",), ("--annotator", "Asha")], ids=str)
def test_without_a_display_the_commands_are_named(run: Run, arguments: tuple[str, ...]) -> None:
    line = failed(run(*arguments, environment={"DISPLAY": ""}))
    for command in ("display", "import", "export", "info", "suggest"):
        assert command in line


def test_version_and_help_are_printed(run: Run) -> None:
    assert run("--version").stdout.startswith("Paksha 0")
    for arguments in [("--help",), ("import", "--help")]:
        done = run(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        assert "PROJECT" in done.stdout.upper()


@pytest.mark.skipif(os.name == "nt", reason="needs a Unix shell")
def test_a_reader_that_goes_away_is_no_error(repository: Path, tmp_path: Path) -> None:
    Project.create(tmp_path / "p.paksha", "Asha").close()
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        command = [sys.executable, repository / "main.py", "info", tmp_path / "p.paksha"]
        done = subprocess.run(command, stdout=gone, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.stderr == b""
    assert done.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.skipif(os.name == "nt", reason="needs a Unix shell")
def test_without_any_output_the_program_works_all_the_same(repository: Path, tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", ENGLISH)
    command = f'exec "{sys.executable}" "{repository / "main.py"}" suggest "{text}" >&-'
    assert subprocess.run(["sh", "-c", command], check=False, timeout=60).returncode == 0


def test_output_that_cannot_be_written_is_one_line(repository: Path, tmp_path: Path) -> None:
    Project.create(tmp_path / "p.paksha", "Asha").close()
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, repository / "main.py", "info", tmp_path / "p.paksha"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode in (1, 120)
    assert done.stderr.decode().startswith("paksha: ")
    assert "Traceback" not in done.stderr.decode()


def test_a_moved_copy_of_the_program_runs_from_any_folder(repository: Path, tmp_path: Path) -> None:
    program = tmp_path / "my program"
    program.mkdir()
    for part in ("annotation", "storage", "resources", "main.py", "pyproject.toml"):
        source = repository / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, program / part)
    Project.create(tmp_path / "p.paksha", "Asha").close()
    done = subprocess.run(
        [sys.executable, program / "main.py", "info", "p.paksha"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
