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
        Posts that hang by quoting.
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


def place(refs: References, *, quotes: bool) -> Placed:
    """Hang every post under the one it answers, or quotes; missing ones become ghosts.

    A quoted post that is not archived makes no ghost: a quote is a pointer out of the conversation, and a
    post that only quotes stands well on its own. It remains in ``links``.
    """
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


def _shelve(refs: References, parent: Rows, by_quote: NDArray[np.bool_], ghosts: Codes, cut: Rows) -> Placed:
    """Put what has no parent onto the shelf of its conversation, if that is another's."""
    tops, wanted = _without_parent(refs, parent, ghosts)
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


def _without_parent(refs: References, parent: Rows, ghosts: Codes) -> tuple[Rows, Codes]:
    """Return the rows without parent that belong to another's conversation, and the number of that one.

    A ghost's conversation is that of the oldest post that answers it and says one.
    """
    n = refs.own.size
    tops = np.flatnonzero(parent < 0)
    tops = tops[(refs.conversation[tops] != NONE) & (refs.conversation[tops] != refs.own[tops])]
    says = np.flatnonzero((parent >= n) & (refs.conversation != NONE))
    answered, oldest = np.unique(parent[says], return_index=True)
    conversation = refs.conversation[says[oldest]]
    other = conversation != ghosts[answered - n]
    rows = np.concatenate([tops, answered[other]]).astype(np.int32)
    return rows, np.concatenate([refs.conversation[tops], conversation[other]])
