"""tweet-harvest CSV: one post a row, the conversation and the person answered, and no parent.

Tables since October 2025 have no handles at all and addresses of ``undefined``: the tool looked for them where X no
longer keeps them. The id in the address is whole even where a spreadsheet has rounded the column of ids.
"""

from __future__ import annotations

from typing import Final

from threadscope.collect.tabular import Layout

__all__ = ["LAYOUT"]

LAYOUT: Final = Layout(
    name="tweet-harvest",
    marks=("id_str", "tweet_url", "conversation_id_str"),
    paths={
        "post_id": ("id_str",),
        "address": ("tweet_url",),
        "conversation_id": ("conversation_id_str",),
        "author_id": ("user_id_str",),
        "handle": ("username",),
        "created_at": ("created_at",),
        "text": ("full_text",),
        "lang": ("lang",),
        "like_count": ("favorite_count",),
        "reply_count": ("reply_count",),
        "repost_count": ("retweet_count",),
        "quote_count": ("quote_count",),
        "media": ("image_url",),
        "reply_to_handle": ("in_reply_to_screen_name",),
    },
)
