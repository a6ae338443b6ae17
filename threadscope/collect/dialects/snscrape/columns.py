"""Posts of snscrape and twscrape -> raw columns of observations and sightings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from threadscope.collect.addresses import first_id, handle_in, id_in, mended
from threadscope.collect.badges import badge
from threadscope.collect.dialects.snscrape.shapes import MODULE, Item, Link, Media, Medium, Person
from threadscope.collect.escaped import is_plain
from threadscope.collect.links import own_links
from threadscope.collect.media import medium
from threadscope.collect.moments import iso, since_1970
from threadscope.collect.record import Placed, taken_from

__all__ = ["CARRIES", "ident", "observed", "sighted"]

CARRIES: Final = frozenset(
    {"post_id", "conversation_id", "reply_to_id", "reply_to_author_id", "reply_to_handle", "quoted_id"}
    | {"repost_of_id", "author_id", "handle", "created_at", "text", "lang", "like_count", "reply_count"}
    | {"repost_count", "quote_count", "bookmark_count", "view_count", "media", "urls", "mentions", "hashtags"}
    | {"source_app", "edit_ids"}
)

#: snscrape asks for a size of a picture; the address without it is the one that X gives.
_SIZED: Final = re.compile(r"^([^?]+)\?format=(\w+)(?:&name=\w+)?$")
_NOBODY: Final = Person()


def ident(thing: Item | Person) -> str | None:
    """Return the id of a post or person: where it stands as text before the number, which may have been rounded."""
    said = thing.id_str or thing.id_text
    return said if said is not None and said.isdigit() and len(said) < 20 else first_id(said, thing.id)


def observed(
    posts: Sequence[Placed[Item]], report: Callable[[str, str, str], None]
) -> dict[str, Sequence[Any]]:
    """Return the raw columns (intake.OBSERVED) of posts; ids that had lost digits are reported."""
    items = [placed.post for placed in posts]
    users = [item.user or _NOBODY for item in items]
    answered = [item.in_reply_to_user or _NOBODY for item in items]
    originals = [item.retweeted_tweet for item in items]
    worded = [
        original if original and _words(original) else item
        for original, item in zip(originals, items, strict=True)
    ]
    texts = [_words(item) for item in worded]
    plain = [
        text is not None and is_plain(text, _shown_to(item)) for text, item in zip(texts, worded, strict=True)
    ]
    since = [since_1970(item.date) if isinstance(item.date, int) else None for item in items]
    ids = [_post_id(placed, report) for placed in posts]
    return {
        "post_id": ids,
        **taken_from(posts),
        "conversation_id": [_conversation(item, own) for item, own in zip(items, ids, strict=True)],
        "reply_to_id": [
            x.in_reply_to_tweet_id_str or x.in_reply_to_tweet_id_text or _text(x.in_reply_to_tweet_id)
            for x in items
        ],
        "reply_to_author_id": [ident(person) for person in answered],
        "reply_to_handle": [
            person.username or item.in_reply_to_screen_name
            for person, item in zip(answered, items, strict=True)
        ],
        "quoted_id": [
            _quoted(item) if original is None else None
            for item, original in zip(items, originals, strict=True)
        ],
        "repost_of_id": [ident(original) if original else None for original in originals],
        "author_id": [ident(user) for user in users],
        "handle": [
            user.username or item.username or handle_in(item.url)
            for user, item in zip(users, items, strict=True)
        ],
        "created": [
            str(item.date) if item.date is not None and passed is None else None
            for item, passed in zip(items, since, strict=True)
        ],
        "created_ms": since,
        "text": [None if whole else text for text, whole in zip(texts, plain, strict=True)],
        "plain": [text if whole else None for text, whole in zip(texts, plain, strict=True)],
        "lang": [item.lang for item in items],
        "like_count": [item.like_count for item in items],
        "reply_count": [item.reply_count for item in items],
        "repost_count": [item.retweet_count for item in items],
        "quote_count": [item.quote_count for item in items],
        "bookmark_count": [
            x.bookmarked_count if x.bookmarked_count is not None else x.bookmark_count for x in items
        ],
        "view_count": [item.view_count for item in items],
        "media": [_media(item.media) if item.media else None for item in items],
        "urls": [_urls(item) if item.links or item.outlinks else None for item in items],
        "mentions": [_mentions(item.mentioned_users) if item.mentioned_users else None for item in items],
        "hashtags": [item.hashtags for item in items],
        "source_app": [item.source or item.source_label for item in items],
        "edit_ids": [_versions(item) for item in items],
    }


def sighted(people: Iterable[tuple[Item | Person, int | None]]) -> dict[str, Sequence[Any]]:
    """Return the raw columns (intake.SIGHTED) of people and when they were seen; of one seen twice the last."""
    seen = {own: (person, at) for person, at in people if (own := ident(person))}
    persons = [person for person, _ in seen.values()]
    badges = [badge(blue=p.blue, old=p.verified, kind=p.blue_type) for p in persons]
    return {
        "author_id": list(seen),
        "captured_ms": [at for _, at in seen.values()],
        "handle": [person.username for person in persons],
        "name": [person.displayname for person in persons],
        "verified": [shown for shown, _ in badges],
        "verified_type": [kind for _, kind in badges],
        "follower_count": [person.followers_count for person in persons],
        "following_count": [person.friends_count for person in persons],
        "created": [_joined(person.created) for person in persons],
    }


def _text(value: int | str | None) -> str | None:
    return str(value) if value else None


def _words(item: Item) -> str | None:
    return item.raw_content if item.raw_content is not None else item.content


def _shown_to(item: Item) -> int | None:
    span = item.display_text_range
    return span[1] if span and len(span) == 2 else None


def _post_id(placed: Placed[Item], report: Callable[[str, str, str], None]) -> str | None:
    item = placed.post
    own = ident(item)
    if own is not None and own.isdigit() and own[-2:] != "00" and len(own) < 20:
        return own
    position = f"record {placed.number}"
    return mended(own, item.url, lambda words: report(position, "id_mended", words))


def _conversation(item: Item, own: str | None) -> str | None:
    said = item.conversation_id_str or item.conversation_id_text or _text(item.conversation_id)
    # A post that begins its conversation has lost the same digits twice.
    return own if said is not None and said == _text(item.id) else said


def _quoted(item: Item) -> str | None:
    """Return the id of the quoted post: of the one inside, else of the last post that a quote without one links to."""
    if item.quoted_tweet is not None:
        return ident(item.quoted_tweet)
    if not (item.is_quote_status and item.links):
        return None
    return next((found for link in reversed(item.links) if (found := id_in(link.expanded_url))), None)


def _media(media: Media | list[Medium]) -> list[dict[str, str | None]]:
    if isinstance(media, list):
        named = [(item.type or (item.kind or "").removeprefix(MODULE).lower(), item) for item in media]
    else:
        kinds = (("photo", media.photos), ("video", media.videos), ("gif", media.animated))
        named = [(kind, item) for kind, items in kinds for item in items or ()]
    return [medium(kind, _address(item), item.alt_text) for kind, item in named]


def _address(item: Medium) -> str | None:
    address = item.full_url or item.thumbnail_url or item.url or item.preview_url
    sized = _SIZED.match(address) if address else None
    return f"{sized[1]}.{sized[2]}" if sized else address


def _urls(item: Item) -> list[str]:
    """Return the links, each once: of a long post twscrape has those of the short and of the whole text."""
    links = item.links or [Link(expanded_url=address) for address in item.outlinks or ()]
    return list(dict.fromkeys(own_links(links)))


def _mentions(people: list[Person]) -> list[str]:
    return [person.username for person in people if person.username]


def _versions(item: Item) -> list[str] | None:
    edits = item.edit_control or item.edit_state
    versions = edits.edit_tweet_ids if edits else None
    return [str(version) for version in versions] if versions and len(versions) > 1 else None


def _joined(created: str | int | None) -> str | None:
    if created is None or isinstance(created, int):
        return iso(created) if created else None
    # twscrape writes the first second of 1970 where X does not tell.
    return None if created.startswith("1970-01-01") else created
