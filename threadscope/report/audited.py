"""The table `audit` -> the section of the page that says what in it still tells who people are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from threadscope.report.formats import number

__all__ = ["Audited", "Remaining", "audited"]

#: Measure -> how the page says that it was taken.
_TAKEN: Final = {
    "pseudonyms": "everybody but the people named as public has a pseudonym made with a secret key, the same in every"
    " report made with it",
    "no_text": "the words of posts and notes are left out, after everything was computed from them",
}
#: Row -> its words; a row of another name is told by its name.
_SAYS: Final = {
    "public_handle": "People who keep their names",
    "handle": "Handles",
    "display_name": "Display names",
    "post_id": "Posts whose ids open them on X",
    "time": "Posts with an exact time",
    "count": "Posts with exact counts",
    "text": "Posts with their words",
    "name_in_text": "Texts with a participant’s display name",
    "person_in_text": "Names inside texts",
    "link": "Posts with links",
    "media": "Posts with pictures or videos",
    "note_id": "Community Notes with their ids",
    "note_text": "Community Notes with their words",
    "file_name": "Names of files",
    "checksum": "Checksums of files",
    "coder": "Coders and models",
    "small_group": "People in small groups",
    "language": "Languages",
    "rhythm": "People whose hours are shown",
    "structure": "Who answered whom",
}


@dataclass(frozen=True, slots=True)
class Remaining:
    """One way in which the page still identifies."""

    says: str
    count: str
    why: str
    to_do: str


@dataclass(frozen=True, slots=True)
class Audited:
    """The measures taken, and what still identifies."""

    taken: tuple[str, ...]
    remaining: tuple[Remaining, ...]


def audited(audit: pl.DataFrame) -> Audited | None:
    """Return what the section shows; None where no measure was taken, since then nobody was promised anything.

    Parameters
    ----------
    audit
        The table of that name.
    """
    taken = audit["taken"].explode().drop_nulls().unique(maintain_order=True).to_list()
    if not taken:
        return None
    return Audited(
        tuple(_TAKEN.get(name, name) for name in taken),
        tuple(_remaining(row) for row in audit.iter_rows(named=True)),
    )


def _remaining(row: dict[str, Any]) -> Remaining:
    says = _SAYS.get(row["what"], row["what"])
    return Remaining(
        says, "not countable" if row["n"] is None else number(row["n"]), row["why"], row["to_do"]
    )
