r"""twitter-web-exporter, a user script: its JSON and CSV exports and the dump of its database -> posts.

With "Include all metadata" an item keeps the post as X sent it, in ``metadata``: all is then taken from there, and
``twe_private_fields`` says when the script saw it. Without, ``created_at`` is a local time whose form the user sets,
so that the id decides; ``in_reply_to`` is the id of the post answered; ``full_text`` holds HTML entities unless it is
the whole of a long post. The CSV writes ``\n`` for a new line and ``"null"`` for nothing. An offspring of the script
writes the names of columns as they are shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, Final

import orjson

from threadscope.collect.addresses import first_id, handle_in, id_in, mended
from threadscope.collect.decode import Typed
from threadscope.collect.dialects import graphql
from threadscope.collect.dialects.graphql.walk import is_post, is_surely_post
from threadscope.collect.intake import Intake
from threadscope.collect.long_texts import by_length
from threadscope.collect.media import medium
from threadscope.collect.moments import milliseconds
from threadscope.collect.numbers import whole
from threadscope.collect.record import Found
from threadscope.collect.shape import Shape
from threadscope.collect.strays import holds_post
from threadscope.snowflake import time_of

__all__ = ["CARRIES", "Item", "done", "fits", "marks", "rows"]

#: What X's own object carries, where it was kept.
CARRIES: Final = graphql.CARRIES

_KEYS: Final = frozenset({"id", "full_text", "screen_name", "in_reply_to"})
_OF_POSTS: Final = frozenset(
    {
        "full_text",
        "Content",
        "in_reply_to",
        "Replying To",
        "views_count",
        "Views",
        "retweeted_status",
        "RT Source",
    }
)
_ACCOUNT: Final = frozenset({"screen_name", "birthdate", "website"})
_DATABASE: Final = "twitter-web-exporter"
_PRIVATE: Final = "twe_private_fields"
#: Names of columns as the script shows them -> the keys that it writes.
_SHOWN: Final = {
    "ID": "id",
    "Date": "created_at",
    "Content": "full_text",
    "Media": "media",
    "Screen Name": "screen_name",
    "Profile Name": "name",
    "User ID": "user_id",
    "Replying To": "in_reply_to",
    "RT Source": "retweeted_status",
    "Quote Source": "quoted_status",
    "Favorites": "favorite_count",
    "Retweets": "retweet_count",
    "Bookmarks": "bookmark_count",
    "Quotes": "quote_count",
    "Replies": "reply_count",
    "Views": "views_count",
    "URL": "url",
}
#: Posts of a database that are turned into columns at once.
_BATCH: Final = 500
#: Pictures in a size of their own: the address without it.
_SIZED: Final = re.compile(
    r"^(?P<photo>https?://pbs\.twimg\.com/media/[^?]+)\?format=(?P<ending>\w+)&name=\w+$"
)
_ZONE: Final = re.compile(r"(?:Z|\s*([+-]\d\d:?\d\d))$")
_ACCOUNTS: Final = "twitter-web-exporter accounts"


class Media(Shape):
    """``media[]``: a picture or video in two sizes; of a video ``original`` is the file."""

    type: str | None = None
    thumbnail: str | None = None
    original: str | None = None
    ext_alt_text: str | None = None


class Item(Shape):
    """An item of the export, or a row of its CSV, where X's own object was not kept."""

    id: str | None = None
    created_at: str | None = None
    full_text: str | None = None
    media: list[Media] | None = None
    screen_name: str | None = None
    name: str | None = None
    user_id: str | None = None
    in_reply_to: str | None = None
    retweeted_status: str | None = None
    quoted_status: str | None = None
    favorite_count: int | None = None
    retweet_count: int | None = None
    bookmark_count: int | None = None
    quote_count: int | None = None
    reply_count: int | None = None
    views_count: int | None = None
    url: str | None = None


_TYPED: Final = Typed(Item)


