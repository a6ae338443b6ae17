"""The tone chart: words and never stance, intervals that know who wrote, and what is not scored drawn as such."""

from __future__ import annotations

import re
from typing import Any, Final

import polars as pl
import pytest

from tests.builders import START, at
from tests.builders import study as study_of
from tests.charts.drawing import generated, overlaps, prepared, texts
from threadscope import schema
from threadscope.charts import CHARTS
from threadscope.charts.canvas import paper
from threadscope.charts.tone.numbers import PARTS, Tone
from threadscope.charts.tone.prepare import NEUTRAL
from threadscope.findings.tone import _NEUTRAL
from threadscope.settings import Settings
from threadscope.study import Study

GOOD, BAD, PLAIN, IMAGE = "This is great.", "This is terrible.", "It ships on Monday.", ""


def thread(*words: str, people: int = 10) -> Study:
    """Return eve's thread whose posts say these words, one a minute, by so many people in turn."""
    specs = ("root@eve", *(f"a{i}@p{i % people}>root" for i in range(1, len(words))))
    names = [spec.split("@")[0] for spec in specs]
    return study_of(*specs, text=dict(zip(names, words, strict=True)), lang=dict.fromkeys(names, "en"))


def told(study: Study, kind: str, wording: str) -> pl.DataFrame:
    """Return findings that hold one sentence."""
    row = {
        "finding_id": f"{kind}-01",
        "kind": kind,
        "thread_id": "root",
        "wording": wording,
        "evidence": ["root", "a1"],
    }
    return schema.conform(pl.DataFrame([row], schema_overrides={"evidence": pl.List(pl.String)}), "findings")


def tone_of(study: Study, **options: Any) -> Tone:
    """Return the numbers of the chart where no finding is told."""
    numbers: Tone = prepared("tone", study, tables={"findings": schema.empty("findings")}, **options)
    return numbers


def written(numbers: Tone) -> list[str]:
    """Return all that is written on the picture."""
    return [text.get_text() for text in texts(CHARTS["tone"].draw(numbers).figure)]


MIXED: Final = (PLAIN, *(GOOD, BAD, PLAIN, IMAGE) * 12)


def test_parts_hold_every_post_and_keep_apart_what_is_not_scored() -> None:
    """Negative, near 0, no signal, positive and not scored add up to all posts; an image is never no signal."""
    everybody = tone_of(thread(*MIXED)).groups[0]
    assert everybody.parts == {"negative": 12, "near": 0, "no_signal": 13, "positive": 12, "not_scored": 12}
    assert (everybody.n_posts, everybody.n_readable) == (49, 37)
    assert tuple(everybody.parts) == tuple(PARTS)


def test_parts_that_do_not_hold_every_post_are_refused() -> None:
    """A picture whose bar would not hold the thread is an error, not a picture."""
    numbers = tone_of(thread(*MIXED))
    numbers.groups[0].parts["positive"] -= 1
    with pytest.raises(ValueError, match="hold 48 of 49 posts"):
        CHARTS["tone"].draw(numbers)


def test_means_and_intervals_are_those_of_the_table() -> None:
    """What stands below a bar is the row of tone_groups; below five people there is no interval."""
    study = generated(1000)
    rows = study.table("tone_groups").filter(pl.col("grouped_by").is_in(["all", "camp"]))
    groups = tone_of(study).groups
    assert [(g.mean, g.low, g.high) for g in groups] == rows.select("mean", "low", "high").rows()
    assert [g.words for g in groups] == [
        "everybody",
        "makes or repeats the claim",
        "disputes it",
        "undetermined",
    ]
    assert any(
        words.startswith("mean 0.00, no interval: 3 readable posts by 2 people")
        for words in written(tone_of(study))
    )


