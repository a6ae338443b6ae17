"""The storyboard: what its cards say is what the tables hold, and its shares add up."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch

from tests.builders import at
from tests.builders import study as study_of
from tests.charts.drawing import generated, overlaps, prepared, sided, texts
from threadscope.analyze.phases import _LEAST_POSTS
from threadscope.charts import CHARTS
from threadscope.charts.canvas import Canvas, paper
from threadscope.charts.chart import Chart
from threadscope.charts.storyboard.cards import percents
from threadscope.charts.storyboard.clock import Clock
from threadscope.charts.storyboard.draw_curve import apart
from threadscope.charts.storyboard.draw_tallest import placed, tallest_words
from threadscope.charts.storyboard.layout import sheet_of
from threadscope.charts.storyboard.names import Opening, names_of
from threadscope.charts.storyboard.numbers import Pace, Storyboard
from threadscope.charts.storyboard.paces import pace_told, paces
from threadscope.charts.storyboard.parts import card_text
from threadscope.charts.storyboard.prepare import FEWEST
from threadscope.charts.storyboard.quotation import quotation
from threadscope.charts.storyboard.sign import draw_sign
from threadscope.charts.time_scale import Gap, TimeScale
from threadscope.charts.words import NO_WORDS
from threadscope.settings import Settings
from threadscope.snowflake import id_at
from threadscope.study import Study
from threadscope.theme import palette

HOUR: Final = 3600.0
NUMBER: Final = re.compile(r"\d[\d,]*")


def thread(**more: Any) -> Study:
    """Return eve's thread: ten answers in ten minutes, eight hours of quiet, then ann, whom twenty answer."""
    first = [f"a{i}@a{i}>root" for i in range(10)]
    later = [f"b{i}@b{i}>ann" for i in range(20)]
    names = ["root@eve", *first, "ann@ann>root", *later]
    times = {f"b{i}": at(8 * HOUR + 30 + 20 * i) for i in range(20)} | {"ann": at(8 * HOUR)}
    given_times = more.pop("created_at", {})
    return study_of(*names, created_at=times | given_times, **more)


@cache
def with_note() -> Study:
    """Return that thread with a note on its opening post."""
    return thread(notes=[note()])


@cache
def plain() -> Study:
    """Return that thread as it is."""
    return thread()


def note() -> dict[str, Any]:
    """Return a row of `notes`: a note on the opening post, written two minutes after ann's post."""
    written = at(8 * HOUR + 120)
    return {
        "post_id": "root", "evidence_kind": "snapshot", "state": "shown", "text": "No evidence.", "source": "here",
        "note_id": id_at(written, 7), "written_at": written, "shown_from": at(8 * HOUR + 180),
        "rated_helpful_at": at(8 * HOUR + 180), "observed_at": datetime(2026, 3, 19, tzinfo=UTC),
    }  # fmt: skip


def written(chart: Chart) -> list[str]:
    """Return all that is written on a picture."""
    return [text.get_text() for text in texts(chart.figure)]


def board(study: Study, **options: Any) -> Storyboard:
    """Return the numbers of the storyboard of a study."""
    numbers: Storyboard = prepared("storyboard", study, **options)
    return numbers


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=7))
def test_shares_add_up(counts: list[int]) -> None:
    """Shares of phases are whole, add up to 100, and none is a whole per cent away from the true one."""
    found = percents(counts)
    assert sum(found) == 100
    assert all(abs(share - 100 * n / sum(counts)) < 1 for share, n in zip(found, counts, strict=True))


def test_cards_are_the_phases() -> None:
    """Posts, people, newcomers and the first hour on a card are those of the table."""
    study = generated(60)
    numbers, rows = board(study), study.table("phases").to_dicts()
    assert len(numbers.cards) == len(rows) > 1
    for card, row in zip(numbers.cards, rows, strict=True):
        assert (card.n_posts, card.n_people, card.entering.n_new) == (
            row["n_posts"], row["n_people"], row["n_new_people"],
        )  # fmt: skip
        assert card.key.post_id == row["key_post_id"]
        if card.pace is not None and card.pace.window_s == HOUR:
            assert (card.pace.after, card.pace.before) == (row["n_first_h"], row["n_before_h"])
    assert sum(card.n_posts for card in numbers.cards) == 60 - numbers.n_untimed


