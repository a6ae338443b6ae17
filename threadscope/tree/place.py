"""References between posts, as numbers -> the row that each post and ghost hangs under."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from threadscope.tree.check import cut_cycles
from threadscope.tree.numbering import NONE, Codes, Rows, rows_of

__all__ = ["Placed", "References", "place"]


@dataclass(frozen=True, slots=True)
class References:
    """Whom each post names, as numbers of ids; ``NONE`` for nobody. Posts stand in the order of time."""

    own: Codes
    reply_to: Codes
    quoted: Codes
    conversation: Codes

    def at(self, rows: NDArray[np.int64]) -> References:
        """Return the references of some posts, in that order."""
        return References(self.own[rows], self.reply_to[rows], self.quoted[rows], self.conversation[rows])


@dataclass(frozen=True, slots=True)
class Placed:
    """Where posts and ghosts hang; posts come first, then ghosts.

    Attributes
    ----------
    parent
        Row that each row stands below, -1 for roots. Tops of detached parts stand below their conversation.
    shelved
        Rows that are such tops: their true parent is not known.
    by_quote
        Rows that hang by quoting; those of ghosts stand in it only where some posts were left out.
    ghosts
        Numbers of the ids of the ghosts.
    cut
        Posts whose reference upwards was cut because it led back to them.
    """

    parent: Rows
    shelved: NDArray[np.bool_]
    by_quote: NDArray[np.bool_]
    ghosts: Codes
    cut: Rows


def place(refs: References, *, quotes: bool, left_out: References | None = None) -> Placed:
    """Hang every post under the one it answers, or quotes; missing ones become ghosts.

    A quoted post that is not archived makes no ghost: a quote is a pointer out of the conversation, and a
    post that only quotes stands well on its own. It remains in ``links``. One that is archived and was left out does:
    its hole stands where the post would, so that nothing below it loses its place.
    """
    if left_out is not None and left_out.own.size:
        return _with_holes(refs, left_out, quotes=quotes)
    n = refs.own.size
    parent = rows_of(refs.reply_to, refs.own)
    missing = (refs.reply_to != NONE) & (parent < 0)
    by_quote = np.zeros(n, np.bool_)
    if quotes:
        free = np.flatnonzero((refs.reply_to == NONE) & (refs.quoted != NONE))
        parent[free] = rows_of(refs.quoted[free], refs.own)
        by_quote[free] = parent[free] >= 0
    ghosts = np.unique(refs.reply_to[missing])
    parent[missing] = n + np.searchsorted(ghosts, refs.reply_to[missing])
    cut = cut_cycles(np.where(parent < n, parent, -1))
    parent[cut] = -1
    by_quote[cut] = False
    return _shelve(refs, parent, by_quote, ghosts, cut)


def _with_holes(refs: References, left_out: References, *, quotes: bool) -> Placed:
    """Hang posts as if none were left out; of those that were, the ones above a post become ghosts with a place."""
    own = np.concatenate([refs.own, left_out.own])
    reply_to, quoted = (
        np.concatenate(pair) for pair in ((refs.reply_to, left_out.reply_to), (refs.quoted, left_out.quoted))
    )
    by_quote = (reply_to == NONE) & (rows_of(quoted, own) >= 0) if quotes else np.zeros(own.size, np.bool_)
    above = np.where(by_quote, quoted, reply_to)
    n = refs.own.size
    reached = np.zeros(own.size, np.bool_)
    reached[:n] = True
    step = np.arange(n)
    while step.size:  # upwards from every post, one answer a round, as long as it leads to posts left out
        step = np.unique(rows_of(above[step], own))
        step = step[(step >= 0) & ~reached[np.maximum(step, 0)]]
        reached[step] = True
    kept = np.flatnonzero(reached)
    own, above, by_quote = own[kept], above[kept], by_quote[kept]
    missing = above[(above != NONE) & (rows_of(above, own) < 0)]
    ghosts = np.unique(np.concatenate([own[n:], missing]))
    parent = np.full(n + ghosts.size, -1, np.int32)
    quoting = np.zeros(parent.size, np.bool_)
    conversation = np.full(ghosts.size, NONE, np.int64)
    rows = np.concatenate([np.arange(n), n + np.searchsorted(ghosts, own[n:])])
    parent[rows] = rows_of(above, np.concatenate([refs.own, ghosts]))
    quoting[rows] = by_quote
    conversation[rows[n:] - n] = left_out.conversation[kept[n:] - n]
    cut = cut_cycles(parent)
    parent[cut] = -1
    quoting[cut] = False
    return _shelve(refs, parent, quoting, ghosts, cut[cut < n], conversation)


def _shelve(
    refs: References,
    parent: Rows,
    by_quote: NDArray[np.bool_],
    ghosts: Codes,
    cut: Rows,
    conversation: Codes | None = None,
) -> Placed:
    """Put what has no parent onto the shelf of its conversation, if that is another's.

    ``conversation`` is that of ghosts which stand for posts left out; such ghosts have rows in ``parent`` too.
    """
    tops, wanted = _without_parent(refs, parent, ghosts, conversation)
    at = rows_of(wanted, np.concatenate([refs.own, ghosts]))
    starts = np.unique(wanted[at < 0])
    at[at < 0] = refs.own.size + ghosts.size + np.searchsorted(starts, wanted[at < 0])
    ghosts = np.concatenate([ghosts, starts])
    hung = np.full(refs.own.size + ghosts.size, -1, np.int32)
    hung[: parent.size] = parent
    hung[tops] = at
    shelved = np.zeros(hung.size, np.bool_)
    shelved[tops] = True
    # A conversation id may name a post of the very part that it should hold: that part then has no shelf.
    while (loose := cut_cycles(hung, shelved)).size:
        hung[loose] = -1
        shelved[loose] = False
    return Placed(hung, shelved, by_quote, ghosts, cut)


def _without_parent(
    refs: References, parent: Rows, ghosts: Codes, of_ghosts: Codes | None
) -> tuple[Rows, Codes]:
    """Return the rows without parent that belong to another's conversation, and the number of that one.

    A ghost's conversation is that of the oldest post that answers it and says one.
    """
    n = refs.own.size
    own, said = refs.own, refs.conversation
    if of_ghosts is not None:
        own, said = np.concatenate([own, ghosts]), np.concatenate([said, of_ghosts])
    tops = np.flatnonzero(parent < 0)
    tops = tops[(said[tops] != NONE) & (said[tops] != own[tops])]
    says = np.flatnonzero((parent >= n) & (said != NONE))
    answered, oldest = np.unique(parent[says], return_index=True)
    conversation = said[says[oldest]]
    other = conversation != ghosts[answered - n]
    if of_ghosts is not None:  # a hole whose place is known needs no shelf, and its own word goes first
        other &= (parent[answered] < 0) & (of_ghosts[answered - n] == NONE)
    rows = np.concatenate([tops, answered[other]]).astype(np.int32)
    return rows, np.concatenate([said[tops], conversation[other]])
