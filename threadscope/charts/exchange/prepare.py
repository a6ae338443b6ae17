"""Tables to the numbers of the exchange ladder."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from threadscope.charts.exchange.choose import (
    Choice,
    chosen_chain,
    main_chain,
    of_chain,
    story,
    turning_posts,
)
from threadscope.charts.exchange.numbers import Exchange, Rung
from threadscope.charts.exchange.rungs import Known, badges_of, rungs_of, speakers_of
from threadscope.charts.one_thread import one_thread
from threadscope.charts.sides import SIDE_OF_STANCE, UNDETERMINED, sides_of_all
from threadscope.charts.source import handles_of, wording_of
from threadscope.charts.words import at_handle, counted
from threadscope.settings import Settings

__all__ = ["prepare"]

_ROWS, _ROWS_PHONE = 14, 10
_PEOPLE, _PEOPLE_PHONE = 8, 5
_UNTITLED: Final = "Who answered whom, post by post"


def _every(posts: pl.DataFrame, ghosts: pl.DataFrame) -> pl.DataFrame:
    """Return posts and ghosts of one thread with what a rung shows of them."""
    common = ("post_id", "parent_id", "author_id", "handle", "created_at", "depth", "order")
    by_quote = (pl.col("parent_kind") == "quote").fill_null(value=False).alias("by_quote")
    archived = posts.select(
        *common,
        by_quote,
        likes="like_count",
        picture=pl.col("media").list.len() > 0,
        words=pl.col("text").str.slice(pl.col("display_from").fill_null(0)),
        reason=pl.lit(None, pl.String),
    )
    missing = ghosts.select(
        *common,
        by_quote,
        likes=pl.lit(None, pl.Int64),
        picture=pl.lit(value=False),
        words=pl.lit(None, pl.String),
        reason="reason",
    )
    return pl.concat([archived, missing]).sort("order", "post_id")


def _sides(mine: pl.DataFrame, stance: pl.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """Return the side of each placed post, and of everybody all of whose placed posts are on one side."""
    side = pl.col("toward_claim").replace_strict(SIDE_OF_STANCE, default=UNDETERMINED.name).alias("side")
    placed = stance.select("post_id", side).filter(pl.col("side") != UNDETERMINED.name)
    people = (
        mine.select("post_id", "author_id")
        .join(placed, on="post_id")
        .group_by("author_id")
        .agg(n=pl.col("side").n_unique(), side=pl.col("side").first())
        .filter(pl.col("n") == 1)
        .sort("author_id")
    )
    return dict(placed.rows()), dict(people.select("author_id", "side").rows())


def _title(told: pl.DataFrame, drawn: set[str], chain: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the finding on the drawn chain; else the headline, or a turning point, if what it cites is drawn."""
    wording, evidence = wording_of(told, "longest_exchange")
    if wording and chain and tuple(chain[: len(evidence)]) == evidence:
        return wording, evidence
    for kind in ("headline", "answers_back", "denial", "first_denial", "enters", "goes_big"):
        wording, evidence = wording_of(told, kind)
        if wording and set(evidence[:2]) <= drawn:
            return wording, evidence
    return _UNTITLED, ()


def _parts(choice: Choice, rungs: tuple[Rung, ...]) -> tuple[tuple[str, int], ...]:
    """Count why the posts are drawn."""
    of_chain = sum(rung.post_id in choice.chain for rung in rungs)
    turning = sum(bool(rung.label) and rung.post_id not in choice.chain for rung in rungs)
    return (
        ("posts of the chain, drawn or not", len(choice.chain)),
        ("posts of the chain", of_chain),
        ("other turning points", turning),
        ("other posts", len(rungs) - of_chain - turning),
    )


def _subtitle(
    parts: tuple[tuple[str, int], ...], n_drawn: int, n_posts: int, claim: str, *, is_path: bool, placed: bool
) -> str:
    whole, of_chain, turning, rest = (number for _, number in parts)
    what = "on the way to the chosen post" if is_path else "of a chain in which two people take turns"
    chain = (
        f"{of_chain:,} of the {whole:,}" if of_chain < whole else "the 1" if whole == 1 else f"all {whole:,}"
    )
    beside = "other " if whole else ""
    told = [
        f"{chain} {what}" if whole else "",
        f"{counted(turning, beside + 'turning point')}" if turning else "",
        f"{counted(rest, 'more post')} around them" if rest and (whole or turning) else "",
    ]
    told = [part for part in told if part]
    last = " and ".join(filter(None, [", ".join(told[:-1]), *told[-1:]]))
    drawn = f"{n_drawn:,} of {counted(n_posts, 'post')}" if n_drawn < n_posts else counted(n_posts, "post")
    colour = (
        f" Colour: for or against {claim}, by own words here or elsewhere in the thread." if placed else ""
    )
    return f"{drawn}{': ' + last if last else ''}, oldest first.{colour}"


