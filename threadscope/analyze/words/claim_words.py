"""Texts of a claim and of another post -> the passage of the other post that says the claim again, if one does.

Nothing here knows what words mean. A passage says the claim again when it is made of the claim's content words
nearly alone, is no question, has a negation only where the claim has one, names no number that the claim lacks,
and does not hold the claim at arm's length ("they say", "allegedly", "if"). Quotations are not the author's words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product
from typing import Final, NamedTuple

from threadscope.analyze.words.own_words import own_words

__all__ = ["ENDINGS", "STOP_WORDS", "WORD", "Passage", "Repetition", "passages", "passed_on", "repetition"]

#: What counts as a word; in the dialect of regular expressions of polars too.
WORD: Final = r"[\p{L}\p{N}]+"
_WORD: Final = re.compile(r"[^\W_]+")
#: What makes another form of the same word: taken off the end, if three letters are left in the group before it.
ENDINGS: Final = r"^(.{3,}?)(?:ing|ed|es|s|e)$"
_ENDINGS: Final = re.compile(ENDINGS)
#: Function words, and what people put before or after any news.
_STOP_WORDS: Final = """
a about above after again all also am an and any are as at be because been before being below between both but by can
could d did do does doing don down during each even every few for from further get gets getting go going got had has
have having he her here hers him himself his how i if in into is isn it its itself just let like ll m me more most my
myself no nor not now of off ok on once only or other our ours out over own please re really s same she should so some
still such t than that the their theirs them themselves then there these they this those through to too u under until
up us ve very via was we were what when where which while who whom why will with would yes yet you your yours yourself
breaking update updated news live video photo watch read latest developing alert confirmed report reports reported
reportedly rt amp http https www com co oh omg wow lol sad damn god today tonight
"""
STOP_WORDS: Final = frozenset(_STOP_WORDS.split())
#: A sentence, and within it a passage that can stand alone.
_SENTENCE: Final = re.compile(r"[^.!?…\n|]+[.!?…]*")
_BETWEEN: Final = re.compile(r"(?<!\d):|:(?!\d)|[;–—|]|,(?!\d)|\s-+\s")
_NEGATION: Final = re.compile(
    r"\b(?:not?|never|none|nobody|nothing|nowhere|neither|nor|cannot|without|hardly|barely|den(?:y|ies|ied)|refus\w+|fail(?:s|ed)?|stop(?:s|ped)?|"
    r"unlike\w*|instead|\w+n't|(?:is|are|was|were|do|does|did|has|have|had|wo|ca|could|would|should|ai)nt|"
    r"nicht|kein\w*|nie|niemals|pas|jamais|nunca|jamás|não|nem|niet|geen|inte|ikke)\b",
    re.IGNORECASE,
)
#: Words that hold a claim at arm's length, ask, wish, or set it under a condition.
_ARMS_LENGTH: Final = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|alleg\w+|rumou?r\w*|suppos\w+|apparent\w*|reportedly|unconfirmed|unverified|purported\w*|so-called|"
    r"accord\w+|say(?:s|ing)?|said|tells?|told|think\w*|thought|believ\w+|suggest\w*|report(?:s|ed|ing)?|imply\w*|implies|call(?:s|ed|ing)?|"
    r"fake\w*|false|hoax|lies?|lying|lied|myth|nonsense|bullshit|bs|debunk\w*|untrue|wrong|incorrect|misleading|misinformation|disinformation|"
    r"propaganda|conspiracy|proof|evidence|source|sources|"
    r"if|whether|unless|until|maybe|perhaps|might|may|could|would|should|hop(?:e|es|ed|ing|efully)|wish\w*|pray\w*|imagine|pretend\w*|"
    r"wonder\w*|guess|doubt\w*|seems?|possibl[ey]|as if|yeah right|who|why|how|when|what|where|which)\b",
    re.IGNORECASE,
)
#: What is said of somebody or something: "the soldier who was shot has *died*".
_PREDICATE: Final = re.compile(
    r"\b(?:has|have|had|is|are|was|were|be|been|being)\s+(?:(?:\w+ly|now|just|been|being|also|still|a|an|the)\s+)*(\w+)"
)
#: What may be so is not what is so, neither way.
_UNSURE: Final = re.compile(
    r"\b(?:if|whether|unless|maybe|perhaps|possibl[ey]|might|may|could|would|should|plans?|expected|likely)\b",
    re.IGNORECASE,
)
#: Words of somebody else, passed on under that person's name: "RT@a …", "@a: …", "via @a", "… - @a".
_PASSED_ON: Final = re.compile(
    r"\b[RM]T\W{0,3}@|(?-i:\bRT\b)|[@＠]\w+\s*[:“\"]|\b(?:via|from|per|by|h/?t|cc|thanks|thx)\s*:?\s*[@＠]|[-–—(]\s*[@＠]\w+\)?\s*$",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(r"^\s*(?:\.?[@＠]\w+(?!\w|\s*[:“\"])[\s,]*)+")
#: Fewest content words that both must have.
_FEWEST: Final = 4
#: A passage says it again when so much of its content words are the claim's, and so much of a passage of the claim is in it.
_FROM_CLAIM, _OF_CLAIM = 0.8, 0.65
#: A hostile text may hold thousands.
_MOST_PASSAGES: Final = 40
#: A near copy: so much of the whole claim.
_COPY: Final = 0.8


class Passage(NamedTuple):
    """A stretch of a text between marks: its stems, those that say what is so, and the sentence around it."""

    stems: frozenset[str]
    predicates: frozenset[str]
    sentence: str


class Repetition(NamedTuple):
    """Content words that claim and post share in the passage, and the rule that found it."""

    shared: frozenset[str]
    rule: str


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return _ENDINGS.sub(r"\1", word)


def _stems(text: str) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(_stem(word) for word in words if word not in STOP_WORDS)


def passages(text: str, begins: int = 0) -> list[Passage]:
    """Take a text apart: its author's own words, by sentence and by what stands between colons and dashes."""
    own = own_words(text, begins).lower()
    found = (
        Passage(stems, _stems(" ".join(_PREDICATE.findall(part))), sentence)
        for sentence in _SENTENCE.findall(own)
        for part in _parts(sentence)
        if (stems := _stems(part))
    )
    return list(islice(found, _MOST_PASSAGES))


