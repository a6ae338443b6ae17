"""Text of a post and its addresses -> the words, or the address, with which it brings a source.

A document that is named with what it says, a person or an office that something is reported from, or a link.
Not the author's own: links in quotations and manual reposts, links to pictures. A link without words of the
author's own has a rule of its own; so has a link to another post, which may be nothing but a picture of the quarrel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from threadscope.analyze.words.assertion import cheap
from threadscope.analyze.words.own_words import own_addresses, own_words

__all__ = ["MAY_CITE", "Citation", "Link", "citation", "citation_in", "link_in"]


class Citation(NamedTuple):
    """Words that name a source: where they stand in the text, and the rule that found them."""

    start: int
    end: int
    rule: str


class Link(NamedTuple):
    """An address that a post brings; ``start`` is None where it does not stand in the text; the post that it is the address of."""

    address: str
    start: int | None
    rule: str
    post_id: str | None = None


_PAPER: Final = (
    r"(?:policy|terms(?:\s+of\s+(?:service|use))?|tos|report|law|bill|act|statute|contract|agreement|statement|press\s+release|documentation|docs|"
    r"white\s?paper|paper|study|studies|article|transcript|filing|indictment|ruling|court\s+documents?|order|manual|faq|release\s+notes|"
    r"source\s+code|code|log|logs|changelog|constitution|guidelines?|regulations?|data|records?|survey|poll|audit|document|documents|interview|"
    r"dictionary|bible|qur'?an|wikipedia|snopes|reuters|cdc|label|box|package|website|site)"
)
#: Who stands behind a statement, if with an article; "officials", "sources" and "people" name nobody.
_OFFICE: Final = r"(?:police|court|judge|army|navy|ministry|minister|hospital|coroner|prosecutors?|airline|company|manufacturer|university|mayor|government|embassy|spokes(?:man|woman|person))"
#: Capitals or not, these name no source.
_NOBODY: Final = r"(?:both|all|some|many|most|my|your|his|her|their|no|any|us|you|u|me|him|them|it|this|that|these|those|who|whom|what|i|we|public|people|everyone|everybody|sources?|reports?|rumou?rs?|tweets?|posts?|twitter|x|social|media|the|a|an|reddit|facebook|google|god)"
_SAYS: Final = r"(?:says?|said|states?|stated|shows?|showed|reads?|defines?|found|finds|lists?|mentions?|confirms?|explains?|specif(?:y|ies)|requires?|does\s*n[o']?t\s+(?:say|mention|state)|do\s*n[o']?t\s+(?:say|mention|state))"
_RULES: Final = (
    ("names_document", (rf"\b(?:section|sec\.|article|art\.|paragraph|para\.?|clause|chapter|page|p\.|pg\.?|appendix|annex|footnote|amendment)\s?\#?(?:\d+|(?-i:[IVX]{{2,}}|[VX])\b)(?:[.(]\w{{1,4}}\)?){{0,4}}(?:\s+of\s+(?:the|their|its|your|his)\s+(?:\w+\s+){{0,3}}?(?:{_PAPER}|(?-i:[A-Z]\w+))\b)?"
        rf"|\bline\s\d+\s+of\s+(?:the|their|its|your|his)\s+(?:\w+\s+){{0,3}}?{_PAPER}\b"
        rf"|§\s?\d+(?:[.(]\w{{1,4}}\)?){{0,4}}"
        rf"|\b(?:the|their|its|his|her|your|our|this|that|which|apple's|google's|\w+'s)\s+(?:\w+\s+){{0,3}}{_PAPER}\s+(?:clearly\s+|explicitly\s+|actually\s+|literally\s+|itself\s+|also\s+|only\s+)?{_SAYS}\b(?!\s+like\b)")),
    ("names_source", (r"(?<!not\s)(?<!yet\s)(?<!n't\s)\b(?:according\s+to|as\s+(?:reported|stated|confirmed|documented|published|explained)\s+(?:by|in|on)|(?:reported|confirmed|published|announced|stated)\s+by|cit(?:ing|es))\s+"
        rf"(?:(?:the\s+|an?\s+)?(?!{_NOBODY}\b)(?-i:\#?[A-Z][\w'.&-]*|\#\w+|\|[\w|]*)(?:\s+(?-i:[A-Z\d|])[\w'|.&-]*){{0,3}}|(?:the|an?|its|their|his|her)\s+(?:[\w'-]+\s+){{0,2}}?(?:{_PAPER}|{_OFFICE})\b|(?:police|court\s+documents|court\s+records)\b)")),
    ("gives_source", r"(?:^|(?<=[\n.!|(])|(?<=[.!]\s))[ \t]*(?:my\s+|primary\s+|original\s+)?sources?\s?:\s*\S[^\n.!?]{0,60}"),
)  # fmt: skip
_WORDS: Final = tuple((rule, re.compile(words, re.IGNORECASE)) for rule, words in _RULES)
#: What a text must hold to be looked at for words: for a cheap search over whole columns.
MAY_CITE: Final = cheap(
    r"§|\b(?:section|sec\.|article|art\.|paragraph|para|clause|chapter|page|p\.|pg|appendix|annex|footnote|line|amendment)\s?\#?(?:\d|[ivx])|"
    r"according\s+to|reported|stated|confirmed|documented|published|explained|announced|\bcit(?:ing|es)\b|sources?\s?:|"
    rf"\b{_PAPER}\s+(?:\w+\s+)?{_SAYS}\b"
)
_MOST: Final = 60
_ASKED: Final = re.compile(r"[^.!…\n]{0,300}?\?")
#: Pictures and videos, faces that move, shops of apps: they show nothing of the matter by their address.
_MEDIA: Final = re.compile(
    r"^(?:https?://)?(?:www\.|media\d*\.|m\.|mobile\.|i\.)*(?:pic\.(?:twitter|x)\.com|pbs\.twimg\.com|video\.twimg\.com|giphy\.com|gph\.is|tenor\.com|gfycat\.com|imgflip\.com|"
    r"(?:twitter|x)\.com/\w+/status/\d+/(?:photo|video)/)",
    re.IGNORECASE,
)
_POST: Final = re.compile(r"^(?:https?://)?(?:www\.|mobile\.|m\.)?(?:twitter|x)\.com/(?:i/(?:web/)?|\w+/)status(?:es)?/(\d+)", re.IGNORECASE)  # fmt: skip
#: Other pages of X: people, hashtags, searches; they bring no source.
_X: Final = re.compile(r"^(?:https?://)?(?:www\.|mobile\.|m\.)?(?:twitter|x)\.com(?:/|$)", re.IGNORECASE)
_SPOKEN: Final = re.compile(r"[^\W\d_]{2,}")
#: So many words beside a link say something with it.
_FEW: Final = 3


def _hits(own: str) -> Iterator[Citation]:
    for rule, pattern in _WORDS:
        for n_seen, hit in enumerate(pattern.finditer(own)):
            if n_seen == _MOST:
                break
            if not _ASKED.match(own, hit.end()):
                start = hit.end() - len(hit[0].lstrip())
                yield Citation(start, hit.end(), rule)
                break


def citation_in(own: str) -> Citation | None:
    """Find the first source that is named in a text of which only the author's own words are left."""
    return min(_hits(own), default=None)


