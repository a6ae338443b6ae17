"""The evidence about one note on one post -> its moments and stretches, each no surer than that evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from threadscope.charts.note.numbers import OPEN, Moment, Stretch

__all__ = ["Life", "after", "life_of", "status_row"]

_HOUR, _DAY = 3600.0, 86400.0
#: Kinds of evidence that tell how a note is rated, the one that tells most first.
_RATED: Final = ("snapshot", "payload", "own_archive")
_SHOWN: Final = ("shown", "shown_then_removed")
_NEVER_SHOWN: Final = ("proposed", "rated_not_helpful", "helpful_not_displayed")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Life:
    """Moments by time, and stretches that follow each other."""

    moments: tuple[Moment, ...]
    stretches: tuple[Stretch, ...]


def status_row(rows: Sequence[Row]) -> Row | None:
    """Return the evidence that tells how the note is rated, if any."""
    kinds = {row["evidence_kind"]: row for row in rows}
    return next((kinds[kind] for kind in _RATED if kind in kinds), None)


def after(seconds: float) -> str:
    """Return how long after the post something was, in one unit.

    >>> after(25_327), after(-7200), after(20), after(18 * 86400)
    ('+7 h', '−2 h', '+0 min', '+18 days')
    """
    sign, length = ("−", -seconds) if seconds < 0 else ("+", seconds)
    if length / 60 < 90:
        return f"{sign}{length / 60:.0f} min"
    return f"{sign}{length / _HOUR:.0f} h" if length < 48 * _HOUR else f"{sign}{length / _DAY:.0f} days"


def _at(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()


def _known(rows: Sequence[Row | None], column: str) -> float | None:
    return next((_at(row[column]) for row in rows if row is not None and row[column] is not None), None)


def _moment(kind: str, words: str, at: float, post_at: float | None, *, exact: bool) -> Moment:
    when = f" {after(at - post_at)}" if post_at is not None else ""
    return Moment(kind, at, words + when, exact)


def _sightings(row: Row | None, post_at: float | None) -> Iterator[Moment]:
    """Yield what captures saw: the note shown, first and last, and the nearest ones without it."""
    if row is None:
        return
    told = None
    for column, kind, words in (
        ("unseen_before", "unseen", "captured without it"),
        ("seen_shown_from", "seen", "captured with it"),
        ("seen_shown_to", "seen", "captured with it"),
        ("unseen_after", "unseen", "captured without it"),
    ):
        if row[column] is not None:
            moment = _moment(kind, words, row[column].timestamp(), post_at, exact=True)
            # The pages of one capture are seconds apart.
            if moment.words != told:
                yield moment
            told = moment.words


def life_of(rows: Sequence[Row], post_at: float | None) -> Life:
    """Return the life of one note on one post.

    Parameters
    ----------
    rows
        The rows of ``note_timeline`` about it, one a kind of evidence.
    post_at
        Time of the post, seconds since 1970.
    """
    rated = status_row(rows)
    seen = next((row for row in rows if row["evidence_kind"] == "pivot"), None)
    written = _known([rated, seen, *rows], "written_at")
    helpful, shown = _known([rated], "rated_helpful_at"), _known([rated], "shown_from")
    # The day of a snapshot says only that a showing had ended by then.
    removed = _known([rated], "shown_until")
    moments = list(_sightings(seen, post_at))
    if written is not None:
        exact = any(row["written_precision"] == "exact" for row in rows)
        moments.append(_moment("written", "written", written, post_at, exact=exact))
    for at, kind, words in (
        (shown if helpful is None else helpful, "helpful", "first rated helpful"),
        (removed, "removed", "removed by"),
    ):
        if at is not None:
            moments.append(_moment(kind, words, at, post_at, exact=False))
    stretches = (
        _by_rating(str(rated["state"]), written, helpful, shown, removed)
        if rated is not None and _says_more(rated, seen)
        else _by_capture(seen, written)
    )
    return Life(tuple(sorted(moments, key=lambda moment: moment.at)), tuple(stretches))


def _says_more(rated: Row, seen: Row | None) -> bool:
    """Return whether the rating tells more of the showing than a capture does."""
    return seen is None or rated["state"] not in {
        "unknown",
        "status_unknown",
        "notes_exist_not_shown_to_capturer",
    }


def _by_rating(
    state: str, written: float | None, helpful: float | None, shown: float | None, removed: float | None
) -> Iterator[Stretch]:
    """Yield the stretches that a rating tells of."""
    start = next((at for at in (written, helpful, shown) if at is not None), None)
    if start is None:
        return
    if state in _NEVER_SHOWN:
        yield Stretch("waiting", start, OPEN, "no showing on record")
    elif state in _SHOWN and shown is not None:
        yield from _wait(start, shown)
        yield from _showing(state, shown, removed)
    elif state in _SHOWN:
        # A note on a picture that was written elsewhere was not shown here before it was rated helpful.
        if helpful is not None:
            yield from _wait(start, helpful)
            start = max(start, helpful)
        yield from _unknown_since(start, removed)
    else:
        yield Stretch("unknown", start, OPEN, "shown or not: not known")


def _wait(start: float, until: float) -> Iterator[Stretch]:
    if until > start:
        yield Stretch(
            "waiting", start, until, f"{after(until - start)[1:]} until rated helpful", (False, True)
        )


def _showing(state: str, shown: float, removed: float | None) -> Iterator[Stretch]:
    """Yield a showing that began at a scoring run."""
    if state == "shown":
        yield Stretch("shown", shown, OPEN, "shown", (True, False))
    elif removed is not None and removed > shown:
        yield Stretch("shown", shown, removed, "shown", (True, True))
        yield Stretch("over", removed, OPEN, "no longer shown")
    else:
        yield Stretch("unknown", shown, OPEN, "shown, until when is not known")


def _unknown_since(start: float, removed: float | None) -> Iterator[Stretch]:
    if removed is not None and removed > start:
        yield Stretch("unknown", start, removed, "shown since when is not known")
        yield Stretch("over", removed, OPEN, "no longer shown")
    else:
        yield Stretch("unknown", start, OPEN, "shown since when is not known")


def _by_capture(seen: Row | None, written: float | None) -> Iterator[Stretch]:
    """Yield the stretches around what captures saw: a capture tells of one moment, nothing in between."""
    first, last = _known([seen], "seen_shown_from"), _known([seen], "seen_shown_to")
    before, later = _known([seen], "unseen_before"), _known([seen], "unseen_after")
    if first is None:
        if written is not None:
            yield Stretch("unknown", written, OPEN, "shown or not: not known")
        return
    start = written if written is not None else before
    if start is None:
        return
    if before is not None and before > start:
        yield Stretch("waiting", start, before)
        start = before
    yield Stretch("unknown", start, first, "shown since when is not known")
    if last is not None and last > first:
        yield Stretch("unknown", first, last, "captured with it")
    if later is not None and last is not None:
        yield Stretch("unknown", last, later, "removed in between")
        yield Stretch("over", later, OPEN, "captured without it")
