"""Posts table -> what each post does in its author's own words: denies, agrees, asks, tells apart, cites, takes back, with the words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

import polars as pl

from threadscope import schema
from threadscope.analyze.words.agreement import MAY_AGREE, agreement_in
from threadscope.analyze.words.agreement import ONLY_FORTH as AGREES_FORTH
from threadscope.analyze.words.citation import MAY_CITE, Link, citation_in, link_in
from threadscope.analyze.words.denial import MAY_DENY, NEGATES, ONLY_BACK, ONLY_FORTH, SAYS_NO, denial_in
from threadscope.analyze.words.distinction import MAY_DISTINGUISH, distinction_in
from threadscope.analyze.words.language import in_english
from threadscope.analyze.words.own_words import own_words
from threadscope.analyze.words.question import MAY_ASK, question_in
from threadscope.analyze.words.retraction import MAY_RETRACT, ONLY_AFTER, ONLY_NEAR, retraction_in

__all__ = ["acts"]


class _Words(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def rule(self) -> str: ...


#: act -> what a text must hold to be looked at, and what finds the words in what its author said of it.
_FINDERS: Final[dict[str, tuple[str, Callable[[str, str], _Words | None]]]] = {
    "agrees": (MAY_AGREE, lambda own, _: agreement_in(own)),
    "asks": (MAY_ASK, question_in),
    "cites": (MAY_CITE, lambda own, _: citation_in(own)),
    "denies": (MAY_DENY, lambda own, _: denial_in(own)),
    "distinguishes": (MAY_DISTINGUISH, distinction_in),
    "takes_back": (MAY_RETRACT, lambda own, _: retraction_in(own)),
}
_FOUND: Final = {"nth": pl.UInt32, "act": pl.String, "span": pl.String, "starts_at": pl.Int64, "rule": pl.String, "own": pl.String}  # fmt: skip
_LINKED: Final = {"nth": pl.UInt32, "span": pl.String, "starts_at": pl.Int64, "rule": pl.String}
#: Words that other languages have taken from English.
_EVERYWHERE: Final = r"(?i)^(?:(?:fake|news|hoax|ok)\W*)+$"


def _said(texts: pl.DataFrame) -> pl.DataFrame:
    """One row a different text and act: the words, and whether they are most of the text."""
    candidates = texts.select(
        "nth",
        "text",
        "begins",
        *(pl.col("text").str.contains(may).alias(act) for act, (may, _) in _FINDERS.items()),
    ).filter(pl.any_horizontal(*_FINDERS))
    finders = [find for _, find in _FINDERS.values()]
    rows = []
    for nth, text, begins, *may in candidates.iter_rows():
        own = own_words(text, begins)
        for act, find, looked_at in zip(_FINDERS, finders, may, strict=True):
            if looked_at and (hit := find(own, text)):
                rows.append((nth, act, text[hit.start : hit.end], hit.start, hit.rule, own))
    found = pl.DataFrame(rows, schema=_FOUND, orient="row")
    return found.with_columns(is_most=_is_most()).drop("own")


def _is_most() -> pl.Expr:
    """Whether the words found are at least half of a text, which then is English whatever stands around it."""
    n_words, n_span = (pl.col(name).str.count_matches(r"\p{L}+") for name in ("own", "span"))
    return (n_span * 2 >= n_words) & ~pl.col("span").str.contains(_EVERYWHERE)


def _linked(placed: pl.DataFrame) -> pl.DataFrame:
    """One row a post that brings an address, in whatever language; its author's own posts are no source."""
    authors = dict(placed.select("post_id", "author_id").iter_rows()) if placed.height else {}
    with_links = placed.filter(pl.col("urls").list.len() > 0).select(
        "nth", "text", "begins", "urls", "author_id"
    )
    rows = []
    read: dict[tuple[str, int, tuple[str, ...]], Link | None] = {}
    for nth, text, begins, urls, author_id in with_links.iter_rows():
        post = (text, begins, tuple(urls))
        if post not in read:
            read[post] = link_in(own_words(text, begins), *post)
        link = read[post]
        if link and (link.post_id not in authors or authors[link.post_id] != author_id):
            rows.append((nth, link.address, link.start, link.rule))
    return pl.DataFrame(rows, schema=_LINKED, orient="row").with_columns(act=pl.lit("cites"))


