"""Phases, changes of pace and contested words in sentences: wording, evidence, and the thin cases that give none."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from tests.builders import at, posts, study
from tests.told import told
from threadscope import schema
from threadscope.findings.contested_terms import contested_terms
from threadscope.findings.pace_changes import pace_changes
from threadscope.findings.phases_told import phases_told
from threadscope.settings import Settings

_HOUR = 3600.0


def _two_rounds() -> tuple[list[str], dict[str, datetime]]:
    """Return a thread of 16 posts in three hours, then nothing for two, then eve's post and 16 answers in half an hour."""
    calm = [f"c{n}@c{n}>root" for n in range(15)]
    crowd = [f"x{n}@x{n}>eve1" for n in range(16)]
    times = {"root": at(0)} | {f"c{n}": at((n + 1) * 720) for n in range(15)}
    times |= {"eve1": at(5 * _HOUR)} | {f"x{n}": at(5 * _HOUR + 100 * (n + 1)) for n in range(16)}
    return ["root", *calm, "eve1>root", *crowd], times


def _told(kind: str, *specs: str, **columns) -> list[dict]:
    table = told(study(*specs, **columns), kind)
    return table.to_dicts()


def test_phases_are_told_with_key_post_size_and_pace():
    """Two rounds: the second begins with eve's post, whose 16 answers all come in its first hour."""
    specs, times = _two_rounds()
    first, second = _told("phase", *specs, created_at=times)

    assert first["wording"] == (
        "Phase 1 of 2 begins with @root’s post “words of root”; it holds 16 posts by 16 people."
    )
    assert second["wording"] == (
        "Phase 2 of 2 begins with @eve’s post “words of eve1”; it holds 17 posts by 17 people, "
        "all of them in its first hour, against none in the hour before."
    )
    assert (second["evidence"][0], second["n_evidence"], second["at"]) == ("eve1", 17, times["eve1"])
    assert second["subject"] == "eve"
    assert second["label"] is None


def test_one_phase_is_not_told():
    """Where nothing divides a thread there is nothing to tell; nor where there are too few posts."""
    star = ["root", *(f"x{n}@x{n}>root" for n in range(40))]

    assert _told("phase", *star) == []
    assert _told("phase", *star[:20]) == []


def _phase(number: int, **changes) -> dict:
    row = {
        "thread_id": "root", "phase": number, "started_at": at(number * 7200), "ended_at": at(number * 7200 + 6000), "begins_with": "pace",
        "key_post_id": f"k{number}", "key_kind": "most_answered", "n_posts": 8, "share": 0.5, "n_people": 3, "n_new_people": 1,
        "entered_ids": [], "n_before_h": 2, "n_first_h": 8, "under_id": None, "under_share": None,
    }  # fmt: skip
    return row | changes


def _phases(
    *rows: dict, turns: tuple[str, ...] = ("k1", "k2", "x1"), tz: str = "UTC", k1_s: float = 7200.0
) -> list[dict]:
    dtypes = schema.SCHEMAS["phases"].dtypes
    frame = schema.conform(pl.DataFrame(list(rows), schema=dtypes), "phases")
    times = {"k1": at(k1_s), "k2": at(14400), "eve1": at(14500), "x1": at(14600), "y1": at(14700)}
    base = study("root", "k1>root", "k2>root", "eve1>k2", "x1>k2", "y1>x1", created_at=times)
    columns = schema.SCHEMAS["turning_points"].dtypes
    told = [
        {"thread_id": "root", "at": times[post_id], "kind": "enters", "post_id": post_id} for post_id in turns
    ]
    turned = schema.conform(
        pl.DataFrame([dict.fromkeys(columns) | row for row in told], schema=columns), "turning_points"
    )
    return phases_told(frame, base.table("posts"), turned, settings=Settings(tz=tz)).to_dicts()


def test_a_phase_after_a_wait_says_how_long_it_was():
    """The wait is shown by the last post before it, which is cited; a key post that begins nothing stands among its posts."""
    _, told = _phases(_phase(1), _phase(2, entered_ids=["eve"]))

    assert told["wording"] == (
        "Phase 2 of 2 begins after 2 hours without a post in the archive, with @k’s post “words of k2”; it holds 8 posts by 3 people, "
        "all of them in its first hour, against 2 in the hour before. @eve joins."
    )
    assert told["evidence"][:4] == ["k2", "k1", "y1", "eve1"]
    _, later = _phases(_phase(1), _phase(2, key_post_id="x1", key_kind="enters"))
    assert later["wording"].endswith(" in the hour before, among them @x’s post “words of x1”.")


