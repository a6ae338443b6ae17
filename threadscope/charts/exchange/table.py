"""The drawn numbers of the exchange ladder as a table, and as words for those who cannot see it."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from threadscope.charts.exchange.draw_ladder import relation_of
from threadscope.charts.exchange.numbers import Exchange
from threadscope.charts.words import counted
from threadscope.schema import TIME

__all__ = ["alt_text", "table_of"]

_COLUMNS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "section": pl.String, "post_id": pl.String, "who": pl.String, "relation": pl.String, "answered_id": pl.String,
    "at": TIME, "later": pl.String, "label": pl.String, "place": pl.String, "side": pl.String, "likes": pl.Int64, "answers": pl.Int64,
    "posts": pl.Int64,
}  # fmt: skip


def table_of(exchange: Exchange) -> pl.DataFrame:
    """Return what is drawn: a row a post, and the sums that the subtitle names."""
    rungs = exchange.rungs
    rows: list[dict[str, Any]] = []
    for rung in rungs:
        if rung.left_out:
            rows.append({"section": "chain, not drawn", "posts": rung.left_out})
        rows.append(
            {
                "section": "missing" if rung.missing else "post",
                "post_id": rung.post_id,
                "who": exchange.speakers[rung.speaker].label,
                "relation": relation_of(rung),
                "answered_id": None if rung.rung is None else rungs[rung.rung].post_id,
                "at": rung.at,
                "later": rung.later,
                "label": rung.label,
                "place": rung.step,
                "side": rung.side.name,
                "likes": rung.likes,
                "answers": None if rung.missing else rung.answers,
                "posts": int(not rung.missing),
            }
        )
    rows += [{"section": f"of these: {words}", "posts": number} for words, number in exchange.parts if number]
    rows.append({"section": "thread", "posts": exchange.n_posts})
    rows.append({"section": "drawn", "posts": sum(not rung.missing for rung in rungs)})
    return pl.DataFrame(rows, schema=_COLUMNS)


def alt_text(exchange: Exchange) -> str:
    """Say what the picture shows, post by post."""
    if exchange.why:
        return exchange.why
    told = []
    for rung in exchange.rungs:
        relation = relation_of(rung)
        later = f", {rung.later}" if rung.later else ""
        more = f" ({rung.left_out:,} posts of the chain before it are not drawn)" if rung.left_out else ""
        told.append(
            f"{exchange.speakers[rung.speaker].label}{' ' + relation if relation else ''}{later}{more}: {rung.words}"
        )
    return (
        f"{counted(len(exchange.rungs), 'post')} by {counted(len(exchange.speakers), 'person', 'people')}, in order. "
        + " | ".join(told)
    )
