"""Text of a post -> the terms that it sets against each other: "X is not Y", or X and Y named as words."""

from __future__ import annotations

import re
from typing import Final

from threadscope.analyze.words.distinction import terms_of

__all__ = ["MAY_NAME", "set_against"]

#: What a text must hold to name a term as a word: for a cheap search over whole columns.
MAY_NAME: Final = r"[“„«‘\"].{2,40}[”“»’\"]"

#: One to three words in quotation marks: named as words, not said. A whole sentence in marks is what somebody said.
_NAMED: Final = re.compile(
    r"(?:“([^“”]{2,40})”|„([^„“”]{2,40})[“”]|«\s?([^«»]{2,40}?)\s?»|\"([^\"]{2,40})\"|‘([^‘’]{2,40})’(?!\w))"
)
_TERM: Final = re.compile(r"[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*){0,2}")
#: "Messages are …. Metadata is …": what a sentence is about, where it is named at once.
_SUBJECT: Final = re.compile(
    r"(?:^|(?<=[.!?:;\n] ))\s*([^\W\d_][\w-]{2,}(?: [^\W\d_][\w-]+)?) (?:is|are|was|were) "
)
_POINTING: Final = """
this that these those it he she they we you i there here what who which how when where why one both all some most many
nobody everybody everyone someone somebody people things thing nothing everything something
"""
_NO_SUBJECT: Final = frozenset(_POINTING.split())
_MENTIONS: Final = re.compile(r"(?<![\w@])[@＠]\w{1,50}|https?://\S+")


def _named(text: str) -> list[str]:
    found = ("".join(hit.groups(default="")).strip(" .,;:!?").lower() for hit in _NAMED.finditer(text))
    return list(dict.fromkeys(words for words in found if _TERM.fullmatch(words)))


def _subjects(text: str) -> list[str]:
    found = (hit[1].lower() for hit in _SUBJECT.finditer(text))
    return list(dict.fromkeys(words for words in found if words.split()[0] not in _NO_SUBJECT))


def set_against(text: str, begins: int = 0) -> list[tuple[str, str]]:
    """Return the pairs of terms that a post sets against each other, lower case.

    Three ways count: what ``distinction.terms_of`` finds; exactly two terms of one to three words that stand in
    quotation marks ("he wrote 'a', you answer 'b'"); and where one term stands in marks, two things of which
    the same post says something each, as subjects of sentences of their own ("Messages are … Metadata is … The
    word 'data' …"): all three are then set against each other.

    Parameters
    ----------
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.

    Examples
    --------
    >>> set_against('He wrote "user data", you answer "messages". Why?')
    [('messages', 'user data')]
    >>> set_against('She said "I never export anything at night".')
    []
    """
    own = _MENTIONS.sub(" ", text[begins:]).replace("’", "'")
    pairs = []
    if told := terms_of(text, begins):
        pairs.append(told)
    named = _named(text[begins:])
    if len(named) == 2:
        pairs.append((named[0], named[1]))
    subjects = _subjects(own)
    if len(named) == 1 and len(subjects) == 2:
        every = [named[0], *subjects]
        pairs += [(one, other) for i, one in enumerate(every) for other in every[i + 1 :]]
    ordered = {(min(pair), max(pair)) for pair in pairs}
    return sorted(pair for pair in ordered if pair[0] != pair[1])
