"""What is read from gallery-dl: one record a file, handles called names, ids that are 0, quotes told backwards."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fixtures.story import quarrel
from fixtures.writers import gallery_dl
from tests.collect.inputs import at, collect, kinds, lines, only, post_id
from threadscope.collect import Collected, fold, read

_OWNER = {"id": 502, "name": "owner", "nick": "The owner"}
_AUTHOR = {
    "id": 501,
    "name": "Cath_Pigeon",
    "nick": "Cath",
    "verified": False,
    "followers_count": 900,
    "friends_count": 90,
    "date": "2012-03-01 10:00:00",
}


def _post(minutes: float, text: str = "words", **changes: Any) -> dict[str, Any]:
    own = int(post_id(minutes))
    return {
        "category": "twitter",
        "subcategory": "timeline",
        "tweet_id": own,
        "retweet_id": 0,
        "quote_id": 0,
        "reply_id": 0,
        "conversation_id": own,
        "date": f"{at(minutes):%Y-%m-%d %H:%M:%S}",
        "author": _AUTHOR,
        "user": _AUTHOR,
        "lang": "en",
        "source": "Pigeon App",
        "favorite_count": 4,
        "quote_count": 3,
        "reply_count": 1,
        "retweet_count": 2,
        "bookmark_count": 0,
        "view_count": 979,
        "content": text,
        "count": 0,
    } | changes


def _file(minutes: float, number: int, **changes: Any) -> list[Any]:
    name = f"F{number}x"
    own = {"num": number, "type": "photo", "filename": name, "extension": "jpg", "description": None}
    address = f"https://pbs.twimg.com/media/{name}?format=jpg&name=orig"
    return [3, address, _post(minutes, count=4) | own | changes]


def _dump(*messages: list[Any]) -> Collected:
    return collect(json.dumps(messages, sort_keys=True, indent=2).encode())


def test_a_record_gives_the_columns_of_its_post() -> None:
    """``name`` is the handle and ``nick`` the name; the text holds no entities; who is answered is found by handle."""
    record = _post(
        10.00209,
        "@max no & never: https://news.example/1",
        reply_id=int(post_id(0)),
        reply_to="max",
        conversation_id=int(post_id(0)),
        hashtags=["PigeonGate"],
        mentions=[{"id": 502, "name": "max", "nick": "Max"}],
        type="video",
        description="a bird",
        extension="mp4",
        filename="V1",
    )
    row = only(_dump([3, "https://video.example/V1.mp4", record]))

    assert (row["post_id"], row["author_id"], row["handle"]) == (post_id(10.00209), "501", "Cath_Pigeon")
    assert (row["reply_to_id"], row["reply_to_author_id"], row["reply_to_handle"]) == (
        post_id(0),
        "502",
        "max",
    )
    assert row["created_at"] == datetime(2024, 5, 24, 12, 10, 0, 125000, tzinfo=UTC)
    assert (row["text"], row["text_truncated"]) == ("@max no & never: https://news.example/1", False)
    assert (row["urls"], row["mentions"], row["hashtags"]) == (
        ["https://news.example/1"],
        ["max"],
        ["PigeonGate"],
    )
    assert (row["like_count"], row["reply_count"], row["repost_count"], row["quote_count"]) == (4, 1, 2, 3)
    assert (row["bookmark_count"], row["view_count"], row["source_app"]) == (0, 979, "Pigeon App")
    film = {"kind": "video", "alt": "a bird", "url": "https://video.example/V1.mp4", "file": None}
    assert row["media"] == [film]


def test_the_author_is_sighted_and_an_old_badge_that_is_not_there_says_nothing() -> None:
    """The tool does not know badges that are paid for: false is no word on them."""
    (row,) = _dump([2, _post(0)]).people.unique().to_dicts()

    assert (row["author_id"], row["handle"], row["name"]) == ("501", "Cath_Pigeon", "Cath")
    assert (row["follower_count"], row["following_count"], row["verified"]) == (900, 90, None)
    assert row["account_created_at"] == datetime(2012, 3, 1, 10, tzinfo=UTC)


def test_the_files_of_a_post_are_its_media_and_the_post_is_one() -> None:
    """A post with four pictures stands there five times, and once more after another quoted it."""
    messages = [
        [2, _post(0)],
        *(_file(0, number) for number in (1, 2, 3, 4)),
        _file(0, 2, quote_id=int(post_id(9))),
    ]
    row = only(_dump(*messages))

    assert [item["url"] for item in row["media"]] == [
        f"https://pbs.twimg.com/media/F{number}x.jpg" for number in (1, 2, 3, 4)
    ]


@pytest.mark.parametrize("before", [509, 510, 511, 512])
def test_the_files_of_a_post_are_joined_over_batches(before: int) -> None:
    """Records come in batches of some hundred: a post at the end of one waits for its files in the next."""
    messages = [
        *([2, _post(minutes)] for minutes in range(before)),
        *(_file(before, n) for n in (1, 2, 3, 4)),
    ]
    seen = _dump(*messages).observations

    assert len(seen) == before + 1
    assert seen["media"].list.len().max() == 4


def test_what_waits_belongs_to_its_file() -> None:
    """The last posts of a file are put in before the next file begins."""
    found = collect([json.dumps([[2, _post(0)]]).encode(), json.dumps([[2, _post(1)]]).encode()])

    assert found.observations.sort("source")["post_id"].to_list() == [post_id(0), post_id(1)]
    assert found.observations["source"].n_unique() == 2


@pytest.mark.parametrize("written", ["array", "lines", "sidecar", "flat lines"])
def test_containers(written: str) -> None:
    """An array, a message a line, the object beside a picture, and objects a line hold the same post."""
    address, own = _file(0, 1)[1:]
    raw = {
        "array": json.dumps([[2, _post(0)], [3, address, own]], indent=2).encode(),
        "lines": lines([2, _post(0)], [3, address, own]),
        "sidecar": json.dumps(own, indent=4).encode(),
        "flat lines": lines(_post(0), own),
    }[written]
    row = only(collect(raw))

    assert (row["post_id"], row["dialect"]) == (post_id(0), "gallery_dl")
    assert [item["url"] for item in row["media"]] == ["https://pbs.twimg.com/media/F1x.jpg"]


def test_numbers_as_text_are_the_same_numbers() -> None:
    """With the option ``num-to-str`` ids and counts are text, and "0" is none all the same."""
    record = {key: str(value) if isinstance(value, int) else value for key, value in _post(0).items()}
    row = only(_dump([2, record]))

    assert (row["post_id"], row["reply_to_id"], row["like_count"]) == (post_id(0), None, 4)


def test_zero_views_are_not_said() -> None:
    """The tool writes 0 where X gave no number of views, as of posts before 2023."""
    assert only(_dump([2, _post(0, view_count=0)]))["view_count"] is None


def test_the_quoting_post_takes_its_quote_from_the_quoted_one() -> None:
    """``quote_id`` is the post that quotes this one, if it is younger; before 2022 it was the post quoted by this."""
    quoted = _post(0, quote_id=int(post_id(5)), quote_by="Cath_Pigeon")
    before_2022 = _post(7, quote_id=int(post_id(0)))
    seen = _dump([2, _post(5)], [2, quoted], [2, before_2022]).observations.sort("post_id")

    assert seen["quoted_id"].to_list() == [None, post_id(0), post_id(0)]


def test_the_timeline_says_who_reposted() -> None:
    """A repost names the original's author as its own; its words are the original's, which is a post beside it."""
    repost = _post(
        5,
        "RT @Cath_Pigeon: all of it",
        retweet_id=int(post_id(0)),
        date_original=f"{at(0):%Y-%m-%d %H:%M:%S}",
        user=_OWNER,
        favorite_count=0,
    )
    seen = _dump([2, repost]).observations.sort("post_id")

    assert seen["place"].to_list() == ["reposted", "main"]
    assert seen["author_id"].to_list() == ["501", "502"]
    assert seen["repost_of_id"].to_list() == [None, post_id(0)]
    assert seen["text"].to_list() == ["all of it", "all of it"]
    assert seen["like_count"].to_list() == [None, None]


@pytest.mark.parametrize(
    ("subcategory", "user", "author"),
    [
        ("search", _AUTHOR, None),  # nobody's timeline: `user` repeats the author
        ("timeline", _AUTHOR, "501"),  # people repost themselves
        ("likes", _OWNER, None),  # whose likes they are is not who reposted
    ],
)
def test_who_reposted_may_not_be_known(subcategory: str, user: dict[str, Any], author: str | None) -> None:
    """Where the records do not say who reposted, nobody is named."""
    repost = _post(5, "RT @Cath_Pigeon: x", retweet_id=int(post_id(0)), user=user, subcategory=subcategory)
    (row,) = _dump([2, repost]).observations.filter(place="main").to_dicts()

    assert row["author_id"] == (author or f"?{post_id(5)}")


def test_a_repost_that_was_replaced_by_its_original_is_no_repost() -> None:
    """With ``retweets: original`` the record is the original, and names itself as what it reposts."""
    row = only(_dump([2, _post(0, "RT @Cath_Pigeon: words", retweet_id=int(post_id(0)))]))

    assert (row["repost_of_id"], row["text"], row["author_id"], row["like_count"]) == (
        None,
        "words",
        "501",
        4,
    )


def test_texts_of_older_releases_may_be_cut() -> None:
    """They took the short text of long posts, and without the link that X puts behind the cut."""
    seen = _dump([2, _post(0, "w" * 274 + "…")], [2, _post(1, "and so on…")]).observations.sort("post_id")

    assert seen["text_truncated"].to_list() == [True, False]


def test_the_words_of_a_note_do_not_say_that_it_was_shown() -> None:
    """The tool keeps the note's words alone: neither its id nor whether it was only proposed; silence says nothing."""
    notes = _dump([2, _post(0, birdwatch="Readers say")], [2, _post(1)]).notes

    assert notes.select("post_id", "evidence_kind", "state", "note_id", "text").rows() == [
        (post_id(0), "pivot", "pivot_ambiguous", None, "Readers say")
    ]


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ([-1, {"error": "AuthorizationError", "message": "protected"}], "errors_in_response"),
        (["AuthorizationError", "protected"], "errors_in_response"),
        ([6, "https://x.com/cath/media", {}], "unknown_record"),
        ([2, _post(1, "", subcategory="avatar")], "unknown_record"),
        ([2, _AUTHOR], "unknown_record"),
        ([2, {"category": "pixiv", "id": 7}], "unknown_record"),
        ([2, _post(1) | {"tweet_id": 0}], "no_post_id"),
        ([3], "unknown_record"),
        ([6], "unknown_record"),
        ([], "unknown_record"),
        ([{}, 2], "unknown_record"),
    ],
)
def test_what_is_no_post_is_reported(message: list[Any], kind: str) -> None:
    """Errors, addresses still to be followed, profile pictures and other sites are told and never posts."""
    found = _dump([2, _post(0)], message)

    assert found.observations["post_id"].to_list() == [post_id(0)]
    assert kinds(found) == [kind]


