"""Posts on whose tone word lists disagree."""

from __future__ import annotations

import polars as pl

from tests import builders
from threadscope.analyze.words.blend_score import score as blend
from threadscope.analyze.words.pattern import score as textblob
from threadscope.settings import Settings

#: TextBlob knows "lol", "more" and "many", not "liar" and "murder".
TEXTS = {
    "root": "a table and a chair",
    "ann": "LOL you are a liar and a murderer",
    "bob": "what a wonderful day",
    "eve": "what a terrible day",
    "zoe": "more terrorists, the first of many murders, and they murdered them",
}


def _conflicts(backend: str = "textblob", **texts: str) -> pl.DataFrame:
    told = TEXTS | texts
    study = builders.study(
        "root",
        *(f"{name}>root" for name in told if name != "root"),
        text=told,
        lang=dict.fromkeys(told, "en"),
        settings=Settings(sentiment=backend),
    )
    return study.table("tone_conflicts")


def test_only_opposite_and_clear_readings_count():
    """One list says clearly positive, the other clearly negative; agreement and silence are no conflict."""
    table = _conflicts()

    assert set(table["post_id"]) == {"ann", "zoe"}
    assert table["backend"].unique().to_list() == ["blend"]
    assert (table["polarity"] > 0.24).all()
    assert (table["other_polarity"] < -0.43).all()
    gap = (table["polarity"] - table["other_polarity"]).to_list()
    assert gap == sorted(gap, reverse=True)


def test_both_numbers_are_those_of_the_lists():
    """What the table says is what each list says alone."""
    row = _conflicts().filter(pl.col("post_id") == "ann").row(0, named=True)

    assert row["polarity"] == textblob(TEXTS["ann"]).polarity
    assert row["other_polarity"] == blend(TEXTS["ann"]).polarity


def test_the_other_list_is_always_one_that_is_shipped():
    """Whatever is chosen, what it is compared with needs no extra."""
    assert _conflicts("blend")["backend"].unique().to_list() == ["textblob"]
    assert set(_conflicts("vader")["backend"]) <= {"textblob"}
    assert _conflicts("blend")["post_id"].sort().to_list() == _conflicts()["post_id"].sort().to_list()


def test_a_threads_silence_gives_no_row():
    """Posts that no list scores give no row."""
    silent = dict.fromkeys(TEXTS, "a table and a chair")

    assert _conflicts(**silent).is_empty()
