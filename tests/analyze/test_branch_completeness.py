"""How much of each branch is here."""

from __future__ import annotations

from tests.builders import study


def test_branches_are_compared_each_for_itself() -> None:
    """The root's own row says 2 of 4 direct replies; branch a1 1 of 3; branch b1 carries no count."""
    table = study("root", "a1>root", "b1>root", "c1>a1", reply_count={"root": 4, "a1": 3}).table(
        "branch_completeness"
    )

    assert table.rows() == [
        ("root", "a1", 2, 3, 1, 1 / 3),
        ("root", "b1", 1, None, None, None),
        ("root", "root", 1, 4, 2, 0.5),
    ]
