"""Whether the posts show two sides, and if not, how few people say which side they are on; and who says so in what words."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.findings.amounts import counted, part_of, post_of
from threadscope.findings.explicit_denials import addressed
from threadscope.findings.quotation import quotation
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings, quoted, unite

__all__ = ["camps_found"]

#: That no sides show is told of threads in which one could look for them.
_LEAST_POSTS: Final = 25
#: "Only" so large a share of the people says for or against.
_ONLY: Final = 0.5
#: So many of them are quoted in that sentence.
_SHOWN: Final = 2
#: People told of a thread.
_MOST: Final = 6


def _two_sides(row: Row) -> str:
    across = ""
    if row["n_between"]:
        by_chance = round(row["cross_expected"] * row["n_between"])
        across = (
            f"; {part_of(row['n_across'], row['n_between'], 'answer')} between them {'goes' if row['n_between'] == 1 else 'go'} "
            f"to the other side, where chance would give {by_chance:,}"
        )
    return (
        f"The posts show two sides: {counted(row['n_claim'], 'person', 'people')} on the side of those who make the claim, "
        f"{counted(row['n_dispute'], 'person', 'people')} on the other{across}."
    )


def _few_say(row: Row) -> str:
    words = [said for span in row["spans"] if (said := quotation(span))]
    if not words or not row["claim_says"]:
        return ""
    return (
        f"Of the {counted(row['n_others'], 'person', 'people')} who do not make the claim, our rules place only {row['n_quoted']:,} for or against "
        f"{post_of(row['claim_who'])} {row['claim_says']}, by what they say ({', '.join(words[:_SHOWN])}); the sides of the "
        "others are left open."
    )


def _taken(row: Row) -> str:
    words = quotation(row["span"])
    return f"{row['post_who']} says {words} {addressed(row)}." if words else ""


def _between(camps: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """One row a thread: answers between placed people, and those that go to the other side."""
    sided = camps.filter(pl.col("camp").is_in(["claim", "dispute"]))
    mine = sided.select("thread_id", "author_id", mine="camp")
    theirs = sided.select("thread_id", target_author_id="author_id", theirs="camp")
    return (
        answers.filter(pl.col("author_id") != pl.col("target_author_id"))
        .join(mine, on=["thread_id", "author_id"])
        .join(theirs, on=["thread_id", "target_author_id"])
        .group_by("thread_id")
        .agg(
            n_between=pl.len().cast(pl.Int64),
            n_across=(pl.col("mine") != pl.col("theirs")).sum().cast(pl.Int64),
        )
    )


def _said(
    camps: pl.DataFrame, posts: pl.DataFrame, stance: pl.DataFrame, claims: pl.DataFrame
) -> pl.DataFrame:
    """One row a person whose own words place them: the first of these posts that can be quoted; no claims."""
    words = stance.filter(
        pl.col("toward_claim").is_in(["support", "deny"]) & pl.col("span").is_not_null()
    ).select("post_id", "span", "toward_parent", confidence="claim_confidence")
    return (
        camps.filter(pl.col("rule").is_in(["own_stance", "both"]))
        .select("thread_id", "author_id", "camp", post_id="evidence")
        .explode("post_id", keep_nulls=False, empty_as_null=False)
        .join(words, on="post_id", maintain_order="left")
        .join(
            posts.select("post_id", "author_id", "created_at"),
            on=["post_id", "author_id"],
            maintain_order="left",
        )
        .join(
            claims.select("thread_id", "author_id"),
            on=["thread_id", "author_id"],
            how="anti",
            maintain_order="left",
        )
        .unique(["thread_id", "author_id"], keep="first", maintain_order=True)
    )


def camps_found(
    posts: pl.DataFrame,
    ghosts: pl.DataFrame,
    answers: pl.DataFrame,
    stance: pl.DataFrame,
    claims: pl.DataFrame,
    camps: pl.DataFrame,
    camp_tests: pl.DataFrame,
) -> pl.DataFrame:
    """Say that two sides show, or how few people say on which side they are, and quote who says so.

    People are named with their own words only, never because of whom they answer.
    """
    said = _said(camps, posts, stance, claims)
    drawn = answers.group_by("thread_id", author_id="target_author_id").agg(n_answers=pl.len().cast(pl.Int64))
    said = (
        said.join(drawn, on=["thread_id", "author_id"], how="left", maintain_order="left")
        .with_columns(pl.col("n_answers").fill_null(0))
        .sort(
            "thread_id",
            "n_answers",
            "created_at",
            "post_id",
            descending=[False, True, False, False],
            nulls_last=True,
        )
    )
    parts = [_divided(camp_tests, camps, answers, said), _few(camp_tests, posts, said, claims)]
    return pl.concat([*parts, _quoted(said, posts, ghosts, answers)])


def _divided(
    camp_tests: pl.DataFrame, camps: pl.DataFrame, answers: pl.DataFrame, said: pl.DataFrame
) -> pl.DataFrame:
    found = camp_tests.filter(pl.col("verdict") == "found")
    half = MOST_EVIDENCE // 2
    placing = (
        camps.filter(pl.col("camp").is_in(["claim", "dispute"]))
        .sort("thread_id", "camp", "confidence", "n_evidence", descending=[False, False, True, True])
        .group_by("thread_id", maintain_order=True)
        .agg(
            others=pl.col("evidence").list.first().head(MOST_EVIDENCE), n_evidence=pl.col("n_evidence").sum()
        )
    )
    first = (
        said.filter(pl.int_range(pl.len()).over("thread_id", "camp") < half)
        .group_by("thread_id", maintain_order=True)
        .agg(own="post_id")
    )
    told = (
        found.join(first, on="thread_id", how="left", maintain_order="left")
        .join(placing, on="thread_id", maintain_order="left")
        .join(_between(camps, answers), on="thread_id", how="left", maintain_order="left")
        .with_columns(
            evidence=unite("own", "others"),
            value=pl.col("cross_share"),
            confidence=1 - pl.col("p_value"),
        )
        .sort("thread_id")
    )
    return findings(told, _two_sides, kind="camps", rule="frustration_below_rewired")


def _few(
    camp_tests: pl.DataFrame, posts: pl.DataFrame, said: pl.DataFrame, claims: pl.DataFrame
) -> pl.DataFrame:
    large = posts.group_by("thread_id").len().filter(pl.col("len") >= _LEAST_POSTS).select("thread_id")
    few = said.group_by("thread_id", maintain_order=True).agg(
        own="post_id", spans="span", n_quoted=pl.len().cast(pl.Int64)
    )
    made = claims.filter(pl.col("kind") != "repeats").select("thread_id", claim_id="post_id")
    makers = claims.group_by("thread_id").agg(n_makers=pl.col("author_id").n_unique().cast(pl.Int64))
    told = (
        camp_tests.filter(pl.col("verdict") != "found")
        .join(large, on="thread_id", how="semi")
        .join(few, on="thread_id", maintain_order="left")
        .filter(pl.col("n_quoted") < _ONLY * pl.col("n_people"))
        .join(made, on="thread_id", maintain_order="left")
        .join(makers, on="thread_id", maintain_order="left")
        .with_columns(
            n_others=pl.col("n_people") - pl.col("n_makers"),
            evidence=unite("claim_id", "own"),
            n_evidence=pl.col("n_quoted") + 1,
            value=pl.col("n_quoted").cast(pl.Float64),
            rule="verdict",
        )
        .sort("thread_id")
    )
    return findings(quoted(told, posts, "claim_id", "claim"), _few_say, kind="camps_open")


def _quoted(
    said: pl.DataFrame, posts: pl.DataFrame, ghosts: pl.DataFrame, answers: pl.DataFrame
) -> pl.DataFrame:
    # Who disagrees outright is quoted by explicit_denials.
    told = (
        said.filter(pl.col("toward_parent") != "disagree")
        .join(
            answers.select("post_id", "target_id", "target_author_id", "kind"),
            on="post_id",
            maintain_order="left",
        )
        .join(
            ghosts.select(target_id="post_id", target_handle="handle", target_reason="reason"),
            on="target_id",
            how="left",
            maintain_order="left",
        )
        .with_columns(
            subject="author_id",
            object="target_author_id",
            at="created_at",
            evidence=unite("post_id", "target_id"),
            n_evidence=pl.lit(2, pl.Int64),
        )
    )
    named = (
        quoted(quoted(told, posts, "post_id", "post"), posts, "target_id", "parent")
        .with_columns(
            evidence=pl.when(pl.col("parent_who").is_null())
            .then(pl.concat_list("post_id"))
            .otherwise("evidence")
        )
        .with_columns(n_evidence=pl.col("evidence").list.len().cast(pl.Int64))
    )
    return findings(named, _taken, kind="says_side", rule="own_stance", most=_MOST)
