"""Searching for members of camps whatever the spelling."""

from __future__ import annotations

from functools import lru_cache

from gui.models.alliances import CampView, MemberView
from gui.models.search_keys import matcher, search_key


class MemberSearch:
    """What is searched for, and whom it lets through; nothing typed lets everybody through."""

    def __init__(self, typed: str) -> None:
        self._typed = typed.strip()
        self._matches = matcher(typed)
        self._found: dict[str, tuple[CampView, tuple[MemberView, ...]]] = {}

    def __bool__(self) -> bool:
        return bool(self._typed)

    def members(self, view: CampView) -> tuple[MemberView, ...]:
        """Return the members of a camp that are looked for, in their order."""
        if not self:
            return view.members
        known = self._found.get(view.key)
        if known is None or known[0] is not view:
            found = tuple(member for member in view.members if self._matches(_key(member)))
            known = self._found[view.key] = view, found
        return known[1]


@lru_cache(maxsize=50_000)
def _key(member: MemberView) -> str:
    texts = (member.written, member.name, member.code, member.note, member.reason, member.claimed_by)
    return search_key(*texts)
