"""Text of a post -> a short quotation of it for a sentence: cut at a clause, clean, its marks closed."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["LONGEST", "ended", "plain", "quotation"]

#: Most characters of a quotation inside a sentence.
LONGEST: Final = 90
#: A first sentence shorter than this says too little to stand alone ("Wow.").
_SHORTEST: Final = 18
# Controls, bidi overrides and other format marks, lone surrogates, private use, unassigned.
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINER: Final = "\u200d"  # holds one emoji together
_ADDRESS: Final = re.compile(r"https?://\S+|\bpic\.twitter\.com/\S+")
_OUTER_ADDRESSES: Final = re.compile(rf"\A(?:\s*(?:{_ADDRESS.pattern}))+|(?:\s+(?:{_ADDRESS.pattern}))+\s*\Z")
_LEADING_MENTIONS: Final = re.compile(r"^\s*(?:\.?[@＠]\w+[\s:,]*)+")
#: How people quoted and reposted by hand: “@ann: her words” and RT @ann: her words. These are not the author's.
_OF_OTHERS: Final = re.compile(r"[“\"]\s*@\w+\s*:[^”\"]*(?:[”\"]|\Z)|\b[RM]T\s*[“\"]?\s*@\w+.*", re.DOTALL)
_OUTER_MARKS: Final = str.maketrans({"“": "‘", "”": "’", "„": "‘", '"': "'", "«": "‘", "»": "’"})
_SENTENCE_END: Final = re.compile(r"[.!?…]+(?=\s)")
#: Words whose full stop ends no sentence, and single letters (initials, U.S., a.m.).
_ABBREVIATED: Final = re.compile(
    r"\b(?:mrs?|ms|dr|prof|st|cpl|sgt|lt|gen|col|capt|maj|pvt|sen|rep|gov|pres|hon|rev|jr|sr|inc|ltd|co|corp|vs|no|nr|art|sec|fig|"
    r"approx|dept|est|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[a-z])\.$",
    re.IGNORECASE,
)
_TRAILING: Final = " ,;:'-–—(‘"


def plain(text: str) -> str:
    r"""Return a text on one line without marks that hide, reorder or control.

    >>> plain("a\u202eb\x00\n c")
    'ab c'
    """
    if text.isprintable():
        return " ".join(text.split())
    spaced = "".join(" " if letter.isspace() else letter for letter in text)
    kept = (c for c in spaced if c == _JOINER or unicodedata.category(c) not in _DROPPED)
    return " ".join("".join(kept).split())


def _clause(words: str, longest: int) -> str:
    """As many whole sentences as fit, if they say something; else as many words."""
    if len(words) <= longest:
        return words
    ends = (
        closing.end()
        for closing in _SENTENCE_END.finditer(words, 0, longest + 1)
        if not _ABBREVIATED.search(words, max(0, closing.end() - 8), closing.end())
    )
    fitting = max(ends, default=0)
    if fitting >= _SHORTEST:
        return words[:fitting]
    cut = words[: longest - 1]
    whole = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return whole.rstrip(_TRAILING) + "…"


def ended(sentence: str) -> str:
    """End a sentence with a full stop, unless it closes with a quotation that brings its own end.

    >>> ended("@a says “no”"), ended("@a: “No!”")
    ('@a says “no”.', '@a: “No!”')
    """
    return sentence if sentence.endswith((".", "!", "?", ".”", "!”", "?”", "…”")) else f"{sentence}."


def quotation(text: str | None, begins: int | None = 0, longest: int = LONGEST) -> str:
    """Quote the beginning of a post, or nothing where it has no words of its author.

    What is quoted or reposted by hand is left out: nobody is given another's words. Leading reply mentions and addresses are left out, one in the middle leaves an ellipsis; quotation marks
    inside become single ones.

    Parameters
    ----------
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.
    longest
        Most characters between the marks.

    Returns
    -------
    str
        In curly marks; empty for a post without words.

    Examples
    --------
    >>> quotation('@a @b He said "no". https://t.co/x', 6)
    "“He said 'no'.”"
    >>> quotation("One two three four five six seven", longest=20)
    '“One two three four…”'
    >>> quotation("https://t.co/x")
    ''
    """
    own = _LEADING_MENTIONS.sub("", _OF_OTHERS.sub("", (text or "")[begins or 0 :]))
    words = plain(_ADDRESS.sub(" … ", _OUTER_ADDRESSES.sub("", own))).translate(_OUTER_MARKS)
    if not any(letter.isalnum() or unicodedata.category(letter) == "So" for letter in words):
        return ""
    return f"“{_clause(words, longest)}”"
