"""Posts, acts, answers and people -> the posts that make the claim of a thread, or say it again."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.words.claim_words import ENDINGS, STOP_WORDS, WORD, passages, passed_on, repetition
from threadscope.analyze.words.language import in_english
from threadscope.settings import Settings

__all__ = ["claims"]

#: Content words that a post must share with the claim to be looked at.
_FEWEST: Final = 4
#: Addresses, and the handle of the person mentioned: nobody's content words.
_NO_WORDS: Final = r"https?://\S+|www\.\S+|[@＠]\w+"
#: Goes big by followers: so many times those of the claim's author, no fewer than so many, and answered at all.
_FOLLOWERS, _LEAST_FOLLOWERS, _LEAST_ANSWERS = 10, 10_000, 2
#: Goes big by answers drawn: so many, and so many times those of the claim.
_ANSWERS, _TIMES_ANSWERS = 5, 2
#: Share of repetitions that readers confirmed (docs/measures/claims.md), rounded down.
_CONFIDENCE: Final = {"near_copy": 0.9, "says_it_again": 0.9}


def _chosen_or_root(placed: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """One row a thread: the post that its claim stands in, where it is archived."""
    is_chosen = pl.col("post_id") == pl.lit(settings.claim, pl.String)
    made = placed.filter(is_chosen | (pl.col("post_id") == pl.col("thread_id"))).with_columns(
        kind=pl.when(is_chosen.fill_null(value=False)).then(pl.lit("chosen")).otherwise(pl.lit("root"))
    )
    return made.sort("thread_id", "kind").unique("thread_id", keep="first", maintain_order=True)


def _content_words(posts: pl.DataFrame) -> pl.DataFrame:
    """One row a post and content word, by its stem."""
    words = pl.col("text").str.replace_all(_NO_WORDS, " ").str.to_lowercase().str.extract_all(WORD)
    every = posts.select("thread_id", "post_id", stem=words).explode(
        "stem", keep_nulls=False, empty_as_null=False
    )
    stems = every.select(word=pl.col("stem").unique()).filter(~pl.col("word").is_in(list(STOP_WORDS)))
    stems = stems.with_columns(short=pl.col("word").str.replace(ENDINGS, "$1"))
    return (
        every.join(stems, left_on="stem", right_on="word")
        .select("thread_id", "post_id", stem="short")
        .unique()
    )


def _candidates(words: pl.DataFrame, made: pl.DataFrame) -> pl.DataFrame:
    """Return the posts that have words of the claim of their thread: how many, and their share by how rare they are."""
    of_claims = words.join(made.select("thread_id", "post_id"), on=["thread_id", "post_id"], how="semi").drop(
        "post_id"
    )
    shared = words.join(of_claims, on=["thread_id", "stem"])
    n_posts = words.group_by("thread_id").agg(n=pl.col("post_id").n_unique())
    rare = (
        shared.group_by("thread_id", "stem")
        .len()
        .join(n_posts, on="thread_id")
        .select("thread_id", "stem", weight=(1 + pl.col("n") / pl.col("len")).log())
    )
    total = rare.group_by("thread_id").agg(total=pl.col("weight").sum())
    return (
        shared.join(rare, on=["thread_id", "stem"])
        .group_by("thread_id", "post_id")
        .agg(n_shared=pl.len(), weight=pl.col("weight").sort().sum())
        .join(total, on="thread_id")
        .select("thread_id", "post_id", "n_shared", overlap=(pl.col("weight") / pl.col("total")).clip(0, 1))
    )


def _english(placed: pl.DataFrame, made: pl.DataFrame) -> pl.DataFrame:
    """Posts in English whose thread's claim is in English.

    A negation in another language would be overlooked.
    """
    told = placed.select("thread_id", "post_id").filter(in_english(placed))
    claims_too = made.join(told, on="post_id", how="semi").select("thread_id")
    return told.join(claims_too, on="thread_id", how="semi").select("post_id")


def _found(candidates: pl.DataFrame, made: pl.DataFrame) -> pl.DataFrame:
    """One row a text that says the claim of its thread again: the passage's words, and the rule."""
    keys = ("thread_id", "text", "display_from", "is_root")
    rows: list[tuple[str, str, int | None, bool, list[str], str]] = []
    texts = candidates.select(keys).unique(maintain_order=True)
    claim_of = {
        thread: (passages(text or "", begins or 0), handle)
        for thread, text, begins, handle in made.join(texts, on="thread_id", how="semi")
        .select("thread_id", "text", "display_from", "handle")
        .iter_rows()
    }
    for thread, text, begins, is_root in texts.iter_rows():
        claim, handle = claim_of[thread]
        if passed_on(text, begins or 0, handle):
            continue
        mine = passages(text, begins or 0)
        said = repetition(mine, claim)
        if said is None and is_root:  # what a chosen claim says again may have lost words on the way
            said = repetition(claim, mine)
        if said is not None:
            rows.append((thread, text, begins, is_root, sorted(said.shared), said.rule))
    columns = {key: candidates.schema[key] for key in keys}
    return pl.DataFrame(rows, schema=columns | {"words": schema.IDS, "rule": pl.String}, orient="row")


