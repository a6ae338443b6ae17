"""A path as matplotlib writes it -> the same path in fewer letters: steps instead of places, tenths of a point."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["short_path"]

_TOKEN: Final = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:[eE][-+]?\d+)?")
#: Commands that matplotlib uses, and how many numbers each step of theirs takes.
_TAKES: Final = {"M": 2, "L": 2, "Q": 4, "C": 6, "z": 0, "Z": 0}
_PER_POINT: Final = 10


def short_path(d: str) -> str:
    """Return a path that draws the same, to a twentieth of a point.

    Places are rounded before steps are taken between them, so that errors do not add up. A path with other commands
    than those of matplotlib is returned as it is.

    Examples
    --------
    >>> short_path("M 1 2  L 30.26 2  L 30.26 -4  z ")
    'M1 2h29.3v-6z'
    >>> short_path("M 0 0  C 0 0.5 1 1 2.04 1  L 3 3")
    'M0 0c0 .5 1 1 2 1l1 2'
    """
    steps = list(_steps(d))
    if any(command not in _TAKES for command, _ in steps):
        return d
    return "".join(_written(steps))


def _steps(d: str) -> Iterator[tuple[str, list[int]]]:
    """Yield each step: its command, and its numbers in tenths."""
    command = ""
    numbers: list[int] = []
    for token in _TOKEN.findall(d):
        if token.isalpha():
            command = token
            if _TAKES.get(token, 1) == 0 or token not in _TAKES:
                yield token, []
            continue
        numbers.append(round(float(token) * _PER_POINT))
        if len(numbers) == _TAKES.get(command, 0):
            yield command, numbers
            numbers = []
            command = "L" if command == "M" else command


def _written(steps: list[tuple[str, list[int]]]) -> Iterator[str]:
    x = y = start_x = start_y = 0
    last = ""
    for command, numbers in steps:
        if command in "zZ":
            last, x, y = "z", start_x, start_y
            yield "z"
            continue
        if command == "M":
            start_x, start_y = numbers
            name, said = "M", numbers
        else:
            name, said = _step(command, [n - (y if at % 2 else x) for at, n in enumerate(numbers)])
        x, y = numbers[-2:]
        text = _joined(said)
        # a command that goes on needs no letter, only something between the numbers
        yield f"{name}{text}" if name != last or name == "M" else text if text[0] == "-" else f" {text}"
        last = name


def _step(command: str, moved: list[int]) -> tuple[str, list[int]]:
    if command == "L" and moved[1] == 0:
        return "h", moved[:1]
    if command == "L" and moved[0] == 0:
        return "v", moved[1:]
    return command.lower(), moved


def _joined(numbers: list[int]) -> str:
    text = ""
    for number in numbers:
        said = _number(number)
        text += f" {said}" if text and said[0] != "-" else said
    return text


def _number(tenths: int) -> str:
    whole, rest = divmod(abs(tenths), _PER_POINT)
    said = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{said}" if tenths < 0 else said
