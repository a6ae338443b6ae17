"""Text of a post -> the words in which it denies what it answers, if it says so outright.

Precision before coverage: a phrase counts only where it opens a clause of the author's own, is no question
and stands under no condition, and where the predicate ends the clause ("this is false flag talk" does not
count). Most denials are put in other words and stay undetermined; so do outrage ("this is wrong",
"bullshit"), shock ("I can't believe this") and doubt ("no proof yet"), which deny nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from threadscope.analyze.own_words import own_words

__all__ = ["MAY_DENY", "Denial", "denial"]


class Denial(NamedTuple):
    """Words that deny: where they stand in the text, and the rule that found them."""

    start: int
    end: int
    rule: str


_CLAUSE: Final = re.compile(r"(?:\A|(?<=[^\w\s'&%$/-]))\s*(?=\w)")
_ASIDE: Final = (
    r"(?:(?:no+|nope|nah|sorry|worth repeating|but|well|um+|uh+|er|actually|lol|lmao|ha(?:ha)+|ok|okay|and|so|yeah|yes|dude|man|bro|"
    r"sir|mate|honestly|seriously|again|look|omg|wow|hey|come on|except|obviously|clearly|i know(?: that)?|"
    r"we know(?: that)?|everyone knows(?: that)?|i'm (?:pretty |quite )?sure(?: that)?|i can (?:tell|assure) you(?: that)?|"
    r"turns out)[\s,.!:…-]{1,9}){0,4}"
)
_DEGREE: Final = (
    r"(?:\s+(?:just|simply|totally|completely|absolutely|all|also|so|still|already|definitely|certainly|actually|really|"
    r"quite|even|entirely|100%|patently|demonstrably|blatantly|literally|complete|total|pure|utter|utterly|an?|such|"
    r"another|outright|flat[ -]out|been|long|since|strictly|exactly|remotely|technically|necessarily)){0,4}"
)
_THING: Final = (
    r"(?:this|that|your|the|these|those|ur)\s+(?:whole\s+|entire\s+|last\s+)?(?:story|stories|claims?|statements?|"
    r"photos?|pictures?|pics?|images?|videos?|reports?|rumou?rs?|quotes?|tweets?|posts?|articles?|headlines?|info|"
    r"information|screenshots?|numbers?|figures?|premise|assertion|stats?|statistics?)"
    r"|what\s+(?:you|he|she|they)\s+(?:say|said|wrote|claim|claimed|posted)"
)
_IT: Final = rf"(?:this|that|it|which|{_THING})"
_IS: Final = rf"(?:(?:this|that|it|{_THING})(?:'s|\s+is|\s+was|\s+are|\s+were|\s+has|\s+have)|thats|its)"
_IS_NOT: Final = (
    rf"(?:{_IT}(?:'s\s+not|\s+(?:is|was|are|were)\s+not|\s+(?:isn't|wasn't|aren't|weren't|ain't|isnt|wasnt|arent|aint))"
    r"|(?:thats|its)\s+not)"
)
_TRUE: Final = r"(?:true|correct|accurate|factual|the\s+case)"
_SAID: Final = r"what\s+(?:(?:really|actually)\s+)?(?:happened|(?:he|she|they|it|you|i|we)\s+(?:just\s+)?(?:said|says|say|wrote|meant))\b"
_FALSE: Final = (
    r"(?:false(?:\s+(?:info|information|news|claims?|rumou?rs?))?|untrue|incorrect|inaccurate|fake(?:\s+news|d)?|lies?|"
    r"hoax|nonsense|myth|misinformation|disinformation|debunked|photoshopped|doctored|fabricated|made[ -]up|bogus|"
    r"baseless|exaggerat(?:ed|ion))"
)
_CLOSES: Final = (
    r"(?=\s*(?:$|[^\w\s'-]|-\s|(?:and|but|because|so|at\s+all|you|u|stop|please|lol|imo|anyway|either|as)\b))"
)

_RULES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (rule, re.compile(rf"{_ASIDE}(?P<said>{words}){'' if rule == 'says_not_what_was_said' else _CLOSES}", re.IGNORECASE))
    for rule, words in (
        ("says_not_true", rf"(?:{_IS_NOT}|{_IS}{_DEGREE}\s+not){_DEGREE}\s+{_TRUE}"),
        ("says_not_what_was_said", rf"{_IS_NOT}{_DEGREE}\s+{_SAID}"),
        ("says_false", rf"{_IS}{_DEGREE}\s+{_FALSE}"),
        ("says_did_not_happen", rf"{_IT}\s+(?:never\s+happened|did\s*n[o']t\s+happen|did\s+not\s+happen)"),
        ("says_no", r"(?:no+|nope|nah)[\s,.!-]+(?:he|she|it|they|you|we|i|this|that|there|these|those)\s*(?:(?:is|are|was|were|has|have|had|does|do|did|could|would|will|can|'s|'re)\s+not|(?:is|are|was|were|has|have|had|does|do|did|could|would|wo|ca)n't|(?:did|does|do|is|was|has|have|ai|wo|ca)nt)"),
        ("says_you_are_wrong", r"(?:you're|you\s+are|ur|your|u\s+are)(?:\s+(?:just|simply|totally|completely|so|dead|flat[ -]out|clearly|both))*\s+(?:wrong|mistaken|lying|incorrect)"),
        ("says_you_spread_it", r"(?:you're|you\s+are|ur|u\s+are)\s+(?:just\s+|only\s+)?(?:spreading|posting|sharing|tweeting|peddling)\s+(?:\w+\s+)?(?:lies|misinformation|disinformation|fake\s+news|falsehoods?)"),
        ("tells_to_stop", r"(?:please\s+)?(?:stop|quit)\s+(?:lying|(?:spreading|posting|sharing|tweeting|repeating)\s+(?:(?:this|these|such|your|false|fake|more|baseless|unconfirmed|stupid)\s+)*(?:lies|rumou?rs?|misinformation|disinformation|false\s+\w+|fake\s+news|nonsense|falsehoods?))"),
        ("tells_to_check", r"(?:please\s+)?(?:get|check)\s+(?:your|ur)\s+facts(?:\s+(?:right|straight))?"),
        ("disagrees", r"(?:i|we)\s+(?:strongly\s+|completely\s+|totally\s+|respectfully\s+|have\s+to\s+|must\s+)*disagree(?:\s+with\s+(?:you|this|that))?"),
    )
)  # fmt: skip
_STRESS: Final = r"(?:(?:simply|already|long|totally|completely|absolutely|utterly|complete|total|utter|just|all|pure|more|fake|such|what\s+a)\s+)*"
#: A sentence that is nothing but the verdict; "lies!" and "wrong!" further down are about anything.
_VERDICT: Final = re.compile(
    rf"(?:^[|\s.]*{_ASIDE}(?P<said>{_STRESS}(?:wrong|not\s+(?:true|correct)|{_FALSE}))"
    rf"|(?<=[.!?…\n|])\s*(?P<later>{_STRESS}(?:not\s+(?:true|correct)|untrue|incorrect|false)))"
    r"(?=\s*(?:[.!…\n|#]|$))",
    re.IGNORECASE,
)
#: What a text must hold to be looked at: for a cheap search over whole columns.
MAY_DENY: Final = (
    r"(?i)true|correct|accurate|factual|the\s+case|n.?t\s+what|false|fake|\blies?\b|lying|hoax|nonsense|\bmyth|"
    r"(?:mis|dis)information|debunk|photoshop|doctored|fabricat|made[ -]up|bogus|baseless|exaggerat|never\s+happened|"
    r"n.?t\s+happen|wrong|mistaken|\bfacts|rumou?r|disagree|"
    r"\b(?:no+|nope|nah)[\s,.!-]+(?:he|she|it|they|you|we|i|this|that|there|these|those)\b"
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


def _asserted(own: str, start: int, end: int) -> bool:
    """Whether the words stand in a sentence that is no question, with no condition before them."""
    before = _SENTENCE_END.split(own[max(0, start - _FAR) : start])[-1]
    if _CONDITION.search(before):
        return False
    closing = _SENTENCE_END.search(own, end, end + _FAR)
    rest = own[end : closing.end() if closing else end + _FAR]
    return not rest.endswith("?") and not re.search(r"\b(?:if|unless|until)\b", rest, re.IGNORECASE)


def _in_clauses(own: str) -> Iterator[Denial]:
    """Yield the denial of the first clause that opens with one, by each rule."""
    clauses = [opening.end() for opening in _CLAUSE.finditer(own)]
    for rule, pattern in _RULES:
        hits = (hit for at in clauses if (hit := pattern.match(own, at)))
        yield from islice(
            (Denial(*hit.span("said"), rule) for hit in hits if _asserted(own, *hit.span("said"))), 1
        )


def _alone(own: str) -> Iterator[Denial]:
    """Yield the first sentence that is nothing but a verdict."""
    spans = (hit.span(str(hit.lastgroup)) for hit in _VERDICT.finditer(own))
    yield from islice((Denial(*span, "says_false_alone") for span in spans if _asserted(own, *span)), 1)


def denial(text: str, begins: int = 0) -> Denial | None:
    """Find the first outright denial among the author's own words.

    Parameters
    ----------
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.

    Returns
    -------
    Denial or None
        Where the words stand, for quoting them as they are; None without an outright denial.

    Examples
    --------
    >>> denial("Sorry, this is not true.")
    Denial(start=7, end=23, rule='says_not_true')
    >>> denial("If this is false, say so"), denial("Is it false?"), denial("It's not false")
    (None, None, None)
    """
    own = own_words(text, begins)
    return min((*_in_clauses(own), *_alone(own)), default=None)
