"""The id of a post and the address beside it -> the id, whole; where it had lost digits, that is told."""

from __future__ import annotations

from threadscope.collect.addresses import mended
from threadscope.collect.intake import Intake

__all__ = ["whole_id"]


def whole_id(own: str | None, address: str | None, number: int, intake: Intake) -> str | None:
    """Return the id of a post of record ``number``: its own, or that of its address where a program has rounded it."""
    if not address or (own and address.endswith(own)):
        return own or None
    return mended(own or None, address, lambda words: intake.report(f"record {number}", "id_mended", words))
