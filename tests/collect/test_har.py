"""What is read from a HAR: X's answers among all that a page loads, and nothing of what must stay secret."""

from __future__ import annotations

import base64
import gzip
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import msgspec
import polars as pl
import pytest
import zstandard

from fixtures.story import spat
from fixtures.writers import graphql, har
from tests.collect.inputs import collect, detail, entry, g3_post, kinds, lines, only, post_id, v11_status
from threadscope.collect import Collected
from threadscope.collect.dialects import har as dialect

STARTED = "2024-06-07T23:14:00.250+02:00"
CAPTURED = datetime(2024, 6, 7, 21, 14, 0, 250_000, tzinfo=UTC)
API = "https://x.com/i/api/graphql/qid"
PAGE = detail(entry(g3_post(0)))


def trip(
    body: Any = None,
    url: str = f"{API}/TweetDetail?variables=%7B%7D",
    *,
    method: str = "GET",
    status: int = 200,
    posted: str | None = None,
    **content: Any,
) -> dict[str, Any]:
    """Return one entry; ``body`` is JSON to be written, unless ``content`` says how the body stands there."""
    request: dict[str, Any] = {"method": method, "url": url, "headers": [], "cookies": [], "queryString": []}
    if posted is not None:
        request["postData"] = {"mimeType": "application/json", "text": posted}
    held = {"size": 1, "mimeType": "application/json"} | ({} if body is None else {"text": json.dumps(body)})
    return {
        "startedDateTime": STARTED,
        "request": request,
        "response": {"status": status, "headers": [], "cookies": [], "content": held | content},
    }


def archive(*entries: dict[str, Any]) -> dict[str, Any]:
    """Return a HAR."""
    return {"log": {"version": "1.2", "creator": {"name": "WebInspector"}, "entries": list(entries)}}


def opened(*entries: dict[str, Any]) -> Collected:
    """Read a HAR of these entries."""
    return collect(json.dumps(archive(*entries)).encode(), "x.com.har")


def details(collected: Collected, kind: str) -> list[str]:
    """Return what the problems of a kind say."""
    return collected.problems.filter(pl.col("kind") == kind)["detail"].to_list()


def test_the_answers_of_x_are_read_and_dated() -> None:
    """A post comes with the time at which the browser asked for it, brought to UTC, and as of a HAR."""
    row = only(opened(trip(PAGE)))

    assert (row["post_id"], row["captured_at"], row["dialect"]) == (post_id(0), CAPTURED, "har")


@pytest.mark.parametrize("write", [har.chrome, har.firefox])
def test_nothing_secret_gets_into_a_table(write: Any) -> None:
    """No header, cookie, token, socket message, posted form or query of an address stands in any table."""
    (data,) = write(spat(), graphql.G3).values()
    found = collect(data, "x.com.har")
    everything = "".join(
        getattr(found, name).write_json()
        for name in ("observations", "people", "absences", "cursors", "notes", "sources", "problems")
    )

    assert all(secret.encode() in data or base64.b64encode(secret.encode()) in data for secret in har.SECRETS)
    assert [secret for secret in har.SECRETS if secret in everything] == []
    assert "variables=" not in everything
    assert found.observations["post_id"].n_unique() > 20


def test_the_shape_has_no_place_for_secrets() -> None:
    """Of request and response the reader knows these fields and no other."""
    known = {
        struct.__name__: {field.encode_name for field in msgspec.structs.fields(struct)}
        for struct in (dialect.Entry, dialect.Request, dialect.Response, dialect.Content, dialect.Posted)
    }

    assert known == {
        "Entry": {"startedDateTime", "request", "response"},
        "Request": {"method", "url", "postData"},
        "Response": {"status", "content"},
        "Content": {"text", "encoding"},
        "Posted": {"text"},
    }


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


@pytest.mark.parametrize(
    "content",
    [
        {"text": json.dumps(PAGE)},
        {"text": "\ufeff" + json.dumps(PAGE)},
        {"text": _text(json.dumps(PAGE).encode()), "encoding": "base64"},
        {"text": _text(b"\xef\xbb\xbf" + json.dumps(PAGE).encode()), "encoding": "base64"},
        {"text": _text(json.dumps(PAGE).encode())},
        {"text": _text(gzip.compress(json.dumps(PAGE).encode())), "encoding": "base64"},
        {"text": _text(zstandard.compress(json.dumps(PAGE).encode())), "encoding": "base64"},
    ],
    ids=["text", "text with mark", "base64", "base64 with mark", "base64 unsaid", "gzip", "zstd"],
)
def test_bodies_stand_there_in_many_ways(content: dict[str, Any]) -> None:
    """As text or base64, said or not, with a byte order mark, packed once more: it is the same body."""
    found = opened(trip(**content))

    assert (only(found)["post_id"], kinds(found)) == (post_id(0), [])


