"""The small files of an archive -> whose it is, when it was made, how much stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from threadscope.collect.addresses import handle_in, id_in
from threadscope.collect.dialects.account_archive.archive import Archive
from threadscope.collect.dialects.account_archive.members import kind_of, plain_name
from threadscope.collect.dialects.account_archive.shapes import (
    Item,
    Manifest,
    PersonItem,
    Status,
    TweetIndex,
    UserDetails,
)
from threadscope.collect.intake import Intake
from threadscope.collect.moments import milliseconds
from threadscope.collect.numbers import whole

__all__ = ["Owner", "owner_of"]

#: Stands once at each follower, and at each account followed.
_ONE_ACCOUNT: Final = b'"accountId"'


@dataclass(slots=True)
class Owner:
    """The person whose archive it is.

    Attributes
    ----------
    nobody
        Stands for an owner of whom nothing is known, so that all posts are one person's.
    counts
        Files in the archive's own list: plain name -> what it holds, and how many records by the list.
    """

    author_id: str | None = None
    handle: str | None = None
    name: str | None = None
    created: str | None = None
    verified: bool | None = None
    followers: int | None = None
    following: int | None = None
    captured_ms: int | None = None
    nobody: str | None = None
    counts: dict[str, tuple[str, int | None]] = field(default_factory=dict)

    def count(self, name: object, n: object) -> None:
        """Keep what the archive's own list says of a file, if it is one that may be opened."""
        if isinstance(name, str) and (kind := kind_of(name)) is not None:
            self.counts[plain_name(name)] = (kind, whole(n))

    @property
    def key(self) -> str | None:
        """What stands for the owner in posts: the id, or nothing where the handle does."""
        return self.author_id or (None if self.handle else self.nobody)

    def sight(self, intake: Intake) -> None:
        """Put the owner into the people, if anything is known about them."""
        if self.author_id is None:
            return
        intake.sight(
            {
                "author_id": [self.author_id],
                "captured_ms": [self.captured_ms],
                "handle": [self.handle],
                "name": [self.name],
                "verified": [self.verified],
                "follower_count": [self.followers],
                "following_count": [self.following],
                "created": [self.created],
            }
        )

    def tell(self, posts: Sequence[Status]) -> None:
        """Fill who the owner is from posts of theirs, where no file says it.

        A post that answers one of the owner's own names the owner as the person answered; the address of a picture
        names who posted it.
        """
        own = {post.id_str for post in posts} - {None}
        for post in posts:
            if self.author_id is None and post.in_reply_to_status_id_str in own:
                self.author_id = post.in_reply_to_user_id_str
                self.handle = self.handle or post.in_reply_to_screen_name
            media = (post.extended_entities or post.entities) if self.handle is None else None
            for item in (media.media if media else None) or ():
                if post.id_str and id_in(item.expanded_url) == post.id_str:
                    self.handle = self.handle or handle_in(item.expanded_url)
        self.nobody = self.nobody or next((f"?{post.id_str}" for post in posts if post.id_str), None)


def owner_of(kinds: Mapping[str, Sequence[str]], archive: Archive) -> Owner:
    """Return what the small files say; those that are not needed for it are not opened."""
    owner = Owner()
    for name in kinds.get("manifest", ()):
        _manifest(owner, archive.value(name, Manifest))
    _tweet_archive(owner, kinds, archive)
    for kind in ("account", "verified"):
        for name in kinds.get(kind, ()):
            for _, item in archive.typed(name, PersonItem):
                _person(owner, item)
    for kind in ("headers", "deleted_headers", "names"):
        for name in kinds.get(kind, ()):
            if owner.author_id is None or (kind == "names" and owner.handle is None):
                _first_named(owner, kind, name, archive)
    owner.followers = _amount(owner, "followers", kinds.get("followers", ()), archive)
    owner.following = _amount(owner, "following", kinds.get("following", ()), archive)
    return owner


def _manifest(owner: Owner, manifest: Manifest | None) -> None:
    if manifest is None:
        return
    if manifest.userInfo:
        owner.author_id = manifest.userInfo.accountId or None
        owner.handle = manifest.userInfo.userName or None
        owner.name = manifest.userInfo.displayName or None
    if manifest.archiveInfo:
        owner.captured_ms = milliseconds(manifest.archiveInfo.generationDate)
    for entry in _objects(manifest.dataTypes):
        files = entry.get("files")
        for file in _objects(files if isinstance(files, list) else None):
            owner.count(file.get("fileName"), file.get("count"))


def _objects(values: Any) -> list[dict[str, Any]]:
    values = list(values.values()) if isinstance(values, dict) else values
    return [value for value in values or () if isinstance(value, dict)] if isinstance(values, list) else []


def _tweet_archive(owner: Owner, kinds: Mapping[str, Sequence[str]], archive: Archive) -> None:
    """Read the files that the tweet archive of before 2018 has in place of these."""
    for name in kinds.get("details", ()):
        if details := archive.value(name, UserDetails):
            owner.author_id = str(details.id) if details.id else None
            owner.handle, owner.name = details.screen_name, details.full_name
            owner.created = details.created_at
    for name in kinds.get("payload", ()):
        if payload := archive.value(name, UserDetails):
            owner.captured_ms = milliseconds(_iso(payload.created_at))
    for name in kinds.get("index", ()):
        for _, month in archive.typed(name, TweetIndex):
            owner.count(month.file_name, month.tweet_count)


def _iso(written: str | None) -> str | None:
    """Return a time as the tweet archive writes it (`2015-01-02 20:38:47 +0000`) without its blanks."""
    return written.strip().replace(" ", "T", 1).replace(" ", "") if written else None


def _person(owner: Owner, item: PersonItem) -> None:
    if item.account is not None:
        owner.author_id = item.account.accountId or owner.author_id
        owner.handle = item.account.username or owner.handle
        owner.name = item.account.accountDisplayName or owner.name
        owner.created = item.account.createdAt or owner.created
    if item.verified is not None:
        owner.verified = item.verified.verified
        owner.author_id = owner.author_id or item.verified.accountId


def _first_named(owner: Owner, kind: str, name: str, archive: Archive) -> None:
    """Take the owner's id from the first header of a post, or the newest handle from the changes of it."""
    if kind == "names":
        newest = ""
        for _, person in archive.typed(name, PersonItem):
            change = person.screenNameChange.screenNameChange if person.screenNameChange else None
            owner.author_id = owner.author_id or (
                person.screenNameChange.accountId if person.screenNameChange else None
            )
            if change and change.changedTo and (change.changedAt or "") >= newest:
                newest, owner.handle = change.changedAt or "", change.changedTo
        return
    for _, item in archive.typed(name, Item):
        owner.author_id = (item.tweet or item).user_id
        if owner.author_id:
            return


def _amount(owner: Owner, kind: str, names: Sequence[str], archive: Archive) -> int | None:
    """Return how many accounts a list holds: as the archive's own list counts them, else as they are counted here."""
    counted = [n for held, n in owner.counts.values() if held == kind]
    if counted and None not in counted:
        return sum(n for n in counted if n is not None)
    return sum(archive.count(name, _ONE_ACCOUNT) for name in names) if names else None
