"""Everything read from some paths: its tables, its threads, and one thread by id or address."""

from __future__ import annotations

import html
from collections.abc import Iterable
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from threadscope import collect, schema, tree
from threadscope.settings import Settings
from threadscope.study import Study
from threadscope.thread import Thread

if TYPE_CHECKING:
    from threadscope.collect import Collected, Folded, NoteIndex, Scores
    from threadscope.tree import Forest

__all__ = ["Archive", "index_notes", "read"]

_LISTED = 10


def read(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    settings: Settings | None = None,
    mapping: str | PathLike[str] | None = None,
    own_notes: bool = False,
    notes: str | PathLike[str] | Iterable[str | PathLike[str]] = (),
    notes_snapshot: str | date | None = None,
    scores: str | PathLike[str] | Iterable[str | PathLike[str]] = (),
    labels: str | PathLike[str] | Iterable[str | PathLike[str]] = (),
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

    scores
        Readings of another model, or of coders, which take the place of ours: CSV, TSV, JSON lines or Parquet with
        the columns ``post_id``, ``measure`` (stance, parent_stance, sentiment or hostility) and ``value``, and
        ``confidence`` and ``by`` where they are known. docs/scores.md says which values there are.
    labels
        Labels given by hand, such as a filled sample of `Archive.label_sample`: ours are compared with them (the table
        `agreement`), and they overrule ours and ``scores``.

    Returns
    -------
    Archive
        All posts found. What was not understood stands in its ``problems``.

    Raises
    ------
    ReadError
        If nothing could be read: no such path, or no file that is an X export; or if the mapping is none,
        ``notes_snapshot`` no day, or a file of scores or labels is not there or lacks a column.
    UnknownName
        If the mapping names a column that does not exist.

    Examples
    --------
    >>> read("fixtures/two_messengers").threads.height
    1
    """
    others = collect.read_scores(map(Path, _several(scores)), map(Path, _several(labels)))
    collected = collect.read(
        [Path(path) if str(path) != "-" else "-" for path in _several(paths)],
        mapping=None if mapping is None else Path(mapping),
        own_notes=own_notes,
    )
    if files := [Path(path) for path in _several(notes)]:
        collected = collect.with_notes(collected, files, notes_snapshot)
    return Archive(collected, settings, others)


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
    scores
        What `threadscope.collect.read_scores` returned; without it there are none.
    """

    def __init__(
        self, collected: Collected, settings: Settings | None = None, scores: Scores | None = None
    ) -> None:
        self.settings = settings or Settings()
        self._collected = collected
        self._fold: Folded | None = None
        self._evidence: pl.DataFrame | None = None
        self._forests: dict[bool, Forest] = {}
        self._others = scores
        self._scored: tuple[pl.DataFrame, pl.DataFrame] | None = None
        self._recurring: pl.DataFrame | None = None

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
        sources = self._collected.sources
        return sources if self._others is None else pl.concat([sources, self._others.sources])

    @property
    def scores(self) -> pl.DataFrame:
        """Readings by others of posts in this archive: the table `scores`."""
        return self._readings()[0]

    @property
    def recurring(self) -> pl.DataFrame:
        """People who wrote in several threads, and their part in each: the table `recurring`."""
        if self._recurring is None:
            self._recurring = self._met_again(None, self.settings)
        return self._recurring

    @property
    def threads(self) -> pl.DataFrame:
        """The threads, largest first: the table `threads`."""
        return self._forest().threads.sort(["n_posts", "thread_id"], descending=[True, False])

    @property
    def problems(self) -> pl.DataFrame:
        """All that was not understood, left out or mended: the table `problems`."""
        return self._problems(self._forest())

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
        thread_id = (
            tree.only(forest, self.observations)
            if which is None
            else tree.find(forest, which, self._folded().aliases)
        )
        tables = tree.of_thread(self._tables(forest), thread_id)
        return Thread(thread_id, tables, settings, lambda chosen: self._met_again(thread_id, chosen))

    def label_sample(self, n: int = 200, *, measure: str = "stance", seed: int | None = None) -> pl.DataFrame:
        """Draw posts of all threads for labels by hand; see `Study.label_sample`."""
        return self.study().label_sample(n, measure=measure, seed=seed)

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

    def _readings(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the table `scores`, and the problems of its files."""
        if self._scored is None:
            if self._others is None:
                self._scored = schema.empty("scores"), schema.empty("problems")
            else:
                forest = self._forest()
                self._scored = self._others.of(forest.posts, forest.ghosts, self._folded().aliases)
        return self._scored

    def _problems(self, forest: Forest) -> pl.DataFrame:
        return pl.concat(
            [self._collected.problems, self._folded().problems, forest.problems, self._readings()[1]]
        )

    def _met_again(self, thread_id: str | None, settings: Settings) -> pl.DataFrame:
        """Return the table `recurring` of all people, or of those of one thread; only threads that matter are read."""
        tables = tree.meetings(self._tables(self._forest(settings.quotes)), thread_id)
        if tables is None:
            return schema.empty("recurring")
        rows = Study(tables, settings).table("recurring")
        if thread_id is None:
            return rows
        return rows.filter((pl.col("thread_id") == thread_id).any().over("author_id"))

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
            "problems": self._problems(forest),
            "scores": self.scores,
            "sources": self.sources,
            "threads": forest.threads,
        }

    def __repr__(self) -> str:
        return f"<Archive: {self.posts.height:,} posts in {self.threads.height:,} threads, {self.problems.height:,} problems>"

    def _repr_html_(self) -> str:
        table: Any = self.threads.head(_LISTED)
        return f"<p>{html.escape(repr(self)[1:-1])}</p>{table._repr_html_()}"
