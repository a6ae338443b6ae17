"""Two archives -> the table `changes`: every post, note and person of both, compared."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.diff.branches import branch_changes, first_posts
from threadscope.diff.holdings import held_by_one, newest_absences, other_versions
from threadscope.diff.noted import note_changes
from threadscope.diff.rows import COUNTS, rows, told
from threadscope.diff.sayings import count_changes, handle_changes, text_changes, withheld_changes
from threadscope.diff.versions import Tables, by_newest, newest_versions

__all__ = ["INPUTS", "changes", "of_thread", "same_threads"]

#: Tables of each archive that are compared, as `Study.table` names them.
INPUTS: Final = ("absences", "aliases", "ghosts", "heads", "notes", "observations", "people", "posts")
_OF_A_POST: Final = ("thread_id", "author_id", "handle", "created_at", "text", "availability", *COUNTS)
_REAL: Final = "^[@?]"


def changes(old: Tables, new: Tables) -> pl.DataFrame:
    """Return what two captures say differently, and what only one of them holds.

    Posts that stand in no tree (bare reposts) are not compared. Versions of an edited post are one post. Nothing is called
    gone, new or changed but what a capture says; a capture that holds less is no deletion. Comparing the two the other way
    round gives the mirror image.

    Parameters
    ----------
    old, new
        The tables ``INPUTS`` of the older and of the newer archive.

    Returns
    -------
    polars.DataFrame
        Table ``changes``, most telling first; the order of the files decides nothing.
    """
    versions = newest_versions(old["aliases"], new["aliases"])
    threads = same_threads(old, new)
    held_old = _held(old, versions).with_columns(
        thread_id=pl.col("thread_id").replace(threads["thread_id"], threads["thread_id_new"])
    )
    held_new = _held(new, versions)
    bound = _captured_until(old["observations"])
    pairs = _pairs(held_old, held_new, old, new, versions).with_columns(bound=bound)
    held_by_both = pairs.filter(pl.col("held_old") & pl.col("held_new"))
    same_version = held_by_both.filter(pl.col("id_old") == pl.col("id_new"))
    fresh = held_new.filter(pl.col("created_at") > bound)["post_id"]
    notes = note_changes(
        by_newest(old["notes"], versions), by_newest(new["notes"], versions), bound=bound, fresh=fresh
    )
    reasons = _reasons(old["ghosts"], new["ghosts"])
    branches = (
        (first_posts(new, old, held_new, versions), "branch_not_in_old", bound),
        (first_posts(old, new, held_old, versions), "branch_not_in_new", None),
    )
    where = _where(held_old, held_new, old["ghosts"], new["ghosts"], threads)
    return told(
        [
            held_by_one(pairs),
            other_versions(held_by_both),
            text_changes(same_version),
            count_changes(held_by_both),
            withheld_changes(held_by_both),
            *(_placed(part, where) for part in (notes, reasons)),
            handle_changes(_people(old, new)),
            *(branch_changes(*side) for side in branches),
        ]
    )


def of_thread(changes: pl.DataFrame, thread_id: str, people: pl.DataFrame) -> pl.DataFrame:
    """Return the changes of one thread, and those of the handles of its people (a table with ``author_id``)."""
    here = pl.col("author_id").is_in(people["author_id"].implode())
    return changes.filter((pl.col("thread_id") == thread_id) | (pl.col("thread_id").is_null() & here))


def same_threads(old: Tables, new: Tables) -> pl.DataFrame:
    """Return for each older thread the newer one in which most of its posts stand: ``thread_id``, ``thread_id_new``.

    A thread changes its id where its root was found, or where a quote joins it to another one.
    """
    stand_old, stand_new = (
        pl.concat([side[name].select("post_id", "thread_id") for name in ("posts", "ghosts")])
        for side in (old, new)
    )
    shared = stand_old.join(stand_new.rename({"thread_id": "thread_id_new"}), on="post_id").drop_nulls()
    return (
        shared.group_by("thread_id", "thread_id_new")
        .len()
        .sort(-pl.col("len").cast(pl.Int64), "thread_id_new")
        .unique("thread_id", keep="first", maintain_order=True)
        .select("thread_id", "thread_id_new")
        .sort("thread_id")
    )


def _held(side: Tables, versions: pl.DataFrame) -> pl.DataFrame:
    """Return the posts of one side by their newest version, with the version held and the newest one named."""
    posts = side["posts"].filter(pl.col("thread_id").is_not_null())
    told_posts = posts.select(
        "post_id", *_OF_A_POST, "captured_at", id="post_id", latest=pl.col("edit_ids").list.last()
    )
    by_age = by_newest(told_posts, versions).sort(pl.col("id").str.len_chars(), "id")
    # Two versions stand apart only in an archive that does not say that they are one post.
    return by_age.unique("post_id", keep="last", maintain_order=True)


def _captured_until(observations: pl.DataFrame) -> pl.Expr:
    """Return when the newest copy was taken, or null where that of some copy is not known."""
    at = observations["captured_at"]
    return pl.lit(None if at.null_count() else at.max(), dtype=at.dtype)


def _pairs(
    held_old: pl.DataFrame, held_new: pl.DataFrame, old: Tables, new: Tables, versions: pl.DataFrame
) -> pl.DataFrame:
    """Return one row a post that either side holds: what both say of it."""
    sides = [
        held.select("post_id", pl.exclude("post_id").name.suffix(suffix), **{f"held{suffix}": True})
        for held, suffix in ((held_old, "_old"), (held_new, "_new"))
    ]  # fmt: skip
    pairs = sides[0].join(sides[1], on="post_id", how="full", coalesce=True)
    for side, suffix in ((old, "_old"), (new, "_new")):
        signs = newest_absences(by_newest(side["absences"], versions))
        pairs = pairs.join(
            signs.select("post_id", pl.exclude("post_id").name.suffix(suffix)), on="post_id", how="left"
        )
        held, said_at, at = (pl.col(f"{name}{suffix}") for name in ("held", "said_at", "captured_at"))
        pairs = pairs.with_columns(held.fill_null(value=False)).with_columns(
            (pl.col(f"reason{suffix}").is_not_null() & (~held | (said_at > at).fill_null(value=False))).alias(
                f"gone{suffix}"
            ),
            *(at.alias(f"{name}{suffix}_at") for name in ("text", *COUNTS)),
            pl.coalesce(f"latest{suffix}", f"id{suffix}").alias(f"latest{suffix}"),
        )
    referred = pl.col("post_id").is_in(old["ghosts"]["post_id"].implode())
    unnamed = pl.col("author_id_new").str.contains(_REAL)
    return pairs.with_columns(
        thread_id=pl.coalesce("thread_id_new", "thread_id_old"),
        author_id=pl.when(unnamed).then(pl.coalesce("author_id_old", "author_id_new")).otherwise(
            pl.coalesce("author_id_new", "author_id_old")
        ),
        handle=pl.coalesce("handle_new", "handle_old"),
        created_at=pl.coalesce("created_at_new", "created_at_old"),
        referred=referred,
    )  # fmt: skip


def _reasons(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Return the posts that neither side holds and of which one says better why."""
    pairs = old.select("post_id", before="reason").join(new.select("post_id", after="reason"), on="post_id")
    return rows(
        pairs.filter(pl.col("before") != pl.col("after")),
        "availability",
        sure=pl.col("after") != "missing",
        field="reason",
    )


