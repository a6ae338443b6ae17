"""Score a sentiment backend on labelled posts: ``python tests/accuracy/score.py sentiment FILE.tsv --backend NAME``.

The file holds one post a line: id, label and text, parted by tabs; HTML entities are resolved. The labels are
negative, neutral and positive, or other names for these. What is scored is the table ``lexicon_sentiment``, as in a
report. A post without signal counts as neutral here, because every post has a label; nowhere else does it. Where a
file has only negative and positive posts, all means are over these two, and a post called neutral is an error.
"""

from __future__ import annotations

import argparse
import html
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from threadscope import schema
from threadscope.analyze.lexicon_sentiment import BACKENDS, lexicon_sentiment
from threadscope.analyze.words.tone_bounds import BOUNDS, side
from threadscope.settings import Settings

__all__ = ["BOUNDS", "add_arguments", "read", "run"]

#: Other names of the labels, lower case.
_NAMES = {
    "negative": ("negative", "neg", "-1", "-1.0", "-", "extremely negative"),
    "neutral": ("neutral", "neu", "0", "0.0", "objective", "objective-or-neutral", "none"),
    "positive": ("positive", "pos", "1", "1.0", "+1", "+", "extremely positive"),
}
_LABELS = tuple(_NAMES)
_LABEL_OF = {name: label for label, names in _NAMES.items() for name in names}
_HEADINGS = ("label", "sentiment", "class", "polarity")
#: A few texts with every backend's first-time costs, so that the pace is that of the posts.
_WARM = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the measure needs."""
    parser.add_argument("file", type=Path, help="tab-separated id, label, text; with or without a heading")
    parser.add_argument("--backend", choices=sorted(BACKENDS), default="textblob", help="default: textblob")


def read(path: Path) -> list[tuple[str, str, str]]:
    """Return id, label and text of every post of a file.

    Raises
    ------
    SystemExit
        With a message, for a line that is not id, label, text, or a label that cannot be told.
    """
    rows: list[tuple[str, str, str]] = []
    # only \n ends a line: texts may hold other signs that Python's splitlines would break at
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        if not line.strip():
            continue
        parts = line.rstrip("\r").split("\t", 2)
        if len(parts) < 3:
            raise SystemExit(f"{path}, line {number}: expected id, label and text parted by tabs")
        post_id, said, text = parts
        label = _LABEL_OF.get(said.strip().strip('"').lower())
        if label is None:
            if not rows and said.strip().lower() in _HEADINGS:
                continue
            raise SystemExit(
                f"{path}, line {number}: the label {said!r} is none of {', '.join(_LABELS)} (or neg, neu, pos, -1, 0, 1)"
            )
        rows.append((post_id, label, html.unescape(text)))
    if not rows:
        raise SystemExit(f"{path}: no posts")
    return rows


def _posts(texts: list[str]) -> pl.DataFrame:
    """Return the texts as posts of one thread, in English as the file says by holding them."""
    began = datetime(2020, 1, 1, tzinfo=UTC)
    ids = [f"p{number:09}" for number in range(len(texts))]
    columns = pl.DataFrame({"post_id": ids, "text": texts}).with_columns(
        thread_id=pl.lit("p000000000"), lang=pl.lit("en"), created_at=pl.lit(began)
    )
    missing = [
        pl.lit(None, dtype=dtype).alias(name)
        for name, dtype in schema.SCHEMAS["posts"].dtypes.items()
        if name not in columns.columns
    ]
    return columns.with_columns(missing)


def _recall(said: list[str], labels: list[str], label: str) -> float:
    hits = [word == label for word, right in zip(said, labels, strict=True) if right == label]
    return sum(hits) / len(hits)


def _f1(said: list[str], labels: list[str], label: str) -> float:
    both = sum(word == right == label for word, right in zip(said, labels, strict=True))
    return 2 * both / (said.count(label) + labels.count(label))


def run(given: argparse.Namespace) -> None:
    """Score the file and print the figures, the headline first."""
    rows = read(given.file)
    labels = [label for _, label, _ in rows]
    settings = Settings(sentiment=given.backend)
    lexicon_sentiment(_posts(["so warm a day", *(text for _, _, text in rows[:_WARM])]), settings=settings)
    posts = _posts([text for _, _, text in rows])
    began = time.process_time()
    table = lexicon_sentiment(posts, settings=settings)
    seconds = time.process_time() - began
    signs = table.select(side(pl.col("polarity"), pl.col("backend")).fill_null(0)).to_series().to_list()
    said = [_LABELS[sign + 1] for sign in signs]
    present = [label for label in _LABELS if label in labels]
    statuses = Counter(table["status"].to_list())

    print(f"macro-recall {sum(_recall(said, labels, label) for label in present) / len(present):.3f}")
    print(f"macro-F1     {sum(_f1(said, labels, label) for label in present) / len(present):.3f}")
    print(f"accuracy     {sum(a == b for a, b in zip(said, labels, strict=True)) / len(rows):.3f}")
    for label in present:
        print(f"recall {label:9} {_recall(said, labels, label):.3f}  of {labels.count(label):,} posts")
    means = table.group_by(pl.Series("label", labels)).agg(pl.col("polarity").mean())
    mean = dict(means.iter_rows())
    print("mean polarity: " + ", ".join(f"{label} {mean[label] or 0:+.3f}" for label in present))
    low, high = BOUNDS[given.backend]
    print(f"backend {given.backend}: negative below {low:.3f}, positive above {high:.3f}")
    print(
        f"{len(rows):,} posts; without signal {statuses['no_signal'] / len(rows):.1%}, not scored {statuses['not_scored'] / len(rows):.1%}"
    )
    print(f"{len(rows) / max(seconds, 1e-9):,.0f} posts a second (one core, processor time)")
