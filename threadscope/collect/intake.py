"""Columns from dialects -> frames, in batches, so that memory holds what was read and not how it was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from threadscope import schema
from threadscope.collect.compact import Parts
from threadscope.collect.finish import finish_observations, finish_people, finish_side
from threadscope.collect.local_media import with_local_files
from threadscope.collect.numbers import whole
from threadscope.collect.problems import Problems
from threadscope.collect.rounded import report_rounded_ids
from threadscope.collect.sidecars import with_all_files

__all__ = ["OBSERVED", "PEOPLE", "SIGHTED", "Collected", "Intake"]

_NO_TIME: Final = 1 << 62
_FLUSH_AT = 16_000  # a little below a power of two: buffers grow by doubling
_SHIFTED = 3  # rows without an id that may be chance
_TEXTS = pl.List(pl.String)
_MEDIA = schema.MEDIA
_NOTE_COLUMNS = len(schema.SCHEMAS["notes"].columns)

#: What a dialect may say about a post it saw, before the shared habits are applied (see finish.py). `created` is
#: the time as written, `created_ms` the same in milliseconds; `text` holds HTML entities, `plain` does not;
#: `cut` is whether the export itself says that the text is cut; `source_app` may be HTML.
OBSERVED: Final[dict[str, Any]] = {
    "post_id": pl.String,
    "captured_ms": pl.Int64,
    "source_row": pl.Int64,
    "place": pl.String,
    "conversation_id": pl.String,
    "reply_to_id": pl.String,
    "reply_to_author_id": pl.String,
    "reply_to_handle": pl.String,
    "quoted_id": pl.String,
    "repost_of_id": pl.String,
    "author_id": pl.String,
    "handle": pl.String,
    "created": pl.String,
    "created_ms": pl.Int64,
    "text": pl.String,
    "plain": pl.String,
    "cut": pl.Boolean,
    "lang": pl.String,
    "like_count": pl.Int64,
    "reply_count": pl.Int64,
    "repost_count": pl.Int64,
    "quote_count": pl.Int64,
    "bookmark_count": pl.Int64,
    "view_count": pl.Int64,
    "media": _MEDIA,
    "urls": _TEXTS,
    "mentions": _TEXTS,
    "hashtags": _TEXTS,
    "source_app": pl.String,
    "edit_ids": _TEXTS,
    "availability": pl.String,
}

#: What a dialect may say about a person it saw.
SIGHTED: Final[dict[str, Any]] = {
    "author_id": pl.String,
    "captured_ms": pl.Int64,
    "handle": pl.String,
    "name": pl.String,
    "verified": pl.Boolean,
    "verified_type": pl.String,
    "follower_count": pl.Int64,
    "following_count": pl.Int64,
    "created": pl.String,
}

#: Columns of a sighting: those of `people`, and when.
PEOPLE: Final = {**schema.SCHEMAS["people"].dtypes, "captured_at": schema.TIME}


@dataclass(frozen=True, slots=True)
class Collected:
    """What stood in the inputs, as tables of ``threadscope.schema``.

    ``people`` holds sightings: a person may have several rows, with the column ``captured_at`` beside those of the
    schema. The fold makes one row a person of them.
    """

    observations: pl.DataFrame
    people: pl.DataFrame
    absences: pl.DataFrame
    cursors: pl.DataFrame
    notes: pl.DataFrame
    sources: pl.DataFrame
    problems: pl.DataFrame
    note_requests: pl.DataFrame = field(default_factory=lambda: schema.empty("note_requests"))
    note_files: pl.DataFrame = field(default_factory=lambda: schema.empty("note_files"))


class _Columns:
    """Columns of one table that grow until they are taken."""

    def __init__(self, dtypes: Mapping[str, Any]) -> None:
        self.dtypes = dtypes
        self.n = 0
        self._lists: dict[str, list[Any]] = {name: [] for name in dtypes}

    def extend(self, columns: Mapping[str, Sequence[Any]], n: int) -> None:
        for name, values in self._lists.items():
            values.extend(columns[name] if name in columns else [None] * n)
        self.n += n

    def take(self) -> tuple[pl.DataFrame, dict[str, list[int]]]:
        """Return what has been added, and the rows of each column that held a number too large for any count."""
        lists, self.n, self._lists = self._lists, 0, {name: [] for name in self.dtypes}
        too_large: dict[str, list[int]] = {}
        frame: dict[str, pl.Series] = {}
        for name, values in lists.items():
            try:
                frame[name] = _series(values, self.dtypes[name])
            except (TypeError, OverflowError):
                if self.dtypes[name] != pl.Int64:
                    raise
                kept = [whole(value) for value in values]
                too_large[name] = [
                    row for row, value in enumerate(values) if value is not None and kept[row] is None
                ]
                frame[name] = _series(kept, self.dtypes[name])
        return pl.DataFrame(frame), too_large


class Intake:
    """Where the dialects put what they find; ``begin`` says which source the next rows stand in."""

    def __init__(self, flush_at: int = _FLUSH_AT, *, own_notes: bool = False) -> None:
        self.problems = Problems()
        #: Whether the owner of an account archive asked for the notes and ratings in it.
        self.own_notes = own_notes
        #: Rows of each source that is a table.
        self.table_rows: dict[str, int] = {}
        #: Names of media files that lie beside what was read.
        self.local_files: list[str] = []
        #: What a dialect counts over one source, until its ``done`` reports it.
        self.tally: Counter[str] = Counter()
        self._quotes: dict[str, str] = {}
        self._flush_at = flush_at
        self._source = self._dialect = ""
        self._names: list[str] = []
        self._dialects: list[str] = []
        self._posts = _Columns({**OBSERVED, "source": pl.UInt32})
        self._people = _Columns(SIGHTED)
        self._done = Parts(pl.Schema(schema.SCHEMAS["observations"].dtypes), key="post_id")
        self._met: list[pl.DataFrame] = []
        self._folded = flush_at
        self._ready: dict[str, list[pl.DataFrame]] = {}
        self._rows: dict[str, list[tuple[Any, ...]]] = {"absences": [], "cursors": [], "notes": []}

    def begin(self, source: str, dialect: str) -> None:
        """Say that the next rows stand in ``source`` and were read as ``dialect``."""
        if (source, dialect) == (self._source, self._dialect) and self._names:
            return
        if source != self._source:
            self.tally.clear()
        self._source, self._dialect = source, dialect
        self._names.append(source)
        self._dialects.append(dialect)

    @property
    def source(self) -> str:
        """Name of the present source."""
        return self._source

    def observe(self, columns: Mapping[str, Sequence[Any]]) -> None:
        """Add posts: lists of equal length by the names of OBSERVED; a missing column says nothing."""
        n = len(columns["post_id"])
        self._posts.extend({**columns, "source": [len(self._names) - 1] * n}, n)
        if self._posts.n >= self._flush_at:
            self._flush()

    def sight(self, columns: Mapping[str, Sequence[Any]]) -> None:
        """Add people: lists of equal length by the names of SIGHTED."""
        self._people.extend(columns, len(columns["author_id"]))

    def absent(
        self,
        post_id: str,
        reason: str,
        *,
        conversation_id: str | None = None,
        handle: str | None = None,
        detail: str | None = None,
        at: int | None = None,
    ) -> None:
        """Add a sign that a post is not to be had; ``at`` is when, in milliseconds."""
        self._rows["absences"].append((post_id, conversation_id, reason, handle, detail, at, self._source))

    def cursor(self, post_id: str | None, kind: str, *, at: int | None = None) -> None:
        """Add a 'show more' that the capture did not follow."""
        self._rows["cursors"].append((post_id, kind, at, self._source))

    def note(self, row: tuple[Any, ...]) -> None:
        """Add evidence about a Community Note: the first columns of ``notes``, without the source."""
        missing = (None,) * (_NOTE_COLUMNS - 1 - len(row))
        self._rows["notes"].append((*row, *missing, self._source))

    def quote(self, post_id: str, quoted_id: str) -> None:
        """Add that a post quotes another, where an export says so apart from the post that quotes."""
        self._quotes[post_id] = quoted_id

    def local_file(self, name: str) -> None:
        """Add a picture or video that lies beside the export; its name holds the id of its post."""
        self.local_files.append(name)

    def take(self, name: str, frame: pl.DataFrame) -> None:
        """Add rows that have the columns of ``Collected`` already, as a store does."""
        self._ready.setdefault(name, []).append(frame)

    def report(self, position: str | None, kind: str, detail: str) -> None:
        """Add a problem of the present source."""
        self.problems.add(self._source, position, kind, detail)

    def finish(self, sources: Callable[[pl.DataFrame], pl.DataFrame]) -> Collected:
        """Return everything; ``sources`` makes that table when the observations are known."""
        self._flush()
        observations = self._whole("observations", [self._done.whole()])
        if self._quotes:
            observations = _with_quotes(observations, self._quotes)
        observations = with_all_files(observations)
        if self.local_files:
            observations = with_local_files(observations, self.local_files, self.problems)
        report_rounded_ids(observations, self.problems)
        self._report_shifted()
        return Collected(
            observations=observations,
            people=self._whole("people", self._met),
            absences=self._whole("absences", [self._side("absences")]),
            cursors=self._whole("cursors", [self._side("cursors")]),
            notes=self._whole("notes", [self._side("notes")]),
            sources=pl.concat([*self._ready.get("sources", []), sources(observations)]),
            problems=pl.concat([*self._ready.get("problems", []), self.problems.frame()]),
            note_requests=self._whole("note_requests", []),
            note_files=self._whole("note_files", []),
        )

    def _flush(self) -> None:
        if self._posts.n:
            raw, too_large = self._posts.take()
            names, dialects = pl.Series(self._names), pl.Series(self._dialects)
            raw = raw.with_columns(
                names.gather(raw["source"]).alias("source"), dialects.gather(raw["source"]).alias("dialect")
            )
            for name, rows in too_large.items():
                for source, position in raw[rows, ["source", "source_row"]].iter_rows():
                    detail = f"{name} is a number of more than 18 digits; it was left empty"
                    self.problems.add(source, f"record {position}", "count_implausible", detail)
            self._done.add(finish_observations(raw, self.problems))
        if self._people.n:
            self._meet(finish_people(self._people.take()[0]))

    def _report_shifted(self) -> None:
        """Say of which tables the columns do not stand under their names: nearly no row has an id where it should."""
        for source, n in self.table_rows.items():
            wrong = self.problems.counted(source, "no_post_id") + self.problems.counted(source, "id_suspect")
            if wrong >= _SHIFTED and 2 * wrong >= n:
                detail = f"in {wrong:,} of {n:,} rows no id stands in the column of ids; compare the header with a row"
                self.problems.add(source, "header", "columns_shifted", detail)

    def _meet(self, people: pl.DataFrame) -> None:
        """Add sightings; when they have grown by half since they were last folded, fold them again."""
        self._met.append(_newest(people))
        n = sum(map(len, self._met))
        if n > 1.5 * self._folded:
            self._met = [_newest(pl.concat(self._met))]
            self._folded = max(len(self._met[0]), self._flush_at)

    def _whole(self, name: str, parts: list[pl.DataFrame]) -> pl.DataFrame:
        every = [*self._ready.get(name, []), *parts]
        if not every:
            return pl.DataFrame(schema=pl.Schema(PEOPLE)) if name == "people" else schema.empty(name)
        return pl.concat(every)

    def _side(self, name: str) -> pl.DataFrame:
        rows = [tuple(map(_bounded, row)) for row in self._rows[name]]
        raw = pl.DataFrame(rows, schema=pl.Schema(schema.SCHEMAS[name].dtypes), orient="row")
        return finish_side(name, raw, self.problems) if raw.height else raw


def _bounded(value: Any) -> Any:
    """Return a value of a side table; nothing for a number that no time can be."""
    return None if isinstance(value, int) and abs(value) >= _NO_TIME else value


def _with_quotes(observations: pl.DataFrame, quotes: Mapping[str, str]) -> pl.DataFrame:
    """Return the observations with the posts that they quote, where their own copy does not say it."""
    named = pl.DataFrame({"post_id": list(quotes), "_quoted": list(quotes.values())})
    own = pl.col("repost_of_id").is_null()
    return (
        observations.join(named, on="post_id", how="left", maintain_order="left")
        .with_columns(quoted_id=pl.coalesce("quoted_id", pl.when(own).then("_quoted")))
        .drop("_quoted")
    )


def _series(values: list[Any], dtype: Any) -> pl.Series:
    """Return a column; lists are made from their elements, which is far quicker than list by list."""
    if not isinstance(dtype, pl.List):
        return pl.Series(values, dtype=dtype, strict=True)
    rows = [row for row, items in enumerate(values) if items for _ in items]
    if not rows:
        return pl.Series([[]] * len(values), dtype=dtype)
    elements = pl.Series("elements", [item for items in values if items for item in items], dtype=dtype.inner)
    filled = pl.DataFrame({"row": pl.Series(rows, dtype=pl.UInt32), "elements": elements})
    grouped = filled.filter(elements.is_not_null()).group_by("row", maintain_order=True).agg("elements")
    every = pl.DataFrame({"row": pl.int_range(len(values), dtype=pl.UInt32, eager=True)})
    joined = every.join(grouped, on="row", how="left", maintain_order="left")
    return joined.select(pl.col("elements").fill_null(pl.lit([], dtype)))["elements"]


def _newest(sightings: pl.DataFrame) -> pl.DataFrame:
    """Return one row a person: of each column the newest value that is known."""
    if sightings["author_id"].is_unique().all():
        return sightings
    seen = sightings["captured_at"]
    ordered = (
        sightings
        if seen.null_count() in {0, len(seen)} and seen.is_sorted()
        else sightings.sort("captured_at", maintain_order=True)
    )
    newest = ordered.unique("author_id", keep="last", maintain_order=True)
    for name in sightings.columns:
        if newest[name].null_count() and ordered[name].null_count() < len(ordered):
            known = (
                ordered.filter(pl.col(name).is_not_null())
                .unique("author_id", keep="last")
                .select("author_id", _known=name)
            )
            newest = newest.join(known, on="author_id", how="left", maintain_order="left")
            newest = newest.with_columns(pl.coalesce(name, "_known").alias(name)).drop("_known")
    return newest
