"""The words of a Community Note, as tools keep them without what X says beside them -> a row of ``notes``.

X hands a note out with its id and with whether it is shown to all or proposed to contributors; these tools keep
only the words. That some note was handed out with the post is then all that can be said, and neither which nor to
whom it was shown. That such a tool has no words says nothing: it may not have asked.
"""

from __future__ import annotations

from typing import Any

__all__ = ["note_row"]


def note_row(post_id: str, words: str, at: int | None) -> tuple[Any, ...]:
    """Return the evidence (see ``Intake.note``) that words of a note came with a post captured at ``at``."""
    precision = "capture" if at is not None else "none"
    words = words.replace("\0", "")
    return (post_id, "pivot", "pivot_ambiguous", None, words, at, None, None, None, precision)
