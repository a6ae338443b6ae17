"""What each post says outright, and the model's probabilities -> the reading that is shown, or unclear."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.analyze.stance_reader.chain import chained
from threadscope.analyze.stance_reader.model import Model
from threadscope.analyze.stance_reader.said import TELLING_QUESTIONS

__all__ = ["shown"]

_TOWARD_PARENT: Final = {"support": "agree", "deny": "disagree", "query": "ask", "comment": "comment"}
_NEVER: Final = 2.0


def shown(rows: pl.DataFrame, model: Model) -> pl.DataFrame:
    """Decide what is shown of each post.

    Parameters
    ----------
    rows
        What ``said`` returns, with ``claim_kind``, ``scored`` (has words, in English), ``likeliest``, ``p_support`` …
        ``p_comment``, and ``goes_big`` and ``repeats_confidence`` (of posts that say the claim again).
    model
        Its bounds and confidences.

    Returns
    -------
    polars.DataFrame
        The rows with ``toward_claim``, ``toward_parent``, their confidences, ``span`` and ``rule``.
    """
    rows = rows.with_columns(_toward_claim(model)).with_columns(claim_confidence=_claim_confidence(model))
    rows = chained(
        rows.with_columns(_toward_parent(), parent_confidence=pl.lit(None, pl.Float64)).with_columns(
            parent_confidence=_parent_confidence(model)
        ),
        model.confidence["agree"],
    )
    words = pl.col("said_rule").is_not_null() & (
        (pl.col("toward_claim").is_in(["support", "deny", "query"]) & pl.col("claim_kind").is_null())
        | pl.col("toward_parent").is_in(["agree", "disagree", "ask"])
    )
    silent = pl.col("toward_claim").is_in(["unclear", "not_scored"]) & pl.col("toward_parent").is_in(
        ["unclear", "not_scored"]
    )
    rule = (
        pl.when(silent).then(None)
        .when(words).then("said_rule")
        .when(pl.col("by") == "claim").then(pl.lit("is_the_claim"))
        .when(pl.col("by") == "repeats").then(pl.lit("repeats_claim"))
        .otherwise(pl.lit("model"))
    )  # fmt: skip
    return rows.with_columns(span=pl.when(words & ~silent).then("said_span"), rule=rule)


def _passes(model: Model, name: str) -> pl.Expr:
    return pl.col(f"p_{name}") >= model.bounds.get(name, _NEVER)


def _toward_claim(model: Model) -> list[pl.Expr]:
    """The reading toward the claim, and what it goes by: words, model, claim, repeats."""
    is_claim = pl.col("claim_kind").is_in(["chosen", "root"]).fill_null(value=False)
    silent = pl.col("says").is_null()
    words = pl.col("direct") & (pl.col("p_deny") >= model.bounds["deny_words"]) & (pl.col("says") == "deny")
    agreed = pl.col("direct") & pl.col("strong") & (pl.col("says") == "agree")
    asks = pl.col("says") == "ask"
    told = pl.col("said_rule").is_in(TELLING_QUESTIONS) & (pl.col("p_query") >= model.bounds["query_words"])
    asked = pl.col("direct") & (silent | asks) & _passes(model, "query")
    other = [pl.col("direct") & silent & _passes(model, name) for name in ("support", "deny", "comment")]
    cases: list[tuple[pl.Expr, str, str]] = [
        (~pl.col("scored"), "not_scored", "nothing"),
        (is_claim & (pl.col("likeliest") == "query"), "query", "claim"),
        (is_claim, "support", "claim"),
        (pl.col("goes_big"), "support", "repeats"),
        (words, "deny", "words"),
        (agreed, "support", "words"),
        (pl.col("direct") & asks & told, "query", "words"),
        (asked, "query", "model"),
        *((case, name, "model") for case, name in zip(other, ("support", "deny", "comment"), strict=True)),
    ]
    says, by = pl.lit("unclear"), pl.lit("nothing")
    for case, name, source in reversed(cases):
        holds = case.fill_null(value=False)
        says = pl.when(holds).then(pl.lit(name)).otherwise(says)
        by = pl.when(holds).then(pl.lit(source)).otherwise(by)
    return [says.alias("toward_claim"), by.alias("by")]


def _claim_confidence(model: Model) -> pl.Expr:
    sure, claim = model.confidence, pl.col("toward_claim")
    by = pl.col("by")
    return (
        pl.when((by == "claim") & (claim == "query")).then(sure["claim_query"])
        .when(by == "claim").then(sure["claim_support"])
        .when(by == "repeats").then("repeats_confidence")
        .when((by == "words") & (claim == "deny")).then(sure["deny_words"])
        .when((by == "words") & (claim == "support")).then(sure["support_words"])
        .when(by == "words").then(sure["query_words"])
        .when(by == "model").then(claim.replace_strict(sure, default=None, return_dtype=pl.Float64))
    )  # fmt: skip


def _toward_parent() -> pl.Expr:
    """A direct answer says to its parent what it says of the claim; a nested one, what its own words say."""
    follows = pl.col("direct") & pl.col("toward_claim").is_in(list(_TOWARD_PARENT))
    nested = ~pl.col("direct")
    return (
        pl.when(~pl.col("scored")).then(pl.lit("not_scored"))
        .when(follows & pl.col("claim_kind").is_null()).then(pl.col("toward_claim").replace_strict(_TOWARD_PARENT, default=None))
        .when(nested & (pl.col("says") == "deny")).then(pl.lit("disagree"))
        .when(nested & (pl.col("says") == "agree")).then(pl.lit("agree"))
        .when(pl.col("says") == "ask").then(pl.lit("ask"))
        .otherwise(pl.lit("unclear"))
        .alias("toward_parent")
    )  # fmt: skip


def _parent_confidence(model: Model) -> pl.Expr:
    sure = model.confidence
    toward = pl.col("toward_parent")
    asks = (
        pl.when(pl.col("said_rule") == "asks_whether_so")
        .then(sure["asks_whether_so"])
        .otherwise(sure["asks"])
    )
    return (
        pl.when(toward.is_in(["unclear", "not_scored"])).then(None)
        .when(pl.col("direct") & pl.col("claim_confidence").is_not_null()).then("claim_confidence")
        .when(toward == "disagree").then(sure["deny_words"])
        .when(toward == "agree").then(sure["agree"])
        .when(toward == "ask").then(asks)
    )  # fmt: skip
