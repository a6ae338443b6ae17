"""What was collected and folded, without some posts and people -> the same tables with no row about them."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from threadscope.collect.fold import Folded
from threadscope.collect.intake import Collected

__all__ = ["without"]


def without(
    collected: Collected, folded: Folded, left_out: pl.DataFrame, people: pl.Series
) -> tuple[Collected, Folded]:
    """Drop every row that would give away what posts said: copies, older versions, notes, requests and absences.

    Parameters
    ----------
    collected, folded
        With all posts but those that are left out; the other tables still hold them.
    left_out
        Posts, one row each.
    people
        Ids of people who go altogether; copies of answers to them no longer say whom they answer.
    """
    older = folded.aliases.join(left_out, on="post_id", how="semi")["alias_id"]
    ids = pl.concat([left_out["post_id"], older]).implode()
    stays = ~pl.col("post_id").is_in(ids)
    gone = pl.col("author_id").is_in(people.implode())
    handles = pl.concat([frame.filter(gone)["handle"] for frame in (folded.people, left_out)])
    unnamed = pl.col("reply_to_author_id").is_in(people.implode()).fill_null(value=False) | pl.col(
        "reply_to_handle"
    ).str.to_lowercase().is_in(handles.str.to_lowercase().drop_nulls().implode()).fill_null(value=False)
    return (
        replace(
            collected,
            observations=collected.observations.filter(stays).with_columns(
                pl.when(~unnamed).then(name).alias(name) for name in ("reply_to_author_id", "reply_to_handle")
            ),
            notes=collected.notes.filter(stays),
            note_requests=collected.note_requests.filter(stays),
            absences=collected.absences.filter(stays),
        ),
        replace(folded, people=folded.people.filter(~gone)),
    )
