"""Copies of posts -> one row a post: each column from the copy that knows it best, by completeness and by age."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import polars as pl

from threadscope.collect.copies import Copies
from threadscope.collect.moments import snowflake_time
from threadscope.collect.richest_lists import richest_media, richest_urls
from threadscope.collect.richest_text import richest_text
from threadscope.collect.texts import display_from

__all__ = ["Richest", "richest"]

_NEWEST: Final = ("conversation_id", "reply_to_id", "quoted_id", "repost_of_id", "lang", "source_app")
_COUNTS: Final = ("like_count", "reply_count", "repost_count", "quote_count", "bookmark_count", "view_count")
_TEXT: Final = ("text", "text_truncated", "display_from")
_LONGEST: Final = ("mentions", "hashtags", "edit_ids")
_LISTS: Final = ("media", "urls", *_LONGEST)
_REPLY: Final = ("reply_to_id", "reply_to_author_id", "reply_to_handle")


@dataclass(frozen=True, slots=True)
class Richest:
    """One row a post, in the order of ``Copies``.

    Attributes
    ----------
    posts
        What was chosen, column by column.
    taken
        From which copy: its number (``_at``), null where no copy says anything.
    """

    posts: pl.DataFrame
    taken: pl.DataFrame


def richest(copies: Copies, telling: Collection[str]) -> Richest:
    """Choose for each post and column the copy that knows it best.

    Parameters
    ----------
    copies
        Posts seen more than once.
    telling
        Dialects that can tell whether a post is limited or withheld; what others say of it is a default.
    """
    ranks = {name: _if_said(name) for name in _NEWEST} | {name: _length(name) for name in _LONGEST}
    ranks |= {"author_id": _known(), "created_at": _exact(), "availability": _told(telling)}
    taken = copies.choose(ranks)
    # A name belongs to its id: it is taken from a copy that agrees about the id, where there is one.
    author, parent = (copies.value(name, taken[name]) for name in ("author_id", "reply_to_id"))
    agrees = _agrees(_real_author(), copies.beside(author))
    below = _agrees(pl.col("reply_to_id"), copies.beside(parent))
    names = {"handle": _if_said("handle", agrees)}
    names |= {name: _if_said(name, below) for name in ("reply_to_author_id", "reply_to_handle")}
    taken = taken.hstack(copies.choose(names)).with_columns(
        text=richest_text(copies), urls=richest_urls(copies)
    )
    numbers = dict.fromkeys(_TEXT, taken["text"]) | {name: taken[name] for name in taken.columns}
    values = {name: copies.value(name, number) for name, number in numbers.items()}
    posts = pl.DataFrame(values | {"media": richest_media(copies)})
    seen = copies.in_each(
        post_id=pl.col("post_id").first(),
        captured_at=pl.col("captured_at").max(),
        n_observations=pl.len().cast(pl.Int32),
    )
    return Richest(_finished(pl.concat([posts, _counts(copies), seen], how="horizontal")), taken)


def _if_said(name: str, preferred: pl.Expr | None = None) -> pl.Expr:
    """Rank copies that say something equally, so that the newest is chosen; those preferred above the others."""
    return pl.when(pl.col(name).is_not_null()).then(0 if preferred is None else preferred.cast(pl.Int64))


def _agrees(said: pl.Expr, taken: pl.Series) -> pl.Expr:
    return (said == taken).fill_null(value=True)


def _real_author() -> pl.Expr:
    return pl.when(~pl.col("author_id").str.contains("^[@?]")).then(pl.col("author_id"))


def _known() -> pl.Expr:
    """Rank authors: an id stands above a handle (`@handle`), that above nothing (`?post_id`)."""
    author = pl.col("author_id")
    return pl.when(author.str.starts_with("?")).then(0).when(author.str.starts_with("@")).then(1).otherwise(2)


def _exact() -> pl.Expr:
    """Rank times: that which the id itself holds, then milliseconds above seconds, minutes and days."""
    time = pl.col("created_at")
    round_to = [(time.dt.epoch("ms") % unit == 0).cast(pl.Int64) for unit in (1_000, 60_000, 86_400_000)]
    in_the_id = (time == snowflake_time(pl.col("post_id"))).fill_null(value=False)
    return pl.when(time.is_not_null()).then(4 * in_the_id.cast(pl.Int64) + 3 - pl.sum_horizontal(round_to))


def _told(telling: Collection[str]) -> pl.Expr:
    """Rank availability: a dialect that cannot tell says "available" of every post, and stands below others."""
    told = pl.col("dialect").is_in(sorted(telling)) | (pl.col("availability") != "available")
    return pl.when(pl.col("availability").is_not_null()).then(told.cast(pl.Int64))


def _length(name: str) -> pl.Expr:
    length = pl.col(name).list.len().cast(pl.Int64)
    return pl.when(length > 0).then(length)


def _counts(copies: Copies) -> pl.DataFrame:
    """Return the newest counts, field by field; without any capture time the largest.

    Counts mostly grow, so the largest is most likely the newest. Of one capture, what stands under the post itself
    is newer than what stands under it inside another post (see ``Copies``): there some tools write 0.
    """
    timed = pl.col("captured_at").is_not_null()
    newest = copies.choose({name: pl.when(timed & pl.col(name).is_not_null()).then(0) for name in _COUNTS})
    largest = copies.in_each(**{name: pl.when(~timed).then(pl.col(name)).max() for name in _COUNTS})
    return pl.DataFrame({name: copies.value(name, newest[name]).fill_null(largest[name]) for name in _COUNTS})


def _finished(posts: pl.DataFrame) -> pl.DataFrame:
    """Fill what is never null, and let columns fit each other that came from different copies."""
    text, is_reply = pl.col("text"), pl.any_horizontal(pl.col(_REPLY).is_not_null())
    begins = pl.col("display_from").fill_null(0)
    # A copy that does not know that it is a reply does not know either that the mentions stand in front of it.
    unknown = (begins == 0) & is_reply & text.str.starts_with("@")
    own = pl.col("repost_of_id").is_null()
    return posts.with_columns(
        pl.col(_LISTS).fill_null([]),
        *(pl.when(own).then(pl.col(name)).alias(name) for name in _COUNTS),  # a repost has none of its own
        text_truncated=pl.col("text_truncated").fill_null(value=False),
        display_from=pl.when(unknown).then(display_from(text, is_reply)).otherwise(begins),
    )
