"""Text of a post and where words stand in it that deny or agree -> whom they are aimed at, where words tell."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from threadscope.analyze.words.own_words import BLOT, own_words

__all__ = ["Aim", "aim"]


class Aim(NamedTuple):
    """``at``: you, named (a handle in the sentence), quoted (words quoted right before) or others (third person); ``words`` show it."""

    at: str
    words: str


_OTHERS: Final = re.compile(r"(?:he|she|they|nobody|no[ -]one|he's|she's|they're)\b", re.IGNORECASE)
_YOU: Final = re.compile(r"\b(?:you|your|you're|you've|yours|yourself|ur|u)\b", re.IGNORECASE)
_BIDS: Final = re.compile(r"(?:please\s+|pls\s+)?(?:stop|quit|do\s?n'?t|do\s+not|check|get|stick|fact[ -]check)\b", re.IGNORECASE)  # fmt: skip
_HANDLE: Final = re.compile(r"[@＠]\w{1,50}")
_SENTENCE_END: Final = re.compile(r"[.!?…\n]")
#: A quotation that closes right before the words, or a line quoted with ">" above them.
_QUOTED: Final = re.compile(
    r"(?:[“\"„«](?P<words>[^“”\"„«»\n]{2,280})[”\"»]|^\s*>\s?(?P<line>[^\n]{2,280})\n)[\s\W]{0,8}(?:\w+\W+){0,3}$",
    re.MULTILINE,
)
#: Nobody reads a sentence of more characters as one.
_FAR: Final = 300


def aim(text: str, start: int, end: int, begins: int = 0) -> Aim | None:
    """Say at whom words of a post are aimed.

    Parameters
    ----------
    text
        The post as archived.
    start, end
        Where the words stand (``starts_at`` and the length of ``span`` of table ``acts``).
    begins
        Code point where the text begins after the leading reply mentions.

    Returns
    -------
    Aim or None
        The third person in the words themselves goes first, then the second, then a handle in the sentence,
        then words quoted right before, then "you" elsewhere in the sentence; None where nothing tells.

    Examples
    --------
    >>> aim("You are wrong.", 0, 13)
    Aim(at='you', words='You')
    >>> aim("@ann is wrong. This is false, @bob.", 15, 28)
    Aim(at='named', words='@bob')
    >>> aim("“It is safe” – this is not true", 15, 31).at
    'quoted'
    >>> aim("This is not true", 0, 16)
    """
    own = own_words(text, begins)
    if hit := _OTHERS.match(own, start):
        return Aim("others", text[slice(*hit.span())])
    if hit := _YOU.search(own, start, end) or _BIDS.match(own, start):
        return Aim("you", text[slice(*hit.span())])
    opening = max((cut.end() for cut in _SENTENCE_END.finditer(own, max(0, start - _FAR), start)), default=0)
    opening = max(opening, start - _FAR, 0)
    closing = _SENTENCE_END.search(own, end, end + _FAR)
    until = closing.start() if closing else min(len(text), end + _FAR)
    for hit in _HANDLE.finditer(text, max(opening, begins), until):
        if own[hit.start()] == BLOT and text[hit.start() - 1 : hit.start()] not in {"“", '"', "„"}:
            return Aim("named", hit[0])
    before = text[max(begins, start - _FAR - 20) : start]
    if hit := _QUOTED.search(before):
        return Aim("quoted", hit["words"] or hit["line"])
    if hit := _YOU.search(own, opening, until):
        return Aim("you", text[slice(*hit.span())])
    return None
