"""What drifted exports once lost without a word, or with posts that still had an id: each found by tests/test_drift.py."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.collect.inputs import (
    collect,
    detail,
    entry,
    g3_post,
    kinds,
    lines,
    post_id,
    v2_page,
    v2_post,
    v11_status,
)
from threadscope.collect.addresses import first_id

CSV = "id,thread_id,author,timestamp,body\n"


def _ids(content: bytes) -> set[str]:
    return set(collect(content).observations["post_id"])


def _row(minutes: float, body: str = "words") -> str:
    own = post_id(minutes)
    return f"{own},{own},cath,2024-05-24 12:00:00,{body}\n"


def _bird(minutes: float, **changes: Any) -> dict[str, Any]:
    return {
        "id": post_id(minutes),
        "text": "words",
        "createdAt": "Fri May 24 12:00:00 +0000 2024",
        "conversationId": post_id(0),
        "author": {"username": "cath", "name": "Cath"},
        "authorId": "501",
    } | changes


def test_an_id_that_is_none_gives_way_to_the_one_beside_it() -> None:
    """Where the text of an id is broken and the number beside it is not, the number is the id."""
    assert first_id("NaN", None, 20) == "20"
    assert _ids(lines(v11_status(0), v11_status(1, id_str="NaN"))) == {post_id(0), post_id(1)}
    assert _ids(lines(detail(entry(g3_post(0, rest_id="none"))))) == {post_id(0)}


def test_a_number_written_as_text_is_an_id() -> None:
    """v1.1's number may come as a text, all its 19 digits, and alone."""
    assert _ids(lines(v11_status(0), v11_status(1, id=post_id(1), id_str=None))) == {post_id(0), post_id(1)}


def test_the_first_record_does_not_decide_for_all() -> None:
    """A first post that lost its marks has what any table has; it is read with the others, as one of theirs."""
    found = collect(json.dumps([_bird(0, author=None), _bird(1), _bird(2)]).encode())

    assert set(found.observations["post_id"]) == {post_id(0), post_id(1), post_id(2)}
    assert set(found.observations["dialect"]) == {"bird"}


def test_a_post_that_lost_its_marks_is_more_than_what_it_quotes() -> None:
    """A post that is known only by the post inside it, where its dialect keeps such, is read with it."""
    quoting = _bird(1, quotedTweet=_bird(0)) | {"author": 3, "text": None}

    assert _ids(json.dumps([quoting]).encode()) == {post_id(0), post_id(1)}


def test_a_post_around_something_of_another_dialect_is_left_to_its_file() -> None:
    """What is known inside a post that lost its marks does not tell whose the post is."""
    item = {"full_text": "words", "screen_name": "cath", "in_reply_to": None, "views_count": 3}
    drifted = {"id": post_id(2), "in_reply_to": post_id(0), "metadata": {"quoted": v2_post(1)}}
    items = [item | {"id": post_id(0)}, drifted, item | {"id": post_id(3)}]
    found = collect(json.dumps(items).encode())

    assert dict(found.observations.select("post_id", "dialect").iter_rows()) == {
        post_id(0): "twitter_web_exporter",
        post_id(1): "api_v2",
        post_id(2): "twitter_web_exporter",
        post_id(3): "twitter_web_exporter",
    }


def test_others_in_a_list_of_known_posts_are_read_or_told() -> None:
    """Of a list inside an unknown object, elements without marks go to the dialect of the others."""
    posts = [_bird(0), _bird(1, author=None), _bird(2) | {"id": None}]
    found = collect(lines({"saved": posts}))

    assert set(found.observations["post_id"]) == {post_id(0), post_id(1)}
    assert kinds(found) == ["no_post_id"]


@pytest.mark.parametrize("wrapped", [lambda post: post, lambda post: [post], lambda post: {"result": post}])
def test_a_post_under_a_name_that_nobody_knows_is_told(wrapped: Any) -> None:
    """A field by another name that holds a post is passed over by a Struct, and said."""
    found = collect(lines(v11_status(0, quoted_status_v2=wrapped(v11_status(1)))))

    assert set(found.observations["post_id"]) == {post_id(0)}
    assert kinds(found) == ["unknown_record"]


def test_a_page_whose_posts_stand_under_another_name_is_told() -> None:
    """A page of API v2 whose data has another name still gives its included posts, and says what is missing."""
    page = v2_page(v2_post(0), includes={"tweets": [v2_post(1)]})
    found = collect(lines({"posts" if key == "data" else key: value for key, value in page.items()}))

    assert set(found.observations["post_id"]) == {post_id(1)}
    assert kinds(found) == ["unknown_record"]


