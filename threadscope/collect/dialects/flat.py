"""Tables and flat objects whose columns have X's own names: Communalytic, Social Feed Manager, data frames of scripts.

No tool's layout is taken for granted. A column counts if its name is one that X itself uses for the thing (in any
spelling: ``in_reply_to_status_id``, ``inReplyToStatusId``, ``In Reply To Status ID``), and a row is a post if it has an
id, words, and either the post it answers or its conversation. Everything else is for a mapping.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from threadscope.collect.intake import Intake
from threadscope.collect.record import Found
from threadscope.collect.tabular import Layout, tabular

__all__ = ["DIALECT", "LAYOUT", "fits", "marks", "rows"]

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
DIALECT: Final = tabular(LAYOUT)
_WORDS: Final = frozenset(LAYOUT.paths["text"])
_PARENTS: Final = frozenset(LAYOUT.paths["reply_to_id"]) | frozenset(LAYOUT.paths["conversation_id"])


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
    if not isinstance(value, dict) or len(value) > 1000:
        return None
    row = _renamed({key: item for key, item in value.items() if isinstance(key, str) and len(key) < 80})
    said = next((name for name in LAYOUT.paths["post_id"] if name in row), None)
    parent = next((name for name in row if name in _PARENTS), None)
    words = next((name for name in LAYOUT.paths["text"] if isinstance(row.get(name), str)), None)
    if said is None or parent is None or words is None or not _is_id(row[said]):
        return None
    return f"columns {said}, {words}, {parent}"


def _is_id(value: Any) -> bool:
    text = str(value)
    return (
        not isinstance(value, bool) and text.replace(".", "").replace("E+", "").isdigit() and len(text) <= 24
    )


def fits(row: Any) -> bool:
    """Say whether a record is one."""
    return marks(row) is not None


def rows(found: Sequence[Found[Any]], intake: Intake) -> None:
    """Put the posts of rows into ``intake``."""
    DIALECT.rows(
        [
            Found(item.number, _renamed(item.record) if isinstance(item.record, dict) else {}, item.at)
            for item in found
        ],
        intake,
    )
