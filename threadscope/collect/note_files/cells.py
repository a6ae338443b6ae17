"""The few rows that are kept -> their cells, as the columns that the states are told from.

Missing is written as nothing, -1, 0 or 1 in these files, as R or pandas write it in copies. A time is milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import unescape
from typing import Final

import polars as pl

from threadscope.collect.note_files.layout import NOTES, REQUESTS, STATUS, Layout

__all__ = ["COLUMNS", "cells_of", "texts_of"]

#: Table -> its columns as they come out, by kind.
COLUMNS: Final[Mapping[str, Mapping[str, pl.DataType | type[pl.DataType]]]] = {
    NOTES: {
        "note_id": pl.Int64,
        "created": pl.Int64,
        "written_on": pl.Int64,
        "classification": pl.String,
        "summary": pl.String,
        "is_media_note": pl.Boolean,
        "is_collaborative": pl.Boolean,
    },
    STATUS: {
        "note_id": pl.Int64,
        "created": pl.Int64,
        "status": pl.String,
        "first_status": pl.String,
        "first_at": pl.Int64,
        "latest_status": pl.String,
        "latest_at": pl.Int64,
        "changed_at": pl.Int64,
        "held_back_at": pl.Int64,
    },
    REQUESTS: {
        "post_id": pl.Int64,
        "eligible": pl.Int64,
        "requested": pl.Int64,
        "n_links": pl.Int64,
    },
}
#: Columns that are made from cells of other names.
_FROM: Final = {"held_back_at": ("held_back_at", "first_held_back_at"), "n_links": ("links",)}
_NOTHING: Final = ("", "-1", "0", "1", "na", "nan", "null", "none")
_STATUS: Final = {
    "currently_rated_helpful": "helpful",
    "currently_rated_not_helpful": "not_helpful",
    "needs_more_ratings": "needs_more_ratings",
}
_CLASSES: Final = {
    "misinformed_or_potentially_misleading": "misleading",
    "not_misleading": "not_misleading",
}
#: 1 January 2100: a number of milliseconds above it is no time.
_NO_TIME_FROM: Final = 4_102_444_800_000


def cells_of(lines: Sequence[bytes], layout: Layout) -> pl.DataFrame:
    """Return the wanted columns of rows (COLUMNS); a column that the file does not have is null."""
    kinds = COLUMNS[layout.holds]
    if not lines:
        return pl.DataFrame(schema=pl.Schema(kinds))
    names = {place: name for name, place in layout.places.items()}
    heads = [names.get(place, f"column {place}") for place in range(layout.n_cells)]
    raw = pl.read_csv(
        b"\n".join(["\t".join(heads).encode(), *lines, b""]),
        separator="\t",
        quote_char=None,
        infer_schema=False,
        encoding="utf8-lossy",
        columns=list(layout.places),
    )
    made = {name: _made(name, raw.columns) for name in kinds}
    return raw.with_columns(_row=pl.int_range(pl.len())).select(
        column.cast(kinds[name]).alias(name) for name, column in made.items()
    )


def texts_of(summaries: pl.Series) -> pl.Series:
    """Return the words of notes: HTML entities resolved once, white space as it is; null for none."""
    words = [unescape(text) if text and "&" in text else text for text in summaries.to_list()]
    texts = pl.Series(summaries.name, words, dtype=pl.String).str.replace_all("\0", "", literal=True)
    return texts.set(texts.str.strip_chars() == "", None)


def _made(name: str, given: Sequence[str]) -> pl.Expr:
    """Return one column from the cells as text."""
    said = [cell for cell in _FROM.get(name, (name,)) if cell in given]
    return pl.max_horizontal(_MADE.get(name, _moment)(cell) for cell in said) if said else pl.lit(None)


def _id(cell: str) -> pl.Expr:
    number = pl.col(cell).str.strip_chars().cast(pl.Int64, strict=False)
    return pl.when(number > 0).then(number)


def _status(cell: str) -> pl.Expr:
    said = _word(cell)
    known = said.replace_strict(_STATUS, default="other", return_dtype=pl.String)
    return pl.when(~said.is_in(_NOTHING)).then(known)


def _class(cell: str) -> pl.Expr:
    return _word(cell).replace_strict(_CLASSES, default=None, return_dtype=pl.String)


def _yes(cell: str) -> pl.Expr:
    return _word(cell).replace_strict({"1": True, "true": True, "0": False, "false": False}, default=None)


def _links(cell: str) -> pl.Expr:
    return pl.col(cell).fill_null("").str.count_matches("https?://").cast(pl.Int64)


def _word(cell: str) -> pl.Expr:
    return pl.col(cell).str.strip_chars().str.to_lowercase()


def _moment(cell: str) -> pl.Expr:
    """Return milliseconds, also where a program made a float of them; null for what stands for "never"."""
    written = pl.col(cell).str.strip_chars()
    number = pl.coalesce(
        written.cast(pl.Int64, strict=False),
        written.cast(pl.Float64, strict=False).cast(pl.Int64, strict=False),
    )
    return pl.when((number > 1) & (number < _NO_TIME_FROM)).then(number)


_MADE: Final[Mapping[str, Callable[[str], pl.Expr]]] = {
    "note_id": _id,
    "written_on": _id,
    "post_id": _id,
    "status": _status,
    "first_status": _status,
    "latest_status": _status,
    "classification": _class,
    "summary": pl.col,
    "is_media_note": _yes,
    "is_collaborative": _yes,
    "n_links": _links,
}
