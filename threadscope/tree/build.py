"""Folded posts -> posts with their place in the tree, ghosts, links and threads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope import schema
from threadscope.tree.ghosts import ghosts_table
from threadscope.tree.left_out import with_left_out
from threadscope.tree.numbering import NONE, Codes, Numbering, number
from threadscope.tree.place import Placed, References, place
from threadscope.tree.shelf import shelved_ghosts
from threadscope.tree.tables import links_table, problems_table, threads_table
from threadscope.tree.walk import Walk, walk

__all__ = ["COLUMNS", "Forest", "build"]

#: The columns of posts that the fold leaves to the tree.
COLUMNS = (
    "thread_id", "parent_id", "parent_kind", "depth", "order", "branch_id", "n_children", "n_below", "detached",
)  # fmt: skip

_LAST = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Forest:
    """All threads of an archive; each table is as its schema says.

    Attributes
    ----------
    posts
        All posts in the order of time, then of ids; bare reposts stand in no tree.
    ghosts, links, threads, problems
        The tables of those names.
    """

    posts: pl.DataFrame
    ghosts: pl.DataFrame
    links: pl.DataFrame
    threads: pl.DataFrame
    problems: pl.DataFrame


def build(
    posts: pl.DataFrame,
    absences: pl.DataFrame,
    aliases: pl.DataFrame,
    *,
    quotes: bool,
    left_out: pl.DataFrame | None = None,
) -> Forest:
    """Hang posts under what they answer, and number the trees.

    Parameters
    ----------
    posts
        The fold's posts: one row an id, without the columns of the tree.
    absences
        Why posts are not to be had; says the reason of ghosts. An absence that no post refers to has no
        place in any thread and makes no ghost.
    aliases
        Older versions of edited posts; a reference to one is a reference to the newest.
    quotes
        Whether a post that answers none hangs under the archived post that it quotes.
    left_out
        Posts that an editor left out, with the columns that say what they refer to. Those above a post become ghosts
        with the reason `LEFT_OUT`, at the place where the post stood; the others are gone.

    Notes
    -----
    What has no parent but a conversation id of another post hangs `detached` in the thread of that post, as
    if it stood directly below it, after the replies; it counts as below. A reply to a bare repost is a reply
    to what was reposted. No edge is judged by its times: only what would be its own ancestor is cut.
    """
    without = posts.clear() if left_out is None else left_out
    numbers, refs, lost = _references(posts, aliases, without)
    absences = with_left_out(absences, without)
    in_time = np.lexsort((refs.own, _time(posts)))
    if (in_time[1:] < in_time[:-1]).any():
        posts, refs = posts[in_time], refs.at(in_time)
    stands = posts["repost_of_id"].is_null()
    standing = posts
    if not stands.all():
        standing, refs = posts.filter(stands), refs.at(np.flatnonzero(stands.to_numpy()))
    placed = place(refs, quotes=quotes, left_out=lost)
    ids = pl.concat([standing["post_id"], numbers.names(placed.ghosts).alias("post_id")])
    ghosts = ghosts_table(standing, ids, refs, placed, absences)
    walked = walk(placed.parent, _siblings(standing, ghosts, refs, placed))
    tree = _tree_columns(ids, placed, walked, standing.height)
    ghosts = schema.conform(ghosts.with_columns(tree[standing.height :].drop("post_id")), "ghosts")
    threads = threads_table(standing, ghosts, refs, placed, walked, ids)
    posts = _with_tree(posts, stands, tree[: standing.height])
    shelved = shelved_ghosts(posts, ghosts, aliases, absences)
    return Forest(
        posts=posts,
        ghosts=pl.concat([ghosts, shelved]).sort("thread_id", "order"),
        links=links_table(posts, aliases),
        threads=_with_more_ghosts(threads, shelved),
        problems=problems_table(standing, placed),
    )


def _with_more_ghosts(threads: pl.DataFrame, shelved: pl.DataFrame) -> pl.DataFrame:
    """Count the ghosts that were put on the shelves."""
    if shelved.is_empty():
        return threads
    more = shelved.group_by("thread_id").agg(pl.len().cast(pl.Int64).alias("more"))
    counted = threads.join(more, on="thread_id", how="left", maintain_order="left")
    return counted.with_columns(pl.col("n_ghosts") + pl.col("more").fill_null(0)).drop("more")


def _time(frame: pl.DataFrame) -> NDArray[np.int64]:
    """Return milliseconds, with unknown times last."""
    moments: NDArray[np.int64] = frame["created_at"].to_physical().fill_null(_LAST).to_numpy()
    return moments


def _references(
    posts: pl.DataFrame, aliases: pl.DataFrame, left_out: pl.DataFrame
) -> tuple[Numbering, References, References]:
    """Number the ids in posts, and in those left out; let references to old versions and to reposts lead to the post meant."""
    names = ("post_id", "reply_to_id", "quoted_id", "conversation_id", "repost_of_id")
    columns = [*(posts[name] for name in names), aliases["alias_id"], aliases["post_id"]]
    numbers = number([*columns, *(left_out[name] for name in names[:-1])])
    own, reply_to, quoted, conversation, repost_of, old, new, *lost = numbers.codes
    reposts = np.flatnonzero(repost_of != NONE)
    old, new = np.concatenate([old, own[reposts]]), np.concatenate([new, repost_of[reposts]])
    meant = _Redirect.of(old[old != new], new[old != new])
    gone, *named = lost
    return (
        numbers,
        References(own, meant(reply_to), meant(quoted), meant(conversation)),
        References(gone, *(meant(ids) for ids in named)),
    )


@dataclass(frozen=True, slots=True)
class _Redirect:
    """Ids that stand for other ids."""

    old: Codes
    new: Codes

    @classmethod
    def of(cls, old: Codes, new: Codes) -> _Redirect:
        """Follow each chain to its end; a chain that never ends leads nowhere."""
        old, first = np.unique(old, return_index=True)
        step = cls(old, new[first])
        for _ in range(old.size.bit_length() * bool(np.isin(step.new, old).any())):
            step = cls(old, step(step.new))
        return cls(old, np.where(np.isin(step.new, old), NONE, step.new))

    def __call__(self, ids: Codes) -> Codes:
        if not self.old.size:
            return ids
        at = np.minimum(np.searchsorted(self.old, ids), self.old.size - 1)
        return np.where(self.old[at] == ids, self.new[at], ids)


def _siblings(
    standing: pl.DataFrame, ghosts: pl.DataFrame, refs: References, placed: Placed
) -> NDArray[np.int32]:
    """Return all rows by parent, then attached before detached, then by time and id."""
    group = placed.parent * 2 + placed.shelved + 2
    if ghosts.is_empty():  # posts stand in the order of time
        return _stable_order(group)
    moments = np.concatenate([_time(standing), _time(ghosts)])
    in_time = np.lexsort((np.concatenate([refs.own, placed.ghosts]), moments)).astype(np.int32)
    return in_time[_stable_order(group[in_time])]


def _stable_order(keys: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the order of whole numbers from 0, half as long as ``argsort``: numpy sorts 16 bits by counting."""
    order = np.argsort(keys.astype(np.uint16), kind="stable").astype(np.int32)
    for shift in range(16, int(keys.max(initial=0)).bit_length(), 16):
        order = order[np.argsort((keys >> shift).astype(np.uint16)[order], kind="stable")]
    return order


