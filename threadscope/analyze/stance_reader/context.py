"""Each post beside its parent, its claim and its thread -> place, what it shares with them, and what they look like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope.analyze.stance_reader.tokens import Columns, Flags, Ints, Tokens, among, different

__all__ = ["Place", "beside", "place", "shared"]

#: What a post's parent, its claim and the other posts of its thread are described by.
_OF_PARENT: Final = (
    "any_asks", "w_negates", "w_denies", "w_agrees", "w_you", "n_own", "address", "w_doubts", "w_wh", "act_denies",
    "act_asks", "act_agrees", "w_insults", "w_swears", "w_laughs", "w_feels", "reposts", "all_in_claim", "first_negates",
    "first_agrees", "w_news", "to_self", "by_claimant", "w_sources",
)  # fmt: skip
_OF_CLAIM: Final = (
    "any_asks", "w_negates", "w_denies", "w_doubts", "w_news", "n_own", "address", "w_i", "w_you", "number", "quotes",
    "hashtag", "w_says", "w_thinks", "asks_wh", "exclaims", "w_sources", "media", "loud",
)  # fmt: skip
_OF_THREAD: Final = (
    "any_asks", "w_denies", "w_negates", "act_denies", "w_feels", "claim_covered", "n_own", "w_agrees", "w_swears",
    "w_sources", "w_doubts", "w_you", "no_own", "w_laughs",
)  # fmt: skip
#: Features that mean something else in the claim's post, and in a direct answer to it.
_AS_CLAIM: Final = (
    "any_asks", "w_denies", "n_own", "w_news", "w_doubts", "asks_wh", "asks_aux", "w_thinks", "address", "w_i",
)  # fmt: skip
_AS_DIRECT: Final = (
    "any_asks", "asks_wh", "asks_aux", "w_denies", "w_negates", "w_agrees", "act_denies", "act_agrees", "first_negates",
    "first_agrees", "claim_covered", "all_in_claim", "no_own", "w_doubts",
)  # fmt: skip
#: Posts of an average thread that stand beside those of a small one.
_PRIOR: Final = 4
#: Minutes: what counts where a time is not known, and what is long ago.
_NOT_KNOWN, _LONGEST = 5.0, 1e5


@dataclass(frozen=True, slots=True)
class Place:
    """Where each of ``n`` posts stands.

    Attributes
    ----------
    parent, claim
        Row of the post answered and of the post that makes the claim; ``n`` where there is none.
    thread, author
        Numbers of the thread and of the author; an author who is not known is nobody else.
    reddit
        Whether the thread is one of Reddit: few take sides there, and the first post asks as often as it claims.
    """

    parent: Ints
    claim: Ints
    thread: Ints
    author: Ints
    reddit: Flags

    @property
    def n(self) -> int:
        """Number of posts."""
        return len(self.parent)

    @property
    def is_claim(self) -> Flags:
        """Whether a post makes the claim itself."""
        found: Flags = self.claim == np.arange(self.n)
        return found

    @property
    def direct(self) -> Flags:
        """Whether a post answers its claim's post."""
        found: Flags = (self.parent == self.claim) & (self.claim < self.n)
        return found


def _at(values: NDArray[np.floating[Any]], rows: Ints) -> NDArray[np.float64]:
    found: NDArray[np.float64] = np.append(values, 0.0)[rows]
    return found


def place(posts: pl.DataFrame, at: Place) -> Columns:
    """Say where each post stands in tree, time and among its author's posts.

    Parameters
    ----------
    posts
        ``depth``, ``n_children``, ``created_at``, in the order of thread and time.
    at
        Rows of parents and claims.
    """
    n, rows = at.n, np.arange(at.n)
    starts = np.flatnonzero(np.append(True, at.thread[1:] != at.thread[:-1])) if n else rows
    sizes = np.diff(np.append(starts, n))
    position = rows - np.repeat(starts, sizes)
    size = np.repeat(sizes, sizes)
    by_author = np.lexsort((rows, at.author, at.thread))
    changes = np.append(
        True,
        (at.author[by_author][1:] != at.author[by_author][:-1])
        | (at.thread[by_author][1:] != at.thread[by_author][:-1]),
    )[:n]
    earlier = np.zeros(n)
    earlier[by_author] = rows - np.maximum.accumulate(np.where(changes, rows, 0)) if n else 0
    author = np.append(at.author, -1)
    minutes = np.append(posts["created_at"].dt.epoch("ms").cast(pl.Float64).to_numpy() / 60_000, np.nan)
    children = posts["n_children"].fill_null(0).to_numpy().astype(float)

    def waited(for_rows: Ints) -> NDArray[np.float64]:
        gap = np.nan_to_num(minutes[:n] - minutes[for_rows], nan=_NOT_KNOWN)
        found: NDArray[np.float64] = np.log1p(np.clip(gap, 0, _LONGEST))
        return found

    return {
        "is_claim": at.is_claim * 1.0,
        "direct": at.direct * 1.0,
        "depth": np.log1p(np.clip(posts["depth"].fill_null(0).to_numpy(), 0, 30)),
        "by_claimant": ((author[at.claim] == at.author) & ~at.is_claim) * 1.0,
        "to_self": (author[at.parent] == at.author) * 1.0,
        "to_claimant": ((author[at.parent] == author[at.claim]) & (at.parent < n) & ~at.direct) * 1.0,
        "earlier": np.log1p(earlier),
        "position": np.log1p(position),
        "place": position / np.maximum(1, size),
        "size": np.log1p(size),
        "since_claim": waited(at.claim),
        "since_parent": waited(at.parent),
        "children": np.log1p(children),
        "siblings": np.log1p(_at(children, at.parent)),
        "reddit": at.reddit * 1.0,
        "reddit_claim": (at.reddit & at.is_claim) * 1.0,
        "reddit_direct": (at.reddit & at.direct) * 1.0,
        "reddit_nested": (at.reddit & ~at.is_claim & ~at.direct) * 1.0,
    }


