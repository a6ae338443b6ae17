"""Answers and what they say to whom they answer -> who answers whom in each thread, with signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

__all__ = [
    "LEAST_SHOWN",
    "MOST_SURE",
    "UNSIGNED",
    "Graph",
    "answer_leans",
    "graphs",
    "half_log_odds",
    "pairs",
    "people",
    "two_core",
]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: What one answer without a clear stance says about sides, as half the log-odds that they differ (a share of
#: .62). People answer more often where they disagree (Agrawal et al. 2003); the null model decides whether
#: that holds in a thread. Chosen by simulation, tests/accuracy/camps.py.
UNSIGNED: Final = -0.25
#: Many answers between two people are one quarrel, not many witnesses: their weight ends here.
_MOST: Final = 1.5
#: Confidences are kept off 0.5 and 1; a reading that states none counts as the least that is shown.
LEAST_SURE, MOST_SURE, LEAST_SHOWN = 0.55, 0.95, 0.75


@dataclass(frozen=True, slots=True)
class Graph:
    """Who answers whom among some people of one thread.

    Attributes
    ----------
    who
        Numbers of the people, by first post; all other arrays speak of places in it.
    source, target
        One entry two people who answered each other or of whom one answered the other.
    signed
        Half the log-odds that the two stand on one side, by answers that agree or disagree clearly.
    unsigned
        How many other answers there are between them.
    mutual
        Whether both answered the other.
    lean
        Half the log-odds that a person stands on the claimant's side, by own words; 0 for none.
    core
        Whether a person is in the 2-core.
    """

    who: Whole
    source: Whole
    target: Whole
    signed: Floats
    unsigned: Whole
    mutual: Flags
    lean: Floats
    core: Flags

    def weight(self, unsigned: float = UNSIGNED) -> Floats:
        """Return half the log-odds that each two people stand on one side."""
        return np.clip(self.signed + unsigned * self.unsigned, -_MOST, _MOST)


def half_log_odds(confidence: str) -> pl.Expr:
    """Return half the log-odds of a column of confidences."""
    sure = pl.col(confidence).fill_null(LEAST_SHOWN).fill_nan(LEAST_SHOWN).clip(LEAST_SURE, MOST_SURE)
    return (sure / (1 - sure)).log() / 2


def people(posts: pl.DataFrame) -> pl.DataFrame:
    """Number the people of each thread by their first post: columns thread_id, author_id, person.

    Nothing may depend on how people are called, so the number comes from time and post id.
    """
    return (
        posts.filter(pl.col("thread_id").is_not_null() & pl.col("author_id").is_not_null())
        .select("thread_id", "author_id", "created_at", "post_id")
        .sort("thread_id", "created_at", "post_id", nulls_last=True)
        .unique(["thread_id", "author_id"], keep="first", maintain_order=True)
        .select("thread_id", "author_id")
        .with_row_index("person")
        .with_columns(pl.col("person").cast(pl.Int64))
    )


def answer_leans(answers: pl.DataFrame, stance: pl.DataFrame, numbered: pl.DataFrame) -> pl.DataFrame:
    """Return one row an answer between two people who both write in the thread.

    Returns
    -------
    polars.DataFrame
        thread_id, post_id, created_at, source, target (numbers of people) and lean: half the log-odds that
        the two stand on one side, null where the answer shows neither agreement nor disagreement.
    """
    shown = pl.col("toward_parent").replace_strict(
        {"agree": 1.0, "disagree": -1.0}, default=None, return_dtype=pl.Float64
    )
    signs = stance.select("post_id", lean=shown * half_log_odds("parent_confidence")).filter(
        pl.col("lean").is_not_null()
    )
    return (
        answers.select("thread_id", "post_id", "created_at", "author_id", "target_author_id")
        .join(numbered.rename({"person": "source"}), on=["thread_id", "author_id"])
        .join(
            numbered.rename({"person": "target", "author_id": "target_author_id"}),
            on=["thread_id", "target_author_id"],
        )
        .filter(pl.col("source") != pl.col("target"))
        .join(signs.unique("post_id", keep="first", maintain_order=True), on="post_id", how="left")
        .select("thread_id", "post_id", "created_at", "source", "target", "lean")
        .sort("source", "target", "created_at", "post_id", nulls_last=True)
    )


def pairs(leans: pl.DataFrame) -> pl.DataFrame:
    """Return one row two people, as in ``Graph``: source (who answered, or the earlier of two who both did), target, …."""
    source, target = pl.col("source"), pl.col("target")
    lean = pl.col("lean")
    return (
        leans.group_by(one=pl.min_horizontal(source, target), other=pl.max_horizontal(source, target))
        .agg(
            forth=(source < target).any(),
            back=(source > target).any(),
            signed=lean.sum(),
            unsigned=lean.null_count().cast(pl.Int64),
        )
        .sort("one", "other")
        .select(
            source=pl.when("forth").then("one").otherwise("other"),
            target=pl.when("forth").then("other").otherwise("one"),
            mutual=pl.col("forth") & pl.col("back"),
            # sums of equal readings for and against are nothing, whatever the order of summing
            signed=pl.col("signed").round(9),
            unsigned="unsigned",
        )
    )


def two_core(n: int, source: Whole, target: Whole) -> Flags:
    """Return who is left when people who have one other person only are taken away again and again.

    Seidman (1983), "Network structure and minimum degree". Whoever has one neighbour left finds it as the
    exclusive or of all that are left, so each person and pair is touched once.

    Parameters
    ----------
    n
        People.
    source, target
        Each two people once.
    """
    degree = np.bincount(source, minlength=n) + np.bincount(target, minlength=n)
    left = np.zeros(n, np.int64)
    np.bitwise_xor.at(left, source, target)
    np.bitwise_xor.at(left, target, source)
    ends = np.flatnonzero(degree == 1)
    while ends.size:
        others = left[ends]
        degree[ends] = 0
        np.subtract.at(degree, others, 1)
        np.bitwise_xor.at(left, others, ends)
        others = np.unique(others)
        ends = others[degree[others] == 1]
    return np.asarray(degree >= 2)


def graphs(thread: Whole, core: Flags, lean: Floats, among: pl.DataFrame, wanted: Whole) -> dict[int, Graph]:
    """Cut the pairs of all threads into one graph a wanted thread, of its 2-core and those with a lean of their own.

    Parameters
    ----------
    thread
        Number of each person's thread, ascending.
    core, lean
        Of each person, as in ``Graph``.
    among
        The pairs, as ``pairs`` gives them.
    wanted
        Numbers of the threads that are wanted.
    """
    chosen = core | (lean != 0)
    source, target = among["source"].to_numpy(), among["target"].to_numpy()
    rows = np.flatnonzero(chosen[source] & chosen[target])
    rows = rows[np.argsort(thread[source[rows]], kind="stable")]
    first, last = np.searchsorted(thread, [wanted, wanted + 1])
    begin, end = np.searchsorted(thread[source[rows]], [wanted, wanted + 1])
    signed, unsigned, mutual = (among[name].to_numpy() for name in ("signed", "unsigned", "mutual"))
    made: dict[int, Graph] = {}
    for place, number in enumerate(wanted.tolist()):
        mine = rows[begin[place] : end[place]]
        who = first[place] + np.flatnonzero(chosen[first[place] : last[place]])
        made[number] = Graph(
            who,
            np.searchsorted(who, source[mine]),
            np.searchsorted(who, target[mine]),
            signed[mine],
            unsigned[mine],
            mutual[mine],
            lean[who],
            core[who],
        )
    return made
