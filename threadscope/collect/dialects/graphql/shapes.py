"""The shapes of a post and its author in X's web GraphQL, all that were seen from 2023 to 2026.

Four shapes live side by side, told apart by object and not by date, because the endpoint decides:

G1  person in ``legacy``; post in ``legacy``
G2  person in ``core`` and ``legacy``
G3  person without ``legacy``: ``core``, ``relationship_counts``, ``verification``; empty entities left out
G4  post in ``details``, ``counts``, ``reply_to_results``, ``*_entities``

Apps write the same in snake_case throughout (``view_count_info``, ``entry_id``).
"""

from __future__ import annotations

from typing import Any

import msgspec

__all__ = ["Entities", "Legacy", "MediaInfo", "Person", "Pivot", "Result"]

#: X writes numbers of views, and times in milliseconds, as text here and as numbers there.
Number = int | str


class Struct(msgspec.Struct, gc=False):
    """Base of the shapes below; every field may be missing."""


class PersonCore(Struct):
    """``core`` of a person (G2, G3)."""

    screen_name: str | None = None
    name: str | None = None
    created_at: str | None = None


class PersonLegacy(Struct):
    """``legacy`` of a person (G1, G2)."""

    screen_name: str | None = None
    name: str | None = None
    created_at: str | None = None
    followers_count: int | None = None
    friends_count: int | None = None
    verified: bool | None = None
    verified_type: str | None = None


class Verification(Struct):
    """``verification`` of a person (G3)."""

    verified: bool | None = None
    verified_type: str | None = None
    is_blue_verified: bool | None = None


class Relations(Struct):
    """``relationship_counts`` of a person (G3)."""

    followers: int | None = None
    following: int | None = None


class Person(Struct):
    """A person in any shape."""

    rest_id: str | None = None
    core: PersonCore | None = None
    legacy: PersonLegacy | None = None
    is_blue_verified: bool | None = None
    verification: Verification | None = None
    relationship_counts: Relations | None = None


class PersonResult(Struct):
    """``user_results`` / ``user_result``."""

    rest_id: str | None = None
    result: Person | None = None


class Core(Struct):
    """``core`` of a post: its author."""

    user_results: PersonResult | None = None
    user_result: PersonResult | None = None


class Mention(Struct):
    """A mention; apps wrap the handle."""

    screen_name: str | None = None
    user_results: PersonResult | None = None


class Hashtag(Struct):
    """A hashtag, without #."""

    text: str | None = None


class Url(Struct):
    """A link."""

    expanded_url: str | None = None
    url: str | None = None


class Picture(Struct):
    """``media_info.preview_image``: the still of a video."""

    original_img_url: str | None = None


class MediaInfo(Struct):
    """``media_info`` of G4: ApiImage, ApiVideo or ApiGif."""

    typename: str | None = msgspec.field(default=None, name="__typename")
    original_img_url: str | None = None
    preview_image: Picture | None = None
    alt_text: str | None = None


class MediaResult(Struct):
    """``media_results.result``."""

    media_info: MediaInfo | None = None


class MediaBox(Struct):
    """``media_results``."""

    result: MediaResult | None = None


class Media(Struct):
    """A picture, video or GIF; G4 keeps all but the link in ``media_results``."""

    type: str | None = None
    media_url_https: str | None = None
    ext_alt_text: str | None = None
    media_results: MediaBox | None = None


class Entities(Struct):
    """``entities``, ``extended_entities``, ``entity_set``; in G3 keys without content are left out."""

    user_mentions: list[Mention] | None = None
    hashtags: list[Hashtag] | None = None
    urls: list[Url] | None = None
    media: list[Media] | None = None


class NoteText(Struct):
    """The whole text of a long post; HTML entities are resolved already."""

    text: str | None = None
    entity_set: Entities | None = None


class NoteResult(Struct):
    """``note_tweet_results``."""

    result: NoteText | None = None


class NoteTweet(Struct):
    """``note_tweet``."""

    note_tweet_results: NoteResult | None = None


class Reference(Struct):
    """``reply_to_results``, ``quotedRefResult`` and the like: a post of which only the id matters here."""

    rest_id: str | None = None
    result: Reference | None = None
    tweet: Reference | None = None


