"""A file -> the key that pseudonyms are made with, or an error that says how to make one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from threadscope.errors import ReadError, ThreadscopeError

__all__ = ["SHORTEST", "check_key", "read_key"]

#: Fewest bytes of a key: 128 bits cannot be tried out.
SHORTEST: Final = 16
#: A longer file is hardly a key, but perhaps the export itself, which others may have too.
_LONGEST: Final = 4096
_MAKE: Final = (
    "make one, and keep it to yourself:"
    " python -c \"import pathlib, secrets; pathlib.Path('my.key').write_bytes(secrets.token_bytes(32))\""
)


def read_key(path: Path) -> bytes:
    """Return the bytes of a key file.

    Parameters
    ----------
    path
        A file of 16 to 4,096 bytes that nobody else can guess. It is read as it stands, a line break at its end
        counts.

    Raises
    ------
    ReadError
        If there is no such file, or it is none that can serve as a key. The message says how to make one; none is
        made in silence, since a report made with a key that is lost can never be compared with a later one.
    """
    try:
        with path.open("rb") as file:
            key = file.read(_LONGEST + 1)
    except OSError as cause:
        raise ReadError(f"the key file {path} cannot be read ({cause.strerror or cause}); {_MAKE}") from cause
    if len(key) > _LONGEST:
        raise ReadError(
            f"the key file {path} holds more than {_LONGEST:,} bytes, which looks like no key; {_MAKE}"
        )
    try:
        return check_key(key)
    except ThreadscopeError as cause:
        raise ReadError(f"the key file {path} cannot serve: {cause}") from cause


def check_key(key: bytes) -> bytes:
    """Return the key if it is long enough and not one byte again and again.

    Raises
    ------
    ThreadscopeError
        If anybody could guess it.

    Examples
    --------
    >>> len(check_key(b"sixteen bytes or"))
    16
    """
    if len(key) < SHORTEST:
        raise ThreadscopeError(f"the key holds {len(key)} bytes, at least {SHORTEST} are needed; {_MAKE}")
    if len(set(key)) == 1:
        raise ThreadscopeError(f"the key is one byte repeated, which anybody could try; {_MAKE}")
    return key
