"""Tables -> the six numbers of the first screen: how much, how fast, was there a note, how much is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import polars as pl

from threadscope.report.formats import NOTHING, number, person, share, span, within
from threadscope.report.story import Sentence
from threadscope.schema.note_states import NOTE_STATES

__all__ = ["Fact", "facts"]

#: Fewer posts have no pace worth a number.
_PACED: Final = 4
_QUOTED: Final = 2
#: What the strongest state on record comes to, where no note is known to have been shown.
_UNSHOWN: Final = "No showing"
#: The rule of the finding on notes whose posts are all older than Community Notes.
_OLDER: Final = "older_than_notes"
#: A handle, and when the post was written.
Said = tuple[str, datetime]


@dataclass(frozen=True, slots=True)
class Fact:
    """One number, and what it counts."""

    value: str
    says: str


def facts(
    threads: pl.DataFrame,
    tempo: pl.DataFrame,
    completeness: pl.DataFrame,
    stance: pl.DataFrame,
    note_states: pl.DataFrame,
    note_coverage: pl.DataFrame,
    note_timeline: pl.DataFrame,
    *,
    posts: pl.DataFrame,
    headline: Sentence | None,
    reach: Sentence | None,
) -> list[Fact]:
    """Return the six numbers, each read from its table.

    Parameters
    ----------
    threads, tempo, completeness, stance, note_states, note_coverage, note_timeline
        The tables of these names.
    posts
        The archived posts, for the times of those that the headline quotes.
    headline
        The finding that titles the page, if there is one.
    reach
        The finding that says how far the evidence of notes reaches.
    """
    thread = threads.row(0, named=True)
    people = "person" if thread["n_people"] == 1 else "people"
    pair = _quoted(posts, headline)
    return [
        Fact(
            number(thread["n_posts"]),
            f"{'post' if thread['n_posts'] == 1 else 'posts'} archived, by {number(thread['n_people'])} {people}",
        ),
        _answered(posts, tempo, pair, thread["thread_id"]),
        _pace(thread["n_posts"], tempo),
        _denied(stance, posts, pair, thread["thread_id"]),
        _noted(note_states, note_coverage, note_timeline, posts, reach),
        _coverage(completeness),
    ]


def _quoted(posts: pl.DataFrame, headline: Sentence | None) -> list[Said]:
    """Return handle and time of the two posts that a headline of a claim and what was said to it quotes; else nothing."""
    # Only such a headline quotes two posts; others rest on many.
    if not headline or not headline.n_evidence == _QUOTED == len(headline.posts):
        return []
    ids = [post.post_id for post in headline.posts]
    times = dict(posts.filter(pl.col("post_id").is_in(ids)).select("post_id", "created_at").iter_rows())
    said = [
        (post.handle, moment) for post in headline.posts if (moment := times.get(post.post_id)) is not None
    ]
    return said if headline.wording.count("“") >= _QUOTED == len(said) else []


def _answered(posts: pl.DataFrame, tempo: pl.DataFrame, pair: list[Said], root_id: str) -> Fact:
    """Return how long after the first post of the headline the second came; else how fast posts were answered."""
    if pair:
        (one, first), (other, second) = pair
        return Fact(_apart(abs(second - first)), f"from {one}’s post to {other}’s")
    median = tempo["latency_median_s"].to_list()[:1]
    if not median or median[0] is None:
        return Fact(NOTHING, "from a post to its answer: no times known")
    says = "within which half of all answers followed the post they answer"
    started = _time_of(posts, root_id)
    opener = posts.filter(pl.col("post_id") == root_id)["author_id"].first()
    # Who goes on under their own post answers nobody.
    answering = (pl.col("parent_id") == root_id) & (pl.col("author_id") != opener)
    first_answer = posts.filter(answering)["created_at"].min()
    if isinstance(started, datetime) and isinstance(first_answer, datetime) and first_answer >= started:
        says += f"; the first post was answered within {within(first_answer - started)}"
    return Fact(within(timedelta(seconds=median[0])), says)


def _time_of(posts: pl.DataFrame, post_id: str) -> datetime | None:
    return next(iter(posts.filter(pl.col("post_id") == post_id)["created_at"].to_list()), None)


def _denied(stance: pl.DataFrame, posts: pl.DataFrame, pair: list[Said], root_id: str) -> Fact:
    """Return how many outright denials rules found, and how long after the claim of the headline the first came.

    Without it the time of one person's answer reads as the time in which nobody objected.
    """
    denying = (pl.col("toward_claim") == "deny") | (pl.col("toward_parent") == "disagree")
    found = stance.filter(denying & pl.col("span").is_not_null()).select("post_id")
    says = f"outright {'denial' if found.height == 1 else 'denials'} found by our rules"
    first = posts.join(found, on="post_id", how="semi")["created_at"].min()
    claim, opening = min(pair, key=lambda said: said[1], default=None), _time_of(posts, root_id)
    bases = [(f"{claim[0]}’s post", claim[1])] if claim else []
    bases += [("the first post", opening)] if opening else []
    for base, moment in bases:
        if isinstance(first, datetime) and first > moment:
            came = "it came" if found.height == 1 else "the first came"
            says += f"; {came} {span(first - moment)} after {base}"
            break
    return Fact(number(found.height), says)


def _apart(length: timedelta) -> str:
    return span(length) if length.total_seconds() else "the same moment"


def _pace(n_posts: int, tempo: pl.DataFrame) -> Fact:
    half = tempo.select(half=pl.col("at_50") - pl.col("started_at"))["half"].to_list()
    if n_posts < _PACED or not half or half[0] is None:
        return Fact(NOTHING, "of pace: too few posts, or no times known")
    return Fact(within(half[0]), "within which half of the posts were written")


def _noted(
    states: pl.DataFrame,
    coverage: pl.DataFrame,
    timeline: pl.DataFrame,
    posts: pl.DataFrame,
    reach: Sentence | None,
) -> Fact:
    """Return whether a Community Note was shown, as far as this data tells."""
    shown = [name for name, state in NOTE_STATES.items() if state.was_shown]
    told = pl.col("state", "snapshot_state")
    noted = states.filter(pl.any_horizontal(told.is_in(shown).fill_null(value=False)))["post_id"].unique()
    if len(noted):
        by = posts.filter(pl.col("post_id").is_in(noted.implode()))["handle"].drop_nulls().to_list()
        on = f"{person(by[0])}’s post" if len(noted) == len(by) == 1 else _counted(len(noted))
        about = timeline.filter(pl.col("post_id").is_in(noted.implode()))
        hours = about["hours_to_written"].drop_nulls()
        after = ""
        if len(noted) == hours.n_unique() == 1 and hours[0] > 0:
            after = f", written {span(hours[0] * 3600)} after it"
            # What was written then is read as shown from then on.
            after += _since(about, posts, noted[0])
        return Fact("Shown", f"a Community Note, on {on}{after}")
    if reach and reach.rule == _OLDER:
        return Fact("None yet", "Community Notes did not exist when these posts were written")
    n_noted = int(coverage["n_noted"].sum())
    if n_noted:
        return Fact(_UNSHOWN, f"on record of a Community Note; signs of one on {_counted(n_noted)}")
    known = int(coverage["n_posts"].sum()) - int(coverage["n_unknown"].sum())
    if known > 0:
        return Fact("No sign", f"of a Community Note; something is known of {_counted(known)}")
    return Fact("Not known", "whether there was a Community Note: nothing in this data tells")


def _since(about: pl.DataFrame, posts: pl.DataFrame, post_id: str) -> str:
    """Say from when a note was shown, or that this is not known."""
    shown, written = about["shown_from"].min(), _time_of(posts, post_id)
    if isinstance(shown, datetime) and written is not None and shown > written:
        return f", shown from about {span(shown - written)} after it"
    return "; since when readers saw it is not known"


def _counted(n_posts: int) -> str:
    return f"{number(n_posts)} {'post' if n_posts == 1 else 'posts'}"


def _coverage(completeness: pl.DataFrame) -> Fact:
    """Return the share of replies that is here; where X's counts are not, how many answers lead to no archived post.

    That nobody can tell how much is missing then stands once, at the top of the page.
    """
    for row in completeness.iter_rows(named=True):
        if row["coverage"] is not None:
            counted, archived = number(row["replies_counted"]), number(row["replies_archived"])
            return Fact(share(row["coverage"]), f"of replies archived: {archived} of {counted} that X counts")
        if row["n_posts"] > 1:
            one = row["n_missing_parent"] == 1
            return Fact(
                number(row["n_missing_parent"]),
                "answer to a post that is not in this archive"
                if one
                else "answers to posts that are not in this archive",
            )
    return Fact("Not known", "how many replies there are: the export carries no reply counts")
