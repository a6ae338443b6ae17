"""The tone of groups of posts, with intervals over people."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tests import builders
from threadscope import schema
from threadscope.analyze.tone_groups import tone_groups
from threadscope.settings import Settings


def _crowd(n: int, each: int = 1, start: int = 0) -> list[str]:
    return [f"p{k}x{j}@w{k}>root" for k in range(start, start + n) for j in range(each)]


def _groups(
    posts: pl.DataFrame,
    polarity: dict[str, float | None],
    toward: dict[str, str] | None = None,
    camp: dict[str, str] | None = None,
    seed: int = 0,
) -> pl.DataFrame:
    """Posts that are not named have no signal; null is not scored."""
    given = {post_id: polarity.get(post_id, 0.0) for post_id in posts["post_id"]}
    status = [
        "not_scored" if value is None else "scored" if value else "no_signal" for value in given.values()
    ]
    sentiment = posts.select("thread_id", "post_id").with_columns(
        status=pl.Series(status),
        polarity=pl.Series(list(given.values()), dtype=pl.Float64),
        backend=pl.lit("textblob"),
    )
    stance = posts.select("thread_id", "post_id").with_columns(
        toward_claim=pl.col("post_id").replace_strict(toward or {}, default="unclear", return_dtype=pl.String)
    )
    camps = pl.DataFrame(
        [("root", author, side) for author, side in (camp or {}).items()],
        schema=dict.fromkeys(("thread_id", "author_id", "camp"), pl.String),
        orient="row",
    )
    return schema.check(
        tone_groups(posts, sentiment, stance, camps, settings=Settings(seed=seed)), "tone_groups"
    )


def _posts(*specs: str) -> pl.DataFrame:
    return builders.study("root", *specs).table("posts")


def test_every_group_is_counted():
    """All, the camps of the authors, the stances of the posts; who is placed nowhere is undetermined."""
    table = _groups(
        _posts("a1>root", "a2>root", "b1>root", "c1>root"),
        {"a1": 0.5, "a2": 0.1, "b1": -0.4, "c1": None},
        {"a1": "support", "b1": "deny", "c1": "not_scored"},
        {"a": "claim", "b": "dispute"},
    )
    counts = {
        (row["grouped_by"], row["group"]): (row["n_people"], row["n_posts"], row["n_scored"], row["n_no_signal"], row["n_not_scored"])
        for row in table.to_dicts()
    }  # fmt: skip

    assert counts == {
        ("all", "all"): (3, 5, 3, 1, 1),
        ("camp", "claim"): (1, 2, 2, 0, 0),
        ("camp", "dispute"): (1, 1, 1, 0, 0),
        ("camp", "undetermined"): (1, 2, 0, 1, 1),
        ("toward", "support"): (1, 1, 1, 0, 0),
        ("toward", "deny"): (1, 1, 1, 0, 0),
        ("toward", "unclear"): (2, 2, 1, 1, 0),
    }
    everybody = table.row(0, named=True)
    assert everybody["mean"] == pytest.approx(0.2 / 4)
    # +0.1 lies within what neutral posts score with TextBlob
    assert (everybody["negative_share"], everybody["positive_share"]) == (0.25, 0.25)


def test_few_people_have_no_interval():
    """Below five people with a readable post nothing is said about others."""
    four, five = (
        _groups(_posts(*_crowd(n)), {"root": None} | {f"p{k}x0": 0.5 for k in range(n)}) for n in (4, 5)
    )

    assert four.select("low", "high", "leans").row(0) == (None, None, None)
    assert five.select("low", "high", "leans").row(0) == (0.5, 0.5, "positive")


def test_the_interval_knows_who_wrote():
    """A hundred posts by one person among nine with one each are no hundred and nine witnesses."""
    alike = {"root": None} | {f"p{k}x0": (-1.0) ** k for k in range(10)}
    many = _groups(
        _posts(*_crowd(9), *_crowd(1, each=100, start=9)), alike | {f"p9x{j}": -1.0 for j in range(100)}
    )
    once = _groups(
        _posts(*_crowd(109)),
        {"root": None} | {f"p{k}x0": -1.0 if k % 2 or k > 9 else 1.0 for k in range(109)},
    )

    width = [table.select(pl.col("high") - pl.col("low")).row(0)[0] for table in (many, once)]
    assert many["mean"][0] == pytest.approx(once["mean"][0])
    assert width[0] > 3 * width[1]


@pytest.mark.long
def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    """Of 200 threads of 60 people whose tone is zero on average, 90 to 99 % of the intervals hold zero."""
    draw = np.random.default_rng(4)
    posts = _posts(*_crowd(60))
    held = 0
    for _ in range(200):
        table = _groups(posts, {"root": None} | {f"p{k}x0": float(draw.normal(0, 0.4)) for k in range(60)})
        held += table["low"][0] <= 0 <= table["high"][0]

    assert 180 <= held <= 198


def test_persons_are_those_who_wrote_most():
    """Ten readable posts, at most twelve people, by posts and then by who came first, whatever their names."""
    specs = [f"{name}{j}@{name}>root" for name in "zyxwvutsrqponm" for j in range(10)]
    table = _groups(_posts(*specs, "z99@z>root", "l1@l>root"), {"m0": None}).filter(
        pl.col("grouped_by") == "person"
    )

    assert table["group"].to_list() == list("zyxwvutsrqpo")


def test_nothing_depends_on_order_or_names():
    """Shuffled rows and renamed people give the same numbers; another seed gives others."""
    names = {f"w{k}": f"q{99 - k}" for k in range(12)}
    posts = _posts(*_crowd(12, each=2))
    tone = {f"p{k}x{j}": ((k * 7 + j * 3) % 11 - 5) / 10 for k in range(12) for j in range(2)}
    table = _groups(posts, tone)
    renamed = _groups(posts.with_columns(pl.col("author_id").replace(names)), tone)

    assert table.equals(_groups(posts.sample(fraction=1, shuffle=True, seed=2), tone))
    assert table.equals(renamed)
    assert not table.equals(_groups(posts, tone, seed=1))


def test_thin_and_odd_threads():
    """No posts, nobody known, nothing readable, one person a thousand times: no crash, no number where there is none."""
    lone = _posts(*(f"a{k}@root>root" for k in range(1000)))
    unknown = _posts(*_crowd(6)).with_columns(author_id=pl.lit(None, dtype=pl.String))

    assert _groups(schema.empty("posts"), {}).is_empty()
    assert _groups(lone, {})["low"].null_count() == _groups(lone, {}).height
    assert _groups(unknown, {}).select("n_people", "leans").row(0) == (0, "neither")
    nothing = _groups(lone, dict.fromkeys(lone["post_id"], None))
    assert nothing.select("mean", "negative_share", "low").row(0) == (None, None, None)
