"""Measure camps on threads whose sides are planted: ``python -m tests.accuracy.camps``.

People stand on one of two sides. Each post answers the root, a recent post or any earlier one, and comes from
the other side in so large a share of cases (``cross``); some write far more than others. Of the answers a share
is read as agreeing or disagreeing (``coverage``), of which so many are right (``precision``): the rates that the
stance model reaches on unseen events. Wrong readings are turned round, which is harsher than in life, where
most of them are plain comments. What is printed: how often camps are found, and of the planted 2-core who is
placed and who of them rightly.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope import schema
from threadscope.analyze.camp_tests import camp_tests
from threadscope.analyze.camps import camps
from threadscope.settings import Settings

__all__ = ["Outcome", "Shape", "judged", "planted", "rewired", "star"]

_START = datetime(2024, 5, 24, 12, tzinfo=UTC)
Tables = dict[str, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a planted thread is like.

    Attributes
    ----------
    people, posts_each
        How many people there are, and how many posts they write on average.
    cross
        Share of answers that come from the other side.
    coverage, precision
        Share of answers that are read as agreeing or disagreeing, and of these the share that is right.
    to_root, to_recent
        Share of posts that answer the root, and one of the posts just before.
    tail
        How unequally people write: the exponent of a Pareto law, small for unequal.
    larger
        Share of people on the claimant's side.
    """

    people: int = 200
    posts_each: float = 10.0
    cross: float = 0.75
    coverage: float = 0.15
    precision: float = 0.8
    to_root: float = 0.25
    to_recent: float = 0.35
    tail: float = 2.5
    larger: float = 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one thread; shares are null where there is nothing to share out.

    Attributes
    ----------
    verdict
        As in table ``camp_tests``.
    n_core
        People of the 2-core.
    n_placed, n_right
        Of these, people on a side, and on the right one.
    """

    verdict: str
    n_core: int
    n_placed: int
    n_right: int


def planted(shape: Shape, seed: int) -> tuple[Tables, NDArray[np.int64]]:
    """Return the tables of one thread, and the side of each person: 1 for the claimant's, -1 for the other."""
    chance = np.random.default_rng(seed)
    side = np.where(chance.random(shape.people) < shape.larger, 1, -1)
    side[:2] = 1, -1
    activity = chance.pareto(shape.tail, shape.people) + 0.3
    members = {one: np.flatnonzero(side == one) for one in (1, -1)}
    sums = {one: np.cumsum(activity[who]) for one, who in members.items()}
    n = round(shape.people * shape.posts_each)
    author, parent = np.zeros(n + 1, np.int64), np.full(n + 1, -1)
    for post in range(1, n + 1):
        kind = chance.random()
        if kind < shape.to_root:
            answered = 0
        elif kind < shape.to_root + shape.to_recent:
            answered = max(0, post - int(chance.geometric(0.1)))
        else:
            answered = int(chance.integers(0, post))
        whom = author[answered]
        wanted = -side[whom] if chance.random() < shape.cross else side[whom]
        before = author[parent[answered]] if answered else whom
        if before != whom and side[before] == wanted and chance.random() < 0.3:
            author[post] = before  # answers back
        else:
            place = np.searchsorted(sums[wanted], chance.random() * sums[wanted][-1])
            author[post] = members[wanted][place]
        parent[post] = answered
    return _tables(author, parent, side, shape, chance), side


def rewired(tables: Tables, seed: int) -> Tables:
    """Return the same thread with the targets of its answers dealt out anew: no camps are left."""
    chance = np.random.default_rng(seed)
    answers = tables["answers"]
    dealt = answers["target_author_id"].gather(chance.permutation(answers.height))
    others = answers.with_columns(target_author_id=dealt)
    return tables | {"answers": others.filter(pl.col("target_author_id") != pl.col("author_id"))}


def star(people: int, seed: int, *, chords: int = 0, shape: Shape | None = None) -> Tables:
    """Return a thread in which everybody answers the root, most of them denying it, and few answer each other."""
    chance = np.random.default_rng(seed)
    author = np.arange(people + 1)
    parent = np.where(author == 0, -1, 0)
    extra = chance.integers(1, people + 1, (chords, 2))
    author = np.concatenate([author, extra[:, 0]])
    parent = np.concatenate([parent, extra[:, 1]])
    side = np.where(np.arange(people + 1) == 0, 1, -1)
    return _tables(author, parent, side, shape or Shape(coverage=0.3), chance)


