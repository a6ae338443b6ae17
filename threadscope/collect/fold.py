"""Observations -> posts: one row a post, the longest text, the newest counts, the parent that is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.collect.intake import Collected
from threadscope.collect.problems import Problems

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
_LISTS: Final = ("media", "urls", "mentions", "hashtags", "edit_ids")
_TEXT: Final = ("text", "text_truncated", "display_from")


@dataclass(frozen=True, slots=True)
class Folded:
    """One row a post (columns POSTS), one row a person, one row an older version, and what contradicted itself."""

    posts: pl.DataFrame
    people: pl.DataFrame
    aliases: pl.DataFrame
    problems: pl.DataFrame


def fold(collected: Collected) -> Folded:
    """Fold the copies of each post into one.

    Of several copies the longest text that is not cut is taken, of every other column the value seen last (a copy
    without capture time counts as oldest). Versions of an edited post are one post, that of the newest archived
    version. A handle stands for an id where any copy tells which.

    Returns
    -------
    Folded
        ``problems`` names posts whose copies contradict each other about parent or author.
    """
    problems = Problems()
    seen = _identified(collected.observations.drop("dialect", "place", "source_row"), collected.people)
    posts = _one_each(seen, problems)
    aliases = _aliases(posts)
    posts = _newest_versions(posts, aliases).sort(pl.col("post_id").str.len_chars(), "post_id")
    return Folded(
        posts=posts.select(*POSTS),
        people=_people(posts, collected.people),
        aliases=aliases,
        problems=problems.frame(),
    )


def _identified(seen: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Put ids for handles, and handles for ids, where exactly one is known."""
    real = ~pl.col("author_id").str.contains("^[@?]")
    pairs = pl.concat(
        [
            seen.lazy().select("author_id", "handle"),
            people.lazy().select("author_id", "handle"),
            seen.lazy().select(
                pl.col("reply_to_author_id").alias("author_id"), pl.col("reply_to_handle").alias("handle")
            ),
        ]
    ).filter(real, pl.col("handle").is_not_null())
    key = pl.col("handle").str.to_lowercase()
    ids = (
        pairs.group_by(_key=key).agg(pl.col("author_id").unique()).filter(pl.col("author_id").list.len() == 1)
    )
    ids = ids.select("_key", _id=pl.col("author_id").list.first())
    names = (
        pairs.group_by(_id="author_id")
        .agg(pl.col("handle").unique())
        .filter(pl.col("handle").list.len() == 1)
    )
    names = names.select("_id", _name=pl.col("handle").list.first())
    author, answered = pl.col("author_id"), pl.col("reply_to_author_id")
    return (
        seen.lazy()
        .with_columns(_author=pl.when(author.str.starts_with("@")).then(author.str.strip_prefix("@")))
        .join(ids, left_on="_author", right_on="_key", how="left", maintain_order="left")
        .with_columns(author_id=pl.coalesce("_id", "author_id"))
        .drop("_id")
        .join(names, left_on="author_id", right_on="_id", how="left", maintain_order="left")
        .with_columns(
            handle=pl.coalesce("handle", "_name"), _answered=pl.col("reply_to_handle").str.to_lowercase()
        )
        .drop("_name")
        .join(ids, left_on="_answered", right_on="_key", how="left", maintain_order="left")
        .with_columns(reply_to_author_id=pl.coalesce(answered, "_id"))
        .drop("_id")
        .join(names, left_on="reply_to_author_id", right_on="_id", how="left", maintain_order="left")
        .with_columns(reply_to_handle=pl.coalesce("reply_to_handle", "_name"))
        .drop("_name", "_author", "_answered")
        .collect()
    )


