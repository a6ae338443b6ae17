"""What is read from FxTwitter and vxTwitter: X's own texts before theirs, tombstones, answers without a post."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.collect.inputs import at, collect, folded, kinds, lines, only, post_id, x_time
from threadscope.collect import Collected, read

_AUTHOR = {
    "type": "profile",
    "id": "501",
    "screen_name": "Cath_Pigeon",
    "name": "Cath",
    "followers": 900,
    "following": 90,
    "joined": "Thu Mar 01 10:00:00 +0000 2012",
    "verification": {"verified": True, "type": "organization"},
}


def _status(minutes: float, raw: str = "words", *facets: dict[str, Any], **changes: Any) -> dict[str, Any]:
    own = post_id(minutes)
    return {
        "type": "status",
        "url": f"https://x.com/Cath_Pigeon/status/{own}",
        "id": own,
        "text": "the tool's own words",
        "raw_text": {"text": raw, "display_text_range": [0, len(raw)], "facets": list(facets)},
        "author": _AUTHOR,
        "replies": 1,
        "reposts": 2,
        "likes": 4,
        "bookmarks": 0,
        "quotes": 3,
        "created_at": x_time(at(minutes)),
        "created_timestamp": int(at(minutes).timestamp()),
        "views": 979,
        "is_note_tweet": False,
        "community_note": None,
        "lang": "en",
        "replying_to": None,
        "media": {},
        "source": "Pigeon App",
        "provider": "twitter",
        "reposted_by": None,
    } | changes


def _legacy(minutes: float, **changes: Any) -> dict[str, Any]:
    status = _status(minutes) | {"retweets": 2, "replying_to": None, "replying_to_status": None}
    for name in ("type", "raw_text", "reposts", "quotes", "bookmarks", "provider", "reposted_by"):
        del status[name]
    return {"code": 200, "message": "OK", "tweet": status | changes}


def _answer(status: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    return {"code": 200, "status": status, "thread": None, "author": None} | more


def _facet(kind: str, original: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "indices": [0, 1], "original": original} | more


def _read(*answers: dict[str, Any]) -> Collected:
    return collect(lines(*answers))


def test_an_answer_gives_the_columns_of_its_post() -> None:
    """X's own text is taken, its entities resolved; links, mentions and hashtags stand in its facets."""
    status = _status(
        10.00209,
        "@max no &amp; never https://t.co/1 #PigeonGate https://t.co/2",
        _facet("mention", "max", id="502"),
        _facet("url", "https://t.co/1", replacement="https://news.example/1"),
        _facet("hashtag", "PigeonGate"),
        _facet("media", "https://t.co/2", replacement="https://x.com/Cath_Pigeon/status/1/photo/1", id="9"),
        replying_to={"screen_name": "Max", "status": post_id(0)},
        media={
            "all": [{"type": "photo", "url": "https://pbs.twimg.com/media/F1.jpg?name=orig", "altText": "a"}]
        },
    )
    row = only(_read(_answer(status)))

    assert (row["post_id"], row["author_id"], row["handle"]) == (post_id(10.00209), "501", "Cath_Pigeon")
    assert (row["reply_to_id"], row["reply_to_author_id"], row["reply_to_handle"]) == (
        post_id(0),
        "502",
        "Max",
    )
    assert row["created_at"] == datetime(2024, 5, 24, 12, 10, 0, 125000, tzinfo=UTC)
    assert row["text"] == "@max no & never https://t.co/1 #PigeonGate https://t.co/2"
    assert (row["urls"], row["mentions"], row["hashtags"]) == (
        ["https://news.example/1"],
        ["max"],
        ["PigeonGate"],
    )
    assert (row["like_count"], row["reply_count"], row["repost_count"], row["quote_count"]) == (4, 1, 2, 3)
    assert (row["bookmark_count"], row["view_count"], row["source_app"]) == (0, 979, "Pigeon App")
    assert row["media"] == [
        {"kind": "photo", "alt": "a", "url": "https://pbs.twimg.com/media/F1.jpg", "file": None}
    ]


