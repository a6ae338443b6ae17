"""A HAR, which developer tools of browsers save -> X's answers in it, with what was asked and when.

Of a request only its address, the ids in it and its time are read: the shapes below have no place for a header, a
cookie or a token, and no message quotes an address. Bodies are text or base64, some packed once more; Firefox begins
with a byte order mark, leaves out large bodies, and some tools leave out all.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import msgspec
import orjson
import zstandard

from threadscope.collect.adaptive import results_in
from threadscope.collect.decode import parse
from threadscope.collect.dialects import graphql
from threadscope.collect.intake import Intake
from threadscope.collect.moments import milliseconds
from threadscope.collect.record import Found
from threadscope.collect.records import records
from threadscope.collect.shape import Shape

__all__ = ["CARRIES", "Archive", "done", "fits", "marks", "unwrap"]

#: What GraphQL carries; other answers in a HAR carry less.
CARRIES: Final = graphql.CARRIES

_HOST: Final = re.compile(r"(?:^|\.)(?:x|twitter)\.com$")
#: Services that hand out X's posts without an account.
_SERVICES: Final = {
    "cdn.syndication.twimg.com": "tweet-result",
    "api.fxtwitter.com": "status",
    "api.vxtwitter.com": "status",
}
_ADDRESS: Final = re.compile(
    r"^\w+://(?:[^/?#@]*@)?(?P<host>[^/?#:@]+)(?::[0-9]+)?(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?"
)
_VARIABLES: Final = re.compile(r"(?:^|&)variables=([^&]*)")
_ESCAPED: Final = re.compile(rb"%([0-9a-fA-F]{2})")
_GRAPHQL: Final = re.compile(r"/graphql/[^/]+/(\w{1,60})$")
_REST: Final = re.compile(r"^(?:/i/api)?/(?:1\.1|2)/([\w./-]+)$")
#: Operations that hand out posts. A page asks for much else, and of that a missing body is no loss.
_POSTS: Final = re.compile(
    r"(?i)timeline|tweetdetail|tweetresult|tweetsby|usertweets|usermedia|conversation|search(?!/typeahead)|likes$|"
    r"bookmarks|birdwatchfetch|explore|tweet-result|status|tweets"
)
#: What a body of X with posts, or with their absence, holds in whatever shape.
_MARKS: Final = re.compile(
    rb'"(?:full_text|tweet_results?|tweetResult|tweet_result_by_rest_id|edit_history_(?:tweet|post)_ids'
    rb"|referenced_(?:tweets|posts)|retweet_count|quotedPostResults|birdwatch_pivot|TweetTombstone|TweetUnavailable"
    rb'|birdwatch_note_by_rest_id|(?:not_)?misleading_birdwatch_notes)"'
)
_ASKED: Final = ("tweetIds", "tweet_ids", "tweetId", "tweet_id", "focalTweetId")
_NO_BODY: Final = frozenset({0, 101, 204, 205, 301, 302, 303, 304, 307, 308})
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
#: The largest answer of X is some megabytes; a packed body that gives more was made to do harm.
_LARGEST: Final = 1 << 26
_OPEN: Final = (
    "open the thread on x.com with the network tab of the developer tools open, scroll, save all as HAR"
)

_NAMELESS: Final = "har nameless"
_ANSWERS, _HOSTED = "har answers", "har hosted"
_WHERE, _MISSING, _REFUSED, _PACKED = "har host ", "har missing ", "har refused ", "har packed "


class Posted(Shape):
    """``request.postData``: what was sent; of it only the ids asked for are taken."""

    text: str | None = None


class Request(Shape):
    """``request``, without headers, cookies and query."""

    method: str | None = None
    url: str | None = None
    posted: Posted | None = msgspec.field(default=None, name="postData")


class Content(Shape):
    """``response.content``: the body as text, or as base64 where ``encoding`` says so."""

    text: str | None = None
    encoding: str | None = None


class Response(Shape):
    """``response``, without headers and cookies."""

    status: int | None = None
    content: Content | None = None


class Entry(Shape):
    """``log.entries[]``: one request, and what came back."""

    started: str | None = msgspec.field(default=None, name="startedDateTime")
    request: Request | None = None
    response: Response | None = None


class Log(Shape):
    """``log``."""

    entries: list[Entry] | None = None


class Archive(Shape):
    """A HAR, or one entry of a large one."""

    log: Log | None = None


def marks(value: Any) -> str | None:
    """Say why a record is of this dialect, or ``None``."""
    log = value.get("log") if isinstance(value, dict) else None
    return "log.entries (HAR)" if isinstance(log, dict) and isinstance(log.get("entries"), list) else None


def fits(record: Archive) -> bool:
    """Say whether a record is a HAR."""
    return record.log is not None and record.log.entries is not None


def unwrap(found: Found[Archive], intake: Intake) -> Iterator[tuple[Any, int | None]]:
    """Yield X's answers that hold posts, and when each was asked for; what else a page loads is passed over."""
    for entry in (found.record.log.entries or ()) if found.record.log else ():
        request = entry.request or Request()
        host, path, query = _address(request.url)
        if not host and _is_from_x(entry):
            # An entry that lost its address is known by what it holds.
            host, path = "x.com", "/graphql/unknown/status"
        if not (_HOST.search(host) or host in _SERVICES):
            named = _WHERE + (host[:60] or "(no address)")
            intake.tally[_NAMELESS if request.url is None else named] += 1
            continue
        intake.tally[_HOSTED] += 1
        operation = _operation(host, path)
        if operation is not None and (request.method or "").upper() != "OPTIONS":
            for value in _answers(entry, operation, query, f"record {found.number}", intake):
                intake.tally[_ANSWERS] += 1
                yield value, milliseconds(entry.started)


