"""Method and provenance: how much is here, from which files, what was not understood, which measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import compress
from typing import Any, Final, NamedTuple

import polars as pl

from threadscope.report.formats import NOTHING, Clock, number, person, share, span
from threadscope.schema import SCHEMAS
from threadscope.settings import Settings

__all__ = [
    "Grid",
    "Link",
    "ProblemKind",
    "agreement",
    "branches",
    "chart_table",
    "ledger",
    "measures",
    "others",
    "problem_kinds",
    "python_call",
    "settings_rows",
    "source_rows",
]

_MOST_ROWS: Final = 200
_MOST_SOURCES: Final = 100
_GAPS: Final = 8
_EXAMPLES: Final = 3
#: Posts that an editor left out are archived: they are counted apart.
_REASONS: Final = ("missing", "deleted", "suspended", "protected", "withheld", "unavailable")


class Link(NamedTuple):
    """A cell that leads somewhere outside the page."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to print: heads, cells, and how many rows there are in all."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str | Link, ...], ...]
    total: int
    numeric: tuple[bool, ...]

    def told(self) -> Grid:
        """Return the table without columns in which no printed row says anything."""
        keeps = [
            not self.rows or any(row[place] != NOTHING for row in self.rows)
            for place in range(len(self.heads))
        ]
        return Grid(
            tuple(compress(self.heads, keeps)),
            tuple(tuple(compress(row, keeps)) for row in self.rows),
            self.total,
            tuple(compress(self.numeric, keeps)),
        )


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """Problems of one kind, with the first few."""

    kind: str
    count: str
    examples: tuple[tuple[str, str], ...]


def ledger(completeness: pl.DataFrame, cursors: pl.DataFrame, clock: Clock) -> list[tuple[str, str]]:
    """Return the completeness ledger as pairs of words and numbers."""
    if not completeness.height:
        return []
    row = completeness.row(0, named=True)
    ghosts = ", ".join(f"{number(row[f'n_{reason}'])} {reason}" for reason in _REASONS if row[f"n_{reason}"])
    marks = ", ".join(f"{number(count)} {kind.replace('_', ' ')}" for kind, count in _by_kind(cursors))
    counted = row["coverage"] is not None
    return [
        ("Posts archived", number(row["n_posts"])),
        (
            "Replies archived, of those that X counts",
            f"{number(row['replies_archived'])} of {number(row['replies_counted'])} ({share(row['coverage'])})"
            if counted
            else "not known: the export carries no reply counts",
        ),
        (
            "Replies whose parent is not archived",
            f"{number(row['n_missing_parent'])} of {number(row['n_replies'])} ({share(row['missing_parent_share'])})",
        ),
        (
            "Posts referred to and not archived",
            f"{number(row['n_ghosts'] - (row['n_left_out'] or 0))}{f' ({ghosts})' if ghosts else ''}",
        ),
        *(
            [("Posts referred to and left out by the editor", number(row["n_left_out"]))]
            if row["n_left_out"]
            else []
        ),
        ("Posts whose way to the root is not known", number(row["n_detached"])),
        (
            "“Show more” marks not followed by the capture",
            f"{number(row['n_cursors'])}{f' ({marks})' if marks else ''}",
        ),
        ("Captured", _between(clock(row["captured_from"]), clock(row["captured_to"]))),
    ]


def _between(first: str, last: str) -> str:
    if first == NOTHING:
        return "not known"
    return first if first == last else f"{first} to {last}"


def branches(branch_completeness: pl.DataFrame, rows: pl.DataFrame) -> Grid:
    """Return the branches with the largest gaps between what X counts and what is archived."""
    gaps = branch_completeness.with_columns(
        gap=pl.col("replies_counted") - pl.col("replies_archived")
    ).filter(pl.col("gap") > 0)
    worst = (
        gaps.sort(-pl.col("gap"), "branch_id")
        .head(_GAPS)
        .join(
            rows.select("post_id", "handle"),
            left_on="branch_id",
            right_on="post_id",
            how="left",
            maintain_order="left",
        )
    )
    cells = tuple(
        (
            f"{person(row['handle'])} · {row['branch_id']}",
            number(row["n_posts"]),
            number(row["replies_archived"]),
            number(row["replies_counted"]),
            share(row["coverage"]),
        )
        for row in worst.iter_rows(named=True)
    )
    heads = ("Branch that starts with", "Posts", "Replies archived", "Replies counted by X", "Share")
    return Grid(heads, cells, gaps.height, (False, True, True, True, True))


def _by_kind(cursors: pl.DataFrame) -> list[tuple[str, int]]:
    marks = cursors.filter(pl.col("kind") != "next_page")
    return list(marks.group_by("kind").len().sort("kind").iter_rows())


def source_rows(sources: pl.DataFrame, clock: Clock) -> Grid:
    """Return the files that were read."""
    cells = tuple(
        (
            row["source"],
            row["dialect"] or "not read as posts",
            row["detected_by"] or NOTHING,
            number(row["posts"]),
            _between(clock(row["captured_from"]), clock(row["captured_to"])),
            number(row["bytes"]),
            row["sha256"] or NOTHING,
        )
        for row in sources.sort("source").head(_MOST_SOURCES).iter_rows(named=True)
    )
    heads = ("File", "Read as", "Because", "Posts", "Captured", "Bytes", "SHA-256")
    return Grid(heads, cells, sources.height, (False, False, False, True, False, True, False))


