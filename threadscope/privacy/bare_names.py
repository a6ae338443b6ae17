"""People and texts -> names that stand in texts without @, whole, and how each reads now.

Only a name that can hardly mean anything else is replaced, since a pseudonym says who is meant; what is left is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import polars as pl

__all__ = ["NO_NAME", "BareNames", "bare_names", "put_in"]

#: What stands in the place of a name that several people of the thread bear.
NO_NAME: Final = "(a name left out)"
#: Letters of a name of several words, and of a name of one word that no word is written like: `CalmWren`, `wren77`.
_SHORTEST_FULL: Final = 6
_SHORTEST_ODD: Final = 5
_ODD: Final = r"\p{Ll}\p{Lu}|[0-9_]"
#: Letters from which a name of one word is taken for no word of a language, if nothing speaks against it.
_SHORTEST_WORD: Final = 8
#: So many people who write it small, and mostly so, use a word or a phrase rather than a name.
_COMMON_AUTHORS: Final = 3
#: A name of one word in so many texts is what the quarrel is about: a product, a place.
_SUBJECT_TEXTS: Final = 20
_SUBJECT_SHARE: Final = 0.05
#: What people hang on their names: pronouns, employers, slogans.
_ATTACHED: Final = r"\s*(?:[(\[{|•·/~—–:,]|\s-\s).*$"
_EDGES: Final = r"^[^\w]+|[^\w]+$"
_WORD: Final = r"\w+"
#: Around each word of a text while names are looked for: Unicode promises that these stand for nothing.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
#: Texts looked through at once, so that the words of a million never stand in memory together.
_BATCH: Final = 100_000


@dataclass(frozen=True, slots=True)
class BareNames:
    """Names without @ in texts.

    Attributes
    ----------
    reads
        Spellings of names -> how they read now.
    keys
        First two words of every name of several words that is found, and the names of one word that are found and not
        replaced: where one is still found, a name may remain.
    """

    reads: Mapping[str, str] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()

    def n_left(self, texts: pl.Series) -> int:
        """Return in how many texts, as they read now, a name of two words or a word like a name remains."""
        if not self.keys:
            return 0
        begin = sorted({key.partition(" ")[0] for key in self.keys})
        some = texts.filter(texts.str.to_lowercase().str.contains_any(begin))
        return _uses(_nobodys(some), self.keys)["text"].n_unique()

    def n_replaced(self, texts: pl.Series) -> int:
        """Return in how many texts, as they read before, a name is replaced."""
        return int((put_in(texts, self.reads) != texts).sum())


def bare_names(
    people: pl.DataFrame,
    said: pl.DataFrame,
    first: Iterable[str],
    *,
    public: Iterable[str],
    named: Callable[[Iterable[str]], Mapping[str, str]],
) -> BareNames:
    """Return the names that are replaced.

    Parameters
    ----------
    people
        The table ``people``.
    said
        ``author_id`` (null where it is not known) and ``text`` of everything that is read.
    first
        The texts that open threads: a name of one word in one of them is what the quarrel is about.
    public
        Ids of the people who keep their names.
    named
        Handles in lower case -> how they read now.
    """
    every = _spellings(people)
    is_public = pl.col("author_id").is_in(list(public))
    kept = every.filter(is_public)
    others = every.filter(~is_public).join(kept.select("low").unique(), on="low", how="anti")
    words = others.filter("is_word")
    full = others.filter(~pl.col("is_word"))
    keys = set(full["key"]) | set(words["key"])
    if not keys:
        return BareNames()
    uses = _uses(said, keys)
    common = _common(uses)
    subject = _subject(uses, said.height) | set(_uses(_nobodys(first), set(words["key"]))["key"])
    unsure = common | subject | _shared_words(people, words)
    found = set(uses["key"])
    sure = pl.concat([
        full.filter(pl.col("key").is_in(list(found - common))),
        words.filter(pl.col("key").is_in(list(found - unsure))),
    ])  # fmt: skip
    reads = _reads(sure, named)
    longer = kept.filter(~pl.col("is_word"))["said"].to_list()
    # A public name that holds another's stays whole.
    reads |= {name: name for name in longer if any(other in name.lower() for other in map(str.lower, reads))}
    return BareNames(reads, frozenset(found & (set(full["key"]) | unsure)))


def put_in(texts: pl.Series, reads: Mapping[str, str]) -> pl.Series:
    """Return texts in which names, where they stand as whole words and without @, read as they are to."""
    if not reads:
        return texts
    may = texts.str.contains_any(list(reads), ascii_case_insensitive=True).fill_null(value=False)
    rows = may.arg_true()
    # The longest first: of two names that begin alike the whole one is meant.
    old = pl.Series(sorted(reads, key=lambda name: (-len(name), name)), dtype=pl.String)
    new = [reads[name] for name in old]
    some = pl.DataFrame({"text": texts.gather(rows)}).select(
        _marked(pl.col("text"))
        .str.replace_many(_marked_names(old), new, ascii_case_insensitive=True, leftmost=True)
        .str.replace_all(f"[{_OPEN}{_CLOSE}]", "")
    )["text"]
    return texts.clone().scatter(rows, some) if rows.len() else texts


def _marked(text: pl.Expr) -> pl.Expr:
    """Set marks around each word; a mention is one word with its sign, which no name is."""
    return text.str.replace_all(r"([@＠]?\w+)", f"{_OPEN}$1{_CLOSE}")


def _marked_names(names: pl.Series) -> list[str]:
    return names.to_frame("name").select(_marked(pl.col("name")))["name"].to_list()


def _spellings(people: pl.DataFrame) -> pl.DataFrame:
    """Return every name that could be replaced: author_id, handle, said, low, key, is_word."""
    # What joins and colours emoji counts among the signs that words are made of.
    plain = pl.col("name").str.normalize("NFKC").str.replace_all("[\ufe0e\ufe0f\u200d]", "")
    as_written = people.select("author_id", "handle", said="name")
    bare = people.select("author_id", "handle", said=plain.str.replace(_ATTACHED, ""))
    whole = people.select("author_id", "handle", said=plain)
    handles = people.select("author_id", "handle", said="handle")
    words = pl.col("low").str.extract_all(_WORD)
    letters = pl.col("said").str.count_matches(r"[\p{L}\p{N}_]")
    return (
        pl.concat([as_written, whole, bare, handles])
        .drop_nulls("said")
        .with_columns(pl.col("said").str.replace_all(_EDGES, "").str.replace_all(r"\s+", " "))
        .with_columns(low=pl.col("said").str.to_lowercase())
        .with_columns(key=words.list.head(2).list.join(" "), is_word=words.list.len() == 1)
        .filter(
            pl.when("is_word")
            .then(
                (letters >= _SHORTEST_WORD)
                | (
                    (letters >= _SHORTEST_ODD)
                    & pl.col("said").str.contains(_ODD)
                    & (pl.col("said").str.contains(r"\p{L}"))
                )
            )
            .otherwise((letters >= _SHORTEST_FULL) & pl.col("low").str.contains(r"\p{L}"))
        )
        .filter(pl.col("key") != "")
        .unique(["author_id", "said"], maintain_order=True)
    )


def _nobodys(texts: Iterable[str]) -> pl.DataFrame:
    return pl.DataFrame({"text": list(texts)}, schema={"text": pl.String}).select(
        pl.lit(None, dtype=pl.String).alias("author_id"), "text"
    )


def _uses(said: pl.DataFrame, keys: Iterable[str]) -> pl.DataFrame:
    """Return where keys stand in texts: author_id, text (its number), key, is_low (whether it is written small).

    A table of words, joined with the keys: to search for tens of thousands of names letter by letter takes ten times
    as long.
    """
    wanted = pl.Series("key", sorted(keys), dtype=pl.String).to_frame()
    parts = [
        _uses_in(said.slice(start, _BATCH), wanted, start) for start in range(0, said.height, _BATCH)
    ] or [_uses_in(said, wanted, 0)]
    return pl.concat(parts)


def _uses_in(said: pl.DataFrame, wanted: pl.DataFrame, start: int) -> pl.DataFrame:
    words = (
        said.select("author_id", word=pl.col("text").str.extract_all(r"[@＠]?\w+"))
        .with_row_index("text", offset=start)
        .explode("word", empty_as_null=True, keep_nulls=True)
        .drop_nulls("word")
        .with_columns(low=pl.col("word").str.to_lowercase())
    )
    small = pl.col("word") == pl.col("low")
    is_next = pl.col("text") == pl.col("text").shift(-1)
    single = words.select("author_id", "text", key="low", is_low=small)
    double = words.select(
        "author_id", "text",
        key=pl.when(is_next).then(pl.concat_str("low", pl.col("low").shift(-1), separator=" ")),
        is_low=small & small.shift(-1),
    )  # fmt: skip
    return pl.concat([part.join(wanted, on="key", how="semi") for part in (single, double)])


def _common(uses: pl.DataFrame) -> set[str]:
    """Return the keys that are words of the language: several people write them small, and mostly so."""
    counted = uses.group_by("key").agg(
        people=pl.col("author_id").filter("is_low").n_unique(), share=pl.col("is_low").mean()
    )
    return set(counted.filter((pl.col("people") >= _COMMON_AUTHORS) & (pl.col("share") > 1 / 2))["key"])


def _subject(uses: pl.DataFrame, n_texts: int) -> set[str]:
    """Return the keys of one word that stand in so many texts that they are what these are about."""
    counted = uses.filter(~pl.col("key").str.contains(" ")).group_by("key").agg(n=pl.col("text").n_unique())
    least = max(_SUBJECT_TEXTS, _SUBJECT_SHARE * n_texts)
    return set(counted.filter(pl.col("n") >= least)["key"])


def _shared_words(people: pl.DataFrame, words: pl.DataFrame) -> set[str]:
    """Return the names of one word that stand in somebody else's name too, as first names do."""
    others = (
        people.select(other="author_id", key=pl.col("name").str.to_lowercase().str.extract_all(_WORD))
        .explode("key")
        .drop_nulls()
    )
    both = words.select("author_id", "key").join(others, on="key")
    return set(both.filter(pl.col("author_id") != pl.col("other"))["key"])


def _reads(sure: pl.DataFrame, named: Callable[[Iterable[str]], Mapping[str, str]]) -> dict[str, str]:
    """Return how each name reads: under the pseudonym of who bears it, or left out where several do."""
    rows = sure.with_columns(pl.col("handle").str.to_lowercase())
    names = named(rows["handle"].drop_nulls().unique().sort().to_list())
    shown = pl.col("handle").replace_strict(
        list(names), list(names.values()), default=None, return_dtype=pl.String
    )
    whose = (
        rows.with_columns(shown=shown)
        .group_by("low", maintain_order=True)
        .agg(
            pl.col("said").unique(maintain_order=True),
            new=pl.when(pl.col("author_id").n_unique() == 1).then(pl.col("shown").first()),
        )
    )
    reads: dict[str, str] = {}
    for low, spelled, new in whose.select("low", "said", "new").iter_rows():
        # Letters beyond ASCII are compared as they stand, so their cases are asked for.
        forms = {*spelled, *(() if low.isascii() else (low, low.upper(), low.title()))}
        reads |= dict.fromkeys(sorted(forms), new or NO_NAME)
    return reads
