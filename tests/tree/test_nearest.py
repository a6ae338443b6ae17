"""The nearest marked post at or above each."""

from __future__ import annotations

from tests.builders import study
from threadscope import tree


def _nearest(*specs: str, marked: set[str]) -> dict[str, str | None]:
    posts = study(*specs).table("posts")
    near = tree.nearest_marked(posts, posts["post_id"].is_in(list(marked)).to_numpy())
    return dict(zip(posts["post_id"], near, strict=True))


def test_nearest_is_the_first_on_the_way_up() -> None:
    """Each post finds itself if marked, else the next marked one above; where there is none, null."""
    found = _nearest("root", "a>root", "b>a", "c>b", "d>root", "other", marked={"root", "b"})

    assert found == {"root": "root", "a": "root", "b": "b", "c": "b", "d": "root", "other": None}


def test_ghosts_end_the_way() -> None:
    """Above a ghost nothing is known: what hangs on it does not find the root."""
    found = _nearest("root", "a>gone", "b>a", marked={"root"})

    assert found == {"root": "root", "a": None, "b": None}


def test_long_way() -> None:
    """In a chain of 1,000 posts all find the marked root."""
    found = _nearest("p0", *(f"p{i}>p{i - 1}" for i in range(1, 1000)), marked={"p0"})

    assert set(found.values()) == {"p0"}
