"""What posts do in their own words."""

from __future__ import annotations

import random
import time

import polars as pl
import pytest

from tests.builders import posts, study

TEXTS = {
    "root": "PigeonChat sells user data.",
    "bob1": "This is not true.",
    "cat1": "Exactly. It was confirmed by the Pigeon Board",
    "dan1": "Where did you hear that?",
    "eve1": "Metadata is not messages. Section 3 of the policy says so",
    "fay1": "good morning to all pigeons",
}
SPECS = ["root", "bob1>root", "cat1>root", "dan1>root", "eve1>bob1", "fay1>root"]


def _acts(*specs: str, **columns):
    return study(*specs, **columns).table("acts")


def test_each_act_with_its_words():
    """Denial, agreement, question, distinction and source are rows with the words as they stand; talk is none."""
    found = _acts(*SPECS, text=TEXTS, lang=dict.fromkeys(TEXTS, "en"))

    assert found.select("post_id", "act", "span", "starts_at", "rule").rows() == [
        ("bob1", "denies", "This is not true", 0, "says_not_true"),
        ("cat1", "agrees", "Exactly", 0, "says_exactly"),
        ("cat1", "cites", "confirmed by the Pigeon Board", 16, "names_source"),
        ("dan1", "asks", "Where did you hear that?", 0, "asks_whether_so"),
        ("eve1", "cites", "Section 3 of the policy", 26, "names_document"),
        ("eve1", "distinguishes", "Metadata is not messages", 0, "says_is_not"),
    ]


def test_the_root_agrees_with_nobody():
    """What answers nothing cannot agree; it may deny, ask and cite."""
    found = _acts("root", text={"root": "Well said. This is not true"}, lang={"root": "en"})

    assert found["act"].to_list() == ["denies"]


def test_a_bare_no_counts_in_talk_only():
    """Below the post that opens the thread "No." is a sigh; below an answer it contradicts."""
    texts = {
        "root": "They sell it.",
        "bob1": "No. I worked there",
        "cat1": "All of it",
        "dan1": "No. I worked there",
    }
    found = _acts("root", "bob1>root", "cat1>root", "dan1>cat1", text=texts, lang=dict.fromkeys(texts, "en"))

    assert found.select("post_id", "rule").rows() == [("dan1", "says_no_alone")]


def test_it_is_not_the_contradicts_the_opening_only():
    """What is "not the …" contradicts what the opening shows; between two people it is said of anything."""
    words = {"bob1": "It's not the harbour bridge.", "cat1": "It's not the harbour bridge."}
    found = _acts("root", "bob1>root", "cat1>bob1", text=words, lang=dict.fromkeys(words, "en"))

    assert found.filter(pl.col("act") == "denies")["post_id"].to_list() == ["bob1"]


def test_a_no_below_what_itself_negates_denies_nothing():
    """Below "will not", "No, it won't" agrees; below a post that is not archived it may; below any other it denies."""
    no = dict.fromkeys(("ann1", "bob1", "cat1"), "No, it won't.")
    said = {"root": "The bridge won't fall.", "eve1": "It will fall.", **no}
    found = _acts(
        "root", "eve1>root", "ann1>root", "bob1>eve1", "cat1>gone", text=said, lang=dict.fromkeys(said, "en")
    )

    assert found.select("post_id", "act").rows() == [("bob1", "denies")]


def test_news_from_elsewhere_counts_toward_the_opening_only():
    """That others report it too confirms the post that opens the thread; in talk it may contradict."""
    texts = {"bob1": "Wire Room also reporting this", "cat1": "Wire Room also reporting this"}
    found = _acts("root", "bob1>root", "cat1>bob1", text=texts, lang=dict.fromkeys(texts, "en"))

    assert found.select("post_id", "rule").rows() == [("bob1", "reported_elsewhere")]


@pytest.mark.parametrize(
    ("lang", "text", "n_rows"),
    [
        ("en", "Exactly", 1),
        ("de", "This is fake", 0),
        (None, "Exactly!", 1),
        (None, "Fake news", 0),
        (None, "Agreed. Das ist eine ganz und gar andere Geschichte mit Tauben", 0),
        (None, "Agreed, and this is what they have told us about it", 1),
    ],
)
def test_only_english_is_read(lang: str | None, text: str, n_rows: int):
    """X's language decides; without one the text's own words must show English, or be little else than what was found."""
    found = _acts("root", "bob1>root", text={"bob1": text}, lang={"bob1": lang})

    assert found.height == n_rows


