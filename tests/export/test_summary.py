"""What a report says, as a document for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import threadscope as ts
from tests import founding
from tests.builders import study as study_of
from threadscope import export

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "summary.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def story() -> ts.Thread:
    """Return the founding quarrel."""
    return founding.thread()


@pytest.fixture(scope="module")
def document(story: ts.Thread) -> dict[str, Any]:
    """Return its summary."""
    return story.call(export.summary, data={"posts": 3}, charts=[{"name": "tree", "telling": True}])


def test_it_is_json_and_comes_back(document: dict[str, Any], tmp_path: Path) -> None:
    """What is written reads back as it was."""
    export.write_summary(document, tmp_path / "summary.json")
    assert json.loads((tmp_path / "summary.json").read_text(encoding="utf-8")) == document


def test_findings_are_those_of_the_table(story: ts.Thread, document: dict[str, Any]) -> None:
    """Every finding stands in it with its words, posts and rule, in the order of the table."""
    wanted = story.findings.select("finding_id", "wording", "evidence", "rule").to_dicts()
    told = [{key: row[key] for key in wanted[0]} for row in document["findings"]]
    assert told == wanted
    assert document["headline"] == story.findings.filter(kind="headline")["wording"][0]


def test_every_key_is_explained(document: dict[str, Any]) -> None:
    """The page on the format names every key, and no key that is not there."""
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", DOCS, re.MULTILINE))
    assert list(rows) == list(document)
    for key in ("findings", "completeness", "notes"):
        value = document[key]
        inner = value[0] if isinstance(value, list) else value
        assert set(inner) <= set(re.findall(r"`(\w+)`", rows[key])), key
    assert set(document["people"]["roles"][0]) <= set(re.findall(r"`(\w+)`", rows["people"]))


def test_a_thread_of_one_post_has_a_summary() -> None:
    """Where hardly anything is known the document is whole, with nulls and empty lists."""
    document = study_of("p0").call(export.summary)
    json.dumps(document, allow_nan=False)
    assert document["thread"]["n_posts"] == 1
    assert document["notes"] == []


def test_no_number_is_not_a_number() -> None:
    """A float that is none becomes null: JSON knows no other word for it."""
    study = study_of("p0", "p1>p0")
    broken = study.table("completeness").with_columns(coverage=pl.lit(float("nan")))
    given = {name: study.table(name) for name in ("threads", "people", "findings", "roles", "camp_tests",
                                                  "note_timeline", "sources", "problems")}  # fmt: skip
    document = export.summary(**given, completeness=broken, settings=study.settings)
    assert document["completeness"]["coverage"] is None


def test_tables_are_written_and_come_back(story: ts.Thread, tmp_path: Path) -> None:
    """A table reads back equal, the same rows give the same bytes, and one without rows is not written."""
    tables = {"posts": story.posts, "people": story.people, "empty": story.people.clear()}
    written = export.write_tables(tables, tmp_path)
    assert written == {"people": story.people.height, "posts": story.posts.height}
    assert pl.read_parquet(tmp_path / "posts.parquet").equals(story.posts)
    before = (tmp_path / "posts.parquet").read_bytes()
    export.write_tables(tables, tmp_path)
    assert (tmp_path / "posts.parquet").read_bytes() == before
