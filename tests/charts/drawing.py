"""Studies to draw, and what is written and drawn on a picture."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

import numpy as np
import polars as pl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from fixtures import generate
from tests.builders import study as study_of
from threadscope import schema
from threadscope.charts import CHARTS
from threadscope.settings import Settings
from threadscope.study import Study

__all__ = ["BARE", "generated", "overlaps", "prepared", "sided", "texts"]

#: For charts whose numbers are asked for and not their words: all findings of a thread take a third of a second.
BARE: Final = {"findings": schema.empty("findings")}


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
    # Not `findobj`: that makes the marks of axes which are never drawn, and takes as long as the picture.
    written = [artist for axes in figure.axes for artist in axes.get_children() if isinstance(artist, Text)]
    return [text for text in (*written, *figure.texts) if text.get_text() and text.get_visible()]


def _shrunk(text: Text) -> Bbox:
    """Leave out the free space that a line has above and below its letters."""
    box, turned = text.get_window_extent(), bool(text.get_rotation())
    wide, high = (0.2 * box.width, 0.5) if turned else (0.5, 0.2 * box.height)
    return Bbox.from_extents(box.x0 + wide, box.y0 + high, box.x1 - wide, box.y1 - high)


def overlaps(figure: Figure) -> Iterator[str]:
    """Name every pair of texts that touch, and every text that leaves the figure."""
    # Texts are measured with the renderer of this canvas; nothing need be painted, which takes ten times as long.
    FigureCanvasAgg(figure)
    boxes = [(text.get_text(), _shrunk(text)) for text in texts(figure)]
    for words, box in boxes:
        if box.x0 < 0 or box.y0 < 0 or box.x1 > figure.bbox.width or box.y1 > figure.bbox.height:
            yield f"{words!r} leaves the figure"
    x0, y0, x1, y1 = np.array([box.extents for _, box in boxes]).reshape(-1, 4).T
    # As rows and columns: a thousand texts make half a million pairs.
    touch = (x0[:, None] <= x1) & (x1[:, None] >= x0) & (y0[:, None] <= y1) & (y1[:, None] >= y0)
    for one, other in np.argwhere(np.triu(touch, 1)):
        yield f"{boxes[one][0]!r} touches {boxes[other][0]!r}"
