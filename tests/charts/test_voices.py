"""The voices chart: everybody once, at the place of their two numbers, and every number one of the table."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import polars as pl
import pytest

from tests.builders import study as study_of
from tests.charts.drawing import generated, overlaps, prepared, sided, texts
from threadscope import schema
from threadscope.charts import CHARTS
from threadscope.charts.canvas import paper
from threadscope.charts.sides import SIDES
from threadscope.charts.voices.field import Field, lattice, pools
from threadscope.charts.voices.labels import Mark, place, touches
from threadscope.charts.voices.layout import area, sheet_of
from threadscope.charts.voices.numbers import Cell, Voices
from threadscope.study import Study

FIELD = Field(
    left=80, right=1200, top=100, bottom=700, most_posts=20, most_answers=300, nought=116, inset=160
)


def crowd(name: str, number: int, target: str) -> list[str]:
    """Return answers by different people."""
    return [f"{name}{n}@{name}{n}>{target}" for n in range(number)]


def thread(**columns: Any) -> Study:
    """Return a thread in which ann drew 12 answers with one post, the root 9, and kim wrote four times."""
    kim = [f"kim{n}>z0" for n in range(4)]
    return study_of("root@eve", "ann1>root", *crowd("x", 12, "ann1"), *crowd("z", 8, "root"), *kim, **columns)


def cells(*told: tuple[int, int, int]) -> list[Cell]:
    """Return cells of undetermined people: posts, answers, people."""
    return [Cell((x, x), (y, y), ((SIDES["undetermined"], n),)) for x, y, n in told]


def prepare(study: Study, *, stance: pl.DataFrame | None = None, **options: Any) -> Voices:
    """Return the numbers of the chart without the findings of the thread, which take long."""
    tables = {"findings": schema.empty("findings"), "stance": stance}
    numbers: Voices = prepared("voices", study, tables=tables, **options)
    return numbers


def written(chart: Any) -> list[str]:
    """Return all that is written on the picture."""
    return [text.get_text() for text in texts(chart.figure)]


def test_who_is_drawn_large() -> None:
    """Who drew many answers comes first, then who wrote most; everybody else is the crowd, by their two numbers."""
    numbers = prepare(thread())
    assert [(p.author_id, p.n_posts, p.n_answers) for p in numbers.people] == [
        ("ann", 1, 12), ("eve", 1, 9), ("kim", 4, 0),
    ]  # fmt: skip
    assert {(c.posts[0], c.answers[0]): c.n_people for c in numbers.crowd} == {(1, 0): 19, (1, 4): 1}
    assert (numbers.n_people, numbers.n_silent, numbers.n_crowd) == (23, 19, 20)


def test_sides_need_own_words() -> None:
    """A person is on a side where all their placed posts are; on both sides they are undetermined."""
    study = thread()
    stance = sided(study, {"ann1": "deny", "kim0": "support", "kim1": "deny", "x0": "support"})
    numbers = prepare(study, stance=stance)
    assert {p.author_id: p.side.name for p in numbers.people} == {
        "ann": "dispute", "eve": "undetermined", "kim": "undetermined",
    }  # fmt: skip
    assert [(side.name, n) for side, n in numbers.sides] == [
        ("claim", 1),
        ("dispute", 1),
        ("undetermined", 21),
    ]
    (block,) = (b for b in sheet_of(numbers).blocks if b.cell.n_people == 19)
    assert [dot.side.name for dot in block.dots][:2] == ["claim", "undetermined"], "placed ones first"


def test_area_is_likes() -> None:
    """Twice the likes are twice the area, down to a least size; without likes all are equal."""
    numbers = prepare(thread(like_count={"root": 100, "ann1": 200, "kim0": 0}))
    by_name = {p.author_id: area(p, numbers) for p in numbers.people}
    assert by_name["ann"] == pytest.approx(2 * by_name["eve"])
    assert by_name["kim"] == 30
    plain = prepare(thread())
    assert len({area(p, plain) for p in plain.people}) == 1
    assert "likes" not in CHARTS["voices"].draw(plain).subtitle


def test_one_dot_is_one_person_and_no_dot_touches_another() -> None:
    """The lattice gives everybody a place of their own, around the point of their cell."""
    told = cells((1, 0, 900), (1, 1, 120), (2, 0, 60), (3, 2, 1), (10, 5, 2))
    fitted = lattice(FIELD, told)
    assert fitted is not None
    blocks, pitch = fitted
    dots = [(dot.x, dot.y) for block in blocks for dot in block.dots]
    assert len(dots) == len({(round(x, 3), round(y, 3)) for x, y in dots}) == 900 + 120 + 60 + 1 + 2
    for block in blocks:
        x, y, wide, high = block.box
        middle = FIELD.x(block.cell.posts[0]), FIELD.y(block.cell.answers[0])
        assert (x + wide / 2, y + high / 2) == pytest.approx(middle, abs=pitch)
    boxes = [block.box for block in blocks]
    assert not any(touches(a, b, 0) for n, a in enumerate(boxes) for b in boxes[:n])


def test_few_posts_stand_on_every_whole_number() -> None:
    """One to four posts are as far from each other, each with its mark; more are set by their logarithm, which is said."""
    few = replace(FIELD, most_posts=4)
    steps = [few.x(n + 1) - few.x(n) for n in range(1, 4)]
    assert steps == pytest.approx([steps[0]] * 3)
    assert FIELD.x(2) - FIELD.x(1) > 1.5 * (FIELD.x(3) - FIELD.x(2))
    drawn = written(CHARTS["voices"].draw(prepare(thread())))
    assert {"1", "2", "3", "4", "posts written"} <= set(drawn)
    assert "posts written (log scale)" in written(CHARTS["voices"].draw(prepare(generated(1000))))


@pytest.mark.parametrize(("most_posts", "most_answers"), [(4, 5), (4, 300), (20, 300), (20, 3)])
def test_the_line_of_as_many_answers_as_posts_is_true_at_every_number(
    most_posts: int, most_answers: int
) -> None:
    """Also where one axis is logarithmic and the other is not: the line then bends."""
    field = replace(FIELD, most_posts=most_posts, most_answers=most_answers)
    line = field.even
    for number in range(1, min(most_posts, most_answers) + 1):
        at = field.x(number)
        (x0, y0), (x1, y1) = next(
            pair for pair in pairwise(line) if pair[0][0] - 1e-6 <= at <= pair[1][0] + 1e-6
        )
        assert y0 + (y1 - y0) * (at - x0) / (x1 - x0) == pytest.approx(field.y(number), abs=1.5)


def test_the_key_has_a_dot_of_known_likes() -> None:
    """Its area is to that of the largest dot as its likes are to the most; without likes there is no such dot."""
    numbers = prepare(thread(like_count={"root": 100, "ann1": 2143, "kim0": 0}))
    item = next(item for item in sheet_of(numbers).key if item.size)
    assert item.words == "200 likes; the largest dot: 2,143 likes"
    largest = max(area(person, numbers) for person in numbers.people)
    assert item.size == pytest.approx(largest * 200 / 2143)
    assert not any(item.size for item in sheet_of(prepare(thread())).key)


def test_a_key_dot_without_room_is_not_drawn_to_scale_and_says_no_number() -> None:
    """One like among three would be a dot higher than a line of the key: only the largest is told."""
    numbers = prepare(thread(like_count={"root": 1, "ann1": 3, "kim0": 0}))
    item = next(item for item in sheet_of(numbers).key if item.size)
    assert item.words == "the largest dot: 3 likes"


def test_labels_keep_off_the_line_where_they_can() -> None:
    """A label right of its dot would stand on the line, so it goes to the left; walled in, it stays on the line."""
    mark = Mark("a", 400, 300, 8, (("@somebody", 10.8, True),))
    line = [(x, 300.0, 0.0, 0.0) for x in range(400, 800, 6)]
    ((kept,), _) = place([mark], [], (0, 0, 800, 600), avoid=line)
    assert kept.box[0] < 400
    ((held,), _) = place([mark], [], (380, 280, 420, 40), avoid=line)
    assert held.box[0] > 400


def test_a_crowd_without_room_is_pooled() -> None:
    """Where the dots would be too small to see, or people are more than 1,500, squares hold all of them once."""
    assert lattice(FIELD, cells((15, 200, 400))) is None
    told = cells((1, 0, 5000), (1, 1, 900), (2, 0, 300), (7, 0, 4), (8, 0, 3), (60, 40, 1))
    squares = pools(replace(FIELD, most_posts=90), told)
    assert sum(pool.cell.n_people for pool in squares) == 6208
    assert max(squares, key=lambda pool: pool.size).cell.n_people == 5000
    boxes = [pool.box for pool in squares]
    assert not any(touches(a, b, 0) for n, a in enumerate(boxes) for b in boxes[:n])
    numbers = prepare(generated(1000), width=390)
    sheet = sheet_of(numbers)
    assert not sheet.blocks
    assert sum(pool.cell.n_people for pool in sheet.squares) == numbers.n_crowd
    many = replace(prepare(thread()), crowd=tuple(cells((1, 0, 1501))))
    assert len(sheet_of(many).squares) == 1


def test_people_of_the_same_numbers_stand_side_by_side() -> None:
    """Nobody is hidden behind somebody who wrote and drew as much."""
    specs = [
        "root@eve",
        "ann1>root",
        "bob1>root",
        *crowd("x", 9, "ann1"),
        *crowd("y", 9, "bob1"),
        *crowd("z", 3, "root"),
    ]
    marks = {mark.key: mark for mark in sheet_of(prepare(study_of(*specs))).marks}
    assert marks["ann"].y == marks["bob"].y
    assert abs(marks["ann"].x - marks["bob"].x) >= marks["ann"].radius + marks["bob"].radius


def test_labels_touch_nothing_and_those_without_room_are_left_out() -> None:
    """Of many dots on one spot some get a label; no label touches a dot, an obstacle or another label."""
    words = (("@somebody_or_other", 10.8, True), ("3 posts, 445 answers", 9.8, False))
    marks = [Mark(str(n), 300 + 3 * n, 300 + 2 * n, 8, words) for n in range(20)]
    wall = (300.0, 100.0, 400.0, 150.0)
    labels, left_out = place(marks, [wall], (0, 0, 800, 600))
    assert labels
    assert len(labels) + len(left_out) == 20
    boxes = [wall, *(label.box for label in labels)]
    assert not any(touches(a, b, 1.9) for n, a in enumerate(boxes) for b in boxes[:n])
    dots = [(m.x - 8, m.y - 8, 16, 16) for m in marks]
    assert not any(touches(label.box, dot, 1.9) for label in labels for dot in dots)


@pytest.mark.parametrize(("n_posts", "shape"), [(1000, "broadcast"), (1000, "duel")])
def test_whoever_gets_no_label_is_listed(n_posts: int, shape: str) -> None:
    """Everybody drawn large stands with both numbers beside the dot or in the list below."""
    chart = CHARTS["voices"].draw(prepare(generated(n_posts, shape), width=390))
    said = " ".join(written(chart))
    for label in chart.table.filter(pl.col("section") == "person")["item"]:
        assert label in said


def test_fewer_people_large() -> None:
    """`max_people` says how many are drawn large; the others stay in the crowd."""
    numbers = prepare(generated(1000), max_people=3)
    assert len(numbers.people) == 3
    assert numbers.n_crowd == numbers.n_people - 3
    assert len(prepare(generated(1000), width=390).people) <= 6


def test_too_little_to_compare_is_said() -> None:
    """Few people or hardly an answer: a sentence that says what would be needed, no empty axes."""
    for study in (study_of("root"), study_of("root", "ann1>root", "bob1>root")):
        chart = CHARTS["voices"].draw(prepare(study, width=390))
        assert not chart.telling
        assert "this picture needs 5 people and 10 answers" in " ".join(written(chart))
        assert not any("log scale" in words for words in written(chart))


@pytest.mark.parametrize("width", [1260, 390])
def test_a_pure_broadcast_is_a_sentence(width: int) -> None:
    """One drew all answers and everybody else wrote once: two numbers tell it, from the table; one answer more draws."""
    crowded = crowd("x", 12, "root")
    chart = CHARTS["voices"].draw(prepare(study_of("root@eve", *crowded), width=width))
    assert not chart.telling
    assert chart.subtitle == (
        "@eve wrote 1 post and drew all 12 answers; each of the 12 other people wrote once and drew no answer in the"
        " archive. There are no voices to compare."
    )
    silent = chart.table.filter(pl.col("section") == "silent")["people"].to_list()
    drawn = chart.table.filter(pl.col("section") == "person", pl.col("item") == "@eve")[
        "answers_to"
    ].to_list()
    assert (silent, drawn) == ([12], [12])
    assert CHARTS["voices"].draw(prepare(study_of("root@eve", *crowded, "y1>x0"), width=width)).telling


def test_people_that_do_not_add_up_are_refused() -> None:
    """Persons and crowd must hold everybody."""
    numbers = prepare(thread())
    with pytest.raises(ValueError, match="hold 23 of 24 people"):
        CHARTS["voices"].draw(replace(numbers, n_people=24))


@pytest.mark.parametrize("width", [1260, 390])
def test_every_printed_number_is_one_of_the_table(width: int) -> None:
    """Posts, answers and people stand in the table that was drawn; the marks of the axes and the answers of all apart."""
    study = generated(1000)
    chart = study.chart("voices", width=width)
    columns = ("people", "posts_from", "posts_to", "answers_from", "answers_to", "likes")
    known = {str(n) for n in chart.table.select(columns).unpivot()["value"].drop_nulls()}
    known |= {str(study.table("answers").height)}
    footer = {
        line
        for line in written(chart)
        if line in chart.footer or "replies X counts" in line or "posts (" in line
    }
    for line in set(written(chart)) - footer:
        if re.fullmatch(r"[\d,]+|[\d.]+k", line):
            continue
        for found in re.findall(r"\d+", re.sub(r"@\w+", "", line).replace(",", "")):
            assert found in known, line


def test_squares_print_their_people() -> None:
    """A number in a square is that of its cell, in at most four letters."""
    chart = CHARTS["voices"].draw(prepare(generated(1000), width=390))
    most = chart.table.filter(pl.col("section") == "cell")["people"].max()
    assert str(most) in written(chart)
    assert f"{most:,} people wrote once and" in written(chart)


@pytest.mark.parametrize("width", [1260, 390])
def test_hostile_names_keep_apart(width: int) -> None:
    """Handles of fifty letters, from right to left, with marks of formulas and markup, or none at all, touch nothing."""
    handles = {"root": "w" * 50, "ann1": "مستخدم_طويل", "kim0": "$x^2$<b>&amp;", "z0": None}
    chart = CHARTS["voices"].draw(prepare(thread(handle=handles, like_count={"root": 10**9}), width=width))
    assert chart.telling
    with paper():
        assert list(overlaps(chart.figure)) == []
