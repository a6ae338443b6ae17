"""The exchange ladder: one row a post, in order, and arrows to whom it answers."""

from __future__ import annotations

import re

import polars as pl
import pytest

from tests.builders import at
from tests.builders import study as study_of
from tests.charts.drawing import generated, prepared, sided, texts
from threadscope import schema
from threadscope.charts.exchange.numbers import Exchange
from threadscope.charts.words import compact
from threadscope.errors import UnknownName
from threadscope.study import Study

#: What rows and arrows do not need, so that small threads stay cheap.
BARE = {name: schema.empty(name) for name in ("findings", "stance", "note_states")}
LONG = [f"d{n}@{'ann' if n % 2 else 'bob'}>{'root' if n == 1 else f'd{n - 1}'}" for n in range(1, 31)]
SHORT = ("root", "ann1>root", "bob1>ann1", "ann2>bob1", "bob2~ann2", "eve1>ann1", "eve2>gone")


def drawn(exchange: Exchange) -> list[str]:
    """Return the ids of the rows, from above."""
    return [rung.post_id for rung in exchange.rungs]


@pytest.mark.parametrize("width", [1260, 390])
@pytest.mark.parametrize(("n_posts", "shape"), [(40, "duel"), (150, "duel"), (1000, "broadcast")])
def test_arrows_lead_to_whom_the_post_answers(n_posts: int, shape: str, width: int) -> None:
    """Each row points at the person and the row of the post that it answers, by quote where it is a quote."""
    study = generated(n_posts, shape)
    exchange: Exchange = prepared("exchange", study, tables={"findings": BARE["findings"]}, width=width)
    posts = {row["post_id"]: row for row in study.table("posts").to_dicts()}
    for rung in exchange.rungs:
        post = posts[rung.post_id]
        assert exchange.speakers[rung.speaker].author_id == post["author_id"]
        assert rung.by_quote == (post["parent_kind"] == "quote")
        if rung.rung is not None:
            assert exchange.rungs[rung.rung].post_id == post["parent_id"]
        if rung.target is not None:
            answered = posts[post["parent_id"]]["author_id"]
            assert exchange.speakers[rung.target].author_id == answered


def test_rows_and_people_stay_within_their_numbers() -> None:
    """At every size at most 14 rows of 8 people are drawn, on a phone 10 of 5, oldest above."""
    for study in (generated(150, "duel"), generated(1000)):
        for options, rows, people in (
            ({}, 14, 8),
            ({"width": 390}, 10, 5),
            ({"max_rows": 4, "max_people": 2}, 4, 2),
        ):
            exchange: Exchange = prepared("exchange", study, tables={"findings": BARE["findings"]}, **options)
            assert 2 <= len(exchange.rungs) <= rows
            assert len(exchange.speakers) <= people
            times = [rung.at for rung in exchange.rungs]
            assert times == sorted(times)


def test_story_holds_chain_and_turning_points() -> None:
    """The chain with turning points in it is drawn, not one that merely is as long; turning points stand beside it."""
    study = generated(1000)
    exchange: Exchange = prepared("exchange", study)
    turning = study.table("turning_points").filter(~pl.col("kind").str.starts_with("note"))["post_id"]
    assert set(turning) <= set(drawn(exchange))
    chain = [exchange.speakers[rung.speaker].label for rung in exchange.rungs if rung.step]
    assert set(chain) == {"@loud_heron", "@keys_kestrel"}
    assert [rung.step for rung in exchange.rungs if rung.step] == ["1 of 4", "2 of 4", "3 of 4", "4 of 4"]


def test_long_chain_keeps_its_ends_and_counts_the_rest() -> None:
    """Of thirty posts the first and the last are drawn; the row after the gap says how many are not."""
    exchange: Exchange = prepared("exchange", study_of("root", *LONG), chain="d9", tables=BARE)
    ids = drawn(exchange)
    assert ids == [f"d{n}" for n in (*range(1, 12), 28, 29, 30)]
    assert [rung.left_out for rung in exchange.rungs if rung.left_out] == [16]
    assert exchange.rungs[11].gap == "16 more posts, not drawn · 17 min later"
    assert exchange.subtitle.startswith("14 of 31 posts: 14 of the 30 of a chain")


def test_chain_that_nearly_fits_is_drawn_whole() -> None:
    """A title that counts a chain's posts can be counted after: turning points give way before it is cut."""
    crowd = [f"x{n}@x{n}>root" for n in range(6)] + [f"y{n}@y{n}>x0" for n in range(6)]
    study = study_of("root", *crowd, *LONG[:8])
    phone: Exchange = prepared("exchange", study, width=390)
    assert {f"d{n}" for n in range(1, 9)} <= set(drawn(phone))
    assert phone.title == "@bob and @ann answer each other in turn in a chain of 8 posts."


def test_chosen_post_outside_of_chains_gives_its_way() -> None:
    """From the root down to the post, with what is missing on it."""
    study = study_of("root", "ann1>root", "bob1>ann1", "eve1>bob1", "zoe1>eve1", "x1@x>root", "y1@y>x1")
    assert drawn(prepared("exchange", study, chain="zoe1", tables=BARE)) == [
        "root",
        "ann1",
        "bob1",
        "eve1",
        "zoe1",
    ]
    holed = study_of("x1@ann>gone", "x2@bob>x1", "x3@eve>x2")
    exchange: Exchange = prepared("exchange", holed, chain="x3", tables=BARE)
    assert drawn(exchange) == ["gone", "x1", "x2", "x3"]
    assert exchange.rungs[0].missing
    assert exchange.rungs[0].words == "missing here: not in the archive"


