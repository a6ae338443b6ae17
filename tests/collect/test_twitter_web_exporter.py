"""What is read from twitter-web-exporter: X's own object where it was kept, else what the script says of a post."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.collect.inputs import at, collect, g3_post, kinds, lines, only, post_id

SEEN = 1_717_794_840_000
CAPTURED = datetime(2024, 6, 7, 21, 14, tzinfo=UTC)


def exported(minutes: float = 0, **changes: Any) -> dict[str, Any]:
    """Return an item of the JSON export, made in a browser eight hours ahead of UTC."""
    own = post_id(minutes)
    return {
        "id": own,
        "created_at": "2024-05-24 20:00:00",
        "full_text": "words &amp; words",
        "media": [],
        "screen_name": "cath",
        "name": "Cath",
        "profile_image_url": "https://pbs.twimg.com/profile_images/1/x_normal.jpg",
        "user_id": "501",
        "in_reply_to": None,
        "retweeted_status": None,
        "quoted_status": None,
        "media_tags": [],
        "favorite_count": 4,
        "retweet_count": 2,
        "bookmark_count": 0,
        "quote_count": 3,
        "reply_count": 1,
        "views_count": 979440,
        "favorited": False,
        "retweeted": False,
        "bookmarked": False,
        "url": f"https://twitter.com/cath/status/{own}",
    } | changes


def table(*items: dict[str, Any], names: dict[str, str] | None = None) -> bytes:
    """Write items as the script writes its CSV."""

    def cell(value: Any) -> str:
        if isinstance(value, bool | int):
            return json.dumps(value)
        text = value if isinstance(value, str) else json.dumps(value)
        return '"' + text.replace('"', '""').replace("\n", "\\n") + '"'

    header = ",".join((names or {}).get(key, key) for key in items[0])
    rows = [",".join(map(cell, item.values())) for item in items]
    return b"\xef\xbb\xbf" + "\n".join([header, *rows, ""]).encode()


def test_an_item_gives_the_columns_of_its_post() -> None:
    """Without metadata: ids, counts, the parent, and the time that the id holds, not the local one."""
    row = only(collect(json.dumps([exported(10, in_reply_to=post_id(0), quoted_status=post_id(1))]).encode()))

    assert (row["post_id"], row["author_id"], row["handle"]) == (post_id(10), "501", "cath")
    assert (row["reply_to_id"], row["quoted_id"], row["repost_of_id"]) == (post_id(0), post_id(1), None)
    assert (row["created_at"], row["captured_at"]) == (at(10), None)
    assert (row["text"], row["view_count"], row["bookmark_count"]) == ("words & words", 979440, 0)
    assert (row["like_count"], row["reply_count"], row["repost_count"], row["quote_count"]) == (4, 1, 2, 3)


def test_what_x_sent_is_taken_where_it_was_kept() -> None:
    """With metadata the post is X's own: its time in UTC, its conversation, and when the script saw it."""
    kept = g3_post(0, "kept") | {
        "twe_private_fields": {"created_at": 0, "updated_at": SEEN, "media_count": 0}
    }
    found = collect(json.dumps([exported(0, full_text="told", metadata=kept)]).encode())
    row = only(found)

    assert (row["text"], row["conversation_id"], row["lang"]) == ("kept", post_id(0), "en")
    assert (row["created_at"], row["captured_at"]) == (at(0), CAPTURED)
    assert (row["dialect"], kinds(found)) == ("twitter_web_exporter", [])


@pytest.mark.parametrize("kept", [None, {}, "text", {"__typename": "Odd"}])
def test_metadata_that_is_none_costs_nothing(kept: Any) -> None:
    """Where the metadata is no post, the item itself counts."""
    assert only(collect(json.dumps([exported(metadata=kept)]).encode()))["text"] == "words & words"


def test_items_with_and_without_metadata_stand_in_one_file() -> None:
    """Each item is read in its own way."""
    found = collect(json.dumps([exported(0), exported(1, metadata=g3_post(1, "kept"))]).encode())

    assert dict(found.observations.select("post_id", "text").rows()) == {
        post_id(0): "words & words",
        post_id(1): "kept",
    }


