"""Time the words that many share beside the cutting of words that they rest on: ``python -m tests.bench.words``.

A generated thread, one process, one core, CPU seconds (other people's load does not count), in turns.
"""

from __future__ import annotations

import os

os.environ["POLARS_MAX_THREADS"] = "1"

import sys
import time
from collections.abc import Callable
from statistics import median

from tests.charts.drawing import generated
from threadscope.analyze.shared_words import shared_words
from threadscope.analyze.term_counts import words_of

_TURNS = 5


def _seconds(function: Callable[[], object]) -> float:
    began = time.process_time()
    function()
    return time.process_time() - began


def main(n_posts: int = 100_000) -> None:
    """Print CPU seconds and their ratio."""
    study = generated(n_posts)
    posts, claims = study.table("posts"), study.table("claims")
    ways: dict[str, Callable[[], object]] = {
        "words_of": lambda: words_of(posts),
        "shared_words": lambda: shared_words(posts, claims),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(_TURNS):
        for name, way in ways.items():
            times[name].append(_seconds(way))
    base = median(times["words_of"])
    print(f"{posts.height:,} posts")
    for name, seconds in times.items():
        print(f"{name:14} {median(seconds):6.2f} s   {median(seconds) / base:4.1f} x the time of words_of")


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:]))
