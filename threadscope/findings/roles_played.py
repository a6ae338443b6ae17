"""Which parts people play in a thread, as far as their posts show it and no other finding tells it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import counted, part_of, person
from threadscope.findings.answered import counted_answers
from threadscope.findings.asked import checking, first_askers
from threadscope.findings.quotation import LONGEST, ended, quotation
from threadscope.findings.rows import Row, findings, quoted, unite

__all__ = ["roles_played"]

#: Most people a role and thread.
_MOST: Final = 4
#: "Line 30!" says nothing to whoever reads it alone.
_FEWEST_WORDS: Final = 4
_PERSON: Final = ("thread_id", "author_id")


def _toward(row: Row) -> str:
    whom = row["parent_who"]
    if not whom:
        return ""
    return f" quoting {whom}" if row["parent_kind"] == "quote" else f" in answer to {whom}"


def _target(row: Row) -> str:
    if row["n_drawn"] == row["n_to_one"]:  # told by the finding on the most answered post
        return ""
    if row["opens"]:  # whoever opens a thread draws answers
        return ""
    if row["n_drawn"] == row["n_all"]:
        return f"{row['who']} drew {part_of(row['n_all'], row['n_all'], 'answer')} in the archive."
    return f"{row['who']} drew {row['n_drawn']:,} of the {counted(row['n_all'], 'answer')} in the archive, more than anybody else."


def _clarifier(row: Row) -> str:
    if row["is_told"]:
        return ""
    if row["act"] == "cites" and row["act_rule"].startswith("links"):
        says = row["post_says"]
        return ended(f"{row['who']} brings a link{_toward(row)}: {says}") if says else ""
    words = quotation(row["sentence"], 0, 2 * LONGEST)
    if len(words.split()) < _FEWEST_WORDS:
        return ""
    verb = "names a source" if row["act"] == "cites" else "says"
    return ended(f"{row['who']} {verb}{_toward(row)}: {words}")


def _questioner(row: Row) -> str:
    first, second = (quotation(span) for span in row["spans"] or ("", ""))
    return ended(f"{row['who']} asks {first} and {second}") if first and second else ""


def _duelist(row: Row) -> str:
    if row["is_told"]:
        return ""
    other = person(row["other_handle"], row["other_id"])
    return f"{row['who']} and {other} answer each other in turn in a chain of {counted(row['n_evidence'], 'post')}."


def _amplifier(row: Row) -> str:
    if row["rule"] != "brings_people" or not row["post_says"]:
        return ""
    people = counted(row["n_evidence"] - 1, "person", "people")
    return ended(
        f"{people} write their first posts of this thread below {row['who']}’s post{_toward(row)}: {row['post_says']}"
    )


def _peacemaker(row: Row) -> str:
    if not row["post_says"] or row["parent_who"] is None:
        return ""
    return ended(f"Below hostile words of {row['parent_who']}, {row['who']} says: {row['post_says']}")


#: In the order in which they are told.
_WORDED: Final[dict[str, Callable[[Row], str]]] = {
    "target": _target,
    "clarifier": _clarifier,
    "amplifier": _amplifier,
    "duelist": _duelist,
    "questioner": _questioner,
    "peacemaker": _peacemaker,
}


def _worded(row: Row) -> str:
    return _WORDED[row["role"]](row)


def _opponents(known: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """The other person of each duel, as its posts show."""
    authors = posts.select(post_id="post_id", other_id="author_id", other_handle="handle")
    return (
        known.filter(pl.col("role") == "duelist")
        .select(*_PERSON, "role", post_id="evidence")
        .explode("post_id", keep_nulls=False, empty_as_null=False)
        .join(authors, on="post_id", maintain_order="left")
        .filter(pl.col("other_id") != pl.col("author_id"))
        .unique([*_PERSON], keep="first", maintain_order=True)
        .drop("post_id")
    )


def _once(known: pl.DataFrame, exchanges: pl.DataFrame) -> pl.DataFrame:
    """Leave out the second half of a duel, and mark the thread's longest chain, which a finding of its own tells."""
    longest = exchanges.group_by("thread_id").agg(longest=pl.col("duel_length").max())
    is_duel = pl.col("role") == "duelist"
    chain = (
        pl.when(is_duel).then(pl.col("evidence").list.join(" ")).otherwise(pl.concat_str("role", "author_id"))
    )
    return (
        known.join(longest, on="thread_id", how="left")
        .with_columns(chain=chain, is_longest=is_duel & (pl.col("n_evidence") == pl.col("longest")))
        .unique(["thread_id", "chain"], keep="first", maintain_order=True)
    )


