"""Train the blend of word lists and write its two data files: ``python tests/accuracy/train_blend.py``.

Weights are learnt from hutto_tweets alone (4,200 posts, each rated by 20 and more people from -4 to 4; C.J. Hutto,
MIT licence): the share of raters below 0, at 0 and above 0 is what a post is to be read as. The valences are those
of VADER's word list (the same author and licence), read from the installed vaderSentiment. Only the two offsets,
that is where negative and positive begin, are set on half of the SemEval posts; no weight is.
"""

from __future__ import annotations

import html
import json
import math
import re
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from threadscope.analyze.words.blend_features import FEATURES, features
from threadscope.analyze.words.blend_weights import FOLDER
from threadscope.analyze.words.blend_words import Reader
from threadscope.analyze.words.pattern import score
from threadscope.analyze.words.spoken_words import spoken_words

sys.path.insert(0, str(Path(__file__).resolve().parent))
import score_sentiment

LABELLED = Path(__file__).resolve().parents[3] / "shared" / "labelled"
#: A word is learnt from at least so many posts; how strongly words and numbers are held back.
_FEWEST, _HOLD_WORDS, _HOLD_NUMBERS = 3, 15.0, 3.0
#: A word that adds less than this to both sides is not worth a line.
_LEAST = 0.01
_STEPS = 150
_LEARNABLE = re.compile(r"(?:not )?(?:[a-z]{2}[a-z']*|\W{2,3}|\W+[dopx])")
_BOUND = score_sentiment.BOUNDS["blend"][1]


def valences() -> dict[str, float]:
    """Return VADER's words that the blend's tokens can be, with their mean rating."""
    spec = find_spec("vaderSentiment")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit('training reads VADER\'s word list: pip install "threadscope[vader]"')
    path = Path(spec.submodule_search_locations[0]) / "vader_lexicon.txt"
    found, plain = {}, Reader({}, {})
    for line in path.read_text(encoding="utf-8").splitlines():
        word, rating, *_ = line.split("\t")
        said = plain.words(word)
        if len(said) == 1 and said[0].word == word.lower():
            found[word.lower()] = float(rating)
    return found


def numbers(texts: list[str], known: dict[str, float]) -> tuple[np.ndarray, list[set[str]]]:
    """Return one row of numbers a text, and its words, the negated ones marked."""
    rows, said, reader = [], [], Reader(known, {})
    for text in map(spoken_words, texts):
        found = reader.words(text)
        rows.append(features(text, found, score(text)))
        said.append({word.name for word in found})
    return np.array(rows), said


def rated() -> tuple[list[str], np.ndarray]:
    """Return the rated posts, and of each the shares of its raters below 0, at 0 and above 0."""
    folder = LABELLED / "hutto_tweets"
    texts = (folder / "tweets_GroundTruth.txt").read_text(encoding="utf-8").split("\n")
    votes = (folder / "tweets_anonDataRatings.txt").read_text(encoding="utf-8").split("\n")
    shares = []
    for line in filter(None, votes):
        given = np.array(json.loads(line.split("\t")[3]))
        shares.append([np.mean(given < 0), np.mean(given == 0), np.mean(given > 0)])
    return [html.unescape(line.split("\t", 2)[2]) for line in texts if line], np.array(shares)


def fit(x: np.ndarray, shares: np.ndarray, hold: np.ndarray) -> np.ndarray:
    """Return the weights of a softmax regression on shares, each side counting a third (Böhning 1992)."""
    weight = shares @ (len(shares) / 3 / shares.sum(axis=0))
    bound = np.linalg.inv(0.5 * (x.T * weight) @ x + np.diag(hold))
    found = np.zeros((x.shape[1], 3))
    for _ in range(_STEPS):
        odds = np.exp(x @ found - (x @ found).max(axis=1, keepdims=True))
        off = odds / odds.sum(axis=1, keepdims=True) - shares
        found -= bound @ (x.T @ (off * weight[:, None]) + hold[:, None] * found)
    return found - found[:, [1]]


def is_for_tuning(post_id: str) -> bool:
    """Tell in which half of the SemEval posts one is: by the millisecond in its id."""
    return (int(post_id) >> 22) % 2 == 0


