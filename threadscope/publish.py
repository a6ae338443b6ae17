"""A study of one thread to the folder that people share: page, pictures, tables, summary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from threadscope.settings import Settings
from threadscope.study import Study

if TYPE_CHECKING:
    from threadscope.charts import Chart
    from threadscope.report import Picture

__all__ = ["PHONE_WIDTH", "STORY", "Step", "write_report", "write_reports"]

#: Width in CSS pixels of the narrow pictures.
PHONE_WIDTH: Final = 390
#: The charts in the order in which they tell the story.
STORY: Final = (
    "unfolding", "storyboard", "exchange", "voices", "camps", "matrix", "tree", "branches", "tone", "note", "captures",
)  # fmt: skip
_LONGEST_NAME: Final = 60
#: What the page that leads to several reports is told of each.
_INDEX: Final[dict[str, pl.DataType]] = {
    "thread_id": pl.String(), "folder": pl.String(), "headline": pl.String(), "handle": pl.String(),
    "started_at": pl.Datetime("ms", "UTC"), "n_posts": pl.Int64(), "n_people": pl.Int64(), "coverage": pl.Float64(),
    "note": pl.String(),
}  # fmt: skip
#: Called with what is being done, how many steps are done, and how many there are.
Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One chart as it is written and as the page takes it."""

    chart: Chart
    picture: Picture


def write_report(
    study: Study,
    into: Path,
    *,
    command: str = "",
    generated_at: datetime | None = None,
    media: bool = False,
    on_step: Step = lambda _what, _done, _all: None,
) -> dict[str, Any]:
    """Fill an empty folder with the report of one thread.

    ``index.html`` needs no other file; ``charts/NAME.png`` and ``.svg`` are its pictures, ``data/NAME.parquet`` all
    tables with rows, ``summary.json`` what the report says.

    Parameters
    ----------
    study
        The tables of one thread.
    into
        An existing empty folder.
    command
        The command that rebuilds it.
    generated_at
        A time to print. None prints none, so that equal data gives equal bytes.
    media
        Whether the page shows small pictures of local copies.
    on_step
        Told of every step.

    Returns
    -------
    dict[str, Any]
        The summary that was written.
    """
    from threadscope import export, report  # noqa: PLC0415 - jinja2 only when a page is wanted
    from threadscope.charts import CHARTS  # noqa: PLC0415 - matplotlib only when a picture is wanted
    from threadscope.report.thumbnails import thumbnails  # noqa: PLC0415 - as above

    names = [*(name for name in STORY if name in CHARTS), *sorted(set(CHARTS) - set(STORY))]
    steps = _Steps(["finding what the posts show", *(f"drawing {name}" for name in names),
                    "writing the page", "writing pictures", "writing tables"], on_step)  # fmt: skip
    steps.next()
    study.table("findings")
    drawn = {}
    for name in names:
        steps.next()
        drawn[name] = _draw(study, name)
    steps.next()
    page = study.call(
        report.page,
        pictures={name: one.picture for name, one in drawn.items()},
        command=command,
        generated_at=generated_at,
        **study.page_options(),
        **({"thumbnails": study.call(thumbnails)} if media else {}),
    )
    (into / "index.html").write_text(page, encoding="utf-8", newline="\n")
    steps.next()
    charts = _write_charts({name: one.chart for name, one in drawn.items()}, into)
    steps.next()
    (into / "data").mkdir()
    data = export.write_tables(study.tables(), into / "data")
    document: dict[str, Any] = study.call(
        export.summary, charts=charts, data=data, command=command, generated_at=generated_at
    )
    export.write_summary(document, into / "summary.json")
    steps.end()
    return document


