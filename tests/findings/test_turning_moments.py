"""Turning points in sentences: what each kind says, and that the cited posts show it."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

from tests.builders import at, study
from tests.told import told
from threadscope.settings import Settings

_CLAIM = "PigeonChat exports user data every night at 02:00"
_AGAIN = "PigeonChat exports your user data every night."
_LINE = "An export of account data is not the same as reading messages."


def _crowd(name: str, number: int, target: str) -> list[str]:
    return [f"{name}{n}@{name}{n}>{target}" for n in range(number)]


def _told(kind: str, *specs: str, **columns) -> dict:
    (row,) = told(study(*specs, **columns), kind).to_dicts()
    return row


def test_who_says_the_claim_again_is_told_with_the_claim():
    """The claim that is said again is cited beside the post, then the answers; all sixteen are counted."""
    texts = {"root": _CLAIM, "big1": _AGAIN}
    lang = dict.fromkeys(texts, "en")
    row = _told("goes_big", "root", "big1~root", *_crowd("x", 14, "big1"), text=texts, lang=lang)

    assert row["wording"] == (
        "@big repeats the claim quoting @root, and drew 14 of the 15 answers in the archive: “PigeonChat exports your user data every night.”"
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


def test_a_peak_says_from_when_to_when_and_how_full_it_was():
    """Posts of the bin are cited, the named one first, all of them are counted, and none outside."""
    specs, times = _peaked()
    row = _told("peak", *specs, created_at=times)
    within = [
        post_id for post_id, moment in times.items() if abs((moment - times["eve1"]).total_seconds()) <= 1800
    ]

    assert row["wording"] == (
        "Between 14:00 and 14:30 on 25 May 2024, 20 of the 168 posts were written, among them @eve’s “words of eve1”."
    )
    assert row["n_evidence"] == 20
    assert row["evidence"][0] == "eve1"
    assert set(row["evidence"]) <= set(within)
    assert row["label"] == "Peak"
    inside = [moment for moment in times.values() if datetime(2024, 5, 25, 14, tzinfo=UTC) <= moment < datetime(2024, 5, 25, 14, 30, tzinfo=UTC)]  # fmt: skip
    assert len(inside) == 20


def test_the_peak_is_told_in_the_zone_of_the_report():
    """Kathmandu is 5 hours and 45 minutes ahead of UTC."""
    specs, times = _peaked()
    base = study(*specs, created_at=times, settings=Settings(tz="Asia/Kathmandu"))
    (told,) = base.table("findings").filter(pl.col("kind") == "peak")["wording"]

    assert told.startswith("Between 19:45 and 20:15 on 25 May 2024, 20 of the 168 posts")


def _bursting(gap_s: float) -> list[dict]:
    """Return what is told of a second burst of twenty posts so far apart, in a thread with a post every three hours."""
    slow = [f"s{n}@s{n}>root" for n in range(30)]
    early = ["root", "a9@a9>root", *_crowd("a", 8, "a9"), *slow[:15]]
    specs = [*early, "eve1>root", *_crowd("x", 2, "eve1"), *_crowd("xx", 17, "root"), *slow[15:]]
    times, now = {}, 0.0
    for spec in specs:
        name = spec.split("@")[0].split(">")[0]
        now += 60 if name[0] == "a" else gap_s if name[0] == "x" else 10_800
        times[name] = at(now)
    table = study(*specs, created_at=times).table("findings")
    return table.filter(pl.col("kind") == "second_burst").to_dicts()


def test_posts_come_fast_again_only_where_they_are_quick():
    """Twenty posts two minutes apart are; a quarter of an hour apart they are faster than before, and slow."""
    told = _bursting(120)

    assert [row["wording"] for row in told] == [
        "Posts come fast again: 20 posts within 38 minutes, among them @eve’s “words of eve1”."
    ]
    assert (told[0]["evidence"][0], told[0]["n_evidence"]) == ("eve1", 20)
    assert _bursting(900) == []
