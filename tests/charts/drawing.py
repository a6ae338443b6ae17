"""Studies to draw, and what is written and drawn on a picture."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import Any

import polars as pl
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from fixtures import generate
from tests.builders import study as study_of
from threadscope import schema
from threadscope.charts import CHARTS
from threadscope.settings import Settings
from threadscope.study import Study

__all__ = ["generated", "overlaps", "prepared", "sided", "texts"]


@cache
def generated(n_posts: int, shape: str = "broadcast") -> Study:
    """Return a study of a generated thread."""
    return study_of(generate.posts_frame(n_posts, seed=4, shape=shape))


def prepared(
    name: str,
    study: Study,
    *,
    settings: Settings | None = None,
    tables: Mapping[str, Any] | None = None,
    **options: Any,
) -> Any:
    """Return the numbers of a chart, with some tables exchanged for others."""
    prepare = CHARTS[name].prepare
    wanted = [
        parameter.name
        for parameter in inspect.signature(prepare).parameters.values()
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY
    ]
    given = {table: (tables or {}).get(table, None) for table in wanted}
    frames = {table: study.table(table) if frame is None else frame for table, frame in given.items()}
    return prepare(**frames, settings=settings or study.settings, **options)


def sided(study: Study, sides: Mapping[str, str]) -> pl.DataFrame:
    """Return the stances of a study in which only the given posts say something of the claim."""
    posts = study.table("posts").select("thread_id", "post_id")
    said = pl.col("post_id").replace_strict(dict(sides), default="unclear", return_dtype=pl.String)
    return schema.conform(
        posts.with_columns(said.alias("toward_claim"), pl.lit("unclear").alias("toward_parent")),
        "stance",
    )


def texts(figure: Figure) -> list[Text]:
    """Return all that is written on a figure."""
    return [text for text in figure.findobj(Text) if text.get_text() and text.get_visible()]


def _shrunk(box: Bbox) -> Bbox:
    """Leave out the free space that a line has above and below its letters."""
    return Bbox.from_extents(box.x0 + 0.5, box.y0 + 0.2 * box.height, box.x1 - 0.5, box.y1 - 0.2 * box.height)


def overlaps(figure: Figure) -> Iterator[str]:
    """Name every pair of texts that touch, and every text that leaves the figure."""
    boxes = [(text.get_text(), _shrunk(text.get_window_extent())) for text in texts(figure)]
    for words, box in boxes:
        if box.x0 < 0 or box.y0 < 0 or box.x1 > figure.bbox.width or box.y1 > figure.bbox.height:
            yield f"{words!r} leaves the figure"
    for (one, a), (other, b) in combinations(boxes, 2):
        if a.overlaps(b):
            yield f"{one!r} touches {other!r}"