def write_reports(
    studies: Iterable[tuple[str, Study]],
    into: Path,
    *,
    n: int,
    settings: Settings,
    command: str = "",
    generated_at: datetime | None = None,
    media: bool = False,
    on_step: Step = lambda _what, _done, _all: None,
) -> None:
    """Fill an empty folder with a report of each thread, in a folder of its own, and a page that leads to them.

    Parameters
    ----------
    studies
        Id and tables of each thread; they are asked for one after the other, so that only one is in memory.
    into
        An existing empty folder.
    n
        How many there are.
    settings
        Theme and zone of the page that leads to them.
    media, command, generated_at, on_step
        As in `write_report`.
    """
    from threadscope import report  # noqa: PLC0415 - as above

    rows: list[dict[str, Any]] = []
    for number, (thread_id, study) in enumerate(studies):
        folder = _folder_name(thread_id, {row["folder"] for row in rows})
        (into / folder).mkdir()
        document = write_report(
            study,
            into / folder,
            command=command,
            generated_at=generated_at,
            media=media,
            on_step=_of_several(on_step, number, n),
        )
        rows.append(_index_row(folder, document))
    page = report.index_page(
        pl.DataFrame(rows, schema=_INDEX), settings=settings, command=command, generated_at=generated_at
    )
    (into / "index.html").write_text(page, encoding="utf-8", newline="\n")


def _of_several(on_step: Step, number: int, n: int) -> Step:
    """Return what tells of the steps of one of several threads."""

    def tell(what: str, done: int, of: int) -> None:
        on_step(f"thread {number + 1} of {n}: {what}", number * of + done, n * of)

    return tell


def _folder_name(thread_id: str, taken: set[str]) -> str:
    """Return a folder's name for a thread: its id, as far as an id can be trusted to be a name."""
    plain = re.sub(r"[^A-Za-z0-9_-]", "_", thread_id)[:_LONGEST_NAME] or "thread"
    name, number = plain, 2
    while name in taken | {"charts", "data"}:
        name, number = f"{plain}-{number}", number + 1
    return name


def _draw(study: Study, name: str) -> _Drawn:
    """Draw a chart for its file, and for the page, which prints its title itself, on screens and on phones."""
    from threadscope import report  # noqa: PLC0415 - as above
    from threadscope.charts import CHARTS  # noqa: PLC0415

    kind = CHARTS[name]
    wide = study.call(kind.prepare)
    chart = kind.draw(wide)
    inside = kind.draw(replace(wide, alone=False))
    narrow = kind.draw(study.call(kind.prepare, width=PHONE_WIDTH, alone=False)) if chart.telling else None
    return _Drawn(
        chart,
        report.Picture(
            name=name,
            svg=inside.svg(),
            narrow_svg=narrow.svg() if narrow else None,
            title=chart.title,
            subtitle=chart.subtitle,
            alt=chart.alt,
            table=chart.table,
            footer=chart.footer,
            telling=chart.telling,
            evidence=chart.evidence,
        ),
    )


def _write_charts(charts: dict[str, Chart], into: Path) -> list[dict[str, Any]]:
    """Write the pictures that show something; return a row for each chart, drawn or not."""
    (into / "charts").mkdir()
    rows = []
    for name, chart in charts.items():
        if chart.telling:
            for ending in ("png", "svg"):
                chart.save(into / "charts" / f"{name}.{ending}")
        rows.append({
            "name": name,
            "file": f"charts/{name}.png" if chart.telling else None,
            "title": chart.title,
            "subtitle": chart.subtitle,
            "alt": chart.alt,
            "evidence": chart.evidence,
            "telling": chart.telling,
        })  # fmt: skip
    return rows


def _index_row(folder: str, document: dict[str, Any]) -> dict[str, Any]:
    thread, measured = document["thread"], document["completeness"] or {}
    noted = [row["wording"] for row in document["findings"] if row["kind"].startswith("note_")]
    return {
        "thread_id": thread["thread_id"],
        "folder": folder,
        "headline": document["headline"],
        "handle": thread["handle"],
        "started_at": datetime.fromisoformat(thread["started_at"]) if thread["started_at"] else None,
        "n_posts": thread["n_posts"],
        "n_people": thread["n_people"],
        "coverage": measured.get("coverage"),
        "note": noted[0] if noted else None,
    }


class _Steps:
    """Counts the steps off and tells of each."""

    def __init__(self, names: Sequence[str], on_step: Step) -> None:
        self._names, self._tell, self._done = names, on_step, 0

    def next(self) -> None:
        """Tell of the step that begins now."""
        self._tell(self._names[self._done], self._done, len(self._names))
        self._done += 1

    def end(self) -> None:
        """Tell that all is done."""
        self._tell("done", len(self._names), len(self._names))
