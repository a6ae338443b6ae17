"""The drawn numbers of the camps chart as a table, and as words for those who cannot see it."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from threadscope.charts.camps.layout import Sheet, trial_words
from threadscope.charts.camps.numbers import Camps
from threadscope.charts.words import counted, share

__all__ = ["alt_text", "table_of"]

_COLUMNS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "section": pl.String, "side": pl.String, "item": pl.String, "author_id": pl.String, "post_id": pl.String,
    "people": pl.Int64, "answers": pl.Int64, "number": pl.Int64, "share": pl.Float64,
}  # fmt: skip
Row = dict[str, Any]


def _people(camps: Camps) -> list[Row]:
    found: list[Row] = []
    for block in camps.blocks:
        name = block.side.name
        found.append({
            "section": "side", "side": name, "item": block.words, "people": block.n_people,
            "share": block.n_people / camps.n_people,
        })  # fmt: skip
        found += [
            {"section": "placed", "side": name, "item": words, "people": number}
            for number, words in (
                (block.n_own, "by their own words"),
                (block.n_answering, "only by whom they answer"),
            )
            if name in {"claim", "dispute"}
        ]
    for section, people in (("named", camps.people), ("named in this table only", camps.others)):
        found += [
            {
                "section": section, "side": one.side.name, "item": one.words, "author_id": one.author_id,
                "post_id": one.post_id, "people": 1, "answers": one.n_answers,
            }
            for one in people
        ]  # fmt: skip
    for name in dict.fromkeys(one.side.name for one in camps.others):
        left = sum(one.side.name == name for one in camps.others)
        found.append({"section": "left", "side": name, "item": "named in this table only", "people": left})
    if camps.others:
        found.append({"section": "left", "item": "named in this table only", "people": len(camps.others)})
    return found


def _thread(camps: Camps) -> list[Row]:
    found: list[Row] = [
        {"section": "thread", "item": "people who wrote", "people": camps.n_people},
        {
            "section": "thread",
            "item": "people who neither make nor repeat the claim",
            "people": camps.n_others,
        },
    ]
    if not camps.blocks:
        found.append({"section": "thread", "item": "people needed", "people": camps.n_least})
        return found
    talking = {"people": camps.n_core, "share": camps.n_core / camps.n_people}
    return [
        *found,
        {"section": "thread", "item": "people who talk back (2-core)", **talking},
        {"section": "thread", "item": "of these, own words say a side", "people": camps.n_core_said},
        {
            "section": "thread",
            "item": "pairs of these who clearly agree or disagree",
            "number": camps.n_signed,
        },
    ]


def _test(camps: Camps) -> list[Row]:
    found: list[Row] = []
    trial = camps.trial
    if trial is not None:
        low = "lowest of the copies" if trial.is_lowest else "1% quantile of the copies"
        shares = {
            "does not fit two camps": trial.observed, low: trial.low, "median of the copies": trial.median,
            "camps are shown below": trial.bound,
        }  # fmt: skip
        found += [{"section": "test", "item": item, "share": number} for item, number in shares.items()]
        found.append({"section": "test", "item": "copies", "number": trial.n_shuffles})
    for flow in camps.flows:
        total = max(flow.n_across + flow.n_within, 1)
        found += [
            {
                "section": "answers",
                "side": flow.side.name,
                "item": item,
                "answers": number,
                "share": number / total,
            }
            for item, number in (("to the other side", flow.n_across), ("to their own", flow.n_within))
        ]
        found.append({"section": "answers", "side": flow.side.name, "item": "all", "answers": total})
    if camps.flows:
        ends = {"answers": camps.n_across, "share": camps.n_across / max(camps.n_between, 1)}
        found += [
            {"section": "answers", "item": "between placed people", "answers": camps.n_between},
            {"section": "answers", "item": "of these, to the other side", **ends},
            {"section": "answers", "item": "of these, to the other side by chance", "share": camps.expected},
        ]
    return found


def table_of(camps: Camps, sheet: Sheet) -> pl.DataFrame:
    """Return the drawn numbers: section, side, item, author_id, post_id, people, answers, number, share.

    Raises
    ------
    ValueError
        If the sides do not hold everybody.
    """
    held = sum(block.n_people for block in camps.blocks)
    if camps.blocks and held != camps.n_people:
        raise ValueError(f"the sides hold {held} of {camps.n_people} people")
    dots: list[Row] = [
        {
            "section": "dots", "side": piece.block.side.name if piece.block else None, "item": "people a dot, at most",
            "people": piece.crowd.per,
        }
        for piece in sheet.pieces
        if piece.crowd is not None
    ]  # fmt: skip
    return pl.DataFrame([*_people(camps), *_thread(camps), *_test(camps), *dots], schema=_COLUMNS)


def alt_text(camps: Camps) -> str:
    """Say what the picture shows, from the numbers that are drawn."""
    if camps.why:
        return camps.why
    sides = "; ".join(f"{block.words} ({share(block.n_people, camps.n_people)})" for block in camps.blocks)
    parts = [
        f"Sides of {counted(camps.n_people, 'person', 'people')}: {sides}.",
        f"{counted(camps.n_core, 'person', 'people')} talk back.",
    ]
    parts.append(
        "Two camps fit who answers whom." if camps.found else f"No two camps are shown: {camps.reason}."
    )
    if camps.trial is not None:
        parts.append(trial_words(camps.trial))
    if camps.n_between:
        parts.append(
            f"{camps.n_across:,} of {counted(camps.n_between, 'answer')} between placed people go to the other side."
        )
    if camps.people:
        told = "; ".join(f"{one.label} {one.words}: {one.says}" for one in camps.people)
        parts.append(f"Placed by their own words: {told}.")
    return " ".join(parts)
