"""Analyzers: pure functions from tables to one table; a parameter's name is the table it needs."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

__all__ = ["ANALYZERS"]

#: table name -> the function that computes it. One line an analyzer, in alphabetical order.
ANALYZERS: dict[str, Callable[..., pl.DataFrame]] = {}
