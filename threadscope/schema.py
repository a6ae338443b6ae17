"""Every table that stages meet in: its rows, columns, units, and what null means.

``SCHEMAS`` is the one place where a table is described. ``check`` compares a frame with it when the frame
leaves a stage; the documentation's tables are generated from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from threadscope.errors import SchemaError, UnknownName

__all__ = ["MEDIA", "SCHEMAS", "TIME", "WORDS", "Column", "Table", "check", "conform", "empty"]

TIME: Final = pl.Datetime("ms", "UTC")
#: One piece of media of a post; ``file`` is a path of the archive, never read from text.
MEDIA: Final = pl.List(pl.Struct({"kind": pl.String, "alt": pl.String, "url": pl.String, "file": pl.String}))
#: One word behind a sentiment score.
WORDS: Final = pl.List(pl.Struct({"word": pl.String, "polarity": pl.Float64}))
IDS: Final = pl.List(pl.String)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type, what it says (with the unit), and what null means ("" = never null)."""

    name: str
    dtype: pl.DataType | type[pl.DataType]
    says: str
    null: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, and its columns in order."""

    row: str
    columns: tuple[Column, ...]

    @property
    def dtypes(self) -> dict[str, pl.DataType | type[pl.DataType]]:
        """Column name -> dtype, in order."""
        return {column.name: column.dtype for column in self.columns}


_NOT_GIVEN = "the export does not say"
_COUNTS = (
    Column("like_count", pl.Int64, "likes as counted by X at capture", _NOT_GIVEN),
    Column("reply_count", pl.Int64, "replies as counted by X at capture", _NOT_GIVEN),
    Column("repost_count", pl.Int64, "reposts as counted by X at capture", _NOT_GIVEN),
    Column("quote_count", pl.Int64, "quotes as counted by X at capture", _NOT_GIVEN),
    Column("bookmark_count", pl.Int64, "bookmarks as counted by X at capture", _NOT_GIVEN),
    Column("view_count", pl.Int64, "views as counted by X at capture", _NOT_GIVEN),
)
# What a post says and what it refers to: the same in an observation and in the fold.
_CONTENT = (
    Column("conversation_id", pl.String, "id of the post that X files the conversation under", _NOT_GIVEN),
    Column(
        "reply_to_id",
        pl.String,
        "id of the post that this one answers, as the export says",
        "not a reply, or not said",
    ),
    Column("reply_to_author_id", pl.String, "id of the person answered", "not a reply, or not said"),
    Column(
        "reply_to_handle", pl.String, "handle of the person answered, without @", "not a reply, or not said"
    ),
    Column("quoted_id", pl.String, "id of the post that this one quotes", "quotes none"),
    Column(
        "repost_of_id",
        pl.String,
        "id of the post that this one reposts without words of its own",
        "no repost",
    ),
    Column(
        "author_id",
        pl.String,
        "id of the author; `@handle` where only the handle is known, `?post_id` where neither is",
    ),
    Column("handle", pl.String, "handle of the author, without @", _NOT_GIVEN),
    Column(
        "created_at",
        TIME,
        "time of the post; milliseconds from the snowflake where the export gives seconds",
        _NOT_GIVEN,
    ),
    Column(
        "text",
        pl.String,
        "the longest text known, HTML entities resolved, lone surrogates and NUL removed",
        "no text known",
    ),
    Column("text_truncated", pl.Boolean, "whether only a cut text is known"),
    Column("display_from", pl.Int32, "code point where the text begins after the leading reply mentions"),
    Column("lang", pl.String, "language as X labels it", "not said, or X gives a pseudo-code"),
    *_COUNTS,
    Column(
        "media",
        MEDIA,
        "pictures, videos, GIFs: kind (photo, video, gif, other), alt text, address, local file",
        "never; empty list for none",
    ),
    Column("urls", IDS, "addresses in the post, expanded"),
    Column("mentions", IDS, "handles mentioned, without @"),
    Column("hashtags", IDS, "hashtags, without #"),
    Column("source_app", pl.String, "the app that the post was written with", _NOT_GIVEN),
    Column("edit_ids", IDS, "ids of all versions of an edited post, oldest first; empty when never edited"),
    Column("availability", pl.String, "available, limited or withheld"),
)
_TREE = (
    Column("depth", pl.Int32, "steps from the thread's root (0)"),
    Column("order", pl.Int32, "place in reading order within the thread, posts and ghosts counted together"),
    Column(
        "branch_id",
        pl.String,
        "id of the root's child above (or at) this row; the root's own id for the root",
    ),
    Column("n_children", pl.Int32, "archived posts and ghosts directly below"),
    Column("n_below", pl.Int32, "archived posts anywhere below"),
    Column(
        "detached",
        pl.Boolean,
        "on the shelf of a thread whose root is known but the way to it is not; depth is then a lower bound",
    ),
)
_PARENT = (
    Column(
        "parent_id",
        pl.String,
        "post or ghost that this row hangs under in the tree",
        "the root, or the top of a detached part",
    ),
    Column("parent_kind", pl.String, "how it hangs there: reply or quote", "no parent"),
)
_THREAD = Column("thread_id", pl.String, "root of the tree: id of a post or of a ghost")
_POST = Column("post_id", pl.String, "id of the post")
_PERSON = Column("author_id", pl.String, "id of the person, as in people")

# One line a column reads better than what the formatter makes of it.
# fmt: off
SCHEMAS: Final[dict[str, Table]] = {
    # ---- collect
    "observations": Table("one post seen in one place at one time; nothing is ever overwritten", (
        _POST,
        Column("captured_at", TIME, "when the copy was taken", _NOT_GIVEN),
        Column("source", pl.String, "the file, and the member inside it"),
        Column("source_row", pl.Int64, "number of the record in the file, from 0"),
        Column("dialect", pl.String, "the dialect it was read as"),
        Column("place", pl.String, "where it stood: main, included, quoted, reposted, related (another conversation beside it)"),
        *_CONTENT,
    )),
    "absences": Table("one sign that a post is not to be had", (
        _POST,
        Column("reason", pl.String, "deleted, suspended, protected, withheld, unavailable"),
        Column("handle", pl.String, "handle of its author", _NOT_GIVEN),
        Column("detail", pl.String, "the export's own words", "none given"),
        Column("captured_at", TIME, "when it was seen", _NOT_GIVEN),
        Column("source", pl.String, "the file"),
    )),
    "cursors": Table("one 'show more' that a capture did not follow: evidence of posts not captured", (
        Column("post_id", pl.String, "the post under which it stood", "not known"),
        Column("kind", pl.String, "show_more, show_more_threads, next_page"),
        Column("captured_at", TIME, "when it was seen", _NOT_GIVEN),
        Column("source", pl.String, "the file"),
    )),
    "aliases": Table("one older version of an edited post", (
        Column("alias_id", pl.String, "id of the older version"),
        Column("post_id", pl.String, "id of the newest version, which stands in posts"),
    )),
    "people": Table("one participant", (
        _PERSON,
        Column("handle", pl.String, "newest handle, without @", _NOT_GIVEN),
        Column("name", pl.String, "display name; anybody may choose any", _NOT_GIVEN),
        Column("verified", pl.Boolean, "whether a badge was shown at capture", _NOT_GIVEN),
        Column("verified_type", pl.String, "blue, business, government or legacy", "none, or not said"),
        Column("follower_count", pl.Int64, "followers at capture", _NOT_GIVEN),
        Column("following_count", pl.Int64, "accounts followed at capture", _NOT_GIVEN),
        Column("account_created_at", TIME, "when the account was made", _NOT_GIVEN),
    )),
    "notes": Table("one piece of evidence about a Community Note; kinds are never merged", (
        _POST,
        Column("evidence_kind", pl.String, "pivot, flag, payload, snapshot, text_hint or own_archive"),
        Column("state", pl.String, "what this evidence says: shown_at_capture, proposed_at_capture, pivot_ambiguous, notes_exist_not_shown_to_capturer, none_reported_at_capture"),
        Column("note_id", pl.String, "id of the note", _NOT_GIVEN),
        Column("text", pl.String, "text of the note as delivered", _NOT_GIVEN),
        Column("observed_at", TIME, "when the evidence was captured", _NOT_GIVEN),
        Column("written_at", TIME, "when the note was written (snowflake of note_id)", "note_id unknown"),
        Column("shown_from", TIME, "when it began to be shown", "not known from this kind of evidence"),
        Column("shown_until", TIME, "when it ceased to be shown", "not known, or still shown"),
        Column("precision", pl.String, "how exact the times are: capture, scoring_run or none"),
        Column("source", pl.String, "the file"),
    )),
    "sources": Table("one file, or one member of a container", (
        Column("source", pl.String, "name as given, member after '!'"),
        Column("sha256", pl.String, "checksum of the bytes as read from disk", "read from a pipe, or a member of a container"),
        Column("bytes", pl.Int64, "size after unpacking"),
        Column("dialect", pl.String, "the dialect it was read as", "not read as posts"),
        Column("detected_by", pl.String, "why: the keys or marks that decided"),
        Column("posts", pl.Int64, "different posts in it, embedded ones counted"),
        Column("captured_from", TIME, "oldest capture time in it", _NOT_GIVEN),
        Column("captured_to", TIME, "newest capture time in it", _NOT_GIVEN),
    )),
    "problems": Table("something that was not understood, left out, or mended", (
        Column("source", pl.String, "the file"),
        Column("position", pl.String, "where in it: line, record, or post id", "the whole file"),
        Column("kind", pl.String, "a short fixed name, listed in docs/problems.md"),
        Column("detail", pl.String, "what was found and what was done"),
    )),
    # ---- fold and tree
    "posts": Table("one archived post: the fold of its observations", (
        _POST,
        Column("thread_id", pl.String, "root of the tree: id of a post or of a ghost", "a bare repost stands in no tree"),
        *_PARENT,
        *_CONTENT,
        Column("captured_at", TIME, "newest capture", _NOT_GIVEN),
        Column("n_observations", pl.Int32, "how often it was seen"),
        *(Column(c.name, c.dtype, c.says, "a bare repost stands in no tree") for c in _TREE),
    )),
    "ghosts": Table("a post that is referred to and not archived", (
        _POST,
        _THREAD,
        *_PARENT,
        Column("created_at", TIME, "time in the snowflake", "an id that carries no time"),
        Column("author_id", pl.String, "its author, where those who answer it say so", "not known"),
        Column("handle", pl.String, "its author's handle, likewise", "not known"),
        Column("reason", pl.String, "missing, deleted, suspended, protected, withheld or unavailable"),
        Column("referred_by", IDS, "archived posts that answer or quote it, oldest first"),
        *_TREE,
    )),
    "links": Table("a relation between two posts", (
        _POST,
        Column("target_id", pl.String, "the post referred to, archived or not"),
        Column("kind", pl.String, "reply, quote or repost"),
        Column("author_id", pl.String, "author of post_id"),
        Column("created_at", TIME, "time of post_id", _NOT_GIVEN),
    )),
    "threads": Table("one thread: a tree of replies and, where quotes are followed, of quotes", (
        _THREAD,
        Column("root_archived", pl.Boolean, "whether the root is a post, not a ghost"),
        Column("handle", pl.String, "handle of the root's author", "not known"),
        Column("text", pl.String, "text of the root", "root not archived, or without text"),
        Column("n_posts", pl.Int64, "archived posts"),
        Column("n_people", pl.Int64, "their authors"),
        Column("n_ghosts", pl.Int64, "posts referred to and not archived"),
        Column("n_conversations", pl.Int64, "reply trees in it; more than one where quotes join them"),
        Column("started_at", TIME, "first archived post", "no times known"),
        Column("ended_at", TIME, "last archived post", "no times known"),
        Column("missing_parent_share", pl.Float64, "share (0-1) of replies whose parent is not archived", "no replies"),
    )),
    # ---- analyze: how much is here
    "completeness": Table("how much of one thread the archive holds", (
        _THREAD,
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
        Column("n_cursors", pl.Int64, "'show more' marks that the capture did not follow"),
        Column("captured_from", TIME, "oldest capture of its posts", _NOT_GIVEN),
        Column("captured_to", TIME, "newest capture of its posts", _NOT_GIVEN),
    )),
    "branch_completeness": Table("how much of one branch the archive holds", (
        _THREAD,
        Column("branch_id", pl.String, "the branch's first post or ghost; the root's own id for the root and its direct replies' count"),
        Column("n_posts", pl.Int64, "archived posts in it"),
        Column("replies_counted", pl.Int64, "as in completeness", "no post carries a reply count"),
        Column("replies_archived", pl.Int64, "as in completeness", "no post carries a reply count"),
        Column("coverage", pl.Float64, "replies_archived / replies_counted (0-1)", "no reply counts, or none counted"),
    )),
    # ---- analyze: shape and people
    "shape": Table("the shape of one thread's tree", (
        _THREAD,
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
    "participants": Table("one person in one thread", (
        _THREAD,
        _PERSON,
        Column("handle", pl.String, "handle, without @", _NOT_GIVEN),
        Column("n_posts", pl.Int64, "posts written"),
        Column("n_answers", pl.Int64, "archived replies and quotes received from others"),
        Column("n_repliers", pl.Int64, "different people these came from"),
        Column("n_answered", pl.Int64, "different people answered"),
        Column("n_likes", pl.Int64, "likes on these posts at capture", "no post carries a like count"),
        Column("first_at", TIME, "first post", "no times known"),
        Column("last_at", TIME, "last post", "no times known"),
    )),
    "participation": Table("how the talking is shared out in one thread", (
        _THREAD,
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
        Column("reentry_share", pl.Float64, "share (0-1) of people who wrote again after somebody else had (Backstrom et al. 2013)"),
        Column("op_share", pl.Float64, "share (0-1) of the later posts that the root's author wrote", "root not archived, or one post"),
        Column("op_latency_s", pl.Float64, "median seconds until the root's author answered", "never answered"),
        Column("op_last_at", TIME, "last post of the root's author", "root not archived"),
    )),
    "answers": Table("one archived post that answers or quotes a post of somebody else", (
        _THREAD,
        _POST,
        _PERSON,
        Column("target_id", pl.String, "the post answered or quoted, archived or not"),
        Column("target_author_id", pl.String, "its author", "not known"),
        Column("kind", pl.String, "reply or quote"),
        Column("created_at", TIME, "time of the answer", _NOT_GIVEN),
    )),
    "exchanges": Table("two people who answered each other, or of whom one answered the other", (
        _THREAD,
        Column("a_id", pl.String, "the one who spoke to the other first"),
        Column("b_id", pl.String, "the other"),
        Column("n_posts", pl.Int64, "answers between them, both ways"),
        Column("a_posts", pl.Int64, "answers from a to b"),
        Column("b_posts", pl.Int64, "answers from b to a"),
        Column("duel_length", pl.Int64, "posts in their longest alternating path; 0 when one never answered back"),
        Column("duel_posts", IDS, "that path, in order"),
        Column("first_at", TIME, "first answer between them", "no times known"),
        Column("last_at", TIME, "last answer between them", "no times known"),
    )),
    "heads": Table("which much-answered post each post stands under", (
        _THREAD,
        _POST,
        Column("head_id", pl.String, "nearest head at or above: a post that holds a large part of the thread", "under none"),
        Column("head_rank", pl.Int32, "place of the head among the thread's heads, by time, from 0", "under none"),
    )),
    "reception": Table("how one post was received, by X's counts at capture", (
        _THREAD,
        _POST,
        Column("ratio", pl.Float64, "replies / (likes + reposts)", "counts missing, or nothing to divide by"),
        Column("log_ratio", pl.Float64, "log2((replies + 1) / (likes + 1))", "counts missing"),
        Column("quote_ratio", pl.Float64, "quotes / reposts", "counts missing, or no reposts"),
        Column("ratioed_by", pl.String, "the answer with more likes than the post itself, the most liked", "none"),
    )),
    # ---- analyze: time
    "tempo": Table("the pace of one thread", (
        _THREAD,
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
        _THREAD,
        Column("bin_start", TIME, "start of the bin"),
        Column("bin_s", pl.Int64, "its width, seconds"),
        Column("n_posts", pl.Int64, "posts in it"),
    )),
    "bursts": Table("a stretch in which posts came faster than before (Kleinberg 2002)", (
        _THREAD,
        Column("level", pl.Int32, "state of the automaton, from 1"),
        Column("started_at", TIME, "first post of it"),
        Column("ended_at", TIME, "last post of it"),
        Column("n_posts", pl.Int64, "posts in it"),
    )),
    # ---- analyze: words
    "sentiment": Table("the tone of one post's words", (
        _THREAD,
        _POST,
        Column("status", pl.String, "scored, no_signal (no word that leans either way) or not_scored (no words, or not in English as far as can be told)"),
        Column("polarity", pl.Float64, "-1 negative to 1 positive", "not scored"),
        Column("subjectivity", pl.Float64, "0 to 1", "not scored"),
        Column("words", WORDS, "the words behind the score, each with what changed it (not, very); empty without signal"),
        Column("backend", pl.String, "textblob"),
    )),
    "stance": Table("what one post says about the claim and to the post it answers, as far as its words say it", (
        _THREAD,
        _POST,
        Column("toward_claim", pl.String, "deny, query or undetermined"),
        Column("toward_parent", pl.String, "deny, query or undetermined"),
        Column("span", pl.String, "the words that say so, as they stand in the post", "undetermined"),
        Column("rule", pl.String, "the rule that fired", "undetermined"),
        Column("confidence", pl.Float64, "0 to 1", "undetermined"),
    )),
    "roles": Table("a part that one person plays in one thread; somebody may have several", (
        _THREAD,
        _PERSON,
        Column("role", pl.String, "originator, denier, questioner, duelist, target or undetermined"),
        Column("weight", pl.Float64, "strength within the role, 0 to 1"),
        Column("confidence", pl.Float64, "0 to 1", "undetermined"),
        Column("rule", pl.String, "the rule that fired"),
        Column("evidence", IDS, "posts behind it, strongest first, at most 12"),
        Column("n_evidence", pl.Int64, "how many there are"),
    )),
    "note_states": Table("what all evidence together allows to say about notes on one post", (
        _THREAD,
        _POST,
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
        _THREAD,
        Column("at", TIME, "when"),
        Column("kind", pl.String, "first_post, goes_big, first_denial, most_answered, enters, answers_back, note_written, second_burst"),
        _POST,
        Column("target_id", pl.String, "the post answered or quoted", "none, or not archived"),
        Column("n_answers", pl.Int64, "archived answers it drew"),
        Column("detail", pl.String, "the words that matter", "none"),
    )),
    "findings": Table("one sentence that may be asserted, with the posts behind it", (
        Column("finding_id", pl.String, "kind and a running number: stable for equal data"),
        _THREAD,
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


def _schema(name: str) -> Table:
    try:
        return SCHEMAS[name]
    except KeyError:
        raise UnknownName.among("table", name, SCHEMAS) from None


def empty(name: str) -> pl.DataFrame:
    """Return the table without rows.

    >>> empty("links").shape
    (0, 5)
    """
    return pl.DataFrame(schema=_schema(name).dtypes)


def conform(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Order and cast the columns of a frame as the schema says; a missing one becomes null.

    Raises
    ------
    SchemaError
        If a column cannot be cast.
    """
    columns = [
        (pl.col(column.name) if column.name in frame.columns else pl.lit(None).alias(column.name)).cast(
            column.dtype
        )
        for column in _schema(name).columns
    ]
    try:
        return frame.select(columns)
    except pl.exceptions.PolarsError as cause:
        raise SchemaError(f"table {name!r} does not fit its schema: {cause}") from cause


def check(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return the frame if its columns and dtypes are those of the schema, in order.

    Raises
    ------
    SchemaError
        Naming the columns that are missing, unknown or of another dtype.
    """
    want = pl.Schema(_schema(name).dtypes)
    if frame.schema == want:
        return frame
    missing = [column for column in want if column not in frame.schema]
    unknown = [column for column in frame.schema if column not in want]
    other = [
        f"{column} is {frame.schema[column]}, not {dtype}"
        for column, dtype in want.items()
        if column in frame.schema and frame.schema[column] != dtype
    ]
    parts = [f"missing {missing}"] * bool(missing) + [f"unknown {unknown}"] * bool(unknown) + other
    raise SchemaError(
        f"table {name!r} is not what its schema says: {'; '.join(parts) or 'columns in another order'}"
    )
