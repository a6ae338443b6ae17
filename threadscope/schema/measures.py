"""Tables of analyzers that count: how much is here, its shape, its people, its pace."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.schema.table import IDS, NOT_GIVEN, PERSON, POST, THREAD, TIME, Column, Table

__all__ = ["MEASURES"]

# One line a column reads better than what the formatter makes of it.
# fmt: off
MEASURES: Final[dict[str, Table]] = {
    "completeness": Table("how much of one thread the archive holds", (
        THREAD,
        Column("n_posts", pl.Int64, "archived posts"),
        Column("n_replies", pl.Int64, "archived posts that answer a post"),
        Column("n_missing_parent", pl.Int64, "of these, how many answer a post that is not archived"),
        Column("missing_parent_share", pl.Float64, "n_missing_parent / n_replies (0-1)", "no replies"),
        Column("replies_counted", pl.Int64, "sum over posts with a reply count of max(count by X, archived answers)", "no post carries a reply count"),
        Column("replies_archived", pl.Int64, "archived replies to those posts", "no post carries a reply count"),
        Column("coverage", pl.Float64, "replies_archived / replies_counted (0-1)", "no reply counts, or none counted"),
        Column("n_ghosts", pl.Int64, "posts referred to and not archived"),
        *(Column(f"n_{reason}", pl.Int64, f"ghosts whose reason is {reason}")
          for reason in ("missing", "deleted", "suspended", "protected", "withheld", "unavailable")),
        Column("n_detached", pl.Int64, "posts whose way to the root is not known"),
        Column("n_cursors", pl.Int64, "'show more' marks that the capture did not follow; the end of a page is none"),
        Column("captured_from", TIME, "oldest capture of its posts", NOT_GIVEN),
        Column("captured_to", TIME, "newest capture of its posts", NOT_GIVEN),
    )),
    "branch_completeness": Table("how much of one branch the archive holds", (
        THREAD,
        Column("branch_id", pl.String, "the branch's first post or ghost; the root's own id for the root and its direct replies' count"),
        Column("n_posts", pl.Int64, "archived posts in it"),
        Column("replies_counted", pl.Int64, "as in completeness", "no post carries a reply count"),
        Column("replies_archived", pl.Int64, "as in completeness", "no post carries a reply count"),
        Column("coverage", pl.Float64, "replies_archived / replies_counted (0-1)", "no reply counts, or none counted"),
    )),
    "shape": Table("the shape of one thread's tree", (
        THREAD,
        Column("n_posts", pl.Int64, "archived posts"),
        Column("depth_max", pl.Int64, "deepest level (root 0)"),
        Column("width_max", pl.Int64, "most posts on one level"),
        Column("n_leaves", pl.Int64, "posts that nobody in the archive answered"),
        Column("root_share", pl.Float64, "share (0-1) of the other posts that hang directly under the root", "one post"),
        Column("virality", pl.Float64, "structural virality: mean distance between two posts of the tree (Goel et al. 2016)", "one post"),
        Column("h_index", pl.Int64, "largest k such that level k holds at least k posts (Gómez et al. 2008)"),
        Column("target_share", pl.Float64, "different posts answered / answers (0-1): 0 flat, 1 a line", "no answers"),
        Column("duel_length", pl.Int64, "posts in the longest path in which two people alternate (Laniado et al. 2011); 0 when nobody answered back"),
    )),
    "levels": Table("one level of one thread's tree", (
        THREAD,
        Column("depth", pl.Int32, "steps from the root (0)"),
        Column("n_posts", pl.Int64, "archived posts on it"),
        Column("n_people", pl.Int64, "people who wrote them"),
        Column("latency_median_s", pl.Float64, "median seconds between a post and its answer on this level", "no answers to archived posts"),
    )),
    "participants": Table("one person in one thread", (
        THREAD,
        PERSON,
        Column("handle", pl.String, "handle, without @", NOT_GIVEN),
        Column("n_posts", pl.Int64, "posts written"),
        Column("n_answers", pl.Int64, "archived replies and quotes received from others"),
        Column("n_repliers", pl.Int64, "different people these came from"),
        Column("n_answered", pl.Int64, "different people answered"),
        Column("n_likes", pl.Int64, "likes on these posts at capture", "no post carries a like count"),
        Column("first_at", TIME, "first post", "no times known"),
        Column("last_at", TIME, "last post", "no times known"),
        Column("latency_median_s", pl.Float64, "median seconds until this person answered a post of somebody else", "never answered an archived post"),
    )),
    "participation": Table("how the talking is shared out in one thread", (
        THREAD,
        Column("n_people", pl.Int64, "people who wrote"),
        Column("once_share", pl.Float64, "share (0-1) of people who wrote once"),
        Column("gini", pl.Float64, "Gini coefficient of posts per person (0-1)"),
        Column("entropy", pl.Float64, "entropy of posts per person, divided by its maximum (0-1)", "one person"),
        Column("top1_share", pl.Float64, "share (0-1) of posts by the most prolific person"),
        Column("top5_share", pl.Float64, "share (0-1) of posts by the five most prolific"),
        Column("top10_share", pl.Float64, "share (0-1) of posts by the ten most prolific"),
        Column("n_pairs", pl.Int64, "pairs of people of whom one answered the other"),
        Column("n_mutual", pl.Int64, "of these, pairs who answered each other"),
        Column("reciprocity", pl.Float64, "n_mutual / n_pairs (0-1)", "no pairs"),
        Column("reciprocity_rho", pl.Float64, "how far answering back exceeds chance: 1 all ties returned, 0 as by chance, below 0 less (Garlaschelli & Loffredo 2004)", "no pairs, or everybody answered everybody"),
        Column("reentry_share", pl.Float64, "share (0-1) of people who wrote again after somebody else had (Backstrom et al. 2013)"),
        Column("focus_10", pl.Float64, "different people among the first ten posts / 10 (0.1-1; Backstrom et al. 2013)", "fewer than ten posts"),
        Column("op_share", pl.Float64, "share (0-1) of the later posts that the root's author wrote", "root not archived, or one post"),
        Column("op_latency_s", pl.Float64, "median seconds until the root's author answered", "never answered"),
        Column("op_last_at", TIME, "last post of the root's author", "root not archived, or no times known"),
        Column("op_left_share", pl.Float64, "share (0-1) of the posts with a time that were written after that", "root not archived, or no times known"),
    )),
    "answers": Table("one archived post that answers or quotes a post of somebody else", (
        THREAD,
        POST,
        PERSON,
        Column("target_id", pl.String, "the post answered or quoted, archived or not"),
        Column("target_author_id", pl.String, "its author", "not known"),
        Column("kind", pl.String, "reply or quote"),
        Column("created_at", TIME, "time of the answer", NOT_GIVEN),
        Column("latency_s", pl.Float64, "seconds since the post answered or quoted", "that post is not archived, or a time is not known"),
    )),
    "exchanges": Table("two people who answered each other, or of whom one answered the other", (
        THREAD,
        Column("a_id", pl.String, "the one who spoke to the other first"),
        Column("b_id", pl.String, "the other"),
        Column("n_posts", pl.Int64, "answers between them, both ways"),
        Column("a_posts", pl.Int64, "answers from a to b"),
        Column("b_posts", pl.Int64, "answers from b to a"),
        Column("duel_length", pl.Int64, "posts in their longest alternating path; 0 when one never answered back"),
        Column("duel_posts", IDS, "that path, in order"),
        Column("first_at", TIME, "first answer between them", "no times known"),
        Column("last_at", TIME, "last answer between them", "no times known"),
        Column("latency_median_s", pl.Float64, "median seconds between a post of one and the other's answer", "no answers to archived posts"),
    )),
    "heads": Table("which much-answered post each post stands under", (
        THREAD,
        POST,
        Column("head_id", pl.String, "nearest head at or above: a post that holds a large part of the thread", "under none"),
        Column("head_rank", pl.Int32, "place of the head among the thread's heads, by time, from 0", "under none"),
    )),
    "reception": Table("how one post was received, by X's counts at capture", (
        THREAD,
        POST,
        Column("ratio", pl.Float64, "replies / (likes + reposts)", "counts missing, or nothing to divide by"),
        Column("log_ratio", pl.Float64, "log2((replies + 1) / (likes + 1))", "counts missing"),
        Column("quote_ratio", pl.Float64, "quotes / reposts", "counts missing, or no reposts"),
        Column("ratioed_by", pl.String, "the answer with more likes than the post itself, the most liked", "none"),
    )),
    "tempo": Table("the pace of one thread", (
        THREAD,
        Column("started_at", TIME, "first post", "no times known"),
        Column("at_10", TIME, "when 10 % of the posts were written", "no times known"),
        Column("at_50", TIME, "when half of the posts were written", "no times known"),
        Column("at_90", TIME, "when 90 % of the posts were written", "no times known"),
        Column("ended_at", TIME, "last post", "no times known"),
        Column("latency_median_s", pl.Float64, "median seconds between a post and its answer", "no answers to archived posts"),
        Column("latency_p90_s", pl.Float64, "90th percentile of the same", "no answers to archived posts"),
        Column("burstiness", pl.Float64, "(sd - mean) / (sd + mean) of the gaps (Goh & Barabási 2008), corrected for length (Kim & Jo 2016)", "fewer than 3 posts"),
        Column("bin_s", pl.Int64, "width of the bins of `rate`, seconds", "no times known"),
        Column("peak_at", TIME, "start of the fullest bin", "no times known"),
        Column("peak_posts", pl.Int64, "posts in it", "no times known"),
    )),
    "rate": Table("posts in one bin of time", (
        THREAD,
        Column("bin_start", TIME, "start of the bin"),
        Column("bin_s", pl.Int64, "its width, seconds"),
        Column("n_posts", pl.Int64, "posts in it"),
    )),
    "bursts": Table("a stretch in which posts came faster than before (Kleinberg 2002)", (
        THREAD,
        Column("level", pl.Int32, "state of the automaton, from 1"),
        Column("started_at", TIME, "first post of it"),
        Column("ended_at", TIME, "last post of it"),
        Column("n_posts", pl.Int64, "posts in it"),
    )),
}
# fmt: on
