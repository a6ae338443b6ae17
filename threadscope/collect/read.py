"""Inputs -> ``Collected``: find the sources, tell their dialect, let it put its rows into the intake."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

import polars as pl

from threadscope import schema
from threadscope.collect.decode import Record
from threadscope.collect.detect import describe, dialect_of
from threadscope.collect.dialects import DIALECTS, FOLDER_DIALECTS, RECORD_DIALECTS
from threadscope.collect.intake import Collected, Intake
from threadscope.collect.records import records
from threadscope.collect.sources import DAMAGE, Limits, Source, UnpacksTooFar, find
from threadscope.errors import ReadError, UnknownDialect

__all__ = ["read"]

#: A stream may begin with notices or a broken line; this many records may decide its dialect.
_HEAD = 20


def read(paths: Iterable[str | Path | BinaryIO] | str | Path, *, limits: Limits | None = None) -> Collected:
    """Read X exports into tables.

    Parameters
    ----------
    paths
        Files, folders, ``-`` for standard input, or open binary streams. Folders are walked, zips read in place,
        gz, bz2 and zst unpacked; the dialect of each is told from what it holds.
    limits
        When a compressed source that unpacks to far more than its size is stopped.

    Returns
    -------
    Collected
        Tables of ``threadscope.schema``. What was not understood is a row in ``problems``.

    Raises
    ------
    UnknownDialect
        If files could be opened, but none is an X export that threadscope knows.
    ReadError
        If nothing could be read at all.
    """
    origins: list[str | Path | BinaryIO] = [paths] if isinstance(paths, str | Path) else list(paths)
    intake = Intake()
    found: list[_Found] = []
    with ExitStack() as stack, ThreadPoolExecutor(max_workers=1) as hashing, _no_collector():
        sources = list(find(origins, stack, intake.problems, limits or Limits()))
        sums = {source.name: hashing.submit(source.sha256) for source in sources if source.path}
        sources = _read_folders(sources, intake, found)
        found.extend([_read_source(source, intake) for source in sources])
        collected = intake.finish(lambda observations: _sources(found, sums, observations))
    _refuse_nothing(collected, origins)
    return collected


class _Found:
    """What became of one source."""

    def __init__(self, name: str, size: int, dialect: str | None, because: str) -> None:
        self.name, self.size, self.dialect, self.because = name, size, dialect, because


@contextmanager
def _no_collector() -> Iterator[None]:
    """Pause the cycle collector: parsing makes millions of objects and no cycles, and searching them costs half the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read_folders(sources: list[Source], intake: Intake, found: list[_Found]) -> list[Source]:
    """Read what dialects claim as a folder; return the sources that are left."""
    left = {source.name: source for source in sources}
    for name, dialect in FOLDER_DIALECTS.items():
        for folder, members in dialect.claims(list(left)).items():
            taken = {member: left.pop(member) for member in members}
            intake.begin(folder, name)
            dialect.read(folder, taken, intake)
            if not dialect.is_copy:
                size = sum(source.unpacked for source in taken.values())
                found.append(_Found(folder, size, name, dialect.because))
    return list(left.values())


def _read_source(source: Source, intake: Intake) -> _Found:
    intake.begin(source.name, "")
    if source.members is not None:
        return _Found(source.name, source.packed or 0, None, f"zip with {source.members} members")
    dialect, because = None, ""
    try:
        with source.open() as stream:
            rows = _until_broken(records(stream, intake.report), source, intake)
            head = list(islice(rows, _HEAD))
            dialect, because = _detect(head, intake)
            if dialect is not None:
                intake.begin(source.name, dialect)
                RECORD_DIALECTS[dialect].rows(chain(head, rows), intake)
    except DAMAGE as fault:
        intake.report(None, "unreadable_file", _words(fault))
    return _Found(source.name, source.unpacked, dialect, because)


def _until_broken(rows: Iterator[Record], source: Source, intake: Intake) -> Iterator[Record]:
    """Yield records until the source cannot be read any further; what came before counts."""
    try:
        yield from rows
    except UnpacksTooFar:
        detail = f"stopped after {source.unpacked:,} bytes unpacked from {source.packed or 0:,}"
        intake.report(None, "unpacks_too_far", detail)
    except DAMAGE as fault:
        intake.report(None, "unreadable_file", _words(fault))


def _words(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"


def _detect(head: list[Record], intake: Intake) -> tuple[str | None, str]:
    if not head:
        intake.report(None, "empty_file", "nothing in it")
        return None, "nothing in it"
    known = dialect_of(head)
    if known is None and head[0][1].startswith(b"PK\x03\x04"):
        intake.report(None, "nested_container", "a zip inside a container is not opened; unpack it first")
        return None, "zip inside a container"
    if known is None:
        detail = describe(head)
        intake.report(None, "unknown_dialect", f"no X export that threadscope knows: {detail}")
        return None, detail
    return known


def _sources(
    found: list[_Found], sums: dict[str, Future[str | None]], observations: pl.DataFrame
) -> pl.DataFrame:
    frame = pl.DataFrame(
        {
            "source": [item.name for item in found],
            "sha256": [sums[item.name].result() if item.name in sums else None for item in found],
            "bytes": [item.size for item in found],
            "dialect": [item.dialect for item in found],
            "detected_by": [item.because for item in found],
        },
        schema_overrides={
            "source": pl.String,
            "sha256": pl.String,
            "dialect": pl.String,
            "detected_by": pl.String,
        },
    )
    joined = frame.join(_within(observations), on="source", how="left", maintain_order="left")
    return schema.conform(joined.with_columns(pl.col("posts").fill_null(0)), "sources")


def _within(observations: pl.DataFrame) -> pl.DataFrame:
    """Return what stands in each source: how many posts, captured from when to when."""
    when = pl.col("captured_at")
    moments = (when.min().alias("captured_from"), when.max().alias("captured_to"))
    names = observations["source"].unique()
    if len(names) != 1:
        return observations.group_by("source").agg(pl.col("post_id").n_unique().alias("posts"), *moments)
    # One big file is the common case; sorted in place, its ids need a tenth of what a hash of texts does.
    numbers = observations["post_id"].cast(pl.UInt64).to_numpy(writable=True)
    numbers.sort()
    posts = int((numbers[1:] != numbers[:-1]).sum()) + 1
    return observations.select(*moments).with_columns(source=pl.lit(names[0]), posts=pl.lit(posts, pl.UInt32))


def _refuse_nothing(collected: Collected, origins: list[str | Path | BinaryIO]) -> None:
    """Raise if no source gave anything."""
    if (
        len(collected.observations)
        or len(collected.absences)
        or collected.sources["dialect"].is_not_null().any()
    ):
        return
    named = ", ".join(str(getattr(origin, "name", origin)) for origin in origins[:3]) or "no paths"
    first = collected.problems.head(3)
    why = (
        "; ".join(f"{row['source']}: {row['detail']}" for row in first.iter_rows(named=True))
        or "no files there"
    )
    unknown = (collected.problems["kind"] == "unknown_dialect").any()
    error = UnknownDialect if unknown else ReadError
    raise error(
        f"nothing could be read from {named} ({why}). threadscope reads {', '.join(DIALECTS)}; "
        "see the dialects in the documentation for what each looks like."
    )
