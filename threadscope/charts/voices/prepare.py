"""Tables to the numbers of the voices chart."""

from __future__ import annotations

import polars as pl

from threadscope.charts.one_thread import one_thread
from threadscope.charts.sides import SIDE_OF_STANCE, SIDES, UNDETERMINED, Side, sides_of_all
from threadscope.charts.source import handles_of
from threadscope.charts.unfolding.gather import sides_of_people
from threadscope.charts.voices.numbers import Cell, Person, Voices
from threadscope.charts.words import at_handle, counted
from threadscope.settings import Settings

__all__ = ["prepare"]

_MOST, _MOST_NARROW, _PROLIFIC = 12, 6, 2
#: Somebody stands out by so many answers drawn, and such a share of the thread's posts.
_FEWEST_ANSWERS, _ANSWERS_SHARE = 5, 0.02
#: Fewer people, or fewer answers, show nothing that a sentence does not.
_FEWEST_PEOPLE, _FEWEST_DRAWN = 5, 10
#: Findings that title the chart, the one that says most first.
_TITLES = ("people_answered", "most_answered", "tree_shape", "most_prolific")
_UNTITLED = "Who wrote how much, and who was answered"


def _people(mine: pl.DataFrame, stance: pl.DataFrame, participants: pl.DataFrame) -> pl.DataFrame:
    """Return one row a person: author_id, n_posts, n_answers, n_likes, side; most answered first."""
    side = pl.col("toward_claim").replace_strict(SIDE_OF_STANCE, default=UNDETERMINED.name).alias("side")
    said = mine.select("post_id", "author_id").join(
        stance.select("post_id", side), on="post_id", how="left", maintain_order="left"
    )
    placed = sides_of_people(said.with_columns(pl.col("side").fill_null(UNDETERMINED.name)))
    return participants.select(
        "author_id",
        "n_posts",
        "n_answers",
        "n_likes",
        side=pl.col("author_id").replace_strict(placed, default=UNDETERMINED.name, return_dtype=pl.String),
    ).sort("n_answers", "n_posts", "author_id", descending=[True, True, False])


def _named(people: pl.DataFrame, turning: list[str], n_posts: int, most: int) -> list[str]:
    """Return who is drawn large: who wrote turning points, who drew many answers, and the two who wrote most."""
    enough = max(_FEWEST_ANSWERS, _ANSWERS_SHARE * n_posts)
    wrote = people.sort("n_posts", "n_answers", "author_id", descending=[True, True, False])
    # Somebody who wrote once wrote no more than others.
    prolific = wrote.filter(pl.col("n_posts") > 1)["author_id"].head(_PROLIFIC).to_list()
    stands_out = pl.col("author_id").is_in(turning) | (pl.col("n_answers") >= enough)
    room = max(1, most - len(prolific))
    heard = people.filter(stands_out)["author_id"].head(room).to_list()
    return list(dict.fromkeys([*heard, *prolific]))[:most]


def _cells(crowd: pl.DataFrame, sides_named: dict[str, Side]) -> tuple[Cell, ...]:
    """Count the people of each pair of numbers, by side."""
    names = list(SIDES)
    counts = crowd.group_by("n_posts", "n_answers", "side").len().sort("n_posts", "n_answers", "side")
    found: dict[tuple[int, int], dict[str, int]] = {}
    for n_posts, n_answers, side, number in counts.iter_rows():
        found.setdefault((n_posts, n_answers), {})[side] = number
    return tuple(
        Cell((x, x), (y, y), tuple((sides_named[name], sides[name]) for name in names if name in sides))
        for (x, y), sides in sorted(found.items())
    )


def _silent(people: pl.DataFrame) -> pl.DataFrame:
    """Return who wrote once and drew no answer."""
    return people.filter(pl.col("n_posts") == 1, pl.col("n_answers") == 0)


def _why(people: pl.DataFrame, label: str) -> str:
    """Say why there is nothing to compare; "" where there is.

    Where one person drew every answer and everybody else wrote once, two numbers tell all, and axes nothing.
    """
    drawn, silent = int(people["n_answers"].sum()), _silent(people).height
    if people.height < _FEWEST_PEOPLE or drawn < _FEWEST_DRAWN:
        return (
            f"{counted(people.height, 'person', 'people')} and {counted(drawn, 'answer')} to each other are too few to"
            f" compare voices; this picture needs {_FEWEST_PEOPLE} people and {_FEWEST_DRAWN} answers."
        )
    if silent < people.height - 1:
        return ""
    return (
        f"{label} wrote {counted(people['n_posts'][0], 'post')} and drew all {counted(drawn, 'answer')}; each of the"
        f" {counted(silent, 'other person', 'other people')} wrote once and drew no answer in the archive. There are no"
        " voices to compare."
    )


def prepare(
    posts: pl.DataFrame,
    people: pl.DataFrame,
    participants: pl.DataFrame,
    stance: pl.DataFrame,
    completeness: pl.DataFrame,
    sources: pl.DataFrame,
    findings: pl.DataFrame,
    *,
    settings: Settings,
    width: int = 1260,
    alone: bool = True,
    max_people: int | None = None,
) -> Voices:
    """Turn the tables of one thread into what the voices chart draws.

    Of several threads, the one with most posts is drawn.

    Parameters
    ----------
    posts, people, participants, stance, completeness, sources, findings
        The tables of these names.
    settings
        Zone, theme and claim.
    width
        Width of the picture in CSS pixels; below 700 it is laid out for a phone.
    alone
        Whether the title stands in the picture; without it where a page tells it.
    max_people
        Most people drawn large; None for 12, on a phone 6.

    Raises
    ------
    NoThread
        If no post stands in a thread.
    """
    thread = one_thread(posts, findings, completeness, sources, settings, width=width, alone=alone)
    mine, every = thread.posts, _people(thread.posts, thread.of(stance), thread.of(participants))
    firsts = thread.findings.filter(pl.col("label").is_not_null() & (pl.col("evidence").list.len() > 0))
    wrote = dict(mine.select("post_id", "author_id").rows())
    turning = [wrote[post] for post in firsts["evidence"].list.first().to_list() if post in wrote]
    named = _named(
        every, turning, mine.height, max(1, max_people or (_MOST_NARROW if thread.narrow else _MOST))
    )
    known = pl.col("author_id").is_in(named)
    handles, opener = handles_of(mine.filter(known), people.filter(known)), wrote.get(thread.id)
    rows = {row["author_id"]: row for row in every.filter(known).iter_rows(named=True)}
    sides_named = sides_of_all(settings)
    counts = dict(every["side"].value_counts().rows())
    return Voices(
        **thread.frame(thread.told(*_TITLES, otherwise=_UNTITLED), counts_people=True),
        why=_why(every, at_handle(handles.get(every["author_id"][0]))),
        n_people=every.height,
        n_silent=_silent(every).height,
        most_posts=int(every["n_posts"].max() or 1),  # type: ignore[arg-type]
        most_answers=int(every["n_answers"].max() or 0),  # type: ignore[arg-type]
        people=tuple(
            Person(
                author_id=person,
                label=at_handle(handles.get(person)),
                side=sides_named[rows[person]["side"]],
                n_posts=rows[person]["n_posts"],
                n_answers=rows[person]["n_answers"],
                likes=rows[person]["n_likes"],
                opens=person == opener,
            )
            for person in named
        ),
        crowd=_cells(every.filter(~pl.col("author_id").is_in(named)), sides_named),
        sides=tuple((side, counts[name]) for name, side in sides_named.items() if name in counts),
        claim_words=thread.claim[1],
    )
