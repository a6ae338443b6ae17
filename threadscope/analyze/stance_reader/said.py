"""Acts of each post -> the one thing that its own words say to the post it answers, if they say one."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.analyze.words.aim import aim

__all__ = ["TELLING_QUESTIONS", "said"]

#: Questions that labels of direct answers confirm as questions about the claim; a plain one may be about anything.
TELLING_QUESTIONS: Final = ("asks_whether_so", "asks_back", "asks_negatively", "asks_which")
#: Agreement that labels confirm of direct answers too: "yes" and "true" begin many other things.
_STRONG: Final = ("says_agree", "says_exactly", "says_you_are_right", "confirms")
#: Agreement with a post's wording or with having read it, more than with what it says.
_WEAK_WORDS: Final = ("this", "+1", "same")
#: Denials that say whom they deny. Any other below a denial may well join in: "this is fake", both say.
_TO_YOU: Final = (
    "calls_you_liar", "disagrees", "says_you_are_wrong", "says_you_spread_it", "says_you_keep_at_it", "tells_to_check", "tells_to_stop",
)  # fmt: skip
_COLUMNS: Final = ("span", "rule", "starts_at")


def _one(acts: pl.DataFrame, act: str) -> pl.DataFrame:
    """The first act of that name of each post."""
    found = acts.filter(pl.col("act") == act).sort("post_id", "starts_at", "rule")
    return found.unique("post_id", keep="first", maintain_order=True).select(
        "post_id", pl.lit(True).alias(act), *(pl.col(name).alias(f"{act}_{name}") for name in _COLUMNS)
    )


def _aimed_elsewhere(posts: pl.DataFrame) -> pl.Expr:
    """Denials whose own words name somebody else than the author of the post answered."""
    denials = posts.filter("denies").select(
        "text", "denies_starts_at", "denies_span", "display_from", "post_id"
    )
    elsewhere = [
        post_id
        for text, start, span, begins, post_id in denials.iter_rows()
        if (found := aim(text, start, start + len(span), begins or 0)) and found.at in {"others", "named"}
    ]
    return pl.col("post_id").is_in(elsewhere)


def said(posts: pl.DataFrame, acts: pl.DataFrame) -> pl.DataFrame:
    """Add what each post says outright to the post it answers.

    Parameters
    ----------
    posts
        Posts in reading order, with ``text``, ``parent_id``, ``author_id``, ``display_from``, ``claim_id``.
    acts
        Table ``acts``.

    Returns
    -------
    polars.DataFrame
        The posts, in the same order, with ``direct`` (answers its claim's post), ``answers_another``; ``says``:
        deny, agree, both, ask or null; ``strong``: whether an agreement is one that labels confirm of direct answers;
        ``said_span`` and ``said_rule``.
    """
    rows = posts
    done = set(acts["act"])
    for act in ("denies", "agrees", "asks"):
        if act in done:
            rows = rows.join(_one(acts, act), on="post_id", how="left", maintain_order="left").with_columns(
                pl.col(act).fill_null(value=False)
            )
        else:
            nothing = (pl.lit(None, acts.schema[name]).alias(f"{act}_{name}") for name in _COLUMNS)
            rows = rows.with_columns(pl.lit(False).alias(act), *nothing)
    parents = rows.select(
        parent_id="post_id", parent_author_id="author_id", parent_asks="asks", parent_denies="denies"
    )
    rows = rows.join(parents, on="parent_id", how="left", maintain_order="left")
    own = (pl.col("parent_author_id") == pl.col("author_id")).fill_null(value=False)
    direct = (pl.col("parent_id") == pl.col("claim_id")).fill_null(value=False)
    rows = rows.with_columns(
        answers_another=pl.col("parent_id").is_not_null() & ~own,
        direct=direct & ~own,
    )
    # "No, it isn't" below "Is it true?" answers a question; it denies nobody, unless the question is the claim.
    heard = pl.col("answers_another") & (~pl.col("parent_asks").fill_null(value=False) | pl.col("direct"))
    joins_in = (
        ~pl.col("direct")
        & pl.col("parent_denies")
        & ~pl.col("denies_rule").is_in(_TO_YOU)
        & ~pl.col("agrees")
    )
    denies = heard & pl.col("denies") & ~_aimed_elsewhere(rows) & ~joins_in.fill_null(value=False)
    agrees = heard & pl.col("agrees")
    says = (
        pl.when(denies & agrees).then(pl.lit("both"))
        .when(denies).then(pl.lit("deny"))
        .when(agrees).then(pl.lit("agree"))
        .when(pl.col("answers_another") & pl.col("asks")).then(pl.lit("ask"))
    )  # fmt: skip
    rows = rows.with_columns(says=says)
    by_act = {"deny": "denies", "agree": "agrees", "both": "agrees", "ask": "asks"}
    strong = pl.col("agrees_rule").is_in(_STRONG) & ~pl.col("agrees_span").str.to_lowercase().is_in(
        _WEAK_WORDS
    )
    return rows.with_columns(
        strong=strong.fill_null(value=False),
        **{
            f"said_{name}": pl.coalesce(
                pl.when(pl.col("says") == what).then(f"{act}_{name}") for what, act in by_act.items()
            )
            for name in ("span", "rule")
        },
    )
