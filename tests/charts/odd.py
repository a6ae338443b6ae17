"""Threads that are hard to draw, all in one study, so that what is computed of threads is computed once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any, Final

import polars as pl

from fixtures import generate
from tests.builders import START
from tests.builders import study as study_of
from threadscope.study import Study

__all__ = ["KINDS", "NAMES", "OneThread", "odd_threads", "threads_of"]

Change = Callable[[pl.DataFrame], pl.DataFrame]

#: kind of name -> handles, one an author; the last one is given to all the others.
NAMES: Final[Mapping[str, Sequence[str | None]]] = {
    "long names": [f"{letter * 44}{place:06}" for place, letter in enumerate("WMGQ@%#wm_OD")],
    "right-to-left names": ["שלום_עולם", "مرحبا_بالجميع", "דוד_הגדול", "يوسف", "רות 7", "ليلى12", "חנה"],
    "names of markup": [
        "$x$", "<script>alert(1)</script>", "a&b", "x_{1}^{2}", r"\frac{a}{b}", "$", "&lt;b&gt;", "#ff0000", "{{name}}",
        "%s%d", "]]>", "'\"`",
    ],
    "names without letters": ["🎉🔥", None, "", " ", "👩‍👩‍👧‍👦", "🇺🇦", "\u200b", "@", "...", "1️⃣"],
    "names of marks": [
        "Z" + "\u0335\u0321\u0489" * 15, "abc\u202egnp.exe", "\u2067right\u2069", "\u0301\u0302", "a\u0000b\u0007c",
        "line\nbreak\ttab", "\ufeffbom", "\ue000\uf8ff", "\U0010ffff", "e\u0301" * 15,
    ],
}  # fmt: skip


def _named(handles: Sequence[str | None]) -> Change:
    def change(posts: pl.DataFrame) -> pl.DataFrame:
        known = posts["author_id"].unique(maintain_order=True).to_list()
        names = {author: handles[min(place, len(handles) - 1)] for place, author in enumerate(known)}
        return posts.with_columns(
            pl.col("author_id").replace_strict(names, return_dtype=pl.String).alias("handle")
        )

    return change


def _over(length: timedelta) -> Change:
    """Spread a thread evenly over a length of time."""

    def change(posts: pl.DataFrame) -> pl.DataFrame:
        step = length / max(posts.height - 1, 1)
        at = [START + place * step for place in range(posts.height)]
        return posts.with_columns(pl.Series("created_at", at, posts.schema["created_at"]))

    return change


def _with(**columns: Any) -> Change:
    return lambda posts: posts.with_columns(
        pl.lit(value, dtype=posts.schema[name]).alias(name) for name, value in columns.items()
    )


def _first(number: int) -> Change:
    return lambda posts: posts.head(number)


def _all_parents_missing(posts: pl.DataFrame) -> pl.DataFrame:
    answered = "gone" + pl.int_range(pl.len()).cast(pl.String)
    return posts.slice(1).with_columns(answered.alias("reply_to_id"), pl.lit(None).alias("quoted_id"))


#: kind of thread -> what makes it of an ordinary one.
KINDS: Final[Mapping[str, Change]] = {
    "1 post": _first(1),
    "2 posts": _first(2),
    "3 posts": _first(3),
    "within a second": _over(timedelta(milliseconds=999)),
    "over three years": _over(timedelta(days=1096)),
    "no likes": _with(
        like_count=None, reply_count=None, repost_count=None, quote_count=None, view_count=None
    ),
    "no root": lambda posts: posts.slice(1),
    "all parents missing": _all_parents_missing,
    "no times": _with(created_at=None),
    "one author": _with(author_id="1", handle="only_me"),
    "nobody known": lambda posts: _with(handle=None)(posts).with_columns(author_id="?" + pl.col("post_id")),
    **{kind: _named(handles) for kind, handles in NAMES.items()},
    "one text": _with(text="This is not true."),
    "no texts": _with(text=None),
}
_NOTED: Final = ("within a second", "over three years", "no times", "right-to-left names", "2 posts")


def _own_ids(posts: pl.DataFrame, place: int) -> pl.DataFrame:
    """Let the ids of posts and people differ from those of another thread."""
    columns = ("post_id", "reply_to_id", "quoted_id", "conversation_id", "repost_of_id", "author_id")
    return posts.with_columns(
        pl.format("{}{}", name, pl.lit(f"{place + 10}")).alias(name) for name in columns
    )


def _note(posts: pl.DataFrame) -> dict[str, Any]:
    row = posts.row(0, named=True)
    at = row["created_at"]
    return {
        "post_id": row["post_id"], "evidence_kind": "snapshot", "state": "shown", "text": "Independent tests found no “leak”.",
        "source": "notes", "note_id": "1" + row["post_id"], "written_at": at, "shown_from": at, "observed_at": at,
    }  # fmt: skip


class OneThread(Study):
    """One thread of a study that is computed for all: the rows of each table that belong to it."""

    def __init__(self, whole: Study, thread_id: str) -> None:
        super().__init__({}, whole.settings)
        self._whole, self.thread_id = whole, thread_id

    def table(self, name: str) -> pl.DataFrame:
        """Return a table of the whole study, less the rows of other threads."""
        frame = self._whole.table(name)
        return frame.filter(pl.col("thread_id") == self.thread_id) if "thread_id" in frame.columns else frame


def threads_of(*frames: pl.DataFrame, **tables: Any) -> list[OneThread]:
    """Return the thread of each frame of posts, the largest where it makes several, of one study that holds them all.

    Parameters
    ----------
    frames
        Posts as the fold hands them over; no two share an id.
    tables
        Other base tables.
    """
    study = study_of(pl.concat(frames), **tables)
    places = study.table("posts").select("post_id", "thread_id").drop_nulls()
    ids = [frame.select("post_id").join(places, on="post_id")["thread_id"].mode().min() for frame in frames]
    return [OneThread(study, str(thread_id)) for thread_id in ids]


@cache
def odd_threads() -> Mapping[str, OneThread]:
    """Return a thread of each kind."""
    usual = generate.posts_frame(30, seed=11, shape="duel")
    frames = {kind: _own_ids(change(usual), place) for place, (kind, change) in enumerate(KINDS.items())}
    threads = threads_of(*frames.values(), notes=[_note(frames[kind]) for kind in _NOTED])
    return dict(zip(frames, threads, strict=True))