def offsets(logits: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Return what to add to negative and positive so that bounds of a third tell the labels apart best."""
    best = (0.0, 0.0, 0.0)
    for down in np.arange(-1.0, 1.01, 0.05):
        for up in np.arange(-1.0, 1.01, 0.05):
            lead = np.exp(logits[:, 1] + up) - np.exp(logits[:, 0] + down)
            said = lead / (np.abs(lead) + 1)
            sign = np.where(said < -_BOUND, -1, np.where(said > _BOUND, 1, 0))
            recall = float(np.mean([np.mean(sign[labels == label] == label) for label in (-1, 0, 1)]))
            best = max(best, (recall, round(float(down), 2), round(float(up), 2)))
    return best[1:]


def main() -> None:
    """Train, and write blend.json and blend_words.tsv."""
    known = valences()
    texts, shares = rated()
    x, said = numbers(texts, known)
    counts = Counter(word for one in said for word in one)
    learnt = sorted(word for word, n in counts.items() if n >= _FEWEST and _LEARNABLE.fullmatch(word))
    place = {word: at for at, word in enumerate(learnt)}
    holds = np.zeros((len(said), len(learnt)))
    for row, one in enumerate(said):
        holds[row, [place[word] for word in one if word in place]] = 1
    mean, spread = x.mean(axis=0), x.std(axis=0)
    columns = np.c_[holds, (x - mean) / spread, np.ones(len(x))]
    hold = np.r_[np.full(len(learnt), _HOLD_WORDS), np.full(len(FEATURES), _HOLD_NUMBERS), 1e-6]
    found = fit(columns, shares, hold)[:, [0, 2]]
    of_words, of_numbers, start = found[: len(learnt)], found[len(learnt) : -1] / spread[:, None], found[-1]
    start = start - mean @ of_numbers
    of_words = of_words.round(2)

    rows = [
        row for row in score_sentiment.read(LABELLED / "sentiment_semeval13_16.tsv") if int(row[0]) % 2 == 0
    ]
    tuned, tuned_words = numbers([text for _, _, text in rows], known)
    logits = tuned @ of_numbers + start
    for row, one in enumerate(tuned_words):
        logits[row] += of_words[[place[word] for word in one if word in place]].sum(axis=0)
    signs = np.array([{"negative": -1, "neutral": 0, "positive": 1}[label] for _, label, _ in rows])
    offset = offsets(logits, signs)
    write(known, learnt, of_words, of_numbers, start, offset)


def write(
    known: dict[str, float],
    learnt: list[str],
    of_words: np.ndarray,
    of_numbers: np.ndarray,
    start: np.ndarray,
    offset: tuple[float, float],
) -> None:
    """Write what was learnt, in files that can be read."""
    sides = ("negative", "positive")

    def both(values: np.ndarray | tuple[float, float]) -> dict[str, float]:
        return {side: float(f"{value:.4g}") for side, value in zip(sides, values, strict=True)}

    described = {
        "what": "log-odds of negative and of positive against neutral: intercept + offset + each number times its weight + the words of blend_words.tsv",
        "made_by": "tests/accuracy/train_blend.py",
        "weights_from": "hutto_tweets: 4,200 posts with the votes of 20 and more raters; C.J. Hutto, MIT licence (LICENSE-hutto.txt)",
        "valences_from": "VADER's word list, vaderSentiment 3.3.2; C.J. Hutto, MIT licence (LICENSE-hutto.txt); Hutto & Gilbert 2014",
        "offset_from": "set on the half of the SemEval 2013-2016 posts whose ids have an even millisecond; nothing else is",
        "intercept": both(start),
        "offset": both(offset),
        "weights": {name: both(of_numbers[at]) for at, name in enumerate(FEATURES)},
    }
    (FOLDER / "blend.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")
    adds = {
        word: (float(down), float(up))
        for word, (down, up) in zip(learnt, of_words, strict=True)
        if math.hypot(down, up) > _LEAST
    }
    lines = ["word\tvalence\tnegative\tpositive"]
    for word in sorted({*known, *adds}):
        below_above = f"{adds[word][0]:g}\t{adds[word][1]:g}" if word in adds else "\t"
        lines.append(f"{word}\t{known.get(word, '')}\t{below_above}")
    (FOLDER / "blend_words.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(known):,} words with a valence, {len(adds):,} learnt, offset {offset}")


if __name__ == "__main__":
    main()
