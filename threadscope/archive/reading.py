"""Paths to an archive; public Community Notes files to an index of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from threadscope import collect
from threadscope.archive.model import Archive
from threadscope.settings import Settings

if TYPE_CHECKING:
    from threadscope.collect import NoteIndex

__all__ = ["index_notes", "read"]


def read(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    settings: Settings | None = None,
    mapping: str | PathLike[str] | None = None,
    own_notes: bool = False,
    notes: str | PathLike[str] | Iterable[str | PathLike[str]] = (),
    notes_snapshot: str | date | None = None,
    scores: str | PathLike[str] | Iterable[str | PathLike[str]] = (),
    labels: str | PathLike[str] | Iterable[str | PathLike[str]] = (),
) -> Archive:
    """Read X thread exports of any known dialect.

    Parameters
    ----------
    paths
        A file, a folder, ``-`` for standard input, or several of them. Containers (zip, gz, bz2, zst) are
        opened in place.
    settings
        Choices for all threads of the archive.
    mapping
        A TOML file that says where an export of no known dialect keeps what, a line each:
        ``post_id = "their.path"``. `threadscope check FILE --suggest-mapping` proposes one.
    own_notes
        Whether the Community Notes and ratings that the owner of an account archive wrote are read too; by
        default they stay out of everything.
    notes
        Public Community Notes files (notes, noteStatusHistory, batSignals; .tsv, .zip or .gz, of any year), folders of
        them, or an index that `index_notes` wrote. Only what they say of this archive's posts is kept.
    notes_snapshot
        The day of that data, where no path names it: ``2025-08-28``.

    scores
        Readings of another model, or of coders, which take the place of ours: CSV, TSV, JSON lines or Parquet with
        the columns ``post_id``, ``measure`` (stance, parent_stance, sentiment or hostility) and ``value``, and
        ``confidence`` and ``by`` where they are known. docs/scores.md says which values there are.
    labels
        Labels given by hand, such as a filled sample of `Archive.label_sample`: ours are compared with them (the table
        `agreement`), and they overrule ours and ``scores``.

    Returns
    -------
    Archive
        All posts found. What was not understood stands in its ``problems``.

    Raises
    ------
    ReadError
        If nothing could be read: no such path, or no file that is an X export; or if the mapping is none,
        ``notes_snapshot`` no day, or a file of scores or labels is not there or lacks a column.
    UnknownName
        If the mapping names a column that does not exist.

    Examples
    --------
    >>> read("fixtures/two_messengers").threads.height
    1
    """
    others = collect.read_scores(map(Path, _several(scores)), map(Path, _several(labels)))
    collected = collect.read(
        [Path(path) if str(path) != "-" else "-" for path in _several(paths)],
        mapping=None if mapping is None else Path(mapping),
        own_notes=own_notes,
    )
    if files := [Path(path) for path in _several(notes)]:
        collected = collect.with_notes(collected, files, notes_snapshot)
    return Archive(collected, settings, others)


def index_notes(
    files: str | PathLike[str] | Iterable[str | PathLike[str]],
    target: str | PathLike[str],
    *,
    notes_snapshot: str | date | None = None,
) -> NoteIndex:
    """Write an index of the public Community Notes files, in which any thread is found within a second.

    Parameters
    ----------
    files
        The files notes, noteStatusHistory and batSignals of one day, or folders of them.
    target
        The Parquet file to write; give it as ``notes`` to `read` from then on.
    notes_snapshot
        The day of the files, where no path names it: ``2025-08-28``.

    Returns
    -------
    NoteIndex
        What stands in it, and what was not understood.

    Raises
    ------
    ReadError
        If there are no notes among the files, or those of several days.
    """
    return collect.write_index([Path(path) for path in _several(files)], Path(target), notes_snapshot)


def _several(paths: str | PathLike[str] | Iterable[str | PathLike[str]]) -> list[str | PathLike[str]]:
    return [paths] if isinstance(paths, str | PathLike) else list(paths)
