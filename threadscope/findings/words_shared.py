"""Words that many people use who answer, counted by people: what a crowd talks of, never what it means by it."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from threadscope.findings.amounts import counted, person
from threadscope.findings.quotation import plain
from threadscope.findings.rows import Row, findings

__all__ = ["words_shared"]

#: Most terms in the sentence.
_MOST: Final = 3
#: "pay" and "paying" say one thing.
_ENDING: Final = r"(.{3})(?:ing|ed|e)$"
_NONE_OF: Final = {1: "does not use it", 2: "uses neither of them", 3: "uses none of them"}


def _marked(forms: list[str]) -> str:
    return " or ".join(f"“{plain(form)}”" for form in forms)


def _listed(parts: list[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def _told(row: dict[str, Any]) -> str:
    """How many people use a term, and how many of them in one and the same text if these are more than half."""
    copied = row["n_same_text"]
    same = f" ({copied:,} of them in the same text)" if 2 * copied > row["n_people"] else ""
    return f"{row['n_people']:,} {_marked(row['forms'])}{same}"


def _wording(row: Row) -> str:
    terms: list[dict[str, Any]] = row["terms"]
    if not all(plain(form) for term in terms for form in term["forms"]):
        return ""
    n_people = terms[0]["n_people"]
    whom = counted(row["n_answering_people"], "person", "people")
    where = "who answer" if row["n_answering_people"] == row["n_others"] else "who answer in English"
    some = f"All {whom}" if n_people == row["n_answering_people"] else f"{n_people:,} of the {whom}"
    kind = "words" if " " in terms[0]["term"] else "word"
    first = _told(terms[0]).removeprefix(f"{n_people:,} ")
    said = _listed([f"{some} {where} use the {kind} {first}", *(_told(term) for term in terms[1:])])
    who = person(row["handle"], row["author_id"])
    post = f"{who}’s opening post" if who.startswith("@") else "the opening post"
    return f"{said}; {post} {_NONE_OF[len(terms)]}."


def _chosen(shared: pl.DataFrame) -> pl.DataFrame:
    """Up to three terms a thread of which no two hold the same word, bar its ending; most people first."""
    ranked = shared.with_columns(place=pl.int_range(pl.len()).over("thread_id"))
    words = ranked.select("thread_id", "place", word=pl.col("term").str.split(" ")).explode("word")
    words = words.with_columns(pl.col("word").str.replace(_ENDING, "$1"))
    first = words.with_columns(first=pl.col("place").min().over("thread_id", "word"))
    seen = first.filter(pl.col("first") < pl.col("place"))
    return ranked.join(seen, on=["thread_id", "place"], how="anti").filter(
        pl.int_range(pl.len()).over("thread_id") < _MOST
    )


def _evidence(chosen: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Posts that hold most of the terms first, then of each term in turn the oldest, one a person before a second."""
    uses = chosen.select("thread_id", "place", post_id="post_ids").explode("post_id")
    uses = uses.with_columns(turn=pl.int_range(pl.len()).over("thread_id", "place"))
    by_post = (
        uses.group_by("thread_id", "post_id")
        .agg(n_terms=pl.len(), turn=pl.col("turn").min(), place=pl.col("place").min())
        .join(posts.select("post_id", "author_id"), on="post_id")
        .sort(
            *("thread_id", "n_terms", "turn", "place", "post_id"),
            descending=[False, True, False, False, False],
        )
        .with_columns(nth=pl.int_range(pl.len()).over("thread_id", "author_id"))
    )
    return (
        by_post.sort("thread_id", pl.col("nth") > 0, maintain_order=True)
        .group_by("thread_id", maintain_order=True)
        .agg(evidence="post_id", n_evidence=pl.len().cast(pl.Int64))
    )


def words_shared(shared_words: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Say of a thread how many people who answer use which words, up to three, that the opening post does not."""
    chosen = _chosen(shared_words)
    root = posts.filter(pl.col("post_id") == pl.col("thread_id")).select("thread_id", "author_id", "handle")
    others = (
        posts.join(root.select("thread_id", opener_id="author_id"), on="thread_id")
        .filter(pl.col("author_id") != pl.col("opener_id"))
        .group_by("thread_id")
        .agg(n_others=pl.col("author_id").n_unique())
    )
    told = (
        chosen.group_by("thread_id", maintain_order=True)
        .agg(
            pl.col("n_answering_people").first(),
            terms=pl.struct("term", "forms", "n_people", "n_same_text"),
            value=pl.col("n_people").first().cast(pl.Float64),
        )
        .join(root, on="thread_id", maintain_order="left")
        .join(others, on="thread_id", maintain_order="left")
        .join(_evidence(chosen, posts), on="thread_id", maintain_order="left")
    )
    return findings(told, _wording, kind="words_shared", rule="used_by_many")
