"""One quarrel: its tables, charts, and the report."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import Any, Self

import polars as pl

from threadscope import schema
from threadscope.errors import ThreadscopeError
from threadscope.folder import replaced
from threadscope.publish import Step, write_report
from threadscope.settings import Settings
from threadscope.study import Study

__all__ = ["Thread"]


class Thread(Study):
    """The tables of one thread, by name and as attributes.

    Parameters
    ----------
    thread_id
        Root of the tree.
    tables
        The base tables, only the rows of this thread.
    settings
        Choices that the functions see.
    recurring
        Settings -> the table `recurring` about the people of this thread, which needs the other threads of the archive;
        called when it is asked for. Without it there are no other threads.
    """

    def __init__(
        self,
        thread_id: str,
        tables: Mapping[str, pl.DataFrame],
        settings: Settings | None = None,
        recurring: Callable[[Settings], pl.DataFrame] | None = None,
    ) -> None:
        super().__init__(tables, settings)
        self.thread_id = thread_id
        self._recurring = recurring

    def table(self, name: str) -> pl.DataFrame:
        """Return a table, computing it and what it needs first; see `Study.table`."""
        if name == "recurring" and self._recurring is not None and name not in self._known:
            self._known[name] = schema.check(self._recurring(self.settings), name)
        return super().table(name)

    @property
    def posts(self) -> pl.DataFrame:
        """The archived posts in reading order: the table `posts`."""
        return self.table("posts").sort("order")

    @property
    def ghosts(self) -> pl.DataFrame:
        """Posts that are referred to and not archived: the table `ghosts`."""
        return self.table("ghosts")

    @property
    def people(self) -> pl.DataFrame:
        """Who wrote: the table `people`."""
        return self.table("people")

    @property
    def notes(self) -> pl.DataFrame:
        """Evidence about Community Notes: the table `notes`."""
        return self.table("notes")

    @property
    def problems(self) -> pl.DataFrame:
        """What was not understood in the files of this thread: the table `problems`."""
        return self.table("problems")

    @property
    def findings(self) -> pl.DataFrame:
        """All that may be asserted, each with its posts and its rule: the table `findings`."""
        return self.table("findings")

    def using(self, **changes: Any) -> Self:
        """Return the same thread under other settings.

        Raises
        ------
        UnknownName
            For a setting or value that does not exist.
        ThreadscopeError
            For ``quotes``, which decides what belongs to a thread: choose it in ``archive.thread``; and for a
            ``claim`` that is no post of this thread.
        """
        settings = self.settings.using(**changes)
        if settings.quotes != self.settings.quotes:
            raise ThreadscopeError(
                "quotes decide what belongs to a thread: use archive.thread(id, quotes=…) instead of using(quotes=…)"
            )
        if settings.claim is not None and settings.claim not in self.table("posts")["post_id"]:
            raise ThreadscopeError(
                f"the claim {settings.claim!r} is no archived post of thread {self.thread_id}"
            )
        return type(self)(self.thread_id, self._base, settings, self._recurring)

    def report(
        self,
        folder: str | PathLike[str],
        *,
        command: str = "",
        generated_at: datetime | None = None,
        on_step: Step = lambda _what, _done, _all: None,
    ) -> Path:
        """Write the report: ``index.html``, which needs no other file, ``charts/``, ``data/`` and ``summary.json``.

        Parameters
        ----------
        folder
            Where to; an older report there is replaced in one step, so that a killed run leaves it whole.
        command
            The command that rebuilds it, printed in the report.
        generated_at
            A time to print. None prints none, so that equal data gives equal bytes.
        on_step
            Called with what is being done, how many steps are done, and how many there are.

        Returns
        -------
        Path
            The page.

        Raises
        ------
        WriteError
            If the folder is a file, holds something else than a report, or cannot be written.
        """
        target = Path(folder)
        with replaced(target) as fresh:
            write_report(self, fresh, command=command, generated_at=generated_at, on_step=on_step)
        return target / "index.html"

    def __repr__(self) -> str:
        posts = self.table("posts")
        return (
            f"<Thread {self.thread_id}: {posts.height:,} posts by {posts['author_id'].n_unique():,} people>"
        )

    def _repr_html_(self) -> str:
        findings = self.findings
        head = findings.filter(pl.col("kind") == "headline")["wording"].to_list()
        rows = findings.filter(~pl.col("kind").is_in(["headline", "extent", "tree_shape"]))
        sentences = "".join(
            f"<li>{html.escape(wording)} <small>{html.escape(', '.join(evidence[:3]))}</small></li>"
            for wording, evidence in rows.select("wording", "evidence").head(12).iter_rows()
        )
        return (
            f"<p><strong>{html.escape(head[0] if head else repr(self)[1:-1])}</strong></p>"
            f"<p>{html.escape(repr(self)[1:-1])}</p><ul>{sentences}</ul>"
        )
