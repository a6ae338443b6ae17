"""Time the stance readings beside what polars itself takes to cut the same texts: ``python -m tests.bench.stance``.

Threads grown from the labelled ones beside the checkout (../shared/labelled): their trees and words, each copy with a
word of its own in every post. One process, one core, CPU seconds (other people's load does not count), in turns.
``acts`` and ``claims``, which it rests on, are timed apart.
"""

from __future__ import annotations

import os

os.environ["POLARS_MAX_THREADS"] = "1"
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402
from statistics import median  # noqa: E402

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "accuracy"))

import labelled_threads  # noqa: E402

from threadscope.analyze.modelled_stance import readings  # noqa: E402
from threadscope.analyze.stance_reader.features import features, in_reading_order, targets  # noqa: E402
from threadscope.analyze.stance_reader.model import shipped  # noqa: E402
from threadscope.analyze.stance_reader.tokens import tokens  # noqa: E402
from threadscope.study import Study  # noqa: E402

LABELLED = HERE.parents[2] / "shared" / "labelled" / "rumoureval_traindev.jsonl"
_COPIES, _TURNS = 8, 5


def grown() -> Study:
    """Return a study of many copies of the labelled threads."""
    study, _ = labelled_threads.read(LABELLED)
    tables = {name: labelled_threads.grown(study.table(name), _COPIES) for name in ("posts", "people")}
    return Study(tables, study.settings)


def _seconds(function: Callable[[], object]) -> float:
    began = time.process_time()
    function()
    return time.process_time() - began


def main() -> None:
    """Print posts a second and ratios."""
    study = grown()
    posts, model = study.table("posts"), shipped()
    began = time.process_time()
    acts = study.table("acts")
    on_acts = time.process_time() - began
    began = time.process_time()
    claims = study.table("claims")
    on_claims = time.process_time() - began
    placed = in_reading_order(posts)
    placed = placed.with_columns(targets(placed, claims).get_columns())
    ways: dict[str, Callable[[], object]] = {
        "polars lower, split, different words": lambda: (
            posts["text"].str.to_lowercase().str.split(" ").explode().unique()
        ),
        "  tokens": lambda: tokens(placed["text"]),
        "  features, with tokens": lambda: features(placed, placed["claim_id"], acts),
        "modelled_stance": lambda: readings(posts, acts, claims, model),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(_TURNS):
        for name, way in ways.items():
            times[name].append(_seconds(way))
    base = median(times["polars lower, split, different words"])
    print(f"{posts.height:,} posts, {posts['text'].str.len_bytes().mean():.0f} bytes each")
    for name, seconds in times.items():
        took = median(seconds)
        print(f"{name:38} {posts.height / took:9,.0f} posts/s   {took / base:5.1f} x the time of polars")
    for name, took in (("acts (once)", on_acts), ("claims (once)", on_claims)):
        print(f"{name:38} {posts.height / took:9,.0f} posts/s   {took / base:5.1f} x the time of polars")


if __name__ == "__main__":
    main()