def _repeats(placed: pl.DataFrame, acts: pl.DataFrame, made: pl.DataFrame) -> pl.DataFrame:
    english = placed.join(_english(placed, made), on="post_id", how="semi").filter(
        pl.col("text").is_not_null()
    )
    share = _candidates(_content_words(english), made)
    against = acts.filter((pl.col("act") == "denies") | (pl.col("rule") == "asks_whether_so"))
    candidates = (
        english.join(made.select("post_id"), on="post_id", how="anti")
        .join(against, on="post_id", how="anti")
        .join(share.filter(pl.col("n_shared") >= _FEWEST), on=["thread_id", "post_id"])
        .with_columns(is_root=pl.col("post_id") == pl.col("thread_id"))
    )
    if candidates.is_empty():
        return made.clear().with_columns(repeats_id=pl.lit(None, pl.String), overlap=pl.lit(None, pl.Float64))
    found = _found(candidates, made)
    of = made.select("thread_id", repeats_id="post_id")
    return (
        candidates.join(found, on=["thread_id", "text", "display_from", "is_root"], nulls_equal=True)
        .join(of, on="thread_id")
        .with_columns(
            kind=pl.lit("repeats"), confidence=pl.col("rule").replace_strict(_CONFIDENCE, default=None)
        )
    )


def claims(
    posts: pl.DataFrame,
    acts: pl.DataFrame,
    answers: pl.DataFrame,
    people: pl.DataFrame,
    *,
    settings: Settings,
) -> pl.DataFrame:
    """One row a post that makes the claim of its thread or says it again.

    The claim is the post ``settings.claim`` in the thread that holds it, the root elsewhere. A post says it again
    when one of its sentences is made of the claim's words nearly alone, at least four content words, and is no
    question, denial, flip or hearsay. In English only.

    Returns
    -------
    polars.DataFrame
        Table ``claims``, sorted by thread, time and post. A root that is not archived makes no row.
    """
    placed = posts.filter(pl.col("thread_id").is_not_null())
    made = _chosen_or_root(placed, settings).with_columns(
        words=pl.lit([], schema.IDS),
        confidence=1.0,
        rule=pl.when(pl.col("kind") == "chosen").then(pl.lit("set_by_hand")).otherwise(pl.lit("root")),
    )
    columns = ("thread_id", "post_id", "author_id", "created_at", "kind", "words", "confidence", "rule")
    repeats = _repeats(placed, acts, made).select(*columns, "repeats_id", "overlap")
    drawn = answers.group_by(post_id="target_id").agg(n_answers=pl.len().cast(pl.Int64))
    followers = people.select("author_id", followers=pl.col("follower_count"))
    every = (
        pl.concat([made.select(columns), repeats], how="diagonal")
        .join(drawn, on="post_id", how="left")
        .join(followers, on="author_id", how="left")
        .with_columns(pl.col("n_answers").fill_null(0))
    )
    of_claim = every.filter(pl.col("kind") != "repeats").select(
        "thread_id", claim_answers="n_answers", claim_followers="followers", claim_author_id="author_id"
    )
    ratio = (
        pl.when(pl.col("kind") == "repeats", pl.col("claim_followers") > 0)
        .then(pl.col("followers") / pl.col("claim_followers"))
    )  # fmt: skip
    by_followers = (
        (pl.col("audience_ratio") >= _FOLLOWERS)
        & (pl.col("followers") >= _LEAST_FOLLOWERS)
        & (pl.col("n_answers") >= _LEAST_ANSWERS)
    )
    by_answers = (pl.col("n_answers") >= _ANSWERS) & (
        pl.col("n_answers") >= _TIMES_ANSWERS * pl.col("claim_answers")
    )
    told = every.join(of_claim, on="thread_id", how="left").with_columns(audience_ratio=ratio).with_columns(
        goes_big=(
            (pl.col("kind") == "repeats")
            & (pl.col("author_id") != pl.col("claim_author_id"))
            & (by_followers.fill_null(value=False) | by_answers)
        )
    )  # fmt: skip
    return schema.conform(told.sort("thread_id", "created_at", "post_id", nulls_last=True), "claims")
