import codecs
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.errors import PersonError
from storage.formats import text_files
from storage.formats.text_files import pasted_text, read_text_file, read_text_files

HINDI = "भारत और चीन\nवेनेजुएला में जारी संकट है।अमेरिका ने कहा\u200d\u00a0क़\n\nअंत "

ENCODINGS = {
    "utf-8": lambda text: text.encode("utf-8"),
    "utf-8 with mark": lambda text: codecs.BOM_UTF8 + text.encode("utf-8"),
    "utf-16 little": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16 big": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
}

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t \x0c\x85\u2028😀ा"),
    max_size=60,
).map(lambda text: "अ" + text)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("texts")


@given(
    text=texts, encoding=st.sampled_from(sorted(ENCODINGS)), line_end=st.sampled_from(["\n", "\r\n", "\r"])
)
def test_any_text_comes_back_from_every_encoding_with_every_line_end(
    folder: Path, text: str, encoding: str, line_end: str
) -> None:
    path = folder / "article.txt"
    path.write_bytes(ENCODINGS[encoding](text.replace("\n", line_end)))
    assert read_text_file(path).text == text


@given(text=texts, line_end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_pasted_text_is_kept_as_it_came(text: str, line_end: str) -> None:
    assert pasted_text(text.replace("\n", line_end)).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [HINDI, "Countries supporting X: A, B", HINDI.replace("\n", "\r\n")])
def test_utf_16_is_recognised_by_its_zero_bytes(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(text.encode(encoding))
    assert read_text_file(path).text == text.replace("\r\n", "\n")


REFUSED = {
    "binary": (bytes(range(256)), "not a text file"),
    "zeros.txt": (b"abc\x00\x00def\x00", "zero bytes"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "not a text file"),
    "control.txt": (b"one\ntwo \x1b[1m", "U+001B in line 2"),
    "windows.txt": ("caf\u00e9\nna\u00efve".encode("cp1252"), "save it as UTF-8"),
    "koi8.txt": ("Россия и Китай".encode("koi8-r"), "save it as UTF-8"),
    "iscii.txt": (b"\xc9\xda\xcf\xc2", "save it as UTF-8"),
    "odd.txt": (codecs.BOM_UTF16_LE + b"a\x00b", "damaged"),
    "lone.txt": (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "damaged"),
    "wide.txt": (codecs.BOM_UTF32_LE + "abc".encode("utf-32-le"), "UTF-32"),
    "counters.txt": (b"\x01\x00\x02\x00\x03\x00", "zero bytes"),
    "none.txt": (b"", "empty"),
    "blank.txt": (" \r\n\t\u00a0\u200b".encode(), "empty"),
    "mark.txt": (codecs.BOM_UTF8, "empty"),
    "word.txt": (b"PK\x03\x04\x14\x00", "Word"),
    "rich.txt": (b"{\\rtf1\\ansi hello}", "RTF"),
    "integers.txt": (b"A\x00\xff\xe0", "zero bytes"),
    "print.txt": (b"%PDF-1.4 hello", "PDF"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_text_is_refused_naming_file_and_reason(tmp_path: Path, name: str) -> None:
    content, reason = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(PersonError) as refusal:
        read_text_file(path)
    assert name in str(refusal.value)
    assert reason in str(refusal.value)


@given(content=st.binary(max_size=200))
def test_no_bytes_whatever_raise_anything_but_a_refusal(folder: Path, content: bytes) -> None:
    path = folder / "any.txt"
    path.write_bytes(content)
    good, bad = read_text_files([path])
    assert len(good) + len(bad) == 1


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_files, "MAX_BYTES", 10)
    path = tmp_path / "long.txt"
    path.write_text("0123456789", encoding="utf-8")
    assert read_text_file(path).text == "0123456789"
    path.write_text("0123456789x", encoding="utf-8")
    with pytest.raises(PersonError, match=r"long\.txt.*larger"):
        read_text_file(path)
    with pytest.raises(PersonError, match="too large"):
        pasted_text("0123456789x")


def test_of_many_files_the_good_come_in_and_the_bad_are_listed(tmp_path: Path) -> None:
    first, last = tmp_path / "a.txt", tmp_path / "z.txt"
    first.write_text("one", encoding="utf-8")
    last.write_text("two", encoding="utf-8")
    missing, binary = tmp_path / "missing.txt", tmp_path / "b.bin"
    binary.write_bytes(b"\x00\x01")
    impossible = Path("a\x00b")
    good, bad = read_text_files([first, missing, tmp_path, binary, impossible, last])
    assert [text.text for text in good] == ["one", "two"]
    assert [path for path, _ in bad] == [missing, tmp_path, binary, impossible]
    assert "does not exist" in bad[0][1]
    assert "folder" in bad[1][1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a Unix thing")
def test_a_pipe_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(PersonError, match="not an ordinary file"):
        read_text_file(tmp_path / "pipe.txt")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n  भारत  और चीन \nपहला वाक्य।", "भारत और चीन"),
        ("x" * 120 + "\nmore", "story"),
        ("only one line", "story"),
        ("only one line\n \n", "story"),
    ],
)
def test_the_title_is_a_short_first_line_or_the_name_of_the_file(
    tmp_path: Path, text: str, title: str
) -> None:
    path = tmp_path / "story.txt"
    path.write_text(text, encoding="utf-8")
    read = read_text_file(path)
    assert (read.title, read.text, read.path) == (title, text, path)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("राजधानी की सड़कों पर लोग उतर आए हैं। अमेरिका ने कहा कि वह इस पर नज़र रखे हुए है।", "hi"),
        ("मुंबई महाराष्ट्राची राजधानी आहे आणि ती भारतातील सर्वात मोठी शहरे यांपैकी एक आहे.", ""),
        ("The army of Venezuela stands with Maduro.", "en"),
        ("Les pays qui soutiennent Maduro sont la Russie et la Chine; les autres se taisent.", ""),
        ("வெனிசுலா நாட்டில் மக்கள் போராட்டம்", ""),
        ("Maduro", ""),
    ],
)
def test_hindi_and_english_are_told_from_their_neighbours(text: str, language: str) -> None:
    assert pasted_text(text).language == language


def test_pasted_text_of_one_line_is_titled_by_its_first_words() -> None:
    assert pasted_text("भारत ने कहा").title == "भारत ने कहा"
    title = pasted_text("word " * 100).title
    assert title.startswith("word word")
    assert title.endswith("word…")
    assert len(title) <= 60
    assert len(pasted_text("x" * 500).title) == 120


@pytest.mark.parametrize("pasted", ["", " \n", "a\x00b", "a\ud83d b"])
def test_a_paste_without_proper_text_is_refused(pasted: str) -> None:
    with pytest.raises(PersonError, match="pasted text"):
        pasted_text(pasted)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps names as Unicode")
def test_a_file_name_that_is_no_unicode_gives_a_title_that_can_be_stored(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("text", encoding="utf-8")
    assert read_text_file(path).title == "caf?"


def test_the_real_article_is_read_whole(shared_data: Path) -> None:
    read = read_text_file(shared_data / "venezuela-hi.txt")
    assert len(read.text) == 2191
    assert (read.title, read.language) == ("venezuela-hi", "hi")
