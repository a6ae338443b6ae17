"""Text of a post -> the question its author really asks in it, if there is one.

A question mark alone is no question: quotations, addresses, "?!" and "really?" carry one too. A sentence of
the author's own counts when it opens like a question (who, what, is it, any …) or asks for a source, and is
none of the forms that people use to state something ("who cares?", "are you kidding?", "why would anyone …?").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from threadscope.analyze.words.own_words import BLOT, own_words

__all__ = ["MAY_ASK", "Question", "question", "question_in"]

#: What a text must hold to be looked at: for a cheap search over whole columns.
MAY_ASK: Final = "[?？]"


class Question(NamedTuple):
    """Words that ask: where they stand in the text, and the rule that found them."""

    start: int
    end: int
    rule: str


_SENTENCE_END: Final = re.compile(rf"[.!?…？\n{re.escape(BLOT)}]+")
#: Nobody reads a sentence of more characters as a question; a hostile text may hold one of 25,000.
_LONGEST: Final = 300
_LEAD: Final = r"\W*(?:(?:so|and|but|ok|okay|wait|um+|hey|hi|sorry|also|or|then|well|now|please|just curious|curious|hmm+|yes|no)\b[\s,:-]*)*"
_TRUTH: Final = r"(?:true|real|confirmed|confirming|legit|verified|official|accurate|correct|sure(?! you)|certain(?! you)|fake|a hoax|photoshopped)"
#: What whoever doubts asks for, and what whoever wants to know more does.
_SOURCE: Final = r"(?:source|sources|link|links|proof|evidence|confirmation)"
_NEWS: Final = r"(?:details?|updates?|info|information|reports?|word|news)"
_PEOPLE: Final = r"(?:you|u|we|they|he|she|anyone|anybody|someone|somebody)"
#: Asks whether it is so, or where it comes from. Retorts in this form ("who said they did?") are left to other rules.
_CHECKS: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:is|are|was|were)\b[^?]{{0,80}}\b{_TRUTH}\b"
    rf"|(?:any|got|do {_PEOPLE} have|does {_PEOPLE} have|have (?:you|u) (?:got )?|(?:is|are) there)\b (?!nothing|no |better)(?:[\w'-]+ ){{0,4}}?(?:{_SOURCE}|{_NEWS})\b"
    rf"|(?:anyone|anybody|someone|somebody) (?:have|has|got)\b (?:[\w'-]+ ){{0,3}}?(?:{_SOURCE}|{_NEWS})\b"
    rf"|(?:where(?:'s| is| are)|what(?:'s| is| are)|whats|who(?:'s| is))\b (?:(?:the|your|ur|their|his|her|its|this|that|any)\b (?:[\w'-]+ )?)?(?:{_SOURCE}|updates?)\b"
    rf"|how (?:do|does|did|can|could) {_PEOPLE} (?:\w+ )?(?:know|confirm|verify|prove)\b"
    r"|how (?:do|does|did) (?:the )?[\w'-]+(?: [\w'-]+)? (?:know\b|get (?:this|that|the) (?:info|information|news|story)\b)|are (?:you|u) referring to\b"
    r"|do (?:we|they) (?:\w+ )?know (?!how|why|what|where|about)"
    rf"|(?:do|does) {_PEOPLE} (?:\w+ )?know (?:if|whether|for (?:sure|certain|a fact)|(?:this|that) (?:for|to be))\b"
    rf"|(?:do|does|did|can|has|have|could) (?:{_PEOPLE}|this|it|that)\b[^?,]{{0,40}}\b(?:confirm|confirmed|verify|verified|prove|sure|certain)\b"
    rf"|where (?:did|do) {_PEOPLE} (?:\w+ )?(?:hear|read|see|find|get)\b(?! off)|where (?:did|does) (?:this|that|it)\b[^?]{{0,30}}\bcome from\b"
    r"|where (?:is|are) (?:this|that|these|those)\b[^?]{0,30}\bfrom\b|where are (?:you|u|they) (?:\w+ )?(?:getting|hearing|seeing|reading)\b"
    r"|(?:source|sources|link|proof|evidence|confirmed|confirmation|true|legit|verified|update|according to who(?:m)?)\s*[?？]"
    r"|who (?:confirmed|reported|is reporting)\b|who (?:said|says|wrote) (?:this|that|it|so)\s*[?？]|who told you(?: this| that| so)?\s*[?？]"
    r"|(?:are (?:you|we|they|u) (?:\w+ )?|(?:you|u) )(?:sure|certain|positive)\b(?! you)"
    rf"|(?:can|could|will|would) {_PEOPLE} (?:please |pls |kindly )?(?:confirm|verify|clarify|prove|share (?:the|your|a) (?:source|link))\b"
    r")",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(
    rf"{_LEAD}(?:what|who|when|where|why|how|which|whose|is|are|was|were|do|does|did|can|could|will|has|have|had|any|anyone|anybody)\b(?=\W+\w)",
    re.IGNORECASE,
)
#: Other forms, each with its rule: "isn't that …", "is it this or that", "so you mean …".
_FORMS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("asks_negatively", re.compile(rf"{_LEAD}(?:isn|aren|wasn|weren|don|doesn|didn|won|couldn|shouldn|wouldn|hasn|haven)'?t\b(?=\W+\w)", re.IGNORECASE)),
    ("asks_back", re.compile(rf"(?:{_LEAD}(?:says who\b|i (?:thought|assume|take it|presume)\b|(?:do |did )?(?:you|u|they) mean\b|(?:against|by|from|to|with|for) (?:what|who|whom|which)\b)|\W*so\s+\w)", re.IGNORECASE)),
    ("asks_which", re.compile(r"[^?]*\w\s+or\s+\w", re.IGNORECASE)),
)  # fmt: skip
_STATES: Final = re.compile(
    r"\b(?:who (?:cares?|gives?|knew|needs|would|wouldn't|the)|so what|what(?:'s| is)? (?:next|else is new|the (?:hell|fuck|heck|point|big deal|problem))|"
    r"wtf|wth|tf|the (?:hell|fuck|heck)|fuck|fucking|kidding|joking|serious|seriously|for real|stupid|dumb|idiots?|blind|crazy|insane|insult\w*|"
    r"wrong with|how dare|how (?:hard|stupid|dumb|low|sick|convenient|about)|why (?:would|should|not|don't|doesn't|isn't|aren't|can't|won't|the|even|bother)|"
    r"what (?:kind|sort|type) of|when will|when (?:are|is) .* going to|(?:can|could|will) (?:you|we|they|i|u) (?:please|just|imagine|believe|not)|"
    r"do you (?:even|really|think)|are you (?:really|so|that|people|guys)|can't|shame|lol|lmao|haha\w*|"
    # said to somebody, not asked
    r"under a rock|(?:what|which) (?:world|planet)|don'?t (?:you|u) mean|are (?:you|u) (?:mental|nuts|mad|high|drunk|deaf|sick|daft|on drugs)|shit|bullshit|bs|"
    r"happy now|having trouble|reading comprehension|ashamed|proud of (?:yourself|yourselves))\b",
    re.IGNORECASE,
)


#: Mockery that shows takes back whatever it asks.
_MOCKS: Final = re.compile(r"(?<!\w)/s(?:arc(?:asm)?)?\b|🙄", re.IGNORECASE)
#: A word in marks inside a sentence: "not 'anyone' can enter, correct?" is one question, of which the end alone says another thing.
_MARKS: Final = frozenset("\"“”„«»‘’'")
#: "Can you please confirm …" asks; "can you please …" alone bids.
_POLITE: Final = re.compile(r"(?<=\w) (?:please|pls|actually|really)(?= (?:confirm|verify|clarify|prove|know))", re.IGNORECASE)  # fmt: skip


def _rule(sentence: str) -> str | None:
    marks = sentence[len(sentence.rstrip("!?？")) :]
    checks = _CHECKS.match(sentence)
    if "!" in marks or (len(marks) > 1 and not checks) or _STATES.search(_POLITE.sub("", sentence)):
        return None
    if checks:
        return "asks_whether_so"
    if _OPENS.match(sentence):
        return "asks"
    return next((rule for rule, form in _FORMS if form.match(sentence)), None)


def _is_torn(own: str, text: str, begins: int) -> bool:
    """Whether a sentence goes on here after a word in quotation marks."""
    before = own[:begins].rstrip(BLOT + " ")
    if begins == 0 or own[begins - 1] != BLOT or not before or before[-1] in ".!?…？\n:":
        return False
    return text[len(before) : begins].strip()[:1] in _MARKS


def _questions(own: str, text: str) -> Iterator[Question]:
    begins = 0
    for closing in _SENTENCE_END.finditer(own):
        sentence = own[begins : closing.end()]
        blank = len(sentence) - len(sentence.lstrip())
        asks = {"?", "？"} & set(closing[0]) and len(sentence) <= _LONGEST and not _is_torn(own, text, begins)
        if asks and (rule := _rule(sentence[blank:])):
            yield Question(begins + blank, closing.end(), rule)
        begins = closing.end()


def question_in(own: str, text: str) -> Question | None:
    """Find the first real question in a text, and the same text with only the author's own words left."""
    found = list(_questions(own, text))
    if not found or _MOCKS.search(own):
        return None
    first = [one for one in found if one.rule == "asks_whether_so"] or found
    return first[0]


def question(text: str, begins: int = 0) -> Question | None:
    """Find the first real question among the author's own words; one that asks whether it is so goes first.

    Parameters
    ----------
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.

    Returns
    -------
    Question or None
        Where the words stand, for quoting them as they are; None without a question.

    Examples
    --------
    >>> question("Terrible. Is this confirmed?")
    Question(start=10, end=28, rule='asks_whether_so')
    >>> question("Really?"), question("Who cares?"), question("https://a.example/?q=1")
    (None, None, None)
    """
    return question_in(own_words(text, begins), text)
