"""Options that several commands share, and what they mean for the API."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from threadscope.cli.exits import PROBLEMS

if TYPE_CHECKING:
    from threadscope.archive import Archive
    from threadscope.case import Case
    from threadscope.thread import Thread

__all__ = [
    "archive_options",
    "case_of",
    "finish",
    "label_options",
    "look_options",
    "read_archive",
    "read_thread",
    "reading_options",
    "say",
    "share_options",
    "shown",
    "thread_options",
]

#: Options that a case file has keys for -> how they are written.
_SAID_BY_CASE = {
    "mapping": "--mapping", "notes": "--notes", "notes_snapshot": "--notes-snapshot", "own_notes": "--own-notes",
    "no_quotes": "--no-quotes", "scores": "--scores", "labels": "--labels",
}  # fmt: skip
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


def look_options(command: Command) -> Command:
    """Add how a thread is looked at, and whose readings count."""
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
    ):
        command = option(command)
    return archive_options(reading_options(command))


def thread_options(command: Command) -> Command:
    """Add the choice of one thread and how it is looked at."""
    option = click.option(
        "--thread",
        "which",
        metavar="ID|URL",
        help="Any post of the thread; not needed where there is only one.",
    )
    return look_options(option(command))


def _two_sides(
    _context: click.Context, _option: click.Parameter, verbs: tuple[str, str] | None
) -> tuple[str, str] | None:
    """Refuse names by which nobody could tell the sides apart."""
    if verbs and (not all(name.strip() for name in verbs) or verbs[0].strip() == verbs[1].strip()):
        raise click.BadParameter("the two sides need two different names")
    return verbs


def share_options(command: Command) -> Command:
    """Add what makes a thread safer to show."""
    for option in (
        click.option(
            "--no-text", is_flag=True, help="Leave out all words of posts, which can be searched for."
        ),
        click.option(
            "--public",
            multiple=True,
            metavar="HANDLE",
            help="With --pseudonyms: somebody who keeps their name; may be given several times.",
        ),
        click.option(
            "--pseudonyms",
            metavar="KEYFILE",
            help="Give everybody else another name, made with the secret bytes of this file: the same in every report.",
        ),
    ):
        command = option(command)
    return command


def read_archive(
    paths: tuple[str, ...],
    *,
    case: Case | None = None,
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
    """Read the paths, saying so on a terminal; a case file says itself what is read.

    ``case`` is the one of these paths, from a command that needs it too: the file is read once.
    """
    from threadscope.archive import read  # noqa: PLC0415 - a command loads what it needs
    from threadscope.settings import Settings  # noqa: PLC0415

    if case := case or case_of(paths):
        say(f"reading what {paths[0]} names …")
        return case.archive()
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


def case_of(paths: tuple[str, ...]) -> Case | None:
    """Return the case that the only path is the file of, under the choices given on the command line; else None.

    Raises
    ------
    click.UsageError
        If an option says otherwise what the case file says: what is read, and whose readings count.
    """
    from threadscope.case import Case  # noqa: PLC0415 - a command loads what it needs

    files = [path for path in paths if path.endswith(".toml") and Case.is_case(path)]
    if not files:
        return None
    if len(paths) > 1:
        raise click.UsageError(f"{files[0]} is a case file and names its inputs itself: give it alone")
    case = Case.read(files[0])
    if refused := [option for name, option in _SAID_BY_CASE.items() if _given(name)]:
        raise click.UsageError(f"{refused[0]} is for {files[0]} to say: set it there (docs/case.md)")
    values = click.get_current_context().params
    changes = {name: values[name] for name in ("tz", "theme", "claim", "camps", "sentiment") if _given(name)}
    return case.using(**changes)


def _given(name: str) -> bool:
    """Tell whether an option stands on the command line."""
    return click.get_current_context().get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


def read_thread(
    paths: tuple[str, ...],
    *,
    which: str | None,
    claim: str | None,
    pseudonyms: str | None = None,
    public: tuple[str, ...] = (),
    no_text: bool = False,
    **reading: Any,
) -> tuple[Archive, Thread]:
    """Read the paths, choose the thread, and take out what is not to be shown."""
    case = case_of(paths)
    archive = read_archive(paths, case=case, **reading)
    thread = archive.thread(which or (case.which if case else None))
    thread = thread.using(claim=claim) if claim and not case else thread
    return archive, shown(pseudonyms, public, no_text=no_text, case=case)(thread)


def shown(
    pseudonyms: str | None,
    public: tuple[str, ...],
    *,
    no_text: bool,
    case: Case | None = None,
    several: bool = False,
) -> Callable[[Thread], Thread]:
    """Return what takes out of a thread what is not to be shown.

    With ``several`` threads a public handle need not be somebody's in each of them.
    """
    if public and not pseudonyms:
        raise click.UsageError(
            "--public says who keeps their name under --pseudonyms KEYFILE: give that, too"
        )
    from threadscope.privacy import read_key  # noqa: PLC0415 - a command loads what it needs

    key = read_key(Path(pseudonyms)) if pseudonyms else None

    def shown_thread(thread: Thread) -> Thread:
        if key is not None:
            here = {handle.lower() for handle in thread.people["handle"].drop_nulls()}
            known = [
                name
                for name in (*public, *(case.public if case else ()))
                if not several or name.removeprefix("@").lower() in here
            ]
            thread = thread.pseudonymous(key, known)
        return thread.without_text() if no_text else thread

    return shown_thread


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
