"""How fast trees are built, beside networkx; and what a very deep chain and a very wide star cost.

``python -m tests.bench.tree 1000000``. Both sides start from the same posts in memory and are run in turns,
three times; the best of each counts. On a busy machine CPU seconds are the fairer number. What each does:

threadscope
    ``tree.build`` on the fold's frame with all its columns (ids as text): thread, parent and its kind, depth,
    reading order, branch, children, posts below, detached, and the tables ghosts, links, threads, problems.
networkx
    From lists of ids and parents that are already in Python (taking them out of the frame is not counted): a
    ``DiGraph`` of all posts, ``dfs_preorder_nodes`` from each root, then thread, depth, reading order, branch
    and posts below by walking that order forwards and backwards, children by ``out_degree``; as one frame. No
    ghosts (none are missing here), no other tables.

The six columns of both are compared before anything is printed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar

import networkx as nx
import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope import schema, snowflake, tree

_ROUNDS = 3
_THREAD = 1000
Result = TypeVar("Result")


class Cost(NamedTuple):
    """Seconds that passed, and seconds that the processor worked (all its cores together)."""

    wall: float
    cpu: float


def mixed(n: int) -> NDArray[np.int64]:
    """Return parents of threads of 1,000 posts: 45 % answer the root, 15 % the post before, the others any."""
    draw = np.random.default_rng(0)
    row = np.arange(n)
    root = row - row % _THREAD
    kind, earlier = draw.random(n), root + ((row - root) * draw.random(n)).astype(np.int64)
    parent = np.where(kind < 0.45, root, np.where(kind < 0.6, row - 1, earlier))
    return np.where(row == root, -1, parent)


def frame_of(parent: NDArray[np.int64]) -> pl.DataFrame:
    """Return posts as the fold hands them over: snowflake ids in the order of time."""
    draw = np.random.default_rng(1)
    n = parent.size
    since = 427_000_000_000 + np.cumsum(draw.integers(1, 2000, n))
    ids = pl.Series((since << 22) | draw.integers(0, 1 << 22, n)).cast(pl.String)
    above = pl.Series(parent).replace(-1, None)
    root = np.where(parent < 0, np.arange(n), -1)
    known = {
        "post_id": ids,
        "reply_to_id": ids.gather(above),
        "conversation_id": ids.gather(np.maximum.accumulate(root)),
        "author_id": pl.Series(draw.integers(0, max(n // 4, 1), n)).cast(pl.String),
        "created_at": pl.Series(since + snowflake.EPOCH_MS).cast(schema.TIME),
        "text": pl.Series(["words of a post"]).extend_constant("words of a post", n - 1),
    }
    columns = {c.name: c.dtype for c in schema.SCHEMAS["posts"].columns if c.name not in tree.COLUMNS}
    return pl.DataFrame(known).select(
        pl.col(name)
        if name in known
        else pl.lit([] if isinstance(dtype, pl.List) else None, dtype).alias(name)
        for name, dtype in columns.items()
    )


def ours(frame: pl.DataFrame) -> tree.Forest:
    """Build the forest with all its tables."""
    return tree.build(frame, schema.empty("absences"), schema.empty("aliases"), quotes=True)


def theirs(ids: list[str], parents: list[str | None]) -> pl.DataFrame:
    """Return root, depth, place in preorder, branch, children and posts below of each post."""
    graph = nx.DiGraph()
    graph.add_nodes_from(ids)
    graph.add_edges_from(
        (parent, own) for own, parent in zip(ids, parents, strict=True) if parent is not None
    )
    root: dict[str, str] = {}
    branch: dict[str, str] = {}
    depth: dict[str, int] = {}
    place: dict[str, int] = {}
    below: dict[str, int] = {}
    for top in [own for own, parent in zip(ids, parents, strict=True) if parent is None]:
        reading = list(nx.dfs_preorder_nodes(graph, top))
        for at, own in enumerate(reading):
            above = next(iter(graph.pred[own]), None)
            depth[own] = 0 if above is None else depth[above] + 1
            branch[own] = own if above is None or above == top else branch[above]
            root[own], place[own], below[own] = top, at, 0
        for own in reversed(reading[1:]):
            below[next(iter(graph.pred[own]))] += below[own] + 1
    columns = {"thread_id": root, "depth": depth, "order": place, "branch_id": branch, "n_below": below}
    listed = {name: [values[own] for own in ids] for name, values in columns.items()}
    return pl.DataFrame({"post_id": ids, **listed, "n_children": [graph.out_degree(own) for own in ids]})


def timed(work: Callable[[], Result]) -> tuple[Cost, Result]:
    """Return what the work cost, and its result."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu), result


def compare(n: int) -> None:
    """Print both costs and their ratios, after making sure that both sides give the same places."""
    frame = frame_of(mixed(n))
    ids, parents = frame["post_id"].to_list(), frame["reply_to_id"].to_list()
    ours_cost, theirs_cost = [], []
    forest = places = None
    for _ in range(_ROUNDS):
        del forest, places  # neither side shall pay for what the other left in memory
        cost, forest = timed(lambda: ours(frame))
        ours_cost.append(cost)
        cost, places = timed(lambda: theirs(ids, parents))
        theirs_cost.append(cost)
    if not forest.posts.select(pl.col(name).cast(dtype) for name, dtype in places.schema.items()).equals(
        places
    ):
        raise SystemExit("the two sides disagree")
    print(f"{n:,} posts in threads of {_THREAD:,}, best of {_ROUNDS}       seconds   CPU seconds")
    best = {"threadscope, all columns and tables": ours_cost, "networkx, six columns": theirs_cost}
    for name, costs in best.items():
        print(f"  {name:44}{min(c.wall for c in costs):8.3f}  {min(c.cpu for c in costs):8.3f}")
    wall, cpu = (
        min(getattr(c, kind) for c in theirs_cost) / min(getattr(c, kind) for c in ours_cost)
        for kind in ("wall", "cpu")
    )
    print(f"  {'networkx takes so many times as long':44}{wall:8.1f}  {cpu:8.1f}")


def extremes(n: int = 100_000) -> None:
    """Print what the deepest and the widest tree cost."""
    shapes = {"chain": np.arange(n) - 1, "star": np.where(np.arange(n) > 0, 0, -1)}
    for name, parent in shapes.items():
        frame = frame_of(parent)
        costs = [timed(lambda frame=frame: ours(frame))[0] for _ in range(_ROUNDS)]
        print(
            f"{name} of {n:,} posts{'':25}{min(c.wall for c in costs):8.3f}  {min(c.cpu for c in costs):8.3f}"
        )


if __name__ == "__main__":
    compare(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    extremes()