def test_a_thread_of_two_phases() -> None:
    """Each card says what opens its phase, whose post stands for it, who enters and under what it stands."""
    first, second = board(plain()).cards
    assert (first.name, first.key.who, first.n_posts, first.percent) == ("The first post", "@eve", 11, 34)
    assert (second.key.who, second.key.relation, second.key.whom) == ("@ann", "answers", "@eve")
    assert (second.n_posts, second.percent, second.entering.n_new) == (21, 66, 21)
    assert second.entering.names == ("@ann",)
    assert second.pace == Pace(3600, 21, 0, whole=True)
    assert second.under is not None
    assert (second.under.words, second.under.n_posts) == ("this post", 21)
    words = written(plain().chart("storyboard"))
    assert {
        "@ann and 20 others",
        "all 21 in its first hour, none in the hour before",
        "this post: 100% of the phase",
    } <= set(words)


def opening(begins_with: str, key_kind: str, **more: Any) -> Opening:
    """Return how a phase begins."""
    known: dict[str, Any] = {
        "key_is_root": False, "root_archived": True, "by_quote": False, "wait_s": 60.0, "pace": None, "n_posts": 10,
    }  # fmt: skip
    return Opening(begins_with, key_kind, **(known | more))


@pytest.mark.parametrize(
    ("given_opening", "name"),
    [
        (opening("opening", "first_post", key_is_root=True), "The first post"),
        (opening("opening", "denial"), "The opening"),
        (opening("opening", "most_answered", root_archived=False), "The first archived posts"),
        (opening("head", "goes_big", by_quote=True), "The claim goes big by quote"),
        (opening("surge", "first_denial", wait_s=9 * HOUR), "The first denial"),
        (opening("surge", "note_written"), "After a note was written"),
        (opening("pace", "denial", wait_s=5 * HOUR), "After 5 h of quiet"),
        (opening("pace", "denial", pace=Pace(3600, 40, 10, whole=False)), "It speeds up"),
        (opening("pace", "denial", pace=Pace(3600, 10, 40, whole=False)), "It slows down"),
        (
            opening("pace", "denial", pace=Pace(3600, 2, 1, whole=False), wait_s=1200.0),
            "After 20 min of quiet",
        ),
        (opening("pace", "denial", pace=Pace(3600, 4, 1, whole=False)), "The pace changes"),
    ],
)
def test_names(given_opening: Opening, name: str) -> None:
    """A phase is named for the turning point that opens it, else for the wait or the change of pace."""
    assert names_of([given_opening])[0][0] == name


def test_what_the_pace_does_again() -> None:
    """A second slowing is told as one, and a phase that begins with the pace never bears a turning point's name."""
    slow = opening("pace", "first_denial", pace=Pace(3600, 10, 40, whole=False))
    assert [name for name, _ in names_of([slow, slow])] == ["It slows down", "It slows down again"]


def test_a_slow_phase_with_most_posts_is_named_for_them() -> None:
    """The phase with most posts is the long tail where it is the last, else said to hold them; equal ones slow down."""
    slow = opening("pace", "denial", pace=Pace(3600, 10, 40, whole=False), n_posts=61)
    first, few = opening("opening", "first_post", key_is_root=True, n_posts=60), replace(slow, n_posts=5)

    def named(*openings: Opening) -> list[str]:
        return [name for name, _ in names_of(list(openings))][1:]

    assert named(first, slow) == ["The long tail: 61 posts"]
    assert named(first, slow, few) == ["Slower, yet most posts: 61", "It slows down again"]
    assert named(replace(first, n_posts=61), slow) == ["It slows down"]
    assert named(first, replace(slow, wait_s=5 * HOUR)) == ["After 5 h of quiet"]


