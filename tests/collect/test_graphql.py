"""What is read from X's GraphQL: four shapes, what stands beside posts, what is missing, what notes say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.collect.inputs import at, collect, detail, entry, g3_post, kinds, lines, only, post_id, x_time

COLUMNS = (
    "handle",
    "created_at",
    "text",
    "reply_to_id",
    "reply_to_handle",
    "like_count",
    "reply_count",
    "repost_count",
    "quote_count",
)


def _in_shape(shape: str) -> dict[str, Any]:
    """Return the same reply in one of the four shapes."""
    legacy = {
        "in_reply_to_status_id_str": post_id(0),
        "in_reply_to_screen_name": "max",
        "in_reply_to_user_id_str": "502",
    }
    post = g3_post(10, "@max no &amp; no", legacy=legacy)
    person = post["core"]["user_results"]["result"]
    if shape in {"G1", "G2"}:
        person["legacy"] = {"followers_count": 900, "friends_count": 90} | (
            person["core"] if shape == "G1" else {}
        )
        person.pop("relationship_counts")
        person.pop("verification")
    if shape == "G1":
        person.pop("core")
    if shape == "G4":
        old = post.pop("legacy")
        post |= {
            "details": {"full_text": old["full_text"], "created_at_ms": int(at(10).timestamp() * 1000)},
            "counts": {key: old[key] for key in old if key.endswith("_count")},
            "reply_to_results": {"rest_id": post_id(0)},
            "reply_to_user_results": {"rest_id": "502", "result": {"core": {"screen_name": "max"}}},
        }
    return post


@pytest.mark.parametrize("shape", ["G1", "G2", "G3", "G4"])
def test_each_shape_gives_the_same_post(shape: str) -> None:
    """Where X keeps a field changed four times; what it says did not."""
    found = collect(lines(detail(entry(_in_shape(shape)))))
    row = only(found)

    wanted = ("Cath_Pigeon", at(10), "@max no & no", post_id(0), "max", 4, 1, 2, 3)
    assert tuple(row[name] for name in COLUMNS) == wanted
    assert (row["view_count"], row["source_app"], row["bookmark_count"]) == (979440, "Pigeon App", 0)
    assert found.people.select("author_id", "follower_count", "following_count", "verified_type").row(0) == (
        "501",
        900,
        90,
        "blue",
    )
    assert kinds(found) == []


def test_roots_of_other_endpoints() -> None:
    """Search, single posts, lists of posts and a bare post hold the same object."""
    post = g3_post(0)
    timeline = detail(entry(post))["data"]["threaded_conversation_with_injections_v2"]
    responses = [
        {"data": {"search_by_raw_query": {"search_timeline": {"timeline": timeline}}}},
        {"data": {"tweetResult": {"result": post}}},
        {"data": {"tweetResult": [{"result": post}]}},
        {"data": {"tweetResult": {"result": {"__typename": "TweetWithVisibilityResults", "tweet": post}}}},
        post,
    ]
    for response in responses:
        assert only(collect(lines(response)))["post_id"] == post_id(0)


def test_a_long_text_is_not_resolved_and_a_short_one_once() -> None:
    """`note_tweet` holds no HTML entities, `full_text` does."""
    note = {"note_tweet_results": {"result": {"text": "write &amp; for &"}}}
    response = detail(entry(g3_post(0, "cut &amp; cut…", note_tweet=note)), entry(g3_post(1, "a &amp; b")))

    assert collect(lines(response)).observations["text"].to_list() == ["write &amp; for &", "a & b"]


def test_quoted_and_reposted_posts_have_their_places() -> None:
    """A post inside another is a post; the words of a repost are its original's."""
    quote = g3_post(
        5, legacy={"quoted_status_id_str": post_id(0)}, quoted_status_result={"result": g3_post(0, "quoted")}
    )
    repost = g3_post(
        6, "RT @x: cut…", legacy={"retweeted_status_result": {"result": g3_post(1, "the original")}}
    )
    seen = collect(lines(detail(entry(quote), entry(repost)))).observations

    assert seen.select("post_id", "place").rows() == [
        (post_id(5), "main"),
        (post_id(0), "quoted"),
        (post_id(6), "main"),
        (post_id(1), "reposted"),
    ]
    assert seen["quoted_id"].to_list() == [post_id(0), None, None, None]
    assert seen["repost_of_id"].to_list() == [None, None, post_id(1), None]
    assert seen["text"].to_list()[2] == "the original"


def test_advertisements_are_left_out_and_counted() -> None:
    """What carries promotedMetadata is no part of the conversation, whatever its entry is called."""
    found = collect(lines(detail(entry(g3_post(0)), entry(g3_post(1), promotedMetadata={"advertiser": 1}))))

    assert found.observations["post_id"].to_list() == [post_id(0)]
    assert kinds(found) == ["promoted_left_out"]


