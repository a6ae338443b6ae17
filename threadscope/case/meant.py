"""What a case file says, and the archive -> the table ``edits``: handles and addresses as ids, each of somebody who is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from threadscope import schema
from threadscope.archive import Archive
from threadscope.case.file import Said, unknown
from threadscope.errors import ReadError, ThreadscopeError

__all__ = ["check_public", "edits_of"]

_ADDRESS: Final = re.compile(r"/status(?:es)?/(\d{1,19})")
_SOME: Final = 3


@dataclass(frozen=True, slots=True)
class _Known:
    """Whom and what a case may name."""

    said: Said
    #: post id -> whether it stands in the chosen thread, or in any where none was chosen.
    posts: dict[str, bool]
    versions: dict[str, str]
    ghosts: frozenset[str]
    #: @handle in small letters -> ids of the people who have it.
    handles: dict[str, list[str]]
    #: author id -> whether that person wrote in the chosen thread, or in any where none was chosen.
    people: dict[str, bool]

    @classmethod
    def of(cls, archive: Archive, said: Said, thread_id: str | None) -> _Known:
        posts = archive.posts.select("post_id", "thread_id", "author_id", "handle")
        inside = pl.col("thread_id").is_not_null() if thread_id is None else pl.col("thread_id") == thread_id
        named = pl.concat(
            [frame.select("author_id", "handle").drop_nulls() for frame in (archive.people, posts)]
        ).join(posts, on="author_id", how="semi")
        handles = (
            named.select("author_id", key="@" + pl.col("handle").str.to_lowercase())
            .unique()
            .sort("key", "author_id")
            .group_by("key", maintain_order=True)
            .agg("author_id")
        )
        wrote = posts.group_by("author_id").agg(inside.fill_null(value=False).any().alias("inside"))
        return cls(
            said=said,
            posts=dict(posts.select("post_id", inside.fill_null(value=False)).iter_rows()),
            versions=dict(archive.study().table("aliases").select("alias_id", "post_id").iter_rows()),
            ghosts=frozenset(archive.ghosts["post_id"].to_list()),
            handles=dict(handles.iter_rows()),
            people=dict(wrote.iter_rows()),
        )

    def person(self, name: str, *place: str | int, inside: bool = False) -> str:
        """Return the id of a person, by handle or id."""
        where = self.said.places.of(*place)
        ids = self.handles.get(name.lower(), []) if name.startswith("@") else []
        if len(ids) > 1:
            raise ReadError(
                f"{where}: {len(ids)} people had the handle {name!r}: use an author id, one of {', '.join(ids)}"
            )
        author_id = ids[0] if ids else name
        if author_id not in self.people:
            known = (
                self.handles if name.startswith("@") or f"@{name.lower()}" in self.handles else self.people
            )
            raise unknown(where, "person who wrote a post here", name, known)
        if inside and not self.people[author_id]:
            raise ReadError(f"{where}: {name!r} wrote no post in this thread, and plays no part in it")
        return author_id

    def post(self, name: str, *place: str | int, inside: bool = False) -> str:
        """Return the id of an archived post, by id or address; an older version is the post."""
        where = self.said.places.of(*place)
        address = _ADDRESS.search(name)
        post_id = address[1] if address else name.strip()
        post_id = self.versions.get(post_id, post_id)
        if post_id in self.ghosts and post_id not in self.posts:
            raise ReadError(
                f"{where}: the post {name!r} is referred to and not archived; only archived posts can be named here"
            )
        if post_id not in self.posts:
            raise unknown(where, "archived post", name, self.posts)
        if inside and not self.posts[post_id]:
            raise ReadError(f"{where}: the post {name!r} stands in another thread, or in none")
        return post_id


def edits_of(said: Said, archive: Archive, thread_id: str | None) -> pl.DataFrame:
    """Return the table ``edits`` of a case, without the counts of what is left out.

    Parameters
    ----------
    said
        The file.
    archive
        What its inputs hold, with nothing edited.
    thread_id
        The thread that the case chooses, where it does: roles, stances and the claim must be about it.

    Raises
    ------
    UnknownName
        For a person or post that the archive does not hold, naming the nearest.
    ReadError
        For what contradicts itself: something set twice, or set and left out.
    """
    known = _Known.of(archive, said, thread_id)
    rows = [row for key in said.values for row in _ROWS.get(key, _nothing)(known)]
    _refuse_contradictions(rows, said, archive)
    check_public(said, known)
    numbered = [
        {"number": number} | {k: v for k, v in row.items() if k != "place"} for number, row in enumerate(rows)
    ]
    dtypes = schema.SCHEMAS["edits"].dtypes
    return pl.DataFrame(numbered, schema=pl.Schema(dtypes))


def check_public(said: Said, known: _Known) -> None:
    """Refuse handles that nobody here has."""
    for handle in said.texts("public"):
        if f"@{handle.lower().removeprefix('@')}" not in known.handles:
            raise unknown(
                said.places.of("public"), "handle of somebody who wrote here", handle, known.handles
            )


def _nothing(_known: _Known) -> Iterator[dict[str, Any]]:
    return iter(())


def _title(known: _Known) -> Iterator[dict[str, Any]]:
    yield {"kind": "title", "value": known.said.values["title"].strip(), "place": ("title",)}


def _claim(known: _Known) -> Iterator[dict[str, Any]]:
    post_id = known.post(known.said.values["claim"], "claim", inside=True)
    yield {"kind": "claim", "post_id": post_id, "place": ("claim",)}


def _camps(known: _Known) -> Iterator[dict[str, Any]]:
    yield {"kind": "camps", "value": " / ".join(known.said.values["camps"]), "place": ("camps",)}


def _roles(known: _Known) -> Iterator[dict[str, Any]]:
    for person, roles in known.said.roles.items():
        author_id = known.person(person, "roles", person, inside=True)
        for role in roles or (None,):
            yield {"kind": "role", "author_id": author_id, "value": role, "place": ("roles", person)}


def _stances(known: _Known) -> Iterator[dict[str, Any]]:
    for post, stance in known.said.stances.items():
        post_id = known.post(post, "stances", post, inside=True)
        yield {"kind": "stance", "post_id": post_id, "value": stance, "place": ("stances", post)}


def _left_out(known: _Known) -> Iterator[dict[str, Any]]:
    for number, one in enumerate(known.said.left_out):
        if one.person is not None:
            about = {
                "kind": "left_out_person",
                "author_id": known.person(one.person, "leave_out", number, "person"),
            }
        else:
            about = {
                "kind": "left_out_post",
                "post_id": known.post(one.post or "", "leave_out", number, "post"),
            }
        yield about | {"reason": one.reason, "place": ("leave_out", number)}


_ROWS: Final = {
    "title": _title,
    "claim": _claim,
    "camps": _camps,
    "roles": _roles,
    "stances": _stances,
    "leave_out": _left_out,
}


def _refuse_contradictions(rows: list[dict[str, Any]], said: Said, archive: Archive) -> None:
    """Refuse what is set twice, and what is set and left out."""
    seen: dict[tuple[Any, ...], tuple[str | int, ...]] = {}
    for row in rows:
        about = (row["kind"], row.get("author_id"), row.get("post_id"))
        first = seen.setdefault(about, row["place"])
        if first != row["place"]:
            raise _twice(said, row, first)
    people = {row["author_id"]: row for row in rows if row["kind"] == "left_out_person"}
    posts = {row["post_id"]: row for row in rows if row["kind"] == "left_out_post"}
    if not people and not posts:
        return
    authors = dict(archive.posts.select("post_id", "author_id").iter_rows())
    for row in rows:
        if row["kind"] in {"role", "stance", "claim"}:
            author = row.get("author_id") or authors.get(row.get("post_id"))
            gone = people.get(author) or posts.get(row.get("post_id"))
            if gone:
                raise ReadError(
                    f"{said.places.of(*row['place'])}: this is about somebody or something left out in {said.places.of(*gone['place'])}; keep one of the two"
                )


def _twice(said: Said, row: dict[str, Any], first: tuple[str | int, ...]) -> ThreadscopeError:
    what = row.get("post_id") or row.get("author_id")
    return ReadError(
        f"{said.places.of(*row['place'])}: {what!r} was named before, in {said.places.of(*first)}; say it once"
    )
