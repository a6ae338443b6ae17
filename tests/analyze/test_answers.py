"""Who answered whom."""

from __future__ import annotations

from tests.builders import study


def _pairs(*specs: str) -> list[tuple]:
    table = study(*specs).table("answers")
    return table.select("post_id", "author_id", "target_id", "target_author_id", "kind").rows()


def test_replies_and_quotes_of_others_are_answers():
    """One row a post that hangs under somebody else's, in order of time; going on under oneself is no answer."""
    assert _pairs("root", "ann1>root", "ann2>ann1", "bob1~ann1") == [
        ("ann1", "ann", "root", "root", "reply"),
        ("bob1", "bob", "ann1", "ann", "quote"),
    ]


def test_an_answer_to_a_missing_post_counts():
    """Whom it answers is then not known, and it is still an answer."""
    assert _pairs("ann1>gone") == [("ann1", "ann", "gone", None, "reply")]


def test_latency_needs_both_times() -> None:
    """The quote came 180 s after its target; to a missing post, and where a time is unknown, it is not known."""
    table = study(
        "root", "ann1>root", "ann2>gone", "bob1~root", "eve1>ann1", created_at={"ann1": None}
    ).table("answers")  # fmt: skip

    waited = dict(table.select("post_id", "latency_s").iter_rows())
    assert waited == {"ann1": None, "ann2": None, "bob1": 180, "eve1": None}


def test_the_time_in_the_id_of_a_missing_post_is_no_latency() -> None:
    """A lost post whose id tells when it was written is known as a ghost, but nobody saw it: no latency."""
    made = study("ann1>1793979312345678901", "bob1>ann1")

    assert made.table("ghosts")["created_at"].is_not_null().all()
    assert made.table("answers")["latency_s"].to_list() == [None, 60]
