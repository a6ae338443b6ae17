"""Posts, answers, stance and claims -> who stands where by own words, and who answers whom, in all threads at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope.analyze.sides.signed_graph import (
    LEAST_SHOWN,
    Graph,
    answer_leans,
    graphs,
    half_log_odds,
    pairs,
    people,
    two_core,
)

__all__ = ["Evidence", "gather"]

#: A person's own words count for so much at most: what one classifier reads in ten posts by one person is not
#: ten witnesses.
_MOST_LEAN: Final = 1.47
_SIDE: Final = {"support": 1.0, "deny": -1.0}
_CHAIN: Final = {"agree": 1.0, "disagree": -1.0}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What posts show of the people of all threads.

    Attributes
    ----------
    people
        One row a person and thread, by number: person, thread_id, author_id, thread (its number), in_core,
        n_for, n_against (own posts on each side), lean, said, is_claimant.
    own
        One row a post that stands on a side by its words: person, post_id, created_at, side (1 or -1), lean.
    answers
        One row an answer between two people, as ``answer_leans`` gives it.
    pairs
        One row two people, as ``pairs`` gives it.
    """

    people: pl.DataFrame
    own: pl.DataFrame
    answers: pl.DataFrame
    pairs: pl.DataFrame

    def graphs(self, threads: list[str]) -> dict[str, Graph]:
        """Return the graph of each of some threads."""
        number = dict(self.people.select("thread_id", "thread").unique().iter_rows())
        wanted = np.array([number[thread_id] for thread_id in threads], np.int64)
        made = graphs(
            self.people["thread"].to_numpy(),
            self.people["in_core"].to_numpy(),
            self.people["lean"].to_numpy(),
            self.pairs,
            wanted,
        )
        return {thread_id: made[number[thread_id]] for thread_id in threads}


def _own(posts: pl.DataFrame, stance: pl.DataFrame, claims: pl.DataFrame, who: pl.DataFrame) -> pl.DataFrame:
    """One row a post and side on which it stands.

    By a clear stance toward the claim; because it makes the claim; or because it agrees or disagrees with a post
    that makes it, which is a stance toward the claim by an explicit chain.
    """
    side = pl.col("toward_claim").replace_strict(_SIDE, default=None, return_dtype=pl.Float64)
    read = stance.select(
        "post_id", side=side, weight=half_log_odds("claim_confidence"), claims=pl.lit(value=False)
    )
    # Who opens with a question says nothing for what is asked about.
    asking = stance.filter(pl.col("toward_claim") == "query").select("post_id")
    made = claims.join(asking, on="post_id", how="anti").select(
        "post_id", side=pl.lit(1.0), weight=half_log_odds("confidence"), claims=pl.lit(value=True)
    )
    chain = (
        stance.filter(pl.col("toward_parent").is_in(list(_CHAIN)))
        .join(posts.select("post_id", "parent_id"), on="post_id")
        .join(claims.select(parent_id="post_id", claim_sure="confidence"), on="parent_id")
        .with_columns(sure=pl.col("parent_confidence").fill_null(LEAST_SHOWN) * pl.col("claim_sure"))
        .select(
            "post_id",
            side=pl.col("toward_parent").replace_strict(_CHAIN, return_dtype=pl.Float64),
            weight=half_log_odds("sure"),
            claims=pl.lit(value=False),
        )
    )
    return (
        pl.concat([read.filter(pl.col("side").is_not_null()), chain, made])
        .group_by("post_id", "side")
        .agg(pl.col("weight").max(), pl.col("claims").any())
        .join(posts.select("post_id", "thread_id", "author_id", "created_at"), on="post_id")
        .join(who, on=["thread_id", "author_id"])
        .select("person", "post_id", "created_at", "side", "claims", lean=pl.col("side") * pl.col("weight"))
        .sort("person", "created_at", "post_id", "side", nulls_last=True)
    )


def gather(
    posts: pl.DataFrame, answers: pl.DataFrame, stance: pl.DataFrame, claims: pl.DataFrame
) -> Evidence:
    """Put together what the camps of all threads are judged by."""
    who = people(posts)
    own = _own(posts, stance, claims, who)
    # One reading is one witness: what says where its author stands says nothing more about the pair.
    leans = (
        answer_leans(answers, stance, who)
        .join(
            own.select("post_id", told=pl.lit(value=True)).unique(),
            on="post_id",
            how="left",
            maintain_order="left",
        )
        .with_columns(lean=pl.when("told").then(0.0).otherwise("lean"))
        .drop("told")
    )
    among = pairs(leans)
    sums = own.group_by("person").agg(
        n_for=(pl.col("side") > 0).sum().cast(pl.Int64),
        n_against=(pl.col("side") < 0).sum().cast(pl.Int64),
        lean=pl.col("lean").sum().round(9).clip(-_MOST_LEAN, _MOST_LEAN),
        is_claimant=pl.col("claims").any(),
    )
    ends = [among[name].to_numpy() for name in ("source", "target")]
    core: NDArray[np.bool_] = two_core(who.height, *ends)
    known = (
        who.join(sums, on="person", how="left", maintain_order="left")
        .with_columns(
            pl.col("n_for", "n_against").fill_null(0),
            pl.col("lean").fill_null(0.0),
            pl.col("is_claimant").fill_null(value=False),
            pl.Series("in_core", core, dtype=pl.Boolean),
            # people are numbered thread by thread
            thread=pl.col("thread_id").rle_id().cast(pl.Int64),
        )
        .with_columns(
            said=pl.when((pl.col("n_for") > 0) & (pl.col("n_against") == 0))
            .then(pl.lit("claim"))
            .when((pl.col("n_against") > 0) & (pl.col("n_for") == 0))
            .then(pl.lit("dispute"))
        )
    )
    return Evidence(known, own, leans, among)
