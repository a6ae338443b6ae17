"""Counts of posts that were captured at several times: points over time, nothing between them."""

from __future__ import annotations

from threadscope.charts.captures.draw import draw
from threadscope.charts.captures.prepare import prepare

__all__ = ["draw", "prepare"]
