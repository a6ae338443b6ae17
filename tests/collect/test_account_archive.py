"""What is read from X's own archives: one side of every conversation, and nothing that is private."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.collect.inputs import at, collect, kinds, only, post_id, x_time
from threadscope.collect import Collected, fold, read
from threadscope.collect.dialects.account_archive import begins, claims
from threadscope.collect.dialects.account_archive.long_posts import LongPosts
from threadscope.collect.dialects.account_archive.members import OPENED
from threadscope.collect.dialects.account_archive.shapes import Core, LongText, Status
from threadscope.collect.sources import Source

OWNER, HANDLE = "501", "cath_pigeon"
GENERATED = "2024-06-07T21:14:00.000Z"
SECRET = "words that nobody else may read"
MAIL = "cath@mail.example"

Files = dict[str, bytes]


def tweet(minutes: float, text: str = "words", **changes: Any) -> dict[str, Any]:
    """Return a post as tweets.js holds it; a field of ``None`` is left out."""
    own = post_id(minutes)
    body = {
        "edit_info": {"initial": {"editTweetIds": [own], "editsRemaining": "5", "isEditEligible": True}},
        "retweeted": False,
        "source": '<a href="https://app.example" rel="nofollow">Pigeon &amp; Co</a>',
        "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []},
        "display_text_range": ["0", str(len(text))],
        "favorite_count": "4",
        "id_str": own,
        "truncated": False,
        "retweet_count": "2",
        "id": own,
        "created_at": x_time(at(minutes)),
        "favorited": False,
        "full_text": text,
        "lang": "en",
    } | changes
    return {"tweet": {key: value for key, value in body.items() if value is not None}}


def answer(minutes: float, to: float | None, text: str = "@max no", **changes: Any) -> dict[str, Any]:
    """Return a post that answers max's post of a minute, or max alone."""
    parent = (
        {} if to is None else {"in_reply_to_status_id_str": post_id(to), "in_reply_to_status_id": post_id(to)}
    )
    whom = {"in_reply_to_user_id_str": "502", "in_reply_to_user_id": "502", "in_reply_to_screen_name": "max"}
    return tweet(minutes, text, **parent, **whom, **changes)


