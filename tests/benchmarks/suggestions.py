"""How good and how quick the suggested mentions are, on IL-NER (Bahad et al. 2024, CC BY 4.0).

The first sentences teach, the last 1,000 test; the data end where nothing is tagged any more. Each sentence
is an article that is finished. Prints exact-span F1 of each layer and of all together, and for an annotator
who works through the data from the first sentence on, how many keystrokes suggestions save.
"""

from __future__ import annotations

import re
import statistics
import time
from pathlib import Path

from annotation.suggest.memory import Memory, Tagged
from annotation.suggest.mentions import SuggestedMention, suggest_mentions
from annotation.suggest.tagger import Tagger, train
from annotation.text.words import words

DATA = Path(__file__).parents[2].parent / "shared/data/il-ner-hindi-train.conll"
ARTICLE = DATA.parent / "venezuela-hi.txt"
SIZES = (100, 500, 1_000, 3_000)
TEST = 1_000
AGAIN = 100

Sentence = tuple[str, list[Tagged]]


def main() -> None:
    """Measure."""
    if not DATA.exists():
        print("skipped: the data are not beside the project")
        return
    sentences = read(DATA)
    test = sentences[-TEST:]
    for size in SIZES:
        started = time.perf_counter()
        memory = teach(sentences[:size])
        learned = time.perf_counter() - started
        started = time.perf_counter()
        model = train(sentences[:size])
        trained = time.perf_counter() - started
        tagger, nothing = Tagger(model), Memory()
        print(f"{size:,} sentences: memory learned in {learned:.2f} s, tagger in {trained:.1f} s")
        for name, known, guessing in (
            ("memory", memory, False), ("tagger", nothing, True), ("together", memory, True)
        ):  # fmt: skip
            started = time.perf_counter()
            found = [suggest(text, known, tagger if guessing else None) for text, _ in test]
            seconds = time.perf_counter() - started
            f1, precision, recall = score(found, [tagged for _, tagged in test])
            print(
                f"  {name}: F1 {f1:.3f} (precision {precision:.2f}, recall {recall:.2f}), "
                f"{TEST / seconds:,.0f} sentences/s"
            )
    print_keystrokes(sentences[: SIZES[-1]], trained=False)
    print_keystrokes(sentences[: SIZES[-1]], trained=True)
    print_speed(teach(sentences[: SIZES[-1]]))


def suggest(text: str, memory: Memory, tagger: Tagger | None) -> list[SuggestedMention]:
    """Return what a memory and perhaps a tagger suggest."""
    guesses = tagger.guess(text) if tagger is not None else ()
    return suggest_mentions(text, [], (), memory, (), None, guesses=guesses)


def read(path: Path) -> list[Sentence]:
    """Return the sentences up to the last one in which anything is tagged, with spans in code points."""
    found: list[Sentence] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        text, tagged = "", list[Tagged]()
        for line in filter(None, block.split("\n")):
            token, _, tag = line.partition("\t")
            start = len(text) + bool(text)
            text += " " * bool(text) + token
            if re.match("[BI]-NE", tag):
                if tag[0] == "I" and tagged and tagged[-1][1] == start - 1 and tagged[-1][2] == tag[2:]:
                    tagged[-1] = (tagged[-1][0], len(text), tag[2:], None)
                else:
                    tagged.append((start, len(text), tag[2:], None))
        if text:
            found.append((text, tagged))
    last = max(place for place, (_, tagged) in enumerate(found) if tagged)
    return found[: last + 1]


def teach(sentences: list[Sentence]) -> Memory:
    """Return what finished sentences teach."""
    memory = Memory()
    for text, tagged in sentences:
        memory.learn(text, tagged)
    for text, tagged in sentences:
        memory.learn_untagged(text, tagged)
    return memory


def score(found: list[list[SuggestedMention]], gold: list[list[Tagged]]) -> tuple[float, float, float]:
    """Return exact-span F1, precision and recall, labels included."""
    hits = made = wanted = 0
    for suggestions, tagged in zip(found, gold, strict=True):
        right = {(start, end, label) for start, end, label, _ in tagged}
        ours = {(one.start, one.end, one.label_id) for one in suggestions}
        hits, made, wanted = hits + len(right & ours), made + len(ours), wanted + len(right)
    precision, recall = hits / max(made, 1), hits / max(wanted, 1)
    return 2 * precision * recall / max(precision + recall, 1e-9), precision, recall


def print_keystrokes(sentences: list[Sentence], *, trained: bool) -> None:
    """Simulate an annotator who works from the first sentence on, with and without suggestions.

    With a tagger it is trained again after every `AGAIN` sentences.

    To tag a mention by hand takes a key a word to reach it from the last place (Ctrl+arrow), a key a word to
    select it, and the label's key. A right suggestion takes Space, one with the wrong label the label's key,
    a wrong one X; what is missing, or has a wrong end, is tagged by hand. From three certain ones in a
    sentence all are accepted by one key, and a wrong one takes two more, to go to it and to remove it.
    """
    memory = Memory()
    tagger: Tagger | None = None
    by_hand = with_help = 0
    for number, (text, tagged) in enumerate(sentences):
        if trained and number and number % AGAIN == 0:
            tagger = Tagger(train(sentences[:number]))
        starts = [start for start, _ in words(text)]
        suggestions = suggest(text, memory, tagger)
        right = {(start, end, label) for start, end, label, _ in tagged}
        spans = {(one.start, one.end) for one in suggestions}
        accepted = {one for one in right if one[:2] in spans}
        certain = [one for one in suggestions if one.certain]
        with_help += len(suggestions)
        if len(certain) > 2:
            wrong = sum((one.start, one.end, one.label_id) not in right for one in certain)
            with_help += 1 + 2 * wrong - len(certain)
        caret = aided = 0
        for start, end, label, _ in sorted(tagged):
            inside = sum(start <= place < end for place in starts)
            by_hand += sum(caret <= place < start for place in starts) + inside + 1
            if (start, end, label) not in accepted:
                with_help += sum(aided <= place < start for place in starts) + inside + 1
            caret = aided = end
        memory.learn(text, tagged)
        memory.learn_untagged(text, tagged)
    saved = 1 - with_help / by_hand
    what = "memory and tagger" if trained else "memory"
    print(f"keystrokes for {len(sentences):,} sentences: {by_hand:,} by hand, {with_help:,} with {what}; "
          f"{saved:.0%} saved")  # fmt: skip


def print_speed(memory: Memory) -> None:
    """Print how long suggestions for an article of 5,000 characters take."""
    if not ARTICLE.exists():
        return
    text = (ARTICLE.read_text(encoding="utf-8") * 3)[:5_000]
    times: list[float] = []
    for _ in range(20):
        started = time.perf_counter()
        suggest_mentions(text, [], (), memory, (), None)
        times.append((time.perf_counter() - started) * 1_000)
    median = statistics.median(times)
    print(f"suggestions for 5,000 characters: median {median:.1f} ms, longest {max(times):.1f} ms")


if __name__ == "__main__":
    main()
