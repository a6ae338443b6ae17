"""The sheet on which readers judge findings."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import threadscope as ts
from tests.accuracy.score import safe

REPO = Path(__file__).resolve().parent.parent


def test_the_sheet_holds_every_finding_and_its_posts(tmp_path: Path):
    """One row a finding: the sentence and the cited posts, no rule and no confidence; what is left out is counted."""
    sheet = tmp_path / "sheet.csv"
    path = str(REPO / "fixtures" / "two_messengers")
    command = [sys.executable, "tests/accuracy/score.py", "findings", path, "-o", str(sheet)]
    subprocess.run(command, cwd=REPO, check=True, capture_output=True)

    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    findings = ts.read(path).thread().findings
    assert list(rows[0]) == ["thread", "kind", "sentence", "posts cited"]
    assert [row["sentence"].removeprefix("'") for row in rows] == findings["wording"].to_list()
    for row, n_evidence in zip(rows, findings["n_evidence"], strict=True):
        cited = row["posts cited"].splitlines()
        assert ("(the strongest" in cited[-1]) == (n_evidence > 12 or f"of {n_evidence} posts)" in cited[-1])


def test_no_cell_is_a_formula():
    """What a spreadsheet would run is quoted; other text is left as it is."""
    assert safe('=HYPERLINK("http://example.com")').startswith("'=")
    assert [safe(cell) for cell in ("+1", "-1", "@sum", "plain")] == ["'+1", "'-1", "'@sum", "plain"]
