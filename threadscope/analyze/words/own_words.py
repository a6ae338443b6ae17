"""Text of a post -> the same text with everything blotted out that its author did not say in it.

Blotted out are quotations, manual reposts ("RT @a: …"), lines quoted with ">", addresses and mentions. The
length stays, so that a place in the result is the same place in the post.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["BLOT", "own_words"]

#: What stands for a letter that is not the author's own: matches no letter, no blank, and ends a clause.
BLOT: Final = "|"

# An opened quotation that is never closed runs to the end: a cut text must not turn the quoted into the author.
_FOREIGN: Final = re.compile(
    r"[“”„«\"][^“”„«»\"]*(?:[“”»\"]|$)"
    r"|‘[^’]*(?:’(?!\w)|$)"
    r"|\b[RM]T[: ]+[@“\"].*"
    r"|^[^\S\n]*>.*$"
    r"|https?://\S+|www\.\S+|\b\w+\.(?:com|org|net|co|gov|uk)/\S*"
    r"|(?<![\w@])[@＠]\w{1,50}",
    re.MULTILINE | re.IGNORECASE,
)


#: Whatever is not the author's own holds one of these; most replies hold none, and a search is soon done.
_SIGN: Final = re.compile(r"[“”„«\"‘>@＠/]|www\.|[RM]T[: ]", re.IGNORECASE)


def _blot(hit: re.Match[str]) -> str:
    return BLOT * len(hit[0])


def own_words(text: str, begins: int = 0) -> str:
    """Blot out what is not the author's own.

    Parameters
    ----------
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.

    Returns
    -------
    str
        As long as ``text``; curly apostrophes are straight, for whoever searches it.

    Examples
    --------
    >>> own_words('@a “this is fake”? No, it’s real', 3)
    "|||||||||||||||||? No, it's real"
    """
    begins = max(0, min(begins, len(text)))
    own = BLOT * begins + text[begins:]
    if _SIGN.search(own, begins):
        own = _FOREIGN.sub(_blot, own)
    return own.replace("’", "'").replace("`", "'")


_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”«»]+|\b\w+\.(?:com|org|net|co|gov|uk)/[^\s<>\"“”«»]*", re.IGNORECASE
)


def own_addresses(text: str, begins: int = 0, *, of_all: bool = False) -> list[tuple[int, str]]:
    """Return where addresses stand that the author put there, and how they are written.

    Parameters
    ----------
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.
    of_all
        Those in quotations and manual reposts as well.

    Examples
    --------
    >>> own_addresses("“see https://a.example” – see https://b.example")
    [(30, 'https://b.example')]
    """
    if of_all:
        return [(hit.start(), hit[0]) for hit in _ADDRESS.finditer(text, begins)]
    return [
        (hit.start(), hit[0]) for hit in _FOREIGN.finditer(text, max(0, begins)) if _ADDRESS.fullmatch(hit[0])
    ]
