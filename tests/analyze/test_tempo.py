"""The pace of a thread."""

from __future__ import annotations

import math

import pytest

from tests.builders import at, study


def _row(*specs: str, **columns: object) -> dict[str, object]:
    return study(*specs, **columns).table("tempo").row(0, named=True)


def test_times_of_shares() -> None:
    """Of 11 posts a minute apart 10 % are 1.1, so the 2nd; half are 5.5, so the 6th; 90 % are 9.9, so the 10th."""
    row = _row("p0", *(f"p{i}>p0" for i in range(1, 11)))

    assert (row["started_at"], row["ended_at"]) == (at(0), at(600))
    assert (row["at_10"], row["at_50"], row["at_90"]) == (at(60), at(300), at(540))


def test_latency_is_that_of_answers_to_others() -> None:
    """Answers after 60, 120 and 180 s: median 120, 90 % at 168; going on under oneself is no answer."""
    row = _row("ann1", "bob1>ann1", "eve1>ann1", "ann2>bob1", "dan1>ann1", created_at={"ann2": at(1000), "dan1": at(180)},
               author_id={"ann2": "bob"})  # fmt: skip

    assert (row["latency_median_s"], row["latency_p90_s"]) == (120, pytest.approx(168))


def test_burstiness() -> None:
    """Gaps 1, 1, 10 s: mean 4, sd sqrt(18), r = 1.0607; with n = 3: (2 r - sqrt 2) / ((2 - 2) r + sqrt 2) = 0.5."""
    row = _row("a", "b>a", "c>a", "d>a", created_at={"b": at(1), "c": at(2), "d": at(12)})

    r = math.sqrt(18) / 4
    assert row["burstiness"] == pytest.approx((2 * r - math.sqrt(2)) / math.sqrt(2))
    assert row["burstiness"] == pytest.approx(0.5)


def test_burstiness_at_its_ends() -> None:
    """Equal gaps give -1, one gap that holds all the time gives 1, fewer than three posts nothing."""
    assert _row("a", "b>a", "c>a")["burstiness"] == pytest.approx(-1)
    assert _row("a", "b>a", "c>a", "d>a", created_at=dict.fromkeys("abc", at(0)) | {"d": at(9)})[
        "burstiness"
    ] == pytest.approx(1)
    assert _row("a", "b>a")["burstiness"] is None
    assert _row("a", "b>a", "c>a", created_at=dict.fromkeys("abc", at(0)))["burstiness"] is None


def test_peak_is_the_first_fullest_bin() -> None:
    """Two bins of a minute hold two posts each: the earlier is the peak."""
    row = _row(
        "a",
        "b>a",
        "c>a",
        "d>a",
        "e>a",
        created_at={"a": at(0), "b": at(60), "c": at(61), "d": at(180), "e": at(181)},
    )

    assert (row["peak_at"], row["peak_posts"], row["bin_s"]) == (at(60), 2, 60)


def test_thread_without_times() -> None:
    """Where no time is known every time is null."""
    row = _row("a", "b>a", created_at={"a": None, "b": None})

    assert {name: value for name, value in row.items() if value is not None} == {"thread_id": "a"}
