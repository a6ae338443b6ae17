"""The documentation knows every kind of finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import founding

DOCS = Path(__file__).resolve().parents[2] / "docs" / "findings.md"


@pytest.mark.parametrize("name", ["pigeonchat", "two_messengers"])
def test_every_kind_that_comes_up_is_explained(name: str):
    """A kind stands in docs/findings.md as a heading, or in the table of turning points with its label."""
    text = DOCS.read_text(encoding="utf-8")
    findings = founding.study(name).table("findings")

    for kind, label in findings.select("kind", "label").unique().sort("kind").iter_rows():
        assert re.search(rf"^\| `{kind}` \| {label} \|" if label else rf"^## {kind}$", text, re.MULTILINE), (
            kind
        )
