"""The drawn numbers of the voices chart as a table, and as words for those who cannot see it."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from threadscope.charts.voices.numbers import Cell, Voices
from threadscope.charts.words import counted

__all__ = ["alt_text", "table_of"]

_COLUMNS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "section": pl.String, "author_id": pl.String, "item": pl.String, "side": pl.String, "people": pl.Int64,
    "posts_from": pl.Int64, "posts_to": pl.Int64, "answers_from": pl.Int64, "answers_to": pl.Int64, "likes": pl.Int64,
    "number": pl.Int64,
}  # fmt: skip


def table_of(numbers: Voices, cells: tuple[Cell, ...]) -> pl.DataFrame:
    """Return the drawn numbers.

    Parameters
    ----------
    numbers
        What is drawn.
    cells
        The crowd as it is drawn: one cell a pair of numbers, or pooled.

    Returns
    -------
    polars.DataFrame
        ``section``: person (drawn large) and crowd (one row a cell and side) hold everybody once; cell counts all sides of a cell, side all
        people of a side, size the likes of the dot in the key and of the largest, silent those who wrote once and drew no answer, replies how complete the archive is (``number``).

    Raises
    ------
    ValueError
        If persons and crowd do not hold everybody.
    """
    rows: list[dict[str, Any]] = [
        {
            "section": "person",
            "author_id": person.author_id,
            "item": person.label,
            "side": person.side.name,
            "people": 1,
            "posts_from": person.n_posts,
            "posts_to": person.n_posts,
            "answers_from": person.n_answers,
            "answers_to": person.n_answers,
            "likes": person.likes,
        }
        for person in numbers.people
    ]
    for cell in cells:
        span = {
            "posts_from": cell.posts[0],
            "posts_to": cell.posts[1],
            "answers_from": cell.answers[0],
            "answers_to": cell.answers[1],
        }
        rows += [
            {"section": "crowd", "side": side.name, "people": number, **span} for side, number in cell.sides
        ]
    held = sum(row["people"] for row in rows)
    if held != numbers.n_people:
        raise ValueError(f"persons and crowd hold {held} of {numbers.n_people} people")
    rows += [
        {
            "section": "cell",
            "people": cell.n_people,
            "posts_from": cell.posts[0],
            "posts_to": cell.posts[1],
            "answers_from": cell.answers[0],
            "answers_to": cell.answers[1],
        }
        for cell in cells
    ]
    rows += [{"section": "side", "side": side.name, "people": number} for side, number in numbers.sides]
    if numbers.likes_known:
        told = (("likes of the dot in the key", numbers.key_likes), ("most likes", numbers.most_likes))
        rows += [{"section": "size", "item": item, "likes": likes} for item, likes in told]
    rows.append({"section": "all", "item": "people of the thread", "people": numbers.n_people})
    rows.append({"section": "silent", "item": "wrote once, drew no answer", "people": numbers.n_silent})
    rows += [{"section": "replies", "item": words, "number": number} for words, number in numbers.replies]
    return pl.DataFrame(rows, schema=_COLUMNS)


def alt_text(numbers: Voices) -> str:
    """Say what the picture shows, from the numbers that are drawn."""
    if numbers.why:
        return numbers.why
    parts = [f"{counted(numbers.n_people, 'person', 'people')} by posts written and answers drawn."]
    for person in sorted(numbers.people, key=lambda person: -person.n_answers):
        likes = f", {counted(person.likes, 'like')}" if person.likes is not None else ""
        parts.append(f"{person.label}: {person.words}{likes} ({person.side.one}).")
    parts.append(
        f"{numbers.n_silent:,} wrote once and drew no answer in the archive. "
        + ", ".join(side.people(number) for side, number in numbers.sides)
        + "."
    )
    return " ".join(parts)