def test_a_body_that_cannot_be_unpacked_is_told_with_its_operation() -> None:
    """Brotli has no mark of its own: a body that is no JSON is counted, and what it may be is said."""
    found = opened(trip(PAGE), trip(text=_text(b"\x8b\x02\x80" * 40), encoding="base64"))

    assert details(found, "har_body_unreadable") == [
        "1 answer of X, TweetDetail (1), whose body is not JSON; it is packed, with Brotli perhaps, or damaged"
    ]


def test_a_body_that_was_made_to_fill_the_memory_is_not_unpacked() -> None:
    """Unpacking stops where no answer of X is that large; the other answers are read."""
    bomb = gzip.compress(b"[" + b" " * (1 << 26) + b"]", 1)
    found = opened(trip(text=_text(bomb), encoding="base64"), trip(PAGE))

    assert kinds(found) == ["har_body_unreadable"]
    assert len(found.observations) == 1


def test_missing_bodies_are_counted_over_the_whole_file() -> None:
    """One row says how many answers were saved without body, and of which operations."""
    found = opened(
        trip(PAGE),
        trip(),
        trip(text=""),
        trip(url=f"{API}/SearchTimeline?variables=%7B%7D"),
        trip(method="OPTIONS", status=204),
        trip(status=304),
        trip(url="https://x.com/i/api/1.1/jot/client_event.json", method="POST"),
        trip(url=f"{API}/FavoriteTweet"),
    )

    (said,) = details(found, "har_body_missing")
    assert said.startswith(
        "3 answers of X, TweetDetail (2), SearchTimeline (1), saved without body; record again"
    )
    assert kinds(found) == ["har_body_missing"]


def test_an_archive_read_entry_by_entry_is_one_archive() -> None:
    """A large HAR comes an entry at a time: posts and counts are those of the whole."""
    entries = [trip(PAGE), trip(), trip(), trip(detail(entry(g3_post(1)))), trip(url="https://news.example/")]
    found = collect(lines(*(archive(item) for item in entries)), "x.com.har")

    assert found.observations["post_id"].to_list() == [post_id(0), post_id(1)]
    assert kinds(found) == ["har_body_missing"]
    assert details(found, "har_body_missing")[0].startswith("2 answers of X, TweetDetail (2),")


def test_what_else_a_page_loads_is_no_problem() -> None:
    """Pictures, sockets, redirects and answers without posts are passed over without a word."""
    found = opened(
        *(
            trip(url=f"https://pbs.twimg.com/media/{n}.jpg", text="/9j/", encoding="base64")
            for n in range(300)
        ),
        trip(url="wss://chat-ws.x.com/ws", status=101),
        trip(url="http://twitter.com/", status=301),
        trip(url="https://x.com/cath/status/20", text="<!DOCTYPE html>"),
        trip({"data": {"user": {"result": {"rest_id": "501", "legacy": {}}}}}, f"{API}/UserByScreenName"),
        trip({"ntab_unread_count": 3}, "https://x.com/i/api/2/badge_count/badge_count.json"),
        trip({"data": {"favorite_tweet": "Done"}}, f"{API}/FavoriteTweet", method="POST"),
        trip(PAGE),
    )

    assert (kinds(found), len(found.observations)) == ([], 1)


def test_an_archive_of_another_site_is_told() -> None:
    """At most three hosts are named, never an address, and what to record is said."""
    urls = [
        "https://news.example/a?token=secret",
        "https://news.example/b",
        "https://cdn.example/",
        "https://b.example",
    ]
    found = opened(
        *(trip(url=url) for url in [*urls, "https://c.example", "https://c.example/2", "::no address"])
    )
    (said,) = details(found, "har_without_x")

    assert said.startswith(
        "a HAR of no page of X, but of news.example, c.example, cdn.example; to get a thread"
    )
    assert "secret" not in said


def test_an_archive_of_x_without_answers_is_told() -> None:
    """Who saved only the page itself learns that the thread is not in it."""
    (said,) = details(opened(trip(url="https://x.com/home", text="<html>")), "har_without_x")

    assert said.startswith("a HAR of pages of X without an answer that holds posts; to get a thread")
    assert details(opened(), "har_without_x")[0].startswith("a HAR of no page of X, but of nothing;")


@pytest.mark.parametrize(
    "asked",
    [
        {
            "url": f"{API}/TweetResultsByRestIds?variables={quote(json.dumps({'tweetIds': ['11', '12']}))}&features=%7B%7D"
        },
        {
            "url": f"{API}/TweetResultsByRestIds",
            "posted": json.dumps({"variables": {"tweetIds": ["11", "12"]}}),
        },
        {
            "url": f"{API}/TweetResultsByRestIds",
            "posted": json.dumps({"variables": '{"tweetIds":["11","12"]}'}),
        },
    ],
    ids=["address", "posted", "posted as text"],
)
def test_posts_asked_for_by_id_are_known_when_nothing_comes_back(asked: dict[str, Any]) -> None:
    """The ids asked for stand in the address or in what was posted; an empty answer is the absence of that id."""
    found = opened(trip({"data": {"tweetResult": [{}, {"result": g3_post(0)}]}}, **asked))

    assert found.absences.select("post_id", "reason").rows() == [("11", "unavailable")]
    assert kinds(found) == []


