"""A TOML file that says where an export keeps what -> a dialect made for it.

``our column = "their.path"``, a line each. A path names keys from the outside in, ``[]`` means "of each element",
``[0]`` one element; a column of a table that has dots in its own name is found as it stands. Several paths in a list
are tried in order. What holds for the whole file stands in ``[options]``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from threadscope.collect.addresses import handle_in, mended
from threadscope.collect.intake import Intake
from threadscope.collect.kinds import RecordDialect, WrapperDialect
from threadscope.collect.numbers import whole
from threadscope.collect.record import Found
from threadscope.errors import ReadError, UnknownName

__all__ = ["COLUMNS", "OPTIONS", "Paths", "load", "look_up", "rows_by", "with_mapping"]

#: What a mapping may name, and what each is.
COLUMNS: Final[dict[str, str]] = {
    "post_id": "id of the post",
    "address": "address of the post; gives its id and handle where these are missing",
    "conversation_id": "id of the post that opened the conversation",
    "reply_to_id": "id of the post answered",
    "reply_to_author_id": "id of the person answered",
    "reply_to_handle": "handle of the person answered",
    "quoted_id": "id of the post quoted",
    "repost_of_id": "id of the post reposted",
    "author_id": "id of the author",
    "handle": "handle of the author",
    "name": "display name of the author",
    "verified": "whether the author has a badge",
    "follower_count": "followers of the author",
    "following_count": "accounts that the author follows",
    "created_at": "time of the post",
    "captured_at": "when it was captured",
    "text": "the words of the post",
    "lang": "language, as X labels it",
    "like_count": "likes",
    "reply_count": "replies",
    "repost_count": "reposts",
    "quote_count": "quotes",
    "bookmark_count": "bookmarks",
    "view_count": "views",
    "media": "addresses of pictures and videos",
    "urls": "addresses in the post",
    "mentions": "handles mentioned",
    "hashtags": "hashtags",
    "source_app": "the app that the post was written with",
}
OPTIONS: Final[dict[str, str]] = {
    "records": "path of the list of posts, where one document holds them",
    "zone": "IANA name of the zone of times that have none (default UTC)",
    "escaped": "whether texts hold HTML entities such as &amp; (default true)",
    "first": "whether this mapping is asked before the dialects that threadscope knows (default false)",
}
_COUNTS: Final = ("like_count", "reply_count", "repost_count", "quote_count", "bookmark_count", "view_count")
_IDS: Final = (
    "conversation_id",
    "reply_to_id",
    "reply_to_author_id",
    "quoted_id",
    "repost_of_id",
    "author_id",
)
_LISTS: Final = ("urls", "mentions", "hashtags")
_STEP: Final = re.compile(r"\[(\d*)\]|([^.\[\]]+)")
_ITEMS: Final = re.compile(r"[\s,;|]+")
_UTC: Final = ZoneInfo("UTC")
#: Times in seconds are below this until the year 5138, in milliseconds above it since 1973.
_SECONDS: Final = 100_000_000_000


@dataclass(frozen=True, slots=True)
class Paths:
    """Where an export keeps what: our column -> the paths that are tried in order."""

    name: str
    paths: Mapping[str, tuple[str, ...]]
    records: str = ""
    zone: ZoneInfo | None = None
    escaped: bool = True
    first: bool = False
    #: Whether a person wrote it, who may have misspelt a path.
    is_own: bool = False

    def get(self, record: Any, column: str) -> Any:
        """Return what a record holds for one of our columns; ``None`` where nothing."""
        for path in self.paths.get(column, ()):
            found = look_up(record, path)
            if found not in (None, "", [], {}):
                return found
        return None

    def posts(self, record: Any) -> list[Any]:
        """Return the posts of a record: itself, or the list that ``records`` names."""
        if not self.records:
            return [record]
        found = look_up(record, self.records)
        return found if isinstance(found, list) else []


def with_mapping(
    dialects: Mapping[str, RecordDialect | WrapperDialect], path: str | Path
) -> dict[str, RecordDialect | WrapperDialect]:
    """Return the dialects and the one that a mapping makes.

    Raises
    ------
    ReadError
        If the file cannot be read or is no TOML.
    UnknownName
        If it names a column or an option that does not exist.
    """
    mapping = load(path)
    made = RecordDialect(
        None,
        partial(_marks, mapping),
        lambda record: _marks(mapping, record) is not None,
        partial(rows_by, mapping),
        frozenset(mapping.paths),
        general=not mapping.first,
    )
    own: dict[str, RecordDialect | WrapperDialect] = {"mapping": made}
    return {**own, **dialects}


def load(path: str | Path) -> Paths:
    """Read a mapping file; see ``with_mapping`` for what is raised."""
    try:
        said = tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise ReadError(f"the mapping {path} cannot be read: {fault}") from fault
    except tomllib.TOMLDecodeError as fault:
        raise ReadError(
            f'the mapping {path} is no TOML: {fault}. A line looks like: post_id = "their.path"'
        ) from fault
    options = said.pop("options", {})
    paths = {}
    for column, given in said.items():
        if column not in COLUMNS:
            raise UnknownName.among(f"column (in {path})", column, COLUMNS)
        several = [given] if isinstance(given, str) else given
        if not isinstance(several, list) or not all(isinstance(one, str) and one for one in several):
            raise ReadError(f"the mapping {path}: {column} must be a path in quotes, or a list of such paths")
        paths[column] = tuple(several)
    if not paths.keys() & {"post_id", "address"}:
        raise ReadError(f"the mapping {path} names neither post_id nor address: a post needs an id")
    return Paths(Path(path).name, paths, is_own=True, **_options(options, path))


def _options(said: Any, path: str | Path) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise ReadError(f"the mapping {path}: options must be a table, [options]")
    for name, value in said.items():
        if name not in OPTIONS:
            raise UnknownName.among(f"option (in {path})", name, OPTIONS)
        if not isinstance(value, bool if name in {"escaped", "first"} else str):
            wanted = "true or false" if name in {"escaped", "first"} else "a text in quotes"
            raise ReadError(f"the mapping {path}: {name} must be {wanted}")
    options = dict(said)
    if "zone" in options:
        try:
            options["zone"] = ZoneInfo(options["zone"])
        except (ZoneInfoNotFoundError, ValueError) as fault:
            raise ReadError(f"the mapping {path}: no zone is called {options['zone']!r}") from fault
    return options


def look_up(record: Any, path: str) -> Any:
    """Return what stands at a path; a list where the path says "of each"; ``None`` for nothing.

    >>> look_up({"a": {"b": [{"c": 1}, {"c": 2}]}}, "a.b[].c"), look_up({"a.b": 3}, "a.b")
    ([1, 2], 3)
    """
    if isinstance(record, dict):
        found = record.get(path)
        if found is not None or ("." not in path and "[" not in path):
            return found
    found = record
    steps = list(_STEP.finditer(path))
    for place, step in enumerate(steps):
        index, key = step.groups()
        if key is not None:
            found = found.get(key) if isinstance(found, dict) else None
        elif index:
            found = found[int(index)] if isinstance(found, list) and int(index) < len(found) else None
        elif isinstance(found, list):
            rest = path[step.end() :].lstrip(".")
            inner = [look_up(item, rest) if rest else item for item in found]
            return [item for item in inner if item is not None]
        else:
            found = None
        if found is None and place < len(steps):
            return None
    return found


def _marks(mapping: Paths, value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    if mapping.records:
        return f"{mapping.name}: list {mapping.records}" if mapping.posts(value) else None
    named = mapping.get(value, "post_id") is not None or mapping.get(value, "address") is not None
    return f"mapping {mapping.name}" if named else None


def rows_by(mapping: Paths, found: Sequence[Found[Any]], intake: Intake) -> None:
    """Put the posts of records into ``intake``, each column from where the mapping says."""
    posts = [(item, post) for item in found for post in mapping.posts(item.record)]
    if not posts:
        return
    records = [post for _, post in posts]

    def column(name: str, read: Callable[[Any], Any]) -> list[Any]:
        paths = mapping.paths.get(name)
        if paths is None:
            return [None] * len(records)
        if len(paths) == 1 and "." not in paths[0] and "[" not in paths[0]:
            return [read(record.get(paths[0])) if isinstance(record, dict) else None for record in records]
        return [read(mapping.get(record, name)) for record in records]

    addresses = column("address", _text)
    ids = [
        mended(own, address, partial(intake.report, f"record {item.number}", "id_mended"))
        for own, address, (item, _) in zip(column("post_id", _text), addresses, posts, strict=True)
    ]
    handles = [
        said or handle_in(address) for said, address in zip(column("handle", _text), addresses, strict=True)
    ]
    captured = [
        at if at is not None else item.at
        for at, (item, _) in zip(
            column("captured_at", partial(_moment, mapping.zone or _UTC)), posts, strict=True
        )
    ]
    times = column("created_at", partial(_moment, mapping.zone))
    written = column("created_at", _text)
    if found[0].number == 0 and mapping.is_own:
        _report_empty(mapping, records, intake)
    intake.observe(
        {
            "post_id": ids,
            "source_row": [item.number for item, _ in posts],
            "captured_ms": captured,
            "handle": handles,
            "created_ms": times,
            "created": [None if at is not None else text for at, text in zip(times, written, strict=True)],
            "text" if mapping.escaped else "plain": column("text", _text),
            "lang": column("lang", _text),
            "source_app": column("source_app", _text),
            "reply_to_handle": column("reply_to_handle", _text),
            "media": [_media(items) for items in column("media", _texts)],
            **{name: column(name, _text) for name in _IDS},
            **{name: column(name, whole) for name in _COUNTS},
            **{name: column(name, _texts) for name in _LISTS},
        }
    )
    people = {
        "author_id": column("author_id", _text),
        "captured_ms": captured,
        "handle": handles,
        "name": column("name", _text),
        "verified": column("verified", _flag),
        "follower_count": column("follower_count", whole),
        "following_count": column("following_count", whole),
    }
    intake.sight(people)


def _report_empty(mapping: Paths, records: Sequence[Any], intake: Intake) -> None:
    """Say which columns found nothing in the first records: a path may be misspelt."""
    for name, paths in mapping.paths.items():
        if all(mapping.get(record, name) is None for record in records):
            detail = (
                f"{name} = {' or '.join(paths)}: nothing stands there in the first {len(records):,} posts"
            )
            intake.report(mapping.name, "mapping_empty", detail)


def _text(value: Any) -> str | None:
    """Return a scalar as text; a float that may have lost digits is shown as it is, for the id check to refuse."""
    if isinstance(value, list) and len(value) == 1:
        return _text(value[0])
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return (value if isinstance(value, str) else str(value)).strip() or None


def _texts(value: Any) -> list[str] | None:
    """Return a list of texts, from a list or from a text that separates them by blanks, commas or the like."""
    if isinstance(value, str):
        items: list[Any] = [part.strip("[]'\" ") for part in _ITEMS.split(value)]
    else:
        items = value if isinstance(value, list) else []
    texts = [item.removeprefix("#").removeprefix("@") for item in items if isinstance(item, str)]
    return [text for text in texts if text] or None


def _media(addresses: list[str] | None) -> list[dict[str, str | None]] | None:
    return [_medium(address) for address in addresses] if addresses else None


def _medium(address: str) -> dict[str, str | None]:
    lowered = address.lower().partition("?")[0]
    kind = "video" if lowered.endswith((".mp4", ".mov", ".m3u8")) or "video" in lowered else "photo"
    return {"kind": kind, "alt": None, "url": address, "file": None}


def _flag(value: Any) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False, "1": True, "0": False}.get(value.lower())
    return value if isinstance(value, bool) else None


def _moment(zone: ZoneInfo | None, value: Any) -> int | None:
    """Return milliseconds since 1970 from a number, or from a text without a zone where the mapping names one."""
    number = whole(value)
    if number is not None:
        return number if abs(number) >= _SECONDS else number * 1000
    if zone is None or not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return round((moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp() * 1000)
