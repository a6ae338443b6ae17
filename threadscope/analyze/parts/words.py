"""Claims, stance, acts, hostility, starts and camps -> parts that show in what people say, each with words to quote."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.parts.rows import MOST, PERSON, shown_by

__all__ = ["accusers", "claimants", "clarifiers", "deniers", "instigators", "questioners", "side_takers"]

#: Share of such posts, in answer to a claim, a denial or a question, that readers call clarifying (docs/measures/roles.md).
_CLARIFIES: Final = {
    **dict.fromkeys(("names_document", "names_source", "gives_source"), 0.8),
    **dict.fromkeys(("links_with_words", "says_not_the_same", "says_difference", "says_confuses"), 0.75),
}
#: Other distinctions ("not a fan, but …") are told from turns of phrase by whether somebody reacted: so many answers.
_CLARIFIES_ELSE, _REACTED = 0.6, 2
#: Rules of camps by which a person's own words place them.
_OWN_WORDS: Final = ("own_stance", "both")
_WHO: Final = ("post_id", "thread_id", "author_id", "created_at")


def claimants(posts: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Return who makes the claim, or says it again in their own voice; what went big is cited first."""
    own = pl.col("text").str.replace_all(r"https?://\S+|@\w+", "")
    worded = posts.filter(own.str.contains(r"\p{L}")).select("post_id", "created_at")
    made = claims.join(worded, on="post_id").with_columns(
        makes=pl.col("kind") != "repeats",
        rule=pl.when(pl.col("kind") != "repeats").then(pl.lit("makes_the_claim"))
        .when("goes_big").then(pl.lit("carries_the_claim_far")).otherwise(pl.lit("says_it_again")),
    )  # fmt: skip
    weight = (
        pl.when(pl.col("rule") == "says_it_again").then(pl.col("n_evidence") / 3).otherwise(1.0).clip(0, 1)
    )
    return shown_by(made, "claimant", "makes", "goes_big").with_columns(weight=weight)


def deniers(
    posts: pl.DataFrame, answers: pl.DataFrame, claims: pl.DataFrame, stance: pl.DataFrame
) -> pl.DataFrame:
    """Return who denies the claim, a post that says it again, or the most answered post, in words that can be quoted."""
    said = stance.filter(pl.col("span").is_not_null())
    if said.is_empty():
        return schema.empty("roles")
    of_claim = said.filter(pl.col("toward_claim") == "deny").select(
        "post_id", confidence="claim_confidence", rule=pl.lit("toward_claim_deny")
    )
    disagreeing = (
        said.filter(pl.col("toward_parent") == "disagree", pl.col("toward_claim") != "support")
        .select("post_id", confidence="parent_confidence")
        .join(answers.select("post_id", "target_id"), on="post_id")
    )
    at_claim = disagreeing.join(claims.select(target_id="post_id"), on="target_id", how="semi")
    at_top = disagreeing.join(_most_answered(posts, answers), on="target_id", how="semi")
    both = pl.concat(
        [
            of_claim,
            at_claim.select("post_id", "confidence", rule=pl.lit("disagrees_with_a_claim")),
            at_top.select("post_id", "confidence", rule=pl.lit("disagrees_with_the_most_answered")),
        ]
    )
    return shown_by(both.join(posts.select(_WHO), on="post_id", maintain_order="left"), "denier")


