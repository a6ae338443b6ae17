"""Roles that rules found, and what an editor set -> roles with the editor's word in the place of the rules'."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.parts.rows import PERSON
from threadscope.schema.edited import EDITOR

__all__ = ["edited", "resting"]

#: Parts that show in how posts are read, whatever words say so: in all of the posts, or in any of them.
_IN_ALL: Final = ("questioner", "side_taker")
_IN_ANY: Final = ("bystander", "commentator")


def resting(roles: pl.DataFrame, stance: pl.DataFrame) -> pl.DataFrame:
    """Return the roles with the rule ``editor`` where an editor's reading of their posts, and no rule's, makes them.

    Parameters
    ----------
    roles, stance
        Tables of those names.
    """
    edited_posts = stance.filter(pl.col("rule").str.starts_with(EDITOR))["post_id"]
    if not edited_posts.len():
        return roles
    read = pl.col("evidence").list.eval(pl.element().is_in(edited_posts.implode()))
    rests = (pl.col("role").is_in(_IN_ALL) & read.list.all()) | (
        pl.col("role").is_in(_IN_ANY) & read.list.any()
    )
    shown = pl.col("evidence").list.len() > 0
    return roles.with_columns(rule=pl.when(rests & shown).then(pl.lit(EDITOR)).otherwise("rule"))


def edited(roles: pl.DataFrame, posts: pl.DataFrame, edits: pl.DataFrame) -> pl.DataFrame:
    """Return the roles with those of edited people replaced.

    A part that a rule found and the editor names too stays the rule's, with its posts. One that no rule found has the rule
    ``editor``, no posts, and so makes no sentence. Whoever is set to have none is undetermined.

    Parameters
    ----------
    roles
        Table of that name.
    posts
        Posts that stand in a thread: nobody plays a part where they wrote nothing.
    edits
        Table of that name; rows of the kind ``role`` count.
    """
    said = edits.filter(pl.col("kind") == "role")
    if not said.height:
        return roles
    wrote = posts.select(PERSON).unique(maintain_order=True)
    everywhere = pl.col("thread_id").is_null()
    meant = pl.concat(
        [
            said.filter(everywhere).drop("thread_id").join(wrote, on="author_id"),
            said.filter(~everywhere).join(wrote, on=PERSON, how="semi"),
        ],
        how="diagonal",
    ).select(*PERSON, role=pl.col("value").fill_null("undetermined"))
    found = roles.join(meant, on=[*PERSON, "role"], how="semi").filter(pl.col("role") != "undetermined")
    added = meant.join(found, on=[*PERSON, "role"], how="anti").with_columns(
        weight=pl.when(pl.col("role") == "undetermined").then(0.0).otherwise(1.0),
        rule=pl.lit(EDITOR),
        evidence=pl.lit([], schema.IDS),
        n_evidence=pl.lit(0),
    )
    others = roles.join(meant, on=PERSON, how="anti")
    return pl.concat([others, found, schema.conform(added, "roles")])
