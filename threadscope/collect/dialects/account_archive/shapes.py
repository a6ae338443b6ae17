"""The shapes of an account archive: posts, long texts, who the owner is, what stands in it; every field may be missing.

Numbers stand as texts; the tweet archive of before 2018 has them as numbers. `account.js` also holds the owner's
e-mail: no shape here has a field for it.
"""

from __future__ import annotations

from typing import Any

import msgspec

from threadscope.collect.shape import Shape

__all__ = [
    "Entities",
    "Item",
    "LongText",
    "LongTextItem",
    "Manifest",
    "Media",
    "NoteItem",
    "OwnNote",
    "Person",
    "PersonItem",
    "Status",
    "TweetIndex",
    "UserDetails",
]

#: An id or a count: a text in account archives, a number in the older tweet archives.
Digits = str | int | None


class Mention(Shape):
    """`entities.user_mentions[]`."""

    screen_name: str | None = None


class Hashtag(Shape):
    """`entities.hashtags[]`."""

    text: str | None = None


class Url(Shape):
    """`entities.urls[]`."""

    expanded_url: str | None = None
    url: str | None = None


class Media(Shape):
    """`extended_entities.media[]`; `entities.media` holds only the first, and calls every kind a photo.

    `url` is the short link in the text; `expanded_url` names the post that the picture was first posted with.
    """

    type: str | None = None
    media_url_https: str | None = None
    url: str | None = None
    expanded_url: str | None = None
    ext_alt_text: str | None = None


class Entities(Shape):
    """`entities` and `extended_entities`."""

    user_mentions: list[Mention] | None = None
    hashtags: list[Hashtag] | None = None
    urls: list[Url] | None = None
    media: list[Media] | None = None


class Versions(Shape):
    """`edit_info.initial`, `edit_info.edit.editControlInitial`: the ids of all versions, oldest first."""

    editTweetIds: list[str] | None = None


class Edit(Shape):
    """`edit_info.edit`: stands at every version but the first."""

    initialTweetId: str | None = None
    editControlInitial: Versions | None = None


class EditInfo(Shape):
    """`edit_info`: since 2022."""

    initial: Versions | None = None
    edit: Edit | None = None


class Status(Shape):
    """A post; `deleted_at` stands at deleted ones, and their headers have only `tweet_id` and times."""

    id_str: str | None = None
    id: Digits = None
    created_at: str | None = None
    full_text: str | None = None
    text: str | None = None
    in_reply_to_status_id_str: str | None = None
    in_reply_to_status_id: Digits = None
    in_reply_to_user_id_str: str | None = None
    in_reply_to_user_id: Digits = None
    in_reply_to_screen_name: str | None = None
    entities: Entities | None = None
    extended_entities: Entities | None = None
    favorite_count: Digits = None
    retweet_count: Digits = None
    lang: str | None = None
    source: str | None = None
    edit_info: EditInfo | None = None
    withheld_in_countries: list[str] | None = None
    withheld_copyright: bool | None = None
    deleted_at: str | None = None
    tweet_id: str | None = None
    user_id: str | None = None


class Item(Status):
    """One element of a file of posts: `{"tweet": …}` since 2020, the post itself before."""

    tweet: Status | None = None


class LongUrl(Shape):
    """`core.urls[]`."""

    expanded_url: str | None = msgspec.field(default=None, name="expandedUrl")
    url: str | None = msgspec.field(default=None, name="shortUrl")


class LongMention(Shape):
    """`core.mentions[]`."""

    screen_name: str | None = msgspec.field(default=None, name="screenName")


class Core(Shape):
    """`core`: the whole of a long text, with no HTML entities in it."""

    text: str | None = None
    urls: list[LongUrl] | None = None
    mentions: list[LongMention] | None = None
    hashtags: list[Hashtag] | None = None


class LongText(Shape):
    """`noteTweet`: what a long post says, under an id of its own; descriptions also show the post's, as `tweetId`."""

    noteTweetId: str | None = None
    tweetId: str | None = None
    createdAt: str | None = None
    core: Core | None = None
    noteTweetResults: Core | None = None


class LongTextItem(Shape):
    """One element of note-tweet.js."""

    noteTweet: LongText | None = None


class OwnNote(Shape):
    """`communityNote`: what the owner wrote about somebody's post; the name it was written under has no field here."""

    noteId: str | None = None
    tweetId: str | None = None
    createdAt: str | None = None
    summary: str | None = None


class NoteItem(Shape):
    """One element of a file of notes, under the new name or that of before August 2023; ratings have neither."""

    communityNote: OwnNote | None = None
    birdwatchNote: OwnNote | None = None


class NameChange(Shape):
    """`screenNameChange.screenNameChange`."""

    changedAt: str | None = None
    changedTo: str | None = None


class Person(Shape):
    """`account`, `verified`, `screenNameChange`: what each says about the owner."""

    accountId: str | None = None
    username: str | None = None
    accountDisplayName: str | None = None
    createdAt: str | None = None
    verified: bool | None = None
    screenNameChange: NameChange | None = None


class PersonItem(Shape):
    """One element of account.js, verified.js or screen-name-change.js."""

    account: Person | None = None
    verified: Person | None = None
    screenNameChange: Person | None = None


class UserInfo(Shape):
    """`userInfo`."""

    accountId: str | None = None
    userName: str | None = None
    displayName: str | None = None


class ArchiveInfo(Shape):
    """`archiveInfo`."""

    generationDate: str | None = None


class Manifest(Shape):
    """manifest.js: whose archive it is, when it was made, what stands in it."""

    userInfo: UserInfo | None = None
    archiveInfo: ArchiveInfo | None = None
    dataTypes: Any = None


class UserDetails(Shape):
    """user_details.js and payload_details.js of the tweet archive: its owner, and when it was made."""

    id: Digits = None
    screen_name: str | None = None
    full_name: str | None = None
    created_at: str | None = None


class TweetIndex(Shape):
    """One element of tweet_index.js: a month, and how many posts stand in it."""

    file_name: str | None = None
    tweet_count: Digits = None
