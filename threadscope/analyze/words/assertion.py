"""Own words of a post -> the first words of a clause that a pattern finds and that the author asserts.

What denies, agrees and distinguishes is looked for in the same way: where a clause opens, behind the small
words that lead up to it, in a sentence that is no question and stands under no condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

__all__ = ["ASIDE", "CLOSES", "asserted", "cheap", "clauses", "lowered", "one_of", "rule_of"]

_CLAUSE: Final = re.compile(r"(?:\A|(?<=[^\w\s'&%$/-]))\s*(?=\w)")
#: Nobody opens so many clauses in a post that is read; a hostile text holds 12,000.
_MOST: Final = 400

#: What may stand between the opening of a clause and the words.
ASIDE: Final = (
    r"(?:(?:no+|nope|nah|sorry|worth repeating|but|well|um+|uh+|er|actually|lol|lmao|ha(?:ha)+|ok|okay|and|so|yeah|yes|dude|man|bro|"
    r"sir|mate|honestly|seriously|again|look|omg|wow|hey|come on|except|obviously|clearly|i know(?: that)?|"
    r"we know(?: that)?|everyone knows(?: that)?|i'm (?:pretty |quite )?sure(?: that)?|i can (?:tell|assure) you(?: that)?|"
    r"turns out)[\s,.!:…-]{1,9}){0,4}"
)
#: The predicate ends the clause: "this is false flag talk" says nothing false.
CLOSES: Final = (
    r"(?=\s*(?:$|[^\w\s'-]|-\s|(?:and|but|because|so|at\s+all|you|u|stop|please|lol|imo|anyway|either|as)\b))"
)

_CONDITION: Final = re.compile(
    r"\b(?:if|unless|until|whether|hop(?:e|es|ed|ing)|wish\w*|pray\w*|suppos\w+|imagine|maybe|perhaps|wonder\w*|pretend\w*|"
    r"guess|why|how|who|when|never|can't|cannot)\b"
    # what others say or think, but for "many have said this, …"
    r"|\b(?:say|says|said|saying|claim\w*|told|tells?|call(?:s|ed|ing)?|think\w*|thought|believe\w*|tweeted|wrote|posted|"
    r"quotes?|quoting)\b(?!\s+(?:this|it|that|so)\b(?:\s+\w+){0,2}\s*[,;:–—-])",
    re.IGNORECASE,
)
#: Nobody reads a sentence of more characters as one; a hostile text may hold one of 25,000.
_FAR: Final = 300
_SENTENCE_END: Final = re.compile(r"[.!?…\n]")
_AFTER: Final = re.compile(r"\b(?:if|unless|until)\b", re.IGNORECASE)


def asserted(own: str, start: int, end: int) -> bool:
    """Whether the words stand in a sentence that is no question, with no condition before or after them."""
    before = _SENTENCE_END.split(own[max(0, start - _FAR) : start])[-1]
    if before and _CONDITION.search(before):
        return False
    closing = _SENTENCE_END.search(own, end, end + _FAR)
    rest = own[end : closing.end() if closing else end + _FAR]
    return not rest.endswith("?") and not (rest and _AFTER.search(rest))


def cheap(words: str) -> str:
    r"""Return a pattern for a search over whole columns: word boundaries of ASCII cost a fifteenth.

    It is for polars; it finds whatever the pattern with ``\\b`` finds in English words.
    """
    return f"(?i){words}".replace(r"\b", r"(?-u:\b)")


def clauses(own: str) -> list[int]:
    """Return where clauses open, the first 400 of them."""
    found = []
    for opening in _CLAUSE.finditer(own):
        found.append(opening.end())
        if len(found) == _MOST:
            break
    return found


def one_of(rules: Sequence[tuple[str, str]], lead: str = ASIDE) -> re.Pattern[str]:
    """Return one pattern, of lower case, for several rules; the rule that comes first goes first (see ``rule_of``)."""
    return re.compile(rf"{lead}(?:{'|'.join(f'(?P<{rule}>{words})' for rule, words in rules)})")


def lowered(text: str) -> str:
    """Return the text in lower case, as long as it was: matching that costs half of ignoring case."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def rule_of(
    own: str, pattern: re.Pattern[str], openings: Sequence[int] | None = None
) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and rule of asserted words that stand at the opening of a clause.

    Parameters
    ----------
    own
        A text of which nothing is left that its author did not say (``own_words``).
    pattern
        Made by ``one_of``.
    openings
        Where clauses open, if that is known already.
    """
    lower = lowered(own)
    for at in clauses(own) if openings is None else openings:
        if (hit := pattern.match(lower, at)) and hit.lastgroup:
            start, end = hit.span(hit.lastgroup)
            if asserted(own, start, end):
                yield start, end, hit.lastgroup
