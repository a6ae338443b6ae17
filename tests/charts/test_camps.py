"""The camps chart: sides only as posts show them, why no camps are found, and nobody named for whom they answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final

import polars as pl
import pytest

from tests.accuracy.camps import Shape, planted
from tests.builders import study as study_of
from tests.charts.drawing import generated, overlaps, prepared, sided, texts
from threadscope import schema
from threadscope.analyze.camp_tests import camp_tests
from threadscope.analyze.camps import camps
from threadscope.analyze.sides.trial import _BELOW
from threadscope.charts import CHARTS
from threadscope.charts.camps.layout import sheet_of
from threadscope.charts.camps.numbers import Camps
from threadscope.charts.camps.prepare import BELOW
from threadscope.charts.canvas import paper
from threadscope.charts.sides import SIDES, sides_of
from threadscope.findings.camps_found import camps_found
from threadscope.settings import Settings

NO_FINDINGS: Final = {"findings": schema.empty("findings")}
SAYS: Final = "Nothing leaves the phone, and I stand by that."


@cache
def divided(people: int = 120) -> dict[str, pl.DataFrame]:
    """Return all tables of a planted thread that divides into two camps."""
    tables, _ = planted(Shape(people=people, posts_each=10), 3)
    posts = tables["posts"].with_columns(
        text=pl.lit(SAYS), handle="author_id", display_from=pl.lit(0, pl.Int32), media=pl.lit([], schema.SCHEMAS["posts"].dtypes["media"])
    )  # fmt: skip
    given = tables | {"posts": posts}
    tests = camp_tests(**given, settings=Settings())
    placed = camps(**given, camp_tests=tests, settings=Settings())
    drawn = (
        given["answers"]
        .group_by("thread_id", author_id="target_author_id")
        .agg(n_answers=pl.len().cast(pl.Int64))
    )
    empty = {name: schema.empty(name) for name in ("people", "completeness", "sources")}
    findings = camps_found(**given, ghosts=schema.empty("ghosts"), camps=placed, camp_tests=tests)
    return {
        **empty, "posts": posts, "answers": given["answers"], "participants": schema.conform(drawn, "participants"),
        "camps": placed, "camp_tests": tests, "findings": schema.check(findings, "findings"),
    }  # fmt: skip


def found(**options: Any) -> Camps:
    """Return the numbers of that thread."""
    numbers: Camps = prepared("camps", generated(1), tables=divided(), **options)
    return numbers


def judged(**changed: Any) -> Camps:
    """Return the numbers of a generated thread whose test came out otherwise."""
    study = generated(150)
    tests = study.table("camp_tests").with_columns(**{name: pl.lit(value) for name, value in changed.items()})
    numbers: Camps = prepared("camps", study, tables=NO_FINDINGS | {"camp_tests": tests})
    return numbers


def written(numbers: Camps) -> str:
    """Return all that is written on the picture."""
    return " ".join(text.get_text() for text in texts(CHARTS["camps"].draw(numbers).figure))


def test_sides_hold_everybody_as_the_table_has_them() -> None:
    """The bar has the people of each camp of the table, and the undetermined are most."""
    study = generated(1000)
    numbers = prepared("camps", study, tables=NO_FINDINGS)
    counts = dict(study.table("camps")["camp"].value_counts().iter_rows())
    assert {block.side.name: block.n_people for block in numbers.blocks} == counts
    assert [block.words for block in numbers.blocks] == [
        "2 make or repeat the claim",
        "9 dispute it",
        "773 undetermined",
    ]
    assert "773 undetermined: their posts do not say clearly" in written(numbers)


def test_sides_that_do_not_hold_everybody_are_refused() -> None:
    """A bar that would leave people out is an error, not a picture."""
    numbers = prepared("camps", generated(150), tables=NO_FINDINGS)
    with pytest.raises(ValueError, match="hold 112 of 113 people"):
        CHARTS["camps"].draw(replace(numbers, n_people=113))


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("nobody_placed", "nobody but those who make the claim says clearly"),
        ("too_few_people", "112 people wrote, too few to tell sides from chance"),
        (
            "too_few_talk_back",
            "of the 23 people who talk back 4 say on which side they are, and no pair of them",
        ),
        ("like_chance", "they fit no better than chance"),
        ("one_sided", "one has hardly anybody"),
    ],
)
def test_the_reason_is_that_of_the_test(verdict: str, words: str) -> None:
    """Each verdict has its sentence, in the picture and in the alt text; what was not tested takes no room in the picture."""
    numbers = judged(verdict=verdict)
    assert words in numbers.subtitle
    chart = CHARTS["camps"].draw(numbers)
    assert words in chart.alt
    assert chart.telling
    assert "More than chance?" not in written(numbers)
    assert "Who talks back" not in written(numbers)
    assert not numbers.found


@pytest.mark.parametrize("width", [1260, 390])
def test_where_nothing_was_tested_and_nobody_is_placed_the_bar_stands_alone(width: int) -> None:
    """Why there is no test stands once, in the subtitle; the picture is smaller and its texts keep apart."""
    numbers = replace(judged(verdict="too_few_people"), width=width)
    alone = replace(numbers, people=(), others=())
    bare, named = sheet_of(alone), sheet_of(numbers)
    assert bare.high < named.high
    assert {piece.kind for piece in bare.pieces} == {"heading", "bar", "legend"}
    assert bare.foot > max(piece.y for piece in bare.pieces) + 12
    CHARTS["camps"].draw(alone)


def test_the_shuffle_test_is_drawn_from_the_table() -> None:
    """The strip holds what the test keeps: this thread, the low end and the median of the copies; nothing else."""
    study = generated(1000)
    row = study.table("camp_tests").row(0, named=True)
    numbers = prepared("camps", study, tables=NO_FINDINGS)
    trial = numbers.trial
    assert (trial.observed, trial.low, trial.median) == (
        row["frustration"],
        row["null_low"],
        row["null_median"],
    )
    assert trial.n_shuffles == row["n_shuffles"] == 40
    words = written(numbers)
    assert f"{100 * row['frustration']:.1f}%" in words
    assert "the lowest" in words, "of 40 copies there is no hundredth"
    assert "one in a hundred has at most" in written(found())


def test_camps_are_shown_below_the_bound_of_the_test() -> None:
    """The bound is the lower of the low end and 15 % under the median, as the test has it."""
    assert BELOW == _BELOW
    trial = found().trial
    assert trial is not None
    assert trial.bound == min(trial.low, (1 - _BELOW) * trial.median)
    assert trial.observed < trial.bound


def test_people_are_placed_by_their_own_words_and_quoted() -> None:
    """Named are people whose own posts say a side, most answered first, with the post that places them."""
    study = generated(1000)
    numbers = prepared("camps", study, tables=NO_FINDINGS)
    placed = study.table("camps")
    texts_of = dict(study.table("posts").select("post_id", "text").rows())
    for person in numbers.people:
        row = placed.row(by_predicate=pl.col("author_id") == person.author_id, named=True)
        assert (row["rule"], row["evidence"][0]) == ("own_stance", person.post_id)
        assert texts_of[person.post_id].split()[-1] in person.says
    answers = [person.n_answers for person in numbers.people]
    assert len(answers) == 5
    assert answers == sorted(answers, reverse=True)
    assert len(numbers.others) == 6
    assert "6 more names in the table of this chart" in written(numbers)
    table = CHARTS["camps"].draw(numbers).table
    assert table.filter(pl.col("section") == "named in this table only")["post_id"].null_count() == 0
    assert prepared("camps", study, tables=NO_FINDINGS, max_people=2).people == numbers.people[:2]


def test_nobody_is_named_for_whom_they_answer() -> None:
    """Where two camps are found, people placed by their answers are dots, and never names."""
    numbers = found()
    by_answers = set(divided()["camps"].filter(pl.col("rule") == "who_they_answer")["author_id"])
    assert by_answers
    assert not by_answers & {person.author_id for person in (*numbers.people, *numbers.others)}
    assert {person.side.name for person in numbers.people} == {"claim", "dispute"}


def test_two_camps_have_the_numbers_of_the_finding() -> None:
    """People on each side, answers across and what chance would give are those that the title says."""
    numbers = found()
    row = divided()["camp_tests"].row(0, named=True)
    by_chance = round(row["cross_expected"] * numbers.n_between)
    assert numbers.found
    assert numbers.title.endswith(
        f"{numbers.n_across} of {numbers.n_between} answers between them go to the other side, where chance would give {by_chance}."
    )
    assert [block.n_people for block in numbers.blocks[:2]] == [row["n_claim"], row["n_dispute"]]
    assert numbers.n_across / numbers.n_between == pytest.approx(row["cross_share"])
    for block in numbers.blocks[:2]:
        assert block.n_own + block.n_answering == block.n_people


def test_who_is_placed_by_answers_did_not_say_anything() -> None:
    """With two camps the words are about sides: most of the people there have not said what the side says."""
    blocks = found().blocks
    assert blocks[0].words == f"{blocks[0].n_people} on the side of those who make the claim"
    assert blocks[1].words == f"{blocks[1].n_people} on the other side"
    renamed = found(settings=Settings(camps=("warns", "reassures")))
    assert renamed.blocks[0].words.endswith("on the side that warns")
    assert renamed.flows[1].words == "on the side that reassures"


def test_title_comes_from_findings() -> None:
    """The title is `camps_open` or `camps`; without either it asserts nothing."""
    study = generated(150)
    chart = study.chart("camps")
    row = study.table("findings").filter(pl.col("kind") == "camps_open").row(0, named=True)
    assert (chart.title, list(chart.evidence)) == (row["wording"], row["evidence"])
    assert found().title.startswith("The posts show two sides: ")
    assert judged().title == "On which side people stand, as far as their posts say"


def test_too_few_people_are_a_card() -> None:
    """Below 20 people there is a sentence with the reason, and no bar."""
    study = study_of("root@eve", *(f"a{i}@p{i}>root" for i in range(18)))
    chart = CHARTS["camps"].draw(prepared("camps", study, tables=NO_FINDINGS))
    assert not chart.telling
    assert chart.alt == (
        "Too little to draw: only 19 people are known to have written here. Sides are looked for from 20 people on."
    )
    more = study_of("root@eve", *(f"a{i}@p{i}>root" for i in range(19)))
    assert CHARTS["camps"].draw(prepared("camps", more, tables=NO_FINDINGS)).telling


def test_people_become_pooled_dots() -> None:
    """A large crowd has one dot for several people, which the picture says; small groups keep a dot."""
    words = written(prepared("camps", generated(1000), tables=NO_FINDINGS))
    assert "one dot = up to 2 people; filled = talks back" in words
    tried = judged(frustration=0.3, null_low=0.2, null_median=0.3, n_shuffles=1000)
    assert "one dot = one person; filled = talks back" in written(tried)


#: Numbers that are no measurement: the ends of the strip.
_ENDS: Final = re.compile(r"^\d+%$")


@pytest.mark.parametrize("case", ["open", "untested", "found"])
def test_every_printed_number_is_in_the_table(case: str) -> None:
    """Counts and shares on the picture and in the subtitle are numbers of the table."""
    numbers = {
        "open": lambda: prepared("camps", generated(1000), tables=NO_FINDINGS),
        "untested": judged,
        "found": found,
    }[case]()
    chart = CHARTS["camps"].draw(numbers)
    known = {f"{n:,}" for name in ("people", "answers", "number") for n in chart.table[name].drop_nulls()}
    shares = chart.table["share"].drop_nulls().to_list()
    known |= {f"{100 * s:.0f}%" for s in shares} | {f"{100 * s:.1f}%" for s in shares} | {"0"}
    said = " ".join(one.says + one.label for one in numbers.people)
    for words in [*(text.get_text() for text in texts(chart.figure)), numbers.subtitle]:
        if words in numbers.footer or words in numbers.title or words in said or _ENDS.match(words):
            continue
        for number in re.findall(r"\d[\d,]*(?:\.\d+)?%?", words):
            assert number.rstrip(",") in known, words


HANDLES: Final = ("x" * 50, "$x$", "<b>&amp;", "😀😀", "مرحبا", None)


@pytest.mark.parametrize("width", [1260, 320])
def test_texts_keep_apart(width: int) -> None:
    """No two texts touch and none leaves the figure: two camps, hostile handles and words, long names of sides."""
    rows = divided()["posts"]
    names = [HANDLES[i % len(HANDLES)] for i in range(rows.height)]
    posts = rows.with_columns(
        handle=pl.Series(names, dtype=pl.String), text=pl.lit("$x$ </text> " + "w" * 90 + " مرحبا")
    )
    tables = divided() | {"posts": posts}
    for settings in (Settings(), Settings(camps=("w" * 80, "says $x$ <b> " * 8))):
        numbers = prepared("camps", generated(1), tables=tables, width=width, settings=settings)
        with paper():
            figure = CHARTS["camps"].draw(numbers).figure
            assert list(overlaps(figure)) == []


def lanes(sides: Mapping[str, str], settings: Settings | None = None) -> dict[str, str]:
    """Return what stands below each handle of the unfolding chart."""
    study = study_of("root@eve", *(f"a{i}@p{i}>root" for i in range(8)), *(f"b{i}@q{i}>a0" for i in range(6)))
    tables = NO_FINDINGS | {"stance": sided(study, sides)}
    numbers = prepared("unfolding", study, tables=tables, settings=settings)
    return {lane.label: lane.words for lane in numbers.lanes}


def test_who_makes_the_claim_does_not_repeat_it() -> None:
    """The lane of the claim's author says so; others on the side repeat it; renamed sides keep their name."""
    sides = {"root": "support", "a0": "support"}
    assert lanes(sides) == {"@eve": "makes the claim", "@p0": "repeats the claim"}
    renamed = lanes(sides, Settings(camps=("warns", "reassures")))
    assert renamed == {"@eve": "warns", "@p0": "warns"}


