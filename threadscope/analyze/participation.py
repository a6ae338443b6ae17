"""Posts and people's counts -> how the talking is shared out in each thread."""

from __future__ import annotations

import polars as pl

from threadscope import schema

__all__ = ["participation"]


def participation(
    posts: pl.DataFrame, participants: pl.DataFrame, exchanges: pl.DataFrame, answers: pl.DataFrame
) -> pl.DataFrame:
    """One row a thread: concentration, reciprocity, return, and the part of who opened it.

    The Gini coefficient is 0 where all wrote equally often and (people - 1) / people where one wrote all.
    Somebody re-enters who writes, is followed by somebody else in time, and writes again (Backstrom,
    Kleinberg, Lee & Danescu-Niculescu-Mizil 2013).

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    participants, exchanges, answers
        Tables of those names.
    """
    mutual = (pl.col("b_posts") > 0).sum()
    pairs = exchanges.group_by("thread_id").agg(
        n_pairs=pl.len(), n_mutual=mutual, reciprocity=mutual / pl.len()
    )
    joined = _concentration(participants)
    for part in (pairs, _reentry(posts), _opener(posts, answers)):
        joined = joined.join(part, on="thread_id", how="left")
    counted = pl.col("n_pairs", "n_mutual").fill_null(0)
    return schema.conform(joined.with_columns(counted).sort("thread_id"), "participation")


def _concentration(participants: pl.DataFrame) -> pl.DataFrame:
    """Return how posts are spread over the people of each thread."""
    n, most_first = pl.len(), pl.col("n_posts").sort(descending=True)
    total = pl.col("n_posts").sum()
    rank = pl.int_range(1, pl.len() + 1)
    share = pl.col("n_posts") / total
    gini = 2 * (rank * pl.col("n_posts").sort()).sum() / (n * total) - (n + 1) / n
    top = {f"top{k}_share": most_first.head(k).sum() / total for k in (1, 5, 10)}
    return participants.group_by("thread_id").agg(
        n_people=n,
        once_share=(pl.col("n_posts") == 1).mean(),
        gini=gini,
        entropy=pl.when(n > 1).then(-(share * share.log()).sum() / n.log()),
        **top,
    )


def _reentry(posts: pl.DataFrame) -> pl.DataFrame:
    """Return the share of people whose posts others' posts part, in the order of time."""
    spoken = (
        posts.filter(pl.col("thread_id").is_not_null())
        .sort("thread_id", "created_at", "post_id", nulls_last=True)
        .select("thread_id", "author_id", turn=pl.struct("thread_id", "author_id").rle_id())
    )
    turns = spoken.group_by("thread_id", "author_id").agg(pl.col("turn").n_unique())
    return turns.group_by("thread_id").agg(reentry_share=(pl.col("turn") > 1).mean())


def _opener(posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Return how much, how fast and until when the root's author took part; only for archived roots."""
    roots = posts.filter(pl.col("post_id") == pl.col("thread_id"))
    opener = roots.select("thread_id", opener_id="author_id")
    by_opener = pl.col("author_id") == pl.col("opener_id")
    wrote = (
        posts.join(opener, on="thread_id")
        .group_by("thread_id")
        .agg(
            op_share=pl.when(pl.len() > 1).then((by_opener.sum() - 1) / (pl.len() - 1)),
            op_last_at=pl.col("created_at").filter(by_opener).max(),
        )
    )
    waited = (
        answers.join(opener, on="thread_id")
        .filter(by_opener)
        .group_by("thread_id")
        .agg(op_latency_s=pl.col("latency_s").median())
    )
    return wrote.join(waited, on="thread_id", how="left")
