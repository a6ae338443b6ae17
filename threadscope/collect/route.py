"""The records of one source -> the dialects that know them: one file may hold several.

The dialect of the last record is asked first, by a decoder and a cheap test; only a record that does not fit is
parsed as plain JSON and shown to every dialect. What no dialect knows goes to the dialect of its file, which reads
what still has an id and reports the rest. In the first records of each dialect it is looked for posts that its shape
has no field for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from threadscope.collect.decode import Record, parse, parsed
from threadscope.collect.intake import Intake
from threadscope.collect.kinds import WrapperDialect
from threadscope.collect.lane import HEAD, Lane
from threadscope.collect.likeness import ids_of, reads_like_post
from threadscope.collect.recognise import DEEPEST, Recogniser, Registry

__all__ = ["Router", "Verdict", "describe"]


class Verdict:
    """What a source was taken for, and why; no dialect where nobody knows it."""

    def __init__(self, dialect: str | None, because: str) -> None:
        self.dialect, self.because = dialect, because


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
        self._recogniser = Recogniser(dialects)
        self._lanes: dict[tuple[str, str], Lane] = {}
        self._why: dict[str, str] = {}
        self._inner: Lane | None = None
        #: Unknown records that came before the dialect of the file was told, and what stood inside those of a wrapping.
        self._early: list[tuple[int, Any]] = []
        self._early_inside: list[tuple[int, Any, int | None]] = []

    def run(self, records: Iterable[Record]) -> Verdict:
        """Read all records; those of an unknown source are left after the first few."""
        rows = iter(records)
        head = list(islice(rows, HEAD))
        if not head:
            if not self.intake.problems.counted(self.source, "half_written"):
                self.intake.report(None, "empty_file", "nothing in it")
            return Verdict(None, "nothing in it")
        if not self._recogniser.knows_any(value for _, raw in head if (value := parsed(raw)) is not None):
            detail = describe(head)
            self.intake.report(None, "unknown_dialect", f"no X export that threadscope knows: {detail}")
            return Verdict(None, detail)
        self._read(chain(head, rows))
        return self._verdict()

    def _read(self, records: Iterator[Record]) -> None:
        lane: Lane | None = None
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
        for _ in range(DEEPEST):
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

    def _place(self, number: int, value: Any, last: Lane | None) -> Lane | None:
        """Hand a parsed record to the dialects that know it; return the last of them.

        What stands beside what is known goes to the same dialect, what no dialect knows to that of the file. Which
        that is, a few records do not tell.
        """
        lane = last
        unknown: list[Any] = []
        handed: set[int] = set()
        is_known = False
        for name, why, inner in self._recogniser.known(value):
            handed.add(id(inner))
            if name is None:
                unknown.append(inner)
                continue
            is_known = True
            self._why.setdefault(name, why)
            lane = self._lane(name, name)
            lane.nests = (
                isinstance(value, dict)
                and inner is not value
                and any("." in key or "/" in key for key in value)
            )
            lane.take(number, inner, None)
        if lane is not None and is_known and not lane.nests and lane.n <= HEAD:
            unknown += self._alike(number, value, handed)
        for one in unknown:
            if lane is not None and one is not value:
                lane.take(number, one, None)
        if not is_known or any(one is value for one in unknown):
            main = self._main() if self._lanes else None
            if main is None or main.n < HEAD:
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
            if isinstance(found, dict) and reads_like_post(found):
                if where.rpartition(".")[2].isdigit() and ids_of(found):
                    yield found
                    continue
                detail = f"in {where[:80]!r} stands what looks like a post and is none that is known; it was left out"
                self.intake.report(f"record {number}", "unknown_record", detail)
            else:
                inside = found.items() if isinstance(found, dict) else enumerate(found)
                waiting.extend((f"{where}.{key}" if where else str(key), one) for key, one in inside)

    def _inside_of(self, number: int, value: Any, at: int | None, outer: Lane) -> None:
        """Read a value that a wrapping held, under the wrapping's name."""
        if self._inner is not None and self._inner.offer_value(number, value, at):
            return
        known = False
        for name, _, inner in self._recogniser.known(value):
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

    def _lane(self, name: str, shown_as: str) -> Lane:
        key = (name, shown_as)
        if key not in self._lanes:
            entry = self._recogniser.dialects[name]
            self._lanes[key] = Lane(name, shown_as, entry, self.source, self.intake, self._inside_of)
        return self._lanes[key]

    def _main(self) -> Lane:
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
