"""Dots and what stands in the way -> where labels stand: the first free of some spots around each dot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from threadscope.charts.fonts import width
from threadscope.charts.voices.field import Box

__all__ = ["Label", "Mark", "place", "touches"]

#: Directions in the order in which they are tried: right, left, above, below, and between.
_ANGLES = (0.0, 180.0, 270.0, 90.0, 315.0, 45.0, 225.0, 135.0)
#: Pixels between a dot and its label; from the second on a leader joins them.
_RINGS = (6.0, 30.0, 60.0)
_LINE = 17.0


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to be labelled: its middle, its radius, and the lines of the label with their sizes and weights."""

    key: str
    x: float
    y: float
    radius: float
    lines: tuple[tuple[str, float, bool], ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A label that found room: its box, and the leader, empty where it stands right beside its dot."""

    mark: Mark
    box: Box
    leader: tuple[tuple[float, float], ...]


def touches(a: Box, b: Box, gap: float = 2.0) -> bool:
    """Return whether two boxes (x, y, width, height) are nearer to each other than a gap.

    >>> touches((0, 0, 10, 10), (13, 0, 5, 5)), touches((0, 0, 10, 10), (11, 0, 5, 5))
    (False, True)
    """
    return (
        a[0] < b[0] + b[2] + gap
        and b[0] < a[0] + a[2] + gap
        and a[1] < b[1] + b[3] + gap
        and b[1] < a[1] + a[3] + gap
    )


def _spot(mark: Mark, angle: float, ring: float) -> tuple[Box, tuple[tuple[float, float], ...]]:
    """Return the box of a label in a direction, touching a circle around the dot, and its leader."""
    wide = max(width(words, size, bold=bold) for words, size, bold in mark.lines)
    high = _LINE * len(mark.lines)
    dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    reach = mark.radius + ring
    x, y = mark.x + dx * reach, mark.y + dy * reach
    left = x - (0.0 if dx > 0.3 else wide if dx < -0.3 else wide / 2)
    # Straight to the side a label is centred on its dot; above and below it stands on the circle.
    top = y - (high if dy < -0.3 else 0.0 if dy > 0.3 else high / 2)
    start = (mark.x + dx * mark.radius, mark.y + dy * mark.radius)
    near = (mark.x + dx * (reach - 3), mark.y + dy * (reach - 3))
    return (left, top, wide, high), (start, near) if ring > _RINGS[0] else ()


def place(
    marks: Sequence[Mark], obstacles: Sequence[Box], frame: Box, *, avoid: Sequence[Box] = ()
) -> tuple[tuple[Label, ...], tuple[Mark, ...]]:
    """Place labels greedily, the first marks first; nothing is ever covered.

    Parameters
    ----------
    marks
        What is to be labelled, the most important first.
    obstacles
        Boxes that no label may touch.
    frame
        The box in which labels stay.
    avoid
        Boxes on which a label stands only where it finds no other room.

    Returns
    -------
    tuple
        The labels, and the marks that found no free spot.
    """
    taken = list(obstacles)
    dots = {m.key: (m.x - m.radius, m.y - m.radius, 2 * m.radius, 2 * m.radius) for m in marks}
    labels: list[Label] = []
    left_out: list[Mark] = []
    for mark in marks:
        others = [dots[key] for key in dots if key != mark.key]
        spots = (_spot(mark, angle, ring) for ring in _RINGS for angle in _ANGLES)
        free = [
            spot
            for spot in spots
            if _free(spot[0], [*taken, *dots.values()], frame) and _clear(spot[1], [*taken, *others])
        ]
        better = (spot for spot in free if not any(touches(spot[0], box) for box in avoid))
        spot = next(better, free[0] if free else None)
        if spot is None:
            left_out.append(mark)
        else:
            labels.append(Label(mark, *spot))
            taken.append(spot[0])
    return tuple(labels), tuple(left_out)


def _clear(leader: tuple[tuple[float, float], ...], taken: Sequence[Box]) -> bool:
    """Return whether a leader runs over nothing that it does not belong to."""
    if not leader:
        return True
    (x0, y0), (x1, y1) = leader
    points = [(x0 + (x1 - x0) * part / 8, y0 + (y1 - y0) * part / 8) for part in range(2, 9)]
    return not any(touches((x, y, 0.0, 0.0), box, 0.0) for x, y in points for box in taken)


def _free(box: Box, taken: Sequence[Box], frame: Box) -> bool:
    x, y, wide, high = box
    inside = (
        x >= frame[0]
        and y >= frame[1]
        and x + wide <= frame[0] + frame[2]
        and y + high <= frame[1] + frame[3]
    )
    return inside and not any(touches(box, other) for other in taken)