def citation(text: str, begins: int = 0) -> Citation | None:
    """Find the first source that the author names in words.

    Parameters
    ----------
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.

    Returns
    -------
    Citation or None
        Where the words stand, for quoting them as they are; None where no source is named.

    Examples
    --------
    >>> citation("Section 3 of the policy says otherwise.")
    Citation(start=0, end=23, rule='names_document')
    >>> citation("What does the report say?"), citation("according to you")
    (None, None)
    """
    return citation_in(own_words(text, begins))


def link_in(own: str, text: str, begins: int, addresses: Sequence[str]) -> Link | None:
    """Find the first address that a post brings.

    Parameters
    ----------
    own
        The text of which only the author's own words are left (``own_words``).
    text
        The post as archived.
    begins
        Code point where the text begins after the leading reply mentions.
    addresses
        Column ``urls`` of the post: expanded, in the order of the text, without what X added itself.

    Returns
    -------
    Link or None
        None without an address, with addresses only in words of others, and for pictures.

    Examples
    --------
    >>> address = "https://pigeonchat.example/terms"
    >>> link_in("Read the terms " + 32 * "|", f"Read the terms {address}", 0, [address]).rule
    'links_with_words'
    """
    places = own_addresses(text, begins)
    if not places and own_addresses(text, begins, of_all=True):
        return None
    n_words = len(_SPOKEN.findall(own))
    for nth, address in enumerate(addresses):
        if _MEDIA.match(address) or (_X.match(address) and not _POST.match(address)):
            continue
        start = next(
            (at for at, shown in places if shown == address or shown.rstrip(".,;:!)") == address), None
        )
        if start is None and nth < len(places):
            start = places[nth][0]
        if post := _POST.match(address):
            return Link(address, start, "links_post", post[1])
        return Link(address, start, "links_with_words" if n_words >= _FEW else "links_alone")
    return None