def _tree_columns(ids: pl.Series, placed: Placed, walked: Walk, n_posts: int) -> pl.DataFrame:
    """Return the columns of the tree, for posts and then ghosts."""
    archived = np.arange(ids.len()) < n_posts
    true_parent = np.where(placed.shelved, -1, placed.parent)
    above = pl.Series(true_parent, dtype=pl.Int32)
    kind = np.zeros(ids.len(), np.bool_)
    kind[: placed.by_quote.size] = placed.by_quote
    attached = true_parent >= 0
    return pl.DataFrame(
        {
            "post_id": ids,
            "thread_id": ids.gather(pl.Series(walked.root)),
            "parent_id": ids.gather(above.replace(-1, None)),
            "depth": walked.depth,
            "order": walked.place - walked.place[walked.root],
            "branch_id": ids.gather(pl.Series(walked.branch)),
            "n_children": np.bincount(true_parent[attached], minlength=ids.len()).astype(np.int32),
            "n_below": walked.below(archived),
            "detached": walked.under(np.flatnonzero(placed.shelved)),
        }
    ).with_columns(
        parent_kind=pl.when(pl.Series(attached)).then(
            pl.when(pl.Series(kind)).then(pl.lit("quote")).otherwise(pl.lit("reply"))
        )
    )


def _with_tree(posts: pl.DataFrame, stands: pl.Series, tree: pl.DataFrame) -> pl.DataFrame:
    """Return the posts table, null in the tree's columns for what stands in no tree."""
    if not stands.all():
        tree = posts.select("post_id").join(tree, on="post_id", how="left", maintain_order="left")
    return schema.conform(posts.with_columns(tree.drop("post_id")), "posts")