def marks(value: Any) -> str | None:
    """Say why a record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    if value.keys() >= _KEYS:
        return "screen_name, full_text and in_reply_to"
    if value.keys() >= {"ID", "Content", "Screen Name", "Replying To"}:
        return "columns ID, Content, Screen Name and Replying To"
    if _PRIVATE in value and "rest_id" in value:
        return f"{_PRIVATE} and rest_id"
    if value.keys() >= _ACCOUNT:
        return "screen_name, birthdate and website (accounts)"
    return "formatName dexie of twitter-web-exporter" if _tables(value) is not None else None


def fits(value: Any) -> bool:
    """Say whether a parsed record is one of the script's."""
    return marks(value) is not None


def rows(found: Sequence[Found[Any]], intake: Intake) -> None:
    """Put the posts of records into ``intake``: from X's own object where it was kept, else from the item."""
    originals: list[Found[Any]] = []
    items: list[tuple[int, Item]] = []
    for number, value, at in found:
        position = f"record {number}"
        if not isinstance(value, dict):
            intake.report(position, "unknown_record", f"a JSON {type(value).__name__}; it was left out")
        elif (tables := _tables(value)) is not None:
            _database(tables, intake)
            _look_beside([value, value["data"], *tables], position, intake)
        elif value.get("__typename") == "User" or value.keys() >= _ACCOUNT:
            intake.tally[_ACCOUNTS] += 1
        elif (original := _original(value)) is not None:
            originals.append(Found(number, original, at or _seen(original)))
            if original is not value:
                _look_beside([value], position, intake, but="metadata")
        elif not value.keys() & _OF_POSTS or (value.keys() & _ACCOUNT > {"screen_name"}):
            intake.report(position, "unknown_record", "neither a post nor an account; it was left out")
        else:
            items.append((number, _TYPED.convert(_spelled(value), intake.report, position)))
            _look_beside([value], position, intake)
    if originals:
        graphql.rows(originals, intake)
    if items:
        _observe(items, intake)


def done(intake: Intake) -> None:
    """Report what was counted over the whole file."""
    if n := intake.tally.pop(_ACCOUNTS, 0):
        detail = f"{n:,} accounts, as of followers, and no posts; export the posts of the thread instead"
        intake.report(None, "accounts_left_out", detail)


def _tables(value: dict[str, Any]) -> list[Any] | None:
    """Return the tables of a dump of the script's database; ``None`` for anything else."""
    data = value.get("data")
    if not isinstance(data, dict):
        return None
    named, tables = data.get("databaseName"), data.get("data")
    if not isinstance(tables, list):
        return None
    is_ours = isinstance(named, str) and named.startswith(_DATABASE)
    is_dump = value.get("formatName") == "dexie" and holds_post(tables, is_surely_post)
    # A table stands in the list, or in a list of lists.
    every = chain.from_iterable(table if isinstance(table, list) else [table] for table in tables)
    return list(every) if is_ours or is_dump else None


def _database(tables: list[Any], intake: Intake) -> None:
    """Read the posts in a dump; which module saw them says nothing, and accounts are no posts."""
    named = [(table.get("tableName"), table.get("rows")) for table in tables if isinstance(table, dict)]
    posts = [
        row
        for name, kept in named
        for row in (kept if isinstance(kept, list) else [kept])
        if isinstance(row, dict | list) and (name == "tweets" or holds_post(row, is_surely_post))
    ]
    found = [Found(number, post, _seen(post)) for number, post in enumerate(posts)]
    for start in range(0, len(found), _BATCH):
        graphql.rows(found[start : start + _BATCH], intake)


def _look_beside(holders: list[Any], position: str, intake: Intake, but: str = "") -> None:
    """Report posts that stand in an item, or in no row of a table, under another name than the script has for them."""
    for holder in holders:
        for key, inner in holder.items() if isinstance(holder, dict) else ():
            nests = isinstance(inner, dict | list) and key not in {"data", "rows", but}
            if nests and holds_post(inner, is_surely_post):
                detail = f"posts in {key[:80]!r}, where the script writes none; they were left out"
                intake.report(position, "unknown_record", detail)


