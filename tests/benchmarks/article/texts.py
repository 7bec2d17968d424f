"""The texts that are measured, Hindi with English, emoji and Urdu in between, and their mentions."""

from __future__ import annotations

import random
from dataclasses import dataclass

SENTENCES = (
    "राजधानी की सड़कों पर करीब 10 हजार लोग उतर आए हैं।",
    "सरकार ने कहा है कि उसने सैनिकों के एक छोटे से समूह के विद्रोह को दबा दिया है, लेकिन गतिरोध जारी है।",
    "The minister met the delegation 🙂 on Tuesday.",
    "وزیر اعظم نے کہا کہ مذاکرات جاری ہیں۔",
    "अमेरिका के विदेश मंत्री ने कहा कि राष्ट्रपति के पास जाने के लिए एक विमान खड़ा था।",
)
ONE_PARAGRAPH = "p"


@dataclass(frozen=True)
class Size:
    """How much text in code points, with how many mentions, and whether it is all one paragraph."""

    characters: int
    mentions: int
    one_paragraph: bool

    @classmethod
    def parse(cls, written: str) -> Size:
        """Read "characters/mentions", with a p after it for one paragraph.

        Raises:
            ValueError: if it is not written so.
        """
        characters, mentions = written.removesuffix(ONE_PARAGRAPH).split("/")
        return cls(int(characters), int(mentions), written.endswith(ONE_PARAGRAPH))

    def __str__(self) -> str:
        paragraph = ", one paragraph" if self.one_paragraph else ""
        return f"{self.characters:,} characters, {self.mentions:,} mentions{paragraph}"


def make_text(size: Size) -> str:
    """Mixed sentences, mostly Hindi, in paragraphs of a few hundred characters or all in one."""
    chance = random.Random(7)
    pieces: list[str] = []
    length = 0
    while length < size.characters:
        sentence = chance.choices(SENTENCES, (4, 4, 1, 1, 4))[0]
        ends = chance.random() < 0.15 and not size.one_paragraph
        pieces.append(sentence + ("\n" if ends else " "))
        length += len(pieces[-1])
    return "".join(pieces)[: size.characters]


def make_spans(size: Size) -> list[tuple[int, int]]:
    """Start and end of spans of 3 to 40 characters anywhere, overlapping as they fall."""
    chance = random.Random(8)
    starts = [chance.randrange(size.characters - 45) for _ in range(size.mentions)]
    return [(start, start + chance.randint(3, 40)) for start in starts]
