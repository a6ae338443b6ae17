"""The table `changes` -> a file: CSV that a spreadsheet neither rounds nor executes, JSON or Parquet for programs."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any, Final

import polars as pl

from threadscope.errors import UnknownName, WriteError

__all__ = ["ENDINGS", "write_table"]

ENDINGS: Final = (".csv", ".json", ".parquet")
#: A cell that begins so is taken for a formula, also behind blanks; one that begins with a tab may become one.
_FORMULA: Final = r"^\s*[=+\-@|%]|^[\t\r\n]"
_TIME: Final = "%Y-%m-%dT%H:%M:%S%.3fZ"


def write_table(table: pl.DataFrame, target: Path) -> Path:
    """Write a table in the format that the name's ending says; what stood there stays if that fails.

    In CSV every id, and every cell that a spreadsheet would take for a formula, begins with an apostrophe; the file begins
    with a byte order mark, by which Excel knows UTF-8. Times are UTC.

    Raises
    ------
    UnknownName
        If the name ends in something else than ``.csv``, ``.json`` or ``.parquet``.
    WriteError
        If the file cannot be written.
    """
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise UnknownName.among(
            "format", ending.removeprefix(".") or target.name, [name[1:] for name in ENDINGS]
        )
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".threadscope-") as folder:
            fresh = Path(folder) / f"table{ending}"
            if ending == ".csv":
                times = table.with_columns(pl.col(pl.Datetime).dt.strftime(_TIME))
                _guarded(times).write_csv(fresh, include_bom=True, line_terminator="\r\n")
            elif ending == ".json":
                rows = json.dumps(table.to_dicts(), ensure_ascii=False, indent=1, default=_text)
                fresh.write_text(rows + "\n", encoding="utf-8")
            else:
                table.write_parquet(fresh)
            fresh.replace(target)
    except OSError as fault:
        raise WriteError(f"{target} cannot be written: {fault.strerror or fault}") from fault
    return target


def _guarded(table: pl.DataFrame) -> pl.DataFrame:
    ids = [name for name in table.columns if name.endswith("_id")]
    texts = [name for name in table.columns if table.schema[name] == pl.String and name not in ids]
    text = pl.col(texts)
    return table.with_columns(
        pl.when(text.str.contains(_FORMULA)).then("'" + text).otherwise(text).name.keep(),
        ("'" + pl.col(ids)).name.keep(),
    )


def _text(value: Any) -> str:
    return str(value.isoformat(timespec="milliseconds"))
