"""Observations -> a problem for each file whose ids were rounded by a program that keeps numbers as floats."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.collect.problems import Problems

__all__ = ["report_rounded_ids"]

_IDS: Final = ("post_id", "conversation_id", "reply_to_id", "quoted_id", "repost_of_id")
#: Ids of so many digits lose some where a program keeps 15 (spreadsheets) or 53 bits (JavaScript, floats).
_LONG: Final = 17
_ENOUGH: Final = 3
_SHARE: Final = 0.9


def report_rounded_ids(observations: pl.DataFrame, problems: Problems) -> None:
    """Add a problem for each source and column of which nearly all long ids end in zeros.

    One id in a hundred ends in 00 by chance, one in ten thousand in 0000: three in a file that all do are no chance.
    """
    endings = [pl.col(name).str.ends_with("00") & _is_long(name) for name in _IDS]
    if not observations.select(pl.any_horizontal(*(ending.any() for ending in endings))).item():
        return
    counted = observations.group_by("source", maintain_order=True).agg(
        *(_is_long(name).sum().alias(f"{name}_n") for name in _IDS),
        *((_is_long(name) & pl.col(name).str.ends_with("00")).sum().alias(f"{name}_00") for name in _IDS),
        *((_is_long(name) & pl.col(name).str.ends_with("0000")).sum().alias(f"{name}_0000") for name in _IDS),
        *(
            pl.col(name)
            .filter(_is_long(name) & pl.col(name).str.ends_with("00"))
            .first()
            .alias(f"{name}_such")
            for name in _IDS
        ),
    )
    for row in counted.iter_rows(named=True):
        for name in _IDS:
            n, two, four = row[f"{name}_n"], row[f"{name}_00"], row[f"{name}_0000"]
            if n < _ENOUGH or two < _SHARE * n:
                continue
            by = (
                "a spreadsheet, which keeps 15 digits"
                if four >= _SHARE * n
                else "a program that keeps ids as floats"
            )
            detail = (
                f"{name}: {two:,} of {n:,} ids end in zeros, such as {row[f'{name}_such']}: they were rounded by {by}. "
                "They cannot be looked up, and answers may hang under the wrong post; use the file as it was exported"
            )
            problems.add(row["source"], name, "ids_rounded", detail, times=two)


def _is_long(name: str) -> pl.Expr:
    return (pl.col(name).str.len_bytes() >= _LONG).fill_null(value=False)
