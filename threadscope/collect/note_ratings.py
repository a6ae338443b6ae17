"""What X's own pages and API say of a Community Note's rating -> the names of the table ``notes``, and the state.

The same names stand in CamelCase in GraphQL, in small letters with underscores in the API, in capitals in the public
files. A rating is no showing: only a helpful note that calls the post misleading is shown, and a deleted one is not.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["classification_in", "rated", "status_in"]

_CLASSIFICATIONS: Final = {
    "misinformedorpotentiallymisleading": "misleading",
    "notmisleading": "not_misleading",
}
_STATUSES: Final = {
    "currentlyratedhelpful": "helpful",
    "currentlyratednothelpful": "not_helpful",
    "needsmoreratings": "needs_more_ratings",
}
_STATES: Final = {"not_helpful": "rated_not_helpful", "needs_more_ratings": "proposed", "other": "unknown"}
_SHOWN: Final = {"misleading": "shown", "not_misleading": "helpful_not_displayed"}


def classification_in(word: str | None) -> str | None:
    """Return what a note's writer says of the post: misleading, not_misleading; ``None`` for anything else.

    >>> classification_in("MisinformedOrPotentiallyMisleading"), classification_in("not_misleading")
    ('misleading', 'not_misleading')
    """
    return _CLASSIFICATIONS.get(_letters(word))


def status_in(word: str | None) -> str | None:
    """Return how a note is rated: helpful, not_helpful, needs_more_ratings, other; ``None`` where nothing says it.

    >>> status_in("CurrentlyRatedHelpful"), status_in("needs_more_ratings"), status_in("FirmReject"), status_in("")
    ('helpful', 'needs_more_ratings', 'other', None)
    """
    return _STATUSES.get(_letters(word), "other") if word else None


def rated(status: str | None, classification: str | None, *, deleted: bool = False) -> str:
    """Return the state of a note on the post that it was written on.

    Parameters
    ----------
    status, classification
        As ``status_in`` and ``classification_in`` return them.
    deleted
        Whether its writer deleted it: it is rated still, and neither shown nor proposed any more.

    Examples
    --------
    >>> rated("helpful", "misleading"), rated("helpful", "not_misleading"), rated("helpful", None, deleted=True)
    ('shown', 'helpful_not_displayed', 'deleted_rated_helpful')
    """
    if deleted:
        return "deleted_rated_helpful" if status == "helpful" else "unknown"
    if status == "helpful":
        return _SHOWN.get(classification or "", "unknown")
    return _STATES[status] if status else "status_unknown"


def _letters(word: str | None) -> str:
    return re.sub(r"[^a-z]", "", (word or "").lower())
