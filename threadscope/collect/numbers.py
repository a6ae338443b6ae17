"""Numbers as exports write them -> whole numbers."""

from __future__ import annotations

__all__ = ["whole"]

_EXACT = 1 << 53  # integers up to here survive a double


def whole(value: object) -> int | None:
    """Return a whole number that fits 64 bits from a number or its digits; ``None`` for anything else.

    >>> whole("979440"), whole(12.0), whole("12.0"), whole(True), whole("12k")
    (979440, 12, 12, None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if abs(value) < 1 << 63 else None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT else None
    digits = value.strip().removesuffix(".0") if isinstance(value, str) else ""  # tables write 12.0 for 12
    return (
        int(digits) if digits.isascii() and digits.removeprefix("-").isdigit() and len(digits) < 19 else None
    )
