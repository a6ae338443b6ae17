"""The first line of a file -> which of the public Community Notes tables it is, and where its columns stand.

Columns are found by name, never by place: X has added, renamed and moved some nearly every year, and the names in its
documentation are not all those in its files. Of a participant nothing is ever looked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["INDEX", "NOTES", "REQUESTS", "STATUS", "Layout", "NotNeeded", "Unknown", "layout_of"]

#: Names of the tables, as `sources` and `note_files` call them.
NOTES: Final = "public_notes"
STATUS: Final = "public_note_status"
REQUESTS: Final = "public_note_requests"
INDEX: Final = "public_notes_index"

#: Table -> our name of a column -> its names in files, in lower case and without underscores, the present one first.
_COLUMNS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    NOTES: {
        "note_id": ("noteid",),
        "created": ("createdatmillis",),
        "written_on": ("tweetid", "postid"),
        "classification": ("classification",),
        "summary": ("summary",),
        "is_media_note": ("ismedianote",),
        "is_collaborative": ("iscollaborativenote",),
    },
    STATUS: {
        "note_id": ("noteid",),
        "created": ("createdatmillis",),
        "status": ("currentstatus",),
        "first_status": ("firstnonnmrstatus",),
        "first_at": ("timestampmillisoffirstnonnmrstatus",),
        "latest_status": ("mostrecentnonnmrstatus", "latestnonnmrstatus"),
        "latest_at": ("timestampmillisoflatestnonnmrstatus", "timestampmillisofmostrecentnonnmrstatus"),
        "changed_at": ("timestampmillisofmostrecentstatuschange",),
        "held_back_at": ("timestampmillisofnmrduetominstablecrhtime",),
        "first_held_back_at": ("timestampmillisoffirstnmrduetominstablecrhtime",),
    },
    REQUESTS: {
        "post_id": ("tweetid", "postid"),
        "eligible": ("noterequestfeedeligibleatmillis", "noterequestfeedeligibletimestamp"),
        "requested": ("createdatmillis",),
        "links": ("sourcelinks", "sourcelink"),
    },
}
#: How many columns are named as the reason why a file was taken for a table.
_NAMED: Final = 4
_REQUEST_MARKS: Final = frozenset(_COLUMNS[REQUESTS]["eligible"] + _COLUMNS[REQUESTS]["links"])
_RATING_MARKS: Final = frozenset({"raterparticipantid", "helpfulnesslevel", "nothelpful"})


@dataclass(frozen=True, slots=True)
class Layout:
    """One table in a file.

    Attributes
    ----------
    holds
        Which table.
    n_cells
        How many cells its rows have.
    places
        The place of each column that is wanted, by our name.
    named
        The first of these as the file names them.
    n_bytes
        Length of the first line.
    """

    holds: str
    n_cells: int
    places: Mapping[str, int]
    named: tuple[str, ...] = ()
    n_bytes: int = 0

    @property
    def key(self) -> str:
        """The column that no row may lack."""
        return "post_id" if self.holds == REQUESTS else "note_id"

    @property
    def because(self) -> str:
        """Why it was taken for this table."""
        return f"columns {', '.join(self.named)}"


class NotNeeded(Exception):
    """A public file of which nothing is needed: the message says which."""


class Unknown(Exception):
    """A file that is none of the public ones: the message says what was found."""


def layout_of(line: bytes) -> tuple[Layout, ...]:
    r"""Return the tables that a file with this first line holds: one, or notes and their status side by side.

    Raises
    ------
    NotNeeded
        If it holds ratings or enrolments.
    Unknown
        If it is none of the public files.

    Examples
    --------
    >>> layout_of(b"noteId\tcreatedAtMillis\tcurrentStatus\n")[0].holds
    'public_note_status'
    """
    words = line.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r\n")
    cells = [re.sub(r"[^a-z0-9]", "", cell.lower()) for cell in words.split("\t")]
    names = frozenset(cells)
    if "noteid" in names and names & _RATING_MARKS:
        raise NotNeeded("ratings of notes")
    if "enrollmentstate" in names:
        raise NotNeeded("who takes part in Community Notes")
    holds = []
    if {"noteid", "tweetid"} <= names and names & {"summary", "classification"}:
        holds.append(NOTES)
    if {"noteid", "currentstatus"} <= names:
        holds.append(STATUS)
    if "noteid" not in names and names & {"tweetid", "postid"} and names & _REQUEST_MARKS:
        holds.append(REQUESTS)
    if not holds:
        raise Unknown(_found(words, len(cells)))
    heads = words.split("\t")
    places = {table: _places(table, cells) for table in holds}
    return tuple(
        Layout(
            table,
            len(cells),
            found,
            tuple(heads[place] for place in list(found.values())[:_NAMED]),
            len(line),
        )
        for table, found in places.items()
    )


def _places(table: str, cells: list[str]) -> dict[str, int]:
    found = {}
    for column, names in _COLUMNS[table].items():
        for name in names:
            if name in cells:
                found[column] = cells.index(name)
                break
    return found


def _found(words: str, n_cells: int) -> str:
    """Say what the first line of an unknown file is."""
    shown = re.sub(r"[^\x20-\x7e]+", " ", words[:80]).strip()
    if (
        n_cells == 1
        and re.search(r"note_?id|tweet_?id", words, re.IGNORECASE)
        and ("," in words or ";" in words)
    ):
        return f"its columns are not separated by tabs ('{shown}'): another program wrote it, and ids may have lost digits; use the file as X gives it"
    if re.match(r"\s*[0-9]{10,19}\t", words):
        return "its first line holds no names of columns; without them no column can be told"
    return f"its first line is '{shown}', which names the columns of none of them"