def _parts(sentence: str) -> list[str]:
    parts = _BETWEEN.split(sentence)
    return parts if len(parts) == 1 else [sentence, *parts]


def _same_voice(post: Passage, claim: Passage) -> bool:
    """Whether the sentence asserts what the claim's asserts: no question, no flip, no arm's length of its own."""
    if post.sentence.rstrip().endswith("?") or claim.sentence.rstrip().endswith("?"):
        return False
    if bool(_NEGATION.search(post.sentence)) != bool(_NEGATION.search(claim.sentence)):
        return False
    numbers = {stem for stem in post.stems - claim.stems if any(letter.isdigit() for letter in stem)}
    held = set(_ARMS_LENGTH.findall(post.sentence)) - set(_ARMS_LENGTH.findall(claim.sentence))
    as_sure = bool(_UNSURE.search(post.sentence)) == bool(_UNSURE.search(claim.sentence))
    return not numbers and not held and as_sure


def passed_on(text: str, begins: int, handle: str | None) -> bool:
    """Whether a text passes on somebody else's words under that person's name.

    Parameters
    ----------
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.
    handle
        Of the claim's author, whose name inside the text says whose the words are.

    Examples
    --------
    >>> passed_on("RT@ann: it rains", 0, "ann"), passed_on("@ann it rains", 0, "ann"), passed_on("Wow @ann it rains", 0, "ann")
    (True, False, True)
    """
    inside = _LEADING.sub("", text[begins:])
    by_name = rf"[@＠]{re.escape(handle)}(?!\w)" if handle else r"(?!)"
    return bool(re.search(by_name, inside, re.IGNORECASE) or _PASSED_ON.search(inside))


def repetition(post: list[Passage], claim: list[Passage]) -> Repetition | None:
    """Find the passage that says the claim again.

    How rare a word is in the thread does not count here: in a quarrel the words of the claim are the common ones.

    Parameters
    ----------
    post, claim
        The two texts, taken apart by ``passages``.

    Returns
    -------
    Repetition or None
        The shared stems of the passage that has most of the claim.

    Examples
    --------
    >>> claim = passages("The old mill bridge is closed, police say")
    >>> repetition(passages("Careful: old mill bridge closed!"), claim).rule
    'says_it_again'
    >>> repetition(passages("The old mill bridge is not closed"), claim)
    """
    best: Repetition | None = None
    everything = frozenset().union(*(one.stems for one in claim))
    for mine, theirs in product(post, claim):
        shared = mine.stems & theirs.stems
        if (
            len(shared) < _FEWEST
            or len(shared) < _OF_CLAIM * len(theirs.stems)
            or len(mine.stems & everything) < _FROM_CLAIM * len(mine.stems)
            or not theirs.predicates <= mine.stems
            or not _same_voice(mine, theirs)
        ):
            continue
        rule = "near_copy" if len(shared) >= _COPY * len(everything) else "says_it_again"
        if best is None or len(shared) > len(best.shared):
            best = Repetition(shared, rule)
    return best
