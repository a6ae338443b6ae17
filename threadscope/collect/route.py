"""The records of one source -> the dialects that know them: one file may hold several.

The dialect of the last record is asked first, by a decoder and a cheap test; only a record that does not fit is
parsed as plain JSON and shown to every dialect. What no dialect knows goes to the dialect of its file, which reads
what still has an id and reports the rest. In the first records of each dialect it is looked for posts that its shape
has no field for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, Final

import msgspec
import orjson

from threadscope.collect.addresses import id_in
from threadscope.collect.decode import Record, Typed, clean_bytes, parse
from threadscope.collect.dialects import RECORD_DIALECTS
from threadscope.collect.intake import Intake
from threadscope.collect.kinds import RecordDialect, WrapperDialect
from threadscope.collect.lenient import fields_of
from threadscope.collect.record import Found
from threadscope.collect.row import nested
from threadscope.collect.strays import holds_itself, holds_post, strays

__all__ = ["Registry", "Router", "Verdict", "describe", "parsed"]

#: A stream may begin with notices or a broken line; this many records may decide whether it is an export.
_HEAD: Final = 20
#: Records, and bytes of records, that wait until they are turned into columns at once.
_BATCH, _BATCH_BYTES = 512, 1 << 19
#: Objects inside objects, or JSON inside strings, are opened so far.
_DEEPEST: Final = 8

#: What formats call the id of a post, and an id that is not that of something else.
_IDS: Final = ("id", "id_str", "rest_id", "tweet_id", "tweetID", "ID", "post_id")
_ID: Final = re.compile(r"[0-9]{15,19}")
_ADDRESSES: Final = ("url", "permanentUrl", "PermanentURL", "tweetURL", "tweet_url", "link")
#: An object with an id, or words, and so many fields of a dialect's posts is one.
_ALIKE: Final = 4
#: What formats tell beside the words of a post.
_BESIDE: Final = ("created_at", "createdAt", "date", "author", "user")
#: What formats call the words of a post.
_TEXTS: Final = ("text", "Text", "full_text", "fullText", "rawContent", "content", "body", "message", "tweet")

Registry = dict[str, RecordDialect | WrapperDialect]


class Verdict:
    """What a source was taken for, and why; no dialect where nobody knows it."""

    def __init__(self, dialect: str | None, because: str) -> None:
        self.dialect, self.because = dialect, because


class _Lane:
    """The records of one dialect on their way into the tables."""

    def __init__(
        self, name: str, shown_as: str, entry: RecordDialect | WrapperDialect, router: Router
    ) -> None:
        self.name, self.shown_as, self.entry = name, shown_as, entry
        self.n = 0
        #: Whether rows of a table are read as the objects that their dotted columns spell.
        self.nests = False
        self._router, self._fits = router, entry.fits
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
        if self.n < _HEAD:
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
        report = self._router.intake.report
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
        if self.n >= _HEAD:
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
            self._router.intake.report(f"record {number}", "unknown_record", detail)

    def _looks_like_post(self, value: dict[str, Any]) -> bool:
        """Say whether an object is a post by its marks, by words and what stands beside them, or by its fields."""
        is_told = bool(_ids_of(value)) or _is_post_like(value)
        alike = is_told and len(self._fields & value.keys()) >= self._alike
        return alike or _reads_like_post(value) or self.entry.marks(value) is not None

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
        router = self._router
        router.intake.begin(router.source, self.shown_as)
        if isinstance(self.entry, RecordDialect):
            self.entry.rows(waiting, router.intake)
            return
        for found in waiting:
            for value, at in self.entry.unwrap(found, router.intake):
                router.inside(found.number, value, at, self)

    def leave(self) -> None:
        """Report what still waits to be unwrapped: it was wrapped deeper than anybody does."""
        for found in self._waiting:
            detail = f"an item of {self.name} inside others of its kind; it was left out"
            self._router.intake.report(f"record {found.number}", "unknown_record", detail)


class Router:
    """Reads one source.

    Parameters
    ----------
    source
        Its name.
    intake
        Where rows and problems go.
    dialects
        Those that may be met, by name; the first whose marks are found is taken.
    """

    def __init__(self, source: str, intake: Intake, dialects: Registry | None = None) -> None:
        self.source, self.intake = source, intake
        self._dialects = RECORD_DIALECTS if dialects is None else dialects
        self._lanes: dict[tuple[str, str], _Lane] = {}
        self._why: dict[str, str] = {}
        self._inner: _Lane | None = None
        #: Unknown records that came before the dialect of the file was told, and what stood inside those of a wrapping.
        self._early: list[tuple[int, Any]] = []
        self._early_inside: list[tuple[int, Any, int | None]] = []
        #: Whether a dialect may be asked that takes anything with an id, a text and a parent.
        self._is_general = True

    def run(self, records: Iterable[Record]) -> Verdict:
        """Read all records; those of an unknown source are left after the first few."""
        rows = iter(records)
        head = list(islice(rows, _HEAD))
        if not head:
            if not self.intake.problems.counted(self.source, "half_written"):
                self.intake.report(None, "empty_file", "nothing in it")
            return Verdict(None, "nothing in it")
        if not self._begin(value for _, raw in head if (value := parsed(raw)) is not None):
            detail = describe(head)
            self.intake.report(None, "unknown_dialect", f"no X export that threadscope knows: {detail}")
            return Verdict(None, detail)
        self._read(chain(head, rows))
        return self._verdict()

    def knows(self, value: Any) -> tuple[str, str] | None:
        """Return the dialect of a parsed record and why, or ``None``; nothing is read."""
        name, why, _ = next(self._known(value), (None, "", None))
        return None if name is None else (name, why)

    def _begin(self, head: Iterable[Any]) -> bool:
        """Say whether a dialect knows one of the first records; one that lost its marks must not decide for all."""
        values = list(head)
        self._is_general = False
        if any(next(self._known(value), None) for value in values):
            return True
        self._is_general = True
        return any(next(self._known(value), None) for value in values)

    def _read(self, records: Iterator[Record]) -> None:
        lane: _Lane | None = None
        for number, raw in records:
            if lane is not None and isinstance(raw, bytes) and lane.offer(number, raw):
                continue
            value = parse(raw, self.intake.report, f"record {number}") if isinstance(raw, bytes) else raw
            if value is None:
                continue
            if lane is not None and not isinstance(raw, bytes) and lane.offer_row(number, value):
                continue
            lane = self._place(number, value, lane)
        for number, value in self._early:
            main = self._main()
            main.take(number, main.spelt(value), None)
        self._finish()

    def _finish(self) -> None:
        # A wrapping's batch puts records into other lanes, so that these are emptied after it; a wrapping may stand in
        # another.
        for _ in range(_DEEPEST):
            for lane in list(self._lanes.values()):
                if isinstance(lane.entry, WrapperDialect):
                    lane.flush()
        self._finish_inside()
        for lane in list(self._lanes.values()):
            if isinstance(lane.entry, WrapperDialect):
                lane.leave()
            else:
                lane.flush()
        for lane in self._lanes.values():
            if lane.entry.done is not None:
                self.intake.begin(self.source, lane.shown_as)
                lane.entry.done(self.intake)

    def _finish_inside(self) -> None:
        """Hand on what stood in a wrapping before anything there was known."""
        early, self._early_inside = self._early_inside, []
        for number, value, at in early:
            if self._inner is not None:
                self._inner.take(number, value, at)
            else:
                detail = "what stands inside is no post that is known; it was left out"
                self.intake.report(f"record {number}", "unknown_record", detail)

    def _place(self, number: int, value: Any, last: _Lane | None) -> _Lane | None:
        """Hand a parsed record to the dialects that know it; return the last of them.

        What stands beside what is known goes to the same dialect, what no dialect knows to that of the file. Which
        that is, a few records do not tell.
        """
        lane = last
        unknown: list[Any] = []
        handed: set[int] = set()
        is_known = False
        for name, why, inner in self._known(value):
            handed.add(id(inner))
            if name is None:
                unknown.append(inner)
                continue
            is_known = True
            self._why.setdefault(name, why)
            lane = self._lane(name, name)
            lane.nests = isinstance(value, dict) and inner is not value and _nested(value)
            lane.take(number, inner, None)
        if lane is not None and is_known and not lane.nests and lane.n <= _HEAD:
            unknown += self._alike(number, value, handed)
        for one in unknown:
            if lane is not None and one is not value:
                lane.take(number, one, None)
        if not is_known or any(one is value for one in unknown):
            main = self._main() if self._lanes else None
            if main is None or main.n < _HEAD:
                self._early.append((number, value))
            else:
                main.take(number, main.spelt(value), None)
        return lane

    def _alike(self, number: int, value: Any, handed: set[int]) -> Iterator[Any]:
        """Yield what looks like a post in a list of a record, one of the first, of which only what is inside is known.

        What looks like a post and stands alone may be something else, and is only reported.
        """
        waiting = [("", value)]
        while waiting:
            where, found = waiting.pop()
            if id(found) in handed or not isinstance(found, dict | list):
                continue
            if isinstance(found, dict) and _reads_like_post(found):
                if where.rpartition(".")[2].isdigit() and _ids_of(found):
                    yield found
                    continue
                detail = f"in {where[:80]!r} stands what looks like a post and is none that is known; it was left out"
                self.intake.report(f"record {number}", "unknown_record", detail)
            else:
                inside = found.items() if isinstance(found, dict) else enumerate(found)
                waiting.extend((f"{where}.{key}" if where else str(key), one) for key, one in inside)

    def inside(self, number: int, value: Any, at: int | None, outer: _Lane) -> None:
        """Read a value that a wrapping held, under the wrapping's name."""
        if self._inner is not None and self._inner.offer_value(number, value, at):
            return
        known = False
        for name, _, inner in self._known(value):
            known = True
            if name is None:
                self._leave(number, inner, at)
            else:
                self._inner = self._lane(name, outer.shown_as)
                self._inner.take(number, inner, at)
        if not known:
            self._leave(number, value, at)

    def _leave(self, number: int, value: Any, at: int | None) -> None:
        """Leave what stood in a wrapping and is unknown to the dialect of what was known there."""
        if self._inner is not None:
            self._inner.take(number, value, at)
        else:
            self._early_inside.append((number, value, at))

    def _known(self, value: Any, depth: int = 0, where: str = "") -> Iterator[tuple[str | None, str, Any]]:
        """Yield dialect, reason and value of what is known: the value itself, or what it holds as objects or texts.

        A value that looks like a post is known as a whole or not at all: of a post of an unknown kind, the known
        post that it quotes would be all that is left. What no dialect knows comes last and without a dialect: objects
        in a list of which others are known, and a post of its own around a known one.
        """
        columns = nested(value) if isinstance(value, dict) and depth < _DEEPEST else None
        for general in (False, True):
            for spelt, how in ((value, ""), (columns, ", in columns")):
                if spelt is not None and (known := self._marked(spelt, general=general)) is not None:
                    yield known[0], known[1] + how + where, spelt
                    return
        if not isinstance(value, dict | list | str) or depth >= _DEEPEST:
            return
        if isinstance(value, dict):
            if (known := self._around(value)) is not None:
                yield known[0], known[1] + where, value
                return
            is_row = columns is not None and not any(isinstance(cell, dict | list) for cell in value.values())
            if is_row or _is_post_like(value):
                return
        yield from self._known_inside(value, depth, where)

    def _known_inside(self, value: Any, depth: int, where: str) -> Iterator[tuple[str | None, str, Any]]:
        others: list[Any] = []
        known_ids: set[str] = set()
        any_known = False
        for key, opened in _opened(value):
            is_known = False
            for found in self._known(opened, depth + 1, where or f", in {key}"):
                is_known = any_known = True
                known_ids |= _ids_of(found[2]) if found[0] is not None else set()
                yield found
            if not is_known and isinstance(opened, dict):
                others.append(opened)
        if any_known and _is_list(value):
            yield from ((None, where, one) for one in others)
        elif any_known and _ids_of(value) - known_ids:
            yield None, where, value

    def _around(self, value: dict[str, Any]) -> tuple[str, str] | None:
        """Return the dialect of a post that lost its marks, by the post inside it, in a field where it has posts."""
        if not any(str(value.get(name)).isdigit() for name in _IDS) and not _ids_of(value):
            return None
        for key, inner in value.items():
            known = self._marked(inner, general=False) if isinstance(inner, dict) else None
            shape = self._dialects[known[0]].shape if known is not None else None
            if known is not None and shape is not None and holds_itself(shape, key):
                return known[0], f"{known[1]}, in {key[:40]!r}"
        return None

    def _marked(self, value: Any, *, general: bool) -> tuple[str, str] | None:
        """Return the first dialect whose marks a value has, and which these are."""
        for name, entry in self._dialects.items():
            is_general = isinstance(entry, RecordDialect) and entry.general
            # A mapping is general too, but somebody asked for it.
            if is_general is general and (not general or self._is_general or name not in RECORD_DIALECTS):
                why = entry.marks(value)
                if why:
                    return name, why
        return None

    def _lane(self, name: str, shown_as: str) -> _Lane:
        key = (name, shown_as)
        if key not in self._lanes:
            self._lanes[key] = _Lane(name, shown_as, self._dialects[name], self)
        return self._lanes[key]

    def _main(self) -> _Lane:
        outer = [lane for lane in self._lanes.values() if lane.name == lane.shown_as]
        return max(outer, key=lambda lane: lane.n)

    def _verdict(self) -> Verdict:
        counted = Counter({lane.name: lane.n for lane in self._lanes.values() if lane.name == lane.shown_as})
        (main, _), *others = counted.most_common()
        also = "".join(f"; {n:,} records of {name} ({self._why[name]})" for name, n in others)
        return Verdict(main, self._why[main] + also)