def test_the_pace_counts_no_post_of_the_next_phase() -> None:
    """What follows within the hour is the next phase's: a first phase is told by its length, a later one in minutes."""
    at_s = np.array([0.0, 60, 120, 1500, 1510, 1520, 2400, 2401, 2402, 40_000])
    first, second, third = paces(at_s, [0, 3, 6, 10])

    assert first == Pace(1500, 3, None, whole=True)
    assert second == Pace(900, 3, 0, whole=True)
    assert third == Pace(2400, 3, 6, whole=False)
    assert paces(np.array([0.0, 1, 2, 30, 31]), [0, 3, 5]) == [None, Pace(3600, 2, None, whole=True)]


@pytest.mark.parametrize(
    ("given_pace", "n_posts", "lasts_s", "told"),
    [
        (Pace(3600, 1, None, whole=True), 1, 1.0, "1 post"),
        (Pace(2520, 34, None, whole=True), 34, 1440.0, "34 posts within 24 min"),
        (None, 5, 40.0, "5 posts within 40 s"),
        (Pace(3600, 13, None, whole=False), 24, 5 * HOUR, "13 in its first hour"),
        (Pace(3600, 12, 28, whole=False), 61, 5 * HOUR, "12 in its first hour, 28 in the hour before"),
        (Pace(3600, 5, 0, whole=True), 5, 600.0, "all 5 in its first hour, none in the hour before"),
        (Pace(2520, 2, 33, whole=False), 5, 3 * HOUR, "2 in its first 42 min, 33 in the 42 min before"),
        (
            Pace(3600, 1, 0, whole=False), 7, 37 * HOUR,
            "7 posts in 37 h; 1 in its first hour, none in the hour before",
        ),
        (Pace(3600, 1, None, whole=False), 7, 37 * HOUR, "7 posts in 37 h; 1 in its first hour"),
        (Pace(3600, 2, 9, whole=False), 37, 37 * HOUR, "2 in its first hour, 9 in the hour before"),
    ],
)  # fmt: skip
def test_pace_words(given_pace: Pace | None, n_posts: int, lasts_s: float, told: str) -> None:
    """Posts of an hour are said to be its own; a phase of less than a post an hour is told by its whole length first."""
    card = replace(board(plain()).cards[0], pace=given_pace, n_posts=n_posts, lasts_s=lasts_s)
    assert " ".join(pace_told(card)) == told


def test_clauses_are_not_broken() -> None:
    """Where a line does not hold the whole pace, it ends between the two counts."""
    fact = {fact.label: fact.lines for fact in sheet_of(board(generated(1000))).cards[1].facts}["Pace"]
    assert len(fact) == 2
    assert fact[0].endswith(" in its first hour,")
    assert fact[1].endswith(" in the hour before")


def test_an_address_is_not_quoted() -> None:
    """Of a key post that is an address only the card says what it is; one with words keeps them."""
    assert board(thread(text={"ann": "https://t.co/a1"})).cards[1].key.body == "(a link)"
    assert (
        board(thread(text={"ann": "see https://t.co/a1 now"})).cards[1].key.body
        == "“see https://t.co/a1 now”"
    )
    assert quotation("https://t.co/a1", ["photo"]) == ("(a picture)", "")
    assert quotation("http://a.example/x https://b.example", []) == ("(2 links)", "")
    assert quotation(None, []) == (NO_WORDS, "")
    assert quotation("", ["other"]) == ("(media)", "")


def test_no_handle_is_cut_for_a_side() -> None:
    """A long handle that is answered stands whole: the side moves to the handle's line, or where that is full below."""
    long = "nightowl_leaks1"
    study = thread(handle={"root": long, "ann": "max_mogul"})
    sides = {"stance": sided(study, {"root": "support", "ann": "support"})}
    numbers = board(study, tables=sides)
    card = numbers.cards[1]
    rows = {wide: card_text(card, numbers, wide, large=False) for wide in (400, 290, 200)}
    assert {text.relation for text in rows.values()} == {f"answers @{long}"}
    assert [text.side_row for text in rows.values()] == [1, 0, 2]
    assert [text.frame.relation for text in rows.values()] == [1, 1, 2]
    with paper():
        for width in (1260, 390, 320):
            assert list(overlaps(CHARTS["storyboard"].draw(replace(numbers, width=width)).figure)) == []