def test_other_conversations_are_marked_related() -> None:
    """Related posts stand beside the conversation, and say so."""
    other = entry(g3_post(1), f"tweetdetailrelatedtweets-1-tweet-{post_id(1)}")
    assert collect(lines(detail(entry(g3_post(0)), other))).observations["place"].to_list() == [
        "main",
        "related",
    ]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("This Post was deleted by the Post author.", "deleted"),
        ("This Post is from a suspended account.", "suspended"),
        (
            "You’re unable to view this Post because this account owner limits who can view their Posts.",
            "protected",
        ),
        ("This Post has been withheld in XY.", "withheld"),
        ("This Post is unavailable.", "unavailable"),
    ],
)
def test_tombstones_take_their_id_from_the_entry(words: str, reason: str) -> None:
    """A tombstone holds no id; the entry around it does. X's words give the reason."""
    gone = {"__typename": "TweetTombstone", "tombstone": {"text": {"text": words}}}
    found = collect(lines(detail(entry(g3_post(0)), entry(gone, f"conversationthread-1-tweet-{post_id(7)}"))))

    assert found.absences.select("post_id", "reason", "detail").rows() == [(post_id(7), reason, words)]


def test_unavailable_quotes_and_answers_are_absences() -> None:
    """A quoted post that is gone is named by who quotes it; a requested one by the request, where it was kept."""
    gone = {"__typename": "TweetUnavailable", "reason": "Suspended"}
    quote = g3_post(5, legacy={"quoted_status_id_str": post_id(0)}, quoted_status_result={"result": gone})
    answers = {"data": {"tweetResult": [{"result": quote}, {}, {"result": gone}]}}
    asked = answers | {
        "request": {
            "variables": {"tweetIds": [post_id(5), post_id(6), int(post_id(7))]},
            "timestamp_ms": "1717794840000",
        }
    }

    nameless, named = collect(lines(answers)), collect(lines(asked))

    assert nameless.absences["post_id"].to_list() == [post_id(0)]
    assert kinds(nameless) == ["absence_without_id", "absence_without_id"]
    assert sorted(named.absences.select("post_id", "reason").rows()) == [
        (post_id(0), "suspended"),
        (post_id(6), "unavailable"),
        (post_id(7), "suspended"),
    ]
    assert named.observations["captured_at"][0] == datetime(2024, 6, 7, 21, 14, tzinfo=UTC)


def test_cursors_name_the_post_above_them() -> None:
    """A "show more" in a branch stands under that branch's last post, one at the end under the focal post."""
    inner = {"itemType": "TimelineTimelineCursor", "cursorType": "ShowMore", "value": "x"}
    branch = {
        "entryId": f"conversationthread-{post_id(1)}",
        "content": {
            "items": [
                {
                    "entryId": f"conversationthread-{post_id(1)}-tweet-{post_id(1)}",
                    "item": entry(g3_post(1))["content"],
                },
                {
                    "entryId": f"conversationthread-{post_id(1)}-cursor-showmore-9",
                    "item": {"itemContent": inner},
                },
            ]
        },
    }
    end = {
        "entryId": "cursor-showmorethreads-2",
        "content": {"itemContent": inner | {"cursorType": "ShowMoreThreads"}},
    }
    top = {"entryId": "cursor-top-2", "content": {"cursorType": "Top"}}

    found = collect(lines(detail(entry(g3_post(0)), branch, end, top)))

    assert found.cursors.select("post_id", "kind").rows() == [
        (post_id(1), "show_more"),
        (post_id(0), "show_more_threads"),
    ]


NOTE_ID = post_id(600)


def _pivot(**changes: Any) -> dict[str, Any]:
    return {
        "note": {"rest_id": NOTE_ID},
        "subtitle": {"text": "A note says something"},
        "title": "Readers added context they thought people might want to know",
        "visualStyle": "Default",
    } | changes


@pytest.mark.parametrize(
    ("pivot", "state"),
    [
        (_pivot(), "shown_at_capture"),
        (_pivot(visualStyle="Tentative"), "proposed_at_capture"),
        (_pivot(visualStyle=None), "shown_at_capture"),
        (_pivot(visualStyle=None, title="背景情報"), "pivot_ambiguous"),
    ],
)
def test_a_pivot_says_what_was_shown(pivot: dict[str, Any], state: str) -> None:
    """The style of the note decides, else a heading that is known; another heading stays ambiguous."""
    notes = collect(lines(detail(entry(g3_post(0, birdwatch_pivot=pivot))))).notes

    assert notes.select("post_id", "evidence_kind", "state", "note_id", "text").rows() == [
        (post_id(0), "pivot", state, NOTE_ID, "A note says something")
    ]
    assert notes["written_at"][0] == at(600)


@pytest.mark.parametrize(
    ("flag", "state"), [(True, "notes_exist_not_shown_to_capturer"), (False, "none_reported_at_capture")]
)
def test_a_flag_never_says_that_a_note_was_shown(flag: bool, state: str) -> None:  # noqa: FBT001
    """`has_birdwatch_notes` without a note says that notes exist, or that none were reported: never that one was shown."""
    notes = collect(lines(detail(entry(g3_post(0, has_birdwatch_notes=flag))))).notes

    assert notes.select("evidence_kind", "state", "note_id").rows() == [("flag", state, None)]


