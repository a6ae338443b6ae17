"""Threads of an archive -> the one that is meant: by id or address, or because there is only one."""

from __future__ import annotations

import re
from typing import Any, Final

import polars as pl

from threadscope.errors import NoThread, SeveralThreads
from threadscope.tree.build import Forest

__all__ = ["find", "only"]

_ADDRESS: Final = re.compile(r"/status(?:es)?/(\d{1,19})")
_LISTED: Final = 10


def find(forest: Forest, which: str, aliases: pl.DataFrame) -> str:
    """Return the thread that a post, ghost or older version stands in, by its id or address.

    Raises
    ------
    NoThread
        If it stands in none.
    """
    address = _ADDRESS.search(which)
    post_id = address[1] if address else which.strip()
    newest = aliases.filter(pl.col("alias_id") == post_id)["post_id"]
    post_id = newest[0] if len(newest) else post_id
    for table in (forest.posts, forest.ghosts):
        found = table.filter((pl.col("post_id") == post_id) & pl.col("thread_id").is_not_null())["thread_id"]
        if len(found):
            return str(found[0])
    raise NoThread(
        f"no post {post_id!r} stands in a thread of this archive; `threadscope threads` lists those it holds"
    )


def only(forest: Forest, observations: pl.DataFrame) -> str:
    """Return the only thread with more than one post of the export's own, or else the only thread.

    Raises
    ------
    SeveralThreads
        If there are several; the ten largest are listed.
    NoThread
        If there is none.
    """
    threads = forest.threads
    if not threads.height:
        raise NoThread(
            "the archive holds no post that stands in a thread; `threadscope check` says what it holds"
        )
    own = (
        observations.filter(pl.col("place") == "main")
        .select("post_id")
        .unique()
        .join(forest.posts.select("post_id", "thread_id"), on="post_id")
    )
    candidates = threads.filter(pl.col("thread_id").is_in(own["thread_id"].drop_nulls().unique().implode()))
    if not candidates.height:
        candidates = threads
    # A lone post is no quarrel: it does not stand in the way of the one thread that is.
    talks = candidates.filter(pl.col("n_posts") > 1)
    if talks.height != 1 and candidates.height != 1:
        raise SeveralThreads(_list(candidates))
    chosen = talks if talks.height == 1 else candidates
    return str(chosen["thread_id"][0])


def _list(threads: pl.DataFrame) -> str:
    """Say which threads there are, the ten largest, so that one can be chosen."""
    largest = threads.sort(["n_posts", "thread_id"], descending=[True, False]).head(_LISTED)
    lines = [
        f"  {row['thread_id']:<20} {row['n_posts']:>7,} posts  {_who(row)}"
        for row in largest.select("thread_id", "n_posts", "handle", "text").iter_rows(named=True)
    ]
    more = threads.height - largest.height
    return "\n".join(
        [
            f"there are {threads.height:,} threads here; choose one by the id or address of any of its posts:",
            *lines,
            *([f"  … and {more:,} smaller ones"] if more else []),
        ]
    )


def _who(row: dict[str, Any]) -> str:
    handle = f"@{row['handle']}" if row["handle"] else "(root not archived)"
    text = "".join(mark for mark in " ".join((row["text"] or "").split()) if mark.isprintable())
    return f"{handle} {text[:60]}{'…' if len(text) > 60 else ''}".rstrip()
