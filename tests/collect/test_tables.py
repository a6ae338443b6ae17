"""Tables of tools: what they carry is read, what they cannot tell is said, ids that a spreadsheet harmed are mended."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from tests.collect.inputs import at, collect, kinds, only, post_id
from threadscope.collect import Collected, fold


def _table(*rows: dict[str, Any], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(
        text, list(dict.fromkeys(key for row in rows for key in row)), delimiter=delimiter
    )
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _harvest(minutes: float, **changes: Any) -> dict[str, Any]:
    own = post_id(minutes)
    return {
        "conversation_id_str": post_id(0),
        "created_at": at(minutes).strftime("%a %b %d %H:%M:%S +0000 %Y"),
        "favorite_count": "4",
        "full_text": "a &amp; b",
        "id_str": own,
        "image_url": "",
        "in_reply_to_screen_name": "cath" if minutes else "",
        "lang": "en",
        "location": "",
        "quote_count": "0",
        "reply_count": "1",
        "retweet_count": "2",
        "tweet_url": f"https://x.com/undefined/status/{own}",
        "user_id_str": "501",
        "username": "",
    } | changes


def test_ids_that_excel_rounded_are_mended_by_the_address() -> None:
    """1.79E+18 and 179…0000 are read as what the address beside them says, each said once."""
    posts = [_harvest(0, id_str="1.79398E+18"), _harvest(1, id_str=post_id(1)[:15] + "0000")]
    found = collect(_table(*posts))

    assert found.observations["post_id"].to_list() == [post_id(0), post_id(1)]
    assert kinds(found).count("id_mended") == 2
    assert "ids_rounded" not in kinds(found)


def test_ids_that_nothing_mends_are_named() -> None:
    """Without an address the rounded ids stay, and the problem names the columns and one of the ids."""
    rounded = [_harvest(n, id_str=post_id(n)[:15] + "0000", tweet_url="x") for n in range(4)]
    for row in rounded:
        row["conversation_id_str"] = rounded[0]["id_str"]
    problems = collect(_table(*rounded)).problems.filter(kind="ids_rounded")

    assert problems["position"].to_list() == ["post_id", "conversation_id"]
    assert rounded[0]["id_str"] in problems["detail"][0]
    assert "spreadsheet" in problems["detail"][0]


def test_ids_in_exponents_without_an_address_are_left_out_and_said() -> None:
    """Six digits of nineteen are no id."""
    found = collect(_table(_harvest(0), _harvest(1, id_str="1.79398E+18", tweet_url="x")))

    assert found.observations["post_id"].to_list() == [post_id(0)]
    assert "id_suspect" in kinds(found)


def test_handles_of_nobody_are_not_taken_from_addresses() -> None:
    """`undefined` in an address is no handle."""
    assert only(collect(_table(_harvest(0))))["handle"] is None


def test_a_table_without_parents_says_so_once() -> None:
    """Answers hang detached under their conversation, and one problem of the file says why."""
    found = collect(_table(*(_harvest(n) for n in range(5))))

    assert kinds(found) == ["parents_not_exported"]
    assert "4 of 5 posts are answers" in found.problems["detail"][0]
    assert fold(found).posts["reply_to_handle"].drop_nulls().to_list() == ["cath"] * 4


def _fourcat(minutes: float, **changes: Any) -> dict[str, Any]:
    return {
        "id": post_id(minutes),
        "thread_id": post_id(0),
        "timestamp": at(minutes).strftime("%Y-%m-%d %H:%M:%S"),
        "body": "words",
        "author": "cath",
        "author_id": "501",
        "is_retweet": "no",
        "is_reply": "yes" if minutes else "no",
        "images": "https://p.example/a.jpg,https://p.example/b.jpg",
    } | changes


def test_a_bare_repost_of_nobody_knows_what_is_left_out() -> None:
    """The words of a repost are somebody else's; without the original they are counted, not read."""
    found = collect(_table(_fourcat(0), _fourcat(1, is_retweet="yes", body="RT @max: no")))

    assert found.observations["post_id"].to_list() == [post_id(0)]
    assert kinds(found) == ["repost_without_original"]


def test_lists_in_cells_are_split() -> None:
    """Addresses between commas are two pictures; the time without a zone is UTC."""
    row = only(collect(_table(_fourcat(0))))

    assert [item["url"] for item in row["media"]] == ["https://p.example/a.jpg", "https://p.example/b.jpg"]
    assert row["created_at"] == at(0)


