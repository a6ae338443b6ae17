"""Tables for a terminal or as JSON; archive text can neither style nor steer the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import click

__all__ = ["as_json", "plain", "table", "when"]


def plain(text: object) -> str:
    """Return text on one line without anything a terminal would obey.

    >>> plain(chr(27) + "[31mred" + chr(0x202E) + "  and  so on")
    '[31mred and so on'
    """
    return "".join(mark for mark in " ".join(str(text).split()) if mark.isprintable())


def when(moment: datetime | None) -> str:
    """Return a time to the minute, or a dash.

    >>> when(None)
    '–'
    """
    return moment.strftime("%Y-%m-%d %H:%M") if moment else "–"


def as_json(value: Any) -> None:
    """Write a value as JSON to standard output; times as ISO 8601."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=_text))


def _text(value: object) -> str:
    return value.isoformat(timespec="milliseconds") if isinstance(value, datetime) else str(value)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[int] = ()) -> None:
    """Write a table to standard output, folded to the width of the terminal.

    Parameters
    ----------
    heads
        Column headings.
    rows
        Cells; each is made plain.
    right
        Numbers of the columns that are set flush right.
    """
    from rich import box  # noqa: PLC0415 - only when there is something to draw
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for number, head in enumerate(heads):
        drawn.add_column(head, justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(plain(cell)) for cell in row))
    # Into a pipe or file nothing needs to fold at 80 columns.
    width = None if sys.stdout.isatty() else 180
    Console(file=sys.stdout, width=width, highlight=False).print(drawn)
