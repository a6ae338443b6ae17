"""The reply matrix: who answers whom, and whether the sides answer each other."""

from __future__ import annotations

from threadscope.charts.matrix.draw import draw
from threadscope.charts.matrix.prepare import prepare

__all__ = ["draw", "prepare"]
