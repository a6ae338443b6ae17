"""Findings of one rule, and what an editor set -> the findings, those that rest on it marked as the editor's."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.schema.edited import EDITOR
from threadscope.settings import Settings

__all__ = ["marked"]

#: Kinds whose sentence takes for granted which post is the claim.
_ON_CLAIM: Final = (
    "camps", "camps_open", "claim_repeated", "claim_repeated_by_many", "denial", "first_denial", "goes_big", "says_side",
)  # fmt: skip
#: Kinds that count what all posts of the thread say of the claim.
_ON_ALL_STANCES: Final = ("camps", "camps_open")
#: Kinds of rules that read stances, and quote only words that a rule found: what an editor says has none.
_ON_QUOTED_WORDS: Final = ("headline", "explicit_denial", "questions", "role")
#: Tables that an editor's stance or role changes; a rule that asks for none of them rests on none.
_CHANGED: Final = frozenset({"camps", "roles", "stance"})
#: How a tone that is averaged over one side of the thread is worded.
_OF_SIDE: Final = r"placed on the side that |read as (?:supporting|denying|asking about) the claim"


def marked(
    stance: pl.DataFrame,
    edits: pl.DataFrame,
    *,
    found: pl.DataFrame,
    reads: Collection[str],
    settings: Settings,
) -> pl.DataFrame:
    """Return the findings with ``set_by`` = ``editor`` where a sentence would not stand without what an editor set.

    What counts stances rests on those that are the editor's; so does a tone by side, which also rests on the claim. Sentences
    that quote the words of a post rest on the rule that found them. A rule of another kind that reads stances, camps or roles
    rests on the stances of the posts that it cites.

    Parameters
    ----------
    stance
        It says which readings are the editor's: an edit that agrees with a rule changes nothing.
    edits
        Table of that name.
    found
        Table ``findings`` as one rule made it.
    reads
        Names of the tables that the rule asks for.
    settings
        Claim and names of the sides.
    """
    theirs = stance.filter(pl.col("rule").str.starts_with(EDITOR))
    threads = theirs["thread_id"].unique().implode()
    cites = pl.col("evidence").list.eval(pl.element().is_in(theirs["post_id"].implode())).list.any()
    of_side = (pl.col("kind") == "tone") & pl.col("wording").str.contains(_OF_SIDE)
    counts = pl.col("kind").is_in(_ON_ALL_STANCES) | of_side
    by_stance = (
        pl.when(counts).then(pl.col("thread_id").is_in(threads))
        .when(pl.col("kind").is_in([*_ON_QUOTED_WORDS, "tone"])).then(pl.lit(value=False))
        .otherwise(cites & (not _CHANGED.isdisjoint(reads)))
    )  # fmt: skip
    claim_set = settings.claim in edits.filter(pl.col("kind") == "claim")["post_id"].to_list()
    titles = (pl.col("kind") == "headline") & (
        pl.col("evidence").list.first() == pl.lit(settings.claim, pl.String)
    )
    by_claim = pl.lit(claim_set) & (pl.col("kind").is_in(_ON_CLAIM) | of_side | titles)
    names = [pl.col("wording").str.contains(f"the side that {name}", literal=True) for name in settings.camps]
    by_name = pl.lit(bool((edits["kind"] == "camps").any())) & pl.any_horizontal(names)
    by_rule = pl.col("rule") == EDITOR
    by_editor = (by_stance | by_claim | by_name | by_rule).fill_null(value=False)
    return schema.conform(
        found.with_columns(set_by=pl.when(by_editor).then(pl.lit(EDITOR)).otherwise("set_by")), "findings"
    )
