"""The installed textblob package's word list, read without importing textblob -> word: what it weighs.

Importing textblob pulls in nltk (a quarter of a second); the word list is one XML file beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

__all__ = ["Entry", "lexicon"]

_Weights = tuple[float, ...]
_Senses = dict[str | None, _Weights]


class Entry(NamedTuple):
    """What one word weighs, averaged over its senses, and whether it modifies the next word ("very")."""

    polarity: float
    subjectivity: float
    intensity: float
    modifies: bool


def _path() -> Path:
    spec = find_spec("textblob")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(
            "the package textblob is not installed; it brings the words of the sentiment scores"
        )
    return Path(spec.submodule_search_locations[0]) / "en" / "en-sentiment.xml"


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    # the same operations in the same order as textblob: equal to the last bit
    return sum(numbers) / float(len(numbers) or 1)


def _means(rows: Iterable[_Weights]) -> _Weights:
    return tuple(_mean(column) for column in zip(*rows, strict=True))


def _rows(path: Path) -> Iterator[tuple[str, str | None, _Weights]]:
    for word in ET.parse(path).getroot().findall("word"):  # noqa: S314 - a file of an installed package
        given = word.attrib.get
        if form := given("form"):
            weights = (
                float(given("polarity", "0")),
                float(given("subjectivity", "0")),
                float(given("intensity", "1")),
            )
            yield form, given("pos"), weights


def _senses(path: Path) -> dict[str, _Senses]:
    listed: dict[str, dict[str | None, list[_Weights]]] = {}
    for form, part_of_speech, weights in _rows(path):
        listed.setdefault(form, {}).setdefault(part_of_speech, []).append(weights)
    words: dict[str, _Senses] = {
        form: {pos: _means(rows) for pos, rows in by.items()} for form, by in listed.items()
    }
    for senses in words.values():
        senses[None] = _means(list(senses.values()))
    return words


def _add_adverbs(words: dict[str, _Senses]) -> None:
    """Give "terribly" the weight of "terrible", as textblob does."""
    for word, senses in list(words.items()):
        if "JJ" in senses:
            stem = word[:-1] + "i" if word.endswith("y") else word
            stem = stem.removesuffix("le")
            adverb = words.setdefault(stem + "ly", {})
            adverb["RB"] = adverb[None] = senses["JJ"]


@cache
def lexicon() -> dict[str, Entry]:
    """Return every word of textblob's English sentiment lexicon (2,900 words).

    Returns
    -------
    dict
        Lower-case word -> its weights, equal to textblob's to the last bit.

    Raises
    ------
    ModuleNotFoundError
        If textblob is not installed.

    Examples
    --------
    >>> lexicon()["terribly"]
    Entry(polarity=-1.0, subjectivity=1.0, intensity=1.0, modifies=True)
    """
    words = _senses(_path())
    _add_adverbs(words)
    entries: dict[str, Entry] = {}
    for word, senses in words.items():
        polarity, subjectivity, intensity = senses[None]
        entries[word] = Entry(polarity, subjectivity, intensity, "RB" in senses)
    return entries
