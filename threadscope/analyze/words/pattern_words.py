"""Text -> the words that textblob's PatternAnalyzer sees: its tokenizer, emoticons and sentence ends.

A re-implementation of ``textblob._text.find_tokens`` (textblob 0.20, after CLiPS Pattern, De Smedt &
Daelemans 2012) that gives the same words in the same order, quirks included: "don't" falls apart into
"do", "n", "'", "t", so that a contraction never negates.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Final

__all__ = [
    "EMOTICONS",
    "completes_emoticon",
    "holds_emoticon",
    "holds_sentence_mark",
    "may_complete_emoticon",
    "may_end_emoticon",
    "normalise",
    "split",
    "words",
]

_SENTENCE_END: Final = "END-OF-SENTENCE"

_PUNCTUATION: Final = ".,;:!?()[]{}`''\"@#$^&*+-|=~_"
_LEADING: Final = tuple(_PUNCTUATION.replace(".", ""))
_TRAILING: Final = (*_LEADING, ".")
_ABBREVIATIONS: Final = frozenset(
    "a. adj. adv. al. a.m. c. cf. comp. conf. def. ed. e.g. esp. etc. ex. f. fig. gen. id. i.e. int. l. m. Med. "  # noqa: SIM905 - a list of words reads as one
    "Mil. Mr. n. n.q. orig. pl. pred. pres. p.m. ref. v. vs. w/".split()
)
# textblob's own patterns; the bars inside the brackets are its quirk
_ABBREVIATED: Final = re.compile(
    r"[A-Za-z]\.$|([A-Za-z]\.)+$|[A-Z][b|c|d|f|g|h|j|k|l|m|n|p|q|r|s|t|v|w|x|z]+.$"
)
_ENDERS: Final = frozenset(("...", ".", "!", "?", _SENTENCE_END))
_CLOSERS: Final = frozenset(("'", '"', "”", "’", "...", ".", "!", "?", ")", _SENTENCE_END))
_SARCASM: Final = re.compile(r"\( ?\! ?\)")
_SARCASM_BEFORE_SPLIT: Final = re.compile(r"\(\s*!\s*\)")

_FACES: Final[tuple[tuple[float, str], ...]] = (
    (+1.00, "<3 ♥"),
    (+1.00, ">:D :-D :D =-D =D X-D x-D XD xD 8-D"),
    (+0.75, ">:P :-P :P :-p :p :-b :b :c) :o) :^)"),
    (+0.50, ">:) :-) :) =) =] :] :} :> :3 8) 8-)"),
    (+0.25, ">;] ;-) ;) ;-] ;] ;D ;^) *-) *)"),
    (+0.05, ">:o :-O :O :o :-o o_O o.O °O° °o°"),
    (-0.25, ">:/ :-/ :/ :\\ >:\\ :-. :-s :s :S :-S >.>"),
    (-0.75, ">:[ :-( :( =( :-[ :[ :{ :-< :c :-c =/"),
    (-1.00, ":'( :'''( ;'("),
)
_SPELLINGS: Final = tuple(face for _, faces in _FACES for face in faces.split())
#: A word, lower case, that is an emoticon -> its polarity. textblob never asks for letters alone ("XD").
EMOTICONS: Final[dict[str, float]] = {
    face.lower(): polarity
    for polarity, faces in reversed(_FACES)
    for face in faces.split()
    if not face.isalpha() and face.lower() not in _PUNCTUATION
}
_SPELLED: Final = "|".join(" ?".join(map(re.escape, face)) for face in _SPELLINGS)
_JOINED: Final = re.compile(rf"({_SPELLED})($|\s)")
# A proper end of an emoticon -> the characters that may stand before it inside one.
_BEFORE_END: Final[dict[str, frozenset[str]]] = {
    face[k:]: frozenset(other[-len(face[k:]) - 1] for other in _SPELLINGS if other[1:].endswith(face[k:]))
    for face in _SPELLINGS
    for k in range(1, len(face))
}


def _any_face(faces: tuple[str, ...], *, first: bool = True) -> str:
    """Write the alternatives as one tree of characters: fails at the first letter instead of 80 times."""
    heads = dict.fromkeys(face[0] for face in faces if face)
    if not heads:
        return ""
    branches = "|".join(
        re.escape(head) + _any_face(tuple(face[1:] for face in faces if face[:1] == head), first=False)
        for head in heads
    )
    return f"{'' if first else ' ?'}(?:{branches})" if "" not in faces else f"(?: ?(?:{branches}))?"


_ANY_FACE: Final = re.compile(_any_face(_SPELLINGS) + r"(?=$|\s)")


def normalise(text: str) -> str:
    """Set quotation marks and "n't" apart by blanks."""
    if "'" in text:
        text = text.replace("n't", " n't").replace("'", " ' ")
    if '"' in text:
        text = text.replace('"', ' " ')
    if not text.isascii():
        for mark in "“”‘’":
            text = text.replace(mark, f" {mark} ")
    return text


def split(token: str) -> list[str]:
    """Split the punctuation off one token that holds no blanks.

    >>> split("(e.g.)...")
    ['(', 'e.g.', ')', '...']
    """
    before: list[str] = []
    after: list[str] = []
    while token.startswith(_LEADING):
        before.append(token[0])
        token = token[1:]
    while token.endswith(_TRAILING):
        if token.endswith(_LEADING):
            after.append(token[-1])
            token = token[:-1]
        if token.endswith("..."):
            after.append("...")
            token = token[:-3].rstrip(".")
        if token.endswith("."):
            if token in _ABBREVIATIONS or _ABBREVIATED.match(token):
                break
            after.append(token[-1])
            token = token[:-1]
    return [*before, *([token] if token else []), *reversed(after)]


def may_end_emoticon(parts: list[str]) -> bool:
    """Tell whether an emoticon may end in a token, given its parts."""
    before = ""
    for part in parts:
        if part.endswith(_SPELLINGS) or (part in _BEFORE_END and before in _BEFORE_END[part]):
            return True
        before = part[-1]
    return False


def may_complete_emoticon(parts: list[str]) -> bool:
    """Tell whether the first part of a token is how some emoticon ends."""
    return bool(parts) and parts[0] in _BEFORE_END


def completes_emoticon(before: str, token: str) -> bool:
    """Tell whether a token may end an emoticon that the token before it began: ": )"."""
    return before[-1] in _BEFORE_END.get(split(token)[0], "")


def holds_emoticon(tokens: list[str]) -> bool:
    """Tell whether the tokens of a text, split and joined again, hold an emoticon anywhere."""
    return _ANY_FACE.search(" ".join(chain.from_iterable(map(split, tokens)))) is not None


def holds_sentence_mark(text: str) -> bool:
    """Tell whether a text holds "(!)", which textblob reads as sarcasm, or its own mark of a sentence's end."""
    return ("(" in text and "!" in text and bool(_SARCASM_BEFORE_SPLIT.search(text))) or _SENTENCE_END in text


