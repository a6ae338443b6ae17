"""The unfolding chart: what it counts, whom it shows, and that everything printed is what was drawn."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import START, at
from tests.builders import study as study_of
from tests.charts.drawing import BARE, generated, prepared, sided, texts
from threadscope import schema
from threadscope.charts import CHARTS
from threadscope.charts.unfolding.numbers import Unfolding
from threadscope.settings import Settings
from threadscope.study import Study

#: A star: eve is answered six times, ann answers back once, all a minute apart.
STAR = ("root@eve", *(f"p{i}@p{i}>root" for i in range(1, 7)), "back@eve>p1")


def written(numbers: Unfolding) -> list[str]:
    """Return all that is written on the picture."""
    return [text.get_text() for text in texts(CHARTS["unfolding"].draw(numbers).figure)]


@cache
def broadcast(n_replies: int, *, timed: bool = True) -> Study:
    """Return a thread of one post and its direct answers, a minute apart."""
    more = {} if timed else {"created_at": {"root": None} | {f"a{i}": None for i in range(n_replies)}}
    return study_of("root", *(f"a{i}@a{i}>root" for i in range(n_replies)), **more)


@pytest.mark.parametrize("width", [1260, 390])
@pytest.mark.parametrize(("n_posts", "shape"), [(1, "broadcast"), (40, "duel"), (1000, "broadcast")])
def test_every_post_is_counted_once(n_posts: int, shape: str, width: int) -> None:
    """Bars and what is later or untimed hold every post once; so do lanes and rows."""
    numbers = prepared("unfolding", generated(n_posts, shape), width=width)
    assert numbers.bars.totals.sum() + numbers.n_later + numbers.n_untimed == n_posts
    assert sum(part.n_posts for part in numbers.bars.parts) == n_posts
    assert sum(lane.n_posts for lane in numbers.lanes) + sum(row.n_posts for row in numbers.rows) == n_posts


def test_numbers_that_do_not_add_up_are_refused() -> None:
    """A picture whose parts do not hold every post is not drawn."""
    from dataclasses import replace

    numbers = prepared("unfolding", generated(40))
    with pytest.raises(ValueError, match="hold 40 of 41 posts"):
        CHARTS["unfolding"].draw(replace(numbers, n_posts=41))


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60))
def test_bars_are_a_histogram(minutes: list[int]) -> None:
    """The drawn bars are the histogram of the drawn times, and the printed peak is the tallest of them."""
    names = ["root", *(f"a{i}@a{i}>root" for i in range(len(minutes)))]
    times = {f"a{i}": at(60 * minute) for i, minute in enumerate(minutes)}
    numbers = prepared("unfolding", study_of(*names, created_at=times), tables=BARE)
    seconds = np.array([0, *(60 * minute for minute in minutes)]) + START.timestamp()
    drawn = numbers.scale.drawn(seconds[seconds <= numbers.scale.end])
    assert numbers.bars.totals.tolist() == np.histogram(drawn, numbers.scale.edges)[0].tolist()


def test_tallest_bar_is_labelled_with_its_height() -> None:
    """The printed height is the height in the table."""
    numbers = prepared("unfolding", generated(1000))
    table = CHARTS["unfolding"].draw(numbers).table
    bars = table.filter(pl.col("section") == "bar").group_by("at").agg(pl.col("posts").sum())
    assert f"{bars['posts'].max():,}" in written(numbers)


def test_squares_are_posts() -> None:
    """In a short thread one square is one drawn post, and only placed posts carry a side."""
    study = broadcast(20)
    numbers = prepared("unfolding", study, tables=BARE | {"stance": sided(study, {"a3": "deny"})})
    assert len(numbers.bars.squares) == 21
    assert [square.side.name for square in numbers.bars.squares].count("dispute") == 1


def test_mode_plain_and_level() -> None:
    """With no heads: `plain` while fewer than a tenth answer a reply, `level` from a tenth on."""
    nobody = pl.lit(None, pl.String)
    for deep, mode in ((1, "plain"), (3, "level")):
        study = study_of(
            "root", *(f"a{i}@a{i}>root" for i in range(18)), *(f"b{i}@b{i}>a{i}" for i in range(deep))
        )
        none = study.table("heads").with_columns(head_id=nobody)
        numbers = prepared("unfolding", study, tables=BARE | {"heads": none})
        assert numbers.bars.mode == mode


def test_mode_branch_needs_two_heads() -> None:
    """Two heads with a twentieth of the posts each give tones by head, oldest first, and the rest is elsewhere."""
    study = study_of("root", *(f"a{i}@a{i}>root" for i in range(10)), *(f"b{i}@b{i}>a0" for i in range(8)))
    under = {"root": "root", "a1": "root", "a2": "root", "a0": "a0"} | {f"b{i}": "a0" for i in range(8)}
    ids = study.table("posts").select("thread_id", "post_id")
    head = pl.col("post_id").replace_strict(under, default=None, return_dtype=pl.String)
    heads = schema.conform(ids.with_columns(head_id=head), "heads")
    numbers = prepared("unfolding", study, tables=BARE | {"heads": heads})
    assert numbers.bars.mode == "branch"
    told = [(part.head_id, part.n_posts, part.tone) for part in numbers.bars.parts]
    assert told == [("root", 3, 0), ("a0", 9, 1), (None, 7, 3)]


def test_mode_camp_from_forty_per_cent() -> None:
    """Four placed posts of ten colour the bars by side; three do not."""
    study = broadcast(9)
    for placed, mode in ((4, "camp"), (3, "plain")):
        stance = sided(study, {f"a{i}": "deny" for i in range(placed)})
        numbers = prepared("unfolding", study, tables=BARE | {"stance": stance})
        assert (numbers.bars.mode == "camp") is (mode == "camp")


def test_lanes_are_turning_people_then_those_answered() -> None:
    """Whoever drew five answers has a lane, whoever drew four and turned nothing has none."""
    five = [f"x{i}@x{i}>m1" for i in range(5)]
    four = [f"y{i}@y{i}>n1" for i in range(4)]
    study = study_of("root", "m1@mia>root", "n1@noor>root", *five, *four)
    numbers = prepared("unfolding", study, tables={"findings": schema.empty("findings")})
    assert [lane.label for lane in numbers.lanes] == ["@mia"]
    assert numbers.lanes[0].n_answers == 5


def test_max_people_keeps_the_first() -> None:
    """With one lane only, it belongs to the author of the first turning point."""
    study = generated(1000)
    every = prepared("unfolding", study)
    one = prepared("unfolding", study, max_people=1)
    assert len(every.lanes) > 1
    assert [lane.label for lane in one.lanes] == [every.lanes[0].label]
    assert sum(lane.n_posts for lane in one.lanes) + sum(row.n_posts for row in one.rows) == 1000


def test_person_is_placed_by_own_posts_only() -> None:
    """Posts on one side place a person, posts on both leave them undetermined."""
    study = study_of("root", "a1>root", "a2>root", "b1>root", "b2>root", "c1>root")
    said = {"a1": "deny", "a2": "deny", "b1": "deny", "b2": "support"}
    stance = sided(study, said)
    numbers = prepared(
        "unfolding", study, tables={"stance": stance, "findings": schema.empty("findings")}, max_people=4
    )
    rows = {row.side.name: row.n_posts for row in numbers.rows}
    assert rows == {"claim": 1, "dispute": 3, "undetermined": 1}
    assert [lane.side.name for lane in numbers.lanes] == ["undetermined"]
    assert numbers.lanes[0].words == "wrote the first post"


def test_denial_of_a_reply_is_told_without_a_side() -> None:
    """Who denies what somebody other than the claim's author wrote is undetermined, and the lane says whom."""
    study = study_of("root", "a1>root", "b1>a1", *(f"c{i}@c{i}>b1" for i in range(5)))
    stance = sided(study, {})
    denies = pl.when(pl.col("post_id") == "b1").then(pl.lit("disagree")).otherwise("toward_parent")
    numbers = prepared("unfolding", study, tables={"stance": stance.with_columns(toward_parent=denies)})
    lane = next(lane for lane in numbers.lanes if lane.label == "@b")
    assert (lane.side.name, lane.words) == ("undetermined", "contradicts @a")
    assert "1 denies the post it answers." in numbers.subtitle


