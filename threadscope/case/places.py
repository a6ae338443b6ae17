"""The text of a case file -> the line in which each of its keys stands."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["Places", "places_in"]

Key = tuple[str | int, ...]

_NAME: Final = r"(?:\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[A-Za-z0-9_-]+)"
_NAMES: Final = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEAD: Final = re.compile(rf"\s*(\[\[?)\s*({_NAMES})\s*\]")
_KEY: Final = re.compile(rf"\s*({_NAMES})\s*=")
#: Texts over several lines: what stands in them is no key.
_LONG: Final = re.compile(r"\"\"\".*?\"\"\"|'''.*?'''", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the keys of one file stand."""

    name: str
    lines: dict[Key, int]

    def of(self, *key: str | int) -> str:
        """Return the file and the line of a key, or of what it stands in; the file alone where neither is found.

        >>> Places("case.toml", {("roles",): 3}).of("roles", "@ann")
        'case.toml, line 3'
        """
        for length in range(len(key), 0, -1):
            if key[:length] in self.lines:
                return f"{self.name}, line {self.lines[key[:length]]}"
        return self.name


def places_in(text: str, name: str) -> Places:
    r"""Find the keys of a TOML file, those inside `{…}` left out.

    >>> places_in("tz = 'UTC'\n[[leave_out]]\npost = '1'\n", "case.toml").lines
    {('tz',): 1, ('leave_out', 0): 2, ('leave_out', 0, 'post'): 3}
    """
    lines: dict[Key, int] = {}
    counts: dict[tuple[str, ...], int] = {}
    above: Key = ()
    blank = _LONG.sub(lambda found: "\n" * found[0].count("\n"), text)
    for number, line in enumerate(blank.splitlines(), 1):
        if head := _HEAD.match(line):
            names = _keys(head[2])
            above = names
            if head[1] == "[[":
                counts[names] = counts.get(names, -1) + 1
                above = (*names, counts[names])
            lines.setdefault(above, number)
        elif key := _KEY.match(line):
            names = _keys(key[1])
            for length in range(1, len(names) + 1):
                lines.setdefault((*above, *names[:length]), number)
    return Places(name, lines)


def _keys(dotted: str) -> tuple[str, ...]:
    """Return the names in a dotted key, as TOML reads them."""
    try:
        value: Any = tomllib.loads(f"{dotted} = 0")
    except tomllib.TOMLDecodeError:
        return (dotted,)
    names = []
    while isinstance(value, dict):
        name, value = next(iter(value.items()))
        names.append(name)
    return tuple(names)
