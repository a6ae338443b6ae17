"""The reply matrix: every answer stands in one cell, and nobody gets a side without own words."""

from __future__ import annotations

import re

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import study as study_of
from tests.charts.drawing import generated, prepared, texts
from tests.covering import covering
from threadscope import schema
from threadscope.charts import CHARTS
from threadscope.charts.matrix.numbers import Matrix
from threadscope.charts.words import compact
from threadscope.theme import THEMES

SMALL = ("root", "ann1>root", "bob1>ann1", "ann2>bob1", "bob2>ann2", "bob3>bob2", "eve1>gone", "eve2>ann1")


#: What the cells do not need, so that small threads stay cheap.
BARE = {name: schema.empty(name) for name in ("findings", "camps", "camp_tests")}


def camps_of(sides: dict[str, tuple[str, str]]) -> pl.DataFrame:
    """Return a table `camps` of one thread: person -> camp and rule."""
    rows = [
        {"thread_id": "root", "author_id": who, "camp": camp, "rule": rule, "in_core": True, "evidence": []}
        for who, (camp, rule) in sides.items()
    ]
    return schema.conform(pl.DataFrame(rows).with_columns(n_evidence=pl.lit(0, pl.Int64)), "camps")


@pytest.mark.parametrize(("size", "width"), covering(["40 duel", "150 duel", "1000 broadcast"], [1260, 390]))
def test_every_answer_stands_in_one_cell(size: str, width: int) -> None:
    """Cells, sums of rows and sums of columns each hold every answer of the thread."""
    n_posts, shape = size.split()
    study = generated(int(n_posts), shape)
    table = study.chart("matrix", width=width).table
    for section in ("cell", "written", "drawn"):
        assert table.filter(pl.col("section") == section)["answers"].sum() == study.table("answers").height


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-2, 30), st.integers(0, 6), st.sampled_from(">~")), min_size=1, max_size=30
    ),
    st.integers(1, 4),
)
def test_any_thread_fills_the_cells(links: list[tuple[int, int, str]], most: int) -> None:
    """Whatever the tree, holes in it and the number of names: the cells hold the answers, the groups the people."""
    specs = ["p0@a0"]
    for place, (to, author, kind) in enumerate(links, start=1):
        specs.append(f"p{place}@a{author}{kind}{f'p{to % place}' if to >= 0 else f'gone{-to}'}")
    study = study_of(*specs)
    matrix: Matrix = prepared("matrix", study, max_people=most, tables=BARE)
    mine = study.table("answers").filter(pl.col("thread_id") == matrix.thread_id)
    assert matrix.cells.sum() == mine.height == matrix.n_answers
    assert sum(line.people for line in matrix.lines) == matrix.n_people
    assert sum(line.own for line in matrix.lines) == matrix.n_own


def test_cells_by_value() -> None:
    """Who answers stands in the row, who is answered in the column; own posts and missing people stand apart."""
    matrix: Matrix = prepared("matrix", study_of(*SMALL[:-2], "eve1>root~gone", "eve2>ann1"), tables=BARE)
    labels = [line.label for line in matrix.lines]
    assert labels == ["@root", "@ann", "@bob", "@eve"]
    assert matrix.cells.tolist() == [
        [0, 0, 0, 0, 0],
        [1, 0, 1, 0, 0],
        [0, 2, 0, 0, 0],
        [1, 1, 0, 0, 0],
    ]
    assert [line.own for line in matrix.lines] == [0, 0, 1, 0]
    assert "1 post under own posts is no answer." in matrix.subtitle


def test_answers_to_people_without_a_post_stand_apart() -> None:
    """An answer to a post that is not archived has a column of its own, and none is drawn without such answers."""
    study = study_of("root", "ann1>root", "bob1>root", "eve1>root", "eve2~ann1", "zoe1>lost", "zoe2>root")
    some = study_of("x1@ann>gone", "x2@bob>gone", "x3@eve>x1", "x4@zoe>x2", "x5@ann>x3")
    assert not prepared("matrix", study, tables=BARE).absent
    matrix: Matrix = prepared("matrix", some, tables=BARE)
    assert matrix.absent
    assert matrix.cells[:, -1].sum() == 2
    assert "2 answers to people without a post in the archive stand apart." in matrix.subtitle


