"""States of Community Notes, as the tables name them -> how each reads, and whether it says that a note was shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["NOTE_STATES", "NoteState", "note_state"]


@dataclass(frozen=True, slots=True)
class NoteState:
    """One state.

    Attributes
    ----------
    name
        As in the tables.
    words
        What is known of the note, after "a note".
    badge
        The same for a badge beside a post, in two or three words.
    was_shown
        Whether a note was shown at some time.
    """

    name: str
    words: str
    badge: str
    was_shown: bool = False


#: From the one that says most of what readers saw to the one that says least.
NOTE_STATES: Final = {
    state.name: state
    for state in (
        NoteState("shown", "shown", "note shown", was_shown=True),
        NoteState("shown_then_removed", "shown, then removed", "note removed", was_shown=True),
        NoteState("shown_at_capture", "shown at capture", "note shown", was_shown=True),
        NoteState("pivot_ambiguous", "delivered at capture, to whom is not known", "note, state unclear"),
        NoteState("helpful_not_displayed", "rated helpful, not displayed", "note not displayed"),
        NoteState("proposed_at_capture", "proposed at capture", "note proposed"),
        NoteState("proposed", "proposed, no showing on record", "note proposed"),
        NoteState("rated_not_helpful", "rated not helpful, no showing on record", "note rated not helpful"),
        NoteState("status_unknown", "written, its rating not known", "note, state unclear"),
        NoteState("deleted_rated_helpful", "deleted, rated helpful", "note deleted"),
        NoteState("unknown", "on record, its state not known", "note, state unclear"),
        NoteState(
            "notes_exist_not_shown_to_capturer", "on record at capture, none delivered", "note on record"
        ),
    )
}


def note_state(*names: str | None) -> NoteState | None:
    """Return the state that says most of what readers saw, among those that tell of a note at all.

    >>> note_state("none_reported_at_capture", "proposed").badge
    'note proposed'
    >>> note_state("not_in_snapshot", None) is None
    True
    """
    return next((state for name, state in NOTE_STATES.items() if name in names), None)
