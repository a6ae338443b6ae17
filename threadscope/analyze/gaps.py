"""Posts, ghosts, marks and absences of a capture -> the places where replies are missing, the largest first."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema

__all__ = ["gaps"]

#: Whoever opens a post that is gone finds nothing, and one that was left out is here. "unavailable" gives no reason, so
#: another try may succeed.
_GONE: Final = ("deleted", "suspended", "protected", "withheld", "left out")
_VAGUE: Final = "unavailable"
#: Where a post stands that a capture was made for; the others are quoted, reposted or related.
_OWN: Final = ("main", "included")
#: What an address may be made of: everything else in an archive is text.
_ID: Final = "^[0-9]{1,19}$"
_HANDLE: Final = "^[A-Za-z0-9_]{1,20}$"


def gaps(
    posts: pl.DataFrame,
    ghosts: pl.DataFrame,
    cursors: pl.DataFrame,
    absences: pl.DataFrame,
    aliases: pl.DataFrame,
    observations: pl.DataFrame,
) -> pl.DataFrame:
    """One row a place where replies are missing, the largest gap of all threads first.

    A gap is a post of which X counted more replies than are archived, a post that is not archived and has
    archived posts below it, or a post without a count under which a "show more" was not followed. A post that
    is known to be gone is none: nobody can capture it. X also counts replies that nobody can see any more.
    Threads of which a capture only showed posts beside its own, such as quoted ones, are not looked for.

    The size of a gap is the number of missing replies, or of archived posts below a missing post; of equal
    ones the missing post comes first. A mark without a count has no size and comes after these; posts that
    an earlier try did not get, last.

    Parameters
    ----------
    posts, ghosts
        With their place in the tree.
    cursors
        Marks that a capture did not follow. Under a post whose counted replies are all archived a mark is no
        gap: what it hides shows in the counts of other posts.
    absences
        Signs that a post is not to be had; says which archived posts are gone by now.
    aliases
        Older versions of edited posts; a mark under one is a mark under the newest.
    observations
        Where posts were seen; says which threads were captured for their own sake.
    """
    marks = _marks(cursors, aliases)
    places = _captured(
        pl.concat([_archived(posts, absences, marks), _missing(ghosts, marks)]), posts, observations
    )
    handle = pl.col("handle").str.contains(_HANDLE).fill_null(value=False)
    found = places.with_columns(
        url=pl.when(pl.col("post_id").str.contains(_ID)).then(
            pl.format(
                "https://x.com/{}/status/{}",
                pl.when(handle).then("handle").otherwise(pl.lit("i")),
                "post_id",
            )
        )
    )
    size = pl.coalesce("n_missing", "n_referring", pl.lit(0))
    return schema.conform(
        found.sort(
            (pl.col("reason") == _VAGUE).fill_null(value=False),
            -size,
            pl.col("kind") != "missing_post",
            "thread_id",
            "order",
        ),
        "gaps",
    )


def _archived(posts: pl.DataFrame, absences: pl.DataFrame, marks: pl.DataFrame) -> pl.DataFrame:
    """Return archived posts with fewer answers than counted, or with a mark and no count."""
    standing = posts.lazy().filter(pl.col("thread_id").is_not_null())
    answers = (
        standing.filter(pl.col("parent_kind") == "reply")
        .group_by(post_id="parent_id")
        .agg(replies_archived=pl.len().cast(pl.Int64))
    )
    counted = pl.col("reply_count")
    missing = counted - pl.col("replies_archived")
    return (
        standing.select("thread_id", "post_id", "handle", "order", "captured_at", "reply_count")
        .join(answers, on="post_id", how="left")
        .join(marks.lazy(), on="post_id", how="left")
        .with_columns(pl.col("replies_archived", "n_cursors").fill_null(0))
        .filter((missing > 0) | (counted.is_null() & (pl.col("n_cursors") > 0)))
        .join(_gone(posts, absences), on="post_id", how="anti")
        .select(
            "thread_id",
            "post_id",
            "handle",
            "order",
            "replies_archived",
            "n_cursors",
            kind=pl.when(counted.is_null())
            .then(pl.lit("show_more"))
            .otherwise(pl.lit("replies_not_archived")),
            reason=pl.lit(None, pl.String),
            replies_counted=counted,
            n_missing=missing,
            n_referring=pl.lit(None, pl.Int64),
        )
        .collect()
    )


def _gone(posts: pl.DataFrame, absences: pl.DataFrame) -> pl.LazyFrame:
    """Return the archived posts that were seen to be gone, and not seen again since."""
    seen = posts.lazy().select("post_id", seen_at="captured_at")
    lost = absences.lazy().filter(pl.col("reason").is_in(_GONE)).join(seen, on="post_id")
    return lost.filter((pl.col("captured_at") > pl.col("seen_at")).fill_null(value=True)).select("post_id")


def _missing(ghosts: pl.DataFrame, marks: pl.DataFrame) -> pl.DataFrame:
    """Return posts that are not archived, not known to be gone, and have archived posts below them."""
    wanted = ghosts.filter(~pl.col("reason").is_in(_GONE), pl.col("n_below") > 0)
    return wanted.join(marks, on="post_id", how="left").select(
        "thread_id",
        "post_id",
        "handle",
        "order",
        pl.col("n_children").cast(pl.Int64).alias("replies_archived"),
        pl.col("n_cursors").fill_null(0),
        pl.lit("missing_post").alias("kind"),
        "reason",
        pl.lit(None, pl.Int64).alias("replies_counted"),
        pl.lit(None, pl.Int64).alias("n_missing"),
        pl.col("n_below").cast(pl.Int64).alias("n_referring"),
    )


def _captured(places: pl.DataFrame, posts: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """Keep places in threads of which at least one post was seen as more than an embedded one."""
    own = pl.col("place").is_in(_OWN)
    embedded = observations.filter(~own).join(observations.filter(own), on="post_id", how="anti")
    if embedded.is_empty():
        return places
    threads = posts.join(embedded, on="post_id", how="anti").select("thread_id")
    return places.join(threads, on="thread_id", how="semi")


def _marks(cursors: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """Count the marks under each post; the end of a page is none, because X writes one on every page."""
    marks = cursors.filter(pl.col("kind") != "next_page", pl.col("post_id").is_not_null())
    newest = pl.col("post_id").replace(aliases["alias_id"], aliases["post_id"])
    return marks.group_by(newest).agg(n_cursors=pl.len().cast(pl.Int64))
