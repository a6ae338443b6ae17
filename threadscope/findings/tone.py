"""Whether the words of a thread, or of those on one side of it, lean, as far as a word list can tell."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.findings.amounts import counted, person
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings

__all__ = ["tone"]

#: Below so many people an interval over people says little: of a whole thread, and of one side of it.
_LEAST_PEOPLE: Final = {"all": 30, "camp": 20, "toward": 20}
#: Groups that are told of, in their order: what somebody said outright, before a side that was worked out.
_TOLD: Final = ("all", "support", "deny", "query", "claim", "dispute")
_MOST: Final = 3
#: Posts that labellers call neutral score this much on average: word lists lean themselves (tests/accuracy/score_sentiment.py).
_NEUTRAL: Final = {"textblob": 0.06, "vader": 0.10, "blend": -0.07}
_OF_LIST: Final = {"textblob": "TextBlob", "vader": "VADER", "blend": "the blend"}
#: The interval must clear both zero and what neutral posts score by so much.
_MARGIN: Final = 0.02
_NAMED: Final = 3
_TOWARD: Final = {
    "support": "read as supporting the claim",
    "deny": "read as denying the claim",
    "query": "read as asking about the claim",
}


def _group(row: Row) -> str:
    people = counted(row["n_people"], "person", "people")
    posts = counted(row["n_readable"], "post")
    if row["grouped_by"] == "camp":
        return f"{posts} by {people} placed on the side that {row['named']}"
    if row["grouped_by"] == "toward":
        return f"{posts} by {people}, {_TOWARD[row['group']]},"
    return f"{posts} by {people}"


def _wording(row: Row) -> str:
    lists = [_OF_LIST[name] for name in row["backends"] if name in _OF_LIST]
    if lists:
        by = f"By a word list ({' and '.join(lists)}), which knows no irony,"
        beside = f", where posts that people call neutral score about {row['neutral']:+.2f}"
    else:
        by, beside = "By the scores that were given with --scores or --labels,", ""
    words: list[str] = []
    for post in row["strongest"]:
        for word in post["words"] or ():
            named = f"“{word['word']}” ({person(post['handle'], post['author_id'])})"
            if (word["polarity"] > 0) == row["up"] and f"“{word['word']}”" not in {
                w.split(" (")[0] for w in words
            }:
                words.append(named)
                break
    behind = f" The strongest words behind it: {', '.join(words[:_NAMED])}." if words else ""
    lean = "positive" if row["up"] else "negative"
    return (
        f"{by} the words of {_group(row)} lean {lean}: {row['mean']:+.2f} on average on a scale from -1 to +1, "
        f"95% interval {row['low']:+.2f} to {row['high']:+.2f}{beside}.{behind}"
    )


def _clear(tone_groups: pl.DataFrame, sentiment: pl.DataFrame) -> pl.DataFrame:
    """The groups whose interval clears zero and what neutral posts score."""
    neutral = pl.col("backend").replace_strict(_NEUTRAL, default=0.0)
    read = sentiment.filter(pl.col("polarity").is_not_null())
    lists = read.group_by("thread_id").agg(
        backends=pl.col("backend").unique().sort(), highest=neutral.max(), lowest=neutral.min()
    )
    least = pl.col("grouped_by").replace_strict(_LEAST_PEOPLE, default=None)
    wide = tone_groups.filter(pl.col("group").is_in(_TOLD) & (pl.col("n_people") >= least)).join(
        lists, on="thread_id"
    )
    up = pl.col("low") > pl.max_horizontal("highest", pl.lit(0.0)) + _MARGIN
    down = pl.col("high") < pl.min_horizontal("lowest", pl.lit(0.0)) - _MARGIN
    return wide.filter(up | down).with_columns(
        up=up,
        neutral=pl.when(up).then("highest").otherwise("lowest"),
        n_readable=pl.col("n_posts") - pl.col("n_not_scored"),
    )


def _strongest(
    clear: pl.DataFrame,
    posts: pl.DataFrame,
    sentiment: pl.DataFrame,
    stance: pl.DataFrame,
    camps: pl.DataFrame,
) -> pl.DataFrame:
    """The posts that lean most, of each of these groups."""
    known = (
        sentiment.filter(pl.col("status") == "scored")
        .join(posts.select("post_id", "author_id", "handle"), on="post_id")
        .join(stance.select("post_id", toward="toward_claim"), on="post_id", how="left")
        .join(camps.select("thread_id", "author_id", "camp"), on=["thread_id", "author_id"], how="left")
        .with_columns(all=pl.lit("all"))
    )
    groups = [
        known.join(
            clear.filter(pl.col("grouped_by") == name).select("thread_id", "grouped_by", "group", "up"),
            left_on=["thread_id", name],
            right_on=["thread_id", "group"],
        ).select(
            "thread_id",
            "grouped_by",
            pl.col(name).alias("group"),
            "up",
            "polarity",
            "post_id",
            "words",
            "handle",
            "author_id",
        )
        for name in _LEAST_PEOPLE
    ]
    leaning = pl.concat(groups).filter((pl.col("polarity") > 0) == pl.col("up"))
    return (
        leaning.sort(-pl.col("polarity").abs(), "post_id")
        .group_by("thread_id", "grouped_by", "group", maintain_order=True)
        .agg(
            evidence=pl.col("post_id").head(MOST_EVIDENCE),
            strongest=pl.struct("post_id", "handle", "author_id", "words").head(MOST_EVIDENCE),
        )
    )


def tone(
    posts: pl.DataFrame,
    sentiment: pl.DataFrame,
    tone_groups: pl.DataFrame,
    stance: pl.DataFrame,
    camps: pl.DataFrame,
) -> pl.DataFrame:
    """Say that the words of a thread or of a side lean, where an interval over its people clears what neutral posts score."""
    clear = _clear(tone_groups, sentiment)
    named = (
        camps.filter(pl.col("named").is_not_null())
        .select("thread_id", "named", group="camp")
        .unique(["thread_id", "group"])
    )
    told = (
        clear.join(
            _strongest(clear, posts, sentiment, stance, camps), on=["thread_id", "grouped_by", "group"]
        )
        .join(named, on=["thread_id", "group"], how="left")
        .sort("thread_id", pl.col("group").replace_strict({name: at for at, name in enumerate(_TOLD)}))
        .with_columns(value=pl.col("mean"), n_evidence=pl.col("n_scored"), confidence=pl.lit(0.95))
    )
    return findings(told, _wording, kind="tone", rule="interval_over_people_clears_neutral", most=_MOST)
