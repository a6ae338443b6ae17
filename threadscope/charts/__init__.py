"""Charts: tables to numbers (`prepare`), numbers to a picture (`draw`)."""

from __future__ import annotations

from threadscope.charts import note, tree, unfolding
from threadscope.charts.chart import Chart, ChartKind

__all__ = ["CHARTS", "Chart", "ChartKind"]

#: chart name -> its two functions. One line a chart, in alphabetical order.
CHARTS: dict[str, ChartKind] = {
    "note": ChartKind(note.prepare, note.draw),
    "tree": ChartKind(tree.prepare, tree.draw),
    "unfolding": ChartKind(unfolding.prepare, unfolding.draw),
}
