"""Which much-answered post each post stands under."""

from __future__ import annotations

from tests.builders import study


def _heads(*specs: str) -> dict[str, tuple[str | None, int | None]]:
    return {name: rest for name, *rest in map(tuple, study(*specs).table("heads").drop("thread_id").rows())}


def test_part_counts_up_to_the_next_head() -> None:
    """Root has 4 answers nearest to it (a, b, c, d), a has 4: both heads, in the order of time; each post under the nearer."""
    found = _heads("root", "a>root", "b>root", "c>root", "d>root", *(f"{name}>a" for name in "efgh"))

    assert {name: head for name, (head, _) in found.items()} == {
        **dict.fromkeys(["root", "b", "c", "d"], "root"),
        **dict.fromkeys("aefgh", "a"),
    }
    assert found["b"] == ["root", 0]
    assert found["e"] == ["a", 1]


def test_three_answers_make_no_head() -> None:
    """Below four posts of its own nothing is a head, so nobody stands under one."""
    assert set(map(tuple, _heads("root", "a>root", "b>root", "c>root").values())) == {(None, None)}


def test_share_of_a_large_thread() -> None:
    """Of 200 posts a head holds at least 6: a with 5 is none, b with 6 is one."""
    many = [f"r{i}>root" for i in range(186)]
    found = _heads(
        "root", *many, "a>root", "b>root", *(f"x{i}>a" for i in range(5)), *(f"y{i}>b" for i in range(6))
    )

    assert found["x0"] == ["root", 0]
    assert found["y0"] == ["b", 1]


def test_at_most_three_the_largest_parts() -> None:
    """Of five posts with 4 to 8 answers the three largest are heads; the others' posts count for the head above, if any."""
    answers = [
        f"{name}{i}>{name}" for name, n in zip("abcde", (4, 5, 6, 7, 8), strict=True) for i in range(n)
    ]
    found = _heads("root", *(f"{name}>root" for name in "abcde"), *answers)

    assert {head for head, _ in found.values()} == {"c", "d", "e", None}
    assert found["a0"] == [None, None]
    assert [found[name][1] for name in ("c0", "d0", "e0")] == [0, 1, 2]


def test_chain_has_one_head() -> None:
    """In a chain every candidate but the lowest of the eight largest holds only itself: no post of four, so one head."""
    found = _heads("p0", *(f"p{i}>p{i - 1}" for i in range(1, 20)))

    assert {head for head, _ in found.values()} == {"p7", None}
    assert found["p6"] == [None, None]
    assert found["p19"] == ["p7", 0]
