"""Tables and flat objects whose columns have X's own names: Communalytic, Social Feed Manager, data frames of scripts.

No tool's layout is taken for granted. A column counts if its name is one that X itself uses for the thing (in any
spelling: ``in_reply_to_status_id``, ``inReplyToStatusId``, ``In Reply To Status ID``), and a row is a post if it has an
id, words, and something that only a post of X has: the post it answers or its conversation, an id under a name of X
with who or when, or a time that is the one in the id. Everything else is for a mapping.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import polars as pl

from threadscope.collect.intake import Intake
from threadscope.collect.moments import parse_times
from threadscope.collect.numbers import whole
from threadscope.collect.record import Found
from threadscope.collect.tabular import Layout, tabular
from threadscope.snowflake import time_of

__all__ = ["DIALECT", "LAYOUT", "fits", "marks", "rows"]

#: Numbers above are times in milliseconds.
_MILLISECONDS: Final = 100_000_000_000
_LETTERS: Final = re.compile(r"[^a-z0-9]+")

#: Names in small letters, without what stands between words.
LAYOUT: Final = Layout(
    name="the table",
    marks=(),
    paths={
        "post_id": ("tweetid", "twitterid", "postid", "statusid", "tweetidstr", "idstr", "id"),
        "address": ("tweeturl", "twitterurl", "posturl", "tweetlink", "permalink", "url", "link"),
        "conversation_id": ("conversationidstr", "conversationid", "tweetconversationid", "rootid"),
        "reply_to_id": (
            *(
                "inreplytostatusidstr",
                "inreplytostatusid",
                "inreplytotweetid",
                "inreplytopostid",
                "inreplytoid",
            ),
            *("repliedtoid", "repliedtotweetid", "replytotweetid", "replytostatusid", "replytoid"),
            *("referencedtweetsrepliedtoid", "parenttweetid", "parentid"),
        ),
        "reply_to_author_id": ("inreplytouseridstr", "inreplytouserid", "replytouserid"),
        "reply_to_handle": (
            *("inreplytoscreenname", "inreplytousername", "inreplytouserscreenname", "replytousername"),
            *("replytoscreenname", "inreplytouserusername"),
        ),
        "quoted_id": (
            "quotedstatusidstr",
            "quotedstatusid",
            "quotedtweetid",
            "quotedid",
            "referencedtweetsquotedid",
        ),
        "repost_of_id": (
            *("retweetedstatusidstr", "retweetedstatusid", "retweetedtweetid", "retweetedid", "retweetid"),
            "referencedtweetsretweetedid",
        ),
        "author_id": ("authorid", "useridstr", "userid", "fromuserid", "twitteruserid"),
        "handle": (
            *("authorusername", "userscreenname", "screenname", "userusername", "username", "fromuser"),
            *("authorhandle", "authorscreenname", "handle"),
        ),
        "name": ("authorname", "username", "userdisplayname", "displayname", "name"),
        "verified": ("authorverified", "userverified", "verified"),
        "follower_count": ("userfollowerscount", "authorfollowerscount", "followerscount", "authorfollowers"),
        "following_count": ("userfriendscount", "authorfollowingcount", "friendscount", "followingcount"),
        "created_at": (
            "parsedcreatedat",
            "tweetcreatedat",
            "createdat",
            "createdtime",
            "datetime",
            "timestamp",
            "date",
        ),
        "captured_at": ("retrievedat", "collectedat", "scrapedat", "capturedat", "crawledat"),
        "text": (
            "fulltext",
            "tweettext",
            "posttext",
            "rawcontent",
            "text",
            "tweet",
            "content",
            "body",
            "message",
        ),
        "lang": ("tweetlang", "lang", "language"),
        "like_count": ("favoritelikecount", "publicmetricslikecount", "likecount", "favoritecount", "likes"),
        "reply_count": ("publicmetricsreplycount", "replycount", "replies"),
        "repost_count": ("publicmetricsretweetcount", "retweetcount", "repostcount", "retweets", "reposts"),
        "quote_count": ("publicmetricsquotecount", "quotecount", "quotes"),
        "bookmark_count": ("publicmetricsbookmarkcount", "bookmarkcount", "bookmarks"),
        "view_count": ("publicmetricsimpressioncount", "impressioncount", "viewcount", "viewscount", "views"),
        "media": ("mediaurls", "mediaurl", "photos", "images"),
        "urls": ("urls", "expandedurls", "links"),
        "mentions": ("mentions", "usermentions", "mentionedusers", "mentionedusernames"),
        "hashtags": ("hashtags",),
        "source_app": ("sourcelabel", "source"),
    },
    reposts="isretweet",
    answers="isreply",
)
#: A name -> the columns of ours that it may fill, and how far down their lists it stands.
_FILLS: Final[dict[str, list[tuple[str, int]]]] = {}
for _column, _names in LAYOUT.paths.items():
    for _rank, _name in enumerate(_names):
        _FILLS.setdefault(_name, []).append((_column, _rank))
#: The same table once its columns have our names.
DIALECT: Final = tabular(
    Layout(
        name=LAYOUT.name,
        marks=(),
        paths={column: (column,) for column in LAYOUT.paths},
        reposts=LAYOUT.reposts,
        answers=LAYOUT.answers,
    )
)
_PARENTS: Final = (*LAYOUT.paths["reply_to_id"], *LAYOUT.paths["conversation_id"])
#: Names that X alone gives an id.
_OF_X: Final = frozenset({"tweetid", "tweetidstr", "twitterid", "statusid"})
_WHO_OR_WHEN: Final = (*LAYOUT.paths["handle"], *LAYOUT.paths["author_id"], *LAYOUT.paths["created_at"])
#: A local time is so far from UTC at most.
_A_DAY_S: Final = 86_400


@cache
def _letters(column: str) -> str:
    return _LETTERS.sub("", column.lower())


def _renamed(row: dict[str, Any]) -> dict[str, Any]:
    renamed: dict[str, Any] = {}
    for column, value in row.items():
        renamed.setdefault(_letters(column), value)
    return renamed


def marks(value: Any) -> str | None:
    """Say why a record has the columns of a post under X's own names, or ``None``."""
    if not _is_flat(value):
        return None
    row = _renamed(value)
    said = next((name for name in LAYOUT.paths["post_id"] if name in row), None)
    words = next((name for name in LAYOUT.paths["text"] if isinstance(row.get(name), str)), None)
    if said is None or words is None or not _is_id(row[said]):
        return None
    if parent := next((name for name in _PARENTS if name in row), None):
        return f"columns {said}, {words}, {parent}"
    if said in _OF_X and (other := next((name for name in _WHO_OR_WHEN if name in row), None)):
        return f"columns {said}, {words}, {other}"
    when = next((name for name in LAYOUT.paths["created_at"] if _agrees(row[said], row.get(name))), None)
    return f"columns {said}, {words}, {when} with the time that is in the id" if when else None