def test_claim_is_named_where_it_was_chosen() -> None:
    """With a claim chosen, its author wrote the claim, and the subtitle speaks of the claim."""
    study = study_of(*STAR, settings=Settings(claim="root"))
    numbers = prepared("unfolding", study, tables=BARE)
    assert numbers.lanes[0].words == "wrote the claim"
    assert "for or against the claim" in numbers.subtitle
    other = prepared("unfolding", study_of(*STAR, settings=Settings(claim="elsewhere")), tables=BARE)
    assert "for or against the first post" in other.subtitle


def test_few_that_take_no_side_are_told_not_drawn() -> None:
    """Posts that take no side are counted in the words of the undetermined row, and never look like it."""
    study = broadcast(20)
    stance = sided(study, {"a1": "none", "a2": "none"})
    numbers = prepared("unfolding", study, tables=BARE | {"stance": stance})
    assert [row.words for row in numbers.rows] == ["undetermined; 2 take no side"]


def test_thin_rows_count_quotes_and_orphans() -> None:
    """Quotes of the crowd and answers to missing posts are counted beside their rows."""
    study = study_of("root", *(f"a{i}@a{i}>root" for i in range(5)), "q1@q1~root", "q2@q2~root", "o1@o1>gone")
    numbers = prepared("unfolding", study, tables=BARE)
    assert numbers.quotes is not None
    assert numbers.quotes.n_posts == 2
    words = written(numbers)
    assert "of all these, by quote" in words
    assert "2 posts" in words


