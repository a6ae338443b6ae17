"""Readings by others, as cells of their files -> the table ``scores``: checked, on posts that the archive holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.collect.problems import Problems
from threadscope.collect.score_files import CELLS, cells_of, source_row

__all__ = ["Scores", "read_scores"]

_STANCE: Final = {name: name for name in ("support", "deny", "query", "comment", "unclear")}
_PARENT: Final = {name: name for name in ("agree", "disagree", "ask", "comment", "unclear")}
#: measure -> the words that a file may use, each with the value that it stands for.
_WORDS: Final[dict[str, dict[str, str]]] = {
    "stance": _STANCE | {name[0]: name for name in _STANCE},
    "parent_stance": _PARENT
    | {"a": "agree", "d": "disagree", "q": "ask", "c": "comment", "u": "unclear"}
    | {"support": "agree", "deny": "disagree", "query": "ask", "s": "agree"},
    "sentiment": {"negative": "-1", "neutral": "0", "positive": "1"},
    "hostility": {"hostile": "1", "yes": "1", "true": "1", "not": "0", "not hostile": "0", "no": "0", "false": "0"},
}  # fmt: skip
#: measure -> the least and the greatest number; the others are words.
_RANGES: Final = {"sentiment": (-1.0, 1.0), "hostility": (0.0, 1.0)}
#: How an id may be dressed: the address of its post, or what keeps spreadsheets from rounding it.
_DRESSED: Final = (r"/status(?:es)?/(\d+)", r'^="(.*)"$', r"^'?(.+)$")
_ROUNDED: Final = r"^\d(?:[.,]\d+)?[eE]\+?\d+$|^\d{15,}[.,]0*$"
_SOME: Final = 3


@dataclass(frozen=True, slots=True)
class Scores:
    """What stood in the files: rows that are well formed, whatever posts they are about."""

    rows: pl.DataFrame
    sources: pl.DataFrame
    problems: pl.DataFrame

    def of(
        self, posts: pl.DataFrame, ghosts: pl.DataFrame, aliases: pl.DataFrame
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the table ``scores`` about these posts, and the problems met on the way.

        Rows about an older version of an edited post are about the post. Of two rows by one model or coder about one post
        and measure the later counts.
        """
        problems = Problems()
        versions = dict(aliases.select("alias_id", "post_id").iter_rows()) if self.rows.height else {}
        rows = self.rows.with_columns(pl.col("post_id").replace(versions)) if versions else self.rows
        known = rows.join(posts.select("post_id"), on="post_id", how="semi")
        _report_unknown(rows.join(posts.select("post_id"), on="post_id", how="anti"), ghosts, problems)
        last = known.unique(["post_id", "measure", "by", "is_label"], keep="last", maintain_order=True)
        _report_repeated(known, last, problems)
        _report_disagreement(last, problems)
        table = schema.conform(last.sort("is_label", "measure", "post_id", "by"), "scores")
        return table, pl.concat([self.problems, problems.frame()])


def read_scores(scores: Iterable[Path], labels: Iterable[Path]) -> Scores:
    """Read files of readings by others.

    Parameters
    ----------
    scores
        Readings of other models, or of coders: columns ``post_id``, ``measure``, ``value``, and ``confidence`` and ``by``
        if they are known.
    labels
        The same, given by hand to check ours by: they overrule ``scores``. The value may stand in a column ``label``.

    Returns
    -------
    Scores
        Rows that say something usable. What does not is a problem, counted.

    Raises
    ------
    ReadError
        If a file is not there, cannot be read, or lacks a column.
    """
    problems = Problems()
    parts, sources = [pl.DataFrame(schema=pl.Schema(CELLS))], []
    for path, is_label in [*((path, False) for path in scores), *((path, True) for path in labels)]:
        cells = cells_of(path, is_label=is_label, problems=problems)
        usable = _usable(cells, problems)
        if not usable.height:
            what = "no label is filled in" if is_label and not cells.height else "no row can be used"
            problems.add(path.as_posix(), None, "scores_empty", what)
        parts.append(usable)
        sources.append(source_row(path, is_label=is_label, posts=usable["post_id"].n_unique()))
    frame = schema.conform(pl.DataFrame(sources), "sources") if sources else schema.empty("sources")
    return Scores(
        pl.concat(parts).with_columns(pl.col("confidence").cast(pl.Float64)), frame, problems.frame()
    )


