"""Posts of an archive -> raw columns of observations, all by its owner; reposts only where the original is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from threadscope.collect.addresses import first_id, handle_in, id_in
from threadscope.collect.dialects.account_archive.long_posts import LongPosts, is_cut, whole_of
from threadscope.collect.dialects.account_archive.owner import Owner
from threadscope.collect.dialects.account_archive.quotes import quoted_in
from threadscope.collect.dialects.account_archive.shapes import Entities, Media, Status
from threadscope.collect.intake import Intake
from threadscope.collect.links import own_links
from threadscope.collect.media import medium
from threadscope.collect.numbers import whole

__all__ = ["CARRIES", "observe"]

CARRIES: Final = frozenset(
    {"post_id", "reply_to_id", "reply_to_author_id", "reply_to_handle", "quoted_id", "repost_of_id"}
    | {"author_id", "handle", "created_at", "text", "lang", "like_count", "repost_count", "media", "urls"}
    | {"mentions", "hashtags", "source_app", "edit_ids", "captured_at", "availability"}
)

#: How X writes a repost; a text that somebody typed so and that answers a post is a post of theirs.
_REPOST: Final = re.compile(r"RT @(\w{1,20}): ")
_NO_ENTITIES: Final = Entities()


def observe(
    found: Sequence[tuple[int, Status]], owner: Owner, long_posts: LongPosts, intake: Intake, *, circle: bool
) -> int:
    """Put posts, each with its number in the file, into ``intake``.

    Returns
    -------
    int
        How many are reposts that name no original. They are left out: the words are somebody else's, and whose post
        they stood in is not known.
    """
    kept: list[tuple[int, Status]] = []
    originals: list[str | None] = []
    for number, status in found:
        match = _reposted(status)
        original = _original(status, match[1]) if match else None
        if match is None or original is not None:
            kept.append((number, status))
            originals.append(original)
    _put(kept, originals, owner, long_posts, intake, circle=circle)
    return len(found) - len(kept)


def _put(
    found: list[tuple[int, Status]],
    originals: list[str | None],
    owner: Owner,
    long_posts: LongPosts,
    intake: Intake,
    *,
    circle: bool,
) -> None:
    if not found:
        return
    posts = [status for _, status in found]
    n = len(posts)
    longs = [long_posts.of(post) for post in posts] if long_posts else [None] * n
    cores = [whole_of(long) if long else None for long in longs]
    parts = [post.entities or _NO_ENTITIES for post in posts]
    limited = "limited" if circle else None
    intake.observe(
        {
            "post_id": [first_id(post.id_str, post.id) for post in posts],
            "captured_ms": [owner.captured_ms] * n,
            "source_row": [number for number, _ in found],
            "reply_to_id": [p.in_reply_to_status_id_str or _text(p.in_reply_to_status_id) for p in posts],
            "reply_to_author_id": [p.in_reply_to_user_id_str or _text(p.in_reply_to_user_id) for p in posts],
            "reply_to_handle": [post.in_reply_to_screen_name for post in posts],
            "quoted_id": [
                quoted_in(post.id_str, _words(post), part.urls, pictured=bool(_pictures(post)))
                if part.urls and original is None
                else None
                for post, part, original in zip(posts, parts, originals, strict=True)
            ],
            "repost_of_id": originals,
            "author_id": [owner.key] * n,
            "handle": [owner.handle] * n,
            "created": [post.created_at for post in posts],
            "text": [
                _words(post) if original is None else _REPOST.sub("", _words(post) or "", count=1)
                for post, original in zip(posts, originals, strict=True)
            ],
            "plain": [core.text if core else None for core in cores],
            "cut": [
                False
                if core is not None
                else is_cut(_words(post))
                if original is None
                else (_words(post) or "").endswith("…")
                for post, core, original in zip(posts, cores, originals, strict=True)
            ],
            "lang": [post.lang for post in posts],
            "like_count": [whole(post.favorite_count) for post in posts],
            "repost_count": [whole(post.retweet_count) for post in posts],
            "media": [_media(post) for post in posts],
            "urls": [
                own_links(core.urls) if core and core.urls else own_links(part.urls) if part.urls else None
                for core, part in zip(cores, parts, strict=True)
            ],
            "mentions": [
                [m.screen_name for m in mentions]
                if (mentions := (core.mentions if core else None) or part.user_mentions)
                else None
                for core, part in zip(cores, parts, strict=True)
            ],
            "hashtags": [
                [tag.text for tag in tags]
                if (tags := (core.hashtags if core else None) or part.hashtags)
                else None
                for core, part in zip(cores, parts, strict=True)
            ],
            "source_app": [post.source for post in posts],
            "edit_ids": [_versions(post) if post.edit_info else None for post in posts],
            "availability": [
                "withheld" if post.withheld_in_countries or post.withheld_copyright else limited
                for post in posts
            ],
        }
    )


def _text(number: str | int | None) -> str | None:
    return str(number) if number else None


def _words(post: Status) -> str | None:
    return post.full_text if post.full_text is not None else post.text


def _reposted(post: Status) -> re.Match[str] | None:
    words = _words(post)
    if words is None or not words.startswith("RT @") or post.in_reply_to_status_id_str:
        return None
    return _REPOST.match(words)


def _original(post: Status, handle: str) -> str | None:
    """Return the id of the post that was reposted, which only the address of a picture in it tells."""
    for item in _pictures(post):
        if (named := handle_in(item.expanded_url)) and named.lower() == handle.lower():
            return id_in(item.expanded_url)
    return None


def _pictures(post: Status) -> list[Media]:
    for holder in (post.extended_entities, post.entities):
        if holder is not None and holder.media:
            return holder.media
    return []


def _media(post: Status) -> list[dict[str, str | None]] | None:
    items = _pictures(post)
    return [medium(item.type, item.media_url_https, item.ext_alt_text) for item in items] if items else None


def _versions(post: Status) -> list[str] | None:
    """Return the ids of all versions of an edited post."""
    info = post.edit_info
    if info is None:
        return None
    control = info.edit.editControlInitial if info.edit else info.initial
    ids = control.editTweetIds if control else None
    if not ids and info.edit and info.edit.initialTweetId and post.id_str:
        ids = [info.edit.initialTweetId, post.id_str]
    return ids if ids and len(ids) > 1 else None
