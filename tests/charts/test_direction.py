"""Words of both directions keep their reading order in one line."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadscope.charts.direction import directed, in_direction
from threadscope.charts.fonts import width
from threadscope.charts.words import wrap

LRM, RLM, LRI, RLI, PDI = "\u200e", "\u200f", "\u2066", "\u2067", "\u2069"


@pytest.mark.parametrize(
    ("line", "drawn"),
    [
        ("@ann answers “no” 12 times", "@ann answers “no” 12 times"),
        ("@דוד 12 posts", f"{LRM}{LRI}@דוד{PDI} 12 posts"),
        ("@דוד’s post", f"{LRM}{LRI}@דוד’s{PDI} post"),
        ("@bob: “مرحبا بكم” (3)", f"{LRM}@bob: {RLI}“مرحبا بكم”{PDI} (3)"),
        ("“مرحبا…”", f"{LRM}{RLI}“مرحبا…”{PDI}"),
        ("مرحبا بكم ABC", f"{RLI}مرحبا بكم ABC{PDI}"),
        (f"{LRM}مرحبا", f"{LRM}مرحبا"),
    ],
)
def test_directed_by_value(line: str, drawn: str) -> None:
    """A handle and a quotation run as they do themselves, the line around them from left to right."""
    assert directed(line) == drawn


@given(st.text(alphabet="ab @“”1,דו مر", max_size=40))
def test_nothing_seen_is_added(line: str) -> None:
    """Only marks that are not seen are added, each opened one is closed, and they take no room."""
    drawn = directed(line)
    assert "".join(x for x in drawn if unicodedata.category(x) != "Cf") == line
    assert drawn.count(LRI) + drawn.count(RLI) == drawn.count(PDI)
    assert width(drawn, 10) == pytest.approx(width(line, 10))


def test_lines_keep_the_direction_of_their_text() -> None:
    """The middle line of a wrapped quotation runs as the quotation, a line of an English sentence as the sentence."""
    quotation = "“مرحبا بكم يا سادة في كل مكان اليوم”"
    first, middle, last = wrap(quotation, width(quotation, 10.8) / 2.4, 10.8, lines=3)
    assert [directed(line).lstrip(LRM)[0] for line in (first, middle, last)] == [RLI, RLI, RLI]
    assert list(in_direction(["he wrote", "مرحبا"], "he wrote مرحبا to all")) == ["he wrote", f"{LRM}مرحبا"]
    assert list(in_direction(["مرحبا بكم", "ABC"], "مرحبا بكم ABC")) == ["مرحبا بكم", f"{RLM}ABC"]
