"""The lanes of the main people and the rows of everybody else: together they hold every post once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from threadscope.charts.one_thread import authors_of
from threadscope.charts.sides import SIDES, UNDETERMINED, Side
from threadscope.charts.time_scale import Seconds, TimeScale
from threadscope.charts.unfolding.gather import sides_of_people
from threadscope.charts.unfolding.numbers import Dot, Lane, Row
from threadscope.charts.words import at_handle

__all__ = ["lanes_of", "main_people", "rows_of_crowd", "thin_row"]

_FEWEST_ANSWERS, _ANSWERS_SHARE = 5, 0.02
_DOTS_IN_A_LANE, _MOST_LIKED = 60, 12
_DOTS_IN_A_ROW = 130
_MARKS_IN_A_THIN_ROW, _PICTURES_OF_ALL, _PICTURES_IN_A_LANE = 110, 150, 10


def main_people(turning: list[str], participants: pl.DataFrame, n_posts: int, most: int) -> list[str]:
    """Return the people who get a lane: authors of turning points, then those who drew many answers.

    Many is at least 5 and at least 2 % of the posts. Where there are more authors than lanes, the first one
    stays, then those who drew most answers.

    Parameters
    ----------
    turning
        Authors of the turning points, in order, each once.
    participants
        The table, only this thread.
    n_posts
        Posts of the thread.
    most
        Lanes there is room for.
    """
    ranked = participants.sort(["n_answers", "n_posts", "author_id"], descending=[True, True, False])
    answers = dict(ranked.select("author_id", "n_answers").rows())
    enough = max(_FEWEST_ANSWERS, _ANSWERS_SHARE * n_posts)
    drew = [person for person, number in answers.items() if number >= enough and person not in turning]
    if len(turning) > most:
        rest = sorted(turning[1:], key=lambda person: -answers.get(person, 0))
        turning = [turning[0], *rest[: most - 1]]
    return [*turning, *drew][:most] or ranked["author_id"].head(1).to_list()


def _dots(mine: pl.DataFrame, turning: set[str], n_posts: int) -> tuple[tuple[Dot, ...], Seconds]:
    """Return the posts of a person drawn as dots, and the times of those drawn as ticks."""
    timed = mine.drop_nulls("at")
    big = timed
    if timed.height > _DOTS_IN_A_LANE:
        liked = timed.sort("likes", descending=True, nulls_last=True, maintain_order=True).head(_MOST_LIKED)
        big = timed.filter(
            pl.col("post_id").is_in(liked["post_id"].implode()) | pl.col("post_id").is_in(turning)
        )
    small = timed.join(big.select("post_id"), on="post_id", how="anti")["at"].to_numpy()
    # In a busy lane the signs of all pictures would cover the posts.
    signed = n_posts <= _PICTURES_OF_ALL and timed.height <= _PICTURES_IN_A_LANE
    dots = tuple(
        Dot(
            post_id=row["post_id"],
            at=row["at"],
            likes=row["likes"],
            side=SIDES[row["side"]],
            claim=row["claim"],
            noted=row["noted"],
            picture=row["picture"] and (signed or row["post_id"] in turning),
        )
        for row in big.iter_rows(named=True)
    )
    return dots, np.sort(small.astype(np.float64))


def _words(mine: pl.DataFrame, side: Side, handles: dict[str, str], claim_words: str) -> str:
    """Return what stands below a handle: the side, else what is plain without one."""
    if side.placed:
        return side.told(claim=bool(mine["claim"].any()))
    if mine["claim"].any():
        return f"wrote {claim_words}"
    # Not a side: only that one of their posts denies, in so many words, the post that it answers.
    denied = mine.filter(pl.col("denied_id") != pl.col("author_id"))["denied_id"].to_list()
    return f"contradicts {at_handle(handles.get(denied[0]))}" if denied else side.one


def _lane(
    person: str,
    mine: pl.DataFrame,
    side: Side,
    words: str,
    handles: dict[str, str],
    n_answers: int,
    turning: set[str],
    n_posts: int,
) -> Lane:
    dots, ticks = _dots(mine, turning, n_posts)
    known = mine["likes"].drop_nulls()
    return Lane(
        author_id=person,
        label=at_handle(handles.get(person)),
        side=side,
        words=words,
        n_posts=mine.height,
        n_likes=int(known.sum()) if len(known) else None,
        n_answers=n_answers,
        dots=dots,
        ticks=ticks,
    )


def _in_order(lanes: list[Lane], rows: pl.DataFrame) -> tuple[Lane, ...]:
    """Order by first post; where at least half can be placed, by side before that."""
    first = {person: place for place, person in enumerate(rows["author_id"].unique(maintain_order=True))}
    grouped = 2 * sum(lane.side.placed for lane in lanes) >= len(lanes)
    sides = list(SIDES)
    return tuple(
        sorted(lanes, key=lambda lane: (sides.index(lane.side.name) if grouped else 0, first[lane.author_id]))
    )


def lanes_of(
    rows: pl.DataFrame,
    people: list[str],
    participants: pl.DataFrame,
    handles: dict[str, str],
    turning: set[str],
    named: Mapping[str, Side] = SIDES,
    *,
    claim_words: str,
) -> tuple[Lane, ...]:
    """Return the lanes of the main people.

    Parameters
    ----------
    rows
        The posts, as ``gather`` returns them.
    people
        Who gets a lane.
    participants
        The table, only this thread.
    handles
        author_id -> handle.
    turning
        Ids of the posts that are turning points.
    named
        The sides under their names.
    claim_words
        What the post is called that the others are measured against.
    """
    sides = sides_of_people(rows)
    answers = dict(participants.select("author_id", "n_answers").rows())
    lanes = []
    for person in people:
        mine = rows.filter(pl.col("author_id") == person)
        side = named[sides.get(person, UNDETERMINED.name)]
        words = _words(mine, side, handles, claim_words)
        lanes.append(_lane(person, mine, side, words, handles, answers.get(person, 0), turning, rows.height))
    return _in_order(lanes, rows)


def _row(kind: str, side: Side, words: str, mine: pl.DataFrame, scale: TimeScale, most_dots: int) -> Row:
    at = mine["at"].drop_nulls().to_numpy().astype(np.float64)
    drawn = at[at <= scale.end]
    n_people, unknown = authors_of(mine)
    return Row(
        kind=kind,
        side=side,
        words=words,
        n_posts=mine.height,
        n_people=n_people,
        unknown=unknown,
        times=drawn,
        counts=scale.counts(at),
        dotted=len(drawn) <= most_dots,
    )


def rows_of_crowd(
    rows: pl.DataFrame, people: list[str], scale: TimeScale, named: Mapping[str, Side] = SIDES
) -> tuple[Row, ...]:
    """Return the rows of everybody without a lane: one a side that occurs, then the undetermined.

    Rows count posts, not people: one person can have placed and unplaced posts. The few posts that take no side
    stand in the words of the last row.
    """
    crowd = rows.filter(~pl.col("author_id").is_in(people))
    found = []
    for name in ("claim", "dispute"):
        mine = crowd.filter(pl.col("side") == name)
        if mine.height:
            side = named[name]
            words = side.told(claim=bool(mine["claim"].any())) if mine.height == 1 else side.many
            found.append(_row("side", side, words, mine, scale, _DOTS_IN_A_ROW))
    rest = crowd.filter(~pl.col("side").is_in(["claim", "dispute"]))
    if rest.height:
        neutral = int((rest["side"] == "none").sum())
        words = "undetermined" + (f"; {neutral:,} take no side" if neutral else "")
        found.append(_row("side", UNDETERMINED, words, rest, scale, _DOTS_IN_A_ROW))
    return tuple(found)


def thin_row(kind: str, words: str, mine: pl.DataFrame, scale: TimeScale) -> Row | None:
    """Return a row of small marks for posts that came in one way, or None where there are none."""
    return _row(kind, UNDETERMINED, words, mine, scale, _MARKS_IN_A_THIN_ROW) if mine.height else None
