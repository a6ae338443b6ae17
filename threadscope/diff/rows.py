"""Cases of one kind -> rows of the table `changes`, and the order in which they are told."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from threadscope import schema
from threadscope.schema.compared import CHANGE_KINDS, COUNT_WORDS

__all__ = ["COUNTS", "rows", "told"]

COUNTS: Final = tuple(COUNT_WORDS)
_KIND_RANK: Final = {kind: place for place, kind in enumerate(CHANGE_KINDS)}
_FIELD_RANK: Final = {field: place for place, field in enumerate(COUNTS)}


def rows(cases: pl.DataFrame, kind: str | pl.Expr, *, sure: bool | pl.Expr, **columns: Any) -> pl.DataFrame:
    """Return one row a case; what the cases do not have and no column gives is null.

    Parameters
    ----------
    cases
        With columns of ``changes`` by their names.
    kind, sure
        As in the table.
    columns
        Other columns: an expression over the cases, or a text.
    """
    given = {
        name: value if isinstance(value, pl.Expr) else pl.lit(value)
        for name, value in {"kind": kind, "sure": sure, **columns}.items()
    }
    return schema.conform(cases.with_columns(**given), "changes")


def told(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Return all rows, most telling first: by kind, by field, by how much a count changed, then by thread and post."""
    every = pl.concat(parts) if parts else schema.empty("changes")
    place = [
        pl.col(name).replace_strict(ranks, default=len(ranks), return_dtype=pl.Int32)
        for name, ranks in (("kind", _KIND_RANK), ("field", _FIELD_RANK))
    ]
    much = (pl.col("n_after") - pl.col("n_before")).abs()
    number = pl.col("post_id").str.len_chars()
    return every.sort(
        *place, -much, "thread_id", number, "post_id", "author_id", "note_id", "field", "before", "after",
        nulls_last=True,
    )  # fmt: skip
