"""People who wrote in other threads of the archive too -> what they wrote there, and how long before."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import counted, duration, person
from threadscope.findings.quotation import ended, quotation
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings, unite

__all__ = ["met_again"]

#: So many people a thread are told of.
_MOST: Final = 3
#: Fewer answers in both threads make no meeting worth a sentence.
_ANSWERS: Final = 3
#: Other threads of which a post can be cited, beside the one quoted from and the post here.
_CITED: Final = MOST_EVIDENCE - 2


def _wording(row: Row) -> str:
    words = quotation(row["there_text"])
    if not words or not row["text"]:
        return ""
    when = "at a time that is not known"
    if row["apart_s"] is not None:
        when = f"{duration(abs(row['apart_s']))} {'earlier' if row['apart_s'] >= 0 else 'later'}"
    n = row["n_threads"] - 1
    where = "in another thread of this archive"
    if n > 1:
        many = counted(n, "other thread") if n - 1 <= _CITED else f"more than {_CITED} other threads"
        where = f"in {many} of this archive; in one of them"
    return ended(f"{person(row['handle'], row['author_id'])} also wrote {where}, {when}: {words}")


def met_again(posts: pl.DataFrame, recurring: pl.DataFrame) -> pl.DataFrame:
    """Tell whom of a thread's people other threads of the archive hold too: up to three, most answered first.

    The other thread is the one before, or else the one after.
    """
    if not recurring.height:
        return schema.empty("findings")
    known = posts.select("thread_id").drop_nulls().unique()
    keys = ["author_id", "nth"]
    here = recurring.join(known, on="thread_id", how="semi")
    there = recurring.select(
        *keys, there_text="text", there_at="text_at", there_ids="post_ids", there_answers="n_answers"
    )
    nearest = pl.when(pl.col("nth") > 1).then(pl.col("nth") - 1).otherwise(pl.col("nth") + 1)
    pairs = (
        here.with_columns(nth_here="nth", nth=nearest)
        .join(there, on=keys)
        .filter(pl.max_horizontal("n_answers", "there_answers") >= _ANSWERS)
    )
    rest = recurring.select("author_id", other="nth", other_id=pl.col("post_ids").list.first())
    cited = (
        pairs.select("author_id", "nth", "nth_here")
        .unique()
        .join(rest, on="author_id")
        .filter((pl.col("other") != pl.col("nth")) & (pl.col("other") != pl.col("nth_here")))
        .sort("other")
        .group_by("author_id", "nth", "nth_here")
        .agg(more="other_id")
    )
    apart = (pl.col("text_at") - pl.col("there_at")).dt.total_milliseconds() / 1000
    told = (
        pairs.join(cited, on=["author_id", "nth", "nth_here"], how="left")
        .with_columns(
            apart_s=apart,
            value=apart.abs() / 86_400,
            subject=pl.col("author_id"),
            evidence=unite(
                pl.col("post_ids").list.first(),
                pl.col("there_ids").list.first(),
                pl.col("more").list.head(_CITED),
            ),
            _first=pl.col("post_ids").list.first(),
        )
        .sort(
            "thread_id",
            pl.col("n_answers") + pl.col("there_answers"),
            "first_at",
            "_first",
            descending=[False, True, False, False],
            nulls_last=True,
        )
    )
    return findings(told, _wording, kind="met_again", rule="same_account", most=_MOST)
