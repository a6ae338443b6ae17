"""Posts per bin of time."""

from __future__ import annotations

import pytest

from tests.builders import at, posts, study


def test_bins_are_round_and_without_gaps() -> None:
    """Posts at 12:00:00, 12:00:30 and 12:03:00 in minutes: 2, 0, 0, 1."""
    table = study("a", "b>a", "c>a", created_at={"b": at(30), "c": at(180)}).table("rate")

    assert table.drop("thread_id").rows() == [
        (at(0), 60, 2),
        (at(60), 60, 0),
        (at(120), 60, 0),
        (at(180), 60, 1),
    ]


@pytest.mark.parametrize(
    ("hours", "width"),
    [
        (0.99, 60),
        (1, 120),
        (1.99, 120),
        (2, 300),
        (10, 900),
        (59.9, 3600),
        (60, 7200),
        (24 * 59, 86400),
        (24 * 60, 172800),
    ],
)
def test_few_posts_get_the_narrowest_width_with_60_bins(hours: float, width: int) -> None:
    """A span that needs 61 minutes, hours or days takes the next wider bins."""
    table = study("a", "b>a", created_at={"b": at(hours * 3600)}).table("rate")

    assert table["bin_s"].unique().to_list() == [width]
    assert table["n_posts"].sum() == 2
    assert table.height <= 60


def test_many_posts_get_110_bins() -> None:
    """151 posts over 109 minutes stay in minutes; 150 posts do not."""
    many = ["root", *(f"p{i}>root" for i in range(150))]
    spread = {"p149": at(109 * 60)}
    seconds = {f"p{i}": at(i) for i in range(149)}

    assert study(*many, created_at=seconds | spread).table("rate").height == 110
    assert study(*many[:1], *many[2:], created_at=seconds | spread).table("rate")["bin_s"][0] == 120


def test_posts_without_time_are_not_counted() -> None:
    """A thread without any time has no bins."""
    frame = posts("a", "b>a", created_at={"a": None, "b": None})

    assert study(frame).table("rate").is_empty()
