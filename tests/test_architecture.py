"""The house stands as it was drawn: who imports whom, and what may lie where."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CODE = {"annotation", "storage", "gui", "main.py", "resources", "tests"}
REGISTRIES = re.compile(r"\b(?:pypi|pythonhosted|npmjs)\.[a-z]+\b|index[-]url|find[-]links", re.IGNORECASE)
"""Addresses of package indexes, which differ from place to place and are nobody else's business."""


@pytest.fixture(scope="session")
def tracked(repository: Path) -> list[Path]:
    """The files that belong to the repository, relative to it."""
    if shutil.which("git") is None or not (repository / ".git").exists():
        pytest.skip("not a git checkout: which files belong to the repository is not known")
    # The home of the tests has no settings of git, so a checkout that somebody else owns is trusted here.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=repository, capture_output=True, check=True)
    paths = [Path(name) for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if (repository / path).is_file()]


def test_the_parts_import_one_another_only_downwards(repository: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as c; c()",
        "--no-logo",
    ]
    linted = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_every_contract_of_the_house_is_enforced(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    assert layers == [["gui", "storage", "annotation"]]
    forbidden = {
        (source, module)
        for contract in contracts
        if contract["type"] == "forbidden"
        for source in contract["source_modules"]
        for module in contract["forbidden_modules"]
    }
    assert {("annotation", "PySide6"), ("storage", "PySide6")} <= forbidden
    assert {("annotation", "main"), ("storage", "main"), ("gui", "main")} <= forbidden
    for module in ("sqlalchemy", "alembic", "openpyxl"):
        assert {("annotation", module), ("gui", module)} <= forbidden


def test_every_folder_of_code_is_a_package_that_the_contracts_see(repository: Path) -> None:
    modules = [
        path for part in ("annotation", "storage", "gui") for path in (repository / part).rglob("*.py")
    ]
    folders = {path.parent for path in modules if "migrations" not in path.parts}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_main_leaves_qt_and_sql_to_those_who_know_them(repository: Path) -> None:
    main = ast.parse((repository / "main.py").read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(main) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {
        alias.name if isinstance(node, ast.Import) else node.module or ""
        for node in imports
        for alias in node.names
    }
    foreign = {"PySide6", "sqlalchemy", "alembic", "openpyxl"}
    assert {module.split(".")[0] for module in modules} & foreign == set()


def test_code_lies_only_in_the_folders_of_the_house(tracked: list[Path]) -> None:
    strays = [str(path) for path in tracked if path.suffix == ".py" and path.parts[0] not in CODE]
    assert strays == []


def test_resources_hold_no_code(repository: Path) -> None:
    assert [str(path) for path in (repository / "resources").rglob("*.py")] == []


def test_test_modules_share_only_through_conftest(tracked: list[Path]) -> None:
    packages = [str(path) for path in tracked if path.parts[0] == "tests" and path.name == "__init__.py"]
    assert packages == []


def test_the_shared_data_are_not_in_the_repository(tracked: list[Path]) -> None:
    data = {"venezuela-hi.txt", "venezuela-hi.gold.json", "il-ner-hindi-train.conll", "section_a.jsonl"}
    assert [str(path) for path in tracked if path.name in data] == []


def test_no_file_names_a_package_index(repository: Path, tracked: list[Path]) -> None:
    found: list[str] = []
    for path in tracked:
        try:
            text = (repository / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a test file that is no text on purpose
        found += [f"{path}: {match.group()}" for match in REGISTRIES.finditer(text)]
    assert found == []


def test_what_is_installed_is_pinned_by_name_and_version_only(repository: Path) -> None:
    lines = (repository / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", pin)] == []
    pinned = {normalised(pin.split("==")[0]) for pin in pins}
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {normalised(re.split(r"[\[<>=~! ]", requirement)[0]) for requirement in wanted}
    assert names - pinned == set()


def normalised(name: str) -> str:
    """Return a distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
