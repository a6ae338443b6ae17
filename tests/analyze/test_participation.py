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
