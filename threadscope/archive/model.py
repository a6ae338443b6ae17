"""What was read: its tables, its threads, one thread by id or address, and their reports."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from threadscope import collect, diff, schema, tree
from threadscope.archive.tables import Hand, Tables
from threadscope.errors import NoThread, ThreadscopeError
from threadscope.folder import replaced
from threadscope.publish import Step, write_reports
from threadscope.settings import Settings
from threadscope.study import Study
from threadscope.thread import Thread

if TYPE_CHECKING:
    from threadscope.collect import Collected, Scores

__all__ = ["Archive"]

_LISTED = 10


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
    hand
        What an editor set and left out; `edited` makes it.
    """

    def __init__(
        self,
        collected: Collected,
        settings: Settings | None = None,
        scores: Scores | None = None,
        hand: Hand | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self._made = Tables(collected, scores, hand)
        self._recurring: pl.DataFrame | None = None

    # ---- tables
    @property
    def observations(self) -> pl.DataFrame:
        """Every post as seen in every place: the table `observations`."""
        return self._made.collected.observations

    @property
    def posts(self) -> pl.DataFrame:
        """One row a post: the table `posts`."""
        return self._made.forest(quotes=self.settings.quotes).posts

    @property
    def ghosts(self) -> pl.DataFrame:
        """Posts that are referred to and not archived: the table `ghosts`."""
        return self._made.forest(quotes=self.settings.quotes).ghosts

    @property
    def people(self) -> pl.DataFrame:
        """The authors: the table `people`."""
        return self._made.folded().people

    @property
    def links(self) -> pl.DataFrame:
        """Replies, quotes and reposts: the table `links`."""
        return self._made.forest(quotes=self.settings.quotes).links

    @property
    def notes(self) -> pl.DataFrame:
        """Evidence about Community Notes, hints in posts among it: the table `notes`."""
        return self._made.notes()

    @property
    def sources(self) -> pl.DataFrame:
        """The files read: the table `sources`."""
        return self._made.sources()

    @property
    def scores(self) -> pl.DataFrame:
        """Readings by others of posts in this archive: the table `scores`."""
        return self._made.readings(quotes=self.settings.quotes)[0]

    @property
    def recurring(self) -> pl.DataFrame:
        """People who wrote in several threads, and their part in each: the table `recurring`."""
        if self._recurring is None:
            self._recurring = self._met_again(None, self.settings)
        return self._recurring

    @property
    def threads(self) -> pl.DataFrame:
        """The threads, largest first: the table `threads`."""
        return self._made.forest(quotes=self.settings.quotes).threads.sort(
            ["n_posts", "thread_id"], descending=[True, False]
        )

    @property
    def problems(self) -> pl.DataFrame:
        """All that was not understood, left out or mended: the table `problems`."""
        return self._made.problems(quotes=self.settings.quotes)

    def study(self, *, quotes: bool | None = None) -> Study:
        """Return all threads as one study: an analyzer then gives one row (or more) for each.

        Parameters
        ----------
        quotes
            Whether quotes join threads; by default as in the settings.
        """
        settings = self.settings if quotes is None else self.settings.using(quotes=quotes)
        forest = self._made.forest(quotes=settings.quotes)
        tables = self._made.by_name(quotes=settings.quotes) | {
            "posts": forest.posts.filter(pl.col("thread_id").is_not_null())
        }
        return Study(tables, settings)

    def edited(
        self, edits: pl.DataFrame, *, settings: Settings | None = None, about: str | None = None
    ) -> Archive:
        """Return the archive as an editor sees it: with other roles and stances, and without what is left out.

        Parameters
        ----------
        edits
            Table of that name; ``n_posts`` is counted here.
        settings
            Those of the new archive; by default the same.
        about
            A post of the thread that roles are set for; None sets them in all threads.
        """
        folded = self._made.folded()
        stay, gone = tree.leave_out(folded.posts, edits)
        people = edits.filter(pl.col("kind") == "left_out_person")["author_id"]
        collected, folded = collect.without(self._made.collected, replace(folded, posts=stay), gone, people)
        told = schema.check(tree.counted(edits, pl.concat([stay, gone])), "edits")
        return type(self)(
            collected, settings or self.settings, self._made.others, Hand(told, folded, gone, about)
        )

    def changes_since(self, older: Archive) -> pl.DataFrame:
        """Say what this archive and an older one say differently, and what only one holds: the table `changes`.

        A post that is missing here was not necessarily deleted: docs/diff.md says what each kind means.
        """
        tables = (
            {name: study.table(name) for name in diff.INPUTS} for study in (older.study(), self.study())
        )
        return diff.changes(*tables)

    # ---- threads
    def thread(
        self, which: str | None = None, *, quotes: bool | None = None, since: Archive | None = None
    ) -> Thread:
        """Return one thread with everything that belongs to it.

        Parameters
        ----------
        which
            Id or address of any post in it. Without one: the only thread that has more than one post of the
            export's own, or else the only thread.
        quotes
            Whether to follow quotes from thread to thread; by default as in the settings.
        since
            An older archive: what it says differently of the thread becomes the table `changes`, and a section of the
            report.

        Raises
        ------
        SeveralThreads
            If none was named and there are several; the ten largest are listed.
        NoThread
            If the post is not in the archive, or the archive holds no thread.
        """
        settings = self.settings if quotes is None else self.settings.using(quotes=quotes)
        forest = self._made.forest(quotes=settings.quotes)
        thread_id = (
            tree.only(forest, self.observations)
            if which is None
            else tree.find(forest, which, self._made.folded().aliases)
        )
        tables = tree.of_thread(self._made.by_name(quotes=settings.quotes), thread_id)
        if since is not None:
            changed = diff.of_thread(self.changes_since(since), thread_id, tables["people"])
            tables, settings = tables | {"changes": changed}, settings.using(since=_called(since))
        return Thread(thread_id, tables, settings, lambda chosen: self._met_again(thread_id, chosen))

    def report(
        self,
        folder: str | PathLike[str],
        which: Iterable[str] | None = None,
        *,
        least: int = 2,
        since: Archive | None = None,
        shown: Callable[[Thread], Thread] = lambda thread: thread,
        media: bool = False,
        command: str = "",
        generated_at: datetime | None = None,
        on_step: Step = lambda _what, _done, _all: None,
    ) -> Path:
        """Write the reports of several threads, each in a folder of its own, and a page that leads to them.

        Parameters
        ----------
        folder
            Where to; older reports there are replaced in one step.
        which
            Ids or addresses of posts, one a thread; by default every thread.
        least
            Without ``which``: threads of fewer posts are left out.
        since
            An older archive to compare with; see `thread`.
        shown
            Thread -> the thread as it is to be shown, such as ``lambda thread: thread.without_text()``.
        media, command, generated_at, on_step
            As in `Thread.report`.

        Returns
        -------
        Path
            The page that leads to them.

        Raises
        ------
        NoThread
            If a post is not in the archive, or no thread has so many posts.
        WriteError
            If the folder is a file, holds something else than reports, or cannot be written.
        """
        if which is None:
            names = self.threads.filter(pl.col("n_posts") >= least)["thread_id"].to_list()
        else:
            forest, aliases = self._made.forest(quotes=self.settings.quotes), self._made.folded().aliases
            names = list(dict.fromkeys(tree.find(forest, name, aliases) for name in which))
        if not names:
            raise NoThread(f"the archive holds no thread of at least {least} posts")
        target = Path(folder)
        with replaced(target) as fresh:
            write_reports(
                (
                    (thread.thread_id, thread)
                    for thread in (shown(self.thread(name, since=since)) for name in names)
                ),
                fresh,
                n=len(names),
                settings=self.settings,
                command=command,
                generated_at=generated_at,
                media=media,
                on_step=on_step,
            )
        return target / "index.html"

    def label_sample(self, n: int = 200, *, measure: str = "stance", seed: int | None = None) -> pl.DataFrame:
        """Draw posts of all threads for labels by hand; see `Study.label_sample`."""
        return self.study().label_sample(n, measure=measure, seed=seed)

    def save(self, folder: str | PathLike[str]) -> Path:
        """Write the archive as a Parquet store, which `read` reads back many times faster.

        Raises
        ------
        ReadError
            If the folder cannot be written, or holds something else.
        ThreadscopeError
            If an editor's hand is in it: a store holds what exports say.
        """
        if self._made.hand is not None and self._made.hand.edits.height:
            raise ThreadscopeError(
                "what a case sets or leaves out is no part of a store: save the archive of its inputs instead"
            )
        return collect.write_store(self._made.collected, Path(folder))

    # ---- inside

    def _met_again(self, thread_id: str | None, settings: Settings) -> pl.DataFrame:
        """Return the table `recurring` of all people, or of those of one thread; only threads that matter are read."""
        tables = tree.meetings(self._made.by_name(quotes=settings.quotes), thread_id)
        if tables is None:
            return schema.empty("recurring")
        rows = Study(tables, settings).table("recurring")
        if thread_id is None:
            return rows
        return rows.filter((pl.col("thread_id") == thread_id).any().over("author_id"))

    def __repr__(self) -> str:
        return f"<Archive: {self.posts.height:,} posts in {self.threads.height:,} threads, {self.problems.height:,} problems>"

    def _repr_html_(self) -> str:
        table: Any = self.threads.head(_LISTED)
        return f"<p>{html.escape(repr(self)[1:-1])}</p>{table._repr_html_()}"


def _called(older: Archive) -> str:
    """Return what an older archive is called: never by its paths, which may tell whose it is."""
    files = older.sources.height
    return (
        f"an older archive of {older.posts.height:,} posts in {files:,} {'file' if files == 1 else 'files'}"
    )
