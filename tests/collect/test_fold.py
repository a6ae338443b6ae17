"""How copies of a post become one: longest text, newest counts, one parent, one author, one version."""

from __future__ import annotations

from typing import Any

import polars as pl

from tests.collect.inputs import collect, folded, kinds, lines, post_id, v2_page, v2_post, v2_user, v11_status
from threadscope import schema
from threadscope.collect import fold
from threadscope.collect.fold import POSTS

EARLY, LATE = "2024-06-01T00:00:00+00:00", "2024-06-02T00:00:00+00:00"


def _likes(n: int | None, captured: str | None = None, text: str = "words", **changes: Any) -> dict[str, Any]:
    return v2_page(v2_post(0, text, public_metrics={"like_count": n}, **changes), captured=captured)


def _one(*records: Any) -> dict[str, Any]:
    (row,) = folded(*records).posts.to_dicts()
    return row


def test_the_newest_count_wins_whatever_the_order() -> None:
    """Counts are those of the last capture; a copy without a time is the oldest."""
    for pages in (
        [_likes(9, LATE), _likes(5, EARLY), _likes(1)],
        [_likes(1), _likes(5, EARLY), _likes(9, LATE)],
    ):
        row = _one(*pages)

        assert (row["like_count"], row["n_observations"]) == (9, 3)
        assert row["captured_at"].isoformat() == LATE


def test_a_newer_copy_that_says_nothing_does_not_erase() -> None:
    """Null never replaces a value."""
    assert _one(_likes(5, EARLY), _likes(None, LATE))["like_count"] == 5


def test_the_longest_whole_text_wins() -> None:
    """A whole text stands above a longer cut one, the longer above the shorter, whatever was seen last."""
    cut = "c" * 200 + "… https://t.co/1"
    row = _one(_likes(1, EARLY, "a whole text"), _likes(1, LATE, cut), _likes(1, LATE, "short"))
    assert (row["text"], row["text_truncated"]) == ("a whole text", False)

    row = _one(_likes(1, EARLY, cut), _likes(1, LATE, None))  # type: ignore[arg-type]
    assert (row["text"], row["text_truncated"]) == (cut, True)


def test_two_parents_are_a_problem_and_the_newest_is_taken() -> None:
    """Copies that name different parents contradict each other; it is said."""
    pages = [
        _likes(1, captured, referenced_tweets=[{"type": "replied_to", "id": post_id(minute)}])
        for captured, minute in ((LATE, -1), (EARLY, -2))
    ]
    found = folded(*pages)

    assert found.posts["reply_to_id"].to_list() == [post_id(-1)]
    assert kinds(found) == ["parent_contradiction"]


def test_two_authors_are_a_problem_and_the_newest_is_taken() -> None:
    """One post has one author; two are said."""
    found = folded(_likes(1, EARLY, author_id="501"), _likes(1, LATE, author_id="502"))

    assert found.posts["author_id"].to_list() == ["502"]
    assert kinds(found) == ["author_contradiction"]


def test_an_id_stands_above_a_handle_and_that_above_nothing() -> None:
    """A copy that knows the author's id gives it to those that know only the handle, or nothing; no contradiction."""
    nameless, by_handle = v11_status(0, user=None), v11_status(0, user={"screen_name": "Eve"})
    known = v11_status(0, user={"id_str": "7", "screen_name": "eve"})

    for records in ((known, by_handle, nameless), (nameless, by_handle, known)):
        found = folded(*records)
        assert found.posts["author_id"].to_list() == ["7"]
        assert kinds(found) == []
    assert folded(nameless, by_handle).posts["author_id"].to_list() == ["@eve"]
    assert folded(nameless, nameless).posts["author_id"].to_list() == [f"?{post_id(0)}"]


def test_a_handle_known_elsewhere_gives_its_id() -> None:
    """Another post, or being answered, tells which id a handle has; two ids for one handle tell nothing."""
    by_handle = v11_status(0, user={"screen_name": "Eve"})
    other = v11_status(1, user={"id_str": "7", "screen_name": "eve"})
    answer = v11_status(2, in_reply_to_user_id_str="7", in_reply_to_screen_name="EVE")
    namesake = v11_status(3, user={"id_str": "8", "screen_name": "eve"})

    assert folded(by_handle, other).posts["author_id"].to_list() == ["7", "7"]
    assert folded(by_handle, answer).posts["author_id"].to_list()[0] == "7"
    assert folded(by_handle, other, namesake).posts["author_id"].to_list()[0] == "@eve"


def test_versions_of_an_edited_post_are_one_post() -> None:
    """The newest archived version stands; the others are aliases, also one that was not archived."""
    versions = [post_id(0), post_id(1), post_id(2)]
    first = v2_post(
        0,
        "first",
        edit_history_tweet_ids=versions[:1],
        referenced_tweets=[{"type": "replied_to", "id": post_id(-5)}],
    )
    second = v2_post(1, "second", edit_history_tweet_ids=versions)
    found = folded(v2_page(first), v2_page(second))

    assert found.posts.select("post_id", "text", "reply_to_id").rows() == [
        (post_id(1), "second", post_id(-5))
    ]
    assert found.posts["edit_ids"].to_list() == [versions]
    assert found.aliases.rows() == [(post_id(0), post_id(1)), (post_id(2), post_id(1))]


def test_people_are_everybody_who_wrote_or_was_answered() -> None:
    """One row a person, the newest sighting; people only mentioned are no participants."""
    users = [v2_user(), v2_user("502", "Max"), v2_user("503", "Mentioned")]
    later = [v2_user("501", "Cath_New")]
    post = v2_post(0, in_reply_to_user_id="502")
    found = folded(
        v2_page(post, captured=LATE, includes={"users": later}),
        v2_page(post, captured=EARLY, includes={"users": users}),
    )

    assert found.people["author_id"].to_list() == ["501", "502"]
    assert found.people["handle"].to_list() == ["Cath_New", "Max"]
    schema.check(found.people, "people")


def test_every_author_stands_in_people() -> None:
    """A join with people loses no post, also where only a handle or nothing is known."""
    found = folded(v11_status(0, user=None), v11_status(1, user={"screen_name": "Eve"}), v11_status(2))

    assert found.posts.join(found.people, on="author_id", how="anti").is_empty()


def test_the_fold_is_a_fixed_point() -> None:
    """Reading the same file twice changes nothing but how often posts were seen."""
    content = lines(v2_page(v2_post(0), v2_post(1)), _likes(7, LATE))
    once, twice = fold(collect(content)), fold(collect([content, content]))

    assert once.posts.drop("n_observations").equals(twice.posts.drop("n_observations"))
    assert (twice.posts["n_observations"] == 2 * once.posts["n_observations"]).all()
    assert once.people.equals(twice.people)


def test_the_fold_does_not_change_its_input_and_keeps_its_promise() -> None:
    """The observations stay as they were; the columns are those that the tree is given."""
    collected = collect(lines(v2_page(v2_post(1), v2_post(0))))
    before = collected.observations.clone()
    found = fold(collected)

    assert collected.observations.equals(before)
    assert found.posts.schema == pl.Schema(POSTS)
    assert found.posts["post_id"].to_list() == [post_id(0), post_id(1)]
