"""Text of a post -> the words in which it denies what it answers, if it says so outright.

Precision before coverage: a phrase counts only where it opens a clause of the author's own, is no question
and stands under no condition, and where the predicate ends the clause ("this is false flag talk" does not
count). Most denials are put in other words and stay undetermined; so do outrage ("this is wrong"), shock ("I
can't believe this") and doubt ("no proof yet", "not confirmed"), which deny nothing. "No." and "Rubbish!" alone
(``ONLY_BACK``) contradict somebody in talk; below news they are sighs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Final, NamedTuple

from threadscope.analyze.words.assertion import ASIDE, CLOSES, asserted, cheap, lowered, one_of, rule_of
from threadscope.analyze.words.own_words import own_words

__all__ = ["MAY_DENY", "NEGATES", "ONLY_BACK", "ONLY_FORTH", "SAYS_NO", "Denial", "denial", "denial_in"]


class Denial(NamedTuple):
    """Words that deny: where they stand in the text, and the rule that found them."""

    start: int
    end: int
    rule: str


#: "No, it won't" below "it will not fall" agrees: rules that deny only what itself negates nothing.
SAYS_NO: Final = frozenset({"says_no", "says_no_alone"})
#: What negates, for a search over whole columns.
NEGATES: Final = r"(?i)\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|hardly)\b|n['’]t\b|\b(?:do|does|did|is|are|was|were|wo|ca|could|would|should|has|have|had|ai)nt\b"
#: Rules that mean something only toward a person who is answered in talk, not toward the post that opens a thread.
ONLY_BACK: Final = frozenset({"says_no_alone", "calls_it_rubbish"})
#: Contradicts what news or a picture shows; in talk "it's not the …" is said of anything.
ONLY_FORTH: Final = frozenset({"says_it_is_not"})

_DEGREE: Final = (
    r"(?:\s+(?:just|simply|totally|completely|absolutely|all|also|so|still|already|definitely|certainly|actually|really|"
    r"quite|even|entirely|100%|patently|demonstrably|blatantly|literally|complete|total|pure|utter|utterly|an?|such|"
    r"another|outright|flat[ -]out|been|long|since|strictly|exactly|remotely|technically|necessarily|factually|clearly|obviously)){0,4}"
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
#: After "that's not the …": what judges or sighs, and contradicts nobody.
_JUDGED: Final = r"(?!\s*\w*\s*(?:surprise|problem|joke|matter|good|bad|great|best|worst|time|place|point|way|coincidence|secret|idea|deal|fan|big|excuse|easy|only|first|last|same|end|case|answer|solution|reason|kind|sort|lot|shock|question|issue|real|right|person|one|guy|hoax|fake|lie)\b)"
_NOUNS: Final = r"[^\W\d_][\w'-]*(?:\s[^\W\d_][\w'-]*){0,2}?"
_FALSELY: Final = r"(?:lies|rumou?rs?|misinformation|disinformation|fake\s+news|nonsense|falsehoods?|hoax(?:es)?|speculation)"
_RUBBISH: Final = r"(?:bs|bullshit|bollocks|bollox|hogwash|bunk|baloney|horseshit|rubbish)"
_RULES: Final[tuple[tuple[str, str], ...]] = (
    ("says_not_true", rf"(?:{_IS_NOT}|{_IS}{_DEGREE}\s+not){_DEGREE}\s+{_TRUE}" + CLOSES),
    ("says_not_what_was_said", rf"{_IS_NOT}{_DEGREE}\s+{_SAID}"),
    ("says_false", rf"{_IS}{_DEGREE}\s+{_FALSE}" + CLOSES),
    ("says_did_not_happen", rf"{_IT}\s+(?:never\s+happened|did\s*n[o']?t\s+happen|did\s+not\s+happen)" + CLOSES),
    ("says_never_said", r"(?:he|she|they|we|i|nobody|no[ -]one)\s+(?:never|did\s?n'?t|did\s+not)\s+(?:actually\s+|even\s+)?(?:say|said|claim|claimed|write|wrote|tweet|tweeted|call|called)\s+(?:that|this|it|any\s+such\s+thing|anything\s+(?:like|of\s+the)|such)\b|(?:nobody|no[ -]one)\s+(?:said|claimed|says|claims|is\s+saying|is\s+claiming|ever\s+said)\s+(?:that|this|it|any|such)\b"),
    ("says_no", r"(?:no+|nope|nah)[\s,.!-]+(?:he|she|it|they|you|we|i|this|that|there|these|those)\s*(?:(?:is|are|was|were|has|have|had|does|do|did|could|would|will|can|'s|'re)\s+not|(?:is|are|was|were|has|have|had|does|do|did|could|would|wo|ca)n't|(?:did|does|do|is|was|has|have|ai|wo|ca)nt)" + CLOSES),
    ("says_no_evidence", r"there(?:'s|\s+is|\s+are|\s+was|s)\s+(?:absolutely\s+|still\s+|literally\s+)?(?:no|zero|not\s+any|0)\s+(?:\w+\s+)?(?:evidence|proof|indication|truth)\s+(?:of|that|for|to|in|whatsoever|at\s+all)\b|there\s+(?:is|was|are)n'?t\s+any\s+(?:evidence|proof)\s+(?:of|that|for)\b|no\s+truth\s+(?:to|in)\s+(?:this|it|that|the|any)\b"),
    ("says_debunked", r"(?:(?:this|that|it|which|your|the|these|those|all|already|been)\s+(?:\w+\s+){0,3})?(?:has|have|had|was|were|been|got)\s+(?:been\s+)?(?:already\s+|totally\s+|thoroughly\s+|long\s+)?(?:debunked|disproven|disproved|refuted|retracted|discredited|prove[nd]\s+(?:false|wrong|untrue|fake))" + CLOSES),
    ("says_it_is_rumour", rf"(?:(?:{_IT}(?:'s|\s+is|\s+was|\s+are)|thats|its)\s+(?:just|only|nothing\s+but|all|pure|mere)\s+(?:an?\s+)?(?:rumou?rs?|speculation|hearsay)|all\s+rumou?rs?|pure\s+speculation)" + CLOSES),
    ("says_you_are_wrong", r"(?:you're|you\s+are|ur|your|u\s+are)(?:\s+(?:just|simply|totally|completely|so|dead|flat[ -]out|clearly|both))*\s+(?:wrong|mistaken|lying|incorrect)" + CLOSES),
    ("says_you_have_it_wrong", r"(?:you|u|you\s+guys)(?:'ve|\s+have)?\s+(?:got|get|have|had)\s+(?:it|this|that|the\s+\w+|your\s+\w+|that\s+\w+)\s+(?:all\s+|completely\s+|totally\s+)?wrong" + CLOSES),
    ("calls_it_wrong", r"(?:(?:it's|that's|thats|this\s+is|that\s+is)\s+)?(?:the\s+)?wrong\s+(?:flag|person|guy|man|woman|photo|picture|pic|image|video|country|name|information|info|date|place|number|location|story|city)" + CLOSES),
    ("calls_you_liar", r"(?:you(?:'re|\s+are)|ur|u\s+r)\s+(?:a\s+|such\s+a\s+|all\s+)?(?:(?:fucking|damn|big|complete|total|proven|pathological|habitual|known|bloody)\s+)?liars?" + CLOSES),
    ("says_you_spread_it", rf"(?:you're|you\s+are|ur|u\s+are)\s+(?:just\s+|only\s+)?(?:spreading|posting|sharing|tweeting|peddling)\s+(?:\w+\s+)?{_FALSELY}" + CLOSES),
    ("says_you_keep_at_it", rf"(?:you|u|ya)\s+(?:just\s+)?keep\s+(?:on\s+)?(?:repeating|spreading|posting|sharing|tweeting|saying|telling|peddling|pushing)\s+(?:(?:the|these|those|this|your|same|such)\s+)*(?:{_FALSELY}|(?:false|untrue|debunked)\s+\w+)\b"),
    ("says_made_up", r"(?:you|he|she|they|u)(?:'re|'s|\s+are|\s+is|\s+have|\s+has)?\s+(?:just\s+|literally\s+)?(?:making|made)\s+(?:this|that|it|stuff|things|stories|these|shit)\s+(?:all\s+)?up|(?:stop|quit)\s+making\s+(?:\w+\s+)?(?:stuff|things|stories|shit|this|that|it)?\s*up|(?:do\s?n'?t|stop)\s+mak(?:e|ing)\s+up\s+(?:stories|stuff|things|lies)"),
    ("tells_to_stop", rf"(?:please\s+|pls\s+)?(?:stop|quit|do\s?n'?t|do\s+not)\s+(?:lying|(?:spread|post|shar|tweet|repeat)(?:e|ing)?\s+(?:(?:this|these|such|your|false|fake|more|baseless|unconfirmed|stupid)\s+)*(?:{_FALSELY}|false\s+\w+))" + CLOSES),
    ("tells_to_check", r"(?:please\s+|pls\s+)?(?:(?:get|check)\s+(?:your|ur)\s+facts(?:\s+(?:right|straight))?|stick\s+to\s+(?:the\s+)?facts|fact[ -]check\s+(?:this|that|it|your))"),
    ("disagrees", r"(?:i|we)\s+(?:strongly\s+|completely\s+|totally\s+|respectfully\s+|have\s+to\s+|must\s+|beg\s+to\s+)*(?:disagree|differ)(?:\s+with\s+(?:you|this|that))?" + CLOSES),
    ("says_it_is_not", rf"(?:(?:it|this|that|these|those|they)(?:'s|'re|\s+is|\s+are|\s+was|\s+were)\s+not|(?:thats|its)\s+not|(?:it|this|that|these|those|they)\s+(?:is|was|are|were)n'?t)\s+(?:even\s+|actually\s+|really\s+)?the\s+{_JUDGED}{_NOUNS}" + CLOSES),
    ("says_misleading", rf"(?:{_IT}(?:'s|\s+is|\s+was)\s+(?:so\s+|very\s+|really\s+|quite\s+|a\s+)?(?:misleading|deceptive|inaccurate)|(?:very\s+|so\s+|totally\s+)?misleading\s+(?:headline|title|tweet|post|info|information|caption))" + CLOSES),
    ("says_photoshopped", r"(?:(?:bad|worst|terrible|nice|poor|great|good|clearly|obviously|such\s+a|definitely|totally|it's|this\s+is|that's)\s+){1,2}(?:photo\s?shop(?:ped)?|shopped)(?:\s+(?:job|ever|fail))?" + CLOSES),
)  # fmt: skip
#: Words that contradict where they open the post: nothing leads up to them.
_FIRST_RULES: Final[tuple[tuple[str, str], ...]] = (
    ("says_it_is_not", rf"not\s+the\s+{_JUDGED}{_NOUNS}(?=\s*(?:$|[.!…\n,;|]))"),
    ("says_no_alone", r"(?:no|nope|nah)(?=\s*(?:$|\.(?!\.)))(?!\W+please)"),
    ("calls_it_rubbish", rf"(?:(?:total|complete|utter|pure|absolute|what)\s+)?{_RUBBISH}(?=\s*(?:$|[.!]))|i(?:'m)?\s+call(?:ing)?\s+(?:bs|bullshit)"),
    ("calls_you_liar", r"(?:liars?|you\s+(?:lie|lied))(?=\s*(?:$|[.!]))"),
)  # fmt: skip
_AT_OPENING: Final = one_of(_RULES)
_AT_FIRST: Final = one_of(_FIRST_RULES, r"[|\s.,:!]*")
_STRESS: Final = r"(?:(?:simply|already|long|totally|completely|absolutely|utterly|complete|total|utter|just|all|pure|more|fake|such|what\s+a)\s+)*"
_THIRD: Final = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)
#: "Yes, that is incorrect" denies what both deny.
_GRANTS: Final = re.compile(r"[|\W]*(?:yes|yep|yup|agreed|exactly|indeed)\b(?!\s*\?)", re.IGNORECASE)
#: Mockery takes back whatever it says.
_MOCKS: Final = re.compile(r"/s\b|🙄")
#: A sentence that is nothing but the verdict; "lies!" and "wrong!" further down are about anything.
_ALONE: Final = r"(?=\s*(?:[.!…\n|#]|$))"
_OPENS_WITH: Final = re.compile(
    rf"[|\s.]*{ASIDE}(?P<said>{_STRESS}(?:wrong|not\s+(?:true|correct)|{_FALSE})){_ALONE}"
)
_LATER: Final = re.compile(
    rf"[ \t]*(?P<said>{_STRESS}(?:not\s+(?:true|correct)|untrue|incorrect|false)){_ALONE}"
)
_SENTENCE_END: Final = re.compile(r"[.!?…\n|]+")
#: Nobody writes so many sentences in a post that is read; a hostile text holds 12,000.
_MOST: Final = 400
#: What a text must hold to be looked at: for a cheap search over whole columns.
MAY_DENY: Final = cheap(
    r"true|correct|accurate|factual|the\s+case|n.?t\s+what|false|fake|\blies?\b|lying|\blied\b|\bliar|hoax|nonsense|\bmyth|"
    r"(?:mis|dis)information|debunk|disprove|refut|retracted|discredited|proved\s|proven\s|photo\s?shop|shopped|doctored|fabricat|made[ -]up|bogus|baseless|exaggerat|never\s+happened|"
    r"n.?t\s+happen|\bwrong|mistaken|\bfacts|fact.check|rumou?r|speculation|hearsay|disagree|to\s+differ|never\s+(?:actually\s+|even\s+)?(?:sa|cl|wr|tw|ca)|did\s?n.?t\s+(?:actually\s+|even\s+)?(?:say|claim|write|tweet|call)|"
    r"(?:nobody|no.one)\s+(?:said|claim|says|is\s|ever)|no\s+truth|(?:evidence|proof|indication|truth)\s+(?:of|that|for|to|in|whatsoever|at\s)|"
    r"\bmak(?:e|ing)\s|\bmade\s|\bup\b.{0,3}stor|misleading|deceptive|bullshit|\bbs\b|bollo|hogwash|\bbunk|baloney|horseshit|rubbish|"
    r"(?:is|was|are|were)\s?n.?t\s+(?:even\s+|actually\s+|really\s+)?the\s|\bnot\s+(?:even\s+|actually\s+|really\s+)?the\s|"
    r"\b(?:no+|nope|nah)(?:[\s,.!-]+(?:he|she|it|they|you|we|i|this|that|there|these|those)\b|\s*$|\s*\.)"
)


def _with_whom_answered(own: str, hit: Denial) -> bool:
    """Whether "I disagree" speaks to who is answered, not of a third person ("she implies …. I disagree")."""
    return own[: hit.end].lower().endswith("with you") or not _THIRD.search(own, 0, hit.start)


def _in_clauses(own: str) -> Iterator[Denial]:
    hits = (Denial(*hit) for hit in rule_of(own, _AT_OPENING))
    yield from islice((hit for hit in hits if hit.rule != "disagrees" or _with_whom_answered(own, hit)), 1)
    yield from islice((Denial(*hit) for hit in rule_of(own, _AT_FIRST, [0])), 1)


def _alone(own: str) -> Iterator[Denial]:
    """Yield the first sentence that is nothing but a verdict."""
    lower = lowered(own)
    later = (_LATER.match(lower, cut.end()) for cut in islice(_SENTENCE_END.finditer(own), _MOST))
    hits = chain([_OPENS_WITH.match(lower)], later)
    spans = (hit.span("said") for hit in hits if hit)
    yield from islice((Denial(*span, "says_false_alone") for span in spans if asserted(own, *span)), 1)


def denial_in(own: str) -> Denial | None:
    """Find the first outright denial in a text of which only the author's own words are left."""
    found = min((*_in_clauses(own), *_alone(own)), default=None)
    return None if found and (_MOCKS.search(own) or _GRANTS.match(own)) else found


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
    return denial_in(own_words(text, begins))
