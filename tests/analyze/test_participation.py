"""How the talking is shared out."""

from __future__ import annotations

import math

import pytest

from tests.builders import at, study


def _row(*specs: str, **columns: object) -> dict[str, object]:
    return study(*specs, **columns).table("participation").row(0, named=True)


def test_concentration() -> None:
    """Ann 3, bob 1, eve 1 of 5 posts.

    Gini: sorted 1, 1, 3 with ranks 1, 2, 3: 2 (1 + 2 + 9) / (3 * 5) - 4 / 3 = 4 / 15.
    Entropy: (-0.6 ln 0.6 - 2 * 0.2 ln 0.2) / ln 3. Once: 2 of 3 people. Top one: 3 of 5.
    """
    row = _row("ann1", "ann2>ann1", "ann3>ann2", "bob1>ann1", "eve1>ann1")

    assert (row["n_people"], row["once_share"]) == (3, pytest.approx(2 / 3))
    assert row["gini"] == pytest.approx(4 / 15)
    assert row["entropy"] == pytest.approx((-0.6 * math.log(0.6) - 0.4 * math.log(0.2)) / math.log(3))
    assert (row["top1_share"], row["top5_share"], row["top10_share"]) == (0.6, 1, 1)


def test_one_person_has_no_entropy() -> None:
    """One person's posts are not spread at all: Gini 0, entropy not defined, nobody to exchange with."""
    row = _row("ann1", "ann2>ann1")

    assert (row["gini"], row["entropy"], row["n_pairs"], row["reciprocity"]) == (0, None, 0, None)


def test_reciprocity_counts_pairs() -> None:
    """Three pairs (ann-bob, ann-eve, bob-eve), of which ann and bob answered each other: 1 / 3."""
    row = _row("ann1", "bob1>ann1", "ann2>bob1", "eve1>ann1", "eve2>bob1", "eve3>ann2")

    assert (row["n_pairs"], row["n_mutual"], row["reciprocity"]) == (3, 1, pytest.approx(1 / 3))


def test_reentry_needs_somebody_between() -> None:
    """In time ann ann bob ann eve eve: only ann wrote again after somebody else; 1 of 3."""
    row = _row("ann1", "ann2>ann1", "bob1>ann1", "ann3>bob1", "eve1>ann1", "eve2>eve1")

    assert row["reentry_share"] == pytest.approx(1 / 3)


def test_opener() -> None:
    """The root's author wrote 2 of 4 later posts, 60 s and 180 s after what they answer (median 120), last at 240 s."""
    row = _row("op1", "bob1>op1", "op2>bob1", "eve1>op1", "op3>bob1")

    assert (row["op_share"], row["op_latency_s"], row["op_last_at"]) == (0.5, 120, at(240))


def test_opener_unknown_or_silent() -> None:
    """Of a root that is not archived nothing is said; one who never answered has no latency."""
    ghost, silent = _row("a1>gone", "b1>a1"), _row("op1", "b1>op1")

    assert (ghost["op_share"], ghost["op_latency_s"], ghost["op_last_at"]) == (None, None, None)
    assert (silent["op_share"], silent["op_latency_s"], silent["op_last_at"]) == (0, None, at(0))


def test_reciprocity_against_chance() -> None:
    """Ties ann-bob both ways, eve to ann, bob to eve: L = 4, of which 2 are returned, r = 1/2.

    Three people: a = 4 / 6, rho = (1/2 - 2/3) / (1/3). A fourth whom nobody answers: a = 4 / 12, rho =
    (1/2 - 1/3) / (2/3). A second answer of ann to bob is no new tie.
    """
    talk = ("ann1", "bob1>ann1", "ann2>bob1", "eve1>ann1", "bob2>eve1", "ann3>bob1")

    assert _row(*talk)["reciprocity_rho"] == pytest.approx(-0.5)
    assert _row(*talk, "dan1>gone", conversation_id={"dan1": "ann1"})["reciprocity_rho"] == pytest.approx(
        0.25
    )


def test_people_answered_by_name_belong_to_chance() -> None:
    """Bob answered a lost post of dan: ann, bob and dan, one tie of six, none returned: (0 - 1/6) / (5/6)."""
    row = _row("ann1", "bob1>gone", conversation_id={"bob1": "ann1"}, reply_to_author_id={"bob1": "dan"})

    assert (row["n_people"], row["reciprocity_rho"]) == (2, pytest.approx(-0.2))


def test_reciprocity_against_chance_needs_a_chance_to_differ() -> None:
    """Without pairs, and where everybody answered everybody, chance cannot be told from will."""
    assert _row("ann1", "ann2>ann1")["reciprocity_rho"] is None
    assert _row("ann1", "bob1>ann1", "ann2>bob1")["reciprocity_rho"] is None


def test_focus_of_the_first_ten_posts() -> None:
    """Of ten posts ann and bob wrote nine in turns, eve one: 3 / 10; the fans after the tenth do not count."""
    duel = ["p0@ann", *(f"p{i}@{'ann' if i % 2 == 0 else 'bob'}>p{i - 1}" for i in range(1, 9)), "p9@eve>p8"]

    assert _row(*duel)["focus_10"] == 0.3
    assert _row(*duel, "fan1@x>p0", "fan2@y>p0")["focus_10"] == 0.3
    assert _row(*duel[:9])["focus_10"] is None


def test_opener_left_before_the_end() -> None:
    """The root's author wrote last at 120 s; 2 of the 5 posts with a time came later, one has no time."""
    row = _row("op1", "bob1>op1", "op2>bob1", "eve1>op1", "eve2>op2", "dan1>op1", created_at={"dan1": None})

    assert row["op_left_share"] == 0.4
    assert _row("op1", "bob1>op1", "op2>bob1")["op_left_share"] == 0
    assert _row("a1>gone", "b1>a1")["op_left_share"] is None
    assert _row("op1", "b1>op1", created_at={"op1": None})["op_left_share"] is None
