"""Analyzers: pure functions from tables to one table; a parameter's name is the table it needs."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from threadscope.analyze.acts import acts
from threadscope.analyze.answers import answers
from threadscope.analyze.branch_completeness import branch_completeness
from threadscope.analyze.branches import branches
from threadscope.analyze.bursts import bursts
from threadscope.analyze.completeness import completeness
from threadscope.analyze.exchanges import exchanges
from threadscope.analyze.gaps import gaps
from threadscope.analyze.growth import growth
from threadscope.analyze.heads import heads
from threadscope.analyze.levels import levels
from threadscope.analyze.lexicon_sentiment import lexicon_sentiment
from threadscope.analyze.modelled_stance import modelled_stance
from threadscope.analyze.motifs import motifs
from threadscope.analyze.note_conflicts import note_conflicts
from threadscope.analyze.note_context import note_context
from threadscope.analyze.note_coverage import note_coverage
from threadscope.analyze.note_mentions import note_mentions
from threadscope.analyze.note_replies import note_replies
from threadscope.analyze.note_states import note_states
from threadscope.analyze.note_timeline import note_timeline
from threadscope.analyze.participants import participants
from threadscope.analyze.participation import participation
from threadscope.analyze.rate import rate
from threadscope.analyze.reception import reception
from threadscope.analyze.roles import roles
from threadscope.analyze.sentiment import sentiment
from threadscope.analyze.shape import shape
from threadscope.analyze.stance import stance
from threadscope.analyze.tempo import tempo
from threadscope.analyze.turning_points import turning_points

__all__ = ["ANALYZERS"]

#: table name -> the function that computes it. One line an analyzer, in alphabetical order.
ANALYZERS: dict[str, Callable[..., pl.DataFrame]] = {
    "acts": acts,
    "answers": answers,
    "branch_completeness": branch_completeness,
    "branches": branches,
    "bursts": bursts,
    "completeness": completeness,
    "exchanges": exchanges,
    "gaps": gaps,
    "growth": growth,
    "heads": heads,
    "levels": levels,
    "lexicon_sentiment": lexicon_sentiment,
    "modelled_stance": modelled_stance,
    "motifs": motifs,
    "note_conflicts": note_conflicts,
    "note_context": note_context,
    "note_coverage": note_coverage,
    "note_mentions": note_mentions,
    "note_replies": note_replies,
    "note_states": note_states,
    "note_timeline": note_timeline,
    "participants": participants,
    "participation": participation,
    "rate": rate,
    "reception": reception,
    "roles": roles,
    "sentiment": sentiment,
    "shape": shape,
    "stance": stance,
    "tempo": tempo,
    "turning_points": turning_points,
}
