"""Hostile words and what stands around them -> whether their author says them, in earnest, to somebody.

Left out: what others say or think, what holds under a condition, what is denied, what friends say with a heart or a
laugh, and what is said to somebody who is named and is not there.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_affection", "is_said", "names_another"]

#: Nobody reads a sentence of more characters as one; a hostile text may hold one of 25,000.
_FAR: Final = 300
_SENTENCE_END: Final = re.compile(r"[.!?…\n]")
_CONDITION: Final = re.compile(
    r"\b(?:if|unless|until|whether|when|whenever|once|in case|any(?:one|body) who|every(?:one|body) who|(?:people|those|someone|somebody) (?:who|that)|"
    r"hop(?:e|es|ed|ing)|wish\w*|suppos\w+|imagine|pretend\w*|maybe|perhaps|wonder\w*|even though|although|though)\b",
    re.IGNORECASE,
)
_CONDITION_AFTER: Final = re.compile(r"\b(?:if|unless|when|whenever|or (?:a|an|not))\b", re.IGNORECASE)
#: What others say, think or make of somebody, right before the words; what the author says or thinks is the author's.
_REPORT: Final = re.compile(
    r"(?<!\bi )(?<!\bi just )(?<!\bi'd )(?<!\bi really )(?<!\bi do )(?<!\bi honestly )(?<!\bi also )(?<!\bi still )"
    r"\b(?:says?|said|saying|claim\w*|call(?:s|ed|ing)?|think(?:s|ing)?|thought|tell\w*|told|feels?|felt|assum\w*|believ\w*|means?|meant|implie\w*|imply\w*|accus\w*|like|as though|as if|"
    r"mak(?:e|es|ing)|made|scream\w*|yell\w*|shout\w*|argu\w*|tweet\w*|wrote|write|respond\w*|repl(?:y|ies|ied)|worried|afraid|convinced|suggest\w*|consider\w*|who's)"
    r"(?:\s+(?:me|us|him|her|them|people|everyone|that|how|why|everybody|to|you|all|of|it|other|others|and|or|the)){0,3}\s*[,:]?\s*$|\bor\s+$",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"(?:\b(?:not|never|nobody|no one|cannot|without|doubt|nor)|n't)\b(?:\s+[\w']+){0,6}\s*$", re.IGNORECASE
)
#: "call you idiots", "thank you fools"
_OBJECT: Final = re.compile(
    r"\b(?:thank|thanks|love|bless|call\w*|mak(?:e|es|ing)|made|consider\w*|label(?:s|l?ed|l?ing)|nam(?:e|ed|es|ing)|find|made|proud of|miss|with|for|hug|kiss|to|like)\s+$",
    re.IGNORECASE,
)
_AFFECTION: Final = re.compile(
    r"[❤♥💕💖💗💓💙💚💛💜🖤🤍🧡😍🥰😘💞💘💝😉😜😝😛🤪🤗]|<3|(?<!\w)[;:]-?[)pPD](?!\w)"
    r"|\b(?:love|luv|miss)\s+(?:you|u|ya|your)\b(?!\s+to\b)|\b(?:jk|j/k|just\s+kidding|only\s+kidding|i'?m\s+(?:just\s+|only\s+)?(?:kidding|joking|teasing)|xx+|xoxo\w*|my\s+friend|bestie|congrat\w*|happy\s+birthday)\b",
    re.IGNORECASE,
)
_LAUGH: Final = re.compile(
    r"[^\w]{0,4}(?:lo+l\b|lmf?ao+\b|rofl\b|(?:ha){2,}|(?:he){2,}|[😂🤣😆😅😄😁😹])", re.IGNORECASE
)
_TALKED_OF: Final = re.compile(
    r"\b(?:word|words|term|terms|slur|slurs|insult|insults|name|call(?:s|ed|ing)?|says?|said|saying|use|using|used|shout\w*|yell\w*|the\s+[a-z]-?word)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
#: Words that open a sentence with a capital letter, or stand as one after an insult, and name nobody.
_NO_NAMES: Final = frozenset(
    (  # noqa: SIM905 - a list of words reads as one
    "i you u your ur yes yeah yep no nah nope ok okay oh ah wow well man dude bro bruh sir lol lmao omg god jesus christ jfc ffs damn fuck shit hell and but so because then "
    "also sorry seriously really honestly look listen wait haha hahaha thanks thank please stop go get that this it it's its that's they we he she what why how who when "
    "where if is are do don't did didn't maybe only just shut please pls the a an my for not now in at on of to by or as clearly obviously actually again still "
    "hey hi hello dear yo people guys everyone mate pal buddy all there here nobody someone some every such even read learn keep take put know think i'm i've i'd i'll "
    "you're youre u're can can't am was were has have had true wrong right good bad great exactly congratulations fucking can't wake"
    ).split()
)  # fmt: skip
_NAME_BEFORE: Final = re.compile(
    r"(?:^|[.!?…\n|]\s*)(?:(?:[Hh]ey|[Dd]ear|[Mm]r|[Mm]rs|[Mm]s|[Hh]i|[Yy]o)\.?\s+)?([^\W\d_][\w'-]*)((?:\s+[^\W\d_][\w'-]*)?),?\s+$"
)
_NAME_AFTER: Final = re.compile(r",?\s{1,2}(?:mr\.? |mrs\.? |ms\.? )?([^\W\d_][\w'-]*)", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[^\W\d_]")


def _around(own: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands in the same sentence before and after the words."""
    before = _SENTENCE_END.split(own[max(0, start - _FAR) : start])[-1]
    closing = _SENTENCE_END.search(own, end, end + _FAR)
    return before, own[end : closing.end() if closing else end + _FAR]


def is_said(own: str, start: int, end: int, *, says: bool, is_slur: bool) -> bool:
    """Whether the author says the words in earnest.

    Parameters
    ----------
    own
        The author's own words, as ``own_words`` gives them.
    start, end
        Where the hostile words stand in them.
    says
        Whether the words make a statement, which a condition, a denial, a question or a report undoes.
    is_slur
        Whether they are a slur, which must not only be talked of.
    """
    before, rest = _around(own, start, end)
    if is_slur and _TALKED_OF.search(before):
        return False
    if not says:
        return not _OBJECT.search(before)
    return not (
        rest.endswith("?")
        or _CONDITION.search(before)
        or _CONDITION_AFTER.search(rest)
        or _REPORT.search(before)
        or _DENIED.search(before)
    )


def is_affection(text: str, end: int) -> bool:
    """Whether a heart, a wink or a term of endearment stands in the text, or a laugh right after the words."""
    return bool(_AFFECTION.search(text) or _LAUGH.match(text, end))


def names_another(own: str, start: int, end: int) -> bool:
    """Whether the words are said to somebody by name: "Pemberton, you liar", "shut up Pemberton"."""
    if not any(letter.islower() for letter in _LETTERS.findall(own[max(0, start - _FAR) : end + _FAR])):
        return False  # all in capitals, in which no name stands out
    after = _NAME_AFTER.match(own, end)
    if after and after[1][0].isupper() and after[1].lower() not in _NO_NAMES and not after[1].isupper():
        return True
    before = _NAME_BEFORE.search(own[max(0, start - 60) : start])
    if before is None:
        return False
    first, second = before[1], before[2].strip()
    return any(
        name[:1].isupper() and name.lower() not in _NO_NAMES and not (name.isupper() and len(name) > 4)
        for name in (first, second)
    )