def links(
    *pairs: tuple[str, str], mentions: tuple[str, ...] = (), tags: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return entities: links as pairs of short link and address."""
    return {
        "urls": [
            {"url": short, "expanded_url": address, "display_url": "d", "indices": ["0", "23"]}
            for short, address in pairs
        ],
        "user_mentions": [
            {"name": name, "screen_name": name, "indices": ["0", "4"], "id_str": "502", "id": "502"}
            for name in mentions
        ],
        "hashtags": [{"text": tag, "indices": ["1", "5"]} for tag in tags],
        "symbols": [],
    }


def picture(address: str, kind: str = "photo", name: str = "G1aBcDeFgH") -> dict[str, Any]:
    """Return `extended_entities` with one picture that was first posted at an address."""
    item = {
        "expanded_url": f"{address}/photo/1",
        "url": "https://t.co/picture",
        "media_url_https": f"https://pbs.twimg.com/media/{name}.jpg",
        "type": kind,
        "indices": ["6", "29"],
    }
    return {"media": [item]}


def script(name: str, *records: Any) -> bytes:
    """Write a member as X does."""
    return f"window.YTD.{name} = {json.dumps(list(records), indent=2, separators=(',', ' : '))}".encode()


def manifest(**files: tuple[str, int]) -> bytes:
    """Write manifest.js: for each kind the name of a file and how many records it counts."""
    value = {
        "userInfo": {"accountId": OWNER, "userName": HANDLE, "displayName": "Cath"},
        "archiveInfo": {"sizeBytes": "1", "generationDate": GENERATED, "isPartialArchive": False},
        "dataTypes": {
            kind: {"files": [{"fileName": f"data/{name}", "globalName": "YTD.x.part0", "count": str(n)}]}
            for kind, (name, n) in files.items()
        },
    }
    return b"window.__THAR_CONFIG = " + json.dumps(value, indent=2).encode()


def account() -> bytes:
    """Write account.js, which also holds the e-mail."""
    record = {
        "email": MAIL,
        "createdVia": "web",
        "username": HANDLE,
        "accountId": OWNER,
        "createdAt": "2012-03-01T10:00:00.000Z",
        "accountDisplayName": "Cath",
    }
    return script("account.part0", {"account": record})


def archive(*posts: dict[str, Any], **more: bytes) -> Files:
    """Return an archive: posts in tweets.js, and members by name (`_` for `-`, without `.js`)."""
    files = {"tweets": script("tweets.part0", *posts), "account": account(), "manifest": manifest()}
    files |= {name.replace("_", "-"): data for name, data in more.items()}
    return {f"data/{name}.js": data for name, data in files.items()} | {
        "Your archive.html": b"<!doctype html>",
        "assets/js/main.js": b"!function(){}();",
    }


def zipped(files: Mapping[str, bytes], path: Path) -> Path:
    """Write a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in files.items():
            box.writestr(name, data)
    return path


def unpacked(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.fixture
def got(tmp_path: Path) -> Any:
    """Return a function that reads an archive of posts and members, as a zip."""

    def reading(*posts: dict[str, Any], own_notes: bool = False, **more: bytes) -> Collected:
        return read([zipped(archive(*posts, **more), tmp_path / "twitter.zip")], own_notes=own_notes)

    return reading


def everything(found: Collected) -> str:
    """Return all tables as one text."""
    return "\n".join(
        getattr(found, item.name).write_json()
        for item in fields(found)
        if hasattr(getattr(found, item.name), "write_json")
    )


# ---- one post


def test_a_post_gives_the_columns_of_its_post(got: Any) -> None:
    """Numbers are written as texts, the author stands elsewhere, and the archive's own date is the capture's."""
    found = got(
        answer(
            10.00209,
            0,
            "@max &lt;no&gt; #gate https://t.co/1 https://t.co/picture",
            entities=links(("https://t.co/1", "https://news.example/a"), mentions=("max",), tags=("gate",)),
            extended_entities=picture(f"https://twitter.com/{HANDLE}/status/{post_id(10.00209)}"),
        )
    )
    row = only(found)

    assert row["post_id"] == post_id(10.00209)
    assert (row["author_id"], row["handle"]) == (OWNER, HANDLE)
    assert (row["reply_to_id"], row["reply_to_author_id"], row["reply_to_handle"]) == (
        post_id(0),
        "502",
        "max",
    )
    assert row["created_at"] == at(10.00209).replace(microsecond=125_000)
    assert row["text"] == "@max <no> #gate https://t.co/1 https://t.co/picture"
    assert (row["like_count"], row["repost_count"], row["reply_count"], row["view_count"]) == (
        4,
        2,
        None,
        None,
    )
    assert (row["urls"], row["mentions"], row["hashtags"]) == (["https://news.example/a"], ["max"], ["gate"])
    assert row["media"] == [
        {"kind": "photo", "alt": None, "url": "https://pbs.twimg.com/media/G1aBcDeFgH.jpg", "file": None}
    ]
    assert (row["source_app"], row["lang"], row["availability"]) == ("Pigeon & Co", "en", "available")
    assert row["captured_at"] == datetime(2024, 6, 7, 21, 14, tzinfo=UTC)
    assert row["conversation_id"] is None
    assert row["edit_ids"] == []
    assert kinds(found) == []


def test_a_reply_to_a_person_alone_has_no_parent(got: Any) -> None:
    """A text that only begins with a mention names a person and no post."""
    row = only(got(answer(1, None)))

    assert (row["reply_to_id"], row["reply_to_author_id"], row["reply_to_handle"]) == (None, "502", "max")


def test_versions_of_an_edited_post_are_one(got: Any) -> None:
    """The first version lists all versions, a later one names the first and lists them too."""
    ids = [post_id(1), post_id(5)]
    control = {"editTweetIds": ids, "editsRemaining": "4", "isEditEligible": True}
    first = tweet(1, "words", edit_info={"initial": control})
    edited = tweet(
        5, "better words", edit_info={"edit": {"initialTweetId": ids[0], "editControlInitial": control}}
    )
    folded = fold(got(edited, first))

    assert folded.posts["post_id"].to_list() == [ids[1]]
    assert folded.aliases.rows() == [(ids[0], ids[1])]


def test_an_edit_that_lists_no_versions_still_names_the_first(got: Any) -> None:
    """`initialTweetId` alone tells of which post this is a version."""
    found = got(tweet(5, edit_info={"edit": {"initialTweetId": post_id(1)}}))

    assert only(found)["edit_ids"] == [post_id(1), post_id(5)]


@pytest.mark.parametrize(
    "odd",
    [
        {"favorite_count": {}, "entities": [], "edit_info": "x"},
        {"entities": {"urls": [{"url": 7}, None], "hashtags": {}, "user_mentions": [{}]}},
        {"extended_entities": {"media": [{"type": None, "expanded_url": 4}]}},
        {"id_str": None, "id": int(post_id(1))},
        {"withheld_in_countries": "XY", "lang": 3, "source": None, "created_at": 12},
        {"in_reply_to_status_id_str": 7.5, "in_reply_to_user_id": [], "edit_info": {"initial": []}},
    ],
)
def test_an_odd_field_costs_itself(got: Any, odd: dict[str, Any]) -> None:
    """A field that holds another type than it should loses its value and no post."""
    found = got(tweet(1, **odd), tweet(2))

    assert set(found.observations["post_id"]) == {post_id(1), post_id(2)}


# ---- reposts, quotes


def test_a_repost_without_its_original_is_left_out_and_counted(got: Any) -> None:
    """Its words are somebody else's, and nothing says whose post they stood in."""
    found = got(tweet(3, "RT @max: something that goes on and on…"), tweet(2, "RT @max: more"), tweet(1))

    assert found.observations["post_id"].to_list() == [post_id(1)]
    assert kinds(found) == ["repost_without_original"]
    assert found.problems["detail"][0].startswith("2 reposts name no original")


def test_a_repost_of_a_picture_names_its_original(got: Any) -> None:
    """The picture's address is that of the post that it came with; the words are the original's, and cut."""
    original = f"https://twitter.com/Max/status/{post_id(0)}"
    cut = "RT @max: a text of max " + "a" * 116 + "…"
    row = only(got(tweet(3, cut, extended_entities=picture(original))))

    assert row["repost_of_id"] == post_id(0)
    assert row["author_id"] == OWNER
    assert row["text"].startswith("a text of max")
    assert row["text_truncated"]
    assert row["like_count"] is None


def test_a_picture_of_somebody_else_names_no_original(got: Any) -> None:
    """Who reposts a post in which a third person's picture was shown reposts not the third person."""
    other = f"https://twitter.com/mira/status/{post_id(0)}"
    found = got(tweet(3, "RT @max: look https://t.co/picture", extended_entities=picture(other)))

    assert found.observations.is_empty()
    assert kinds(found) == ["repost_without_original"]


def test_an_answer_that_begins_like_a_repost_is_a_post(got: Any) -> None:
    """X's reposts answer nothing: who typed the letters into an answer wrote it."""
    assert only(got(answer(1, 0, "RT @max: is what they all do")))["repost_of_id"] is None


def test_the_post_whose_address_ends_the_text_is_quoted(got: Any) -> None:
    """No field says that a post quotes; X shows the post whose address is the last word, before pictures."""
    other = f"https://x.com/max/status/{post_id(0)}"
    found = got(
        tweet(1, "no https://t.co/q", entities=links(("https://t.co/q", other))),
        tweet(
            2,
            "no https://t.co/q https://t.co/picture",
            entities=links(("https://t.co/q", other)),
            extended_entities=picture(f"https://x.com/{HANDLE}/status/{post_id(2)}"),
        ),
        tweet(
            3,
            "first https://t.co/n then https://t.co/q",
            entities=links(("https://t.co/n", "https://n.example"), ("https://t.co/q", f"{other}?s=20")),
        ),
    )

    assert found.observations["quoted_id"].to_list() == [post_id(0)] * 3


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://t.co/q is where it stands", "https://x.com/max/status/{other}"),
        ("see https://t.co/q", "https://x.com/max/status/{other}/photo/1"),
        ("see https://t.co/q", "https://x.com/max"),
        ("see https://t.co/q", "https://news.example/max/status/{other}"),
        ("cut… https://t.co/q", "https://twitter.com/i/web/status/{own}"),
    ],
)
def test_other_addresses_quote_nothing(got: Any, text: str, address: str) -> None:
    """A link inside the text, to a picture, a person, another site or the post itself is no quote."""
    url = address.format(other=post_id(0), own=post_id(1))

    assert only(got(tweet(1, text, entities=links(("https://t.co/q", url)))))["quoted_id"] is None


