"""Posts and who takes which side -> the words that each side uses more, and those that posts set against others."""

from __future__ import annotations

import math
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.set_against import MAY_NAME, set_against
from threadscope.analyze.term_counts import side_of_posts, term_counts, words_of

__all__ = ["terms"]

_TERM: Final = ("thread_id", "term")
#: A word is a side's own from so many standard deviations on, in so many posts by so many of its people.
_LEAST_Z, _LEAST_POSTS, _LEAST_PEOPLE = 1.96, 3, 2
#: … where of all words told at most this share should be there by chance.
_FALSE_SHARE: Final = 0.05
#: The prior weighs as much as this share of the smaller side's words: less, and rare words win; more, and nothing does.
_PRIOR_SHARE: Final = 0.25
#: More words a side say no more.
_MOST: Final = 10
#: Most posts cited for a term.
_MOST_EXAMPLES: Final = 12


def _log_odds(counts: pl.DataFrame) -> pl.DataFrame:
    """Add log-odds ratio and z (Monroe, Colaresi & Quinn 2008, equations 15, 16 and 22).

    The prior of each term is its share of the whole thread; it weighs a quarter of the smaller side's words.
    """
    sums = counts.group_by("thread_id").agg(
        n_1=pl.col("n_claim").sum(), n_2=pl.col("n_dispute").sum(), n_0=pl.col("n_all").sum()
    )
    alpha = pl.col("n_all") / pl.col("n_0") * pl.col("a_0")
    one, other = pl.col("n_claim") + pl.col("a"), pl.col("n_dispute") + pl.col("a")
    odds_one = one / (pl.col("n_1") + pl.col("a_0") - one)
    odds_other = other / (pl.col("n_2") + pl.col("a_0") - other)
    return (
        counts.join(sums, on="thread_id")
        .with_columns(a_0=pl.max_horizontal(_PRIOR_SHARE * pl.min_horizontal("n_1", "n_2"), 1))
        .with_columns(a=alpha)
        .with_columns(log_odds=(odds_one / odds_other).log(), sd=(1 / one + 1 / other).sqrt())
        .filter(pl.col("log_odds").is_finite())
        .with_columns(z=pl.col("log_odds") / pl.col("sd"))
    )


def _against(placed: pl.DataFrame, acts: pl.DataFrame) -> pl.DataFrame:
    """One row a post and term that it sets against another; the opening post answers nothing and sets nothing."""
    apart = acts.filter(pl.col("act") == "distinguishes")["post_id"]
    asked = placed.filter(
        pl.col("parent_id").is_not_null()
        & (pl.col("post_id").is_in(apart.implode()) | pl.col("text").str.contains(MAY_NAME))
    )
    columns = dict.fromkeys(("thread_id", "setter_id", "post_id", "term", "other"), pl.String)
    pairs = [
        (thread_id, author_id, post_id, one, other)
        for thread_id, author_id, post_id, text, begins in asked.select(
            "thread_id", "author_id", "post_id", "text", "display_from"
        ).iter_rows()
        for pair in set_against(text, begins or 0)
        for one, other in (pair, pair[::-1])
    ]
    return pl.DataFrame(pairs, schema=columns, orient="row")