def test_arrow_leads_from_the_post_to_what_it_drew() -> None:
    """An arrow starts at the post answered and ends at the turning point, and knows a quote from a reply."""
    numbers = prepared("unfolding", generated(150))
    posts = generated(150).table("posts")
    parents = dict(posts.select("post_id", "parent_id").rows())
    kinds = dict(posts.select("post_id", "parent_kind").rows())
    assert numbers.arrows
    for arrow in numbers.arrows:
        assert parents[arrow.end[1].post_id] == arrow.start[1].post_id
        assert arrow.by_quote == (kinds[arrow.end[1].post_id] == "quote")
        assert arrow.start[1].at <= arrow.end[1].at


def test_turning_points_are_numbered_by_time() -> None:
    """Badges count 1, 2, 3 by time, the list has a line for each, and a limit drops mere answers back first."""
    numbers = prepared("unfolding", generated(150))
    assert [turn.number for turn in numbers.turns] == list(range(1, len(numbers.turns) + 1))
    assert [turn.at for turn in numbers.turns] == sorted(turn.at for turn in numbers.turns)
    assert "Answers back" in [turn.label for turn in numbers.turns]
    fewer = prepared("unfolding", generated(150), max_turning_points=len(numbers.turns) - 1)
    assert "Answers back" not in [turn.label for turn in fewer.turns]


def noted(**columns: object) -> pl.DataFrame:
    """Return one state of a note on the post `root`."""
    given = {"thread_id": "root", "post_id": "root", "state": "shown_at_capture", "conflict": False} | columns
    dtypes = schema.SCHEMAS["note_states"].dtypes
    return schema.conform(pl.DataFrame([given], schema={name: dtypes[name] for name in given}), "note_states")


def test_note_is_written_dashed_and_counted() -> None:
    """A note's writing is a line and a sentence with the posts before it; its showing is only a ring."""
    states = noted(written_at=at(10 * 60 + 1), observed_at=at(10**6), text="No evidence.")
    numbers = prepared("unfolding", broadcast(19), tables={"note_states": states})
    assert [(line.words, line.kind) for line in numbers.notes] == [("note written", "written")]
    assert "11 (55%) came before a note was written." in numbers.subtitle
    assert [dot.noted for dot in numbers.lanes[0].dots] == [True]


def test_note_that_was_not_shown_gives_no_ring() -> None:
    """A proposed note marks no post as carrying one."""
    numbers = prepared("unfolding", broadcast(19), tables={"note_states": noted(state="proposed_at_capture")})
    assert [dot.noted for lane in numbers.lanes for dot in lane.dots if dot.noted] == []


def test_note_on_record_is_drawn_from_the_public_files() -> None:
    """A showing on record has three lines: written, shown, removed; the share is that before its rating."""
    states = noted(
        state="none_reported_at_capture", snapshot_state="shown_then_removed", snapshot_written_at=at(61),
        shown_from=at(10 * 60 + 1), shown_until=at(15 * 60), snapshot_text="No evidence.",
    )  # fmt: skip
    numbers = prepared("unfolding", broadcast(19), tables={"note_states": states})
    assert [(line.words, line.kind) for line in numbers.notes] == [
        ("note written", "written"), ("note shown", "shown"), ("note removed", "removed"),
    ]  # fmt: skip
    assert "11 (55%) came before a note was rated helpful." in numbers.subtitle
    assert [dot.noted for dot in numbers.lanes[0].dots] == [True]
    assert "note shown" in written(numbers)
    assert "note shown at capture" not in written(numbers)


def test_a_note_without_showing_is_drawn_where_no_other_was_shown() -> None:
    """A proposed note of the public files has a line only in a thread in which no note was shown, and no ring."""
    proposed = noted(state=None, snapshot_state="proposed", snapshot_written_at=at(90))
    numbers = prepared("unfolding", broadcast(19), tables={"note_states": proposed})
    assert [line.words for line in numbers.notes] == ["note written, no showing on record"]
    assert not any(dot.noted for dot in numbers.lanes[0].dots)
    shown = noted(
        post_id="a1", state=None, snapshot_state="shown", snapshot_written_at=at(100), shown_from=at(200)
    )
    both = prepared("unfolding", broadcast(19), tables={"note_states": pl.concat([proposed, shown])})
    assert [line.words for line in both.notes] == ["note written", "note shown"]