# ---- long texts


def long_text(minutes: float, text: str, **changes: Any) -> dict[str, Any]:
    """Return an element of note-tweet.js, made some milliseconds before the post of a minute."""
    core = {"text": text, "urls": [], "mentions": [], "hashtags": [], "styletags": [], "cashtags": []}
    note = {
        "noteTweetId": str(int(post_id(minutes)) - (16 << 22)),
        "createdAt": at(minutes).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "updatedAt": at(minutes).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "lifecycle": {"value": "1", "name": "Active"},
        "core": core,
    } | changes
    return {"noteTweet": note}


def cut(text: str) -> str:
    """Return what tweets.js keeps of a long text."""
    return text[:274].replace("&", "&amp;") + "…"


WHOLE = "A word & another, and so on: " + "words and more words, " * 20 + "and the end."


def test_a_long_text_goes_to_its_post(got: Any) -> None:
    """It has no HTML entities, its own links and mentions, and replaces what tweets.js cut."""
    core = {
        "text": WHOLE,
        "urls": [{"expandedUrl": "https://news.example/a", "shortUrl": "https://t.co/a", "fromIndex": "1"}],
        "mentions": [{"screenName": "max", "fromIndex": "0", "toIndex": "4"}],
        "hashtags": [{"text": "gate", "fromIndex": "0", "toIndex": "4"}],
    }
    row = only(
        got(tweet(1, cut(WHOLE)), note_tweet=script("note_tweet.part0", long_text(1, WHOLE, core=core)))
    )

    assert row["text"] == WHOLE
    assert not row["text_truncated"]
    assert (row["urls"], row["mentions"], row["hashtags"]) == (["https://news.example/a"], ["max"], ["gate"])


def test_long_posts_of_one_second_get_each_its_own(got: Any) -> None:
    """A row of long posts is sent at once: only how each begins tells them apart."""
    texts = [f"{n}/3 " + WHOLE for n in (1, 2, 3)]
    minutes = [1, 1.005, 1.01]
    notes = [long_text(m, text) for m, text in zip(minutes, texts, strict=True)]
    found = got(
        *(tweet(m, cut(text)) for m, text in zip(minutes, texts, strict=True)),
        note_tweet=script("note_tweet.part0", *reversed(notes)),
    )

    assert found.observations["text"].to_list() == texts
    assert kinds(found) == []


def test_a_post_planned_ahead_is_known_by_its_beginning(got: Any) -> None:
    """Its long text is older than the post; the only one that begins so is taken."""
    found = got(
        answer(600, 0, "@max " + cut(WHOLE) + " https://t.co/q https://t.co/picture"),
        note_tweet=script("note_tweet.part0", long_text(1, WHOLE)),
    )

    assert only(found)["text"] == WHOLE
    assert kinds(found) == []


def test_the_same_beginning_twice_decides_nothing(got: Any) -> None:
    """Without the time, two texts that begin alike stay without a post, and are counted; the post stays cut."""
    found = got(
        tweet(600, cut(WHOLE)),
        note_tweet=script("note_tweet.part0", long_text(1, WHOLE), long_text(2, WHOLE + " Twice.")),
    )
    row = only(found)

    assert (row["text"], row["text_truncated"]) == (cut(WHOLE).replace("&amp;", "&"), True)
    assert kinds(found) == ["long_text_without_post"]
    assert found.problems["detail"][0].startswith("2 long texts")


def test_a_short_post_of_the_same_second_keeps_its_words(got: Any) -> None:
    """A text that was not cut is replaced by none that only begins like it."""
    found = got(
        tweet(1, "A word"),
        tweet(1.001, cut(WHOLE)),
        note_tweet=script("note_tweet.part0", long_text(1, WHOLE)),
    )

    assert found.observations["text"].to_list() == ["A word", WHOLE]


def test_a_long_text_that_names_its_post_goes_there(got: Any) -> None:
    """Descriptions of archives show `tweetId` and `noteTweetResults`; where they stand they decide."""
    note = {"noteTweetId": "7", "tweetId": post_id(9), "noteTweetResults": {"text": WHOLE}}
    found = got(tweet(9, "what was left…"), note_tweet=script("note_tweet.part0", {"noteTweet": note}))

    assert only(found)["text"] == WHOLE


