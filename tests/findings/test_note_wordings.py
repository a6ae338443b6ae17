"""Sentences about Community Notes by hand: what each kind of evidence allows to say, and when nothing is said."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from tests.builders import START, at, posts, study
from tests.noted import CAPTURED, DAY, flag, note_file, note_id, payload, pivot, snapshot, soon
from tests.told import told
from threadscope.settings import Settings
from threadscope.study import Study

_FILES = "public notes files of 1 July 2024 have"
_THREAD = ("root", "ann1>root", "bob1>root", "eve1>ann1")


def _study(*evidence: dict[str, Any], specs: tuple[str, ...] = _THREAD, **more: Any) -> Study:
    return study(*specs, step_s=3600, notes=list(evidence), **more)


def _said(kind: str, *evidence: dict[str, Any], **more: Any) -> list[tuple[str, list[str]]]:
    table = told(_study(*evidence, **more), kind)
    return table.select("wording", "evidence").rows()


# ---- on record
def test_a_note_that_is_shown_on_record():
    """Written when, first rated helpful when, by when how many replies were written; the post and its replies are cited."""
    ((said, cited),) = _said("note_on_record", snapshot("shown", written=0.75, helpful=1.5))

    assert said == (
        f"The {_FILES} a Community Note on @root’s post as shown: written 45 minutes after it, first rated helpful 2 hours "
        "after it (the time of a scoring run), by when 1 of the 2 archived replies to it was written; the note says “It is not so.”"
    )
    assert cited == ["root", "ann1", "bob1"]


def test_its_value_is_the_hours_and_its_time_the_scoring_run():
    """A finding can be sorted and drawn without reading its words."""
    row = told(_study(snapshot("shown", written=0.75, helpful=1.5)), "note_on_record").row(0, named=True)

    assert (row["value"], row["at"], row["object"], row["n_evidence"]) == (1.5, soon(1.5), "root", 3)


@pytest.mark.parametrize(
    ("helpful", "words"),
    [
        (0.5, "by when none of the 2 archived replies to it was written"),
        (9, "by when all 2 archived replies to it were written"),
    ],
)
def test_none_and_all_are_called_so(helpful: float, words: str):
    """No reply is older, or every one is."""
    assert words in _said("note_on_record", snapshot("shown", written=0.25, helpful=helpful))[0][0]


def test_the_only_reply_is_called_so():
    """One of one."""
    one = ("root", "ann1>root")

    assert (
        "by when the only archived reply to it was written"
        in (_said("note_on_record", snapshot("shown", helpful=3), specs=one)[0][0])
    )
    assert (
        "by when the only archived reply to it was not written"
        in (_said("note_on_record", snapshot("shown", written=0.1, helpful=0.5), specs=one)[0][0])
    )


def test_without_replies_or_after_the_capture_no_share_is_told():
    """All that was archived was written before a note that came after the capture: that says nothing."""
    alone = _said("note_on_record", snapshot("shown", helpful=3), specs=("root", "ann1>gone"))
    early = _said(
        "note_on_record",
        snapshot("shown", helpful=30),
        captured_at=dict.fromkeys(("root", "ann1", "bob1"), soon(20)),
    )

    assert "by when" not in alone[0][0] + early[0][0]
    assert "first rated helpful 30 hours after it (the time of a scoring run); the note says" in early[0][0]


def test_since_when_is_not_guessed():
    """A note that is shown, of which the files keep no time."""
    ((said, _),) = _said("note_on_record", snapshot("shown", written=0.75))

    assert said == (
        f"The {_FILES} a Community Note on @root’s post as shown: written 45 minutes after it, since when it was shown is "
        "not on record; the note says “It is not so.”"
    )


def test_a_snapshot_that_is_dated_by_its_newest_row_says_so():
    """Its day is where its rows end."""
    ((said, _),) = _said("note_on_record", snapshot("shown", helpful=3, snapshot_by="newest_row"))

    assert said.startswith("The public notes files that end on 1 July 2024 have a Community Note")


def test_a_list_of_notes_is_another_source():
    """What X gave to somebody who is logged in is no public file, and gives no times."""
    ((said, _),) = _said(
        "note_on_record",
        payload("shown", note_id=note_id(2), text="It is not so.", classification="misleading"),
    )

    assert said == (
        "X’s own list of notes, captured on 7 June 2024, has a Community Note on @root’s post as shown: written 2 hours after "
        "it, since when it was shown is not on record; the note says “It is not so.”"
    )


def test_what_a_capture_quoted_is_not_quoted_again():
    """The sentence about the capture already says what the note says."""
    delivered = pivot(note_id=note_id(2), text="It is not so.")

    assert "says" not in _said("note_on_record", delivered, snapshot("shown", helpful=3))[0][0]
    assert "says “It is not so.”" in _said("note_captured", delivered, snapshot("shown", helpful=3))[0][0]


def test_a_note_that_was_shown_and_removed():
    """From when, and until when at the latest."""
    ((said, _),) = _said(
        "note_removed", snapshot("shown_then_removed", written=0.75, helpful=1.5, removed=60)
    )

    assert said == (
        f"The {_FILES} a Community Note on @root’s post as shown and later removed: written 45 minutes after it, first rated "
        "helpful 2 hours after it (the time of a scoring run), by when 1 of the 2 archived replies to it was written; no longer "
        "shown 2 days after it at the latest; the note says “It is not so.”"
    )


def test_a_removal_that_only_the_day_of_the_snapshot_bounds():
    """Since when is not on record."""
    ((said, _),) = _said("note_removed", snapshot("shown_then_removed", helpful=9))

    assert "; no longer shown by 1 July 2024, since when is not on record; the note says" in said


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("proposed", "it needs more ratings"),
        ("rated_not_helpful", "it is rated not helpful"),
        (
            "helpful_not_displayed",
            "it is rated helpful but does not call the post misleading, and X shows no such note",
        ),
        ("deleted_rated_helpful", "it is rated helpful and deleted: it may have been shown before"),
        ("status_unknown", "it has no rating there"),
        ("unknown", "it has an outcome that is not known"),
    ],
)
def test_a_note_that_was_never_shown_on_record(state: str, words: str):
    """That no showing is on record is said, and what became of the note; never that it was not shown."""
    assert _said("note_never_shown", snapshot(state, written=3)) == [(
        (f"A Community Note was written on @root’s post 3 hours after it; the {_FILES} no showing of it on record: {words}; "
        "the note says “It is not so.”"),
        ["root"],
    )]  # fmt: skip


def test_several_notes_that_were_never_shown_are_one_sentence():
    """Counted by what became of them; one state of all is told once."""
    needs = [snapshot("proposed", written=hours) for hours in (3, 4)]
    mixed = _said("note_never_shown", *needs, snapshot("rated_not_helpful", written=5))

    assert [said for said, _ in mixed] == [
        (
            f"3 Community Notes were written on @root’s post, the first 3 hours after it; the {_FILES} no showing of any on record: "
            "2 need more ratings, 1 is rated not helpful."
        )
    ]
    assert _said("note_never_shown", *needs)[0][0].endswith(
        "no showing of any on record: they need more ratings."
    )


def test_a_note_beside_one_that_was_shown_is_another_one():
    """Nobody shall take the two for one."""
    evidence = (
        snapshot("shown", helpful=9),
        snapshot("proposed", written=3),
        snapshot("proposed", written=4),
    )

    assert _said("note_never_shown", *evidence[:2])[0][0].startswith("Another Community Note was written on")
    assert _said("note_never_shown", *evidence)[0][0].startswith("2 other Community Notes were written on")


def test_a_note_on_a_post_that_is_not_archived():
    """Named by its author where known; cited are the posts that answer it."""
    note = snapshot("shown", helpful=3, post_id="gone")
    ((said, cited),) = _said(
        "note_on_record", note, specs=("ann1>gone", "bob1>gone"), reply_to_handle={"ann1": "max", "bob1": "max"},
        reply_to_author_id={"ann1": "max", "bob1": "max"},
    )  # fmt: skip

    assert said.startswith(
        f"The {_FILES} a Community Note on a post by @max that is not in the archive as shown: "
    )
    assert cited == ["ann1", "bob1"]
    nameless = _said("note_on_record", note, specs=("ann1>gone",))
    assert "a Community Note on a post that is not in the archive as shown" in nameless[0][0]


# ---- on another post
def test_a_note_that_was_written_on_another_post():
    """Said with the other post, and how much older it is; that it was shown here, only a capture can say."""
    note = snapshot("shown", written=-5, helpful=3, written_on_id="1788", is_media_note=True)

    assert _said("note_elsewhere", note) == [(
        ("The Community Note that is known from @root’s post was written on another post (1788), 5 hours before this one was; "
        "X shows a note on a picture, video or link wherever the same stands; the note says “It is not so.”"),
        ["root"],
    )]  # fmt: skip
    assert _said("note_on_record", note) == _said("note_shown", note) == []


def test_the_other_post_is_cited_where_it_is_archived():
    """Both posts can be opened."""
    note = snapshot("shown", written=2, helpful=3, post_id="eve1", written_on_id="ann1")

    assert _said("note_elsewhere", note)[0][1] == ["eve1", "ann1"]


# ---- conflicts
def test_notes_that_do_not_agree():
    """Counted by what they call the post; that one needs more ratings and another is shown is no quarrel."""
    against = snapshot("proposed", written=4, classification="not_misleading")

    assert _said("note_conflict", snapshot("proposed"), snapshot("proposed", written=3), against) == [
        (
            "Community Notes on @root’s post do not agree: 2 call it misleading, 1 says that it is not.",
            ["root"],
        )
    ]
    assert _said("note_conflict", snapshot("proposed"), snapshot("shown", written=3, helpful=9)) == []


def test_evidence_that_contradicts_evidence():
    """Neither is called wrong."""
    seen = pivot(note_id=note_id(2), text="x")

    assert _said("note_conflict", seen, snapshot("rated_not_helpful"))[0][0] == (
        "A capture showed a Community Note on @root’s post of which the public notes files have no showing on record; they keep "
        "the first and the last rating of a note only."
    )
    assert _said("note_conflict", seen, flag())[0][0] == (
        "One capture of @root’s post contradicts itself: it holds a Community Note and says that there is none."
    )


# ---- before and after
def _busy(before: int, after: int) -> pl.DataFrame:
    names = [*(f"b{n}" for n in range(before)), *(f"a{n}" for n in range(after))]
    times = {f"b{n}": at(36000 - 60 * (n + 1)) for n in range(before)}
    times |= {f"a{n}": at(36000 + 60 * n) for n in range(after)}
    seen = dict.fromkeys(["root", *names], CAPTURED)
    return posts("root", *(f"{name}@{name}>root" for name in names), created_at=times, captured_at=seen)


def test_the_pace_before_and_after_is_described_and_not_explained():
    """Two counts, two rates, and that they describe the archive."""
    made = study(_busy(30, 45), notes=[snapshot("shown", helpful=10)])
    (row,) = told(made, "note_rates").to_dicts()

    assert row["wording"] == (
        "The archive holds 30 replies to @root’s post from the hour before its Community Note was first rated helpful "
        "(30.0 an hour) and 45 from the hour after (45.0 an hour); this describes what is archived, and answers grow fewer "
        "with time anyway."
    )
    assert (row["n_evidence"], row["evidence"][0], len(row["evidence"])) == (75, "root", 12)


def test_too_few_answers_give_no_pace():
    """Twenty-nine on one side."""
    made = study(_busy(29, 45), notes=[snapshot("shown", helpful=10)])

    assert told(made, "note_rates").is_empty()


# ---- mentions
def test_who_speaks_of_a_note_and_who_asks_for_one():
    """Each by itself, with the time of the first and its words; hearsay is called so."""
    texts = {
        "ann1": "You got community noted.",
        "bob1": "This needs a community note!",
        "eve1": "@CommunityNotes, please. Add a community note.",
    }

    assert _said("note_mentions", text=texts) == [
        (
            (
                "1 post speaks of a Community Note, quotes the heading of one or links to one, 60 minutes after the first post, "
                "which is hearsay and does not say that one was shown; @ann writes “got community noted”."
            ),
            ["ann1"],
        ),
        (
            (
                "2 posts ask for a Community Note or call its account, the first 2 hours after the first post, which does not say "
                "that there was one; @bob writes “needs a community note”."
            ),
            ["bob1", "eve1"],
        ),
    ]


def test_who_wants_no_note():
    """The opposite of asking for one."""
    ((said, cited),) = _said("note_mentions", text={"ann1": "No note needed, this is a joke."})

    assert (
        said
        == "1 post says that no Community Note is needed, 60 minutes after the first post; @ann writes “No note needed”."
    )
    assert cited == ["ann1"]


def test_nobody_mentions_a_note():
    """No row, and no sentence that nobody did."""
    assert _said("note_mentions") == []


# ---- coverage
def _coverage(*evidence: dict[str, Any], **more: Any) -> str:
    ((said, _),) = _said("note_coverage", *evidence, **more)
    return said


_SEEN = dict.fromkeys(("root", "ann1", "bob1", "eve1"), CAPTURED)


def test_no_note_in_this_data():
    """Of a thread of which nothing is known that is all that is said; else when it was captured and which snapshot there is."""
    assert _coverage(captured_at=_SEEN) == (
        "No note in this data, which does not say of any of its 4 posts whether there was a Community Note."
    )
    assert _coverage(note_files=[note_file()]) == (
        "No note in this data (time of capture not known; snapshot of 1 July 2024)."
    )


def test_what_is_older_than_the_notes_had_none():
    """Community Notes began in January 2021: no note was shown beside what was over by then."""
    old = {name: datetime(2016, 5, 1, tzinfo=UTC) for name in _SEEN}

    assert _coverage(created_at=old) == (
        "All 4 posts are older than Community Notes, which began in January 2021; there is no note in this data."
    )
    assert told(_study(created_at=old), "note_coverage")["rule"].to_list() == ["older_than_notes"]
    assert told(_study(), "note_coverage")["rule"].to_list() == ["reach_of_the_evidence"]


def test_none_reported_is_not_no_note():
    """The capture was told of none: the sentence is still about the data."""
    every = [flag(post_id=name) for name in _SEEN]

    assert _coverage(*every, captured_at=_SEEN) == (
        "No note in this data (captured 7 June 2024; no Community Notes snapshot loaded)."
    )


def test_a_snapshot_that_is_older_than_some_posts():
    """They are counted, and nothing is known of them."""
    file = note_file(snapshot_at=START + timedelta(days=2), covers_until=START + timedelta(minutes=90))

    assert _coverage(note_files=[file], captured_at=_SEEN) == (
        "No note in this data (captured 7 June 2024; snapshot of 26 May 2024). Too young for the snapshot, which reaches until "
        "24 May 2024: 2 of 4 posts. Nothing is known of 2 of the 4 posts: no capture says whether there was a note, and no "
        "snapshot reaches so far."
    )


def test_several_captures_and_snapshots():
    """Their first and last days, and how the day was known."""
    seen = _SEEN | {"eve1": CAPTURED + timedelta(days=2)}
    newer = note_file(snapshot_at=DAY + timedelta(days=30), snapshot_by="newest_row")

    assert _coverage(note_files=[note_file(), newer], captured_at=seen) == (
        "No note in this data (captured 7 June 2024 to 9 June 2024; 2 snapshots, 1 July 2024 and 31 July 2024, the day of its "
        "newest row)."
    )


def test_signs_of_notes_are_counted():
    """The same sentence says how far the evidence reaches where there is some."""
    said = _coverage(snapshot("proposed"), pivot(post_id="ann1"), note_files=[note_file()], captured_at=_SEEN)

    assert (
        said
        == "There are signs of Community Notes on 2 posts (captured 7 June 2024; snapshot of 1 July 2024)."
    )


def test_the_days_of_captures_are_those_of_the_zone():
    """Those of the files stay UTC's, as in their addresses."""
    late = dict.fromkeys(_SEEN, CAPTURED + timedelta(hours=23))
    said = _coverage(note_files=[note_file()], captured_at=late, settings=Settings(tz="Asia/Tokyo"))

    assert "captured 8 June 2024; snapshot of 1 July 2024" in said