def _is_from_x(entry: Entry) -> bool:
    raw = _body(entry.response.content) if entry.response and entry.response.content else None
    return raw is not None and _MARKS.search(raw) is not None


def _address(url: str | None) -> tuple[str, str, str]:
    """Return host, path and query; empty where there is no address."""
    parts = _ADDRESS.match(url or "")
    return (parts["host"].lower().rstrip("."), parts["path"], parts["query"] or "") if parts else ("", "", "")


def _operation(host: str, path: str) -> str | None:
    """Return what an address asks an API for, in a word or two; ``None`` where it asks for something else."""
    if host in _SERVICES:
        return f"{host}/{_SERVICES[host]}" if f"/{_SERVICES[host]}" in path else None
    if asked := _GRAPHQL.search(path):
        return asked[1]
    asked = _REST.search(path)
    words = [word for word in asked[1].split("/") if word and not word.isdigit()] if asked else []
    return "/".join(words[-2:])[:60] or None


def _answers(entry: Entry, operation: str, query: str, position: str, intake: Intake) -> Iterator[Any]:
    response = entry.response or Response()
    expected = _POSTS.search(operation) is not None
    if (response.status or 0) >= 400:
        if expected:
            intake.tally[f"{_REFUSED}{operation} {response.status}"] += 1
        return
    raw = _body(response.content or Content())
    if raw is None:
        if expected and response.status not in _NO_BODY:
            intake.tally[_MISSING + operation] += 1
        return
    if raw.lstrip()[:1] not in {b"{", b"["}:
        if expected:
            intake.tally[_PACKED + operation] += 1
        return
    told = _MARKS.search(raw) or (expected and b'"errors"' in raw)
    if not told and operation.split("/", maxsplit=1)[0] not in _SERVICES:
        return
    for body in _values(raw, f"{position} ({operation})", intake):
        yield from _posts(body, entry, operation, query)


def _posts(body: Any, entry: Entry, operation: str, query: str) -> Iterator[Any]:
    if isinstance(body, list):
        yield from body
    elif isinstance(body, dict) and "globalObjects" in body:
        yield from results_in(body)
    elif isinstance(body, dict) and isinstance(body.get("data"), dict) and "/" not in operation:
        # The address says that it is GraphQL, so that an answer of an operation that nobody knows yet is read too.
        known = body if graphql.marks(body) else {"instructions": [body]}
        variables = _variables(query, entry.request.posted if entry.request else None)
        asked = {"name": operation, "timestamp_ms": milliseconds(entry.started), "variables": variables}
        yield {**known, "request": asked}
    else:
        yield body


def _values(raw: bytes, position: str, intake: Intake) -> Iterator[Any]:
    """Yield what a body holds; of one that was cut, what is complete."""
    try:
        yield orjson.loads(raw)
    except orjson.JSONDecodeError:
        for _, part in records(
            io.BytesIO(raw), lambda _, kind, detail: intake.report(position, kind, detail)
        ):
            value = parse(part, intake.report, position) if isinstance(part, bytes) else part
            if value is not None:
                yield value


