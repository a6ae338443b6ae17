"""Rows, one a report -> the page that leads to them: who, what, how much, was there a note, how much is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any, Final

import polars as pl
from jinja2.filters import do_urlencode
from markupsafe import Markup

from threadscope.report import formats
from threadscope.report.markup import environment
from threadscope.report.style import style_sheet
from threadscope.settings import Settings

__all__ = ["index_page"]

_NOT_KNOWN: Final = "not known"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One report in the list."""

    address: str
    headline: str
    who: str
    started: str
    moment: str
    n_posts: str
    n_people: str
    coverage: str
    note: str
    thread_id: str


def index_page(
    rows: pl.DataFrame, *, settings: Settings, command: str = "", generated_at: datetime | None = None
) -> str:
    """Return the page that lists several reports written at once: the same text for the same rows.

    Parameters
    ----------
    rows
        One row a report, in the order of the list: ``thread_id``, ``folder`` (a path from this page, without
        ``index.html``), ``headline`` (null: nothing could be said), ``handle`` of who opened the thread,
        ``started_at``, ``n_posts``, ``n_people``, ``coverage`` (share (0-1) of the replies that X counts; null where
        the export has no counts) and ``note`` (what is known of Community Notes, in words; null: nothing).
    settings
        ``tz`` is the zone of all times, ``theme`` the colours.
    command
        The command that rebuilds the reports, printed in the page.
    generated_at
        A time to print, or None to print none.

    Returns
    -------
    str
        HTML with a policy that forbids every request and every script. Its links lead to the folders beside it.
    """
    clock = formats.clock(settings.tz)
    return (
        environment()
        .get_template("index.html")
        .render(
            style=Markup(style_sheet()),  # noqa: S704 - made of our own files and palette
            theme=settings.theme,
            zone=settings.tz,
            entries=[_entry(row, clock) for row in rows.iter_rows(named=True)],
            n_threads=formats.number(rows.height),
            n_posts=formats.number(int(rows["n_posts"].sum())),
            command=command,
            version=version("threadscope"),
            generated=clock(generated_at) if generated_at else "",
        )
    )


def _entry(row: dict[str, Any], clock: formats.Clock) -> _Entry:
    started = row["started_at"]
    return _Entry(
        # "./" keeps whatever a folder is called from being read as the name of a protocol or of another machine
        address="./" + do_urlencode(row["folder"].strip("/")) + "/index.html",
        headline=row["headline"] or "",
        who=formats.person(row["handle"]),
        started=_NOT_KNOWN if started is None else clock(started),
        moment="" if started is None else f"{started:%Y-%m-%dT%H:%MZ}",
        n_posts=formats.number(row["n_posts"]),
        n_people=formats.number(row["n_people"]),
        coverage=_NOT_KNOWN if row["coverage"] is None else formats.share(row["coverage"]),
        note=row["note"] or _NOT_KNOWN,
        thread_id=row["thread_id"],
    )
