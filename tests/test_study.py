"""The resolver: parameter names are the tables a function needs."""

from __future__ import annotations

import polars as pl
import pytest

from threadscope import schema
from threadscope.analyze import ANALYZERS
from threadscope.charts import CHARTS
from threadscope.errors import SchemaError, ThreadscopeError, UnknownName
from threadscope.findings import FINDINGS
from threadscope.settings import Settings
from threadscope.study import BASE_TABLES, Study, inputs_of


def _needs() -> dict[str, tuple[str, ...]]:
    optional = {"pictures", "generated_at", "command"}
    needs = {name: inputs_of(function) for name, function in ANALYZERS.items()}
    needs["findings"] = tuple(sorted({table for rule in FINDINGS.values() for table in inputs_of(rule)}))
    return {name: tuple(t for t in tables if t not in optional) for name, tables in needs.items()}


def test_every_parameter_names_a_table():
    """What an analyzer or a rule asks for is a base table or an analyzer's."""
    known = {*BASE_TABLES, *ANALYZERS}

    for name, tables in _needs().items():
        assert set(tables) <= known, name


def test_no_table_needs_itself():
    """The tables form no cycle, so each can be computed."""
    needs = _needs()
    done = set(BASE_TABLES)
    while needs:
        ready = [name for name, tables in needs.items() if set(tables) <= done]
        assert ready, f"a cycle among {sorted(needs)}"
        for name in ready:
            done.add(name)
            del needs[name]


def test_every_analyzer_has_a_schema_and_the_other_way_round():
    """A table is described once and computed by one function; `audit` is about what was done to the others."""
    assert set(ANALYZERS) | set(BASE_TABLES) | {"findings", "audit"} == set(schema.SCHEMAS)


def test_registries_are_in_alphabetical_order():
    """Registries are read by people: a new line has one place."""
    assert list(ANALYZERS) == sorted(ANALYZERS)
    assert list(CHARTS) == sorted(CHARTS)


def test_every_table_of_an_empty_study_is_empty_or_absent():
    """Nothing read gives tables without rows, not errors."""
    study = Study({})

    for name in ANALYZERS:
        assert study.table(name).height == 0, name
    assert study.table("findings").height == 0


def test_a_table_is_computed_once(monkeypatch: pytest.MonkeyPatch):
    """Asking twice gives the same object."""
    calls = []

    def links_again(links: pl.DataFrame) -> pl.DataFrame:
        calls.append(1)
        return links

    monkeypatch.setitem(schema.SCHEMAS, "links_again", schema.SCHEMAS["links"])
    monkeypatch.setitem(ANALYZERS, "links_again", links_again)
    study = Study({})

    assert study.table("links_again") is study.table("links_again")
    assert calls == [1]


def test_a_table_that_breaks_its_promise_is_caught(monkeypatch: pytest.MonkeyPatch):
    """A frame of another shape never reaches the next stage."""
    monkeypatch.setitem(ANALYZERS, "shape", lambda posts: posts)

    with pytest.raises(SchemaError, match="'shape'"):
        Study({}).table("shape")


def test_using_returns_another_study():
    """Settings are frozen: a change gives a new study and leaves the old one as it was."""
    study = Study({})

    other = study.using(tz="Europe/Berlin")

    assert (study.settings, other.settings.tz) == (Settings(), "Europe/Berlin")


def test_unknown_names_are_met_with_what_exists():
    """A misspelt table, chart, base table, setting or zone is told the nearest name."""
    study = Study({})

    with pytest.raises(UnknownName, match="Did you mean 'shape'"):
        study.table("shap")
    with pytest.raises(UnknownName, match="Did you mean 'unfolding'"):
        study.chart("unfoldin")
    with pytest.raises(UnknownName, match="Did you mean 'posts'"):
        Study({"post": schema.empty("posts")})
    with pytest.raises(UnknownName, match="Did you mean 'claim'"):
        study.using(claims="1")
    with pytest.raises(ThreadscopeError, match="IANA"):
        study.using(tz="Mars/Olympus")
