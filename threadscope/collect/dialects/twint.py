"""twint CSV and JSON lines (until 2022): one post a row, the conversation and whom it mentions, and no parent."""

from __future__ import annotations

from typing import Final

from threadscope.collect.tabular import Layout

__all__ = ["LAYOUT"]

LAYOUT: Final = Layout(
    name="twint",
    marks=("id", "conversation_id", "tweet", "username", "link"),
    paths={
        "post_id": ("id",),
        "address": ("link",),
        "conversation_id": ("conversation_id",),
        "repost_of_id": ("retweet_id",),
        "author_id": ("user_id",),
        "handle": ("username",),
        "name": ("name",),
        # `created_at` is in the zone of the machine that collected, under a name such as "CET": the id knows better.
        "text": ("tweet",),
        "lang": ("language",),
        "like_count": ("likes_count",),
        "reply_count": ("replies_count",),
        "repost_count": ("retweets_count",),
        "media": ("photos",),
        "urls": ("urls",),
        "mentions": ("mentions",),
        "hashtags": ("hashtags",),
        "source_app": ("source",),
    },
    reposts="retweet",
    escaped=False,
)