@pytest.mark.parametrize(
    ("written", "time", "problems"),
    [
        ("2009-05-01 20:00:00 +08:00", datetime(2009, 5, 1, 12, tzinfo=UTC), []),
        ("2009-05-01 20:00:00", datetime(2009, 5, 1, 20, tzinfo=UTC), ["time_without_zone"]),
        ("May 1, 2009", None, ["time_unreadable"]),
    ],
)
def test_ids_without_a_time(written: str, time: datetime | None, problems: list[str]) -> None:
    """Ids of before November 2010 hold no time: the local one counts, and is doubted where no zone is said."""
    found = collect(json.dumps([exported(id="1500000000", url=None, created_at=written)]).encode())

    assert (only(found)["created_at"], kinds(found)) == (time, problems)


@pytest.mark.parametrize(
    ("written", "text"),
    [("a &lt; b", "a < b"), ("w" * 300 + " &lt;b&gt; is HTML", "w" * 300 + " &lt;b&gt; is HTML")],
)
def test_entities_are_resolved_in_short_texts_only(written: str, text: str) -> None:
    """The script takes the whole of a long post, which X does not escape, and else the text, which X does."""
    assert only(collect(json.dumps([exported(full_text=written)]).encode()))["text"] == text


def test_media_have_the_addresses_of_x() -> None:
    """The script asks for other sizes; the picture's own address is got back, and of a video that of its still."""
    photo = {
        "type": "photo",
        "url": "https://t.co/1",
        "thumbnail": "https://pbs.twimg.com/media/Fx1.jpg?format=jpg&name=thumb".replace(".jpg?", "?"),
        "original": "https://pbs.twimg.com/media/Fx1?format=jpg&name=orig",
        "ext_alt_text": "a pigeon",
    }
    still = "https://pbs.twimg.com/ext_tw_video_thumb/1/pu/img/s.jpg"
    video = {
        "type": "video",
        "thumbnail": f"{still}?name=thumb",
        "original": "https://video.twimg.com/ext_tw_video/1/pu/vid/x.mp4?tag=12",
    }
    assert only(collect(json.dumps([exported(media=[photo, video])]).encode()))["media"] == [
        {"kind": "photo", "alt": "a pigeon", "url": "https://pbs.twimg.com/media/Fx1.jpg", "file": None},
        {"kind": "video", "alt": None, "url": still, "file": None},
    ]


def test_the_csv_spells_nothing_and_new_lines() -> None:
    r"""``"null"`` is nothing, ``\n`` a new line, and lists are JSON."""
    media = [{"type": "photo", "thumbnail": "https://pbs.twimg.com/media/A?format=png&name=thumb"}]
    found = collect(
        table(exported(0, full_text='two\nlines, "quoted"', media=media, views_count=None), exported(1)),
        "x.csv",
    )
    first, second = found.observations.to_dicts()

    assert (first["text"], first["reply_to_id"], first["view_count"]) == ('two\nlines, "quoted"', None, None)
    assert first["media"][0]["url"] == "https://pbs.twimg.com/media/A.png"
    assert (second["post_id"], second["like_count"], kinds(found)) == (post_id(1), 4, [])


def test_the_csv_with_metadata() -> None:
    """A cell spells X's own object, which is taken."""
    found = collect(
        table(exported(0, metadata=g3_post(0, "kept\nwhole")), exported(1, metadata=g3_post(1))), "x.csv"
    )

    assert found.observations["text"].to_list() == ["kept\nwhole", "words"]


def test_columns_named_as_they_are_shown() -> None:
    """An offspring of the script writes the names that the table shows, in English."""
    names = {
        "id": "ID",
        "created_at": "Date",
        "full_text": "Content",
        "media": "Media",
        "screen_name": "Screen Name",
        "user_id": "User ID",
        "in_reply_to": "Replying To",
        "favorite_count": "Favorites",
        "views_count": "Views",
    }
    rows = collect(table(exported(1, in_reply_to=post_id(0)), exported(2), names=names), "x.csv").observations

    assert rows["reply_to_id"].to_list() == [post_id(0), None]
    assert (rows["like_count"].to_list(), rows["handle"].to_list()) == ([4, 4], ["cath", "cath"])


def test_an_id_that_a_spreadsheet_rounded_is_mended() -> None:
    """The address beside it keeps all digits."""
    found = collect(json.dumps([exported(0, id=post_id(0)[:15] + "0000")]).encode())

    assert (only(found)["post_id"], kinds(found)) == (post_id(0), ["id_mended"])