def test_a_body_that_was_cut_gives_what_is_complete() -> None:
    """Firefox cuts bodies at a limit: the posts before the cut are read, and the cut is told."""
    text = json.dumps(detail(entry(g3_post(0)), entry(g3_post(1))))
    found = opened(trip(text=text[:-300]))

    assert post_id(0) in found.observations["post_id"].to_list()
    assert kinds(found) == ["half_written"]


def test_refusals_of_x_are_told() -> None:
    """Who was refused for asking too often learns which operation gave nothing."""
    found = opened(trip(PAGE), *(trip(text="Rate limit exceeded", status=429) for _ in range(2)))

    assert details(found, "errors_in_response") == ["TweetDetail: X answered with status 429, 2 times"]


def test_an_operation_that_nobody_knows_yet_is_read() -> None:
    """X renames operations and what they wrap: the address says that it is GraphQL, and posts are looked for in it."""
    body = {
        "data": {
            "viewer_v9": {
                "a": {"b": {"c": {"timeline": {"instructions": [{"entries": [entry(g3_post(0))]}]}}}}
            }
        }
    }
    found = opened(trip(body, f"{API}/SomethingNew"))

    assert (only(found)["post_id"], kinds(found)) == (post_id(0), [])


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("x.com", True),
        ("twitter.com", True),
        ("api.x.com", True),
        ("API.Twitter.com", True),
        ("mobile.twitter.com", True),
        ("pro.x.com", True),
        ("x.com.evil.example", False),
        ("notx.com", False),
    ],
)
def test_hosts_of_x(host: str, known: bool) -> None:  # noqa: FBT001
    """X's own hosts are read, with or without a subdomain; look-alikes are not."""
    found = opened(trip(PAGE, f"https://{host}/graphql/qid/TweetDetail"))

    assert len(found.observations) == int(known)


def test_older_answers_are_read_as_well() -> None:
    """API v1.1, one status or a list, stands in archives of older days."""
    found = opened(
        trip(v11_status(0), "https://api.twitter.com/1.1/statuses/show.json?id=1"),
        trip([v11_status(1), v11_status(2)], "https://twitter.com/i/api/1.1/statuses/user_timeline.json"),
    )

    assert found.observations["post_id"].to_list() == [post_id(0), post_id(1), post_id(2)]
    assert found.observations["captured_at"].to_list() == [CAPTURED] * 3


def test_answers_of_services_are_handed_on() -> None:
    """What a service says of a post goes to the dialect that knows it, even where no word marks it as a post."""
    for url in (
        "https://cdn.syndication.twimg.com/tweet-result?id=1&token=a",
        "https://api.fxtwitter.com/cath/status/1",
        "https://api.vxtwitter.com/cath/status/1",
    ):
        assert kinds(opened(trip(v11_status(0), url))) == []
        assert kinds(opened(trip({"strange": 1}, url))) == ["unknown_record"]


def test_timelines_of_before_graphql_are_read() -> None:
    """`globalObjects` keeps posts and people in tables: they are put together, also a post and what it reposts."""
    user = {"id_str": "501", "screen_name": "cath", "name": "Cath", "followers_count": 12}
    first = {
        **v11_status(0, full_text="first &amp; last"),
        "user_id_str": "501",
        "ext_views": {"count": "77"},
    }
    first |= {"conversation_id_str": post_id(0)}
    again = {**v11_status(5, full_text="RT @cath: first"), "user_id_str": "501"}
    again |= {"retweeted_status_id_str": post_id(0)}
    tables = {"tweets": {post["id_str"]: post for post in (first, again)}, "users": {"501": user}}
    for post in (first, again):
        del post["user"]
    found = opened(
        trip({"globalObjects": tables}, "https://twitter.com/i/api/2/search/adaptive.json?q=pigeons")
    )
    rows = {row["post_id"]: row for row in found.observations.filter(pl.col("place") == "main").to_dicts()}

    assert (rows[post_id(0)]["text"], rows[post_id(0)]["handle"]) == ("first & last", "cath")
    assert (rows[post_id(0)]["view_count"], rows[post_id(0)]["conversation_id"]) == (77, post_id(0))
    assert (rows[post_id(5)]["repost_of_id"], rows[post_id(5)]["text"]) == (post_id(0), "first & last")


def test_the_same_answer_twice_is_seen_twice() -> None:
    """A page that was loaded again gives a second look at each post, not a second post."""
    found = opened(trip(PAGE), trip(PAGE))

    assert found.observations["post_id"].to_list() == [post_id(0)] * 2


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"request": None, "response": None},
        {"request": {"url": 5, "method": {}}, "response": {"status": "200", "content": []}},
        {"request": {"url": "https://[x.com/graphql/q/TweetDetail"}, "startedDateTime": 0},
        trip(PAGE, posted="{not json"),
        trip(text=5),
    ],
)
def test_odd_entries_cost_only_themselves(odd: dict[str, Any]) -> None:
    """Whatever an entry holds, the next one is read."""
    assert post_id(3) in opened(odd, trip(detail(entry(g3_post(3))))).observations["post_id"].to_list()