class Legacy(Struct):
    """``legacy`` of a post (G1 to G3)."""

    id_str: str | None = None
    full_text: str | None = None
    created_at: str | None = None
    conversation_id_str: str | None = None
    in_reply_to_status_id_str: str | None = None
    in_reply_to_user_id_str: str | None = None
    in_reply_to_screen_name: str | None = None
    quoted_status_id_str: str | None = None
    user_id_str: str | None = None
    lang: str | None = None
    favorite_count: int | None = None
    reply_count: int | None = None
    retweet_count: int | None = None
    quote_count: int | None = None
    bookmark_count: int | None = None
    entities: Entities | None = None
    extended_entities: Entities | None = None
    retweeted_status_result: ResultBox | None = None
    retweeted_status_results: ResultBox | None = None
    withheld_scope: str | None = None
    withheld_in_countries: list[str] | None = None


class Details(Struct):
    """``details`` of a post (G4)."""

    full_text: str | None = None
    created_at_ms: Number | None = None
    conversation_id_str: str | None = None
    lang: str | None = None


class Counts(Struct):
    """``counts`` of a post (G4)."""

    favorite_count: int | None = None
    reply_count: int | None = None
    retweet_count: int | None = None
    quote_count: int | None = None
    bookmark_count: int | None = None


class Views(Struct):
    """``views`` / ``view_count_info``."""

    count: Number | None = None


class EditInitial(Struct):
    """``edit_control_initial``: all versions, in an edited one."""

    edit_tweet_ids: list[str] | None = None


class EditControl(Struct):
    """``edit_control``: all versions, in the first one."""

    edit_tweet_ids: list[str] | None = None
    edit_control_initial: EditInitial | None = None


class ArticleResult(Struct):
    """``article_results.result``: title and beginning of an X Article."""

    title: str | None = None
    preview_text: str | None = None


class ArticleBox(Struct):
    """``article_results``."""

    result: ArticleResult | None = None


class Article(Struct):
    """``article``."""

    article_results: ArticleBox | None = None


class PivotNote(Struct):
    """``birdwatch_pivot.note``."""

    rest_id: str | None = None


class PivotText(Struct):
    """``birdwatch_pivot.subtitle``: the text of the note as shown."""

    text: str | None = None


class Pivot(Struct):
    """``birdwatch_pivot``: the Community Note that X handed out with the post."""

    note: PivotNote | None = None
    subtitle: PivotText | None = None
    title: str | None = None
    shorttitle: str | None = None
    visualStyle: str | None = None  # noqa: N815 - the key as X writes it
    visual_style: str | None = None
    destinationUrl: str | None = None  # noqa: N815 - the key as X writes it
    destination_url: str | None = None


class Result(Struct):
    """A post in any shape, after TweetWithVisibilityResults is unwrapped."""

    rest_id: str | None = None
    core: Core | None = None
    legacy: Legacy | None = None
    details: Details | None = None
    counts: Counts | None = None
    note_tweet: NoteTweet | None = None
    article: Article | None = None
    views: Views | None = None
    view_count_info: Views | None = None
    source: str | None = None
    edit_control: EditControl | None = None
    reply_to_results: Reference | None = None
    reply_to_user_results: PersonResult | None = None
    quoted_status_result: Reference | None = None
    quoted_status_results: Reference | None = None
    quoted_tweet_results: Reference | None = None
    quotedPostResults: Reference | None = None  # noqa: N815 - the key as X writes it
    quotedRefResult: Reference | None = None  # noqa: N815 - the key as X writes it
    repostedStatusResults: ResultBox | None = None  # noqa: N815 - the key as X writes it
    url_entities: list[Url] | None = None
    mention_entities: list[Mention] | None = None
    hashtag_entities: list[Hashtag] | None = None
    media_entities: list[Media] | None = None
    has_birdwatch_notes: bool | None = None
    birdwatch_pivot: Pivot | None = None


class ResultBox(Struct):
    """``retweeted_status_result`` and the like."""

    result: Wrapped | None = None


class Wrapped(Result):
    """A post, or its TweetWithVisibilityResults."""

    tweet: Result | None = None


#: A parsed JSON object.
Json = dict[str, Any]
