"""Observations -> posts: one row a post, each column from the copy that knows it best; contradictions are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.collect.contradictions import report_contradictions
from threadscope.collect.copies import Copies
from threadscope.collect.dialects import carried_by
from threadscope.collect.intake import Collected
from threadscope.collect.problems import Problems
from threadscope.collect.richest import richest

__all__ = ["POSTS", "Folded", "fold"]

_TREE: Final = frozenset(
    {
        "thread_id",
        "parent_id",
        "parent_kind",
        "depth",
        "order",
        "branch_id",
        "n_children",
        "n_below",
        "detached",
    }
)
#: Columns of the fold's posts: those of the schema without what the tree adds.
POSTS: Final = {name: dtype for name, dtype in schema.SCHEMAS["posts"].dtypes.items() if name not in _TREE}
_OF_THE_COPY: Final = ("source", "source_row", "dialect", "place")


@dataclass(frozen=True, slots=True)
class Folded:
    """One row a post (columns POSTS), one row a person, one row an older version, and what contradicted itself."""

    posts: pl.DataFrame
    people: pl.DataFrame
    aliases: pl.DataFrame
    problems: pl.DataFrame


def fold(collected: Collected) -> Folded:
    """Fold the copies of each post into one.

    A dialect that knows less never overwrites one that knows more: each column is taken from the copy that is most
    complete in it, of equal ones from the newest (a copy without capture time counts as oldest). Text and media are
    the fullest, counts the newest. Versions of an edited post are one post, that of the newest archived version. A
    handle stands for an id where any copy tells which. The order of the inputs decides nothing.

    Returns
    -------
    Folded
        ``problems`` names posts whose copies contradict each other, in what, and which copy was taken.
    """
    problems = Problems()
    seen = _identified(collected.observations, collected.people)
    often = seen.select(pl.len().over("post_id") > 1).to_series()
    copies = Copies.of(seen.filter(often))
    posts = (seen if not copies.n_posts else seen.filter(~often)).drop(_OF_THE_COPY)
    posts = posts.with_columns(n_observations=pl.lit(1, pl.Int32)).select(*POSTS)
    if copies.n_posts:
        folded = richest(copies, telling=_telling(copies))
        posts = pl.concat([posts, folded.posts.select(*POSTS)])
    aliases = _aliases(posts)
    if copies.n_posts:
        report_contradictions(copies, folded.taken, aliases, problems)
    newest = _newest_versions(posts, aliases).sort(pl.col("post_id").str.len_chars(), "post_id")
    newest = newest.select(*POSTS)
    return Folded(
        posts=newest,
        people=_people(newest, posts, copies, collected.people),
        aliases=aliases,
        problems=problems.frame(),
    )


def _telling(copies: Copies) -> list[str]:
    """Return the dialects that can tell whether a post is limited or withheld."""
    names = copies.rows["dialect"].unique().to_list()
    return [name for name in names if "availability" in carried_by(name)]


def _identified(seen: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Put ids for handles, and handles for ids, where exactly one is known; case makes no other handle."""
    answered = seen.lazy().select(author_id="reply_to_author_id", handle="reply_to_handle")
    pairs = (
        pl.concat([*(frame.lazy().select("author_id", "handle") for frame in (seen, people)), answered])
        .filter(~pl.col("author_id").str.contains("^[@?]"), pl.col("handle").is_not_null())
        .unique()
        .collect()
        .with_columns(_key=pl.col("handle").str.to_lowercase())
    )
    ids = _only(pairs.select("_key", known="author_id", same="author_id"))
    names = _only(pairs.select(_key="author_id", known="handle", same="_key"))
    by_handle = pl.when(pl.col("author_id").str.starts_with("@")).then(
        pl.col("author_id").str.strip_prefix("@")
    )
    seen = _filled(seen, "author_id", by_handle, ids, replace=True)
    seen = _filled(seen, "handle", pl.col("author_id"), names)
    seen = _filled(seen, "reply_to_author_id", pl.col("reply_to_handle").str.to_lowercase(), ids)
    return _filled(seen, "reply_to_handle", pl.col("reply_to_author_id"), names)


