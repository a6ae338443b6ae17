"""What a tool says about a person's badge -> whether one was shown, and which."""

from __future__ import annotations

__all__ = ["badge"]


def badge(
    *, blue: bool | None = None, old: bool | None = None, kind: str | None = None
) -> tuple[bool | None, str | None]:
    """Return whether a badge was shown, and its kind; ``None`` where nothing is said.

    Parameters
    ----------
    blue
        Whether the person pays for a badge.
    old
        Whether X gave one, as it did until 2023.
    kind
        The kind, where the tool names one.

    Examples
    --------
    >>> badge(blue=False, old=True), badge(blue=True), badge()
    ((True, 'legacy'), (True, 'blue'), (None, None))
    """
    if blue is None and old is None and not kind:
        return None, None
    named = kind or ("blue" if blue else "legacy" if old else None)
    return named is not None, named
