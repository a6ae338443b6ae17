"""The camps chart: two sides and who answers whom, or why no two sides can be shown."""

from __future__ import annotations

from threadscope.charts.camps.draw import draw
from threadscope.charts.camps.prepare import prepare

__all__ = ["draw", "prepare"]
