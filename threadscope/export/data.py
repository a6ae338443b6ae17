"""Tables to Parquet files, one a table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

__all__ = ["write_tables"]


def write_tables(tables: Mapping[str, pl.DataFrame], folder: Path) -> dict[str, int]:
    """Write each table that has rows as ``NAME.parquet``; the same bytes for the same rows.

    Parameters
    ----------
    tables
        Tables by name.
    folder
        An existing folder.

    Returns
    -------
    dict[str, int]
        Rows of every table that was written, in alphabetical order.
    """
    written = {name: tables[name].height for name in sorted(tables) if tables[name].height}
    for name in written:
        tables[name].write_parquet(folder / f"{name}.parquet", compression="zstd", statistics=False)
    return written