def test_named_people_get_a_side_by_own_words_only() -> None:
    """Whoever is placed by whom they answer is named without a side, and counted on it among others."""
    tables = BARE | {
        "camps": camps_of(
            {
                "root": ("claim", "own_stance"),
                "ann": ("dispute", "who_they_answer"),
                "bob": ("dispute", "both"),
            }
        )
    }
    study = study_of(*SMALL, "root2@root>ann1")
    # root answers once and is answered once: whoever took part in one answer is not named
    named: Matrix = prepared("matrix", study, tables=tables)
    sides = {line.label: line.side.name for line in named.lines}
    assert (sides["@root"], sides["@ann"], sides["@bob"]) == ("claim", "undetermined", "dispute")
    pooled: Matrix = prepared("matrix", study, tables=tables, max_people=1)
    others = {line.label for line in pooled.lines if not line.named}
    assert others == {"1 other, makes or repeats the claim", "1 other, disputes it", "1 other, undetermined"}


def test_who_drew_most_is_named_though_others_wrote_more() -> None:
    """A title that names who was answered can be found in the picture."""
    busy = [f"ann{n}@ann>x{n % 5}" for n in range(20)] + [f"bob{n}@bob>y{n % 5}" for n in range(20)]
    crowd = [f"x{n}@x{n}>root" for n in range(5)] + [f"y{n}@y{n}>root" for n in range(5)]
    matrix: Matrix = prepared("matrix", study_of("root", *crowd, *busy), max_people=3, tables=BARE)
    assert "@root" in [line.label for line in matrix.lines]


def test_steps_of_colour_are_steps_of_the_logarithm() -> None:
    """Each step begins at a power of the fifth root of the largest cell; steps that fall together are one."""
    matrix: Matrix = prepared("matrix", generated(1000))
    most = int(matrix.cells.max())
    assert matrix.lows == tuple(int(np.ceil(most ** (step / 5))) for step in range(5))
    assert [matrix.step(number) for number in (1, most)] == [0, 4]
    assert prepared("matrix", study_of(*SMALL), tables=BARE).lows == (1, 2)


@pytest.mark.parametrize("width", [1260, 390])
@pytest.mark.parametrize(("n_posts", "shape"), [(150, "duel"), (1000, "broadcast")])
def test_every_printed_number_stands_in_the_table(n_posts: int, shape: str, width: int) -> None:
    """Cells, sums, key, title and subtitle print what the table holds; labels and footer have their own words."""
    chart = generated(n_posts, shape).chart("matrix", width=width)
    held = {
        number for column in ("answers", "people", "posts") for number in chart.table[column].drop_nulls()
    }
    known = {f"{number:,}" for number in held} | {compact(number) for number in held}
    labels = [*chart.table["who"].drop_nulls(), *chart.table["whom"].drop_nulls()]
    lines = len({text.get_text() for text in texts(chart.figure)} & set(labels))
    assert lines > 3
    places = {str(place) for place in range(1, 20)} if width == 390 else set()
    foot = re.sub(r"\s+", " ", chart.footer)
    for text in texts(chart.figure):
        words = text.get_text()
        if words in foot or words.startswith("@"):
            continue
        for number in re.findall(r"(?<![\w@])\d[\d,.]*\d[kM]?|(?<![\w@])\d[kM]?", words):
            assert number in known | places, words