def test_a_post_that_turned_nothing_is_not_quoted():
    """A change of pace begins the phase; its most answered post is any post."""
    _, told = _phases(_phase(1), _phase(2), turns=())

    assert told["wording"] == (
        "Phase 2 of 2 begins after 2 hours without a post in the archive; it holds 8 posts by 3 people, "
        "all of them in its first hour, against 2 in the hour before."
    )


def test_an_hour_is_compared_with_an_hour():
    """The thread is half an hour old: there is no hour before the phase. What is left to tell is when it began."""
    young = [_phase(1, started_at=at(12_600)), _phase(2, n_first_h=8, n_before_h=2)]
    _, told = _phases(*young, turns=(), k1_s=14_300)
    _, there = _phases(*young, turns=(), k1_s=14_300, tz="Asia/Kathmandu")

    assert told["wording"] == "Phase 2 of 2 begins on 24 May 2024 at 16:00; it holds 8 posts by 3 people."
    assert told["n_evidence"] == 8
    assert there["wording"] == "Phase 2 of 2 begins on 24 May 2024 at 21:45; it holds 8 posts by 3 people."


def test_a_phase_shorter_than_an_hour_says_how_long_it_was():
    """Posts of the next phase are not counted as its own first hour."""
    _, told = _phases(_phase(1), _phase(2, n_first_h=20, ended_at=at(14400 + 300), key_post_id="y1"))

    assert told["wording"].startswith("Phase 2 of 2 begins after 2 hours without a post in the archive; it holds 8 posts by 3 people within 5 minutes")  # fmt: skip


def test_a_phase_after_a_note_names_the_note():
    """The note began it; the post that it stands on is named, not quoted."""
    _, told = _phases(_phase(1), _phase(2, begins_with="surge", key_kind="note_shown", key_post_id="k1"))

    assert told["wording"].startswith(
        "Phase 2 of 2 begins after a Community Note on @k’s post was first rated helpful; it holds 8 posts"
    )


def test_hours_that_hardly_differ_are_not_compared():
    """Six posts against five are no change; nor are three against none, which are too few."""
    _, same = _phases(_phase(1), _phase(2, n_first_h=6, n_before_h=5))
    _, few = _phases(_phase(1), _phase(2, n_first_h=3, n_before_h=0))

    assert "hour before" not in same["wording"]
    assert "hour before" not in few["wording"]


def _changed(gaps: list[float], parents: dict[str, str] | None = None, **row) -> list[dict]:
    times, now = {"root": at(0)}, 0.0
    for n, gap in enumerate(gaps):
        now += gap
        times[f"x{n}"] = at(now)
    base = study(
        "root",
        *(f"x{n}@x{n}>{(parents or {}).get(f'x{n}', 'root')}" for n in range(len(gaps))),
        created_at=times,
    )
    frame = pl.DataFrame(
        [{"thread_id": "root", "at": times[row["post_id"]], "n_before": 9, "n_after": 9, "p_value": 0.001, "n_shuffles": 999} | row]
    )  # fmt: skip
    return pace_changes(schema.conform(frame, "change_points"), base.table("posts")).to_dicts()


def test_a_change_of_pace_is_shown_on_ten_posts():
    """From x9 on a post a minute, before it one in ten: both sides can be counted on the cited posts."""
    (row,) = _changed([600.0] * 10 + [60.0] * 10, post_id="x9", per_hour_before=6.0, per_hour_after=60.0)

    assert row["wording"] == (
        "After 11 of the 21 posts the pace rises: the five up to there took 50 minutes, the next five 5 minutes."
    )
    assert row["evidence"] == ["x9", *(f"x{n}" for n in range(4, 9)), *(f"x{n}" for n in range(10, 15))]
    assert row["n_evidence"] == 11


