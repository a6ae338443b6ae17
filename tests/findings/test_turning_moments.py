"""Turning points in sentences: what each kind says, and that the cited posts show it."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from tests.builders import at, study

_CLAIM = "PigeonChat exports user data every night at 02:00"
_AGAIN = "PigeonChat exports your user data every night."
_LINE = "An export of account data is not the same as reading messages."


def _crowd(name: str, number: int, target: str) -> list[str]:
    return [f"{name}{n}@{name}{n}>{target}" for n in range(number)]


def _told(kind: str, *specs: str, **columns) -> dict:
    (row,) = study(*specs, **columns).table("findings").filter(pl.col("kind") == kind).to_dicts()
    return row


def test_who_says_the_claim_again_is_told_with_the_claim():
    """The claim that is said again is cited beside the post, then the answers; all sixteen are counted."""
    texts = {"root": _CLAIM, "big1": _AGAIN}
    lang = dict.fromkeys(texts, "en")
    row = _told("goes_big", "root", "big1~root", *_crowd("x", 14, "big1"), text=texts, lang=lang)

    assert row["wording"] == (
        "@big says the claim again quoting @root, and drew 14 of the 15 answers in the archive: “PigeonChat exports your user data every night.”"
    )
    assert (row["label"], row["subject"], row["evidence"][:3], row["n_evidence"]) == (
        "Goes big", "big", ["big1", "root", "x0"], 16,
    )  # fmt: skip


def test_a_distinction_is_told_in_its_own_words():
    """The words of the post, whom it answers, and both posts as evidence."""
    texts = {"root": _CLAIM, "ines1": _LINE}
    lang = dict.fromkeys(texts, "en")
    row = _told("first_distinction", "root", "ines1>root", *_crowd("x", 2, "ines1"), text=texts, lang=lang)

    assert row["wording"].startswith("@ines says “")
    assert row["wording"].endswith("” in answer to @root.")
    assert "is not the same as" in row["wording"]
    assert (row["label"], row["evidence"]) == ("First distinction", ["ines1", "root"])


def _peaked() -> tuple[list[str], dict[str, datetime]]:
    slow = [f"s{n}@s{n}>root" for n in range(144)]
    crowd = ["eve1>root", "y1>eve1", "z1>eve1", *_crowd("x", 15, "root")]
    specs = ["root", "top1>root", *_crowd("t", 4, "top1"), *slow[:72], *crowd, *slow[72:]]
    times, now = {}, 0.0
    for spec in specs:
        name = spec.split("@")[0].split(">")[0]
        times[name] = at(now)
        now += 5 if name[0] in "xyze" else 1200
    return specs, times


def test_a_peak_says_how_full_it_was():
    """Posts of the bin are cited, the named one first, and all of them are counted."""
    specs, times = _peaked()
    row = _told("peak", *specs, created_at=times)
    within = [
        post_id for post_id, moment in times.items() if abs((moment - times["eve1"]).total_seconds()) <= 1800
    ]

    assert row["wording"] == (
        f"The busiest 30 minutes of the thread hold {row['n_evidence']} of 168 posts, among them @eve’s “words of eve1”."
    )
    assert row["n_evidence"] >= 18
    assert row["evidence"][0] == "eve1"
    assert set(row["evidence"]) <= set(within)
    assert row["label"] == "Peak"
