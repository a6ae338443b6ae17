"""Posts -> whether each is in English, as X says or as its own words show; never a guess."""

from __future__ import annotations

from typing import Final

import polars as pl

__all__ = ["is_english"]

#: Words that hold English sentences together and are no everyday words of other languages in Latin letters, as
#: "no", "in", "we", "of", "for", "to", "will" and "has" are.
_FUNCTION_WORDS: Final = (  # noqa: SIM905 - a list of words reads as one
    "the and you that this they them these those with what have been were would could should which who why how "
    "when where there their your his she it's i'm don't doesn't isn't can't not because about from are just out our"
).split()
_FUNCTION_WORD: Final = rf"(?i)\b(?:{'|'.join(_FUNCTION_WORDS)})\b"
#: Letters of any script but Latin.
_OTHER_SCRIPT: Final = r"[\p{L}--\p{Latin}]"
#: A text is taken for English with at least this many function words, and one such word in so many.
_FEWEST: Final = 2
_ONE_IN: Final = 6


def is_english(text: pl.Expr, lang: pl.Expr) -> pl.Expr:
    """Whether a post is in English.

    Parameters
    ----------
    text
        The words of the post.
    lang
        The language as X labels it; null where X does not say or gives a pseudo-code.

    Returns
    -------
    polars.Expr
        True where X says English; where X says nothing, true only for Latin letters held together by English
        function words, or for a text without any letter (emoticons need no language). Never null.
    """
    n_words = text.str.count_matches(r"\p{L}+")
    n_function = text.str.count_matches(_FUNCTION_WORD)
    own_words = (
        ~text.str.contains(_OTHER_SCRIPT) & (n_function >= _FEWEST) & (n_function * _ONE_IN >= n_words)
    ) | ~text.str.contains(r"\p{L}")
    said = (lang == "en") | lang.str.starts_with("en-")
    return pl.when(lang.is_null()).then(own_words).otherwise(said).fill_null(value=False)
