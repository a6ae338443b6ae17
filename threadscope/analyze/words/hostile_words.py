"""Shipped phrase list -> the compiled rules that find hostile words in a text.

The list stands in ``threadscope/data/hostility.toml``; here stands only how words make phrases. All repetitions
are bounded, so that a text made to be searched again and again costs no more than its length.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

__all__ = ["YOU_STARTS", "Rule", "listed", "named", "plural", "rules", "words_of"]

#: Blanks between two words: no more than people type, so that a run of 25,000 is searched once.
_GAP: Final = r"[^\S\n]{1,3}"
_YOU: Final = r"(?:you|u|ya|y'?all)"
_FUCK: Final = r"(?:f+u+c+k|fuk|fck|phuck|f[*#@_-][*#@c_-]k|f[*#@]{2,3}|fu[*#@]k)"
_OF_GROUP: Final = rf"(?:{_GAP}(?:people|guys|all|two|both|lot|folks|ppl|kids|men|women))?"
_SURELY: Final = rf"(?:,{_GAP}(?:sir|madam|ma'am|mr|my{_GAP}friend),)?(?:{_GAP}(?:really|truly|clearly|obviously|honestly|definitely|just|all|both|seriously|sir|guys|still|always|are)){{0,2}}"
#: "you are", where it can be nothing else.
_ARE: Final = (
    rf"(?:you(?:'re|re|'r)|u're|y'?all(?:{_GAP}are|'re)|(?:you|u){_OF_GROUP}{_SURELY}{_GAP}(?:are|r)"
    rf"|(?:you|u){_SURELY}{_GAP}(?:must{_GAP}be|sound(?:{_GAP}like)?|look(?:{_GAP}like)?))"
)
#: "your" is also how many write "you're"; with "a" after it, or the end of the clause, it can be nothing else.
_YOUR: Final = r"(?:your|ur|yr)"
#: Where words that are followed by another word would mean something else ("you racist hunter"), these may follow.
_GOES_ON: Final = (
    r"(?:and|but|for|who|that|because|cause|cuz|bc|so|lol|lmao|to|with|when|just|its|it's|in|on|at|or|as|you|you're|youre|u|ur|man|bro|dude|mate|"
    r"btw|tbh|imo|imho|then|now|too|i|i'm|we|he|they|she|the|this|your|is|are|from|by|until|go|stop|get|please|don't|do|does|did|shut|what|why|how|"
    r"if|unless|trying|making|like|period|seriously|anyway|there|these|those|learn|read|not|no|can't|nobody|maybe|again|already|about|of|than|also|aren't|"
    r"mother|motherfuckers?|assholes?|bitch|bitches|idiots?|morons?|fools?|clowns?|dumbass|losers?|son|boy|kid|lady|honey|"
    r"enough|altogether|beyond|take|put|keep|know|think|wake|look|here|where|should|would|could|must|have|has|will|all|right|up|off|u're|everyone|since|even|was|were)"
)
_END: Final = r"(?=[^\S\n]{0,3}(?:$|[^\w\s'&%$/*-]|-[\s-]))"
_ENDS: Final = rf"(?=[^\S\n]{{0,3}}(?:$|[^\w\s'&%$/*-]|-[\s-]|{_GOES_ON}\b))"
#: After a noun that is a verb as well ("you fool us"), only what begins a sentence of its own.
_OWN_SENTENCE: Final = r"(?=[^\S\n]{0,3}(?:$|[^\w\s'&%$/*-]|-[\s-]|(?:we|they)\b))"
_FLAGS: Final = re.MULTILINE
_LEFT: Final = r"(?<![\w'#$/-])"
#: What opens a sentence, and what may stand before an order: "please just shut up", "Ann, shut up".
_OPENS: Final = re.compile(
    r"(?:^|[^\w\s'&%$/#,-]|(?:^|[.!?|])\s{0,3}[\w']{1,20},)\s{0,3}(?:(?:so|and|then|just|please|plz|pls|well|now|oh|no|nah|yeah|yes|ok|okay|dude|man|bro|bruh|lol|lmao|haha|omg|god|jesus|ffs|"
    r"seriously|honestly|sincerely|or|but|sir|hey|wow|you|u|again|also|you can|u can|to all of you|you should|how about you|how about|kindly|simply)[\s,]{1,3}){0,4}$",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[\w'-]+")
_SWEARS: Final = re.compile(_FUCK)
#: Where rules about "you" may begin: looked for once, for all of them.
YOU_STARTS: Final = re.compile(
    r"(?<![\w'#$/-])(?:you|u|ya|y'?all|your|ur|yr)(?![\w-])|(?<![\w'#$/-])youre\b", re.IGNORECASE
)


class Rule(NamedTuple):
    """One rule of the phrase list.

    Attributes
    ----------
    name
        As it stands in the tables.
    kind
        insult, slur or accusation_of_lying.
    pattern
        What finds the words, in small letters.
    says
        Whether the words make a statement ("you are …"), which a "not", an "if" or a "he says" around it undoes; else
        they call or order, and nothing but a quotation undoes them.
    opens
        What must end right before the words; None for anything.
    at_you
        Whether the words begin with "you" in one of its forms.
    holds
        Words of which a text must hold one to be searched at all, as ``words_of`` gives them; empty for any.
    addresses
        Whether the words are said to somebody, not of a group.
    """

    name: str
    kind: str
    pattern: re.Pattern[str]
    says: bool
    opens: re.Pattern[str] | None = None
    addresses: bool = True
    at_you: bool = False
    holds: frozenset[str] = frozenset()


@cache
def listed() -> Mapping[str, Any]:
    """Return the phrase list as it stands in the file."""
    return tomllib.loads(files("threadscope.data").joinpath("hostility.toml").read_text(encoding="utf-8"))


def plural(noun: str) -> str:
    """Return the plural of a noun of the list."""
    if noun.endswith(("s", "sh", "ch", "x")):
        return f"{noun}es"
    if " of " in noun:
        head, rest = noun.split(" ", 1)
        return f"{head}s {rest}"
    if noun.endswith("man"):
        return f"{noun[:-3]}men"
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{noun}s"


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longest first, whatever blanks stand in them."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return (
        "(?:"
        + "|".join(_GAP.join(re.escape(part) for part in word.lower().split()) for word in longest_first)
        + ")"
    )


def words_of(small: str) -> frozenset[str]:
    """Return the words of a text in small letters, and ``{fuck}`` for that word in any spelling."""
    words = frozenset(_WORD.findall(small))
    return words | {"{fuck}"} if _SWEARS.search(small) else words


def _first(phrases: Iterable[str]) -> frozenset[str]:
    """Return the first words of phrases."""
    return frozenset(
        "{fuck}" if words.startswith("{fuck}") else _WORD.findall(words.lower())[0] for words in phrases
    )


def _phrase(words: str) -> str:
    pattern = _GAP.join(re.escape(part) for part in words.lower().split())
    return pattern.replace(re.escape("{you}"), _YOU).replace(re.escape("{fuck}"), _FUCK)


def _any_phrase(phrases: Iterable[str], very: str) -> str:
    """Return a pattern for any of the phrases; what many begin with stands in it once."""
    begins = {"{are} {very} ": _ARE + _GAP + very, "{are} ": _ARE + _GAP, "": ""}
    left = sorted(phrases, key=lambda words: (-len(words), words))
    parts = []
    for marks, pattern in begins.items():
        mine = [words for words in left if words.startswith(marks)]
        left = [words for words in left if words not in mine]
        if mine:
            parts.append(f"{pattern}(?:{'|'.join(_phrase(words.removeprefix(marks)) for words in mine)})")
    return f"(?:{'|'.join(parts)})"


def _degrees(the: Mapping[str, Any]) -> str:
    """Up to four words of degree."""
    return rf"(?:(?:{_any(the['between']['degrees'])}|{_FUCK}(?:ing?|in'|en|n)?){_GAP}){{0,4}}"


def _between(the: Mapping[str, Any]) -> str:
    """Up to four words that only make an insult stronger."""
    words = _any([*the["between"]["degrees"], *the["between"]["insulting"]])
    return rf"(?:(?:{words}|{_FUCK}(?:ing?|in'|en|n)?(?:{_GAP}ing)?|a){_GAP}){{0,4}}"


def _filler(the: Mapping[str, Any]) -> str:
    """Up to three words of any kind between "a" and the noun, but none that makes it something else."""
    other = r"not|no|never|of|to|for|with|than|who|that|and|or|but|if|like|as|in|on|at|from|by|is|are|was|isn't|aren't|lying|less|former|anti|fellow|self-proclaimed"
    kind = _any(the["between"]["kind"])
    return rf"(?:(?!(?:{other}|{kind})\b)[\w'/*-]{{1,20}},?{_GAP}){{0,3}}"


def _nouns(name: str, kind: str, one: str, many: str, mass: str, the: Mapping[str, Any]) -> list[Rule]:
    between, filler = _between(the), _filler(the)
    article = rf"(?:an?|one|the|another|nothing{_GAP}but{_GAP}an?|such{_GAP}an?|like{_GAP}an?)"
    degrees = _degrees(the)
    said = [
        rf"{_LEFT}(?:{_ARE}|{_YOUR}){_GAP}{degrees}{article}{_GAP}{filler}{one}\b{_ENDS}",
        rf"{_LEFT}{_ARE}{_GAP}{between}(?:{many}|{mass})\b{_ENDS}",
    ]
    return [
        Rule(f"you_are_{name}", kind, re.compile(pattern, _FLAGS), says=True, at_you=True) for pattern in said
    ]


def _called(name: str, kind: str, word: str, the: Mapping[str, Any], ends: str) -> Rule:
    pattern = rf"{_LEFT}{_YOU}{_GAP}{_between(the)}{word}\b{ends}"
    return Rule(f"you_{name}", kind, re.compile(pattern, _FLAGS), says=False, at_you=True)


def _insults(the: Mapping[str, Any]) -> list[Rule]:
    count, other, mass = (the["nouns"][key] for key in ("count", "also_other", "mass"))
    absent = set(the["nouns"]["of_the_absent"])
    many = _any(map(plural, {*count, *other} - absent))
    degrees = _degrees(the)
    adjectives = _any([*the["adjectives"]["plain"], *the["adjectives"]["comparative"]])
    asked = _any(the["adjectives"]["asked"])
    abusive, people = _any(the["adjectives"]["abusive"]), _any(the["adjectives"]["people"])
    insulting = _any(the["between"]["insulting"])
    every = _any([*count, *other, *mass, *map(plural, [*count, *other])])
    one, calling = _any([*count, *other]), _any(the["nouns"]["calling"])
    called = _first(the["nouns"]["calling"])

    def rule(name: str, pattern: str, *, says: bool = False, at_you: bool = False) -> Rule:
        return Rule(name, "insult", re.compile(_LEFT + pattern, _FLAGS), says=says, at_you=at_you)

    return [
        *_nouns("insult", "insult", _any([*count, *other]), _any(map(plural, [*count, *other])), _any(mass), the),
        _called("insult", "insult", _any([*count, "scum"]), the, _ENDS),
        _called("insult", "insult", _any(other), the, _OWN_SENTENCE),
        _called("insult", "insult", many, the, rf"(?!{_GAP}like\b)"),  # no verb ends so
        # "you stupid fuck"
        rule("you_insult", rf"{_YOU}{_GAP}(?:{insulting}{_GAP}){{1,3}}{_FUCK}(?:er)?s?\b{_ENDS}", at_you=True),
        # "you disgusting human being"
        rule("you_insult", rf"{_YOU}{_GAP}{degrees}{abusive}{_GAP}{people}\b{_ENDS}", at_you=True),
        rule("you_are_insult", rf"{_ARE}{_GAP}{degrees}(?:(?:an?|one|the|such{_GAP}an?){_GAP})?(?:\w{{1,15}}{_GAP})?{abusive}{_GAP}{people}\b{_ENDS}", says=True, at_you=True),
        Rule("insult_like_you", "insult", re.compile(rf"{_LEFT}{every}{_GAP}(?:just{_GAP}|exactly{_GAP})?like{_GAP}(?:you|u|yourself)\b(?!{_GAP}(?:said|say|did|do|are|were|have|know|can|want)\b)", _FLAGS), says=True, holds=frozenset({"like"})),
        rule("you_are_insulting_adjective", rf"{_ARE}{_GAP}{degrees}{adjectives}\b{_ENDS}", says=True, at_you=True),
        rule("you_are_insulting_adjective", rf"{_YOUR}{_GAP}{degrees}{adjectives}\b{_END}", says=True, at_you=True),
        rule("you_are_insulting_adjective", rf"{_YOUR}{_GAP}{degrees}{_any(the['adjectives']['comparative'])}\b{_ENDS}", says=True, at_you=True),
        rule("you_are_insult", rf"(?:what|such|how{_GAP}much{_GAP}of){_GAP}an?{_GAP}{_between(the)}{one}{_GAP}(?:you|u){_GAP}(?:really{_GAP})?are\b", says=True),
        rule("asks_if_you_are", rf"(?:are|r){_GAP}(?:you|u|ya|y'all)(?:{_GAP}(?:people|guys|all))?{_GAP}{degrees}{asked}\b{_ENDS}"),
        # Who is called so is judged by what stands around it, and by what the post answers.
        Rule("called_at_the_end", "insult", re.compile(rf"{_LEFT}(?:{insulting}{_GAP}){{0,2}}{calling}(?=[^\S\n]{{0,3}}(?:$|[.!?|#]))", _FLAGS), says=False, holds=called),
        Rule("called_at_the_start", "insult", re.compile(rf"\A[\s|.]{{0,9}}(?:[|.]+\s+)?(?P<said>(?:{insulting}{_GAP}){{0,2}}{calling})(?=[^\S\n]{{0,3}}[,.!])"), says=False, holds=called),
    ]  # fmt: skip


def _phrases(the: Mapping[str, Any]) -> list[Rule]:
    very = _degrees(the)
    made = []
    for name, group in the["phrases"].items():
        other = rf"(?!{_GAP}{_any(group['not_before'])}\b)" if "not_before" in group else ""
        at_you = [words for words in group["words"] if re.match(r"\{(?:you|are)\}|your\b|you're\b", words)]
        elsewhere = [words for words in group["words"] if words not in at_you]
        for phrases, begins in ((at_you, True), (elsewhere, False)):
            if phrases:
                words = re.compile(rf"{_LEFT}{_any_phrase(phrases, very)}(?!\w|'\w){other}{_ENDS}", _FLAGS)
                opens = _OPENS if group["opens"] else None
                holds = frozenset() if begins else _first(phrases)
                made.append(
                    Rule(name, group["kind"], words, not group["opens"], opens, at_you=begins, holds=holds)
                )
    return made


def _slurs(the: Mapping[str, Any]) -> list[Rule]:
    words, said = the["slurs"]["words"], the["slurs"]["said_to_somebody"]
    every = _any([*words, *said])
    many = _any(map(plural, [*words, *said]))
    return [
        *_nouns("slur", "slur", every, many, many, the),
        _called("slur", "slur", f"(?:{every}|{many})", the, _END),
        Rule("slur", "slur", re.compile(rf"{_LEFT}{_any([*words, *map(plural, words)])}\b", _FLAGS), says=False, addresses=False, holds=_first([*words, *map(plural, words)])),
    ]  # fmt: skip


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules; where two find words at one place, the first one counts."""
    the = listed()
    liars = the["liars"]["count"]
    one, many = _any(liars), _any(map(plural, liars))
    return (
        *_nouns("liar", "accusation_of_lying", one, many, many, the),
        _called("liar", "accusation_of_lying", f"(?:{one}|{many})", the, _ENDS),
        Rule(
            "liar_alone",
            "accusation_of_lying",
            re.compile(
                rf"\A[\s|.]*(?:(?:you|such|what|a|an|{_FUCK}ing|damn|total|complete|pathological){_GAP}){{0,3}}(?P<said>liars?)[\s|.!]*\Z",
                re.NOFLAG,
            ),
            says=False,
        ),
        *_slurs(the),
        *_insults(the),
        *_phrases(the),
    )


@cache
def named() -> re.Pattern[str]:
    """Return what finds "@ann is a liar": in a post for all to see, said to the person named."""
    the = listed()
    count = r"(?:just|such|really|nothing\sbut|clearly|a|an|the|total|complete|lying|habitual|pathological)"
    return re.compile(
        rf"[@＠](?P<handle>\w{{1,50}})\s{{1,3}}(?:is|are){_GAP}(?:(?:{count}|{_FUCK}ing|{_any(the['between']['insulting'])}){_GAP}){{1,4}}"
        rf"(?:(?P<liar>{_any(the['liars']['count'])})|{_any(the['nouns']['calling'])})\b{_ENDS}",
        re.IGNORECASE | re.MULTILINE,
    )
