"""Names and ids -> keyed ones: the same for the same key, different under another."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable
from typing import Final

__all__ = ["Book"]

#: realm -> how its keyed names begin, and how many letters follow at least.
_FORMS: Final = {
    # 13 letters in all, fewer than a handle on X may have: what tells people apart must not be cut in pictures.
    "handle": ("person_", 6),
    "author": ("id_", 12),
    "post": ("post_", 12),
    "note": ("note_", 12),
}
_MORE: Final = 4
# Six of thirty letters tell 40,000 people apart but for a pair or so; without vowels they make no words.
_LETTERS: Final = "0123456789bcdfghjkmnpqrstvwxyz"
_TABLE: Final = bytes(ord(_LETTERS[byte % len(_LETTERS)]) for byte in range(256))
# Bytes from 240 on would make some letters likelier than others.
_UNEVEN: Final = bytes(range(240, 256))


class Book:
    """Every name given so far, by realm (handle, author, post, note).

    Parameters
    ----------
    key
        The secret of the HMAC-SHA256.
    taken
        Names that nobody may be given, since somebody keeps them.
    """

    def __init__(self, key: bytes, taken: Iterable[str] = ()) -> None:
        self._key = key
        self._given: dict[str, dict[str, str]] = {realm: {} for realm in _FORMS}
        self._taken = set(taken)

    def names(self, realm: str, values: Iterable[str]) -> dict[str, str]:
        """Return the keyed name of each value; no two values of a realm have the same one.

        Of values asked for at once, those that would share a name get longer ones, whatever their order; a name that
        was given stays.
        """
        given = self._given[realm]
        asked = list(dict.fromkeys(values))
        begin, digits = _FORMS[realm]
        # One digest a different value, not a post: the standard library has no columns.
        digests = {value: self._digest(realm, value) for value in asked if value not in given}
        while digests:
            names = {value: begin + digest[:digits] for value, digest in digests.items()}
            often = Counter(names.values())
            fresh = {v: name for v, name in names.items() if often[name] == 1 and name not in self._taken}
            given.update(fresh)
            self._taken.update(fresh.values())
            digests = {value: digest for value, digest in digests.items() if value not in fresh}
            digits += _MORE
        return {value: given[value] for value in asked}

    def _digest(self, realm: str, value: str) -> str:
        message = f"{realm}\0{value}".encode(errors="surrogatepass")
        digest = hmac.digest(self._key, message, hashlib.sha256)
        return digest.translate(_TABLE, _UNEVEN).decode() if realm == "handle" else digest.hex()

    def keep(self, realm: str, values: Iterable[str]) -> None:
        """Let values keep the name that they have."""
        for value in values:
            self._given[realm].setdefault(value, value)
            self._taken.add(self._given[realm][value])

    def given(self, realm: str) -> dict[str, str]:
        """Return all names given in a realm, by what they stand for."""
        return self._given[realm]