def test_few_scored_posts_are_dots() -> None:
    """Below 150 posts with a leaning word each stands for itself; from there on there are means of 36 and more."""
    few = tone_of(thread(*MIXED))
    assert (len(few.dots), sum(dot.signal for dot in few.dots), few.panels) == (37, 24, ())
    many = tone_of(generated(1000))
    assert many.dots == ()
    sizes = [one.n_posts for one in many.panels[0].stretches]
    assert len(sizes) == 9
    assert max(sizes) - min(sizes) <= 1
    assert sum(sizes) == many.panels[0].n_posts


def test_the_course_is_that_of_the_table() -> None:
    """Means, intervals and times are rows of tone_course, as many as lie in the drawn time, on a phone too."""
    study = generated(1000)
    course = study.table("tone_course").filter(group="all")
    for width in (1260, 390):
        numbers = tone_of(study, width=width)
        drawn = [(s.n_posts, s.n_people, s.mean, s.low, s.high) for s in numbers.panels[0].stretches]
        assert drawn == course.select("n_posts", "n_people", "mean", "low", "high").rows()[: len(drawn)]
        assert [s.at for s in numbers.panels[0].stretches] == [
            at.timestamp() for at in course["middle_at"].head(len(drawn))
        ]
        later = course["n_posts"].slice(len(drawn)).sum()
        assert numbers.n_later == later


def test_means_after_the_drawn_time_are_counted() -> None:
    """What lies in means later than the picture reaches is told as such, and so are its posts."""
    study = generated(1000)
    course = study.table("tone_course")
    late = course.with_columns(
        pl.when(pl.col("place") > 7).then(pl.col("middle_at").dt.offset_by("5y")).otherwise("middle_at")
    )
    tables = {"findings": schema.empty("findings"), "tone_course": late}
    numbers = prepared("tone", study, tables=tables)
    missing = course.filter(group="all").filter(pl.col("place") > 7)["n_posts"].sum()
    assert len(numbers.panels[0].stretches) == 7
    assert numbers.n_later == missing
    assert f"{missing} readable posts in means later than is drawn" in written(numbers)


def test_neutral_is_that_of_the_finding() -> None:
    """The dashed line stands where the finding sets its bound."""
    assert NEUTRAL == _NEUTRAL


def test_title_is_the_finding() -> None:
    """The title is the sentence of `tone`; the words behind it stand below the groups."""
    study = thread(*MIXED)
    sentence = "By a word list the words lean positive: +0.20 on average. The strongest words behind it: “great” (@p1)."
    numbers = prepared("tone", study, tables={"findings": told(study, "tone", sentence)})
    assert numbers.title == "By a word list the words lean positive: +0.20 on average."
    assert numbers.evidence == ("root", "a1")
    assert "The strongest words behind it: “great” (@p1)." in written(numbers)
    bare = tone_of(study)
    assert bare.title == "How positive or negative the words are", "without a finding nothing is asserted"


def test_that_lists_disagree_goes_first() -> None:
    """Where word lists contradict each other the title says so, and not what one of them reads."""
    study = thread(*MIXED)
    both = pl.concat(
        [told(study, "tone", "Words lean positive."), told(study, "tone_disputed", "Lists disagree.")]
    )
    assert prepared("tone", study, tables={"findings": both}).title == "Lists disagree."


def test_leans_is_said_by_findings_only() -> None:
    """No part of the picture says that words lean where no finding does."""
    numbers = tone_of(thread(*MIXED))
    assert not [words for words in written(numbers) if re.search(r"\bleans? (positive|negative)", words)]


def test_stance_is_not_tone() -> None:
    """The subtitle says that tone is no stance."""
    assert "is never stance" in tone_of(thread(*MIXED)).subtitle


def test_too_little_is_said() -> None:
    """Below 20 posts with a leaning word there is a card with the reason, and no axis."""
    chart = CHARTS["tone"].draw(tone_of(thread(PLAIN, *(GOOD,) * 19)))
    assert not chart.telling
    drawn = " ".join(text.get_text() for text in texts(chart.figure))
    assert (
        "Too little to draw: 19 of 20 posts hold a word that leans positive or negative by TextBlob." in drawn
    )
    assert chart.alt in drawn
    assert not tone_of(thread(PLAIN, *(GOOD,) * 20)).why


