"""What tells an alliance list in a language, read from `resources/cues/`: one file is one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import regex

from annotation.records import Polarity
from annotation.resources import ResourceError, entry, load_toml, resource_path, section, tables, texts
from annotation.suggest.phrases import Cue, Match, PhraseBook, Place, Side, word_key
from annotation.text.words import words

_LABELS = ("Country", "Organisation", "Person", "Group")
_DEFAULT = "en"
_SAMPLE, _SAMPLE_WORDS = 4_000, 400


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of one language, as `resources/cues/hi.toml` explains them; most are loosely folded keys."""

    language: str
    scripts: tuple[str, ...]
    function_words: frozenset[str]
    separators: str
    conjunctions: tuple[str, ...]
    attached: tuple[str, ...]
    whole: frozenset[str]
    articles: tuple[str, ...]
    suffixes: tuple[str, ...]
    endings: tuple[str, ...]
    titles: frozenset[str]
    genitives: frozenset[str]
    fillers: frozenset[str]
    closings: tuple[str, ...]
    others: frozenset[str]
    issues: frozenset[str]
    pronouns: frozenset[str]
    contrasts: frozenset[str]
    stops: frozenset[str]
    barred_before: frozenset[str]
    barred_after: frozenset[str]
    agents: frozenset[str]
    abbreviations: frozenset[str]
    heads: dict[str, str]
    names: dict[str, tuple[str, ...]]
    phrases: PhraseBook

    def find(self, keys: list[str]) -> Match | None:
        """Return the longest phrase among the words of a heading; of equally long ones the last.

        Args:
            keys: the loosely folded words of the heading.
        """
        aside = self.fillers | self.genitives | self.others | self.heads.keys() | self.issues

        def fits(match: Match) -> bool:
            if match.cue.needs:
                return False
            if match.cue.members not in (Place.ALONE, Place.BESIDE):
                return True
            before, after = keys[: match.first], keys[match.after :]
            rest = [*before, *after]
            if match.cue.members is Place.BESIDE:
                rest = after if match.cue.target is Side.BEFORE else before
            return all(key in aside or key.isdecimal() for key in rest)

        return self.phrases.longest(keys, fits)


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the languages with a file of cues, in the order of their codes."""
    return tuple(sorted(path.stem for path in resource_path("cues").glob("*.toml")))


def language_of(text: str, default: str = "") -> str:
    """Return the language of a text (of its start, if it is long) among those with a file of cues.

    The script that prevails says which come into question, and the most frequent words of each which it is.

    Args:
        text: the text.
        default: the language if the words do not tell.
    """
    return ranked_languages(text, default)[0]


def ranked_languages(text: str, default: str = "") -> tuple[str, ...]:
    """Return the languages that are written in the prevailing script of a text, the likeliest first."""
    sample = text[:_SAMPLE]
    script = _script(sample)
    choices = [language for language in languages() if script in load_cues(language).scripts]
    if not choices:
        return (default or _DEFAULT,)
    if len(choices) > 1:
        keys = [word_key(sample[slice(*span)]) for span in islice(words(sample), _SAMPLE_WORDS)]
        hits = {
            language: sum(key in load_cues(language).function_words for key in keys) for language in choices
        }
        choices.sort(key=lambda language: (-hits[language], language != default))
    return tuple(choices)


def _script(sample: str) -> str:
    """Return the script of most letters among those that some language is written in; Latin without any."""
    counts = {script: len(_letters_of(script).findall(sample)) for script in _scripts()}
    best = max(counts, key=lambda script: (counts[script], script == "Latin"), default="")
    return best if counts.get(best) else "Latin"


@lru_cache(maxsize=1)
def _scripts() -> tuple[str, ...]:
    return tuple(dict.fromkeys(script for language in languages() for script in load_cues(language).scripts))


@lru_cache(maxsize=64)
def _letters_of(script: str) -> regex.Pattern[str]:
    return regex.compile(rf"\p{{{script}}}")


@lru_cache(maxsize=64)
def load_cues(language: str) -> Cues:
    """Read the cues of a language.

    Raises:
        ResourceError: if the file is missing or malformed.
    """
    name = f"{language}.toml"
    return cues_from(load_toml("cues", name), language, f"resources/cues/{name}")


def cues_from(data: dict[str, object], language: str, where: str) -> Cues:
    """Build the cues of a language from what its file holds; `where` names the file in error messages.

    Raises:
        ResourceError: if a key is missing or a value cannot be used.
    """

    def keys(key: str) -> frozenset[str]:
        return _keys(texts(data, key, where))

    heads: dict[str, str] = {}
    for number, table in enumerate(tables(data, "head", where), 1):
        place = f"{where}, head {number}"
        label = _one_of(entry(table, "label", str, place), _LABELS, "label", place)
        heads.update(dict.fromkeys(_keys(texts(table, "nouns", place)), label))
    names = section(data, "names", where)
    return Cues(
        language=language,
        scripts=_scripts_from(data, where),
        function_words=keys("function_words"),
        separators=entry(data, "separators", str, where),
        conjunctions=texts(data, "conjunctions", where),
        attached=texts(data, "attached", where),
        whole=keys("whole"),
        articles=texts(data, "articles", where),
        suffixes=_longest_first(texts(data, "suffixes", where)),
        endings=_longest_first(texts(data, "endings", where)),
        titles=keys("titles"),
        genitives=keys("genitives"),
        fillers=keys("fillers") | keys("articles"),
        closings=texts(data, "closings", where),
        others=keys("others"),
        issues=keys("issues"),
        pronouns=keys("pronouns"),
        contrasts=keys("contrasts"),
        stops=keys("stops"),
        barred_before=keys("barred_before"),
        barred_after=keys("barred_after"),
        agents=keys("agents"),
        abbreviations=keys("abbreviations"),
        heads=heads,
        names={code: texts(names, code, f"{where} [names]") for code in names},
        phrases=_phrases(data, where),
    )


def _phrases(data: dict[str, object], where: str) -> PhraseBook:
    found: dict[str, Cue] = {}
    for number, table in enumerate(tables(data, "cue", where), 1):
        place = f"{where}, cue {number}"
        cue = Cue(
            Polarity(_one_of(entry(table, "polarity", str, place), tuple(Polarity), "polarity", place)),
            Side(_one_of(entry(table, "target", str, place), tuple(Side), "target", place)),
            Place(_one_of(entry(table, "members", str, place), tuple(Place), "members", place)),
        )
        for phrase in texts(table, "phrases", place):
            if not word_key(phrase):
                raise ResourceError(f"{place}: the phrase “{phrase}” of “phrases” holds no word.")
            if found.setdefault(phrase, cue) != cue:
                raise ResourceError(f"{place}: the phrase “{phrase}” stands under two different cues.")
    try:
        return PhraseBook(found.items())
    except ValueError as error:
        raise ResourceError(f"{where}: the phrase “{error}” stands under two different cues.") from error


def _scripts_from(data: dict[str, object], where: str) -> tuple[str, ...]:
    scripts = texts(data, "scripts", where)
    for script in scripts:
        try:
            _letters_of(script)
        except regex.error as error:
            raise ResourceError(f"{where}: “scripts” holds {script!r}, which is no script.") from error
    return scripts


def _keys(words_: Iterable[str]) -> frozenset[str]:
    return frozenset(word_key(word) or word for word in words_)


def _longest_first(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(parts, key=len, reverse=True))


def _one_of(value: str, allowed: Iterable[str], key: str, where: str) -> str:
    if value not in allowed:
        raise ResourceError(f"{where}: “{key}” should be one of {', '.join(allowed)}, but is {value!r}.")
    return value
