"""Measure what posts say outright against labels: ``python tests/accuracy/acts.py``.

Reads RumourEval 2019 and the reply pairs of Reddit beside the checkout (../shared/labelled). RumourEval's labels
say what a post does toward the claim of the thread, so precision of denials and questions is meant for direct
answers; nested answers are printed to show why they stay undetermined toward the claim. The reply pairs say
whether a reply agrees with what it answers. Rules were written looking at one half of the events (``seen``)
and of the pairs; the other half shows what carries over. Nothing is learnt here.
"""

from __future__ import annotations

import csv
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from threadscope.analyze.words.agreement import ONLY_FORTH, agreement
from threadscope.analyze.words.denial import ONLY_BACK, denial
from threadscope.analyze.words.question import question

LABELLED = Path(__file__).resolve().parents[3] / "shared" / "labelled"
#: Events that were looked at when rules were written.
SEEN = {"charliehebdo", "sydneysiege", "illary", "germanwings-crash", "ebola-essien"}
_MENTIONS = re.compile(r"\s*(?:\.?@\w+\s+)*")
_RELATIONS = {"0": "disagree", "1": "neutral", "2": "agree"}


def answers() -> Iterator[tuple[str, str, bool, str]]:
    """Yield half, label, whether the answer is direct, and text of every labelled answer."""
    for line in (LABELLED / "rumoureval_traindev.jsonl").read_text(encoding="utf-8").split("\n"):
        thread = json.loads(line) if line else {"posts": []}
        for post in thread["posts"]:
            if not post["source"]:
                half = "seen" if post["event"] in SEEN else "unseen"
                yield half, post["label"], post["parent"] == thread["source"], html.unescape(post["text"])


def pairs() -> Iterator[tuple[str, str, str]]:
    """Yield half, label and text of every labelled reply of Reddit."""
    text = (LABELLED / "reddit_agreement_maskmandate.csv").read_text(encoding="utf-8", errors="replace")
    for nth, pair in enumerate(csv.DictReader(text.splitlines(keepends=True))):
        yield (
            ("unseen", "seen")[nth % 2 == 0],
            _RELATIONS[pair["relation"]],
            pair["response_text"].replace("\ufffd", "'"),
        )


def rules(text: str, *, direct: bool) -> Iterator[tuple[str, str]]:
    """Yield the label that is expected where something fires on a text, and the rule."""
    begins = _MENTIONS.match(text).end()
    denied = denial(text, begins)
    if denied and not (direct and denied.rule in ONLY_BACK):
        yield "deny", denied.rule
    elif asked := question(text, begins):
        yield "query", asked.rule
    agreed = agreement(text, begins)
    if agreed and (direct or agreed.rule not in ONLY_FORTH):
        yield "support", agreed.rule


def count() -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
    """Return how often each rule fired, how often the label confirms it, and how many posts have the label."""
    fired, right, labelled = Counter(), Counter(), Counter()
    for half, label, direct, text in answers():
        place = f"{'direct' if direct else 'nested'}, {half}"
        labelled[place, label] += 1
        for want, rule in rules(text, direct=direct):
            for name in ("(all)", rule):
                fired[place, want, name] += 1
                right[place, want, name] += want == label
    toward = {"deny": "disagree", "support": "agree"}
    for half, label, text in pairs():
        place = f"pairs, {half}"
        labelled[place, label] += 1
        for want, rule in rules(text, direct=False):
            for name in ("(all)", rule) if want in toward else ():
                fired[place, toward[want], name] += 1
                right[place, toward[want], name] += toward[want] == label
    return fired, right, labelled


def main() -> None:
    """Print the figures."""
    fired, right, labelled = count()
    for key in sorted(fired):
        place, want, rule = key
        precision, coverage = right[key] / fired[key], right[key] / max(1, labelled[place, want])
        print(
            f"{place:16} {want:9} {rule:24} precision {right[key]:3}/{fired[key]:<3} = {precision:.2f}   coverage {coverage:.3f}"
        )


if __name__ == "__main__":
    main()
