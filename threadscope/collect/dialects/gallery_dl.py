"""gallery-dl's records of X: ``--dump-json`` (``[3, "address", {…}]``), the ``.json`` beside a picture, JSON lines.

One record is one file, so that a post with four pictures stands there four times (and once more without any):
its records are joined, those that come in a row also over batches. In ``author``, ``name`` is the handle and
``nick`` the name. 0 stands for "no id", and in ``view_count`` for "not said". ``content`` has no HTML entities, its
links written out, and is without the short link at its end.

Of a repost ``author`` is who wrote the original; who reposted is ``user``, if that is known at all. ``quote_id`` was
the post that this one quotes; since 2022 it is the post that quotes this one, and the only trace of that: the two
are told apart by their ages, and the quoting post takes its quote from the record of the quoted one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

from threadscope.collect.decode import Typed
from threadscope.collect.intake import Intake
from threadscope.collect.links import addresses_in
from threadscope.collect.media import medium
from threadscope.collect.note_words import note_row
from threadscope.collect.record import Found
from threadscope.collect.shape import Shape
from threadscope.collect.texts import ends_cut

__all__ = ["CARRIES", "done", "fits", "marks", "rows"]

CARRIES: Final = frozenset(
    {"post_id", "conversation_id", "reply_to_id", "reply_to_author_id", "reply_to_handle", "quoted_id"}
    | {"repost_of_id", "author_id", "handle", "created_at", "text", "lang", "like_count", "reply_count"}
    | {"repost_count", "quote_count", "bookmark_count", "view_count", "media", "urls", "mentions", "hashtags"}
    | {"source_app"}
)
#: What the first element of a message says: an error, a post, a file of a post, an address still to be followed.
_ERROR, _POST, _FILE, _TO_FOLLOW = -1, 2, 3, 6
_OF_X: Final = re.compile(r"https://(?:x|twitter)\.com/")
#: Pictures of a profile, which the tool calls posts.
_PROFILE: Final = frozenset({"avatar", "background"})
#: What was gone through belongs to one person, who is `user`; elsewhere `user` may be the author again.
_OF_ONE: Final = frozenset({"timeline", "tweets", "replies", "media", "highlights", "tweet"})
#: There `user` is who liked, and never who reposted.
_LIKES: Final = "likes"
#: Records of so many posts at the end of a batch wait for the next, which may go on with them.
_WAITING: Final = 2
#: No two posts have so many records; what is longer is no capture, and does not wait.
_MOST_WAITING: Final = 2_000


class Person(Shape):
    """``author``, ``user``, ``mentions[]``."""

    id: int | str | None = None
    name: str | None = None
    nick: str | None = None
    verified: bool | None = None
    followers_count: int | None = None
    friends_count: int | None = None
    date: str | None = None


class Post(Shape):
    """The metadata of a post, and of one of its files."""

    tweet_id: int | str | None = None
    retweet_id: int | str | None = None
    quote_id: int | str | None = None
    reply_id: int | str | None = None
    conversation_id: int | str | None = None
    date: str | None = None
    date_original: str | None = None
    author: Person | None = None
    user: Person | None = None
    subcategory: str | None = None
    lang: str | None = None
    source: str | None = None
    favorite_count: int | None = None
    quote_count: int | None = None
    reply_count: int | None = None
    retweet_count: int | None = None
    bookmark_count: int | None = None
    view_count: int | None = None
    content: str | None = None
    hashtags: list[str] | None = None
    mentions: list[Person] | None = None
    reply_to: str | None = None
    birdwatch: str | None = None
    type: str | None = None
    extension: str | None = None
    filename: str | None = None
    description: str | None = None


class _Piece(NamedTuple):
    """One record of a post: the address is that of the file."""

    number: int
    at: int | None
    post: Post
    address: str | None


class _Whole(NamedTuple):
    """All records of a post that came together."""

    post_id: str
    first: _Piece
    media: list[dict[str, str | None]]


_NOBODY: Final = Person()
_TYPED: Final = Typed(Post)
#: Records that wait for the rest of their post, by the intake that they are for.
_LEFT: WeakKeyDictionary[Intake, list[_Piece]] = WeakKeyDictionary()


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, list):
        return _why(value)
    kind, last = (value[0], value[-1]) if len(value) > 1 else (None, None)
    if kind == _ERROR and isinstance(last, dict) and {"error", "message"} <= last.keys():
        return "an error of gallery-dl"
    if kind == _TO_FOLLOW and isinstance(value[1], str) and _OF_X.match(value[1]):
        return "an address of X that gallery-dl had still to follow"
    return f"message {kind} with {why}" if kind in (_POST, _FILE) and (why := _why(last)) else None


def _why(value: Any) -> str | None:
    if not isinstance(value, dict) or "tweet_id" not in value:
        return None
    if value.get("category") == "twitter":
        return "tweet_id and category twitter"
    author = value.get("author")
    return "tweet_id and author.nick" if isinstance(author, dict) and "nick" in author else None


def fits(record: Any) -> bool:
    """Say whether a record is of this dialect."""
    return marks(record) is not None


def rows(found: Sequence[Found[Any]], intake: Intake) -> None:
    """Put the posts, people and words of notes of records into ``intake``; the last posts may wait for more."""
    pieces = [*_LEFT.pop(intake, ()), *_pieces(found, intake)]
    last = list(dict.fromkeys(str(piece.post.tweet_id) for piece in reversed(pieces)))[:_WAITING]
    left = [piece for piece in pieces if str(piece.post.tweet_id) in last]
    if len(left) > _MOST_WAITING:
        left, last = [], []
    _LEFT[intake] = left
    _put([whole for whole in _joined(pieces) if whole.post_id not in last], intake)


def done(intake: Intake) -> None:
    """Put the posts that still wait into ``intake``."""
    _put(list(_joined(_LEFT.pop(intake, ()))), intake)


def _pieces(found: Sequence[Found[Any]], intake: Intake) -> Iterator[_Piece]:
    for number, value, at in found:
        position = f"record {number}"
        message = value if isinstance(value, list) else [_POST, value]
        kind, last = (message[0], message[-1]) if message else (None, None)
        if kind in (_POST, _FILE) and isinstance(last, dict):
            post = _TYPED.convert(last, intake.report, position)
            address = message[1] if kind == _FILE and isinstance(message[1], str) else None
            if _is_post(post, last, position, intake):
                yield _Piece(number, at, post, address)
        elif kind == _ERROR and isinstance(last, dict):
            said = f"{last.get('error')}: {last.get('message')}"
            intake.report(position, "errors_in_response", f"gallery-dl: {said[:200]}")
        elif len(message) == 2 and all(isinstance(part, str) for part in message):
            intake.report(position, "errors_in_response", f"gallery-dl: {message[0]}: {message[1]}"[:200])
        elif kind == _TO_FOLLOW:
            address = next((part for part in message if isinstance(part, str)), "none")
            intake.report(position, "unknown_record", f"an address still to be followed: {address[:120]}")
        else:
            intake.report(position, "unknown_record", "neither a post nor a file; it was left out")


def _is_post(post: Post, value: dict[str, Any], position: str, intake: Intake) -> bool:
    if post.subcategory in _PROFILE:
        intake.report(position, "unknown_record", "a picture of a profile, no post; it was left out")
    elif _id(post.tweet_id):
        return True
    elif post.content is not None:
        intake.report(position, "no_post_id", "a post without an id; it was left out")
    else:
        named = ", ".join(sorted(value)[:8])
        intake.report(position, "unknown_record", f"no post, but {named}; it was left out")
    return False


def _joined(pieces: Iterable[_Piece]) -> Iterator[_Whole]:
    """Yield each post of some records once, with all its files."""
    of_post: dict[str, list[_Piece]] = {}
    for piece in pieces:
        of_post.setdefault(_id(piece.post.tweet_id) or "", []).append(piece)
    for own, parts in of_post.items():
        files = {str(item["url"]): item for piece in parts if (item := _medium(piece)) is not None}
        yield _Whole(own, parts[0], list(files.values()))


def _is_older(own: str, other: str) -> bool:
    return (len(own), own) < (len(other), other)


def _medium(piece: _Piece) -> dict[str, str | None] | None:
    post, address = piece.post, piece.address
    if address is None and post.type == "photo" and post.filename and post.extension:
        # Beside a picture stands no address; X's own is made of its name.
        address = f"https://pbs.twimg.com/media/{post.filename}.{post.extension}"
    if address is None and post.type is None:
        return None
    kind = post.type or ("video" if post.extension == "mp4" else "photo" if post.extension else None)
    return medium(kind, address.removeprefix("ytdl:") if address else None, post.description)


def _put(found: list[_Whole], intake: Intake) -> None:
    if not found:
        return
    posts = [whole.first.post for whole in found]
    originals = [_original(post) for post in posts]
    authors = [_author(post) for post in posts]
    words = [_words(post) for post in posts]
    intake.observe(
        {
            "post_id": [whole.post_id for whole in found],
            "captured_ms": [whole.first.at for whole in found],
            "source_row": [whole.first.number for whole in found],
            "conversation_id": [_id(post.conversation_id) for post in posts],
            "reply_to_id": [_id(post.reply_id) for post in posts],
            "reply_to_author_id": [_answered(post) for post in posts],
            "reply_to_handle": [post.reply_to for post in posts],
            "repost_of_id": originals,
            "author_id": [_id(author.id) for author in authors],
            "handle": [author.name for author in authors],
            "created": [post.date for post in posts],
            "plain": words,
            "cut": [_is_cut(post, text) for post, text in zip(posts, words, strict=True)],
            "lang": [post.lang for post in posts],
            "like_count": [post.favorite_count for post in posts],
            "reply_count": [post.reply_count for post in posts],
            "repost_count": [post.retweet_count for post in posts],
            "quote_count": [post.quote_count for post in posts],
            "bookmark_count": [post.bookmark_count for post in posts],
            "view_count": [post.view_count or None for post in posts],
            "media": [whole.media for whole in found],
            "urls": [addresses_in(text) for text in words],
            "mentions": [[person.name for person in post.mentions or ()] for post in posts],
            "hashtags": [post.hashtags for post in posts],
            "source_app": [post.source for post in posts],
        }
    )
    for whole in found:
        if other := _id(whole.first.post.quote_id):
            younger_first = (
                (whole.post_id, other) if _is_older(other, whole.post_id) else (other, whole.post_id)
            )
            intake.quote(*younger_first)
    _put_originals([whole for whole, original in zip(found, originals, strict=True) if original], intake)
    _sight([(whole.first.at, person) for whole in found for person in _people(whole.first.post)], intake)
    for whole in found:
        if words_of_note := whole.first.post.birdwatch:
            intake.note(note_row(_original(whole.first.post) or whole.post_id, words_of_note, whole.first.at))


def _put_originals(reposts: list[_Whole], intake: Intake) -> None:
    """Put what a repost tells of its original: who wrote it, when, its words and its pictures."""
    if not reposts:
        return
    posts = [whole.first.post for whole in reposts]
    words = [_words(post) for post in posts]
    intake.observe(
        {
            "post_id": [_id(post.retweet_id) for post in posts],
            "captured_ms": [whole.first.at for whole in reposts],
            "source_row": [whole.first.number for whole in reposts],
            "place": ["reposted"] * len(reposts),
            "author_id": [_id((post.author or _NOBODY).id) for post in posts],
            "handle": [(post.author or _NOBODY).name for post in posts],
            "created": [post.date_original for post in posts],
            "plain": words,
            "cut": [_is_cut(post, text) for post, text in zip(posts, words, strict=True)],
            "lang": [post.lang for post in posts],
            "media": [whole.media for whole in reposts],
        }
    )


def _sight(people: list[tuple[int | None, Person]], intake: Intake) -> None:
    intake.sight(
        {
            "author_id": [_id(person.id) for _, person in people],
            "captured_ms": [at for at, _ in people],
            "handle": [person.name for _, person in people],
            "name": [person.nick for _, person in people],
            # The tool knows the badges that X once gave and not those that are paid for: "no" says nothing.
            "verified": [person.verified or None for _, person in people],
            "verified_type": ["legacy" if person.verified else None for _, person in people],
            "follower_count": [person.followers_count for _, person in people],
            "following_count": [person.friends_count for _, person in people],
            "created": [person.date for _, person in people],
        }
    )


def _people(post: Post) -> list[Person]:
    return [person for person in (post.author, post.user) if person is not None and person.id]


def _original(post: Post) -> str | None:
    """Return the post that this one reposts; with the option ``retweets: original`` a post names itself."""
    original = _id(post.retweet_id)
    return None if original == _id(post.tweet_id) else original


def _author(post: Post) -> Person:
    """Return who wrote or reposted a post; nobody where a repost does not say who reposted."""
    author, user = post.author or _NOBODY, post.user or _NOBODY
    if _original(post) is None:
        return author
    known = user.id is not None and post.subcategory != _LIKES
    return user if known and (user.id != author.id or post.subcategory in _OF_ONE) else _NOBODY


def _words(post: Post) -> str | None:
    """Return the words of a post, of a repost those of its original."""
    if post.content is None or not _id(post.retweet_id):
        return post.content
    handle = (post.author or _NOBODY).name
    return post.content.removeprefix(f"RT @{handle}: ")


def _is_cut(post: Post, words: str | None) -> bool:
    """Say whether a text ends as a cut one: older releases took the short text of long posts, and that of reposts."""
    if words is not None and _id(post.retweet_id):
        return words.endswith("…")
    return ends_cut(words)


def _answered(post: Post) -> str | None:
    """Return the id of who is answered: that of the author or of the mention with this handle."""
    if not post.reply_to:
        return None
    handle = post.reply_to.lower()
    known = [*(post.mentions or ()), post.author or _NOBODY]
    return next((_id(person.id) for person in known if person.name and person.name.lower() == handle), None)


def _id(number: int | str | None) -> str | None:
    return str(number) if number and number != "0" else None