def _usable(cells: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    """Return the rows whose id, measure and value can be read; the others are told."""
    measure = pl.col("measure").fill_null("").str.to_lowercase()
    said = pl.col("value").fill_null("").str.to_lowercase()
    named = cells.with_columns(
        measure=measure,
        said=said,
        dressed=pl.col("post_id"),
        post_id=pl.coalesce(pl.col("post_id").str.extract(pattern) for pattern in _DRESSED),
    )
    read = named.with_columns(value=_value())
    rounded = read["dressed"].str.contains(_ROUNDED).fill_null(value=False)
    _report_rounded(read.filter(rounded), read.height, problems)
    read = read.filter(~rounded)
    why = (
        pl.when(pl.col("post_id").is_null()).then(pl.lit("no post id"))
        .when(~pl.col("measure").is_in(list(_WORDS)))
        .then(pl.format("measure {} is none of {}", _short("measure"), pl.lit(", ".join(_WORDS))))
        .when(pl.col("said") == "").then(pl.format("no value of {}", "measure"))
        .when(pl.col("value").is_null())
        .then(pl.format("{} is no value of {}, which takes {}", _short("said"), "measure", _takes()))
    )  # fmt: skip
    judged = read.with_columns(why=why)
    for row in judged.filter(pl.col("why").is_not_null()).iter_rows(named=True):
        problems.add(row["source"], f"record {row['position']}", "scores_row_rejected", f"{row['why']}; it was left out")  # fmt: skip
    kept = judged.filter(pl.col("why").is_null())
    sure = _number("confidence")
    kept = kept.with_columns(sure=pl.when(sure.is_between(0, 1)).then(sure))
    odd = kept.filter(pl.col("sure").is_null() & (pl.col("confidence").fill_null("") != ""))
    for row in odd.iter_rows(named=True):
        detail = f"confidence {str(row['confidence'])[:40]!r} is no number from 0 to 1; the row was kept without it"
        problems.add(row["source"], f"record {row['position']}", "scores_confidence_unusable", detail)
    return kept.select(
        [pl.col("sure").cast(pl.String).alias(name) if name == "confidence" else pl.col(name) for name in CELLS]
    )  # fmt: skip


def _number(name: str) -> pl.Expr:
    """A number as text; Excel writes decimals as the country does."""
    number = pl.col(name).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    return pl.when(number.is_finite()).then(number)


def _value() -> pl.Expr:
    """The value in the words or numbers of its measure; null for what it cannot be."""
    value: pl.Expr = pl.lit(None, pl.String)
    for measure, words in _WORDS.items():
        word = pl.col("said").replace_strict(words, default=None, return_dtype=pl.String)
        if measure in _RANGES:
            number = pl.coalesce(word.cast(pl.Float64), _number("said"))
            word = pl.when(number.is_between(*_RANGES[measure])).then(number + 0.0).cast(pl.String)
        value = pl.when(pl.col("measure") == measure).then(word).otherwise(value)
    return value


def _takes() -> pl.Expr:
    takes = {
        measure: f"{_RANGES[measure][0]:g} to {_RANGES[measure][1]:g} or {', '.join(words)}"
        if measure in _RANGES
        else ", ".join(_STANCE if measure == "stance" else _PARENT)
        for measure, words in _WORDS.items()
    }
    return pl.col("measure").replace_strict(takes, default="", return_dtype=pl.String)


def _short(name: str) -> pl.Expr:
    """The beginning of a cell, in marks, on one line."""
    return pl.format("'{}'", pl.col(name).str.replace_all(r"[\p{C}\s]+", " ").str.slice(0, 40))


def _report_rounded(rows: pl.DataFrame, n: int, problems: Problems) -> None:
    for source, dressed in rows.group_by("source", maintain_order=True).agg("dressed").iter_rows():
        detail = (
            f"post_id: {len(dressed):,} of {n:,} ids are numbers that lost digits, such as {dressed[0]}: a spreadsheet keeps "
            "15 digits. They were left out; import the column as text, or label in the file as `threadscope label` wrote it"
        )
        problems.add(source, "post_id", "ids_rounded", detail, times=len(dressed))


def _report_unknown(rows: pl.DataFrame, ghosts: pl.DataFrame, problems: Problems) -> None:
    """Say how many rows are about posts that are not here, and whether their ids look rounded."""
    zeros = pl.col("post_id").str.ends_with("0000") & (pl.col("post_id").str.len_bytes() >= 17)
    told = rows.join(ghosts.select("post_id", ghost=pl.lit(value=True)), on="post_id", how="left")
    grouped = told.group_by("source", maintain_order=True).agg(
        n=pl.len(), zeros=zeros.sum(), ghosts=pl.col("ghost").sum(),
        some=pl.col("post_id").unique(maintain_order=True).head(_SOME),
    )  # fmt: skip
    for row in grouped.iter_rows(named=True):
        if row["zeros"] >= _SOME and 2 * row["zeros"] >= row["n"]:
            detail = (
                f"post_id: {row['zeros']:,} ids end in zeros, such as {row['some'][0][:40]}, and name no post here: they were "
                "rounded by a spreadsheet, which keeps 15 digits; import the column as text"
            )
            problems.add(row["source"], "post_id", "ids_rounded", detail, times=row["zeros"])
        ghost = (
            f" ({row['ghosts']:,} name posts that are referred to and not archived)" if row["ghosts"] else ""
        )
        some = ", ".join(post_id[:40] for post_id in row["some"])
        detail = f"{row['n']:,} rows are about posts that the archive does not hold{ghost}, such as {some}; they were left out"  # fmt: skip
        problems.add(row["source"], None, "scores_unknown_post", detail, times=row["n"])


def _report_repeated(known: pl.DataFrame, last: pl.DataFrame, problems: Problems) -> None:
    more = known.height - last.height
    if not more:
        return
    keys = ["post_id", "measure", "by", "is_label"]
    again = known.group_by("source", *keys, maintain_order=True).agg(
        n=pl.len(), values=pl.col("value").n_unique()
    )
    again = again.group_by(keys, maintain_order=True).agg(
        pl.col("source").last(), n=pl.col("n").sum() - 1, values=pl.col("values").max()
    )
    for source, n, other, some in (
        again.filter(pl.col("n") > 0)
        .group_by("source", maintain_order=True)
        .agg(pl.col("n").sum(), (pl.col("values") > 1).sum().alias("other"), pl.col("post_id").first())
        .iter_rows()
    ):
        detail = f"{n:,} rows say again what one model or coder had said of a post, such as {some}; {other:,} with another value: the last row was taken"
        problems.add(source, None, "scores_repeated", detail, times=n)


def _report_disagreement(rows: pl.DataFrame, problems: Problems) -> None:
    """Count the posts on which models, or coders, do not agree."""
    number = pl.col("value").cast(pl.Float64, strict=False)
    side = (
        pl.when(pl.col("measure") == "hostility").then(pl.when(number >= 0.5).then(pl.lit("hostile")).otherwise(pl.lit("not")))
        .when(pl.col("measure") == "sentiment")
        .then(pl.when(number > 0.05).then(pl.lit("positive")).when(number < -0.05).then(pl.lit("negative")).otherwise(pl.lit("neutral")))
        .otherwise("value")
    )  # fmt: skip
    several = (
        rows.with_columns(side=side)
        .group_by("is_label", "measure", "post_id", maintain_order=True)
        .agg(pl.col("source").first(), pl.col("side"), pl.col("by"))
        .filter(pl.col("side").list.len() > 1)
        .with_columns(differ=pl.col("side").list.n_unique() > 1)
    )
    counted = several.group_by("is_label", "measure", maintain_order=True).agg(
        pl.col("source").first(), n=pl.len(), differ=pl.col("differ").sum(),
        such=pl.struct("post_id", "side", "by").filter("differ").first(),
    ).filter(pl.col("differ") > 0)  # fmt: skip
    for row in counted.iter_rows(named=True):
        such = row["such"]
        votes = ", ".join(f"{side} by {by}" for side, by in zip(such["side"], such["by"], strict=True))
        result = {"sentiment": "the mean was taken", "hostility": "the majority counts, a tie is not hostile"}.get(
            row["measure"], "the majority counts, a tie is unclear"
        )  # fmt: skip
        detail = f"{row['measure']}: {row['differ']:,} of {row['n']:,} posts read by several got different values, such as {such['post_id']}: {votes}; {result}"
        problems.add(row["source"], None, "scores_disagree", detail, times=row["differ"])
