"""The voices chart: who spoke a lot, who was answered, who was liked."""

from __future__ import annotations

from threadscope.charts.voices.draw import draw
from threadscope.charts.voices.prepare import prepare

__all__ = ["draw", "prepare"]
