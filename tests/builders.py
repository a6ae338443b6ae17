"""Tiny threads for tests, written as they are said: ``posts("root", "ann1>root", "bob1>ann1", "eve1~root")``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from threadscope import schema, tree
from threadscope.settings import Settings
from threadscope.study import Study

__all__ = ["START", "at", "posts", "study"]

#: Time of the first post.
START = datetime(2024, 5, 24, 12, tzinfo=UTC)

_SPEC = re.compile(r"(?P<name>[^@>~]+)(?:@(?P<author>[^>~]+))?(?:>(?P<reply>[^~]+))?(?:~(?P<quote>.+))?")


def at(seconds: float) -> datetime:
    """Return the time so many seconds after the first post."""
    return START + timedelta(seconds=seconds)


def posts(*specs: str, step_s: float = 60, **columns: Mapping[str, Any]) -> pl.DataFrame:
    """Return posts as the fold hands them over.

    Parameters
    ----------
    specs
        ``name``, ``name>answered``, ``name~quoted`` or ``name>answered~quoted``. The name is the post's id.
        Its author is the name without digits at its end (``ann1`` and ``ann2`` are by ``ann``), or said:
        ``p1@ann>root``. A post that is named but not listed is not archived.
    step_s
        Seconds between a post and the next one.
    columns
        Other values, by name of the post: ``like_count={"ann1": 3}, created_at={"ann2": at(5)}``.
    """
    rows = []
    for place, spec in enumerate(specs):
        said = _SPEC.fullmatch(spec)
        if said is None:
            raise ValueError(f"not a post: {spec!r}")
        name = said["name"]
        author = said["author"] or name.rstrip("0123456789") or name
        row = {
            "post_id": name,
            "reply_to_id": said["reply"],
            "quoted_id": said["quote"],
            "author_id": author,
            "handle": author,
            "created_at": at(place * step_s),
            "text": f"words of {name}",
            "text_truncated": False,
            "display_from": 0,
            "media": [],
            "urls": [],
            "mentions": [],
            "hashtags": [],
            "edit_ids": [],
            "availability": "available",
            "n_observations": 1,
        }
        rows.append(row | {column: values[name] for column, values in columns.items() if name in values})
    dtypes = {
        name: dtype for name, dtype in schema.SCHEMAS["posts"].dtypes.items() if name not in tree.COLUMNS
    }
    return pl.DataFrame(rows, schema=dtypes)


def study(
    *specs: str | pl.DataFrame, settings: Settings | None = None, step_s: float = 60, **more: Any
) -> Study:
    """Return a study of tiny threads.

    Parameters
    ----------
    specs
        As for ``posts``; or one frame of posts.
    settings
        The study's settings; ``quotes`` goes to the tree.
    step_s
        Seconds between a post and the next one.
    more
        Base tables by name (frames, or rows that are conformed to the schema), and columns as for ``posts``.
    """
    settings = settings or Settings()
    tables = {
        name: more.pop(name)
        for name in list(more)
        if name in schema.SCHEMAS and not isinstance(more[name], Mapping)
    }
    frames = {name: _frame(name, rows) for name, rows in tables.items()}
    folded = (
        specs[0] if specs and isinstance(specs[0], pl.DataFrame) else posts(*specs, step_s=step_s, **more)
    )
    forest = tree.build(
        folded,
        frames.get("absences", schema.empty("absences")),
        frames.get("aliases", schema.empty("aliases")),
        quotes=settings.quotes,
    )
    people = schema.conform(
        folded.select("author_id", "handle").unique("author_id").sort("author_id"), "people"
    )
    made = {name: getattr(forest, name) for name in ("posts", "ghosts", "links", "threads", "problems")}
    return Study({"people": people, **made, **frames}, settings)


def _frame(name: str, rows: pl.DataFrame | list[dict[str, Any]]) -> pl.DataFrame:
    if isinstance(rows, pl.DataFrame):
        return rows
    dtypes = schema.SCHEMAS[name].dtypes
    return schema.conform(
        pl.DataFrame(rows, schema={k: dtypes[k] for k in (rows[0] if rows else dtypes)}), name
    )
