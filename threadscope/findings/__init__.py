"""Rules that turn tables into sentences with evidence: nothing else in threadscope may assert anything."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

__all__ = ["FINDINGS"]

#: rule module -> function from tables to rows of `findings`. The order is the order of the story.
FINDINGS: dict[str, Callable[..., pl.DataFrame]] = {}
