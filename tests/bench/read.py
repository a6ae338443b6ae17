"""How fast X API v2 pages are read, beside a plain ``orjson.loads`` loop that fills the same columns.

``python -m tests.bench.read 1000000`` writes pages of 100 generated posts as twarc2 does (once, into a temporary
folder), reads them both ways, each in a process of its own, and prints seconds, ratio and peak memory. With
``--check`` both tables are compared too; without a number 20,000 posts are read.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from threadscope import schema
from threadscope.snowflake import EPOCH_MS, FIRST_ID, id_at

PAGE = 100
_WORDS = [
    "the",
    "app",
    "stores",
    "messages",
    "encrypted",
    "metadata",
    "shared",
    "never",
    "said",
    "that",
    "who",
    "told",
    "you",
    "read",
    "again",
    "please",
    "source",
    "proof",
    "wrong",
    "right",
    "maybe",
    "why",
    "how",
    "when",
    "thanks",
    "agreed",
    "nonsense",
    "privacy",
    "phone",
    "number",
    "contacts",
    "server",
    "keys",
    "policy",
    "update",
    "morning",
    "évidemment",
    "暗号化",
    "сообщения",
    "größer",
    "ünlü",
    "مرحبا",
    "😀",
    "🔐",
    "&amp;",
    "&lt;3",
    "...",
    "really?",
    "no.",
    "yes!",
    "ok",
]
_LANGS = ("en", "en", "en", "en", "en", "de", "fr", "es", "ja", "und", "qme")


def write_pages(path: Path, n_posts: int, seed: int = 7) -> None:
    """Write pages of 100 posts, one a line, with authors, quotes, media, links, tags and mentions as in life."""
    draw = random.Random(seed)
    people = [_person(draw, number) for number in range(max(50, n_posts // 8))]
    start = datetime(2024, 5, 24, 12, tzinfo=UTC)
    earlier: list[dict[str, Any]] = []
    with path.open("wb", buffering=1 << 20) as file:
        for first in range(0, n_posts, PAGE):
            tweets = [
                _tweet(draw, people, earlier, start + timedelta(seconds=number), number)
                for number in range(first, min(first + PAGE, n_posts))
            ]
            file.write(orjson.dumps(_page(tweets, people)) + b"\n")
            earlier = (earlier + draw.sample(tweets, min(20, len(tweets))))[-400:]


def _person(draw: random.Random, number: int) -> dict[str, Any]:
    return {
        "id": str(10_000_000 + number * 37),
        "username": f"person_{number}",
        "name": f"Person {number} {draw.choice(_WORDS)}",
        "verified": draw.random() < 0.1,
        "created_at": "2015-03-01T10:00:00.000Z",
        "description": " ".join(draw.choices(_WORDS, k=12)),
        "profile_image_url": f"https://img.example/{number}.jpg",
        "public_metrics": {
            "followers_count": int(draw.paretovariate(0.7)),
            "following_count": draw.randrange(2000),
            "tweet_count": draw.randrange(90_000),
            "listed_count": draw.randrange(50),
        },
    }


def _tweet(
    draw: random.Random,
    people: list[dict[str, Any]],
    earlier: list[dict[str, Any]],
    at: datetime,
    number: int,
) -> dict[str, Any]:
    author = people[int(len(people) * draw.random() ** 2)]
    own = id_at(at, number % 4096)
    text = " ".join(draw.choices(_WORDS, k=draw.randrange(4, 30)))
    tweet: dict[str, Any] = {
        "id": own,
        "author_id": author["id"],
        "conversation_id": own,
        "created_at": at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "lang": draw.choice(_LANGS),
        "edit_history_tweet_ids": [own],
        "edit_controls": {
            "edits_remaining": 5,
            "is_edit_eligible": False,
            "editable_until": "2024-05-24T13:00:00.000Z",
        },
        "possibly_sensitive": False,
        "reply_settings": "everyone",
        "source": draw.choice(("Web App", "Phone App", "Other App")),
        "public_metrics": {
            "retweet_count": draw.randrange(9),
            "reply_count": draw.randrange(9),
            "like_count": int(draw.paretovariate(0.8)),
            "quote_count": draw.randrange(4),
            "bookmark_count": draw.randrange(4),
            "impression_count": draw.randrange(9000),
        },
    }
    entities: dict[str, Any] = {}
    if earlier and draw.random() < 0.85:
        parent = draw.choice(earlier)
        handle = people[(int(parent["author_id"]) - 10_000_000) // 37]["username"]
        tweet["conversation_id"] = parent["conversation_id"]
        tweet["in_reply_to_user_id"] = parent["author_id"]
        tweet["referenced_tweets"] = [{"type": "replied_to", "id": parent["id"]}]
        text = f"@{handle} {text}"
        entities["mentions"] = [
            {"start": 0, "end": len(handle) + 1, "username": handle, "id": parent["author_id"]}
        ]
    if draw.random() < 0.12:
        text += f" https://t.co/l{number}"
        address = f"https://news.example/{number}"
        entities["urls"] = [{"start": 0, "end": 1, "url": f"https://t.co/l{number}", "expanded_url": address}]
    if draw.random() < 0.1:
        entities["hashtags"] = [{"start": 0, "end": 1, "tag": "PigeonChat"}]
        text += " #PigeonChat"
    if draw.random() < 0.08:
        tweet["attachments"] = {"media_keys": [f"3_{number}"]}
    if entities:
        tweet["entities"] = entities
    tweet["text"] = text
    return tweet


def _page(tweets: list[dict[str, Any]], people: list[dict[str, Any]]) -> dict[str, Any]:
    ids = {tweet["author_id"] for tweet in tweets} | {
        tweet.get("in_reply_to_user_id", "") for tweet in tweets
    }
    users = [people[(int(person) - 10_000_000) // 37] for person in sorted(filter(None, ids))]
    keys = [key for tweet in tweets for key in tweet.get("attachments", {}).get("media_keys", ())]
    media = [
        {"media_key": key, "type": "photo", "url": f"https://img.example/{key}.jpg", "alt_text": "a pigeon"}
        for key in keys
    ]
    return {
        "data": tweets,
        "includes": {"users": users, "media": media},
        "meta": {"result_count": len(tweets)},
        "__twarc": {
            "url": "https://api.example/2/tweets",
            "version": "2.14.0",
            "retrieved_at": "2024-06-08T10:00:00+00:00",
        },
    }


_MENTIONS = re.compile(r"^(?:@\w+\s+)*(?:@\w+\s*$)?")
_CUT = re.compile(r"…\s+https?://t\.co/\w+$")
_NO_LANGUAGE = re.compile(r"^(?:q[a-z]{2}|und|zxx|art|)$")
_ADDED = re.compile(r"/status/[0-9]+/(?:photo|video)/[0-9]+$|(?:twitter|x)\.com/i/web/status/[0-9]+$")
_FLUSH_AT = 20_000
_KINDS = {"photo": "photo", "video": "video", "animated_gif": "gif"}
_DTYPES = schema.SCHEMAS["observations"].dtypes


def plain_read(path: Path) -> pl.DataFrame:
    """Read the pages in the plain way: ``orjson.loads``, a loop over the posts, a list a column."""
    parts: list[pl.DataFrame] = []
    columns: dict[str, list[Any]] = {name: [] for name in _DTYPES}
    with path.open("rb") as file:
        for number, line in enumerate(file):
            page = orjson.loads(line)
            captured = datetime.fromisoformat(page["__twarc"]["retrieved_at"])
            includes = page.get("includes", {})
            users = {user["id"]: user for user in includes.get("users", ())}
            media = {item["media_key"]: item for item in includes.get("media", ())}
            for tweet in page["data"]:
                _plain_row(columns, tweet, users, media, captured, number, str(path))
            if len(columns["post_id"]) >= _FLUSH_AT:
                parts.append(pl.DataFrame(columns, schema=pl.Schema(_DTYPES)))
                columns = {name: [] for name in _DTYPES}
    parts.append(pl.DataFrame(columns, schema=pl.Schema(_DTYPES)))
    return pl.concat(parts)


def _plain_row(
    columns: dict[str, list[Any]],
    tweet: dict[str, Any],
    users: dict[str, Any],
    media: dict[str, Any],
    captured: datetime,
    number: int,
    source: str,
) -> None:
    references = {reference["type"]: reference["id"] for reference in tweet.get("referenced_tweets", ())}
    metrics = tweet.get("public_metrics", {})
    entities = tweet.get("entities", {})
    answered = tweet.get("in_reply_to_user_id")
    text = tweet["text"].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("\0", "")
    created = datetime.fromisoformat(tweet["created_at"])
    if int(tweet["id"]) >= FIRST_ID:
        flake = datetime.fromtimestamp(((int(tweet["id"]) >> 22) + EPOCH_MS) / 1000, UTC)
        created = flake if abs(flake - created) < timedelta(seconds=1) else created
    lang = tweet.get("lang")
    versions = tweet.get("edit_history_tweet_ids", [])
    append = {name: values.append for name, values in columns.items()}
    append["post_id"](tweet["id"])
    append["captured_at"](captured)
    append["source"](source)
    append["source_row"](number)
    append["dialect"]("api_v2")
    append["place"]("main")
    append["conversation_id"](tweet.get("conversation_id"))
    append["reply_to_id"](references.get("replied_to"))
    append["reply_to_author_id"](answered)
    append["reply_to_handle"](users[answered]["username"] if answered in users else None)
    append["quoted_id"](references.get("quoted"))
    append["repost_of_id"](references.get("retweeted"))
    append["author_id"](tweet["author_id"])
    append["handle"](users[tweet["author_id"]]["username"] if tweet["author_id"] in users else None)
    append["created_at"](created)
    append["text"](text)
    append["text_truncated"]((text.endswith("…") and len(text) >= 135) or _CUT.search(text) is not None)
    append["display_from"](
        len(_MENTIONS.match(text).group()) if answered or references.get("replied_to") else 0
    )  # type: ignore[union-attr]
    append["lang"](None if lang is None or _NO_LANGUAGE.match(lang) else lang)
    append["like_count"](metrics.get("like_count"))
    append["reply_count"](metrics.get("reply_count"))
    append["repost_count"](metrics.get("retweet_count"))
    append["quote_count"](metrics.get("quote_count"))
    append["bookmark_count"](metrics.get("bookmark_count"))
    append["view_count"](metrics.get("impression_count"))
    items = [media.get(key, {}) for key in tweet.get("attachments", {}).get("media_keys", ())]
    append["media"](
        [
            {
                "kind": _KINDS.get(item["type"], "other"),
                "alt": item.get("alt_text"),
                "url": item.get("url"),
                "file": None,
            }
            for item in items
        ]
    )
    append["urls"](
        [u["expanded_url"] for u in entities.get("urls", ()) if not _ADDED.search(u["expanded_url"])]
    )
    append["mentions"]([mention["username"] for mention in entities.get("mentions", ())])
    append["hashtags"]([tag["tag"] for tag in entities.get("hashtags", ())])
    append["source_app"](tweet.get("source"))
    append["edit_ids"](versions if len(versions) > 1 else [])
    append["availability"]("withheld" if tweet.get("withheld") else "available")


def our_read(path: Path) -> pl.DataFrame:
    """Read the pages as threadscope does; people, sources and problems come with it."""
    from threadscope.collect import read

    return read([path]).observations


_WAYS = {"threadscope": our_read, "plain": plain_read}


def _alone(way: str, path: Path) -> dict[str, Any]:
    """Read in a process of its own; return seconds, rows and peak memory."""
    command = [sys.executable, "-m", "tests.bench.read", "--way", way, "--file", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _measure(way: str, path: Path) -> dict[str, Any]:
    started, cpu = time.perf_counter(), time.process_time()
    rows = len(_WAYS[way](path))
    return {
        "way": way,
        "rows": rows,
        "seconds": time.perf_counter() - started,
        "cpu_seconds": time.process_time() - cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Run the comparison and print it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("posts", type=int, nargs="?", default=20_000)
    arguments.add_argument("--check", action="store_true", help="compare the tables")
    arguments.add_argument("--way", choices=_WAYS, help=argparse.SUPPRESS)
    arguments.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.way:
        print(json.dumps(_measure(given.way, given.file)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pages.jsonl")
        write_pages(path, given.posts)
        print(f"{given.posts:,} posts, {path.stat().st_size / 1e6:,.0f} MB")
        results = {way: _alone(way, path) for way in _WAYS}
        for way, result in results.items():
            print(
                f"{way:12} {result['seconds']:7.2f} s  {result['cpu_seconds']:7.2f} s of CPU  "
                f"{result['rows'] / result['seconds']:10,.0f} posts/s  {result['peak_mb']:6,.0f} MB peak"
            )
        ours, plain = results["threadscope"], results["plain"]
        print(
            f"ratio {plain['seconds'] / ours['seconds']:.2f} (wall), {plain['cpu_seconds'] / ours['cpu_seconds']:.2f} (CPU)"
        )
        if given.check:
            print("same columns:", our_read(path).equals(plain_read(path)))


if __name__ == "__main__":
    main()
