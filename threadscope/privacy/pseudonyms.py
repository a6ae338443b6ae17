"""Base tables and a key -> the same tables in which everybody but the public people has another name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import polars as pl

from threadscope.privacy.apply import Swap, applied
from threadscope.privacy.bare_names import BareNames, bare_names
from threadscope.privacy.book import Book
from threadscope.privacy.columns import Holds, holds
from threadscope.privacy.key import check_key
from threadscope.privacy.people import People, people_of
from threadscope.privacy.texts import Naming, mentions_in, replaced

__all__ = ["Pseudonyms", "pseudonymous"]

#: Where the author of a post stands beside its id.
_AUTHORS: Final = ("posts", "observations", "ghosts", "links")

Tables = Mapping[str, pl.DataFrame]


class Pseudonyms:
    """Who is called what in the tables of one thread.

    Parameters
    ----------
    tables
        The base tables of the thread, by name.
    key
        At least 16 secret bytes: the same key gives the same person the same pseudonym in every report.
    public
        Handles of those who keep their names, posts and numbers.

    Raises
    ------
    ThreadscopeError
        If the key can be guessed.
    UnknownName
        If a public handle is nobody's.
    """

    def __init__(self, tables: Tables, key: bytes, public: Iterable[str] = ()) -> None:
        self._tables = tables
        self._people: People = people_of(tables, _mentioned(tables), public)
        self._book = Book(check_key(key), taken=self._people.public)
        self._book.keep("handle", sorted(self._people.public))
        self._shown: dict[str, str] = {}
        self._posts_of(tables)
        self._bare = self._bare_names(tables)
        self.tables = self._renamed(tables)

    # ---- what others ask
    def post(self, post_id: str) -> str:
        """Return how a post's id reads now."""
        return self._book.names("post", [post_id])[post_id]

    def original_post(self, shown: str) -> str:
        """Return the id of the post that now reads so; an id that was not given is returned as it is."""
        return {new: old for old, new in self._book.given("post").items()}.get(shown, shown)

    def recurring(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the table `recurring`, which tells of other threads too, under the same names."""
        own = rows.select("author_id", post_id=pl.col("post_ids")).explode("post_id").drop_nulls()
        self._keep_posts(own)
        return self._renamed({"recurring": rows})["recurring"]

    @property
    def public(self) -> tuple[str, ...]:
        """Handles, as they stand in the tables, of the people who keep theirs."""
        handles = self._tables["people"]["handle"].drop_nulls().unique().sort().to_list()
        return tuple(handle for handle in handles if self._people.of(handle) in self._people.public)

    @property
    def n_named_texts(self) -> int:
        """Texts of posts that still hold, without @, a name like that of a participant who is not public."""
        return self._bare.n_left(self.tables["posts"]["text"].drop_nulls())

    @property
    def n_renamed_texts(self) -> int:
        """Texts of posts in which a name without @ was replaced."""
        return self._bare.n_replaced(self._tables["posts"]["text"].drop_nulls())

    # ---- who keeps what
    def _posts_of(self, tables: Tables) -> None:
        """Let public people keep the ids of their posts, and of the notes that stand on none but theirs."""
        frames = [
            tables[name].select("post_id", "author_id").drop_nulls() for name in _AUTHORS if name in tables
        ]
        written = pl.concat(frames).unique(maintain_order=True)
        if "aliases" in tables:
            older = tables["aliases"].join(written, on="post_id")
            written = pl.concat([written, older.select(post_id="alias_id", author_id="author_id")])
        self._keep_posts(written)
        if "notes" in tables:
            kept = pl.col("post_id").is_in(list(self._book.given("post")))
            notes = tables["notes"].drop_nulls("note_id").group_by("note_id").agg(kept.all())
            self._book.keep("note", notes.filter("post_id")["note_id"].sort().to_list())

    def _keep_posts(self, written: pl.DataFrame) -> None:
        authors = written["author_id"].unique().to_list()
        public = [author for author in authors if self._people.is_public(author)]
        ids = written.filter(pl.col("author_id").is_in(public))["post_id"].unique().sort()
        self._book.keep("post", ids.to_list())

    # ---- names
    def _bare_names(self, tables: Tables) -> BareNames:
        """Return the names that are replaced where they stand in texts without @."""
        if "people" not in tables or "posts" not in tables:
            return BareNames()
        posts = tables["posts"].select("author_id", "post_id", "thread_id", text=_own_words(pl.col("text")))
        said = posts.drop_nulls("text").select("author_id", "text").unique(maintain_order=True)
        others = _strings(tables).drop_nulls().unique(maintain_order=True).alias("text").to_frame()
        others = others.join(said, on="text", how="anti", maintain_order="left")
        return bare_names(
            tables["people"],
            pl.concat([said, others], how="diagonal"),
            posts.filter(pl.col("post_id") == pl.col("thread_id"))["text"].drop_nulls().to_list(),
            public=[author for author in tables["people"]["author_id"] if self._people.is_public(author)],
            named=self._handles,
        )

    def _handles(self, handles: Iterable[str]) -> dict[str, str]:
        """Name handles in lower case anew; one that is a pseudonym already stays."""
        asked = list(handles)
        of = {handle: self._people.of(handle) for handle in asked}
        fresh = [person for handle, person in of.items() if person not in self._shown and handle]
        names = self._book.names("handle", fresh)
        self._shown.update({name: name for name in names.values()})
        return {handle: (names.get(person) or self._shown.get(person, "")) for handle, person in of.items()}

    def _posts(self, ids: Iterable[str]) -> dict[str, str]:
        return self._book.names("post", ids)

    def _notes(self, ids: Iterable[str]) -> dict[str, str]:
        return self._book.names("note", ids)

    def _authors(self, ids: Iterable[str]) -> dict[str, str]:
        """Name ids of people anew; the forms `@handle` and `?post` say what is known, and are kept."""
        asked = list(ids)
        for author in asked:
            if self._people.is_public(author):
                self._book.keep("author", [author])
        by_handle = [author for author in asked if author.startswith("@")]
        by_post = [author for author in asked if author.startswith("?")]
        handles = self._handles([author[1:].lower() for author in by_handle])
        posts = self._posts([author[1:] for author in by_post])
        named = self._book.names("author", [author for author in asked if author[:1] not in {"@", "?"}])
        return (
            named
            | {author: f"@{handles[author[1:].lower()]}" for author in by_handle}
            | {author: f"?{posts[author[1:]]}" for author in by_post}
        )

    # ---- tables
    def _renamed(self, tables: Tables) -> dict[str, pl.DataFrame]:
        ids = {what: _values(tables, what) for what in (Holds.POST, Holds.NOTE, Holds.AUTHOR, Holds.HANDLE)}
        handles = sorted(
            {handle.lower() for handle in ids[Holds.HANDLE] if handle} | set(self._people.person)
        )
        names = {
            Holds.POST: self._posts(ids[Holds.POST]),
            Holds.NOTE: self._notes(ids[Holds.NOTE]),
            Holds.AUTHOR: self._authors(ids[Holds.AUTHOR]),
        }
        by_low = self._handles(handles)
        names[Holds.HANDLE] = {
            handle: handle if by_low.get(handle.lower()) == handle.lower() else by_low.get(handle.lower(), "")
            for handle in ids[Holds.HANDLE]
        }
        naming = Naming(
            handles=self._handles,
            posts=self._posts,
            notes=self._notes,
            authors=self._authors,
            known_handles=frozenset(handles),
            known_posts=frozenset(ids[Holds.POST]),
            known_authors=frozenset(ids[Holds.AUTHOR]),
            bare=self._bare.reads,
        )
        words = replaced(_strings(tables), naming)
        swaps = {what: Swap.of(given) for what, given in names.items()}
        told, files = Swap(words["old"], words["new"]), Swap.of(_files(tables))
        public = [author for author in ids[Holds.AUTHOR] if self._people.is_public(author)]
        return {name: applied(frame, name, swaps, told, public, files) for name, frame in tables.items()}


def pseudonymous(tables: Tables, key: bytes, public: Iterable[str] = ()) -> dict[str, pl.DataFrame]:
    """Return base tables in which everybody but the public people has another name; see `Pseudonyms`.

    What is replaced, column by column, stands in docs/privacy.md.
    """
    return Pseudonyms(tables, key, public).tables


def _values(tables: Tables, what: Holds) -> list[str]:
    """Return every value, once and in order, of the columns that hold one thing."""
    found = [
        _flat(tables[name][column]).cast(pl.String).alias("value")
        for name in sorted(tables)
        for column, held in holds(name).items()
        if held is what
    ]
    return _unique(found)


def _flat(column: pl.Series) -> pl.Series:
    return column.explode() if isinstance(column.dtype, pl.List) else column


def _unique(parts: list[pl.Series]) -> list[str]:
    return pl.concat(parts).drop_nulls().unique().sort().to_list() if parts else []


def _mentioned(tables: Tables) -> list[str]:
    """Return the handles, in lower case, that stand in texts and lists of mentions."""
    lists = _unique([tables["posts"]["mentions"].explode().str.to_lowercase()]) if "posts" in tables else []
    texts = [tables[name]["text"] for name in ("posts", "observations", "notes") if name in tables]
    return sorted({*lists, *(mentions_in(pl.concat(texts)) if texts else [])})


def _strings(tables: Tables) -> pl.Series:
    """Return all strings that may name somebody; texts of posts in two parts, where the mentions in front end."""
    parts: list[pl.Series] = []
    for name in sorted(tables):
        frame = tables[name]
        for column, what in holds(name).items():
            if what in {Holds.TEXT, Holds.WORDING, Holds.ADDRESSES}:
                if column == "text" and "display_from" in frame.columns:
                    head = pl.col("text").str.slice(0, pl.col("display_from").fill_null(0))
                    both = frame.select(head=head, tail=_own_words(pl.col("text")))
                    parts += [both["head"], both["tail"]]
                else:
                    parts.append(_flat(frame[column]))
            elif what is Holds.MEDIA:
                parts.append(frame[column].explode().struct.field("alt"))
    return pl.concat([part.alias("text") for part in parts]) if parts else pl.Series("text", [], pl.String)


def _own_words(text: pl.Expr) -> pl.Expr:
    """Return the text of posts behind the mentions in front."""
    return text.str.slice(pl.col("display_from").fill_null(0))


def _files(tables: Tables) -> dict[str, str]:
    """Return a number for every file, in the order of their names, so that what is sorted by file stays sorted."""
    names = _values(tables, Holds.SOURCE)
    digits = len(str(len(names)))
    return {name: f"file_{number:0{digits}}" for number, name in enumerate(names, 1)}
