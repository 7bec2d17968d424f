from hypothesis import given
from hypothesis import strategies as st

from annotation.text.offsets import Utf16Map

TEXTS = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("a\U0001f600\U00010900क्ष\u200d")), max_size=60
)


def units_of(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(TEXTS)
def test_each_position_becomes_the_number_of_units_before_it_and_comes_back(text: str) -> None:
    offsets = Utf16Map(text)
    for position in range(len(text) + 1):
        units = offsets.to_utf16(position)
        assert units == units_of(text[:position])
        assert offsets.to_code_points(units) == position


@given(TEXTS)
def test_a_position_inside_a_surrogate_pair_counts_as_its_start(text: str) -> None:
    offsets = Utf16Map(text)
    for position, character in enumerate(text):
        if ord(character) > 0xFFFF:
            assert offsets.to_code_points(offsets.to_utf16(position) + 1) == position
