"""One quarrel: its tables, charts, and the report."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import Any, Self

import polars as pl

from threadscope import privacy, schema
from threadscope.errors import ThreadscopeError
from threadscope.folder import replaced
from threadscope.publish import Step, write_report
from threadscope.settings import Settings
from threadscope.study import Study, inputs_of

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
    measures
        What was done to ``tables`` so that they can be shown; by default nothing.
    full
        The same thread with all its words, of which this one shows the tables without them.
    """

    def __init__(
        self,
        thread_id: str,
        tables: Mapping[str, pl.DataFrame],
        settings: Settings | None = None,
        recurring: Callable[[Settings], pl.DataFrame] | None = None,
        *,
        measures: privacy.Measures | None = None,
        full: Thread | None = None,
    ) -> None:
        super().__init__(tables, settings)
        self.thread_id = thread_id
        self.measures = measures or privacy.Measures()
        self._recurring = recurring
        self._full = full

    def table(self, name: str) -> pl.DataFrame:
        """Return a table, computing it and what it needs first; see `Study.table`."""
        if name not in self._known:
            if name == "audit":
                needed = [table for table in inputs_of(privacy.audit) if table != "measures"]
                tables = {table: self.table(table) for table in needed}
                self._known[name] = schema.check(privacy.audit(**tables, measures=self.measures), name)
            elif self._full is not None:
                self._known[name] = privacy.without_words(self._full.table(name), name)
            elif name == "recurring" and self._recurring is not None:
                self._known[name] = schema.check(self._recurring(self.settings), name)
        return super().table(name)

    def tables(self) -> dict[str, pl.DataFrame]:
        """Return every table by name; with the table ``audit`` where measures were taken."""
        audit = {"audit": self.table("audit")} if self.measures.taken else {}
        return super().tables() | audit

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
        if self._full is not None:
            return self._full.using(**changes).without_text()  # type: ignore[return-value]
        settings = self.settings.using(**changes)
        if settings.quotes != self.settings.quotes:
            raise ThreadscopeError(
                "quotes decide what belongs to a thread: use archive.thread(id, quotes=…) instead of using(quotes=…)"
            )
        if settings.claim is not None and settings.claim not in self.table("posts")["post_id"]:
            raise ThreadscopeError(
                f"the claim {settings.claim!r} is no archived post of thread {self.thread_id}"
            )
        return type(self)(self.thread_id, self._base, settings, self._recurring, measures=self.measures)

    def pseudonymous(self, key: bytes, public: Iterable[str] = ()) -> Thread:
        """Return the same thread with other names for everybody but the public people.

        The base tables are renamed before anything is computed from them, so that no table, finding, chart or page
        holds a name to leave out. docs/privacy.md says what is replaced, and what still identifies: so does the table
        ``audit``.

        Parameters
        ----------
        key
            At least 16 secret bytes, as `threadscope.privacy.read_key` reads them from a file: the same key gives a
            person the same pseudonym in every report.
        public
            Handles of the people who keep their names.

        Raises
        ------
        UnknownName
            If a public handle is nobody's in this thread.
        ThreadscopeError
            If the key is too short, or the thread has pseudonyms already.
        """
        if self._full is not None:
            return self._full.pseudonymous(key, public).without_text()
        if self.measures.pseudonyms:
            raise ThreadscopeError("this thread has pseudonyms already: begin with archive.thread(id) again")
        names = privacy.Pseudonyms(self._base, key, public)
        claim, met_again = self.settings.claim, self._recurring

        def recurring(settings: Settings) -> pl.DataFrame:
            chosen = settings.claim and names.original_post(settings.claim)
            return names.recurring(met_again(settings.using(claim=chosen)))  # type: ignore[misc]

        return type(self)(
            names.post(self.thread_id),
            names.tables,
            self.settings.using(claim=claim and names.post(claim)),
            recurring if met_again else None,
            measures=replace(
                self.measures,
                pseudonyms=True,
                public=names.public,
                n_named_texts=names.n_named_texts,
                n_renamed_texts=names.n_renamed_texts,
            ),
        )

    def without_text(self) -> Thread:
        """Return the same thread with the same tables, computed from its texts, and then without words of posts.

        Verbatim text can be searched for. Whatever carries words of posts or notes is emptied in every table, as
        `threadscope.privacy.columns` declares for each column; charts, page and data draw from these tables.
        """
        if self._full is not None:
            return self
        return type(self)(
            self.thread_id,
            {name: privacy.without_words(table, name) for name, table in self._base.items()},
            self.settings,
            measures=replace(self.measures, no_text=True),
            full=self,
        )

    def report(
        self,
        folder: str | PathLike[str],
        *,
        command: str = "",
        generated_at: datetime | None = None,
        media: bool = False,
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
        media
            Whether the page shows small pictures of the local copies that lie beside the archive.
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
            write_report(
                self,
                fresh,
                command=command,
                generated_at=generated_at,
                media=media,
                on_step=on_step,
            )
        return target / "index.html"

    def page_options(self) -> dict[str, Any]:
        """Return what the page is told beside the tables: after measures of privacy, the table `audit`."""
        return {"audit": self.table("audit")} if self.measures.taken else {}

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