def _contested(against: pl.DataFrame, words: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Terms set against others that, like these, somebody else uses too: one person's pair is no matter in dispute."""
    users = words.select(*_TERM, user_id="author_id").unique()
    by_others = (
        against.join(users, on=_TERM)
        .filter(pl.col("user_id") != pl.col("setter_id"))
        .select(*_TERM, "other", "post_id")
        .unique()
    )
    pair = ("thread_id", "post_id")
    both = by_others.join(
        by_others.select(*pair, term="other", other="term"), on=[*pair, "term", "other"], how="semi"
    )
    many = users.group_by(_TERM).len().filter(pl.col("len") >= _LEAST_PEOPLE)
    return (
        both.join(many, on=_TERM, how="semi")
        .join(posts.select("post_id", "created_at"), on="post_id")
        .sort("created_at", "post_id", nulls_last=True)
        .group_by(_TERM, maintain_order=True)
        .agg(
            against=pl.col("other").unique().sort(),
            against_ids=pl.col("post_id").unique(maintain_order=True).head(_MOST_EXAMPLES),
        )
    )


def _examples(sided: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """The posts of each side that use each term, most answered first."""
    drawn = answers.group_by(post_id="target_id").agg(n_answers=pl.len())
    return (
        sided.join(drawn, on="post_id", how="left")
        .with_columns(pl.col("n_answers").fill_null(0))
        .sort("n_answers", "created_at", "post_id", descending=[True, False, False], nulls_last=True)
        .group_by(*_TERM, "side", maintain_order=True)
        .agg(examples=pl.col("post_id").head(_MOST_EXAMPLES), n_people=pl.col("author_id").n_unique())
    )


def _strong(told: pl.DataFrame) -> pl.Series:
    """Whether a word is its side's own: used enough, z far enough, and so for as many words as were tried.

    Benjamini & Hochberg (1995): of the k-th smallest p-value of m, at most k/m times 5 %.
    """
    n_own = pl.when(pl.col("side") == "claim").then("n_claim").otherwise("n_dispute")
    tried = (n_own >= _LEAST_POSTS) & (pl.col("n_people") >= _LEAST_PEOPLE)
    right_way = (pl.col("z") > 0) == (pl.col("side") == "claim")
    p_values = [math.erfc(abs(z) / math.sqrt(2)) for z in told["z"]]
    ranked = told.select("thread_id", "z", tried=tried, right_way=right_way).with_columns(
        p=pl.when("tried").then(pl.Series(p_values, dtype=pl.Float64))
    )
    m = pl.col("tried").sum().over("thread_id")
    passes = pl.col("p") <= _FALSE_SHARE * pl.col("p").rank("max").over("thread_id") / m
    largest = pl.col("p").filter(passes).max().over("thread_id")
    far = pl.col("z").abs() >= _LEAST_Z
    return ranked.select(
        strong=((pl.col("p") <= largest) & far & pl.col("right_way")).fill_null(value=False)
    ).to_series()


def terms(
    posts: pl.DataFrame,
    answers: pl.DataFrame,
    claims: pl.DataFrame,
    stance: pl.DataFrame,
    acts: pl.DataFrame,
    camps: pl.DataFrame,
) -> pl.DataFrame:
    """One row a word, or two words in a row, that one side uses more, or that a post sets against another.

    Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, "Fightin' Words"): the prior
    is the whole thread. A post counts a word once, and one text of one person counts once. Told from |z| 1.96 on,
    in three posts by two people of the side, as long as at most 5 % of what is told should be there by chance
    (Benjamini & Hochberg 1995), at most ten a side. A word that a post sets against another is told with its true z
    where two people use it.

    Returns
    -------
    polars.DataFrame
        Table ``terms``, by thread, strongest first. Threads in which one side is silent have no rows.
    """
    placed = posts.filter(
        pl.col("thread_id").is_not_null() & pl.col("text").is_not_null() & pl.col("author_id").is_not_null()
    )
    against = _against(placed, acts)
    sides = side_of_posts(placed, claims, stance, acts, camps, against.select("post_id").unique())
    both = sides.group_by("thread_id").agg(n=pl.col("side").n_unique()).filter(pl.col("n") == 2)
    if both.is_empty():
        return schema.empty("terms")
    threads = both.select("thread_id")
    words = words_of(placed.join(threads, on="thread_id", how="semi"))
    sided = words.join(sides.select("post_id", "side"), on="post_id")
    scored = _log_odds(term_counts(words, sided))
    contested = _contested(against, words, placed)
    more = (
        pl.when(pl.col("n_dispute") == 0)
        .then(pl.lit("claim"))
        .when(pl.col("n_claim") == 0)
        .then(pl.lit("dispute"))
    )
    by_sign = pl.when(pl.col("log_odds") > 0).then(pl.lit("claim")).otherwise(pl.lit("dispute"))
    told = (
        scored.filter(pl.col("n_claim") + pl.col("n_dispute") > 0)
        .with_columns(side=more.otherwise(by_sign))
        .join(contested, on=_TERM, how="left")
        .with_columns(is_contested=pl.col("against").is_not_null())
        .join(_examples(sided, answers), on=[*_TERM, "side"])
    )
    strength = pl.col("z").abs()
    kept = (
        told.with_columns(strong=_strong(told), strength=strength)
        .filter(pl.col("strong") | pl.col("is_contested"))
        .with_columns(pl.col("against", "against_ids").fill_null(pl.lit([], schema.IDS)))
        .sort("thread_id", "is_contested", "strength", "term", descending=[False, True, True, False])
        .filter(pl.col("is_contested") | (pl.int_range(pl.len()).over("thread_id", "side") < _MOST))
    )
    return schema.conform(kept, "terms")
