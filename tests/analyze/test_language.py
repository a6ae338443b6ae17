"""Which posts count as English."""

from __future__ import annotations

import polars as pl
import pytest

from threadscope.analyze.words.language import in_english, is_english


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


def _in_thread(*posts: tuple[str | None, str | None]) -> list[bool]:
    frame = pl.DataFrame(
        {
            "thread_id": ["t"] * len(posts),
            "text": [text for text, _ in posts],
            "lang": [lang for _, lang in posts],
        },
        schema={"thread_id": pl.String, "text": pl.String, "lang": pl.String},
    )
    return in_english(frame).to_list()


_SAID = (("this is what they said about the post", None), ("who told you that", None), ("yes", "en"))


def test_a_short_post_speaks_the_language_of_its_thread():
    """Without a label "Source?" is English in a thread whose telling posts are, and nothing is known where too few tell."""
    assert _in_thread(("Source?", None), *_SAID)[0]
    assert not _in_thread(("Source?", None), *_SAID[:2])[0]


def test_other_words_and_letters_in_an_english_thread_stay_out():
    """What shows another language, or is labelled so, is not English whatever stands around it; an empty post may be."""
    odd = (("das ist nicht wahr", None), ("это ложь", None), ("gut", "de"), (None, None))

    assert _in_thread(*odd, *_SAID * 5) == [False, False, False, True, *[True] * 15]


def test_a_mixed_thread_tells_nothing_of_its_short_posts():
    """Where a quarter of the telling posts is German, an unlabelled "ok" is not guessed at."""
    assert not _in_thread(("ok", None), *_SAID, ("das ist nicht wahr", None))[0]
