"""The bytes of one record -> a JSON value or a typed Struct, mended where that loses nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import msgspec
import orjson

from threadscope.collect.lenient import fill

__all__ = ["Record", "Typed", "clean_bytes", "parse", "parsed"]

#: Number of the record in its source, and its bytes, or the cells of a row.
Record = tuple[int, bytes | dict[str, Any]]
#: Called with position, kind and detail.
Report = Callable[[str, str, str], None]

T = TypeVar("T", bound=msgspec.Struct)

_SURROGATES = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a whole pair stays
    rb"|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"  # half a pair goes
    rb"|\\[^u]"  # an escaped backslash is not the start of either
)


def clean_bytes(raw: bytes, report: Report, position: str) -> bytes:
    """Return bytes that are UTF-8 and hold no half surrogate pairs, reporting what was changed."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        report(position, "not_utf8", "bytes that are no UTF-8 were replaced by U+FFFD")
        raw = raw.decode(errors="replace").encode()
    mended = _SURROGATES.sub(lambda match: b"" if match.group(1) else match.group(0), raw)
    if mended != raw:
        report(position, "surrogate_removed", "half a surrogate pair was removed")
    return mended


def parse(raw: bytes, report: Report, position: str) -> Any:
    """Return the JSON value of a record, or ``None`` (and a report) where there is none."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        pass
    try:
        return orjson.loads(clean_bytes(raw, report, position))
    except orjson.JSONDecodeError as fault:
        _refuse(fault, report, position)
    return None


def parsed(raw: bytes | dict[str, Any]) -> Any:
    """Return the value of a record without reporting what is wrong with it."""
    if not isinstance(raw, bytes):
        return raw
    if raw.lstrip()[:1] not in {b"{", b"[", b'"'}:
        return None
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        pass
    try:
        return orjson.loads(clean_bytes(raw, lambda *_: None, ""))
    except orjson.JSONDecodeError:
        return None


class Typed(Generic[T]):
    """Reads records of one Struct: straight where they fit, field by field where they do not."""

    def __init__(self, struct: type[T]) -> None:
        self._struct = struct
        self._decode = msgspec.json.Decoder(struct).decode

    def read(self, raw: bytes, report: Report, position: str) -> T | None:
        """Return the record, or ``None`` (and a report) where it is no JSON object."""
        try:
            return self._decode(raw)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            value = parse(raw, report, position)
        if value is None:
            return None
        if not isinstance(value, dict):
            report(
                position, "unknown_record", f"a JSON {type(value).__name__}, not an object; it was left out"
            )
            return None
        return self.convert(value, report, position)

    def convert(self, value: dict[str, Any], report: Report, position: str) -> T:
        """Return the Struct for a parsed object, whatever its fields hold."""
        try:
            return msgspec.convert(value, self._struct)
        except (msgspec.ValidationError, RecursionError):
            pass

        def note(path: str, found: str) -> None:
            kind = "id_suspect" if found.startswith("the float") and _is_id(path) else "field_retyped"
            report(position, kind, f"{path} holds {found}; it was left empty")

        filled: T = fill(value, self._struct, note)
        return filled


def _is_id(path: str) -> bool:
    return path.rpartition(".")[2].split("[")[0].removesuffix("_str").endswith("id")


def _refuse(fault: orjson.JSONDecodeError, report: Report, position: str) -> None:
    if "depth" in fault.msg or "recursion" in fault.msg:
        report(position, "nested_too_deep", "nested deeper than any export; it was left out")
    else:
        report(position, "invalid_json", f"{fault.msg} at character {fault.pos}; it was left out")
