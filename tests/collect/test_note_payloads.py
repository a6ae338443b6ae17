"""Community Notes as their own pages and X's API hand them out: which note on which post, rated how, by nobody."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from fixtures.model import Capture
from fixtures.story import quarrel, spat
from fixtures.writers.graphql import notes as writer
from tests.collect.inputs import at, collect, detail, entry, g3_post, kinds, lines, post_id, v2_page, v2_post
from threadscope.collect import Collected, read

NOTE = post_id(600)
SEEN_MS = 1717794840000


def _note(**changes: Any) -> dict[str, Any]:
    """Return a note as its own page gets it."""
    return {
        "rest_id": NOTE,
        "data_v1": {
            "classification": "MisinformedOrPotentiallyMisleading",
            "summary": {"text": "A note says something\nhttps://example.org/a", "entities": []},
            "misleading_tags": ["FactualError"],
            "trustworthy_sources": True,
        },
        "fully_visible_model": True,
        "rating_status": "CurrentlyRatedHelpful",
        "tweet_results": {"result": {"rest_id": post_id(0), "media_note_category": "Unsupported"}},
        "birdwatch_profile": {"alias": "invented-alias", "notes_count": {}},
        "created_at": int(at(600).timestamp() * 1000) + 60,
        "can_appeal": False,
        "appeal_status": "NotAppealed",
        "is_media_note": False,
        "media_note_matches": "0",
    } | changes


def _one(note: dict[str, Any]) -> dict[str, Any]:
    return {"data": {"birdwatch_note_by_rest_id": note}}


def _lists(
    *misleading: dict[str, Any], other: list[dict[str, Any]] | None = None, **result: Any
) -> dict[str, Any]:
    inside = {
        "misleading_birdwatch_notes": {"notes": list(misleading)},
        "not_misleading_birdwatch_notes": {"notes": other or []},
        **result,
    }
    return {"data": {"tweet_result_by_rest_id": {"result": inside}}}


def _asked(tweet_id: str | int) -> dict[str, Any]:
    return {"request": {"timestamp_ms": str(SEEN_MS), "variables": {"tweet_id": tweet_id}}}


def _state(note: dict[str, Any]) -> str:
    (state,) = collect(lines(_one(note))).notes["state"]
    return str(state)


def _said(found: Collected) -> list[tuple[str, str, str | None, str | None]]:
    return found.notes.select("post_id", "state", "note_id", "written_on_id").rows()


def _files(files: dict[str, bytes]) -> Collected:
    streams = []
    for name, content in files.items():
        stream = io.BytesIO(content)
        stream.name = name
        streams.append(stream)
    return read(streams)


# ---- one note


def test_a_note_gives_one_row_with_its_post_words_and_times() -> None:
    """Post, note, words, when it was written and what its writer says of the post; kind payload."""
    found = collect(lines(_one(_note()) | {"request": {"timestamp_ms": str(SEEN_MS)}}))
    (row,) = found.notes.to_dicts()

    assert kinds(found) == []
    assert row == dict.fromkeys(row) | {
        "post_id": post_id(0),
        "evidence_kind": "payload",
        "state": "shown",
        "note_id": NOTE,
        "text": "A note says something\nhttps://example.org/a",
        "observed_at": row["observed_at"],
        "written_at": at(600),
        "precision": "capture",
        "classification": "misleading",
        "is_media_note": False,
        "status": "helpful",
        "source": "archive.json",
    }
    assert int(row["observed_at"].timestamp() * 1000) == SEEN_MS


def test_no_post_is_made_of_a_note() -> None:
    """The post that a note names by its id alone is not archived by that."""
    found = collect(lines(_one(_note()), _lists(_note(), __typename="Tweet", rest_id=post_id(0))))

    assert found.observations.is_empty()
    assert len(found.notes) == 2


def test_who_wrote_a_note_is_in_no_table(tmp_path: Path) -> None:
    """Alias and profile of a contributor stand in every payload, and nowhere in what is read or stored of it."""
    story = quarrel()
    for files in (writer.fetch_notes(story), writer.fetch_one_note(story), writer.notes_slice(story)):
        found = _files(files)
        written = "".join(str(getattr(found, table).to_dicts()) for table in found.__dataclass_fields__)
        assert all(secret.encode() in b"".join(files.values()) for secret in writer.SECRETS)
        assert not any(secret in written for secret in writer.SECRETS)


# ---- states


def test_shown() -> None:
    """Rated helpful, and the note calls the post misleading."""
    assert _state(_note()) == "shown"


def test_helpful_not_displayed() -> None:
    """Rated helpful, and the note calls the post not misleading: X never shows such a note."""
    data = _note()["data_v1"] | {"classification": "NotMisleading"}

    assert _state(_note(data_v1=data)) == "helpful_not_displayed"


def test_deleted_rated_helpful() -> None:
    """A tombstone keeps the rating; the post is known where it was asked for."""
    gone = _note(data_v1={}, tombstone={"text": "This note has been deleted", "entities": []})
    del gone["tweet_results"], gone["birdwatch_profile"]
    found = collect(lines(_lists(gone) | _asked(post_id(0))))

    assert _said(found) == [(post_id(0), "deleted_rated_helpful", NOTE, None)]
    assert found.notes["text"].to_list() == [None]


def test_proposed() -> None:
    """Not rated yet."""
    assert _state(_note(rating_status="NeedsMoreRatings")) == "proposed"


def test_rated_not_helpful() -> None:
    """Rated not helpful: `fully_visible_model` does not mean that anybody saw it."""
    assert _state(_note(rating_status="CurrentlyRatedNotHelpful")) == "rated_not_helpful"


def test_status_unknown() -> None:
    """No rating is said."""
    assert _state(_note(rating_status=None)) == "status_unknown"


@pytest.mark.parametrize(
    "note",
    [
        _note(rating_status="FirmReject"),
        _note(data_v1={"summary": {"text": "words"}}),
        _note(data_v1={}, tombstone={"text": "x"}, rating_status="NeedsMoreRatings"),
    ],
    ids=[
        "a rating that nobody knows",
        "helpful, but what it says of the post is not said",
        "deleted, not helpful",
    ],
)
def test_unknown(note: dict[str, Any]) -> None:
    """What no row of the table covers is no state: never shown, never proposed."""
    assert _state(note) == "unknown"


def test_the_list_says_what_a_note_says_of_the_post() -> None:
    """Where a note does not repeat it, the list that it stands in tells misleading from not misleading."""
    bare = _note(data_v1={"summary": {"text": "words"}})
    found = collect(lines(_lists(bare, other=[bare | {"rest_id": post_id(601)}])))

    assert found.notes.select("classification", "state").rows() == [
        ("misleading", "shown"),
        ("not_misleading", "helpful_not_displayed"),
    ]


# ---- which post


def test_the_post_may_stand_around_the_note_or_in_the_request() -> None:
    """A note that names no post belongs to that whose notes these are: by its id beside the lists, or as asked for."""
    alone = {key: value for key, value in _note().items() if key != "tweet_results"}

    assert _said(collect(lines(_lists(alone, rest_id=post_id(0))))) == [(post_id(0), "shown", NOTE, None)]
    assert _said(collect(lines(_lists(alone) | _asked(post_id(0))))) == [(post_id(0), "shown", NOTE, None)]
    assert _said(collect(lines(_lists(alone) | _asked(int(post_id(0)))))) == [
        (post_id(0), "shown", NOTE, None)
    ]


def test_the_other_notes_of_a_list_say_whose_it_is() -> None:
    """The notes on one post stand in one answer: what one names is the post of the deleted one beside it."""
    gone = {"rest_id": post_id(601), "data_v1": {}, "tombstone": {}, "rating_status": "CurrentlyRatedHelpful"}
    found = collect(lines(_lists(_note(), gone)))

    assert _said(found) == [
        (post_id(0), "shown", NOTE, None),
        (post_id(0), "deleted_rated_helpful", post_id(601), None),
    ]


def test_a_note_without_a_post_is_counted_and_no_row() -> None:
    """Deleted and withheld notes name no post: there is no row for them, and a problem says so."""
    gone = {"rest_id": NOTE, "can_appeal": False, "appeal_status": "NotAppealed", "media_note_matches": "0"}
    found = collect(lines(_one(gone), _one(_note())))

    assert _said(found) == [(post_id(0), "shown", NOTE, None)]
    assert kinds(found) == ["note_without_post"]


def test_a_media_note_is_named_as_one_and_never_called_shown_elsewhere() -> None:
    """A note on a picture, written on another post: one row there, one here that says where it was written."""
    media = _note(is_media_note=True, tweet_results={"result": {"rest_id": post_id(-90)}})
    found = collect(lines(_lists(media) | _asked(post_id(0))))

    assert _said(found) == [(post_id(-90), "shown", NOTE, None), (post_id(0), "unknown", NOTE, post_id(-90))]
    assert found.notes["is_media_note"].to_list() == [True, True]


def test_a_note_on_an_older_version_is_no_media_note() -> None:
    """A note that is on no picture stands under another id only because the post was edited: the row is that id's."""
    older = _note(tweet_results={"result": {"rest_id": post_id(-90)}})

    assert _said(collect(lines(_lists(older) | _asked(post_id(0))))) == [(post_id(-90), "shown", NOTE, None)]


