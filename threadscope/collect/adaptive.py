"""Posts of X's timelines before GraphQL (``globalObjects``, until 2023) -> the same posts as GraphQL writes them.

There a post names its author and the post that it quotes or reposts by id, and these stand in tables beside it. The
post itself is what GraphQL calls ``legacy``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["as_result", "results_in"]


def results_in(response: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the posts of a response with ``globalObjects``; nothing where it has none."""
    tables = _object(response.get("globalObjects"))
    posts, people = _object(tables.get("tweets")), _object(tables.get("users"))
    for post in posts.values():
        if isinstance(post, dict):
            yield as_result(post, people.get(str(post.get("user_id_str"))), posts, people)


def as_result(
    post: Mapping[str, Any],
    person: Any,
    posts: Mapping[str, Any] | None = None,
    people: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return a post as GraphQL writes it.

    Parameters
    ----------
    post, person
        The post, and its author where known.
    posts, people
        Tables by id, from which the post that it reposts is taken; without them only its id is known.

    Examples
    --------
    >>> result = as_result({"id_str": "20", "full_text": "hi"}, {"id_str": "12", "screen_name": "cath"})
    >>> result["rest_id"], result["core"]["user_results"]["result"]["legacy"]["screen_name"]
    ('20', 'cath')
    """
    legacy = dict(post)
    if original := post.get("retweeted_status_id_str"):
        found = _object(_object(posts).get(str(original)))
        author = _object(people).get(str(found.get("user_id_str")))
        inner = as_result(found, author) if found else {"rest_id": str(original)}
        legacy["retweeted_status_result"] = {"result": inner}
    result = {
        "__typename": "Tweet",
        "rest_id": post.get("id_str"),
        "legacy": legacy,
        "source": post.get("source"),
        "views": post.get("ext_views"),
    }
    if isinstance(person, dict):
        account = {
            "__typename": "User",
            "rest_id": person.get("id_str"),
            "is_blue_verified": person.get("ext_is_blue_verified"),
            "legacy": person,
        }
        result["core"] = {"user_results": {"result": account}}
    return result


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
