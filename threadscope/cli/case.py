"""`threadscope case`: the file in which an editor says what is read, set and left out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from threadscope.cli.options import archive_options, finish, read_archive, reading_options

__all__ = ["case"]


@click.group(short_help="Write the file in which you correct roles and stances and leave things out.")
def case() -> None:
    """Work with case files: what is read, what an editor sets by hand, and what is left out and why.

    Give a case file as PATH to report, show, chart and check. docs/case.md explains its keys.

    In Python: threadscope.case.Case.read("case.toml").thread()
    """


@case.command(short_help="Write a case file with what our rules found, in comments.")
@archive_options
@reading_options
@click.option(
    "-o", "--output", default="case.toml", show_default=True, metavar="FILE", help="The case file to write."
)
@click.option(
    "--thread", "which", metavar="ID|URL", help="Any post of the thread; not needed where there is only one."
)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
def init(
    paths: tuple[str, ...], output: str, which: str | None, *, force: bool, strict: bool, **reading: Any
) -> None:
    """Write a case file: the inputs, the thread, and what our rules found of people and posts, in comments.

    Read as it is, the file gives the same report as its inputs. Uncomment and change what you know better.

    In Python: threadscope.case.draft(thread, {"inputs": PATHS})
    """
    target = Path(output)
    if "-" in paths:
        raise click.UsageError("a case names files that can be read again; standard input is none")
    if target.is_dir():
        raise click.UsageError(f"{target} is a folder; name a file, such as {target / 'case.toml'}")
    if target.exists() and not force:
        raise click.UsageError(
            f"{target} is there already; name another file with -o, or add --force to replace it"
        )
    archive = read_archive(paths, **reading)
    from threadscope.case import draft  # noqa: PLC0415 - a command loads what it needs

    text = draft(archive.thread(which), _given(paths, target.parent, reading))
    try:
        fresh = target.with_name(f".{target.name}.new")
        fresh.write_text(text, encoding="utf-8", newline="\n")
        fresh.replace(target)
    except OSError as fault:
        raise click.ClickException(
            f"{target} cannot be written: {fault.strerror}; name another file with -o"
        ) from fault
    click.echo(target)
    finish(archive, strict=strict)


def _given(paths: tuple[str, ...], folder: Path, reading: dict[str, Any]) -> dict[str, Any]:
    """Return what was said on the command line as keys of a case; paths as seen from its folder."""
    several = {
        name: [_from(folder, path) for path in reading[name]] for name in ("notes", "scores", "labels")
    }
    mapping = reading["mapping"]
    given = {
        "inputs": [_from(folder, path) for path in paths],
        **several,
        "mapping": mapping and _from(folder, mapping),
        "own_notes": reading["own_notes"],
        "notes_snapshot": reading["notes_snapshot"],
    }
    said = {name: value for name, value in given.items() if value}
    return said | {"quotes": False} if reading["no_quotes"] else said


def _from(folder: Path, path: str) -> str:
    """Return a path as seen from a folder; as it is where it has a root of its own."""
    if Path(path).is_absolute():
        return Path(path).as_posix()
    return Path(os.path.relpath(path, folder)).as_posix()