def _of_own(said: pl.DataFrame, placed: pl.DataFrame) -> pl.DataFrame:
    """Leave out what takes nothing back where it stands: no earlier post of its author, or none of the two above."""
    who = placed.select(parent_id="post_id", above_id="parent_id", parent_author_id="author_id")
    above = who.select("parent_author_id", above_id="parent_id").rename(
        {"parent_author_id": "above_author_id"}
    )
    first = placed.group_by("thread_id", "author_id").agg(first_at=pl.col("created_at").min())
    known = (
        said.join(first, on=["thread_id", "author_id"], how="left", maintain_order="left")
        .join(who, on="parent_id", how="left", maintain_order="left")
        .join(above, on="above_id", how="left", maintain_order="left")
    )
    after = pl.col("created_at") > pl.col("first_at")
    near = pl.any_horizontal(pl.col("parent_author_id", "above_author_id") == pl.col("author_id"))
    return known.filter(
        (~pl.col("rule").is_in(sorted(ONLY_AFTER)) | after.fill_null(value=False))
        & (~pl.col("rule").is_in(sorted(ONLY_NEAR)) | near.fill_null(value=False))
    )


def acts(posts: pl.DataFrame) -> pl.DataFrame:
    """One row a post and act, for posts that stand in a thread.

    English texts are looked at (``in_english``); a link counts in any language. Where X does not give a language, a
    text also counts as English if the words found are at least half of it.

    Returns
    -------
    polars.DataFrame
        Table ``acts``, sorted by thread, post and act. What an act is about is not judged here: a denial may
        deny the post answered, or something in it; "yes" (``says_yes``) may answer a question. "No, it
        won't" denies only what is archived and itself negates nothing. Only what answers
        a post agrees. What is taken back needs an earlier post of its author, unless it names one ("my earlier
        post was wrong"). Named sources go before links.
    """
    placed = (
        posts.filter(pl.col("thread_id").is_not_null() & pl.col("text").is_not_null())
        .select(
            "post_id",
            "thread_id",
            "parent_id",
            "author_id",
            "created_at",
            "text",
            "lang",
            "urls",
            begins=pl.col("display_from").fill_null(0),
        )
        .with_row_index("nth")
    )
    placed = placed.with_columns(english=in_english(placed))
    english = placed.filter(
        pl.col("lang").is_null() | (pl.col("lang") == "en") | pl.col("lang").str.starts_with("en-")
    )
    firsts = english.select("nth", "text", "begins").unique(
        ["text", "begins"], keep="first", maintain_order=True
    )
    same = english.join(firsts.rename({"nth": "first"}), on=["text", "begins"])
    said = same.join(_said(firsts), left_on="first", right_on="nth")
    said = said.filter(pl.col("english") | pl.col("is_most"))
    answers, opening = pl.col("parent_id").is_not_null(), pl.col("parent_id").eq_missing(pl.col("thread_id"))
    nested = answers & ~opening
    said = said.filter(
        ((pl.col("act") != "agrees") | answers)
        & (nested | ~pl.col("rule").is_in(sorted(ONLY_BACK)))
        & (opening | ~pl.col("rule").is_in(sorted(AGREES_FORTH | ONLY_FORTH)))
    )
    # "No, it won't" below "it will not fall" agrees; what is not archived may negate too
    parents = posts.select(parent_id="post_id", negates=pl.col("text").str.contains(NEGATES))
    agreeing = placed.join(parents, on="parent_id", how="left").filter(
        pl.col("negates").fill_null(pl.col("parent_id").is_not_null())
    )
    said = said.filter(
        ~pl.col("rule").is_in(sorted(SAYS_NO)) | ~pl.col("post_id").is_in(agreeing["post_id"].implode())
    )
    said = _of_own(said, placed)
    linked = placed.join(_linked(placed), on="nth")
    columns = ["thread_id", "post_id", "act", "span", "starts_at", "rule"]
    rows = pl.concat([said.select(columns), linked.select(columns)])
    rows = rows.unique(["post_id", "act"], keep="first", maintain_order=True)
    return schema.conform(rows.sort("thread_id", "post_id", "act"), "acts")
