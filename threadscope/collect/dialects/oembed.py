"""oEmbed answers (``publish.twitter.com/oembed``): the post as a piece of HTML, read for its words and never shown.

The id and the handle stand in ``url`` and ``author_url``, all else in ``html``: the paragraph with the text, its links
as anchors, and the date, to the day, which only counts where the id does not hold the time. Whom a post answers is not
said (only the HTML of before 2014 has ``data-in-reply-to``). Media are one short link, long posts are cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any, Final

from threadscope.collect.addresses import handle_in, id_in
from threadscope.collect.intake import Intake
from threadscope.collect.media import medium
from threadscope.collect.reasons import reason_in
from threadscope.collect.record import Found
from threadscope.collect.shape import Shape
from threadscope.collect.texts import ends_cut
from threadscope.snowflake import FIRST_ID

__all__ = ["CARRIES", "Line", "fits", "marks", "rows"]

CARRIES: Final = frozenset(
    {"post_id", "reply_to_id", "author_id", "handle", "created_at", "text", "lang", "media", "urls"}
    | {"mentions", "hashtags"}
)
_PROVIDERS: Final = ("Twitter", "X")
_PROFILE: Final = re.compile(r"(?:twitter|x)\.com/(\w{1,20})/?(?:\?|$)")
_SHORT: Final = re.compile(r"https?://t\.co/\w+$")
_PICTURE: Final = re.compile(r"pic\.(?:twitter|x)\.com/")
_ESCAPED: Final = re.compile(r"%([0-9A-Fa-f]{2})")
#: No post has that much HTML; the rest is not looked at.
_LONGEST: Final = 20_000
#: What opens no tag; the parser would look for its end again and again.
_STRAY: Final = re.compile(r"<(?![^<>]*>)")


class Line(Shape):
    """An answer, or an error in its place."""

    url: str | None = None
    author_name: str | None = None
    author_url: str | None = None
    html: str | None = None
    provider_name: str | None = None
    error: str | None = None
    request: str | None = None


class _Reader(HTMLParser):
    """What stands in the HTML of a post."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.mentions: list[str] = []
        self.hashtags: list[str] = []
        self.urls: list[str] = []
        self.media: list[dict[str, str | None]] = []
        self.lang: str | None = None
        self.answers: str | None = None
        self.address: str | None = None
        self.day: str | None = None
        self._paragraphs = 0
        self._inside = False
        self._href: str | None = None
        self._shown = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "blockquote":
            self.answers = self.answers or found.get("data-in-reply-to")
        elif tag == "p":
            self._paragraphs += 1
            self._inside = self._paragraphs == 1
            self.lang = found.get("lang") if self._inside else self.lang
        elif tag == "br" and self._inside:
            self.handle_data("\n")
        elif tag == "a":
            self._href, self._shown = found.get("href") or "", ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._href is not None:
            href, self._href = self._href, None
            if self._inside:
                self.words.append(self._anchor(href, self._shown))
            elif id_in(href):
                self.address, self.day = href, self._shown
        elif tag == "p":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is not None:
            return  # a script or a style
        if self._href is not None:
            self._shown += data
        elif self._inside:
            self.words.append(data)

    def _anchor(self, href: str, shown: str) -> str:
        """Return an anchor's words in X's own text, where links are short."""
        is_short = _SHORT.match(href) is not None
        if _PICTURE.match(shown):
            self.media.append(medium(None, href if is_short else shown))
        elif shown.startswith("@"):
            self.mentions.append(shown[1:])
            return shown
        elif shown.startswith("#"):
            self.hashtags.append(shown[1:])
            return shown
        elif not is_short and shown.startswith("http"):
            self.urls.append(href)
        return href if is_short else shown


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    html = value.get("html")
    if isinstance(html, str) and "author_url" in value:
        if "twitter-tweet" in html:
            return "html with class twitter-tweet"
        if str(value.get("provider_name")) in _PROVIDERS and id_in(str(value.get("url"))):
            return "html and provider_name"
    asked = value.get("request")
    return "an error of oembed" if "error" in value and isinstance(asked, str) and "oembed" in asked else None


def fits(line: Line) -> bool:
    """Say whether a record is an answer for a post, or an error in its place."""
    if line.html is not None and line.author_url is not None:
        return "twitter-tweet" in line.html or line.provider_name in _PROVIDERS
    return line.error is not None and line.request is not None and "oembed" in line.request


def rows(found: Sequence[Found[Line]], intake: Intake) -> None:
    """Put the posts, people and absences of answers into ``intake``."""
    kept: list[tuple[Found[Line], _Reader, str]] = []
    for one in found:
        if one.record.html is None and one.record.error is not None:
            _refused(one, intake)
            continue
        read = _read(one, intake)
        post_id = id_in(one.record.url) or id_in(read.address)
        if post_id is None:
            intake.report(
                f"record {one.number}", "no_post_id", "an embed that names no post; it was left out"
            )
        else:
            kept.append((one, read, post_id))
    if kept:
        _put(kept, intake)


def _refused(one: Found[Line], intake: Intake) -> None:
    request = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), one.record.request or "")
    asked, said = id_in(request), one.record.error or ""
    if asked is None:
        intake.report(f"record {one.number}", "absence_without_id", f"an answer without a post: {said[:200]}")
    else:
        intake.absent(asked, reason_in(said), detail=said[:200], at=one.at)


def _read(one: Found[Line], intake: Intake) -> _Reader:
    reader = _Reader()
    try:
        reader.feed(_STRAY.sub("&lt;", (one.record.html or "")[:_LONGEST]))
        reader.close()
    except (AssertionError, ValueError):
        intake.report(
            f"record {one.number}", "field_retyped", "html is no HTML; what came before its fault was read"
        )
    return reader


def _put(kept: list[tuple[Found[Line], _Reader, str]], intake: Intake) -> None:
    texts = ["".join(read.words) or None for _, read, _ in kept]
    handles = [_handle(one.record, read) for one, read, _ in kept]
    intake.observe(
        {
            "post_id": [post_id for _, _, post_id in kept],
            "captured_ms": [one.at for one, _, _ in kept],
            "source_row": [one.number for one, _, _ in kept],
            "reply_to_id": [read.answers for _, read, _ in kept],
            "handle": handles,
            "created": [_day(read.day) if int(post_id) < FIRST_ID else None for _, read, post_id in kept],
            "plain": texts,
            "cut": [ends_cut(text) for text in texts],
            "lang": [read.lang for _, read, _ in kept],
            "media": [read.media for _, read, _ in kept],
            "urls": [read.urls for _, read, _ in kept],
            "mentions": [read.mentions for _, read, _ in kept],
            "hashtags": [read.hashtags for _, read, _ in kept],
        }
    )
    named = [(one, handle) for (one, _, _), handle in zip(kept, handles, strict=True) if handle]
    intake.sight(
        {
            "author_id": [f"@{handle.lower()}" for _, handle in named],
            "captured_ms": [one.at for one, _ in named],
            "handle": [handle for _, handle in named],
            "name": [one.record.author_name for one, _ in named],
        }
    )


def _handle(line: Line, read: _Reader) -> str | None:
    profile = _PROFILE.search(line.author_url or "")
    return handle_in(line.url) or (profile[1] if profile else None) or handle_in(read.address)


def _day(written: str | None) -> str | None:
    """Return a day as a time, its first moment."""
    try:
        day = datetime.strptime((written or "").strip(), "%B %d, %Y").replace(tzinfo=UTC)
    except ValueError:
        return None
    return f"{day:%Y-%m-%d}T00:00:00.000Z"
