"""The drawn numbers of the reply matrix as a table, and as words for those who cannot see it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from threadscope.charts.matrix.numbers import Matrix
from threadscope.charts.words import counted

__all__ = ["ABSENT", "alt_text", "table_of"]

#: The column of people who are answered and of whom no post is archived.
ABSENT: Final = "not archived"
_COLUMNS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "section": pl.String, "who": pl.String, "whom": pl.String, "answers": pl.Int64, "people": pl.Int64,
    "posts": pl.Int64,
}  # fmt: skip
_TOLD: Final = 6


def _labels(matrix: Matrix) -> list[str]:
    return [*(line.label for line in matrix.lines), ABSENT][: matrix.columns]


def _steps(matrix: Matrix) -> list[dict[str, Any]]:
    lows = matrix.lows
    ends = [*(low - 1 for low in lows[1:]), int(matrix.cells.max(initial=1))]
    return [
        {"section": "step", "who": what, "whom": f"colour {place + 1}", "answers": number}
        for place, (low, high) in enumerate(zip(lows, ends, strict=True))
        for what, number in (("from", low), ("to", high))
    ]


def _sums(matrix: Matrix) -> list[dict[str, Any]]:
    """Return what the title, the subtitle and the margins say."""
    rows: list[dict[str, Any]] = [
        {
            "section": "thread",
            "answers": matrix.n_answers,
            "people": matrix.n_people,
            "posts": matrix.n_posts,
        },
        {"section": "own", "who": "everybody", "posts": matrix.n_own},
        {
            "section": "named",
            "who": "people with a row of their own",
            "people": sum(x.named for x in matrix.lines),
        },
        {
            "section": "others",
            "who": "people without",
            "people": sum(x.people for x in matrix.lines if not x.named),
        },
    ]
    if matrix.leading:
        places, many = list(matrix.leading), len(matrix.leading)
        to, by = int(matrix.cells[:, places].sum()), int(matrix.cells[places].sum())
        rows += [
            {"section": "leading", "whom": "those who drew half", "answers": to, "people": many},
            {"section": "leading", "who": "those who drew half", "answers": by, "people": many},
        ]
    if matrix.pair:
        one, other = matrix.pair
        both = int(matrix.cells[one, other] + matrix.cells[other, one])
        rows.append({"section": "pair", "who": "the two of the title, both ways", "answers": both})
    rows += [
        {
            "section": "both ways",
            "who": matrix.lines[one].label,
            "whom": matrix.lines[other].label,
            "answers": there + back,
        }
        for one, other, there, back in matrix.exchanges
    ]
    if matrix.between:
        told = matrix.between
        rows += [
            {"section": "between sides", "who": "placed people", "answers": told.answers},
            {"section": "between sides", "who": "to the other side", "answers": told.across},
            {"section": "between sides", "who": "to the other side by chance", "answers": told.expected},
            {"section": "between sides", "who": "on the side of the claim", "people": told.claim},
            {"section": "between sides", "who": "on the other side", "people": told.dispute},
        ]
    return rows


def table_of(matrix: Matrix) -> pl.DataFrame:
    """Return the drawn numbers: section, who, whom, answers, people, posts.

    Raises
    ------
    ValueError
        If the cells do not hold every answer of the thread.
    """
    held = int(matrix.cells.sum())
    if held != matrix.n_answers:
        raise ValueError(f"the cells hold {held} of {matrix.n_answers} answers")
    labels = _labels(matrix)
    rows: list[dict[str, Any]] = [
        {"section": "cell", "who": line.label, "whom": whom, "answers": int(matrix.cells[row, column])}
        for row, line in enumerate(matrix.lines)
        for column, whom in enumerate(labels)
    ]
    for row, line in enumerate(matrix.lines):
        sums = {"answers": int(matrix.cells[row].sum()), "people": line.people}
        rows.append({"section": "written", "who": line.label, **sums})
        rows.append({"section": "own", "who": line.label, "posts": line.own, "people": line.people})
    rows += [
        {"section": "drawn", "whom": whom, "answers": int(matrix.cells[:, column].sum())}
        for column, whom in enumerate(labels)
    ]
    # Two people may print as one word, so the words alone do not tell whose row it is; their places do.
    return pl.DataFrame([*rows, *_sums(matrix), *_steps(matrix)], schema=_COLUMNS)


def alt_text(matrix: Matrix) -> str:
    """Say what the picture shows, from the numbers that are drawn."""
    if matrix.why:
        return matrix.why
    labels = _labels(matrix)
    flat = matrix.cells[:, : matrix.columns]
    order = np.argsort(-flat, axis=None, kind="stable")[:_TOLD]
    pairs = [divmod(int(place), matrix.columns) for place in order]
    largest = "; ".join(
        f"{labels[row]} to {labels[column]}: {flat[row, column]:,}"
        for row, column in pairs
        if flat[row, column]
    )
    return (
        f"A matrix of who answers whom: {counted(matrix.n_answers, 'answer')} between"
        f" {counted(matrix.n_people, 'person', 'people')} in {counted(len(matrix.lines), 'row')}."
        f" The largest cells: {largest}."
    )
