"""Random changes to a parsed JSON value or to the rows of a table, as exporters, spreadsheets and time make them."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Collection
from typing import Any, Final, NamedTuple

__all__ = ["Row", "Text", "change_bytes", "change_rows", "change_value", "places"]


class Row(list[str]):
    """A row of a table; whether its cells no longer stand under their columns."""

    is_shifted = False


class Text(list[Any]):
    """A text that spells a JSON value, as its one element."""

    is_base64 = False


class Place(NamedTuple):
    """A value's place: what holds it and under which key, and what holds that."""

    holder: Any
    key: Any
    above: Any
    path: str


_DEEP: Final = 200
_LONG: Final = "long " * 20_000
#: What a field may hold one day; the long and the deep are drawn rarely, for they take time to write.
_ODD: Final[tuple[Any, ...]] = (
    *(None, "", 0, -5, 3.7, 1e300, 10**18, 10**30, -(10**30), 9007199254740993, True, False),
    *(
        "NaN",
        "null",
        "-1",
        "1e99",
        "9" * 30,
        "2024-99-99",
        "x" * 50,
        "<b>\u202e",
        "\ud800 half",
        "a\0b",
        "ü 🦊",
    ),
    *([], {}, [1], ["x"], [None], [[]], [{}], {"a": 1}, {"0": "x"}, {"id": None}, {"text": "x"}),
)
_HOW: Final = (
    "delete",
    "null",
    "retype",
    "retype",
    "rename",
    "rename",
    "twice",
    "swap",
    "up",
    "wrap",
    "number",
)
_ROWS: Final = (
    *("drop column", "rename column", "rename header", "move column", "empty", "empty", "odd", "odd", "swap"),
    *("shorten", "lengthen", "cut", "twice"),
)
_OF_ROWS: Final = frozenset({"shorten", "lengthen", "cut", "twice"})
_NAMES: Final = ("_new", "", "unknown", "data2", "Ünbekannt", "0", "a.b", "a/0/b")


def places(value: Any) -> list[Place]:
    """Return the place of every value inside a value."""
    found: list[Place] = []
    waiting: list[tuple[Any, Any, str]] = [(value, None, "$")]
    while waiting:
        holder, above, path = waiting.pop()
        pairs = holder.items() if isinstance(holder, dict) else enumerate(holder)
        for key, inner in pairs:
            found.append(Place(holder, key, above, f"{path}.{key}"))
            if isinstance(inner, dict | list):
                waiting.append((inner, holder, f"{path}.{key}"))
    return found


def change_value(value: Any, near: Collection[int], draw: random.Random, times: int) -> list[str]:
    """Change a parsed value in place, so many times; return what was done.

    Parameters
    ----------
    value
        What a JSON parser gave; a list or an object.
    near
        Objects (their ``id()``) in which posts stand: half of the changes happen there.
    draw
        Draws them.
    times
        How many.
    """
    every = places(value)
    close = [place for place in every if id(place.holder) in near]
    done = []
    for _ in range(times):
        place = draw.choice(close if close and draw.random() < 0.5 else every)
        if not _is_there(place):
            continue
        how = draw.choice(_HOW)
        said = _change(how, place, every, draw)
        if said is not None:
            done.append(f"{how} {place.path}{said}")
    return done


def _is_there(place: Place) -> bool:
    holder, key = place.holder, place.key
    return key in holder if isinstance(holder, dict) else key < len(holder)


def _change(how: str, place: Place, every: list[Place], draw: random.Random) -> str | None:
    """Change one place; return what to say of it, ``None`` where such a change makes no sense there."""
    if how in _SINGLE:
        return _SINGLE[how](place, draw)
    return _swap(place, draw.choice(every))


def _delete(place: Place, _: random.Random) -> str:
    del place.holder[place.key]
    return ""


def _null(place: Place, _: random.Random) -> str:
    place.holder[place.key] = None
    return ""


def _retype(place: Place, draw: random.Random) -> str:
    place.holder[place.key] = odd = _odd(draw)
    return f" = {str(odd)[:40]!r}"


def _wrap(place: Place, _: random.Random) -> str:
    place.holder[place.key] = [place.holder[place.key]]
    return ""


def _rename(place: Place, draw: random.Random) -> str | None:
    holder, key = place.holder, place.key
    name = f"{key}{draw.choice(_NAMES)}"
    if not isinstance(holder, dict) or name in holder:
        return None
    # The order of the keys stays: only the name is another.
    for old in list(holder):
        holder[name if old == key else old] = holder.pop(old)
    return f" -> {name}"


def _twice(place: Place, draw: random.Random) -> str | None:
    holder = place.holder
    if not isinstance(holder, list) or isinstance(holder, Text):
        return None
    holder.insert(draw.randint(0, len(holder)), copy.deepcopy(holder[place.key]))
    return ""