def test_every_thread_has_one_sentence_of_coverage_with_noted_posts_first():
    """Its evidence are posts of the thread, all of them counted."""
    table = told(_study(snapshot("proposed", post_id="bob1")), "note_coverage")

    assert table.select("n_evidence", "value").rows() == [(4, 1.0)]
    assert table["evidence"].to_list() == [["bob1", "root", "ann1", "eve1"]]


# ---- whatever is said
def _all_sentences() -> list[str]:
    states = (
        "shown",
        "shown_then_removed",
        "proposed",
        "rated_not_helpful",
        "helpful_not_displayed",
        "unknown",
    )
    evidence = [
        snapshot(
            state,
            written=n / 7,
            helpful=9,
            removed=20 if state == "shown_then_removed" else None,
            post_id=on,
            text=None,
        )
        for n, (state, on) in enumerate((state, on) for state in states for on in _SEEN)
    ]
    evidence += [pivot(), flag(), snapshot("shown", written=8, helpful=9, written_on_id="9", text=None)]
    made = _study(
        *evidence, note_files=[note_file()], text={"ann1": "got community noted", "bob1": "needs a note"}
    )
    findings = made.table("findings").filter(pl.col("kind").str.starts_with("note"))
    assert findings["kind"].n_unique() >= 8
    return findings["wording"].to_list()


