"""Posts, answers, stance and exchanges -> the parts that people play in a thread, with the posts that show it."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema

__all__ = ["roles"]

_PERSON: Final = ("thread_id", "author_id")
#: Most posts cited for a role.
_MOST: Final = 12
#: A duel: that many posts in which two people alternate (Laniado et al. 2011 look at such chains).
_DUEL: Final = 6
#: Whoever drew the most answers is the thread's target when these are at least so many, and so large a share.
_TARGET_LEAST, _TARGET_SHARE = 5, 0.1
#: So many denials, or questions, make the strongest denier or questioner: more are habit, not weight.
_FULL_WEIGHT: Final = 3


def _cited(frame: pl.DataFrame) -> pl.DataFrame:
    """One row a person: posts in the frame's order, at most twelve of them, and how many there are."""
    return frame.group_by(_PERSON, maintain_order=True).agg(
        evidence=pl.col("post_id").head(_MOST), n_evidence=pl.len().cast(pl.Int64)
    )


def _originators(posts: pl.DataFrame) -> pl.DataFrame:
    roots = _cited(posts.filter(pl.col("post_id") == pl.col("thread_id")))
    return roots.with_columns(
        role=pl.lit("originator"), weight=1.0, confidence=1.0, rule=pl.lit("wrote_the_root")
    )


def _speakers(posts: pl.DataFrame, stance: pl.DataFrame, column: str, says: str, role: str) -> pl.DataFrame:
    """People with posts that say so toward the claim or the parent, oldest first."""
    sure = "claim_confidence" if column == "toward_claim" else "parent_confidence"
    said = stance.filter(pl.col(column) == says).select("post_id", confidence=sure)
    mine = posts.join(said, on="post_id").sort("created_at", "post_id")
    surest = mine.group_by(_PERSON).agg(pl.col("confidence").max())
    return _cited(mine).join(surest, on=_PERSON).with_columns(
        role=pl.lit(role),
        weight=(pl.col("n_evidence") / _FULL_WEIGHT).clip(0, 1),
        rule=pl.lit(f"{column}_{says}"),
    )  # fmt: skip


def _duelists(exchanges: pl.DataFrame) -> pl.DataFrame:
    duels = exchanges.filter(pl.col("duel_length") >= _DUEL)
    sides = pl.concat([duels.with_columns(author_id=side) for side in ("a_id", "b_id")])
    longest = sides.sort("duel_length", "first_at", "a_id", "b_id", descending=[True, False, False, False])
    return longest.unique(_PERSON, keep="first", maintain_order=True).select(
        *_PERSON,
        evidence=pl.col("duel_posts").list.head(_MOST),
        n_evidence=pl.col("duel_posts").list.len().cast(pl.Int64),
        role=pl.lit("duelist"),
        weight=(pl.col("duel_length") / (2 * _DUEL)).clip(0, 1),
        confidence=1.0,
        rule=pl.lit("alternating_posts"),
    )


def _targets(answers: pl.DataFrame) -> pl.DataFrame:
    drawn = answers.drop_nulls("target_author_id").group_by("thread_id", author_id="target_author_id").len()
    share = pl.col("len") / pl.col("len").sum().over("thread_id")
    most = drawn.with_columns(weight=share).filter(
        pl.col("len") == pl.col("len").max().over("thread_id"),
        pl.col("len") >= _TARGET_LEAST,
        pl.col("weight") >= _TARGET_SHARE,
    )
    most = most.filter(pl.len().over("thread_id") == 1)
    given = answers.sort("created_at", "post_id").select("thread_id", "post_id", author_id="target_author_id")
    return most.drop("len").join(_cited(given), on=_PERSON).with_columns(
        role=pl.lit("target"), confidence=1.0, rule=pl.lit("most_answers_drawn")
    )  # fmt: skip


def _undetermined(posts: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    rest = posts.join(known, on=_PERSON, how="anti").sort("created_at", "post_id")
    return _cited(rest).with_columns(role=pl.lit("undetermined"), weight=0.0, rule=pl.lit("no_rule_fired"))


def roles(
    posts: pl.DataFrame, answers: pl.DataFrame, stance: pl.DataFrame, exchanges: pl.DataFrame
) -> pl.DataFrame:
    """One row a part that a person plays; a person without one gets the row ``undetermined``.

    Originator: wrote the root. Denier: denies the claim outright, in answer to it. Questioner: asks something.
    Duelist: alternates with one other person over six posts. Target: drew more answers than anybody else, at least
    five and a tenth of all.

    Returns
    -------
    polars.DataFrame
        Table ``roles``, sorted by thread, person and role.
    """
    placed = posts.filter(pl.col("thread_id").is_not_null())
    found = [
        schema.conform(frame, "roles")
        for frame in (
            _originators(placed),
            _speakers(placed, stance, "toward_claim", "deny", "denier"),
            _speakers(placed, stance, "toward_parent", "ask", "questioner"),
            _duelists(exchanges),
            _targets(answers).join(placed, on=_PERSON, how="semi"),
        )
    ]
    known = pl.concat(found)
    rest = schema.conform(_undetermined(placed, known), "roles")
    return pl.concat([known, rest]).sort(*_PERSON, "role")
