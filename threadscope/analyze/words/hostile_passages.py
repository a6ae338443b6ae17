"""Text of a post -> its hostile passages: the words, of which kind, by which rule, and whom they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from threadscope.analyze.words.hostile_context import is_affection, is_said, names_another
from threadscope.analyze.words.hostile_words import YOU_STARTS, Rule, named, rules, words_of
from threadscope.analyze.words.own_words import own_words

__all__ = ["Passage", "hostile_passages"]


class Passage(NamedTuple):
    """Hostile words: where they stand in the text, and what is known of them.

    Attributes
    ----------
    start, end
        Place in the text.
    kind
        insult, slur or accusation_of_lying.
    rule
        The rule that fired.
    addressed
        The handles right before or after the words, without @.
    addresses
        Whether the words are said to somebody, not of a group.
    """

    start: int
    end: int
    kind: str
    rule: str
    addressed: tuple[str, ...]
    addresses: bool


_SECOND_PERSON: Final = re.compile(
    r"(?<![\w'#-])(?:you|u|ur|your|yours|yourself|you're|youre)(?![\w-])", re.IGNORECASE
)
_MENTIONS_BEFORE: Final = re.compile(r"(?:[@＠]\w{1,50}[\s,:.!-]{1,4}){1,9}$")
_MENTIONS_AFTER: Final = re.compile(r"(?:[\s,:.!]{1,4}[@＠]\w{1,50}){1,9}")
_HANDLE: Final = re.compile(r"[@＠](\w{1,50})")


#: What stands right before a noun that is part of the sentence, and calls nobody: "he is a complete idiot".
_PART_OF_SENTENCE: Final = re.compile(
    r"\b(?:an?|the|this|that|these|those|such|he's|she's|they're|that's|who's|i'm|we're|of|some|any|no|his|her|their|our|my|your|another|one|every|each|what|which|like|by|for|from|with|via|its|per|former)"
    r"(?:,?\s+[\w'*/-]+){0,4},?\s+$|\b(?:is|are|was|were|be|being|it's|isn't|and|or|not|to|than|as|about|at|on|in|how|so|very|total|complete|absolute|utter|only|same|other|call(?:ed|ing|s)?|named|people|real|"
    r"typical|more|big|bigger|biggest|old|new|poor|lucky|sounds?|looks?|rt|cc|n|&)\s+$|(?:\A|[.!?…\n:;)(|\"#-])(?:\s*[\w'*#/-]+){0,2}\s*$",
    re.IGNORECASE,
)
_SOMEBODY_ELSE: Final = re.compile(r"\b(?:he|she|they|he's|she's|they're|who|his|her|their)\b", re.IGNORECASE)


def _calls(rule: Rule, own: str, start: int) -> bool:
    """Whether a noun without "you" calls somebody: it is no part of the sentence, and nobody else is spoken of."""
    if rule.name == "called_at_the_start":
        return True
    sentence = re.split(r"[.!?…\n]", own[max(0, start - 200) : start])[-1]
    if sentence.rstrip().endswith(","):
        return bool(_SECOND_PERSON.search(own)) and not _SOMEBODY_ELSE.search(sentence)
    return not _PART_OF_SENTENCE.search(own[max(0, start - 60) : start]) and not _SOMEBODY_ELSE.search(
        sentence
    )


def _small(own: str) -> str:
    """Return the text in small letters, every letter at its place."""
    small = own.lower()
    return small if len(small) == len(own) else "".join(c.lower() if len(c.lower()) == 1 else c for c in own)


def _matches(rule: Rule, small: str, at_you: list[int]) -> Iterator[re.Match[str]]:
    if rule.at_you:
        return (hit for place in at_you if (hit := rule.pattern.match(small, place)))
    return rule.pattern.finditer(small)


def _hits(own: str, text: str) -> Iterator[tuple[int, int, Rule]]:
    small = _small(own)
    at_you = [place.start() for place in YOU_STARTS.finditer(own)]
    words = words_of(small)
    for rule in rules():
        if rule.holds and rule.holds.isdisjoint(words):
            continue
        for hit in _matches(rule, small, at_you):
            start, end = hit.span("said" if "said" in rule.pattern.groupindex else 0)
            start += len(small[start:end]) - len(small[start:end].lstrip())
            if rule.opens is not None and not rule.opens.search(own[max(0, start - 60) : start]):
                continue
            if rule.name.startswith("called_at") and not _calls(rule, own, start):
                continue
            if is_said(own, start, end, says=rule.says, is_slur=rule.kind == "slur") and not (
                rule.addresses and (is_affection(text, end) or names_another(own, start, end))
            ):
                yield start, end, rule
                break


def _named(own: str, text: str, begins: int) -> Iterator[Passage]:
    for hit in named().finditer(text, begins):
        start, end = hit.span()
        noun = start + len(hit["handle"]) + 1
        if own[noun:end] == text[noun:end].replace("’", "'").replace("`", "'") and is_said(
            own, start, end, says=True, is_slur=False
        ):
            kind, rule = ("accusation_of_lying", "named_liar") if hit["liar"] else ("insult", "named_insult")
            yield Passage(start, end, kind, rule, (hit["handle"],), addresses=True)


def hostile_passages(text: str, begins: int = 0) -> list[Passage]:
    """Find the first hostile passage of each kind among the author's own words.

    Parameters
    ----------
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.

    Examples
    --------
    >>> [(one.kind, one.rule) for one in hostile_passages("You are an idiot. Stop lying!")]
    [('insult', 'you_are_insult'), ('accusation_of_lying', 'tells_to_stop_lying')]
    >>> hostile_passages("If you believe that you are an idiot"), hostile_passages("What an idiot")
    ([], [])
    """
    own = own_words(text, begins)
    found = list(_named(own, text, begins))
    for start, end, rule in _hits(own, text):
        beside = _MENTIONS_BEFORE.search(text[max(begins, start - 300) : start]) or _MENTIONS_AFTER.match(
            text, end
        )
        handles = tuple(_HANDLE.findall(beside[0])) if beside and rule.addresses else ()
        found.append(Passage(start, end, rule.kind, rule.name, handles, rule.addresses))
    # At one place the longer words say more; a slur that is said to somebody goes before the same slur alone.
    found.sort(key=lambda one: (one.start, -one.end))
    told: list[Passage] = []
    for one in found:
        if one.kind not in {other.kind for other in told}:
            told.append(one)
    return told