@pytest.mark.parametrize(
    ("sides", "words"),
    [
        ({"root": "support"}, "makes the claim"),
        ({"root": "support", "a1": "support"}, "makes or repeats the claim"),
        ({"a1": "support"}, "repeats the claim"),
    ],
)
def test_the_key_of_the_tree_says_what_posts_do(sides: dict[str, str], words: str) -> None:
    """The claim alone makes it; with others the side makes or repeats it."""
    study = study_of("root@eve", "a1>root", "b1>root")
    numbers = prepared("tree", study, tables=NO_FINDINGS | {"stance": sided(study, sides)})
    assert [told for side, told in numbers.key if side.name == "claim"] == [words]


def test_names_of_sides() -> None:
    """Only what the settings rename is renamed; numbers agree with their verbs."""
    usual = sides_of(Settings())
    assert usual == SIDES
    assert [usual["dispute"].people(number) for number in (1, 2)] == ["1 disputes it", "2 dispute it"]
    assert [usual["claim"].people(n, claim=True) for n in (1, 2)] == [
        "1 makes the claim",
        "2 make or repeat the claim",
    ]
    renamed = sides_of(Settings(camps=("repeats the claim", "reassures\u202e")))
    assert renamed["claim"] is SIDES["claim"]
    assert renamed["dispute"].people(3) == "3 · reassures"
