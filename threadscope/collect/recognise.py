"""A parsed record -> the dialects that know it, or what stands inside it, and why; nothing is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from threadscope.collect.dialects import RECORD_DIALECTS
from threadscope.collect.kinds import RecordDialect, WrapperDialect
from threadscope.collect.likeness import has_number, ids_of, is_list, is_post_like, opened
from threadscope.collect.row import nested
from threadscope.collect.strays import holds_itself

__all__ = ["DEEPEST", "Recogniser", "Registry"]

#: Objects inside objects, or JSON inside strings, are opened so far.
DEEPEST: Final = 8

Registry = dict[str, RecordDialect | WrapperDialect]


class Recogniser:
    """Shows values to the marks of dialects.

    Parameters
    ----------
    dialects
        Those that may be met, by name; the first whose marks are found is taken.
    """

    def __init__(self, dialects: Registry | None = None) -> None:
        self.dialects = RECORD_DIALECTS if dialects is None else dialects
        #: Whether a dialect may be asked that takes anything with an id, a text and a parent.
        self.asks_general = True

    def dialect_of(self, value: Any) -> tuple[str, str] | None:
        """Return the dialect of a value and why, or ``None``."""
        name, why, _ = next(self.known(value), (None, "", None))
        return None if name is None else (name, why)

    def knows_any(self, head: Iterable[Any]) -> bool:
        """Say whether a dialect knows one of the first records; one that lost its marks must not decide for all."""
        values = list(head)
        self.asks_general = False
        if any(next(self.known(value), None) for value in values):
            return True
        self.asks_general = True
        return any(next(self.known(value), None) for value in values)

    def known(self, value: Any, depth: int = 0, where: str = "") -> Iterator[tuple[str | None, str, Any]]:
        """Yield dialect, reason and value of what is known: the value itself, or what it holds as objects or texts.

        A value that looks like a post is known as a whole or not at all: of a post of an unknown kind, the known
        post that it quotes would be all that is left. What no dialect knows comes last and without a dialect: objects
        in a list of which others are known, and a post of its own around a known one.
        """
        columns = nested(value) if isinstance(value, dict) and depth < DEEPEST else None
        for general in (False, True):
            for spelt, how in ((value, ""), (columns, ", in columns")):
                if spelt is not None and (known := self._marked(spelt, general=general)) is not None:
                    yield known[0], known[1] + how + where, spelt
                    return
        if not isinstance(value, dict | list | str) or depth >= DEEPEST:
            return
        if isinstance(value, dict):
            if (known := self._around(value)) is not None:
                yield known[0], known[1] + where, value
                return
            is_row = columns is not None and not any(isinstance(cell, dict | list) for cell in value.values())
            if is_row or is_post_like(value):
                return
        yield from self._known_inside(value, depth, where)

    def _known_inside(self, value: Any, depth: int, where: str) -> Iterator[tuple[str | None, str, Any]]:
        others: list[Any] = []
        known_ids: set[str] = set()
        any_known = False
        for key, inner in opened(value):
            is_known = False
            for found in self.known(inner, depth + 1, where or f", in {key}"):
                is_known = any_known = True
                known_ids |= ids_of(found[2]) if found[0] is not None else set()
                yield found
            if not is_known and isinstance(inner, dict):
                others.append(inner)
        if any_known and is_list(value):
            yield from ((None, where, one) for one in others)
        elif any_known and ids_of(value) - known_ids:
            yield None, where, value

    def _around(self, value: dict[str, Any]) -> tuple[str, str] | None:
        """Return the dialect of a post that lost its marks, by the post inside it, in a field where it has posts."""
        if not has_number(value) and not ids_of(value):
            return None
        for key, inner in value.items():
            known = self._marked(inner, general=False) if isinstance(inner, dict) else None
            shape = self.dialects[known[0]].shape if known is not None else None
            if known is not None and shape is not None and holds_itself(shape, key):
                return known[0], f"{known[1]}, in {key[:40]!r}"
        return None

    def _marked(self, value: Any, *, general: bool) -> tuple[str, str] | None:
        """Return the first dialect whose marks a value has, and which these are."""
        for name, entry in self.dialects.items():
            is_general = isinstance(entry, RecordDialect) and entry.general
            # A mapping is general too, but somebody asked for it.
            if is_general is general and (not general or self.asks_general or name not in RECORD_DIALECTS):
                why = entry.marks(value)
                if why:
                    return name, why
        return None
