"""The unfolding chart: when what happened, who answered whom, and when it was over."""

from __future__ import annotations

from threadscope.charts.unfolding.draw import draw
from threadscope.charts.unfolding.prepare import prepare

__all__ = ["draw", "prepare"]