def test_formatted_short_texts_are_long_texts_too(got: Any) -> None:
    """Bold words make a post of any length a long text; it is the same text, and its post is found."""
    found = got(
        tweet(
            1, "short &amp; bold https://t.co/picture", extended_entities=picture("https://x.com/a/status/1")
        ),
        note_tweet=script("note_tweet.part0", long_text(1, "short & bold")),
    )

    assert kinds(found) == []
    assert only(found)["text"] == "short & bold"


def test_the_end_of_a_cut_text_is_told_from_three_dots() -> None:
    """A cut text counts about 275, wide letters twice; who ends a shorter one with dots meant them."""
    texts = {
        "a" * 274 + "…": True,
        "a" * 274 + "… https://t.co/q https://t.co/p": True,
        "漢" * 137 + "…": True,
        "@max " * 40 + "and so on…": False,
        "a" * 200 + "… https://t.co/q": False,
    }
    found = collect(script("tweets.part0", *(tweet(n, text) for n, text in enumerate(texts))), "tweets.js")

    assert dict(found.observations.select("text", "text_truncated").iter_rows()) == texts


def test_a_long_text_is_given_once() -> None:
    """Two posts of one second that begin alike do not both get it; the nearer one does."""
    longs = LongPosts()
    longs.add(LongText(noteTweetId=post_id(1), core=Core(text=WHOLE)))
    near, far = (
        Status(id_str=post_id(1.0001), full_text=cut(WHOLE)),
        Status(id_str=post_id(1.02), full_text=cut(WHOLE)),
    )

    assert longs.of(near) is not None
    assert longs.of(far) is None
    assert longs.n_left == 0


# ---- what the owner deleted, circles, communities


def test_a_deleted_post_stays_a_post_and_is_said_to_be_deleted(got: Any) -> None:
    """The archive keeps what its owner deleted; the words stay, and when they went."""
    gone = tweet(5, "never mind", deleted_at="Fri May 24 13:00:00 +0000 2024")
    header = {
        "tweet": {"tweet_id": post_id(5), "user_id": OWNER, "deleted_at": "Fri May 24 13:00:00 +0000 2024"}
    }
    found = got(
        tweet(1),
        deleted_tweets=script("deleted_tweets.part0", gone),
        deleted_tweet_headers=script("deleted_tweet_headers.part0", header),
    )

    assert set(found.observations["post_id"]) == {post_id(1), post_id(5)}
    assert found.absences.select("post_id", "reason", "handle", "detail", "captured_at").rows() == [
        (
            post_id(5),
            "deleted",
            HANDLE,
            "deleted by its author at 2024-05-24 13:00:00 UTC",
            datetime(2024, 5, 24, 13, tzinfo=UTC),
        )
    ]


def test_a_deleted_post_without_words_is_an_absence(got: Any) -> None:
    """Of older deletions only the id is left: a reply to it hangs under a ghost whose reason is known."""
    header = {"tweet": {"tweet_id": post_id(5), "user_id": OWNER, "deleted_at": "no time"}}
    found = got(tweet(1), deleted_tweet_headers=script("deleted_tweet_headers.part0", header))

    assert found.observations["post_id"].to_list() == [post_id(1)]
    assert found.absences.select("post_id", "reason", "detail", "captured_at").rows() == [
        (post_id(5), "deleted", "deleted by its author", None)
    ]


def test_posts_in_communities_and_circles_are_read(got: Any) -> None:
    """They stand in files of their own; only those of a circle were not for everybody."""
    found = got(
        tweet(1),
        tweet(4, withheld_in_countries=["XY"]),
        community_tweet=script(
            "community_tweet.part0", tweet(2, community_id_str="9", scopes={"followers": False})
        ),
        twitter_circle_tweet=script("twitter_circle_tweet.part0", tweet(3)),
    )

    assert dict(found.observations.select("post_id", "availability").iter_rows()) == {
        post_id(1): "available",
        post_id(2): "available",
        post_id(3): "limited",
        post_id(4): "withheld",
    }


# ---- containers and shapes of the years


def _same(found: Collected) -> list[tuple[Any, ...]]:
    return sorted(found.observations.drop("source", "source_row").rows())


def test_zip_folder_and_file_give_the_same_posts(tmp_path: Path) -> None:
    """The zip as it comes, zipped again with folders around it, its folder, the folder of data alone: one archive."""
    files = archive(answer(2, 0), tweet(1))
    inner = {name.removeprefix("data/"): data for name, data in files.items() if name.startswith("data/")}
    again = {f"a/twitter-2024/{name}": data for name, data in files.items()}
    backslashes = {name.replace("/", "\\"): data for name, data in files.items()}
    wanted = _same(read([zipped(files, tmp_path / "1.zip")]))
    assert len(wanted) == 2

    for number, path in enumerate(
        (
            zipped(again, tmp_path / "2.zip"),
            zipped(inner, tmp_path / "3.zip"),
            zipped(backslashes, tmp_path / "4.zip"),
            unpacked(files, tmp_path / "whole"),
            unpacked(inner, tmp_path / "inner"),
        )
    ):
        found = read([path])
        assert _same(found) == wanted, number
        assert kinds(found) == []
        assert set(found.sources["dialect"].drop_nulls()) == {"account_archive"}