def problem_kinds(problems: pl.DataFrame) -> list[ProblemKind]:
    """Return problems by kind, the most frequent first, each with a few examples."""
    kinds = problems.group_by("kind").len("count").sort("count", "kind", descending=[True, False])
    return [
        ProblemKind(kind, number(count), tuple(_examples(problems.filter(pl.col("kind") == kind))))
        for kind, count in kinds.iter_rows()
    ]


def _examples(problems: pl.DataFrame) -> Iterator[tuple[str, str]]:
    some = problems.sort("source", "position", "detail").head(_EXAMPLES)
    for source, position, detail in some.select("source", "position", "detail").iter_rows():
        yield f"{source}{f', {position}' if position else ''}", detail


def measures(tables: dict[str, pl.DataFrame], clock: Clock) -> list[tuple[str, str, str]]:
    """Return each measure of the one-row tables: its name, its value, and what it says."""
    return [
        (column.name, _value(column.name, tables[name].row(0, named=True)[column.name], clock), column.says)
        for name in tables
        if tables[name].height
        for column in SCHEMAS[name].columns
        if column.name != "thread_id"
    ]


def _value(name: str, value: Any, clock: Clock) -> str:
    if value is None:
        return NOTHING
    if name.endswith("_share") or name == "coverage":
        return share(value)
    if name.endswith("_s"):
        return span(value)
    return clock(value) if hasattr(value, "timestamp") else number(value)


def others(scores: pl.DataFrame) -> Grid:
    """Return which readings are not ours: of what, by whom, and of how many posts."""
    counted = (
        scores.group_by("measure", "is_label", "by")
        .agg(pl.col("post_id").n_unique())
        .sort("measure", "is_label", "by")
    )
    cells = tuple(
        (measure.replace("_", " "), by, "label given by hand" if is_label else "score", number(n))
        for measure, is_label, by, n in counted.head(_MOST_ROWS).iter_rows()
    )
    return Grid(("Measure", "By", "Given as", "Posts"), cells, counted.height, (False, False, False, True))


def agreement(label_agreement: pl.DataFrame) -> Grid:
    """Return how far our own readings agree with labels given by hand, with 95 % intervals."""
    cells = tuple(
        (
            row["measure"].replace("_", " "),
            row["by"],
            number(row["n"]),
            number(row["n_unclear"]),
            share(row["accuracy"]),
            _interval(row, "kappa"),
            _interval(row, "macro_f1"),
        )
        for row in label_agreement.head(_MOST_ROWS).iter_rows(named=True)
    )
    heads = ("Measure", "Labels by", "Compared", "We say nothing", "Same", "Kappa", "Macro-F1")
    return Grid(heads, cells, label_agreement.height, (False, False, True, True, True, True, True))


def _interval(row: dict[str, Any], name: str) -> str:
    value, low, high = (row[f"{name}{end}"] for end in ("", "_low", "_high"))
    if value is None:
        return NOTHING
    return (
        number(value)
        if low is None
        else f"{number(value)} ({number(low)} to {number(high)})".replace("-", "−")
    )


def settings_rows(settings: Settings) -> list[tuple[str, str]]:
    """Return every choice that the report was made under."""
    return [(field.name, _choice(getattr(settings, field.name))) for field in fields(settings)]


def python_call(thread_id: str, settings: Settings) -> str:
    """Return how the same page is made in Python; only choices that differ from the usual ones are named.

    >>> python_call("17", Settings(tz="Europe/Berlin"))
    "threadscope.read(PATH).thread('17').using(tz='Europe/Berlin').report(FOLDER)"
    """
    usual = Settings()
    chosen = {
        field.name: getattr(settings, field.name)
        for field in fields(settings)
        if getattr(settings, field.name) != getattr(usual, field.name)
    }
    quotes = "" if chosen.pop("quotes", True) else ", quotes=False"
    using = f".using({', '.join(f'{name}={value!r}' for name, value in chosen.items())})" if chosen else ""
    return f"threadscope.read(PATH).thread({thread_id!r}{quotes}){using}.report(FOLDER)"


def _choice(value: object) -> str:
    if isinstance(value, tuple):
        return " / ".join(map(str, value))
    return (
        "not set"
        if value is None
        else {True: "yes", False: "no"}[value]
        if isinstance(value, bool)
        else str(value)
    )


def chart_table(table: pl.DataFrame, clock: Clock) -> Grid:
    """Return the numbers behind a chart, at most the first two hundred rows."""
    numeric = tuple(dtype.is_numeric() for dtype in table.dtypes)
    cells = tuple(tuple(_cell(value, clock) for value in row) for row in table.head(_MOST_ROWS).iter_rows())
    return Grid(tuple(name.replace("_", " ") for name in table.columns), cells, table.height, numeric).told()


def _cell(value: Any, clock: Clock) -> str:
    if value is None:
        return NOTHING
    if hasattr(value, "timestamp"):
        return clock(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return number(value)
