"""`threadscope check`: what was read, what was not understood, what is missing, what to capture next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from threadscope.cli.checked import Rows, Said, checked, containers, said
from threadscope.cli.options import archive_options, finish, read_archive, reading_options
from threadscope.cli.render import as_json, plain, table, when

if TYPE_CHECKING:
    import polars as pl

__all__ = ["check"]

#: How many are printed; JSON has all.
_FILES = 40
_NOT_READ = 20
_THREADS = 10
_GAPS = 10
#: Characters of the reason why a file was taken for what it is: names of files need the width.
_WHY = 48


@click.command(short_help="Say what was read, what is missing, and what to capture next.")
@archive_options
@reading_options
@click.option("--json", "wants_json", is_flag=True, help="Write JSON.")
@click.option(
    "--suggest-mapping",
    "suggest",
    is_flag=True,
    help="Write a proposal for --mapping from the keys of an unknown file, and nothing else.",
)
def check(paths: tuple[str, ...], *, wants_json: bool, strict: bool, suggest: bool, **reading: Any) -> None:
    """Say what each file was taken for, what was not understood, what is missing, and what to capture next.

    The ghosts of a file are the posts that its posts answer, or that it says are gone, and that no file holds.
    X also counts replies that nobody can see any more: not all that is missing can be had.

    \b
    --json writes one object; times are ISO 8601 in UTC, a missing value is null:
      sources       one row a file: source, dialect (null: not read, or a zip, whose members
                    have rows of their own), detected_by, posts, ghosts, problems,
                    captured_from, captured_to, bytes, sha256
      problems      one row a kind: kind, count, what_to_do, and one example: source,
                    position, detail
      completeness  one row a thread with replies, largest first: the table completeness, and
                    handle
      gaps          one row a place to look at, largest gap first: the table gaps; url is its
                    address on X
    The tables are described in docs/tables.md.

    In Python: archive = threadscope.read(PATH); archive.sources; archive.problems;
    archive.study().table("gaps")
    """  # noqa: D301 - \b tells click to keep the lines as they are
    if suggest:
        _print_mappings(paths)
        return
    archive = read_archive(paths, **reading)
    found = checked(archive)
    if wants_json:
        as_json({name: rows.to_dicts() for name, rows in found.items()})
    else:
        _print_files(found["sources"].to_dicts())
        _print_problems(found["problems"].to_dicts())
        _print_threads(found["completeness"])
        _print_gaps(found["gaps"], said(archive))
    finish(archive, strict=strict)


def _print_files(sources: Rows) -> None:
    held = containers(sources)
    unread = [row for row in sources if row["dialect"] is None and row["source"] not in held]
    read = [row for row in sources if row["dialect"] is not None or row["source"] in held]
    shown, left = sources, []
    if len(read) > _FILES or len(unread) > _NOT_READ:
        read.sort(key=lambda row: -row["posts"])
        shown, left = read[:_FILES] + unread[:_NOT_READ], read[_FILES:] + unread[_NOT_READ:]
    table(
        ("file", "dialect", "why", "posts", "ghosts", "problems", "captured (UTC)"),
        (
            (
                row["source"],
                row["dialect"] or ("container" if row["source"] in held else "not read"),
                _short(row["detected_by"]),
                f"{row['posts']:,}",
                f"{row['ghosts']:,}",
                f"{row['problems']:,}",
                _span(row["captured_from"], row["captured_to"]),
            )
            for row in shown
        ),
        right=(3, 4, 5),
    )
    if left:
        posts = sum(row["posts"] for row in left)
        unseen = len(unread) - _NOT_READ
        more = f"; {unseen:,} of them not read" if unseen > 0 else ""
        click.echo(f"… and {_count(len(left), 'more file')} ({_count(posts, 'post')}{more})\n")


def _print_problems(problems: Rows) -> None:
    if not problems:
        return
    table(
        ("problem", "times", "for example", "where"),
        (
            (row["kind"], f"{row['count']:,}", row["detail"], f"{row['source']} {row['position'] or ''}")
            for row in problems
        ),
        right=(1,),
    )
    table(("problem", "what to do"), ((row["kind"], row["what_to_do"]) for row in problems))


def _print_threads(completeness: pl.DataFrame) -> None:
    if completeness.is_empty():
        return
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
            for row in completeness.head(_THREADS).iter_rows(named=True)
        ),
        right=(2, 3, 4, 5, 6),
    )
    if completeness.height > _THREADS:
        click.echo(f"… and {_count(completeness.height - _THREADS, 'smaller thread')} with replies\n")


def _of_counted(row: dict[str, Any]) -> str:
    if row["replies_counted"] is None:
        return "no counts"
    share = "" if row["coverage"] is None else f" ({row['coverage']:.0%})"
    return f"{row['replies_archived']:,} of {row['replies_counted']:,}{share}"


def _print_gaps(gaps: pl.DataFrame, known: Said) -> None:
    for sentence in _about_gaps(gaps.height, known):
        click.echo(sentence)
    largest = gaps.head(_GAPS).to_dicts()
    addresses = [row["url"] or f"post {plain(row['post_id'])}" for row in largest]
    width = max(map(len, addresses), default=0)
    for address, row in zip(addresses, largest, strict=True):
        click.echo(f"  {address:<{width}}  {_gap(row)}")


def _about_gaps(n_gaps: int, known: Said) -> Iterator[str]:
    """Say whether something is missing, and how far the archive can tell."""
    if not known.posts:
        yield "Nothing to capture next: no post here stands in a thread."
    elif not known.counted:
        yield "No post here carries a reply count: how many replies are missing is not known."
        yield _heading(n_gaps) or "Every post that an archived post answers is archived or known to be gone."
    else:
        if known.counted < known.posts:
            yield f"{known.posts - known.counted:,} of {known.posts:,} posts carry no reply count: what is missing below them is not known."
        if known.posts > 1 and not known.answering:
            yield "No post here says which one it answers: if replies are among them, they count as missing."
        if n_gaps:
            yield "X also counts replies that nobody can see any more: not all that is missing can be had."
        yield _heading(n_gaps) or (
            "Nothing is known to be missing in what was captured: every reply that X counted is archived, and "
            "every post that an archived post answers is archived or known to be gone."
        )


def _heading(n_gaps: int) -> str:
    if n_gaps > _GAPS:
        return f"Capture next, the {_GAPS} largest of {n_gaps:,} gaps:"
    return "Capture next, the largest gap first:" if n_gaps else ""


def _gap(row: dict[str, Any]) -> str:
    """Say why to look there."""
    if row["kind"] == "missing_post":
        below = _count(row["n_referring"], "archived post")
        stand = "stands" if row["n_referring"] == 1 else "stand"
        tried = "not archived" if row["reason"] == "missing" else "not to be had when last tried"
        return f"{tried}; {below} {stand} below it"
    if row["kind"] == "show_more":
        return "'show more' was not followed"
    counted = (
        "1 reply counted" if row["replies_counted"] == 1 else f"{row['replies_counted']:,} replies counted"
    )
    mark = ", 'show more' was not followed" if row["n_cursors"] else ""
    return f"{counted}, {row['replies_archived']:,} archived{mark}"


def _span(first: datetime | None, last: datetime | None) -> str:
    """Return from when to when, as short as it can be said."""
    if first is None or last is None or when(first) == when(last):
        return when(last)
    return f"{when(first)} – {when(last).removeprefix(f'{first:%Y-%m-%d} ')}"


def _short(words: str) -> str:
    words = plain(words)
    return words if len(words) <= _WHY else f"{words[: _WHY - 1]}…"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _print_mappings(paths: tuple[str, ...]) -> None:
    """Write a proposal for a mapping of each path."""
    from threadscope.collect import propose_mapping  # noqa: PLC0415 - not for --help

    for path in paths:
        click.echo(propose_mapping(path), nl=False)
