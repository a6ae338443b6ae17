"""`threadscope report`: the page, pictures, tables and summary of one thread, or of several."""

from __future__ import annotations

import shlex
from typing import Any

import click

from threadscope.cli.options import case_of, finish, look_options, read_archive, share_options, shown
from threadscope.cli.progress import progress

__all__ = ["report"]

#: What is said of the inputs is not said of an older export.
_NOTHING: dict[str, Any] = {"mapping": None, "notes": (), "notes_snapshot": None, "scores": (), "labels": ()}


@click.command(short_help="Write the report of one thread, or of several.")
@look_options
@share_options
@click.option(
    "--thread",
    "which",
    multiple=True,
    metavar="ID|URL",
    help="Any post of the thread; not needed where there is only one. Given several times: a report of each, and a page that leads to them.",
)
@click.option("--all", "every", is_flag=True, help="A report of every thread, and a page that leads to them.")
@click.option(
    "--least",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    metavar="N",
    help="With --all: leave out threads of fewer posts.",
)
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
@click.option(
    "--since",
    metavar="OLD",
    help="An older export or store of the same thread: the report says what changed since.",
)
@click.option(
    "--media", is_flag=True, help="Show small pictures of the local copies beside the export, or in its zip."
)
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser when it is written.")
def report(
    paths: tuple[str, ...],
    output: str,
    which: tuple[str, ...],
    least: int,
    *,
    since: str | None,
    every: bool,
    media: bool,
    opens: bool,
    strict: bool,
    **options: Any,
) -> None:
    """Write the report of one thread: DIR/index.html, which needs no other file, charts, tables and a summary.

    In Python: threadscope.read(PATH).thread(ID).report(DIR)
    """
    if every and which:
        raise click.UsageError("--all and --thread exclude each other: all threads, or those named")
    several = every or len(which) > 1
    claim = options.pop("claim")
    if claim and several:
        raise click.UsageError("--claim belongs to one thread: name that one with --thread")
    said = options | {
        "which": which,
        "claim": claim,
        "every": every,
        "least": least,
        "since": since,
        "media": media,
    }
    command = _command(paths, output, said)
    case = case_of(paths)
    safe = shown(
        options.pop("pseudonyms"),
        options.pop("public"),
        no_text=options.pop("no_text"),
        case=case,
        several=several,
    )
    archive = read_archive(paths, case=case, **options)
    older = read_archive((since,), **options | _NOTHING) if since else None
    with progress() as on_step:
        if several:
            page = archive.report(
                output,
                which or None,
                least=least,
                since=older,
                shown=safe,
                media=media,
                command=command,
                on_step=on_step,
            )
        else:
            thread = archive.thread(which[0] if which else case.which if case else None, since=older)
            thread = thread.using(claim=claim) if claim and not case else thread
            page = safe(thread).report(output, media=media, command=command, on_step=on_step)
    click.echo(page)
    if opens:
        click.launch(str(page))
    finish(archive, strict=strict)


def _command(paths: tuple[str, ...], output: str, options: dict[str, Any]) -> str:
    """Return the command that rebuilds the report; under pseudonyms without what would name somebody."""
    if options["pseudonyms"]:
        words = ["threadscope", "report", "PATH...", "-o", "DIR", "--pseudonyms", "KEYFILE"]
        words += [word for name in options["public"] for word in ("--public", name)]
        words += ["--since", "OLD"] if options["since"] else []
        return " ".join(
            [*words, *(f"--{name.replace('_', '-')}" for name in ("media", "no_text") if options[name])]
        )
    words = ["threadscope", "report", *paths, "-o", output]
    words += [f"--{name.replace('_', '-')}" for name in ("media", "no_text") if options[name]]
    words += ["--since", options["since"]] if options["since"] else []
    words += [word for name in options["which"] for word in ("--thread", name)]
    words += ["--all"] if options["every"] else []
    words += ["--least", str(options["least"])] if options["every"] and options["least"] != 2 else []
    words += ["--claim", options["claim"]] if options["claim"] else []
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
