"""Tokens of each post -> what its own words look like: kinds of words, how it opens, questions, marks, length."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from threadscope.analyze.stance_reader.tokens import Columns, Flags, Tokens
from threadscope.analyze.stance_reader.words import KINDS

__all__ = ["form"]

#: Kinds that matter as the first word of a post.
_OPENING: Final = (
    "wh", "aux", "negates", "agrees", "you", "i", "but", "denies", "it", "feels", "laughs", "tells", "they", "only",
    "thanks", "because", "news", "ifs",
)  # fmt: skip
#: More of a kind says no more.
_MOST: Final = 3


def form(posts: pl.DataFrame, of: Tokens) -> Columns:
    """Count what stands in each post.

    Parameters
    ----------
    posts
        ``text``, ``display_from`` and ``media`` of the posts.
    of
        The tokens of their texts.

    Returns
    -------
    dict
        Feature -> one number a post.
    """
    word = of.mark("word", "hashtag")
    own = word & ~of.foreign
    n_own, n_word = of.per_text(own), of.per_text(word)
    made: Columns = {}
    made |= _kinds(of, own)
    made |= _questions(of, own)
    marks = {
        "exclaims": 3, "trails_off": 2, "address": 2, "hashtag": 4, "mention": 5, "emoji": 3, "number": 4, "line": 2,
    }  # fmt: skip
    for name, most in marks.items():
        made[name] = of.per_text(of.mark(name)).clip(0, most).astype(np.float64)
    made["quotes"] = of.per_text(of.mark("quote", "opens", "closes")).clip(0, 4).astype(np.float64)
    made["ends"] = np.log1p(of.per_text(of.mark("dot", "asks", "exclaims", "trails_off")))
    made["reposts"] = (of.per_text(of.reposts) > 0) * 1.0
    made["n_own"] = np.log1p(n_own)
    made["n_foreign"] = np.log1p(n_word - n_own)
    made["no_own"] = (n_own == 0) * 1.0
    made["few_own"] = (n_own <= 3) * 1.0
    made["foreign_share"] = (n_word - n_own) / np.maximum(1, n_word)
    return made | _letters(posts, of)


def _kinds(of: Tokens, own: Flags) -> Columns:
    """How many of the author's own words are of each kind, and whether the first is."""
    some = np.logical_or.reduce(list(of.kinds.values()))
    places = np.flatnonzero(own)
    telling = places[some[of.code[places]]]
    code, row = of.code[telling], of.row[telling]
    made: Columns = {
        f"w_{name}": np.minimum(np.bincount(row[of.kinds[name][code]], minlength=of.n), _MOST).astype(float)
        for name in KINDS
    }
    first = np.full(of.n, -1)
    first[of.row[places[::-1]]] = of.code[places[::-1]]
    opens = first >= 0
    for name in _OPENING:
        hit = np.zeros(of.n)
        hit[opens] = of.kinds[name][first[opens]]
        made[f"first_{name}"] = hit
    return made


def _questions(of: Tokens, own: Flags) -> Columns:
    """Question marks of the author's own; sentences that open like a question and end with one; the end."""
    asks = of.mark("asks")
    n = of.per_text(asks & ~of.foreign)
    made: Columns = {"asks": n.clip(0, _MOST).astype(np.float64), "any_asks": (n > 0) * 1.0}
    stop = of.mark("dot", "asks", "exclaims", "trails_off")
    breaks = stop | of.mark("mention", "address", "line") | of.foreign
    opening = own.copy()
    opening[1:] &= breaks[:-1] | (of.row[1:] != of.row[:-1])
    stops = np.flatnonzero(stop)
    for name in ("wh", "aux"):
        hit = np.zeros(of.n)
        at = np.flatnonzero(opening & of.kinds[name][of.code])
        nearest = np.searchsorted(stops, at)
        at, nearest = at[nearest < len(stops)], nearest[nearest < len(stops)]
        end = stops[nearest]
        hit[of.row[at[(of.row[at] == of.row[end]) & asks[end]]]] = 1
        made[f"asks_{name}"] = hit
    said = np.flatnonzero(~of.mark("address", "mention", "hashtag"))
    last = np.full(of.n, -1)
    last[of.row[said]] = of.code[said]
    closes = last >= 0
    for name in ("asks", "asks_twice"):
        hit = np.zeros(of.n)
        hit[closes] = of.marks[name][last[closes]]
        made[f"ends_{name}"] = hit
    return made


def _letters(posts: pl.DataFrame, of: Tokens) -> Columns:
    """Length, share of capitals, words in capitals only."""
    chars = posts["text"].fill_null("").str.len_chars().to_numpy().astype(float)
    return {
        "chars": np.log1p(chars),
        "loud": np.log1p(of.loud),
        "capitals": of.capitals / np.maximum(1, chars),
        "addressed": (posts["display_from"].fill_null(0).to_numpy() > 0) * 1.0,
        "media": (posts["media"].list.len().fill_null(0).to_numpy() > 0) * 1.0,
    }