def prepare(
    posts: pl.DataFrame,
    ghosts: pl.DataFrame,
    people: pl.DataFrame,
    answers: pl.DataFrame,
    exchanges: pl.DataFrame,
    stance: pl.DataFrame,
    note_states: pl.DataFrame,
    completeness: pl.DataFrame,
    sources: pl.DataFrame,
    findings: pl.DataFrame,
    *,
    settings: Settings,
    width: int = 1260,
    alone: bool = True,
    chain: str | None = None,
    max_rows: int | None = None,
    max_people: int | None = None,
) -> Exchange:
    """Turn the tables of one thread into what the exchange ladder draws.

    Of several threads, the one with most posts is drawn, or the one that holds the post in ``chain``.

    Parameters
    ----------
    posts, ghosts, people, answers, exchanges, stance, note_states, completeness, sources, findings
        The tables of these names.
    settings
        Zone, theme and claim.
    width
        Width of the picture in CSS pixels; below 700 it is laid out for a phone.
    alone
        Whether the title stands in the picture; without it where a page tells it.
    chain
        Id of a post: the chain of turns that it belongs to is drawn, or else the way from the root to it. None
        for what carries the quarrel: the turning points, and a long chain, if possible with turning points in it.
    max_rows
        Most posts; None for 14, on a phone 10.
    max_people
        Most people; None for 8, on a phone 5.

    Raises
    ------
    NoThread
        If no post stands in a thread.
    UnknownName
        If there is no post with the id given as ``chain``.
    """
    of_post = pl.concat([posts.select("post_id", "thread_id"), ghosts.select("post_id", "thread_id")])
    holds = of_post.filter(pl.col("post_id") == pl.lit(chain, pl.String))["thread_id"].drop_nulls()
    thread = one_thread(
        posts,
        findings,
        completeness,
        sources,
        settings,
        width=width,
        alone=alone,
        chosen=next(iter(holds), None),
    )
    mine, told, narrow = thread.posts, thread.findings, thread.narrow
    given, pairs, every = thread.of(answers), thread.of(exchanges), _every(mine, thread.of(ghosts))
    most = max(2, max_rows or (_ROWS_PHONE if narrow else _ROWS))
    most_people = max(2, max_people or (_PEOPLE_PHONE if narrow else _PEOPLE))
    turning = turning_posts(told, mine)
    if chain is None:
        choice = story(mine, given, turning, main_chain(pairs, given, turning), most=most, people=most_people)
    else:
        whole, is_path = chosen_chain(every, pairs, chain)
        choice = of_chain(every, whole, is_path=is_path, most=most, people=most_people)
    rows, above = _drawn(every, choice)
    talking = [row["author_id"] for row in (*rows, *above.values()) if row["author_id"] is not None]
    of_these = pl.col("author_id").is_in(talking)
    handles = handles_of(every.filter(of_these), people.filter(of_these))
    labels = {who: at_handle(handle) for who, handle in handles.items()}
    side_of_post, side_of_person = _sides(mine, thread.of(stance))
    speakers = speakers_of(rows, labels, side_of_person, sides_of_all(settings))
    drawn_answers = given.filter(pl.col("target_id").is_in(list(choice.posts)))
    known = Known(
        labels=labels,
        turning=turning,
        answers=dict(drawn_answers.group_by("target_id").agg(pl.len().cast(pl.Int64)).rows()),
        sides=side_of_post,
        badges=badges_of(thread.of(note_states)),
        steps={
            post_id: f"{place} of {len(choice.chain)}" for place, post_id in enumerate(choice.chain, start=1)
        },
        left_out=choice.left_out(),
    )
    rungs = rungs_of(rows, speakers, above, known, settings)
    why = "" if any(_between_two(rung) for rung in rungs) else _why(given.height)
    title = (_UNTITLED, ()) if why else _title(told, set(choice.posts), choice.chain)
    claim, parts = thread.claim[1], _parts(choice, rungs)
    n_drawn = sum(not rung.missing for rung in rungs)
    placed = any(rung.side.name in {"claim", "dispute"} for rung in rungs)
    return Exchange(
        **thread.frame(title, counts_people=True),
        why=why,
        subtitle=why or _subtitle(parts, n_drawn, mine.height, claim, is_path=choice.is_path, placed=placed),
        n_posts=mine.height,
        n_people=mine["author_id"].n_unique(),
        parts=parts,
        speakers=speakers,
        rungs=rungs,
        likes_known=bool(mine["like_count"].is_not_null().any()),
    )


def _between_two(rung: Rung) -> bool:
    return rung.target is not None and rung.target != rung.speaker


def _why(n_answers: int) -> str:
    held = f"only {counted(n_answers, 'answer')}, to posts that are missing," if n_answers else "no answer"
    return f"The archive holds {held} in this thread. A ladder needs a post and an answer to it by somebody else."


def _drawn(every: pl.DataFrame, choice: Choice) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return the posts to draw, oldest first, and by id those that they answer; the way to a post in its own order.

    ``who`` is the author; of a ghost without a known one, the ghost itself.
    """
    named = every.with_columns(who=pl.coalesce("author_id", "post_id"))
    by = ("order",) if choice.is_path else ("created_at", "order")
    rows = named.filter(pl.col("post_id").is_in(list(choice.posts))).sort(by, nulls_last=True)
    parents = named.filter(pl.col("post_id").is_in(rows["parent_id"].drop_nulls().to_list()))
    return rows.to_dicts(), {row["post_id"]: row for row in parents.to_dicts()}
