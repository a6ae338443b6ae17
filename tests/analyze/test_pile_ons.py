"""The five numbers, on threads small enough to count."""

from __future__ import annotations

import polars as pl
import pytest

from tests.builders import at, study
from threadscope import schema
from threadscope.analyze.pile_ons import pile_ons


def _table(*specs: str, hostile: tuple[str, ...] = (), **more) -> pl.DataFrame:
    study_ = study(*specs, **more)
    posts, answers = study_.table("posts"), study_.table("answers")
    said = answers.filter(pl.col("post_id").is_in(hostile)).with_columns(
        kind=pl.lit("insult"), words=pl.lit("x"), rule=pl.lit("x"), confidence=0.9
    )
    return pile_ons(posts, answers, schema.conform(said, "hostility"), study_.table("bursts"))


def _one(table: pl.DataFrame, author: str) -> dict:
    (row,) = table.filter(author_id=author).iter_rows(named=True)
    return row


def _crowd(number: int, target: str = "root") -> list[str]:
    return [f"x{n}@x{n}>{target}" for n in range(number)]


def test_fewer_than_five_people_are_no_row():
    """Twenty answers by four people are a conversation."""
    many = [f"p{n}@p{n % 4}>root" for n in range(20)]

    assert _table("root", *many).is_empty()
    assert _table("root", *_crowd(5)).height == 1


def test_received_sent_and_once():
    """Eight answers by seven people; x0 came twice, x1 was answered: five of seven came once and got no answer."""
    row = _one(_table("root", *_crowd(7), "x01@x0>root", "root2>x1"), "root")

    assert (row["n_received"], row["n_repliers"], row["n_sent"]) == (8, 7, 1)
    assert row["once_share"] == pytest.approx(5 / 7)
    assert row["received_per_sent"] == pytest.approx(8)


def test_robust_deviations_above_the_others():
    """Answered people: root by 9, and eight of them by 1 each: the median is off by 0, so the mean deviation counts."""
    inner = [f"y{n}@y{n}>x{n}" for n in range(8)]
    row = _one(_table("root", *_crowd(9), *inner), "root")

    assert row["replier_z"] == pytest.approx(8 / (1.253314 * 8 / 9))
    assert _one(_table("root", *_crowd(9)), "root")["replier_z"] is None


def test_who_wrote_to_nobody_has_no_ratio():
    """Received over sent is null for somebody who answered nobody."""
    row = _one(_table("root", *_crowd(6)), "root")

    assert (row["n_sent"], row["received_per_sent"]) == (0, None)


def test_one_off_crowd_and_repeat_attackers_apart():
    """x1 and x2 came once; rex sent two hostile answers; x3 with one hostile answer of two is in neither list."""
    specs = [*_crowd(6), "x31@x3>root", "rex1>root", "rex2>root", "rex3>root"]
    row = _one(_table("root", *specs, hostile=("x1", "x2", "x3", "rex1", "rex3")), "root")

    assert (row["one_off_ids"], row["n_one_off"]) == (["x1", "x2"], 2)
    assert (row["repeat_ids"], row["n_repeat"], row["n_repeat_people"]) == (["rex1", "rex3"], 2, 1)
    assert (row["n_hostile"], row["hostile_share"]) == (5, 5 / 10)


def test_words_to_somebody_else_are_not_received():
    """An answer that is hostile to another person does not count for the one whom it answers."""
    study_ = study("root", *_crowd(6))
    said = (
        study_.table("answers")
        .filter(post_id="x1")
        .with_columns(kind=pl.lit("insult"), rule=pl.lit("x"), confidence=0.9, target_author_id=pl.lit("x2"))
    )
    table = pile_ons(
        study_.table("posts"),
        study_.table("answers"),
        schema.conform(said, "hostility"),
        study_.table("bursts"),
    )

    assert _one(table, "root")["n_hostile"] == 0


def _pile(n_hostile: int, *, sent: int = 0) -> dict:
    inner = [f"y{n}@y{n}>x{n}" for n in range(20)]
    back = [f"back{n}@root>y{n % 20}" for n in range(sent)]
    hostile = tuple(f"x{n}" for n in range(20, 20 + n_hostile))
    return _one(_table("root", *_crowd(60), *inner, *back, hostile=hostile), "root")


def test_all_bounds_must_be_passed():
    """Sixty answers of which six are hostile are a pile-on; four hostile ones, or as many answers sent, make none."""
    assert _pile(6)["is_pile_on"]
    assert not _pile(4)["is_pile_on"]
    assert not _pile(6, sent=25)["is_pile_on"]


def test_share_in_bursts():
    """Thirty posts an hour apart, then twenty in twenty seconds: the burst holds what was answered in it."""
    slow = {f"x{n}": at(3600 * n) for n in range(30)}
    quick = {f"x{n}": at(3600 * 30 + n) for n in range(30, 50)}
    row = _one(_table("root", *_crowd(50), created_at=slow | quick), "root")

    assert 20 / 50 <= row["burst_share"] <= 21 / 50
    assert _one(_table("root", *_crowd(6)), "root")["burst_share"] is None


def test_nothing_crashes_on_thin_or_strange_threads():
    """No answers, no times, unknown targets, one person answering herself: rows or none, no error."""
    nobody = {f"x{n}": None for n in range(6)}

    assert _table("root").is_empty()
    assert _table("a1", *(f"a{n}>a1" for n in range(2, 40))).is_empty()
    assert _table(*(f"x{n}@x{n}>gone" for n in range(6))).is_empty()
    assert _one(_table("root", *_crowd(6), created_at=nobody), "root")["n_received"] == 6


def test_order_of_rows_and_names_do_not_matter():
    """Rows stand by the time of the first answer received, whatever people are called."""
    table = _table("root", *_crowd(6), *(f"y{n}@y{n}>x0" for n in range(6)))

    assert table["author_id"].to_list() == ["root", "x0"]