def test_unknown_likes_are_not_zero() -> None:
    """Without any like count the picture says so, and prints no likes."""
    study = broadcast(12)
    numbers = prepared("unfolding", study, tables=BARE)
    assert not numbers.likes_known
    words = " ".join(written(numbers))
    assert "without likes" in words
    assert "0 likes" not in words


def test_no_times() -> None:
    """Without times there is no axis, every post is counted as untimed, and the picture says why."""
    numbers = prepared("unfolding", broadcast(12, timed=False), tables=BARE)
    assert numbers.n_untimed == 13
    assert "No post carries a time, so nothing can be drawn over time." in written(numbers)


def test_largest_thread_is_drawn() -> None:
    """Of several threads, the one with most posts is drawn."""
    study = study_of("r1", "a1>r1", "r2", "b1>r2", "c1>r2")
    assert prepared("unfolding", study, tables=BARE).thread_id == "r2"


def test_zone_is_the_readers() -> None:
    """Times are shown in the zone asked for, named at the axis and at the foot."""
    numbers = prepared("unfolding", broadcast(12), settings=Settings(tz="Asia/Kolkata"))
    words = written(numbers)
    assert "IST" in words
    assert any("times in Asia/Kolkata" in line for line in words)
    assert "17:30" in words


def test_lane_of_a_hundred_posts_keeps_them_all() -> None:
    """A busy lane draws twelve dots and the rest as ticks."""
    study = study_of(
        "root@eve", *(f"e{i}@eve>root" for i in range(100)), *(f"x{i}@x{i}>root" for i in range(5))
    )
    lane = prepared("unfolding", study, tables=BARE).lanes[0]
    assert lane.n_posts == 101
    assert len(lane.dots) + len(lane.ticks) == 101
    assert 12 <= len(lane.dots) <= 14


def test_alt_text_says_what_is_drawn() -> None:
    """The alt text holds the counts of bars, people and rows, and every turning point."""
    numbers = prepared("unfolding", generated(150))
    alt = CHARTS["unfolding"].draw(numbers).alt
    assert alt.startswith(f"150 posts by {numbers.n_people} people over time.")
    assert f"Most per {numbers.scale.unit}: {numbers.bars.totals.max()}" in alt
    for part in (*(lane.label for lane in numbers.lanes), *(turn.label for turn in numbers.turns)):
        assert part in alt


def test_title_and_evidence_come_from_the_headline() -> None:
    """The title is the wording of the finding, and the chart names the posts behind it."""
    study = generated(150)
    headline = study.table("findings").filter(pl.col("kind") == "headline").row(0, named=True)
    chart = study.chart("unfolding")
    assert chart.title == headline["wording"]
    assert list(chart.evidence) == headline["evidence"]


def test_a_page_tells_title_and_list_itself() -> None:
    """Without title and list the picture is shorter, and each badge keeps the number it has in the list."""
    study = generated(1000)
    whole, bare = (study.chart("unfolding", width=390, alone=alone) for alone in (True, False))
    numbered = prepared("unfolding", study, width=390, max_turning_points=3).turns
    every = prepared("unfolding", study, width=1260).turns

    assert bare.figure.get_figheight() < whole.figure.get_figheight()
    assert whole.title not in {text.get_text() for text in texts(bare.figure)}
    assert {(turn.number, turn.at) for turn in numbered} <= {(turn.number, turn.at) for turn in every}


def test_a_peak_is_numbered_and_has_no_arrow() -> None:
    """Eve's post stands for the fullest half hour: it is told and drawn, but nothing drew it."""
    slow = [f"s{n}@s{n}>root" for n in range(144)]
    crowd = ["eve1>root", "y1>eve1", "z1>eve1", *(f"x{n}@x{n}>root" for n in range(15))]
    specs = ["root", "top1>root", *(f"t{n}@t{n}>top1" for n in range(4)), *slow[:72], *crowd, *slow[72:]]
    steps = [5 if spec[0] in "xyze" else 1200 for spec in specs]
    times = {spec.split("@")[0].split(">")[0]: at(sum(steps[:place])) for place, spec in enumerate(specs)}
    numbers = prepared("unfolding", study_of(*specs, created_at=times))

    assert ("Peak", "eve1") in [(turn.label, turn.post_id) for turn in numbers.turns]
    assert {arrow.end[1].post_id for arrow in numbers.arrows} == {"top1"}
