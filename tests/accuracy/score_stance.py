"""Score stance on labelled threads: ``score.py stance FILE.jsonl`` (layout of ``rumoureval_traindev.jsonl``).

The readings are those of the product: posts become tables, the analyzer reads them. The first line is macro-F1 over
all labelled posts by the best guess; below stand the figures of each class, of replies, of what would be shown, the
calibration error, each event and the speed. Needs no more than the package, and nothing beside the file.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from statistics import median

import labelled_threads
import numpy as np
import polars as pl
from stance_figures import calibration_error, confusion, f1, macro_f1, wilson

from threadscope.analyze.modelled_stance import readings
from threadscope.analyze.stance_reader.model import CLASSES, FILE, Model, read, shipped
from threadscope.study import Study

#: Resampled threads for the intervals.
_DRAWS = 500
#: Posts to time, and how often: the median counts.
_TIMED, _TURNS = 50_000, 3
_COMMENT = CLASSES.index("comment")


def _rows(readings_: pl.DataFrame, labels: pl.DataFrame) -> pl.DataFrame:
    """Labelled posts with their readings; a post without words is no support, denial or question."""
    number = {name: at for at, name in enumerate(CLASSES)}
    return (
        labels.filter(pl.col("label").is_not_null())
        .join(readings_, on="post_id", how="left")
        .with_columns(
            truth=pl.col("label").replace_strict(number, return_dtype=pl.Int64),
            guess=pl.col("likeliest").fill_null("comment").replace_strict(number, return_dtype=pl.Int64),
        )
        .sort("thread", "post_id")
    )


def _interval(rows: pl.DataFrame) -> tuple[float, float]:
    """95 % interval of macro-F1 by resampling threads."""
    truth, guess = rows["truth"].to_numpy(), rows["guess"].to_numpy()
    thread = rows["thread"].rle_id().to_numpy()
    n = int(thread.max()) + 1
    cells = np.zeros((n, 16))
    np.add.at(cells, (thread, truth * 4 + guess), 1)
    draw = np.random.default_rng(0)
    reached = []
    for _ in range(_DRAWS):
        counts = cells[draw.integers(0, n, n)].sum(0).reshape(4, 4)
        reached.append(float(f1(counts).mean()))
    low, high = np.quantile(reached, [0.025, 0.975])
    return float(low), float(high)


def _line(name: str, rows: pl.DataFrame) -> str:
    if rows.is_empty():
        return f"{name:30} no labelled posts"
    low, high = _interval(rows)
    truth, guess = rows["truth"].to_numpy(), rows["guess"].to_numpy()
    return (
        f"{name:30} macro-F1 {macro_f1(truth, guess):.3f} [{low:.3f}, {high:.3f}]   "
        f"accuracy {(truth == guess).mean():.3f}   n {rows.height:,}"
    )


def _shown(name: str, rows: pl.DataFrame) -> list[str]:
    """Precision and coverage of what is shown toward the claim."""
    lines = []
    for kinds in (("support", "deny"), *((kind,) for kind in CLASSES)):
        said = rows.filter(pl.col("toward_claim").is_in(kinds))
        right = said.filter(pl.col("toward_claim") == pl.col("label")).height
        wanted = rows.filter(pl.col("label").is_in(kinds)).height
        low, high = wilson(right, said.height)
        share = f"{right / said.height:.3f}" if said.height else "  -  "
        lines.append(
            f"  {name:8} {'/'.join(kinds):13} precision {share} [{low:.2f}, {high:.2f}] ({right} of {said.height})"
            f"   coverage {right / max(1, wanted):.3f} (of {wanted})"
        )
    return lines


def report(rows: pl.DataFrame) -> list[str]:
    """Return the lines to print."""
    truth, guess = rows["truth"].to_numpy(), rows["guess"].to_numpy()
    counts = confusion(truth, guess)
    lines = [f"macro-F1 {macro_f1(truth, guess):.3f}"]
    lines += [_line("all posts", rows), _line("replies only", rows.filter(~pl.col("is_source")))]
    for at, kind in enumerate(CLASSES):
        precision = counts[at, at] / max(1, counts[:, at].sum())
        recall = counts[at, at] / max(1, counts[at].sum())
        lines.append(
            f"  {kind:8} precision {precision:.3f}  recall {recall:.3f}  F1 {f1(counts)[at]:.3f}  n {counts[at].sum():,}"
        )
    read_ = rows.filter(pl.col("p_comment").is_not_null())
    if read_.height:
        p = read_.select([f"p_{name}" for name in CLASSES]).to_numpy()
        label = read_["truth"].to_numpy()
        error = calibration_error(p.max(1), p.argmax(1) == label)
        each = ", ".join(f"{k} {calibration_error(p[:, i], label == i):.3f}" for i, k in enumerate(CLASSES))
        lines.append(
            f"calibration error {error:.3f} (most probable class); by class: {each}; read {read_.height:,} of {rows.height:,}"
        )
    replies = rows.filter(~pl.col("is_source"))
    lines.append("shown toward the claim, among replies:")
    lines += _shown("all", replies)
    lines += _shown("direct", replies.filter("is_direct"))
    lines += _shown("nested", replies.filter(~pl.col("is_direct")))
    lines.append("by event:")
    for (event,), part in rows.sort("event", maintain_order=True).group_by("event", maintain_order=True):
        lines.append("  " + _line(str(event), part))
    return lines


def _left_out(path: Path, study: Study) -> pl.DataFrame:
    """Readings of each event by weights, offsets and bounds that did not see it."""
    import train_stance

    of = train_stance.data(path)
    probability = train_stance.unseen(of)
    parts = []
    for event in sorted(set(of.event)):
        model = read(train_stance.weights(of, probability, leave=event))
        ids = of.rows.filter(pl.Series(of.event == event))["post_id"]
        found = _read(study, model)
        parts.append(found.filter(pl.col("post_id").is_in(ids.implode())))
    return pl.concat(parts)


def _read(study: Study, model: Model) -> pl.DataFrame:
    return readings(study.table("posts"), study.table("acts"), study.table("claims"), model)


def _speed(study: Study) -> str:
    """Posts a second of the analyzer in one core's seconds, on the file's threads copied until they are many."""
    posts = study.table("posts")
    if posts.is_empty():
        return "no posts"
    copies = -(-_TIMED // posts.height)
    many = [labelled_threads.grown(study.table(name), copies) for name in ("posts", "acts", "claims")]
    seconds = []
    for _ in range(_TURNS):
        started = time.process_time()
        readings(*many, shipped())
        seconds.append(time.process_time() - started)
    started = time.process_time()
    Study({name: study.table(name) for name in ("posts", "people", "ghosts")}, study.settings).table("acts")
    words = time.process_time() - started
    return (
        f"{many[0].height / median(seconds):,.0f} posts a second on one core (modelled_stance, on {copies} copies of these "
        f"threads; the table acts, on which it rests: {posts.height / words:,.0f})"
    )


def _seen(path: Path) -> str | None:
    known = set(json.loads(FILE.read_text(encoding="utf-8"))["threads"])
    ids = [str(thread["thread"]) for thread in labelled_threads.threads(path)]
    seen = sum(labelled_threads.fingerprint(name) in known for name in ids)
    if not seen:
        return None
    return (
        f"WARNING: the shipped weights were trained on {seen} of these {len(ids)} threads, so this says little about "
        "others; --loeo leaves each event out"
    )


def run(given: argparse.Namespace) -> None:
    """Print the figures."""
    study, labels = labelled_threads.read(given.path)
    shipped()
    if given.loeo:
        found, note = _left_out(given.path, study), "each event read by weights that were not trained on it"
    else:
        found, note = study.table("modelled_stance"), _seen(given.path)
    lines = report(_rows(found, labels))
    lines[1:1] = [note] if note else []
    print("\n".join([*lines, _speed(study)]))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what is scored."""
    parser.add_argument("path", type=Path, help="labelled threads, one a line")
    parser.add_argument(
        "--loeo", action="store_true", help="train anew for each event, on the others (some minutes)"
    )
