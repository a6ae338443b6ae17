"""Post id <-> time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadscope.snowflake import EPOCH_MS, FIRST_ID, id_at, time_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def test_the_millisecond_is_in_the_upper_bits():
    """(id >> 22) + epoch, by hand: id 1 << 60 is 274,877,906,944 ms after the generator's epoch."""
    assert time_of(str(1 << 60)) == _EPOCH + timedelta(milliseconds=274_877_906_944 + EPOCH_MS)


@given(st.integers(10**9, 2 * 10**12), st.integers(0, (1 << 22) - 1))
def test_an_id_gives_back_its_time(after_ms: int, sequence: int):
    """id_at and time_of are inverse to the millisecond, whatever the lower bits are."""
    moment = _EPOCH + timedelta(milliseconds=EPOCH_MS + after_ms)

    assert time_of(id_at(moment, sequence)) == moment


@pytest.mark.parametrize(
    "post_id", ["", "20", str(FIRST_ID - 1), str(1 << 63), "1e18", "-5", "٣٤٥", "abc", "9" * 20]
)
def test_what_is_no_snowflake_has_no_time(post_id: str):
    """Counters from before the generator, foreign ids and nonsense carry no time."""
    assert time_of(post_id) is None