def test_a_note_on_a_link_is_a_media_note() -> None:
    """X calls it a url note; it is shown on other posts with the same link."""
    found = collect(lines(_one(_note(is_url_note=True))))

    assert found.notes["is_media_note"].to_list() == [True]


def test_a_post_in_a_note_is_read_too() -> None:
    """Some pages put the whole post into the note: it is archived, apart from the conversation, once."""
    inside = {"result": g3_post(0, "the words")}
    found = collect(lines(_one(_note(tweet_results=inside))))

    assert found.observations.select("post_id", "text", "place").rows() == [
        (post_id(0), "the words", "included")
    ]
    assert _said(found) == [(post_id(0), "shown", NOTE, None)]


def test_a_limited_or_missing_post_in_a_note() -> None:
    """The wrapping of a limited post is looked into; a post that is not to be had names nothing."""
    limited = {"result": {"__typename": "TweetWithVisibilityResults", "tweet": {"rest_id": post_id(0)}}}
    missing = {"result": {"__typename": "TweetUnavailable", "reason": "Suspended"}}

    assert _said(collect(lines(_one(_note(tweet_results=limited))))) == [(post_id(0), "shown", NOTE, None)]
    found = collect(lines(_one(_note(tweet_results=missing)), _one(_note())))
    assert (len(found.notes), kinds(found)) == (1, ["note_without_post"])


