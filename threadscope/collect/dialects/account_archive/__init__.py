"""X's own "download your data": a zip or folder with `data/tweets.js`, or such a file alone -> the owner's posts.

`window.YTD.tweets.part0 = [ {"tweet": …} ]`, in parts since it grew; `tweet.js` before November 2022, without the
wrapping before 2020; before 2018 the "tweet archive", `data/js/tweets/YYYY_MM.js`. It holds one side of every
conversation: what the owner wrote, also what they deleted since. A repost names its original only where a picture
came with it; a quote is told by the address that ends the text. Of the other files of the archive, messages and
addresses among them, none is opened (see members.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Final

import polars as pl

from threadscope.collect.dialects.account_archive.archive import NAME, Archive
from threadscope.collect.dialects.account_archive.columns import CARRIES, observe
from threadscope.collect.dialects.account_archive.long_posts import LongPosts
from threadscope.collect.dialects.account_archive.members import (
    POSTS,
    begins,
    by_kind,
    claims,
    kind_of_bytes,
    media_in,
    plain_name,
)
from threadscope.collect.dialects.account_archive.months import read_month
from threadscope.collect.dialects.account_archive.own_notes import read_own_notes
from threadscope.collect.dialects.account_archive.owner import Owner, owner_of
from threadscope.collect.dialects.account_archive.shapes import Item, LongTextItem, Status
from threadscope.collect.intake import Intake
from threadscope.collect.moments import parse_times
from threadscope.collect.record import Opened
from threadscope.collect.sources import Source

__all__ = ["CARRIES", "begins", "claims", "read"]

#: Posts that are turned into columns at once.
_BATCH: Final = 512
#: Posts among which the owner is looked for where no file names them.
_HEAD: Final = 4096
#: What the archive's own list counts and is compared; other files may be taken out by whoever shares an archive.
_COUNTED: Final = frozenset({*POSTS, "long", "deleted_headers"})


def read(folder: str, members: Mapping[str, Source], intake: Intake) -> list[Opened]:
    """Put one archive into ``intake``; only members that are known are opened, all others are passed over.

    Returns
    -------
    list[Opened]
        The members that were opened.
    """
    archive = Archive(members, intake)
    kinds = by_kind(members)
    if not kinds and len(members) == 1:
        (name,) = members
        head = archive.head(name)
        archive.because = begins(head)
        kinds = {kind: [name]} if (kind := kind_of_bytes(head)) else {}
    for name in media_in(members):
        intake.local_file(name)
    owner = owner_of(kinds, archive)
    long_posts = _long_posts(kinds.get("long", ()), archive)
    with_words: set[str] = set()
    for kind in POSTS:
        for name in kinds.get(kind, ()):
            if kind == "months":
                read_month(name, owner, archive)
            else:
                with_words |= _posts(name, owner, long_posts, archive, circle=kind == "circle")
    for name in kinds.get("deleted_headers", ()):
        _deletions(
            [item.tweet or item for _, item in archive.typed(name, Item)], owner, intake, but=with_words
        )
    if intake.own_notes:
        for name in kinds.get("own_notes", ()):
            read_own_notes(name, owner, archive)
    intake.begin(folder, NAME)
    owner.sight(intake)
    _report_what_is_missing(members, owner, long_posts, archive)
    return list(archive.opened.values())


def _long_posts(names: Sequence[str], archive: Archive) -> LongPosts:
    found = LongPosts()
    for name in names:
        for number, item in archive.typed(name, LongTextItem):
            if item.noteTweet is None or not found.add(item.noteTweet):
                archive.intake.report(f"record {number}", "unknown_record", "no long text; it was left out")
    return found


def _posts(name: str, owner: Owner, long_posts: LongPosts, archive: Archive, *, circle: bool) -> set[str]:
    """Put the posts of one file into the intake; return the ids of those that were deleted."""
    found = _statuses(name, archive)
    if owner.author_id is None or owner.handle is None:
        head = list(islice(found, _HEAD))
        owner.tell([status for _, status in head])
        found = chain(head, found)
    deleted: set[str] = set()
    left_out = 0
    while batch := list(islice(found, _BATCH)):
        left_out += observe(batch, owner, long_posts, archive.intake, circle=circle)
        if gone := [status for _, status in batch if status.deleted_at is not None]:
            deleted |= _deletions(gone, owner, archive.intake)
    if left_out:
        what = "repost names" if left_out == 1 else "reposts name"
        detail = f"{left_out:,} {what} no original, only whose it was and how it begins; left out"
        archive.intake.report(None, "repost_without_original", detail)
    return deleted


def _statuses(name: str, archive: Archive) -> Iterator[tuple[int, Status]]:
    for number, item in archive.typed(name, Item):
        status = item.tweet or item
        if status.id_str or status.id or status.full_text is not None or status.text is not None:
            yield number, status
        else:
            archive.intake.report(f"record {number}", "unknown_record", "no post; it was left out")


def _deletions(
    posts: Sequence[Status], owner: Owner, intake: Intake, but: set[str] | None = None
) -> set[str]:
    """Say of posts that their author deleted them, and when; return their ids."""
    ids = [post.id_str or post.tweet_id for post in posts]
    times = parse_times(pl.Series("deleted_at", [post.deleted_at for post in posts], dtype=pl.String))
    moments = times.dt.epoch("ms").to_list()
    for post_id, moment, time in zip(ids, moments, times.to_list(), strict=True):
        if post_id and post_id not in (but or ()):
            detail = (
                f"deleted by its author at {time:%Y-%m-%d %H:%M:%S} UTC" if time else "deleted by its author"
            )
            intake.absent(post_id, "deleted", handle=owner.handle, detail=detail, at=moment)
    return {post_id for post_id in ids if post_id}


def _report_what_is_missing(
    members: Mapping[str, Source], owner: Owner, long_posts: LongPosts, archive: Archive
) -> None:
    """Compare what was read with what the archive's own list counts."""
    report = archive.intake.report
    there = {plain_name(name) for name in members}
    for name, (kind, n) in owner.counts.items():
        if kind not in _COUNTED or n == 0:
            continue
        if name not in there:
            how_many = "" if n is None else f" with {n:,} records"
            report(
                None,
                "archive_part_missing",
                f"{name}{how_many} stands in the archive's list and is not there",
            )
        elif name in archive.held and n is not None and archive.held[name] < n:
            detail = f"the archive's list counts {n:,} records, {archive.held[name]:,} are in it"
            report(name, "archive_part_short", detail)
    if long_posts.n_left:
        what = "long text belongs" if long_posts.n_left == 1 else "long texts belong"
        report(None, "long_text_without_post", f"{long_posts.n_left:,} {what} to no post that was read")
