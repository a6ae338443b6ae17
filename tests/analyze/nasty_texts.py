"""Texts that try every corner of the sentiment analyzer, seeded: the reference must agree on all of them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from threadscope.analyze.words.pattern_lexicon import lexicon

__all__ = ["nasty_texts"]

_NEGATIONS = ["not", "no", "never", "n't", "don't", "isn't", "Not", "NEVER"]
_MODIFIERS = ["very", "really", "hardly", "extremely", "so", "quite", "only", "totally", "absolutely"]
_FACES = [
    ":)", ":-)", ":(", ":'(", ":D", "XD", "xD", "<3", "♥", ";)", ":/", ">:(", "8)", ":3", "o_O", "=]", ":-.", "*)",
    ": )", ":\t(", ": ' (", ">.>", ":c)", ":^)", "°O°", ":s", ":S", ":P", ">:P", ":-s)", "(:", "8 )",
]  # fmt: skip
_MARKS = [
    ".", "!", "?", "...", "!!!", "?!", "(!)", "( ! )", ",", ";", "'", '"', "“", "”", "‘", "’", "(", ")", "[", "--", "_",
    "END-OF-SENTENCE", "\n\n", "\r\n", "\n\n\n", "\u00a0", "\x1c", "\x1f", "\u2003", "e.g.", "U.S.", "Mr.", "a.m.", "Xyz.",
    "etc.", "vs.", "w/", "#", "@", "$", "*", "~", "`", "|", "=", "+", "^", "&", "}", ":", "\ud83d",
]  # fmt: skip
_PLAIN = [
    "a",
    "the",
    "is",
    "it",
    "movie",
    "I",
    "to",
    "cats",
    "Zürich",
    "好",
    "1984",
    "@united",
    "http://t.co/x",
    "#ok",
]


def nasty_texts(number: int, seed: int) -> Iterator[str]:
    """Yield so many texts, the same for the same seed."""
    draw = random.Random(seed)
    known = sorted(lexicon())
    pools = [known, known, _NEGATIONS, _MODIFIERS, _FACES, _MARKS, _PLAIN]
    for _ in range(number):
        pieces = []
        for _ in range(draw.randint(0, 14)):
            piece = draw.choice(draw.choice(pools))
            pieces.append(
                draw.choice([piece, piece, piece.upper(), piece.title(), f'"{piece}"', f"({piece})."])
            )
            pieces.append(draw.choice([" ", " ", " ", "", "  ", "\n"]))
        yield "".join(pieces)
