"""Observations, absences and notes of one archive -> what the first and the last capture of a post say differently."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.diff.holdings import newest_absences
from threadscope.diff.noted import note_changes
from threadscope.diff.rows import rows, told
from threadscope.diff.sayings import count_changes, handle_changes, text_changes, withheld_changes
from threadscope.schema.compared import COUNT_WORDS

__all__ = ["changes_seen"]

_COUNTS: Final = list(COUNT_WORDS)
_OF_POST: Final = ("thread_id", "author_id", "handle")


def changes_seen(
    posts: pl.DataFrame,
    observations: pl.DataFrame,
    absences: pl.DataFrame,
    notes: pl.DataFrame,
    aliases: pl.DataFrame,
    captures: pl.DataFrame,
) -> pl.DataFrame:
    """One row a thing that the first and the last capture which say it say differently, within one archive.

    Only copies with a time of capture count. Which posts are new cannot be told within one archive: there is no saying
    what its first capture looked for. `threadscope.diff` compares two archives.

    Parameters
    ----------
    posts
        The archived posts; those that stand in no tree are left out.
    observations
        Every copy of them.
    absences, notes
        Signs that a post is not to be had, and evidence about notes.
    aliases
        Older versions of edited posts.
    captures
        Counts by post and time of capture.

    Returns
    -------
    polars.DataFrame
        Table ``changes_seen``, most telling first.
    """
    standing = posts.filter(pl.col("thread_id").is_not_null()).select(
        "post_id", *_OF_POST, "captured_at", "text"
    )
    timed = observations.filter(pl.col("captured_at").is_not_null())
    where = standing.select("post_id", *_OF_POST)
    parts = [_gone(standing, absences)] if absences.height else []
    parts.append(_edited(standing, timed, aliases))
    if timed["captured_at"].n_unique() > 1:
        said = _first_and_last_words(timed).join(where, on="post_id")
        parts += [text_changes(said), withheld_changes(said)] if said.height else []
        parts.append(handle_changes(_handles(timed)))
    if captures.height:
        parts.append(count_changes(_first_and_last_counts(captures).join(where, on="post_id")))
    if notes.height:
        parts.append(_placed(_notes(notes, aliases), where))
    return schema.check(told(parts), "changes_seen")


def _first_and_last_words(timed: pl.DataFrame) -> pl.DataFrame:
    """Return text and availability of the first and the last copy of each post that was copied at several times.

    Of copies of one time the one with the longest text counts, so that the order of the files decides nothing.
    """
    at = pl.col("captured_at")
    copies = (
        timed.filter(at.min().over("post_id") < at.max().over("post_id"), pl.col("text").is_not_null())
        .sort(pl.col("text").str.len_chars(), "text", "availability", descending=[True, False, True])
        .unique(["post_id", "captured_at"], keep="first", maintain_order=True)
        .sort("post_id", "captured_at")
    )
    names = ("text", "availability", "captured_at")
    return (
        copies.group_by("post_id", maintain_order=True)
        .agg(
            *(pl.col(name).first().alias(f"{name}_old") for name in names),
            *(pl.col(name).last().alias(f"{name}_new") for name in names),
        )
        .rename({"captured_at_old": "text_old_at", "captured_at_new": "text_new_at"})
    )


def _first_and_last_counts(captures: pl.DataFrame) -> pl.DataFrame:
    """Return of each post and count the first and the last capture that gives it, with the times."""
    parts = []
    for name in _COUNTS:
        given = pl.col(name).is_not_null()
        value, at = pl.col(name).filter(given), pl.col("captured_at").filter(given)
        parts += [value.first().alias(f"{name}_old"), at.first().alias(f"{name}_old_at")]
        parts += [value.last().alias(f"{name}_new"), at.last().alias(f"{name}_new_at")]
    return captures.group_by("post_id", maintain_order=True).agg(parts)


def _gone(standing: pl.DataFrame, absences: pl.DataFrame) -> pl.DataFrame:
    """Return the archived posts that a capture later than the last copy calls gone."""
    signs = standing.join(newest_absences(absences), on="post_id", maintain_order="left")
    return rows(
        signs.filter(pl.col("said_at") > pl.col("captured_at")),
        "gone",
        sure=True,
        field="reason",
        before=pl.col("text"),
        after=pl.col("reason"),
        before_at=pl.col("captured_at"),
        after_at=pl.col("said_at"),
        detail=pl.col("said"),
    )


def _edited(standing: pl.DataFrame, timed: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """Return the edited posts of which an older version was captured before the newest one was."""
    if aliases.is_empty():
        return schema.empty("changes")
    copies = timed.filter(pl.col("text").is_not_null()).sort(
        "captured_at", pl.col("text").str.len_chars(), "text"
    )
    older = (
        copies.join(aliases, left_on="post_id", right_on="alias_id", suffix="_newest", maintain_order="left")
        .sort(pl.col("post_id").str.len_chars(), "post_id", maintain_order=True)
        .group_by(post_id="post_id_newest", maintain_order=True)
        .agg(
            before=pl.col("text").last(), before_at=pl.col("captured_at").last(), was=pl.col("post_id").last()
        )
    )
    newest = copies.group_by("post_id").agg(after_at=pl.col("captured_at").first())
    pairs = standing.join(older, on="post_id", maintain_order="left").join(newest, on="post_id")
    return rows(
        pairs.filter(pl.col("before_at") < pl.col("after_at")),
        "edited",
        sure=True,
        field="text",
        after=pl.col("text"),
        detail=pl.format("version {} became {}", "was", "post_id"),
    )


def _notes(notes: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """Compare of each post and kind of evidence what was observed first with what was observed last."""
    known = notes.filter(pl.col("observed_at").is_not_null())
    if aliases.height:
        known = known.with_columns(pl.col("post_id").replace(aliases["alias_id"], aliases["post_id"]))
    at, of = pl.col("observed_at"), pl.when(pl.col("evidence_kind") == "snapshot").then(1).otherwise(0)
    known = known.with_columns(_of=of)
    spans = known.with_columns(
        _first=at.min().over("post_id", "_of"), _last=at.max().over("post_id", "_of")
    ).filter(pl.col("_first") < pl.col("_last"))
    if spans.is_empty():
        return schema.empty("changes")
    old, new = (spans.filter(at == pl.col(name)).select(notes.columns) for name in ("_first", "_last"))
    unknown = pl.lit(None, notes.schema["observed_at"])
    return note_changes(old, new, unknown, pl.Series([], dtype=pl.String))


def _handles(timed: pl.DataFrame) -> pl.DataFrame:
    """Return the first and the last handle of each author of whom several were captured."""
    named = timed.select("author_id", "handle", "captured_at").drop_nulls()
    several = named.filter(pl.col("handle").n_unique().over("author_id") > 1).unique()
    by_time = several.sort("author_id", "captured_at", "handle").group_by("author_id", maintain_order=True)
    return by_time.agg(
        handle_old=pl.col("handle").first(),
        handle_new=pl.col("handle").last(),
        before_at=pl.col("captured_at").first(),
        after_at=pl.col("captured_at").last(),
    ).filter(pl.col("before_at") < pl.col("after_at"))


def _placed(part: pl.DataFrame, where: pl.DataFrame) -> pl.DataFrame:
    """Give thread and author to changes that know only their post."""
    given = part.drop(_OF_POST).join(where, on="post_id", maintain_order="left")
    return given.select(part.columns)
