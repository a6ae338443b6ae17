"""Columns from dialects -> frames, in batches, so that memory holds what was read and not how it was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from threadscope import schema
from threadscope.collect.compact import Parts
from threadscope.collect.finish import finish_observations, finish_people
from threadscope.collect.problems import Problems

__all__ = ["OBSERVED", "PEOPLE", "SIGHTED", "Collected", "Intake"]

_FLUSH_AT = 16_000  # a little below a power of two: buffers grow by doubling
_TEXTS = pl.List(pl.String)
_MEDIA = schema.MEDIA

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

    def take(self) -> pl.DataFrame:
        frame = pl.DataFrame(
            {name: _series(values, self.dtypes[name]) for name, values in self._lists.items()}
        )
        self.n, self._lists = 0, {name: [] for name in self.dtypes}
        return frame


class Intake:
    """Where the dialects put what they find; ``begin`` says which source the next rows stand in."""

    def __init__(self, flush_at: int = _FLUSH_AT) -> None:
        self.problems = Problems()
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
        """Add evidence about a Community Note: the columns of ``notes`` without the source."""
        self._rows["notes"].append((*row, self._source))

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
        return Collected(
            observations=observations,
            people=self._whole("people", self._met),
            absences=self._whole("absences", [self._side("absences")]),
            cursors=self._whole("cursors", [self._side("cursors")]),
            notes=self._whole("notes", [self._side("notes")]),
            sources=pl.concat([*self._ready.get("sources", []), sources(observations)]),
            problems=pl.concat([*self._ready.get("problems", []), self.problems.frame()]),
        )

    def _flush(self) -> None:
        if self._posts.n:
            raw, names, dialects = self._posts.take(), pl.Series(self._names), pl.Series(self._dialects)
            raw = raw.with_columns(
                names.gather(raw["source"]).alias("source"), dialects.gather(raw["source"]).alias("dialect")
            )
            self._done.add(finish_observations(raw, self.problems))
        if self._people.n:
            self._meet(finish_people(self._people.take()))

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
        return pl.DataFrame(self._rows[name], schema=pl.Schema(schema.SCHEMAS[name].dtypes), orient="row")


def _series(values: list[Any], dtype: Any) -> pl.Series:
    """Return a column; lists are made from their elements, which is far quicker than list by list."""
    if not isinstance(dtype, pl.List):
        return pl.Series(values, dtype=dtype, strict=True)
    rows = [row for row, items in enumerate(values) if items for _ in items]
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