def test_a_post_that_was_answered_is_named_where_the_pace_rises():
    """From a post with many posts below it goes faster: it is quoted. Any other one stands there by chance."""
    row = {"post_id": "x9", "per_hour_before": 6.0, "per_hour_after": 60.0}
    (told,) = _changed([600.0] * 10 + [60.0] * 10, parents={f"x{n}": "x9" for n in range(10, 15)}, **row)

    assert told["wording"] == (
        "From @x9’s post “words of x9” on, the pace rises: the five posts before it took 50 minutes, the five after it 5 minutes."
    )


def test_where_the_pace_falls_the_last_quick_post_is_counted():
    """The table names the first slow post, x10; the wait begins with x9, which is the eleventh post."""
    (row,) = _changed([60.0] * 10 + [600.0] * 10, post_id="x10", per_hour_before=60.0, per_hour_after=6.0)

    assert row["wording"] == (
        "After 11 of the 21 posts the pace falls: the five up to there took 5 minutes, the next five 50 minutes."
    )


def test_a_change_that_ten_posts_do_not_show_is_not_told():
    """Half as long again shows on hundreds of posts, not on five; nor is one told too near the end to have five."""
    assert _changed([90.0] * 10 + [60.0] * 10, post_id="x9", per_hour_before=40.0, per_hour_after=60.0) == []
    assert _changed([600.0] * 10 + [60.0] * 3, post_id="x9", per_hour_before=6.0, per_hour_after=60.0) == []


def _term(term: str, side: str, against: str, examples: list[str], setters: list[str]) -> dict:
    own, other = (len(examples), 0) if side == "claim" else (0, len(examples))
    return {
        "thread_id": "root", "term": term, "side": side, "n_claim": own, "n_dispute": other, "n_people": len(examples), "log_odds": 1.0,
        "z": 1.0, "is_contested": True, "against": [against], "against_ids": setters, "examples": examples,
    }  # fmt: skip


def _contested(*rows: dict, **texts: str) -> list[dict]:
    frame = schema.conform(pl.DataFrame(list(rows), schema=schema.SCHEMAS["terms"].dtypes), "terms")
    texts = {
        "ivy1": "You wrote 'user data', she answers 'messages'.",
        "cath1": "messages stay sealed",
    } | texts
    base = study(posts("root", "cath1>root", "ivy1>cath1", "dan1>root", text=texts))
    return contested_terms(frame, base.table("posts")).to_dicts()


_PAIR = (
    _term("user data", "claim", "messages", ["root"], ["ivy1"]),
    _term("messages", "dispute", "user data", ["cath1", "dan1"], ["ivy1"]),
)


def test_contested_words_name_who_is_answered_as_who_wrote_one():
    """Only the author of the post answered is said to use a word, and only where that post holds the one of them."""
    (row,) = _contested(*_PAIR)

    assert row["wording"] == (
        "@ivy sets “user data” against @cath’s “messages”: “You wrote 'user data', she answers 'messages'.”"
    )
    assert (row["evidence"], row["n_evidence"]) == (["ivy1", "cath1"], 2)


def test_words_that_the_post_answered_does_not_hold_are_nobodys():
    """Neither word, a part of a word, or both: the words are set apart, and nobody is said to use one."""
    apart = "@ivy sets “user data” against “messages”: “You wrote 'user data', she answers 'messages'.”"
    for text in ("It stays sealed", "messages_sent stays sealed", "messages are user data"):
        (row,) = _contested(*_PAIR, cath1=text)
        assert row["wording"] == apart


def test_words_that_stand_not_in_the_post_are_not_told():
    """Whoever reads the cited post must see both words."""
    assert _contested(*_PAIR, ivy1="You wrote 'user data', she answers otherwise.") == []


def test_words_of_one_side_only_are_not_told():
    """Two words that the same side uses are in dispute between nobody; nor are those that different posts set apart."""
    same = [
        _term("gun", "dispute", "person", ["cath1"], ["ivy1"]),
        _term("person", "dispute", "gun", ["dan1"], ["ivy1"]),
    ]
    apart = [
        _term("user data", "claim", "messages", ["root"], ["ivy1"]),
        _term("messages", "dispute", "user data", ["cath1"], ["dan1"]),
    ]

    assert _contested(*same) == []
    assert _contested(*apart) == []
