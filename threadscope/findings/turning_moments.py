"""The turning points of a thread, each in a sentence with its label for charts and lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import counted, day, duration, person, post_of, within
from threadscope.findings.answered import counted_answers
from threadscope.findings.noted import after_post, by_when
from threadscope.findings.quotation import ended, passed_on, quotation
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings, quoted, unite
from threadscope.settings import Settings

__all__ = ["turning_moments"]

_DAY_S: Final = 86_400


def _quoting(words: str, says: str | None) -> str:
    return f"{words}: {says}" if says else f"{words}."


def _toward(row: Row) -> str:
    if row["parent_author_id"] is not None and row["parent_author_id"] == row["post_author_id"]:
        return " below a post of their own"
    verb = "quoting" if row["parent_kind"] == "quote" else "in answer to"
    return f" {verb} {row['parent_who']}" if row["parent_who"] else ""


def _first_post(row: Row) -> str:
    if row["post_says"]:
        return f"{row['post_who']} opened the thread: {row['post_says']}"
    words = passed_on(row["text"], row["display_from"])
    return f"{row['post_who']} opened the thread by passing on {words}" if words else ""


def _says(row: Row) -> str:
    return f"{row['post_who']} says {quotation(row['detail'])}{_toward(row)}."


def _goes_big(row: Row) -> str:
    drew = f"drew {row['n_answers']:,} of the {counted(row['n_all'], 'answer')} in the archive"
    words = f"{row['post_who']} repeats the claim{_toward(row)}, and {drew}"
    return _quoting(words, row["post_says"])


def _most_answered(row: Row) -> str:
    drew = f"drew {counted(row['n_answers'], 'answer')}; no reply drew more"
    return _quoting(f"{post_of(row['post_who'])}{_toward(row)} {drew}", row["post_says"])


def _enters(row: Row) -> str:
    drew = f"a first post that drew {counted(row['n_answers'], 'answer')}"
    return _quoting(f"{row['post_who']} joins{_toward(row)}, with {drew}", row["post_says"])


def _answers_back(row: Row) -> str:
    whom = row["parent_who"] or person(None, row["target_author_id"])
    verb = f"quotes {whom}" if row["parent_kind"] == "quote" else "answers back"
    return _quoting(f"{whom} had answered {row['post_who']}; {row['post_who']} {verb}", row["post_says"])


def _note_written(row: Row) -> str:
    how = {"shown_at_capture": "shown on", "proposed_at_capture": "proposed for"}.get(
        row["state"], "delivered with"
    )
    age = f" {duration(row['age_s'])} after it" if row["age_s"] is not None and row["age_s"] >= 0 else ""
    says = quotation(row["detail"], 0, 160)
    words = f"The Community Note that a capture saw {how} {post_of(row['post_who'])} was written{age}"
    return f"{words}; it says {says}" if says else f"{words}."


def _note_shown(row: Row) -> str:
    hours = row["hours_to_helpful"]
    when = f"first rated helpful {after_post(hours)}" if hours is not None else "first rated helpful"
    words = f"A Community Note on {post_of(row['post_who'])} was {when} (the time of a scoring run)"
    if by_then := by_when(row):
        words += f", {by_then}"
    if row["shown_state"] == "shown":
        return f"{words}; X shows a note soon after that."
    return f"{words}; it was shown, and later removed."


def _second_burst(row: Row) -> str:
    size = counted(row["n_burst"], "post")
    span = f"within {within(row['burst_s'])}" if row["burst_s"] else "at once"
    one_of_them = f"among them {row['post_who']}’s {row['post_says'] or 'post'}"
    return ended(f"Posts come fast again: {size} {span}, {one_of_them}")


def _between(row: Row) -> str:
    """From when to when the fullest bin reaches; bins of whole days are told by their days."""
    since, until = row["peak_from"], row["peak_from"] + timedelta(seconds=row["bin_s"])
    if row["bin_s"] >= _DAY_S:
        return f"Within {duration(row['bin_s'])} from {day(since)}, {since:%H:%M}, on"
    return f"Between {since:%H:%M} and {until:%H:%M} on {day(since)}"


def _peak(row: Row) -> str:
    size = f"{row['peak_posts']:,} of the {counted(row['n_posts'], 'post')}"
    one_of_them = f"among them {row['post_who']}’s {row['post_says'] or 'post'}"
    return f"{_between(row)}, {size} were written, {one_of_them}."


#: What the table calls it -> the label of it in charts and lists, and its sentence.
_KINDS: Final[dict[str, tuple[str, Callable[[Row], str]]]] = {
    "first_post": ("First post", _first_post),
    "first_denial": ("First denial", _says),
    "denial": ("Denial", _says),
    "goes_big": ("Goes big", _goes_big),
    "first_distinction": ("First distinction", _says),
    "most_answered": ("Most answered", _most_answered),
    "enters": ("Enters", _enters),
    "answers_back": ("Answers back", _answers_back),
    "note_shown": ("Note shown", _note_shown),
    "note_written": ("Note written", _note_written),
    "second_burst": ("Second burst", _second_burst),
    "peak": ("Peak", _peak),
}


def _earlier_answers(answers: pl.DataFrame) -> pl.DataFrame:
    """The first answer of each person to each other: what somebody answers back to."""
    return (
        answers.drop_nulls("target_author_id")
        .sort("created_at", "post_id")
        .unique(["thread_id", "author_id", "target_author_id"], keep="first", maintain_order=True)
        .select("thread_id", back_to="author_id", post_author_id="target_author_id", earlier_id="post_id")
    )


def _shown_notes(note_timeline: pl.DataFrame) -> pl.DataFrame:
    """What is known of the first note on each post that is or was shown by the public files."""
    shown = note_timeline.filter(
        pl.col("state").is_in(["shown", "shown_then_removed"]) & pl.col("shown_from").is_not_null()
    )
    firsts = shown.sort("post_id", "shown_from", "note_id").unique(
        "post_id", keep="first", maintain_order=True
    )
    known = ("rated_helpful_at", "hours_to_helpful", "n_replies", "replies_at_helpful", "captured_to")
    return firsts.select("post_id", *known, shown_state="state")


def _bursts(bursts: pl.DataFrame, posts: pl.DataFrame, turning_points: pl.DataFrame) -> pl.DataFrame:
    """The burst in which each post told as one stands, and the burst's posts."""
    lowest = bursts.filter(pl.col("level") == 1).rename({"n_posts": "n_burst"})
    told = turning_points.filter(pl.col("kind") == "second_burst").select("thread_id", "at")
    second = lowest.join(told, on="thread_id").filter(pl.col("at").is_between("started_at", "ended_at"))
    dated = posts.sort("created_at", "post_id").select("thread_id", "created_at", in_burst="post_id")
    inside = dated.join(second, on="thread_id").filter(
        pl.col("created_at").is_between("started_at", "ended_at")
    )
    length = (pl.col("ended_at") - pl.col("started_at")).dt.total_milliseconds() / 1000
    return inside.group_by("thread_id", maintain_order=True).agg(
        burst_posts=pl.col("in_burst").head(MOST_EVIDENCE),
        n_burst=pl.col("n_burst").first(),
        burst_s=length.first(),
    )


