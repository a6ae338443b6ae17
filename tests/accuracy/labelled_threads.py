"""Labelled threads, one a line (layout of ``rumoureval_traindev.jsonl``) -> tables as the product has them, and labels."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from threadscope import schema, tree
from threadscope.settings import Settings
from threadscope.study import Study

_LEADING_MENTIONS = re.compile(r"\s*(?:\.?@\w+\s+)*")
_TIMES = ("%a %b %d %H:%M:%S %z %Y", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z")
LABELS = ("support", "deny", "query", "comment")


def threads(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the threads of a file."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def fingerprint(thread_id: str) -> str:
    """Return what the weights file keeps of a thread that they were trained on."""
    return hashlib.sha256(thread_id.encode()).hexdigest()[:10]


def when(said: Any) -> datetime | None:
    """Return a time said in seconds, as X says it, or in ISO 8601; None where it is none."""
    if said is None:
        return None
    try:
        return datetime.fromtimestamp(float(said), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        pass
    for form in _TIMES:
        try:
            found = datetime.strptime(str(said).replace("Z", "+0000"), form)  # noqa: DTZ007 - every form has %z
        except ValueError:
            continue
        return found
    return None


def _row(post: dict[str, Any], source: str) -> dict[str, Any]:
    # Labelled files resolve nothing: entities stand in the text, mentions before it. Their language is English.
    text = None if post.get("text") is None else html.unescape(post["text"])
    parent = post.get("parent", post.get("reply_to"))
    return {
        "post_id": str(post["id"]),
        "reply_to_id": None if parent is None or post.get("source") else str(parent),
        "conversation_id": source,
        "author_id": post.get("author"),
        "handle": post.get("author"),
        "created_at": when(post.get("created_at")),
        "text": text,
        "lang": "en",
        "text_truncated": False,
        "display_from": _LEADING_MENTIONS.match(text or "").end(),
        "media": [{"kind": "photo"}] if post.get("media") else [],
        "urls": [],
        "mentions": [],
        "hashtags": [],
        "edit_ids": [],
        "availability": "available",
        "n_observations": 1,
    }


def read(path: Path) -> tuple[Study, pl.DataFrame]:
    """Read a file.

    Returns
    -------
    tuple
        A study of all threads, and one row a labelled post: ``post_id``, ``thread``, ``event``, ``label`` (null where
        there is none), ``is_source``, ``is_direct``.
    """
    rows, labels = [], []
    for thread in threads(path):
        source = str(thread.get("source") or thread["thread"])
        for post in thread["posts"]:
            rows.append(_row(post, source))
            label = post.get("label")
            labels.append(
                (
                    str(post["id"]),
                    str(thread["thread"]),
                    str(post.get("event") or thread.get("event") or "no event"),
                    label if label in LABELS else None,
                    bool(post.get("source")) or str(post["id"]) == source,
                    rows[-1]["reply_to_id"] == source,
                )
            )
    dtypes = {
        name: dtype for name, dtype in schema.SCHEMAS["posts"].dtypes.items() if name not in tree.COLUMNS
    }
    posts = pl.DataFrame(rows, schema=dtypes).unique("post_id", keep="first", maintain_order=True)
    forest = tree.build(posts, schema.empty("absences"), schema.empty("aliases"), quotes=True)
    people = schema.conform(
        posts.select("author_id", "handle").drop_nulls("author_id").unique("author_id").sort("author_id"),
        "people",
    )
    made = {name: getattr(forest, name) for name in ("posts", "ghosts", "links", "threads")}
    columns = {
        "post_id": pl.String, "thread": pl.String, "event": pl.String, "label": pl.String,
        "is_source": pl.Boolean, "is_direct": pl.Boolean,
    }  # fmt: skip
    told = pl.DataFrame(labels, schema=columns, orient="row")
    return Study({"people": people, **made}, Settings()), told.unique(
        "post_id", keep="first", maintain_order=True
    )


def grown(table: pl.DataFrame, copies: int) -> pl.DataFrame:
    """Return so many copies of a table's threads, with ids, and a word in each post, of their own: for timing."""
    ids = ("post_id", "thread_id", "parent_id", "author_id", "repeats_id")
    kept = [name for name in ids if name in table.columns]
    made = pl.concat(
        table.with_columns(pl.concat_str(pl.col(name), pl.lit(f"c{n}")) for name in kept)
        for n in range(copies)
    )
    if "text" in table.columns:
        made = made.with_columns(text=pl.concat_str("text", pl.lit(" w"), pl.col("post_id").str.slice(-6)))
    return made
