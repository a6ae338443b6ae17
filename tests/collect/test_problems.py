"""Problems have fixed names, listed in the documentation, and are counted without end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from threadscope import schema
from threadscope.collect.problems import KINDS, Problems

REPO = Path(__file__).resolve().parent.parent.parent


def test_every_kind_is_documented_with_its_meaning() -> None:
    """`docs/problems.md` lists each kind that collect writes, in the same words, and no other of its own."""
    documented = dict(
        re.findall(
            r"^\| `(\w+)` \| (.*?) \|", (REPO / "docs" / "problems.md").read_text("utf-8"), re.MULTILINE
        )
    )

    assert documented.items() >= KINDS.items()


def test_every_kind_is_used() -> None:
    """A kind that nothing writes would be a promise that nobody keeps."""
    code = "".join(
        path.read_text("utf-8")
        for path in (REPO / "threadscope" / "collect").rglob("*.py")
        if path.name != "problems.py"
    )

    assert [kind for kind in KINDS if f'"{kind}"' not in code] == []


def test_the_rest_is_counted() -> None:
    """Of one kind in one source a hundred are shown, and one row says how many more there are."""
    problems = Problems()
    for number in range(250):
        problems.add("a.json", str(number), "invalid_json", "x")
    problems.add("b.json", None, "empty_file", "nothing in it")
    frame = schema.check(problems.frame(), "problems")

    assert len(frame) == 102
    assert frame.row(-1) == ("a.json", None, "invalid_json", "150 more like these")


def test_an_unknown_kind_is_a_fault_of_ours() -> None:
    """Kinds are fixed: a new one must be listed first."""
    with pytest.raises(KeyError):
        Problems().add("a.json", None, "something_else", "x")