def test_names_that_a_broken_version_lost() -> None:
    """Where X moved a field the script wrote nothing: the address may still name the author, or names nobody."""
    lost = {"screen_name": None, "name": None, "user_id": None}
    items = [
        exported(0, **lost),
        exported(1, **lost, url=f"https://twitter.com/undefined/status/{post_id(1)}"),
    ]
    rows = collect(json.dumps(items).encode()).observations

    assert rows["author_id"].to_list() == ["@cath", f"?{post_id(1)}"]


def test_lists_of_accounts_are_no_posts() -> None:
    """Followers and the like come from the same script: one row says that they are no posts."""
    account = {"id": "501", "screen_name": "cath", "followers_count": 12, "birthdate": None, "website": None}
    kept = {"__typename": "User", "rest_id": "501", "legacy": {"followers_count": 12}}
    found = collect(json.dumps([account, account | {"metadata": kept}, exported()]).encode())

    assert (len(found.observations), kinds(found)) == (1, ["accounts_left_out"])
    assert found.problems["detail"][0].startswith("2 accounts, as of followers, and no posts")


def test_the_dump_of_the_database() -> None:
    """The posts of the dump are X's own; accounts, and which module saw a post, are passed over."""
    private = {"twe_private_fields": {"created_at": 0, "updated_at": SEEN, "media_count": 0}}
    tables = [
        {"tableName": "tweets", "inbound": True, "rows": [g3_post(n) | private for n in range(3)] + [None]},
        {"tableName": "users", "inbound": True, "rows": [{"rest_id": "501", "legacy": {}} | private]},
        {"tableName": "captures", "inbound": True, "rows": [{"id": "x", "data_key": "1"}]},
    ]
    data = {"databaseName": "twitter-web-exporter_77", "databaseVersion": 2, "tables": [], "data": tables}
    found = collect(lines({"formatName": "dexie", "formatVersion": 1, "data": data}))

    assert found.observations["post_id"].to_list() == [post_id(n) for n in range(3)]
    assert found.observations["captured_at"].to_list() == [CAPTURED] * 3


def test_posts_taken_out_of_the_metadata_by_hand() -> None:
    """X's own object with the script's private fields says when it was seen."""
    kept = g3_post(0) | {"twe_private_fields": {"updated_at": SEEN}}

    assert only(collect(lines(kept)))["captured_at"] == CAPTURED


def test_what_is_neither_post_nor_account_is_told() -> None:
    """A record of another kind, and a post without an id, each cost themselves alone."""
    found = collect(json.dumps([exported(), {"id": "7", "note": "x"}, exported(id=None, url=None)]).encode())

    assert (len(found.observations), sorted(kinds(found))) == (1, ["no_post_id", "unknown_record"])


@pytest.mark.parametrize("odd", [{"media": 5}, {"favorite_count": "many"}, {"full_text": None}, {"url": []}])
def test_odd_fields_cost_only_themselves(odd: dict[str, Any]) -> None:
    """Whatever a field holds, the post is read."""
    assert only(collect(json.dumps([exported(0, **odd)]).encode()))["post_id"] == post_id(0)


@pytest.mark.shared
def test_real_items(shared: Path) -> None:
    """Items of the script give X's own times; the script's are eight hours ahead."""
    folder = shared / "samples" / "5_twitter_web_exporter"
    items = [json.loads(path.read_bytes()) for path in sorted(folder.iterdir())]
    found = collect(json.dumps(items).encode())
    posts = {row["post_id"]: row for row in found.observations.to_dicts() if row["place"] == "main"}

    assert len(posts) == 3
    assert kinds(found) == []
    for item in items:
        if "metadata" in item:
            local = datetime.fromisoformat(item["created_at"] + "+08:00")
            assert abs((posts[item["id"]]["created_at"] - local).total_seconds()) < 1
    plain = collect(json.dumps([item for item in items if item.pop("metadata", None)]).encode())
    for row in plain.observations.to_dicts():
        same = posts[row["post_id"]]
        assert [row[name] for name in ("text", "created_at", "like_count", "quoted_id")] == [
            same[name] for name in ("text", "created_at", "like_count", "quoted_id")
        ]
        assert [item["url"] for item in row["media"]] == [item["url"] for item in same["media"]]
