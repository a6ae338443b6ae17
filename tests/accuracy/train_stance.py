"""Train the stance weights and write ``threadscope/data/stance.json``: ``python tests/accuracy/train_stance.py``.

Learns from RumourEval 2019 beside the checkout (../shared/labelled; Gorrell et al. 2019, annotations CC BY 4.0).
Needs numpy only and gives the same file on every run. Offsets, bounds and confidences are chosen on readings of posts
whose event the reading weights were not trained on.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import labelled_threads  # noqa: E402
from stance_figures import offsets  # noqa: E402
from stance_fit import fit  # noqa: E402

from threadscope.analyze.stance_reader.features import Features, features, in_reading_order, targets  # noqa: E402
from threadscope.analyze.stance_reader.model import CLASSES, FILE, Model, read  # noqa: E402
from threadscope.analyze.stance_reader.said import TELLING_QUESTIONS, said  # noqa: E402

LABELLED = HERE.parents[2] / "shared" / "labelled" / "rumoureval_traindev.jsonl"
#: Wanted share of right readings among direct answers, above the bound that we promise (.75; comment .85).
_WANTED = {"support": 0.85, "deny": 0.85, "query": 0.85, "comment": 0.85}
#: No bound is taken from fewer readings.
_FEWEST = {"support": 30, "deny": 30, "query": 30, "comment": 200}
#: Words that deny count only where the model does not think that they mean something else.
_DENY_WORDS = 0.1
#: The same for questions that tell what they are about.
_QUERY_WORDS = 0.4
#: Agreement with a parent: reddit_agreement_maskmandate.csv, 100 of 113 right; rounded down. Not trained on.
_AGREE = 0.85
_ABOUT = {
    "what": "weights of threadscope's stance model: support, deny, query, comment toward the claim of a thread",
    "made_by": "tests/accuracy/train_stance.py",
    "learnt_from": "RumourEval 2019, training and development data, English: Gorrell, Kochkina, Liakata, Aker, Zubiaga, Bontcheva & Derczynski (2019), SemEval-2019 Task 7; annotations CC BY 4.0",
    "licence": "CC BY 4.0; attribution as in learnt_from",
    "reads": "log-odds for support, deny, query, comment, in this order; docs/measures/modelled_stance.md",
}


@dataclass(frozen=True)
class Data:
    """Labelled posts, in reading order; ``label`` is -1 where there is none."""

    known: Features
    rows: pl.DataFrame
    label: NDArray[np.int64]
    event: NDArray[np.str_]
    thread: NDArray[np.int64]


def data(path: Path) -> Data:
    """Read labelled threads and compute their features."""
    study, labels = labelled_threads.read(path)
    acts, claims = study.table("acts"), study.table("claims")
    placed = in_reading_order(study.table("posts"))
    placed = placed.with_columns(targets(placed, claims).get_columns())
    known = features(placed, placed["claim_id"], acts)
    rows = said(placed, acts).join(labels, on="post_id", how="left", maintain_order="left")
    number = rows["label"].replace_strict(
        {c: i for i, c in enumerate(CLASSES)}, default=-1, return_dtype=pl.Int64
    )
    return Data(
        known,
        rows,
        number.fill_null(-1).to_numpy(),
        rows["event"].fill_null("").to_numpy().astype(str),
        rows["thread_id"].rle_id().cast(pl.Int64).to_numpy(),
    )


def _bare(weights: dict[str, Any]) -> Model:
    return read(weights | {"offsets": [0, 0, 0, 0], "bounds": {}, "confidence": {}})


def unseen(of: Data, leave: str | None = None) -> NDArray[np.float64]:
    """Return the probabilities of each post by weights that did not see its event; those of ``leave`` are left out."""
    made = np.full((len(of.label), 4), np.nan)
    for event in sorted(set(of.event) - {leave}):
        rows = np.flatnonzero((of.event != event) & (of.event != leave) & (of.label >= 0))
        found = _bare(fit(of.known, of.label, rows, of.event)).probabilities(of.known)
        made[of.event == event] = found[of.event == event]
    return made


def chosen(of: Data, probability: NDArray[np.float64], rows: NDArray[np.int64]) -> dict[str, Any]:
    """Choose offsets, bounds and confidences on readings of unseen events."""
    p, label = probability[rows], of.label[rows]
    told = of.rows[rows]
    direct, says = told["direct"].to_numpy(), told["says"].fill_null("").to_numpy().astype(str)
    rule = told["said_rule"].fill_null("").to_numpy().astype(str)
    strong, source = told["strong"].to_numpy(), told["is_source"].to_numpy()
    # What is shown is shown of X; on Reddit nearly everything is a comment, which would make any bound look safe.
    on_x = ~of.known.at.reddit[rows]
    bounds: dict[str, float] = {"deny_words": _DENY_WORDS, "query_words": _QUERY_WORDS}
    sure: dict[str, float] = {"agree": _AGREE}

    def share(which: NDArray[np.bool_], kind: str) -> float:
        right = int((label[which] == CLASSES.index(kind)).sum())
        return float(np.floor(100 * (right + 1) / (which.sum() + 2)) / 100)

    def at_least(which: NDArray[np.bool_], kind: str) -> float:
        return min(share(which, kind), share(which & on_x, kind))

    for at, kind in enumerate(CLASSES):
        free = (says == "") | ((kind == "query") & (says == "ask"))
        free &= direct & ~source
        reached: float | None = None
        # From the highest down: a bound holds if everything above it holds, not at one lucky place.
        for bound in np.arange(0.96, 0.29, -0.02).round(2):
            which = free & on_x & (p[:, at] >= bound)
            if which.sum() < _FEWEST[kind]:
                continue
            if (label[which] == at).mean() < _WANTED[kind]:
                break
            reached = float(bound)
        if reached is not None:
            bounds[kind], sure[kind] = reached, at_least(free & (p[:, at] >= reached), kind)
    telling = direct & (says == "ask") & np.isin(rule, TELLING_QUESTIONS) & (p[:, 2] >= _QUERY_WORDS)
    sure["query_words"] = at_least(telling, "query")
    sure["deny_words"] = at_least(direct & (says == "deny") & (p[:, 1] >= _DENY_WORDS), "deny")
    sure["support_words"] = at_least(direct & (says == "agree") & strong, "support")
    asks = direct & (says == "ask")
    sure["asks_whether_so"] = at_least(asks & (rule == "asks_whether_so"), "query")
    sure["asks"] = at_least(asks & (rule != "asks_whether_so"), "query")
    add = offsets(p, label, np.unique(of.thread[rows], return_inverse=True)[1])
    guess = (np.log(np.maximum(p, 1e-6)) + add).argmax(1)
    sure["claim_query"] = share(source & (guess == 2), "query")
    sure["claim_support"] = share(source & (guess != 2), "support")
    return {"offsets": add.tolist(), "bounds": bounds, "confidence": sure}


def weights(of: Data, probability: NDArray[np.float64], leave: str | None = None) -> dict[str, Any]:
    """Train on all labelled posts, or on all but those of an event."""
    rows = np.flatnonzero((of.label >= 0) & (of.event != leave))
    return chosen(of, probability, rows) | fit(of.known, of.label, rows, of.event)


def _lines(said: dict[str, Any]) -> str:
    """JSON with one line a feature and word: it can be read, and differences too."""
    parts = []
    for name, value in said.items():
        if isinstance(value, dict):
            inner = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in value.items())
            parts.append(f"{json.dumps(name)}: {{\n{inner}\n}}")
        else:
            parts.append(f"{json.dumps(name)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> None:
    """Train and write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("path", type=Path, nargs="?", default=LABELLED)
    arguments.add_argument("-o", "--out", type=Path, default=FILE)
    given = arguments.parse_args()
    of = data(given.path)
    made = weights(of, unseen(of))
    threads = sorted(
        {labelled_threads.fingerprint(str(t["thread"])) for t in labelled_threads.threads(given.path)}
    )
    about = _ABOUT | {"n_posts": int((of.label >= 0).sum()), "n_events": len(set(of.event))}
    given.out.write_text(_lines({"about": about} | made | {"threads": threads}), encoding="utf-8")
    print(json.dumps({name: made[name] for name in ("offsets", "bounds", "confidence")}))


if __name__ == "__main__":
    main()
