"""Which posts count as English."""

from __future__ import annotations

import polars as pl
import pytest

from threadscope.analyze.language import is_english


@pytest.mark.parametrize(
    ("text", "lang", "english"),
    [
        ("das ist gut", "de", False),
        ("the cat and the dog", "de", False),
        ("gut", "en", True),
        ("colour", "en-gb", True),
        ("this is what they said about the post", None, True),
        ("me gusta mucho no me digas", None, False),
        ("wir haben the best", None, False),
        ("this is not это что", None, False),
        ("true", None, False),
        (":( :)", None, True),
    ],
)
def test_english_only_where_it_is_said_or_seen(text: str, lang: str | None, *, english: bool):
    """X's label decides; without one only function words and Latin letters do, or the absence of any letter."""
    frame = pl.DataFrame({"text": [text], "lang": [lang]}, schema={"text": pl.String, "lang": pl.String})

    assert frame.select(is_english(pl.col("text"), pl.col("lang"))).item() is english
