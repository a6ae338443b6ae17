"""What a distinction is made of -> the patterns and word lists that ``distinction`` looks with."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["BEFORE", "BEHIND", "BETWEEN", "JUST_BECAUSE", "LEADING", "WHOLE", "is_thing", "names", "stands"]

_WORD: Final = r"[^\W\d_][\w'/-]*"
_DET: Final = (
    r"(?:(?:the|an?|your|their|his|her|our|my|all|any|some|every|each|mere|just|actual|real|having|being)\s+)"
)
#: A noun phrase as people write it in a line: a determiner and up to three (two) words; or something quoted.
_TERM: Final = rf"(?:\|{{2,60}}|{_DET}?{_WORD}(?:[ \t]{_WORD}){{0,2}})"
_SHORT: Final = rf"(?:\|{{2,60}}|{_DET}{{0,2}}{_WORD}(?:[ \t]{_WORD})?)"
_END: Final = r"(?=\s*(?:$|[.!…\n,;:)#(]|[-–—]\s|\s(?:and|but|because|so|as|at\s+all|that|which|who|lol|anyway|either|in|on|for|when|by|from|to)\b))"
_NOT: Final = (
    r"(?:(?:\b(?:is|are|was|were)|(?<=\w)'(?:s|re))\s+(?:\w+\s+)?not|\b(?:is|are|was|were)n'?t|\bain'?t)"
)
_HOW: Final = (
    r"(?:\s+(?:really|exactly|necessarily|quite|at\s+all|even|remotely|always|automatically|actually|all))*"
)
_HE_IS: Final = r"(?:it's|it\s+is|its|it\s+was|that's|thats|that\s+is|that\s+was|this\s+is|they're|they\s+are|they\s+were|he's|he\s+is|she's|she\s+is)"


def _compiled(*rules: tuple[str, str, str]) -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    return tuple(
        (rule, tuple(gates.split("|")), re.compile(words, re.IGNORECASE)) for rule, gates, words in rules
    )


#: Rule, what a text must hold (lower case), and what stands between two terms: the first is looked for before
#: it, the second behind it. A place that one rule has taken is no other's.
BETWEEN: Final = _compiled(
    ("says_not_the_same", "same|equal|equivalent|identical|confused|interchangeable|differ|≠|!=|=/=|two|2",
        (rf"{_NOT}{_HOW}\s+(?:the\s+same(?:\s+(?:thing|things|concept|matter|issue))?(?:\s+(?:as|like)\b)?|equal\s+to|equivalent(?:\s+to)?|identical(?:\s+to|\s+with)?|to\s+be\s+confused\s+with|interchangeable)"
        r"|\b(?:is|are|was|were)\s+(?:very|totally|completely|entirely|quite|fundamentally)?\s*(?:very\s+)?different(?:\s+(?:from|than|to|things?|concepts?|issues?|matters?|beasts?|animals?)\b|(?=\s*[.!]|\s*$))"
        r"|\b(?:is|are)\s+(?:two|2)\s+(?:\w+\s+){0,2}(?:things|matters|issues|questions|claims)|\bdiffers?\s+from|≠|!=|=/=|\bdo(?:es)?\s*n[o']?t\s+equal")),
    ("says_does_not_mean", "mean|imply|equate", r"\b(?:do(?:es)?\s*(?:n'?t|\snot)|did\s*(?:n'?t|\snot))\s+(?:\w+ly\s+)?(?:mean|imply|equate\s+to)\b(?!\s+(?:anything|much|shit|jack|squat|a\s+thing|nothing)\b)"),
    ("says_is_not", "not|n't|nt", rf"{_NOT}{_HOW}"),
    ("says_not_but", "not", r"[ \t]?(?:,|[–—]|[ \t]-)[ \t]{0,2}not(?=\s)"),
)  # fmt: skip
#: The noun phrase that ends right before; of its opening words those in ``LEADING`` belong to the sentence.
BEFORE: Final = re.compile(rf"(?:^|(?<=[^\w'&-]))(?P<a>{_TERM}(?:\s+(?:and|or|&|vs\.?)\s+{_SHORT})?)\s*$", re.IGNORECASE)  # fmt: skip
LEADING: Final = re.compile(r"^(?!(?:the|an?|your|their|his|her|our|my)\s).*?\s(?=(?:the|an?|your|their|his|her|our|my)\s)|^(?:(?:this|that|it|he|she|they|you|we|i|is|are|was|were|be|it's|that's|they're|he's|she's|its|thats|but|and|so|because|if|when|as|than|these|those|there|of|which)\s+)+", re.IGNORECASE)  # fmt: skip
BEHIND: Final = re.compile(rf"\s*(?P<b>{_SHORT}){_END}", re.IGNORECASE)
JUST_BECAUSE: Final = re.compile(r"\bjust\s+because\b", re.IGNORECASE)

#: Rule, what a text must hold (lower case), and a pattern that holds both terms, or none.
WHOLE: Final = _compiled(
    ("says_difference", "between", rf"\b(?:the|an?(?:\s+\w+)?|some|any|such)\s+(?:difference|distinction)\s+between\s+(?P<a>{_TERM}?)\s+(?:and|&)\s+(?P<b>{_SHORT})"),
    ("says_confuses", "conflat|confus|mix|mistak|equat", rf"\b(?:do\s*n[o']?t|stop|quit|you(?:'re|\s+are)|u\s+r|people\s+are|you|they(?:'re|\s+are)|he(?:'s|\s+is)|she(?:'s|\s+is))\s+(?:just\s+)?(?:conflat(?:e|ing)|confus(?:e|ing)|mix(?:ing)?\s+up|mistak(?:e|ing)|equat(?:e|ing))\s+(?P<a>{_TERM}?)\s+(?:with|and|for|to)\s+(?P<b>{_SHORT})"),
    ("says_not_but", "not|n't", rf"\b(?:(?:it|this|that|these|those|they|he|she)(?:'s|'re|\s+is|\s+are|\s+was|\s+were)\s+not|(?:thats|its)\s+not|(?:it|this|that|these|those|they|he|she)\s+(?:is|are|was|were)n't)(?:\s+(?:really|actually|even))?\s+(?P<a>{_SHORT})\s*[,.;:–—-]+\s*(?:but\s+)?{_HE_IS}\s+(?:actually\s+|really\s+|just\s+)?(?P<b>{_SHORT})"),
    ("says_not_but", "but", rf"\bnot\s+(?P<a>{_SHORT}),?\s+but\s+(?:rather\s+|just\s+)?(?P<b>{_SHORT})"),
    ("says_what_it_means", "mean", r"not\s+what\s+(?P<a>\|{2,60}|'?\w+(?:\s\w+){0,2}?'?)\s+(?:actually\s+|really\s+)?means?\b"),
    ("says_what_it_means", "mean", r"\bby\s+(?P<a>\|{2,60}|'?\w+(?:\s\w+)?'?)\s+(?:they|we|he|she|i|it)\s+(?:actually\s+|really\s+)?means?\b"),
    ("says_what_it_means", "depend|defined|means|refers", r"\bdepend(?:s|ing)\s+on\s+(?:what|how)\s+(?:you|they|we|one|he|she|people)\s+(?:mean|define|call|understand)s?(?:\s+by)?\b|\bis\s+(?:legally\s+)?defined\s+as\b|\b(?:actually|technically|legally|specifically|only)\s+(?:means|refers\s+to)\b"),
    ("says_both_hold", "true", r"\b(?:both|the\s+two)\s+(?:(?:things|claims|statements|of\s+(?:these|those|them))\s+)?(?:can|could|may|might)\s+be\s+true\b"),
    ("says_condition", "only|depends|necessarily|apply|in some|in certain|in most|under certain|not all|not every",
        r"\b(?:only\s+(?:appl(?:ies|y)\s+(?:to|if|when|for|in)|true\s+(?:if|when|for|in)|works?\s+(?:if|when|for)|counts?\s+(?:if|when)|holds?\s+(?:if|when|for)|valid\s+(?:if|for|when)|if|when)|(?:it|that|this|which)\s+(?:really\s+|all\s+|also\s+)?depends(?:\s+on)?|depends\s+(?:on\s+(?:what|how|whether|who|where|which|the|your)|if|whether)|not\s+necessarily|does\s*n[o']?t\s+apply\s+to|(?:does|do)\s+not\s+apply\s+to|in\s+(?:some|certain|most)\s+cases|under\s+certain\s+(?:conditions|circumstances)|not\s+(?:all|every)\s+\w+)"),
    ("says_precisely", "technically|strictly|to be |fairness|defen|clarif|context|nitpick", r"\b(?:technically|strictly\s+speaking|to\s+be\s+(?:\w+\s+)?(?:fair|precise|exact|accurate|specific|pedantic)(?=\s*[,:…-]|\s+(?:the|i|it|he|she|they|that|this|you|we|in)\b)|in\s+(?:all\s+)?fairness(?=\s*[,:]|\s+\w)|in\s+(?:his|her|their)\s+defen[cs]e|(?:just\s+)?to\s+clarify|(?:for|some|more)\s+context|nitpick(?:ing)?|clarification\s*:)"),
)  # fmt: skip

_NO_NAME: Final = frozenset(
    "this that it he she they you we i there here what who which everyone everybody someone somebody people nobody u why how where "  # noqa: SIM905
    "when if because and but or so one such these those me him her them us not as than thats its is are was were do does did it's "
    "that's i'm have has had will would can could should may might must im lol ok yes no please sorry just".split()
)
#: What is set beside something after "is not" shows that it is a thing: an article, a plural, a noun's ending.
_THING: Final = re.compile(
    r"^an?\s\w|\w\w(?:[^siuo]s|tions?|ments?|ness|ity|isms?|ship|ance|ence|ology|graphy|cracy|data|ware)$"
)
_THINGS: Final = frozenset(
    "content evidence proof news fact opinion science law consent privacy speech work hate love art war religion race text traffic "  # noqa: SIM905
    "advertising marketing engineering training spying hacking selling sharing tracking logging stealing lying censoring spelling "
    "control use access power money research theory history philosophy policy politics logic debate chat email mail code".split()
)
_NO_THING: Final = frozenset(
    "always as this perhaps besides less his hers ours yours theirs yes us does goes was has is its".split()  # noqa: SIM905
)
#: "Is not a problem", "is not the best …" judge; they set nothing beside anything.
_JUDGES: Final = frozenset(
    "to of for in on at by it me him them you who what good bad enough sure problem surprise joke idea deal fan big issue threat "  # noqa: SIM905
    "crime secret mistake coincidence option excuse solution best worst better first last only fault answer case point time way accident fair anything much everything nothing just merely simply".split()
)
_QUALITY: Final = re.compile(r"(?:ed|ly|able|ible|ful|ous|ish|ive)$")
#: Behind ", not" or "not … but": these put no second thing beside the first.
_IDLE: Final = frozenset(
    "only sure really yet now anymore me you him her us them really too very even necessarily always again good bad true cool ok okay "  # noqa: SIM905
    "funny surprised why to in on at for by much many unusual same going being having doing allowed anyone anything everything nice great "
    "like fully alone today bad enough up down out from with about over then until after before without".split()
)


def names(term: str) -> bool:
    """Whether a term names something, rather than pointing at it.

    >>> names("the metadata"), names("that")
    (True, False)
    """
    words = term.split()
    return bool(words) and words[0] not in _NO_NAME and words[-1] not in _NO_NAME


def is_thing(place: str) -> bool:
    """Whether what follows "is not" shows itself a thing; a quality or a doing tells nothing apart.

    >>> is_thing("messages"), is_thing("a message"), is_thing("nice"), is_thing("a problem")
    (True, True, False, False)
    """
    words = place.lower().split()
    if not words or _JUDGES & set(words) or words[-1] in _NO_THING:
        return False
    name = place.rsplit(maxsplit=1)[-1][:1].isupper() and not place.isupper()
    return "|" in place or name or words[-1] in _THINGS or bool(_THING.search(place.lower()))


def stands(term: str) -> bool:
    """Whether a term of "X, not Y" stands for a thing beside the other one.

    >>> stands("messages"), stands("only that"), stands("yet")
    (True, False, False)
    """
    words = term.split()
    if "|" in term:
        return True
    return names(term) and not (words[0] in _IDLE or words[-1] in _IDLE or _QUALITY.search(words[-1]))