def _where(
    held_old: pl.DataFrame,
    held_new: pl.DataFrame,
    ghosts_old: pl.DataFrame,
    ghosts_new: pl.DataFrame,
    threads: pl.DataFrame,
) -> pl.DataFrame:
    """Return one row a post or ghost of either side: its thread and author, of the side that knows it best."""
    names = ("post_id", "thread_id", "author_id", "handle")
    moved = pl.col("thread_id").replace(threads["thread_id"], threads["thread_id_new"])
    frames = (held_new, held_old, ghosts_new, ghosts_old.with_columns(thread_id=moved))
    every = pl.concat([frame.select(names) for frame in frames])
    return every.unique("post_id", keep="first", maintain_order=True)


def _placed(part: pl.DataFrame, where: pl.DataFrame) -> pl.DataFrame:
    """Give thread and author to changes that know only their post; those outside the trees are left out."""
    names = part.columns
    return (
        part.drop("thread_id", "author_id", "handle")
        .join(where, on="post_id", maintain_order="left")
        .select(names)
    )


def _people(old: Tables, new: Tables) -> pl.DataFrame:
    """Return the people of both sides whose handles differ, with the times when they were last seen."""
    pairs = (
        old["people"]
        .select("author_id", handle_old="handle")
        .join(new["people"].select("author_id", handle_new="handle"), on="author_id")
        .filter(pl.col("handle_old") != pl.col("handle_new"))
    )
    for side, name in ((old, "before_at"), (new, "after_at")):
        seen = side["observations"].join(pairs.select("author_id"), on="author_id", how="semi")
        times = seen.group_by("author_id").agg(pl.col("captured_at").max().alias(name))
        pairs = pairs.join(times, on="author_id", how="left")
    return pairs