def test_way_with_many_people_keeps_its_end() -> None:
    """A way through more people than there are lanes is drawn from below, and says how much is left out."""
    names = ["p0@a0"] + [f"p{n}@a{n}>p{n - 1}" for n in range(1, 20)]
    exchange: Exchange = prepared("exchange", study_of(*names), chain="p19", tables=BARE)
    assert drawn(exchange) == [f"p{n}" for n in range(12, 20)]
    assert exchange.rungs[0].left_out == 12


def test_chosen_post_names_the_thread() -> None:
    """A post of a smaller thread draws that thread; an id that nobody has is an error that says so."""
    study = study_of(*SHORT, "other", "zoe1>other")
    assert prepared("exchange", study, chain="zoe1", tables=BARE).thread_id == "other"
    with pytest.raises(UnknownName, match="no post of this thread has the id '7'"):
        prepared("exchange", study, chain="7", tables=BARE)


def test_times_between_rows_are_in_words() -> None:
    """Seconds, minutes, hours and days, to the nearest; nothing where a time is not known."""
    times = {"ann1": at(20), "bob1": at(20 + 300), "ann2": at(11_000), "bob2": at(400_000), "eve1": None}
    exchange: Exchange = prepared("exchange", study_of(*SHORT[:6], created_at=times), tables=BARE)
    assert [rung.later for rung in exchange.rungs] == [
        "", "20 s later", "5 min later", "3 h later", "5 days later", "",
    ]  # fmt: skip
    assert exchange.rungs[-1].when == "no time"


def test_only_placed_posts_and_people_have_a_side() -> None:
    """A post has a side if its own words say so, a person if all of their placed posts are on one."""
    study = study_of(*SHORT)
    stance = sided(study, {"ann1": "deny", "bob1": "support", "bob2": "deny"})
    exchange: Exchange = prepared("exchange", study, tables=BARE | {"stance": stance})
    people = {speaker.label: speaker.side.name for speaker in exchange.speakers}
    posts = {rung.post_id: rung.side.name for rung in exchange.rungs}
    assert (people["@ann"], people["@bob"], people["@root"]) == ("dispute", "undetermined", "undetermined")
    assert (posts["ann1"], posts["bob1"], posts["ann2"]) == ("dispute", "claim", "undetermined")


@pytest.mark.parametrize("width", [1260, 390])
@pytest.mark.parametrize("study", [generated(150, "duel"), generated(1000), study_of("root", *LONG)])
def test_every_printed_number_stands_in_the_table(study: Study, width: int) -> None:
    """Likes, answers, gaps, places and the numbers of title and subtitle; texts, names and clock times apart."""
    chart = study.chart("exchange", width=width)
    table = chart.table
    held = {number for column in ("likes", "answers", "posts") for number in table[column].drop_nulls()}
    known = {f"{number:,}" for number in held} | {compact(number) for number in held}
    for words in (*table["later"].drop_nulls(), *table["place"].drop_nulls()):
        known |= set(re.findall(r"\d+", words))
    posts = " ".join(study.table("posts")["text"].drop_nulls())
    skipped = [chart.footer, re.sub(r"\s+", " ", posts)]
    for text in texts(chart.figure):
        words = re.sub(r"\w+ \d\d:\d\d|“.*|@\w+", "", text.get_text())
        if any(words.rstrip("…") in apart for apart in skipped):
            continue
        for number in re.findall(r"(?<!\w)\d[\d,.]*\d[kM]?|(?<!\w)\d[kM]?", words):
            assert number in known, words


@pytest.mark.parametrize(
    "specs", [("root",), ("root", "root2>root", "root3>root2"), ("x1@ann>gone1", "x2@bob>gone1")]
)
def test_too_little_is_said(specs: tuple[str, ...]) -> None:
    """Without an answer to somebody archived there is no ladder, but a sentence that says what it needs."""
    chart = study_of(*specs).chart("exchange")
    assert not chart.telling
    assert "A ladder needs a post and an answer to it by somebody else." in chart.subtitle
    assert len(texts(chart.figure)) == 3


def test_hostile_names_and_texts_are_drawn_as_text() -> None:
    """Names of fifty letters, in any direction, with markup, of emoji only or none at all leave the layout whole."""
    handles = {
        "root": "a" * 50,
        "ann1": "$x<b>",
        "bob1": "\u202eשלום",
        "ann2": "😀",
        "bob2": "",
        "eve1": None,
    }
    study = study_of(
        *SHORT, handle=handles, text={"ann1": "<script>$\\frac$", "bob1": None, "ann2": "W" * 400}
    )
    for width in (1260, 390):
        chart = study.chart("exchange", width=width)
        assert "<script>$\\frac$" in [text.get_text() for text in texts(chart.figure)]
        assert not any(text.get_parse_math() for text in texts(chart.figure))


def test_page_tells_the_title() -> None:
    """With alone=False the title is not drawn; the subtitle stays."""
    chart = study_of("root", *LONG).chart("exchange", alone=False)
    written = [text.get_text() for text in texts(chart.figure)]
    assert chart.title not in written
    assert chart.subtitle in written
