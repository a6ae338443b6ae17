"""Posts, claims and acts -> one row of numbers a post: what the stance model reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope.analyze.stance_reader.context import Place, beside, place, shared
from threadscope.analyze.stance_reader.form import form
from threadscope.analyze.stance_reader.tokens import Columns, Flags, Ints, Tokens, tokens

__all__ = ["ACTS", "Features", "features", "in_reading_order", "targets"]

#: Acts whose presence is a feature; their rules may change without the model.
ACTS: Final = ("denies", "agrees", "asks", "distinguishes", "cites")
#: What Reddit calls its posts: short numbers to the base of 36. Those of X are written to the base of 10, and longer.
_REDDIT_ID: Final = r"^(?:t[13]_)?[0-9a-z]{5,8}$"


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of each post.

    Attributes
    ----------
    names
        What the columns are called.
    values
        Posts x features.
    at
        Rows of parents and claims.
    tokens
        What the texts are made of.
    """

    names: tuple[str, ...]
    values: NDArray[np.float32]
    at: Place
    tokens: Tokens


def in_reading_order(posts: pl.DataFrame) -> pl.DataFrame:
    """Return the posts that stand in a thread, by thread, time and id."""
    placed = posts.filter(pl.col("thread_id").is_not_null())
    return placed.sort("thread_id", "created_at", "post_id", nulls_last=True)


def targets(posts: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Say which claim each post is read toward.

    Parameters
    ----------
    posts
        Posts in reading order.
    claims
        Table ``claims``.

    Returns
    -------
    polars.DataFrame
        ``claim_id``: for what answers a post that says the claim again, that post; else the chosen claim of the thread
        or its root; null where none is archived. ``claim_kind``: the kind of
        claim that the post itself is, null for all others.
    """
    made = claims.select("post_id", claim_kind="kind")
    first = (
        claims.filter(pl.col("kind") != "repeats")
        .sort("thread_id", "kind", "post_id")
        .unique("thread_id", keep="first", maintain_order=True)
        .select("thread_id", of_thread="post_id")
    )
    return (
        posts.select("post_id", "parent_id", "thread_id")
        .join(made, on="post_id", how="left", maintain_order="left")
        .join(
            made.select(parent_id="post_id", said_again="post_id"),
            on="parent_id",
            how="left",
            maintain_order="left",
        )
        .join(first, on="thread_id", how="left", maintain_order="left")
        .select(
            claim_id=pl.when(pl.col("claim_kind").is_not_null())
            .then("of_thread")
            .otherwise(pl.coalesce("said_again", "of_thread")),
            claim_kind="claim_kind",
        )
    )


def features(posts: pl.DataFrame, claim_id: pl.Series, acts: pl.DataFrame) -> Features:
    """Say in numbers what is known of each post.

    Parameters
    ----------
    posts
        Posts in reading order.
    claim_id
        The claim that each is read toward.
    acts
        Table ``acts``.
    """
    at = _place(posts, claim_id)
    of = tokens(posts["text"])
    made: Columns = form(posts, of) | place(posts, at) | shared(of, at)
    found = acts.select("post_id", "act").unique()
    for act in ACTS:
        has = found.filter(pl.col("act") == act)["post_id"]
        made[f"act_{act}"] = posts["post_id"].is_in(has.implode()).to_numpy() * 1.0
    made |= beside(made, at)
    names = tuple(made)
    values = np.empty((posts.height, len(names)), np.float32, order="F")
    for column, name in enumerate(names):
        values[:, column] = made[name]
    return Features(names, values, at, of)


def _place(posts: pl.DataFrame, claim_id: pl.Series) -> Place:
    n = posts.height
    rows = posts.select(row=pl.int_range(pl.len(), dtype=pl.Int64), post_id="post_id")

    def row_of(ids: pl.Series) -> Ints:
        wanted = pl.DataFrame({"post_id": ids})
        found = wanted.join(rows, on="post_id", how="left", maintain_order="left")
        return found["row"].fill_null(n).to_numpy().astype(np.int64)

    known = posts.select(
        thread=pl.col("thread_id").rle_id().cast(pl.Int64),
        author=pl.col("author_id").rank("dense").cast(pl.Int64),
    )
    # Nobody else is the author of a post whose author is not known.
    author = (
        known.select(pl.coalesce("author", -2 - pl.int_range(pl.len(), dtype=pl.Int64)))
        .to_series()
        .to_numpy()
        .astype(np.int64)
    )
    thread = known["thread"].to_numpy()
    return Place(row_of(posts["parent_id"]), row_of(claim_id), thread, author, _of_reddit(posts, thread))


def _of_reddit(posts: pl.DataFrame, thread: Ints) -> Flags:
    """Whether all posts of a thread are called as on Reddit, and one at least by a letter."""
    ids = posts["post_id"]
    other = ~ids.str.contains(_REDDIT_ID).to_numpy()
    lettered = ids.str.contains("[a-z]").to_numpy()
    n = int(thread.max(initial=-1)) + 1
    n_other, n_lettered = (np.bincount(thread, weights=which, minlength=n) for which in (other, lettered))
    found: Flags = ((n_other == 0) & (n_lettered > 0))[thread]
    return found