def test_the_author_is_sighted() -> None:
    """Followers, age of the account and the badge come with each post."""
    (row,) = _read(_answer(_status(0))).people.to_dicts()

    assert (row["author_id"], row["name"], row["follower_count"]) == ("501", "Cath", 900)
    assert (row["verified"], row["verified_type"]) == (True, "business")


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "a <b> & c"),
        ({"is_note_tweet": True}, "a &lt;b&gt; &amp; c"),  # typed so: a long text is not escaped
        ({"raw_text": None}, "the tool's own words"),
        ({"raw_text": {}}, "the tool's own words"),
        ({"raw_text": None, "text": "a &amp; b"}, "a &amp; b"),  # the tool's text has no entities left
    ],
)
def test_entities_are_resolved_once_where_the_text_holds_them(changes: dict[str, Any], text: str) -> None:
    """X's short text is escaped, that of long posts and the tool's own are not."""
    assert only(_read(_answer(_status(0, "a &lt;b&gt; &amp; c") | changes)))["text"] == text


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"screen_name": "max", "status": post_id(0)}, (post_id(0), "max")),
        ({"screen_name": "max", "post": post_id(0)}, (post_id(0), "max")),
        ({"status": post_id(0), "user_id": "502"}, (post_id(0), None)),
        ("max", (None, "max")),
        (None, (None, None)),
    ],
)
def test_all_ways_to_say_who_is_answered(said: Any, wanted: tuple[str | None, str | None]) -> None:
    """Version 2 names post and person in one object, whose fields were renamed; before it the person alone stood there."""
    row = only(_read(_answer(_status(5, replying_to=said))))

    assert (row["reply_to_id"], row["reply_to_handle"]) == wanted


def test_the_older_answer_names_post_and_person_apart() -> None:
    """``tweet`` of version 1: ``replying_to`` is a handle, ``retweets`` counts reposts, links stand in the text."""
    answer = _legacy(
        5, text="see https://news.example/1", replying_to="Cath_Pigeon", replying_to_status=post_id(0)
    )
    row = only(_read(answer))

    assert (row["reply_to_id"], row["reply_to_author_id"], row["repost_count"]) == (post_id(0), "501", 2)
    assert (row["text"], row["urls"]) == ("see https://news.example/1", ["https://news.example/1"])


def test_a_conversation_is_its_posts_and_the_page_that_was_not_asked_for() -> None:
    """The post that was asked for stands there twice and is one; a cursor is evidence of more replies."""
    root = _status(0)
    found = _read(
        _answer(root, thread=[root, _status(1)], replies=[_status(2), _status(3)], cursor={"bottom": "DAAK"})
    )

    assert found.observations["post_id"].to_list() == [post_id(minutes) for minutes in (0, 1, 2, 3)]
    assert found.observations["reply_count"].to_list() == [1, 1, 1, 1]
    assert found.cursors.select("post_id", "kind").rows() == [(post_id(0), "next_page")]


def test_a_search_gives_posts_and_the_threads_among_them() -> None:
    """With grouping a result may be a thread of posts, which says whether all of it is there."""
    thread = {
        "type": "thread",
        "conversation_id": post_id(1),
        "statuses": [_status(1), _status(2)],
        "truncated": True,
    }
    found = _read({"code": 200, "results": [_status(0), thread], "cursor": {"top": None, "bottom": None}})

    assert found.observations["post_id"].to_list() == [post_id(minutes) for minutes in (0, 1, 2)]
    assert found.observations["conversation_id"].to_list() == [None, post_id(1), post_id(1)]
    assert found.cursors.select("post_id", "kind").rows() == [(post_id(2), "show_more")]


def test_a_post_alone_and_posts_inside_other_files_are_read() -> None:
    """People keep what stands inside an answer, and put it into files of their own."""
    seen = _read(_status(0), {"mine": _status(1)}).observations

    assert seen["post_id"].to_list() == [post_id(0), post_id(1)]


