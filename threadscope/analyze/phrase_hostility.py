"""Posts and answers -> hostile passages that our phrase list finds, to whom they are said, and the words."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.words.hostile_passages import hostile_passages
from threadscope.analyze.words.hostile_search import may_be_hostile
from threadscope.analyze.words.language import in_english

__all__ = ["phrase_hostility"]

#: Insults: the lower end of the 95 % interval of the share of hits that a reader confirmed. Of the other kinds 3 hits were
#: found, too few to measure: their number is what was aimed at (docs/measures/phrase_hostility.md).
_CONFIDENCE: Final = {"insult": 0.94, "slur": 0.85, "accusation_of_lying": 0.85}
#: A post that X gives no language is read if it is English, or if the hostile words themselves can be nothing else.
_ENGLISH_WORDS: Final = r"(?i)\b(?:you|your|you're|yourself|youre|yall|u|ur|shut|stop|stfu|liar)\b"
#: Nouns without "you" call whom a post answers only if it speaks to a "you", or answers an answer.
_SPEAKS_TO_SOMEBODY: Final = r"(?i)\b(?:you|u|ur|your|yours|yourself|you're|youre)\b"
_LEADING_MENTIONS: Final = r"^\s*(?:\.?[@＠]\w+[\s:,]*)+"
_FOUND: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "text": pl.String,
    "begins": pl.Int64,
    "place": pl.Int64,
    "kind": pl.String,
    "words": pl.String,
    "rule": pl.String,
    "addressed": pl.List(pl.String),
    "addresses": pl.Boolean,
}


def _passages(posts: pl.DataFrame) -> pl.DataFrame:
    """Search every text once, however often it was posted."""
    texts = posts.select("text", "begins").unique().sort("text", "begins")
    rows = [
        (
            text,
            begins,
            one.start,
            one.kind,
            text[one.start : one.end],
            one.rule,
            list(one.addressed),
            one.addresses,
        )
        for text, begins in texts.iter_rows()
        for one in hostile_passages(text, begins)
    ]
    return pl.DataFrame(rows, schema=_FOUND, orient="row")


def _candidates(posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Posts that may be hostile, with where their text begins and whom they answer.

    In front of an answer mentions are X's, not the author's; in front of any other post they say to whom it speaks.
    """
    target = answers.select("post_id", "target_id", "target_author_id", answers_another=True)
    mentions = (
        pl.col("text").str.extract(f"({_LEADING_MENTIONS})").str.len_chars().fill_null(0).cast(pl.Int64)
    )
    begins = pl.col("display_from").fill_null(0).cast(pl.Int64)
    placed = posts.filter(pl.col("thread_id").is_not_null())
    return (
        placed.with_columns(english=in_english(placed))
        .filter(pl.col("english") | pl.col("lang").is_null())
        .filter(may_be_hostile(pl.col("text")))
        .join(target, on="post_id", how="left")
        .with_columns(
            begins=pl.when("answers_another").then(pl.max_horizontal(begins, mentions)).otherwise(begins)
        )
    )


def _addressed() -> pl.Expr:
    """Handles beside the words; else, in a post that answers nobody, those with which it begins."""
    begins_with = pl.col("text").str.extract(f"({_LEADING_MENTIONS})").str.extract_all(r"\w+")
    to_all = pl.col("parent_id").is_null() & (pl.col("addressed").list.len() == 0) & pl.col("addresses")
    return pl.when(to_all).then(begins_with.fill_null([])).otherwise("addressed")


def _people(posts: pl.DataFrame) -> pl.DataFrame:
    """Handle (in small letters) -> person, for each thread; a handle that two people have had names nobody."""
    return (
        posts.select("thread_id", "author_id", addressed=pl.col("handle").str.to_lowercase())
        .drop_nulls()
        .unique()
        .filter(pl.len().over("thread_id", "addressed") == 1)
        .rename({"author_id": "named_id"})
    )


def phrase_hostility(posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """One row a hostile passage: of each kind the first in a post.

    A passage is an insult said to somebody, a slur, or an accusation of lying said to somebody. Sentiment plays no part.
    What somebody says to themselves, in a post under their own, counts only if it is a slur.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    answers
        Who answered whom.

    Returns
    -------
    polars.DataFrame
        Table ``phrase_hostility``, by thread, time and post. ``target_author_id`` is who wrote the post answered, or who is
        mentioned right beside the words; null where the words name somebody who wrote nothing in the thread, and for
        slurs that are said of a group.
    """
    candidates = _candidates(posts, answers)
    if candidates.is_empty():
        return schema.empty("phrase_hostility")
    found = candidates.join(_passages(candidates), on=["text", "begins"])
    called = ~pl.col("rule").str.starts_with("called_at") | (
        pl.col("answers_another").fill_null(value=False)
        & ((pl.col("depth") > 1) | pl.col("text").str.contains(_SPEAKS_TO_SOMEBODY))
    )
    # "You" in a post that answers nobody and names nobody may be anybody: the dead, the famous, all the world.
    somebody = (
        pl.col("answers_another").fill_null(value=False) | (pl.col("n_named") > 0) | ~pl.col("addresses")
    )
    english = pl.col("english") | pl.col("words").str.contains(_ENGLISH_WORDS)
    archived = posts.select(target_id="post_id", archived=True)
    rows = (
        found.with_columns(addressed=_addressed())
        .with_columns(n_named=pl.col("addressed").list.len())
        .filter(english & called & somebody)
        .with_columns(addressed=pl.col("addressed").list.first().str.to_lowercase())
        .join(_people(posts), on=["thread_id", "addressed"], how="left")
        .join(archived, on="target_id", how="left")
        .with_columns(
            target_author_id=pl.when("addresses").then(
                pl.when(
                    (pl.col("n_named") == 0)
                    | (pl.col("addressed") == pl.col("reply_to_handle").str.to_lowercase())
                )
                .then("target_author_id")
                .when(pl.col("n_named") == 1)
                .then("named_id")
            ),
            target_id=pl.when("archived").then("target_id"),
            to_self=pl.col("parent_id").is_not_null() & pl.col("answers_another").is_null(),
        )
        .filter((pl.col("kind") == "slur") | ~(pl.col("to_self") & (pl.col("n_named") == 0)))
        .filter((pl.col("target_author_id") != pl.col("author_id")).fill_null(value=True))
        .with_columns(confidence=pl.col("kind").replace_strict(_CONFIDENCE, return_dtype=pl.Float64))
        .sort("thread_id", "created_at", "post_id", "place", nulls_last=True)
    )
    return schema.conform(rows, "phrase_hostility")
