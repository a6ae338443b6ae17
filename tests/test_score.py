"""The sheet on which readers judge findings."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import polars as pl

from tests import founding
from tests.accuracy.score_findings import safe

REPO = Path(__file__).resolve().parent.parent


def test_the_sheet_holds_every_finding_and_its_posts(tmp_path: Path):
    """One row a finding: the sentence and the cited posts, no rule and no confidence; what is left out is counted."""
    sheet = tmp_path / "sheet.csv"
    path = str(REPO / "fixtures" / "two_messengers")
    command = [sys.executable, "tests/accuracy/score.py", "findings", path, "-o", str(sheet)]
    subprocess.run(command, cwd=REPO, check=True, capture_output=True)

    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    findings = founding.thread("two_messengers").findings
    assert list(rows[0]) == ["thread", "kind", "sentence", "posts cited"]
    assert [row["sentence"].removeprefix("'") for row in rows] == findings["wording"].to_list()
    counts = findings.select(pl.col("evidence").list.len(), "n_evidence").rows()
    for row, (n_cited, n_behind) in zip(rows, counts, strict=True):
        last = row["posts cited"].splitlines()[-1]
        assert (last == f"(the strongest {n_cited} of {n_behind} posts)") == (n_behind > n_cited)


def test_no_cell_is_a_formula():
    """What a spreadsheet would run is quoted; other text is left as it is."""
    assert safe('=HYPERLINK("http://example.com")').startswith("'=")
    assert [safe(cell) for cell in ("+1", "-1", "@sum", "plain")] == ["'+1", "'-1", "'@sum", "plain"]
