"""Every dialect that threadscope reads: how its first record is recognised, and what puts its rows into tables.

To add one: its module here, its line in DIALECTS, its writer in `fixtures/make.py`, its heading in the docs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from threadscope.collect.decode import Record
from threadscope.collect.dialects import api_v2, api_v11, graphql, rumoureval, store
from threadscope.collect.intake import Intake
from threadscope.collect.sources import Source

__all__ = ["DIALECTS", "FOLDER_DIALECTS", "RECORD_DIALECTS", "FolderDialect", "RecordDialect"]


@dataclass(frozen=True, slots=True)
class RecordDialect:
    """A dialect of single files: ``marks`` names what in a first record decides, ``rows`` reads all records."""

    marks: Callable[[Any], str | None]
    rows: Callable[[Iterable[Record], Intake], None]


@dataclass(frozen=True, slots=True)
class FolderDialect:
    """A dialect of folders: ``claims`` maps folder names to the sources taken, ``read`` reads one folder.

    ``is_copy`` is whether its tables name the sources that they were made from.
    """

    claims: Callable[[list[str]], dict[str, list[str]]]
    read: Callable[[str, Mapping[str, Source], Intake], None]
    because: str
    is_copy: bool = False


#: Folders are claimed first; of a single file, the first dialect whose marks are found is taken.
DIALECTS: Final[dict[str, RecordDialect | FolderDialect]] = {
    "api_v2": RecordDialect(api_v2.marks, api_v2.rows),
    "store": FolderDialect(store.claims, store.read, "folder with store.json", is_copy=True),
    "rumoureval": FolderDialect(rumoureval.claims, rumoureval.read, "folder with source-tweet(s)"),
    "graphql": RecordDialect(graphql.marks, graphql.rows),
    "api_v11": RecordDialect(api_v11.marks, api_v11.rows),
}
RECORD_DIALECTS: Final = {name: entry for name, entry in DIALECTS.items() if isinstance(entry, RecordDialect)}
FOLDER_DIALECTS: Final = {name: entry for name, entry in DIALECTS.items() if isinstance(entry, FolderDialect)}