def _askers(asked: pl.DataFrame) -> pl.DataFrame:
    """The first two questions of people who check twice in different words, but for those told of as the first to ask."""
    twice = asked.group_by(_PERSON, maintain_order=True).agg(
        spans=pl.col("span").head(2), asking=pl.col("post_id").head(2)
    )
    others = first_askers(asked).select(_PERSON)
    return twice.filter(pl.col("spans").list.len() > 1).join(others, on=_PERSON, how="anti").with_columns(
        role=pl.lit("questioner")
    )  # fmt: skip


def _acts_told(acts: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """The distinction, else the source, of each post that has one, from the beginning of its sentence on."""
    kinds = acts.filter(pl.col("act").is_in(["distinguishes", "cites"])).sort(
        "post_id", "act", descending=[False, True]
    )
    mine = kinds.unique("post_id", keep="first", maintain_order=True).join(
        posts.select("post_id", "text"), on="post_id"
    )
    before = pl.col("text").str.head(pl.col("starts_at"))
    begun = before.str.extract(r"([^.!?…\n]*)$", 1).str.len_chars()
    return mine.select(
        "post_id",
        "act",
        act_rule="rule",
        sentence=pl.col("text").str.slice(pl.col("starts_at") - begun.fill_null(0)),
    )


def roles_played(
    roles: pl.DataFrame,
    posts: pl.DataFrame,
    participants: pl.DataFrame,
    answers: pl.DataFrame,
    stance: pl.DataFrame,
    acts: pl.DataFrame,
    exchanges: pl.DataFrame,
    turning_points: pl.DataFrame,
    hostility: pl.DataFrame,
) -> pl.DataFrame:
    """Word the parts that were found, by strength; a person without one is not spoken of.

    Who wrote the root, who denies, who says the claim again, who is hostile and who takes a side is told by the
    findings about these.
    """
    place = pl.col("role").replace_strict(
        {role: n for n, role in enumerate(_WORDED)}, default=None, return_dtype=pl.Int8
    )
    known = roles.filter(pl.col("role").is_in(list(_WORDED))).with_columns(
        place=place,
        post_id=pl.col("evidence").list.first(),
        subject=pl.col("author_id"),
        value=pl.col("weight"),
    )
    if known.is_empty():
        return schema.empty("findings")
    people = participants.select("thread_id", "author_id", "handle", n_drawn="n_answers")
    to_one = (
        answers.group_by("thread_id", "target_id", author_id="target_author_id")
        .len()
        .group_by(_PERSON)
        .agg(n_to_one=pl.col("len").max().cast(pl.Int64))
    )
    openers = posts.filter(pl.col("post_id") == pl.col("thread_id")).select(
        *_PERSON, opens=pl.lit(value=True)
    )
    marked = turning_points.filter(pl.col("kind") == "first_distinction").select("post_id", is_marked=True)
    told = (
        known.join(people, on=_PERSON, how="left")
        .join(counted_answers(answers), on="thread_id", how="left")
        .join(to_one, on=_PERSON, how="left")
        .join(_askers(checking(posts, answers, stance, hostility)), on=[*_PERSON, "role"], how="left")
        .join(openers, on=_PERSON, how="left")
        .join(_acts_told(acts, posts), on="post_id", how="left")
        .join(marked.unique(), on="post_id", how="left")
        .join(answers.select("post_id", "target_id", parent_kind="kind"), on="post_id", how="left")
        .join(posts.select("post_id", "created_at"), on="post_id", how="left")
        .join(_opponents(known, posts), on=[*_PERSON, "role"], how="left")
        .sort(
            "thread_id", "place", "weight", "n_drawn", "created_at", "post_id",
            descending=[False, False, True, True, False, False], nulls_last=True,
        )
    )  # fmt: skip
    names = [
        person(handle, author_id) for handle, author_id in told.select("handle", "author_id").iter_rows()
    ]
    named = _once(told.with_columns(pl.Series("who", names, dtype=pl.String)), exchanges)
    named = quoted(quoted(named, posts, "post_id", "post"), posts, "target_id", "parent")
    with_parent = (
        pl.col("role").is_in(["clarifier", "amplifier", "peacemaker"]) & pl.col("parent_who").is_not_null()
    )
    cited = named.with_columns(
        is_told=pl.col("is_longest") | pl.col("is_marked").fill_null(value=False),
        evidence=unite(
            "asking",
            pl.when(with_parent).then("post_id"),
            pl.when(with_parent).then("target_id"),
            pl.when(pl.col("asking").is_null()).then("evidence"),
        ),
        n_evidence=pl.col("asking").list.len().cast(pl.Int64).fill_null(pl.col("n_evidence")),
    )
    worded = cited.filter(
        pl.Series([_worded(row) != "" for row in cited.iter_rows(named=True)], dtype=pl.Boolean)
    )
    first = worded.filter(pl.int_range(pl.len()).over("thread_id", "role") < _MOST)
    return findings(first, _worded, kind="role")