def test_a_run_that_only_failed_is_told() -> None:
    """An error alone is an export of the tool, and says why nothing is there."""
    found = _dump([-1, {"error": "NotFoundError", "message": "Requested tweet could not be found"}])

    assert found.sources["dialect"].to_list() == ["gallery_dl"]
    assert "Requested tweet" in found.problems["detail"][0]


def test_other_sites_are_not_taken() -> None:
    """gallery-dl writes the same for a hundred sites; only its category, or X's own names, make it a post."""
    assert not gallery_marks({"category": "bluesky", "tweet_id": 1})
    assert not gallery_marks([2, {"category": "pixiv", "id": 1}])
    assert gallery_marks({"tweet_id": 1, "author": {"name": "cath", "nick": "Cath"}})


def gallery_marks(value: Any) -> str | None:
    """Return what the dialect says of a record."""
    from threadscope.collect.dialects import gallery_dl as dialect

    return dialect.marks(value)


def _named(files: dict[str, bytes]) -> Iterator[io.BytesIO]:
    for name, content in files.items():
        stream = io.BytesIO(content)
        stream.name = name
        yield stream


def test_sidecars_give_the_posts_with_pictures() -> None:
    """Each picture of the story has its object beside it; addresses of pictures are made of their names."""
    story = quarrel()
    posts = fold(read(list(_named(gallery_dl.sidecars(story))))).posts
    wanted = {p.post_id: p for p in story.posts if p.media and not p.promoted and not p.repost_of_id}

    assert set(posts["post_id"]) == wanted.keys()
    told = {row["post_id"]: [item["url"] for item in row["media"]] for row in posts.to_dicts()}
    pictures = {key: [m.url if m.kind == "photo" else None for m in p.media] for key, p in wanted.items()}
    assert told == pictures


def test_sidecars_of_one_post_join_its_files_and_its_quote(tmp_path: Path) -> None:
    """A record a file, each in a file of its own: the post has all pictures, and quotes what another sidecar says."""
    for number in (1, 2):
        name = f"{post_id(5)}_{number}.jpg"
        sidecar = _post(5, num=number, count=2, type="photo", filename=f"Fabcdefgh{number}", extension="jpg")
        (tmp_path / f"{name}.json").write_text(json.dumps(sidecar))
        (tmp_path / name).write_bytes(b"\xff\xd8")
    quoted = _post(0, quote_id=int(post_id(5)))
    (tmp_path / f"{post_id(0)}.json").write_text(json.dumps(quoted))
    folded = fold(read([tmp_path])).posts
    media = folded.filter(post_id=post_id(5))["media"][0].to_list()

    assert [Path(item["file"]).name for item in media] == [f"{post_id(5)}_1.jpg", f"{post_id(5)}_2.jpg"]
    assert folded.filter(post_id=post_id(5))["quoted_id"].to_list() == [post_id(0)]
