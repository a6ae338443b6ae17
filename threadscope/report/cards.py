"""Posts as the page quotes them: who, when, the words, the media, the way to the original."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, Final

import polars as pl

from threadscope.report.formats import Clock, person, post_url

__all__ = ["Card", "cards", "names_of", "numbered_cards"]

#: What one piece of media is called, and what several.
_KINDS: Final = {
    "photo": ("photo", "photos"),
    "video": ("video", "videos"),
    "gif": ("GIF", "GIFs"),
    "other": ("other media", "other media"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One post, or one ghost, ready to be printed.

    Attributes
    ----------
    post_id, handle, name
        Its id, the author's handle with @, and the display name ("" where unknown).
    at, text, media
        Time in the zone of the report; the words without the leading reply mentions; kinds, counts and alt texts.
    missing
        Why it is not archived; "" for an archived post.
    depth
        Steps from the root.
    url
        Address on X; None for an id that is no number.
    number
        Its place in the list of posts that a printed page cites; 0 for a post that it does not cite.
    moment, captured
        The time and the day of the newest capture in UTC, for machines and citations; "" where not known.
    """

    post_id: str
    handle: str
    name: str
    at: str
    text: str
    media: str
    missing: str
    depth: int
    url: str | None
    moment: str = ""
    captured: str = ""
    number: int = 0


def names_of(people: pl.DataFrame) -> dict[str, str]:
    """Return display names by author id; "" where none is known."""
    rows = people.select("author_id", pl.col("name").fill_null("")).iter_rows()
    return dict(rows)


def cards(
    rows: pl.DataFrame,
    wanted: Iterable[str],
    people: pl.DataFrame,
    clock: Clock,
    cited: Iterable[str] = (),
) -> dict[str, Card]:
    """Return the wanted posts and ghosts by id.

    Parameters
    ----------
    rows
        Posts and ghosts, as `conversation.rows_of` returns them.
    wanted
        Their ids; ids of neither are passed over.
    people, clock
        The table, and the writer of times.
    cited
        Those that a printed page cites: they are numbered by time.
    """
    some = rows.filter(pl.col("post_id").is_in(pl.Series(sorted(set(wanted)), dtype=pl.String).implode()))
    names = names_of(people.filter(pl.col("author_id").is_in(some["author_id"].unique().implode())))
    printed = some.filter(pl.col("post_id").is_in(pl.Series(sorted(set(cited)), dtype=pl.String).implode()))
    ordered = printed.sort("created_at", "post_id", nulls_last=True)["post_id"]
    numbers = {post_id: number for number, post_id in enumerate(ordered, start=1)}
    return {
        row["post_id"]: _card(row, names, clock, numbers.get(row["post_id"], 0))
        for row in some.iter_rows(named=True)
    }


def numbered_cards(known: Mapping[str, Card]) -> list[Card]:
    """Return the posts that a printed page lists, by their numbers."""
    return sorted((card for card in known.values() if card.number), key=attrgetter("number"))


def _card(row: dict[str, Any], names: dict[str, str], clock: Clock, number: int) -> Card:
    text = row["text"] or ""
    return Card(
        post_id=row["post_id"],
        handle=person(row["handle"]),
        name=names.get(row["author_id"], ""),
        at=clock(row["created_at"]),
        text=text[row["display_from"] or 0 :].strip() or text,
        media=_media(row["media"] or []),
        missing=row["reason"] or "",
        depth=row["depth"],
        url=post_url(row["post_id"]),
        moment=_utc(row["created_at"], "%H:%MZ"),
        captured=_utc(row["captured_at"]),
        number=number,
    )


def _utc(moment: datetime | None, clock: str = "") -> str:
    """Write a day, or a minute, as HTML's `time` takes it."""
    if moment is None:
        return ""
    local = moment.astimezone(UTC)
    return f"{local:%Y-%m-%d}{f'T{local:{clock}}' if clock else ''}"


def _media(media: list[dict[str, str | None]]) -> str:
    """Say what a post carries besides words: how many of which kind, and how each is described.

    As `data.js` says it for the list.
    """
    if not media:
        return ""
    kinds = Counter(_KINDS.get(piece["kind"] or "", _KINDS["other"]) for piece in media)
    counted = [one if n == 1 else f"{n} {more}" for (one, more), n in kinds.items()]
    if len(media) == 1:
        return (
            f"{counted[0]}: {media[0]['alt']}" if media[0]["alt"] else f"{counted[0]} without a description"
        )
    described = [
        f"({place}) {piece['alt'] or 'without a description'}" for place, piece in enumerate(media, 1)
    ]
    if not any(piece["alt"] for piece in media):
        return f"{', '.join(counted)} without descriptions"
    return f"{', '.join(counted)}: {' '.join(described)}"