def test_the_tallest_bar_says_when() -> None:
    """The words name the clock time of the bar in the reader's zone, days by their last one, and agree with the table."""
    start = datetime(2026, 3, 27, 12, tzinfo=UTC).timestamp()

    def scale(bin_s: int, zone: str = "UTC") -> TimeScale:
        return TimeScale(start, start + 20 * bin_s, (), bin_s, ZoneInfo(zone))

    def said(bin_s: int, zone: str = "UTC") -> tuple[str, ...]:
        one, two = tallest_words(scale(bin_s, zone), 2, 12)
        return *one, *two

    assert said(3600) == ("12 posts from 14:00 to 15:00", "12 posts", "14:00–15:00")
    assert said(1800, "Asia/Kolkata")[0] == "12 posts from 18:30 to 19:00"
    assert said(5)[0] == "12 posts from 12:00:10 to 12:00:15"
    assert said(86_400) == ("12 posts on 29 Mar", "12 posts", "on 29 Mar")
    assert said(2 * 86_400)[2] == "30 Mar – 31 Mar"
    assert said(28 * 86_400)[0].endswith(" 2026")
    chart = generated(1000).chart("storyboard")
    row = chart.table.filter(section="tallest bar").row(0, named=True)
    told = f"{row['posts']} posts from {row['at']:%H:%M} to {row['until']:%H:%M}"
    assert told in written(chart)


def test_a_bar_behind_a_cut_counts_from_its_last_part() -> None:
    """Of a bar in which a cut stretch ends, the time told is that in which its posts stand, not that of the silence."""
    start = datetime(2026, 3, 27, 12, tzinfo=UTC).timestamp()
    gap = Gap(start + 1800, start + 10 * HOUR + 600, 7 * HOUR)
    cut = TimeScale(start, start + 12 * HOUR, (gap,), 3600, ZoneInfo("UTC"))
    place = int(cut.bins(np.array([gap.end]))[0])
    assert tallest_words(cut, place, 5)[0] == ("5 posts from 22:00 to 23:00",)


def test_equal_bars_are_told_together() -> None:
    """Where several bars are as tall, the words tell what each holds at most, and name the time of none."""
    start = datetime(2026, 3, 27, 12, tzinfo=UTC).timestamp()

    def said(bin_s: int) -> tuple[str, ...]:
        scale = TimeScale(start, start + 20 * bin_s, (), bin_s, ZoneInfo("UTC"))
        one, two = tallest_words(scale, 2, 3, alone=False)
        return *one, *two

    assert said(60) == (
        "at most 3 posts per minute of the clock", "at most 3 posts", "per minute of the clock",
    )  # fmt: skip
    assert said(86_400)[0] == "at most 3 posts per day"
    assert "at most 1 post per 15 s of the clock" in written(plain().chart("storyboard"))


def test_an_opening_of_one_post() -> None:
    """A first post alone before a silence has a card: one post, under which nothing is said to stand."""
    late = {f"a{i}": at(8 * HOUR + 30 + 20 * i) for i in range(10)}
    numbers = board(thread(created_at=late))
    first, second = numbers.cards[:2]
    assert (first.n_posts, first.name, first.span) == (1, "The first post", "Fri 12:00")
    assert (second.n_posts, second.key.who) == (31, "@ann")
    facts = {fact.label: fact.lines for fact in sheet_of(numbers).cards[0].facts}
    assert (facts["Enters"], facts["Pace"], facts["Under"]) == (("@eve",), ("1 post",), ())


@given(
    bar=st.integers(0, 280),
    long=st.integers(10, 120),
    blocked=st.lists(st.tuples(st.integers(0, 300), st.integers(1, 40)), max_size=6),
)
def test_words_keep_off_the_lines(bar: int, long: int, blocked: list[tuple[int, int]]) -> None:
    """Words stand inside, touch nothing blocked, and no free place at whole pixels is nearer to the middle of their bar."""
    spans = [(float(start), float(start + wide)) for start, wide in blocked]
    x = placed((bar, bar + 20.0), long, 0, 300, spans)
    free = [
        at for at in range(301 - long)
        if all(at + long <= start or at >= end for start, end in spans)
    ]  # fmt: skip
    wanted = bar + 10 - long / 2
    if x is None:
        assert not free
        return
    assert 0 <= x <= 300 - long
    assert all(x + long <= start or x >= end for start, end in spans)
    assert all(abs(x - wanted) <= abs(at - wanted) for at in free)


