"""What posts show of people, and which threads divide -> on which side each person stands, and by which rule."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope.analyze.sides.evidence import Evidence
from threadscope.analyze.sides.partition import Copies, settled, sides
from threadscope.analyze.sides.signed_graph import MOST_SURE, UNSIGNED, Graph
from threadscope.analyze.sides.trial import as_copy, generator
from threadscope.settings import Settings

__all__ = ["placed"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: People of the core are placed from the surest on while so large a share is expected to be right,
_RIGHT: Final = 0.94
#: and nobody who is less sure than this.
_LEAST: Final = 0.67
#: Own words count alone, unless answers take away more than this of their confidence.
_AGAINST: Final = 0.1
#: Resamples without one pair and one person's words in twenty; the side must hold in so large a share.
_RESAMPLES: Final = 50
_DROPPED: Final = 0.05
_HOLDS: Final = 0.85
#: From half so large log-odds on a person is placed well enough to count crossing answers by.
_CLEAR: Final = 1.1
#: Before any is counted so many are thought of as crossing at the rate behind UNSIGNED; and the most one may weigh.
_BEFORE, _CROSSES, _MOST_UNSIGNED = 20, 0.62, 0.6
#: How clear it must be, in log-odds, that people's own words and the division by answers go together.
_TOGETHER: Final = 2.0
#: Placed people on the smaller side, and their share, below which there are no two camps.
_SMALLEST: Final = 3
_SMALLEST_SHARE: Final = 0.05
_AT_ONCE: Final = 60_000


def placed(evidence: Evidence, threads: list[str], settings: Settings) -> pl.DataFrame:
    """Place the people of all threads; in some threads also by whom they answer.

    Parameters
    ----------
    evidence
        What posts show.
    threads
        Threads that divide better than chance.
    settings
        The seed is used.

    Returns
    -------
    polars.DataFrame
        The people of the evidence with camp, rule, confidence (as in table ``camps``) and divides: whether the
        thread is one of those given, and both sides hold enough people.
    """
    drawn = [
        frame
        for graph in evidence.graphs(threads).values()
        if (frame := _by_answers(graph, generator(settings.seed, graph))) is not None
    ]
    schema = {"person": pl.Int64, "toward": pl.Float64, "sure": pl.Float64, "holds": pl.Boolean}
    division = pl.concat(drawn) if drawn else pl.DataFrame(schema=schema)
    own = pl.col("said").is_not_null()
    own_sure = 1 / (1 + (-2 * pl.col("lean").abs()).exp())
    for_claim = pl.col("said") == "claim"
    agrees = (pl.col("toward") > 0) == for_claim
    return (
        evidence.people.join(division, on="person", how="left", maintain_order="left")
        .with_columns(divides=pl.col("toward").is_not_null().any().over("thread_id"))
        .with_columns(
            rule=pl.when((pl.col("n_for") > 0) & (pl.col("n_against") > 0))
            .then(pl.lit("says_both"))
            .when(own & pl.col("toward").is_null())
            .then(pl.lit("own_stance"))
            .when(own & agrees & pl.col("holds"))
            .then(pl.lit("both"))
            .when(own & agrees & (pl.col("sure") >= own_sure - _AGAINST))
            .then(pl.lit("own_stance"))
            .when(own)
            .then(pl.lit("unstable"))
            .when(~pl.col("in_core"))
            .then(pl.lit("no_clear_stance"))
            .when(~pl.col("divides"))
            .then(pl.lit("thread_abstains"))
            .when("holds")
            .then(pl.lit("who_they_answer"))
            .otherwise(pl.lit("unstable"))
        )
        .with_columns(
            camp=pl.when(pl.col("rule") == "own_stance")
            .then("said")
            .when(pl.col("rule").is_in(["both", "who_they_answer"]))
            .then(pl.when(pl.col("toward") > 0).then(pl.lit("claim")).otherwise(pl.lit("dispute")))
            .otherwise(pl.lit("undetermined")),
            confidence=pl.when(pl.col("rule") == "own_stance")
            .then(own_sure)
            .when(pl.col("rule").is_in(["both", "who_they_answer"]))
            .then("sure")
            .clip(upper_bound=MOST_SURE),
        )
    )


def _by_answers(graph: Graph, chance: np.random.Generator) -> pl.DataFrame | None:
    """Place the people of one graph by whom they answer, or say that it does not come to two sides."""
    weight = graph.weight(_crossing(graph, sides(as_copy(graph))[0]))
    copy = as_copy(graph)
    toward = sides(Copies(copy.n, copy.source, copy.target, weight[None, :], copy.lean))[0]
    by_others = toward - graph.lean
    if 2 * float((graph.lean * np.tanh(by_others)).sum()) < _TOGETHER:
        return None
    sure = 1 / (1 + np.exp(-2 * np.abs(toward)))
    stable = _stable(graph, weight, toward, chance)
    holds = _held(graph, sure, stable)
    of_claim, of_other = int((holds & (toward > 0)).sum()), int((holds & (toward < 0)).sum())
    if min(of_claim, of_other) < max(_SMALLEST, _SMALLEST_SHARE * (of_claim + of_other)):
        return None
    return pl.DataFrame(
        {"person": graph.who, "toward": toward, "sure": sure, "holds": holds},
        schema={"person": pl.Int64, "toward": pl.Float64, "sure": pl.Float64, "holds": pl.Boolean},
    )


def _crossing(graph: Graph, toward: Floats) -> float:
    """Return what an unsigned answer weighs in this thread: how often those between placed people cross.

    Both people must be placed without the answers between them, else every answer would speak for itself.
    """
    weight, standing = np.tanh(graph.weight()), np.tanh(toward)
    source = toward[graph.source] - np.arctanh(weight * standing[graph.target])
    target = toward[graph.target] - np.arctanh(weight * standing[graph.source])
    clear = (np.minimum(np.abs(source), np.abs(target)) >= _CLEAR) & (graph.unsigned > 0)
    crosses = clear & (source * target < 0)
    share = (crosses.sum() + _BEFORE * _CROSSES) / (clear.sum() + _BEFORE)
    return float(-np.clip(np.log(share / (1 - share)) / 2, -UNSIGNED, _MOST_UNSIGNED))


def _stable(graph: Graph, weight: Floats, toward: Floats, chance: np.random.Generator) -> Flags:
    """Return who stays on the side when one pair and one person's words in twenty are left out."""
    at_once = max(1, _AT_ONCE // max(1, graph.source.size))
    stays = np.zeros(graph.who.size)
    left = _RESAMPLES
    while left > 0:
        number = min(left, at_once)
        copies = Copies(
            graph.who.size,
            np.tile(graph.source, (number, 1)),
            np.tile(graph.target, (number, 1)),
            weight * (chance.random((number, weight.size)) >= _DROPPED),
            graph.lean * (chance.random((number, graph.lean.size)) >= _DROPPED),
        )
        stays += (settled(copies) * toward > 0).sum(axis=0)
        left -= number
    return np.asarray(stays >= _HOLDS * _RESAMPLES)


def _held(graph: Graph, sure: Floats, stable: Flags) -> Flags:
    """Return who of the core is placed: the surest, while those expected to be right make up enough."""
    candidates = np.flatnonzero(graph.core & stable & (sure >= _LEAST))
    candidates = candidates[np.argsort(-sure[candidates], kind="stable")]
    so_far = np.cumsum(sure[candidates]) / np.arange(1, candidates.size + 1)
    holds = np.zeros(graph.who.size, np.bool_)
    holds[candidates[so_far >= _RIGHT]] = True
    return holds
