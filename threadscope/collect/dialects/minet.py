"""CSV of minet and gazouilloire (the twitwi columns): one post a row, with its parent in ``to_tweetid``."""

from __future__ import annotations

from typing import Final

from threadscope.collect.tabular import Layout

__all__ = ["LAYOUT"]

LAYOUT: Final = Layout(
    name="minet",
    marks=("id", "timestamp_utc", "user_screen_name"),
    paths={
        "post_id": ("id",),
        "address": ("url",),
        "reply_to_id": ("to_tweetid",),
        "reply_to_author_id": ("to_userid",),
        "reply_to_handle": ("to_username",),
        "quoted_id": ("quoted_id",),
        "repost_of_id": ("retweeted_id",),
        "author_id": ("user_id",),
        "handle": ("user_screen_name",),
        "name": ("user_name",),
        "verified": ("user_verified",),
        "follower_count": ("user_followers",),
        "following_count": ("user_friends",),
        "created_at": ("timestamp_utc",),
        "captured_at": ("collection_time",),
        "text": ("text",),
        "lang": ("lang",),
        "like_count": ("like_count",),
        "reply_count": ("reply_count",),
        "repost_count": ("retweet_count",),
        "view_count": ("impression_count",),
        "media": ("media_urls",),
        "urls": ("links",),
        "mentions": ("mentioned_names",),
        "hashtags": ("hashtags",),
        "source_app": ("source_name",),
    },
    escaped=False,
)
