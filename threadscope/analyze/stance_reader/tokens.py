"""Texts -> their words and marks as arrays: what kind each is, and whether the author says it or passes it on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope.analyze.stance_reader.words import KINDS, STOP_WORDS

__all__ = ["Columns", "Flags", "Ints", "Tokens", "among", "different", "tokens"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
#: Feature -> one number a post.
Columns = dict[str, NDArray[np.floating[Any]]]

#: What stands for a quoted line.
_LINE: Final = "⊳"
_QUOTED_LINE: Final = r"(?m)^\s*>[^\n]*"
#: A quoted line, an address, a mention, a hashtag, a word, or a mark that means something.
_PATTERN: Final = (
    r"""⊳|https?://\S+|www\.\S+|[@＠]\w+|[#＃]\w+|\w+(?:['`]\w+)*"""
    r"""|\?+|!+|\.\.+|…|["“”«»]|[^\w\s',;:()\[\]|/*&-]"""
)
#: Nobody reads further; a hostile text may hold 25,000 characters.
_FAR: Final = 4_000
#: Shorter words say little about what a post is about.
_SHORTEST: Final = 3
_MARKS: Final[dict[str, pl.Expr]] = {
    "line": pl.col("token") == _LINE,
    "address": pl.col("token").str.contains(r"^(?:https?://|www\.)"),
    "mention": pl.col("first").is_in(["@", "＠"]),
    "hashtag": pl.col("first").is_in(["#", "＃"]),
    "asks": pl.col("first") == "?",
    "asks_twice": pl.col("token").str.starts_with("??"),
    "exclaims": pl.col("first") == "!",
    "trails_off": (pl.col("first") == "…") | pl.col("token").str.starts_with(".."),
    "dot": pl.col("token") == ".",
    "opens": pl.col("first").is_in(["“", "«"]),
    "closes": pl.col("first").is_in(["”", "»"]),
    "quote": pl.col("first") == '"',
    "repost": pl.col("token").is_in(["rt", "mt"]),
    "word": pl.col("first").str.contains(r"^\w") & ~pl.col("token").str.contains(r"^(?:https?://|www\.)"),
    "number": pl.col("first").str.contains(r"^[0-9]"),
    "emoji": pl.col("first").str.contains(r"^[\x{2190}-\x{10FFFF}]"),
}
#: Made once: a list of words takes longer to hand over than a few posts take to look up.
_LISTED: Final = {name: pl.col("token").is_in(sorted(words)) for name, words in KINDS.items()}
_STOPS: Final = pl.Series([sorted(STOP_WORDS)], dtype=pl.List(pl.String))


def _pieces(text: pl.Series) -> pl.Series:
    """What stands between blanks, quoted lines as one sign."""
    short = text.fill_null("").str.slice(0, _FAR)
    quoting = short.str.contains(">", literal=True)
    if quoting.any():
        marked = short.filter(quoting).str.replace_all(_QUOTED_LINE, f" {_LINE} ")
        short = short.scatter(quoting.arg_true(), marked)
    return short.str.replace_many(["\n", "\t", "\r"], [" ", " ", " "]).str.split(" ")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of ``n`` texts, text after text.

    Attributes
    ----------
    n
        Number of texts.
    different
        The different tokens.
    row, code
        For each token the text that it stands in, and its number among the different tokens.
    first
        For each text its first token; one more at the end.
    marks, kinds
        Name -> for each different token whether it is one: marks from its letters, kinds from the word lists.
    content
        For each different token whether it says what a post is about.
    stem
        For each different token its number without a hashtag's sign.
    foreign
        For each token whether it stands in a quotation or manual repost.
    reposts
        For each token whether it opens a manual repost.
    capitals, loud
        For each text its capital letters of the Latin alphabet, and its words of nothing but those.
    """

    n: int
    different: pl.Series
    row: Ints
    code: Ints
    first: Ints
    marks: dict[str, Flags]
    kinds: dict[str, Flags]
    content: Flags
    stem: Ints
    foreign: Flags
    reposts: Flags
    capitals: NDArray[np.float64]
    loud: NDArray[np.float64]

    def mark(self, *names: str) -> Flags:
        """Return for each token whether it carries one of the marks."""
        found: Flags = np.logical_or.reduce([self.marks[name] for name in names])[self.code]
        return found

    def per_text(self, which: Flags) -> NDArray[np.float64]:
        """Return how many of the chosen tokens each text holds."""
        return np.bincount(self.row[which], minlength=self.n).astype(np.float64)

    def so_far(self, which: NDArray[np.generic]) -> Ints:
        """Return for each token the sum over its text's tokens up to it."""
        total = np.append(0, np.cumsum(which, dtype=np.int32))
        found: Ints = total[1:] - np.repeat(total[self.first[:-1]], np.diff(self.first))
        return found