def _most_answered(posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """The archived post of each thread that drew most answers, of equals the oldest: what the quarrel is about."""
    return (
        answers.group_by("thread_id", "target_id")
        .len()
        .join(posts.select("created_at", target_id="post_id"), on="target_id")
        .sort("len", "created_at", "target_id", descending=[True, False, False], nulls_last=True)
        .unique("thread_id", keep="first", maintain_order=True)
        .select("target_id")
    )


def side_takers(
    posts: pl.DataFrame, stance: pl.DataFrame, claims: pl.DataFrame, camps: pl.DataFrame
) -> pl.DataFrame:
    """Return whose own words put them on one side of somebody else's claim, with the posts that say so."""
    placed = camps.filter(
        pl.col("camp").is_in(["claim", "dispute"]), pl.col("said") == pl.col("camp"), pl.col("rule").is_in(_OWN_WORDS)
    ).join(claims, on=PERSON, how="anti")  # fmt: skip
    if placed.is_empty():
        return schema.empty("roles")
    takes = pl.col("toward_claim").is_in(["support", "deny"]) | pl.col("toward_parent").is_in(
        ["agree", "disagree"]
    )
    speaks = stance.filter(takes).select("post_id")
    own = (
        placed.select(*PERSON, "confidence", "rule", post_id="evidence")
        .explode("post_id", keep_nulls=False, empty_as_null=False)
        .join(posts.select("post_id", "created_at", *PERSON), on=["post_id", *PERSON])
        .join(speaks, on="post_id", how="semi")
    )
    return shown_by(own, "side_taker")


def clarifiers(
    posts: pl.DataFrame,
    answers: pl.DataFrame,
    acts: pl.DataFrame,
    claims: pl.DataFrame,
    hostility: pl.DataFrame,
) -> pl.DataFrame:
    """Return who answers a claim, a denial or a question with a distinction or a source, and without hostility.

    A bare link clarifies nothing: most links below news are copies and advertisements. One that comes with words,
    in answer to a question, does.
    """
    acts = acts.select("post_id", "act", "rule")
    if not acts["act"].is_in(["distinguishes", "cites"]).any():
        return schema.empty("roles")
    asking = acts.filter(pl.col("act") == "asks").select(target_id="post_id", asked=True).unique()
    denying = acts.filter(pl.col("act") == "denies").select(target_id="post_id")
    matter = pl.concat([claims.select(target_id="post_id"), denying, asking.select("target_id")]).unique()
    distinguishes = (pl.col("act") == "distinguishes") & (pl.col("rule") != "says_precisely")
    clear = pl.col("rule").is_in(list(_CLARIFIES)) | (pl.col("n_drawn") >= _REACTED).fill_null(value=False)
    drawn = answers.group_by(post_id="target_id").agg(n_drawn=pl.len())
    names = pl.col("rule").is_in(["names_document", "names_source", "gives_source"])
    links = (pl.col("rule") == "links_with_words") & pl.col("asked").fill_null(value=False)
    said = (
        answers.select("post_id", "target_id")
        .join(matter, on="target_id", how="semi")
        .join(asking, on="target_id", how="left")
        .join(hostility, on="post_id", how="anti")
        .join(claims, on="post_id", how="anti")
        .join(acts, on="post_id")
        .join(drawn, on="post_id", how="left")
        .filter((distinguishes & clear) | ((pl.col("act") == "cites") & (names | links)))
        .with_columns(
            first=distinguishes,
            confidence=pl.col("rule").replace_strict(
                _CLARIFIES, default=_CLARIFIES_ELSE, return_dtype=pl.Float64
            ),
            rule=pl.col("act"),
        )
        .sort("post_id", "first", "confidence", descending=[False, True, True])
        .join(posts.select(_WHO), on="post_id", maintain_order="left")
    )
    return shown_by(said, "clarifier", "first")


def questioners(posts: pl.DataFrame, stance: pl.DataFrame, hostility: pl.DataFrame) -> pl.DataFrame:
    """Return who asks somebody something, without hostile words."""
    said = stance.filter(pl.col("toward_parent") == "ask").select(
        "post_id", confidence="parent_confidence", rule=pl.lit("toward_parent_ask")
    )
    if said.is_empty():
        return schema.empty("roles")
    calm = said.join(hostility, on="post_id", how="anti")
    return shown_by(calm.join(posts.select(_WHO), on="post_id"), "questioner")


def accusers(posts: pl.DataFrame, hostility: pl.DataFrame) -> pl.DataFrame:
    """Return who calls somebody a liar, in words that can be quoted."""
    said = hostility.filter(pl.col("kind") == "accusation_of_lying", pl.col("words").is_not_null()).select(
        "post_id", "confidence", rule=pl.lit("calls_somebody_a_liar")
    )
    return shown_by(said.join(posts.select(_WHO), on="post_id"), "accuser")


def instigators(posts: pl.DataFrame, starts: pl.DataFrame, hostility: pl.DataFrame) -> pl.DataFrame:
    """Return who wrote the first hostile post, or the one below which most flared up, if others were hostile below it.

    Only posts whose own hostile words can be quoted; a root that many attack is none.
    """
    surest = (
        hostility.filter(pl.col("words").is_not_null()).group_by("post_id").agg(pl.col("confidence").max())
    )
    told = starts.filter(
        pl.col("answer").is_in(["first_hostile", "ignition"]),
        pl.col("words").is_not_null(),
        pl.col("n_hostile") > 1,
    ).with_columns(ignites=pl.col("answer") == "ignition")
    authors = posts.select(below="post_id", below_author_id="author_id")
    in_kind = (
        told.select("thread_id", "post_id", "answer", "author_id", below="evidence")
        .explode("below", keep_nulls=False, empty_as_null=False)
        .join(authors, on="below")
        .filter(pl.col("below_author_id") != pl.col("author_id"))
    )
    lit = (
        told.join(in_kind, on=["thread_id", "post_id", "answer"], how="semi")
        .join(surest, on="post_id")
        .sort("ignites", "at", "post_id", descending=[True, False, False], nulls_last=True)
        .unique(PERSON, keep="first", maintain_order=True)
    )
    return lit.select(
        *PERSON,
        "confidence",
        evidence=pl.concat_list(pl.concat_list("post_id"), pl.col("evidence"))
        .list.unique(maintain_order=True)
        .list.head(MOST),
        n_evidence=pl.col("n_evidence").clip(1),
        role=pl.lit("instigator"),
        weight=pl.when("ignites").then(1.0).otherwise(0.5),
        rule=pl.lit("wrote_the_") + pl.col("answer"),
    )
