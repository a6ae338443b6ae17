"""What is read from Zeeschuimer's items and from 4CAT's copy of them: the post, and when it was seen."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.collect.inputs import collect, g3_post, kinds, lines, only, post_id, v11_status

SEEN = 1_717_794_840_123
CAPTURED = datetime(2024, 6, 7, 21, 14, 0, 123_000, tzinfo=UTC)


def item(data: Any, platform: Any = "twitter.com", **changes: Any) -> dict[str, Any]:
    """Return a line of Zeeschuimer's export."""
    return {
        "id": 1,
        "nav_index": "1:4:0",
        "item_id": 1794114782838900200,
        "timestamp_collected": SEEN,
        "last_updated": SEEN,
        "source_platform": platform,
        "source_platform_url": "https://x.com/cath/status/1",
        "source_url": "https://x.com/i/api/graphql/qid/TweetDetail",
        "user_agent": "Mozilla/5.0",
        "data": data,
    } | changes


def copied(data: dict[str, Any], platform: str = "twitter.com") -> dict[str, Any]:
    """Return a line of 4CAT's data set."""
    around = item(data, platform)
    return {**around.pop("data"), "__import_meta": around}


@pytest.mark.parametrize("line", [item, copied])
def test_the_rounded_id_is_not_taken(line: Any) -> None:
    """`data.id` of an answer went through a double; `rest_id` did not."""
    row = only(collect(lines(line(g3_post(0) | {"id": 1794114782838900200}))))

    assert (row["post_id"], row["captured_at"], row["dialect"]) == (post_id(0), CAPTURED, "zeeschuimer")


@pytest.mark.parametrize("line", [item, copied])
def test_a_post_with_limits_is_taken_out_of_its_wrapping(line: Any) -> None:
    """Of answers the wrapping is kept, and the id beside it is empty."""
    wrapped = {"__typename": "TweetWithVisibilityResults", "tweet": g3_post(0), "id": None}
    row = only(collect(lines(line(wrapped))))

    assert (row["post_id"], row["availability"]) == (post_id(0), "limited")


def test_advertisements_are_counted() -> None:
    """What the extension knows to be an advertisement is no post; one row says how many there were."""
    posts = [g3_post(n) | {"id": post_id(n), "promoted": n > 0} for n in range(3)]
    found = collect(lines(*map(item, posts)))

    assert only(found)["post_id"] == post_id(0)
    assert found.problems.select("kind", "detail").rows() == [
        ("promoted_left_out", "2 advertisements were left out")
    ]


def test_recommendations_keep_their_place() -> None:
    """A post that stood beside the conversation is marked so by some versions of the extension."""
    row = only(collect(lines(item(g3_post(0) | {"id": post_id(0), "promoted": False, "related": True}))))

    assert (row["post_id"], row["place"]) == (post_id(0), "related")


def test_items_of_before_graphql() -> None:
    """Until 2023 the post stood in `legacy` and its author in `user`; the id is rounded there too."""
    status = v11_status(0, full_text="a &lt; b", conversation_id_str=post_id(0))
    user = status.pop("user")
    row = only(
        collect(lines(item({"type": "adaptive", "id": 1794114782838900200, "legacy": status, "user": user})))
    )

    assert (row["post_id"], row["text"], row["handle"]) == (post_id(0), "a < b", "person_501")
    assert (row["conversation_id"], row["source_app"]) == (post_id(0), "Pigeon & Co")


def test_other_platforms_are_named_and_left_out() -> None:
    """The extension collects other sites as well: their items are counted by name."""
    found = collect(
        lines(item({"id": "a", "text": "x"}, "tiktok.com"), item({"id": "b"}, "tiktok.com"), item(g3_post(0)))
    )

    assert only(found)["post_id"] == post_id(0)
    assert found.problems.select("kind", "detail").rows() == [
        ("other_platform", "2 items of tiktok.com, which is not X; left out")
    ]


def test_answers_that_were_not_to_be_had_are_counted() -> None:
    """An empty answer becomes an item with nothing but an empty id; a tombstone says why."""
    gone = {
        "__typename": "TweetTombstone",
        "tombstone": {"text": {"text": "deleted by the Post author"}},
        "id": None,
    }
    found = collect(lines(item({"id": None}), item({"id": None}), item(gone), item(g3_post(0))))

    assert only(found)["post_id"] == post_id(0)
    assert set(kinds(found)) == {"absence_without_id"}
    assert (
        "2 answers came back empty, and the extension does not say which"
        in found.problems["detail"].to_list()
    )


@pytest.mark.parametrize("odd", [None, [], "text", 5, {"rest_id": 5, "legacy": []}, {"tweet": 5, "id": None}])
def test_odd_items_cost_only_themselves(odd: Any) -> None:
    """Whatever an item holds, the next one is read."""
    found = collect(
        lines(
            item(odd),
            odd,
            item(g3_post(1)),
            item(g3_post(3), 5),
            item(g3_post(2), timestamp_collected="soon"),
        )
    )

    assert {post_id(1), post_id(2), post_id(3)} <= set(found.observations["post_id"])
    assert found.observations["captured_at"].to_list()[-1] is None


@pytest.mark.shared
def test_a_real_page_in_the_wrapping(shared: Path) -> None:
    """Twelve items give twelve posts with the ids of X, one of them limited; an advertisement is not marked."""
    (path,) = (shared / "samples" / "3_zeeschuimer").iterdir()
    posts = collect(path.read_bytes()).observations

    assert posts["post_id"].n_unique() == 12
    assert posts["conversation_id"].value_counts()["count"].sort().to_list() == [1, 11]
    assert not posts["post_id"].str.ends_with("000").any()
    assert posts.filter(posts["availability"] == "limited").height == 1