def test_a_file_of_posts_alone_is_read_under_any_name(tmp_path: Path) -> None:
    """`tweets.js`, renamed, from a pipe, or with the assignment taken off: what it begins with tells it."""
    owner = answer(2, None) | {}
    thread = tweet(
        3, in_reply_to_status_id_str=post_id(2), in_reply_to_user_id_str=OWNER, in_reply_to_screen_name=HANDLE
    )
    data = script("tweets.part0", owner, thread)
    bare = data.partition(b"=")[2]
    named, renamed = tmp_path / "tweets.js", tmp_path / "mine.txt"
    named.write_bytes(data)
    renamed.write_bytes(b"\xef\xbb\xbf" + data + b";\n")
    for found in (read([named]), read([renamed]), collect(data, "-"), collect(bare, "tweets.json")):
        assert found.observations.select("post_id", "author_id", "handle", "reply_to_handle").rows() == [
            (post_id(2), OWNER, HANDLE, "max"),
            (post_id(3), OWNER, HANDLE, HANDLE),
        ]
        assert found.sources["dialect"].to_list() == ["account_archive"]
        assert kinds(found) == []


def test_parts_are_read_in_order(got: Any, tmp_path: Path) -> None:
    """Large archives are cut into parts; the tenth comes after the second."""
    parts = {f"tweets_part{n}": script(f"tweets.part{n}", tweet(n)) for n in (1, 2, 10)}
    found = got(tweet(0), **parts)

    assert found.observations["post_id"].to_list() == [post_id(n) for n in (0, 1, 2, 10)]
    assert set(found.observations["source_row"]) == {0}


def test_tweet_js_without_wrapping_is_read(tmp_path: Path) -> None:
    """Until November 2022 the file was `tweet.js`, until 2020 each element was the post itself."""
    files = {
        "tweet.js": script("tweet.part0", answer(2, 0)["tweet"], tweet(1)["tweet"]),
        "account.js": account(),
        "tweet_media/1-a.jpg": b"",
    }
    found = read([unpacked(files, tmp_path)])

    assert found.observations.select("post_id", "reply_to_id", "author_id").rows() == [
        (post_id(2), post_id(0), OWNER),
        (post_id(1), None, OWNER),
    ]


def old_tweet(minutes: float, text: str = "words", person: str = OWNER, **changes: Any) -> dict[str, Any]:
    """Return a post as the tweet archive of before 2018 holds it."""
    own = post_id(minutes)
    return {
        "source": '<a href="https://app.example" rel="nofollow">Pigeon</a>',
        "entities": {"user_mentions": [], "media": [], "hashtags": [], "urls": []},
        "geo": {},
        "id_str": own,
        "text": text,
        "id": int(own),
        "created_at": f"{at(minutes):%Y-%m-%d %H:%M:%S} +0000",
        "user": {"name": "Somebody", "screen_name": f"person_{person}", "id_str": person, "id": int(person)},
    } | changes


def month(name: str, *posts: dict[str, Any]) -> bytes:
    """Write a month of the tweet archive."""
    return f"Grailbird.data.tweets_{name} =\n{json.dumps(list(posts), indent=2)}".encode()


def test_the_tweet_archive_is_read(tmp_path: Path) -> None:
    """A script a month, numbers as numbers, another way to write times, the owner and the date in files of their own."""
    index = [{"file_name": f"data/js/tweets/2024_0{n}.js", "tweet_count": 1, "year": 2024} for n in (4, 5)]
    details = {
        "screen_name": "person_501",
        "full_name": "Cath",
        "id": OWNER,
        "created_at": "2012-03-01 10:00:00 +0000",
    }
    repeated = b'"tweet_id","text"\n"1","the same once more"\n'
    made = {"tweets": 2, "created_at": "2024-06-07 21:14:00 +0000", "lang": "en"}
    files = {
        "data/js/tweets/2024_05.js": month(
            "2024_05", old_tweet(1, in_reply_to_status_id=int(post_id(0)), in_reply_to_user_id=502)
        ),
        "data/js/tweet_index.js": b"var tweet_index =  " + json.dumps(index).encode(),
        "data/js/user_details.js": b"var user_details =  " + json.dumps(details).encode(),
        "data/js/payload_details.js": b"var payload_details =  " + json.dumps(made).encode(),
        "data/csv/2024_05.csv": repeated,
        "tweets.csv": repeated,
        "index.html": b"<!doctype html>",
    }
    found = read([unpacked(files, tmp_path)])
    row = only(found)

    assert (row["post_id"], row["author_id"], row["handle"]) == (post_id(1), OWNER, "person_501")
    assert (row["reply_to_id"], row["reply_to_author_id"]) == (post_id(0), "502")
    assert row["created_at"] == at(1)
    assert row["captured_at"] == datetime(2024, 6, 7, 21, 14, tzinfo=UTC)
    assert found.people.select("name", "account_created_at").to_dicts()[-1]["account_created_at"] == datetime(
        2012, 3, 1, 10, tzinfo=UTC
    )
    assert found.problems.select("kind", "detail").rows() == [
        ("archive_part_missing", "2024_04.js with 1 records stands in the archive's list and is not there")
    ]


def test_the_tweet_archive_keeps_the_originals_of_reposts() -> None:
    """A repost holds its original whole there, so that a typed `RT @` is somebody's own post."""
    original = old_tweet(0, "the whole of it", person="502")
    found = collect(
        month(
            "2024_05",
            old_tweet(2, "RT @person_502: the wh ...", retweeted_status=original),
            old_tweet(1, "RT @max: ha"),
        ),
        "2024_05.js",
    )

    assert found.observations.select("post_id", "place", "repost_of_id", "text", "author_id").rows() == [
        (post_id(2), "main", post_id(0), "the whole of it", OWNER),
        (post_id(0), "reposted", None, "the whole of it", "502"),
        (post_id(1), "main", None, "RT @max: ha", OWNER),
    ]


