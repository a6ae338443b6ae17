"""`threadscope threads`: which threads an archive holds."""

from __future__ import annotations

from typing import Any

import click

from threadscope.cli.options import archive_options, finish, read_archive
from threadscope.cli.render import as_json, plain, table, when

__all__ = ["threads"]

_WORDS = 60


@click.command(short_help="List the threads of an archive.")
@archive_options
@click.option("--json", "wants_json", is_flag=True, help="Write JSON.")
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(1), help="How many of the largest."
)
def threads(paths: tuple[str, ...], *, limit: int, wants_json: bool, strict: bool, **reading: Any) -> None:
    """List the threads of an archive, largest first.

    In Python: threadscope.read(PATH).threads
    """
    archive = read_archive(paths, **reading)
    found = archive.threads
    listed = found.head(limit)
    if wants_json:
        as_json(listed.to_dicts())
    else:
        table(
            ("thread", "posts", "people", "missing", "from (UTC)", "to (UTC)", "opened by"),
            (
                (
                    row["thread_id"],
                    f"{row['n_posts']:,}",
                    f"{row['n_people']:,}",
                    f"{row['n_ghosts']:,}",
                    when(row["started_at"]),
                    when(row["ended_at"]),
                    _opening(row["handle"], row["text"]),
                )
                for row in listed.iter_rows(named=True)
            ),
            right=(1, 2, 3),
        )
        if found.height > limit:
            click.echo(
                f"{found.height - limit:,} smaller threads are not listed; --limit shows more", err=True
            )
    finish(archive, strict=strict)


def _opening(handle: str | None, text: str | None) -> str:
    words = plain(text or "")
    return f"{'@' + handle if handle else '(root not archived)'} {words[:_WORDS]}{'…' if len(words) > _WORDS else ''}"
