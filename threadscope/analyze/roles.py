"""Posts, answers, claims, stance, acts and exchanges -> the parts that people play in a thread, with the posts that show it."""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.analyze.parts import place as role_place
from threadscope.analyze.parts import words as role_words
from threadscope.analyze.parts.editor import edited, resting
from threadscope.analyze.parts.peace import peacemakers
from threadscope.analyze.parts.rows import PERSON

__all__ = ["roles"]


def roles(
    posts: pl.DataFrame,
    answers: pl.DataFrame,
    exchanges: pl.DataFrame,
    acts: pl.DataFrame,
    claims: pl.DataFrame,
    stance: pl.DataFrame,
    hostility: pl.DataFrame,
    starts: pl.DataFrame,
    camps: pl.DataFrame,
    edits: pl.DataFrame,
) -> pl.DataFrame:
    """One row a part that a person plays; a person without one gets the row ``undetermined``.

    The parts that an editor sets replace all that the rules found of that person; those which a rule found too keep its
    posts.

    docs/measures/roles.md has the rule of each part. Accuser, denier and instigator are said only with words that
    can be quoted.

    Parameters
    ----------
    posts, answers, exchanges, acts, claims, stance, hostility, starts, camps, edits
        Tables of those names.

    Returns
    -------
    polars.DataFrame
        Table ``roles``, sorted by thread, person and role.
    """
    placed = posts.filter(pl.col("thread_id").is_not_null())
    found = [
        role_place.originators(placed),
        role_words.claimants(placed, claims),
        role_words.deniers(placed, answers, claims, stance),
        role_words.side_takers(placed, stance, claims, camps),
        role_words.clarifiers(placed, answers, acts, claims, hostility),
        role_words.questioners(placed, stance, hostility),
        role_place.duelists(exchanges),
        role_place.amplifiers(placed, claims),
        role_place.targets(answers).join(placed, on=PERSON, how="semi"),
    ]
    if hostility.height:
        found += [
            role_words.instigators(placed, starts, hostility),
            role_words.accusers(placed, hostility),
            peacemakers(placed, hostility),
        ]
    known = pl.concat([schema.conform(frame, "roles") for frame in found])
    watching = schema.conform(role_place.lookers_on(placed, answers, stance, known), "roles")
    known = pl.concat([known, watching])
    rest = schema.conform(role_place.undetermined(placed, known), "roles")
    return edited(resting(pl.concat([known, rest]), stance), placed, edits).sort(*PERSON, "role")
