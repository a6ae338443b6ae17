"""The tree chart: what was said, post by post, or where the conversation grew."""

from __future__ import annotations

from threadscope.charts.tree.draw import draw
from threadscope.charts.tree.prepare import prepare

__all__ = ["draw", "prepare"]
