"""Tables -> what this report cannot tell: each line is true of this thread, with the number that says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from threadscope.report.formats import day, number
from threadscope.settings import Settings

__all__ = ["NEVER", "Limit", "limits"]

#: What no archive can tell.
NEVER: Final = (
    (
        "What was never captured: protected accounts, answers behind “show more”, what was deleted before, and"
        " everything that X did not show to whoever captured it."
    ),
    "Whether a claim is true. Posts and notes are quoted with who wrote them; the report takes no side.",
    "What people think. It describes these posts in this thread: most are plain comments, and silence is no agreement.",
    "Who is a bot, who acts together with whom, or who a person behind a handle is.",
    "What caused what. Order in time is no cause.",
    "When somebody liked or viewed a post. Such counts are totals at capture.",
)
_REASONS: Final = ("missing", "deleted", "suspended", "protected", "withheld", "unavailable")
_LANGUAGES: Final = 3
_UNPLACED: Final = ("unclear", "not_scored")
#: X's labels for posts without words in a language.
_NO_LANGUAGE: Final = ("und", "zxx", "qme", "qht", "qam", "qct", "qst", "art")


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that cannot be told, why, and what would tell it ("" where nothing would)."""

    says: str
    why: str
    helps: str = ""


def limits(
    posts: pl.DataFrame,
    threads: pl.DataFrame,
    completeness: pl.DataFrame,
    note_coverage: pl.DataFrame,
    sentiment: pl.DataFrame,
    stance: pl.DataFrame,
    problems: pl.DataFrame,
    *,
    settings: Settings,
) -> list[Limit]:
    """Return what cannot be told of this thread, what weighs most first; nothing that does not hold of it.

    Parameters
    ----------
    posts, threads, completeness, note_coverage, sentiment, stance, problems
        The tables of these names, rows of one thread.
    settings
        Choices that leave something out.
    """
    return [
        *_missing(threads, completeness),
        *_notes(note_coverage),
        *_sides(stance),
        *_tone(posts, sentiment),
        *_times(posts),
        *_quotes(posts, settings),
        *_counts(posts),
        *_content(posts),
        *_records(problems),
    ]


def _of(n: int, noun: str, plural: str = "") -> str:
    return f"{number(n)} {noun if n == 1 else plural or f'{noun}s'}"


def _missing(threads: pl.DataFrame, completeness: pl.DataFrame) -> Iterator[Limit]:
    if threads.height and not threads["root_archived"][0]:
        yield Limit("What the first post says", "it is not archived")
    for row in completeness.iter_rows(named=True):
        gone = (row["replies_counted"] or 0) - (row["replies_archived"] or 0)
        if row["coverage"] is None:
            yield Limit(
                "How much of the thread is missing",
                "the export carries no reply counts",
                "an export with X’s counts",
            )
        elif gone > 0:
            yield Limit(
                f"What stands in {_of(gone, 'reply', 'replies')} that X counts and this archive does not hold",
                f"{number(row['replies_archived'])} of {number(row['replies_counted'])} are here",
                "a later or deeper capture, if they still exist",
            )
        yield from _gaps(row)


def _gaps(row: dict[str, Any]) -> Iterator[Limit]:
    reasons = ", ".join(f"{number(row[f'n_{name}'])} {name}" for name in _REASONS if row[f"n_{name}"])
    left_out = row["n_left_out"] or 0
    if row["n_ghosts"] > left_out:
        yield Limit(
            f"What is said in {_of(row['n_ghosts'] - left_out, 'post')} that others answer or quote",
            f"not archived: {reasons}" if reasons else "not archived",
        )
    if left_out:
        yield Limit(
            f"What is said in {_of(left_out, 'post')} that others answer or quote and the editor left out",
            "the reasons stand under Set by the editor",
        )
    if row["n_detached"]:
        yield Limit(
            f"What leads from the first post to {_of(row['n_detached'], 'post')} of the thread",
            "the posts between are not archived, so depths there are lower bounds",
        )
    if row["n_cursors"]:
        yield Limit(
            f"What stands behind {_of(row['n_cursors'], '“show more” mark')}",
            "the capture did not follow them",
            "capturing those branches",
        )
    if row["captured_from"] is None:
        yield Limit("What was written after the capture", "the files do not say when that was")


def _notes(coverage: pl.DataFrame) -> Iterator[Limit]:
    for row in coverage.iter_rows(named=True):
        if not row["n_snapshots"]:
            told = number(row["n_told"])
            yield Limit(
                "Which Community Notes were written, rated or shown beyond what captures show",
                f"no public notes files were read; captures say something of notes on {told} of {_of(row['n_posts'], 'post')}",
                "reading these files with --notes",
            )
        elif row["n_outside_snapshot"]:
            yield Limit(
                f"Whether there were Community Notes on {_of(row['n_outside_snapshot'], 'post')}",
                f"written too late for the public notes files of {day(row['snapshot_at'])}",
                "newer files",
            )
        if row["n_snapshots"] and row["n_unknown"]:
            yield Limit(
                f"Whether there were Community Notes on {_of(row['n_unknown'], 'post')}",
                "no capture and no file says anything of them",
            )