def _one_each(seen: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    """Return one row a post; posts seen once pass as they are."""
    times = seen.with_columns(n_observations=pl.len().over("post_id").cast(pl.Int32))
    once = times.filter(pl.col("n_observations") == 1)
    often = times.filter(pl.col("n_observations") > 1)
    if often.is_empty():
        return once
    often = (
        often.with_columns(author_id=_known_author())
        .with_row_index("_at")
        .sort("captured_at", "_at", nulls_last=False)
    )
    _contradictions(often, problems)
    length = pl.col("text").str.len_chars()
    best = often.filter(pl.col("text").is_not_null()).sort(
        ~pl.col("text_truncated"), length, "_at", maintain_order=True
    )
    texts = best.group_by("post_id", maintain_order=True).agg(pl.col(_TEXT).last())
    plain = [name for name in once.columns if name not in {"post_id", "source", *_TEXT, *_LISTS}]
    folded = often.group_by("post_id", maintain_order=True).agg(
        pl.col(plain).drop_nulls().last(),
        pl.col("source").last(),
        *(pl.col(name).filter(pl.col(name).list.len() > 0).last() for name in _LISTS),
    )
    folded = folded.join(texts, on="post_id", how="left").with_columns(
        pl.col(_LISTS).fill_null([]),
        pl.col("text_truncated").fill_null(value=False),
        pl.col("display_from").fill_null(0),
    )
    return pl.concat([once, folded.select(once.columns)])


def _known_author() -> pl.Expr:
    """Return the author's id, with "not known" as null, so that a copy that knows it wins."""
    known = pl.when(~pl.col("author_id").str.starts_with("?")).then(pl.col("author_id"))
    real = pl.when(~pl.col("author_id").str.contains("^[@?]")).then(pl.col("author_id"))
    return pl.coalesce(pl.when(real.count().over("post_id") > 0).then(real).otherwise(known), _nobody())


def _nobody() -> pl.Expr:
    unknown = pl.col("author_id").str.starts_with("?").all().over("post_id")
    return pl.when(unknown).then(pl.col("author_id"))


def _contradictions(often: pl.DataFrame, problems: Problems) -> None:
    for column, kind in (("reply_to_id", "parent_contradiction"), ("author_id", "author_contradiction")):
        several = (
            often.group_by("post_id", maintain_order=True)
            .agg(pl.col(column).drop_nulls().unique(maintain_order=True), pl.col("source").last())
            .filter(pl.col(column).list.len() > 1)
        )
        for row in several.iter_rows(named=True):
            detail = f"{column} is {' or '.join(row[column])}; the one seen last was taken"
            problems.add(row["source"], row["post_id"], kind, detail)


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
    return schema.conform(
        aliases.select("alias_id", "post_id").unique("alias_id").sort("alias_id"), "aliases"
    )


def _newest_versions(posts: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """Drop older versions; the newest takes from them what it does not say itself about its place."""
    if aliases.is_empty():
        return posts
    place = ("conversation_id", "reply_to_id", "reply_to_author_id", "reply_to_handle", "quoted_id")
    older = posts.join(aliases, left_on="post_id", right_on="alias_id", how="inner", suffix="_new")
    known = older.group_by(post_id="post_id_new").agg(
        *(pl.col(name).drop_nulls().first().alias(f"_{name}") for name in place),
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


def _people(posts: pl.DataFrame, sightings: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each author and each person answered: the newest sighting."""
    named = pl.concat(
        [
            posts.select("author_id", "handle", "captured_at"),
            posts.select(
                pl.col("reply_to_author_id").alias("author_id"),
                pl.col("reply_to_handle").alias("handle"),
                "captured_at",
            ),
        ]
    ).filter(pl.col("author_id").is_not_null())
    wanted = named.select("author_id").unique()
    seen = pl.concat([named, sightings.join(wanted, on="author_id", how="semi")], how="diagonal")
    rest = [name for name in schema.SCHEMAS["people"].dtypes if name != "author_id"]
    people = (
        seen.with_row_index("_at")
        .sort("captured_at", "_at", nulls_last=False)
        .group_by("author_id", maintain_order=True)
        .agg(pl.col(rest).drop_nulls().last())
        .sort(pl.col("author_id").str.len_chars(), "author_id")
    )
    return schema.conform(people, "people")
