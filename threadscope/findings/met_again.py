"""People who wrote in other threads of the archive too -> what they wrote there, and how long before."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import counted, day, duration, person
from threadscope.findings.quotation import ended, quotation
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings, unite
from threadscope.settings import Settings

__all__ = ["met_again"]

#: So many people a thread are told of.
_MOST: Final = 3
#: Fewer answers in both threads make no meeting worth a sentence.
_ANSWERS: Final = 3
#: Who wrote fewer posts in a thread, and is not known in it for anything else, does not matter in it.
_POSTS: Final = 3
#: Shorter spans are told by the day.
_DAYS_S: Final = 2 * 86_400
#: Words that answer somebody say nothing alone, nor do so few of them.
_WORD, _WORDS = re.compile(r"\w+(?:['’]\w+)*"), 5
_REPLIES: Final = re.compile(
    r"(?:yes|yeah|yep|yup|nope|omg|lol|lmao|haha\w*|ok|okay|thanks|thank you|thx)\b"
    r"|(?:no|true|same|this|exactly|agreed|right|wow|sorry|well|sure)\s*(?:[,.!?…:-]|\Z)",
    re.IGNORECASE,
)
#: Other threads of which a post can be cited, beside the one quoted from and the post here.
_CITED: Final = MOST_EVIDENCE - 2


def _tells(words: str) -> bool:
    """Whether words say something to who has not read what they answer."""
    return not _REPLIES.match(words.strip("“”")) and len(_WORD.findall(words)) >= _WORDS


def _when(row: Row) -> str:
    """When: days between the first posts, where the cited posts show as many; else the day of the cited one."""
    if row["there_day"] is None or row["here_day"] is None:
        return "at a time that is not known"
    if row["there_day"].date() == row["here_day"].date():
        return "the same day"
    apart, shown = row["apart_s"], row["shown_s"]
    if abs(apart) < _DAYS_S or duration(abs(apart)) != duration(abs(shown)) or apart * shown < 0:
        return f"on {day(row['there_day'])}"
    return f"{duration(abs(apart))} {'earlier' if apart >= 0 else 'later'}"


def _wording(row: Row) -> str:
    words = quotation(row["there_text"])
    if not words or not row["text"]:
        return ""
    n = row["n_threads"] - 1
    where = "in another thread of this archive"
    if n > 1:
        many = counted(n, "other thread") if n - 1 <= _CITED else f"more than {_CITED} other threads"
        where = f"in {many} of this archive; in one of them"
    told = f"{person(row['handle'], row['author_id'])} also wrote {where}, {_when(row)}"
    if _tells(words):
        return ended(f"{told}: {words}")
    return ended(told) if row["met"] else ""


def _matter(
    here: pl.DataFrame, posts: pl.DataFrame, claims: pl.DataFrame, turning_points: pl.DataFrame
) -> pl.DataFrame:
    """Those who opened the thread, say what is in dispute, turned the thread, or wrote three posts."""
    turns = posts.join(turning_points.select("post_id"), on="post_id", how="semi")
    opened = posts.filter(pl.col("post_id") == pl.col("thread_id"))
    keys = ["author_id", "thread_id"]
    named = pl.concat([frame.select(keys) for frame in (turns, opened, claims)]).drop_nulls().unique()
    named = named.with_columns(named=pl.lit(value=True))
    told = here.join(named, on=keys, how="left", maintain_order="left")
    return told.filter(pl.col("named").fill_null(value=False) | (pl.col("n_posts") >= _POSTS)).drop("named")


def met_again(
    posts: pl.DataFrame,
    recurring: pl.DataFrame,
    claims: pl.DataFrame,
    turning_points: pl.DataFrame,
    *,
    settings: Settings,
) -> pl.DataFrame:
    """Tell whom of a thread's people other threads of the archive hold too: up to three of those who matter in it.

    Who met somebody again comes first, then who drew most answers. The other thread is the one before, or else the
    one after. Days are those of the zone in the settings.
    """
    if not recurring.height:
        return schema.empty("findings")
    known = posts.select("thread_id").drop_nulls().unique()
    keys = ["author_id", "nth"]
    here = _matter(recurring.join(known, on="thread_id", how="semi"), posts, claims, turning_points)
    there = recurring.select(
        *keys,
        there_text="text",
        there_at="text_at",
        there_ids="post_ids",
        there_answers="n_answers",
        there_first="first_at",
        there_met="met_ids",
    )
    nearest = pl.when(pl.col("nth") > 1).then(pl.col("nth") - 1).otherwise(pl.col("nth") + 1)
    pairs = (
        here.with_columns(nth_here="nth", nth=nearest)
        .join(there, on=keys)
        .filter(pl.max_horizontal("n_answers", "there_answers") >= _ANSWERS)
    )
    rest = recurring.select("author_id", other="nth", other_id=pl.col("post_ids").list.first())
    cited = (
        pairs.select("author_id", "nth", "nth_here")
        .unique()
        .join(rest, on="author_id")
        .filter((pl.col("other") != pl.col("nth")) & (pl.col("other") != pl.col("nth_here")))
        .sort("other")
        .group_by("author_id", "nth", "nth_here")
        .agg(more="other_id")
    )
    apart = (pl.col("first_at") - pl.col("there_first")).dt.total_milliseconds() / 1000
    # the later of the two threads knows whom the person had met before
    met = pl.when(pl.col("nth_here") > pl.col("nth")).then("met_ids").otherwise("there_met")
    told = (
        pairs.join(cited, on=["author_id", "nth", "nth_here"], how="left")
        .with_columns(
            apart_s=apart,
            shown_s=(pl.col("text_at") - pl.col("there_at")).dt.total_milliseconds() / 1000,
            here_day=pl.col("text_at").dt.convert_time_zone(settings.tz),
            there_day=pl.col("there_at").dt.convert_time_zone(settings.tz),
            met=met.list.len() > 0,
            value=apart.abs() / 86_400,
            subject=pl.col("author_id"),
            evidence=unite(
                pl.col("post_ids").list.first(),
                pl.col("there_ids").list.first(),
                pl.col("more").list.head(_CITED),
            ),
            _first=pl.col("post_ids").list.first(),
        )
        .sort(
            "thread_id",
            "met",
            pl.col("n_answers") + pl.col("there_answers"),
            "first_at",
            "_first",
            descending=[False, True, True, False, False],
            nulls_last=True,
        )
    )
    return findings(told, _wording, kind="met_again", rule="same_account", most=_MOST)
