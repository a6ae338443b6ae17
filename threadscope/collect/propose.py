"""An unknown export -> a proposal for a mapping: which of its keys hold what, by their names and by what stands there.

Nothing is read by a proposal until a person has looked at it and given it as ``--mapping``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any, Final

import polars as pl

from threadscope.collect.addresses import id_in
from threadscope.collect.decode import Record, parsed
from threadscope.collect.delimited import head_of, layout_of, rows_of
from threadscope.collect.mapping import COLUMNS
from threadscope.collect.moments import parse_times
from threadscope.collect.numbers import whole
from threadscope.collect.problems import Problems
from threadscope.collect.recognise import Recogniser
from threadscope.collect.records import records
from threadscope.collect.sources import DAMAGE, Limits, Source, UnpacksTooFar, find
from threadscope.errors import ReadError

__all__ = ["propose_mapping"]

_LOOKED_AT: Final = 200
_DEEPEST: Final = 5
_SHOWN: Final = 60
#: Words of a key, in small letters: ``inReplyToStatusId`` and ``in_reply_to_status_id`` are the same.
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
#: Our column -> what formats call it, best first; a path ends in one of these, its words run together.
_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "post_id": ("tweetid", "postid", "statusid", "idstr", "id", "restid", "twid", "messageid"),
    "address": ("tweeturl", "posturl", "permalink", "permanenturl", "link", "url", "href"),
    "conversation_id": ("conversationidstr", "conversationid", "threadid", "conversation"),
    "reply_to_id": (
        *("inreplytostatusidstr", "inreplytostatusid", "inreplytotweetid", "inreplytoid", "inreplytopostid"),
        *("repliedtoid", "replytoid", "replytostatusid", "totweetid", "parentid", "replyid", "inreplyto"),
        *("replyto", "parent", "referencedtweetsrepliedtoid"),
    ),
    "reply_to_author_id": ("inreplytouseridstr", "inreplytouserid", "replytouserid", "touserid"),
    "reply_to_handle": (
        *("inreplytoscreenname", "inreplytousername", "inreplytouser", "replytousername", "tousername"),
        *("replytoscreenname", "repliedauthor", "replieduser", "replyingto"),
    ),
    "quoted_id": ("quotedstatusidstr", "quotedstatusid", "quotedtweetid", "quotedid", "quoteid"),
    "repost_of_id": ("retweetedstatusid", "retweetedtweetid", "retweetedid", "retweetid", "repostid"),
    "author_id": ("authorid", "useridstr", "userid", "authoridstr", "accountid", "useridstr"),
    "handle": (
        "authorusername",
        "screenname",
        "userscreenname",
        "username",
        "handle",
        "authorhandle",
        "author",
    ),
    "name": (
        "displayname",
        "authorname",
        "userdisplayname",
        "authorfullname",
        "fullname",
        "nickname",
        "name",
    ),
    "verified": ("isverified", "userverified", "authorverified", "verified", "isblueverified"),
    "follower_count": (
        "followerscount",
        "userfollowerscount",
        "followers",
        "authorfollowers",
        "followercount",
    ),
    "following_count": ("followingcount", "friendscount", "following"),
    "created_at": (
        *("createdat", "timestamputc", "datetime", "timestamp", "timeparsed", "postedat", "publishedat"),
        *("date", "time", "createdtime", "unixtimestamp", "created"),
    ),
    "captured_at": ("capturedat", "scrapedat", "collectedat", "crawledat", "retrievedat", "fetchedon"),
    "text": (
        "fulltext",
        "rawcontent",
        "tweettext",
        "posttext",
        "content",
        "text",
        "body",
        "message",
        "tweet",
    ),
    "lang": ("lang", "language", "tweetlang", "languageguess"),
    "like_count": (
        "likecount",
        "favoritecount",
        "favouritecount",
        "likes",
        "favorites",
        "likescount",
        "nlikes",
    ),
    "reply_count": ("replycount", "replies", "repliescount", "commentcount", "nreplies"),
    "repost_count": ("retweetcount", "repostcount", "retweets", "reposts", "retweetscount", "sharecount"),
    "quote_count": ("quotecount", "quotes", "quotescount"),
    "bookmark_count": ("bookmarkcount", "bookmarks", "bookmarkedcount"),
    "view_count": ("viewcount", "views", "viewscount", "impressioncount", "impressions"),
    "media": ("mediaurls", "mediaurl", "images", "photos", "media", "imageurl"),
    "urls": ("urls", "links", "outlinks", "expandedurl"),
    "mentions": ("mentions", "usermentions", "mentionedusers", "mentionedhandles"),
    "hashtags": ("hashtags", "tags"),
    "source_app": ("sourcelabel", "sourceapp", "source", "client", "app"),
}
#: Seconds since 1970; nothing on X is older.
_YEAR_2001: Final = 1_000_000_000
_COUNTS: Final = tuple(name for name in _NAMES if name.endswith("_count"))
_POST_IDS: Final = ("post_id", "conversation_id", "reply_to_id", "quoted_id", "repost_of_id")
_HANDLE: Final = re.compile(r"@?\w{1,15}")

Values = dict[str, list[Any]]


def propose_mapping(path: str | Path) -> str:
    """Return a mapping, as TOML, that a person completes; or a comment that none is needed.

    Raises
    ------
    ReadError
        If the file cannot be read, or holds no objects or rows.
    """
    problems = Problems()
    with ExitStack() as stack:
        sources = [
            s for s in find([Path(path)], stack, problems, Limits()) if s.members is None and not s.is_media
        ]
        for source in sources:
            found = _looked_at(source)
            if found is not None:
                known, where, posts = found
                if known:
                    return f"# {source.name} is read as {known}: no mapping is needed.\n"
                return _toml(source.name, where, _values(posts))
    rows = problems.frame()
    why = rows["detail"][0] if rows.height else "it holds no objects and no rows with named columns"
    raise ReadError(f"no mapping can be proposed for {path}: {why}")


def _looked_at(source: Source) -> tuple[str | None, str, list[dict[str, Any]]] | None:
    """Return the dialect of a source if it has one; else where its posts stand, and the first of them."""
    try:
        with source.open() as stream:
            layout = layout_of(head_of(stream))
            rows: Iterator[Record]
            rows = rows_of(stream, layout, _silent) if layout else records(stream, _silent)
            head = [value for _, raw in islice(rows, _LOOKED_AT) if (value := parsed(raw)) is not None]
    except (*DAMAGE, UnpacksTooFar):
        return None
    recogniser = Recogniser()
    for value in head:
        if (known := recogniser.dialect_of(value)) is not None:
            return known[0], "", []
    where, posts = _largest_list(head)
    return (None, where, posts) if posts else None


def _silent(*_: str | None) -> None:
    """Report nothing: the file is only looked at."""


def _largest_list(head: list[Any]) -> tuple[str, list[dict[str, Any]]]:
    """Return where the posts stand: the records themselves, or the longest list of objects in the only document."""
    objects = [value for value in head if isinstance(value, dict)]
    if len(head) > 1 or not objects:
        return "", objects
    best: tuple[str, list[dict[str, Any]]] = ("", objects)
    waiting: list[tuple[str, Any, int]] = [("", objects[0], 0)]
    while waiting:
        path, value, depth = waiting.pop()
        for key, inner in value.items():
            at = f"{path}.{key}" if path else str(key)
            if isinstance(inner, dict) and depth < _DEEPEST:
                waiting.append((at, inner, depth + 1))
            elif isinstance(inner, list):
                items = [item for item in inner if isinstance(item, dict)]
                if len(items) > 1 and len(items) > (len(best[1]) if best[0] else 1):
                    best = (at, items[:_LOOKED_AT])
    return best


def _values(posts: list[dict[str, Any]]) -> Values:
    """Return the paths of the posts, in order of their first appearance, each with the values that stand there."""
    found: Values = {}
    for post in posts:
        waiting: list[tuple[str, Any, int]] = [("", post, 0)]
        while waiting:
            path, value, depth = waiting.pop()
            if isinstance(value, dict) and depth < _DEEPEST:
                inner = [
                    (f"{path}.{key}" if path else str(key), item, depth + 1) for key, item in value.items()
                ]
                waiting.extend(reversed(inner))
            elif isinstance(value, list) and value and isinstance(value[0], dict) and depth < _DEEPEST:
                waiting.append((f"{path}[]", value[0], depth + 1))
            elif value not in (None, "", [], {}):
                found.setdefault(path, []).append(value)
    return found


def _words(path: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(path)]


def _score(path: str, names: tuple[str, ...]) -> float | None:
    """Return how well the end of a path fits the names of a column; deeper and longer paths fit less."""
    words = _words(path)
    for rank, name in enumerate(names):
        for start in range(len(words)):
            if "".join(words[start:]) == name:
                return rank + 0.5 * start + 0.2 * path.count(".") + 0.3 * path.count("[]")
    return None


def _choose(values: Values) -> dict[str, str]:
    """Return our column -> path; each path is used once, the best fit first."""
    offers = sorted(
        (score, list(_NAMES).index(column), column, path)
        for column, names in _NAMES.items()
        for path, held in values.items()
        if (score := _score(path, names)) is not None and _holds(column, held)
    )
    chosen: dict[str, str] = {}
    used: set[str] = set()
    for _, _, column, path in offers:
        if column not in chosen and path not in used:
            chosen[column] = path
            used.add(path)
    return chosen | _by_content(values, chosen, used)


def _by_content(values: Values, chosen: dict[str, str], used: set[str]) -> dict[str, str]:
    """Return paths for the id and the words where no name tells: the values do."""
    found: dict[str, str] = {}
    free = {path: held for path, held in values.items() if path not in used}
    if "post_id" not in chosen:
        named = set(map(id_in, values.get(chosen.get("address", ""), [])))
        ids = [path for path, held in free.items() if _are_ids(held)]
        same = [path for path in ids if named and set(map(str, free[path])) == named]
        found.update(zip(["post_id"], same or ids, strict=False))
    if "text" not in chosen:
        lengths = {path: sum(map(len, held)) / len(held) for path, held in free.items() if _are_words(held)}
        found |= {"text": max(lengths, key=lambda path: lengths[path])} if lengths else {}
    return found


def _are_ids(held: list[Any]) -> bool:
    """Say whether all values are ids of the length that X gives today, each another."""
    return len(set(map(str, held))) == len(held) and all(_is_post_id(v) and len(str(v)) >= 15 for v in held)


def _are_words(held: list[Any]) -> bool:
    texts = [value for value in held if isinstance(value, str)]
    spaced = sum(" " in text.strip() and "://" not in text.split()[0] for text in texts)
    return len(texts) == len(held) and spaced > len(held) / 3


def _holds(column: str, held: list[Any]) -> bool:
    """Say whether what stands at a path can be what the column needs."""
    test = _TESTS.get(column)
    if column in _COUNTS:
        test = _is_count
    elif column in _POST_IDS:
        test = _is_post_id
    return test is None or sum(map(test, held)) >= 0.9 * len(held)


def _is_post_id(value: Any) -> bool:
    text = str(value)
    return not isinstance(value, bool | float) and text.isdigit() and len(text) <= 19


def _is_count(value: Any) -> bool:
    return whole(value) is not None


def _is_time(value: Any) -> bool:
    number = whole(value)
    if number is not None:
        return number > _YEAR_2001
    return isinstance(value, str) and parse_times(pl.Series([value])).null_count() == 0


def _is_handle(value: Any) -> bool:
    return isinstance(value, str) and _HANDLE.fullmatch(value) is not None


_TESTS: Final[dict[str, Callable[[Any], bool]]] = {
    "address": lambda value: isinstance(value, str) and id_in(value) is not None,
    "author_id": lambda value: str(value).isdigit(),
    "reply_to_author_id": lambda value: str(value).isdigit(),
    "handle": _is_handle,
    "reply_to_handle": _is_handle,
    "created_at": _is_time,
    "captured_at": _is_time,
    "text": lambda value: isinstance(value, str),
    "name": lambda value: isinstance(value, str),
    "lang": lambda value: isinstance(value, str) and len(value) <= 7,
    "source_app": lambda value: isinstance(value, str),
}


def _toml(name: str, where: str, values: Values) -> str:
    """Write the proposal; keys that nothing was found for stand in comments, with an example."""
    chosen = _choose(values)
    lines = [
        f"# A proposal for {_comment(Path(name).name)}: check every line, then read with --mapping.",
        '# our column = "their path"; [] means of each element. Remove what is wrong.',
        "",
    ]
    lines += [
        f"{column} = {_quoted(path)}  # {COLUMNS[column]}, such as {_example(values[path])}"
        for column, path in _in_order(chosen)
    ]
    missing = [
        column
        for column in ("post_id", "text", "created_at", "reply_to_id", "handle")
        if column not in chosen
    ]
    if missing:
        lines += [
            "",
            "# Not found, and needed for a tree: " + ", ".join(f"{c} ({COLUMNS[c]})" for c in missing),
        ]
    if where:
        lines += ["", "[options]", f"records = {_quoted(where)}  # the list that holds the posts"]
    unused = [path for path in values if path not in chosen.values()]
    if unused:
        lines += ["", "# Keys that the proposal does not use:"]
        lines += [f"#   {_comment(path)}  {_example(values[path])}" for path in unused[:_SHOWN]]
        lines += [f"#   and {len(unused) - _SHOWN:,} more"] if len(unused) > _SHOWN else []
    return "\n".join(lines) + "\n"


def _in_order(chosen: dict[str, str]) -> list[tuple[str, str]]:
    return [(column, chosen[column]) for column in COLUMNS if column in chosen]


def _quoted(text: str) -> str:
    """Return a text as TOML quotes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in escaped) + '"'


def _comment(text: str) -> str:
    return "".join(mark for mark in " ".join(text.split()) if mark.isprintable())[:120]


def _example(held: list[Any]) -> str:
    text = _comment(str(held[0]))
    return text if len(text) <= 40 else text[:39] + "…"
