"""Posts and people's counts -> how the talking is shared out in each thread."""

from __future__ import annotations

import polars as pl

from threadscope import schema

__all__ = ["participation"]

#: So many posts are the beginning of a thread.
_FIRST = 10


def participation(
    posts: pl.DataFrame, participants: pl.DataFrame, exchanges: pl.DataFrame, answers: pl.DataFrame
) -> pl.DataFrame:
    """One row a thread: concentration, reciprocity, return, and the part of who opened it.

    The Gini coefficient is 0 where all wrote equally often and (people - 1) / people where one wrote all.
    Somebody re-enters who writes, is followed by somebody else in time, and writes again (Backstrom,
    Kleinberg, Lee & Danescu-Niculescu-Mizil 2013); `focus_10` is high where many people come for one post
    each, low where few keep talking (same authors). Posts without time come last.

    `reciprocity` counts pairs. `reciprocity_rho` counts ties, one from each person to each person whom they
    answered: with N people and L ties, r is the share of ties that are returned, a = L / (N (N - 1)) what it
    would be had the ties been drawn at random, and rho = (r - a) / (1 - a) (Garlaschelli & Loffredo 2004):
    above 0 people answer back more than chance makes them. N counts who wrote or was answered by name.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    participants, exchanges, answers
        Tables of those names.
    """
    joined = _concentration(participants)
    for part in (
        _reciprocity(participants, exchanges),
        _reentry(posts),
        _focus(posts),
        _opener(posts, answers),
    ):
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


def _reciprocity(participants: pl.DataFrame, exchanges: pl.DataFrame) -> pl.DataFrame:
    """Return which part of the pairs, and how many more of the ties than by chance, go both ways."""
    seen = [participants.select("thread_id", "author_id")]
    seen += [exchanges.select("thread_id", author_id=side) for side in ("a_id", "b_id")]
    people = pl.concat(seen).group_by("thread_id").agg(n=pl.col("author_id").n_unique().cast(pl.Float64))
    mutual = (pl.col("b_posts") > 0).sum()
    pairs = exchanges.group_by("thread_id").agg(
        n_pairs=pl.len(), n_mutual=mutual, reciprocity=mutual / pl.len()
    )
    ties = pl.col("n_pairs") + pl.col("n_mutual")
    returned, chance = 2 * pl.col("n_mutual") / ties, ties / (pl.col("n") * (pl.col("n") - 1))
    return (
        pairs.join(people, on="thread_id")
        .with_columns(reciprocity_rho=pl.when(chance < 1).then((returned - chance) / (1 - chance)))
        .drop("n")
    )


def _focus(posts: pl.DataFrame) -> pl.DataFrame:
    """Return how many people the first ten posts brought, for each post."""
    return (
        posts.filter(pl.col("thread_id").is_not_null())
        .sort("created_at", "post_id", nulls_last=True)
        .group_by("thread_id", maintain_order=True)
        .agg(focus_10=pl.when(pl.len() >= _FIRST).then(pl.col("author_id").head(_FIRST).n_unique() / _FIRST))
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
    op_last_at = pl.col("created_at").filter(by_opener).max()
    wrote = (
        posts.join(opener, on="thread_id")
        .group_by("thread_id")
        .agg(
            op_share=pl.when(pl.len() > 1).then((by_opener.sum() - 1) / (pl.len() - 1)),
            op_last_at=op_last_at,
            op_left_share=(pl.col("created_at") > op_last_at).mean(),
        )
    )
    waited = (
        answers.join(opener, on="thread_id")
        .filter(by_opener)
        .group_by("thread_id")
        .agg(op_latency_s=pl.col("latency_s").median())
    )
    return wrote.join(waited, on="thread_id", how="left")
