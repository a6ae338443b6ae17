"""The drawn numbers of the storyboard as a table, and as words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import polars as pl

from threadscope.charts.storyboard.numbers import Card, Entering, Storyboard
from threadscope.charts.words import counted
from threadscope.schema import TIME

__all__ = ["alt_text", "table_of"]

#: `percent` of the phases is rounded by largest remainder, so that they add up to 100; all others as they fall.
_COLUMNS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "section": pl.String, "phase": pl.Int64, "item": pl.String, "at": TIME, "until": TIME, "posts": pl.Int64,
    "percent": pl.Float64, "people": pl.Int64, "seconds": pl.Float64,
}  # fmt: skip
Row = dict[str, Any]


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(round(at, 3), UTC)


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None


def _card(card: Card, entering: Entering) -> Iterator[Row]:
    yield {
        "section": "phase", "item": card.name, "at": _moment(card.started_at), "until": _moment(card.ended_at),
        "posts": card.n_posts, "percent": float(card.percent), "people": card.n_people,
    }  # fmt: skip
    if card.quiet_s is not None:
        yield {"section": "quiet before", "item": card.name, "seconds": card.quiet_s}
    yield {"section": "key post", "item": f"{card.key.who}: {card.key.body}"}
    yield {"section": "enters", "item": "all", "people": entering.n_new}
    if entering.names:
        yield {"section": "enters", "item": "others than those named", "people": entering.n_others}
    yield from ({"section": "enters", "item": name, "people": 1} for name in entering.names)
    yield {"section": "pace", "item": "whole phase", "posts": card.n_posts, "seconds": card.lasts_s}
    if card.pace is not None:
        window = float(card.pace.window_s)
        yield {"section": "pace", "item": "first", "posts": card.pace.after, "seconds": window}
        if card.pace.before is not None:
            yield {"section": "pace", "item": "before", "posts": card.pace.before, "seconds": window}
    if card.under is not None:
        held = card.under.n_posts
        yield {
            "section": "under one post", "item": card.under.words, "posts": held,
            "percent": _percent(held, card.n_posts),
        }  # fmt: skip


def _bars(numbers: Storyboard) -> Iterator[Row]:
    scale = numbers.scale
    if scale is None:
        return
    # By their ends: where a quiet stretch is cut, the first post after it stands in the last part of its bar.
    ends = [scale.clock(float(edge)) for edge in scale.edges[1:]]
    starts = [_moment(end - scale.bin_s) for end in ends]
    for card in numbers.cards:
        for place in np.flatnonzero(card.counts):
            yield {
                "section": "bar", "phase": card.number, "item": card.name, "at": starts[place],
                "posts": int(card.counts[place]), "seconds": float(scale.bin_s),
            }  # fmt: skip
    totals = numbers.totals
    tallest = int(totals.argmax())
    yield {
        "section": "tallest bar", "item": f"all phases, posts per {scale.unit}", "at": starts[tallest],
        "until": _moment(ends[tallest]), "posts": int(totals[tallest]), "seconds": float(scale.bin_s),
    }  # fmt: skip
    for gap in scale.gaps:
        yield {
            "section": "cut", "item": gap.words, "at": _moment(gap.start), "until": _moment(gap.end),
            "seconds": gap.end - gap.start,
        }  # fmt: skip


def _rest(numbers: Storyboard) -> Iterator[Row]:
    standing = numbers.standing
    yield {
        "section": "thread", "item": numbers.why or f"{counted(len(numbers.cards), 'phase')}", "posts": numbers.n_posts,
        "people": numbers.n_people,
    }  # fmt: skip
    if numbers.n_untimed:
        yield {"section": "untimed", "item": "without a time, in no phase", "posts": numbers.n_untimed}
    if not numbers.cards:
        yield {"section": "no phase", "item": "with a time", "posts": numbers.n_posts - numbers.n_untimed}
        return
    if numbers.n_later:
        yield {
            "section": "later",
            "item": "after the curve’s end, in the last phase",
            "posts": numbers.n_later,
        }
    for side, n in standing.sides:
        yield {"section": "side", "item": side.many, "posts": n, "percent": _percent(n, numbers.n_posts)}
    placed = sum(n for side, n in standing.sides if side.name in {"claim", "dispute"})
    yield {
        "section": "placed", "item": "for or against the claim", "posts": placed,
        "percent": _percent(placed, numbers.n_posts),
    }  # fmt: skip
    for note in numbers.notes:
        yield {"section": "note", "item": note.words, "at": _moment(note.at)}
    if standing.note:
        yield {"section": "finding", "item": standing.note}
    if standing.counted is not None and standing.archived is not None:
        yield {"section": "replies", "item": "counted by X", "posts": standing.counted}
        yield {
            "section": "replies", "item": "archived", "posts": standing.archived,
            "percent": _percent(standing.archived, standing.counted),
        }  # fmt: skip


def table_of(numbers: Storyboard, entering: Sequence[Entering]) -> pl.DataFrame:
    """Return the drawn numbers: section, phase, item, at, until, posts, percent, people, seconds.

    Parameters
    ----------
    numbers
        What is drawn.
    entering
        Who is named on each card, which depends on its width.

    Raises
    ------
    ValueError
        If phases and what is in none do not hold every post, bars and what came later not every post with a time,
        or if the shares of the phases do not add up to 100.
    """
    told = zip(numbers.cards, entering, strict=True)
    rows = [{"phase": card.number} | row for card, named in told for row in _card(card, named)]
    table = pl.DataFrame([*rows, *_bars(numbers), *_rest(numbers)], schema=_COLUMNS)
    posts = dict(table.group_by("section").agg(pl.col("posts").sum()).iter_rows())
    for sections, whole in (
        (("phase", "no phase", "untimed"), numbers.n_posts),
        (("bar", "later", "no phase", "untimed"), numbers.n_posts),
        (("side",), numbers.n_posts if numbers.cards else 0),
    ):
        held = sum(posts.get(section, 0) for section in sections)
        if held != whole:
            raise ValueError(f"{' + '.join(sections)} hold {held} of {whole} posts")
    if numbers.cards and sum(card.percent for card in numbers.cards) != 100:
        raise ValueError("the shares of the phases do not add up to 100 %")
    return table


def _told(card: Card) -> str:
    size = f"{counted(card.n_posts, 'post')} ({f'{card.percent}%' if card.percent else '<1%'})"
    people = f"{counted(card.n_people, 'person', 'people')}, {card.entering.n_new:,} of them new"
    who = " ".join(part for part in (card.key.who, card.key.relation, card.key.whom) if part)
    return f"{card.number}. {card.name}, {card.span}: {size} by {people}. {who}: {card.key.body}"


def alt_text(numbers: Storyboard) -> str:
    """Say what the picture shows, from the numbers that are drawn."""
    if not numbers.cards:
        return numbers.why
    phases = " ".join(_told(card) for card in numbers.cards)
    standing = numbers.standing
    size = f"{counted(numbers.n_posts, 'post')} by {counted(numbers.n_people, 'person', 'people')}"
    parts = [
        f"{size} in {counted(len(numbers.cards), 'phase')}.",
        phases,
        standing.note,
        standing.last,
        standing.completeness,
    ]
    return " ".join(part for part in parts if part)
