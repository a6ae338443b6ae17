"""Analyzers: pure functions from tables to one table; a parameter's name is the table it needs."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from threadscope.analyze.answers import answers
from threadscope.analyze.note_states import note_states
from threadscope.analyze.roles import roles
from threadscope.analyze.sentiment import sentiment
from threadscope.analyze.stance import stance

__all__ = ["ANALYZERS"]

#: table name -> the function that computes it. One line an analyzer, in alphabetical order.
ANALYZERS: dict[str, Callable[..., pl.DataFrame]] = {
    "answers": answers,
    "note_states": note_states,
    "roles": roles,
    "sentiment": sentiment,
    "stance": stance,
}
