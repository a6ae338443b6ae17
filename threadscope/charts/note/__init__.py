"""The note chart: when Community Notes were written, shown and removed, and what had been written by then."""

from __future__ import annotations

from threadscope.charts.note.draw import draw
from threadscope.charts.note.prepare import prepare

__all__ = ["draw", "prepare"]