def describe(head: list[Record]) -> str:
    """Return what a source holds that no dialect knows, in words for a message."""
    value = next((value for _, raw in head if (value := parsed(raw)) is not None), None)
    if isinstance(value, dict):
        keys = ", ".join(repr(str(key)[:40]) for key in list(value)[:12])
        kind = "JSON with the top keys" if isinstance(head[0][1], bytes) else "a table with the columns"
        if "noteId" in value:
            return f"{kind} {keys}: a file of Community Notes, which is given as --notes FILE"
        return (
            f"{kind} {keys or '(none)'}; `threadscope check FILE --suggest-mapping` proposes how to read it"
        )
    if value is not None:
        return f"JSON, but a {type(value).__name__} and no object"
    first = head[0][1]
    shown = first[:40].decode(errors="replace") if isinstance(first, bytes) else str(first)[:40]
    return f"no JSON; it begins with {shown!r}"


def parsed(raw: bytes | dict[str, Any]) -> Any:
    """Return the value of a record without reporting what is wrong with it."""
    if not isinstance(raw, bytes):
        return raw
    if raw.lstrip()[:1] not in {b"{", b"[", b'"'}:
        return None
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        pass
    try:
        return orjson.loads(clean_bytes(raw, lambda *_: None, ""))
    except orjson.JSONDecodeError:
        return None