def test_a_link_counts_in_any_language():
    """An address is a source in whatever language; a source in words goes first, and own posts are none."""
    page, own = "https://pigeonchat.example/terms", "https://x.com/bob/status/17"
    found = _acts(
        "root", "17@bob>root", "18@bob>root", "19@bob>root",
        text={"17": f"Lest das hier mal: {page}", "18": "Lest das hier mal", "19": "according to Wire Room it is so"},
        urls={"17": [page], "18": [own], "19": [page]},
        lang={"17": "de", "18": "de", "19": "en"},
    )  # fmt: skip

    assert found.select("post_id", "span", "rule").rows() == [
        ("17", page, "links_with_words"),
        ("19", "according to Wire Room", "names_source"),
    ]


def _taken_back(*specs: str, **text: str) -> list[tuple[str, str]]:
    found = _acts(*specs, text=text, lang=dict.fromkeys(text, "en")).filter(pl.col("act") == "takes_back")
    return found.select("post_id", "rule").rows()


def test_an_admission_counts_only_after_an_own_post():
    """Bob was wrong about what he wrote; Cat, who wrote nothing before, may have been wrong about a bus."""
    wrong = "I was wrong about that."

    assert _taken_back("root", "bob1>root", "cat1>root", "bob2>cat1", bob2=wrong, cat1=wrong) == [
        ("bob2", "says_was_wrong")
    ]


def test_a_correction_counts_only_close_below_an_own_post():
    """Below the own post, or an answer to it, "Correction: …" is one's own; below anybody else's it corrects them."""
    words = "Correction: it is the lower bridge"
    specs = ["ann1", "ann2>ann1", "bob1>ann1", "ann3>bob1", "cat1>bob1", "ann4>cat1", "bob2>ann3"]

    assert _taken_back(*specs, **dict.fromkeys(["ann2", "ann3", "ann4", "cat1", "bob2"], words)) == [
        ("ann2", "corrects"),
        ("ann3", "corrects"),
        ("bob2", "corrects"),
    ]


def test_what_names_an_own_post_counts_anywhere():
    """Who says "I retract my post" says whose words it takes back, in the first post of a thread too."""
    assert _taken_back("ann1", "bob1>gone", ann1="I retract my post.", bob1="My earlier post was wrong.") == [
        ("ann1", "retracts"),
        ("bob1", "says_post_wrong"),
    ]


def test_rows_do_not_depend_on_the_order_of_posts():
    """Shuffled posts and renamed people give the same rows."""
    there = study(*SPECS, text=TEXTS, lang=dict.fromkeys(TEXTS, "en"))
    mixed = there.table("posts").sample(fraction=1, shuffle=True, seed=3)
    mixed = mixed.with_columns(author_id=pl.col("author_id") + "x", handle=pl.lit("somebody"))
    from threadscope.analyze.acts import acts

    assert acts(mixed).equals(there.table("acts"))


def test_nothing_to_look_at():
    """Empty texts, null texts and no posts at all give an empty table without a warning."""
    found = _acts("root", "bob1>root", text={"root": None, "bob1": ""})
    from threadscope.analyze.acts import acts

    assert found.height == 0
    assert acts(study("root").table("posts").clear()).height == 0


def test_one_text_pasted_often_is_looked_at_once():
    """5,000 copies of a long text cost about what one costs, and each of them is a row."""
    text = "This is not true. " + "They log no messages, only what is needed. " * 500
    many = [f"p{i}@ann>root" for i in range(5_000)]
    there = study(posts("root", *many, text={f"p{i}": text for i in range(5_000)}, lang={f"p{i}": "en" for i in range(5_000)}, urls={f"p{i}": ["https://pigeonchat.example/terms"] for i in range(5_000)}))  # fmt: skip
    there.table("posts")
    begun = time.process_time()
    found = there.table("acts")

    assert found["act"].value_counts().sort("act").rows() == [("cites", 5_000), ("denies", 5_000)]
    assert time.process_time() - begun < 5


@pytest.mark.long
def test_hundred_thousand_short_posts():
    """100,000 short posts, all different, take a few seconds of one core."""
    draw = random.Random(1)
    words = "this is not true they log it all exactly agreed who what messages metadata pigeon you are right wrong so".split()  # noqa: SIM905
    names = [f"p{i}@a{i % 900}>root" for i in range(100_000)]
    texts = {f"p{i}": " ".join(draw.choices(words, k=14)) + f" {i}" for i in range(100_000)}
    there = study(posts("root", *names, text=texts, lang=dict.fromkeys(texts, "en")))
    there.table("posts")
    begun = time.process_time()
    there.table("acts")

    assert time.process_time() - begun < 20
