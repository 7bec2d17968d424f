"""From a written name to the code of what it names, whatever the spelling."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from annotation.text.folding import Degree, fold, fold_keys, skeleton

IN_A_LIST, ELSEWHERE = 0.80, 0.85
"""How similar two spellings must be where a name is expected, and where it is not (both measured)."""

_MARGIN = 0.05
_SHORTEST_SKELETON = 3
_CANDIDATES = 12
_KEY_CUTOFF = 0.55


class Resolver:
    """Known names and their codes.

    Args:
        names: pairs of a written name and its code. Names that folding makes equal while their codes differ
            are found at no degree but exactly as written.
        unlike: words that are similar to a name and never mean it (nationalities): never found by distance.
    """

    def __init__(self, names: Iterable[tuple[str, str]], unlike: Collection[str] = ()) -> None:
        self._exact: dict[str, str] = {}
        self._strict: dict[str, str | None] = {}
        self._loose: dict[str, str | None] = {}
        for surface, code in names:
            self._exact.setdefault(surface, code)
            for key in fold_keys(surface, Degree.STRICT):
                _claim(self._strict, key, code)
            for key in fold_keys(surface, Degree.LOOSE):
                _claim(self._loose, key, code)
                _claim(self._loose, key.replace(" ", ""), code)
        self._unlike_words = unlike
        self._unlike: set[str] = set()
        self._skeletons: dict[str, str] = {}
        self.similar = lru_cache(maxsize=10_000)(self._similar)

    def resolve(self, surface: str, degree: Degree) -> str | None:
        """Return the code of a name that differs from a known one by at most `degree`, or None."""
        surface = surface.strip()
        code = self._exact.get(surface) or _first(self._strict, fold_keys(surface, Degree.STRICT))
        if code is not None or degree is Degree.STRICT:
            return code
        keys = fold_keys(surface, Degree.LOOSE)
        code = _first(self._loose, keys) or _first(self._loose, [key.replace(" ", "") for key in keys])
        if code is not None or degree is Degree.LOOSE:
            return code
        found, score = self.similar(surface)
        return found if score >= IN_A_LIST else None

    def strict_keys(self) -> dict[str, str]:
        """Return the strict keys of all names that belong to one code only."""
        return {key: code for key, code in self._strict.items() if code is not None}

    def nearest(self, surface: str, limit: int) -> list[tuple[str, float]]:
        """Return the codes of the names most like `surface`, the likest first, and how much (0 to 1)."""
        return self._ranked(fold(surface, Degree.LOOSE))[:limit]

    def _similar(self, surface: str) -> tuple[str | None, float]:
        """Return the most similar name's code and the similarity, or None and 0.

        A name with few consonants is not compared, nor taken when one with another code is about as similar.
        """
        query = fold(surface, Degree.LOOSE)
        ranked = self._ranked(query)
        if query in self._unlike:
            return None, 0.0
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN):
            return None, 0.0
        return ranked[0]

    def _ranked(self, query: str) -> list[tuple[str, float]]:
        """Return the codes of similar names and the similarity, the highest first.

        The similarity is the mean of the OSA similarities of the folded keys and of their consonants.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        consonants = skeleton(query)
        if len(consonants) < _SHORTEST_SKELETON:
            return []
        if not self._skeletons:
            self._skeletons = {key: skeleton(key) for key, code in self._loose.items() if code is not None}
            self._unlike = {key for word in self._unlike_words for key in fold_keys(word, Degree.LOOSE)}
        hits = process.extract(
            query,
            list(self._skeletons),
            scorer=OSA.normalized_similarity,
            limit=_CANDIDATES,
            score_cutoff=_KEY_CUTOFF,
        )
        scores: dict[str, float] = {}
        for key, similarity, _ in hits:
            bones = self._skeletons[key]
            code = self._loose[key]
            if code is None or len(bones) < _SHORTEST_SKELETON:
                continue
            score = (similarity + OSA.normalized_similarity(consonants, bones)) / 2
            scores[code] = max(score, scores.get(code, 0.0))
        return sorted(scores.items(), key=lambda item: -item[1])


def _claim(index: dict[str, str | None], key: str, code: str) -> None:
    if key:
        index[key] = code if index.get(key, code) == code else None


def _first(index: dict[str, str | None], keys: Iterable[str]) -> str | None:
    for key in keys:
        code = index.get(key)
        if code is not None:
            return code
    return None
