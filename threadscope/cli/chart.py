"""`threadscope chart`: one picture of one thread."""

from __future__ import annotations

from typing import Any

import click

from threadscope.cli.options import finish, read_thread, thread_options

__all__ = ["chart"]


@click.command(short_help="Draw one chart of one thread.")
@click.argument("name", metavar="NAME")
@thread_options
@click.option("-o", "--output", required=True, metavar="FILE", help="The picture; .png or .svg.")
@click.option("--theme", default="light", show_default=True, type=click.Choice(["light", "dark"]))
@click.option("--width", type=click.IntRange(320, 4000), help="Width in pixels; 390 suits a phone.")
def chart(
    name: str,
    paths: tuple[str, ...],
    output: str,
    theme: str,
    width: int | None,
    *,
    strict: bool,
    **options: Any,
) -> None:
    """Draw one chart of one thread; NAME is note, tree or unfolding.

    In Python: threadscope.read(PATH).thread(ID).chart(NAME).save(FILE)
    """
    archive, thread = read_thread(paths, **options)
    drawn = thread.chart(name, theme=theme, **({"width": width} if width else {}))
    click.echo(drawn.save(output))
    finish(archive, strict=strict)
