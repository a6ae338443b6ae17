"""The one way to make rows of `findings`, and the posts that sentences name and quote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import person
from threadscope.findings.quotation import LONGEST, quotation

__all__ = ["MOST_EVIDENCE", "Row", "findings", "quoted", "unite"]

#: Most posts cited for one finding.
MOST_EVIDENCE: Final = 12

Row = Mapping[str, Any]


def findings(
    frame: pl.DataFrame,
    wording: Callable[[Row], str],
    *,
    kind: str,
    rule: str | None = None,
    most: int | None = None,
) -> pl.DataFrame:
    """Turn one row a case into one row of ``findings`` a case that can be worded.

    Parameters
    ----------
    frame
        In the order in which they are told: ``thread_id`` and ``evidence`` (post ids, strongest first), and what
        the wording needs; ``n_evidence``, ``subject``, ``object``, ``at``, ``value``, ``label`` and
        ``confidence`` where they are known.
    wording
        Row -> sentence; the empty string says that the case is too thin.
    kind
        What the findings are about; with the running number within the thread it names the finding.
    rule
        The rule that fired; without it the column ``rule`` says.
    most
        Most findings a thread.

    Returns
    -------
    polars.DataFrame
        Table ``findings``. Without a post that stands behind it nothing is asserted.
    """
    if frame.is_empty():
        return schema.empty("findings")
    ids = pl.col("evidence").list.drop_nulls().list.unique(maintain_order=True)
    told = frame.with_columns(
        pl.Series("wording", [wording(row) for row in frame.iter_rows(named=True)], dtype=pl.String),
        evidence=ids,
    ).filter((pl.col("wording") != "") & (pl.col("evidence").list.len() > 0))
    if told.is_empty():
        return schema.empty("findings")
    numbered = told.with_columns(number=pl.int_range(1, pl.len() + 1).over("thread_id"))
    if most is not None:
        numbered = numbered.filter(pl.col("number") <= most)
    known = set(numbered.columns)
    return schema.conform(
        numbered,
        "findings",
        finding_id=pl.lit(f"{kind}-") + pl.col("number").cast(pl.String).str.zfill(2),
        kind=pl.lit(kind),
        rule=pl.col("rule") if rule is None else pl.lit(rule),
        set_by=pl.lit("rule"),
        confidence=pl.col("confidence") if "confidence" in known else pl.lit(1.0),
        n_evidence=pl.col("n_evidence") if "n_evidence" in known else pl.col("evidence").list.len(),
        evidence=pl.col("evidence").list.head(MOST_EVIDENCE),
    )


def quoted(
    frame: pl.DataFrame,
    posts: pl.DataFrame,
    column: str,
    prefix: str,
    *,
    longest: int = LONGEST,
    reach: int = 0,
) -> pl.DataFrame:
    """Join how the posts in a column are named and quoted in a sentence: `longest` and `reach` as for a quotation.

    Returns
    -------
    polars.DataFrame
        The frame with ``<prefix>_author_id``, ``<prefix>_who`` (the handle), ``<prefix>_says`` (a quotation in
        its marks, empty without words) and ``<prefix>_media`` (kind of the first picture or video); all null
        where the post is not archived.
    """
    names = [f"{prefix}_{name}" for name in ("author_id", "who", "says", "media")]
    ids = frame.get_column(column)
    if ids.null_count() == ids.len():
        return frame.with_columns(pl.lit(None, pl.String).alias(name) for name in names)
    wanted = posts.select("post_id", "author_id", "handle", "text", "display_from", "media").filter(
        pl.col("post_id").is_in(ids.implode())
    )
    rows = [
        (
            post_id,
            author_id,
            person(handle, author_id),
            quotation(text, begins, longest, reach=reach),
            media[0]["kind"] if media else None,
        )
        for post_id, author_id, handle, text, begins, media in wanted.iter_rows()
    ]
    named = pl.DataFrame(rows, schema=dict.fromkeys([column, *names], pl.String), orient="row")
    return frame.join(named, on=column, how="left", maintain_order="left")


def unite(*columns: str | pl.Expr) -> pl.Expr:
    """Return one list of post ids from columns of ids and of lists of ids, in this order; nulls add nothing."""
    lists = [
        pl.concat_list(pl.col(column) if isinstance(column, str) else column).fill_null([])
        for column in columns
    ]
    return pl.concat_list(lists).list.drop_nulls()
