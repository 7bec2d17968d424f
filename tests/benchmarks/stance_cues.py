"""How well the stances proposed for single sentences agree with those that a careful reader takes from them.

The sentences (`tests/gold/stance_sentences.toml`) are few, made for this purpose, and were at hand when the
words were chosen: the figures tell whether a change makes things better or worse, not how well it goes on
news. Run by `make bench`, or `python tests/benchmarks/stance_cues.py`.
"""

from __future__ import annotations

from tests.gold.stance_sentences import Gold, load, score


def report(name: str, sentences: list[Gold]) -> None:
    """Print the figures of some sentences."""
    total = score(sentences)
    print(f"{name}: {len(sentences)} sentences, {total.voiced} of which voice {total.stances} stances")
    for what, part, whole in (
        ("sentences found (recall)", total.both, total.voiced),
        ("found sentences that voice one (precision)", total.both, total.offered),
        ("found sentences with the polarities right", total.polarities, total.both),
        ("stances with holder right, of those found with their polarity", total.holders, total.matched),
        ("stances with target right, of those found with their polarity", total.targets, total.matched),
        ("claims with who says so right", total.claimants, total.claims),
        ("stances right in everything, of those proposed", total.right, total.proposed),
        ("stances right in everything, of those voiced", total.right, total.stances),
    ):
        print(f"  {part / max(whole, 1):.2f}  {what} ({part} of {whole})")


if __name__ == "__main__":
    everything = load()
    for language in ("hi", "en"):
        report(language, [gold for gold in everything if gold.language == language])
    report("both", everything)