# ---- where notes stand


def test_in_the_wrapping_of_a_limited_post() -> None:
    """BirdwatchFetchNotes wraps what X limits, as every answer does: that is no post either."""
    response = _lists(_note(), __typename="Tweet", rest_id=post_id(0))
    holder = response["data"]["tweet_result_by_rest_id"]
    holder["result"] = {"__typename": "TweetWithVisibilityResults", "tweet": holder["result"]}
    found = collect(lines(response))

    assert _said(found) == [(post_id(0), "shown", NOTE, None)]
    assert found.observations.is_empty()


def test_beside_a_post() -> None:
    """Lists in a whole post are notes on it, and the post is read."""
    found = collect(
        lines(detail(entry(g3_post(0, **_lists(_note())["data"]["tweet_result_by_rest_id"]["result"]))))
    )

    assert found.observations["post_id"].to_list() == [post_id(0)]
    assert _said(found) == [(post_id(0), "shown", NOTE, None)]


def test_the_note_shown_may_stand_beside_the_lists() -> None:
    """What X shows with the post is a pivot, with whatever else it comes."""
    pivot = {"note": {"rest_id": NOTE}, "subtitle": {"text": "words"}, "visualStyle": "Default"}
    found = collect(
        lines(_lists(_note(), rest_id=post_id(0), birdwatch_pivot=pivot, has_birdwatch_notes=True))
    )

    assert found.notes.select("post_id", "evidence_kind", "state").sort("evidence_kind").rows() == [
        (post_id(0), "flag", "shown_at_capture"),
        (post_id(0), "payload", "shown"),
        (post_id(0), "pivot", "shown_at_capture"),
    ]


@pytest.mark.parametrize(
    "response",
    [
        {"birdwatch_note_by_rest_id": _note()},
        {"data": {"birdwatch_profile_by_alias": {"notes_slice": {"notes": [_note()]}}}},
        {"data": {"viewer": {"birdwatch_home_page": {"body": {"timelines": [{"note": _note()}]}}}}},
        {"tweet_result_by_rest_id": {"result": {"misleading_birdwatch_notes": {"notes": [_note()]}}}},
        {"misleading_birdwatch_notes": {"notes": [_note()]}},
        _note(),
    ],
    ids=[
        "without data",
        "a contributor's",
        "the timeline of notes",
        "asked for, without data",
        "lists",
        "bare",
    ],
)
def test_notes_are_known_anywhere(response: dict[str, Any]) -> None:
    """Each page of notes, and what tools cut out of it, is GraphQL and gives the note."""
    found = collect(lines(response))

    assert found.sources["dialect"].to_list() == ["graphql"]
    assert _said(found) == [(post_id(0), "shown", NOTE, None)]
    assert kinds(found) == []


