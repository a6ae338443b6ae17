"""twscrape's posts (``twscrape search ... > posts.jsonl``, or ``tweet.dict()`` of a script), in snscrape's names.

``_type`` says snscrape here too; what only twscrape has is ``rawContent`` without ``renderedContent``, and ids as text
beside the numbers. A long post's ``rawContent`` is its whole text, unescaped; its mentions and tags are those of the
short text. Of pictures there is no description, and photos and videos are apart, so that their order is lost.
``twscrape --raw`` prints X's own responses: these are GraphQL.
"""

from __future__ import annotations

from typing import Any, Final

from threadscope.collect.dialects.snscrape import CARRIES, Item, rows
from threadscope.collect.dialects.snscrape.shapes import MODULE, is_spread

__all__ = ["CARRIES", "Item", "fits", "marks", "rows"]

_TWEET: Final = f"{MODULE}Tweet"
_USER: Final = f"{MODULE}User"
#: Two of these beside ``rawContent``.
_NAMES: Final = (
    "id_str",
    "conversationIdStr",
    "bookmarkedCount",
    "conversationId",
    "mentionedUsers",
    "inReplyToTweetId",
    "retweetCount",
    "likeCount",
    "user",
)


def marks(value: Any) -> str | None:
    """Say why a record is of this dialect, or ``None``."""
    if not isinstance(value, dict) or is_spread(value):
        return None
    kind = value.get("_type")
    if kind == _USER:
        return "_type of a user with id_str" if "id_str" in value and "username" in value else None
    named = [name for name in _NAMES if name in value]
    if "renderedContent" in value or len(named) < 2 or (kind is not None and kind != _TWEET):
        return None
    if "rawContent" in value:
        return f"rawContent with {' and '.join(named[:2])}"
    return f"_type of a post with {' and '.join(named[:2])}" if kind and "id_str" in value else None


def fits(item: Item) -> bool:
    """Say whether a record is a post or a user of twscrape, and not of snscrape."""
    if item.raw_content is None:
        return item.kind == _USER and item.id_str is not None and item.username is not None
    known = item.id_str is not None or item.id is not None or item.url is not None
    return known and item.user is not None and item.rendered_content is None and item.kind in {None, _TWEET}
