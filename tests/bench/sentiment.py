"""Time the sentiment scores beside TextBlob's: ``python tests/bench/sentiment.py``.

The same unseen texts for all, in turns, one process, CPU seconds (other people's load does not count). What is
remembered of tokens was warmed on other texts, as it is in an archive after the first few thousand posts.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median

from threadscope.analyze.words import blend_score, vader_score
from threadscope.analyze.words.pattern import score
from threadscope.analyze.words.spoken_words import spoken_words

LABELLED = Path(__file__).resolve().parents[3] / "shared" / "labelled" / "sentiment_semeval13_16.tsv"
_WARM, _TIMED, _TURNS = 20_000, 5_000, 5


def _seconds(function: Callable[[str], object], texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        function(text)
    return time.process_time() - began


def main() -> None:
    """Print posts a second and ratios."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from textblob import TextBlob
        from textblob.en import sentiment
    lines = LABELLED.read_text(encoding="utf-8").split("\n")
    texts = [line.split("\t", 2)[2] for line in lines if line]
    ways = {
        "TextBlob(text).sentiment": lambda text: TextBlob(text).sentiment,
        "textblob.en.sentiment": sentiment,
        "threadscope": score,
    }
    for text in texts[:_WARM]:
        score(text)
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(_TURNS):
        unseen = texts[_WARM + turn * _TIMED : _WARM + (turn + 1) * _TIMED]
        for name, function in ways.items():
            times[name].append(_seconds(function, unseen))
    ours = median(times["threadscope"])
    for name, seconds in times.items():
        print(
            f"{name:26} {_TIMED / median(seconds):9,.0f} posts/s   threadscope is {median(seconds) / ours:.1f}x as fast"
        )
    print("the backends, each on the same prepared texts:")
    prepared = [spoken_words(text) for text in texts[: _WARM + _TIMED * _TURNS]]
    backends = {"textblob": score, "vader": vader_score.score, "blend": blend_score.score}
    for name, function in backends.items():
        for text in prepared[:_WARM]:
            function(text)
        turns = [prepared[_WARM + turn * _TIMED :][:_TIMED] for turn in range(_TURNS)]
        print(f"{name:26} {_TIMED / median(_seconds(function, turn) for turn in turns):9,.0f} posts/s")


if __name__ == "__main__":
    main()