def different(keys: Ints) -> Ints:
    """Return each key once, in the order in which they come."""
    return pl.Series(keys).unique(maintain_order=True).to_numpy()


def among(keys: Ints, others: Ints) -> Flags:
    """Return for each key whether it is one of the others."""
    return pl.Series(keys).is_in(pl.Series(others).implode()).to_numpy()


def tokens(text: pl.Series) -> Tokens:
    """Cut texts into tokens.

    Parameters
    ----------
    text
        Texts as archived; null counts as empty.
    """
    pieces = _pieces(text)
    n_pieces = pieces.list.len().to_numpy().astype(np.int64)
    forms, form = _numbered(pieces.explode(empty_as_null=False))
    row_of_piece = np.repeat(np.arange(len(text)), n_pieces)
    # The same piece is cut once, however often it stands somewhere.
    cut = forms.str.to_lowercase().str.replace_all("’", "'", literal=True).str.extract_all(_PATTERN)
    n_cut = cut.list.len().to_numpy().astype(np.int64)
    token, cut_code = _numbered(cut.explode(empty_as_null=False).rename("token"))
    each = n_cut[form]
    row = np.repeat(row_of_piece, each)
    within = np.repeat((np.cumsum(n_cut) - n_cut)[form] - (np.cumsum(each) - each), each)
    code = cut_code[within + np.arange(len(row))]

    def counted(shape: str) -> NDArray[np.float64]:
        per_form = forms.str.count_matches(shape).to_numpy()
        return np.bincount(row_of_piece, weights=per_form[form], minlength=len(text)).astype(np.float64)

    marks, kinds, content, stem = _told(token)
    made = Tokens(
        n=len(text),
        different=token,
        row=row,
        code=code,
        first=np.searchsorted(row, np.arange(len(text) + 1)),
        marks=marks,
        kinds=kinds,
        content=content,
        stem=stem,
        foreign=np.zeros(len(row), np.bool_),
        reposts=np.zeros(len(row), np.bool_),
        capitals=counted("[A-Z]"),
        loud=counted(r"\b[A-Z]{2,}\b"),
    )
    made.reposts[:-1] = (
        made.mark("repost")[:-1] & made.mark("mention", "opens", "quote")[1:] & (row[1:] == row[:-1])
    )
    made.foreign[:] = _foreign(made)
    return made


def _numbered(strings: pl.Series) -> tuple[pl.Series, Ints]:
    """The different strings in the order in which they come, and for each string which of them it is."""
    once = strings.unique(maintain_order=True)
    return once, strings.cast(pl.Enum(once)).to_physical().to_numpy().astype(np.int64)


def _told(token: pl.Series) -> tuple[dict[str, Flags], dict[str, Flags], Flags, Ints]:
    """Marks, kinds, content words and stems of the different tokens."""
    marked = token.to_frame("token").with_columns(first=pl.col("token").str.slice(0, 1)).select(**_MARKS)
    marks: dict[str, Flags] = {name: marked[name].to_numpy() for name in _MARKS}
    listed = token.to_frame("token").select(**_LISTED)
    kinds: dict[str, Flags] = {name: listed[name].to_numpy() for name in KINDS}
    kinds["negates"] = kinds["negates"] | token.str.ends_with("n't").to_numpy()
    bare = token.str.strip_chars_start("#＃")
    content: Flags = (
        (marks["word"] | marks["hashtag"])
        & (bare.str.len_chars().to_numpy() >= _SHORTEST)
        & ~bare.is_in(_STOPS).to_numpy()
    )
    return marks, kinds, content, _numbered(bare)[1]


def _foreign(of: Tokens) -> Flags:
    """Tokens in quotation marks, after "RT @name" or in a line that begins with ">"."""
    foreign = of.mark("line")
    quote, opens, closes = of.mark("quote"), of.mark("opens"), of.mark("closes")
    if quote.any():
        foreign |= of.so_far(quote) % 2 == 1
    if opens.any():
        foreign |= of.so_far(opens.astype(np.int64) - closes) > 0
    if of.reposts.any():
        foreign |= of.so_far(of.reposts) > 0
    return foreign
