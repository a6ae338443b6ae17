"""The three kinds of dialect: of records, of wrappings around records, of folders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from threadscope.collect.intake import Intake
from threadscope.collect.record import Found, Opened
from threadscope.collect.sources import Source

__all__ = ["FolderDialect", "RecordDialect", "WrapperDialect"]


@dataclass(frozen=True, slots=True)
class RecordDialect:
    """A dialect of single files, read record by record.

    Attributes
    ----------
    shape
        The Struct that a record is read into; ``None`` for plain JSON values.
    marks
        Says what in a parsed record (any JSON value) is the mark of this dialect; ``None`` if it is another's.
    fits
        Whether a record in the shape is one of this dialect: cheap, asked for every record. One that does not fit
        is shown to all dialects' marks; one that nobody knows comes back to the dialect of its file, which reads
        what has an id and reports the rest.
    rows
        Puts a batch of records into the intake.
    carries
        The columns of the table ``posts`` that it can fill.
    done
        Called once after the last record of a source.
    general
        Whether it is asked only when no other dialect knows a record, also not as the object that its columns spell.
    """

    shape: type[msgspec.Struct] | None
    marks: Callable[[Any], str | None]
    fits: Callable[[Any], bool]
    rows: Callable[[Sequence[Found[Any]], Intake], None]
    carries: frozenset[str]
    done: Callable[[Intake], None] | None = None
    general: bool = False


@dataclass(frozen=True, slots=True)
class WrapperDialect:
    """A tool's wrapping around records of other dialects.

    ``unwrap`` yields what stands inside one record, as parsed JSON values, each with the time of capture in
    milliseconds where the wrapping says it; other dialects then recognise and read these.
    """

    shape: type[msgspec.Struct] | None
    marks: Callable[[Any], str | None]
    fits: Callable[[Any], bool]
    unwrap: Callable[[Found[Any], Intake], Iterator[tuple[Any, int | None]]]
    carries: frozenset[str]
    done: Callable[[Intake], None] | None = None


@dataclass(frozen=True, slots=True)
class FolderDialect:
    """A dialect of folders.

    Attributes
    ----------
    claims
        Names of sources -> name of each folder of this dialect, with the sources it takes.
    read
        Puts one folder into the intake; returns the members that it opened, or ``None`` where the folder as a whole
        is one source.
    because
        Why such a folder is recognised.
    carries
        The columns of the table ``posts`` that it can fill.
    is_copy
        Whether its tables name the sources that they were made from.
    begins
        Says from the first bytes of a file that it belongs to this dialect though its name does not say so.
    """

    claims: Callable[[list[str]], dict[str, list[str]]]
    read: Callable[[str, Mapping[str, Source], Intake], list[Opened] | None]
    because: str
    carries: frozenset[str]
    is_copy: bool = False
    begins: Callable[[bytes], str | None] | None = None
