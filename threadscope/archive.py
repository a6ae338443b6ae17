"""Everything read from some paths: its tables, its threads, and one thread by id or address."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from threadscope import collect, tree
from threadscope.errors import NoThread, SeveralThreads
from threadscope.settings import Settings
from threadscope.study import Study
from threadscope.thread import Thread

if TYPE_CHECKING:
    from threadscope.collect import Collected, Folded, NoteIndex
    from threadscope.tree import Forest

__all__ = ["Archive", "index_notes", "read"]

_STATUS = re.compile(r"/status(?:es)?/(\d{1,19})")
_LISTED = 10


def read(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    settings: Settings | None = None,
    mapping: str | PathLike[str] | None = None,
    own_notes: bool = False,
    notes: str | PathLike[str] | Iterable[str | PathLike[str]] = (),
    notes_snapshot: str | date | None = None,
) -> Archive:
    """Read X thread exports of any known dialect.

    Parameters
    ----------
    paths
        A file, a folder, ``-`` for standard input, or several of them. Containers (zip, gz, bz2, zst) are
        opened in place.
    settings
        Choices for all threads of the archive.
    mapping
        A TOML file that says where an export of no known dialect keeps what, a line each:
        ``post_id = "their.path"``. `threadscope check FILE --suggest-mapping` proposes one.
    own_notes
        Whether the Community Notes and ratings that the owner of an account archive wrote are read too; by
        default they stay out of everything.
    notes
        Public Community Notes files (notes, noteStatusHistory, batSignals; .tsv, .zip or .gz, of any year), folders of
        them, or an index that `index_notes` wrote. Only what they say of this archive's posts is kept.
    notes_snapshot
        The day of that data, where no path names it: ``2025-08-28``.

    Returns
    -------
    Archive
        All posts found. What was not understood stands in its ``problems``.

    Raises
    ------
    ReadError
        If nothing could be read: no such path, or no file that is an X export; or if the mapping is none, or
        ``notes_snapshot`` no day.
    UnknownName
        If the mapping names a column that does not exist.

    Examples
    --------
    >>> read("fixtures/two_messengers").threads.height
    1
    """
    collected = collect.read(
        [Path(path) if str(path) != "-" else "-" for path in _several(paths)],
        mapping=None if mapping is None else Path(mapping),
        own_notes=own_notes,
    )
    if files := [Path(path) for path in _several(notes)]:
        collected = collect.with_notes(collected, files, notes_snapshot)
    return Archive(collected, settings)


def index_notes(
    files: str | PathLike[str] | Iterable[str | PathLike[str]],
    target: str | PathLike[str],
    *,
    notes_snapshot: str | date | None = None,
) -> NoteIndex:
    """Write an index of the public Community Notes files, in which any thread is found within a second.

    Parameters
    ----------
    files
        The files notes, noteStatusHistory and batSignals of one day, or folders of them.
    target
        The Parquet file to write; give it as ``notes`` to `read` from then on.
    notes_snapshot
        The day of the files, where no path names it: ``2025-08-28``.

    Returns
    -------
    NoteIndex
        What stands in it, and what was not understood.

    Raises
    ------
    ReadError
        If there are no notes among the files, or those of several days.
    """
    return collect.write_index([Path(path) for path in _several(files)], Path(target), notes_snapshot)


def _several(paths: str | PathLike[str] | Iterable[str | PathLike[str]]) -> list[str | PathLike[str]]:
    return [paths] if isinstance(paths, str | PathLike) else list(paths)


class Archive:
    """The posts of some exports, and the threads they form.

    Parameters
    ----------
    collected
        What `threadscope.collect.read` returned.
    settings
        Choices for all threads.
    """

    def __init__(self, collected: Collected, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._collected = collected
        self._fold: Folded | None = None
        self._evidence: pl.DataFrame | None = None
        self._forests: dict[bool, Forest] = {}

    # ---- tables
    @property
    def observations(self) -> pl.DataFrame:
        """Every post as seen in every place: the table `observations`."""
        return self._collected.observations

    @property
    def posts(self) -> pl.DataFrame:
        """One row a post: the table `posts`."""
        return self._forest().posts

    @property
    def ghosts(self) -> pl.DataFrame:
        """Posts that are referred to and not archived: the table `ghosts`."""
        return self._forest().ghosts

    @property
    def people(self) -> pl.DataFrame:
        """The authors: the table `people`."""
        return self._folded().people

    @property
    def links(self) -> pl.DataFrame:
        """Replies, quotes and reposts: the table `links`."""
        return self._forest().links

    @property
    def notes(self) -> pl.DataFrame:
        """Evidence about Community Notes, hints in posts among it: the table `notes`."""
        if self._evidence is None:
            hints = collect.note_hints(self._folded().posts, self._collected)
            self._evidence = pl.concat([self._collected.notes, hints])
        return self._evidence

    @property
    def sources(self) -> pl.DataFrame:
        """The files read: the table `sources`."""
        return self._collected.sources

    @property
    def threads(self) -> pl.DataFrame:
        """The threads, largest first: the table `threads`."""
        return self._forest().threads.sort(["n_posts", "thread_id"], descending=[True, False])

    @property
    def problems(self) -> pl.DataFrame:
        """All that was not understood, left out or mended: the table `problems`."""
        return pl.concat([self._collected.problems, self._folded().problems, self._forest().problems])

    def study(self, *, quotes: bool | None = None) -> Study:
        """Return all threads as one study: an analyzer then gives one row (or more) for each.

        Parameters
        ----------
        quotes
            Whether quotes join threads; by default as in the settings.
        """
        settings = self.settings if quotes is None else self.settings.using(quotes=quotes)
        forest = self._forest(settings.quotes)
        tables = self._tables(forest) | {"posts": forest.posts.filter(pl.col("thread_id").is_not_null())}
        return Study(tables, settings)

    # ---- threads
    def thread(self, which: str | None = None, *, quotes: bool | None = None) -> Thread:
        """Return one thread with everything that belongs to it.

        Parameters
        ----------
        which
            Id or address of any post in it. Without one: the only thread that has more than one post of the
            export's own, or else the only thread.
        quotes
            Whether to follow quotes from thread to thread; by default as in the settings.

        Raises
        ------
        SeveralThreads
            If none was named and there are several; the ten largest are listed.
        NoThread
            If the post is not in the archive, or the archive holds no thread.
        """
        settings = self.settings if quotes is None else self.settings.using(quotes=quotes)
        forest = self._forest(settings.quotes)
        thread_id = self._only(forest) if which is None else _find(forest, which, self._folded().aliases)
        return Thread(thread_id, self._of(forest, thread_id), settings)

    def save(self, folder: str | PathLike[str]) -> Path:
        """Write the archive as a Parquet store, which `read` reads back many times faster.

        Raises
        ------
        ReadError
            If the folder cannot be written, or holds something else.
        """
        return collect.write_store(self._collected, Path(folder))

    # ---- inside
    def _folded(self) -> Folded:
        if self._fold is None:
            self._fold = collect.fold(self._collected)
        return self._fold

    def _forest(self, quotes: bool | None = None) -> Forest:  # noqa: FBT001 - the key of a cache
        follow = self.settings.quotes if quotes is None else quotes
        if follow not in self._forests:
            folded = self._folded()
            self._forests[follow] = tree.build(
                folded.posts, self._collected.absences, folded.aliases, quotes=follow
            )
        return self._forests[follow]

    def _tables(self, forest: Forest) -> dict[str, pl.DataFrame]:
        collected, folded = self._collected, self._folded()
        return {
            "absences": collected.absences,
            "aliases": folded.aliases,
            "cursors": collected.cursors,
            "ghosts": forest.ghosts,
            "links": forest.links,
            "note_files": collected.note_files,
            "note_requests": collected.note_requests,
            "notes": self.notes,
            "observations": collected.observations,
            "people": folded.people,
            "posts": forest.posts,
            "problems": pl.concat([collected.problems, folded.problems, forest.problems]),
            "sources": collected.sources,
            "threads": forest.threads,
        }

    def _of(self, forest: Forest, thread_id: str) -> dict[str, pl.DataFrame]:
        """Take from every table the rows that belong to one thread."""
        tables = self._tables(forest)
        of_thread = pl.col("thread_id") == thread_id
        posts = tables["posts"].filter(of_thread)
        ghosts = tables["ghosts"].filter(of_thread)
        aliases = tables["aliases"].filter(pl.col("post_id").is_in(posts["post_id"].implode()))
        ids = pl.concat([posts["post_id"], ghosts["post_id"], aliases["alias_id"]])
        in_thread = pl.col("post_id").is_in(ids.implode())
        observations = tables["observations"].filter(in_thread)
        files = pl.concat([observations["source"], tables["note_files"]["source"]]).unique().implode()
        reposted = (pl.col("kind") == "repost") & pl.col("target_id").is_in(ids.implode())
        authors = pl.concat([posts["author_id"], ghosts["author_id"].drop_nulls()]).unique().implode()
        return {
            "absences": tables["absences"].filter(in_thread),
            "aliases": aliases,
            "cursors": tables["cursors"].filter(
                in_thread.fill_null(value=False)
                | (pl.col("post_id").is_null() & pl.col("source").is_in(files))
            ),
            "ghosts": ghosts,
            "links": tables["links"].filter(in_thread | reposted),
            "note_files": tables["note_files"],
            "note_requests": tables["note_requests"].filter(in_thread),
            "notes": tables["notes"].filter(in_thread),
            "observations": observations,
            "people": tables["people"].filter(pl.col("author_id").is_in(authors)),
            "posts": posts,
            "problems": tables["problems"].filter(pl.col("source").is_in(files)),
            "sources": tables["sources"].filter(pl.col("source").is_in(files)),
            "threads": tables["threads"].filter(of_thread),
        }

    def _only(self, forest: Forest) -> str:
        threads = forest.threads
        if not threads.height:
            raise NoThread(
                "the archive holds no post that stands in a thread; `threadscope check` says what it holds"
            )
        own = (
            self.observations.filter(pl.col("place") == "main")
            .select("post_id")
            .unique()
            .join(forest.posts.select("post_id", "thread_id"), on="post_id")
        )
        candidates = threads.filter(
            pl.col("thread_id").is_in(own["thread_id"].drop_nulls().unique().implode())
        )
        if not candidates.height:
            candidates = threads
        # A lone post is no quarrel: it does not stand in the way of the one thread that is.
        talks = candidates.filter(pl.col("n_posts") > 1)
        if talks.height != 1 and candidates.height != 1:
            raise SeveralThreads(_list(candidates))
        only = talks if talks.height == 1 else candidates
        return str(only["thread_id"][0])

    def __repr__(self) -> str:
        return f"<Archive: {self.posts.height:,} posts in {self.threads.height:,} threads, {self.problems.height:,} problems>"

    def _repr_html_(self) -> str:
        table: Any = self.threads.head(_LISTED)
        return f"<p>{html.escape(repr(self)[1:-1])}</p>{table._repr_html_()}"


def _find(forest: Forest, which: str, aliases: pl.DataFrame) -> str:
    """Return the thread that a post, ghost or older version stands in."""
    address = _STATUS.search(which)
    post_id = address[1] if address else which.strip()
    newest = aliases.filter(pl.col("alias_id") == post_id)["post_id"]
    post_id = newest[0] if len(newest) else post_id
    for table in (forest.posts, forest.ghosts):
        found = table.filter((pl.col("post_id") == post_id) & pl.col("thread_id").is_not_null())["thread_id"]
        if len(found):
            return str(found[0])
    raise NoThread(
        f"no post {post_id!r} stands in a thread of this archive; `threadscope threads` lists those it holds"
    )


def _list(threads: pl.DataFrame) -> str:
    """Say which threads there are, the ten largest, so that one can be chosen."""
    largest = threads.sort(["n_posts", "thread_id"], descending=[True, False]).head(_LISTED)
    lines = [
        f"  {row['thread_id']:<20} {row['n_posts']:>7,} posts  {_who(row)}"
        for row in largest.select("thread_id", "n_posts", "handle", "text").iter_rows(named=True)
    ]
    more = threads.height - largest.height
    return "\n".join(
        [
            f"there are {threads.height:,} threads here; choose one by the id or address of any of its posts:",
            *lines,
            *([f"  … and {more:,} smaller ones"] if more else []),
        ]
    )


def _who(row: dict[str, Any]) -> str:
    handle = f"@{row['handle']}" if row["handle"] else "(root not archived)"
    text = "".join(mark for mark in " ".join((row["text"] or "").split()) if mark.isprintable())
    return f"{handle} {text[:60]}{'…' if len(text) > 60 else ''}".rstrip()
