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

from threadscope.collect.shape import Shape

__all__ = ["CommunityNote", "Entities", "Legacy", "MediaInfo", "Person", "Pivot", "Reference", "Result"]

#: X writes numbers of views, and times in milliseconds, as text here and as numbers there.
Number = int | str


class PersonCore(Shape):
    """``core`` of a person (G2, G3)."""

    screen_name: str | None = None
    name: str | None = None
    created_at: str | None = None


class PersonLegacy(Shape):
    """``legacy`` of a person (G1, G2)."""

    screen_name: str | None = None
    name: str | None = None
    created_at: str | None = None
    followers_count: int | None = None
    friends_count: int | None = None
    verified: bool | None = None
    verified_type: str | None = None


class Verification(Shape):
    """``verification`` of a person (G3)."""

    verified: bool | None = None
    verified_type: str | None = None
    is_blue_verified: bool | None = None


class Relations(Shape):
    """``relationship_counts`` of a person (G3)."""

    followers: int | None = None
    following: int | None = None


class Person(Shape):
    """A person in any shape."""

    rest_id: str | None = None
    core: PersonCore | None = None
    legacy: PersonLegacy | None = None
    is_blue_verified: bool | None = None
    verification: Verification | None = None
    relationship_counts: Relations | None = None


class PersonResult(Shape):
    """``user_results`` / ``user_result``."""

    rest_id: str | None = None
    result: Person | None = None


class Core(Shape):
    """``core`` of a post: its author."""

    user_results: PersonResult | None = None
    user_result: PersonResult | None = None


class Mention(Shape):
    """A mention; apps wrap the handle."""

    screen_name: str | None = None
    user_results: PersonResult | None = None


class Hashtag(Shape):
    """A hashtag, without #."""

    text: str | None = None


class Url(Shape):
    """A link."""

    expanded_url: str | None = None
    url: str | None = None


class Picture(Shape):
    """``media_info.preview_image``: the still of a video."""

    original_img_url: str | None = None


class MediaInfo(Shape):
    """``media_info`` of G4: ApiImage, ApiVideo or ApiGif."""

    typename: str | None = msgspec.field(default=None, name="__typename")
    original_img_url: str | None = None
    preview_image: Picture | None = None
    alt_text: str | None = None


class MediaResult(Shape):
    """``media_results.result``."""

    media_info: MediaInfo | None = None


class MediaBox(Shape):
    """``media_results``."""

    result: MediaResult | None = None


class Media(Shape):
    """A picture, video or GIF; G4 keeps all but the link in ``media_results``."""

    type: str | None = None
    media_url_https: str | None = None
    ext_alt_text: str | None = None
    media_results: MediaBox | None = None


class Entities(Shape):
    """``entities``, ``extended_entities``, ``entity_set``; in G3 keys without content are left out."""

    user_mentions: list[Mention] | None = None
    hashtags: list[Hashtag] | None = None
    urls: list[Url] | None = None
    media: list[Media] | None = None


class NoteText(Shape):
    """The whole text of a long post; HTML entities are resolved already."""

    text: str | None = None
    entity_set: Entities | None = None


class NoteResult(Shape):
    """``note_tweet_results``."""

    result: NoteText | None = None


class NoteTweet(Shape):
    """``note_tweet``."""

    note_tweet_results: NoteResult | None = None


class Reference(Shape):
    """``reply_to_results``, ``quotedRefResult`` and the like: a post of which only the id matters here."""

    rest_id: str | None = None
    result: Reference | None = None
    tweet: Reference | None = None


class Legacy(Shape):
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


class Details(Shape):
    """``details`` of a post (G4)."""

    full_text: str | None = None
    created_at_ms: Number | None = None
    conversation_id_str: str | None = None
    lang: str | None = None


class Counts(Shape):
    """``counts`` of a post (G4)."""

    favorite_count: int | None = None
    reply_count: int | None = None
    retweet_count: int | None = None
    quote_count: int | None = None
    bookmark_count: int | None = None


class Views(Shape):
    """``views`` / ``view_count_info``."""

    count: Number | None = None


class EditInitial(Shape):
    """``edit_control_initial``: all versions, in an edited one."""

    edit_tweet_ids: list[str] | None = None


class EditControl(Shape):
    """``edit_control``: all versions, in the first one."""

    edit_tweet_ids: list[str] | None = None
    edit_control_initial: EditInitial | None = None


class ArticleResult(Shape):
    """``article_results.result``: title and beginning of an X Article."""

    title: str | None = None
    preview_text: str | None = None


class ArticleBox(Shape):
    """``article_results``."""

    result: ArticleResult | None = None


class Article(Shape):
    """``article``."""

    article_results: ArticleBox | None = None


class NoteSummary(Shape):
    """``data_v1.summary`` of a Community Note, ``birdwatch_pivot.subtitle``: its text."""

    text: str | None = None


class NoteData(Shape):
    """``data_v1`` of a Community Note; empty in a deleted one."""

    classification: str | None = None
    summary: NoteSummary | None = None


class Gone(Shape):
    """``tombstone`` of a deleted Community Note: that it stands there is all that matters here."""


class CommunityNote(Shape):
    """A Community Note as its own pages get it. Who wrote it is not read: there is no field for it."""

    rest_id: str | None = None
    data_v1: NoteData | None = None
    rating_status: str | None = None
    created_at: Number | None = None
    is_media_note: bool | None = None
    is_url_note: bool | None = None
    tweet_results: Reference | None = None
    tombstone: Gone | None = None


class PivotNote(Shape):
    """``birdwatch_pivot.note``; some clients repeat the text in it."""

    rest_id: str | None = None
    data_v1: NoteData | None = None


class PivotAction(Shape):
    """``birdwatch_pivot.callToAction``: where the note can be rated."""

    destinationUrl: str | None = None
    destination_url: str | None = None


class Pivot(Shape):
    """``birdwatch_pivot``: the Community Note that X handed out with the post."""

    note: PivotNote | None = None
    subtitle: NoteSummary | None = None
    title: str | None = None
    shorttitle: str | None = None
    visualStyle: str | None = None
    visual_style: str | None = None
    destinationUrl: str | None = None
    destination_url: str | None = None
    callToAction: PivotAction | None = None
    call_to_action: PivotAction | None = None


class Result(Shape):
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
    quotedPostResults: Reference | None = None
    quotedRefResult: Reference | None = None
    repostedStatusResults: ResultBox | None = None
    url_entities: list[Url] | None = None
    mention_entities: list[Mention] | None = None
    hashtag_entities: list[Hashtag] | None = None
    media_entities: list[Media] | None = None
    has_birdwatch_notes: bool | None = None
    birdwatch_pivot: Pivot | None = None


class ResultBox(Shape):
    """``retweeted_status_result`` and the like."""

    result: Wrapped | None = None


class Wrapped(Result):
    """A post, or its TweetWithVisibilityResults."""

    tweet: Result | None = None


#: A parsed JSON object.
Json = dict[str, Any]
