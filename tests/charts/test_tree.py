"""The tree chart: every post has its line, box or pool, and holes are drawn."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import study as study_of
from tests.charts.drawing import BARE, generated, prepared, sided, texts
from tests.covering import covering
from threadscope import schema
from threadscope.charts import CHARTS
from threadscope.charts.tree.numbers import Tree
from threadscope.study import Study


def written(tree: Tree) -> list[str]:
    """Return all that is written on the picture."""
    return [text.get_text() for text in texts(CHARTS["tree"].draw(tree).figure)]


@pytest.mark.parametrize(
    ("size", "width"),
    covering(["1 broadcast", "80 duel", "81 duel", "150 duel", "1000 broadcast"], [1260, 390]),
)
def test_parts_hold_every_post_once(size: str, width: int) -> None:
    """Lines, or boxes, pools and what is further right, add up to the posts of the thread."""
    n_posts, shape = size.split()
    table = (
        CHARTS["tree"].draw(prepared("tree", generated(int(n_posts), shape), tables=BARE, width=width)).table
    )
    assert table["posts"].sum() == int(n_posts)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=300), st.integers(1, 3))
def test_pools_hold_every_post_once(draws: list[int], steep: int) -> None:
    """In a tree of any shape every post is drawn, pooled or counted as further right, each exactly once."""
    names = ["p0"]
    for place, draw in enumerate(draws, start=1):
        names.append(
            f"p{place}@a{place}>p{max(0, place - 1 - draw % (place * steep)) if steep < 3 else place - 1}"
        )
    tree = prepared("tree", study_of(*names), tables=BARE, max_lines=0)
    held = (
        len([box for box in tree.boxes if not box.missing])
        + sum(pool.size for pool in tree.pools)
        + tree.deeper
    )
    assert held == len(names)


def test_boxes_nest() -> None:
    """A box stands beside its parent, inside its height, and the boxes of a column do not overlap."""
    tree = prepared("tree", generated(1000))
    columns: dict[int, list[tuple[int, int]]] = {}
    for part in (*tree.boxes, *tree.pools):
        columns.setdefault(part.depth, []).append((part.start, part.start + part.size))
    for depth, spans in columns.items():
        spans.sort()
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
        if depth:
            above = [(box.start, box.start + box.size) for box in tree.boxes if box.depth == depth - 1]
            assert all(any(low <= start and end <= high for low, high in above) for start, end in spans)


def test_box_prints_the_posts_below() -> None:
    """The number in a box is the number of archived posts below it, as the tree counts them."""
    study = generated(1000)
    tree = prepared("tree", study)
    below = dict(study.table("posts").select("post_id", "n_below").rows())
    boxes = [box for box in tree.boxes if not box.missing]
    assert all(box.n_below == below[box.post_id] for box in boxes)
    largest = max(boxes, key=lambda box: (box.depth > 0, box.n_below))
    assert f"{largest.label} · {largest.n_below:,}" in written(tree)


def test_pool_counts_branches_posts_and_sides() -> None:
    """A pool says how many branches and posts it holds and how many of the posts are placed."""
    small = [f"s{i}@s{i}>root" for i in range(300)]
    below = [f"t{i}@t{i}>s{i}" for i in range(20)]
    study = study_of("root", *small, *below)
    stance = sided(study, {"s1": "deny", "t2": "deny", "s5": "support"})
    (pool,) = prepared("tree", study, tables=BARE | {"stance": stance}).pools
    assert (pool.branches, pool.size) == (300, 320)
    assert [(side.name, number) for side, number in pool.sides] == [("claim", 1), ("dispute", 2)]


def test_outline_reads_in_order_with_ghosts() -> None:
    """The outline has a line for each post and each missing post, in reading order, with the reason."""
    study = study_of(
        "root", "a1>root", "b1>a1", "c1>gone", "d1>root", conversation_id=dict.fromkeys(["c1"], "root")
    )
    tree = prepared("tree", study, tables=BARE)
    assert [(line.post_id, line.depth) for line in tree.lines] == [
        ("root", 0), ("a1", 1), ("b1", 2), ("d1", 1), ("gone", 1), ("c1", 2),
    ]  # fmt: skip
    (ghost,) = [line for line in tree.lines if line.missing]
    assert ghost.words == "missing here: not in the archive"
    assert ghost.detached
    assert ghost.parent is None
    assert "1 post that others answer is missing." in tree.subtitle


def test_outline_until_eighty_posts() -> None:
    """Eighty posts are written out, eighty-one are an icicle; the limit can be chosen."""
    assert prepared("tree", generated(80, "duel"), tables=BARE).lines
    assert not prepared("tree", generated(81, "duel"), tables=BARE).lines
    assert prepared("tree", generated(81, "duel"), tables=BARE, max_lines=81).lines


def test_outline_marks() -> None:
    """Quotes, turning points and shown notes are marked on their own lines and on no other."""
    study = study_of("root", "a1>root", "q1~root", "b1>a1")
    tree = prepared("tree", study)
    assert [line.post_id for line in tree.lines if line.by_quote] == ["q1"]
    turning = study.table("findings").filter(pl.col("label").is_not_null())["evidence"].list.first()
    assert {line.post_id for line in tree.lines if line.turning} == set(turning)


def test_deep_chain_keeps_room_for_words() -> None:
    """A chain of seventy levels is indented so little that every line still has a handle and words inside."""
    study = study_of("p0", *(f"p{i}@a{i}>p{i - 1}" for i in range(1, 70)))
    for width in (1260, 390):
        words = written(prepared("tree", study, tables=BARE, width=width))
        assert any(word.startswith("words of p69") for word in words) or width == 390
        assert sum(word.startswith("@") for word in words) >= 70


def test_levels_too_deep_are_counted() -> None:
    """What stands further right than the drawn levels is counted in the subtitle."""
    study = study_of("p0", *(f"p{i}@a{i}>p{i - 1}" for i in range(1, 100)))
    tree = prepared("tree", study, tables=BARE)
    assert tree.deeper == 90
    assert "90 posts further right are not drawn." in tree.subtitle


def test_title_comes_from_the_finding() -> None:
    """The title is the wording of `tree_shape`."""
    study = generated(150)
    finding = study.table("findings").filter(pl.col("kind") == "tree_shape").row(0, named=True)
    chart = study.chart("tree")
    assert chart.title == finding["wording"]
    assert list(chart.evidence) == finding["evidence"]


def test_alt_text_says_what_is_drawn() -> None:
    """The alt text holds the size, the depth, the largest parts and what is pooled."""
    tree = prepared("tree", generated(1000))
    alt = CHARTS["tree"].draw(tree).alt
    assert alt.startswith(f"Reply tree of 1,000 posts, {tree.depth_max} levels deep.")
    pooled = sum(pool.size for pool in tree.pools)
    assert f"{pooled} posts in" in alt


@cache
def nine_answers() -> Study:
    """Return a thread of one post and nine answers."""
    return study_of("root", *(f"a{i}@a{i}>root" for i in range(9)))


@pytest.mark.parametrize("max_lines", [80, 0])
@pytest.mark.parametrize(
    ("states", "words", "shown"),
    [
        (("shown_at_capture", None), "note shown", True),
        (("none_reported_at_capture", "shown_then_removed"), "note removed", True),
        ((None, "proposed"), "note proposed", False),
        (("notes_exist_not_shown_to_capturer", "rated_not_helpful"), "note rated not helpful", False),
        (("none_reported_at_capture", "not_in_snapshot"), "", False),
    ],
)
def test_badge_says_the_state_of_a_note_in_words(
    states: tuple[str | None, str | None],
    words: str,
    shown: bool,  # noqa: FBT001 - a parameter
    max_lines: int,
) -> None:
    """A noted post has a badge with words, in outline and icicle, filled only where readers saw the note."""
    dtypes = schema.SCHEMAS["note_states"].dtypes
    row = {
        "thread_id": "root",
        "post_id": "root",
        "state": states[0],
        "snapshot_state": states[1],
        "conflict": False,
    }
    known = schema.conform(pl.DataFrame([row], schema={name: dtypes[name] for name in row}), "note_states")
    tree = prepared("tree", nine_answers(), tables=BARE | {"note_states": known}, max_lines=max_lines)
    first = (tree.lines or tree.boxes)[0]
    assert (first.noted, first.note_shown) == (words, shown)
    drawn = [text.lower() for text in written(tree)]
    assert (words in drawn) is bool(words)