def _is_flat(value: Any) -> bool:
    if not isinstance(value, dict) or not 2 < len(value) <= 1000:
        return False
    named = all(isinstance(key, str) and len(key) < 80 for key in value)
    return named and not any(isinstance(item, dict) for item in value.values())


def _is_id(value: Any) -> bool:
    text = str(value)
    return (
        not isinstance(value, bool) and text.replace(".", "").replace("E+", "").isdigit() and len(text) <= 24
    )


def _agrees(post_id: Any, written: Any) -> bool:
    """Say whether a time is the one in an id: that of a day, so no two services share it by chance."""
    moment = time_of(str(post_id)) if str(post_id).isdigit() else None
    if moment is None or isinstance(written, bool) or written is None:
        return False
    number = whole(written)
    if number is not None:
        seconds = number / 1000 if number > _MILLISECONDS else float(number)
        return abs(seconds - moment.timestamp()) < _A_DAY_S
    said = parse_times(pl.Series([written], dtype=pl.String))[0] if isinstance(written, str) else None
    return said is not None and abs((said - moment).total_seconds()) < _A_DAY_S


def fits(row: Any) -> bool:
    """Say whether a record is a row of the same kind: flat, with an id."""
    if not _is_flat(row):
        return False
    renamed = _renamed(row)
    said = next((renamed[name] for name in LAYOUT.paths["post_id"] if name in renamed), None)
    return said is not None and _is_id(said)


def rows(found: Sequence[Found[Any]], intake: Intake) -> None:
    """Put the posts of rows into ``intake``."""
    DIALECT.rows([Found(item.number, _ours(item.record), item.at) for item in found], intake)


def _ours(row: Any) -> dict[str, Any]:
    """Return a row under our names: of several columns that may fill one of ours, the best that says something."""
    ours: dict[str, Any] = {}
    ranks: dict[str, int] = {}
    for key, value in row.items() if isinstance(row, dict) else ():
        if value in (None, ""):
            continue
        name = _letters(key) if isinstance(key, str) else ""
        if name in {LAYOUT.reposts, LAYOUT.answers}:
            ours[name] = value
        for column, rank in _FILLS.get(name, ()):
            if rank < ranks.get(column, len(_FILLS)):
                ours[column], ranks[column] = value, rank
    return ours
