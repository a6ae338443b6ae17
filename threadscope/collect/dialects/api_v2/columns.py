"""Posts and people of API v2 -> raw columns of observations and sightings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from threadscope.collect.dialects.api_v2.shapes import Attachments, Entities, Media, Metrics, Tweet, User
from threadscope.collect.links import own_links
from threadscope.collect.record import Placed, taken_from

__all__ = ["CARRIES", "columns", "people"]

#: Bookmarks and views came in 2023, `source` went in 2022.
CARRIES: Final = frozenset(
    {"post_id", "conversation_id", "reply_to_id", "reply_to_author_id", "reply_to_handle", "quoted_id"}
    | {"repost_of_id", "author_id", "handle", "created_at", "text", "lang", "like_count", "reply_count"}
    | {"repost_count", "quote_count", "bookmark_count", "view_count", "media", "urls", "mentions"}
    | {"hashtags", "source_app", "edit_ids", "availability", "captured_at"}
)

_KINDS = {"photo": "photo", "video": "video", "animated_gif": "gif"}
_NO_METRICS = Metrics()
_NO_ENTITIES = Entities()
_NO_REFERENCES: dict[str | None, str | None] = {}


def columns(posts: Sequence[Placed[Tweet]], people: list[User], media: list[Media]) -> dict[str, list[Any]]:
    """Return the raw columns (intake.OBSERVED) of posts; ``people`` and ``media`` are those that they name by id."""
    tweets = [placed.post for placed in posts]
    handles = {user.id: user.username for user in people}
    pictures = {item.media_key: item for item in media}
    texts = {tweet.id: tweet for tweet in tweets}
    metrics = [tweet.public_metrics or _NO_METRICS for tweet in tweets]
    entities = [tweet.entities or _NO_ENTITIES for tweet in tweets]
    references = [_by_type(tweet) for tweet in tweets]
    reposts = [kinds.get("retweeted") or kinds.get("reposted") for kinds in references]
    # A repost repeats its original's text cut; the original mostly stands in the same record.
    worded = [texts.get(r, tweet) if r else tweet for r, tweet in zip(reposts, tweets, strict=True)]
    notes = [tweet.note_tweet or tweet.note_post for tweet in worded]
    return {
        "post_id": [tweet.id for tweet in tweets],
        **taken_from(posts),
        "conversation_id": [tweet.conversation_id for tweet in tweets],
        "reply_to_id": [kinds.get("replied_to") for kinds in references],
        "reply_to_author_id": [tweet.in_reply_to_user_id for tweet in tweets],
        "reply_to_handle": [_handle_answered(tweet, handles) for tweet in tweets],
        "quoted_id": [kinds.get("quoted") for kinds in references],
        "repost_of_id": reposts,
        "author_id": [tweet.author_id for tweet in tweets],
        "handle": [handles.get(tweet.author_id) for tweet in tweets],
        "created": [tweet.created_at for tweet in tweets],
        "text": [tweet.text for tweet in worded],
        "plain": [note.text if note else None for note in notes],
        "lang": [tweet.lang for tweet in tweets],
        "like_count": [m.like_count for m in metrics],
        "reply_count": [m.reply_count for m in metrics],
        "repost_count": [m.repost_count if m.retweet_count is None else m.retweet_count for m in metrics],
        "quote_count": [m.quote_count for m in metrics],
        "bookmark_count": [m.bookmark_count for m in metrics],
        "view_count": [m.impression_count for m in metrics],
        "media": [_media(tweet.attachments, pictures) if tweet.attachments else None for tweet in tweets],
        "urls": [own_links(u for u in e.urls if u.media_key is None) if e.urls else None for e in entities],
        "mentions": [[m.username for m in e.mentions] if e.mentions else None for e in entities],
        "hashtags": [[h.tag for h in e.hashtags] if e.hashtags else None for e in entities],
        "source_app": [tweet.source for tweet in tweets],
        "edit_ids": [_versions(tweet) for tweet in tweets],
        "availability": ["withheld" if tweet.withheld else None for tweet in tweets],
    }


def _versions(tweet: Tweet) -> list[str] | None:
    versions = tweet.edit_history_tweet_ids or tweet.edit_history_post_ids
    return versions if versions and len(versions) > 1 else None


def _by_type(tweet: Tweet) -> dict[str | None, str | None]:
    references = tweet.referenced_tweets or tweet.referenced_posts
    return {reference.type: reference.id for reference in references} if references else _NO_REFERENCES


def _handle_answered(tweet: Tweet, handles: dict[str | None, str | None]) -> str | None:
    answered = tweet.in_reply_to_user_id
    if answered is None:
        return None
    if answered in handles:
        return handles[answered]
    mentions = (tweet.entities.mentions if tweet.entities else None) or ()
    return next((mention.username for mention in mentions if mention.id == answered), None)


def _media(attachments: Attachments, pictures: dict[str | None, Media]) -> list[dict[str, str | None]]:
    items = attachments.media or [
        pictures.get(key, Media(type="other")) for key in attachments.media_keys or ()
    ]
    return [
        {
            "kind": _KINDS.get(i.type or "", "other"),
            "alt": i.alt_text,
            "url": i.url or i.preview_image_url,
            "file": None,
        }
        for i in items
    ]


def people(people: list[User], at: list[int | None]) -> dict[str, list[Any]]:
    """Return the raw columns (intake.SIGHTED) of people, and when each was seen."""
    metrics = [user.public_metrics for user in people]
    return {
        "author_id": [user.id for user in people],
        "captured_ms": at,
        "handle": [user.username for user in people],
        "name": [user.name for user in people],
        "verified": [user.verified for user in people],
        "verified_type": [user.verified_type for user in people],
        "follower_count": [m.followers_count if m else None for m in metrics],
        "following_count": [m.following_count if m else None for m in metrics],
        "created": [user.created_at for user in people],
    }
