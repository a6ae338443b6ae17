"""Charts: tables to numbers (`prepare`), numbers to a picture (`draw`)."""

from __future__ import annotations

from threadscope.charts import (
    branches,
    camps,
    captures,
    exchange,
    matrix,
    note,
    storyboard,
    tone,
    tree,
    unfolding,
    voices,
)
from threadscope.charts.chart import Chart, ChartKind

__all__ = ["CHARTS", "Chart", "ChartKind"]

#: chart name -> its two functions. One line a chart, in alphabetical order.
CHARTS: dict[str, ChartKind] = {
    "branches": ChartKind(branches.prepare, branches.draw),
    "camps": ChartKind(camps.prepare, camps.draw),
    "captures": ChartKind(captures.prepare, captures.draw),
    "exchange": ChartKind(exchange.prepare, exchange.draw),
    "matrix": ChartKind(matrix.prepare, matrix.draw),
    "note": ChartKind(note.prepare, note.draw),
    "storyboard": ChartKind(storyboard.prepare, storyboard.draw),
    "tone": ChartKind(tone.prepare, tone.draw),
    "tree": ChartKind(tree.prepare, tree.draw),
    "unfolding": ChartKind(unfolding.prepare, unfolding.draw),
    "voices": ChartKind(voices.prepare, voices.draw),
}