def _peaks(tempo: pl.DataFrame, posts: pl.DataFrame, zone: str) -> pl.DataFrame:
    """The fullest bin of time of each thread, from when in the zone of the report, and its posts."""
    bins = tempo.select("thread_id", "bin_s", "peak_at", "peak_posts").drop_nulls()
    dated = posts.sort("created_at", "post_id").select("thread_id", "created_at", in_peak="post_id")
    until = pl.col("peak_at") + pl.duration(seconds=pl.col("bin_s"))
    inside = dated.join(bins, on="thread_id").filter(
        pl.col("created_at").is_between(pl.col("peak_at"), until, closed="left")
    )
    cited = inside.group_by("thread_id", maintain_order=True).agg(
        in_peak=pl.col("in_peak").head(MOST_EVIDENCE)
    )
    told = bins.join(cited, on="thread_id")
    return told.with_columns(peak_from=pl.col("peak_at").dt.convert_time_zone(zone)).drop("peak_at")


def _told(
    turning_points: pl.DataFrame,
    posts: pl.DataFrame,
    answers: pl.DataFrame,
    note_states: pl.DataFrame,
    note_timeline: pl.DataFrame,
    bursts: pl.DataFrame,
    claims: pl.DataFrame,
    tempo: pl.DataFrame,
    threads: pl.DataFrame,
    zone: str,
) -> pl.DataFrame:
    """Turning points with everything that their sentences need."""
    given = (
        answers.sort("created_at", "post_id")
        .group_by(post_id="target_id", maintain_order=True)
        .agg(given=pl.col("post_id").head(MOST_EVIDENCE))
    )
    names = quoted(quoted(turning_points, posts, "post_id", "post"), posts, "target_id", "parent")
    how = answers.select("post_id", "target_author_id", parent_kind="kind")
    for part, on in (
        (how, ["post_id"]),
        (given, ["post_id"]),
        (counted_answers(answers), ["thread_id"]),
        (note_states.select("post_id", "state", "age_s"), ["post_id"]),
        (_shown_notes(note_timeline), ["post_id"]),
        (_bursts(bursts, posts, turning_points), ["thread_id"]),
        (_peaks(tempo, posts, zone), ["thread_id"]),
        (threads.select("thread_id", "n_posts"), ["thread_id"]),
        (posts.select("post_id", "text", "display_from"), ["post_id"]),
        (claims.select("post_id", "repeats_id").unique("post_id"), ["post_id"]),
    ):
        names = names.join(part, on=on, how="left", maintain_order="left")
    return names.join(
        _earlier_answers(answers),
        left_on=["thread_id", "target_author_id", "post_author_id"],
        right_on=["thread_id", "back_to", "post_author_id"],
        how="left",
        maintain_order="left",
    )


