"""What captures of the same posts say differently -> posts that a later capture calls gone, edits, counts seen again."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.findings.amounts import day, post_of
from threadscope.findings.quotation import LONGEST, ended
from threadscope.findings.rows import Row, findings, quoted
from threadscope.settings import Settings

__all__ = ["changed"]

#: So many posts of each kind are told of.
_MOST: Final = 3
#: A count that rose by fewer tells nothing.
_LEAST: Final = 10
#: Most characters of a post that is quoted in a title.
_TITLE: Final = 60
_GONE: Final = {
    "deleted": "it was deleted",
    "suspended": "its account is suspended",
    "protected": "its account limits who may see its posts",
    "withheld": "it is withheld",
    "unavailable": "it is not available, without a reason",
}


def _gone(row: Row) -> str:
    if row["after"] not in _GONE or not row["post_says"]:
        return ""
    return (
        f"{post_of(row['post_who'])} {row['post_says']} was captured on {day(row['early'])}; a capture of {day(row['late'])}"
        f" says that {_GONE[row['after']]}."
    )


def _edited(row: Row) -> str:
    if not row["post_says"]:
        return ""
    told = f"{row['post_who']} edited this post between its captures of {day(row['early'])} and {day(row['late'])}; it now says"
    return f"{told} {ended(row['post_says'])}"


def _counted(row: Row) -> str:
    if not row["post_says"] or row["early_day"] == row["late_day"]:
        return ""
    post = f"{post_of(row['post_who'])} {row['post_says']}"
    return f"{post} had {row['n_before']:,} likes when it was captured on {day(row['early'])}, and {row['n_after']:,} on {day(row['late'])}."


def changed(posts: pl.DataFrame, changes_seen: pl.DataFrame, *, settings: Settings) -> pl.DataFrame:
    """Tell of posts that a later capture calls gone, of posts edited between captures, and of the likes that changed most.

    Only what a capture says is told. Days are those of the zone in the settings; times of capture are the collector's.
    """
    answered = posts.select("post_id", "n_below")
    local = [
        pl.col(name).dt.convert_time_zone(settings.tz).alias(alias)
        for name, alias in (("before_at", "early"), ("after_at", "late"))
    ]
    rows = (
        changes_seen.filter(pl.col("sure"), pl.col("post_id").is_not_null(), pl.col("after_at") > pl.col("before_at"))
        .join(answered, on="post_id", maintain_order="left")
        .with_columns(*local, evidence=pl.concat_list("post_id"), subject="author_id", at="after_at")
        .with_columns(early_day=pl.col("early").dt.date(), late_day=pl.col("late").dt.date())
    )  # fmt: skip
    by_answers = rows.sort("thread_id", pl.col("n_below"), "post_id", descending=[False, True, False])
    much = pl.col("n_after") - pl.col("n_before")
    likes = rows.filter(pl.col("field") == "like_count", much.abs() >= _LEAST).with_columns(
        value=pl.col("n_after").cast(pl.Float64)
    )
    parts = (
        (by_answers.filter(pl.col("kind") == "gone"), _gone, "seen_gone", _MOST, LONGEST),
        (by_answers.filter(pl.col("kind") == "edited"), _edited, "seen_edited", _MOST, LONGEST),
        (likes.sort("thread_id", -much.abs(), "post_id"), _counted, "seen_again", 1, _TITLE),
    )
    return pl.concat(
        [
            findings(
                quoted(part, posts, "post_id", "post", longest=longest),
                wording,
                kind=kind,
                rule="captured_twice",
                most=most,
            )
            for part, wording, kind, most, longest in parts
        ]
    )
