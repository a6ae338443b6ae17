"""Tables by name, each computed once: a function's parameter names are the tables it needs."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

import polars as pl

from threadscope import schema
from threadscope.analyze import ANALYZERS
from threadscope.analyze.label_sample import STRATA, label_sample
from threadscope.errors import ThreadscopeError, UnknownName
from threadscope.findings import FINDINGS
from threadscope.findings.edited import marked
from threadscope.settings import Settings

if TYPE_CHECKING:
    from threadscope.charts.chart import Chart

__all__ = ["BASE_TABLES", "Study", "inputs_of"]

#: Tables that collect, fold and tree hand over; all others are computed from them.
BASE_TABLES = (
    "absences",
    "aliases",
    "changes",
    "cursors",
    "edits",
    "ghosts",
    "links",
    "note_files",
    "note_requests",
    "notes",
    "observations",
    "people",
    "posts",
    "problems",
    "scores",
    "sources",
    "threads",
)


@lru_cache(maxsize=512)
def _signature(function: Callable[..., Any]) -> inspect.Signature:
    """Return what a function asks for; looked up once, since every study asks the same functions."""
    return inspect.signature(function)


def inputs_of(function: Callable[..., Any]) -> tuple[str, ...]:
    """Return the names of the tables that a function asks for; ``settings`` is none of them.

    >>> def longest(posts, ghosts, *, settings): ...
    >>> inputs_of(longest)
    ('posts', 'ghosts')
    """
    return tuple(name for name in _signature(function).parameters if name != "settings")


class Study:
    """The tables of one or many threads, computed when asked for and then kept.

    Parameters
    ----------
    tables
        The base tables, by name; a missing one counts as empty.
    settings
        Choices that the functions see.

    Raises
    ------
    UnknownName
        If a name is no base table.
    """

    def __init__(self, tables: Mapping[str, pl.DataFrame], settings: Settings | None = None) -> None:
        for name in tables:
            if name not in BASE_TABLES:
                raise UnknownName.among("base table", name, BASE_TABLES)
        self.settings = settings or Settings()
        self._base = {name: tables[name] if name in tables else schema.empty(name) for name in BASE_TABLES}
        self._known: dict[str, pl.DataFrame] = dict(self._base)

    def table(self, name: str) -> pl.DataFrame:
        """Return a table, computing it and what it needs first.

        Raises
        ------
        UnknownName
            If there is no such table.
        SchemaError
            If a function returns something else than its schema promises.
        """
        if name not in self._known:
            if name == "findings":
                self._known[name] = self._findings()
            elif name in ANALYZERS:
                self._known[name] = schema.check(self.call(ANALYZERS[name]), name)
            else:
                raise UnknownName.among("table", name, (*BASE_TABLES, *ANALYZERS, "findings"))
        return self._known[name]

    def tables(self) -> dict[str, pl.DataFrame]:
        """Return every table by name: base tables, those of the analyzers, and the findings."""
        return {name: self.table(name) for name in sorted({*BASE_TABLES, *ANALYZERS, "findings"})}

    def page_options(self) -> dict[str, Any]:
        """Return what a page of this study is told beside its tables: nothing."""
        return {}

    def using(self, **changes: Any) -> Self:
        """Return a study of the same base tables under other settings.

        Raises
        ------
        UnknownName
            For a setting or value that does not exist.
        """
        return type(self)(self._base, self.settings.using(**changes))

    def label_sample(self, n: int = 200, *, measure: str = "stance", seed: int | None = None) -> pl.DataFrame:
        """Draw posts for labels by hand: as many of each value that we read, as far as there are.

        Parameters
        ----------
        n
            Most posts.
        measure
            ``stance`` (toward the claim), ``parent_stance``, ``sentiment`` or ``hostility``.
        seed
            Another seed gives another sample; by default that of the settings.

        Returns
        -------
        polars.DataFrame
            ``post_id``, ``thread_id``, ``measure``, ``label`` and ``by`` (empty, to be filled in), ``lang``,
            ``claim_text``, ``parent_text``, ``text``. `threadscope label` writes it so that spreadsheets keep the ids, and
            `read(labels=…)` reads it back.

        Raises
        ------
        UnknownName
            For a measure that does not exist.
        ThreadscopeError
            If ``n`` is less than 1.
        """
        if measure not in STRATA:
            raise UnknownName.among("measure", measure, STRATA)
        strata = self.call(STRATA[measure])
        drawn: pl.DataFrame = self.call(label_sample, strata=strata, measure=measure, n=n, seed=seed)
        return drawn

    def chart(self, name: str, **options: Any) -> Chart:
        """Draw one chart.

        Parameters
        ----------
        name
            A name in ``threadscope.charts.CHARTS``.
        options
            What the chart offers: ``theme``, ``tz``, ``width``, ``max_*``.

        Raises
        ------
        UnknownName
            If there is no such chart, or it has no such option.
        """
        from threadscope.charts import CHARTS  # noqa: PLC0415 - matplotlib only when a picture is wanted

        if name not in CHARTS:
            raise UnknownName.among("chart", name, CHARTS)
        kind = CHARTS[name]
        theme = options.pop("theme", self.settings.theme)
        settings = self.settings.using(theme=theme, tz=options.pop("tz", self.settings.tz))
        numbers = self.call(kind.prepare, settings=settings, **options)
        return kind.draw(numbers)

    def call(self, function: Callable[..., Any], settings: Settings | None = None, **options: Any) -> Any:
        """Call a function with the tables that its parameters name, and the options given.

        Parameters
        ----------
        function
            Positional parameters are names of tables; ``settings`` and what is keyword-only are options.
        settings
            Other settings than the study's own.
        options
            Values of keyword-only parameters.

        Raises
        ------
        UnknownName
            If the function has no such option, or asks for a table that does not exist.
        """
        parameters = _signature(function).parameters
        for name in options:
            if name not in parameters:
                known = [p for p in parameters if parameters[p].kind is inspect.Parameter.KEYWORD_ONLY]
                raise UnknownName.among("option", name, known)
        given: dict[str, Any] = dict(options)
        for name, parameter in parameters.items():
            if name == "settings":
                given[name] = settings or self.settings
            elif name not in given and parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
                given[name] = self.table(name)
        return function(**given)

    def _findings(self) -> pl.DataFrame:
        parts: list[pl.DataFrame] = []
        for rule, function in FINDINGS.items():
            try:
                found = schema.check(self.call(function), "findings")
                if self.table("edits").height and found.height:
                    found = self.call(marked, found=found, reads=inputs_of(function))
                parts.append(found)
            except ThreadscopeError as error:
                error.add_note(f"while applying the rule {rule!r}")
                raise
        return pl.concat(parts) if parts else schema.empty("findings")