def _evidence(kind: str) -> pl.Expr:
    """The post itself first, then what shows the rest of the sentence."""
    parent = pl.when(pl.col("parent_who").is_not_null()).then("target_id")
    more: dict[str, tuple[str | pl.Expr, ...]] = {
        "first_denial": (parent,),
        "denial": (parent,),
        "first_distinction": (parent,),
        "goes_big": ("repeats_id", parent, "given"),
        "most_answered": (parent, "given"),
        "enters": (parent, "given"),
        "answers_back": (parent, "earlier_id"),
        "note_shown": ("given",),
        "second_burst": ("burst_posts",),
        "peak": ("in_peak",),
    }
    return unite("post_id", *more.get(kind, ()))


def _n_evidence(kind: str) -> pl.Expr:
    """How many posts stand behind the sentence: of long lists only the first are at hand."""
    whole = {
        "second_burst": ("n_burst", "burst_posts"),
        "peak": ("peak_posts", "in_peak"),
        **dict.fromkeys(("goes_big", "most_answered", "enters"), ("n_answers", "given")),
    }
    cited = pl.col("evidence").list.unique().list.len().cast(pl.Int64)
    if kind not in whole:
        return cited
    number, at_hand = whole[kind]
    return cited + (pl.col(number) - pl.col(at_hand).list.len()).clip(lower_bound=0).fill_null(0)


def turning_moments(
    turning_points: pl.DataFrame,
    posts: pl.DataFrame,
    answers: pl.DataFrame,
    note_states: pl.DataFrame,
    note_timeline: pl.DataFrame,
    bursts: pl.DataFrame,
    claims: pl.DataFrame,
    tempo: pl.DataFrame,
    threads: pl.DataFrame,
    *,
    settings: Settings,
) -> pl.DataFrame:
    """Word the turning points, by thread and time; ``evidence`` begins with the post that turns the thread.

    Times in sentences are in the zone of the settings.
    """
    if turning_points.is_empty():
        return schema.empty("findings")
    told = _told(
        turning_points, posts, answers, note_states, note_timeline, bursts, claims, tempo, threads, settings.tz
    )  # fmt: skip
    worded = [schema.empty("findings")]
    there = set(told["kind"])
    for kind, (label, wording) in _KINDS.items():
        if kind not in there:
            continue
        mine = (
            told.filter(pl.col("kind") == kind)
            .with_columns(
                evidence=_evidence(kind),
                label=pl.lit(label),
                subject=pl.col("post_author_id"),
                object=pl.col("target_author_id"),
                value=pl.col("n_answers").cast(pl.Float64),
            )
            .with_columns(n_evidence=_n_evidence(kind))
        )
        # who was answered most is a finding of its own; this one is about replies
        name = "most_answered_reply" if kind == "most_answered" else kind
        worded.append(findings(mine, wording, kind=name, rule=f"turning_point_{kind}"))
    return schema.check(pl.concat(worded).sort("thread_id", "at", "finding_id", nulls_last=True), "findings")