def test_no_flag_and_no_pivot_say_nothing() -> None:
    """A field that is absent is no evidence."""
    assert collect(lines(detail(entry(g3_post(0))))).notes.is_empty()


def test_a_note_beside_a_flag_that_denies_it_is_kept() -> None:
    """Where the two contradict each other the note stays and the contradiction is said."""
    found = collect(lines(detail(entry(g3_post(0, birdwatch_pivot=_pivot(), has_birdwatch_notes=False)))))

    assert found.notes["state"].to_list() == ["shown_at_capture", "shown_at_capture"]
    assert kinds(found) == ["note_conflict"]


def test_the_note_of_a_quoted_post_is_no_note_of_the_quoting_one() -> None:
    """Evidence stands under the post that carries it."""
    quote = g3_post(5, quoted_status_result={"result": g3_post(0, birdwatch_pivot=_pivot())})

    assert collect(lines(detail(entry(quote)))).notes["post_id"].to_list() == [post_id(0)]


def test_the_note_id_may_stand_in_the_address_only() -> None:
    """Some clients leave `note` out; its id then stands in destinationUrl."""
    pivot = _pivot(note=None, destinationUrl=f"https://x.com/i/birdwatch/n/{NOTE_ID}")
    assert collect(lines(detail(entry(g3_post(0, birdwatch_pivot=pivot))))).notes["note_id"].to_list() == [
        NOTE_ID
    ]


def test_partial_answers_with_errors_are_read() -> None:
    """Errors beside data cost nothing: the posts are read, the errors counted."""
    errors = [{"message": "Authorization: denied", "locations": [], "path": ["data"]}] * 24
    found = collect(lines(detail(entry(g3_post(0))) | {"errors": errors}))

    assert (len(found.observations), kinds(found)) == (1, ["errors_in_response"])
    assert found.problems["detail"][0].startswith("24 times")


def test_a_capture_tool_writes_the_time_into_the_name() -> None:
    """Where the response says no time, milliseconds at the end of the file name are when it was saved."""
    content = lines(detail(entry(g3_post(0))))

    assert only(collect(content, "TweetDetail-1717794840000.json"))["captured_at"] == datetime(
        2024, 6, 7, 21, 14, tzinfo=UTC
    )
    assert only(collect(content, f"TweetDetail-{post_id(0)}.json"))["captured_at"] is None


def test_versions_of_an_edited_post() -> None:
    """The edited version keeps the list of versions one level deeper than the first."""
    versions = [post_id(0), post_id(1)]
    control = {"initial_tweet_id": versions[0], "edit_control_initial": {"edit_tweet_ids": versions}}
    row = only(collect(lines(detail(entry(g3_post(1, edit_control=control))))))

    assert row["edit_ids"] == versions


def test_limited_posts_are_marked() -> None:
    """X wraps a post that only some may answer or see; the wrapper is said."""
    wrapped = {"__typename": "TweetWithVisibilityResults", "tweet": g3_post(0), "limitedActionResults": {}}
    assert only(collect(lines(detail(entry(wrapped, f"tweet-{post_id(0)}")))))["availability"] == "limited"


def test_the_app_variant_in_snake_case() -> None:
    """Apps write the same in snake_case: entry_id, view_count_info, promoted_metadata."""
    post = g3_post(0)
    post["view_count_info"] = {"count": post.pop("views")["count"]}
    content = {"content": {"tweet_results": {"rest_id": post_id(0), "result": post}}}
    response = detail({"entry_id": f"tweet-{post_id(0)}", "content": content})

    assert only(collect(lines(response)))["view_count"] == 979440


def test_x_time_is_written_as_x_writes_it() -> None:
    """The helper of these tests writes v1.1 times (it would hide a wrong parser otherwise)."""
    assert x_time(datetime(2018, 10, 10, 20, 19, 24, tzinfo=UTC)) == "Wed Oct 10 20:19:24 +0000 2018"


def test_a_type_name_that_is_no_word_is_no_type() -> None:
    """``__typename`` as a list or an object is looked past; the posts around it are read."""
    record = detail(entry(g3_post(1, "one")), entry(g3_post(2, "two")))
    stack: list[Any] = [record]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            if "__typename" in value:
                value["__typename"] = {"of": ["another", "shape"]}
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)

    assert set(collect(lines(record)).observations["post_id"]) == {post_id(1), post_id(2)}


def test_a_tombstone_in_a_conversation_names_the_conversation() -> None:
    """A post that is gone stood among those of one conversation: the absence says which, so that it has a place."""
    legacy = {"conversation_id_str": post_id(0)}
    gone = {
        "__typename": "TweetTombstone",
        "tombstone": {"text": {"text": "This Post was deleted by the Post author."}},
    }
    response = detail(entry(g3_post(0, "one", legacy=legacy)), entry(gone, f"tweet-{post_id(9)}"))

    assert collect(lines(response)).absences.select("post_id", "conversation_id", "reason").rows() == [
        (post_id(9), post_id(0), "deleted")
    ]
