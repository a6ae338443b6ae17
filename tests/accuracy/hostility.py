"""Measure hostile words against a reader: ``python tests/accuracy/hostility.py PATH... -o sheet.csv``.

Writes one line a hit, with the post and the post that it answers, and an empty column ``right``. Somebody reads each line
and writes 1 (the words are an insult said to somebody, a slur, or an accusation of lying said to somebody, in earnest) or 0;
``--judged sheet.csv`` then prints the precision of each kind and rule with its 95 % interval (Wilson 1927). Judge only threads
that nobody looked at when the list was written. Sheets hold other people's words: keep them out of the repository.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import polars as pl

import threadscope


def sheet(path: Path) -> pl.DataFrame:
    """Return the hits in an archive; the same words in the same text stand in it once."""
    study = threadscope.read(path).study()
    posts = study.table("posts")
    parents = posts.select(target_id="post_id", answers="text")
    handles = posts.select("thread_id", target_author_id="author_id", said_to="handle").drop_nulls().unique()
    return (
        study.table("phrase_hostility")
        .join(posts.select("post_id", "handle", "text"), on="post_id")
        .join(parents, on="target_id", how="left")
        .join(
            handles.unique(["thread_id", "target_author_id"]),
            on=["thread_id", "target_author_id"],
            how="left",
        )
        .unique(["text", "words"], keep="first", maintain_order=True)
        .select(
            "post_id",
            "kind",
            "rule",
            "words",
            "handle",
            "said_to",
            "text",
            "answers",
            right=pl.lit(None, pl.Int64),
        )
    )


def wilson(right: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share.

    >>> tuple(round(end, 2) for end in wilson(9, 10))
    (0.6, 0.98)
    """
    z, share = 1.96, right / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return middle - half, middle + half


def figures(judged: pl.DataFrame) -> None:
    """Print the precision of all hits, of each kind and of each rule."""
    told = judged.drop_nulls("right")
    for name, group in (("all", told.with_columns(all=pl.lit("all"))), ("kind", told), ("rule", told)):
        for (value,), hits in group.group_by(name, maintain_order=True):
            right, n = int(hits["right"].sum()), hits.height
            low, high = wilson(right, n)
            print(
                f"{value!s:28} precision {right:3}/{n:<3} = {right / n:.3f}   95 % interval {low:.2f} to {high:.2f}"
            )


def main() -> None:
    """Write the sheet, or print the figures of a judged one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=Path("hostility.csv"))
    parser.add_argument("--judged", type=Path)
    given = parser.parse_args()
    if given.judged:
        figures(pl.read_csv(given.judged, schema_overrides={"post_id": pl.String, "right": pl.Int64}))
        return
    found = pl.concat([sheet(path) for path in given.paths]).unique(
        ["text", "words"], keep="first", maintain_order=True
    )
    found.write_csv(given.out)
    print(f"{found.height} hits to judge in {given.out}")


if __name__ == "__main__":
    main()
