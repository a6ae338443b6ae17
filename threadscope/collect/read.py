"""Inputs -> ``Collected``: find the sources, tell their dialect, let it put its rows into the intake."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import polars as pl

from threadscope import schema
from threadscope.collect.decode import Record
from threadscope.collect.delimited import head_of, layout_of, rows_of
from threadscope.collect.dialects import DIALECTS, FOLDER_DIALECTS, RECORD_DIALECTS
from threadscope.collect.intake import Collected, Intake
from threadscope.collect.kinds import FolderDialect
from threadscope.collect.mapping import with_mapping
from threadscope.collect.recognise import Registry
from threadscope.collect.records import records
from threadscope.collect.route import Router, Verdict
from threadscope.collect.sources import DAMAGE, Limits, Source, UnpacksTooFar, find
from threadscope.errors import ReadError, UnknownDialect

__all__ = ["read"]


def read(
    paths: Iterable[str | Path | BinaryIO] | str | Path,
    *,
    limits: Limits | None = None,
    mapping: str | Path | None = None,
    own_notes: bool = False,
) -> Collected:
    """Read X exports into tables.

    Parameters
    ----------
    paths
        Files, folders, ``-`` for standard input, or open binary streams. Folders are walked, zips read in place,
        gz, bz2 and zst unpacked; the dialect of each is told from what it holds.
    limits
        When a compressed source that unpacks to far more than its size is stopped.
    mapping
        A TOML file that says where an unknown export keeps what (see ``threadscope.collect.mapping``).
    own_notes
        Whether Community Notes and ratings that the owner of an account archive wrote are read too.

    Returns
    -------
    Collected
        Tables of ``threadscope.schema``. What was not understood is a row in ``problems``.

    Raises
    ------
    UnknownDialect
        If files could be opened, but none is an X export that threadscope knows.
    ReadError
        If nothing could be read at all, or the mapping is none.
    """
    origins: list[str | Path | BinaryIO] = [paths] if isinstance(paths, str | Path) else list(paths)
    dialects = with_mapping(RECORD_DIALECTS, mapping) if mapping is not None else RECORD_DIALECTS
    intake = Intake(own_notes=own_notes)
    found: list[_Found] = []
    with ExitStack() as stack, ThreadPoolExecutor(max_workers=1) as hashing, _no_collector():
        sources = list(find(origins, stack, intake.problems, limits or Limits()))
        sources = _read_folders(sources, intake, found)
        read_alone = [source for source in sources if not source.is_media]
        for source in sources:
            if source.is_media:
                intake.local_file(source.name)
        sums = {source.name: hashing.submit(source.sha256) for source in read_alone if source.path}
        for source in read_alone:
            found.extend(_read_source(source, intake, dialects))
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
            found.extend(_read_folder(folder, taken, name, dialect, intake))
    return list(left.values())


def _read_folder(
    folder: str, members: dict[str, Source], name: str, dialect: FolderDialect, intake: Intake
) -> list[_Found]:
    intake.begin(folder, name)
    opened = dialect.read(folder, members, intake)
    if opened is not None:
        return [_Found(item.name, members[item.name].unpacked, name, item.because) for item in opened]
    if dialect.is_copy:
        return []
    size = sum(source.unpacked for source in members.values())
    return [_Found(folder, size, name, dialect.because)]


def _read_source(source: Source, intake: Intake, dialects: Registry) -> list[_Found]:
    intake.begin(source.name, "")
    if source.members is not None:
        return [_Found(source.name, source.packed or 0, None, f"zip with {source.members:,} members")]
    verdict = Verdict(None, "")
    try:
        with source.open() as stream:
            head = head_of(stream)
            for name, dialect in FOLDER_DIALECTS.items():
                if dialect.begins is not None and dialect.begins(head):
                    opened = replace(source, raw=lambda: stream)  # a pipe can be opened only once
                    return _read_folder(source.name, {source.name: opened}, name, dialect, intake)
            layout = layout_of(head)
            rows: Iterator[Record]
            rows = records(stream, intake.report)
            if layout is not None:
                rows = _counted(rows_of(stream, layout, intake.report), source.name, intake)
            verdict = Router(source.name, intake, dialects).run(_until_broken(rows, source, intake))
    except (*DAMAGE, UnpacksTooFar) as fault:
        intake.begin(source.name, "")
        _report_damage(fault, source, intake)
    return [_Found(source.name, source.unpacked, verdict.dialect, verdict.because)]


def _counted(rows: Iterator[Record], source: str, intake: Intake) -> Iterator[Record]:
    """Yield the rows of a table, and count them."""
    for row in rows:
        intake.table_rows[source] = intake.table_rows.get(source, 0) + 1
        yield row


def _until_broken(rows: Iterator[Record], source: Source, intake: Intake) -> Iterator[Record]:
    """Yield records until the source cannot be read any further; what came before counts."""
    try:
        yield from rows
    except (*DAMAGE, UnpacksTooFar) as fault:
        _report_damage(fault, source, intake)


def _report_damage(fault: BaseException, source: Source, intake: Intake) -> None:
    if isinstance(fault, UnpacksTooFar):
        detail = f"stopped after {source.unpacked:,} bytes unpacked from {source.packed or 0:,}"
        intake.report(None, "unpacks_too_far", detail)
    elif isinstance(fault, NotImplementedError):
        detail = "packed in a way that is not read here; unpack it and read the folder"
        intake.report(None, "unreadable_file", detail)
    else:
        # What sources say themselves is a sentence already.
        own = type(fault) is OSError and fault.errno is None
        intake.report(None, "unreadable_file", str(fault) if own else f"{type(fault).__name__}: {fault}")


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
