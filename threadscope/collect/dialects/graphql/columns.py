"""Posts of X's GraphQL in any shape -> raw columns of observations and sightings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from threadscope.collect.addresses import first_id
from threadscope.collect.dialects.graphql.shapes import (
    Counts,
    Details,
    Entities,
    Legacy,
    Media,
    MediaInfo,
    Person,
    Reference,
    Result,
    ResultBox,
)
from threadscope.collect.links import own_links
from threadscope.collect.numbers import whole
from threadscope.collect.record import Placed, taken_from

__all__ = ["CARRIES", "columns", "id_of", "identified", "people"]

CARRIES: Final = frozenset(
    {"post_id", "conversation_id", "reply_to_id", "reply_to_author_id", "reply_to_handle", "quoted_id"}
    | {"repost_of_id", "author_id", "handle", "created_at", "text", "lang", "like_count", "reply_count"}
    | {"repost_count", "quote_count", "bookmark_count", "view_count", "media", "urls", "mentions"}
    | {"hashtags", "source_app", "edit_ids", "availability", "captured_at"}
)

_KINDS = {
    "photo": "photo",
    "video": "video",
    "animated_gif": "gif",
    "ApiImage": "photo",
    "ApiVideo": "video",
    "ApiGif": "gif",
}
_NO_LEGACY, _NO_DETAILS, _NO_COUNTS, _NO_ENTITIES = Legacy(), Details(), Counts(), Entities()
_NO_INFO = MediaInfo()


def identified(result: Result, known_id: str | None) -> Result:
    """Return the post with its id: its own, else the one that its surroundings give it."""
    result.rest_id = first_id(result.rest_id, result.legacy.id_str if result.legacy else None, known_id)
    return result


def columns(posts: Sequence[Placed[Result]], limited: Sequence[bool]) -> dict[str, list[Any]]:
    """Return the raw columns (intake.OBSERVED) of posts; ``limited`` says of which X limits who may see or answer."""
    results = [placed.post for placed in posts]
    legacies = [result.legacy or _NO_LEGACY for result in results]
    details = [result.details or _NO_DETAILS for result in results]
    authors = [author_of(result) for result in results]
    reposts = [_reposted(result) for result in results]
    worded = [original or result for original, result in zip(reposts, results, strict=True)]
    parts = [_parts(result) for result in results]
    return {
        "post_id": [result.rest_id for result in results],
        **taken_from(posts),
        "conversation_id": [
            x.conversation_id_str or d.conversation_id_str for x, d in zip(legacies, details, strict=True)
        ],
        "reply_to_id": [
            x.in_reply_to_status_id_str or id_of(r.reply_to_results)
            for x, r in zip(legacies, results, strict=True)
        ],
        "reply_to_author_id": [_answered(result)[0] for result in results],
        "reply_to_handle": [_answered(result)[1] for result in results],
        "quoted_id": [None if original else _quoted(r) for original, r in zip(reposts, results, strict=True)],
        "repost_of_id": [identified(original, None).rest_id if original else None for original in reposts],
        "author_id": [a.rest_id or x.user_id_str for a, x in zip(authors, legacies, strict=True)],
        "handle": [_names(author)[0] for author in authors],
        "created": [legacy.created_at for legacy in legacies],
        "created_ms": [whole(detail.created_at_ms) for detail in details],
        "text": [_short_text(result) for result in worded],
        "plain": [_whole_text(result) for result in worded],
        "lang": [x.lang or d.lang for x, d in zip(legacies, details, strict=True)],
        **_counts(results),
        "media": [_media(result) for result in results],
        "urls": [own_links(part.urls or ()) for part in parts],
        "mentions": [_mentions(part) for part in parts],
        "hashtags": [[tag.text for tag in part.hashtags or ()] for part in parts],
        "source_app": [result.source for result in results],
        "edit_ids": [_versions(result) for result in results],
        "availability": [
            _availability(x, is_limited) for x, is_limited in zip(legacies, limited, strict=True)
        ],
    }


def people(posts: Sequence[Placed[Result]]) -> dict[str, list[Any]]:
    """Return the raw columns (intake.SIGHTED) of the authors."""
    known = [(author, placed.at) for placed in posts if (author := author_of(placed.post)).rest_id]
    authors = [author for author, _ in known]
    names = [_names(author) for author in authors]
    marks = [_verified(author) for author in authors]
    return {
        "author_id": [author.rest_id for author in authors],
        "captured_ms": [at for _, at in known],
        "handle": [handle for handle, _, _ in names],
        "name": [name for _, name, _ in names],
        "verified": [verified for verified, _ in marks],
        "verified_type": [kind for _, kind in marks],
        "follower_count": [_relations(author)[0] for author in authors],
        "following_count": [_relations(author)[1] for author in authors],
        "created": [created for _, _, created in names],
    }


def author_of(result: Result) -> Person:
    """Return the author of a post, in whatever box it stands; an empty person where there is none."""
    core = result.core
    box = (core.user_results or core.user_result) if core else None
    person = (box.result if box else None) or Person()
    person.rest_id = person.rest_id or (box.rest_id if box else None)
    return person


def _names(author: Person) -> tuple[str | None, str | None, str | None]:
    new, old = author.core, author.legacy
    handle = (new.screen_name if new else None) or (old.screen_name if old else None)
    name = (new.name if new else None) or (old.name if old else None)
    return handle, name, (new.created_at if new else None) or (old.created_at if old else None)


def _verified(author: Person) -> tuple[bool | None, str | None]:
    new, old = author.verification, author.legacy
    blue = (
        author.is_blue_verified
        if author.is_blue_verified is not None
        else (new.is_blue_verified if new else None)
    )
    by_hand = new.verified if new and new.verified is not None else (old.verified if old else None)
    kind = (new.verified_type if new else None) or (old.verified_type if old else None)
    if blue is None and by_hand is None and kind is None:
        return None, None
    named = kind or ("blue" if blue else "legacy" if by_hand else None)
    return named is not None, named


def _relations(author: Person) -> tuple[int | None, int | None]:
    new, old = author.relationship_counts, author.legacy
    if new:
        return new.followers, new.following
    return (old.followers_count, old.friends_count) if old else (None, None)


def id_of(reference: Reference | None) -> str | None:
    """Return the id of a post that is referred to, in whatever box it stands."""
    while reference is not None:
        if reference.rest_id:
            return reference.rest_id
        reference = reference.result or reference.tweet
    return None


def _answered(result: Result) -> tuple[str | None, str | None]:
    """Return id and handle of the person answered."""
    legacy, box = result.legacy or _NO_LEGACY, result.reply_to_user_results
    person = (box.result if box else None) or Person()
    known = person.rest_id or (box.rest_id if box else None)
    return legacy.in_reply_to_user_id_str or known, legacy.in_reply_to_screen_name or _names(person)[0]


def _quoted(result: Result) -> str | None:
    said = result.legacy.quoted_status_id_str if result.legacy else None
    boxes = (
        result.quoted_status_result,
        result.quoted_status_results,
        result.quoted_tweet_results,
        result.quotedPostResults,
        result.quotedRefResult,
    )
    return said or next((found for box in boxes if (found := id_of(box))), None)


def _reposted(result: Result) -> Result | None:
    legacy = result.legacy or _NO_LEGACY
    boxes: tuple[ResultBox | None, ...] = (
        legacy.retweeted_status_result,
        legacy.retweeted_status_results,
        result.repostedStatusResults,
    )
    for box in boxes:
        if box and box.result:
            return box.result.tweet or box.result
    return None


def _short_text(result: Result) -> str | None:
    return (result.legacy.full_text if result.legacy else None) or (
        result.details.full_text if result.details else None
    )


def _whole_text(result: Result) -> str | None:
    box = result.note_tweet.note_tweet_results if result.note_tweet else None
    if box and box.result and box.result.text:
        return box.result.text
    article = (
        result.article.article_results.result if result.article and result.article.article_results else None
    )
    parts = [part for part in (article.title, article.preview_text) if part] if article else []
    return "\n\n".join(parts) or None


def _parts(result: Result) -> Entities:
    """Return the mentions, links and tags: those of the whole text where there is one."""
    box = result.note_tweet.note_tweet_results if result.note_tweet else None
    if box and box.result and box.result.entity_set:
        return box.result.entity_set
    if result.legacy and result.legacy.entities:
        return result.legacy.entities
    return Entities(
        user_mentions=result.mention_entities, hashtags=result.hashtag_entities, urls=result.url_entities
    )


def _mentions(parts: Entities) -> list[str]:
    handles = (
        mention.screen_name
        or (
            _names(mention.user_results.result)[0]
            if mention.user_results and mention.user_results.result
            else None
        )
        for mention in parts.user_mentions or ()
    )
    return [handle for handle in handles if handle]


def _media(result: Result) -> list[dict[str, str | None]] | None:
    legacy = result.legacy or _NO_LEGACY
    entities = legacy.extended_entities or legacy.entities or _NO_ENTITIES
    items: list[Media] = entities.media or result.media_entities or []
    return [_medium(item) for item in items]


def _medium(item: Media) -> dict[str, str | None]:
    result = item.media_results.result if item.media_results else None
    info = (result.media_info if result else None) or _NO_INFO
    still = info.preview_image.original_img_url if info.preview_image else None
    return {
        "kind": _KINDS.get(item.type or info.typename or "", "other"),
        "alt": item.ext_alt_text or info.alt_text,
        "url": item.media_url_https or info.original_img_url or still,
        "file": None,
    }


def _counts(results: list[Result]) -> dict[str, list[int | None]]:
    old = [result.legacy or _NO_LEGACY for result in results]
    new = [result.counts or _NO_COUNTS for result in results]
    pairs = list(zip(old, new, strict=True))
    views = [result.views or result.view_count_info for result in results]
    return {
        "like_count": [_first(x.favorite_count, y.favorite_count) for x, y in pairs],
        "reply_count": [_first(x.reply_count, y.reply_count) for x, y in pairs],
        "repost_count": [_first(x.retweet_count, y.retweet_count) for x, y in pairs],
        "quote_count": [_first(x.quote_count, y.quote_count) for x, y in pairs],
        "bookmark_count": [_first(x.bookmark_count, y.bookmark_count) for x, y in pairs],
        "view_count": [whole(view.count) if view else None for view in views],
    }


def _first(*counts: int | None) -> int | None:
    return next((count for count in counts if count is not None), None)


def _versions(result: Result) -> list[str] | None:
    control = result.edit_control
    if control is None:
        return None
    initial = control.edit_control_initial
    versions = (initial.edit_tweet_ids if initial else None) or control.edit_tweet_ids
    return versions if versions and len(versions) > 1 else None


def _availability(legacy: Legacy, is_limited: bool) -> str | None:  # noqa: FBT001 - a value of a column
    if legacy.withheld_in_countries or legacy.withheld_scope:
        return "withheld"
    return "limited" if is_limited else None
