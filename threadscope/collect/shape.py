"""The base of every Struct that documents a dialect's shape."""

from __future__ import annotations

import msgspec

__all__ = ["Shape"]


class Shape(msgspec.Struct, gc=False):
    """An object of an export: every field may be missing or null, unknown fields are passed over.

    A field that holds another type than it should costs itself and not its post (see lenient.py). Structs have no
    cycles, so the cycle collector need not look at them.
    """
