"""The exchange ladder: what the main people said to each other, in order."""

from __future__ import annotations

from threadscope.charts.exchange.draw import draw
from threadscope.charts.exchange.prepare import prepare

__all__ = ["draw", "prepare"]
