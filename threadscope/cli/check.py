"""`threadscope check`: what was read, what was not understood, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from threadscope.cli.options import archive_options, finish, read_archive
from threadscope.cli.render import as_json, table, when

if TYPE_CHECKING:
    from threadscope.archive import Archive

__all__ = ["check"]

_THREADS = 10


@click.command(short_help="Say what was read, what was not understood, and what is missing.")
@archive_options
@click.option("--json", "wants_json", is_flag=True, help="Write JSON.")
def check(paths: tuple[str, ...], *, wants_json: bool, strict: bool, no_quotes: bool) -> None:
    """Say what each file was taken for, what was not understood, and what is missing.

    In Python: archive = threadscope.read(PATH); archive.sources; archive.problems
    """
    archive = read_archive(paths, no_quotes=no_quotes)
    found = {
        "sources": _sources(archive),
        "problems": _problems(archive),
        "completeness": _completeness(archive),
    }
    if wants_json:
        as_json(found)
    else:
        _print(found)
    finish(archive, strict=strict)


def _sources(archive: Archive) -> list[dict[str, Any]]:
    """Return a row a file, with its problems counted."""
    import polars as pl  # noqa: PLC0415 - not for --help

    counted = archive.problems.group_by("source").agg(pl.len().alias("problems"))
    joined = archive.sources.join(counted, on="source", how="left", maintain_order="left")
    return joined.with_columns(pl.col("problems").fill_null(0)).to_dicts()


def _problems(archive: Archive) -> list[dict[str, Any]]:
    """Return a row a kind of problem, with how many there are and one of them."""
    import polars as pl  # noqa: PLC0415 - not for --help

    kinds = archive.problems.group_by("kind", maintain_order=True).agg(
        pl.len().alias("count"), pl.col("source", "position", "detail").first()
    )
    return kinds.sort(["count", "kind"], descending=[True, False]).to_dicts()


def _completeness(archive: Archive) -> list[dict[str, Any]]:
    """Return how much the archive holds of its largest threads."""
    import polars as pl  # noqa: PLC0415 - not for --help

    table = (
        archive.study()
        .table("completeness")
        .join(archive.threads.select("thread_id", "handle"), on="thread_id")
    )
    largest = table.sort(["n_posts", "thread_id"], descending=[True, False]).filter(pl.col("n_replies") > 0)
    return largest.head(_THREADS).to_dicts()


def _print(found: dict[str, list[dict[str, Any]]]) -> None:
    table(
        ("file", "dialect", "why", "posts", "problems", "captured (UTC)"),
        (
            (
                row["source"],
                row["dialect"] or "not read",
                row["detected_by"],
                f"{row['posts']:,}",
                f"{row['problems']:,}",
                when(row["captured_to"]),
            )
            for row in found["sources"]
        ),
        right=(3, 4),
    )
    if found["problems"]:
        table(
            ("problem", "times", "for example", "where"),
            (
                (row["kind"], f"{row['count']:,}", row["detail"], f"{row['source']} {row['position'] or ''}")
                for row in found["problems"]
            ),
            right=(1,),
        )
    table(
        (
            "thread",
            "opened by",
            "posts",
            "replies archived of counted",
            "parents missing",
            "ghosts",
            "'show more'",
        ),
        (
            (
                row["thread_id"],
                f"@{row['handle']}" if row["handle"] else "–",
                f"{row['n_posts']:,}",
                _of_counted(row),
                f"{row['n_missing_parent']:,} of {row['n_replies']:,}",
                f"{row['n_ghosts']:,}",
                f"{row['n_cursors']:,}",
            )
            for row in found["completeness"]
        ),
        right=(2, 3, 4, 5, 6),
    )


def _of_counted(row: dict[str, Any]) -> str:
    if row["coverage"] is None:
        return "no counts"
    return f"{row['replies_archived']:,} of {row['replies_counted']:,} ({row['coverage']:.0%})"
