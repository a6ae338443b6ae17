"""Text of a post -> the words in which it agrees with what it answers, if it says so outright.

Precision before coverage. "Yes" has a rule of its own (``says_yes``), because below a question it answers the
question. Thanks, praise of anything else ("true story", "the right thing") and a "true, but …" agree with
nothing; mockery that shows in the words ("yeah right", "yes because …", 🙄) takes back whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from threadscope.analyze.words.assertion import asserted, cheap, one_of, rule_of
from threadscope.analyze.words.own_words import own_words

__all__ = ["MAY_AGREE", "ONLY_FORTH", "Agreement", "agreement", "agreement_in"]


class Agreement(NamedTuple):
    """Words that agree: where they stand in the text, and the rule that found them."""

    start: int
    end: int
    rule: str


#: Rules that mean something only toward the post that opens a thread: that others report it too. In talk, who
#: brings such news may as well contradict.
ONLY_FORTH: Final = frozenset({"reported_elsewhere"})
_OF_NEWS: Final = frozenset({"confirms", "reported_elsewhere"})
#: Who agrees says so first; "it's true" far down a long post is about something else.
_EARLY: Final = 140
_SPOKEN: Final = re.compile(r"[^|\s]")

_LEAD: Final = (
    r"(?:(?:lol|lmao|omg|wow|oh|well|man|dude|bro|god|sir|mate|honestly|sadly|unfortunately|and|yes|yeah|yep|yup|ya|"
    r"ok|okay|hell|amen|exactly|i know|haha(?:ha)*|hear hear|agreed|true)[\s,.!:…-]{1,9}){0,3}"
)
_VERY: Final = r"(?:(?:absolutely|totally|completely|entirely|fully|wholly|very|so|too|all|quite|damn|exactly|definitely|certainly|just|100\s?%|sadly|simply|both|also|strongly|wholeheartedly|really|dead|literally|unfortunately)\s+)*"
#: Nothing follows but the end of the sentence, or a name, a tag or a face.
_ENDS: Final = r"(?=\s*(?:$|[.!…\n|#]|,|;|:\)|-\s|[^\w\s'\"?&/%$(\[*:-]|(?:man|dude|bro|sir|mate|lol|imo|and|there|with\s+(?:you|this|that|all|everything)|on\s+(?:this|that)|100)\b))"
_RULES: Final = (
    ("says_exactly", rf"(?:{_VERY}(?:exactly|precisely|bingo|spot[ -]on|hear,? hear|amen(?:\s+to\s+that)?|preach(?:\s+it)?|(?<!\#)(?:this|word|facts)(?=\s*(?:[.!…\n]|$)))(?:\s+(?:this|that|right))?"
        r"|(?:you\s+|he\s+|she\s+)?nailed\s+it|well\s+(?:said|put|stated)|(?:very\s+)?well\s+(?:said|put)|(?:my|our)\s+(?:exact\s+thoughts?|thoughts?\s+exactly|point\s+exactly)"
        r"|(?:i\s+)?(?:could\s*n[o']?t|cannot|can'?t)\s+agree\s+(?:with\s+\w+\s+)?more|(?:i\s+)?could\s*n[o']?t\s+have\s+(?:said|put)\s+it\s+better(?:\s+myself)?"
        r"|took\s+the\s+words\s+(?:right\s+)?out\s+of\s+my\s+mouth|exactly\s+(?:my\s+(?:point|thoughts?)|what\s+(?:i|we)\s+(?:was|were|am|'m)\s+(?:thinking|saying)|this|that))" + _ENDS),
    ("says_true", rf"(?:(?:(?:this|that|it|all\s+of\s+(?:this|that|it)|what\s+(?:you|he|she|they)\s+(?:say|said|wrote))(?:'s|\s+is|\s+was)|thats)\s+{_VERY}(?:true|correct|accurate|a\s+fact|the\s+truth|factual)"
        rf"|{_VERY}true(?:\s+(?:that|dat))?|sad\s+but\s+true|(?:ain'?t|isn'?t)\s+that\s+the\s+truth|{_VERY}(?:correct|accurate))" + _ENDS),
    ("says_agree", rf"(?:(?:i|we)\s+(?:have\s+to\s+|must\s+|gotta\s+|do\s+|would\s+|can\s+only\s+|'d\s+)?{_VERY}(?:agree|concur)(?!\s+(?:to\s+disagree|that|but|in\s+(?:principle|part)))|(?:{_VERY}agreed|gotta\s+agree|have\s+to\s+agree|{_VERY}agree(?!\s+(?:to|or|on|that|if))))(?:\s+(?:(?:100|1000)\s?%?|with\s+(?:you|this|that|him|her|them|u|ya|everything|all)|completely|totally|wholeheartedly|entirely|fully))*" ),
    ("says_you_are_right", rf"(?:(?:you're|you\s+are|ur|u\s+are|he's|she's|he\s+is|she\s+is|they're|they\s+are)\s+{_VERY}(?:right|correct|spot[ -]on)"
        rf"|(?:that's|that\s+is|thats)\s+{_VERY}right|(?:right\s+you\s+are|(?:quite|too|damn)\s+right|right\s+on))" + _ENDS),
    ("grants_point", r"(?:(?:very\s+|that's\s+a\s+|that\s+is\s+a\s+|a\s+)?(?:good|great|fair|excellent|valid)\s+point|(?:you|he|she)(?:'ve|\s+have|\s+do\s+have|\s+has|\s+make|\s+makes|'s)?\s+(?:got\s+)?a\s+(?:good\s+|fair\s+|very\s+|valid\s+|great\s+)*point|fair\s+enough|true\s+enough|touch[eé])" + _ENDS),
    ("says_same", r"(?:same(?:\s+here)?|ditto|likewise|me\s+too|ikr|i\s+know,?\s+right|(?:i\s+)?was\s+(?:just\s+|literally\s+)?(?:about\s+to|gonna|going\s+to)\s+(?:say|comment|post)\s+(?:this|that|the\s+(?:exact\s+)?same(?:\s+thing)?)|i\s+was\s+(?:just\s+)?thinking\s+(?:the\s+(?:exact\s+)?same(?:\s+thing)?|that(?:\s+too)?|this)|that's\s+what\s+(?:i\s+(?:said|thought)|i\s+was\s+thinking|i've\s+been\s+saying)|i\s+(?:thought|think)\s+so\s+too)" + _ENDS),
    ("says_yes", r"(?:(?:yes|yep|yup|yeah|yea|aye|indeed|absolutely|definitely|certainly)(?:[\s,]+(?:indeed|absolutely|definitely|it\s+(?:is|was|does|did|has)|(?:he|she)\s+(?:is|was|does|did|has)|they\s+(?:are|were|do|did|have)|(?:i|we|you)\s+(?:do|did|have)|this|that))?|it\s+(?:sure|really|certainly)\s+(?:is|does|was|did)|sure\s+(?:is|does|was|did|are|do))(?=\s*(?:$|[.\n|#]|!(?!!)))"),
    ("confirms", r"(?:i\s+)?can\s+(?:confirm|verify|vouch)\b"),
    ("reported_elsewhere", r"(?:(?:it's|it\s+is|its|this\s+is|has\s+(?:now\s+)?been|now|just|been)\s+(?:now\s+|just\s+|been\s+)?confirmed|confirmed\s+by|(?:also\s+)?(?:being\s+)?(?:reported|confirmed)\s+(?:also\s+)?(?:by|on)\s+(?:the\s+)?[\w|#]+|confirmed(?=\s*[.!:…]))"),
)  # fmt: skip
_AT_OPENING: Final = one_of(_RULES, _LEAD)
#: "BBC now confirming", "Sky also reporting this": the sentence's subject goes first.
_ELSEWHERE: Final = re.compile(
    r"(?<![\w'])(?P<said>(?:#?[A-Z][\w|]{1,20}\s+){1,3}(?:(?:is|are|has|have)\s+)?(?:also|now|just)\s+(?:confirm(?:ing|ed|s)|report(?:ing|ed|s))"
    r"(?:\s+(?:this|it|that|the\s+same|so)\b)?)"
)
_NEWS: Final = re.compile(r"\b(?:also|now|just)\s+(?:confirm|report)")
#: "+1" and "^ this" open no clause of words.
_MARK: Final = re.compile(r"^[|\s.]*(?P<said>\+\s?1(?:0+)?(?!\d)|\^+\s*(?:this)?|👆\s*this|💯+)(?=\s*(?:$|[.!…\n|]))", re.IGNORECASE)  # fmt: skip
_MOCKS: Final = re.compile(
    r"/s\b|🙄|\b(?:yeah|yea|oh)[\s,]+(?:right|sure)\b|\bsure,?\s+jan\b|\byes,?\s+because\b|\b(?:ah|oh)[\s,]+yes\b|\bas\s+if\b|\bno,\s+you(?:\'re|\s+are)\s+right\b"
    # "you're right, I am just …": granted in scorn
    r"|\b(?:right|true|correct|exactly|agreed),?\s+(?:because\s+|cause\s+|cuz\s+)?(?:i\'?m|i\s+am|we\'re|we\s+are)\s+(?:just|only|so|the\s+one|obviously|clearly)\b|\bsilly\s+me\b|\bhow\s+dare\b",
    re.IGNORECASE,
)
#: Takes back what was granted: in the same sentence, or opening the next.
_BUT: Final = re.compile(
    r"[^.!?…\n]{0,200}?\b(?:but|however|though|although|except|yet|until)\b|[^.!?…\n]{0,80}[.!…\n]+\s*(?:but|however|still|though|yet|except)\b",
    re.IGNORECASE,
)
#: "Not confirmed", "cannot be confirmed": what is said of the report is that it is open.
_OPEN: Final = re.compile(
    r"\b(?:not|n't|un|yet|never|no(?:body|\s+one)|until|once|nor|be|wait\w*)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
#: What a text must hold to be looked at: for a cheap search over whole columns.
MAY_AGREE: Final = cheap(
    r"\b(?:exactly|precisely|bingo|spot.on|hear,?\s+hear|amen|preach|nailed\s+it|well\s+(?:said|put|stated)|exact\s+thoughts|thoughts\s+exactly|agree|agreed|"
    r"concur|said\s+it|put\s+it|of\s+my\s+mouth|true|the\s+truth|correct|accurate|a\s+fact|factual|(?:good|great|fair|excellent|valid)\s+point|a\s+(?:\w+\s+)?point|enough|touch|ditto|likewise|me\s+too|"
    r"ikr|i\s+know,?\s+right|was\s+(?:just\s+|literally\s+)?(?:about|gonna|going|thinking)|what\s+i|what\s+we|so\s+too|sure\s+(?:is|does|was|did|are|do)|(?:sure|really|certainly)\s+(?:is|does|was|did)|confirm\w*|verify|vouch|reported|reporting|reports)\b"
    r"|\b(?:this|word|facts|that|same|same\s+here|right|right\s+on|yes+|yep+|yup+|yeah|yea|aye|indeed|absolutely|definitely|certainly)(?:[\s,]+(?:indeed|absolutely|definitely|it|he|she|they|i|we|you|this|that)\b|\s*(?:$|\n|[^\w\s'’]|(?:man|dude|bro|sir|mate|lol|imo|and|there|with|on)\b))"
    r"|\b(?:also|now|just)\s+(?:report|confirm)"
    r"|^\W*(?:@\w+\W+)*(?:\+\s?1|\^|👆|💯)"
)


def _hits(own: str) -> Iterator[Agreement]:
    if mark := _MARK.match(own):
        yield Agreement(*mark.span("said"), "says_exactly")
    for start, end, rule in rule_of(own, _AT_OPENING):
        if rule not in _OF_NEWS and _BUT.match(own, end):
            continue
        if rule in _OF_NEWS and _OPEN.search(own[max(0, start - 40) : start]):
            continue
        yield Agreement(start, end, rule)
    for hit in _ELSEWHERE.finditer(own) if _NEWS.search(own) else ():
        if asserted(own, *hit.span("said")):
            yield Agreement(*hit.span("said"), "reported_elsewhere")


def agreement_in(own: str) -> Agreement | None:
    """Find the first outright agreement in a text of which only the author's own words are left."""
    found = min(_hits(own), default=None)
    if not found or _MOCKS.search(own):
        return None
    opening = _SPOKEN.search(own)
    return found if opening and found.start - opening.start() <= _EARLY else None


def agreement(text: str, begins: int = 0) -> Agreement | None:
    """Find the first outright agreement among the author's own words.

    Parameters
    ----------
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.

    Returns
    -------
    Agreement or None
        Where the words stand, for quoting them as they are; None without an outright agreement.

    Examples
    --------
    >>> agreement("So true. They never asked us")
    Agreement(start=0, end=7, rule='says_true')
    >>> agreement("True, but who asked you"), agreement("Yeah right"), agreement("Is it true?")
    (None, None, None)
    """
    return agreement_in(own_words(text, begins))