def test_sides_are_called_as_the_settings_say() -> None:
    """Renamed sides are renamed in the groups too."""
    study = generated(1000)
    numbers = tone_of(study, settings=Settings(camps=("warns", "reassures")))
    assert [group.words for group in numbers.groups[1:3]] == ["warns", "reassures"]


def test_what_is_later_or_without_a_time_is_counted() -> None:
    """Drawn, later and untimed readable posts are all readable posts."""
    names = {f"a{i}": None for i in range(1, 4)}
    specs = ("root@eve", *(f"a{i}@p{i % 10}>root" for i in range(1, 49)))
    words = dict(zip((s.split("@")[0] for s in specs), MIXED, strict=True))
    times: dict[str, Any] = names | {"a48": at(10**6), "a47": at(10**6 - 50)}
    study = study_of(*specs, text=words, lang=dict.fromkeys(words, "en"), created_at=times)
    numbers = tone_of(study)
    assert len(numbers.dots) + numbers.n_later + numbers.n_untimed == numbers.groups[0].n_readable
    assert numbers.n_untimed == 3
    assert min(dot.at for dot in numbers.dots) >= START.timestamp()


#: What is printed and is no number of the table: clock times, days, ticks, the scale.
_NO_NUMBERS: Final = re.compile(
    r"\d\d:\d\d|\d+ [A-Z][a-z]{2}\b( \d{4})?|−1 to \+1|95%|UTC|per \d+ (min|s|hours|days)|\d+ (h|min|days) quiet"
)


@pytest.mark.parametrize(("n_posts", "shape"), [(40, "duel"), (1000, "broadcast"), (1000, "duel")])
def test_every_printed_number_is_in_the_table(n_posts: int, shape: str) -> None:
    """Shares, means, intervals and counts on the picture and in the subtitle are numbers of the table."""
    numbers = tone_of(generated(n_posts, shape))
    chart = CHARTS["tone"].draw(numbers)
    table = chart.table
    known = {f"{n:,}" for n in [*table["posts"].drop_nulls(), *table["people"].drop_nulls()]}
    known |= {f"{100 * s:.0f}%" for s in table["share"].drop_nulls()}
    known |= {f"{abs(x):.2f}" for column in ("mean", "low", "high") for x in table[column].drop_nulls()}
    ticks = {f"{x / 100:.2f}" for x in range(-100, 101)}
    said = {text.get_text() for text in texts(chart.figure)} - set(numbers.title.split("\n"))
    below = [
        w for w in said if w not in numbers.footer and w not in numbers.title and w not in numbers.behind
    ]
    for words in [*below, numbers.subtitle]:
        if re.fullmatch(r"[+−]?\d\.\d\d", words):
            assert words.lstrip("+−") in ticks
            continue
        for number in re.findall(r"\d[\d,]*(?:\.\d+)?%?", _NO_NUMBERS.sub(" ", words)):
            assert number.rstrip(",") in known | {"0"}, words


@pytest.mark.parametrize("width", [1260, 320])
def test_texts_keep_apart(width: int) -> None:
    """No two texts touch and none leaves the figure, with long names of sides and quiet gaps."""
    specs = ("root@eve", *(f"a{i}@p{i % 10}>root" for i in range(1, 49)))
    words = dict(zip((s.split("@")[0] for s in specs), MIXED, strict=True))
    times = {
        f"a{i}": at(60 * i + (90_000 if i > 20 else 0) + (400_000 if i > 35 else 0)) for i in range(1, 49)
    }
    study = study_of(*specs, text=words, lang=dict.fromkeys(words, "en"), created_at=times)
    for camps in (("repeats the claim", "disputes it"), ("w" * 80, "says $x$ <b> " * 8)):
        chart = CHARTS["tone"].draw(tone_of(study, settings=Settings(camps=camps), width=width))
        with paper():
            assert list(overlaps(chart.figure)) == []
