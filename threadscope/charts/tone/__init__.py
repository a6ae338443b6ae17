"""The tone chart: how far words lean over time and by group of people, and how sure that is."""

from __future__ import annotations

from threadscope.charts.tone.draw import draw
from threadscope.charts.tone.prepare import prepare

__all__ = ["draw", "prepare"]
