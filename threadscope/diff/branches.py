"""Posts of one archive below a root or head that another one knows too -> branches that only the first one holds."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import tree
from threadscope.diff.rows import rows
from threadscope.diff.versions import Tables, by_newest

__all__ = ["branch_changes", "first_posts"]

#: A post that nobody answered is a reply, and no branch.
_LEAST: Final = 2


def first_posts(side: Tables, other: Tables, held: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """Return the first posts of branches that only one side holds, with how many posts in each the other side lacks (``n``).

    A branch has two such posts or more, and begins at a post right below a root or a head (a post with many below it) that both sides know. A post that
    the other side calls gone begins none.

    Parameters
    ----------
    side, other
        Tables of the side that holds the branches, and of the other one.
    held
        The posts of ``side`` by their newest version; ``id`` is the version held.
    versions
        Newest versions.
    """
    standing = side["posts"].filter(pl.col("thread_id").is_not_null()).sort("thread_id", "order")
    named = by_newest(standing.select(key="post_id", above="parent_id"), versions, "key")
    named = by_newest(named, versions, "above")
    tops = pl.concat([side["heads"]["head_id"], standing["thread_id"]]).drop_nulls().unique()
    tops = by_newest(tops.to_frame("post_id"), versions)["post_id"]
    there, called = (
        by_newest(other[name].select("post_id"), versions)["post_id"] for name in ("posts", "absences")
    )
    known = pl.concat([there, other["ghosts"]["post_id"]])
    lacking = ~pl.col("key").is_in(there.implode())
    begins = (
        lacking
        & ~pl.col("key").is_in(called.implode())
        & pl.col("above").is_in(tops.implode())
        & pl.col("above").is_in(known.implode())
    ).fill_null(value=False)
    marked = named.select(begins).to_series()
    under = tree.nearest_marked(standing, marked.to_numpy())
    counted = named.with_columns(under=under).filter(lacking).group_by("under").agg(n=pl.len().cast(pl.Int64))
    counted = counted.filter(pl.col("n") >= _LEAST)
    return held.join(counted, left_on="id", right_on="under", maintain_order="left")


def branch_changes(first: pl.DataFrame, kind: str, bound: pl.Expr | None) -> pl.DataFrame:
    """Return one row a branch: its first post's words, and the number of posts in it that the other side lacks.

    Parameters
    ----------
    first
        As ``first_posts`` returns it.
    kind
        What it is called where nothing says that it is new.
    bound
        When the newest copy of the older capture was taken; None for branches of the older capture itself.
    """
    if bound is None:
        older = {"before": pl.col("text"), "n_before": pl.col("n"), "n_after": 0}
        return rows(first, kind, sure=False, field="n_posts", before_at=pl.col("captured_at"), **older)
    since = (pl.col("created_at") > bound).fill_null(value=False)
    newer = {"after": pl.col("text"), "n_before": 0, "n_after": pl.col("n")}
    name = pl.when(since).then(pl.lit("new_branch")).otherwise(pl.lit(kind))
    return rows(first, name, sure=since, field="n_posts", after_at=pl.col("captured_at"), **newer)
