"""snscrape's JSON lines (``snscrape --jsonl``), 2020 to 2023: posts, tombstones, references, users.

The text is ``content``, since 0.5 ``rawContent``; ``renderedContent`` is never taken, its links are cut. Long posts
are whole only in the last version, and then not escaped as all other texts are. A quoted post may be a ``TweetRef``
(its id and no more) or a ``Tombstone`` (X's words in its place).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from threadscope.collect.addresses import id_in
from threadscope.collect.dialects.snscrape.columns import CARRIES, ident, observed, sighted
from threadscope.collect.dialects.snscrape.shapes import MODULE, Item, is_spread
from threadscope.collect.intake import Intake
from threadscope.collect.reasons import reason_in
from threadscope.collect.record import Found, embedded

__all__ = ["CARRIES", "Item", "fits", "marks", "rows"]

_TWEET: Final = f"{MODULE}Tweet"
_USER: Final = f"{MODULE}User"
_TOMBSTONE: Final = f"{MODULE}Tombstone"
_REFERENCE: Final = f"{MODULE}TweetRef"
_NO_POSTS: Final = frozenset({_TOMBSTONE, _REFERENCE})
#: Two of these beside an address, a time and a text: lines from before ``_type``, or without it.
_NAMES: Final = frozenset(
    {
        "renderedContent",
        "conversationId",
        "outlinks",
        "tcooutlinks",
        "retweetCount",
        "inReplyToTweetId",
        "quotedTweet",
    }
)


def marks(value: Any) -> str | None:
    """Say why a record is of this dialect, or ``None``."""
    if not isinstance(value, dict) or is_spread(value):
        return None
    kind = value.get("_type")
    if isinstance(kind, str):
        known = kind in _NO_POSTS or (kind in {_TWEET, _USER} and not _is_twscrape(value))
        return f"_type {kind}" if known else None
    if (
        not {"url", "date", "content"} <= value.keys()
        and not {"url", "date", "renderedContent"} <= value.keys()
    ):
        return None
    named = sorted(value.keys() & _NAMES)
    url = value["url"]
    return (
        f"url of a post, {' and '.join(named[:2])}"
        if len(named) > 1 and isinstance(url, str) and id_in(url)
        else None
    )


def _is_twscrape(value: dict[str, Any]) -> bool:
    return "id_str" in value or ("rawContent" in value and "renderedContent" not in value)


def fits(item: Item) -> bool:
    """Say whether a record is an item of snscrape, and not of twscrape."""
    if item.id_str is not None:
        return False
    if item.kind in _NO_POSTS:
        return True
    if item.kind == _USER:
        return item.username is not None
    written = item.content is not None or item.rendered_content is not None
    if item.kind is None and (item.conversation_id is None or item.date is None or id_in(item.url) is None):
        return False
    return written and item.kind in {None, _TWEET} and (item.user is not None or item.username is not None)


def rows(found: Sequence[Found[Item]], intake: Intake) -> None:
    """Put the posts, people and absences of records into ``intake``."""
    posts = embedded([one for one in found if _is_post(one, intake)], _inside)
    if posts:
        intake.observe(observed(posts, intake.report))
        intake.sight(sighted((placed.post.user, placed.at) for placed in posts if placed.post.user))
    for placed in posts:
        item = placed.post
        for inner in (item.quoted_tweet, item.retweeted_tweet):
            if inner is not None and inner.kind == _TOMBSTONE:
                _gone(inner, placed.number, placed.at, intake)
        if item.user is not None and item.user.text is not None:
            intake.report(f"record {placed.number}", "person_unavailable", item.user.text[:200])


def _is_post(found: Found[Item], intake: Intake) -> bool:
    """Say whether a record is a post; what else it is goes to ``intake`` at once."""
    number, item, at = found
    if item.kind == _TWEET:
        return True
    if item.kind in _NO_POSTS:
        _gone(item, number, at, intake)
    elif item.kind == _USER or (item.kind is None and item.displayname is not None):
        intake.sight(sighted([(item, at)]))
    elif item.raw_content is not None or item.content is not None or item.user is not None or id_in(item.url):
        return True
    else:
        what = f"a {item.kind[:60]}" if item.kind else "neither a post nor a person"
        intake.report(f"record {number}", "unknown_record", f"{what}; it was left out")
    return False


def _inside(item: Item) -> Iterable[tuple[str, Item | None]]:
    quoted, original = item.quoted_tweet, item.retweeted_tweet
    if quoted is None and original is None:
        return ()
    pairs = (("quoted", quoted), ("reposted", original))
    return [(place, inner) for place, inner in pairs if inner is not None and _is_told(inner)]


def _is_told(item: Item) -> bool:
    """Say whether an item inside a post is a post itself, and not an empty object or the mere name of one."""
    return item.kind not in _NO_POSTS and (
        item.user is not None or item.url is not None or item.date is not None
    )


def _gone(item: Item, number: int, at: int | None, intake: Intake) -> None:
    """Add a post that X did not give, with X's words where it gave some."""
    missing = ident(item)
    words = item.text or "X gave no post for this id"
    if missing is None:
        intake.report(f"record {number}", "absence_without_id", words[:200])
    else:
        intake.absent(missing, reason_in(item.text), detail=words, at=at)
