"""The conversation as the page carries it: columns, packed, for the list to open in the browser."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any, Final

import polars as pl

from threadscope.report.embedded import Embedded
from threadscope.report.formats import day
from threadscope.report.people import PARTS
from threadscope.report.thumbnails import Thumbnails
from threadscope.schema.note_states import NOTE_STATES, note_state

__all__ = ["pack", "pack_pictures", "rows_of"]

_TONES: Final = {"scored": 0, "no_signal": 1, "not_scored": 2}
_COUNTS: Final = ("like_count", "reply_count", "repost_count", "quote_count", "view_count")
_TREE: Final = (
    "post_id", "parent_id", "parent_kind", "author_id", "handle", "created_at", "depth", "order", "branch_id", "n_children",
    "n_below",
)  # fmt: skip
#: What follows the last folder, or the zip that a file stands in.
_FILE_NAME: Final = r"([^/\\!]+)$"
_EPOCH_MS: Final = 1000
# The highest level takes four times as long and saves one part in a hundred.
_LEVEL: Final = 6


def rows_of(posts: pl.DataFrame, ghosts: pl.DataFrame) -> pl.DataFrame:
    """Return posts and ghosts as the rows of the list, in reading order.

    A row's number (column ``row``, from 0) is its place in the list when everything is open; ``reason`` is null
    for posts. The depths of a reading order say who stands under whom, so parents are not repeated.
    """
    body = posts.select(
        *_TREE,
        "text",
        "display_from",
        "lang",
        *_COUNTS,
        "media",
        "urls",
        "edit_ids",
        "availability",
        "captured_at",
    )
    return (
        pl.concat([body, ghosts.select(*_TREE, "reason")], how="diagonal")
        .sort("order", "post_id")
        .with_row_index("row")
    )


def pack(
    shown: Embedded,
    people: pl.DataFrame,
    *,
    roles: pl.DataFrame,
    sentiment: pl.DataFrame,
    stance: pl.DataFrame,
    note_states: pl.DataFrame,
    marks: dict[str, str],
    claim: str | None,
    tz: str,
) -> str:
    """Return the conversation as columns of JSON, compressed, in base 64: the same text for the same rows.

    Parameters
    ----------
    shown
        The rows that stand in the page.
    people, roles, sentiment, stance, note_states
        The tables of that name.
    marks
        Post id -> number and label of its turning point.
    claim
        The post that the settings name as the claim; None names none.
    tz
        Zone in which the browser writes times.
    """
    rows = shown.rows
    place = rows.select("row", "post_id")
    speakers, authors = _speakers(rows, people, roles)
    start = rows["created_at"].min()
    columns: dict[str, Any] = {
        "zone": tz,
        "start": None if start is None else _seconds(start),
        "people": speakers,
        "claim": claim,
        "all": [shown.n_posts, shown.n_gaps],
        "whole": _whole(shown),
        "id": rows["post_id"].to_list(),
        "depth": rows["depth"].to_list(),
        "author": authors,
        "at": _since(rows["created_at"], start),
        "captured": _since(rows["captured_at"], start),
        "text": rows["text"].to_list(),
        "body": rows["display_from"].to_list(),
        "lang": rows["lang"].to_list(),
        "quotes_parent": _rows_where(rows, pl.col("parent_kind") == "quote"),
        "detached": _rows_where(rows, pl.col("parent_id").is_null() & (pl.col("depth") > 0)),
        "ghost": _sparse(rows, "reason"),
        "media": _media(rows),
        "urls": _sparse(rows, "urls"),
        "versions": _sparse(
            rows.with_columns(pl.col("edit_ids").list.len()).filter(pl.col("edit_ids") > 1), "edit_ids"
        ),
        "limited": _sparse(rows.filter(pl.col("availability") != "available"), "availability"),
        "marks": _sparse(
            place.with_columns(mark=pl.col("post_id").replace_strict(marks, default=None)), "mark"
        ),
        **{name: rows[name].to_list() for name in _COUNTS},
        **_tone(place, sentiment),
        **_words(place, sentiment),
        "stance": _stance(place, stance),
        "notes": _notes(place, note_states),
    }
    return _packed(columns)


def pack_pictures(thumbnails: Thumbnails | None, shown: Embedded) -> str:
    """Return the small pictures of the posts in the page, packed like the columns; "" for none.

    They stand apart, once each, so that the list opens before they are unpacked. Of an address only what is behind the
    comma is kept: the page itself writes that it is a JPEG.
    """
    if thumbnails is None:
        return ""
    ids = [post_id for post_id in shown.rows["post_id"] if post_id in thumbnails.pictures]
    found = [[address.partition(",")[2] for address in thumbnails.pictures[post_id]] for post_id in ids]
    return _packed({"id": ids, "jpeg": found}) if ids else ""


def _packed(columns: dict[str, Any]) -> str:
    raw = json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(gzip.compress(raw, _LEVEL, mtime=0)).decode()


def _seconds(moment: Any) -> int:
    return int(moment.timestamp())


def _since(times: pl.Series, start: Any) -> list[int | None]:
    if start is None:
        return [None] * len(times)
    return (times.dt.epoch("ms") // _EPOCH_MS - _seconds(start)).to_list()


def _speakers(
    rows: pl.DataFrame, people: pl.DataFrame, roles: pl.DataFrame
) -> tuple[dict[str, Any], list[int | None]]:
    """Return everybody who stands in the list, and for each row the number of its author."""
    parts = (
        roles.filter(pl.col("role") != "undetermined")
        .sort("author_id", "role")
        .group_by("author_id", maintain_order=True)
        # Told as in the table of people: by what somebody does.
        .agg(pl.col("role").unique(maintain_order=True).replace(PARTS))
    )
    known = people.select("author_id", newest=pl.col("handle"), name=pl.col("name"))
    speakers = (
        rows.filter(pl.col("author_id").is_not_null())
        .group_by("author_id", maintain_order=True)
        .agg(pl.col("handle").drop_nulls().first())
        .join(known.unique("author_id", keep="first"), on="author_id", how="left", maintain_order="left")
        .join(parts, on="author_id", how="left", maintain_order="left")
        .with_row_index("number")
    )
    authors = rows.select("author_id").join(
        speakers.select("author_id", "number"), on="author_id", how="left", maintain_order="left"
    )["number"]
    columns = {
        "handle": speakers.select(pl.coalesce("newest", "handle")).to_series().to_list(),
        "name": speakers["name"].to_list(),
        "roles": speakers["role"].to_list(),
    }
    return columns, authors.to_list()


def _sparse(rows: pl.DataFrame, name: str) -> dict[str, list[Any]]:
    """Return the rows where a column says something, and what it says."""
    said = pl.col(name).is_not_null()
    if isinstance(rows.schema[name], pl.List):
        said &= pl.col(name).list.len() > 0
    some = rows.filter(said)
    return {"row": some["row"].to_list(), "value": some[name].to_list()}


def _whole(shown: Embedded) -> dict[str, list[Any]]:
    """Return, where not all posts are in the page, how many posts each has below it and directly below it.

    What hangs on the shelf of the root has no parent and is counted with the root's own answers, as the list shows it.
    """
    if not shown.says:
        return {"row": [], "value": []}
    shelved = pl.col("depth") == 1, pl.col("parent_id").is_null()
    on_shelf = shown.rows.filter(*shelved).height
    direct = pl.col("n_children") + pl.when(pl.col("depth") == 0).then(on_shelf).otherwise(0)
    answered = shown.rows.filter(pl.col("n_below") > 0).select("row", "n_below", direct=direct)
    return {
        "row": answered["row"].to_list(),
        "value": [list(pair) for pair in answered.select("n_below", "direct").iter_rows()],
    }


def _rows_where(rows: pl.DataFrame, condition: pl.Expr) -> list[int]:
    return rows.filter(condition.fill_null(value=False))["row"].to_list()


def _media(rows: pl.DataFrame) -> dict[str, list[Any]]:
    """Return of each piece its kind, its description and, where a copy is archived, the name of the file.

    Only the name: the folders in front of it say how somebody's machine is ordered.
    """
    part = pl.element().struct.field
    said = pl.concat_list(part("kind"), part("alt"))
    name = part("file").str.extract(_FILE_NAME, 1)
    piece = pl.when(name.is_null()).then(said).otherwise(pl.concat_list(said, name))
    return _sparse(rows.with_columns(pl.col("media").list.eval(piece)), "media")


def _tone(place: pl.DataFrame, sentiment: pl.DataFrame) -> dict[str, list[Any]]:
    """Return a code a row for how it was scored, and the score in hundredths."""
    scored = place.join(sentiment, on="post_id", how="left", maintain_order="left")
    status = pl.col("status").replace_strict(_TONES, default=None, return_dtype=pl.Int8)
    score = pl.when(pl.col("status") == "scored").then((pl.col("polarity") * 100).round(0).cast(pl.Int16))
    return {
        "tone": scored.select(status).to_series().to_list(),
        "polarity": scored.select(score).to_series().to_list(),
    }


def _words(place: pl.DataFrame, sentiment: pl.DataFrame) -> dict[str, Any]:
    """Return every scored word once, and for each row the numbers of its words."""
    said = (
        sentiment.filter(pl.col("words").list.len() > 0)
        .join(place, on="post_id")
        .select("row", "words")
        .sort("row")
        .explode("words")
        .unnest("words")
    )
    lexicon = said.select("word", "polarity").unique().sort("word", "polarity").with_row_index("entry")
    numbers = (
        said.join(lexicon, on=["word", "polarity"], how="left", nulls_equal=True, maintain_order="left")
        .group_by("row", maintain_order=True)
        .agg("entry")
    )
    return {
        "lexicon": [list(pair) for pair in lexicon.select("word", "polarity").iter_rows()],
        "words": _sparse(numbers, "entry"),
    }


def _stance(place: pl.DataFrame, stance: pl.DataFrame) -> dict[str, list[Any]]:
    """Return what placed posts say: toward the claim, toward the post answered, the words, the rule."""
    said = (
        stance.filter(
            pl.col("toward_claim").is_in(["support", "deny", "query"])
            | pl.col("toward_parent").is_in(["agree", "disagree", "ask"])
        )
        .join(place, on="post_id")
        .sort("row")
    )
    parts = said.select("toward_claim", "toward_parent", "span", "rule")
    return {"row": said["row"].to_list(), "value": [list(part) for part in parts.iter_rows()]}


def _notes(place: pl.DataFrame, note_states: pl.DataFrame) -> dict[str, list[Any]]:
    """Return of each post with a sign of a note: badge, whether one was shown, what is known, what a note says."""
    telling = pl.any_horizontal(
        pl.col("state", "snapshot_state").is_in(list(NOTE_STATES)).fill_null(value=False)
    )
    said = note_states.filter(telling).join(place, on="post_id").sort("row")
    found = [(row["row"], value) for row in said.iter_rows(named=True) if (value := _note(row)) is not None]
    return {"row": [row for row, _ in found], "value": [value for _, value in found]}


def _note(row: dict[str, Any]) -> list[Any] | None:
    state = note_state(row["state"], row["snapshot_state"])
    if state is None:
        return None
    told = []
    if row["snapshot_state"] in NOTE_STATES:
        told.append(
            f"{NOTE_STATES[row['snapshot_state']].words} (public notes files of {day(row['snapshot_at'])})"
        )
    if row["state"] in NOTE_STATES:
        told.append(NOTE_STATES[row["state"]].words)
    return [state.badge, int(state.was_shown), "; ".join(told), row["text"] or row["snapshot_text"]]
