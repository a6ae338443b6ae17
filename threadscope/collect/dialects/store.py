"""The store: tables of an earlier reading as Parquet files in one folder, so that big archives are parsed once.

``store.json`` says which version of the tables it holds; each table is ``<name>.parquet``.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Final

import orjson
import polars as pl

from threadscope import schema
from threadscope.collect.intake import PEOPLE, Intake
from threadscope.collect.sources import DAMAGE, Source, UnpacksTooFar

__all__ = ["TABLES", "VERSION", "claims", "read"]

#: Raised when the tables change so that an older store cannot be read.
VERSION: Final = 2
#: What a store holds, in this order; `people` are sightings.
TABLES: Final = (
    "observations",
    "people",
    "absences",
    "cursors",
    "notes",
    "note_requests",
    "note_files",
    "sources",
    "problems",
)

_MARK = "store.json"


def claims(names: list[str]) -> dict[str, list[str]]:
    """Return the stores among the sources: name of the folder -> its files.

    A folder is a store if `store.json` and `observations.parquet` stand in it.
    """
    known = set(names)
    marks = [name for name in names if name.endswith(("/" + _MARK, "!" + _MARK))]
    folders = [name[: -len(_MARK) - 1] for name in marks]
    found: dict[str, list[str]] = {}
    for folder, mark in zip(folders, marks, strict=True):
        joint = mark[len(folder)]
        members = [mark, *(f"{folder}{joint}{table}.parquet" for table in TABLES)]
        if members[1] in known:
            found[folder] = [name for name in members if name in known]
    return found


def read(folder: str, members: Mapping[str, Source], intake: Intake) -> None:
    """Put the tables of a store into ``intake``, as they were when it was written."""
    inside = {name[len(folder) + 1 :]: source for name, source in members.items()}
    version = _version(inside.pop(_MARK), intake)
    if version != VERSION:
        detail = f"a store of version {version}; this threadscope reads version {VERSION}: import the exports again"
        intake.report(_MARK, "store_unreadable", detail)
        return
    for table in TABLES:
        source = inside.get(f"{table}.parquet")
        if source is None:
            intake.report(
                f"{table}.parquet", "store_unreadable", "this table is missing; the others were read"
            )
        elif (frame := _table(table, source, intake)) is not None:
            intake.take(table, frame)


def _version(source: Source, intake: Intake) -> Any:
    try:
        with source.open() as stream:
            mark = orjson.loads(stream.read())
    except (*DAMAGE, UnpacksTooFar, orjson.JSONDecodeError) as fault:
        intake.report(_MARK, "store_unreadable", f"{type(fault).__name__}: {fault}")
        return None
    return mark.get("version") if isinstance(mark, dict) else None


def _table(name: str, source: Source, intake: Intake) -> pl.DataFrame | None:
    try:
        with source.open() as stream:
            frame = pl.read_parquet(io.BytesIO(stream.read()))
    except (*DAMAGE, UnpacksTooFar, pl.exceptions.PolarsError) as fault:
        intake.report(f"{name}.parquet", "store_unreadable", f"{type(fault).__name__}: {fault}")
        return None
    wanted = PEOPLE if name == "people" else schema.SCHEMAS[name].dtypes
    if frame.schema != pl.Schema(wanted):
        intake.report(f"{name}.parquet", "store_unreadable", "its columns are not those of this version")
        return None
    return frame