def _opened(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the objects in a value, each with where it stands; texts that are JSON are opened."""
    if isinstance(value, str):
        if (inner := _json_in(value)) is not None:
            yield "a text", inner
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, dict | list | str):
                yield "a list", inner
    elif isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                yield f"{str(key)[:40]!r}", inner
            elif isinstance(inner, str) and (found := _json_in(inner)) is not None:
                yield f"the text of {str(key)[:40]!r}", found


def _nested(value: dict[str, Any]) -> bool:
    return any("." in key or "/" in key for key in value)


def _is_list(value: Any) -> bool:
    """Say whether a value is a list, or an object that numbers or ids what it holds."""
    return isinstance(value, list) or (isinstance(value, dict) and all(key.isdigit() for key in value))


def _ids_of(value: Any) -> set[str]:
    """Return the ids of posts that an object has for itself, in whatever format."""
    if not isinstance(value, dict):
        return set()
    said = [value.get(name) for name in _IDS]
    addresses = [value.get(name) for name in _ADDRESSES]
    told = {id_in(one) for one in addresses if isinstance(one, str)} - {None}
    return {str(one) for one in (*said, *told) if isinstance(one, int | str) and _ID.fullmatch(str(one))}


def _reads_like_post(value: dict[str, Any]) -> bool:
    return _is_post_like(value) and (bool(_ids_of(value)) or not value.keys().isdisjoint(_BESIDE))


def _is_post_like(value: dict[str, Any]) -> bool:
    return any(isinstance(value.get(name), str) and not _json_in(value[name]) for name in _TEXTS)


def _json_in(text: str) -> Any:
    """Return the object or array that a text holds, or ``None``."""
    if len(text) < 2 or text.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict | list) else None
