"""The view's copy of a text: same length, same offsets, blocks where Qt makes them."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from annotation.text.offsets import Utf16Map
from gui.article.blocks import cut_into_blocks, has_right_to_left

ODD = "a ब्\u0928ि।.\n\r\u00a0\u2028\u2029\ufdd0\ufffc\u200d🙂\ud800\u0000\u0627"
texts = st.text(st.sampled_from(ODD), max_size=120) | st.text(max_size=60)


@given(texts, st.integers(1, 30))
def test_the_copy_differs_only_in_characters_that_look_the_same(text: str, long: int) -> None:
    blocks = cut_into_blocks(text, long)
    assert len(blocks.text) == len(text)
    for theirs, ours in zip(text, blocks.text, strict=True):
        assert (
            ours == theirs or (theirs, ours) in {(" ", "\n"), ("\r", " "), ("\r", "\n")} or ours == "\ufffd"
        )


@given(texts, st.integers(1, 30))
def test_blocks_start_where_qt_lets_them_start(text: str, long: int) -> None:
    blocks = cut_into_blocks(text, long)
    offsets = Utf16Map(text.replace("\ud800", "\ufffd"))
    document = QTextDocument()
    document.setPlainText(blocks.text)
    found: list[int] = []
    block = document.firstBlock()
    while block.isValid():
        found.append(block.position())
        block = block.next()
    assert found == [offsets.to_utf16(start) for start in blocks.starts]


def test_a_long_paragraph_is_cut_after_a_sentence_and_a_short_one_is_not() -> None:
    text = "पहला वाक्य है। दूसरा वाक्य है। तीसरा।\nनया अनुच्छेद।"
    blocks = cut_into_blocks(text, long_paragraph=10)
    assert [blocks.text_of(number) for number in range(len(blocks.starts))] == [
        "पहला वाक्य है।",
        "दूसरा वाक्य है।",
        "तीसरा।",
        "नया अनुच्छेद।",
    ]
    assert blocks.continued == {0, 1}
    assert cut_into_blocks(text).continued == frozenset()


def test_direction_is_looked_for_only_where_a_right_to_left_script_is() -> None:
    assert has_right_to_left("Urdu: اردو")
    assert has_right_to_left("\U0001e900")
    assert not has_right_to_left("हिन्दी, English, русский, 中文, 🙂")
