"""Paksha: record who is in a news article and who stands with whom.

The only place where the parts meet: arguments, logging, then the window or a command that needs none. What a
command does not use is not imported: Qt by no command, SQLAlchemy only by those that open a project.
"""

from __future__ import annotations

import argparse
import faulthandler
import gc
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import NoReturn

from typing_extensions import override

from annotation.errors import PersonError, SurroundingsError

FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130
HEADLESS = ("import", "export", "info", "agreement", "handout", "merge", "suggest")

log = logging.getLogger("paksha")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status: 1 for a failure, 2 for wrong usage."""
    _write_utf8()
    try:
        status = _run(sys.argv[1:] if arguments is None else list(arguments))
        print(end="", flush=True)  # not `sys.stdout.flush`: without a console it is None
    except (PersonError, SurroundingsError) as error:
        return _fail(str(error))
    except BrokenPipeError:
        # Whoever read our output has gone. Python would complain again when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        log_file = _keep_log()
        log.exception("the program failed")
        where = f" Details are in {log_file}." if log_file else ""
        reason = error.strerror if isinstance(error, OSError) else None
        return _fail(f"An unexpected error: {reason or type(error).__name__}.{where}")
    return status


def _run(arguments: list[str]) -> int:
    # A project may be called like a command: `./import` opens it. So may anything that is not the first word.
    parser = _command_parser() if arguments and arguments[0] in HEADLESS else _window_parser()
    parsed = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = parsed.run
    return run(parsed)


class _Parser(argparse.ArgumentParser):
    """Says wrong usage in one line, as every failure is said."""

    @override
    def error(self, message: str) -> NoReturn:
        print(f"paksha: {message} (see {self.prog} --help)", file=sys.stderr)
        raise SystemExit(WRONG_USAGE)


def _window_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="main.py",
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Record who is in a news article and who stands with whom.",
        epilog="without a window:\n"
        "  main.py import PROJECT FILE…      bring text files in, or a workbook\n"
        "  main.py export PROJECT OUT.xlsx   write an Excel workbook (OUT.zip: tables as CSV)\n"
        "  main.py info PROJECT              print what a project holds\n"
        "  main.py agreement PROJECT         print how far its annotators agree\n"
        "  main.py handout PROJECT OUT NAME  write a copy for one annotator, with articles to do\n"
        "  main.py merge PROJECT OTHER       bring another person's project in\n"
        "  main.py suggest TEXTFILE          print what the program proposes for a text, as JSON",
    )
    parser.add_argument("project", type=Path, nargs="?", help="the project to open; the last one otherwise")
    parser.add_argument("--annotator", metavar="NAME", help="who annotates")
    parser.add_argument("--version", action=_PrintVersion, help="print the version and end")
    parser.set_defaults(run=_open_window)
    return parser


def _command_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="main.py", allow_abbrev=False)
    commands = parser.add_subparsers(required=True)

    _add_import(commands)
    command = commands.add_parser("export", help="write an Excel workbook", allow_abbrev=False)
    command.add_argument("project", type=Path)
    command.add_argument("target", type=Path, metavar="out.xlsx", help="or out.zip, for tables as CSV")
    command.add_argument("--articles", nargs="+", metavar="TITLE", help="only these, by title or id")
    command.add_argument("--annotators", nargs="+", metavar="NAME", help="only these, by name or id")
    command.set_defaults(run=_export)

    command = commands.add_parser("info", help="print what a project holds", allow_abbrev=False)
    command.add_argument("project", type=Path)
    command.set_defaults(run=_info)

    command = commands.add_parser("agreement", help="print how far annotators agree", allow_abbrev=False)
    command.add_argument("project", type=Path)
    command.add_argument("--json", action="store_true", help="every figure, those of single articles too")
    command.add_argument("--annotators", nargs="+", metavar="NAME", help="only these, by name or id")
    command.add_argument("--unfinished", action="store_true", help="articles that are not marked done, too")
    command.add_argument(
        "--then",
        type=_moment,
        metavar="DATE",
        help="each with themselves: what they had then (2026-05-31, or 2026-05-31T18:30) and have now",
    )
    command.add_argument(
        "--gamma", action="store_true", help="Mathet's gamma, too, where pygamma-agreement is installed"
    )
    command.add_argument("--picture", type=Path, metavar="OUT.svg", help="write a matrix of the pairs, too")
    command.set_defaults(run=_agreement)

    command = commands.add_parser("handout", help="write a copy for one annotator", allow_abbrev=False)
    command.add_argument("project", type=Path)
    command.add_argument("target", type=Path, metavar="out.paksha")
    command.add_argument("annotator", metavar="NAME", help="who gets it")
    command.add_argument("--articles", nargs="+", metavar="TITLE", help="only these, by title or id")
    command.add_argument("--lock-labels", action="store_true", help="labels cannot be changed in the copy")
    command.set_defaults(run=_hand_out)

    command = commands.add_parser("merge", help="bring another person's project in", allow_abbrev=False)
    command.add_argument("project", type=Path)
    command.add_argument("other", type=Path)
    command.add_argument("--preview", action="store_true", help="only say what it would do")
    command.add_argument("--theirs", action="store_true", help="where both changed the same, take theirs")
    command.add_argument(
        "--same", nargs="+", default=[], metavar="THEIRS=OURS", help="entities that may be the same and are"
    )
    command.add_argument("--annotator", metavar="NAME", help="whose step it is")
    command.set_defaults(run=_merge)

    command = commands.add_parser("suggest", help="print proposals as JSON", allow_abbrev=False)
    command.add_argument("text", type=Path, metavar="textfile")
    command.set_defaults(run=_suggest)
    return parser


def _add_import(commands: argparse._SubParsersAction[_Parser]) -> None:
    command = commands.add_parser("import", help="bring text files or a workbook in", allow_abbrev=False)
    command.add_argument("project", type=Path, help="the project; made when there is none")
    command.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="file",
        help="texts in UTF-8 or UTF-16, or one workbook (.xlsx)",
    )
    command.add_argument(
        "--preview", action="store_true", help="of a workbook: only say what taking it in would do"
    )
    command.add_argument(
        "--rows",
        choices=("articles", "mentions", "stances"),
        help="of a workbook that Paksha has not exported: what its rows are",
    )
    command.add_argument(
        "--map", nargs="+", default=[], metavar="COLUMN=HEADING", help="with --rows: which column is what"
    )
    command.add_argument("--sheet", metavar="NAME", help="with --rows: which sheet; the first otherwise")
    command.add_argument(
        "--new-entities", metavar="LABEL", help="with --rows: add entities that are not known, so labelled"
    )
    command.add_argument("--annotator", metavar="NAME", help="whose step it is")
    command.set_defaults(run=_import)


class _PrintVersion(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, **options: str) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=options.get("help"))

    @override
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from storage.version import version

        print(f"Paksha {version()}")
        parser.exit()


def _import(parsed: argparse.Namespace) -> int:
    from storage.commands import import_files
    from storage.workbook_commands import Foreign, import_workbook

    name = _name(parsed.annotator)
    if any(path.suffix.lower() == ".xlsx" for path in parsed.files):
        if len(parsed.files) > 1:
            raise PersonError("Take one workbook back at a time, and text files apart from it.")
        foreign = None
        if not parsed.rows and (parsed.map or parsed.sheet or parsed.new_entities):
            raise PersonError("Say with --rows what the rows of the workbook are.")
        if parsed.rows:
            foreign = Foreign(
                rows=parsed.rows, columns=parsed.map, sheet=parsed.sheet, label_of_new=parsed.new_entities
            )
        return import_workbook(
            parsed.project,
            parsed.files[0],
            name,
            sys.stdout,
            preview_only=parsed.preview,
            foreign=foreign,
        )
    return import_files(parsed.project, parsed.files, name, sys.stdout, sys.stderr)


def _export(parsed: argparse.Namespace) -> int:
    from storage.commands import export

    return export(parsed.project, parsed.target, parsed.articles, parsed.annotators, sys.stdout)


def _info(parsed: argparse.Namespace) -> int:
    from storage.commands import info

    return info(parsed.project, sys.stdout)


def _agreement(parsed: argparse.Namespace) -> int:
    from storage.team_commands import agreement

    return agreement(
        parsed.project,
        sys.stdout,
        annotators=parsed.annotators,
        unfinished=parsed.unfinished,
        then=parsed.then,
        gamma=parsed.gamma,
        json_wanted=parsed.json,
        picture=parsed.picture,
    )


def _hand_out(parsed: argparse.Namespace) -> int:
    from storage.team_commands import hand_out

    name = _name(parsed.annotator)
    assert name is not None
    return hand_out(
        parsed.project, parsed.target, name, parsed.articles, sys.stdout, lock_labels=parsed.lock_labels
    )


def _merge(parsed: argparse.Namespace) -> int:
    from storage.team_commands import merge

    return merge(
        parsed.project,
        parsed.other,
        sys.stdout,
        same=parsed.same,
        take_theirs=parsed.theirs,
        preview_only=parsed.preview,
        annotator_name=_name(parsed.annotator),
    )


def _moment(text: str) -> datetime:
    """Read a date, or a date and time, of the computer's own time zone."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date like 2026-05-31") from None


