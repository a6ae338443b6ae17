"""Rules that turn tables into sentences with evidence: nothing else in threadscope may assert anything."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from threadscope.findings.answers_between import answers_between
from threadscope.findings.branches_grown import branches_grown
from threadscope.findings.camps_found import camps_found
from threadscope.findings.changed import changed
from threadscope.findings.claims_repeated import claims_repeated
from threadscope.findings.contested_terms import contested_terms
from threadscope.findings.explicit_denials import explicit_denials
from threadscope.findings.extent import extent
from threadscope.findings.first_hostile import first_hostile
from threadscope.findings.headline import headline
from threadscope.findings.ignition import ignition
from threadscope.findings.longest_exchange import longest_exchange
from threadscope.findings.met_again import met_again
from threadscope.findings.missing_posts import missing_posts
from threadscope.findings.most_answered import most_answered
from threadscope.findings.most_liked import most_liked
from threadscope.findings.most_prolific import most_prolific
from threadscope.findings.notes_and_replies import notes_and_replies
from threadscope.findings.notes_captured import notes_captured
from threadscope.findings.notes_elsewhere import notes_elsewhere
from threadscope.findings.notes_in_conflict import notes_in_conflict
from threadscope.findings.notes_mentioned import notes_mentioned
from threadscope.findings.notes_on_record import notes_on_record
from threadscope.findings.notes_reach import notes_reach
from threadscope.findings.pace_changes import pace_changes
from threadscope.findings.people_answered import people_answered
from threadscope.findings.phases_told import phases_told
from threadscope.findings.piled_on import piled_on
from threadscope.findings.questions import questions
from threadscope.findings.roles_played import roles_played
from threadscope.findings.taken_back import taken_back
from threadscope.findings.tone import tone
from threadscope.findings.tone_disputed import tone_disputed
from threadscope.findings.tree_shape import tree_shape
from threadscope.findings.turning_moments import turning_moments
from threadscope.findings.who_started import who_started
from threadscope.findings.words_shared import words_shared

__all__ = ["FINDINGS"]

#: rule module -> function from tables to rows of `findings`. The order is the order of the story.
FINDINGS: dict[str, Callable[..., pl.DataFrame]] = {
    "headline": headline,
    "extent": extent,
    "tree_shape": tree_shape,
    "who_started": who_started,
    "turning_moments": turning_moments,
    "contested_terms": contested_terms,
    "claims_repeated": claims_repeated,
    "explicit_denials": explicit_denials,
    "taken_back": taken_back,
    "camps_found": camps_found,
    "questions": questions,
    "words_shared": words_shared,
    "first_hostile": first_hostile,
    "ignition": ignition,
    "piled_on": piled_on,
    "most_answered": most_answered,
    "answers_between": answers_between,
    "people_answered": people_answered,
    "branches_grown": branches_grown,
    "longest_exchange": longest_exchange,
    "most_liked": most_liked,
    "most_prolific": most_prolific,
    "phases_told": phases_told,
    "pace_changes": pace_changes,
    "notes_captured": notes_captured,
    "notes_on_record": notes_on_record,
    "notes_elsewhere": notes_elsewhere,
    "notes_in_conflict": notes_in_conflict,
    "notes_and_replies": notes_and_replies,
    "notes_mentioned": notes_mentioned,
    "notes_reach": notes_reach,
    "roles_played": roles_played,
    "met_again": met_again,
    "changed": changed,
    "tone": tone,
    "tone_disputed": tone_disputed,
    "missing_posts": missing_posts,
}
