"""Text of a post -> the words in which it says that two things are not the same, or under what condition something holds.

"X is not the same as Y", "X, not Y", "X is not Y" of two nouns, "depends on what you mean by X", "technically".
Quoted words may be the terms, so that “user data” is found although a quotation is not the author's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from threadscope.analyze.words.assertion import asserted, cheap
from threadscope.analyze.words.distinction_words import (
    BEFORE,
    BEHIND,
    BETWEEN,
    JUST_BECAUSE,
    LEADING,
    WHOLE,
    is_thing,
    names,
    stands,
)
from threadscope.analyze.words.own_words import BLOT, own_words

__all__ = ["MAY_DISTINGUISH", "Distinction", "distinction", "distinction_in", "terms_of"]


class Distinction(NamedTuple):
    """Words that tell apart: where they stand in the text, and the rule that found them."""

    start: int
    end: int
    rule: str


class _Hit(NamedTuple):
    """A distinction with the places of its two terms, where the pattern names them."""

    found: Distinction
    a: tuple[int, int] | None = None
    b: tuple[int, int] | None = None


#: What a text must hold to be looked at: for a cheap search over whole columns.
MAY_DISTINGUISH: Final = cheap(
    r"(?:,|–|—|-)\s*not\s|\b(?:is|are|was|were)\s+(?:[a-z]+\s+)?not\b|['’](?:s|re)\s+(?:[a-z]+\s+)?not\b|\b(?:is|are|was|were|ai)n['’]?t\b|\sits\s+not|(?:it|that)s\s+not|"
    r"\bnot[\s,][^.!?\n]*\bbut\b|n['’]?t\s+(?:[a-z]+\s+)?(?:mean|imply|equate|equal)|not\s+(?:[a-z]+\s+)?(?:mean|imply|equate|equal|all|every|necessarily|what|apply)|n['’]?t\s+apply|"
    r"differen|differs|distinction|confus|conflat|equat(?:e|ing)|mix(?:ing)?\s+up|mistak|≠|!=|=/=|depend|two|"
    r"only\s+(?:appl|true|work|count|hold|valid|if|when)|technically|strictly|to\s+be\s+(?:[a-z]+\s+)?(?:fair|precise|exact|accurate|specific|pedantic)|"
    r"be\s+true|fairness|defen[cs]e|clarif|context|nitpick|defined\s+as|means|\bby\s[^.!?\n]*mean|refers\s+to|(?:some|certain|most)\s+cases|under\s+certain"
)
_FAR: Final = 90
#: Nobody tells so many things apart in one post; a hostile text may hold 8,000 of these words.
_MOST: Final = 60
_CLAUSE_END: Final = re.compile(r"[.!?…\n,;:()]")
_SENTENCE_END: Final = re.compile(r"\s*(?:$|[.!…\n#])")
_ASKS_ON: Final = re.compile(r"[^.!…\n]*\?")
_QUOTES: Final = frozenset('“”„«»‘"')


def _name(own: str, place: tuple[int, int]) -> str:
    return own[slice(*place)].strip(" \t'").lower()


def _left(own: str, at: int) -> tuple[int, int] | None:
    """Return the place of the noun phrase that stands right before, if it names something."""
    clause = _CLAUSE_END.split(own[max(0, at - _FAR) : at])[-1]
    hit = BEFORE.search(clause)
    if not hit:
        return None
    phrase = hit["a"].rstrip()
    lead = LEADING.match(phrase)
    start = at - len(clause) + hit.start("a")
    place = start + (lead.end() if lead else 0), start + len(phrase)
    return place if names(_name(own, place)) else None


def _fits(rule: str, own: str, at: int, a: tuple[int, int] | None, b: tuple[int, int] | None) -> bool:
    """Whether the terms around the words make a distinction of them."""
    if rule == "says_not_the_same":
        return True
    if rule == "says_does_not_mean" and JUST_BECAUSE.search(own, max(0, at - _FAR), at):
        return True
    if not a or not b:
        return False
    if rule == "says_does_not_mean":
        return True
    if rule == "says_is_not":
        return is_thing(own[slice(*b)].strip())
    return stands(_name(own, a)) and stands(_name(own, b)) and bool(_SENTENCE_END.match(own, b[1]))


def _between(own: str, lower: str) -> Iterator[_Hit]:
    taken: set[int] = set()
    for rule, gates, pattern in BETWEEN:
        if not any(gate in lower for gate in gates):
            continue
        for core in islice(pattern.finditer(own), _MOST):
            if core.start() in taken:
                continue
            taken.add(core.start())
            a, behind = _left(own, core.start()), BEHIND.match(own, core.end())
            b = behind.span("b") if behind and names(_name(own, behind.span("b"))) else None
            if _fits(rule, own, core.start(), a, b):
                begins = core.end() - len(core[0].lstrip(" ,–—-"))
                if because := JUST_BECAUSE.search(own, max(0, begins - _FAR), begins):
                    a, begins = None, because.start()
                yield _Hit(Distinction(a[0] if a else begins, b[1] if b else core.end(), rule), a, b)


def _whole(own: str, lower: str) -> Iterator[_Hit]:
    for rule, gates, pattern in WHOLE:
        if not any(gate in lower for gate in gates):
            continue
        for hit in islice(pattern.finditer(own), _MOST):
            a, b = (hit.span(key) if hit.groupdict().get(key) else None for key in ("a", "b"))
            if rule != "says_not_but" or all(stands(_name(own, place)) for place in (a, b) if place):
                yield _Hit(Distinction(*hit.span(), rule), a, b)


def _is_said(own: str, found: Distinction) -> bool:
    """Whether it is asserted; "only if" may have a condition behind it, since the condition is what it says."""
    if found.rule == "says_condition":
        return not _ASKS_ON.match(own, found.end, found.end + 3 * _FAR)
    return asserted(own, found.start, found.end)


def _hits(own: str, text: str) -> list[_Hit]:
    """Return all distinctions, first ones first, of one place those with two terms first.

    A blotted term counts only where something is quoted, not for a mention.
    """
    lower = own.lower()
    return sorted(
        (
            hit
            for hit in (*_whole(own, lower), *_between(own, lower))
            if _is_said(own, hit.found)
            and all(own[place[0]] != BLOT or text[place[0]] in _QUOTES for place in hit[1:] if place)
        ),
        key=lambda hit: (hit.found.start, not (hit.a and hit.b), -hit.found.end, hit.found.rule),
    )


def distinction_in(own: str, text: str) -> Distinction | None:
    """Find the first distinction in a text, given what is left of it that its author said (``own_words``)."""
    return next((hit.found for hit in _hits(own, text)), None)


def distinction(text: str, begins: int = 0) -> Distinction | None:
    """Find the first distinction among the author's own words.

    Parameters
    ----------
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.

    Returns
    -------
    Distinction or None
        Where the words stand, for quoting them as they are; None without a distinction.

    Examples
    --------
    >>> distinction("Metadata is not the same as messages.")
    Distinction(start=0, end=36, rule='says_not_the_same')
    >>> distinction("That's not good."), distinction("Is metadata the same as messages?")
    (None, None)
    """
    return distinction_in(own_words(text, begins), text)


_AND: Final = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_TRIM: Final = re.compile(
    r"^(?:(?:the|an?|your|their|his|her|our|my|all|any|some|just|actual|real|having|being)\s+)+",
    re.IGNORECASE,
)


def terms_of(text: str, begins: int = 0) -> tuple[str, str] | None:
    """Return the two terms that the first distinction naming both sets against each other.

    Parameters
    ----------
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.

    Returns
    -------
    tuple of str or None
        As they stand in the post, without articles and quotation marks; None where no pattern names two.

    Examples
    --------
    >>> terms_of("No. “User data” is not the same as the messages!")
    ('User data', 'messages')
    >>> terms_of("It only applies to backups")
    """
    for hit in _hits(own_words(text, begins), text):
        together = (
            _AND.search(text, *hit.a)
            if hit.a and not hit.b and hit.found.rule == "says_not_the_same"
            else None
        )
        places = (
            ((hit.a[0], together.start()), (together.end(), hit.a[1]))
            if hit.a and together
            else (hit.a, hit.b)
        )
        if all(places):
            a, b = (_TRIM.sub("", text[slice(*place)].strip(" \t\"'“”‘’„«»")) for place in places if place)
            if a and b:
                return a, b
    return None
