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

__all__ = ["archive_options", "finish", "read_archive", "read_thread", "say", "thread_options"]

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


def thread_options(command: Command) -> Command:
    """Add the choice of a thread and how it is looked at."""
    for option in (
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
    return archive_options(command)


def read_archive(
    paths: tuple[str, ...],
    *,
    no_quotes: bool,
    mapping: str | None,
    own_notes: bool,
    notes: tuple[str, ...],
    notes_snapshot: str | None,
    **settings: Any,
) -> Archive:
    """Read the paths, saying so on a terminal."""
    from threadscope.archive import read  # noqa: PLC0415 - a command loads what it needs
    from threadscope.settings import Settings  # noqa: PLC0415

    chosen = Settings(quotes=not no_quotes, **settings)
    say(f"reading {', '.join([*paths, *notes])} …")
    return read(
        paths,
        settings=chosen,
        mapping=mapping,
        own_notes=own_notes,
        notes=notes,
        notes_snapshot=notes_snapshot,
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
