"""What a dialect is handed, and what stands inside: a record with its number and time, and its embedded posts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

__all__ = ["Found", "Opened", "Placed", "embedded", "taken_from"]

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """One record of a source.

    Attributes
    ----------
    number
        Its place in the source, from 0.
    record
        The record, read into the dialect's shape.
    at
        When it was captured, in milliseconds since 1970, where what surrounds it says so (a HAR entry, a Zeeschuimer
        item); ``None`` where the record itself must say it.
    """

    number: int
    record: T
    at: int | None = None


class Placed(NamedTuple, Generic[T]):
    """One post of a record, and where in it the post stands: main, quoted, reposted, included or related."""

    post: T
    place: str
    number: int
    at: int | None


class Opened(NamedTuple):
    """A member of a folder that its dialect opened: the name of the source, and why it was taken."""

    name: str
    because: str


def embedded(
    found: Sequence[Found[T]], inside: Callable[[T], Iterable[tuple[str, T | None]]]
) -> list[Placed[T]]:
    """Return the posts of records, and the whole posts that stand inside them, in order.

    Parameters
    ----------
    found
        Records that are a post each.
    inside
        For a post, the places and posts directly inside it; ``None`` for nothing there.

    Examples
    --------
    >>> quote = {"id": 1}
    >>> posts = embedded([Found(0, {"id": 2, "quote": quote})], lambda post: [("quoted", post.get("quote"))])
    >>> [(placed.post["id"], placed.place) for placed in posts]
    [(2, 'main'), (1, 'quoted')]
    """
    posts: list[Placed[T]] = []
    for number, record, at in found:
        waiting: list[tuple[str, T]] = [("main", record)]
        while waiting:
            place, post = waiting.pop()
            posts.append(Placed(post, place, number, at))
            waiting.extend((where, inner) for where, inner in inside(post) if inner is not None)
    return posts


def taken_from(posts: Sequence[Placed[Any]]) -> dict[str, list[Any]]:
    """Return the columns that say where posts were taken from: captured_ms, source_row, place."""
    return {
        "captured_ms": [placed.at for placed in posts],
        "source_row": [placed.number for placed in posts],
        "place": [placed.place for placed in posts],
    }
