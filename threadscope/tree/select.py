"""Tables of an archive -> the rows that belong to one thread, or to some."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

__all__ = ["meetings", "of_thread"]

#: Files that are read beside the exports: they belong to every thread.
_BESIDE: Final = ("labels", "scores")


def of_thread(tables: Mapping[str, pl.DataFrame], thread_id: str) -> dict[str, pl.DataFrame]:
    """Take from every base table the rows that belong to one thread."""
    in_tree = pl.col("thread_id") == thread_id
    posts = tables["posts"].filter(in_tree)
    ghosts = tables["ghosts"].filter(in_tree)
    aliases = tables["aliases"].filter(pl.col("post_id").is_in(posts["post_id"].implode()))
    ids = pl.concat([posts["post_id"], ghosts["post_id"], aliases["alias_id"]])
    in_thread = pl.col("post_id").is_in(ids.implode())
    observations = tables["observations"].filter(in_thread)
    beside = tables["sources"].filter(pl.col("dialect").is_in(_BESIDE))["source"]
    files = pl.concat([observations["source"], tables["note_files"]["source"], beside]).unique().implode()
    reposted = (pl.col("kind") == "repost") & pl.col("target_id").is_in(ids.implode())
    authors = pl.concat([posts["author_id"], ghosts["author_id"].drop_nulls()]).unique().implode()
    edits = tables["edits"]
    about = (
        (pl.col("kind") == "left_out_post")
        | pl.col("post_id").is_null()
        | pl.col("post_id").is_in(posts["post_id"].implode())
    )
    return {
        "absences": tables["absences"].filter(in_thread),
        "aliases": aliases,
        "cursors": tables["cursors"].filter(
            in_thread.fill_null(value=False) | (pl.col("post_id").is_null() & pl.col("source").is_in(files))
        ),
        "edits": edits.filter(about & (pl.col("thread_id").is_null() | in_tree)),
        "ghosts": ghosts,
        "links": tables["links"].filter(in_thread | reposted),
        "note_files": tables["note_files"],
        "note_requests": tables["note_requests"].filter(in_thread),
        "notes": tables["notes"].filter(in_thread),
        "observations": observations,
        "people": tables["people"].filter(pl.col("author_id").is_in(authors)),
        "posts": posts,
        "problems": tables["problems"].filter(pl.col("source").is_in(files)),
        "scores": tables["scores"].filter(in_thread),
        "sources": tables["sources"].filter(pl.col("source").is_in(files)),
        "threads": tables["threads"].filter(in_tree),
    }


def meetings(tables: Mapping[str, pl.DataFrame], thread_id: str | None) -> dict[str, pl.DataFrame] | None:
    """Take the threads in which somebody writes who writes in others too.

    Parameters
    ----------
    tables
        The base tables of an archive.
    thread_id
        The thread whose people are looked for elsewhere; None for all people.

    Returns
    -------
    dict or None
        The tables with these threads only; None where nobody is met again.
    """
    placed = tables["posts"].filter(pl.col("thread_id").is_not_null())
    wrote = placed.select("thread_id", "author_id").unique()
    again = wrote.filter(pl.len().over("author_id") > 1)
    if thread_id is not None:
        here = again.filter(pl.col("thread_id") == thread_id)
        again = again.join(here, on="author_id", how="semi")
    if not again.height:
        return None
    ids = again["thread_id"].unique().implode()
    kept = {
        name: tables[name].filter(pl.col("thread_id").is_in(ids)) for name in ("ghosts", "posts", "threads")
    }
    return {**tables, **kept}
