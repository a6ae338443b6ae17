"""Texts -> the same texts with other handles, ids and addresses in them; no word else is touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from threadscope.privacy.bare_names import put_in

__all__ = ["Naming", "mentions_in", "replaced"]

#: What stands in the place of an e-mail address, which nobody shares with anybody.
NO_MAIL: Final = "(e-mail left out)"
#: Links that X shortened: each opens one thing, often the post itself.
_SHORT: Final = r"\b(?:https?://)?(?:t\.co|pic\.(?:twitter|x)\.com)/\w+"
#: Addresses on X, and on sites that show the same under the same path.
_ON_X: Final = r"\b(?:(?:\w*twitter|(?:fixup)?x)\.com|\w*nitter\w*(?:\.\w+)+)/[^\s\"'<>]*"
_MAIL: Final = r"[\w.+-]*\w@\w[\w-]*(?:\.[\w-]+)+"
#: Handles of other platforms have dots in them (`ann.example.org`).
_MENTION: Final = r"[@＠]\w+(?:[.-]\w+)*"
#: A text is nothing but these pieces, in order.
_PIECE: Final = rf"(?i){_SHORT}|{_ON_X}|{_MAIL}|{_MENTION}|\w+|[^\w@＠]+|[@＠]"
#: A handle that a mention can be: one token.
_TOKEN: Final = re.compile(r"\w+(?:[.-]\w+)*")
#: A text without any of these holds nothing to replace.
_MAY: Final = r"(?i)[@＠_]|\d{3}|\bt\.co/|twitter\.com|x\.com/|nitter"
_PARTS_ON_X: Final = (
    r"(?i)^(?P<host>[^/]+)/(?P<who>\w+)"
    r"(?P<way>(?:/(?:web|birdwatch|communitynotes|user|[ntm]|status|statuses|events|lists|spaces))*/)?"
    r"(?P<id>\d+)?(?P<part>/(?:photo|video)/\d+)?(?P<tail>.*)$"
)
#: First parts of paths on X that are no handles.
_NO_HANDLES: Final = (
    "i", "home", "hashtag", "search", "intent", "explore", "settings", "share", "messages", "notifications",
    "compose", "login", "signup", "tos", "privacy", "about", "jobs",
)  # fmt: skip
#: From so many digits on a number in a text is taken for an id even if nobody knows it; shorter ones, if it is known.
_ID_DIGITS, _KNOWN_DIGITS = 16, 8
#: A handle without @ is told from a word by what no word has.
_LIKE_A_HANDLE: Final = r"_|\d{3}"
_SHORTEST_BARE: Final = 5


@dataclass(frozen=True, slots=True)
class Naming:
    """How what stands in texts is named anew.

    Attributes
    ----------
    handles
        Handles in lower case -> how they read now; those asked for are named if they were not.
    posts, notes, authors
        The same for ids.
    known_handles
        Handles, in lower case, of people in the tables.
    known_ids
        Ids of posts, and of people, in the tables: these are replaced in texts even where nothing says what they are.
    bare
        Names without @ that are replaced, and how they read.
    """

    handles: Callable[[Iterable[str]], Mapping[str, str]]
    posts: Callable[[Iterable[str]], Mapping[str, str]]
    notes: Callable[[Iterable[str]], Mapping[str, str]]
    authors: Callable[[Iterable[str]], Mapping[str, str]]
    known_handles: frozenset[str]
    known_posts: frozenset[str]
    known_authors: frozenset[str]
    bare: Mapping[str, str] = field(default_factory=dict)


def mentions_in(texts: pl.Series) -> list[str]:
    """Return the handles, in lower case, that some texts mention as X reads them: letters, digits and `_`."""
    found = texts.drop_nulls().unique().str.extract_all(r"[@＠][A-Za-z0-9_]+").explode().drop_nulls()
    return found.str.slice(1).str.to_lowercase().unique().sort().to_list()


def replaced(texts: pl.Series, naming: Naming) -> pl.DataFrame:
    """Return each text and what it reads now.

    Parameters
    ----------
    texts
        Texts; nulls and repetitions are left out.
    naming
        How handles and ids are named.

    Returns
    -------
    polars.DataFrame
        ``old``, each text once, and ``new``.
    """
    table = texts.drop_nulls().unique(maintain_order=True).alias("old").to_frame()
    table = table.with_columns(put_in(table["old"], naming.bare).alias("new"))
    table = table.with_columns(_odd_handles(pl.col("new"), naming))
    pieces = table.select(
        "old", piece=pl.when(pl.col("new").str.contains(_MAY)).then(pl.col("new").str.extract_all(_PIECE))
    )
    different = pieces["piece"].drop_nulls().explode().drop_nulls().unique().sort()
    anew = _pieces(different, naming)
    joined = (
        pieces["piece"]
        .to_frame()
        .select(
            pl.col("piece")
            .list.eval(pl.element().replace(anew["piece"], anew["new"]))
            .list.join("", ignore_nulls=True)
        )["piece"]
    )
    return table.with_columns(new=pl.coalesce(joined, "new"))


def _odd_handles(text: pl.Expr, naming: Naming) -> pl.Expr:
    """Replace handles that no token can be: with blanks, signs or emoji in them, as only broken exports have."""
    odd = sorted(
        (handle for handle in naming.known_handles if not _TOKEN.fullmatch(handle)),
        key=lambda handle: (-len(handle), handle),
    )
    if not odd:
        return text
    names = naming.handles(odd)
    # Without @ only where somebody's emoji would not be taken for the handle.
    bare = [handle for handle in odd if sum(map(str.isalnum, handle)) >= _SHORTEST_BARE]
    old = [*(sign + handle for handle in odd for sign in "@＠"), *bare]
    new = [*(sign + names[handle] for handle in odd for sign in "@＠"), *(names[handle] for handle in bare)]
    return text.str.replace_many(old, new, ascii_case_insensitive=True, leftmost=True)


def _pieces(pieces: pl.Series, naming: Naming) -> pl.DataFrame:
    """Return the pieces that read differently now, and how."""
    piece = pl.col("piece")
    table = pieces.alias("piece").to_frame()
    first = piece.str.slice(0, 1)
    kinds = table.with_columns(
        kind=pl.when(first.is_in(["@", "＠"]) & (piece.str.len_chars() > 1))
        .then(pl.lit("mention"))
        .when(piece.str.contains(rf"(?i)^(?:{_SHORT})$"))
        .then(pl.lit("short"))
        .when(piece.str.contains(rf"(?i)^(?:{_ON_X})$"))
        .then(pl.lit("on_x"))
        .when(piece.str.contains("@"))
        .then(pl.lit("mail"))
        .when(piece.str.contains(rf"^\d{{{_KNOWN_DIGITS},20}}$"))
        .then(pl.lit("number"))
        .when(piece.str.contains(_LIKE_A_HANDLE))
        .then(pl.lit("word"))
    )
    parts = [
        _mentions(kinds.filter(pl.col("kind") == "mention"), naming),
        kinds.filter(pl.col("kind") == "short").select("piece", new=piece.str.replace(r"/\w+$", "/…")),
        _on_x(kinds.filter(pl.col("kind") == "on_x"), naming),
        kinds.filter(pl.col("kind") == "mail").select("piece", new=pl.lit(NO_MAIL)),
        _numbers(kinds.filter(pl.col("kind") == "number"), naming),
        _bare(kinds.filter(pl.col("kind") == "word"), naming),
    ]
    return pl.concat(parts).filter(pl.col("new").is_not_null() & (pl.col("new") != piece))


def _named(values: pl.Expr, names: Mapping[str, str]) -> pl.Expr:
    return values.replace_strict(list(names), list(names.values()), default=None, return_dtype=pl.String)


def _mentions(table: pl.DataFrame, naming: Naming) -> pl.DataFrame:
    """Name mentions anew: the longest handle that is known, else what X reads as one, else all letters."""
    said = pl.col("piece").str.slice(1)
    letters = said.str.extract(r"^(\w+)")
    latin = said.str.extract(r"^([A-Za-z0-9_]+)")
    known = list(naming.known_handles)
    chosen = table.with_columns(
        handle=pl.when(said.str.to_lowercase().is_in(known))
        .then(said)
        .when(letters.str.to_lowercase().is_in(known))
        .then(letters)
        .otherwise(pl.coalesce(latin, letters))
    ).with_columns(
        low=pl.col("handle").str.to_lowercase(),
        rest=said.str.slice(pl.col("handle").str.len_chars()),
    )
    names = naming.handles(chosen["low"].unique().sort().to_list())
    new = _named(pl.col("low"), names)
    # Whoever keeps the own handle keeps its capitals too.
    kept = pl.when(new == pl.col("low")).then("handle").otherwise(new)
    return chosen.select("piece", new=pl.concat_str(pl.col("piece").str.slice(0, 1), kept, "rest"))


def _numbers(table: pl.DataFrame, naming: Naming) -> pl.DataFrame:
    piece = pl.col("piece")
    people = piece.is_in(list(naming.known_authors))
    posts = piece.is_in(list(naming.known_posts)) | (piece.str.len_chars() >= _ID_DIGITS)
    ids = table.with_columns(
        realm=pl.when(people).then(pl.lit("author")).when(posts).then(pl.lit("post"))
    ).drop_nulls("realm")
    authors = naming.authors(ids.filter(pl.col("realm") == "author")["piece"].to_list())
    others = naming.posts(ids.filter(pl.col("realm") == "post")["piece"].to_list())
    return ids.select("piece", new=_named(piece, {**others, **authors}))


def _bare(table: pl.DataFrame, naming: Naming) -> pl.DataFrame:
    low = pl.col("piece").str.to_lowercase()
    ours = table.filter((low.str.len_chars() >= _SHORTEST_BARE) & low.is_in(list(naming.known_handles)))
    names = naming.handles(ours.select(low.unique().sort())["piece"].to_list())
    new = _named(low, names)
    return ours.select("piece", new=pl.when(new == low).then("piece").otherwise(new))


def _on_x(table: pl.DataFrame, naming: Naming) -> pl.DataFrame:
    """Name handles and ids in addresses anew; searches and what else follows are left out."""
    found = table.with_columns(parts=pl.col("piece").str.extract_groups(_PARTS_ON_X)).unnest("parts")
    low, way = pl.col("who").str.to_lowercase(), pl.col("way").fill_null("")
    found = found.with_columns(
        is_person=~low.is_in(_NO_HANDLES),
        is_note=way.str.contains(r"(?i)(?:birdwatch|communitynotes)/[nm]/$"),
        is_user=way.str.contains(r"(?i)/user/$"),
        low=low,
    )
    names = naming.handles(found.filter("is_person")["low"].drop_nulls().unique().sort().to_list())
    has_id = pl.col("id").is_not_null()
    notes = naming.notes(_ids(found.filter(has_id & pl.col("is_note"))))
    users = naming.authors(_ids(found.filter(has_id & pl.col("is_user"))))
    posts = naming.posts(_ids(found.filter(has_id & ~pl.col("is_note") & ~pl.col("is_user"))))
    new_name = _named(pl.col("low"), names)
    who = pl.when(~pl.col("is_person") | (new_name == pl.col("low"))).then("who").otherwise(new_name)
    number = (
        pl.when("is_note")
        .then(_named(pl.col("id"), notes))
        .when("is_user")
        .then(_named(pl.col("id"), users))
        .otherwise(_named(pl.col("id"), posts))
    )
    # Only what closes a sentence; the rest may be a search for somebody's posts, or who shared the link.
    tail = pl.col("tail").str.extract(r"([.,;:!?)\]}’”…]*)$").fill_null("")
    return found.select(
        "piece",
        new=pl.when(pl.col("host").is_null())
        .then(pl.lit("x.com/…"))
        .otherwise(
            pl.concat_str(
                "host",
                pl.lit("/"),
                who,
                way,
                number.fill_null(""),
                pl.col("part").fill_null(""),
                tail,
            )
        ),
    )


def _ids(found: pl.DataFrame) -> list[str]:
    return found["id"].unique().sort().to_list()
