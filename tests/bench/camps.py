"""How long camps take: ``python -m tests.bench.camps``.

One planted thread of 5,000 people and 50,000 posts, in which camps are found (the dearest case: all rewired
copies are tried), and an archive of many small threads, most of which are passed over at once.
"""

from __future__ import annotations

import time

import polars as pl

from tests.accuracy.camps import Shape, planted, star
from threadscope.analyze.camp_tests import camp_tests
from threadscope.analyze.camps import camps
from threadscope.settings import Settings

_SMALL = 2000
_IDS = ("thread_id", "post_id", "parent_id", "target_id", "claim_id", "author_id", "target_author_id")


def measured(name: str, tables: dict[str, pl.DataFrame]) -> None:
    """Print wall and processor seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    tests = camp_tests(**tables, settings=Settings())
    middle = time.perf_counter(), time.process_time()
    people = camps(**tables, camp_tests=tests, settings=Settings())
    print(
        f"{name}: {tables['posts'].height:,} posts, {people.height:,} people, {tests.height:,} threads, "
        f"{(tests['verdict'] == 'found').sum()} found; camp_tests {middle[0] - wall:.1f} s ({middle[1] - cpu:.1f} s cpu), "
        f"camps {time.perf_counter() - middle[0]:.1f} s ({time.process_time() - middle[1]:.1f} s cpu)"
    )


def many(number: int) -> dict[str, pl.DataFrame]:
    """Return stars of 30 people, in every tenth of which 15 answer each other."""
    parts = [star(30, seed, chords=15 if seed % 10 == 0 else 0) for seed in range(20)]
    copies = [_copy(parts[place % len(parts)], f"{place}-") for place in range(number)]
    return {name: pl.concat([copy[name] for copy in copies]) for name in copies[0]}


def _copy(tables: dict[str, pl.DataFrame], prefix: str) -> dict[str, pl.DataFrame]:
    """Return the same thread under other ids."""
    return {
        name: frame.with_columns(
            (pl.lit(prefix) + pl.col(column)).alias(column) for column in _IDS if column in frame.columns
        )
        for name, frame in tables.items()
    }


def main() -> None:
    """Run both."""
    measured("large", planted(Shape(people=5000, posts_each=10), 0)[0])
    measured("many", many(_SMALL))


if __name__ == "__main__":
    main()
