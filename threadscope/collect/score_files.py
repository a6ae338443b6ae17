"""Files of readings by others (CSV, TSV, JSON lines, Parquet) -> their cells, as text, and where each stood."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

import polars as pl

from threadscope.collect.decode import Report, parse
from threadscope.collect.delimited import head_of, layout_of, rows_of
from threadscope.collect.problems import Problems
from threadscope.collect.records import records
from threadscope.collect.sources import DAMAGE, Source, UnpacksTooFar
from threadscope.collect.zips import ZIP
from threadscope.errors import ReadError

__all__ = ["CELLS", "cells_of", "source_row"]

#: What is taken from a file, each as text; `label` and `value` are two names for one column.
CELLS: Final = {
    "source": pl.String,
    "position": pl.Int64,
    "post_id": pl.String,
    "measure": pl.String,
    "value": pl.String,
    "confidence": pl.String,
    "by": pl.String,
    "is_label": pl.Boolean,
}
_NEEDED: Final = ("post_id", "measure", "value")
_TAKEN: Final = (*_NEEDED, "confidence", "by")
_PARQUET: Final = b"PAR1"
#: Endings that say nothing of who made a file.
_ENDINGS: Final = frozenset({".gz", ".bz2", ".xz", ".zst", ".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"})


def cells_of(path: Path, *, is_label: bool, problems: Problems) -> pl.DataFrame:
    """Read the rows of one file.

    Parameters
    ----------
    path
        A CSV, TSV (any of ``, ; |`` and tab), JSON lines or Parquet file, packed with gz, bz2, xz or zst or not.
    is_label
        Whether it holds labels given by hand. Rows of such a file without a label are not labelled yet, and left out.
    problems
        Where lines that cannot be read are noted.

    Returns
    -------
    polars.DataFrame
        The columns of ``CELLS``; ``by`` is the file's name without its ending where it does not say.

    Raises
    ------
    ReadError
        If there is no such file, it cannot be read, or it lacks a column.
    """
    source = path.as_posix()
    rows = _rows(path, partial(problems.add, source))
    frame = pl.DataFrame(
        [(source, number, *cells, is_label) for number, cells in rows], schema=pl.Schema(CELLS), orient="row"
    )
    # Names end up in rules and sentences: one line, nothing that steers a terminal.
    name = pl.col("by").str.replace_all(r"[\p{C}\s]+", " ").str.strip_chars().str.slice(0, 60)
    frame = frame.with_columns(
        pl.col(*_NEEDED, "confidence").str.strip_chars(),
        by=pl.when(name.str.len_bytes() > 0).then(name).otherwise(pl.lit(_stem(path))),
    )
    return frame.filter(pl.col("value").fill_null("") != "") if is_label else frame


def source_row(path: Path, *, is_label: bool, posts: int) -> dict[str, Any]:
    """Return the row of the table ``sources`` for one file."""
    origin = _source(path)
    return {
        "source": origin.name,
        "sha256": origin.sha256(),
        "bytes": path.stat().st_size,
        "dialect": "labels" if is_label else "scores",
        "detected_by": "given as --labels" if is_label else "given as --scores",
        "posts": posts,
    }


def _stem(path: Path) -> str:
    while path.suffix.lower() in _ENDINGS:
        path = path.with_suffix("")
    return " ".join("".join(mark for mark in path.name if mark.isprintable()).split())[:60] or "file"


def _source(path: Path) -> Source:
    return Source(path.as_posix(), lambda: path.open("rb", buffering=0), path.stat().st_size, path)


def _rows(path: Path, report: Report) -> list[tuple[int, list[str | None]]]:
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "does not exist"
        raise ReadError(f"the file of scores or labels {path} {what}; give a CSV, TSV, JSONL or Parquet file")
    try:
        # Excel workbooks are zips, which a source does not open.
        with path.open("rb") as raw:
            if raw.read(4) in ZIP:
                raise ReadError(f"{path} is a zip or an Excel workbook; save it as CSV, or unpack it")
        with _source(path).open() as stream:
            found, named = _read(stream, report)
            taken = list(_taken(found, named))
    except (*DAMAGE, UnpacksTooFar, pl.exceptions.PolarsError) as fault:
        raise ReadError(f"the file of scores or labels {path} cannot be read: {fault}") from fault
    if missing := [name for name in _NEEDED if name not in named]:
        there = ", ".join(sorted(name[:40] for name in named)[:20]) or "none: it is empty, or no table"
        raise ReadError(
            f"{path} lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}. It needs post_id, measure and "
            f"value (or label), and may have confidence and by; its columns are: {there}"
        )
    return taken


def _read(stream: BinaryIO, report: Report) -> tuple[Iterable[tuple[int, Any]], set[str]]:
    """Return the records, and the set that holds the names of their columns once they are read."""
    head = head_of(stream)
    if head.startswith(_PARQUET):
        table = pl.read_parquet(io.BytesIO(stream.read()))
        table = table.rename({name: _name(name) for name in table.columns})
        table = table.select(pl.col(name).cast(pl.String) for name in table.columns if name in _TAKEN or name == "label")  # fmt: skip
        return enumerate(table.iter_rows(named=True)), {_column(name) for name in table.columns}
    if layout := layout_of(head):
        return rows_of(stream, layout, report), {_column(name) for name in layout.columns}
    if not head.strip() or head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] not in {b"{", b"["}:
        first = head.decode(errors="replace").lstrip("\ufeff").splitlines()[:1]
        return [], {_column(name) for name in first if name.strip()}
    values = [(number, parse(raw, report, f"record {number}")) for number, raw in records(stream, report)
              if isinstance(raw, bytes)]  # fmt: skip
    named = {_column(name) for _, value in values if isinstance(value, dict) for name in value}
    for number, value in values:
        if value is not None and not isinstance(value, dict):
            report(f"record {number}", "scores_row_rejected", "not a JSON object; it was left out")
    return [(number, value) for number, value in values if isinstance(value, dict)], named


def _taken(found: Iterable[tuple[int, Any]], named: set[str]) -> Iterator[tuple[int, list[str | None]]]:
    if not named.issuperset(_NEEDED):
        return
    names: dict[str, str] = {}
    for number, cells in found:
        known: dict[str, Any] = {}
        for name, cell in cells.items():
            if name not in names:
                names[name] = _name(name)
            known[names[name]] = cell
        # Where a file has both, the label is what its maker filled in.
        label = known.get("label")
        known["value"] = known.get("value") if label in (None, "") else label
        yield number, [_text(known.get(name)) for name in _TAKEN]


def _name(name: str) -> str:
    return name.strip().strip("\ufeff").casefold()


def _column(name: str) -> str:
    """Return what a column is called here: a label is a value."""
    return "value" if _name(name) == "label" else _name(name)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return str(value).casefold() if isinstance(value, bool) else str(value)
