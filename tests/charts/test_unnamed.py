"""Authors whom an export does not name: each chart that counts people says what they do to its counts, in the same words."""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest

from fixtures import generate
from tests.builders import study as study_of
from threadscope.study import Study

_TOLD = "3 of them by authors not known, each counted as one more person"
_COUNTING = ("camps", "exchange", "matrix", "storyboard", "tone", "voices")


@cache
def _thread(*, unnamed: int) -> Study:
    posts = generate.posts_frame(60, seed=2, shape="duel")
    last = pl.int_range(pl.len()) >= pl.len() - unnamed
    return study_of(
        posts.with_columns(
            author_id=pl.when(last).then("?" + pl.col("post_id")).otherwise("author_id"),
            handle=pl.when(~last).then("handle"),
        )
    )


@pytest.mark.parametrize("name", _COUNTING)
@pytest.mark.parametrize("width", [1260, 390])
def test_a_chart_that_counts_people_says_whom_it_cannot_know(name: str, width: int) -> None:
    """The footer counts the posts without a named author, and says that each of them is one person more in the counts."""
    chart = _thread(unnamed=3).chart(name, width=width)
    assert f"60 archived posts · {_TOLD} ·" in chart.footer


@pytest.mark.parametrize("name", _COUNTING)
def test_where_all_authors_are_named_nothing_is_said(name: str) -> None:
    """An export that names everybody gives no reason to speak of authors not known."""
    assert "not known" not in _thread(unnamed=0).chart(name).footer.removeprefix("source not known")