def _suggest(parsed: argparse.Namespace) -> int:
    from storage.commands import suggest

    return suggest(parsed.text, sys.stdout)


def _open_window(parsed: argparse.Namespace) -> int:
    if _lacks_display():
        raise SurroundingsError(
            f"There is no display for a window. Without one these work: {', '.join(HEADLESS)} "
            "(see main.py --help)."
        )
    _keep_log()
    _keep_fault_log()
    gc.disable()  # searching for garbage makes a sixth of the start; gui.garbage takes it over
    import storage.project  # noqa: F401 - before Qt, whose import hook then has less to look at

    try:
        from gui.application import run
    except ImportError as error:
        if "PySide6" not in f"{error.name} {error.path}":
            raise
        log.exception("Qt cannot be imported")
        raise SurroundingsError(
            f"Qt cannot be loaded ({error}). `make run` installs what is missing."
        ) from error
    return run(parsed.project, _name(parsed.annotator))


def _name(given: str | None) -> str | None:
    name = " ".join(given.split()) if given is not None else None
    if name == "":
        raise PersonError("The annotator's name after --annotator is empty.")
    return name


def _lacks_display() -> bool:
    asked = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(variable) for variable in asked)


def _fail(sentence: str) -> int:
    # Standard error may be closed or full as well, and then there is nobody to tell.
    with suppress(OSError, ValueError, AttributeError):
        print(f"paksha: {' '.join(sentence.split())}", file=sys.stderr, flush=True)
    return FAILED


def _write_utf8() -> None:
    """Print UTF-8 whatever the locale; a file name that is no Unicode is printed escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _log_folder() -> Path:
    from platformdirs import user_log_path

    return user_log_path("paksha", appauthor=False, ensure_exists=True)


@cache
def _keep_log() -> Path | None:
    """Write the log to the person's state folder; without one the program works all the same."""
    try:
        handler = RotatingFileHandler(
            _log_folder() / "paksha.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    return Path(handler.baseFilename)


def _keep_fault_log() -> None:
    """Have the traceback of a crash in C or C++ code written to `faults.log`."""
    with suppress(OSError):
        # It stays open until the process ends: a crash cannot open files.
        faulthandler.enable((_log_folder() / "faults.log").open("a", encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