def _sentences(tokens: list[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    start = at = 0
    while at < len(tokens):
        if tokens[at] in _ENDERS:
            while at < len(tokens) and tokens[at] in _CLOSERS:
                if tokens[at] in ("'", '"') and found[-1].count(tokens[at]) % 2 == 0:
                    break  # the quotation is already closed
                at += 1
            found[-1].extend(token for token in tokens[start:at] if token != _SENTENCE_END)
            found.append([])
            start = at
        at += 1
    found[-1].extend(tokens[start:at])
    return found


def words(text: str) -> list[str]:
    """Return the words of a text exactly as textblob finds them, emoticons and "(!)" joined within a sentence.

    >>> words("Nice. : ) (!) isn't it?")
    ['Nice', '.', ':)', '(!)', 'is', 'n', "'", 't', 'it', '?']
    """
    marked = re.sub(r"\n{2,}", f" {_SENTENCE_END} ", normalise(text).replace("\r\n", "\n"))
    sentences = _sentences(list(chain.from_iterable(map(split, marked.split()))))
    joined = (_SARCASM.sub("(!)", " ".join(sentence)) for sentence in sentences if sentence)
    return " ".join(_JOINED.sub(lambda hit: hit[1].replace(" ", "") + hit[2], one) for one in joined).split()