def _body(content: Content) -> bytes | None:
    """Return a body as it was before it was written into the HAR; ``None`` where it is not there."""
    text = content.text
    if not text or not text.strip():
        return None
    raw = text.encode(errors="replace")
    if (content.encoding or "").lower() == "base64" or text.lstrip("\ufeff \t\r\n")[:1] not in {"{", "["}:
        try:
            raw = base64.b64decode(raw, validate=True)
        except binascii.Error:
            return raw
    return _unpacked(raw).removeprefix(b"\xef\xbb\xbf")


def _unpacked(raw: bytes) -> bytes:
    """Return a body unpacked; one that is damaged or was made to fill the memory stays as it is."""
    try:
        if raw.startswith(_GZIP):
            inflate = zlib.decompressobj(wbits=31)
            body = inflate.decompress(raw, _LARGEST)
            return raw if inflate.unconsumed_tail else body
        if raw.startswith(_ZSTD):
            reader = zstandard.ZstdDecompressor(max_window_size=_LARGEST).stream_reader(io.BytesIO(raw))
            body = reader.read(_LARGEST + 1)
            return raw if len(body) > _LARGEST else body
    except (zlib.error, zstandard.ZstdError):
        pass
    return raw


def _variables(query: str, posted: Posted | None) -> dict[str, Any]:
    """Return which posts were asked for: from the address, or from what was sent; all else is left there."""
    asked = _VARIABLES.search(query)
    said: Any = _unescaped(asked[1]) if asked else None
    if said is None and posted is not None:
        sent = _json(posted.text)
        said = sent.get("variables") if isinstance(sent, dict) else None
    found = _json(said) if isinstance(said, str) else said
    return {name: found[name] for name in _ASKED if name in found} if isinstance(found, dict) else {}


def _unescaped(text: str) -> str:
    """Return a value of an address as it was before it was written there."""
    raw = text.replace("+", " ").encode(errors="replace")
    return _ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), raw).decode(errors="replace")


def _json(text: str | None) -> Any:
    try:
        return orjson.loads(text or "null")
    except orjson.JSONDecodeError:
        return None


def done(intake: Intake) -> None:
    """Report over the whole file what was missing in it; what else a browser loaded is nothing to report."""
    missing, refused = _taken(intake.tally, _MISSING), _taken(intake.tally, _REFUSED)
    packed, hosts = _taken(intake.tally, _PACKED), _taken(intake.tally, _WHERE)
    answers, hosted = intake.tally.pop(_ANSWERS, 0), intake.tally.pop(_HOSTED, 0)
    if missing:
        detail = f"{_named(missing)} saved without body; record again and save the HAR with content"
        intake.report(None, "har_body_missing", detail)
    if packed:
        detail = f"{_named(packed)} whose body is not JSON; it is packed, with Brotli perhaps, or damaged"
        intake.report(None, "har_body_unreadable", detail)
    for said, n in refused.most_common():
        operation, _, status = said.rpartition(" ")
        detail = f"{operation}: X answered with status {status}, {n:,} time{'s' if n > 1 else ''}"
        intake.report(None, "errors_in_response", detail)
    if nameless := intake.tally.pop(_NAMELESS, 0):
        detail = f"{nameless:,} requests without an address; what came back was left out"
        intake.report(None, "unknown_record", detail)
    if not (answers or missing or packed or refused):
        where = ", ".join(host for host, _ in hosts.most_common(3)) or "nothing"
        what = "pages of X without an answer that holds posts" if hosted else f"no page of X, but of {where}"
        intake.report(None, "har_without_x", f"a HAR of {what}; to get a thread, {_OPEN}")


def _taken(tally: Counter[str], prefix: str) -> Counter[str]:
    """Take out of a tally what begins with the prefix."""
    found = [key for key in tally if key.startswith(prefix)]
    return Counter({key.removeprefix(prefix): tally.pop(key) for key in found})


def _named(counted: Counter[str]) -> str:
    total = counted.total()
    names = ", ".join(f"{name} ({n:,})" for name, n in counted.most_common(6))
    return f"{total:,} answer{'s' if total > 1 else ''} of X, {names},"