def test_the_tweet_archive_tells_kinds_and_quotes_by_addresses() -> None:
    """Pictures come without their kind, quotes without a field."""
    media = [
        {"media_url_https": f"https://pbs.twimg.com/{folder}/G1.jpg", "url": "https://t.co/picture"}
        for folder in ("media", "tweet_video_thumb", "ext_tw_video_thumb/1/pu/img", "card")
    ]
    quote = links(("https://t.co/q", f"https://twitter.com/max/status/{post_id(0)}"))
    row = only(
        collect(
            month(
                "2024_05",
                old_tweet(1, "no https://t.co/q https://t.co/picture", entities=quote | {"media": media}),
            ),
            "2024_05.js",
        )
    )

    assert [item["kind"] for item in row["media"]] == ["photo", "gif", "video", "other"]
    assert row["quoted_id"] == post_id(0)


def test_a_file_that_was_cut_gives_what_is_whole(tmp_path: Path) -> None:
    """A download that broke off gives the posts before the break, and says so; the list says how many are lost."""
    whole = script("tweets.part0", tweet(1), tweet(2), tweet(3))
    files = archive(manifest=manifest(tweets=("tweets.js", 3))) | {
        "data/tweets.js": whole[: -len(whole) // 4]
    }
    found = read([zipped(files, tmp_path / "a.zip")])

    assert found.observations["post_id"].to_list() == [post_id(1), post_id(2)]
    assert kinds(found) == ["half_written", "archive_part_short"]


# ---- the owner


@pytest.mark.parametrize(
    ("members", "who"),
    [
        ({}, ("?" + post_id(2), None)),
        ({"manifest": manifest()}, (OWNER, HANDLE)),
        ({"account": account()}, (OWNER, HANDLE)),
        (
            {"verified": script("verified.part0", {"verified": {"accountId": OWNER, "verified": True}})},
            (OWNER, None),
        ),
        (
            {"tweet-headers": script("tweet_headers.part0", {"tweet": {"tweet_id": "1", "user_id": OWNER}})},
            (OWNER, None),
        ),
        (
            {
                "screen-name-change": script(
                    "screen_name_change.part0",
                    *(
                        {
                            "screenNameChange": {
                                "accountId": OWNER,
                                "screenNameChange": {
                                    "changedAt": f"20{year}-01-01",
                                    "changedFrom": "x",
                                    "changedTo": to,
                                },
                            }
                        }
                        for year, to in ((22, HANDLE), (20, "older"))
                    ),
                )
            },
            (OWNER, HANDLE),
        ),
    ],
)
def test_the_owner_is_whom_any_of_the_files_names(
    members: Files, who: tuple[str, str | None], tmp_path: Path
) -> None:
    """Posts do not name their author; without any file that does, all are one unknown person's."""
    files = {f"data/{name}.js": data for name, data in members.items()}
    found = read([unpacked(files | {"data/tweets.js": script("tweets.part0", tweet(2), tweet(1))}, tmp_path)])

    assert set(found.observations.select("author_id", "handle").rows()) == {who}
    assert kinds(found) == []
    assert len(fold(found).people) == 1


def test_an_unknown_owner_is_one_person_in_all_parts(tmp_path: Path) -> None:
    """The parts of one archive are one person's, whoever that is."""
    parts = {f"data/tweets{n}.js": script("tweets.part0", tweet(i)) for i, n in enumerate(("", "-part1"))}
    found = read([unpacked(parts, tmp_path)])

    assert found.observations["author_id"].to_list() == ["?" + post_id(0)] * 2


def test_a_picture_tells_the_handle() -> None:
    """The address of a picture names who posted it, where it is the post's own; that of a repost is another's."""
    own = tweet(1, extended_entities=picture(f"https://x.com/{HANDLE}/status/{post_id(1)}"))
    other = tweet(2, "RT @max: a", extended_entities=picture(f"https://x.com/max/status/{post_id(0)}"))
    found = collect(script("tweets.part0", other, own), "tweets.js")

    assert set(found.observations["handle"]) == {HANDLE}
    assert set(found.observations["author_id"]) == {f"@{HANDLE}"}


def test_followers_are_counted_and_never_listed(got: Any) -> None:
    """The list in the manifest says how many; without it the accounts in the file are counted, none is kept."""
    people = script(
        "follower.part0", *({"follower": {"accountId": f"77700{n}", "userLink": "x"}} for n in range(3))
    )
    counted = got(tweet(1), follower=people, manifest=manifest(follower=("follower.js", 41)))
    listed = got(tweet(1), follower=people, following=script("following.part0"))

    assert counted.people["follower_count"].to_list() == [41]
    assert listed.people.select("follower_count", "following_count").rows() == [(3, 0)]
    assert "77700" not in everything(listed)


def test_long_lists_of_followers_are_counted_across_blocks(got: Any) -> None:
    """A list of some megabytes is read in blocks; none is counted twice and none is lost between two."""
    line = '{"follower" : {"accountId" : "777", "userLink" : "https://x.com/intent/user?user_id=777"}}'
    people = f"window.YTD.follower.part0 = [{','.join([line] * 40_000)}]".encode()

    assert got(tweet(1), follower=people).people["follower_count"].to_list() == [40_000]


# ---- the archive's own list


def test_what_the_list_counts_and_the_archive_lacks_is_told(got: Any) -> None:
    """A part that is missing and a part with fewer posts are problems; files of other things, and empty ones, are not."""
    found = got(
        tweet(1),
        manifest=manifest(
            tweets=("tweets.js", 3),
            more=("tweets-part1.js", 20),
            deletedTweets=("deleted-tweets.js", 0),
            like=("like.js", 7),
            directMessages=("direct-messages.js", 9),
            follower=("follower.js", 2),
        ),
    )

    assert found.problems.select("position", "kind", "detail").rows() == [
        ("tweets.js", "archive_part_short", "the archive's list counts 3 records, 1 are in it"),
        (
            None,
            "archive_part_missing",
            "tweets-part1.js with 20 records stands in the archive's list and is not there",
        ),
    ]


@pytest.mark.parametrize(
    "broken", [b"", b"window.__THAR_CONFIG = {", b"[1]", b'window.__THAR_CONFIG = {"dataTypes": [3]}']
)
def test_a_broken_list_costs_itself(got: Any, broken: bytes) -> None:
    """Without a readable manifest the posts are read, with the owner of account.js and no time of capture."""
    row = only(got(tweet(1), manifest=broken))

    assert (row["author_id"], row["captured_at"]) == (OWNER, None)


# ---- what is private


PRIVATE = {
    "direct_messages": f"window.YTD.direct_messages.part0 = [ {{{{ {SECRET}".encode(),
    "ip_audit": f'window.YTD.ip_audit.part0 = [{{"ipAudit": "{SECRET}"}}]'.encode(),
    "email_address_change": SECRET.encode(),
    "like": script("like.part0", {"like": {"tweetId": post_id(0), "fullText": SECRET}}),
    "profile": script("profile.part0", {"profile": {"description": {"bio": SECRET}}}),
    "personalization": script("personalization.part0", {"p13nData": SECRET}),
    "grok_chat_item": script("grok_chat_item.part0", {"grokChatItem": {"message": SECRET}}),
}
RATED = {
    "noteId": post_id(8),
    "userId": OWNER,
    "userAlias": SECRET,
    "createdAt": GENERATED,
    "helpfulnessLevel": "Helpful",
}
WROTE = {
    "noteId": post_id(9),
    "tweetId": post_id(0),
    "userId": OWNER,
    "userAlias": SECRET,
    "createdAt": "2024-05-24T13:00:00.000Z",
    "summary": "This is not what the paper says.",
    "classification": "MisinformedOrPotentiallyMisleading",
}
NOTES = {
    "community_note": script("community_note.part0", {"communityNote": WROTE}),
    "community_note_rating": script("community_note_rating.part0", {"communityNoteRating": RATED}),
    "birdwatch_note_rating": script("birdwatch_note_rating.part0", {"birdwatchNoteRating": RATED}),
    "community_note_batsignal": script("community_note_batsignal.part0", {"communityNoteBatsignal": SECRET}),
}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of all sources that are opened from now on."""
    names: list[str] = []
    real = Source.open

    def spied(self: Source) -> Any:
        names.append(self.name.rpartition("/")[2])
        return real(self)

    monkeypatch.setattr(Source, "open", spied)
    return names


@pytest.mark.parametrize("box", ["zip", "folder"])
def test_only_known_members_are_ever_opened(box: str, opened: list[str], tmp_path: Path) -> None:
    """Messages, addresses, likes and a profile are claimed and never opened; no word of them is in any table."""
    files = archive(tweet(1), **PRIVATE, **NOTES) | {"data/direct_messages_media/1-2.jpg": SECRET.encode()}
    found = read([zipped(files, tmp_path / "a.zip") if box == "zip" else unpacked(files, tmp_path / "a")])

    assert sorted(opened) == ["account.js", "manifest.js", "tweets.js"]
    assert {name.removesuffix(".js") for name in opened} <= OPENED.keys()
    assert kinds(found) == []
    text = everything(found)
    assert SECRET not in text
    assert MAIL not in text
    assert found.notes.is_empty()
    assert found.observations.height == 1


@pytest.mark.parametrize(
    "broken",
    [
        b'window.YTD.account.part0 = [ { "account" : { "email" : "cath@mail.example",',
        account().replace(b'"501"', b'{"x": "cath@mail.example"}'),
    ],
)
def test_the_e_mail_is_in_no_message(got: Any, broken: bytes) -> None:
    """A damaged account.js is told of without a word of what stands in it."""
    found = got(tweet(1), account=broken, manifest=b"")

    assert kinds(found)
    assert MAIL not in everything(found)


def test_the_owners_notes_are_read_when_asked_for(got: Any) -> None:
    """They are evidence that a note is on record; ratings name no post and are counted; who wrote them is not kept."""
    found = got(tweet(1), own_notes=True, **NOTES)
    (note,) = found.notes.to_dicts()

    assert (note["post_id"], note["note_id"], note["text"]) == (post_id(0), post_id(9), WROTE["summary"])
    assert (note["evidence_kind"], note["state"]) == ("own_archive", "notes_exist_not_shown_to_capturer")
    assert note["written_at"] == datetime(2024, 5, 24, 13, tzinfo=UTC)
    assert (note["observed_at"], note["precision"]) == (datetime(2024, 6, 7, 21, 14, tzinfo=UTC), "capture")
    assert (note["shown_from"], note["shown_until"]) == (None, None)
    assert (
        found.problems.select("kind", "detail").rows()
        == [("own_note_without_post", "1 note or rating names no post; counted and left out")] * 2
    )
    assert SECRET not in everything(found)


def test_old_names_of_notes_are_read_too(got: Any) -> None:
    """Until August 2023 the files were called after Birdwatch."""
    notes = script(
        "birdwatch_note.part0", {"birdwatchNote": WROTE | {"createdAt": None}}, {"birdwatchNote": {}}
    )
    found = got(tweet(1), own_notes=True, birdwatch_note=notes)

    assert found.notes.select("post_id", "written_at").rows() == [(post_id(0), at(9))]
    assert kinds(found) == ["own_note_without_post"]


# ---- what stands around it


def test_pictures_beside_it_are_matched_and_those_of_messages_are_not(tmp_path: Path) -> None:
    """The files of posts bear the post's id; what was sent in messages is no part of any post."""
    one = f"{post_id(1)}-G1aBcDeFgH.jpg"
    files = archive(tweet(1, extended_entities=picture("https://x.com/a/status/1"))) | {
        f"data/tweets_media/{one}": b"jpg",
        f"data/direct_messages_media/{post_id(1)}-secret.jpg": b"jpg",
    }
    found = read([zipped(files, tmp_path / "a.zip")])

    assert [item["file"] for item in only(found)["media"]] == [
        f"{tmp_path.as_posix()}/a.zip!data/tweets_media/{one}"
    ]
    assert "secret" not in everything(found)


def test_other_exports_beside_an_archive_are_read_as_what_they_are(tmp_path: Path) -> None:
    """X's own files are claimed, and no others where no manifest says that the folder is X's."""
    names = [
        "all/data/tweets.js",
        "all/data/direct-messages.js",
        "all/data/thread.json",
        "all/data/deep/thread.jsonl",
        "all/assets/a.png",
        "all/thread.json",
        "all/more.zip",
        "all/more.zip!thread.json",
    ]

    assert claims(names) == {"all": ["all/data/tweets.js", "all/data/direct-messages.js", "all/assets/a.png"]}
    assert claims([*names, "all/data/manifest.js"])["all"] == [
        *names[:5],
        "all/data/manifest.js",
    ]


def test_two_archives_are_two(tmp_path: Path) -> None:
    """Archives inside each other's folders keep their members apart."""
    names = [
        "a/data/tweets.js",
        "a/data/b/data/tweets.js",
        "a/data/b/data/account.js",
        "z.zip!tweets.js",
        "z.zip!like.js",
    ]

    assert claims(names) == {"a": names[:1], "a/data/b": names[1:3], "z.zip": names[3:]}
    mixed = ["a/tweets.js", "a/like.js", "a/data/tweets.js", "a/data/js/tweets/2015_01.js", "a/data/js/x.js"]
    assert claims(mixed) == {"a": mixed[:2], "a/data": mixed[2:3], "a/data/js": mixed[3:]}


def test_a_lone_script_is_judged_by_its_content(tmp_path: Path) -> None:
    """`tweets.js` of somebody's program is no archive, and messages alone are none that is read."""
    assert claims(["src/tweets.js", "src/thread.json"]) == {}
    assert begins(b"const tweets = require('x')") is None
    assert begins(b"window.YTD.direct_messages.part0 = [ {") is None
    assert begins(b"window.YTD.deleted_tweets.part0 = [ {") == "window.YTD.deleted_tweets.part0"
    assert begins(b'[{"tweet": {"id": "1", "text": "of another program"}}]') is None


def test_hostile_names_in_the_zip_cost_themselves(tmp_path: Path) -> None:
    """Names that lead out of the zip are told and not read; the archive is."""
    files = archive(tweet(1)) | {
        "../data/tweets.js": script("tweets.part0", tweet(2)),
        "/data/tweets-part1.js": script("tweets.part1", tweet(3)),
        "data/../../tweets-part2.js": script("tweets.part2", tweet(4)),
        "data/tweets_media/" + "x" * 300 + "!.jpg": b"",
        "data/tweets-part9999999.js": b"no number of a part",
        "data/\u202esj.steewt": b"turned around",
    }
    found = read([zipped(files, tmp_path / "a.zip")])

    assert found.observations["post_id"].to_list() == [post_id(1)]
    assert kinds(found) == ["unsafe_member"] * 3


def test_damage_in_one_member_costs_that_member(tmp_path: Path) -> None:
    """A member whose bytes are damaged is named; the others are read."""
    path = zipped(
        archive(tweet(1), community_tweet=script("community_tweet.part0", tweet(2))), tmp_path / "a.zip"
    )
    with zipfile.ZipFile(path) as box:
        begin = box.getinfo("data/community-tweet.js").header_offset
    data = bytearray(path.read_bytes())
    data[begin + 70 : begin + 110] = b"\xff" * 40
    found = read([io.BytesIO(bytes(data))])

    assert found.observations["post_id"].to_list() == [post_id(1)]
    assert kinds(found) == ["unreadable_file"]


def test_elements_that_are_no_posts_are_told(got: Any) -> None:
    """Something else in the array is a problem of its place and no post."""
    found = got(
        tweet(1), {"tweet": {}}, {"like": {"tweetId": "1"}}, note_tweet=script("note_tweet.part0", {"x": 1})
    )

    assert found.observations["post_id"].to_list() == [post_id(1)]
    assert found.problems.select("position", "kind").rows() == [
        ("record 0", "unknown_record"),
        ("record 1", "unknown_record"),
        ("record 2", "unknown_record"),
    ]


# ---- a real archive


@pytest.mark.shared
def test_a_real_archive(shared: Path) -> None:
    """54 of 2045 posts of a real archive, 3 in a community, 5 deleted; the zip and its folder say the same."""
    folder = shared / "samples" / "4_account_archive"
    found = read([folder / "data"])
    boxed = read([folder / "DERIVED__twitter-2026-03-06-trimmed.zip"])
    left_out = found.problems.filter(pl.col("kind") == "repost_without_original")

    assert _same(found) == _same(boxed)
    assert (len(found.observations), left_out["detail"].str.extract(r"^(\d+)").to_list()) == (51, ["10", "1"])
    assert len(found.absences) == 5
    assert found.observations["author_id"].n_unique() == 1
    assert found.observations["repost_of_id"].count() == 1
    assert set(found.problems["kind"]) == {"repost_without_original", "archive_part_short"}
    assert found.people.select("follower_count", "following_count").rows() == [(61, 167)]
    assert "redacted@" not in everything(found)
