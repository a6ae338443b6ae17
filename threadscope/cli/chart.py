"""`threadscope chart`: one picture of one thread."""

from __future__ import annotations

from typing import Any

import click

from threadscope.cli.options import finish, read_thread, share_options, thread_options

__all__ = ["chart"]


@click.command(short_help="Draw one chart of one thread.")
@click.argument("name", metavar="NAME")
@thread_options
@share_options
@click.option("-o", "--output", required=True, metavar="FILE", help="The picture; .png or .svg.")
@click.option(
    "--theme", type=click.Choice(["light", "dark"]), help="By default light, or what a case file says."
)
@click.option("--width", type=click.IntRange(320, 4000), help="Width in pixels; 390 suits a phone.")
def chart(
    name: str,
    paths: tuple[str, ...],
    output: str,
    theme: str | None,
    width: int | None,
    *,
    strict: bool,
    **options: Any,
) -> None:
    """Draw one chart of one thread.

    NAME is branches, camps, captures, exchange, matrix, note, storyboard, tone, tree, unfolding or voices.

    In Python: threadscope.read(PATH).thread(ID).chart(NAME).save(FILE)
    """
    archive, thread = read_thread(paths, **options)
    given = {"theme": theme, "width": width}
    drawn = thread.chart(name, **{option: value for option, value in given.items() if value})
    click.echo(drawn.save(output))
    finish(archive, strict=strict)
