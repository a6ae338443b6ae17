"""CSV of 4CAT, from its API collector or from what Zeeschuimer captured: conversation and person answered, no parent.

``thread_id`` is the conversation. Parents stand only in the NDJSON that Zeeschuimer saves and that 4CAT keeps.
"""

from __future__ import annotations

from typing import Final

from threadscope.collect.tabular import Layout

__all__ = ["LAYOUT"]

LAYOUT: Final = Layout(
    name="4CAT",
    marks=("id", "thread_id", "author", "timestamp"),
    paths={
        "post_id": ("id",),
        "conversation_id": ("thread_id",),
        "author_id": ("author_id",),
        "handle": ("author",),
        "name": ("author_fullname",),
        "follower_count": ("author_followers",),
        "created_at": ("unix_timestamp", "timestamp"),
        "captured_at": ("timestamp_collected",),
        "text": ("body",),
        "lang": ("language_guess",),
        "like_count": ("like_count",),
        "reply_count": ("reply_count",),
        "repost_count": ("retweet_count",),
        "quote_count": ("quote_count",),
        "view_count": ("impression_count",),
        "media": ("images", "videos"),
        "urls": ("urls",),
        "mentions": ("mentions",),
        "hashtags": ("hashtags",),
        "source_app": ("source",),
        "reply_to_handle": ("replied_user", "replied_author"),
    },
    reposts="is_retweet",
    answers="is_reply",
)