def _only(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return ``_key`` and ``_known`` for keys of which all rows say the ``same``; of several spellings the first."""
    each = pairs.group_by("_key").agg(
        pl.col("known").min().alias("_known"), _one=pl.col("same").min() == pl.col("same").max()
    )
    return each.filter("_one").drop("_one")


def _filled(
    seen: pl.DataFrame, name: str, key: pl.Expr, known: pl.DataFrame, *, replace: bool = False
) -> pl.DataFrame:
    """Fill a column where it is empty (or ``replace`` it) by what is known of a key; most inputs need nothing."""
    wanted = key if replace else pl.when(pl.col(name).is_null()).then(key)
    keyed = seen.with_columns(_key=wanted)
    if keyed["_key"].null_count() == seen.height:
        return seen
    joined = keyed.join(known, on="_key", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("_known", name).alias(name)).drop("_key", "_known")


def _aliases(posts: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each version of an edited post but the newest archived one."""
    edited = posts.filter(pl.col("edit_ids").list.len() > 1)
    if edited.is_empty():
        return schema.empty("aliases")
    # Every version names the first one first; a version captured early does not know the later ones.
    chains = (
        edited.select(_first=pl.col("edit_ids").list.first(), alias_id="edit_ids")
        .explode("alias_id", empty_as_null=True, keep_nulls=True)
        .unique()
    )
    archived = chains.filter(pl.col("alias_id").is_in(posts["post_id"].implode()))
    by_age = archived.sort(pl.col("alias_id").str.len_chars(), "alias_id")
    newest = by_age.group_by("_first", maintain_order=True).agg(post_id=pl.col("alias_id").last())
    aliases = chains.join(newest, on="_first").filter(pl.col("alias_id") != pl.col("post_id"))
    newest_last = aliases.sort("alias_id", pl.col("post_id").str.len_chars(), "post_id")
    return schema.conform(newest_last.unique("alias_id", keep="last", maintain_order=True), "aliases")


def _newest_versions(posts: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """Drop older versions; the newest takes from them what it does not say itself about its place."""
    if aliases.is_empty():
        return posts
    place = ("conversation_id", "reply_to_id", "reply_to_author_id", "reply_to_handle", "quoted_id")
    older = posts.join(aliases, left_on="post_id", right_on="alias_id", how="inner", suffix="_new")
    by_age = older.sort(pl.col("post_id").str.len_chars(), "post_id")
    known = by_age.group_by(post_id="post_id_new", maintain_order=True).agg(
        *(pl.col(name).drop_nulls().last().alias(f"_{name}") for name in place),
        _edit_ids=pl.col("edit_ids").sort_by(pl.col("edit_ids").list.len()).last(),
    )
    longer = pl.col("_edit_ids").list.len() > pl.col("edit_ids").list.len()
    return (
        posts.join(aliases, left_on="post_id", right_on="alias_id", how="anti")
        .join(known, on="post_id", how="left", maintain_order="left")
        .with_columns(
            *(pl.coalesce(name, f"_{name}") for name in place),
            edit_ids=pl.when(longer).then("_edit_ids").otherwise("edit_ids"),
        )
    )


def _people(
    posts: pl.DataFrame, every: pl.DataFrame, copies: Copies, sightings: pl.DataFrame
) -> pl.DataFrame:
    """Return one row for each author and each person answered: of each column the newest sighting.

    Of one time a profile stands above the author's handle beside a post, and that above the handle of a person answered.
    """
    wanted = pl.concat([posts["author_id"], posts["reply_to_author_id"]]).drop_nulls().unique().to_frame()
    profiles = sightings.join(wanted, on="author_id", how="semi").with_columns(_rank=pl.lit(2, pl.Int8))
    seen = pl.concat([wanted, _handles(every, copies, profiles), profiles], how="diagonal")
    rest = [name for name in schema.SCHEMAS["people"].dtypes if name != "author_id"]
    people = (
        seen.join(wanted, on="author_id", how="semi")
        .sort("captured_at", "_rank", *rest, nulls_last=False)
        .group_by("author_id", maintain_order=True)
        .agg(pl.col(rest).drop_nulls().last())
        .sort(pl.col("author_id").str.len_chars(), "author_id")
    )
    return schema.conform(people, "people")


def _handles(every: pl.DataFrame, copies: Copies, profiles: pl.DataFrame) -> pl.DataFrame:
    """Return the handles that stand beside posts, with the time of capture for people who were seen with several."""
    once = pl.col("n_observations") == 1
    # A folded post may have its handle from another copy than its time: the copies say what belongs together.
    frames = [every.lazy().filter(once), copies.rows.lazy()]
    beside = [
        frame.select(
            pl.col(f"{prefix}author_id").alias("author_id"),
            pl.col(f"{prefix}handle").alias("handle"),
            "captured_at",
            _rank=pl.lit(rank, pl.Int8),
        )
        for frame in frames
        for rank, prefix in enumerate(("reply_to_", ""))
    ]
    named = pl.concat(beside).filter(pl.col("handle").is_not_null(), pl.col("author_id").is_not_null())
    pairs = named.select("author_id", "handle").unique().collect()
    spelt = pl.concat([pairs, profiles.select("author_id", "handle").drop_nulls()]).group_by("author_id")
    several = spelt.agg(_n=pl.col("handle").n_unique()).filter(pl.col("_n") > 1).select("author_id")
    if several.is_empty():
        return pairs
    timed = named.join(several.lazy(), on="author_id", how="semi").unique().collect()
    return pl.concat([pairs.join(several, on="author_id", how="anti"), timed], how="diagonal")
