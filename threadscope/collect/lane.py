"""The records of one dialect -> batches of columns: decoded, tested, and put into the intake some hundred at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
import orjson

from threadscope.collect.decode import Typed, parsed
from threadscope.collect.intake import Intake
from threadscope.collect.kinds import RecordDialect, WrapperDialect
from threadscope.collect.lenient import fields_of
from threadscope.collect.likeness import ids_of, is_post_like, reads_like_post
from threadscope.collect.record import Found
from threadscope.collect.row import nested
from threadscope.collect.strays import holds_post, strays

__all__ = ["HEAD", "Lane"]

#: A stream may begin with notices or a broken line; this many records tell what is in a source.
HEAD: Final = 20
#: Records, and bytes of records, that wait until they are turned into columns at once.
_BATCH, _BATCH_BYTES = 512, 1 << 19
#: An object with an id, or words, and so many fields of a dialect's posts is one.
_ALIKE: Final = 4


class Lane:
    """The records of one dialect, in one source, on their way into the tables.

    Parameters
    ----------
    name, entry
        The dialect.
    shown_as
        The name under which its posts stand: that of the wrapping around them, where there is one.
    source, intake
        Where the records stand, and where rows and problems go.
    inside
        Gets what stood in a wrapping: number of the record, value, time of capture, and this lane.
    """

    def __init__(
        self,
        name: str,
        shown_as: str,
        entry: RecordDialect | WrapperDialect,
        source: str,
        intake: Intake,
        inside: Callable[[int, Any, int | None, Lane], None],
    ) -> None:
        self.name, self.shown_as, self.entry = name, shown_as, entry
        self.n = 0
        #: Whether rows of a table are read as the objects that their dotted columns spell.
        self.nests = False
        self._source, self._intake, self._inside = source, intake, inside
        self._fits = entry.fits
        self._decode = msgspec.json.Decoder(entry.shape).decode if entry.shape else orjson.loads
        self._typed = Typed(entry.shape) if entry.shape else None
        self._fields = (
            frozenset(name for _, name, _ in fields_of(entry.shape)) if entry.shape else frozenset()
        )
        self._alike = _ALIKE
        self._waiting: list[Found[Any]] = []
        self._bytes = 0

    def offer(self, number: int, raw: bytes) -> bool:
        """Take a record if it decodes straight into the shape and fits."""
        try:
            record = self._decode(raw)
        except (msgspec.DecodeError, orjson.JSONDecodeError, RecursionError, UnicodeDecodeError):
            return False
        if not self._fits(record):
            return False
        if self.n < HEAD:
            self._look_for_strays(number, parsed(raw))
        self._add(Found(number, record), len(raw))
        return True

    def offer_row(self, number: int, row: dict[str, Any]) -> bool:
        """Take a row of a table if it fits."""
        return self.offer_value(number, self.spelt(row), None)

    def spelt(self, row: Any) -> Any:
        """Return a row as this dialect reads it."""
        return (nested(row) if self.nests and isinstance(row, dict) else None) or row

    def offer_value(self, number: int, value: Any, at: int | None) -> bool:
        """Take a parsed record if it fits; nothing is mended."""
        record = value
        if self._typed is not None:
            try:
                record = msgspec.convert(value, self.entry.shape, strict=False)
            except (msgspec.ValidationError, RecursionError):
                return False
        if not self._fits(record):
            return False
        self._look_for_strays(number, value)
        self._add(Found(number, record, at), 0)
        return True

    def take(self, number: int, value: Any, at: int | None) -> None:
        """Take a parsed record as it is, field by field where it does not decode."""
        report = self._intake.report
        if self._typed is None:
            record = value
        elif isinstance(value, dict):
            record = self._typed.convert(value, report, f"record {number}")
        else:
            report(f"record {number}", "unknown_record", f"a JSON {type(value).__name__}; it was left out")
            return
        self._look_for_strays(number, value)
        self._add(Found(number, record, at), 0)

    def _look_for_strays(self, number: int, value: Any) -> None:
        """Report posts in a record, one of the first, that this dialect would pass over."""
        if self.n >= HEAD:
            return
        if self.entry.shape is not None:
            found = list(strays(value, self.entry.shape, self._looks_like_post))
        elif isinstance(value, dict) and isinstance(self.entry, RecordDialect) and self.entry.general:
            self._fields, self._alike = frozenset(value), 3  # a post in a post has fields like it
            nests = [(key, inner) for key, inner in value.items() if isinstance(inner, dict | list)]
            found = [str(key) for key, inner in nests if holds_post(inner, self._looks_like_post)]
        else:
            return
        for where in found:
            detail = f"a record in {where[:80]!r}, a name that {self.name} does not know; it was left out"
            self._intake.report(f"record {number}", "unknown_record", detail)

    def _looks_like_post(self, value: dict[str, Any]) -> bool:
        """Say whether an object is a post by its marks, by words and what stands beside them, or by its fields."""
        is_told = bool(ids_of(value)) or is_post_like(value)
        alike = is_told and len(self._fields & value.keys()) >= self._alike
        return alike or reads_like_post(value) or self.entry.marks(value) is not None

    def _add(self, found: Found[Any], size: int) -> None:
        self.n += 1
        self._waiting.append(found)
        self._bytes += size
        if len(self._waiting) >= _BATCH or self._bytes >= _BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        """Put what waits into the tables."""
        waiting, self._waiting, self._bytes = self._waiting, [], 0
        if not waiting:
            return
        self._intake.begin(self._source, self.shown_as)
        if isinstance(self.entry, RecordDialect):
            self.entry.rows(waiting, self._intake)
            return
        for found in waiting:
            for value, at in self.entry.unwrap(found, self._intake):
                self._inside(found.number, value, at, self)

    def leave(self) -> None:
        """Report what still waits to be unwrapped: it was wrapped deeper than anybody does."""
        for found in self._waiting:
            detail = f"an item of {self.name} inside others of its kind; it was left out"
            self._intake.report(f"record {found.number}", "unknown_record", detail)
