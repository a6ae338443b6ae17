"""Every table that stages meet in: its rows, columns, units, and what null means.

``SCHEMAS`` is the one place where a table is described. ``check`` compares a frame with it when the frame
leaves a stage; the documentation's tables are generated from it.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.errors import SchemaError, UnknownName
from threadscope.schema.collected import COLLECTED
from threadscope.schema.measures import MEASURES
from threadscope.schema.quarrel import QUARREL
from threadscope.schema.readings import READINGS
from threadscope.schema.table import IDS, MEDIA, TIME, WORDS, Column, Table
from threadscope.schema.threads import THREADS

__all__ = ["IDS", "MEDIA", "SCHEMAS", "TIME", "WORDS", "Column", "Table", "check", "conform", "empty"]

#: table name -> its description, in the order in which the stages fill them.
SCHEMAS: Final[dict[str, Table]] = {**COLLECTED, **THREADS, **MEASURES, **QUARREL, **READINGS}


def _schema(name: str) -> Table:
    try:
        return SCHEMAS[name]
    except KeyError:
        raise UnknownName.among("table", name, SCHEMAS) from None


def empty(name: str) -> pl.DataFrame:
    """Return the table without rows.

    >>> empty("links").shape
    (0, 5)
    """
    return pl.DataFrame(schema=_schema(name).dtypes)


def conform(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Order and cast the columns of a frame as the schema says; a missing one becomes null.

    Raises
    ------
    SchemaError
        If a column cannot be cast.
    """
    columns = [
        (pl.col(column.name) if column.name in frame.columns else pl.lit(None).alias(column.name)).cast(
            column.dtype
        )
        for column in _schema(name).columns
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
    want = pl.Schema(_schema(name).dtypes)
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
