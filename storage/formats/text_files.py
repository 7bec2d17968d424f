"""Plain text from files and from the clipboard, as it becomes the text of an article.

The characters stay exactly as they came: no trimming, no Unicode normalisation, no newline added at the end.
Two things only are changed: a byte order mark at the beginning goes, and line ends (CR LF, CR) become LF.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from annotation.errors import PersonError

MAX_BYTES = 20 * 1024 * 1024
"""The largest file that is read. A long news article has some tens of kilobytes."""

TITLE_LENGTH = 120
"""A first line shorter than this many code points is taken for the title."""

_FOREIGN_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a Word, Excel, LibreOffice or ZIP file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    (b"SQLite format 3\x00", "a database (perhaps a Paksha project: open it instead)"),
)
_COMMON_WORDS = {
    "hi": frozenset(["है।", "है", "हैं।", "हैं", "में", "के", "की", "का", "ने", "और", "को", "से", "कि", "भी", "इस"]),
    "en": frozenset(["the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "has", "by", "on"]),
}
_SAMPLE = 10_000
_WORDS_PER_COMMON_WORD = 10
_PROJECT_FILE = re.compile(r"\.paksha(-wal|-shm|-journal|\.lock)?$", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_INVISIBLE = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))


@dataclass(frozen=True, slots=True)
class ImportedText:
    """A text that was read, and what to call it.

    Attributes:
        title: the first line when it is short and followed by more text (it stays in `text` too), else the
            name of the file without its ending, else (pasted) the first words.
        text: the whole text with line ends normalised to LF.
        language: "hi" or "en" when its commonest words say so, else empty.
        path: the file it was read from; None when it was pasted.
    """

    title: str
    text: str
    language: str = ""
    path: Path | None = None


def read_text_file(path: Path) -> ImportedText:
    """Read one file in UTF-8 or UTF-16.

    UTF-8 needs no byte order mark; UTF-16 does, unless its zero bytes leave no doubt.

    Raises:
        PersonError: naming the file and the reason, when it is missing, a folder, not readable, too large,
            empty, not text, or in another encoding.
    """
    name = f"“{path.name or path}”"
    text = _text_of(_bytes_of(path, name), name)
    # A name that is not UTF-8 reaches Python with lone surrogates, which no project file can hold.
    stem = path.stem.encode("utf-8", "replace").decode("utf-8")
    return ImportedText(_title_line(text) or stem, text, language_of(text), path)


def read_text_files(
    paths: Iterable[Path],
) -> tuple[list[ImportedText], list[tuple[Path, str]]]:
    """Read many files: the good ones come in, the bad ones are listed.

    Returns:
        What was read, and for each file that was refused its path and a sentence that names it and says why.
    """
    good: list[ImportedText] = []
    bad: list[tuple[Path, str]] = []
    for path in paths:
        try:
            good.append(read_text_file(path))
        except PersonError as error:
            bad.append((path, str(error)))
    return good, bad


def pasted_text(pasted: str) -> ImportedText:
    """Take text from the clipboard, by the same rules as a file.

    Raises:
        PersonError: when it is empty, holds control characters or broken characters, or is too large.
    """
    name = "The pasted text"
    if len(pasted) > MAX_BYTES:
        raise PersonError(f"{name} is too large ({len(pasted):,} characters). Paste one article at a time.")
    text = _checked(_normalised(pasted.removeprefix("\ufeff")), name)
    return ImportedText(_title_line(text) or _first_words(text), text, language_of(text))


def language_of(text: str) -> str:
    """Tell Hindi ("hi") and English ("en") by their commonest words, which their neighbours do not share.

    Marathi and Nepali are written like Hindi, and French like English; for them, for other languages and for
    a few words without a sentence, nothing is said ("").
    """
    words = text[:_SAMPLE].lower().split()
    counts = {language: sum(word in common for word in words) for language, common in _COMMON_WORDS.items()}
    language = max(counts, key=counts.__getitem__)
    return language if counts[language] * _WORDS_PER_COMMON_WORD >= len(words) else ""


def _bytes_of(path: Path, name: str) -> bytes:
    if _PROJECT_FILE.search(path.name):
        # Not opened to look: closing a file drops every lock that the process holds on it.
        raise PersonError(f"{name} is a Paksha project, not a text. Open it with Open project.")
    try:
        if path.is_dir():
            raise PersonError(f"{name} is a folder. Choose the text files in it.")
        if path.exists() and not path.is_file():
            raise PersonError(f"{name} is not an ordinary file.")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise PersonError(f"{name} does not exist (any more). Check the name and the folder.") from None
    except PermissionError:
        raise PersonError(f"{name} may not be read: you lack the permission.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PersonError(f"{name} cannot be read: {reason}.") from error
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise PersonError(
            f"{name} is larger than {limit} MB. Split it into single articles and import those."
        )
    return content


def _text_of(content: bytes, name: str) -> str:
    for signature, what in _FOREIGN_SIGNATURES:
        if content.startswith(signature):
            raise PersonError(f"{name} is {what}, not plain text. Save its text as a .txt file in UTF-8.")
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise PersonError(f"{name} is in UTF-32 or not text. Save it as UTF-8.")
    if content.startswith(codecs.BOM_UTF16_LE):
        return _decoded(content[2:], "utf-16-le", name)
    if content.startswith(codecs.BOM_UTF16_BE):
        return _decoded(content[2:], "utf-16-be", name)
    guess = _unmarked_utf16(content)
    if guess:
        return _decoded(content, guess, name)
    if b"\x00" in content:
        raise PersonError(f"{name} is not a text file: it holds zero bytes.")
    return _decoded(content.removeprefix(codecs.BOM_UTF8), "utf-8", name)


def _unmarked_utf16(content: bytes) -> str | None:
    """Tell UTF-16 without a byte order mark by its zero bytes, or return None when there is doubt.

    The high byte of a space, a line end or a Latin letter is zero. When zeros stand on one side of the pairs
    only, and what that yields is text of assigned characters, there is no other reading.
    """
    if not content or len(content) % 2:
        return None
    even, odd = content[::2].count(0), content[1::2].count(0)
    if bool(even) == bool(odd):
        return None
    encoding = "utf-16-be" if even else "utf-16-le"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    doubtful = any(unicodedata.category(character) in ("Cn", "Co") for character in set(text))
    return None if doubtful or _CONTROL.search(text) else encoding


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise PersonError(f"{name} is damaged: it begins like UTF-16 and does not go on so.") from None
        if _CONTROL.search(content.decode("latin-1")):
            raise PersonError(f"{name} is not a text file.") from None
        line = content.count(b"\n", 0, error.start) + 1
        raise PersonError(
            f"{name} is not in UTF-8 (line {line}); it is probably in an older encoding. "
            "Open it in the program it was written with and save it as UTF-8."
        ) from None
    return _checked(_normalised(text), name)


def _normalised(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _checked(text: str, name: str) -> str:
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise PersonError(
            f"{name} is not plain text: "
            f"it holds the control character U+{ord(control.group()):04X} in line {line}."
        )
    if not any(unicodedata.category(character) not in _INVISIBLE for character in set(text)):
        raise PersonError(f"{name} is empty.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise PersonError(f"{name} holds half a character (a lone surrogate) in line {line}.") from None
    return text


def _title_line(text: str) -> str:
    """Return the first line that is not blank when it is short and more text follows, else nothing."""
    first, _, rest = text.lstrip().partition("\n")
    title = " ".join(first.lstrip("\ufeff").split())
    return title if len(title) < TITLE_LENGTH and rest.strip() else ""


def _first_words(text: str) -> str:
    words = text.split()
    title = words[0]
    for word in words[1:]:
        if len(title) + 1 + len(word) >= TITLE_LENGTH // 2:
            return title[:TITLE_LENGTH] + "…"
        title += " " + word
    return title[:TITLE_LENGTH]
