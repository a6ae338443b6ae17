"""The phases of one thread, and its posts -> the cards of the storyboard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import polars as pl

from threadscope.charts.sides import SIDE_OF_STANCE, UNDETERMINED, Side
from threadscope.charts.storyboard.clock import Clock, rounded_up
from threadscope.charts.storyboard.names import Opening, names_of
from threadscope.charts.storyboard.numbers import Card, Entering, KeyPost, NoteMark, Under
from threadscope.charts.storyboard.paces import paces
from threadscope.charts.storyboard.quotation import quotation
from threadscope.charts.time_scale import Seconds, TimeScale
from threadscope.charts.words import at_handle, clean

__all__ = ["Phases", "cards_of", "percents", "phases_of", "posts_named"]

#: A handle is cut after so many letters: X allows fifteen, other exports and jokers more.
_LONGEST: Final = 24
#: So many answers make a post the most answered one of its phase, whether it has words or not.
_MANY: Final = 3
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Phases:
    """The phases of one thread over its posts in order of time.

    Attributes
    ----------
    rows
        Rows of the table ``phases``, by phase.
    at
        Times of the posts, seconds since 1970, in order.
    firsts
        Place of the first post of each phase in ``at``, and behind the last the number of posts.
    """

    rows: tuple[Row, ...]
    at: Seconds
    firsts: tuple[int, ...]

    @property
    def starts(self) -> list[float]:
        """Times of the first post of each phase."""
        return [float(self.at[place]) for place in self.firsts[:-1]]

    def posts(self, place: int) -> Seconds:
        """Return the times of the posts of one phase."""
        return self.at[self.firsts[place] : self.firsts[place + 1]]


def phases_of(phases: pl.DataFrame, at: Seconds) -> Phases:
    """Lay the phases over the posts: they cover the posts with a time, in order.

    Parameters
    ----------
    phases
        The table, only this thread.
    at
        Times of its posts, sorted.
    """
    rows = phases.sort("phase").to_dicts()
    firsts = np.cumsum([0, *(row["n_posts"] for row in rows)])
    return Phases(tuple(rows), at, tuple(int(place) for place in firsts))


def percents(counts: list[int]) -> list[int]:
    """Return shares in whole per cent that add up to 100: the largest remainders are rounded up, of equal ones the first.

    >>> percents([1, 1, 1]), percents([47, 220, 211, 118, 109, 92, 203])
    ([34, 33, 33], [5, 22, 21, 12, 11, 9, 20])
    """
    whole = sum(counts)
    if not whole:
        return [0] * len(counts)
    floors = [100 * count // whole for count in counts]
    order = sorted(range(len(counts)), key=lambda place: (-(100 * counts[place] % whole), place))
    for place in order[: 100 - sum(floors)]:
        floors[place] += 1
    return floors


def posts_named(posts: pl.DataFrame, stance: pl.DataFrame, handles: dict[str, str]) -> dict[str, Row]:
    """Return what the cards say of some posts, by id.

    Parameters
    ----------
    posts
        Posts of the thread.
    stance
        The table, only these posts.
    handles
        author_id -> handle.
    """
    sides = dict(
        stance.select(
            "post_id", pl.col("toward_claim").replace_strict(SIDE_OF_STANCE, default=UNDETERMINED.name)
        ).iter_rows()
    )
    words = pl.col("text").str.slice(pl.col("display_from").fill_null(0))
    kinds = pl.col("media").list.eval(pl.element().struct.field("kind"))
    columns = ("post_id", "author_id", "parent_id", "parent_kind", "created_at")
    likes = pl.col("like_count").fill_null(0)
    return {
        row["post_id"]: row
        | {"who": handle_of(handles, row["author_id"]), "side": sides.get(row["post_id"], UNDETERMINED.name)}
        for row in posts.select(*columns, words=words, kinds=kinds, likes=likes).iter_rows(named=True)
    }


def handle_of(handles: dict[str, str], author_id: str) -> str:
    """Return a handle as it is shown, cut where it is longer than any that X gives."""
    name = at_handle(handles.get(author_id))
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


def _relation(post: Row, known: dict[str, Row]) -> tuple[str, str]:
    """Return what the post does to which other, both empty where it hangs under none."""
    if post["parent_id"] is None:
        return "", ""
    parent = known.get(post["parent_id"])
    own = parent is not None and parent["author_id"] == post["author_id"]
    whom = "a post of their own" if own else parent["who"] if parent else "a missing post"
    return "quotes" if post["parent_kind"] == "quote" else "answers", whom


def _tag(row: Row, post: Row, label: str | None, n_answers: int, clock: Clock, start: float) -> str:
    """Say what the key post is, and when, where it is not what the phase begins with."""
    if row["key_kind"].startswith("note"):
        return "the post under it"
    at = post["created_at"].timestamp() if post["created_at"] is not None else start
    when = clock.hour(at, start)
    begins = row["begins_with"] in {"head", "surge"} or (
        row["begins_with"] == "opening" and row["key_kind"] == "first_post"
    )
    if begins:
        # The crowd may have begun some posts before the post that drew it.
        return when if when != clock.hour(start, start) else ""
    if label is not None:
        return f"{label[:1].lower()}{label[1:]} · {when}"
    if n_answers >= _MANY:
        return f"most answered · {when}"
    what = (
        "answered" if n_answers else "most liked with words" if post["likes"] else "first words of the phase"
    )
    return f"{what if post['words'] else 'first of the phase'} · {when}"


def _under(row: Row, keys: list[str], known: dict[str, Row]) -> Under | None:
    """Name the post under which most of a phase stands: by the phase that it opened, where it did."""
    head = row["under_id"]
    if head is None:
        return None
    number = next((place for place, key in enumerate(keys, start=1) if key == head), None)
    if number == row["phase"]:
        words = "this post"
    elif number is not None:
        words = f"phase {number}’s post"
    else:
        words = f"a post by {known[head]['who']}" if head in known else "another post"
    return Under(words, round(row["under_share"] * row["n_posts"]))


def _side_of(side: Side, *, is_claim: bool) -> Side:
    """Return the side of a post; the claim itself makes what others on its side repeat."""
    return replace(side, one=side.told(claim=is_claim))


def cards_of(
    phases: Phases,
    known: dict[str, Row],
    labels: dict[str, str],
    n_answers: dict[str, int],
    handles: dict[str, str],
    notes: tuple[NoteMark, ...],
    scale: TimeScale,
    clock: Clock,
    *,
    thread_id: str,
    claim: str,
    sides: dict[str, Side],
    max_names: int,
) -> tuple[Card, ...]:
    """Return a card a phase.

    Parameters
    ----------
    phases
        The phases over the posts.
    known
        As ``posts_named`` returns them: the key posts, what they answer, and the heads.
    labels
        post_id -> what findings call the turning point.
    n_answers
        post_id -> archived answers to it.
    handles
        author_id -> handle.
    notes
        Moments of notes.
    scale, clock
        The drawn time, and how moments are told.
    thread_id
        The opening post.
    claim
        The post that sides are measured against.
    sides
        How they are called.
    max_names
        Most people named among those who enter.
    """
    rows, starts, pace = phases.rows, phases.starts, paces(phases.at, phases.firsts)
    keys = [row["key_post_id"] for row in rows]
    shares = percents([row["n_posts"] for row in rows])
    waits = [None, *(float(phases.at[place] - phases.at[place - 1]) for place in phases.firsts[1:-1])]
    names = names_of(
        [
            Opening(
                begins_with=row["begins_with"],
                key_kind=row["key_kind"],
                key_is_root=row["key_post_id"] == thread_id,
                root_archived=thread_id in known,
                by_quote=known[row["key_post_id"]]["parent_kind"] == "quote",
                wait_s=waits[place],
                pace=pace[place],
                n_posts=row["n_posts"],
            )
            for place, row in enumerate(rows)
        ]
    )
    cards = []
    for place, row in enumerate(rows):
        key, start = known[row["key_post_id"]], starts[place]
        posts = phases.posts(place)
        until = starts[place + 1] if place + 1 < len(rows) else float(posts[-1]) + 1e-3
        body, shown = quotation(key["words"], key["kinds"] or ())
        entered = [handle_of(handles, author) for author in row["entered_ids"]]
        named = tuple(dict.fromkeys(name for name in entered if name.startswith("@")))[:max_names]
        cards.append(
            Card(
                number=place + 1,
                name=clean(names[place][0]),
                started_at=start,
                ended_at=float(posts[-1]),
                span=clock.span(start, float(posts[-1])),
                quiet_s=names[place][1],
                key=KeyPost(
                    key["post_id"], key["who"],
                    _tag(row, key, labels.get(key["post_id"]), n_answers.get(key["post_id"], 0), clock, start),
                    *_relation(key, known), shown, _side_of(sides[key["side"]], is_claim=key["post_id"] == claim), body,
                ),
                entering=Entering(named, row["n_new_people"]),
                pace=pace[place],
                lasts_s=rounded_up(float(posts[-1]) - start),
                under=_under(row, keys, known),
                n_posts=row["n_posts"],
                n_people=row["n_people"],
                percent=shares[place],
                counts=scale.counts(posts),
                notes=tuple(note for note in notes if start <= note.at < until),
            )
        )  # fmt: skip
    return tuple(cards)
