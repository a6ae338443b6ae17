"""`threadscope notes`: what is done with the public Community Notes files by themselves."""

from __future__ import annotations

import sys

import click

from threadscope.cli.exits import PROBLEMS
from threadscope.cli.options import say
from threadscope.cli.render import table

__all__ = ["notes"]


@click.group(short_help="Work with the public Community Notes files.")
def notes() -> None:
    """Work with the public Community Notes files, which --notes reads beside an archive.

    docs/notes.md says where X offers them and what they can tell.

    In Python: threadscope.index_notes(FILES, TARGET)
    """


@notes.command(short_help="Write an index of them, in which any thread is found within a second.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", required=True, metavar="FILE", help="The Parquet file to write.")
@click.option("--notes-snapshot", metavar="DAY", help="Day of the files, where no path names it: 2025-08-28.")
@click.option("--strict", is_flag=True, help="Exit with 3 if anything was not understood.")
def index(files: tuple[str, ...], output: str, notes_snapshot: str | None, *, strict: bool) -> None:
    """Write an index of the public files of one day; give it with --notes from then on.

    FILE is a file notes, noteStatusHistory or batSignals (.tsv, .zip, .gz), or a folder of them.

    In Python: threadscope.index_notes(FILES, TARGET)
    """
    from threadscope.archive import index_notes  # noqa: PLC0415 - a command loads what it needs

    say(f"reading {', '.join(files)} …")
    made = index_notes(files, output, notes_snapshot=notes_snapshot)
    click.echo(made.path)
    day = f"{made.snapshot_at:%Y-%m-%d}" if made.snapshot_at else "an unknown day"
    known = {"flag": "given", "path": "from the path", "newest_row": "of the newest row"}
    click.echo(
        f"{made.n_notes:,} notes, {made.n_deleted:,} of which only the status is left, "
        f"{made.n_requests:,} posts with requests; snapshot {day} ({known.get(made.snapshot_by or '', 'not known')})",
        err=True,
    )
    if made.problems.height:
        table(
            ("problem", "where", "what"),
            (
                (row["kind"], f"{row['source']} {row['position'] or ''}", row["detail"])
                for row in made.problems.iter_rows(named=True)
            ),
        )
    if strict and made.problems.height:
        sys.exit(PROBLEMS)
