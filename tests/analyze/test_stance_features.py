"""What the stance model is told of posts, their parents and their claims."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tests.builders import posts, study
from threadscope.analyze.stance_reader.features import features, in_reading_order, targets


def _features(*specs: str, **columns: dict) -> dict[str, dict[str, float]]:
    given = study(posts(*specs, **columns))
    placed = in_reading_order(given.table("posts"))
    claim_id = targets(placed, given.table("claims"))["claim_id"]
    found = features(placed, claim_id, given.table("acts"))
    assert np.isfinite(found.values).all()
    return {
        name: dict(zip(found.names, row, strict=True))
        for name, row in zip(placed["post_id"], found.values.tolist(), strict=True)
    }


def test_words_shared_with_parent_and_claim():
    """Of the two content words of eve's answer one stands in her parent and none in the claim."""
    told = _features(
        "root",
        "bob1>root",
        "eve1>bob1",
        text={
            "root": "pigeons deliver letters",
            "bob1": "herons deliver parcels",
            "eve1": "not parcels, ferries",
        },
    )

    assert told["bob1"]["own_in_claim"] == pytest.approx(1 / 3)
    assert told["eve1"]["own_in_parent"] == pytest.approx(1 / 2)
    assert told["eve1"]["own_in_claim"] == 0
    assert told["eve1"]["negates_in_parent"] > told["eve1"]["negates_in_claim"] == 0
    assert told["root"]["claim_covered"] == 0


def test_place_in_tree_and_time():
    """Who is whose, how many came before, and how long it took."""
    told = _features("root", "bob1>root", "root1@root>bob1", "bob2>root1", step_s=60)

    assert [told[p]["is_claim"] for p in ("root", "bob1")] == [1, 0]
    assert [told[p]["direct"] for p in ("root", "bob1", "root1")] == [0, 1, 0]
    assert told["root1"]["by_claimant"] == told["bob2"]["to_claimant"] == 1
    assert told["bob2"]["earlier"] == pytest.approx(np.log1p(1))
    assert told["bob2"]["since_claim"] == pytest.approx(np.log1p(3))


def test_the_rest_of_a_thread_leaves_out_the_post_itself():
    """One question among three answers: the others see it, the asker does not."""
    told = _features("root", "a1>root", "b1>root", "c1>root", text={"a1": "why?", "b1": "ok", "c1": "ok"})

    assert told["a1"]["thread_any_asks"] == 0
    assert told["b1"]["thread_any_asks"] == pytest.approx(1 / 6)


def test_answers_to_a_repeated_claim_are_read_toward_it():
    """What answers the post that says the claim again is direct to that post; the post itself stays toward the root."""
    placed = in_reading_order(study("root", "max1~root", "eve1>max1", "ann1>root").table("posts"))
    claims = pl.DataFrame(
        {"thread_id": ["root", "root"], "post_id": ["root", "max1"], "kind": ["root", "repeats"]}
    )
    told = placed.select("post_id").with_columns(targets(placed, claims).get_columns())

    assert dict(told.select("post_id", "claim_id").iter_rows()) == {
        "root": "root", "max1": "root", "eve1": "max1", "ann1": "root",
    }  # fmt: skip


def test_authors_who_are_not_known_are_nobody():
    """Two posts without an author are not by one person."""
    told = _features("root", "a1>root", author_id={"root": None, "a1": None})

    assert told["a1"]["to_self"] == told["a1"]["by_claimant"] == 0


@pytest.mark.parametrize(
    ("root", "reply", "reddit"),
    [
        ("2t3r5k", "cnvf0a1", 1),
        ("t3_2t3r5k", "t1_cnvf0a1", 1),
        ("524900000000000001", "524925463366721536", 0),
        ("524900000000000001", "cnvf0a1", 0),
        ("1234567", "2345678", 0),
        ("claim", "sha256-0f3e", 0),
    ],
)
def test_reddit_is_known_by_its_ids(root, reply, reddit):
    """All ids of a thread are short and to the base of 36; the ids of X, and names that somebody gave, are not."""
    told = _features(root, f"{reply}@bob>{root}", text={root: "Is it so?", reply: "fake"})

    assert [told[p]["reddit"] for p in (root, reply)] == [reddit, reddit]
    assert [told[root][n] for n in ("reddit_claim", "reddit_claim_asks", "reddit_asks")] == [
        reddit,
        reddit,
        0,
    ]
    assert [told[reply][n] for n in ("reddit_direct", "reddit_denies", "reddit_nested")] == [
        reddit,
        reddit,
        0,
    ]
