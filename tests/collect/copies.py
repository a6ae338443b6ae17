"""Hand-made observations: one row a copy of a post, of which a test says only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from threadscope import schema
from threadscope.collect import Collected, Folded, fold
from threadscope.collect.dialects import DIALECTS, carried_by
from threadscope.collect.intake import PEOPLE

#: An id older than the ids that hold a time, so that only what is said of times counts.
POST = "20"
EARLY, LATE = datetime(2024, 6, 1, tzinfo=UTC), datetime(2024, 6, 2, tzinfo=UTC)
#: A dialect that can tell whether a post is limited or withheld, and one that cannot.
TELLING = "graphql"
SILENT = next(name for name in sorted(DIALECTS) if "availability" not in carried_by(name))

_NOTHING: dict[str, Any] = {
    "post_id": POST,
    "dialect": TELLING,
    "place": "main",
    "text_truncated": False,
    "display_from": 0,
    "media": [],
    "urls": [],
    "mentions": [],
    "hashtags": [],
    "edit_ids": [],
    "availability": "available",
}


def later(seconds: float) -> datetime:
    """Return a time after EARLY."""
    return EARLY + timedelta(seconds=seconds)


def medium(kind: str = "photo", **said: str) -> dict[str, str | None]:
    """Return one piece of media."""
    return {"kind": kind, "alt": None, "url": None, "file": None} | said


def observed(*copies: dict[str, Any], people: Sequence[dict[str, Any]] = ()) -> Collected:
    """Return what a reading would give that saw these copies, each in a source of its own: `0.json`, `1.json`."""
    rows = [
        _NOTHING
        | {"author_id": f"?{copy.get('post_id', POST)}", "source": f"{number}.json", "source_row": number}
        | copy
        for number, copy in enumerate(copies)
    ]
    others = {name: schema.empty(name) for name in ("absences", "cursors", "notes", "sources", "problems")}
    frame = pl.DataFrame(rows, schema_overrides=schema.SCHEMAS["observations"].dtypes)
    return Collected(
        observations=schema.conform(frame, "observations"),
        people=pl.DataFrame(list(people), schema=pl.Schema(PEOPLE)),
        **others,
    )


def folded_of(*copies: dict[str, Any], people: Sequence[dict[str, Any]] = ()) -> Folded:
    """Fold these copies."""
    return fold(observed(*copies, people=people))


def one_of(*copies: dict[str, Any]) -> dict[str, Any]:
    """Fold copies of one post, forwards and backwards, which gives the same; return the post."""
    numbered = [
        {"source": f"{number}.json", "source_row": number} | copy for number, copy in enumerate(copies)
    ]
    # Backwards as copies of a post whose id is of the same time: both are folded at once.
    own = {"post_id": numbered[0].get("post_id", POST)}
    other = {"post_id": str(int(own["post_id"]) + 7)}
    backwards = [{"author_id": f"?{own['post_id']}"} | copy | other for copy in reversed(numbered)]
    post, again = folded_of(*numbered, *backwards).posts.sort("post_id").to_dicts()
    assert post == again | own
    return post
