"""What was read -> the ids that are looked for in the public files: this archive's posts, and the notes it names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope.collect.intake import Collected
from threadscope.collect.moments import snowflake_time
from threadscope.note_links import note_links

__all__ = ["Wanted", "ids_of", "is_among"]

#: Columns of observations that name posts.
_IDS: Final = ("post_id", "conversation_id", "reply_to_id", "quoted_id", "repost_of_id")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for.

    Attributes
    ----------
    posts
        Ids of posts, sorted: archived ones, those that these answer, quote, repost or link to the notes of, versions of
        edited ones.
    seen
        Pairs of a note and the post that it was seen on, from captures; columns note_id, post_id.
    linked
        Ids of notes that posts link to, sorted.
    versions
        Older version of an edited post -> its newest one; columns alias_id, post_id.
    oldest
        When the oldest archived post was written.
    """

    posts: NDArray[np.int64]
    seen: pl.DataFrame
    linked: NDArray[np.int64]
    versions: pl.DataFrame
    oldest: datetime | None

    @property
    def notes(self) -> NDArray[np.int64]:
        """Ids of all notes that are known by their id, sorted."""
        return np.union1d(ids_of(self.seen["note_id"]), self.linked)

    @classmethod
    def of(cls, collected: Collected) -> Wanted:
        """Gather the ids of everything that was read."""
        observations = collected.observations
        versions = _versions(observations)
        links = note_links(observations)
        named = [
            *(observations[name] for name in _IDS),
            collected.absences["post_id"],
            collected.absences["conversation_id"],
            collected.cursors["post_id"],
            collected.notes["post_id"],
            links["about_id"],
        ]
        posts = [ids_of(series) for series in named]
        posts += [ids_of(versions["alias_id"]), ids_of(versions["post_id"])]
        captured = collected.notes.filter(pl.col("evidence_kind") != "snapshot").select(
            _number("note_id"), _number("post_id")
        )
        written = pl.coalesce("created_at", snowflake_time(pl.col("post_id")))
        return cls(
            posts=np.unique(np.concatenate(posts)),
            seen=captured.drop_nulls().unique().sort("note_id", "post_id"),
            linked=ids_of(links["note_id"]),
            versions=versions,
            oldest=observations.select(written.min()).item(),
        )


def ids_of(texts: pl.Series) -> NDArray[np.int64]:
    """Return the ids among texts (or numbers) as numbers, sorted, each once; what is no number is left out."""
    return np.unique(texts.cast(pl.Int64, strict=False).drop_nulls().to_numpy())


def is_among(numbers: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say of each number whether it is among the sorted ones."""
    if not len(wanted):
        return np.zeros(len(numbers), np.bool_)
    places = np.searchsorted(wanted, numbers)
    places[places == len(wanted)] = 0
    return np.equal(wanted[places], numbers)


def _number(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Int64, strict=False)


def _versions(observations: pl.DataFrame) -> pl.DataFrame:
    edited = observations.filter(pl.col("edit_ids").list.len() > 0)
    newest = edited.select(alias_id="edit_ids", post_id=pl.col("edit_ids").list.last()).explode("alias_id")
    pairs = newest.select(_number("alias_id"), _number("post_id")).drop_nulls()
    # A copy that was taken before the last edit knows fewer versions: the newest of all is the post.
    return pairs.group_by("alias_id").agg(pl.col("post_id").max()).sort("alias_id")
