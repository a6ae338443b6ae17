"""Every table that stages meet in: its rows, columns, units, and what null means.

``SCHEMAS`` is the one place where a table is described. ``check`` compares a frame with it when the frame
leaves a stage; the documentation's tables are generated from it.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import polars as pl

from threadscope.errors import SchemaError, UnknownName
from threadscope.schema.collected import COLLECTED
from threadscope.schema.compared import COMPARED
from threadscope.schema.edited import EDITED
from threadscope.schema.measures import MEASURES
from threadscope.schema.published import PUBLISHED
from threadscope.schema.quarrel import QUARREL
from threadscope.schema.readings import READINGS
from threadscope.schema.table import IDS, MEDIA, TIME, WORDS, Column, Table
from threadscope.schema.threads import THREADS

__all__ = ["IDS", "MEDIA", "SCHEMAS", "TIME", "WORDS", "Column", "Table", "check", "conform", "empty"]

#: table name -> its description, in the order in which the stages fill them.
SCHEMAS: Final[dict[str, Table]] = {
    **COLLECTED,
    **EDITED,
    **THREADS,
    **MEASURES,
    **QUARREL,
    **READINGS,
    **COMPARED,
    **PUBLISHED,
}


def _schema(name: str) -> Table:
    try:
        return SCHEMAS[name]
    except KeyError:
        raise UnknownName.among("table", name, SCHEMAS) from None


@cache
def _dtypes(name: str) -> pl.Schema:
    """Column name -> dtype; made once, since every frame that leaves a stage is compared with it."""
    return pl.Schema(_schema(name).dtypes)


@cache
def _empty(name: str) -> pl.DataFrame:
    return _dtypes(name).to_frame()


def empty(name: str) -> pl.DataFrame:
    """Return the table without rows.

    >>> empty("links").shape
    (0, 5)
    """
    return _empty(name).clone()


def conform(frame: pl.DataFrame, name: str, **made: pl.Expr) -> pl.DataFrame:
    """Order and cast the columns of a frame as the schema says; a missing one becomes null.

    Parameters
    ----------
    frame
        Any frame.
    name
        The table that it shall be.
    made
        Columns of the table that are made on the way, in place of those of the frame.

    Raises
    ------
    SchemaError
        If a column cannot be cast.
    """
    given, want = frame.schema, _dtypes(name)
    if given == want and not made:
        return frame
    columns = [
        pl.col(column)
        if column not in made and given.get(column) == dtype
        else made.get(column, pl.col(column) if column in given else pl.lit(None)).cast(dtype).alias(column)
        for column, dtype in want.items()
    ]
    try:
        return frame.select(columns)
    except pl.exceptions.PolarsError as cause:
        raise SchemaError(f"table {name!r} does not fit its schema: {cause}") from cause


def check(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return the frame if its columns and dtypes are those of the schema, in order.

    Raises
    ------
    SchemaError
        Naming the columns that are missing, unknown or of another dtype.
    """
    want = _dtypes(name)
    if frame.schema == want:
        return frame
    missing = [column for column in want if column not in frame.schema]
    unknown = [column for column in frame.schema if column not in want]
    other = [
        f"{column} is {frame.schema[column]}, not {dtype}"
        for column, dtype in want.items()
        if column in frame.schema and frame.schema[column] != dtype
    ]
    parts = [f"missing {missing}"] * bool(missing) + [f"unknown {unknown}"] * bool(unknown) + other
    raise SchemaError(
        f"table {name!r} is not what its schema says: {'; '.join(parts) or 'columns in another order'}"
    )
