"""Token -> what it does to a score, as a number; numbers -> the chunks of a score.

A code is an index into ``Effects.table`` plus flags in the high bits, so that ``max`` over the codes of a text
says whether anything in it can score at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from threadscope.analyze.words import pattern_words
from threadscope.analyze.words.pattern_lexicon import lexicon

__all__ = ["MAY_FOLLOW", "SCORES", "SUSPECT", "Effects", "Reading"]

#: Flags of a code: holds a scoring word; may be the end of an emoticon, given the token before; an emoticon may end here.
SCORES: Final = 1 << 24
MAY_FOLLOW: Final = 1 << 25
SUSPECT: Final = 1 << 26
_INDEX: Final = SCORES - 1

#: The one code that is most of all text: an unknown word that ends a negation and a modifier.
_PLAIN: Final = 0
_NEGATIONS: Final = frozenset(("no", "not", "n't", "never"))
_FACES_IN_LETTERS: Final = ("XD", "xD")
#: At this many remembered tokens the memory is emptied: a million different addresses must not fill it.
_MEMORY: Final = 1 << 18
_LONGEST_REMEMBERED: Final = 32


# What a word does to a score. Plain numbers: they are compared and hashed for every token.
_NOTHING, _WEIGHS, _NEGATES, _BOOSTS, _MARKS = range(5)


class _Effect(NamedTuple):
    """One word as the score sees it; ``clears`` and ``ends``: whether it cuts off a negation, a modifier."""

    does: int
    clears: bool = False
    ends: bool = False
    word: str = ""
    polarity: float = 0.0
    subjectivity: float = 1.0
    intensity: float = 1.0
    modifies: bool = False


#: Words without a score of their own, by what they cut off.
_OTHER: Final = {
    (clears, ends): _Effect(_NOTHING, clears, ends) for clears in (False, True) for ends in (False, True)
}
_IDLE: Final = _OTHER[False, False]


def _effect(word: str) -> _Effect:
    if (entry := lexicon().get(word)) is not None:
        return _Effect(_WEIGHS, False, False, word, *entry)
    clears, ends = len(word.strip("'")) > 1, len(word) > 2
    if word in _NEGATIONS:
        return _Effect(_NEGATES, ends=ends, word=word)
    if word == "!":
        return _Effect(_BOOSTS, word=word)
    if word == "(!)" or word in pattern_words.EMOTICONS:
        return _Effect(_MARKS, clears, ends, word, pattern_words.EMOTICONS.get(word, 0.0))
    return _OTHER[clears, ends]


class _Memory(dict[str, int]):
    """Token -> code, worked out at first sight."""

    def __init__(self, classify: Callable[[str], int]) -> None:
        super().__init__()
        self._classify = classify

    def __missing__(self, token: str) -> int:
        code = self._classify(token)
        if len(token) <= _LONGEST_REMEMBERED:
            if len(self) >= _MEMORY:
                self.clear()
            self[token] = code
        return code


class Effects:
    """What tokens do to a score.

    Attributes
    ----------
    code
        Token -> its code; any text without blanks may be asked for.
    table
        Index of a code -> the effects of the token, in order.
    """

    def __init__(self) -> None:
        self.code = _Memory(self._of_token)
        self.table: list[tuple[_Effect, ...]] = []
        self._codes: dict[tuple[_Effect, ...], int] = {}
        self._intern([_OTHER[True, True]])

    def of_word(self, word: str) -> int:
        """Return the code of one word as textblob's tokenizer gives it, lower case."""
        return self._intern([_effect(word)])

    def _of_token(self, token: str) -> int:
        if token.isalpha() and len(token) > 2 and not token.endswith(_FACES_IN_LETTERS):
            # names and words without a score are most of what is new: nothing to split, nothing to weigh
            word = token.lower()
            if word not in lexicon() and word not in _NEGATIONS:
                return _PLAIN
        parts = pattern_words.split(token)
        code = self._intern([_effect(part.lower()) for part in parts])
        if pattern_words.may_end_emoticon(parts):
            return code | SUSPECT
        return code | MAY_FOLLOW if pattern_words.may_complete_emoticon(parts) else code

    def _intern(self, effects: list[_Effect]) -> int:
        kept = tuple([effect for effect in effects if effect is not _IDLE])
        code = self._codes.get(kept)
        if code is None:
            code = self._codes[kept] = self._new(kept)
        return code

    def _new(self, effects: tuple[_Effect, ...]) -> int:
        if len(effects) > 1 and not any(effect.does for effect in effects):
            # several words without a score act as one
            return self._intern([_OTHER[any(e.clears for e in effects), any(e.ends for e in effects)]])
        self.table.append(effects)
        index = len(self.table) - 1
        return index | SCORES if any(effect.does in (_WEIGHS, _MARKS) for effect in effects) else index


def _clip(value: float) -> float:
    return max(-1.0, min(value, 1.0))


class Reading:
    """The chunks found so far in one text, and what waits for the next word: a negation, a modifier."""

    __slots__ = ("_intensity", "_modifier", "_negation", "_negative", "_polarity", "subjectivity", "words")

    def __init__(self) -> None:
        self.words: list[list[str]] = []
        self.subjectivity: list[float] = []
        self._polarity: list[float] = []
        self._intensity: list[float] = []
        self._negative: list[bool] = []
        self._negation = ""
        self._modifier = ""

    def turned(self) -> Iterator[float]:
        """Yield the polarity of each chunk, a negated one turned round at half strength."""
        return (p * -0.5 if no else p for p, no in zip(self._polarity, self._negative, strict=True))

    def take(self, codes: list[int], table: list[tuple[_Effect, ...]]) -> None:
        """Read the tokens of a text in order."""
        acts = (self._pass, self._weigh, self._negate, self._boost, self._mark)
        for code in codes:
            if (index := code & _INDEX) == _PLAIN:
                self._negation = self._modifier = ""
                continue
            for effect in table[index]:
                acts[effect[0]](effect)

    def _pass(self, effect: _Effect) -> None:
        if effect.clears:
            self._negation = ""
        if effect.ends:
            self._modifier = ""

    def _open(self, effect: _Effect) -> None:
        self.words.append([effect.word])
        self.subjectivity.append(effect.subjectivity)
        self._polarity.append(effect.polarity)
        self._intensity.append(effect.intensity)
        self._negative.append(False)

    def _weigh(self, effect: _Effect) -> None:
        if self._modifier:
            self.words[-1].append(effect.word)
            self._polarity[-1] = _clip(effect.polarity * self._intensity[-1])
            self.subjectivity[-1] = _clip(effect.subjectivity * self._intensity[-1])
            self._intensity[-1] = effect.intensity
        else:
            self._open(effect)
        if self._negation:
            self.words[-1].insert(0, self._negation)
            self._intensity[-1] = 1.0 / self._intensity[-1]
            self._negative[-1] = True
        self._modifier = effect.word if effect.modifies else ""
        self._negation = effect.word if effect.word in _NEGATIONS else ""

    def _negate(self, effect: _Effect) -> None:
        self._negation = effect.word
        if self._modifier.endswith("ly"):
            # "really not good": the negation joins the adverb before it
            self.words[-1].append(self._negation)
            self._negative[-1] = True
            self._negation = ""
        elif effect.ends:
            self._modifier = ""

    def _boost(self, effect: _Effect) -> None:
        if self.words:
            self.words[-1].append(effect.word)
            self._polarity[-1] = _clip(self._polarity[-1] * 1.25)

    def _mark(self, effect: _Effect) -> None:
        self._pass(effect)
        self._open(effect)