def _flat(names: tuple[str, str, str, str], minutes: float) -> dict[str, Any]:
    parent = post_id(0) if minutes else ""
    return dict(zip(names, (post_id(minutes), "some words", parent, "cath"), strict=True))


@pytest.mark.parametrize(
    "names",
    [
        ("tweet_id", "text", "in_reply_to_status_id", "screen_name"),
        ("Tweet ID", "Tweet Text", "In Reply To Tweet ID", "Author Username"),
        ("id", "content", "replyToTweetId", "username"),
    ],
)
def test_columns_under_x_s_own_names_in_any_spelling(names: tuple[str, str, str, str]) -> None:
    """An id, words and a parent are enough, whatever stands between the words of a name."""
    posts = fold(collect(_table(*(_flat(names, n) for n in range(3))))).posts

    assert posts["reply_to_id"].to_list() == [None, post_id(0), post_id(0)]
    assert posts["handle"].to_list() == ["cath"] * 3


def test_a_table_of_something_else_is_not_taken_for_posts() -> None:
    """An id and a text without anything of a conversation may be anything."""
    with pytest.raises(Exception, match="a table with the columns 'id', 'text'"):
        collect(_table({"id": "5", "text": "milk", "price": "2"}, {"id": "6", "text": "bread", "price": "3"}))


@pytest.mark.parametrize(
    "row",
    [
        {"tweet_id": "5", "text": "some words", "username": "cath"},
        {"id": post_id(0), "text": "some words", "created_at": at(0).isoformat(), "n": "1"},
        {"id": post_id(0), "content": "some words", "timestamp": str(int(at(0).timestamp())), "n": "1"},
    ],
)
def test_what_only_a_post_of_x_has_is_enough(row: dict[str, str]) -> None:
    """An id under X's name for it, or a time that is the one in the id, makes a row a post."""
    assert only(collect(_table(row)))["post_id"] == next(iter(row.values()))


def test_a_time_that_is_not_in_the_id_proves_nothing() -> None:
    """A long number beside an unrelated time may be anything."""
    with pytest.raises(Exception, match="a table with the columns"):
        collect(_table({"id": post_id(0), "text": "some words", "created_at": at(90_000).isoformat()}))


def test_columns_that_do_not_stand_under_their_names_are_said() -> None:
    """Where nearly no row has an id under `id_str`, the file is said to be shifted, not only its rows."""
    rows = [_harvest(n) for n in range(4)]
    shifted = [dict(zip(row, [*list(row.values())[1:], "x"], strict=True)) for row in rows]
    found = collect(_table(rows[0], *shifted))

    assert "columns_shifted" in kinds(found)
    assert found.observations["post_id"].to_list() == [post_id(0)]


def _twarc(found: Collected) -> dict[str, Any]:
    return only(found)


def test_twarc_csv_reads_the_lists_in_its_cells() -> None:
    """Mentions and tags lose their marks, X's own links are no links, the kind of a picture stands in its key."""
    own = post_id(0)
    row = _twarc(
        collect(
            _table(
                {
                    "id": own,
                    "author_id": "501",
                    "created_at": at(0).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
                    "text": "a &lt; b",
                    "entities.mentions": '["@max"]',
                    "entities.hashtags": '["#PigeonChat"]',
                    "entities.urls": f'["https://n.example/x", "https://twitter.com/a/status/{own}/photo/1"]',
                    "attachments.media": "[{}]",
                    "attachments.media_keys": '["3_1"]',
                    "edit_history_tweet_ids": f'["1", "{own}"]',
                    "author.username": "cath",
                    "public_metrics.like_count": "4",
                    "withheld.copyright": "True",
                    "__twarc.retrieved_at": "2024-06-07T21:14:00+00:00",
                }
            )
        )
    )

    assert (row["text"], row["mentions"], row["hashtags"]) == ("a < b", ["max"], ["PigeonChat"])
    assert row["urls"] == ["https://n.example/x"]
    assert [item["kind"] for item in row["media"]] == ["photo"]
    assert (row["edit_ids"], row["availability"], row["like_count"]) == (["1", own], "withheld", 4)


def test_a_broken_list_in_a_cell_costs_that_list() -> None:
    """A cell that should hold JSON and does not says nothing; the post stays."""
    row = {
        "id": post_id(0),
        "author_id": "501",
        "author.username": "cath",
        "text": "x",
        "entities.mentions": '["@m',
    }

    assert _twarc(collect(_table(row)))["mentions"] == []
