"""Tables to the numbers of the camps chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import polars as pl

from threadscope.charts.camps.numbers import Block, Camps, Flow, Person, Trial
from threadscope.charts.one_thread import one_thread
from threadscope.charts.sides import SIDES, Side, sides_of
from threadscope.charts.source import handles_of
from threadscope.charts.words import at_handle, counted, quoted
from threadscope.settings import Settings

__all__ = ["BELOW", "prepare"]

#: Fewer people are no place to look for sides.
_LEAST_PEOPLE: Final = 20
_NAMED, _NAMED_NARROW = 5, 3
#: So far below the median of rewired threads must lie what does not fit, as the test has it (a test compares them).
BELOW: Final = 0.15
_OWN: Final = ("own_stance", "both")
_SIDED: Final = ("claim", "dispute")
_UNTITLED: Final = "On which side people stand, as far as their posts say"


def _reason(row: Mapping[str, Any]) -> str:
    """Return why no camps are shown, in the words of the first reason that holds."""
    verdict, core, said = row["verdict"], row["n_core"], row["n_core_said"]
    if verdict == "nobody_placed":
        return (
            "nobody but those who make the claim says clearly on which side they are, and no answer clearly agrees or"
            " disagrees, so there is nothing to test"
        )
    if verdict == "too_few_people":
        return f"{counted(row['n_people'], 'person', 'people')} wrote, too few to tell sides from chance"
    if verdict == "too_few_talk_back":
        pairs = "no pair" if not row["n_signed"] else counted(row["n_signed"], "pair")
        agree = "agrees or disagrees" if row["n_signed"] < 2 else "agree or disagree"
        says = "nobody says" if not said else f"{said:,} {'says' if said == 1 else 'say'}"
        return (
            f"of the {counted(core, 'person', 'people')} who talk back {says} on which side they are, and {pairs} of them"
            f" clearly {agree}: too few to test"
        )
    if verdict == "one_sided":
        return "two sides would fit, but one has hardly anybody, or people’s own words speak against it"
    return "they fit no better than chance"


def _trial(row: Mapping[str, Any]) -> Trial | None:
    if row["frustration"] is None or row["null_low"] is None or row["null_median"] is None:
        return None
    bound = min(row["null_low"], (1 - BELOW) * row["null_median"])
    return Trial(row["frustration"], row["null_low"], row["null_median"], bound, row["n_shuffles"])


def _on(side: Side) -> str:
    """Return how a side is called that holds people placed by whom they answer: they may have said nothing of it."""
    if side.many != SIDES[side.name].many:
        return f"on the side that {side.one}"
    return {"claim": "on the side of those who make the claim", "dispute": "on the other side"}.get(
        side.name, side.many
    )


def _blocks(
    people: pl.DataFrame, sides: Mapping[str, Side], makers: list[str], *, found: bool
) -> tuple[Block, ...]:
    blocks = []
    for name, side in sides.items():
        mine = people.filter(pl.col("camp") == name)
        if not mine.height:
            continue
        own = mine.filter(pl.col("rule").is_in(_OWN)).height
        claim = not mine.filter(pl.col("author_id").is_in(makers)).is_empty()
        words = (
            f"{mine.height:,} {_on(side)}"
            if found and name in _SIDED
            else side.people(mine.height, claim=claim and name == "claim")
        )
        answering = mine.filter(pl.col("rule") == "who_they_answer").height
        blocks.append(Block(side, words, mine.height, own, answering))
    return tuple(blocks)


def _flows(people: pl.DataFrame, answers: pl.DataFrame, sides: Mapping[str, Side]) -> tuple[Flow, ...]:
    """Count the answers between placed people, as the finding `camps` does."""
    sided = people.filter(pl.col("camp").is_in(_SIDED))
    between = (
        answers.filter(pl.col("author_id") != pl.col("target_author_id"))
        .join(sided.select("author_id", giver="camp"), on="author_id")
        .join(sided.select(target_author_id="author_id", taker="camp"), on="target_author_id")
    )
    across = pl.col("giver") != pl.col("taker")
    counts = between.group_by("giver").agg(across=across.sum(), within=(~across).sum())
    known = {giver: (int(a), int(w)) for giver, a, w in counts.iter_rows()}
    return tuple(Flow(sides[name], _on(sides[name]), *known.get(name, (0, 0))) for name in _SIDED)


def _named(
    people: pl.DataFrame,
    posts: pl.DataFrame,
    talkers: pl.DataFrame,
    handles: Mapping[str, str],
    sides: Mapping[str, Side],
    makers: list[str],
) -> list[Person]:
    """Return everybody whose own words say the side, most answered first: nobody is named for whom they answer.

    Their handles and words are as the archive has them.
    """
    words = posts.select("post_id", says=pl.col("text").str.slice(pl.col("display_from").fill_null(0)))
    rows = (
        people.filter(pl.col("rule").is_in(_OWN) & pl.col("camp").is_in(_SIDED))
        .with_row_index("came")
        .with_columns(post_id=pl.col("evidence").list.first())
        .join(words, on="post_id", maintain_order="left")
        .join(talkers.select("author_id", "n_answers"), on="author_id", how="left", maintain_order="left")
        .with_columns(pl.col("n_answers").fill_null(0))
        .sort("n_answers", "came", descending=[True, False])
    )
    return [
        Person(
            author_id=row["author_id"],
            label=handles.get(row["author_id"]) or "",
            side=sides[row["camp"]],
            words=sides[row["camp"]].told(claim=row["camp"] == "claim" and row["author_id"] in makers),
            n_answers=row["n_answers"],
            post_id=row["post_id"],
            says=row["says"] or "",
        )
        for row in rows.iter_rows(named=True)
    ]


def _shown(named: list[Person], most: int, *, found: bool) -> list[Person]:
    """Return who is named in the picture: with two camps, of both as many as there is room for."""
    if not found:
        return named[:most]
    return [person for name in _SIDED for person in [one for one in named if one.side.name == name][:most]]


def _subtitle(row: Mapping[str, Any], reason: str, claim_words: str) -> str:
    against = f"Sides are measured against {claim_words}; what people think elsewhere is not known."
    if row["verdict"] == "found":
        return (
            "Two camps are shown where they fit who answers whom, and what people say, better than in threads whose"
            f" answers were dealt out anew. {against}"
        )
    return (
        "Two camps would be shown if they fitted who answers whom, and what people say, better than chance. Here"
        f" {reason}. {against}"
    )


def prepare(
    posts: pl.DataFrame,
    people: pl.DataFrame,
    participants: pl.DataFrame,
    answers: pl.DataFrame,
    camps: pl.DataFrame,
    camp_tests: pl.DataFrame,
    claims: pl.DataFrame,
    completeness: pl.DataFrame,
    sources: pl.DataFrame,
    findings: pl.DataFrame,
    *,
    settings: Settings,
    width: int = 1260,
    alone: bool = True,
    max_people: int | None = None,
) -> Camps:
    """Turn the tables of one thread into what the camps chart draws.

    Of several threads, the one with most posts is drawn. That no camps can be shown is the normal case and is drawn
    with its reason, from 20 people on.

    Parameters
    ----------
    posts, people, participants, answers, camps, camp_tests, claims, completeness, sources, findings
        The tables of these names.
    settings
        Zone, theme, claim and the names of the sides.
    width
        Width of the picture in CSS pixels; below 700 it is laid out for a phone.
    alone
        Whether the title stands in the picture; without it where a page tells it.
    max_people
        Most people who are named; with two camps, of each. None for 5; of each of two camps, on a phone, 3.

    Raises
    ------
    NoThread
        If no post stands in a thread.
    """
    thread = one_thread(posts, findings, completeness, sources, settings, width=width, alone=alone)
    mine, placed, tests = thread.posts, thread.of(camps), thread.of(camp_tests)
    claim, claim_words = thread.claim
    makers = mine.filter(pl.col("post_id") == claim)["author_id"].drop_nulls().to_list()
    sides = sides_of(settings)
    enough = placed.height >= _LEAST_PEOPLE and not tests.is_empty()
    row: dict[str, Any] = tests.row(0, named=True) if enough else {}
    found = enough and row["verdict"] == "found"
    reason = _reason(row) if enough and not found else ""
    talkers = thread.of(participants)
    named = _named(placed, mine, talkers, handles_of(mine, people), sides, makers) if enough else []
    usual = _NAMED_NARROW if found and thread.narrow else _NAMED
    shown = _shown(named, max_people or usual, found=found)
    drawn = {one.author_id for one in shown}
    return Camps(
        **thread.frame(thread.told("camps", "camps_open", otherwise=_UNTITLED), counts_people=True),
        subtitle=_subtitle(row, reason, claim_words) if enough else "",
        why="" if enough else _why(placed.height),
        found=found,
        verdict=row["verdict"] if enough else "",
        reason=reason,
        claim_words=claim_words,
        n_people=placed.height,
        n_others=placed.height - thread.of(claims)["author_id"].n_unique(),
        n_least=_LEAST_PEOPLE,
        n_core=row["n_core"] if enough else 0,
        n_core_said=row["n_core_said"] if enough else 0,
        n_signed=row["n_signed"] if enough else 0,
        blocks=_blocks(placed, sides, makers, found=found) if enough else (),
        trial=_trial(row) if enough else None,
        flows=_flows(placed, thread.of(answers), sides) if found else (),
        expected=row["cross_expected"] if found else None,
        people=tuple(replace(one, label=at_handle(one.label), says=quoted(one.says)) for one in shown),
        others=tuple(one for one in named if one.author_id not in drawn),
    )


def _why(n_people: int) -> str:
    return (
        f"Too little to draw: only {counted(n_people, 'person is', 'people are')} known to have written here. Sides are"
        f" looked for from {_LEAST_PEOPLE} people on."
    )