def _number(place: Place, _: random.Random) -> str | None:
    inner = place.holder[place.key]
    if not isinstance(inner, list) or isinstance(inner, Text):
        return None
    place.holder[place.key] = {str(number): item for number, item in enumerate(inner)}
    return ""


def _up(place: Place, _: random.Random) -> str | None:
    inner = place.holder[place.key]
    if not isinstance(inner, dict) or place.above is None:
        return None
    del place.holder[place.key]
    if isinstance(place.above, dict):
        place.above[str(place.key)] = inner
    else:
        place.above.append(inner)
    return ""


_SINGLE: Final[dict[str, Callable[[Place, random.Random], str | None]]] = {
    "delete": _delete,
    "null": _null,
    "retype": _retype,
    "wrap": _wrap,
    "rename": _rename,
    "twice": _twice,
    "number": _number,
    "up": _up,
}


def _swap(one: Place, other: Place) -> str | None:
    if not _is_there(other):
        return None
    first, second = one.holder[one.key], other.holder[other.key]
    if first is second or _holds(first, other.holder) or _holds(second, one.holder):
        return None  # a value does not go into itself
    one.holder[one.key], other.holder[other.key] = second, first
    return f" with {other.path}"


def _holds(value: Any, wanted: Any) -> bool:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if one is wanted:
            return True
        if isinstance(one, dict | list):
            waiting.extend(one.values() if isinstance(one, dict) else one)
    return False


def _odd(draw: random.Random) -> Any:
    rare = draw.random()
    if rare < 0.005:
        return _LONG
    if rare < 0.02:
        value: Any = "deep"
        for number in range(_DEEP):
            value = [value] if number % 2 else {"a": value}
        return value
    return copy.deepcopy(draw.choice(_ODD))


def change_rows(rows: list[Row], near: Collection[int], draw: random.Random, times: int) -> list[str]:
    """Change the rows of a table in place, the first of which names the columns; return what was done.

    ``near`` are the columns in which half of the changes to columns and cells happen.
    """
    done = []
    for _ in range(times):
        how = draw.choice(_ROWS)
        width = len(rows[0])
        close = [column for column in near if column < width]
        column = draw.choice(close) if close and draw.random() < 0.5 else draw.randrange(width)
        number = draw.randrange(1, len(rows)) if len(rows) > 1 else 0
        if how == "rename header":
            done.append(f"{how}: column {rows[0][column]!r}")
            rows[0][column] += draw.choice(_NAMES)
        elif "column" in how and width > 1:
            done.append(f"{how}: column {rows[0][column]!r}")
            _change_column(how, rows, column, draw)
        elif number and how in _OF_ROWS:
            done.append(f"{how}: row {number}")
            _change_row(how, rows, number, draw)
        elif number and column < len(rows[number]):
            other = draw.randrange(len(rows[number]))
            done.append(f"{how}: row {number}, column {column}" + (f" and {other}" if how == "swap" else ""))
            _change_cell(how, rows[number], column, other, draw)
    return done


def _change_row(how: str, rows: list[Row], number: int, draw: random.Random) -> None:
    row = rows[number]
    if how == "cut":
        del rows[number]
    elif how == "twice":
        rows.insert(number, Row(row))
        rows[number].is_shifted = row.is_shifted
    else:
        row.is_shifted = True
        if how == "shorten":
            del row[draw.randrange(len(row) + 1) :]
        else:
            row.insert(draw.randint(0, len(row)), _cell(draw))


def _change_cell(how: str, row: Row, column: int, other: int, draw: random.Random) -> None:
    if how == "swap":
        row[column], row[other] = row[other], row[column]
    else:
        row[column] = "" if how == "empty" else _cell(draw)


def _change_column(how: str, rows: list[Row], column: int, draw: random.Random) -> None:
    if how == "drop column":
        for row in rows:
            del row[column : column + 1]
    elif how == "rename column":
        rows[0][column] = f"{rows[0][column]}_new"
    else:
        to = draw.randrange(len(rows[0]))
        for row in rows:
            if column < len(row):
                row.insert(to, row.pop(column))


def _cell(draw: random.Random) -> str:
    odd = _odd(draw)
    return odd if isinstance(odd, str) else str(odd)


def change_bytes(data: bytes, draw: random.Random) -> tuple[bytes, str]:
    """Break the quotes or lines of a table, or cut it; return it and what was done."""
    at = draw.randrange(len(data))
    how = draw.choice(("quote", "no quotes", "cut", "new line", "cr"))
    if how == "cut":
        return data[:at], f"cut at byte {at}"
    if how == "no quotes":
        return data.replace(b'"', b""), how
    if how == "cr":
        return data.replace(b"\r\n", b"\r"), how
    return data[:at] + (b'"' if how == "quote" else b"\n") + data[at:], f"{how} at byte {at}"