def test_a_quoted_post_stands_in_its_own_row() -> None:
    """The post inside ``quote`` is a post of its own, in the place quoted."""
    found = folded(_answer(_status(5, quote=_status(0))))

    assert found.posts["quoted_id"].to_list() == [None, post_id(0)]


@pytest.mark.parametrize(
    ("reason", "wanted"),
    [
        ("deleted", "deleted"),
        ("suspended", "suspended"),
        ("private", "protected"),
        ("blocked", "unavailable"),
        ("unavailable", "unavailable"),
    ],
)
def test_tombstones_are_absences(reason: str, wanted: str) -> None:
    """In a thread, in a quote, or in place of the post itself, with the reason."""
    gone = {"type": "tombstone", "provider": "twitter", "reason": reason, "message": "It is gone."}
    found = _read(
        _answer(_status(5, quote=gone | {"id": post_id(0)}), thread=[gone | {"id": post_id(1)}, gone]),
        _answer(gone | {"id": post_id(2)}, code=404),
    )

    assert sorted(found.absences["post_id"]) == [post_id(0), post_id(1), post_id(2)]
    assert set(found.absences["reason"]) == {wanted}
    assert found.observations["quoted_id"].to_list() == [post_id(0)]
    assert kinds(found) == ["absence_without_id"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"code": 404, "status": None, "thread": None, "author": None}, "unavailable"),
        ({"code": 401, "message": "PRIVATE_TWEET"}, "protected"),
        ({"code": 404, "message": "NOT_FOUND"}, "unavailable"),
    ],
)
def test_an_answer_without_a_post_is_an_absence_where_its_file_is_named_by_the_id(
    answer: dict[str, Any], reason: str
) -> None:
    """The answer does not repeat the id that was asked for; who saves answers one by one names the files by it."""
    named = collect(json.dumps(answer).encode(), name=f"gone/{post_id(0)}.json")
    nameless = collect(json.dumps(answer).encode(), name="answer.json")

    assert named.absences.select("post_id", "reason").rows() == [(post_id(0), reason)]
    assert nameless.absences.is_empty()
    assert kinds(nameless) == ["absence_without_id"]


def test_the_words_of_a_note_do_not_say_that_it_was_shown() -> None:
    """The tool keeps neither the note's id nor its style, and ``null`` is not "there is none"."""
    noted = _status(0, community_note={"text": "Readers say", "facets": []})
    notes = _read(_answer(noted), _answer(_status(1))).notes

    assert notes.select("post_id", "state", "note_id", "text").rows() == [
        (post_id(0), "pivot_ambiguous", None, "Readers say")
    ]


def test_posts_of_other_places_are_left_out() -> None:
    """The same service answers for Bluesky and others; their posts are told and not mixed in."""
    other = _status(1, provider="bluesky", id="3kabc")
    found = _read(_answer(_status(0), thread=[_status(0), other]))

    assert found.observations["post_id"].to_list() == [post_id(0)]
    assert kinds(found) == ["unknown_record"]


def test_an_id_that_is_missing_is_taken_from_the_address() -> None:
    """The address of a post holds its id; a post with neither is reported."""
    found = _read(_answer(_status(0), thread=[_status(1, id=None), _status(2, id=None, url=None)]))

    assert found.observations["post_id"].to_list() == [post_id(0), post_id(1)]
    assert kinds(found) == ["no_post_id"]


def _vx(minutes: float, text: str = "words", **changes: Any) -> dict[str, Any]:
    own = post_id(minutes)
    return {
        "text": text,
        "likes": 4,
        "retweets": 2,
        "replies": 1,
        "date": x_time(at(minutes)),
        "date_epoch": int(at(minutes).timestamp()),
        "user_screen_name": "Cath_Pigeon",
        "user_name": "Cath",
        "tweetURL": f"https://twitter.com/Cath_Pigeon/status/{own}",
        "tweetID": own,
        "conversationID": own,
        "mediaURLs": [],
        "media_extended": [],
        "hashtags": [],
        "qrtURL": None,
        "communityNote": None,
        "lang": "en",
        "replyingTo": None,
        "replyingToID": None,
        "fetched_on": 1717794840,
        "retweetURL": None,
    } | changes


