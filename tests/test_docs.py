"""Documentation cannot drift from the code."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from threadscope.analyze import ANALYZERS
from threadscope.charts import CHARTS
from threadscope.cli import app
from threadscope.collect.dialects import DIALECTS
from threadscope.report.story import HEADINGS

_SECTIONS = ("Question", "Rule", "Formula", "Source", "How it was measured", "How it misleads")
DOCS = Path(__file__).resolve().parent.parent / "docs"


def _generator():
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_up_to_date():
    """docs/tables.md and docs/cli.md are what the code says; make golden writes them."""
    generator = _generator()

    for name, page in generator.PAGES.items():
        assert page() == (DOCS / name).read_text(encoding="utf-8"), name


def test_every_command_explains_itself():
    """Each command has a help text that shows the same in Python."""
    for name, command in app.commands.items():
        assert command.short_help, name
        assert "In Python:" in command.help, name


def test_every_kind_of_finding_has_its_place_in_the_page():
    """A report puts each sentence under a heading of its own words, not under a kind's name."""
    kinds = re.findall(r"^## ([a-z_]+)$", (DOCS / "findings.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert set(kinds) - {"headline"} == set(HEADINGS)


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_every_chart_has_a_heading(name: str):
    """A chart's page says how to read it."""
    assert f"## {name}" in (DOCS / "charts.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(DIALECTS))
def test_every_dialect_has_a_heading(name: str):
    """A dialect's page says what it carries."""
    assert f"## {name}" in (DOCS / "dialects.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(ANALYZERS))
def test_every_analyzer_has_a_test_file(name: str):
    """An analyzer comes with hand-computed answers."""
    assert (DOCS.parent / "tests" / "analyze" / f"test_{name}.py").is_file()


@pytest.mark.parametrize("name", sorted(ANALYZERS))
def test_every_analyzer_has_a_page(name: str):
    """A measure says what it asks, how it is computed, where it comes from, how it was measured and how it misleads."""
    page = (DOCS / "measures" / f"{name}.md").read_text(encoding="utf-8")

    assert re.findall(r"^#+ (.+)$", page, re.MULTILINE) == [name, *_SECTIONS]
