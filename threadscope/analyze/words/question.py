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
_TRUTH: Final = r"(?:true|real|confirmed|legit|verified|official|accurate|correct|sure|certain|fake|a hoax|a joke|photoshopped)"
#: Asks whether it is so, or where it comes from.
_CHECKS: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:is|are|was|were)\b[^?]*\b{_TRUTH}\b"
    r"|(?:any|where(?:'s| is| are)|what(?:'s| is| are)|whats|who(?:'s| is)|do (?:you|we|they) have|have (?:you|u) (?:got )?|got|is there|are there)\b[^?]*"
    r"\b(?:source|sources|link|links|proof|evidence|confirmation|details?|update|updates|info|information|reports?|word|news)\b"
    r"|how (?:do|does|did|can|could) (?:you|u|we|they|he|she|anyone|anybody) (?:\w+ )?(?:know|confirm|verify|prove)\b"
    r"|(?:do|does|did|can|has|have|could) (?:you|u|we|they|he|she|anyone|anybody|this|it)\b[^?,]{0,40}\b(?:know|confirm|confirmed|verify|verified|prove|proof|evidence|source|sure|certain)\b"
    r"|where (?:did|do|are) (?:you|u|they|this|these|that)\b"
    r"|(?:source|sources|link|proof|evidence|confirmed|confirmation|true|legit|verified|update|says who|according to who(?:m)?)\s*[?？]"
    r"|who (?:said|says|confirmed|told you|reported)\b"
    r"|(?:are (?:you|we|they|u) (?:\w+ )?|(?:you|u) )(?:sure|certain|positive)\b"
    r"|(?:can|could|will|would) (?:you|u|anyone|anybody|someone|somebody|we|they) (?:please |pls )?(?:confirm|verify|clarify|prove)\b"
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
    ("asks_back", re.compile(rf"(?:{_LEAD}(?:i (?:thought|assume|take it|presume)\b|(?:do |did )?(?:you|u|they) mean\b|(?:against|by|from|to|with|for) (?:what|who|whom|which)\b)|\W*so\s+\w)", re.IGNORECASE)),
    ("asks_which", re.compile(r"[^?]*\w\s+or\s+\w", re.IGNORECASE)),
)  # fmt: skip
_STATES: Final = re.compile(
    r"\b(?:who (?:cares?|gives?|knew|needs|would|wouldn't|the)|so what|what(?:'s| is)? (?:next|else is new|the (?:hell|fuck|heck|point|big deal|problem))|"
    r"wtf|wth|tf|the (?:hell|fuck|heck)|fuck|fucking|kidding|joking|serious|seriously|for real|stupid|dumb|idiots?|blind|crazy|insane|insult\w*|"
    r"wrong with|how dare|how (?:hard|stupid|dumb|low|sick|convenient|about)|why (?:would|should|not|don't|doesn't|isn't|aren't|can't|won't|the|even|bother)|"
    r"what (?:kind|sort|type) of|when will|when (?:are|is) .* going to|(?:can|could|will) (?:you|we|they|i|u) (?:please|just|imagine|believe|not)|"
    r"do you (?:even|really|think)|are you (?:really|so|that|people|guys)|can't|shame|lol|lmao|haha\w*)\b",
    re.IGNORECASE,
)


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


def _questions(own: str) -> Iterator[Question]:
    begins = 0
    for closing in _SENTENCE_END.finditer(own):
        sentence = own[begins : closing.end()]
        blank = len(sentence) - len(sentence.lstrip())
        if {"?", "？"} & set(closing[0]) and len(sentence) <= _LONGEST and (rule := _rule(sentence[blank:])):
            yield Question(begins + blank, closing.end(), rule)
        begins = closing.end()


def question_in(own: str) -> Question | None:
    """Find the first real question in a text of which only the author's own words are left."""
    found = list(_questions(own))
    first = [one for one in found if one.rule == "asks_whether_so"] or found
    return first[0] if first else None


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
    return question_in(own_words(text, begins))
