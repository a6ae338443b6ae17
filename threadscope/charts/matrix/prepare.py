"""Tables to the numbers of the reply matrix."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from threadscope.charts.matrix.numbers import Between, Cells, Line, Matrix
from threadscope.charts.one_thread import one_thread
from threadscope.charts.sides import SIDES, UNDETERMINED, Side, sides_of_all
from threadscope.charts.source import handles_of
from threadscope.charts.words import at_handle, clean, counted
from threadscope.settings import Settings

__all__ = ["prepare"]

#: Most people who are named: in a large thread, in one of up to a hundred posts, on a phone.
_MOST, _FEW, _PHONE, _SMALL = 12, 7, 5, 100
#: Fewer answers need no matrix.
_LEAST: Final = 4
_LEAST_NAMED: Final = 2
_MOST_LEADING, _HALF = 3, 0.5
_TITLES: Final = ("camps", "answers_between", "most_answered")
_UNTITLED: Final = "Who answers whom"
#: Rules that place a person by their own posts: only these give a named person a side.
_OWN_WORDS: Final = ("own_stance", "both", "no_lean")
_ORDER: Final = {name: place for place, name in enumerate(SIDES)}


def _talk(mine: pl.DataFrame, answers: pl.DataFrame, camps: pl.DataFrame) -> pl.DataFrame:
    """Return one row a person who wrote a post, who took part in most answers first.

    Returns
    -------
    polars.DataFrame
        author_id, first_at, n_own (posts under own posts), n_given, n_drawn, camp, side (of own words).
    """
    people = mine.group_by("author_id").agg(
        first_at=pl.col("created_at").min(), n_below=pl.col("parent_id").count().cast(pl.Int64)
    )
    given = answers.group_by("author_id").agg(n_given=pl.len().cast(pl.Int64))
    drawn = answers.group_by(author_id="target_author_id").agg(n_drawn=pl.len().cast(pl.Int64))
    sides = camps.select("author_id", "camp", "rule")
    placed = pl.col("rule").is_in(_OWN_WORDS).fill_null(value=False)
    return (
        people.join(given, on="author_id", how="left")
        .join(drawn, on="author_id", how="left")
        .join(sides, on="author_id", how="left")
        .with_columns(pl.col("n_given", "n_drawn").fill_null(0), pl.col("camp").fill_null(UNDETERMINED.name))
        # What hangs below a post and is no answer hangs below an own post.
        .with_columns(n_own=pl.col("n_below") - pl.col("n_given"))
        .with_columns(side=pl.when(placed).then("camp").otherwise(pl.lit(UNDETERMINED.name)))
        .sort("n_drawn", "author_id", descending=[True, False])
        .with_columns(first=pl.int_range(pl.len()) < _MOST_LEADING)
        # Who drew most answers is named in any case, then who took part in most.
        .sort("first", pl.col("n_given") + pl.col("n_drawn"), "author_id", descending=[True, True, False])
    )


def _placed(talk: pl.DataFrame, most: int) -> pl.DataFrame:
    """Give every person a line: the first ones one each, in the order of side and first post, the others by side."""
    order = pl.col("side").replace_strict(_ORDER, return_dtype=pl.Int64)
    of_camp = pl.col("camp").replace_strict(_ORDER, return_dtype=pl.Int64)
    # Whoever wrote one answer and drew none is like the crowd; a row of their own would be an empty one.
    named = (
        talk.filter(pl.col("n_given") + pl.col("n_drawn") >= _LEAST_NAMED)
        .head(most)
        .sort(order, "first_at", "author_id", nulls_last=True)
        .with_columns(named=pl.lit(value=True), line=pl.int_range(pl.len(), dtype=pl.Int64))
    )
    others = talk.join(named.select("author_id"), on="author_id", how="anti").with_columns(
        named=pl.lit(value=False), side="camp", line=named.height + of_camp.rank("dense").cast(pl.Int64) - 1
    )
    return pl.concat([named, others.select(named.columns)])


def _lines(placed: pl.DataFrame, handles: dict[str, str], sides: dict[str, Side]) -> tuple[Line, ...]:
    lines = (
        placed.group_by("line")
        .agg(
            pl.col("author_id", "side", "named").first(),
            people=pl.len().cast(pl.Int64),
            own=pl.col("n_own").sum(),
        )
        .sort("line")
    )
    found = []
    for row in lines.iter_rows(named=True):
        side = sides[row["side"]]
        if row["named"]:
            label = at_handle(handles.get(row["author_id"]))
            found.append(Line(row["author_id"], label, side, 1, row["own"]))
        else:
            words = side.one if row["people"] == 1 else side.many
            label = f"{counted(row['people'], 'other')}, {words}"
            found.append(Line(None, label, side, row["people"], row["own"]))
    return tuple(found)


def _cells(answers: pl.DataFrame, placed: pl.DataFrame, n_lines: int) -> Cells:
    """Count the answers from each line to each line; the last column is for people without an archived post."""
    lines = placed.select("author_id", "line")
    pairs = (
        answers.join(lines, on="author_id")
        .join(
            lines.rename({"author_id": "target_author_id", "line": "to"}), on="target_author_id", how="left"
        )
        .group_by("line", pl.col("to").fill_null(n_lines))
        .agg(n=pl.len().cast(pl.Int64))
    )
    cells = np.zeros((n_lines, n_lines + 1), dtype=np.int64)
    cells[pairs["line"].to_numpy(), pairs["to"].to_numpy()] = pairs["n"].to_numpy()
    return cells


def _leading(lines: tuple[Line, ...], cells: Cells) -> tuple[int, ...]:
    """Return the fewest named lines, up to three, that drew half of the answers; none where no three did."""
    drawn = cells.sum(axis=0)
    ranked = sorted(
        (place for place, line in enumerate(lines) if line.named),
        key=lambda place: (-int(drawn[place]), lines[place].author_id or ""),
    )
    for many in range(1, min(_MOST_LEADING, len(ranked)) + 1):
        # As in the finding: of lines that drew equally many none leads without the others.
        tied = many < len(ranked) and drawn[ranked[many]] == drawn[ranked[many - 1]]
        if drawn[ranked[:many]].sum() >= _HALF * cells.sum() and not tied:
            return tuple(ranked[:many])
    return ()


def _told_of(told: pl.DataFrame, title: str, lines: tuple[Line, ...]) -> tuple[bool, tuple[int, ...]]:
    """Return whether the title is about those who drew half of the answers, and the lines of two people it is about."""
    found = told.filter(pl.col("kind") == "answers_between").head(1).to_dicts()
    if not found or clean(found[0]["wording"]) != title:
        return False, ()
    both = (found[0]["subject"], found[0]["object"])
    pair = tuple(place for place, line in enumerate(lines) if line.named and line.author_id in both)
    return found[0]["object"] is None, pair if len(pair) == 2 else ()


def _between(answers: pl.DataFrame, camps: pl.DataFrame, camp_tests: pl.DataFrame) -> Between | None:
    """Return how many answers between placed people go across, where two camps were found."""
    found = camp_tests.filter(pl.col("verdict") == "found").to_dicts()
    if not found or found[0]["cross_share"] is None:
        return None
    sides = camps.filter(pl.col("camp").is_in(["claim", "dispute"])).select("author_id", "camp")
    told = answers.join(sides, on="author_id").join(
        sides.select(target_author_id="author_id", target_camp="camp"), on="target_author_id"
    )
    n = told.height
    return Between(
        claim=found[0]["n_claim"],
        dispute=found[0]["n_dispute"],
        answers=n,
        across=int((told["camp"] != told["target_camp"]).sum()),
        expected=round(found[0]["cross_expected"] * n),
    )


def _subtitle(
    lines: tuple[Line, ...], cells: Cells, between: Between | None, n_own: int, *, narrow: bool
) -> str:
    named, missing = sum(line.named for line in lines), int(cells[:, -1].sum())
    others = sum(line.people for line in lines if not line.named)
    people = f"The {counted(named, 'person', 'people')} with most answers written and drawn" if others else ""
    group = {1: ", the 1 other person apart"}.get(others, f", the {others:,} others together by side")
    told = [
        f"Who answers stands {'above each row' if narrow else 'at the left'}, who is answered in the columns.",
        f"All {counted(int(cells.sum()), 'answer')}, replies and quotes, stand in one cell each.",
        f"{people}{group}." if others else "",
        f"{counted(missing, 'answer')} to people without a post in the archive {'stands' if missing == 1 else 'stand'} apart."
        if missing
        else "",
        f"{counted(n_own, 'post')} under own posts {'is' if n_own == 1 else 'are'} no answer."
        if n_own
        else "",
        f"Of {counted(between.answers, 'answer')} between placed people, {between.across:,} {'goes' if between.across == 1 else 'go'} to the other side;"
        f" chance would give {between.expected:,}."
        if between
        else "",
    ]
    return " ".join(part for part in told if part)


def prepare(
    posts: pl.DataFrame,
    people: pl.DataFrame,
    answers: pl.DataFrame,
    camps: pl.DataFrame,
    camp_tests: pl.DataFrame,
    completeness: pl.DataFrame,
    sources: pl.DataFrame,
    findings: pl.DataFrame,
    *,
    settings: Settings,
    width: int = 1260,
    alone: bool = True,
    max_people: int | None = None,
) -> Matrix:
    """Turn the tables of one thread into what the reply matrix draws.

    Of several threads, the one with most posts is drawn.

    Parameters
    ----------
    posts, people, answers, camps, camp_tests, completeness, sources, findings
        The tables of these names.
    settings
        Zone and theme.
    width
        Width of the picture in CSS pixels; below 700 it is laid out for a phone.
    alone
        Whether the title stands in the picture; without it where a page tells it.
    max_people
        Most people who are named; None for 12, 7 up to a hundred posts, 5 on a phone.

    Raises
    ------
    NoThread
        If no post stands in a thread.
    """
    thread = one_thread(posts, findings, completeness, sources, settings, width=width, alone=alone)
    mine, narrow, given = thread.posts, thread.narrow, thread.of(answers)
    sides, tests = thread.of(camps), thread.of(camp_tests)
    talk = _talk(mine, given, sides)
    most = max_people or (_PHONE if narrow else _FEW if mine.height <= _SMALL else _MOST)
    placed = _placed(talk, most)
    named = placed.filter("named").select("author_id")
    handles = handles_of(
        mine.join(named, on="author_id", how="semi", maintain_order="left"),
        people.join(named, on="author_id", how="semi", maintain_order="left"),
    )
    lines = _lines(placed, handles, sides_of_all(settings))
    cells = _cells(given, placed, len(lines))
    between = _between(given, sides, tests)
    n_own = int(talk["n_own"].sum())
    title = thread.told(*_TITLES, otherwise=_UNTITLED)
    leads, two = _told_of(thread.findings, title[0], lines)
    why = (
        f"The archive holds {counted(given.height, 'answer') if given.height else 'no answer'} in"
        f" this thread. A matrix needs at least {_LEAST}."
        if given.height < _LEAST
        else ""
    )
    return Matrix(
        **thread.frame(title, counts_people=True),
        why=why,
        subtitle=why or _subtitle(lines, cells, between, n_own, narrow=narrow),
        n_posts=mine.height,
        n_people=talk.height,
        n_answers=given.height,
        n_own=n_own,
        lines=lines,
        cells=cells,
        leading=_leading(lines, cells) if leads else (),
        pair=two,
        between=between,
    )
