"""Tables of analyzers that read words, and of the findings: what posts and notes say, and what may be asserted."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.schema.table import IDS, PERSON, POST, THREAD, TIME, WORDS, Column, Table

__all__ = ["READINGS"]

# One line a column reads better than what the formatter makes of it.
# fmt: off
READINGS: Final[dict[str, Table]] = {
    "sentiment": Table("the tone of one post's words", (
        THREAD,
        POST,
        Column("status", pl.String, "scored, no_signal (no word that leans either way) or not_scored (no words, or not in English as far as can be told)"),
        Column("polarity", pl.Float64, "-1 negative to 1 positive", "not scored"),
        Column("subjectivity", pl.Float64, "0 to 1", "not scored"),
        Column("words", WORDS, "the words behind the score, each with what changed it (not, very); empty without signal"),
        Column("backend", pl.String, "textblob"),
    )),
    "stance": Table("what one post says about the claim and to the post it answers, as far as its words say it", (
        THREAD,
        POST,
        Column("toward_claim", pl.String, "deny, query or undetermined"),
        Column("toward_parent", pl.String, "deny, query or undetermined"),
        Column("span", pl.String, "the words that say so, as they stand in the post", "undetermined"),
        Column("rule", pl.String, "the rule that fired", "undetermined"),
        Column("confidence", pl.Float64, "0 to 1", "undetermined"),
    )),
    "roles": Table("a part that one person plays in one thread; somebody may have several", (
        THREAD,
        PERSON,
        Column("role", pl.String, "originator, denier, questioner, duelist, target or undetermined"),
        Column("weight", pl.Float64, "strength within the role, 0 to 1"),
        Column("confidence", pl.Float64, "0 to 1", "undetermined"),
        Column("rule", pl.String, "the rule that fired"),
        Column("evidence", IDS, "posts behind it, strongest first, at most 12"),
        Column("n_evidence", pl.Int64, "how many there are"),
    )),
    "note_states": Table("what all evidence together allows to say about notes on one post", (
        THREAD,
        POST,
        Column("state", pl.String, "the strongest state among the evidence; pivot before flag"),
        Column("note_id", pl.String, "id of the note", "not known"),
        Column("text", pl.String, "text of the note as delivered", "not known"),
        Column("written_at", TIME, "when it was written", "not known"),
        Column("observed_at", TIME, "newest capture that says so", "not known"),
        Column("age_s", pl.Float64, "seconds from the post to the note's writing", "either time not known"),
        Column("n_before", pl.Int64, "archived posts of the thread written before the note was", "time of writing not known"),
        Column("conflict", pl.Boolean, "whether the evidence contradicts itself"),
    )),
    "turning_points": Table("a moment after which the thread was another", (
        THREAD,
        Column("at", TIME, "when"),
        Column("kind", pl.String, "first_post, goes_big, first_denial, denial, most_answered, enters, answers_back, note_written, second_burst"),
        POST,
        Column("target_id", pl.String, "the post answered or quoted", "none, or not archived"),
        Column("n_answers", pl.Int64, "archived answers it drew"),
        Column("detail", pl.String, "the words that matter", "none"),
    )),
    "findings": Table("one sentence that may be asserted, with the posts behind it", (
        Column("finding_id", pl.String, "kind and a running number: stable for equal data"),
        THREAD,
        Column("kind", pl.String, "what it is about; headline, extent and the like are listed in docs/findings.md"),
        Column("label", pl.String, "a few words for a chart or list; set for turning points only", "not a turning point"),
        Column("subject", pl.String, "author_id of who did it", "no person"),
        Column("object", pl.String, "author_id of whom it was done to", "no person"),
        Column("at", TIME, "when", "not bound to a moment"),
        Column("value", pl.Float64, "the number in the wording", "no number"),
        Column("evidence", IDS, "post ids, strongest first, at most 12"),
        Column("n_evidence", pl.Int64, "how many posts stand behind it"),
        Column("rule", pl.String, "the rule that fired"),
        Column("confidence", pl.Float64, "0 to 1; 1 for counts and quotations"),
        Column("wording", pl.String, "the sentence: what the posts show"),
        Column("set_by", pl.String, "rule or editor"),
    )),
}
# fmt: on
