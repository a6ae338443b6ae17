"""What is read from twscrape's posts: texts escaped and not, old and new fields, and that it is not snscrape."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from polars.testing import assert_series_equal

from tests.collect.inputs import (
    at,
    collect,
    detail,
    entry,
    folded,
    g3_post,
    kinds,
    lines,
    only,
    post_id,
    v2_page,
    v2_post,
    v11_status,
)
from tests.collect.test_snscrape import tweet as snscrape_tweet
from threadscope import schema
from threadscope.collect import fold, read
from threadscope.collect.dialects import RECORD_DIALECTS, twscrape
from threadscope.collect.intake import Intake
from threadscope.collect.route import Router

MODULE = "snscrape.modules.twitter."


def tweet(minutes: float, text: str = "words", *, author: str = "501", **changes: Any) -> dict[str, Any]:
    """Return a post of twscrape 0.20."""
    own = post_id(minutes)
    return {
        "id": int(own),
        "id_str": own,
        "url": f"https://x.com/person_{author}/status/{own}",
        "date": str(at(minutes).replace(microsecond=0)),
        "user": user(author),
        "lang": "en",
        "rawContent": text,
        "replyCount": 1,
        "retweetCount": 2,
        "likeCount": 4,
        "quoteCount": 3,
        "bookmarkedCount": 5,
        "conversationId": int(own),
        "conversationIdStr": own,
        "hashtags": [],
        "cashtags": [],
        "mentionedUsers": [],
        "links": [],
        "media": {"photos": [], "videos": [], "animated": []},
        "viewCount": 979440,
        "retweetedTweet": None,
        "quotedTweet": None,
        "inReplyToTweetId": None,
        "inReplyToTweetIdStr": None,
        "inReplyToUser": None,
        "source": '<a href="https://app.example" rel="nofollow">Pigeon &amp; Co</a>',
        "isQuoteStatus": False,
        "displayTextRange": None,
        "inReplyToScreenName": None,
        "editControl": {"edit_tweet_ids": [own], "edits_remaining": "5"},
        "_type": f"{MODULE}Tweet",
    } | changes


def user(person: str = "501", **changes: Any) -> dict[str, Any]:
    """Return a user of twscrape."""
    return {
        "id": int(person),
        "id_str": person,
        "username": f"person_{person}",
        "displayname": "Somebody",
        "created": "2012-03-01 00:00:00+00:00",
        "followersCount": 12,
        "friendsCount": 13,
        "verified": False,
        "blue": False,
        "blueType": None,
        "_type": f"{MODULE}User",
    } | changes


def test_a_post_gives_the_columns() -> None:
    """Every field of a post stands in its column; ids come from the texts, the milliseconds from the id."""
    record = tweet(
        10.00209,
        "@max &lt;no&gt;",
        conversationIdStr=post_id(0),
        inReplyToTweetIdStr=post_id(0),
        inReplyToUser={"id_str": "502", "username": "max", "displayname": "Max"},
        quotedTweet=tweet(1, "quoted", author="503"),
        hashtags=["PigeonGate"],
        mentionedUsers=[{"id_str": "502", "username": "max"}],
        links=[{"url": "https://news.example/1", "text": "news.example/1", "tcourl": "https://t.co/1"}],
        media={
            "photos": [{"url": "https://img.example/1.jpg"}],
            "videos": [{"thumbnailUrl": "https://img.example/2.jpg", "variants": [], "duration": 7}],
            "animated": [
                {"thumbnailUrl": "https://img.example/3.jpg", "videoUrl": "https://v.example/3.mp4"}
            ],
        },
        editControl={"edit_tweet_ids": [post_id(10), post_id(10.00209)]},
    )
    found = collect(lines(record))
    row, quoted = found.observations.to_dicts()

    assert (row["post_id"], row["author_id"], row["handle"]) == (record["id_str"], "501", "person_501")
    assert (row["reply_to_id"], row["reply_to_author_id"], row["reply_to_handle"]) == (
        post_id(0),
        "502",
        "max",
    )
    assert (row["quoted_id"], row["conversation_id"]) == (post_id(1), post_id(0))
    assert row["created_at"] == datetime(2024, 5, 24, 12, 10, 0, 125000, tzinfo=UTC)
    assert (row["text"], row["display_from"], row["lang"]) == ("@max <no>", 5, "en")
    assert [row[f"{name}_count"] for name in ("like", "reply", "repost", "quote", "bookmark", "view")] == [
        4, 1, 2, 3, 5, 979440,
    ]  # fmt: skip
    assert (row["urls"], row["mentions"], row["hashtags"]) == (
        ["https://news.example/1"], ["max"], ["PigeonGate"],
    )  # fmt: skip
    assert [(m["kind"], m["url"][-5:], m["alt"]) for m in row["media"]] == [
        ("photo", "1.jpg", None),
        ("video", "2.jpg", None),
        ("gif", "3.jpg", None),
    ]
    assert (row["source_app"], row["captured_at"]) == ("Pigeon & Co", None)
    assert row["edit_ids"] == [post_id(10), post_id(10.00209)]
    assert (quoted["post_id"], quoted["place"], quoted["text"]) == (post_id(1), "quoted", "quoted")
    assert kinds(found) == []


@pytest.mark.parametrize(
    ("text", "shown_to", "read_as", "cut"),
    [
        ("salt &amp; bread", 16, "salt & bread", False),
        ("salt & bread", 12, "salt & bread", False),
        ("salt & &amp; bread", 18, "salt & &amp; bread", False),
        ("1 < 2 &amp; so on", 17, "1 < 2 &amp; so on", False),
        ("salt &amp;amp; bread", 20, "salt &amp; bread", False),
        (
            "w" * 300 + " write &amp; for an ampersand",
            None,
            "w" * 300 + " write &amp; for an ampersand",
            False,
        ),
        ("鳩" * 150 + "&amp;", 140, "鳩" * 150 + "&amp;", False),
        ("@max " * 30 + "w" * 270 + " &amp; w", None, "@max " * 30 + "w" * 270 + " & w", False),
        ("w" * 150 + "…", None, "w" * 150 + "…", True),
        ("w" * 300 + "…", 280, "w" * 300 + "…", False),
        ("cut &amp; short… https://t.co/1", 16, "cut & short… https://t.co/1", True),
    ],
)
def test_entities_are_resolved_where_the_text_is_the_short_one(
    text: str,
    shown_to: int | None,
    read_as: str,
    cut: bool,  # noqa: FBT001
) -> None:
    """The short text is escaped, the whole of a long one is not: bare characters, then the length, tell which it is."""
    shown = None if shown_to is None else [0, shown_to]
    row = only(collect(lines(tweet(0, text, displayTextRange=shown))))

    assert (row["text"], row["text_truncated"]) == (read_as, cut)


def _first_version() -> dict[str, Any]:
    old = tweet(
        5, "a &amp; b", inReplyToTweetId=int(post_id(0)), inReplyToUser={"id": 502, "username": "max"}
    )
    for name in ("id_str", "conversationIdStr", "inReplyToTweetIdStr", "bookmarkedCount", "isQuoteStatus"):
        del old[name]
    del old["_type"], old["editControl"], old["displayTextRange"], old["user"]["id_str"], old["user"]["blue"]
    old["url"] = old["url"].replace("x.com", "twitter.com")
    old["media"] = [
        {"url": "https://img.example/1.jpg", "type": "animated_gif", "videoInfo": {"variants": []}}
    ]
    return old


@pytest.mark.parametrize(
    "date",
    [
        "2024-05-24 12:05:00+00:00",
        "2024-05-24T12:05:00+00:00",
        "2024-05-24T12:05:00Z",
        "2024-05-24 12:05:00",
        1716552300000,
        1716552300,
    ],
)
def test_first_versions_and_scripts_are_read(date: str | int) -> None:
    """Without ids as text, without `_type`, with a list of media and any way to write a time, it is the same post."""
    found = collect(json.dumps([_first_version() | {"date": date}], indent=1).encode())
    row = only(found)

    assert found.sources["dialect"].to_list() == ["twscrape"]
    assert (row["post_id"], row["author_id"], row["conversation_id"]) == (post_id(5), "501", post_id(5))
    assert (row["reply_to_id"], row["reply_to_author_id"]) == (post_id(0), "502")
    assert row["created_at"] == at(5)
    assert (row["text"], row["bookmark_count"], row["edit_ids"]) == ("a & b", None, [])
    assert row["media"][0]["kind"] == "gif"
    assert kinds(found) == []


def test_a_repost_takes_the_words_of_its_original() -> None:
    """A repost holds `RT @x:` and the whole text; the words and counts belong to the original."""
    whole = "&amp; " * 40
    repost = tweet(5, f"RT @person_502: {whole}", author="503", retweetedTweet=tweet(0, whole, author="502"))
    seen = collect(lines(repost)).observations

    assert seen["place"].to_list() == ["main", "reposted"]
    assert seen["repost_of_id"].to_list() == [post_id(0), None]
    assert seen["text"].to_list() == ["& " * 40, "& " * 40]
    assert seen["view_count"].to_list() == [None, 979440]


def test_a_quote_without_its_post_still_names_it() -> None:
    """Where X gave no quoted post, the last link to a post is the one that is quoted; a link alone is no quote."""
    links = [
        {"url": f"https://x.com/max/status/{post_id(minutes)}", "tcourl": "https://t.co/1"}
        for minutes in (0, 1)
    ]
    quote, mere = tweet(5, links=links, isQuoteStatus=True), tweet(6, links=links)

    assert collect(lines(quote, mere)).observations["quoted_id"].to_list() == [post_id(1), None]


def test_links_stand_once_and_without_those_that_x_added() -> None:
    """Of a long post the links of the short and of the whole text are both there."""
    own = {"url": "https://news.example/1", "tcourl": "https://t.co/1"}
    added = {"url": f"https://twitter.com/i/web/status/{post_id(0)}", "tcourl": "https://t.co/2"}

    assert only(collect(lines(tweet(0, links=[own, added, own]))))["urls"] == ["https://news.example/1"]


def test_an_answer_to_a_person_whom_x_did_not_give_keeps_the_handle() -> None:
    """`inReplyToUser` is missing for people who are gone; later versions keep their handle beside it."""
    row = only(collect(lines(tweet(5, inReplyToTweetIdStr=post_id(0), inReplyToScreenName="gone_gull"))))

    assert (row["reply_to_id"], row["reply_to_author_id"], row["reply_to_handle"]) == (
        post_id(0), None, "gone_gull",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("badges", "verified", "kind"),
    [
        ({"verified": False, "blue": True}, True, "blue"),
        ({"verified": False, "blue": True, "blueType": "Business"}, True, "business"),
        ({"verified": True, "blue": False}, True, "legacy"),
        ({"verified": False, "blue": False}, False, None),
        ({"verified": None, "blue": None}, None, None),
    ],
)
def test_badges(badges: dict[str, Any], verified: bool | None, kind: str | None) -> None:  # noqa: FBT001
    """The old tick, the paid one and the kind that X names give one answer; nothing said is nothing known."""
    (person,) = folded(tweet(0, user=user(**badges))).people.to_dicts()

    assert (person["verified"], person["verified_type"]) == (verified, kind)
    assert (person["name"], person["follower_count"], person["following_count"]) == ("Somebody", 12, 13)
    assert person["account_created_at"] == datetime(2012, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("created", ["1970-01-01 00:00:00+00:00", None, 0, 10**30])
def test_an_age_that_x_did_not_give_is_not_known(created: str | int | None) -> None:
    """The first second of 1970 stands for a person of whom X does not say since when; it is no time."""
    assert folded(tweet(0, user=user(created=created))).people["account_created_at"].to_list() == [None]


def test_pandas_writes_times_as_numbers() -> None:
    """In a table that pandas wrote as JSON, the age of an account is a number of milliseconds."""
    people = folded(tweet(0, user=user(created=1330560000000))).people

    assert people["account_created_at"].to_list() == [datetime(2012, 3, 1, tzinfo=UTC)]


def test_ids_that_javascript_rounded_are_taken_from_the_address() -> None:
    """Without ids as text, the address has all digits; a post that begins its conversation has lost the same ones."""
    record = _first_version()
    exact, rounded = str(record["id"]), int(f"{record['id']}"[:-4] + "0000")
    record |= {"id": rounded, "conversationId": rounded, "url": f"https://x.com/person_501/status/{exact}"}
    found = collect(lines(record))
    row = only(found)

    assert (row["post_id"], row["conversation_id"]) == (exact, exact)
    assert "id_mended" in kinds(found)


def test_a_table_that_pandas_spread_over_columns() -> None:
    """`user.username` and its like are read as the objects that they were, true and false as such."""
    cells = {
        "id_str": post_id(0),
        "id": post_id(0),
        "url": f"https://x.com/person_501/status/{post_id(0)}",
        "date": "2024-05-24 12:00:00+00:00",
        "rawContent": "a &amp; b",
        "likeCount": "4",
        "viewCount": "12.0",
        "conversationIdStr": post_id(0),
        "hashtags": "['PigeonGate']",
        "user.id_str": "501",
        "user.username": "person_501",
        "user.followersCount": "12",
        "user.blue": "True",
    }
    second = cells | {"id_str": post_id(1), "id": post_id(1), "url": f"https://x.com/p/status/{post_id(1)}"}
    intake = Intake()
    verdict = Router("posts.csv", intake, {"twscrape": RECORD_DIALECTS["twscrape"]}).run(
        enumerate([cells, second])
    )
    found = intake.finish(lambda _: schema.empty("sources"))
    first, _ = found.observations.to_dicts()

    assert verdict.dialect == "twscrape"
    assert found.observations["author_id"].to_list() == ["501", "501"]
    assert (first["text"], first["like_count"], first["view_count"]) == ("a & b", 4, 12)
    assert first["hashtags"] == ["PigeonGate"]
    assert fold(found).people["verified_type"].to_list() == ["blue"]


def test_people_alone_are_people_and_no_posts() -> None:
    """`twscrape followers` prints users; they say who somebody is whose posts stand elsewhere."""
    found = collect([lines(user("501", displayname="Cath")), lines(tweet(0, user={"id_str": "501"}))])

    assert found.observations["post_id"].to_list() == [post_id(0)]
    assert fold(found).people["name"].to_list() == ["Cath"]
    assert found.sources["dialect"].to_list() == ["twscrape", "twscrape"]
    assert kinds(found) == []


def test_raw_lines_are_graphql() -> None:
    """`twscrape --raw` prints X's responses: the dialect is X's."""
    assert collect(lines(detail(entry(g3_post(0))))).sources["dialect"].to_list() == ["graphql"]


@pytest.mark.parametrize(
    "foreign",
    [
        v11_status(0),
        v2_post(0),
        v2_page(v2_post(0)),
        g3_post(0),
        snscrape_tweet(0),
        {"_type": f"{MODULE}Trend", "name": "pigeons", "id_str": "1"},
        {"rawContent": "words", "url": "https://forum.example/1"},
        {"_type": ["Tweet"], "rawContent": "words", "id_str": "1", "user": {}},
        ["rawContent"],
        "rawContent",
        None,
    ],
)
def test_other_records_are_not_claimed(foreign: Any) -> None:
    """What has not both twscrape's text and two of its names is somebody else's."""
    assert twscrape.marks(foreign) is None


def test_one_file_may_hold_both_tools() -> None:
    """`_type` is the same in both; each record is read as what it is."""
    found = collect(lines(tweet(0), snscrape_tweet(1), tweet(2), snscrape_tweet(3)))
    dialects = dict(found.observations.select("post_id", "dialect").iter_rows())

    assert dialects == {
        post_id(0): "twscrape",
        post_id(1): "snscrape",
        post_id(2): "twscrape",
        post_id(3): "snscrape",
    }
    assert kinds(found) == []


def test_what_is_no_post_is_told() -> None:
    """A record between posts that is none is left out and named; one without an id, too."""
    nameless = tweet(1)
    del nameless["id"], nameless["id_str"], nameless["url"]
    found = collect(lines(tweet(0), {"_type": f"{MODULE}Community", "name": "pigeons"}, nameless))

    assert found.observations["post_id"].to_list() == [post_id(0)]
    assert sorted(kinds(found)) == ["no_post_id", "unknown_record"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("user", "somebody"),
        ("media", "none"),
        ("media", [None, {"url": 3}]),
        ("quotedTweet", {}),
        ("quotedTweet", "1"),
        ("links", {}),
        ("likeCount", "12k"),
        ("displayTextRange", [280]),
        ("displayTextRange", [9, -4]),
        ("editControl", {"edit_tweet_ids": "1"}),
        ("hashtags", [None, 3]),
        ("date", 10**30),
        ("date", "yesterday"),
        ("rawContent", None),
        ("rawContent", 3),
    ],
)
def test_odd_fields_cost_themselves(field: str, value: Any) -> None:
    """A field of another type than it should be is left empty; the post stays, with its author where one is known."""
    found = collect(lines(tweet(0), tweet(1) | {field: value}))
    rows = {row["post_id"]: row for row in found.observations.to_dicts()}

    assert rows.keys() == {post_id(0), post_id(1)}
    assert rows[post_id(1)]["handle"] == "person_501"
    assert rows[post_id(1)]["created_at"] == at(1)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "ours", "theirs", "lost"),
    [
        ("raw_search", 25, "raw_search", {"quoted_id": 1, "media": 2, "mentions": 1}),
        ("raw_tweet_details", 37, "raw_tweet_details", {"media": 1}),
        ("manual_tweet_with_video_2", 12, "manual_tweet_with_video_2", {"bookmark_count": 10}),
    ],
)
def test_real_posts_agree_with_the_responses_they_were_made_from(
    shared: Path, name: str, ours: int, theirs: str, lost: dict[str, int]
) -> None:
    """The tool's own output says of each post what X's response says, but for what the tool is known to lose.

    It loses the order of photos and videos and their descriptions, tags behind the short text, quotes of posts that X
    did not give, and writes 0 for bookmarks that old responses do not tell.
    """
    posts = fold(read(next((shared / "samples/5_twscrape").glob(f"*{name}*")))).posts
    (response,) = (shared / "samples/3_graphql_web").glob(f"vladkens_twscrape__{theirs}.json")
    both = posts.join(fold(read(response)).posts, on="post_id", suffix="_x")

    assert posts.height == ours
    assert both.height == ours - (
        name == "manual_tweet_with_video_2"
    )  # an advertisement, which the tool does not mark
    differ = {
        column: n
        for column in posts.columns
        if column not in {"post_id", "source", "captured_at", "n_observations"}
        and (n := (~both[column].eq_missing(both[f"{column}_x"])).sum())
    }
    assert differ == lost
    assert_series_equal(both["text"], both["text_x"], check_names=False)