def _original(value: dict[str, Any]) -> dict[str, Any] | None:
    """Return the post as X sent it, where it was kept; a cell of a CSV spells it."""
    kept = value if "rest_id" in value else value.get("metadata")
    if isinstance(kept, str):
        try:
            kept = orjson.loads(kept)
        except orjson.JSONDecodeError:
            return None
    if kept is value:
        return value if graphql.marks(value) else None
    if not isinstance(kept, dict) or not is_post(kept):
        return None
    said, address = value.get("id", value.get("ID")), value.get("url", value.get("URL"))
    own = first_id(
        said if isinstance(said, str) else None, id_in(address) if isinstance(address, str) else None
    )
    return kept if _names_itself(kept) or own is None else kept | {"rest_id": own}


def _names_itself(post: dict[str, Any]) -> bool:
    legacy = post.get("legacy")
    said = (post.get("rest_id"), legacy.get("id_str") if isinstance(legacy, dict) else None)
    return any(isinstance(one, str) and one.isdigit() for one in said)


def _seen(original: Any) -> int | None:
    private = original.get(_PRIVATE) if isinstance(original, dict) else None
    return whole(private.get("updated_at")) if isinstance(private, dict) else None


def _spelled(value: dict[str, Any]) -> dict[str, Any]:
    """Return an item with the script's own keys and, where it was a row of a CSV, as it was before it was written."""
    item = {_SHOWN.get(key, key): cell for key, cell in value.items()}
    if not isinstance(item.get("media"), str):
        return item
    text = item.get("full_text")
    if isinstance(text, str):
        item["full_text"] = text.replace("\\n", "\n").replace("\\r", "\r")
    return {key: cell for key, cell in item.items() if cell != "null"}


def _observe(found: list[tuple[int, Item]], intake: Intake) -> None:
    numbers, items = [number for number, _ in found], [item for _, item in found]
    ids = [mended(item.id, item.url, _reporter(number, intake)) for number, item in found]
    handles = [item.screen_name or handle_in(item.url) for item in items]
    times = [_time(post_id, item, intake) for post_id, item in zip(ids, items, strict=True)]
    short, long = by_length([item.full_text for item in items])
    intake.observe(
        {
            "post_id": ids,
            "source_row": numbers,
            "place": ["main"] * len(items),
            "reply_to_id": [item.in_reply_to for item in items],
            "quoted_id": [None if item.retweeted_status else item.quoted_status for item in items],
            "repost_of_id": [item.retweeted_status for item in items],
            "author_id": [item.user_id for item in items],
            "handle": handles,
            "created": [None if ms else written for written, ms in times],
            "created_ms": [ms for _, ms in times],
            "text": short,
            "plain": long,
            "like_count": [item.favorite_count for item in items],
            "reply_count": [item.reply_count for item in items],
            "repost_count": [item.retweet_count for item in items],
            "quote_count": [item.quote_count for item in items],
            "bookmark_count": [item.bookmark_count for item in items],
            "view_count": [item.views_count for item in items],
            "media": [
                [medium(m.type, _address(m), m.ext_alt_text) for m in item.media or ()] for item in items
            ],
        }
    )
    known = [(item, handle) for item, handle in zip(items, handles, strict=True) if item.user_id or handle]
    intake.sight(
        {
            "author_id": [item.user_id or f"@{(handle or '').lower()}" for item, handle in known],
            "handle": [handle for _, handle in known],
            "name": [item.name for item, _ in known],
        }
    )


def _reporter(number: int, intake: Intake) -> Callable[[str], None]:
    return lambda words: intake.report(f"record {number}", "id_mended", words)


def _time(post_id: str | None, item: Item, intake: Intake) -> tuple[str | None, int | None]:
    """Return the time as written and in milliseconds; nothing where the id holds it, for the form is the user's."""
    written = item.created_at
    if not written or post_id is None or time_of(post_id) is not None:
        return None, None
    zone = _ZONE.search(written)
    ms = milliseconds(_ZONE.sub(lambda found: found[1] or "Z", written))
    if ms is not None and zone is None:
        detail = f"{written[:40]!r} is the time of an unknown zone; it was taken as UTC"
        intake.report(post_id, "time_without_zone", detail)
    return written, ms


def _address(media: Media) -> str | None:
    """Return the address of a picture, or of a video's still, as X gives it."""
    sized = media.thumbnail or media.original
    if sized and (photo := _SIZED.match(sized)):
        return f"{photo['photo']}.{photo['ending']}"
    return re.sub(r"\?name=\w+$", "", sized) if sized else None
