"""A sample for labels by hand -> a file that a spreadsheet neither rounds nor executes."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import polars as pl

from threadscope.errors import ReadError

__all__ = ["write_sample"]

#: A cell that begins so is taken for a formula, or for a number.
_FORMULA: Final = r"^[=+\-@\t\r\n|%]"
_KEPT_AS_TEXT: Final = ("post_id", "thread_id")


def write_sample(sample: pl.DataFrame, target: Path) -> Path:
    """Write a sample as CSV, or as TSV where the name ends in ``.tsv``.

    Ids and cells that a spreadsheet would take for a formula begin with an apostrophe, which `read_scores` takes off
    again. The file begins with a byte order mark, by which Excel knows UTF-8.

    Raises
    ------
    ReadError
        If the file is there already: somebody's labels may stand in it; or if it cannot be written.
    """
    text = pl.col(pl.String)
    safe = sample.with_columns(
        pl.when(text.str.contains(_FORMULA)).then("'" + text).otherwise(text).name.keep()
    ).with_columns(("'" + pl.col(*_KEPT_AS_TEXT).str.strip_prefix("'")).name.keep())
    delimiter = "\t" if target.suffix.lower() == ".tsv" else ","
    try:
        with target.open("x", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
            writer.writerow(safe.columns)
            writer.writerows(safe.iter_rows())
    except FileExistsError as fault:
        raise ReadError(f"{target} is there already and may hold labels; name another file") from fault
    except OSError as fault:
        raise ReadError(f"{target} cannot be written: {fault.strerror or fault}") from fault
    return target
