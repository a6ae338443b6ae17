"""Measure outright denials and real questions against labels: ``python tests/accuracy/stance.py``.

Reads RumourEval 2019 beside the checkout (../shared/labelled). Its labels say what a post does toward the
claim of the thread, so precision is meant for direct answers; nested answers are printed to show why they stay
undetermined toward the claim. Nothing is learnt here; figures are split by event.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from threadscope.analyze.denial import denial
from threadscope.analyze.question import question

LABELLED = Path(__file__).resolve().parents[3] / "shared" / "labelled"
_MENTIONS = re.compile(r"\s*(?:\.?@\w+\s+)*")


def answers() -> Iterator[tuple[str, str, bool, str]]:
    """Yield event, label, whether the answer is direct, and text of every labelled answer."""
    for line in (LABELLED / "rumoureval_traindev.jsonl").read_text(encoding="utf-8").split("\n"):
        thread = json.loads(line) if line else {"posts": []}
        for post in thread["posts"]:
            if not post["source"]:
                yield (
                    post["event"],
                    post["label"],
                    post["parent"] == thread["source"],
                    html.unescape(post["text"]),
                )


def rules(text: str) -> Iterator[str]:
    """Yield what fires on a text."""
    begins = _MENTIONS.match(text).end()
    if found := denial(text, begins):
        yield "deny"
        yield f"deny: {found.rule}"
    elif asked := question(text, begins):
        yield f"query: {asked.rule}"


def main() -> None:
    """Print the figures."""
    fired, right, labelled = Counter(), Counter(), Counter()
    for event, label, direct, text in answers():
        kind = "reddit" if event.startswith("reddit") else event
        for place in ("direct" if direct else "nested", *([f"direct, {kind}"] if direct else [])):
            labelled[place, label] += 1
            for rule in rules(text):
                fired[place, rule] += 1
                right[place, rule] += rule.split(":")[0] == label
    for place, rule in sorted(fired):
        wanted = labelled[place, rule.split(":")[0]]
        hits, all_fired = right[place, rule], fired[place, rule]
        print(
            f"{place:28} {rule:30} precision {hits:3}/{all_fired:<3} = {hits / all_fired:.2f}   coverage {hits / max(1, wanted):.3f}"
        )


if __name__ == "__main__":
    main()
