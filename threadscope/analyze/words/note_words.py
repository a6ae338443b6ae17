"""Text of a post -> the words in which its author speaks of a Community Note, or asks for one.

Hearsay: that somebody speaks of a note does not say that there is one, and most who name the account ask for one.
"Noted" alone is plain English and never counts; neither does "it has been noted that". To ask for a note and to say
that none is needed are opposites, and so is "does not need a note".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from threadscope.analyze.words.own_words import own_words

__all__ = ["KINDS", "MAY_SPEAK_OF_NOTES", "Mention", "note_words"]


class Mention(NamedTuple):
    """Words about a note: where they stand in the text, and of what kind they are."""

    start: int
    end: int
    kind: str


#: Kinds of words, in the order in which they are told.
KINDS: Final = ("header_quoted", "official_account", "claim", "request", "request_against")

# People paste the heading of a note in quotation marks or without.
_HEADING: Final = re.compile(
    r"\breaders added context(?: they thought people might want to know| to this (?:image|video|media|link))?\b"
    r"|背景情報を追加しました",
    re.IGNORECASE,
)
_ACCOUNT: Final = re.compile(r"(?<![\w@])[@＠](?=(?:communitynotes|birdwatch)\b)", re.IGNORECASE)
_MARKED: Final = "\ue000"
_NAMED: Final = re.compile(rf"(?<!\b[RrMm][Tt] ){_MARKED}(?:communitynotes|birdwatch)\b", re.IGNORECASE)
#: What follows "noted" where it means no more than "remarked"; of "got noted" less is said so.
_REMARKED: Final = (
    r"(?!\s+(?:that|how|by|as|in|for|it|this|these|those|down|above|before|elsewhere|here|with)\b)"
)
_KNOWN_FOR: Final = r"(?!\s+(?:by|as|for|down)\b)"
_CLAIMS: Final = re.compile(
    r"\b(?:got|been|gets|getting|just)\s+community[- ]?noted\b"
    rf"|\b(?:got|gets|getting)\s+noted\b{_KNOWN_FOR}|\b(?:been|just)\s+noted\b{_REMARKED}"
    r"|\bcommunity\s+note(?:d|s)?\s+(?:above|below|on\s+this)\b"
    r"|\bthe\s+note\s+(?:says|is)\b",
    re.IGNORECASE,
)
_REQUESTS: Final = re.compile(
    r"\b(?:needs?|add|where(?:'s|\s+is)|request)\s+(?:a\s+)?(?:community\s+)?note\b"
    r"|\bwhere(?:'s|\s+is)\s+the\s+community\s+note\b",
    re.IGNORECASE,
)
#: "No note needed", as those who write notes shorten it; in small letters it is a stammer, as a hashtag another thing.
_AGAINST: Final = re.compile(r"(?<![\w#])NNN\b|\b(?i:no\s+note\s+needed)\b")
#: What turns "needs a note" and "add a note" into their opposite. A bare "not" does not: "this is not true add a note".
_NEGATED: Final = re.compile(
    r"\b(?:(?:do|does|did|would|should)(?:n't|nt|\s+not)|never|no\s+(?:need|reason|point)(?:\s+(?:to|in))?)"
    r"(?:\s+\w+){0,2}\s+$",
    re.IGNORECASE,
)
#: As far before words as it is looked for a "not".
_BEFORE: Final = 40
_QUOTATION_MARKS: Final = dict.fromkeys(map(ord, '“”„«»"‘'), " ")
#: What a text must hold to be looked at: for a cheap search over whole columns.
MAY_SPEAK_OF_NOTES: Final = (
    r"(?i)\bnoted?\b|community[- ]?note|readers added|背景情報を追加|\bNNN\b|[@＠]birdwatch"
)


def note_words(text: str, begins: int = 0, *, named_before: bool = True) -> list[Mention]:
    """Find what a post says of Community Notes in its author's own words: of each kind the first.

    Parameters
    ----------
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.
    named_before
        Whether what is answered names the account of Community Notes, or may: X then puts it in front of the answer,
        and nobody typed it.

    Examples
    --------
    >>> [one.kind for one in note_words("You got community noted. @CommunityNotes needs a note!")]
    ['official_account', 'claim', 'request']
    >>> note_words("Duly noted. It has been noted that birds exist. “You got noted”, said nobody.")
    []
    """
    own = own_words(text, begins)
    pasted = own_words(text.translate(_QUOTATION_MARKS), begins)
    addressed = own_words(_ACCOUNT.sub(_MARKED, text), begins if named_before else 0)
    found = [
        *_first(_HEADING, pasted, "header_quoted"),
        *_first(_NAMED, addressed, "official_account"),
        *_first(_CLAIMS, own, "claim"),
        *_asked(own),
    ]
    return sorted(found, key=lambda one: KINDS.index(one.kind))


def _first(words: re.Pattern[str], text: str, kind: str) -> Iterator[Mention]:
    if hit := words.search(text):
        yield Mention(*hit.span(), kind)


def _asked(own: str) -> Iterator[Mention]:
    requests = [
        Mention(
            *hit.span(),
            "request_against"
            if _NEGATED.search(own, max(0, hit.start() - _BEFORE), hit.start())
            else "request",
        )
        for hit in _REQUESTS.finditer(own)
    ]
    against = [Mention(*hit.span(), "request_against") for hit in _AGAINST.finditer(own)]
    for kind in ("request", "request_against"):
        yield from sorted(one for one in [*requests, *against] if one.kind == kind)[:1]
