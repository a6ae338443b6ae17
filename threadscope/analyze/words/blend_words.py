"""Prepared text of a post -> its words as the blend reads them, each with what it weighs where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

__all__ = ["NEGATED", "NEGATIONS", "Reader", "Word"]

#: An emoticon, a word with its apostrophes, a run of "!" and "?", dots, a number, or one other sign.
_TOKEN: Final = re.compile(
    r"[<>]?[:;=8][-o*']?[)\](\[dDpP/:}{@|\\]|<3|[^\W\d_]+(?:'[^\W\d_]+)*|[!?]+|\.\.+|\d+|[^\s\w]"
)
NEGATIONS: Final = frozenset(
    "not no never none nobody nothing nowhere neither nor cannot cant can't won't wont don't dont doesn't doesnt didn't "  # noqa: SIM905 - a list of words reads as one
    "didnt isn't isnt wasn't wasnt aren't arent weren't werent shouldn't wouldn't couldn't without hardly barely ain't "
    "aint haven't hasn't hadn't".split()
)
#: A negation reaches so many tokens, unless the clause ends before.
_REACH: Final = 3
_ENDS: Final = frozenset(".!?;:")
#: What a negation leaves of a valence: it turns it round and weakens it (Hutto & Gilbert 2014: -0.74).
NEGATED: Final = -0.6
_SHOUTED: Final = 1.2
#: "No" alone is a mild refusal; the other negations only turn round what follows.
_NO: Final = -0.6
#: At so many remembered words the memory is emptied; longer ones are not remembered.
_MEMORY, _LONGEST = 1 << 17, 32


class Word(NamedTuple):
    """One token.

    Attributes
    ----------
    name
        Lower case, with "not " before it where a negation reaches it.
    word
        Lower case.
    valence
        What it weighs here, -4 to 4; 0 for most.
    negative, positive
        What was learnt of it: log-odds that it adds to both sides.
    is_shouted, is_capital, is_negation
        In capitals; with a capital; a negation itself.
    """

    name: str
    word: str
    valence: float
    negative: float = 0.0
    positive: float = 0.0
    is_shouted: bool = False
    is_capital: bool = False
    is_negation: bool = False


def _ends_clause(token: str) -> bool:
    is_face = len(token) > 1 and token[0] in ":;" and token[1] not in ".!?;"
    return token.lower() == "but" or (token[0] in _ENDS and not is_face)


class Reader(dict[tuple[str, bool], Word]):
    """Knows what words weigh; remembers what was asked for.

    Parameters
    ----------
    valences
        Word -> its valence, -4 to 4.
    learnt
        Word, or "not " and a word -> what it adds to negative and to positive.
    """

    def __init__(self, valences: Mapping[str, float], learnt: Mapping[str, tuple[float, float]]) -> None:
        super().__init__()
        self._valences = valences
        self._learnt = learnt
        self._reach: dict[str, int] = {}

    def __missing__(self, key: tuple[str, bool]) -> Word:
        written, is_negated = key
        word = written.lower()
        is_shouted = len(written) > 2 and written.isupper()
        is_negation = word in NEGATIONS
        valence = self._valences.get(word, 0.0)
        if is_negation:
            valence = _NO if word == "no" else 0.0
        elif valence:
            valence *= (NEGATED if is_negated else 1.0) * (_SHOUTED if is_shouted else 1.0)
        name = f"not {word}" if is_negated else word
        added = self._learnt.get(name, (0.0, 0.0))
        found = Word(name, word, valence, *added, is_shouted, written[0].isupper(), is_negation)
        if len(written) <= _LONGEST:
            if len(self) >= _MEMORY:
                self.clear()
            self[key] = found
        return found

    def words(self, text: str) -> list[Word]:
        """Return the tokens of a text that ``spoken_words`` prepared.

        Examples
        --------
        >>> [word.name for word in Reader({}, {}).words("Not a GOOD idea, but fine :)")]
        ['not', 'not a', 'not good', 'not idea', ',', 'but', 'fine', ':)']
        """
        found: list[Word] = []
        left = 0
        for written in _TOKEN.findall(text.replace("’", "'")):
            if left and _ends_clause(written):
                left = 0
            word = self[written, False]
            if word.is_negation:
                left = _REACH
            elif left:
                word = self[written, True]
                left -= 1
            found.append(word)
        return found
