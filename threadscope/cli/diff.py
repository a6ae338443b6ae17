"""`threadscope diff`: what changed between two captures."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from threadscope.cli.options import finish, read_archive
from threadscope.cli.render import as_json, plain, when

if TYPE_CHECKING:
    import polars as pl

    from threadscope.archive import Archive

__all__ = ["diff"]

_WORDS = 70
#: The people answered, who stand in front of the words.
_IN_FRONT = re.compile(r"^(?:@\w+ )+")
_Row = dict[str, Any]


@click.command("diff", short_help="Say what changed between two captures.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--thread", "which", metavar="ID|URL", help="Only the thread of this post; by default all threads."
)
@click.option(
    "--limit", default=5, show_default=True, type=click.IntRange(0), help="How many to name of each kind."
)
@click.option("--json", "wants_json", is_flag=True, help="Write the whole table as JSON.")
@click.option(
    "-o", "--output", metavar="FILE", help="Write the whole table to a file: .csv, .json or .parquet."
)
@click.option("--mapping", metavar="FILE", help="TOML file that says where an unknown export keeps what.")
@click.option("--no-quotes", is_flag=True, help="Do not follow quotes from thread to thread.")
@click.option("--strict", is_flag=True, help="Exit with 3 if anything was not understood.")
def diff(
    old: str,
    new: str,
    which: str | None,
    limit: int,
    output: str | None,
    *,
    wants_json: bool,
    strict: bool,
    **reading: Any,
) -> None:
    """Say what changed between two captures: OLD and NEW are exports of any kind, or stores.

    A post is called gone only if NEW says why (deleted, suspended, protected, withheld); a capture that holds
    less is no deletion. A post is called new only if it was written after all of OLD was captured.

    In Python: threadscope.diff.changes(OLD_TABLES, NEW_TABLES)
    """
    from threadscope.diff import changes  # noqa: PLC0415 - a command loads what it needs

    if old == new == "-":
        raise click.UsageError("only one of OLD and NEW can come from standard input")
    nothing: dict[str, Any] = {"own_notes": False, "notes": (), "notes_snapshot": None}
    older, newer = (read_archive((path,), **reading, **nothing) for path in (old, new))
    tables = [_tables(archive) for archive in (older, newer)]
    found = changes(*tables)
    if which:
        found = _of_thread(found, which, older, newer, tables)
    if output:
        from threadscope.diff.table_file import write_table  # noqa: PLC0415

        click.echo(write_table(found, Path(output)))
    elif wants_json:
        as_json(found.to_dicts())
    else:
        _summary(found, (("OLD", old, older), ("NEW", new, newer)), limit)
    _warn(older, newer, tables)
    for archive in (older, newer):
        finish(archive, strict=strict)


def _tables(archive: Archive) -> dict[str, pl.DataFrame]:
    from threadscope.diff import INPUTS  # noqa: PLC0415

    study = archive.study()
    return {name: study.table(name) for name in INPUTS}


def _of_thread(
    found: pl.DataFrame, which: str, older: Archive, newer: Archive, tables: list[dict[str, pl.DataFrame]]
) -> pl.DataFrame:
    """Keep the changes of one thread, which may be known by a post of either capture."""
    from threadscope.diff import of_thread, same_threads  # noqa: PLC0415
    from threadscope.errors import NoThread  # noqa: PLC0415

    try:
        thread = newer.thread(which)
        thread_id = thread.thread_id
    except NoThread:
        thread = older.thread(which)
        moved = dict(same_threads(*tables).iter_rows())
        thread_id = moved.get(thread.thread_id, thread.thread_id)
    return of_thread(found, thread_id, thread.people)


def _taken(archive: Archive) -> tuple[datetime | None, datetime | None]:
    at = archive.observations["captured_at"]
    return at.min(), at.max()  # type: ignore[return-value] # of a column of times


def _warn(older: Archive, newer: Archive, tables: list[dict[str, pl.DataFrame]]) -> None:
    """Say on stderr what makes a comparison doubtful."""
    shared = tables[0]["posts"].join(tables[1]["posts"], on="post_id", how="semi").height
    if not shared:
        click.echo("no post stands in both: these may be captures of different threads", err=True)
    until_old, until_new = _taken(older)[1], _taken(newer)[1]
    if until_old and until_new and until_old > until_new:
        click.echo("OLD was captured after NEW; give the older capture first", err=True)
    if any(one["observations"]["captured_at"].null_count() for one in tables[:1]):
        click.echo(
            "OLD does not say when all of it was captured: no post can be called new, only not in OLD",
            err=True,
        )


def _summary(found: pl.DataFrame, sides: tuple[tuple[str, str, Archive], ...], limit: int) -> None:
    """Write both captures, then each kind of change with its number and the first few."""
    from threadscope.schema.compared import CHANGE_KINDS, COUNT_WORDS  # noqa: PLC0415

    for name, path, archive in sides:
        first, last = _taken(archive)
        at = "time of capture not known" if last is None else f"captured {_between(first, last)} UTC"
        click.echo(f"{name} {plain(path)}: {archive.posts.height:,} posts, {at}")
    if not found.height:
        click.echo("\nNothing differs.")
        return
    for kind in CHANGE_KINDS.values():
        rows = found.filter(found["kind"] == kind.name)
        if kind.name == "count":
            for field, words in COUNT_WORDS.items():
                of_field = rows.filter(rows["field"] == field)
                _group(
                    of_field,
                    (f"post has another number of {words}", f"posts have other numbers of {words}"),
                    limit,
                )
        else:
            _group(rows, (kind.one, kind.many), limit)


def _between(first: datetime | None, last: datetime) -> str:
    return when(last) if first is None or when(first) == when(last) else f"{when(first)} to {when(last)}"


def _group(rows: pl.DataFrame, words: tuple[str, str], limit: int) -> None:
    """Write how many there are, and the first of them, a line each."""
    if not rows.height:
        return
    click.echo(f"\n{rows.height:,} {words[rows.height != 1]}")
    for row in rows.head(limit).iter_rows(named=True):
        click.echo("  " + plain(f"{_who(row)}{_of(row)}: {_what(row)}"))
    if rows.height > limit > 0:
        click.echo(f"  … and {rows.height - limit:,} more")


def _of(row: _Row) -> str:
    return f", post {row['post_id']}" if row["post_id"] else ""


def _who(row: _Row) -> str:
    return f"@{row['handle']}" if row["handle"] else "author not known"


def _what(row: _Row) -> str:
    """Return one change in words: numbers and texts as the captures give them."""
    return _SAID.get(row["kind"], _from_to)(row)


def _quoted(text: str | None) -> str:
    words = _IN_FRONT.sub("", plain(text or ""))
    return f"“{words[:_WORDS]}{'…' if len(words) > _WORDS else ''}”" if words else "(no words)"


def _from_to(row: _Row) -> str:
    return f"{row['before'] or 'nothing'} → {row['after'] or 'nothing'}"


def _counted(row: _Row) -> str:
    change = row["n_after"] - row["n_before"]
    return f"{row['n_before']:,} → {row['n_after']:,} ({change:+,})"


def _texts(row: _Row) -> str:
    after = _quoted(row["after"]) if row["after"] is not None else "a later version that NEW does not hold"
    return f"{_quoted(row['before'])} → {after}"


def _branch(row: _Row) -> str:
    n = row["n_after"] or row["n_before"]
    return f"{n:,} posts, the first one {_quoted(row['after'] or row['before'])}"


def _note(row: _Row) -> str:
    states = " → ".join(state.replace("_", " ") for state in (row["before"], row["after"]) if state)
    return f"{states}: {_quoted(row['detail'])}" if row["detail"] else states


_SAID: dict[str, Callable[[_Row], str]] = {
    "gone": lambda row: f"{row['after']}: {_quoted(row['before'])}",
    "back": lambda row: f"was {row['before']}: {_quoted(row['after'])}",
    "not_in_new": lambda row: _quoted(row["before"]),
    "not_in_old": lambda row: _quoted(row["after"]),
    "written_since": lambda row: _quoted(row["after"]),
    "edited": _texts,
    "older_version": _texts,
    "text_differs": _texts,
    "count": _counted,
    **dict.fromkeys(("new_branch", "branch_not_in_old", "branch_not_in_new"), _branch),
    **dict.fromkeys(
        ("note_appeared", "note_gone", "note_changed", "note_not_in_new", "note_not_in_old"), _note
    ),
    "handle_changed": lambda row: f"@{row['before']} → @{row['after']}",
}
