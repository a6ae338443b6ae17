"""Posts that an editor leaves out: their holes stand where they stood, and nothing else moves."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import posts
from tests.covering import examples
from threadscope import schema, tree

_NONE = {name: schema.empty(name) for name in ("absences", "aliases")}
_TREE = ("thread_id", "parent_id", "parent_kind", "depth", "branch_id", "detached")


def _parted(frame: pl.DataFrame, *names: str, **tables: pl.DataFrame) -> tree.Forest:
    """Return the forest of the posts without some of them."""
    goes = pl.col("post_id").is_in(names)
    return tree.build(frame.filter(~goes), **(_NONE | tables), quotes=True, left_out=frame.filter(goes))


def _places(frame: pl.DataFrame, *columns: str) -> dict[str, tuple[object, ...]]:
    return {row[0]: row[1:] for row in frame.select("post_id", *columns).rows()}


def test_a_hole_stands_where_the_post_stood():
    """A post left out between two others is a ghost with parent, depth and reason; below it nothing is detached."""
    forest = _parted(posts("root", "a1>root", "b1>a1", "c1>b1"), "a1")

    ghost = forest.ghosts.row(0, named=True)
    assert (ghost["post_id"], ghost["parent_id"], ghost["depth"], ghost["reason"]) == (
        "a1",
        "root",
        1,
        tree.LEFT_OUT,
    )
    assert (ghost["n_below"], ghost["referred_by"], ghost["detached"]) == (2, ["b1"], False)
    assert _places(forest.posts, "depth", "parent_id")["b1"] == (2, "a1")


def test_a_row_of_holes_keeps_its_order():
    """Two posts left out, one below the other, are two holes, one below the other."""
    forest = _parted(posts("root", "a1>root", "b1>a1", "c1>b1"), "a1", "b1")

    assert _places(forest.ghosts, "parent_id", "depth") == {"a1": ("root", 1), "b1": ("a1", 2)}


def test_what_nobody_answers_leaves_no_hole():
    """A leaf that is left out is gone, and the thread counts neither post nor ghost for it."""
    forest = _parted(posts("root", "a1>root", "b1>a1", "c1>b1"), "b1", "c1")

    assert forest.ghosts.is_empty()
    assert forest.threads.row(0, named=True)["n_posts"] == 2


def test_a_quoted_hole_holds_the_quarrel_together():
    """What quotes a post that was left out still hangs there by its quote, in the same thread."""
    forest = _parted(posts("root", "a1>root", "q1~a1", "b1>q1"), "a1")

    assert _places(forest.posts, "thread_id", "parent_kind")["q1"] == ("root", "quote")
    assert forest.threads.height == 1


def test_a_root_left_out_still_names_the_thread():
    """Without its root a thread hangs under the hole of it."""
    forest = _parted(posts("root", "a1>root", "b1>root"), "root")

    assert forest.threads.select("thread_id", "root_archived", "n_ghosts").row(0) == ("root", False, 1)


def test_a_parent_left_out_is_not_missing():
    """The share of missing parents counts posts that are not archived, and the left out one is."""
    frame = posts("root", "a1>root", "b1>a1", "c1>gone", "d1>root", conversation_id={"c1": "root"})
    forest = _parted(frame, "a1")

    assert forest.threads.row(0, named=True)["missing_parent_share"] == 1 / 3


def test_what_was_known_of_its_absence_gives_way():
    """A post that a capture saw to be deleted, and the editor leaves out, is said to be left out."""
    absences = schema.conform(
        pl.DataFrame({"post_id": ["a1"], "reason": ["deleted"], "source": ["f"]}), "absences"
    )
    forest = _parted(posts("root", "a1>root", "b1>a1"), "a1", absences=absences)

    assert forest.ghosts["reason"].to_list() == [tree.LEFT_OUT]


def test_a_person_left_out_is_named_by_no_answer():
    """Answers to somebody left out lose id and handle of that person; answers to others keep them."""
    frame = posts(
        "root", "ann1>root", "bob1>ann1", "eve1>root",
        reply_to_author_id={"bob1": "ann", "eve1": "root"}, reply_to_handle={"bob1": "ann", "eve1": "root"},
    )  # fmt: skip
    edits = schema.conform(
        pl.DataFrame({"number": [0], "kind": ["left_out_person"], "author_id": ["ann"]}), "edits"
    )
    stay, gone = tree.leave_out(frame, edits)

    assert _places(stay, "reply_to_author_id", "reply_to_handle")["bob1"] == (None, None)
    assert _places(stay, "reply_to_author_id", "reply_to_handle")["eve1"] == ("root", "root")
    assert gone["post_id"].to_list() == ["ann1"]


def test_bare_reposts_go_with_their_post():
    """A bare repost carries the words of a post left out, and is counted with it, once."""
    frame = posts("root", "ann1>root", "bob1", repost_of_id={"bob1": "ann1"})
    rows = {
        "number": [0, 1],
        "kind": ["left_out_person", "left_out_post"],
        "author_id": ["ann", None],
        "post_id": [None, "ann1"],
    }
    edits = schema.conform(pl.DataFrame(rows), "edits")

    assert tree.leave_out(frame, edits)[0]["post_id"].to_list() == ["root"]
    assert tree.counted(edits, frame)["n_posts"].to_list() == [2, 0]


_SPECS = st.lists(st.tuples(st.integers(0, 9), st.sampled_from([">", "~", ""])), min_size=1, max_size=9)


@examples(15)
@given(_SPECS, st.sets(st.integers(0, 9), max_size=5))
def test_nothing_but_the_posts_left_out_moves(above: list[tuple[int, str]], out: set[int]):
    """Whatever is left out, each post that stays has the place that it has in the whole tree, cycles cut apart."""
    frame = posts("p0", *(f"p{n}{mark}p{to}" if mark else f"p{n}" for n, (to, mark) in enumerate(above, 1)))
    names = [f"p{n}" for n in out if n <= len(above)]
    whole = tree.build(frame, **_NONE, quotes=True)
    if whole.problems.height:
        return
    parted = _parted(frame, *names)

    before = _places(whole.posts, *_TREE) | _places(whole.ghosts, *_TREE)
    after = _places(parted.posts, *_TREE) | _places(parted.ghosts, *_TREE)
    assert after == {name: before[name] for name in after}
    assert set(before) - set(after) <= set(names) | set(whole.ghosts["post_id"])
    assert set(parted.posts["post_id"]) == set(frame["post_id"]) - set(names)