def test_no_sentence_says_more_than_the_evidence():
    """Never "no Community Note", never "false" or "true", never a cause."""
    for said in _all_sentences():
        assert not re.search(r"\bno community note\b(?!s snapshot loaded| is needed)", said, re.IGNORECASE), (
            said
        )
        assert not re.search(
            r"\b(false|true|debunk\w*|wrong|because|caused?|effect|led to|thanks to)\b", said
        ), said


def test_every_sentence_is_one_and_holds_no_hole():
    """Capital letter, full stop, no null."""
    for said in _all_sentences():
        assert said[0].isupper() or said[0].isdigit(), said
        assert said.endswith((".", "”")), said
        assert not re.search(r"None|nan|\s,|\s\.|  |\(\)|;\s*;|:\s*[;.]", said), said


def test_a_turning_point_names_the_scoring_run():
    """The moment is the first helpful rating; who reads it sees that display came after."""
    table = (
        _study(snapshot("shown", written=0.75, helpful=1.5))
        .table("findings")
        .filter(pl.col("label") == "Note shown")
    )

    assert table.select("wording", "at", "evidence").rows() == [(
        ("A Community Note on @root’s post was first rated helpful 2 hours after it (the time of a scoring run), by when 1 of the 2 "
        "archived replies to it was written; X shows a note soon after that."),
        soon(1.5), ["root", "ann1", "bob1"],
    )]  # fmt: skip


def test_a_turning_point_that_did_not_last():
    """Shown, and later removed."""
    made = _study(snapshot("shown_then_removed", helpful=9, removed=50))
    row = made.table("findings").row(by_predicate=pl.col("label") == "Note shown", named=True)

    assert row["wording"].endswith("archived replies to it were written; it was shown, and later removed.")


def test_the_moments_are_utc_datetimes():
    """What a note is bound to in time can be drawn."""
    table = told(_study(snapshot("shown", helpful=9)), "note_shown")

    assert isinstance(table["at"][0], datetime)