def _tables(
    author: NDArray[np.int64],
    parent: NDArray[np.int64],
    side: NDArray[np.int64],
    shape: Shape,
    chance: np.random.Generator,
) -> Tables:
    n = author.size
    whom = author[np.maximum(parent, 0)]
    answers = (parent >= 0) & (whom != author)
    shown = answers & (chance.random(n) < shape.coverage)
    right = chance.random(n) < shape.precision
    agrees = (side[author] == side[whom]) == right
    direct = shown & (parent == 0)
    posts = pl.DataFrame(
        {
            "post_id": [f"{place:07d}" for place in range(n)],
            "author_id": [f"p{one:05d}" for one in author.tolist()],
            "parent_id": [f"{place:07d}" if place >= 0 else None for place in parent.tolist()],
            "created_at": [_START + timedelta(seconds=20 * place) for place in range(n)],
            "thread_id": ["0000000"] * n,
        }
    )
    toward = np.where(agrees, "agree", "disagree")
    about = np.where(agrees, "support", "deny")
    stance = posts.select(
        "thread_id",
        "post_id",
        claim_id="thread_id",
        toward_claim=pl.Series(np.where(direct, about, "unclear")),
        toward_parent=pl.Series(np.where(shown, toward, "unclear")),
        claim_confidence=pl.when(pl.Series(direct)).then(shape.precision),
        parent_confidence=pl.when(pl.Series(shown)).then(shape.precision),
    )
    named = posts.with_columns(target_author_id=pl.Series([f"p{one:05d}" for one in whom.tolist()]))
    who = (
        named.filter(pl.Series(answers)).rename({"parent_id": "target_id"}).with_columns(kind=pl.lit("reply"))
    )
    claims = posts.head(1).with_columns(kind=pl.lit("root"), confidence=pl.lit(0.95))
    return {
        "posts": schema.conform(posts, "posts"),
        "answers": schema.conform(who, "answers"),
        "stance": schema.conform(stance, "stance"),
        "claims": schema.conform(claims, "claims"),
    }


def judged(tables: Tables, side: NDArray[np.int64] | None = None, seed: int = 0) -> Outcome:
    """Return what camps say of a thread, beside what was planted."""
    settings = Settings(seed=seed)
    tests = camp_tests(**tables, settings=settings)
    people = camps(**tables, camp_tests=tests, settings=settings)
    core = people.filter("in_core")
    placed = core.filter(pl.col("camp").is_in(["claim", "dispute"]))
    right = 0
    if side is not None:
        truth = side[placed["author_id"].str.slice(1).cast(pl.Int64).to_numpy()] > 0
        right = int((truth == (placed["camp"] == "claim").to_numpy()).sum())
    return Outcome(tests["verdict"][0], core.height, placed.height, right)


def figures(name: str, outcomes: list[Outcome]) -> str:
    """Return one line of figures: how often camps were found, and there the means over threads."""
    found = [one for one in outcomes if one.verdict == "found"]
    said = f"{name:58s} found {len(found):3d} of {len(outcomes)}"
    if not found:
        return said
    placed = sum(one.n_placed for one in found)
    share = placed / sum(one.n_core for one in found)
    return f"{said}; of the 2-core placed {share:.3f}, of these right {sum(one.n_right for one in found) / max(1, placed):.3f}"


#: Threads that are measured: (people, posts each, tail, runs).
SHAPES = (
    (30, 5, 2.5, 100),
    (30, 10, 2.5, 100),
    (30, 20, 2.5, 50),
    (100, 5, 2.5, 50),
    (100, 10, 2.5, 50),
    (200, 10, 2.5, 50),
    (200, 10, 1.5, 50),
    (1000, 5, 2.5, 10),
    (1000, 10, 2.5, 10),
    (5000, 5, 2.5, 3),
    (5000, 10, 2.5, 3),
)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fewer", type=int, default=1, help="divide the numbers of runs by this")
    fewer = parser.parse_args().fewer
    for people, each, tail, full in SHAPES:
        runs = max(1, full // fewer)
        shape = Shape(people=people, posts_each=each, tail=tail)
        for cross in (0.75, 0.55):
            made = [planted(replace(shape, cross=cross), seed) for seed in range(runs)]
            name = f"{people} people, {each} posts each, tail {tail}, {cross:.0%} cross"
            print(figures(name, [judged(*one) for one in made]), flush=True)
            if cross == 0.75:
                outcomes = [judged(rewired(tables, seed), side) for seed, (tables, side) in enumerate(made)]
                print(figures(f"{name}, rewired", outcomes), flush=True)
    for people in (30, 300, 3000):
        for chords in (0, people // 10, people // 2):
            outcomes = [judged(star(people, seed, chords=chords)) for seed in range(max(1, 100 // fewer))]
            print(figures(f"star of {people} people, {chords} answer each other", outcomes), flush=True)


if __name__ == "__main__":
    main()