def test_vx_gives_the_columns_of_its_post() -> None:
    """One flat object: a handle and no id, when it was fetched, of a video the still as other exports have it."""
    film = {
        "type": "video",
        "url": "https://video.example/1.mp4",
        "thumbnail_url": "https://pbs.twimg.com/ext_tw_video_thumb/1/F1.jpg",
        "altText": "a bird",
    }
    text = {"type": "txt", "url": "https://vxtwitter.example/1.txt"}
    row = only(
        _read(
            _vx(
                5,
                "no & never https://news.example/1",
                replyingTo="max",
                replyingToID=post_id(0),
                conversationID=post_id(0),
                media_extended=[film, text],
                hashtags=["PigeonGate"],
            )
        )
    )

    assert (row["post_id"], row["author_id"], row["handle"]) == (post_id(5), "@cath_pigeon", "Cath_Pigeon")
    assert (row["conversation_id"], row["reply_to_id"], row["reply_to_handle"]) == (
        post_id(0),
        post_id(0),
        "max",
    )
    assert row["captured_at"] == datetime(2024, 6, 7, 21, 14, tzinfo=UTC)
    assert (row["text"], row["urls"]) == ("no & never https://news.example/1", ["https://news.example/1"])
    assert (row["like_count"], row["reply_count"], row["repost_count"], row["quote_count"]) == (4, 1, 2, None)
    assert (row["hashtags"], row["dialect"]) == (["PigeonGate"], "vxtwitter")
    assert [(item["kind"], item["url"]) for item in row["media"]] == [("video", film["thumbnail_url"])]


def test_vx_quotes_and_reposts() -> None:
    """A quoted post stands inside as a whole; of a repost only the original's id and the beginning are told."""
    repost = _vx(9, "RT @max: and so…", retweetURL=f"https://twitter.com/i/status/{post_id(1)}")
    quote = _vx(5, qrtURL=f"https://twitter.com/i/status/{post_id(0)}", qrt=_vx(0, user_screen_name="max"))
    seen = _read(quote, repost).observations.sort("post_id")

    assert seen["place"].to_list() == ["quoted", "main", "main"]
    assert seen["quoted_id"].to_list() == [None, post_id(0), None]
    assert seen["repost_of_id"].to_list() == [None, None, post_id(1)]
    assert seen["text_truncated"].to_list() == [False, False, True]


def test_vx_names_are_those_of_people_known_by_handle() -> None:
    """A person without an id is found again by the handle, whatever its letters."""
    found = folded(_vx(0), _vx(1, user_screen_name="CATH_PIGEON"))

    assert found.people.select("author_id", "name").rows() == [("@cath_pigeon", "Cath")]


def test_vx_notes_and_posts_without_an_id() -> None:
    """The words of a note are evidence captured when the post was fetched; a post without an id is reported."""
    found = _read(
        _vx(0, communityNote="Readers say"), _vx(1, tweetID=None, tweetURL="https://twitter.com/cath")
    )

    assert found.notes.select("post_id", "state", "precision").rows() == [
        (post_id(0), "pivot_ambiguous", "capture")
    ]
    assert kinds(found) == ["no_post_id"]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "posts"), [("conversation", 2), ("thread", 2), ("search", 2)])
def test_samples(shared: Path, name: str, posts: int) -> None:
    """The shapes that others wrote down of this API are read, each post once."""
    (path,) = (shared / "samples" / "5_fxtwitter_api").glob(f"*__{name}-*.json")
    found = read([path])

    assert found.observations["post_id"].n_unique() == len(found.observations) == posts
    assert found.problems.is_empty()