def test_one_note_twice_in_one_answer_is_one_row() -> None:
    """A timeline may repeat a note; two answers are two observations."""
    twice = {"data": {"viewer": {"birdwatch_home_page": {"a": [_note(), _note()]}}}}

    assert len(collect(lines(twice)).notes) == 1
    assert len(collect(lines(twice, twice)).notes) == 2


def test_in_a_har() -> None:
    """The address says which post was asked for; bodies of notes count as X's answers, also one that names no post."""
    gone = _note(data_v1={}, tombstone={})
    del gone["tweet_results"]
    variables = "%7B%22tweet_id%22%3A%22" + post_id(0) + "%22%7D"
    entries = [
        {
            "startedDateTime": "2024-06-07T21:14:00.000Z",
            "request": {"method": "GET", "url": f"https://x.com/i/api/graphql/q/{name}?variables={asked}"},
            "response": {"status": 200, "content": {"text": json.dumps(body)}},
        }
        for name, asked, body in (
            ("BirdwatchFetchNotes", variables, _lists(gone)),
            ("BirdwatchFetchOneNote", "%7B%7D", _one(gone)),
        )
    ]
    found = collect(json.dumps({"log": {"version": "1.2", "entries": entries}}).encode(), "x.har")

    assert _said(found) == [(post_id(0), "deleted_rated_helpful", NOTE, None)]
    assert kinds(found) == ["note_without_post"]
    assert found.notes["observed_at"].to_list()[0].isoformat() == "2024-06-07T21:14:00+00:00"


def test_in_zeeschuimers_wrapping() -> None:
    """A note in another tool's item is found, with the time at which the tool saw it."""
    item = {
        "nav_index": "1:1",
        "source_platform": "x.com",
        "timestamp_collected": SEEN_MS,
        "data": _one(_note()),
    }
    found = collect(lines(item), "zeeschuimer.ndjson")

    assert _said(found) == [(post_id(0), "shown", NOTE, None)]
    assert int(found.notes["observed_at"][0].timestamp() * 1000) == SEEN_MS


def test_a_long_post_is_no_note() -> None:
    """`note_tweet` and `NoteTweet` are the text of a long post and have nothing to do with Community Notes."""
    text = {
        "note_tweet_results": {"result": {"id": "Tm90ZVR3ZWV0", "text": "a long post", "rest_id": post_id(9)}}
    }
    found = collect(lines(detail(entry(g3_post(0, note_tweet=text))), detail(entry(g3_post(1)))))

    assert found.notes.is_empty()
    assert found.observations["text"][0] == "a long post"


# ---- what is odd


def test_the_time_beside_a_note_is_compared_with_its_id() -> None:
    """The id says when it was written; a time that says otherwise is told, and taken only where the id says nothing."""
    later = _note(created_at=int(at(900).timestamp() * 1000))
    found = collect(lines(_one(later)))
    assert (found.notes["written_at"].to_list(), kinds(found)) == ([at(600)], ["id_suspect"])

    plain = collect(lines(_one(later | {"rest_id": "12"})))
    assert (plain.notes["written_at"].to_list(), kinds(plain)) == ([at(900)], [])


def test_an_id_that_is_none_is_left_empty() -> None:
    """A note with an odd id keeps its post and its words."""
    found = collect(lines(_one(_note(rest_id="n1"))))

    assert found.notes.select("post_id", "note_id").rows() == [(post_id(0), None)]
    assert kinds(found) == ["id_suspect"]


@pytest.mark.parametrize("key", sorted(_note()))
@pytest.mark.parametrize("odd", [None, "", 0, -5, 3.7, [], {}, [1], {"a": 1}, True, "9" * 30])
def test_odd_fields_cost_themselves(key: str, odd: Any) -> None:
    """Whatever one field of a note holds, the note beside it is read and nothing is raised."""
    found = collect(lines(_lists(_note() | {key: odd}, _note(rest_id=post_id(601))) | _asked(post_id(0))))

    assert post_id(601) in found.notes["note_id"].to_list()
    assert set(found.notes["post_id"]) <= {post_id(0)}


