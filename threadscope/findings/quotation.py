"""Text of a post -> a short quotation of it for a sentence: cut at a clause, clean, its marks closed."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["LONGEST", "ended", "passed_on", "plain", "quotation"]

#: Most characters of a quotation inside a sentence.
LONGEST: Final = 120
#: … and so many more where a first sentence ends with them: a cut there would lose its point.
_STRETCH: Final = 20
#: A first sentence shorter than this says too little to stand alone ("Wow.").
_SHORTEST: Final = 18
#: A clause is cut at its end where that leaves so much of what may be quoted.
_CLAUSE_SHARE: Final = 0.6
# Controls, bidi overrides and other format marks, lone surrogates, private use, unassigned.
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINER: Final = "\u200d"  # holds one emoji together
_ADDRESS: Final = re.compile(r"https?://\S+|\bpic\.twitter\.com/\S+")
_LEADING_ADDRESSES: Final = re.compile(rf"\A(?:\s*(?:{_ADDRESS.pattern}))+")
#: “Desktop: https://…”: a list of addresses with what each is for.
_LABELLED: Final = re.compile(rf"\b\w+:\s*(?={_ADDRESS.pattern})")
_WORD: Final = re.compile(r"\S+")
_MENTION: Final = re.compile(r"\.?[@＠]\w+[,.]?")
_HASHTAG: Final = re.compile(r"[#＃]\w+[,.]?")
#: “via @ann”: where it was seen.
_CREDIT: Final = re.compile(r"via|cc:?|h/t:?", re.IGNORECASE)
#: So many mentions, or hashtags, in a row at the end are no part of what is said.
_RUN: Final = 3
_LEADING_MENTIONS: Final = re.compile(r"^\s*(?:\.?[@＠]\w+[\s:,]*)+")
#: How people quoted and reposted by hand: “@ann: her words” and RT @ann: her words. These are not the author's.
_OF_OTHERS: Final = re.compile(r"[“\"]\s*@\w+\s*:[^”\"]*(?:[”\"]|\Z)|\b[RM]T\s*[“\"]?\s*@\w+.*", re.DOTALL)
#: … and a post that is nothing else: whose words it passes on.
_PASSED_ON: Final = re.compile(
    r"\A\s*(?:[RM]T\s*[“\"]?|[“\"])\s*@(?P<whose>\w{1,50})\s*:\s*(?P<words>.*)", re.DOTALL
)
_OUTER_MARKS: Final = str.maketrans({"“": "‘", "”": "’", "„": "‘", '"': "'", "«": "‘", "»": "’"})
# an ellipsis that stands alone is ours: an address was there
_SENTENCE_END: Final = re.compile(r"(?:[.!?]|(?<=\S)…)[.!?…]*['’)]*(?=\s|\Z)")
_CLAUSE_END: Final = re.compile(r"[,;:](?=\s)|(?=\s[–—-]\s)")
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


def _without_tail(text: str) -> str:
    """Leave out addresses at the end, a row of hashtags there, and mentions that follow a whole sentence or "via".

    One mention after a word is kept: it may be what the sentence is about ("thanks to @ann").
    """
    words = list(_WORD.finditer(text))
    begin, credited = len(words), False
    while begin:
        word = words[begin - 1][0]
        credit = begin < len(words) and _CREDIT.fullmatch(word) and _MENTION.fullmatch(words[begin][0])
        if not credit and not any(mark.fullmatch(word) for mark in (_ADDRESS, _MENTION, _HASHTAG)):
            break
        credited = credited or bool(credit)
        begin -= 1
    tail = [word[0] for word in words[begin:]]
    mentions = sum(bool(_MENTION.fullmatch(word)) for word in tail)
    hashtags = sum(bool(_HASHTAG.fullmatch(word)) for word in tail)
    said = text[: words[begin - 1].end()] if begin else ""
    between = text[len(said) : words[begin].start()] if tail else ""
    closed = bool(said) and ("\n" in between or not (said[-1].isalnum() or said[-1] in ",:;-–—"))
    addressed = bool(tail) and bool(_ADDRESS.fullmatch(tail[0]))
    drops = (
        (_ADDRESS, True),
        (_CREDIT, True),
        (_MENTION, closed or credited or addressed or mentions >= _RUN),
        (_HASHTAG, begin > 0 and hashtags >= _RUN),
    )
    kept = [word for word in tail if not any(drop and mark.fullmatch(word) for mark, drop in drops)]
    if addressed and not kept:
        said = said.rstrip(" :,-–—")
    return " ".join([said, *kept])


def _clause(words: str, longest: int, *, stretched: bool) -> str:
    """As many whole sentences as fit, if they say something; else to the end of a clause; else as many words.

    What is left off is shown by an ellipsis, after a whole sentence too: the rest may change what it says.
    """
    if len(words) <= longest:
        return words
    reach = longest + _STRETCH if stretched else longest
    ends = [
        closing.end()
        for closing in _SENTENCE_END.finditer(words, 0, reach + 1)
        if closing.end() <= reach and not _ABBREVIATED.search(words, max(0, closing.end() - 8), closing.end())
    ]
    fitting = max((end for end in ends if end <= longest), default=0)
    if fitting >= _SHORTEST:
        return f"{words[:fitting]} …"
    if later := [end for end in (*ends, len(words)) if longest < end <= reach]:
        return words if later[0] == len(words) else f"{words[: later[0]]} …"
    clauses = [closing.start() for closing in _CLAUSE_END.finditer(words, 0, longest)]
    if clauses and clauses[-1] >= _CLAUSE_SHARE * longest:
        return words[: clauses[-1]].rstrip(_TRAILING) + "…"
    cut = words[: longest - 1]
    whole = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return whole.rstrip(_TRAILING + "…") + "…"


def ended(sentence: str) -> str:
    """End a sentence with a full stop, unless it closes with a quotation that brings its own end.

    >>> ended("@a says “no”"), ended("@a: “No!”")
    ('@a says “no”.', '@a: “No!”')
    """
    return sentence if sentence.rstrip("’”").endswith((".", "!", "?", "…")) else f"{sentence}."


def _reaching(words: str, longest: int, reach: int) -> str:
    """As many whole sentences as fit; where none does, up to a larger bound: a sentence, else a clause, else words."""
    within = _clause(words, longest, stretched=longest >= LONGEST)
    cut = within != words and not within.endswith(" …")
    return _clause(words, reach, stretched=True) if reach > longest and cut else within


def quotation(text: str | None, begins: int | None = 0, longest: int = LONGEST, *, reach: int = 0) -> str:
    """Quote the beginning of a post, or nothing where it has no words of its author.

    What is quoted or reposted by hand is left out: nobody is given another's words. Mentions at both ends are left
    out, and addresses; one in the middle leaves an ellipsis, and of those more than words, nothing is quoted. So are
    three hashtags in a row at the end. Quotation marks inside become single ones.

    Parameters
    ----------
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.
    longest
        Most characters between the marks; from ``LONGEST`` on 20 more, where the first sentence ends with them.
    reach
        So many characters instead, where no whole sentence ends within ``longest``; and again 20 more.

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
    >>> quotation("One two three four five six seven. Eight", longest=20, reach=40)
    '“One two three four five six seven. Eight”'
    >>> quotation("https://t.co/x")
    ''
    """
    own = _LEADING_MENTIONS.sub("", _OF_OTHERS.sub("", (text or "")[begins or 0 :]))
    if len(_LABELLED.findall(own)) > 1:
        own = _LABELLED.sub("", own)
    own = _without_tail(_LEADING_ADDRESSES.sub("", own))
    if 2 * len(_ADDRESS.findall(own)) > len(own.split()):
        return ""
    words = plain(_ADDRESS.sub(" … ", own)).translate(_OUTER_MARKS)
    if not any(letter.isalnum() or unicodedata.category(letter) == "So" for letter in words):
        return ""
    return f"“{_reaching(words, longest, reach)}”"


def passed_on(text: str | None, begins: int | None = 0, longest: int = LONGEST, *, reach: int = 0) -> str:
    """Name whose words a post passes on by hand, and quote them, where the post holds nothing of its author.

    Returns
    -------
    str
        “@handle: “words””; empty where the author says something, or where nobody is quoted by hand.

    Examples
    --------
    >>> passed_on('“@ann: The bridge is closed https://t.co/x”')
    '@ann: “The bridge is closed”'
    >>> passed_on('So sad “@ann: The bridge is closed”'), passed_on("The bridge is closed")
    ('', '')
    """
    told = _PASSED_ON.search((text or "")[begins or 0 :])
    if told is None or quotation(text, begins):
        return ""
    # Addresses and mentions at the end hide the marks that close the quotation; one inside it keeps its own.
    inner = _ADDRESS.sub(" ", told["words"]).split()
    while inner and _MENTION.fullmatch(inner[-1]):
        inner.pop()
    said = " ".join(inner).rstrip('”" ')
    words = quotation(said + "”" * (said.count("“") - said.count("”")), 0, longest, reach=reach)
    return f"@{told['whose']}: {words}" if words else ""
