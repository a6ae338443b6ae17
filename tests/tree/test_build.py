"""What the tree promises: each post in one tree, places that agree with a slow reading, and nothing lost."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tests.builders import posts
from tests.covering import examples
from threadscope import schema, tree

_NONE = {name: schema.empty(name) for name in ("absences", "aliases")}


def _grow(frame: pl.DataFrame, *, quotes: bool = True, **tables: pl.DataFrame) -> tree.Forest:
    return tree.build(frame, **(_NONE | tables), quotes=quotes)


def _places(forest: tree.Forest, *columns: str) -> dict[str, tuple[object, ...]]:
    """Return some columns of posts and ghosts by id."""
    both = pl.concat([forest.posts.select("post_id", *columns), forest.ghosts.select("post_id", *columns)])
    return {row[0]: row[1:] for row in both.rows()}


def _read_slowly(
    above: dict[str, str | None], time: dict[str, int], archived: set[str]
) -> dict[str, tuple[object, ...]]:
    """Return thread, depth, order, branch, children and posts below, one post after the other."""
    below: dict[str | None, list[str]] = {}
    for name in sorted(above, key=lambda name: (time[name], len(name), name)):
        below.setdefault(above[name], []).append(name)
    places: dict[str, tuple[object, ...]] = {}
    for root in below.get(None, []):
        stack, order, reading = [(root, 0, root)], 0, []
        while stack:
            name, depth, branch = stack.pop()
            reading.append((name, depth, branch, order))
            order += 1
            children = below.get(name, [])
            stack += [(child, depth + 1, child if depth == 0 else branch) for child in reversed(children)]
        size: dict[str, int] = {}
        for name, *_ in reversed(reading):
            size[name] = (name in archived) + sum(size[child] for child in below.get(name, []))
        for name, depth, branch, order in reading:
            children = below.get(name, [])
            places[name] = (root, depth, order, branch, len(children), size[name] - (name in archived))
    return places


_COLUMNS = ("thread_id", "depth", "order", "branch_id", "n_children", "n_below")


@st.composite
def _forests(draw: st.DrawFn) -> list[int | None]:
    """For each post the place of what it answers: an earlier one, a missing one (negative), or none."""
    n = draw(st.integers(1, 40))
    return [draw(st.none() | st.integers(-3, i - 1)) for i in range(n)]


def _specs(parents: Sequence[int | None], prefix: str) -> list[str]:
    def name(i: int) -> str:
        return f"{prefix}{i + 1000}"

    return [name(i) if p is None else f"{name(i)}>{name(p)}" for i, p in enumerate(parents)]


@given(_forests(), st.sampled_from(["", "p"]), st.randoms())
@examples(20)
def test_agrees_with_slow_reading(parents: list[int | None], prefix: str, random: object) -> None:
    """Every place equals that of a post-by-post reading, with ids that are numbers and ids that are none."""
    specs = _specs(parents, prefix)
    frame = posts(*specs)
    names = frame["post_id"].to_list()
    above = dict(zip(names, frame["reply_to_id"], strict=True))
    time = {name: i for i, name in enumerate(names)}
    for missing in {target for target in above.values() if target and target not in time}:
        above[missing], time[missing] = None, 1000
    random.shuffle(specs_order := list(range(len(names))))

    forest = _grow(frame[specs_order])

    assert _places(forest, *_COLUMNS) == _read_slowly(above, time, set(names))


@given(st.lists(st.integers(0, 24), min_size=1, max_size=25), st.randoms())
@examples(20)
def test_any_references_make_a_forest(targets: list[int], random: object) -> None:
    """Whatever answers whatever, every post stands one below its parent, in one tree, and cuts are problems."""
    specs = [f"p{i}>p{target}" for i, target in enumerate(targets)]
    random.shuffle(specs)

    forest = _grow(posts(*specs))

    places = _places(forest, "parent_id", "thread_id", "depth", "n_below")
    for parent, thread, depth, n_below in places.values():
        assert (parent is None) == (depth == 0)
        if parent is not None:
            assert places[parent][1:3] == (thread, depth - 1)
            assert places[parent][3] > n_below - 1
    cut = forest.posts.filter(pl.col("reply_to_id").is_not_null() & pl.col("parent_id").is_null())
    assert sorted(forest.problems["position"]) == sorted(cut["post_id"])
    assert forest.threads["n_posts"].sum() == len(targets)


def test_order_of_rows_does_not_matter() -> None:
    """The same posts in another order give the same tables."""
    frame = posts(
        "root", "a1>root", "b1>a1", "c1>gone", "d1~b1", "e1", "f1>e1", created_at={"e1": None, "f1": None}
    )

    one, other = _grow(frame), _grow(frame.sample(fraction=1, shuffle=True, seed=3))

    for name in ("posts", "ghosts", "links", "threads", "problems"):
        assert_frame_equal(getattr(one, name), getattr(other, name))


def test_every_table_fits_its_schema() -> None:
    """All five tables are as the schema says, with posts and without."""
    for frame in (posts("root", "a>root", "b>gone", "c>c"), posts()):
        forest = _grow(frame)
        for name in ("posts", "ghosts", "links", "threads", "problems"):
            schema.check(getattr(forest, name), name)


def test_cycle_is_cut_at_its_oldest_post() -> None:
    """Of a cycle the oldest post loses its parent and the others stay; what hangs on it stays too."""
    forest = _grow(posts("a>c", "b>a", "c>b", "d>c"))

    assert _places(forest, "parent_id") == {"a": (None,), "b": ("a",), "c": ("b",), "d": ("c",)}
    assert forest.problems.select("position", "kind").rows() == [("a", "cycle")]


def test_self_parent_is_cut() -> None:
    """A post that answers itself loses the reference, and that is a problem of its own kind."""
    forest = _grow(posts("a", "b>b", "c>b"))

    assert _places(forest, "thread_id")["c"] == ("b",)
    assert forest.problems.select("position", "kind").rows() == [("b", "self_parent")]


def test_earlier_parent_is_not_asked_for() -> None:
    """A post may be older than what it answers (clocks, edits, other platforms): the edge stays."""
    forest = _grow(posts("late>early", "early"))

    assert _places(forest, "parent_id", "depth") == {"late": ("early", 1), "early": (None, 0)}
    assert forest.problems.is_empty()


@pytest.mark.parametrize("quotes", [True, False])
def test_quotes_join_only_when_asked(quotes: bool) -> None:  # noqa: FBT001 - a parametrised switch
    """A post that answers none hangs under the archived post it quotes only if quotes are followed."""
    forest = _grow(posts("root", "q~root", "r>q~root", "x~gone"), quotes=quotes)

    places = _places(forest, "thread_id", "parent_id", "parent_kind")
    assert places["q"] == (("root", "root", "quote") if quotes else ("q", None, None))
    assert places["r"] == (("root" if quotes else "q"), "q", "reply")
    assert places["x"] == ("x", None, None)
    assert forest.ghosts.is_empty()
    assert forest.links.filter(kind="quote")["target_id"].to_list() == ["root", "root", "gone"]


def test_ghost_knows_what_its_answers_know() -> None:
    """A ghost has the author that answers name, the reason that absences give, and who refers to it."""
    frame = posts(
        "root", "a>1794123456789012345", "b>1794123456789012345", "c~1794123456789012345",
        reply_to_handle={"a": "Gone_Person"},
    )  # fmt: skip
    absences = schema.conform(
        pl.DataFrame(
            {
                "post_id": ["1794123456789012345"] * 2,
                "reason": ["unavailable", "deleted"],
                "source": ["f"] * 2,
            }
        ),
        "absences",
    )

    ghost = _grow(frame, absences=absences).ghosts.row(0, named=True)

    assert ghost["reason"] == "deleted"
    assert (ghost["author_id"], ghost["handle"]) == ("@gone_person", "Gone_Person")
    assert ghost["referred_by"] == ["a", "b", "c"]
    assert ghost["created_at"].isoformat(timespec="milliseconds") == "2024-05-24T21:48:59.957+00:00"


def test_ghost_of_somebody_who_wrote_elsewhere() -> None:
    """A ghost that is known by its handle alone belongs to the person who posts under that handle."""
    forest = _grow(posts("p1@77", "a>gone", handle={"p1": "Loud_Voice"}, reply_to_handle={"a": "loud_voice"}))

    assert forest.ghosts["author_id"].to_list() == ["77"]


def test_absence_that_nobody_refers_to_has_no_place() -> None:
    """A tombstone without any reference to it stands in no thread."""
    absences = schema.conform(
        pl.DataFrame({"post_id": ["x"], "reason": ["deleted"], "source": ["f"]}), "absences"
    )

    assert _grow(posts("root"), absences=absences).ghosts.is_empty()


def test_orphan_hangs_detached_in_its_conversation() -> None:
    """A ghost that is not the root of its answers' conversation stands on that thread's shelf, after the replies."""
    forest = _grow(posts("root", "a>gone", "b>root", "c>a", conversation_id=dict.fromkeys("abc", "root")))

    assert _places(forest, "thread_id", "parent_id", "depth", "order", "detached") == {
        "root": ("root", None, 0, 0, False),
        "b": ("root", "root", 1, 1, False),
        "gone": ("root", None, 1, 2, True),
        "a": ("root", "gone", 2, 3, True),
        "c": ("root", "a", 3, 4, True),
    }
    assert _places(forest, "n_children", "n_below")["root"] == (1, 3)


def test_conversation_that_is_not_archived_is_a_ghost_root() -> None:
    """Posts without parent that name a conversation nobody archived hang detached under its ghost."""
    forest = _grow(posts("a", "b", "c>a", conversation_id={"a": "top", "b": "top"}))

    assert _places(forest, "thread_id", "depth", "detached") == {
        "a": ("top", 1, True),
        "c": ("top", 2, True),
        "b": ("top", 1, True),
        "top": ("top", 0, False),
    }
    assert forest.threads.select("thread_id", "root_archived", "n_posts", "n_ghosts").rows() == [
        ("top", False, 3, 1)
    ]


def test_conversation_inside_the_part_makes_no_shelf() -> None:
    """A conversation id that names a post of the very part it should hold is not followed."""
    forest = _grow(posts("a>gone", "b>a", conversation_id={"a": "b", "b": "b"}))

    assert _places(forest, "thread_id", "depth") == {"gone": ("gone", 0), "a": ("gone", 1), "b": ("gone", 2)}


def test_reply_to_an_older_version_attaches_to_the_newest() -> None:
    """Ids of older versions lead to the version that stands in posts, in trees and links."""
    aliases = pl.DataFrame({"alias_id": ["root-v1"], "post_id": ["root"]})

    forest = _grow(posts("root", "a>root-v1", conversation_id={"root": "root-v1"}), aliases=aliases)

    assert _places(forest, "parent_id", "thread_id") == {"root": (None, "root"), "a": ("root", "root")}
    assert forest.links["target_id"].to_list() == ["root"]


def test_bare_repost_stands_in_no_tree() -> None:
    """A repost has no thread, but a link; an answer to it answers what was reposted."""
    forest = _grow(posts("root", "rt", "a>rt", repost_of_id={"rt": "root"}))

    assert _places(forest, "thread_id", "parent_id", "depth") == {
        "root": ("root", None, 0),
        "rt": (None, None, None),
        "a": ("root", "root", 1),
    }
    assert forest.threads["n_posts"].to_list() == [2]
    assert ("rt", "root", "repost") in forest.links.select("post_id", "target_id", "kind").rows()


def test_thread_row_sums_up_its_tree() -> None:
    """Root + ann1 + ann2 + bob1 (quote) + eve1 (under a ghost): 5 posts, 4 people, 2 conversations, 1 of 3 orphaned."""
    forest = _grow(
        posts("root", "ann1>root", "ann2>ann1", "bob1~root", "eve1>gone", conversation_id={"eve1": "root"})
    )

    row = forest.threads.row(0, named=True)
    assert (row["n_posts"], row["n_people"], row["n_ghosts"], row["n_conversations"]) == (5, 4, 1, 2)
    assert row["missing_parent_share"] == pytest.approx(1 / 3)
    assert (row["ended_at"] - row["started_at"]).total_seconds() == 240


@pytest.mark.parametrize("shape", ["chain", "star"])
def test_extreme_shapes(shape: str) -> None:
    """A chain of 100,000 posts is 99,999 deep and a star one, without recursion or overflow."""
    n = 100_000
    frame = posts("0", "1>0")
    ids = pl.Series("post_id", range(n)).cast(pl.String)
    targets = ids.shift(1) if shape == "chain" else pl.Series([None, *["0"] * (n - 1)])
    frame = frame[[0] * n].with_columns(ids, targets.alias("reply_to_id"))

    built = _grow(frame).posts

    assert built["depth"].max() == (n - 1 if shape == "chain" else 1)
    assert built["n_below"][0] == n - 1
    assert built["order"].to_list() == list(range(n))


def test_a_post_seen_to_be_gone_stands_on_the_shelf_of_its_conversation() -> None:
    """Nobody answers x1 and x2, but the capture saw x1 in root's conversation: a ghost after all else; x2 has no place."""
    absences = schema.conform(
        pl.DataFrame(
            {
                "post_id": ["x1", "x2", "a1"],
                "conversation_id": ["root", None, "root"],
                "reason": ["deleted", "deleted", "deleted"],
                "source": ["f"] * 3,
            }
        ),
        "absences",
    )

    forest = _grow(posts("root", "a1>root", "b1>a1"), absences=absences)

    ghost = forest.ghosts.row(0, named=True)
    assert forest.ghosts.height == 1
    assert (ghost["post_id"], ghost["thread_id"], ghost["reason"]) == ("x1", "root", "deleted")
    assert (ghost["order"], ghost["depth"], ghost["detached"], ghost["parent_id"]) == (3, 1, True, None)
    assert forest.threads["n_ghosts"].to_list() == [1]