def shared(of: Tokens, at: Place) -> Columns:
    """Say which content words a post shares with its parent and its claim, in its own words and in all."""
    content = of.content[of.code]
    width = int(of.stem.max(initial=0)) + 1
    key = of.row[content] * width + of.stem[of.code[content]]
    foreign = of.foreign[content]
    own = different(key[~foreign])
    passed_on = different(key[foreign])
    every = np.concatenate([own, passed_on[~among(passed_on, own)]])
    n_every = np.bincount(every // width, minlength=at.n).astype(float)
    n_own = np.bincount(own // width, minlength=at.n).astype(float)
    to_parent = _hits(every, every, at.parent, width)
    # Most posts answer the claim itself.
    apart = (at.claim != at.parent)[every // width]
    to_claim = to_parent.copy()
    to_claim[apart] = _hits(every[apart], every, at.claim, width)

    def per_post(hit: Flags, most: int | None = None) -> NDArray[np.float64]:
        return np.bincount((every // width)[:most][hit[:most]], minlength=at.n).astype(float)

    answers = ~at.is_claim
    own_parent, own_claim = per_post(to_parent, len(own)), per_post(to_claim, len(own)) * answers
    all_parent, all_claim = per_post(to_parent), per_post(to_claim) * answers
    n_parent, n_claim = np.maximum(1, _at(n_every, at.parent)), np.maximum(1, _at(n_every, at.claim))
    made = {
        "own_in_parent": own_parent / np.maximum(1, n_own),
        "n_in_parent": np.log1p(own_parent),
        "parent_in_own": own_parent / n_parent,
        "own_in_claim": own_claim / np.maximum(1, n_own),
        "n_in_claim": np.log1p(own_claim),
        "claim_covered": all_claim / n_claim,
        "all_in_claim": all_claim / np.maximum(1, n_every),
        "all_in_parent": all_parent / np.maximum(1, n_every),
        "parent_covered": all_parent / n_parent,
        "n_content": np.log1p(n_own),
    }
    made["says_claim"] = ((made["claim_covered"] > 0.6) & (made["all_in_claim"] > 0.6)) * 1.0
    return made


def _hits(keys: Ints, every: Ints, target: Ints, width: int) -> Flags:
    """Whether the word of each key stands in the post that its own post points to."""
    other = target[keys // width]
    there = other < len(target)
    found = np.zeros(len(keys), np.bool_)
    found[there] = among(other[there] * width + keys[there] % width, every)
    return found


def beside(made: Columns, at: Place) -> Columns:
    """Cross what is known of each post with what is known of its parent, its claim and its thread.

    Parameters
    ----------
    made
        The features of each post by itself.
    at
        Rows of parents and claims.
    """
    negates, nested = made["w_negates"] > 0, ~at.direct
    answers, direct = ~at.is_claim, at.direct
    crossed: Columns = {
        "negates_in_parent": negates * made["n_in_parent"],
        "negates_in_claim": negates * made["n_in_claim"],
        "negates_anew": negates * (_at(made["w_negates"], at.parent) == 0) * made["n_in_parent"],
        "asks_in_parent": made["any_asks"] * made["n_in_parent"],
        "reddit_claim_asks": at.reddit * at.is_claim * made["any_asks"],
        "reddit_asks": at.reddit * answers * made["any_asks"],
        "reddit_denies": at.reddit * answers * made["w_denies"],
    }
    crossed |= {f"parent_{name}": nested * _at(made[name], at.parent) for name in _OF_PARENT}
    crossed |= {f"claim_{name}": answers * _at(made[name], at.claim) for name in _OF_CLAIM}
    crossed |= {f"as_claim_{name}": at.is_claim * made[name] for name in _AS_CLAIM}
    crossed |= {f"direct_{name}": direct * made[name] for name in _AS_DIRECT}
    n_threads = int(at.thread.max(initial=-1)) + 1
    others = np.bincount(at.thread, weights=answers, minlength=n_threads)[at.thread] - answers
    for name in _OF_THREAD:
        said = made[name] * answers
        total = np.bincount(at.thread, weights=said, minlength=n_threads)[at.thread] - said
        crossed[f"thread_{name}"] = total / (others + _PRIOR)
    crossed["thread_known"] = others / (others + _PRIOR)
    return crossed
