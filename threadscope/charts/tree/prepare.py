"""Tables to the numbers of the tree chart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from threadscope.charts.one_thread import one_thread
from threadscope.charts.sides import SIDE_OF_STANCE, UNDETERMINED, Side, sides_of
from threadscope.charts.source import handles_of
from threadscope.charts.tree.numbers import Line, Tree
from threadscope.charts.tree.parts import Parts, parts_of
from threadscope.charts.words import at_handle, clean, counted, quoted, share
from threadscope.schema.note_states import note_state
from threadscope.settings import Settings

__all__ = ["prepare"]

_DAY = 86400.0
_WHY = {
    "missing": "not in the archive",
    "deleted": "deleted",
    "suspended": "its author is suspended",
    "protected": "its author is protected",
    "withheld": "withheld",
    "unavailable": "unavailable",
    "left out": "left out by the editor",
}


def _noted(note_states: pl.DataFrame) -> pl.DataFrame:
    """Return the badge of each post of which a note is known, and whether one was shown."""
    pairs = note_states.select("post_id", "state", "snapshot_state").iter_rows()
    known = [(post_id, state) for post_id, *names in pairs if (state := note_state(*names)) is not None]
    return pl.DataFrame(
        [(post_id, state.badge, state.was_shown) for post_id, state in known],
        schema={"post_id": pl.String, "noted": pl.String, "note_shown": pl.Boolean},
        orient="row",
    )


def _joined(
    posts: pl.DataFrame,
    ghosts: pl.DataFrame,
    stance: pl.DataFrame,
    note_states: pl.DataFrame,
    turning: list[str],
) -> pl.DataFrame:
    """Return posts and ghosts of one thread in reading order, with what both charts need of them."""
    common = [
        "post_id",
        "thread_id",
        "parent_id",
        "author_id",
        "created_at",
        "depth",
        "order",
        "n_below",
        "detached",
    ]
    side = pl.col("toward_claim").replace_strict(SIDE_OF_STANCE, default=UNDETERMINED.name).alias("side")
    archived = posts.join(stance.select("post_id", side), on="post_id", how="left").select(
        *common,
        pl.col("side").fill_null(UNDETERMINED.name),
        pl.col("like_count").alias("likes"),
        (pl.col("parent_kind") == "quote").fill_null(value=False).alias("by_quote"),
        (pl.col("media").list.len() > 0).alias("picture"),
        pl.col("text").str.slice(pl.col("display_from").fill_null(0)).alias("words"),
        pl.lit(None, pl.String).alias("reason"),
    )
    missing = ghosts.select(
        *common,
        pl.lit(UNDETERMINED.name).alias("side"),
        pl.lit(None, pl.Int64).alias("likes"),
        (pl.col("parent_kind") == "quote").fill_null(value=False).alias("by_quote"),
        pl.lit(value=False).alias("picture"),
        pl.lit(None, pl.String).alias("words"),
        "reason",
    )
    return (
        pl.concat([archived, missing])
        .sort("order", "post_id")
        .with_columns(
            pl.col("post_id").is_in(turning).alias("turning"),
            (pl.col("n_below") + pl.col("reason").is_null().cast(pl.Int32)).alias("size"),
            pl.int_range(pl.len()).alias("row"),
        )
        .join(_noted(note_states), on="post_id", how="left", maintain_order="left")
        .with_columns(pl.col("noted").fill_null(""), pl.col("note_shown").fill_null(value=False))
    )


def _when(at: datetime | None, span: float, zone: ZoneInfo) -> str:
    if at is None:
        return ""
    local = at.astimezone(zone)
    if span > 300 * _DAY:
        return f"{local.day} {local:%b} {local.year}"
    return f"{local.day} {local:%b} {local:%H:%M}" if span > 6 * _DAY else f"{local:%a %H:%M}"


def _said(row: dict[str, Any]) -> str:
    """Return the words of a post as they are, or why there are none."""
    if row["reason"] is not None:
        return f"missing here: {_WHY.get(row['reason'], row['reason'])}"
    words = clean(row["words"])
    if words:
        return words
    return "(picture or video)" if row["picture"] else quoted(row["words"])


def _lines(
    rows: pl.DataFrame, handles: dict[str, str], named: Mapping[str, Side], settings: Settings
) -> tuple[Line, ...]:
    known = rows["created_at"].drop_nulls().sort().to_list()
    span = (known[-1] - known[0]).total_seconds() if known else 0.0
    places = dict(rows.select("post_id", "row").rows())
    zone = ZoneInfo(settings.tz)
    return tuple(
        Line(
            post_id=row["post_id"],
            depth=row["depth"],
            parent=places.get(row["parent_id"]),
            when=_when(row["created_at"], span, zone),
            label=_label(row, handles),
            words=_said(row),
            likes=row["likes"],
            side=named[row["side"]],
            missing=row["reason"] is not None,
            detached=row["parent_id"] is None and row["depth"] > 0,
            by_quote=row["by_quote"],
            turning=row["turning"],
            noted=row["noted"],
            note_shown=row["note_shown"],
            picture=row["picture"],
        )
        for row in rows.iter_rows(named=True)
    )


def _key(tree: pl.DataFrame, claim: str, named: Mapping[str, Side]) -> tuple[tuple[Side, str], ...]:
    """Return the sides that occur, and what the posts on each do: the claim itself does not repeat itself."""
    made = tree.filter(pl.col("post_id") == claim)["side"].to_list()
    others = set(tree.filter(pl.col("post_id") != claim)["side"])
    return tuple(
        (side, side.told(claim=name in made, others=name in others))
        for name, side in named.items()
        if name in made or name in others or side is UNDETERMINED
    )


def _label(row: dict[str, Any], handles: dict[str, str]) -> str:
    handle = handles.get(row["author_id"] or "")
    if handle is None and row["reason"] is not None:
        return "a post"
    return at_handle(handle)


def _outline_subtitle(tree: pl.DataFrame, n_missing: int) -> str:
    levels = int(tree["depth"].max() or 0)  # type: ignore[arg-type]  # a column of integers
    told = f"Read downwards: answers are indented under the post they answer, oldest first; {counted(levels, 'level')} deep."
    missing = (
        f" {counted(n_missing, 'post')} that others answer {'is' if n_missing == 1 else 'are'} missing."
        if n_missing
        else ""
    )
    return f"{told} Bold: turning points. Dashed line: joined by a quote.{missing}"


def _icicle_subtitle(n_posts: int, n_placed: int, parts: Parts, claim_words: str) -> str:
    told = (
        "Each box is a post, as tall as its part of the tree; the number counts the posts below it; answers go left to"
        " right, largest first."
    )
    coloured = (
        f" Coloured: the {counted(n_placed, 'post')} ({share(n_placed, n_posts)}) that could be placed; a hatched edge"
        " means undetermined."
        if n_placed
        else f" No post could be placed for or against {claim_words}: a hatched edge means undetermined."
    )
    cut = (
        f" {counted(parts.deeper, 'post')} further right {'is' if parts.deeper == 1 else 'are'} not drawn."
        if parts.deeper
        else ""
    )
    return f"{told}{coloured} Dashed frame: joined by a quote. Posts too thin to draw are pooled.{cut}"


def prepare(
    posts: pl.DataFrame,
    ghosts: pl.DataFrame,
    people: pl.DataFrame,
    stance: pl.DataFrame,
    note_states: pl.DataFrame,
    completeness: pl.DataFrame,
    sources: pl.DataFrame,
    findings: pl.DataFrame,
    *,
    settings: Settings,
    width: int = 1260,
    alone: bool = True,
    max_lines: int = 80,
) -> Tree:
    """Turn the tables of one thread into what the tree chart draws.

    Of several threads, the one with most posts is drawn: up to ``max_lines`` posts as an outline, more as an
    icicle plot (Kruskal & Landwehr 1983) whose small branches are pooled.

    Parameters
    ----------
    posts, ghosts, people, stance, note_states, completeness, sources, findings
        The tables of these names.
    settings
        Zone, theme, claim and the names of the sides.
    width
        Width of the picture in CSS pixels; below 700 it is laid out for a phone.
    alone
        Whether the title stands in the picture; without it where a page tells it.
    max_lines
        Most posts that are written out one by one.

    Raises
    ------
    NoThread
        If no post stands in a thread.
    """
    thread = one_thread(posts, findings, completeness, sources, settings, width=width, alone=alone)
    mine = thread.posts
    turning = (
        thread.findings.filter(pl.col("label").is_not_null())["evidence"].list.first().drop_nulls().to_list()
    )
    tree = _joined(mine, thread.of(ghosts), thread.of(stance), thread.of(note_states), turning)
    handles = handles_of(
        pl.concat([mine.select("author_id", "handle"), ghosts.select("author_id", "handle")]), people
    )
    outlined = mine.height <= max_lines
    n_missing = int(tree["reason"].is_not_null().sum())
    claim, claim_words = thread.claim
    named = sides_of(settings)
    n_placed = int((tree["side"] != UNDETERMINED.name).sum())
    parts = Parts() if outlined else parts_of(tree, handles, named, columns=3 if thread.narrow else 10)
    likes = tree["likes"].drop_nulls().to_list()
    return Tree(
        **thread.frame(thread.told("tree_shape")),
        subtitle=_outline_subtitle(tree, n_missing)
        if outlined
        else _icicle_subtitle(mine.height, n_placed, parts, claim_words),
        n_posts=mine.height,
        n_missing=n_missing,
        n_placed=n_placed,
        depth_max=max(tree["depth"].to_list(), default=0),
        key=_key(tree, claim, named),
        lines=_lines(tree, handles, named, settings) if outlined else (),
        boxes=parts.boxes,
        pools=parts.pools,
        posts_by_level=parts.posts_by_level,
        deeper=parts.deeper,
        most_likes=max(likes, default=0),
        likes_known=bool(likes),
    )
