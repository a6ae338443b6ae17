"""The storyboard: the phases of a thread as cards, to be understood in a minute."""

from __future__ import annotations

from threadscope.charts.storyboard.draw import draw
from threadscope.charts.storyboard.prepare import prepare

__all__ = ["draw", "prepare"]
