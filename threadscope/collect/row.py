"""A row of a table whose columns spell paths (``author.userName``, ``entities/hashtags/0/text``) -> the object."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

__all__ = ["nested"]

_PATH = re.compile(r"[^./]+")
#: No export has a list longer than this spread over columns.
_LONGEST = 500


def nested(row: dict[str, Any]) -> dict[str, Any] | None:
    """Return the object that the columns of a row spell; ``None`` if none of them is a path.

    Numbers are places in a list. A plain column gives way to paths that begin with its name.

    >>> nested({"id": "1", "author.name": "Cath", "tags/0/text": "x"})
    {'id': '1', 'author': {'name': 'Cath'}, 'tags': [{'text': 'x'}]}
    """
    if not any("." in key or "/" in key for key in row):
        return None
    made: dict[str, Any] = {}
    for column, value in row.items():
        if not _put(made, _steps(column), value) and column not in made:
            made[column] = value
    return {key: _lists(value) for key, value in made.items()}


@cache
def _steps(column: str) -> tuple[str, ...]:
    return tuple(_PATH.findall(column)) or (column,)


def _put(holder: dict[str, Any], steps: tuple[str, ...], value: Any) -> bool:
    for step in steps[:-1]:
        holder = holder.setdefault(step, {})
        if not isinstance(holder, dict):
            return False
    return holder.setdefault(steps[-1], value) is value


def _lists(value: Any) -> Any:
    """Return the value with objects whose keys are all numbers as lists."""
    if not isinstance(value, dict):
        return value
    inner = {key: _lists(item) for key, item in value.items()}
    if inner and all(key.isdigit() and len(key) < 4 for key in inner) and max(map(int, inner)) < _LONGEST:
        return [inner[key] for key in sorted(inner, key=int)]
    return inner
