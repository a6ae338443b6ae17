"""What the rules say of a small study: only the rules that can say it are asked, for all of them take half a second."""

from __future__ import annotations

import functools
import inspect

import polars as pl

from threadscope import schema
from threadscope.findings import FINDINGS
from threadscope.study import Study

__all__ = ["told"]


@functools.cache
def _rules(kind: str) -> tuple[str, ...]:
    """Return the rules whose modules name a kind."""
    named = tuple(
        rule
        for rule, function in FINDINGS.items()
        if f'"{kind}"' in inspect.getsource(inspect.getmodule(function))
    )
    if not named:
        raise ValueError(f"no rule tells of {kind!r}")
    return named


def told(study: Study, kind: str) -> pl.DataFrame:
    """Return the findings of one kind, in their order."""
    parts = [schema.check(study.call(FINDINGS[rule]), "findings") for rule in _rules(kind)]
    return pl.concat(parts).filter(pl.col("kind") == kind)
