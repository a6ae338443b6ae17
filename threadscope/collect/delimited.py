"""The bytes of a CSV or TSV -> its rows, each the cells that are not empty, by the names of their columns."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO, Final

from threadscope.collect.decode import Report

__all__ = ["Layout", "head_of", "layout_of", "rows_of"]

_DELIMITERS: Final = (",", "\t", ";", "|")
#: Columns that hold free text: an unquoted delimiter in a row stands there.
_FREE: Final = frozenset(
    {"text", "full_text", "fulltext", "content", "tweet", "body", "rawcontent", "message"}
)
#: What columns are called; broken JSON between commas is not.
_NAME: Final = re.compile(r"[^\"{}:<>=\\]{0,120}")
_RUNNING: Final = re.compile(r"[0-9]{1,9}")
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.0)?")
#: Columns that hold numbers: ids and counts.
_COUNTED: Final = re.compile(
    r"(?i)(?:^|[._ /])(?:id|id_str|[a-z]+_count|[a-z]+_id|[a-z]+_id_str|[a-z]+Count)$"
)
_BINARY: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
#: Bytes from which a file is recognised.
_SNIFFED: Final = 1 << 16
#: So many cells, an id among them, are no line of a text.
_CELLS: Final = 5
_LONGEST_CELL: Final = 1 << 27
#: Rows that tell whether all have one cell more than there are columns.
_PEEKED: Final = 20


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written: the delimiter, the encoding, the columns, and how many lines stand before these."""

    delimiter: str
    encoding: str
    columns: tuple[str, ...]
    before: int = 0


def head_of(stream: BinaryIO) -> bytes:
    """Return the first bytes of a buffered stream, which stay to be read."""
    return stream.peek(_SNIFFED)[:_SNIFFED] if isinstance(stream, io.BufferedReader) else b""


def layout_of(head: bytes) -> Layout | None:
    r"""Return how a table is written, or ``None`` where its beginning is no header of two or more columns.

    >>> layout_of(b"id;text;created_at\n1;hello;\n").delimiter
    ';'
    >>> layout_of(b'{"id": 1, "text": "a"}') is None
    True
    """
    encoding = _encoding(head)
    text = head.decode(encoding, errors="replace")
    lines = text.lstrip("\ufeff").splitlines()
    before = 1 if lines and lines[0].lower().startswith("sep=") else 0
    first = lines[before] if len(lines) > before else ""
    # Cells may hold anything; a file that is no table at all shows it in its first line.
    if first.lstrip()[:1] in {"{", "[", "<"} or _BINARY.search(first):
        return None
    for delimiter in sorted(_DELIMITERS, key=first.count, reverse=True):
        columns = next(csv.reader([first], delimiter=delimiter, skipinitialspace=True), [])
        if len(columns) > 1 and all(map(_NAME.fullmatch, columns)) and len(set(columns)) > 1:
            return Layout(delimiter, encoding, _named(columns), before)
    return None


def rows_of(stream: BinaryIO, layout: Layout, report: Report) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the rows of a table, numbered from 0.

    A row with more cells than columns is put right where an unquoted delimiter in its text explains it, else left
    out; a row with fewer has been cut. Bytes that are no UTF-8 are taken as Windows-1252, as older spreadsheets write.
    """
    csv.field_size_limit(_LONGEST_CELL)
    text = io.TextIOWrapper(stream, layout.encoding, errors="surrogateescape", newline="")
    for _ in range(layout.before):
        text.readline()
    reader = csv.reader(_without_nul(text), delimiter=layout.delimiter)
    _report_swallowed(next(_safe(reader, report), []), layout, "header", report)
    number = -1
    rows, shift = _shift(_safe(reader, report), layout, report)
    for number, cells in enumerate(rows):
        if not any(cells):
            continue
        position = f"record {number}"
        _report_swallowed(cells, layout, position, report)
        row = _aligned(cells[shift:], layout.columns, position, report)
        if row is not None:
            yield number, _mended(row, position, report)


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


def _named(columns: list[str]) -> tuple[str, ...]:
    """Return the names of the columns; a name that comes again gets a number."""
    seen: Counter[str] = Counter()
    names = []
    for column in columns:
        name = column.strip().strip("\ufeff")
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return tuple(names)


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    return (line.replace("\0", "") for line in lines)


def _safe(reader: Iterator[list[str]], report: Report) -> Iterator[list[str]]:
    """Yield rows; one that no parser can read costs itself."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            report(f"line {getattr(reader, 'line_num', 0)}", "row_unreadable", f"{fault}; it was left out")


