"""Alternating paths: against the definition, read post by post."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import posts
from tests.covering import examples
from threadscope import schema, tree


def _duels(frame: pl.DataFrame) -> dict[tuple[str, str], list[str]]:
    forest = tree.build(frame, schema.empty("absences"), schema.empty("aliases"), quotes=True)
    return {(one, other): path for _, one, other, _, path in tree.duels(forest.posts).rows()}


def test_path_alternates_and_stops_at_self_replies_and_others() -> None:
    """ann1 bob1 ann2 bob2 alternate (4 posts); bob3 answers bob himself, so bob3 ann3 is a path of its own."""
    found = _duels(
        posts("ann1", "bob1>ann1", "ann2>bob1", "bob2>ann2", "bob3>bob2", "ann3>bob3", "eve1>bob2")
    )

    assert found == {("ann", "bob"): ["ann1", "bob1", "ann2", "bob2"], ("bob", "eve"): ["bob2", "eve1"]}


def test_of_equal_paths_the_first_to_end_counts() -> None:
    """Two paths of two posts: the one that ended earlier is given."""
    assert _duels(posts("ann1", "bob2>ann1", "bob1>ann1")) == {("ann", "bob"): ["ann1", "bob2"]}


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from("abc")), min_size=1, max_size=30))
@examples(25)
def test_agrees_with_definition(drawn: list[tuple[int, str]]) -> None:
    """The longest path of each two people equals that found by walking up from every post."""
    names = [f"p{i}" for i in range(len(drawn))]
    author = {name: by for name, (_, by) in zip(names, drawn, strict=True)}
    above = {
        name: names[target % i] if i else None
        for i, (name, (target, _)) in enumerate(zip(names, drawn, strict=True))
    }
    longest: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        path = [name]
        while (parent := above[path[0]]) and author[parent] != author[path[0]]:
            if len(path) > 1 and author[parent] != author[path[1]]:
                break
            path.insert(0, parent)
        pair = tuple(sorted({author[step] for step in path}))
        if len(pair) == 2 and len(path) > len(longest.get(pair, [])):
            longest[pair] = path

    specs = [f"{name}@{author[name]}" + (f">{above[name]}" if above[name] else "") for name in names]
    assert _duels(posts(*specs)) == longest