def test_a_post_without_an_id_in_a_page_is_counted() -> None:
    """A page of API v2 says how many of its posts have no id."""
    found = collect(lines(v2_page(v2_post(0), {"text": "words"}, v2_post(1))))

    assert set(found.observations["post_id"]) == {post_id(0), post_id(1)}
    assert kinds(found) == ["no_post_id"]


def test_x_s_posts_are_read_under_any_name() -> None:
    """A quoted post under a new name, and posts beside the answers to a list of ids, are found by the walk."""
    quoting = g3_post(1, quoted_results_v2={"result": g3_post(0)})
    answers = {"data": {"tweetResult": [{"result": g3_post(2)}], "more": {"result": g3_post(3)}}}

    assert _ids(lines(detail(entry(quoting)), answers)) == {post_id(n) for n in range(4)}


def test_a_card_is_no_post() -> None:
    """A card has a `rest_id` and a `legacy` as a post has."""
    card = {"rest_id": "card://1", "legacy": {"name": "poll", "url": "card://1"}}

    assert _ids(lines(detail(entry(g3_post(0, card=card, unified={"result": card}))))) == {post_id(0)}


def test_an_account_among_statuses_is_no_post() -> None:
    """A person has an id as well, and no words."""
    account = {"id_str": "501", "screen_name": "cath", "name": "Cath", "followers_count": 3}
    found = collect(lines(v11_status(0), account))

    assert set(found.observations["post_id"]) == {post_id(0)}
    assert kinds(found) == ["unknown_record"]


def test_one_nul_costs_no_table() -> None:
    """A cell may hold anything: only a first line with such bytes is that of no table."""
    assert _ids((CSV + _row(0, "a\0b") + _row(1)).encode()) == {post_id(0), post_id(1)}


@pytest.mark.parametrize(
    ("table", "read"),
    [
        (CSV + _row(0) + _row(1, '"') + _row(2) + _row(3), {post_id(0), post_id(1)}),
        (CSV.replace("body", '"body') + _row(0, 'words"') + _row(1) + _row(2), {post_id(1), post_id(2)}),
    ],
    ids=["in a row", "in the header"],
)
def test_rows_behind_a_stray_quotation_mark_are_told(table: str, read: set[str]) -> None:
    """A quotation mark that is not closed takes the rows after it along; that is said, with the first of them."""
    found = collect(table.encode())

    assert set(found.observations["post_id"]) == read
    assert "row_unreadable" in kinds(found)


@pytest.mark.parametrize("first", ["", "²,", "9" * 5000 + ","])
def test_a_first_row_of_any_kind_is_no_running_number(first: str) -> None:
    """A table whose first row is empty, or begins with what only looks like a number, is read."""
    assert _ids((CSV + first + "\n" + _row(1) + _row(2)).encode()) == {post_id(1), post_id(2)}


@pytest.mark.parametrize("seconds", [10**14, -(10**14), 10**18, 10**30])
def test_times_that_no_calendar_holds_are_left_empty(seconds: int) -> None:
    """A time in the year three million is told, and the time in the id stands in its place."""
    vx = {"tweetID": post_id(0), "user_screen_name": "cath", "text": "words", "communityNote": "a note"}
    found = collect(lines(vx | {"date_epoch": seconds, "fetched_on": seconds}))

    assert found.observations["captured_at"].to_list() == found.notes["observed_at"].to_list() == [None]
    assert found.observations["created_at"].null_count() == 0


def test_what_is_gone_needs_an_id() -> None:
    """A notice that names no post is counted and is no absence."""
    found = collect(lines(v11_status(0), {"delete": {"status": {"id_str": "none"}}}))

    assert found.absences.is_empty()
    assert kinds(found) == ["absence_without_id"]


def test_an_entry_of_a_har_is_known_by_what_it_holds() -> None:
    """An answer whose request is lost is X's if it holds posts, and is counted if it does not."""
    body = {"text": json.dumps(detail(entry(g3_post(0))))}
    entries = [{"response": {"status": 200, "content": body}}, {"response": {"status": 200, "content": {}}}]
    found = collect(lines({"log": {"entries": entries}}))

    assert set(found.observations["post_id"]) == {post_id(0)}
    assert kinds(found) == ["unknown_record"]


def test_a_wrapping_in_a_wrapping_is_unwrapped() -> None:
    """An item of Zeeschuimer inside another one is read like the others."""
    item = {"nav_index": "1", "source_platform": "x.com", "data": g3_post(0)}
    outer = {"nav_index": "1", "source_platform": "x.com", "data": item}

    assert _ids(lines(outer, item | {"data": g3_post(1)})) == {post_id(0), post_id(1)}
