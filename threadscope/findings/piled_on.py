"""Who was answered by far more people than others, most of them once, and often with hostile words."""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import counted, person
from threadscope.findings.first_hostile import LISTED
from threadscope.findings.rows import Row, findings, unite

__all__ = ["piled_on"]


def _attacks(row: Row) -> str:
    parts = []
    if row["n_one_off"] == row["n_hostile"]:
        return ", all by people who sent no other"
    if row["n_one_off"]:
        parts.append(f"{row['n_one_off']:,} by people who sent no other")
    if row["n_repeat"]:
        several = counted(row["n_repeat_people"], "person", "people")
        parts.append(f"{row['n_repeat']:,} by {several} who sent two or more such answers")
    return f", {' and '.join(parts)}" if parts else ""


def _wording(row: Row) -> str:
    who = person(row["handle"], row["author_id"])
    once = round(row["once_share"] * row["n_repliers"])
    of_whom = "all" if once == row["n_repliers"] else f"{once:,}"
    sent = f"wrote {row['n_sent']:,}" if row["n_sent"] else "answered nobody"
    return (
        f"{who} drew {counted(row['n_received'], 'answer')} by {counted(row['n_repliers'], 'person', 'people')} and {sent}; {of_whom} of these "
        f"people wrote one and got none back. {row['n_hostile']:,} of the answers hold {LISTED}{_attacks(row)}."
    )


def piled_on(posts: pl.DataFrame, hostility: pl.DataFrame, pile_ons: pl.DataFrame) -> pl.DataFrame:
    """Tell four of the five numbers of each person on whom many piled, by their hostile answers; nobody who wrote them is named."""
    if not pile_ons["is_pile_on"].any():
        return schema.empty("findings")
    handles = (
        posts.select("thread_id", "author_id", "handle")
        .drop_nulls()
        .sort("thread_id", "author_id", "handle")
        .unique(["thread_id", "author_id"], keep="first", maintain_order=True)
    )
    sure = hostility.group_by("thread_id", author_id="target_author_id").agg(
        confidence=pl.col("confidence").mean().round(4)
    )
    told = (
        pile_ons.filter("is_pile_on")
        .join(handles, on=["thread_id", "author_id"], how="left", maintain_order="left")
        .join(sure, on=["thread_id", "author_id"], how="left", maintain_order="left")
        .with_columns(
            evidence=unite("one_off_ids", "repeat_ids"),
            n_evidence=pl.col("n_received"),
            object=pl.col("author_id"),
            value=pl.col("n_repliers").cast(pl.Float64),
        )
    )
    return findings(told, _wording, kind="pile_on", rule="five_numbers")
