"""Options that several commands share, and what they mean for the API."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from threadscope.cli.exits import PROBLEMS

if TYPE_CHECKING:
    from threadscope.archive import Archive
    from threadscope.thread import Thread

__all__ = [
    "archive_options",
    "finish",
    "label_options",
    "read_archive",
    "read_thread",
    "reading_options",
    "say",
    "thread_options",
]

Command = TypeVar("Command", bound=Callable[..., Any])


def archive_options(command: Command) -> Command:
    """Add the paths and what is said of all of them."""
    for option in (
        click.option("--strict", is_flag=True, help="Exit with 3 if anything was not understood."),
        click.option("--no-quotes", is_flag=True, help="Do not follow quotes from thread to thread."),
        click.option(
            "--own-notes",
            is_flag=True,
            help="Read the Community Notes and ratings that the owner of an account archive wrote.",
        ),
        click.option(
            "--notes-snapshot",
            metavar="DAY",
            help="Day of the files of --notes, where no path names it: 2025-08-28.",
        ),
        click.option(
            "--notes",
            multiple=True,
            metavar="FILE",
            help="Public Community Notes file (.tsv, .zip, .gz), a folder of them, or an index; may be given several times.",
        ),
        click.option(
            "--mapping",
            metavar="FILE",
            help="TOML file that says where an unknown export keeps what; `check --suggest-mapping` proposes one.",
        ),
        click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
    ):
        command = option(command)
    return command


def label_options(command: Command) -> Command:
    """Add labels given by hand."""
    return click.option(
        "--labels",
        multiple=True,
        metavar="FILE",
        help="Labels given by hand, such as a filled file of `label`; they overrule our readings and --scores.",
    )(command)


def reading_options(command: Command) -> Command:
    """Add readings by others, which take the place of ours."""
    option = click.option(
        "--scores",
        multiple=True,
        metavar="FILE",
        help="Another model's or coder's readings: post_id, measure, value (.csv, .tsv, .jsonl, .parquet).",
    )
    return option(label_options(command))


def thread_options(command: Command) -> Command:
    """Add the choice of a thread and how it is looked at."""
    for option in (
        click.option(
            "--camps",
            nargs=2,
            callback=_two_sides,
            metavar="VERBS VERBS",
            help='What the two sides are called: the claimant\'s, and the other. By default "repeats the claim" "disputes it".',
        ),
        click.option(
            "--sentiment",
            type=click.Choice(["textblob", "vader", "blend"]),
            default="textblob",
            show_default=True,
            help="Word list that reads the tone; vader needs the extra of that name.",
        ),
        click.option(
            "--claim", metavar="ID", help="The post whose claim the quarrel is about; by default the root."
        ),
        click.option(
            "--tz",
            default="UTC",
            show_default=True,
            metavar="ZONE",
            help="IANA name of the zone of times shown.",
        ),
        click.option(
            "--thread",
            "which",
            metavar="ID|URL",
            help="Any post of the thread; not needed where there is only one.",
        ),
    ):
        command = option(command)
    return archive_options(reading_options(command))


def _two_sides(
    _context: click.Context, _option: click.Parameter, verbs: tuple[str, str] | None
) -> tuple[str, str] | None:
    """Refuse names by which nobody could tell the sides apart."""
    if verbs and (not all(name.strip() for name in verbs) or verbs[0].strip() == verbs[1].strip()):
        raise click.BadParameter("the two sides need two different names")
    return verbs


def read_archive(
    paths: tuple[str, ...],
    *,
    no_quotes: bool,
    mapping: str | None,
    own_notes: bool,
    notes: tuple[str, ...],
    notes_snapshot: str | None,
    scores: tuple[str, ...] = (),
    labels: tuple[str, ...] = (),
    camps: tuple[str, str] | None = None,
    **settings: Any,
) -> Archive:
    """Read the paths, saying so on a terminal."""
    from threadscope.archive import read  # noqa: PLC0415 - a command loads what it needs
    from threadscope.settings import Settings  # noqa: PLC0415

    chosen = Settings(quotes=not no_quotes, **settings)
    if camps:
        chosen = chosen.using(camps=camps)
    say(f"reading {', '.join([*paths, *notes, *scores, *labels])} …")
    return read(
        paths,
        settings=chosen,
        mapping=mapping,
        own_notes=own_notes,
        notes=notes,
        notes_snapshot=notes_snapshot,
        scores=scores,
        labels=labels,
    )


def read_thread(
    paths: tuple[str, ...], *, which: str | None, claim: str | None, **reading: Any
) -> tuple[Archive, Thread]:
    """Read the paths and choose the thread."""
    archive = read_archive(paths, **reading)
    thread = archive.thread(which)
    return archive, thread.using(claim=claim) if claim else thread


def finish(archive: Archive, *, strict: bool) -> None:
    """Say how much was not understood, and make it an exit code when asked to."""
    problems = archive.problems.height
    if problems:
        noun = "problem" if problems == 1 else "problems"
        click.echo(f"{problems:,} {noun} while reading; `threadscope check` lists them", err=True)
    if strict and problems:
        sys.exit(PROBLEMS)


def say(words: str) -> None:
    """Report progress in words, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(words, err=True)