def test_phases_bear_squares() -> None:
    """The number of a phase stands in a square with its own paper, unlike the filled circles of turning points."""
    with paper():
        canvas = Canvas(100, 100, "light")
        draw_sign(canvas, 50, 50, 3)
    (sign,) = [artist for artist in canvas.figure.axes[0].get_children() if isinstance(artist, PathPatch)]
    assert to_hex(sign.get_facecolor()).upper() == palette("light").bg
    corners = np.array(sign.get_path().vertices, dtype=np.float64)
    assert corners.min(axis=0) == pytest.approx([40, 40])
    assert corners.max(axis=0) == pytest.approx([60, 60])
    # The corner of a circle would lie farther in.
    assert np.hypot(*(corners - 50).T).max() > 11
    assert [text.get_text() for text in canvas.texts()] == ["3"]


def test_a_young_thread_compares_as_many_minutes() -> None:
    """Before a phase that begins early, as many minutes are counted as after it."""
    times = {f"a{i}": at(60 * i + 30) for i in range(10)} | {"ann": at(1500)}
    times |= {f"b{i}": at(1510 + 10 * i) for i in range(20)}
    cards = board(thread(created_at=times)).cards
    assert len(cards) == 2
    pace = cards[1].pace
    assert pace is not None
    assert (pace.window_s, pace.before, pace.after) == (1500, 11, 21)


def test_where_it_stands_takes_the_free_cells() -> None:
    """Cards stand in rows; what the last row leaves free tells where it stands, else a strip below does."""
    numbers = board(plain())
    one = numbers.cards[0]
    for n, spans in {1: 1, 2: 1, 3: 3, 4: 2, 5: 1, 6: 3, 7: 1}.items():
        sheet = sheet_of(replace(numbers, cards=tuple(replace(one, number=i + 1) for i in range(n))))
        assert sheet.where is not None
        where = sheet.where[0]
        beside = [cell for cell in sheet.cells if cell.y == where.y]
        assert len(sheet.cells) == n
        assert bool(beside) is (n not in {3, 6})
        assert where.x + where.wide == pytest.approx(sheet.right)
        assert where.wide == pytest.approx(spans * (one_wide := sheet.cells[0].wide) + (spans - 1) * 16), (
            one_wide
        )
        assert len({cell.high for cell in [where, *beside]}) == 1
    phone = sheet_of(replace(numbers, width=390))
    assert {cell.x for cell in phone.cells} == {14.0}, "on a phone cards stand in one column"


def test_every_phase_begins_in_the_drawn_time() -> None:
    """However late the last phase is, its beginning and half of its posts are drawn; later posts are counted."""
    times = {f"b{i}": at(400 * HOUR + 30 + 20 * i) for i in range(20)} | {"ann": at(400 * HOUR)}
    numbers = board(thread(created_at=times | {"b19": at(9000 * HOUR)}))
    assert numbers.scale is not None
    last = numbers.cards[-1]
    assert last.started_at < numbers.scale.end
    assert last.counts.sum() == last.n_posts - numbers.n_later
    assert numbers.n_later == 1
    assert f"1 post of phase {last.number} after the curve’s end" in numbers.footer
    assert "quiet" in numbers.scale.gaps[0].words


def test_zone() -> None:
    """Times on cards, axis and foot are in the zone of the settings, whose day may be another."""
    study = plain()
    kolkata = board(study, settings=Settings(tz="Asia/Kolkata"))
    # Noon and eight in the evening in UTC are five and a half hours later there.
    assert [card.span for card in board(study).cards] == ["Fri 12:00–12:10", "Fri 20:00–20:06"]
    assert [card.span for card in kolkata.cards] == ["Fri 17:30–17:40", "Sat 01:30–01:36"]
    assert "times in Asia/Kolkata" in kolkata.footer
    assert "IST" in written(study.chart("storyboard", tz="Asia/Kolkata"))


