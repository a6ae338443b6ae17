"""Text of a post -> the words in which its author takes back, or sets right, something of their own.

Precision before coverage, English only. The words must speak of the author ("I retract my post", "my mistake") at
the opening of a clause, in no question and under no condition. Demands ("retract this"), what others did ("they
retracted it"), regrets that take nothing back ("sorry for your loss", "I was wrong to trust you") and mockery that
shows in the words ("my mistake, I thought you could read") do not count. Many of these words are said of anything, so
that some rules need a post of the same author before (``ONLY_AFTER``), or right above (``ONLY_NEAR``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from threadscope.analyze.words.assertion import asserted, cheap, clauses, lowered, one_of, rule_of
from threadscope.analyze.words.own_words import own_words
from threadscope.analyze.words.retraction_words import LEAD, RULES, SAID

__all__ = ["MAY_RETRACT", "ONLY_AFTER", "ONLY_NEAR", "Retraction", "retraction", "retraction_in"]


class Retraction(NamedTuple):
    """Words that take back: where they stand in the text, and the rule that found them."""

    start: int
    end: int
    rule: str


#: Rules that count only where the author wrote in the thread before: "I was wrong" may be said of a bus.
ONLY_AFTER: Final = frozenset(
    {"says_was_wrong", "says_own_mistake", "says_misread", "says_meant", "regrets_error", "regrets_posting"}
)
#: Rules that count only where one of the two posts above is the author's own: "Correction: …" mostly corrects others.
ONLY_NEAR: Final = frozenset({"says_my_bad", "scratches", "corrects", "updates", "apologises_for_it"})

_AT_OPENING: Final = one_of([(rule, "|".join(forms)) for rule, forms in RULES], LEAD)
_OTHERS: Final = r"\b(?:he|him|she|her|they|them|us|you|was|were|is|are|who|been|got|had|did)\b"
#: "I said this and posted that in error": said between the verb and its error is nothing that others did.
_IN_ERROR: Final = re.compile(
    rf"(?<![\w'’])(?:i|we)\s+(?:\w+\s+){{0,2}}?{SAID}\b(?:(?!{_OTHERS})[^.!?\n]){{0,80}}\b(?:in\s+error|by\s+mistake|mistakenly|erroneously)\b"
)
#: "Correction: …" opens a post, behind nothing but mentions and marks.
_LABEL: Final = re.compile(
    r"[^\w#]*(?P<said>(?P<corrects>#?(?:(?:small|slight|quick|minor|important|one)\s+)?(?:corrections?|corrected|erratum|corrigendum)(?=\s*(?:[^\w\s'?|]|\||(?:to|on)\s+(?:my|our)\b)|\s+(?!(?:by|of|in|from|on|to|for|needed|has|was|is|will|made|please|pls|coming|that|accepted|noted|officers?|facilit\w+|cent(?:er|re)s?|fluid)\b)\w+\s)[^\n.!?]*)"
    r"|(?P<updates>#?update[d]?(?=\s*[^\w\s'?])[^\n.!?]*?(?:,\s*not\s+\w+|\b(?:rather\s+than|instead\s+of)\s+\w+|\b(?:earlier|previous|initial)\s+\w+\s+(?:was|were)\s+(?:wrong|incorrect|inaccurate|false|mistaken)|\b(?:i|we)\s+(?:was|were)\s+(?:wrong|mistaken)|\b(?:as|than|what)\s+(?:i|we)\s+(?:earlier\s+|previously\s+)?(?:said|posted|reported|wrote))\b[^\n.!?]*))"
)
#: What is corrected is somebody else's: "Correction: you are the liar", "Correction needed", "Corrected you".
_YOURS: Final = re.compile(
    r"\W*(?:\w+\s+)?corr\w+\W*(?:(?:you|your|u|ur|needed|please|pls|required|coming)\b|$)"
)
#: A post that is deleted may have been right: why must stand with it.
_BECAUSE: Final = re.compile(
    r"\b(?:wrong|false|incorrect\w*|inaccura\w+|errors?|mistakes?|mistaken\w*|misle\w+|untrue|fake|not\s+(?:true|real|correct|accurate|him|her|them|the)|misinfo\w*|"
    r"misinterpret\w*|misread|misunder\w+|outdated|old|correct(?:ion|ed)|unverified|unconfirmed|apolog\w+|sorry|hoax|was\s?n't|is\s?n't|were\s?n't|debunked|my\s+bad|confus\w+|satire|parody|ai)\b"
)
_MOCKS: Final = re.compile(
    r"/s\b|🙄|\b(?:yeah|yea)[\s,]+(?:right|sure)\b|\bsilly\s+me\b|\bhow\s+(?:dare|silly|stupid|foolish|could)\b|\bsorry[\s,]+not\s+sorry\b|\bj/?k\b|\bjust\s+kidding\b|\bsarcas\w+"
    r"|\boh,?\s+(?:i'?m\s+)?so+\s+sorry\b|\bi\s+forgot\b|\bgod\s+forbid\b|\b(?:smaller|simpler)\s+words\b|\byour\s+(?:little\s+|precious\s+)?feelings\b|\b(?:far|even|much|way)\s+(?:worse|dumber|stupider|more\s+stupid)\b|\bforgive\s+me\s+for\b"
    # "my mistake, I thought you could read"
    r"|\b(?:my\s+(?:bad|mistake|error|apologies)|mea\s+culpa|corrected|i\s+was\s+(?:wrong|mistaken)|back|sorry)\b[\s,.!…:–—-]*(?:but\s+|and\s+|clearly\s+|obviously\s+|because\s+)?(?:i|we|here\s+i\s+was)\s*(?:\w+\s+)?(?:thought|forgot|assumed|expected|figured|thinking|believed|did\s?n'?t\s+(?:realis|realiz|know)\w*|should\s+have\s+known|keep\s+forgetting)"
    r"|\b(?:my\s+(?:bad|mistake|error)|corrected|wrong|mistaken|back)\b[\s,.!…:–—-]*(?:and\s+|but\s+)?(?:you're|you\s+are|ur|your|he's|she's|they're|they\s+are|it's)\s+(?:even|worse|not\s+(?:just|only|an?|even)|just\s+(?:an?|plain)|an?\s+\w*(?:idiot|moron|liar|clown|fool|troll|genius|racist|bigot|coward)|actually\s+(?:dumb|stup|worse)\w*|(?:far|much|way|more)\b|(?:dumb|stupid|worse)\w*|both)"
    r"|\b(?:your\s+(?:majesty|highness|honou?r)|genius|einstein|sherlock|snowflake|princess|professor\s+\w+splain)\b",
    re.IGNORECASE,
)
#: Who is named before a colon says it: "Mayor: I was wrong".
_SPEAKER: Final = re.compile(r"(?<![\w'])(?!(?:correction|update|updated|edit|note|ps|re|confession|sorry|apologies|truth|fact|clarification|retraction|honestly|ok|okay|well|yes|no|so)\s*:)[\w|][\w|.'-]*\s*:\s*$", re.IGNORECASE)  # fmt: skip
#: "I'll take it back when you show me one": until then it stands.
_LATER: Final = re.compile(r"[^.!?…\n]{0,80}?\b(?:when|once|as\s+soon\s+as|the\s+(?:day|moment|minute)|provided|in\s+case|or\s+(?:was|am|did)\s+i)\b")  # fmt: skip
#: "I was wrong once", "was wrong all along about you".
_ONCE: Final = re.compile(r"\s+(?:once|before|many\s+times|all\s+my\s+life)\b")
#: "You missed my point. My bad.": what goes before says that the other got it wrong.
_SCORNS: Final = re.compile(
    r"\b(?:you|u|y'all)\s+(?:just\s+|clearly\s+|obviously\s+|totally\s+)?(?:missed|can't|cannot|don't|didn't|did\s+not|do\s+not|miss|failed|misread|misunderst\w+|lack|are\s+(?!right|correct|absolutely|quite|totally|completely))\b"
)
#: Clauses that open without a mark: "you are right i was wrong", "checked again and i was wrong".
_JOINED: Final = re.compile(
    r"(?<!\w)(?:and|but|so|&|right|correct|sorry|oops)\s+(?=(?:i|my|we|that's|it's)\b)"
)
_CONDITION: Final = re.compile(
    r"\b(?:if|unless|whether|hop(?:e|es|ed|ing)|wish\w*|suppos\w+|imagine|maybe|perhaps|might|pretend\w*|would|could|why|how|never|not|you|he|she|they)\b"
)
_SENTENCE_END: Final = re.compile(r"[.!?…\n]")
_FAR: Final = 300
#: Nobody says so so often in one post.
_MOST: Final = 60
#: What a text must hold to be looked at: for a cheap search over whole columns.
MAY_RETRACT: Final = cheap(
    r"(?:\bi\b|\bwe\b|\bmy\b|\bour\b)(?s:.*)(?:retract|withdr[ae]w|\bback\b|mistake|error|wrong|incorrect|inaccura|misleading|false|untrue|outdated|"
    r"faulty|erroneous|delet|remov|\bdown\b|mixed\s+up|confused|conflated|backwards|misinformed|\bmis[a-z]+|\bshould|too\s+soon|the\s+gun|\bbad\b|\bcorrect)|"
    r"(?:retracting|withdrawing|ignore|disregard|scrap|scratch|deleted|deleting|removed|removing|taken\s+down|taking\s+down|took\s+down)\s+(?:my|our|an?|that|this)\b|"
    r"stand\s+corrected|mea\s+culpa|\bmis(?:read|spoke|heard|remembered|typed|counted)|meant|apolog|sorry|corrections?|corrected|erratum|corrigendum|\bupdated?\b|oops|whoops|woops"
)


def _spoken_by_another(own: str, start: int) -> bool:
    """Whether a name and a colon stand right before the clause."""
    return ":" in own[max(0, start - 8) : start] and bool(_SPEAKER.search(own, max(0, start - 60), start))


def _hits(own: str) -> Iterator[Retraction]:
    lower = lowered(own)
    openings = sorted({*clauses(own), *(hit.end() for hit in islice(_JOINED.finditer(lower), _MOST))})
    for start, end, rule in rule_of(own, _AT_OPENING, openings):
        if _spoken_by_another(own, start) or _LATER.match(lower, end):
            continue
        if rule == "deletes_own" and not _BECAUSE.search(lower):
            continue
        if rule == "says_my_bad" and _SCORNS.search(lower, max(0, start - _FAR), start):
            continue
        if rule == "says_was_wrong" and _ONCE.match(lower, end):
            continue
        yield Retraction(start, end, rule)
    for hit in islice(_IN_ERROR.finditer(lower), _MOST):
        before = _SENTENCE_END.split(lower[max(0, hit.start() - _FAR) : hit.start()])[-1]
        closing = _SENTENCE_END.search(lower, hit.end(), hit.end() + _FAR)
        if not _CONDITION.search(before) and not (closing and closing[0] == "?"):
            yield Retraction(*hit.span(), "says_in_error")
    if (label := _LABEL.match(lower)) and not _YOURS.match(lower, label.start("said")):
        start, end = label.span("said")
        if asserted(own, start, end):
            yield Retraction(start, len(own[:end].rstrip()), "corrects" if label["corrects"] else "updates")


def _needs(found: Retraction) -> int:
    """How much must stand around the words, for them to count: what counts anywhere goes first."""
    return 2 if found.rule in ONLY_NEAR else 1 if found.rule in ONLY_AFTER else 0


def retraction_in(own: str) -> Retraction | None:
    """Find the words that take something back, in a text of which only the author's own words are left.

    Of several those that need the least around them, then the first.
    """
    found = min(_hits(own), key=lambda hit: (_needs(hit), hit), default=None)
    return None if found and _MOCKS.search(own) else found


def retraction(text: str, begins: int = 0) -> Retraction | None:
    """Find the words in which an author takes back, or sets right, something of their own.

    Parameters
    ----------
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.

    Returns
    -------
    Retraction or None
        Where the words stand, for quoting them as they are; None without such words. Whether a rule of ``ONLY_AFTER``
        or ``ONLY_NEAR`` counts is for whoever knows the thread.

    Examples
    --------
    >>> retraction("That is my error. I retract my post")
    Retraction(start=18, end=35, rule='retracts')
    >>> retraction("Retract your post"), retraction("They retracted it"), retraction("Was I wrong?")
    (None, None, None)
    """
    return retraction_in(own_words(text, begins))