def _sides(stance: pl.DataFrame) -> Iterator[Limit]:
    unread = stance.filter(pl.col("toward_claim") == "not_scored").height
    unclear = stance.filter(pl.col("toward_claim") == "unclear").height
    if unclear:
        yield Limit(
            f"Whether {_of(unclear, 'post')} of {number(stance.height)} {'supports' if unclear == 1 else 'support'} or"
            " dispute the claim",
            "their words do not say so clearly enough; undetermined is not neutral",
            "labels given by hand (--labels)",
        )
    if unread:
        yield Limit(
            f"What {_of(unread, 'post')} of {number(stance.height)} {'says' if unread == 1 else 'say'} of the claim",
            "no words, or words in a language whose stances are not read",
            "scores by somebody who reads it (--scores)",
        )


def _tone(posts: pl.DataFrame, sentiment: pl.DataFrame) -> Iterator[Limit]:
    unscored = (
        sentiment.filter(pl.col("status") == "not_scored")
        .select("post_id")
        .join(posts.select("post_id", "text", "lang"), on="post_id", how="left", maintain_order="left")
    )
    if unscored.height:
        known = unscored.filter(
            pl.col("lang").is_not_null() & ~pl.col("lang").is_in(_NO_LANGUAGE) & pl.col("text").is_not_null()
        )
        most = known.group_by("lang").len().sort("len", "lang", descending=[True, False]).head(_LANGUAGES)
        named = ", ".join(f"{number(n)} {lang}" for lang, n in most.iter_rows())
        labelled = f" (X’s labels: {named})" if named else ""
        yield Limit(
            f"The tone of {_of(unscored.height, 'post')} of {number(sentiment.height)}",
            f"no words, or words in a language that the word list does not know{labelled}",
            "scores by somebody who reads it (--scores)",
        )


def _times(posts: pl.DataFrame) -> Iterator[Limit]:
    untimed = posts["created_at"].null_count()
    if untimed:
        yield Limit(
            f"When {_of(untimed, 'post')} {'was' if untimed == 1 else 'were'} written",
            "the export gives no time, and the id holds none; no picture over time shows them",
        )
    once = posts.filter(pl.col("n_observations") <= 1).height
    if once:
        yield Limit(
            "What was edited, deleted or counted otherwise before or after the capture"
            + ("" if once == posts.height else f", for {_of(once, 'post')}"),
            "seen once only",
            "a second capture",
        )


def _quotes(posts: pl.DataFrame, settings: Settings) -> Iterator[Limit]:
    if not settings.quotes:
        yield Limit(
            "How quotes carried the quarrel on",
            "they were left out by the setting quotes",
            "the same report with quotes",
        )
    elif posts["quote_count"].null_count() == posts.height:
        yield Limit("How often these posts were quoted", "the export carries no quote counts")
    else:
        here = posts.drop_nulls("quoted_id").group_by("quoted_id").len("here")
        counted = posts.filter(pl.col("quote_count") > 0).join(
            here, left_on="post_id", right_on="quoted_id", how="left"
        )
        gone = int((counted["quote_count"] - counted["here"].fill_null(0).cast(pl.Int64)).clip(0).sum())
        if gone:
            yield Limit(
                f"What was said in {_of(gone, 'quote')} that X counts and this archive does not hold",
                "quotes stand outside the thread and were not captured",
                "a search for quotes of these posts",
            )


def _counts(posts: pl.DataFrame) -> Iterator[Limit]:
    if posts["like_count"].null_count() == posts.height:
        yield Limit("Who was liked", "the export carries no like counts")
    unnamed = posts["handle"].null_count()
    if unnamed:
        yield Limit(f"Who wrote {_of(unnamed, 'post')}", "the export does not name the author")


def _content(posts: pl.DataFrame) -> Iterator[Limit]:
    cut = posts.filter(pl.col("text_truncated")).height
    if cut:
        yield Limit(f"The whole words of {_of(cut, 'post')}", "only a cut text is archived")
    media = posts.select(pl.col("media").explode()).drop_nulls().unnest("media")
    mute = media.filter(pl.col("alt").is_null() | (pl.col("alt").str.strip_chars() == "")).height
    if mute:
        yield Limit(
            f"What {_of(mute, 'picture or video', 'pictures and videos')} {'shows' if mute == 1 else 'show'}",
            "nothing is read out of them, and nobody described them in words",
        )


def _records(problems: pl.DataFrame) -> Iterator[Limit]:
    if problems.height:
        yield Limit(
            f"What {_of(problems.height, 'record or field', 'records or fields')} held that could not be read as"
            f" {'it' if problems.height == 1 else 'they'} stood",
            "listed by kind under Method",
        )
