"""Base tables -> which handles and ids are one person's, and who stays under the own name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from threadscope.errors import UnknownName

__all__ = ["OF_X", "People", "people_of"]

#: Accounts of X itself and those that only post notes: no persons, and analyzers know them by name.
OF_X: Final = frozenset({
    "birdwatch", "communitynotes", "helpfulnotes", "helpfulnotesjp", "hilfrchanmerkg", "notasuteis",
    "notasutileses", "notesutiles", "noteutili", "nuttigeopm",
})  # fmt: skip

#: Where ids of people stand beside their handles; the first table knows best which handle is the newest.
_PAIRS: Final = (
    ("people", "author_id", "handle"),
    ("posts", "author_id", "handle"),
    ("observations", "author_id", "handle"),
    ("ghosts", "author_id", "handle"),
    ("posts", "reply_to_author_id", "reply_to_handle"),
    ("observations", "reply_to_author_id", "reply_to_handle"),
)
#: Where handles stand alone.
_ALONE: Final = (("absences", "handle"), ("threads", "handle"))


@dataclass(frozen=True, slots=True)
class People:
    """Who is who; handles in lower case throughout.

    Attributes
    ----------
    newest
        author_id -> newest handle.
    person
        Any handle known -> the handle that stands for the person: the newest one of its owner.
    public
        Handles, as `person` gives them, of those who keep their names.
    """

    newest: Mapping[str, str]
    person: Mapping[str, str]
    public: frozenset[str] = field(default_factory=frozenset)

    def of(self, handle: str) -> str:
        """Return the handle that stands for the person whom a handle, in any case, names."""
        low = handle.lower()
        return self.person.get(low, low)

    def is_public(self, author_id: str | None) -> bool:
        """Return whether somebody keeps the own name."""
        if not author_id:
            return False
        own = self.newest.get(author_id) or (author_id[1:] if author_id.startswith("@") else "")
        return self.of(own) in self.public


def people_of(tables: Mapping[str, pl.DataFrame], mentioned: Iterable[str], public: Iterable[str]) -> People:
    """Return who is who in some base tables.

    Parameters
    ----------
    tables
        Base tables, by name.
    mentioned
        Handles that stand in texts, in lower case.
    public
        Handles of those who keep their names, in any case, with or without ``@``.

    Raises
    ------
    UnknownName
        If nobody in the tables has such a handle.
    """
    pairs = _pairs(tables)
    newest = dict(pairs.unique("author_id", keep="first", maintain_order=True).iter_rows())
    owned = set(newest.values())
    older = (
        pairs.filter(~pl.col("handle").is_in(list(owned)))
        .with_columns(now=pl.col("author_id").replace_strict(newest, return_dtype=pl.String))
        # Two who had the same handle one after the other: one of them, the same in any run.
        .group_by("handle")
        .agg(pl.col("now").min())
    )
    person = {handle: handle for handle in owned} | dict(older.iter_rows())
    known = set(person) | set(mentioned) | set(_alone(tables))
    kept = {person.get(name, name) for name in _asked(public, known)}
    return People(newest, person, frozenset(kept | OF_X))


def _pairs(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return author_id and handle, the table that knows best first."""
    parts = [
        tables[name]
        .select(author_id=pl.col(author), handle=pl.col(handle).str.to_lowercase())
        .drop_nulls()
        .unique(maintain_order=True)
        for name, author, handle in _PAIRS
        if name in tables
    ]
    # In posts and observations the last one seen is the newest.
    parts = [part.reverse() if number else part for number, part in enumerate(parts)]
    return pl.concat(parts).filter(pl.col("handle") != "").unique(maintain_order=True)


def _alone(tables: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    for name, column in _ALONE:
        if name in tables:
            yield from tables[name][column].drop_nulls().str.to_lowercase().to_list()


def _asked(public: Iterable[str], known: set[str]) -> Iterator[str]:
    for given in public:
        name = given.strip().removeprefix("@").lower()
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise UnknownName(
                f"nobody in this thread has or mentions the handle {given!r}, so it cannot stay public{hint}"
            )
        yield name
