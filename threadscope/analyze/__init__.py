"""Analyzers: pure functions from tables to one table; a parameter's name is the table it needs."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from threadscope.analyze.acts import acts
from threadscope.analyze.answers import answers
from threadscope.analyze.branch_completeness import branch_completeness
from threadscope.analyze.branches import branches
from threadscope.analyze.bursts import bursts
from threadscope.analyze.camp_tests import camp_tests
from threadscope.analyze.camps import camps
from threadscope.analyze.captures import captures
from threadscope.analyze.change_points import change_points
from threadscope.analyze.changes_seen import changes_seen
from threadscope.analyze.claims import claims
from threadscope.analyze.completeness import completeness
from threadscope.analyze.exchanges import exchanges
from threadscope.analyze.gaps import gaps
from threadscope.analyze.growth import growth
from threadscope.analyze.heads import heads
from threadscope.analyze.hostility import hostility
from threadscope.analyze.label_agreement import label_agreement
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
from threadscope.analyze.phases import phases
from threadscope.analyze.phrase_hostility import phrase_hostility
from threadscope.analyze.pile_ons import pile_ons
from threadscope.analyze.rate import rate
from threadscope.analyze.reception import reception
from threadscope.analyze.recurring import recurring
from threadscope.analyze.roles import roles
from threadscope.analyze.sentiment import sentiment
from threadscope.analyze.shape import shape
from threadscope.analyze.shared_words import shared_words
from threadscope.analyze.stance import stance
from threadscope.analyze.starts import starts
from threadscope.analyze.tempo import tempo
from threadscope.analyze.terms import terms
from threadscope.analyze.tone_conflicts import tone_conflicts
from threadscope.analyze.tone_course import tone_course
from threadscope.analyze.tone_groups import tone_groups
from threadscope.analyze.turning_points import turning_points

__all__ = ["ANALYZERS"]

#: table name -> the function that computes it. One line an analyzer, in alphabetical order.
ANALYZERS: dict[str, Callable[..., pl.DataFrame]] = {
    "acts": acts,
    "answers": answers,
    "branch_completeness": branch_completeness,
    "branches": branches,
    "bursts": bursts,
    "camp_tests": camp_tests,
    "camps": camps,
    "captures": captures,
    "change_points": change_points,
    "changes_seen": changes_seen,
    "claims": claims,
    "completeness": completeness,
    "exchanges": exchanges,
    "gaps": gaps,
    "growth": growth,
    "heads": heads,
    "hostility": hostility,
    "label_agreement": label_agreement,
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
    "phases": phases,
    "phrase_hostility": phrase_hostility,
    "pile_ons": pile_ons,
    "rate": rate,
    "reception": reception,
    "recurring": recurring,
    "roles": roles,
    "sentiment": sentiment,
    "shape": shape,
    "shared_words": shared_words,
    "stance": stance,
    "starts": starts,
    "tempo": tempo,
    "terms": terms,
    "tone_conflicts": tone_conflicts,
    "tone_course": tone_course,
    "tone_groups": tone_groups,
    "turning_points": turning_points,
}
