"""Write what readers need to judge threadscope's sentences: ``score.py findings PATH -o sheet.csv``.

One row a finding, with the posts it cites and nothing else: whoever judges whether the posts support the
sentence must not see rules, confidences or the rest of the thread. Sheets hold real texts; keep them out of
the repository.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl

import threadscope

#: A cell that begins like this would be a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("plain")
    ("'=1+1", 'plain')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _said(post: dict[str, object], thread_id: str) -> str:
    moment = post["created_at"]
    where = "" if post["thread_id"] == thread_id else "[in another thread of the archive] "
    when = f"{moment:%Y-%m-%d %H:%M:%S}" if moment else "time not known"
    media = "".join(f" [{item['kind']}]" for item in post["media"])
    likes = f", {post['like_count']} likes" if post["like_count"] is not None else ""
    return f"{where}@{post['handle'] or '?'} ({when}{likes}){media}: {post['text'] or ''}"


def _chosen(threads: pl.DataFrame, least: int, number: int | None, seed: int, leave: set[str]) -> list[str]:
    """Draw threads at random, the same ones for the same seed."""
    large = sorted(set(threads.filter(pl.col("n_posts") >= least)["thread_id"]) - leave)
    return large if number is None else sorted(random.Random(seed).sample(large, min(number, len(large))))


def rows(archive: threadscope.Archive, thread_ids: list[str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield thread, kind, wording and cited posts of every finding about some threads."""
    study = archive.study()
    posts = {row["post_id"]: row for row in study.table("posts").iter_rows(named=True)}
    findings = study.table("findings").filter(pl.col("thread_id").is_in(thread_ids))
    for row in findings.sort("thread_id", maintain_order=True).iter_rows(named=True):
        cited = [_said(posts[post_id], row["thread_id"]) for post_id in row["evidence"] if post_id in posts]
        if row["n_evidence"] > len(cited):
            cited.append(f"(the strongest {len(cited)} of {row['n_evidence']:,} posts)")
        yield row["thread_id"], row["kind"], row["wording"], "\n".join(cited)


def run(given: argparse.Namespace) -> None:
    """Write the sheet."""
    archive = threadscope.read(given.path)
    leave = set(given.leave.read_text(encoding="utf-8").split()) if given.leave else set()
    thread_ids = _chosen(archive.threads, given.least, given.threads, given.seed, leave)
    sheet = list(rows(archive, thread_ids))
    with given.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["thread", "kind", "sentence", "posts cited"])
        writer.writerows([safe(cell) for cell in row] for row in sheet)
    print(f"{len(sheet)} findings about {len(thread_ids)} threads", file=sys.stderr)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the sheet is made of."""
    parser.add_argument("path", help="an X thread export")
    parser.add_argument("-o", "--out", type=Path, required=True, help="the sheet, CSV")
    parser.add_argument("--threads", type=int, help="draw so many threads (all)")
    parser.add_argument("--least", type=int, default=1, help="only threads of so many posts (1)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--leave", type=Path, help="a file of thread ids that are not drawn")
