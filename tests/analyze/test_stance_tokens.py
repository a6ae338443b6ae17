"""Texts cut into words and marks, and what of them is the author's own."""

from __future__ import annotations

import polars as pl
import pytest

from threadscope.analyze.stance_reader.tokens import tokens


def _own(text: str) -> list[str]:
    of = tokens(pl.Series([text]))
    kept = of.mark("word", "hashtag") & ~of.foreign
    return [of.different[int(code)] for code in of.code[kept]]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("It’s NOT true, stop.", ["it's", "not", "true", "stop"]),
        ('"they all lie" no they do not', ["no", "they", "do", "not"]),
        ("Sure. “This is fake” he said", ["sure", "he", "said"]),
        ("wow RT @ann: this is fake", ["wow"]),
        ("> this is fake\nNo, it is #real", ["no", "it", "is", "#real"]),
        ("see https://a.example/it?q=1 www.b.example now", ["see", "now"]),
        ("", []),
    ],
)
def test_only_the_authors_own_words_count(text, own):
    """Quotations, manual reposts, quoted lines and addresses are no words of the author."""
    assert _own(text) == own


def test_texts_are_cut_each_for_itself():
    """A quotation that is never closed ends with its text; rows know where they begin."""
    of = tokens(pl.Series(["“open", "own words?", None, "LOUD words HERE"]))

    assert of.first.tolist() == [0, 2, 5, 5, 8]
    assert of.per_text(of.mark("word") & ~of.foreign).tolist() == [0, 2, 0, 3]
    assert of.per_text(of.mark("asks")).tolist() == [0, 1, 0, 0]
    assert of.loud.tolist() == [0, 0, 0, 2]
    assert of.capitals.tolist() == [0, 0, 0, 8]
