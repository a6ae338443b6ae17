"""Posts -> whether each is in English, as X says, as its own words show, or as its thread shows; never a guess."""

from __future__ import annotations

from typing import Final

import polars as pl

__all__ = ["in_english", "is_english"]

#: Words that hold English sentences together and are no everyday words of other languages in Latin letters, as
#: "no", "in", "we", "of", "for", "to", "will" and "has" are.
_FUNCTION_WORDS: Final = (  # noqa: SIM905 - a list of words reads as one
    "the and you that this they them these those with what have been were would could should which who why how "
    "when where there their your his she it's i'm don't doesn't isn't can't not because about from are just out our"
).split()
#: The same of other languages in Latin letters: none is an English word.
_OTHER_WORDS: Final = (  # noqa: SIM905
    "der das und ist nicht ich ein eine mit auf für von wie auch wir aber dass sich "
    "le les des est pas que qui une dans pour sur je vous nous c'est avec "
    "el los las por para con pero como más yo uma não mas os che il di sono perché questo "
    "het een van niet dat voor zijn maar naar bir bu ve için çok yang dan ini itu tidak untuk och att som inte"
).split()
# ASCII boundaries are several times as fast as those of Unicode; no word above begins or ends with another letter.
_FUNCTION_WORD: Final = rf"(?i)(?-u:\b)(?:{'|'.join(_FUNCTION_WORDS)})(?-u:\b)"
_OTHER_WORD: Final = rf"(?i)(?-u:\b)(?:{'|'.join(_OTHER_WORDS)})(?-u:\b)"
#: Letters of any script but Latin.
_OTHER_SCRIPT: Final = r"[\p{L}--\p{Latin}]"
#: Addresses, mentions and hashtags are of no language.
_NO_WORDS: Final = r"https?://\S+|[@＠#＃]\w+"
#: A text is taken for a language with at least this many of its function words, and one such word in so many.
_FEWEST: Final = 2
_ONE_IN: Final = 6
#: A thread speaks English where at least so many posts show their language, and so large a share of them is English.
_TOLD: Final = 3
_SHARE: Final = 0.8


def is_english(text: pl.Expr, lang: pl.Expr) -> pl.Expr:
    """Whether a post is in English, taken by itself.

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
    said = (lang == "en") | lang.str.starts_with("en-")
    own_words = _holds(text, _FUNCTION_WORD) & ~text.str.contains(_OTHER_SCRIPT)
    wordless = ~text.str.contains(r"\p{L}")
    return pl.when(lang.is_null()).then(own_words | wordless).otherwise(said).fill_null(value=False)


def _holds(text: pl.Expr, words: str) -> pl.Expr:
    n_words, n_found = text.str.count_matches(r"\p{L}+"), text.str.count_matches(words)
    return (n_found >= _FEWEST) & (n_found * _ONE_IN >= n_words)


def in_english(posts: pl.DataFrame) -> pl.Series:
    """Whether each post is in English, taken in its thread.

    Many exports give no language, and X labels hardly any short reply. Such a post counts as English if its own
    words show it, or if nothing in it speaks against it (other letters, function words of other languages) and the
    posts of its thread that show their language are English. A text without any letter needs no language.

    Parameters
    ----------
    posts
        Columns ``thread_id``, ``text`` and ``lang``.

    Returns
    -------
    polars.Series
        Booleans in the order of the rows, never null.
    """
    lang = pl.col("lang")
    labelled = posts.select(
        "thread_id",
        "lang",
        pl.col("text").fill_null(""),
        english=((lang == "en") | lang.str.starts_with("en-")).fill_null(value=False),
    )
    if not labelled["lang"].null_count():
        return labelled["english"]
    bare = labelled.select(text=pl.col("text").filter(lang.is_null()).unique()).with_columns(
        bare=pl.col("text").str.replace_all(_NO_WORDS, " ")
    )
    words = pl.col("bare")
    read = bare.select(
        "text",
        shows_english=_holds(words, _FUNCTION_WORD) & ~words.str.contains(_OTHER_SCRIPT),
        wordless=~words.str.contains(r"\p{L}"),
        shows_other=_holds(words, _OTHER_WORD) | words.str.contains(_OTHER_SCRIPT),
    )
    told = labelled.join(read, on="text", how="left", maintain_order="left").with_columns(
        english=pl.when(lang.is_null()).then("shows_english").otherwise("english"),
        other=pl.when(lang.is_null())
        .then(pl.col("shows_other") & ~pl.col("shows_english"))
        .otherwise(~pl.col("english")),
    )
    n_english, n_other = (pl.col(name).sum().over("thread_id") for name in ("english", "other"))
    of_thread = (n_english + n_other >= _TOLD) & (n_english >= _SHARE * (n_english + n_other))
    by_thread = ~pl.col("other") & (of_thread | pl.col("wordless"))
    return told.select(pl.col("english") | (lang.is_null() & by_thread))["english"]
