"""Titles of pictures: whole sentences, broken into even lines."""

from __future__ import annotations

import re

import pytest

from threadscope.charts.masthead import masthead

_ENDS = "; the sides of the others are left open."
_LONG = (
    "Apart from those who make the claim, our rules place only 3 of 50 people for or against @a_person_of_many_words’s "
    f"post “{'PigeonChat keeps what you write, ' * 5}”, by what they say (“{'this is not so ' * 7}”){_ENDS}"
)


def _title(words: str, wide: int) -> tuple[str, int]:
    head = masthead(words, "", wide, most=(3, 10))
    return " ".join(head.title), len(head.title)


@pytest.mark.parametrize(("wide", "most"), [(1260, 3), (390, 10)])
def test_a_title_too_long_is_cut_inside_its_quotations(wide: int, most: int) -> None:
    """The sentence keeps its words and its end; quotations lose their last words, the longest first."""
    told, lines = _title(_LONG, wide)
    assert told.endswith(_ENDS)
    assert re.sub("“[^”]*”", "“”", told) == re.sub("“[^”]*”", "“”", _LONG)
    cut = [
        (long, short)
        for long, short in zip(*(re.findall("“([^”]*)”", words) for words in (_LONG, told)), strict=True)
    ]
    assert all(long.startswith(short.removesuffix("…")) for long, short in cut)
    assert any(short.endswith("…") for _, short in cut)
    assert lines <= most


@pytest.mark.parametrize("wide", [1260, 390])
def test_a_title_without_quotations_takes_the_lines_that_it_needs(wide: int) -> None:
    """Nothing of a sentence that quotes nobody is left out, whatever lines it takes."""
    words = (
        "Nobody in this archive says anything of the claim that could be quoted, " * 6 + "and that is all."
    )
    told, _ = _title(words.strip(), wide)
    assert told == words.strip()


def test_a_title_that_fits_stays_as_it_is() -> None:
    """A short title is not touched, and no word of it stands alone on its last line."""
    words = "36 of 127 posts stand below @max_mogul’s “PigeonChat exports your user data every night” and 24 below another."
    assert _title(words, 1260)[0] == words
    assert _title("One line.", 1260) == ("One line.", 1)
