"""The number of a phase -> its sign: a hollow square with round corners, as turning points have filled circles."""

from __future__ import annotations

from typing import Final

import numpy as np

from threadscope.charts.canvas import Canvas

__all__ = ["HALF", "draw_sign"]

#: Half of a side, and the radius of a corner, in pixels.
HALF: Final = 10.0
_ROUND: Final = 4.0
_TURN: Final = np.linspace(0, np.pi / 2, 7)


def _corners() -> list[tuple[float, float]]:
    """Return the outline of a square around the origin, from its lower right corner on."""
    inner = HALF - _ROUND
    signs = ((1, 1), (-1, 1), (-1, -1), (1, -1))
    outline = [
        (sx * inner + _ROUND * float(np.cos(angle)), sy * inner + _ROUND * float(np.sin(angle)))
        for quarter, (sx, sy) in enumerate(signs)
        for angle in _TURN + quarter * np.pi / 2
    ]
    return [*outline, outline[0]]


_OUTLINE: Final = _corners()


def draw_sign(canvas: Canvas, x: float, y: float, number: int) -> None:
    """Draw the number of a phase in its square."""
    ink, paper = canvas.colours.ink, canvas.colours.bg
    canvas.shape([[(x + dx, y + dy) for dx, dy in _OUTLINE]], paper, edge=ink, wide=1.3, z=7)
    canvas.text(x, y, str(number), 10.2, bold=True, colour=ink, align="center", z=7.1)
