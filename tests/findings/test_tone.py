"""What is said of tone: only where it is clear, with the words behind it, and where word lists disagree."""

from __future__ import annotations

import polars as pl

from tests import builders
from tests.told import told
from threadscope import schema
from threadscope.analyze.tone_groups import tone_groups
from threadscope.findings.tone import tone
from threadscope.settings import Settings


def _tone(
    words: list[str], toward: str = "comment", camp: str = "undetermined", backend: str = "textblob"
) -> list[tuple[str, list[str]]]:
    """One post by each of so many people, and one by somebody else, who opens the thread."""
    names = [f"{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(len(words))]
    told = dict(zip(names, words, strict=True))
    study = builders.study(
        "root",
        *(f"{name}>root" for name in names),
        text=told,
        lang=dict.fromkeys(names, "en") | {"root": "de"},
        settings=Settings(sentiment=backend),
    )
    posts, sentiment = study.table("posts"), study.table("sentiment")
    stance = posts.select("thread_id", "post_id").with_columns(toward_claim=pl.lit(toward))
    camps = posts.select("thread_id", "author_id").with_columns(
        camp=pl.lit(camp),
        named=pl.lit({"claim": "repeats the claim", "dispute": "disputes it"}.get(camp), dtype=pl.String),
    )
    groups = tone_groups(posts, sentiment, stance, camps, settings=Settings())
    said = schema.check(tone(posts, sentiment, groups, stance, camps), "findings")
    return list(zip(said["wording"], said["evidence"].to_list(), strict=True))


def test_a_lean_is_told_with_its_interval_and_the_words_behind_it():
    """Forty people who all write a bad word: the number, the interval, what neutral posts score, and whose words."""
    ((said, cited),) = _tone(["what a terrible day"] * 39 + ["this is awful"])

    assert said.startswith(
        "By a word list (TextBlob), which knows no irony, the words of 40 posts by 40 people lean negative: "
        "-1.00 on average on a scale from -1 to +1, 95% interval -1.00 to -1.00, where posts that people call neutral "
        "score about +0.06. The strongest words behind it: “terrible” (@"
    )
    assert "“awful” (@" in said or "awful" not in "".join(cited)
    assert len(cited) == 12


def test_what_is_not_clear_is_not_told():
    """People who split, too few people, and what neutral posts score anyway give no sentence."""
    assert _tone(["good", "bad"] * 20) == []
    assert _tone(["terrible"] * 29) == []
    assert _tone(["table"] * 36 + ["good"] * 4) == []


def test_a_side_and_a_camp_are_told_from_twenty_people_on():
    """The posts read as denying, and the people placed on a side, are named as such; 19 are too few."""
    (denies,) = [said for said, _ in _tone(["terrible"] * 25, toward="deny")]
    (camp,) = [said for said, _ in _tone(["terrible"] * 25, camp="dispute")]

    assert "the words of 25 posts by 25 people, read as denying the claim, lean negative" in denies
    assert "the words of 25 posts by 25 people placed on the side that disputes it lean negative" in camp
    assert _tone(["terrible"] * 19, toward="deny", camp="dispute") == []


def test_plain_comments_are_no_group_of_their_own():
    """That comments lean is what the thread's sentence says already."""
    assert len(_tone(["terrible"] * 40, toward="comment")) == 1


def _disputed(n: int) -> pl.DataFrame:
    text = "LOL you are a liar and a murderer"
    names = "abcdefgh"[:n]
    study = builders.study(
        "root",
        *(f"{name}>root" for name in names),
        text=dict.fromkeys(names, text) | {"root": "a good day"},
        lang=dict.fromkeys([*names, "root"], "en"),
    )
    return told(study, "tone_disputed")


def test_where_word_lists_disagree_is_said():
    """Eight posts that two lists read the other way round: how many, of how many, and nobody is quoted for it."""
    row = _disputed(8).row(0, named=True)

    assert row["wording"] == (
        "Two word lists disagree: of the 9 posts that TextBlob scores, threadscope’s own reads 8 the opposite way, positive for "
        "negative or negative for positive. In this thread, tone counted from words says little."
    )
    assert (row["evidence"], row["n_evidence"]) == (list("abcdefgh"), 8)


def test_few_disputed_posts_are_an_oddity():
    """Below eight nothing is said."""
    assert _disputed(7).is_empty()
