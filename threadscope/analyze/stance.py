"""Our own reading of stance, that of others, and what an editor set -> the reading that everything else goes by."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.external import chosen
from threadscope.schema.edited import EDITOR

__all__ = ["stance"]

#: What a direct answer to the claim says to its parent, it says of the claim; and the other way round.
_TO_PARENT: Final = {
    "support": "agree",
    "deny": "disagree",
    "query": "ask",
    "comment": "comment",
    "unclear": "unclear",
}
_TO_CLAIM: Final = {parent: claim for claim, parent in _TO_PARENT.items()}
#: Measures, and the side of a row that each is about.
_SIDES: Final = (("stance", "claim"), ("parent_stance", "parent"))
#: A reading that leaves nothing to show.
_SILENT: Final = ["comment", "unclear", "not_scored"]


def stance(
    modelled_stance: pl.DataFrame, posts: pl.DataFrame, scores: pl.DataFrame, edits: pl.DataFrame
) -> pl.DataFrame:
    """One row a post in a thread.

    Where others (``--scores``, ``--labels``) read a post, their reading replaces ours; where they do not, ours stays. A
    direct answer to the claim says to its parent what it says of the claim: of the two one is enough, in both
    directions. Elsewhere what others do not say of a post (to its parent, or toward the claim) stays ours. What an editor
    says of a post goes before all of them; where it is what they say too, nothing is overruled and the row stays as it is.

    Parameters
    ----------
    modelled_stance
        What our own rules and model read.
    posts
        They say what answers the claim directly.
    scores
        Readings by others.
    edits
        What an editor set; rows of the kind ``stance`` count.

    Returns
    -------
    polars.DataFrame
        Table ``stance``, sorted by thread and post. Where others are followed, ``rule`` is ``external:<by>``,
        ``label:<by>`` or ``editor`` (with the rule that stood there behind it where half of the row is still as it was and
        says something), ``span`` is null unless that half is ours, and the probabilities are null.
    """
    theirs = scores.filter(pl.col("measure").is_in(["stance", "parent_stance"]))
    rows = modelled_stance
    if theirs.height:
        rows = _merged(rows, posts, *(_read(theirs, *names) for names in _SIDES))
    edited = _edited(edits, rows)
    return _merged(rows, posts, *edited) if edited[0].height else rows


def _edited(edits: pl.DataFrame, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What an editor says that the row does not say yet, toward the claim; toward the post answered nothing is set."""
    said = (
        edits.filter(pl.col("kind") == "stance")
        .join(rows.select("post_id", "toward_claim"), on="post_id")
        .filter(pl.col("value") != pl.col("toward_claim"))
        .select("post_id", "value", confidence=1.0, rule=pl.lit(EDITOR))
    )
    return _named(said, "claim"), _named(said.clear(), "parent")


def _merged(
    readings: pl.DataFrame, posts: pl.DataFrame, of_claim: pl.DataFrame, of_parent: pl.DataFrame
) -> pl.DataFrame:
    """Put other readings in place of the row's, each side by itself but for direct answers."""
    rows = (
        readings.join(posts.select("post_id", "parent_id"), on="post_id", how="left")
        .join(of_claim, on="post_id", how="left")
        .join(of_parent, on="post_id", how="left")
    )
    direct = (pl.col("parent_id") == pl.col("claim_id")).fill_null(value=False)
    rows = rows.with_columns(
        _follows("claim", "parent", direct, _TO_CLAIM) + _follows("parent", "claim", direct, _TO_PARENT)
    )
    claimed, answered = pl.col("claim_says_").is_not_null(), pl.col("parent_says_").is_not_null()
    ours_left = (
        pl.when(claimed & answered).then(pl.lit("unclear"))
        .when(claimed).then("toward_parent")
        .otherwise("toward_claim")
    )  # fmt: skip
    keeps = ~ours_left.is_in(_SILENT) & pl.col("rule").is_not_null()
    touched = claimed | answered
    named = pl.concat_list("claim_rule_", "parent_rule_").list.drop_nulls().list.unique(maintain_order=True)
    rule = pl.when(keeps).then(named.list.join(", ") + ", " + pl.col("rule")).otherwise(named.list.join(", "))
    merged = rows.with_columns(
        toward_claim=pl.coalesce("claim_says_", "toward_claim"),
        toward_parent=pl.coalesce("parent_says_", "toward_parent"),
        claim_confidence=pl.when(claimed).then("claim_sure_").otherwise("claim_confidence"),
        parent_confidence=pl.when(answered).then("parent_sure_").otherwise("parent_confidence"),
        span=pl.when(~touched | keeps).then("span"),
        rule=pl.when(touched).then(rule).otherwise("rule"),
        **{
            name: pl.when(~claimed).then(name)
            for name in ("likeliest", "p_support", "p_deny", "p_query", "p_comment")
        },
    )
    return schema.conform(merged.sort("thread_id", "post_id"), "stance")


def _read(theirs: pl.DataFrame, measure: str, side: str) -> pl.DataFrame:
    """What others read of one measure."""
    return _named(chosen(theirs, measure), side)


def _named(said: pl.DataFrame, side: str) -> pl.DataFrame:
    """Readings with the names of one side of the row."""
    sure = pl.when(pl.col("value") != "unclear").then("confidence")
    return said.select(
        "post_id",
        pl.col("value").alias(f"{side}_says"),
        sure.alias(f"{side}_sure"),
        pl.col("rule").alias(f"{side}_rule"),
    )


def _follows(side: str, other: str, direct: pl.Expr, words: dict[str, str]) -> list[pl.Expr]:
    """The reading of one side: what others say of it, or what follows from the other side of a direct answer."""
    said = pl.col(f"{side}_says").is_not_null()
    follows = pl.col(f"{other}_says").replace_strict(words, default=None, return_dtype=pl.String)
    return [
        pl.when(said).then(f"{side}_says").when(direct).then(follows).alias(f"{side}_says_"),
        *(
            pl.when(said).then(f"{side}_{name}").when(direct).then(f"{other}_{name}").alias(f"{side}_{name}_")
            for name in ("sure", "rule")
        ),
    ]
