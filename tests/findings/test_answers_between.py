"""The sentence on who answers whom: two people, or the few who drew half of the answers."""

from __future__ import annotations

from tests.builders import study
from tests.told import told

CROWD = [f"x{n}@x{n}>big1" for n in range(7)]


def sentences(*specs: str, **columns: dict) -> list[dict]:
    """Return the findings of a small thread."""
    return told(study(*specs, **columns), "answers_between").to_dicts()


def test_two_who_wrote_a_tenth_to_each_other_are_named_with_both_numbers():
    """The sentence gives the answers between the two and of each, and cites all of them."""
    (row,) = sentences(
        "root", "ann1>root", "bob1>ann1", "ann2>bob1", "bob2>ann2", "ann3@ann>bob1", "eve1>root"
    )

    assert (
        row["wording"]
        == "Of the 6 answers in the archive, 4 pass between @bob and @ann: 2 by @bob, 2 by @ann."
    )
    assert set(row["evidence"]) == {"bob1", "ann2", "bob2", "ann3"}
    assert (row["n_evidence"], row["value"], row["subject"], row["object"]) == (4, 4.0, "bob", "ann")


def test_both_ways_can_be_seen_in_a_long_exchange():
    """Of many answers twelve are cited, half of them by each, though one began with a run of them."""
    run = [f"ann{n}@ann>root" for n in range(20)] + [f"root{n}@root>ann{n}" for n in range(20)]
    (row,) = sentences("root", *run)

    by = [post_id.rstrip("0123456789") for post_id in row["evidence"]]
    assert (by.count("ann"), by.count("root"), row["n_evidence"]) == (6, 6, 40)


def test_one_way_makes_no_pair():
    """Four answers that never came back are no exchange, and four answers are few."""
    assert sentences("root", *(f"ann{n}@ann>root" for n in range(4))) == []


def test_who_drew_half_is_told_with_what_they_wrote():
    """As few people as drew half of the answers, each with a number, and how many answers are theirs."""
    (row,) = sentences("root", "big1>root", "tom1>root", "tim1>root", *CROWD)

    assert row["wording"] == "Of the 10 answers in the archive, 7 go to @big; 1 is by @big."
    assert row["evidence"][0] == "big1"
    assert (row["n_evidence"], row["value"], row["object"]) == (8, 7.0, None)


def test_nobody_of_equals_is_named_without_the_other():
    """Root and ann drew five each: either alone would be half, so both are told."""
    (row,) = sentences(
        "root", "ann1>root", *(f"x{n}@x{n}>root" for n in range(4)), *(f"y{n}@y{n}>ann1" for n in range(5))
    )

    assert row["wording"] == (
        "All 10 answers in the archive go to two people: 5 to @ann and 5 to @root; 1 is by these two people."
    )
    assert (len(row["evidence"]), row["n_evidence"]) == (10, 10)


def test_who_wrote_none_is_told_so():
    """Whoever drew all and answered nobody wrote none of the answers, as far as the archive shows."""
    (row,) = sentences("root", *(f"x{n}@x{n}>root" for n in range(10)))

    assert row["wording"] == "All 10 answers in the archive go to @root; none is by @root."


def test_four_equals_are_too_many():
    """Where no three people drew half, or a fourth drew as much as the third, nothing is told."""
    heads = [f"h{n}@h{n}>root" for n in range(4)]
    drawn = [f"y{n}{k}@y{n}{k}>h{n}" for n in range(4) for k in range(5)]

    assert sentences("root", *heads, *drawn) == []


def test_answers_to_unknown_people_count_in_the_whole_only():
    """Of an answer to a post that is not archived nobody knows who drew it."""
    missing = [f"z{n}@z{n}>gone" for n in range(3)]
    rows = sentences("root", "big1>root", *CROWD, "tom1>root", "tim1>root", *missing)

    assert [row["wording"] for row in rows if row["thread_id"] == "root"] == [
        "Of the 10 answers in the archive, 7 go to @big; 1 is by @big."
    ]


def test_few_answers_make_no_sentence():
    """Below ten answers that nobody returned there is nothing to tell."""
    assert sentences("root", "big1>root", *CROWD) == []


def test_two_without_names_make_no_sentence():
    """Two accounts without a known name cannot be told apart in words."""
    specs = ("root", "ann1>root", "bob1>ann1", "ann2>bob1", "bob2>ann2", "ann3@ann>bob1")
    nameless = dict.fromkeys(("ann1", "ann2", "ann3", "bob1", "bob2"), None)

    assert sentences(*specs, handle=nameless) == []