def test_a_nul_in_a_note_is_taken_out() -> None:
    """As in every text."""
    data = _note()["data_v1"] | {"summary": {"text": "a\0b"}}

    assert collect(lines(_one(_note(data_v1=data)))).notes["text"].to_list() == ["ab"]


# ---- pivots


@pytest.mark.parametrize(
    ("pivot", "wanted"),
    [
        ({"visualStyle": "Default", "title": "x"}, "shown_at_capture"),
        ({"visual_style": "Tentative", "title": "Readers added context"}, "proposed_at_capture"),
        ({"title": "Readers added context to this image"}, "shown_at_capture"),
        ({"shorttitle": "Readers added context"}, "shown_at_capture"),
        ({"title": "背景情報を追加しました"}, "pivot_ambiguous"),
        ({}, "pivot_ambiguous"),
    ],
)
def test_what_a_pivot_says(pivot: dict[str, Any], wanted: str) -> None:
    """The style decides; without one a heading that X shows to all; any other heading leaves it open."""
    found = collect(lines(detail(entry(g3_post(0, birdwatch_pivot={"note": {"rest_id": NOTE}} | pivot)))))

    assert found.notes["state"].to_list() == [wanted]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Readers added context to this video", True),
        ("Readers added context to this image", True),
        ("Readers added context they thought people might want to know", None),
    ],
)
def test_the_heading_of_a_media_note(title: str, wanted: bool | None) -> None:  # noqa: FBT001
    """A heading that names a video or picture tells a media note; another heading tells nothing."""
    pivot = {"note": {"rest_id": NOTE}, "title": title, "visualStyle": "Default"}
    found = collect(lines(detail(entry(g3_post(0, birdwatch_pivot=pivot)))))

    assert found.notes["is_media_note"].to_list() == [wanted]


@pytest.mark.parametrize(
    "pivot",
    [
        {"destinationUrl": f"https://twitter.com/i/birdwatch/n/{NOTE}"},
        {"destination_url": f"https://x.com/i/communitynotes/n/{NOTE}?s=20"},
        {"callToAction": {"destinationUrl": f"https://twitter.com/i/birdwatch/n/{NOTE}"}},
        {"call_to_action": {"destination_url": f"https://x.com/i/communitynotes/m/{NOTE}"}},
    ],
)
def test_the_id_of_a_pivots_note_may_stand_in_an_address(pivot: dict[str, Any]) -> None:
    """Clients that leave `note` out still say where the note can be read or rated."""
    found = collect(lines(detail(entry(g3_post(0, birdwatch_pivot=pivot | {"visualStyle": "Default"})))))

    assert found.notes.select("note_id", "written_at").rows() == [(NOTE, at(600))]


def test_a_pivot_in_snake_case() -> None:
    """Apps write fields and entities in snake_case, with numbers as text; the words are the same."""
    entities = [{"from_index": "0", "to_index": "9", "ref": {"url": "https://t.co/x"}}]
    pivot = {
        "note": {"rest_id": NOTE, "data_v1": {"summary": {"text": "other words"}}},
        "subtitle": {"text": "the words", "entities": entities},
        "visual_style": "Default",
    }
    found = collect(lines(detail(entry(g3_post(0, birdwatch_pivot=pivot)))))
    assert (found.notes["text"].to_list(), kinds(found)) == (["the words"], [])

    del pivot["subtitle"]
    assert collect(lines(detail(entry(g3_post(0, birdwatch_pivot=pivot))))).notes["text"].to_list() == [
        "other words"
    ]


# ---- API v2


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("matched_and_shown", "shown_at_capture"),
        ("matched_but_not_shown", "notes_exist_not_shown_to_capturer"),
        ("something_new", "unknown"),
    ],
)
def test_notes_on_the_same_media_beside_a_post_of_api_v2(status: str, state: str) -> None:
    """`matched_media_notes` says of the asker's own notes whether one is shown on this post."""
    found = collect(
        lines(v2_page(v2_post(0, matched_media_notes=[{"note_id": NOTE, "match_status": status}])))
    )

    assert found.notes.select(
        "post_id", "evidence_kind", "state", "note_id", "is_media_note", "written_at"
    ).rows() == [(post_id(0), "payload", state, NOTE, True, at(600))]
    assert found.observations.height == 1


def test_matched_notes_of_flattened_posts() -> None:
    """A post a line, as twarc2 flattens pages, says the same."""
    flat = v2_post(0, matched_media_notes=[{"note_id": NOTE, "match_status": "matched_and_shown"}])

    assert collect(lines(flat | {"author": {"id": "501", "username": "cath"}})).notes[
        "note_id"
    ].to_list() == [NOTE]


