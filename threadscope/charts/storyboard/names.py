"""What a phase begins with -> its name: a few words for its turning point, or for what the pace did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from threadscope.charts.storyboard.clock import lasting
from threadscope.charts.storyboard.numbers import Pace

__all__ = ["Opening", "names_of"]

#: The kind of the turning point that a phase begins with -> its name.
_TURNS: Final = {
    "first_post": "The first post",
    "goes_big": "The claim goes big",
    "first_denial": "The first denial",
    "denial": "A denial",
    "first_distinction": "A distinction",
    "most_answered": "The most answered reply",
    "enters": "A new voice",
    "answers_back": "Back and forth",
    "note_shown": "After a note was rated helpful",
    "note_written": "After a note was written",
    "second_burst": "A second burst",
    "peak": "The peak",
}
_FASTER, _SLOWER = "It speeds up", "It slows down"
#: What the phase with most posts is called where it is slower than what came before: as the last, and as another.
_TAIL, _MOST = "The long tail", "Slower, yet most posts"
#: A wait of so many seconds names a phase before its pace does; a shorter one only where the pace says nothing.
_LONG_WAIT, _WAIT = 3600, 900
#: So many times more or fewer posts, of at least so many, are a difference: as the sentences on phases have it.
_TIMES, _LEAST = 1.5, 5


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known of how a phase begins.

    Attributes
    ----------
    begins_with, key_kind
        As in the table ``phases``.
    key_is_root, root_archived
        Whether its key post opened the thread, and whether the opening post is archived at all.
    by_quote
        Whether its key post quotes what it answers.
    wait_s
        Seconds without a post before it; None for the first.
    pace
        Posts before and after.
    n_posts
        Posts in it.
    """

    begins_with: str
    key_kind: str
    key_is_root: bool
    root_archived: bool
    by_quote: bool
    wait_s: float | None
    pace: Pace | None
    n_posts: int


def _of_pace(opening: Opening) -> tuple[str, float | None]:
    wait, pace = opening.wait_s or 0.0, opening.pace
    quiet = f"After {lasting(wait)} of quiet"
    if wait >= _LONG_WAIT:
        return quiet, wait
    if pace is not None and pace.before is not None:
        more, fewer = max(pace.after, pace.before), min(pace.after, pace.before)
        if more >= _LEAST and more >= _TIMES * fewer:
            return (_FASTER if pace.after > pace.before else _SLOWER), None
    return (quiet, wait) if wait >= _WAIT else ("The pace changes", None)


def _name(opening: Opening) -> tuple[str, float | None]:
    if opening.begins_with == "opening":
        if opening.key_is_root:
            return _TURNS["first_post"], None
        return ("The opening" if opening.root_archived else "The first archived posts"), None
    if opening.begins_with == "pace" and not opening.key_kind.startswith("note"):
        return _of_pace(opening)
    name = _TURNS.get(opening.key_kind, "A turn")
    return (f"{name} by quote" if opening.by_quote and opening.key_kind == "goes_big" else name), None


def names_of(openings: list[Opening]) -> list[tuple[str, float | None]]:
    """Return the name of each phase, and the seconds of quiet that the name tells, else None.

    What the pace does a second time is said to be so. A phase that is slower than the time before it and holds more
    posts than any other is named for that: to read only that it slows down, one would take it for the end.
    """
    found: list[tuple[str, float | None]] = []
    seen: set[str] = set()
    for place, opening in enumerate(openings):
        name, quiet = _name(opening)
        others = [other.n_posts for other in openings[:place] + openings[place + 1 :]]
        told = f"{name} again" if name in seen and name in {_FASTER, _SLOWER} else name
        if name == _SLOWER and others and opening.n_posts > max(others):
            told = f"{_TAIL if place + 1 == len(openings) else _MOST}: {opening.n_posts:,}"
            told += " posts" if place + 1 == len(openings) else ""
        found.append((told, quiet))
        seen.add(name)
    return found
