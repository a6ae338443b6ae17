"""The branches chart: which posts started their own burst."""

from __future__ import annotations

from threadscope.charts.branches.draw import draw
from threadscope.charts.branches.prepare import prepare

__all__ = ["draw", "prepare"]
