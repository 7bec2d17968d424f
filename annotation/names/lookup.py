"""Finding the project's entities by a written form."""

from __future__ import annotations

from collections.abc import Iterable

from annotation.records import Id
from annotation.text.folding import Degree, fold, fold_keys

_FUZZY_CUTOFF = 70
_LAST_WORD_CUTOFF = 80
_MOST_SIMILAR = 50
_MOST_WORDS = 8

_Folded = dict[str, dict[Id, set[str]]]
"""Folded key → entity → the written forms of it that have this key."""


class NameIndex:
    """Names and aliases of entities, in any script; one name may belong to several entities."""

    def __init__(self, entries: Iterable[tuple[str, Id]] = ()) -> None:
        self._exact: dict[str, dict[Id, None]] = {}
        self._strict: _Folded = {}
        self._loose: _Folded = {}
        for surface, entity_id in entries:
            self.add(surface, entity_id)

    def add(self, surface: str, entity_id: Id) -> None:
        """Take a written form of an entity in."""
        self._exact.setdefault(surface, {})[entity_id] = None
        for index, degree in ((self._strict, Degree.STRICT), (self._loose, Degree.LOOSE)):
            for key in _keys(surface, degree):
                index.setdefault(key, {}).setdefault(entity_id, set()).add(surface)

    def discard(self, surface: str, entity_id: Id) -> None:
        """Forget a written form of an entity, if it is known."""
        owners = self._exact.get(surface)
        if owners is None or entity_id not in owners:
            return
        del owners[entity_id]
        if not owners:
            del self._exact[surface]
        for index, degree in ((self._strict, Degree.STRICT), (self._loose, Degree.LOOSE)):
            for key in _keys(surface, degree):
                index[key][entity_id].discard(surface)
                if not index[key][entity_id]:
                    del index[key][entity_id]
                if not index[key]:
                    del index[key]

    def find(self, surface: str) -> tuple[Id, ...]:
        """Return the entities written exactly so; failing these, those that differ by strict folding only."""
        exact = self._exact.get(surface)
        if exact:
            return tuple(exact)
        found: dict[Id, None] = {}
        for key in _keys(surface, Degree.STRICT):
            found.update(dict.fromkeys(self._strict.get(key, ())))
        return tuple(found)

    def search(self, typed: str, limit: int) -> list[Id]:
        """Return at most `limit` entities for a picker, the best first.

        Names that begin with what was typed come first, then those with a word that does, those that hold it
        anywhere, those that are part of it, those with the same last word, then similar ones, as a whole or
        by their last words. All of it is compared folded.
        """
        query = fold(typed, Degree.LOOSE)
        if not query:
            return []
        found: dict[Id, None] = {}
        for keys in (self._holding, self._inside, self._ending_alike, self._similar):
            for key in keys(query):
                found.update(dict.fromkeys(self._loose[key]))
            if len(found) >= limit:
                break
        return list(found)[:limit]

    def _holding(self, query: str) -> list[str]:
        ranked: list[tuple[int, int, str]] = []
        for key in self._loose:
            place = key.find(query)
            if place >= 0:
                rank = 0 if place == 0 else 1 if f" {query}" in key else 2
                ranked.append((rank, len(key), key))
        return [key for _, _, key in sorted(ranked)]

    def _inside(self, query: str) -> list[str]:
        """Return the keys that are some of the words of a query, most words first, of these the later."""
        words = query.split()
        parts = (
            " ".join(words[start : start + length])
            for length in range(min(len(words), _MOST_WORDS), 0, -1)
            for start in range(len(words) - length, -1, -1)
        )
        return [part for part in parts if part in self._loose]

    def _ending_alike(self, query: str) -> list[str]:
        ending = " " + query.rpartition(" ")[2]
        return sorted((key for key in self._loose if key.endswith(ending)), key=len)

    def _similar(self, query: str) -> list[str]:
        from rapidfuzz import fuzz, process

        keys = list(self._loose)
        hits = process.extract(
            query, keys, scorer=fuzz.ratio, limit=_MOST_SIMILAR, score_cutoff=_FUZZY_CUTOFF
        )
        by_last_word = process.extract(
            query.rpartition(" ")[2],
            [key.rpartition(" ")[2] for key in keys],
            scorer=fuzz.ratio,
            limit=_MOST_SIMILAR,
            score_cutoff=_LAST_WORD_CUTOFF,
        )
        return [hit[0] for hit in hits] + [keys[place] for _, _, place in by_last_word]


def _keys(surface: str, degree: Degree) -> tuple[str, ...]:
    """Return the folded keys of a name; a name without a letter is its own key."""
    return tuple(key or surface for key in fold_keys(surface, degree))
