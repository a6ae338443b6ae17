"""What a report says, as one JSON document that programs read: the findings, and the numbers beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import polars as pl

from threadscope.settings import Settings

__all__ = ["VERSION", "summary", "write_summary"]

#: Of the document's shape: the first number changes when something goes or changes its meaning.
VERSION: Final = "1.0"
_FINDING: Final = (
    "finding_id", "kind", "wording", "label", "at", "subject", "object", "value", "evidence", "n_evidence", "rule",
    "confidence", "set_by",
)  # fmt: skip
_COMPLETENESS: Final = (
    "n_posts", "n_replies", "n_missing_parent", "replies_counted", "replies_archived", "coverage", "n_ghosts",
    "n_cursors", "captured_from", "captured_to",
)  # fmt: skip
_NOTE: Final = (
    "post_id", "note_id", "evidence_kind", "state", "because", "observed_at", "written_at", "rated_helpful_at",
    "shown_from", "shown_until", "shown_precision", "removed_at", "replies_at_written", "n_replies",
)  # fmt: skip
_ROLE: Final = ("author_id", "handle", "role", "weight", "rule", "confidence", "evidence", "n_evidence")
#: Parts that most people of every thread have: they are counted only.
_COMMON: Final = ("bystander", "commentator", "undetermined")
_SOURCE: Final = ("source", "sha256", "bytes", "dialect", "posts", "captured_from", "captured_to")


def summary(
    threads: pl.DataFrame,
    people: pl.DataFrame,
    findings: pl.DataFrame,
    roles: pl.DataFrame,
    camp_tests: pl.DataFrame,
    completeness: pl.DataFrame,
    note_timeline: pl.DataFrame,
    sources: pl.DataFrame,
    problems: pl.DataFrame,
    *,
    settings: Settings,
    charts: Sequence[Mapping[str, Any]] = (),
    data: Mapping[str, int] | None = None,
    command: str = "",
    generated_at: datetime | None = None,
) -> dict[str, Any]:
    """Return what the report of one thread says; docs/summary.md explains every key.

    Parameters
    ----------
    threads, people, findings, roles, camp_tests, completeness, note_timeline, sources, problems
        The tables of these names, rows of one thread.
    settings
        The choices that it was made under.
    charts
        A row a chart: ``name``, ``file`` (null where none was drawn), ``title``, ``subtitle``, ``alt``, ``telling``.
    data
        Rows of each table beside the report.
    command
        The command that rebuilds it.
    generated_at
        A time to tell, or None.

    Returns
    -------
    dict[str, Any]
        Values that JSON knows; times as ISO 8601 in UTC.
    """
    one = _row(threads)
    handles = people.select("author_id", "handle").unique("author_id", keep="first", maintain_order=True)
    played = roles.join(handles, on="author_id", how="left", maintain_order="left")
    document = {
        "format": {"name": "threadscope-summary", "version": VERSION},
        "made_by": {
            "threadscope": version("threadscope"),
            "command": command,
            "generated_at": generated_at,
            "settings": asdict(settings),
        },
        "thread": one,
        "headline": _headline(findings),
        "findings": _rows(findings, _FINDING),
        "people": {
            "n": people.height,
            "n_by_role": dict(roles.group_by("role").len().sort("role").iter_rows()),
            "roles": _rows(played.filter(~pl.col("role").is_in(_COMMON)), _ROLE),
        },
        "camps": _row(camp_tests),
        "notes": _rows(note_timeline, _NOTE),
        "completeness": _row(completeness, _COMPLETENESS),
        "charts": list(charts),
        "data": {name: {"file": f"data/{name}.parquet", "rows": rows} for name, rows in (data or {}).items()},
        "sources": _rows(sources.sort("source"), _SOURCE),
        "problems": dict(problems.group_by("kind").len().sort("kind").iter_rows()),
    }
    return {key: _plain(value) for key, value in document.items()}


def write_summary(document: Mapping[str, Any], path: Path) -> None:
    """Write a summary as JSON: UTF-8, two spaces, keys in their order."""
    path.write_text(
        json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n",
        encoding="utf-8",
        newline="\n",
    )


def _headline(findings: pl.DataFrame) -> str | None:
    told = findings.filter(pl.col("kind") == "headline")
    return None if told.is_empty() else str(told.item(0, "wording"))


def _row(table: pl.DataFrame, columns: Sequence[str] = ()) -> dict[str, Any] | None:
    rows = _rows(table.head(1), columns)
    return rows[0] if rows else None


def _rows(table: pl.DataFrame, columns: Sequence[str] = ()) -> list[dict[str, Any]]:
    return table.select(columns or pl.all()).to_dicts()


def _plain(value: Any) -> Any:
    """Return the value in what JSON knows: times as text, floats that are no number as null."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, float):
        return round(value, 6) if value == value and abs(value) != float("inf") else None  # noqa: PLR0124 - nan
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [_plain(item) for item in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value
