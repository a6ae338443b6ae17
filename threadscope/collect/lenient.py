"""A JSON value and a Struct -> the Struct, filled field by field; what does not fit is left empty and named.

The bulk path decodes straight into Structs and gives up on a whole page when one field has another type than
it should. This is the way round: slower, and it loses only the field.
"""

from __future__ import annotations

import ast
import types
from collections.abc import Callable
from functools import cache
from typing import Any, Union, get_args, get_origin

import msgspec

from threadscope.collect.numbers import whole

__all__ = ["Note", "fields_of", "fill", "options_of"]

#: Called with the path of a field, and what was found there.
Note = Callable[[str, str], None]

_FLAGS = {"true": True, "false": False, "1": True, "0": False}
#: A cell of a table that is longer than this is not read as a list.
_LONGEST = 100_000
_EXACT = 1 << 53  # integers up to here survive a double


@cache
def fields_of(struct: type[msgspec.Struct]) -> tuple[tuple[str, str, Any], ...]:
    """Return the fields of a Struct: name, name in the export, type."""
    return tuple((field.name, field.encode_name, field.type) for field in msgspec.structs.fields(struct))


@cache
def options_of(wanted: Any) -> tuple[Any, ...]:
    """Return the types that a field may have, but for ``None``."""
    parts = get_args(wanted) if get_origin(wanted) in {Union, types.UnionType} else (wanted,)
    return tuple(part for part in parts if part is not type(None))


def fill(value: Any, wanted: Any, note: Note, path: str = "") -> Any:
    """Return ``value`` as ``wanted``, or ``None`` where that cannot be.

    Parameters
    ----------
    value
        What a JSON parser gave.
    wanted
        A Struct, ``list[...]``, ``str``, ``int``, ``float``, ``bool``, ``Any`` or a union of these.
    note
        Called for everything that was left out.
    path
        Where in the record the value stands.
    """
    if value is None:
        return None
    options = options_of(wanted)
    if Any in options:
        return value
    if isinstance(value, str) and (inner := _written(value, options)) is not None:
        value = inner
    for option in options:
        if isinstance(value, dict) and isinstance(option, type) and issubclass(option, msgspec.Struct):
            return _struct(value, option, note, path)
        if isinstance(value, list) and get_origin(option) is list:
            return _list(value, get_args(option)[0], note, path)
    scalars = (_SCALARS[option](value) for option in options if option in _SCALARS)
    if (found := next((one for one in scalars if one is not None), None)) is not None:
        return found
    if value != {}:  # some writers give {} for an empty list
        note(path, _found(value))
    return None


def _struct(value: dict[str, Any], struct: type[msgspec.Struct], note: Note, path: str) -> msgspec.Struct:
    found: dict[str, Any] = {}
    for name, key, wanted in fields_of(struct):
        if value.get(key) is not None:
            found[name] = fill(value[key], wanted, note, f"{path}.{key}" if path else key)
    return struct(**found)


def _list(values: list[Any], wanted: Any, note: Note, path: str) -> list[Any]:
    filled = (fill(value, wanted, note, f"{path}[{place}]") for place, value in enumerate(values))
    return [value for value in filled if value is not None]


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value)
    return (
        str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT else None
    )


def _flag(value: Any) -> bool | None:
    if isinstance(value, str):
        return _FLAGS.get(value.lower())  # tables hold nothing but text
    return value if isinstance(value, bool) else None


def _written(text: str, options: tuple[Any, ...]) -> Any:
    """Return the list or object that a cell of a table spells, as JSON or as Python does; ``None`` for none."""
    wanted = any(
        get_origin(o) is list or (isinstance(o, type) and issubclass(o, msgspec.Struct)) for o in options
    )
    if not wanted or text[:1] not in {"[", "{"} or len(text) > _LONGEST:
        return None
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        pass
    try:
        found = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return found if isinstance(found, list | dict) else None


_SCALARS: dict[Any, Callable[[Any], Any]] = {str: _text, int: whole, bool: _flag}


def _found(value: Any) -> str:
    names = {
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
        float: f"the float {value!r}",
    }
    return names.get(type(value), f"the number {value!r}")
