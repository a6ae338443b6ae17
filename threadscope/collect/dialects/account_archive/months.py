"""A month of the tweet archive of before 2018 -> its posts; they are those of API v1.1, reposts whole inside them."""

from __future__ import annotations

from typing import Final

from threadscope.collect.dialects import api_v11
from threadscope.collect.dialects.account_archive.archive import Archive
from threadscope.collect.dialects.account_archive.owner import Owner
from threadscope.collect.dialects.account_archive.quotes import quoted_in
from threadscope.collect.dialects.api_v11.columns import nested, observe, post_id
from threadscope.collect.dialects.api_v11.shapes import Status
from threadscope.collect.record import Placed

__all__ = ["read_month"]

_BATCH: Final = 512
#: What a picture's address tells of its kind, which the tweet archive leaves out.
_KINDS: Final = {"/media/": "photo", "/tweet_video_thumb/": "animated_gif", "_video_thumb/": "video"}


def read_month(name: str, owner: Owner, archive: Archive) -> None:
    """Put the posts of one month, and the posts that they repost, into the intake."""
    waiting: list[Placed[Status]] = []
    for number, line in archive.typed(name, api_v11.Line):
        if post_id(line) is None and line.text is None:
            archive.intake.report(f"record {number}", "unknown_record", "no post; it was left out")
            continue
        for status, place in nested(line):
            _complete(status)
            waiting.append(Placed(status, place, number, owner.captured_ms))
        if len(waiting) >= _BATCH:
            observe(waiting, archive.intake)
            waiting = []
    observe(waiting, archive.intake)


def _complete(status: Status) -> None:
    """Fill what these posts say between the lines: the kind of a picture, and the post that is quoted."""
    entities = status.entities
    pictures = (entities.media if entities else None) or []
    for item in pictures:
        if item.type is None:
            address = item.media_url_https or ""
            item.type = next((kind for part, kind in _KINDS.items() if part in address), None)
    if entities and entities.urls and status.quoted_status_id_str is None:
        quoted = quoted_in(post_id(status), status.text, entities.urls, pictured=bool(pictures))
        status.quoted_status_id_str = quoted