def _v2_note(**info: Any) -> dict[str, Any]:
    return {
        "id": NOTE,
        "info": {
            "text": "A note says something https://example.org/a",
            "classification": "misinformed_or_potentially_misleading",
            "misleading_tags": ["factual_error"],
            "post_id": post_id(0),
            "trustworthy_sources": True,
        }
        | info,
        "status": "currently_rated_helpful",
        "test_result": {
            "evaluation_outcome": [{"evaluator_type": "UrlValidity", "evaluator_score_bucket": "High"}]
        },
    }


def test_notes_written_by_api_v2() -> None:
    """`notes_written` holds notes, not posts: one row each, and no post is made of one."""
    rated = _v2_note(rating_status="needs_more_ratings") | {"id": post_id(601)}
    found = collect(lines({"data": [_v2_note(), rated], "meta": {"result_count": 2}}))

    assert found.observations.is_empty()
    assert found.notes.select("post_id", "note_id", "state", "classification", "status").rows() == [
        (post_id(0), NOTE, "shown", "misleading", "helpful"),
        (post_id(0), post_id(601), "proposed", "misleading", "needs_more_ratings"),
    ]
    assert kinds(found) == []


def test_what_api_v2_says_of_notes_without_a_post() -> None:
    """A note that names no post, and the score of a note's words, are counted."""
    nowhere = _v2_note()
    nowhere["info"] = nowhere["info"] | {"post_id": None}
    found = collect(lines({"data": [_v2_note(), nowhere]}, {"data": {"claim_opinion_score": 0.7}}))

    assert len(found.notes) == 1
    assert kinds(found) == ["note_without_post", "unknown_record"]


# ---- the founding stories, and real ones


@pytest.mark.parametrize("story", [quarrel(), spat()], ids=["pigeonchat", "two_messengers"])
def test_the_notes_of_the_founding_stories(story: Capture) -> None:
    """Each note of a story comes out with its post, words, time and state; pages and single answers say the same."""
    wanted = {
        "CurrentlyRatedHelpful": "shown",
        "NeedsMoreRatings": "proposed",
        "CurrentlyRatedNotHelpful": "rated_not_helpful",
    }
    rows = {
        (n.post_id, n.note_id, n.text or None, "deleted_rated_helpful" if n.deleted else
         "helpful_not_displayed" if not n.misleading else wanted[n.status])
        for n in writer.written(story)
    }  # fmt: skip
    own = pl.col("written_on_id").is_null()
    for files in (writer.fetch_notes(story), writer.fetch_notes(story, stamped=False)):
        found = _files(files)
        assert set(found.notes.filter(own).select("post_id", "note_id", "text", "state").rows()) == rows
        assert found.notes["written_at"].null_count() == 0
        assert found.observations.is_empty()
        assert kinds(found) == []
    single = _files(writer.fetch_one_note(story))
    assert set(single.notes.select("post_id", "note_id", "text", "state").rows()) == {
        row for row in rows if row[3] != "deleted_rated_helpful"
    }
    assert kinds(single) == ["note_without_post"] * 2
    part = _files(writer.notes_slice(story))
    assert set(part.notes["note_id"]) == set(single.notes["note_id"])


def test_a_note_comes_a_day_after_the_leak() -> None:
    """The story's note was written some twelve hours after its post, by its id alone."""
    story = quarrel()
    (noted,) = [post for post in story.posts if post.note]
    found = _files(writer.fetch_notes(story)).notes.filter(pl.col("state") == "shown", post_id=noted.post_id)

    assert found["written_at"][0] - noted.at > timedelta(hours=6)


@pytest.mark.shared
def test_real_answers_of_one_note(shared: Path) -> None:
    """Four real answers, kept without what is around them: two notes that wait for ratings, two that name no post."""
    found = read(
        [shared / "samples/6_community_notes/travisbrown_birdsite__birdwatch-notes-2025-08-28.ndjson"]
    )

    assert (
        found.notes.select("evidence_kind", "state", "classification", "status", "is_media_note").rows()
        == [("payload", "proposed", "misleading", "needs_more_ratings", False)] * 2
    )
    assert all(text and "\n" in text for text in found.notes["text"])
    assert found.notes["written_at"].null_count() == 0
    assert kinds(found) == ["note_without_post"] * 2
    assert found.observations.is_empty()
