"""Numbers about notes in general, each with who says so."""

from __future__ import annotations

import re

import polars as pl

from tests.builders import study
from tests.noted import flag, snapshot


def _table(*evidence: dict) -> pl.DataFrame:
    return study("root", "ann1>root", notes=list(evidence)).table("note_context")


def test_every_number_has_its_source():
    """Who says so, when, and where it can be read."""
    table = _table(snapshot("shown", helpful=9))

    assert table.height >= 10
    for row in table.iter_rows(named=True):
        assert row["address"].startswith("https://"), row
        assert row["source"], row
        assert 2021 <= row["year"] <= 2026, row
        assert str(row["year"]) in row["source"] or row["source"].startswith("Slaughter"), row


def test_the_sentence_says_the_number():
    """What is printed is what is in the column; a fall is written as "fewer"."""
    for row in _table(snapshot("shown", helpful=9)).iter_rows(named=True):
        assert f"{abs(row['value']):g}" in re.findall(r"\d+(?:\.\d+)?", row["says"]), row
        assert (row["value"] < 0) == ("fewer" in row["says"]), row


def test_there_is_nothing_to_set_beside_a_thread_without_notes():
    """That none was reported is no sign of one."""
    assert _table(flag()).is_empty()
    assert _table().is_empty()
