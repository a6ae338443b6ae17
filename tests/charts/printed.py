"""The numbers that are printed in a chart, and whether a table has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import polars as pl

from tests.charts.drawing import texts
from threadscope.charts import Chart
from threadscope.charts.words import clean, compact
from threadscope.theme import THEMES

__all__ = ["Known", "known_to", "numbers_in", "printed", "unexplained"]

_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_QUOTATION: Final = re.compile(r"“[^”]*(?:”|$)")
#: Words for lengths of time -> seconds.
_LENGTHS: Final = {
    "s": 1, "min": 60, "hours": 3600, "hour": 3600, "h": 3600, "days": 86400, "day": 86400, "years": 31557600,
}  # fmt: skip
_NUMBER: Final = re.compile(
    rf"(?<![\w.])[<>+]?(?:\d+ (?:{'|'.join(_LENGTHS)})\b|\d[\d,]*(?:\.\d+)?(?:k|M|bn)?%?(?!\w))"
)
#: The width of a bin is no number of posts: "per 30 min", "posts in 30 min".
_BIN: Final = rf"\b(?:per|posts? in) \d+ (?:{'|'.join(_LENGTHS)}|weeks)\b"
#: What holds digits and is no number of the chart: addresses, handles, clock times, dates, ordinals of lists.
_NO_NUMBERS: Final = re.compile(
    rf"https?://\S+|@\S+|\b\d{{1,2}}:\d\d(?::\d\d)?\b|\b\d{{1,2}} {_MONTH}(?: \d{{4}})?|\b{_MONTH} \d{{4}}\b|UTC[+-]\d+|{_BIN}"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a table says: its numbers and their sums, what shares may be of, lengths of time in seconds, its texts."""

    values: frozenset[float]
    wholes: frozenset[float]
    lengths: frozenset[float]
    texts: tuple[str, ...]


def _unquoted(lines: Iterable[str]) -> Iterator[str]:
    """Take quotations out of lines, also those that run over several."""
    inside = False
    for line in lines:
        kept = line
        if inside:
            _, found, kept = line.partition("”")
            inside = not found
        if "“" in kept:
            inside = inside or "”" not in kept[kept.rindex("“") :]
            kept = _QUOTATION.sub("", kept)
        yield kept


def printed(chart: Chart, posts: pl.DataFrame) -> list[str]:
    """Return the lines of a chart that may hold numbers of it: no footer, words of posts, badges or marks of axes.

    Parameters
    ----------
    chart
        The chart.
    posts
        The posts of its thread, whose words are no numbers of the chart.
    """
    pale = {theme.bg for theme in THEMES.values()}
    muted = {theme.muted for theme in THEMES.values()}
    said = " ".join(clean(text) for text in posts["text"].drop_nulls())
    heads = f"{chart.title} {chart.subtitle}"
    drawn = [chart.title, chart.subtitle] + [
        text.get_text()
        for text in texts(chart.figure)
        if text.get_text() not in heads
        and not (re.fullmatch(r"[\d.,]+[k%]?", text.get_text()) and text.get_color() in pale | muted)
    ]
    footer = "".join(chart.footer.split())
    own = [
        line
        for line in _unquoted(drawn)
        if "".join(line.split()) not in footer and not (len(line) > 5 and line.rstrip("… ") in said)
    ]
    return [line for line in own if re.search(r"\d", line)]


def numbers_in(line: str) -> list[str]:
    """Return the numbers of a line as they are printed, lengths of time with their unit.

    >>> numbers_in("@rio_9 wrote 1,234 posts (<1%), 3 at 12:05 on 24 May 2024, 2 h later")
    ['1,234', '<1%', '3', '2 h']
    """
    return [found[0] for found in _NUMBER.finditer(_NO_NUMBERS.sub(" ", line))]


def known_to(table: pl.DataFrame) -> Known:
    """Return what a table says: values, sums, lengths of time, and texts with numbers."""
    numeric = [name for name, dtype in table.schema.items() if dtype.is_numeric()]
    parts = [table]
    for keys in (["section"], ["section", "at"]):
        if set(keys) <= set(table.columns):
            parts += [part for _, part in table.group_by(keys, maintain_order=True)]
    values = {
        float(value) for name in numeric for value in table[name].cast(pl.Float64).drop_nulls().drop_nans()
    }
    sums = {float(part[name].sum()) for part in parts for name in numeric} | {
        float(part.height) for part in parts
    }
    # Columns of wholes, and rows of numbers that are told beside the picture.
    wholes = sums | {
        float(value) for name in {"of", "number"} & set(table.columns) for value in table[name].drop_nulls()
    }
    at = sorted(
        moment.timestamp()
        for name, dtype in table.schema.items()
        if dtype.is_temporal()
        for moment in table[name].drop_nulls()
    )
    lengths = {one - at[0] for one in at} | {after - before for before, after in pairwise(at)}
    texts_told = {
        cell
        for name, dtype in table.schema.items()
        if dtype == pl.String
        for cell in table[name].drop_nulls()
        if len(cell) > 3 and re.search(r"\d", cell)
    }
    return Known(
        frozenset(values | sums),
        frozenset(wholes),
        frozenset(lengths | values),
        tuple(sorted(texts_told, key=len)),
    )


def _explained(number: str, known: Known) -> bool:
    bare = number.lstrip("<>+").replace(",", "")
    if found := re.fullmatch(rf"(\d+) ({'|'.join(_LENGTHS)})", bare):
        wanted, unit = float(found[1]), _LENGTHS[found[2]]
        return any(abs(length / unit - wanted) <= 0.5 + 1e-6 for length in known.lengths)
    if bare.endswith("%"):
        digits = len(bare.rstrip("%").partition(".")[2])
        direct = {100 * value for value in known.values if 0 <= value <= 1} | {
            v for v in known.values if 0 <= v <= 100
        }
        shares = {
            100 * value / whole
            for value in known.values
            for whole in known.wholes
            if 0 <= value <= whole and whole
        }
        return any(
            abs(value - float(bare.rstrip("%"))) <= 0.5 * 10**-digits + 1e-6 for value in direct | shares
        )
    if bare[-1].isalpha():
        return any(compact(value) == bare for value in known.values if value >= 0)
    digits = len(bare.partition(".")[2])
    return any(
        abs(value - float(bare)) <= (0.5 * 10**-digits if digits else 0) + 1e-9 for value in known.values
    )


def unexplained(line: str, known: Known) -> list[str]:
    """Return the numbers of a line that no value, no value in short or rounded, and no share of a whole explains."""
    for told in reversed(known.texts):
        line = line.replace(told, " ")
    return [number for number in numbers_in(line) if not _explained(number, known)]