def test_title_marks_what_it_tells() -> None:
    """The two of the title are framed; where it tells who drew half, their sums are bold and stand in the table."""
    duel: Matrix = prepared("matrix", generated(150, "duel"))
    assert {duel.lines[place].label for place in duel.pair} == {"@loud_heron", "@calm_wren"}
    assert duel.leading == ()
    broadcast: Matrix = prepared("matrix", generated(1000))
    drawn = broadcast.cells.sum(axis=0)
    assert broadcast.pair == ()
    assert all(f"{drawn[place]:,} to" in broadcast.title for place in broadcast.leading)
    table = CHARTS["matrix"].draw(broadcast).table.filter(pl.col("section") == "leading")
    assert all(f"{number:,}" in broadcast.title for number in table["answers"])


def test_pairs_are_both_ways() -> None:
    """Beside a small matrix stand the people who answered each other, with how many answers each wrote."""
    matrix: Matrix = prepared("matrix", study_of(*SMALL, "root2@root>ann1"), tables=BARE)
    names = [
        (matrix.lines[one].label, there, matrix.lines[other].label, back)
        for one, other, there, back in matrix.exchanges
    ]
    assert names == [("@ann", 1, "@bob", 2), ("@root", 1, "@ann", 1)]
    written = [text.get_text() for text in texts(CHARTS["matrix"].draw(matrix).figure)]
    assert written.index("@ann 1") < written.index("@bob 2")


def test_found_camps_are_the_title_with_what_crosses() -> None:
    """Where two camps were found the title tells what goes across, and the table holds the same numbers."""
    study = study_of(*SMALL)
    tests = pl.DataFrame(
        {"thread_id": ["root"], "verdict": ["found"], "n_claim": [1], "n_dispute": [2], "cross_share": [0.5],
         "cross_expected": [0.4]}
    )  # fmt: skip
    empty = schema.empty("camp_tests")
    zero = [
        pl.lit(0, dtype).alias(name)
        for name, dtype in empty.schema.items()
        if name not in tests.columns and dtype == pl.Int64
    ]
    tables = BARE | {
        "camps": camps_of(
            {"root": ("claim", "both"), "ann": ("dispute", "both"), "bob": ("dispute", "both")}
        ),
        "camp_tests": schema.conform(tests.with_columns(zero), "camp_tests"),
    }
    matrix: Matrix = prepared("matrix", study, tables=tables)
    assert matrix.between is not None
    # ann answers root and bob, bob answers ann twice
    assert (matrix.between.answers, matrix.between.across, matrix.between.expected) == (4, 1, 2)
    assert (
        "Of 4 answers between placed people, 1 goes to the other side; chance would give 2."
        in matrix.subtitle
    )


@pytest.mark.parametrize("specs", [("root",), ("root", "ann1>root", "bob1>ann1"), ("root", "root2>root")])
def test_too_little_is_said(specs: tuple[str, ...]) -> None:
    """With fewer than four answers the picture is a sentence that says how many there are and what it needs."""
    chart = study_of(*specs).chart("matrix")
    assert not chart.telling
    assert chart.title == "Who answers whom"
    assert "A matrix needs at least 4." in chart.subtitle
    assert len(texts(chart.figure)) == 3


def test_page_tells_the_title() -> None:
    """With alone=False the title is not drawn; the subtitle stays."""
    chart = study_of(*SMALL).chart("matrix", alone=False)
    written = " ".join(text.get_text() for text in texts(chart.figure))
    assert chart.title not in written
    assert chart.subtitle.split(".")[0] in written


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_much_never_looks_like_a_side(theme: str):
    """Steps for numbers have no colour to speak of, grow apart from the paper, and their numbers read by AA."""
    colours = THEMES[theme]
    spread = [max(rgb) - min(rgb) for rgb in (bytes.fromhex(step[1:]) for step in colours.counts)]
    assert max(spread) <= 32, "the sides have a spread of more than 90"
    apart = [_contrast(colours.bg, step) for step in colours.counts]
    assert apart == sorted(apart)
    inks = [colours.ink] * 3 + [colours.bg] * 2
    assert min(_contrast(ink, step) for ink, step in zip(inks, colours.counts, strict=True)) >= 4.5
