"""Measure how well the sign of the sentiment score agrees with people: ``python tests/accuracy/sentiment.py``.

Reads the labelled posts beside the checkout (../shared/labelled). Macro-recall is the mean over negative,
neutral and positive of the share that is found; calling everything one thing gives .333. The thresholds are
those of the research notes, fixed beforehand, not tuned here.
"""

from __future__ import annotations

import html
import math
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import mean

from threadscope.analyze.words.pattern import score
from threadscope.analyze.words.spoken_words import spoken_words

LABELLED = Path(__file__).resolve().parents[3] / "shared" / "labelled"
#: Name -> how a text is scored, and above which score it counts as positive (below 0 is negative).
WAYS: dict[str, tuple[Callable[[str], str], float]] = {
    "TextBlob as it is, < 0 and > 0": (str, 0.0),
    "on prepared text, < 0 and > 0": (spoken_words, 0.0),
    "on prepared text, < 0 and > .136": (spoken_words, 0.136),
}


def read(name: str) -> list[tuple[str, str]]:
    """Return label and text of every post of a file."""
    lines = (LABELLED / name).read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t", 2) for line in lines if line]
    return [(label, html.unescape(text)) for _, label, text in rows]


def polarity(text: str, prepare: Callable[[str], str]) -> float:
    """Return the score of a text after preparation."""
    return score(prepare(text)).polarity


def macro_recall(rows: list[tuple[str, float]], positive: float) -> float:
    """Return the mean over the labels of the share found."""
    found = defaultdict(list)
    for label, value in rows:
        said = "negative" if value < 0 else "positive" if value > positive else "neutral"
        found[label].append(said == label)
    return mean(mean(hits) for hits in found.values())


def correlation(pairs: list[tuple[float, float]]) -> float:
    """Return Pearson's r."""
    xs, ys = zip(*pairs, strict=True)
    mx, my = mean(xs), mean(ys)
    top = sum((x - mx) * (y - my) for x, y in pairs)
    return top / math.sqrt(sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys))


def main() -> None:
    """Print the figures."""
    for name in ("sentiment_semeval13_16.tsv", "sentiment_s140_test359.tsv", "sentiment_sarcasm14.tsv"):
        rows = read(name)
        print(f"{name}: {len(rows):,} posts, labels {sorted({label for label, _ in rows})}")
        for way, (prepare, positive) in WAYS.items():
            scored = [(label, polarity(text, prepare)) for label, text in rows]
            print(f"  macro-recall {macro_recall(scored, positive):.3f}  {way}")
        prepared = [(label, score(spoken_words(text))) for label, text in rows]
        silent = mean(not any(weight for _, weight in found.chunks) for _, found in prepared)
        neutral = [found.polarity for label, found in prepared if label == "neutral"]
        print(
            f"  no leaning word: {silent:.0%}"
            + (f"; neutral posts score {mean(neutral):+.3f}" if neutral else "")
        )
    lines = (LABELLED / "hutto_tweets" / "tweets_GroundTruth.txt").read_text(encoding="utf-8").split("\n")
    rated = [line.split("\t", 2) for line in lines if line]
    pairs = [(float(value), polarity(text, spoken_words)) for _, value, text in rated]
    print(
        f"hutto_tweets: correlation with the mean of 20 raters {correlation(pairs):.3f} over {len(pairs):,} posts"
    )


if __name__ == "__main__":
    main()