def test_clock() -> None:
    """Weekdays are told where the drawn time is shorter than six days; a straggler long after has its date."""
    start = at(0).timestamp()
    short = Clock(ZoneInfo("UTC"), start, start + 2 * 86400)
    assert short.span(start, start + 86400) == "Fri 12:00 – Sat 12:00"
    assert short.span(start, start + 14 * 86400) == "Fri 12:00 – 7 Jun 12:00"
    assert short.when(start + 700 * 86400) == "24 Apr 2026"
    assert short.span(start, start + 2) == "Fri 12:00"


def test_notes_are_gold() -> None:
    """A note's moments stand on the curve and on the card of their phase, in gold; the last cell says its finding."""
    study = with_note()
    numbers = board(study)
    assert [len(card.notes) for card in numbers.cards] == [0, 2]
    assert numbers.standing.noted
    chart = study.chart("storyboard")
    gold = {
        text.get_text()
        for text in texts(chart.figure)
        if to_hex(text.get_color()).upper() == palette("light").note
    }
    assert {"note written", "Note", "written Fri 20:02; shown Fri 20:03"} <= gold
    assert " ".join(gold).count("Community Note") == 1
    assert not {words for words in gold if words.startswith("from")}


def test_undetermined_is_no_side() -> None:
    """What no post says is hatched and counted apart; sides add up to the thread; only placed posts have a colour."""
    study = plain()
    none = board(study, tables={"stance": sided(study, {})})
    assert [(side.name, n) for side, n in none.standing.sides] == [("undetermined", 32)]
    assert "None could be placed for or against the first post" in none.subtitle
    placed = board(study, tables={"stance": sided(study, {"root": "support", "ann": "deny", "b1": "none"})})
    told = {side.name: n for side, n in placed.standing.sides}
    assert told == {"claim": 1, "dispute": 1, "none": 1, "undetermined": 29}
    assert "2 (6%) could be placed" in placed.subtitle
    chart = CHARTS["storyboard"].draw(placed)
    teal = [
        t.get_text() for t in texts(chart.figure) if to_hex(t.get_color()).upper() == palette("light").dispute
    ]
    assert set(teal) == {"@ann", "disputes it", "1 disputes it"}


@pytest.mark.parametrize("width", [1260, 390])
def test_printed_numbers_are_the_table(width: int) -> None:
    """Every number of the picture and of its subtitle stands in its table, clock times and the axis apart."""
    study = with_note()
    for chart in (study.chart("storyboard", width=width), generated(60).chart("storyboard", width=width)):
        held = {
            f"{round(value):,}"
            for column in ("posts", "people", "phase", "percent")
            for value in chart.table[column].drop_nulls()
        }
        held |= {
            f"{round(value / size):,}"
            for value in chart.table["seconds"].drop_nulls()
            for size in (1, 60, 3600, 86400)
        }
        held |= set(NUMBER.findall(" ".join(chart.table["item"].drop_nulls())))
        foot = set(NUMBER.findall(chart.footer))
        printed = [
            re.sub(r"\d+:\d\d(:\d\d)?|\d+ [A-Z][a-z]{2}\b", "", words)
            for words in written(chart)
            if words not in chart.title
        ]
        loose = {number for words in printed for number in NUMBER.findall(words)} - held - foot
        assert not loose
        assert set(NUMBER.findall(chart.subtitle)) <= held


def test_table_says_what_was_left_out() -> None:
    """Posts without a time are in no phase and counted; phases and they are the thread."""
    study = thread(created_at={"a1": None, "a2": None})
    chart = study.chart("storyboard")
    posts = dict(chart.table.group_by("section").agg(pl.col("posts").sum()).iter_rows())
    assert (posts["phase"], posts["untimed"], posts["bar"] + posts.get("later", 0)) == (30, 2, 30)
    assert "2 without a time" in chart.footer
    assert chart.table.filter(pl.col("section") == "phase")["percent"].sum() == 100