def _shift(rows: Iterator[list[str]], layout: Layout, report: Report) -> tuple[Iterator[list[str]], int]:
    """Return the rows, and 1 where each begins with a running number that has no column of its own."""
    head = list(islice(rows, _PEEKED))
    first = head[0][0] if len(head) > 1 and head[0] else ""
    shift = int(
        _RUNNING.fullmatch(first) is not None
        and all(
            len(cells) == len(layout.columns) + 1 and cells[0] == str(int(first) + place)
            for place, cells in enumerate(head)
        )
    )
    if shift:
        report(
            "header",
            "columns_shifted",
            "each row begins with a number that has no column; the rest was moved under its names",
        )

    def every() -> Iterator[list[str]]:
        yield from head
        yield from rows

    return every(), shift


def _report_swallowed(cells: list[str], layout: Layout, position: str, report: Report) -> None:
    """Report rows inside a cell: where a quotation mark is missing or too many, the next ones are taken for its text."""
    for cell in cells:
        if "\n" not in cell:
            continue
        lines = [line.split(layout.delimiter) for line in cell.splitlines()[1:]]
        rows = [parts for parts in lines if len(parts) >= min(len(layout.columns), _CELLS) and _id_of(parts)]
        if rows:
            detail = f"a cell holds {len(rows):,} rows, from {_id_in(rows[0])} on: a quotation mark is missing before it"
            report(position, "row_unreadable", detail)


def _aligned(
    cells: list[str], columns: tuple[str, ...], position: str, report: Report
) -> dict[str, str] | None:
    extra = len(cells) - len(columns)
    if extra > 0 and not any(cells[len(columns) :]):
        extra = 0
    if extra == 0:
        return {name: cell for name, cell in zip(columns, cells, strict=False) if cell}
    if extra < 0:
        # Some writers leave out empty cells at the end; a text that was broken in two looks the same.
        row = {name: cell for name, cell in zip(columns, cells, strict=False) if cell}
        if _plausible(row):
            detail = f"{len(cells)} cells for {len(columns)} columns; the columns at the end are empty"
            report(position, "row_mended", detail)
            return row
    else:
        for place in (place for place, name in enumerate(columns) if name.lower() in _FREE):
            whole = [*cells[:place], ",".join(cells[place : place + extra + 1]), *cells[place + extra + 1 :]]
            row = {name: cell for name, cell in zip(columns, whole, strict=True) if cell}
            if _plausible(row):
                detail = f"{extra} delimiters too many; they were taken as part of {columns[place]!r}"
                report(position, "row_mended", detail)
                return row
    detail = f"{len(cells)} cells for {len(columns)} columns ({_id_in(cells)}); it was left out"
    report(position, "row_shifted", detail)
    return None


def _plausible(row: dict[str, str]) -> bool:
    """Say whether what should be numbers are."""
    numbers = [cell for name, cell in row.items() if _COUNTED.search(name)]
    return bool(numbers) and all(_NUMBER.fullmatch(cell) for cell in numbers)


def _id_in(cells: list[str]) -> str:
    """Say which post a row is about."""
    found = _id_of(cells)
    return f"post {found}" if found else "no id in it"


def _id_of(cells: list[str]) -> str | None:
    """Return the first cell that looks like an id."""
    bare = (cell.strip('"') for cell in cells)
    return next((cell for cell in bare if cell.isascii() and cell.isdigit() and 15 <= len(cell) <= 19), None)


def _mended(row: dict[str, str], position: str, report: Report) -> dict[str, Any]:
    """Return the row with bytes that were no UTF-8 read as Windows-1252."""
    odd = [
        name
        for name, cell in row.items()
        if not cell.isascii() and any("\udc80" <= mark <= "\udcff" for mark in cell)
    ]
    if odd:
        report(position, "not_utf8", "bytes that are no UTF-8 were read as Windows-1252")
        for name in odd:
            row[name] = row[name].encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return row
