"""`threadscope report`: the page and the pictures of one thread."""

from __future__ import annotations

import shlex
from typing import Any

import click

from threadscope.cli.options import finish, read_thread, say, thread_options

__all__ = ["report"]


@click.command(short_help="Write the report of one thread.")
@thread_options
@click.option(
    "-o", "--output", required=True, metavar="DIR", help="Folder of the report; an older one is replaced."
)
@click.option(
    "--theme",
    default="light",
    show_default=True,
    type=click.Choice(["light", "dark"]),
    help="Theme of the pictures; the page opens in it.",
)
def report(paths: tuple[str, ...], output: str, *, strict: bool, **options: Any) -> None:
    """Write the report of one thread: DIR/index.html, which needs no other file, and DIR/charts/*.png.

    In Python: threadscope.read(PATH).thread(ID).report(DIR)
    """
    archive, thread = read_thread(paths, **options)
    say("drawing and writing …")
    page = thread.report(output, command=_command(paths, output, options))
    click.echo(page)
    finish(archive, strict=strict)


def _command(paths: tuple[str, ...], output: str, options: dict[str, Any]) -> str:
    """Return the command that rebuilds the report."""
    words = ["threadscope", "report", *paths, "-o", output]
    for option, name in (("--thread", "which"), ("--claim", "claim")):
        words += [option, options[name]] if options[name] else []
    words += ["--tz", options["tz"]] if options["tz"] != "UTC" else []
    words += ["--theme", options["theme"]] if options["theme"] != "light" else []
    words += ["--no-quotes"] if options["no_quotes"] else []
    words += ["--own-notes"] if options["own_notes"] else []
    words += ["--mapping", options["mapping"]] if options["mapping"] else []
    words += [word for name in options["notes"] for word in ("--notes", name)]
    words += [word for name in options["scores"] for word in ("--scores", name)]
    words += [word for name in options["labels"] for word in ("--labels", name)]
    words += ["--sentiment", options["sentiment"]] if options["sentiment"] != "textblob" else []
    words += ["--camps", *options["camps"]] if options["camps"] else []
    words += ["--notes-snapshot", options["notes_snapshot"]] if options["notes_snapshot"] else []
    return shlex.join(words)