@pytest.mark.parametrize(
    "n_posts", [1, FEWEST - 1, *(pytest.param(n, marks=pytest.mark.long) for n in (2, 3))]
)
def test_too_small_for_phases(n_posts: int) -> None:
    """A thread without phases is a card that says why and what would be needed, without axes."""
    study = study_of("root@eve", *(f"a{i}@a{i}>root" for i in range(n_posts - 1)))
    chart = study.chart("storyboard")
    assert not chart.telling
    assert f"phases need {FEWEST} with a time" in chart.subtitle
    assert chart.table["posts"].max() == n_posts
    assert len(written(chart)) < 8


def test_no_time_is_told() -> None:
    """Where no post carries a time, that is the reason."""
    names = [f"a{i}@a{i}>root" for i in range(40)]
    study = study_of("root@eve", *names, created_at=dict.fromkeys(("root", *(f"a{i}" for i in range(40)))))
    assert "a time for no post" in study.chart("storyboard").subtitle


def test_fewest_is_the_analyzers() -> None:
    """The number of posts that the picture asks for is the one that phases need."""
    assert FEWEST == _LEAST_POSTS


def test_one_phase() -> None:
    """A thread in which nothing parts the posts is one card beside where it stands."""
    study = study_of("root@eve", *(f"a{i}@a{i}>root" for i in range(30)), step_s=60)
    numbers = board(study)
    if len(numbers.cards) != 1:
        numbers = replace(numbers, cards=numbers.cards[:1])
    chart = CHARTS["storyboard"].draw(numbers)
    assert numbers.subtitle.startswith(
        "One phase: neither pace nor answers part these 31 posts by 31 people."
    )
    assert numbers.cards[0].percent == 100
    assert chart.telling


def test_hostile_names_and_words() -> None:
    """Long, empty, right-to-left and markup-like handles and texts stay apart and are drawn as they are."""
    handles = {
        "root": "e" * 50, "ann": "المستخدم_الطويل_جدا", "a0": "<b>$x$</b>", "a1": "🤷🤷", "a2": "", "b0": None,
    }  # fmt: skip
    words = {"root": "<script>$\\frac{1}{2}$</script> " * 20, "ann": "هذا غير صحيح " * 30, "a0": "x" * 400}
    study = thread(handle=handles, text=words, notes=[note()])
    for width in (1260, 320):
        chart = study.chart("storyboard", width=width)
        with paper():
            assert list(overlaps(chart.figure)) == []


def test_badges_keep_apart() -> None:
    """Badges of phases that begin together are moved by as little as is needed, and stay inside."""
    assert apart([100.0, 200.0], 0, 300) == [100.0, 200.0]
    assert apart([100.0, 100.0], 0, 300) == [87.5, 112.5]
    assert apart([299.0, 300.0], 0, 300) == [275.0, 300.0]


def test_alone_bytes_and_alt() -> None:
    """On a page the title is left out; the same numbers give the same bytes; the alt text tells every phase."""
    study = plain()
    chart = study.chart("storyboard", alone=False)
    assert chart.title in " ".join(written(study.chart("storyboard")))
    assert chart.title not in " ".join(written(chart))
    assert chart.subtitle.startswith("How it went in 2 phases: 32 posts by 32 people.")
    assert chart.svg() == study.chart("storyboard", alone=False).svg()
    assert "1. The first post, Fri 12:00–12:10: 11 posts (34%) by 11 people, 11 of them new." in chart.alt
    assert "@ann answers @eve: “words of ann”" in chart.alt
    assert chart.evidence[0] == "root"


def test_bounds() -> None:
    """``max_names`` and ``max_lines`` bound who is named and how much is quoted."""
    study = thread(text={"root": "many words " * 60})
    few = study.chart("storyboard", alone=False, max_names=0, max_lines=1)
    assert "21 new people" in written(few)
    assert sum("many words" in words for words in written(few)) == 1
    more = study.chart("storyboard", alone=False)
    assert sum("many words" in words for words in written(more)) == 4
