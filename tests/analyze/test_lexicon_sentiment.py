"""The tone of posts."""

from __future__ import annotations

import math

import polars as pl
import pytest

from tests import builders
from threadscope import schema
from threadscope.analyze.lexicon_sentiment import BACKENDS, lexicon_sentiment
from threadscope.analyze.words.pattern import score
from threadscope.settings import Settings


def _tone(**texts: str | None) -> dict[str, dict]:
    langs = dict.fromkeys(texts, "en")
    langs.update({"german": "de", "unlabelled": None})
    study = builders.study("root", *(f"{name}>root" for name in texts), text=texts, lang=langs)
    return {row["post_id"]: row for row in study.table("sentiment").to_dicts()}


def test_status_says_what_the_number_is_worth():
    """Scored, without a leaning word, without words, in another language, in no language that can be told."""
    tone = _tone(
        ann="I love this",
        bob="the table",
        eve="@ann https://t.co/x",
        german="das ist gut",
        unlabelled="das ist gut",
        zoe=None,
    )

    assert {name: tone[name]["status"] for name in ("ann", "bob", "eve", "german", "unlabelled", "zoe")} == {
        "ann": "scored", "bob": "no_signal", "eve": "not_scored", "german": "not_scored",
        "unlabelled": "not_scored", "zoe": "not_scored",
    }  # fmt: skip
    assert (tone["bob"]["polarity"], tone["german"]["polarity"]) == (0.0, None)


def test_words_behind_the_score_are_named():
    """Each word that leans stands there with what changed it; words that lean nowhere do not."""
    assert _tone(ann="not good, really bad, same")["ann"]["words"] == [
        {"word": "not good", "polarity": pytest.approx(-0.35)},
        {"word": "really bad", "polarity": pytest.approx(score("really bad").polarity)},
    ]


def test_opposite_words_are_scored_not_silent():
    """Words that cancel each other out are a score of 0 with words, unlike no words."""
    tone = _tone(ann="good bad")["ann"]

    assert (tone["status"], round(tone["polarity"], 9), len(tone["words"])) == ("scored", 0.0, 2)


def test_equal_texts_get_equal_scores_and_order_does_not_matter():
    """The table is sorted by thread and post, whatever the order of the posts."""
    posts = builders.study(
        "root", "b>root", "a>root", text={"a": "great", "b": "great"}, lang={"a": "en", "b": "en"}
    ).table("posts")
    table = lexicon_sentiment(posts, settings=Settings())

    assert table.equals(lexicon_sentiment(posts.reverse(), settings=Settings()))
    assert table.filter(pl.col("status") == "scored")["polarity"].to_list() == [0.8, 0.8]


def test_no_posts_give_no_rows():
    """An empty archive is no error, and a bare repost has no tone."""
    assert lexicon_sentiment(schema.empty("posts"), settings=Settings()).shape == (
        0,
        len(schema.SCHEMAS["sentiment"].columns),
    )


def test_every_backend_that_settings_know_can_be_chosen():
    """The names of settings and of what scores are the same, and the table says which one it was."""
    for name in BACKENDS:
        study = builders.study(
            "root", text={"root": "a great day"}, lang={"root": "en"}, settings=Settings(sentiment=name)
        )
        row = study.table("lexicon_sentiment").row(0, named=True)

        assert (row["backend"], row["status"]) == (name, "scored")
        assert row["polarity"] > 0
        assert [word["word"] for word in row["words"]] == ["great"]


@pytest.mark.parametrize("backend", sorted(BACKENDS))
@pytest.mark.parametrize(
    "text",
    [
        "!",
        "?" * 5000,
        "not",
        "no no no",
        "great " * 4000,
        ":) " * 3000,
        "\u0000",
        "NOT " * 2000,
        "a" * 20_000,
        "😡" * 500,
    ],
)
def test_any_text_scores_within_bounds(backend: str, text: str):
    """Whatever is written, the polarity is a number from -1 to 1 and each word's too."""
    found = BACKENDS[backend](text)

    assert -1 <= found.polarity <= 1
    assert all(-1 <= weight <= 1 and math.isfinite(weight) for _, weight in found.chunks)


def test_vader_tells_no_subjectivity():
    """What a backend does not tell is null, not 0."""
    study = builders.study(
        "root", text={"root": "a great day"}, lang={"root": "en"}, settings=Settings(sentiment="vader")
    )

    assert study.table("sentiment")["subjectivity"].to_list() == [None]
