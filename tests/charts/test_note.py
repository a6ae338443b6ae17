"""The note chart: no surer than the evidence, and every printed number is one of the tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import product
from typing import Any, Final

import polars as pl
import pytest

from tests.builders import START, at
from tests.builders import study as study_of
from tests.charts.drawing import BARE, generated, overlaps, prepared, texts
from tests.covering import covering
from threadscope import schema
from threadscope.charts import CHARTS
from threadscope.charts.canvas import paper
from threadscope.charts.note.numbers import OPEN, NoteChart
from threadscope.settings import Settings
from threadscope.snowflake import id_at
from threadscope.study import Study

HOUR: Final = 3600.0
DAY: Final = datetime(2026, 3, 19, tzinfo=UTC)
#: Eve is answered every ten minutes for ten hours, and ann's answer twelve times in the first two.
ANSWERS: Final = tuple(f"a{i}@a{i}>root" for i in range(60))
BELOW: Final = tuple(f"b{i}@b{i}>a0" for i in range(12))


def note(hours: float | None, state: str = "shown", kind: str = "snapshot", **more: Any) -> dict[str, Any]:
    """Return a row of `notes` about the post `root`: hours are counted from the post."""
    written = None if hours is None else at(hours * HOUR)
    row = {
        "post_id": "root", "evidence_kind": kind, "state": state, "text": "No evidence.", "written_at": written,
        "note_id": None if written is None else id_at(written, 7), "observed_at": DAY if kind == "snapshot" else at(300 * HOUR),
        "snapshot_by": "path" if kind == "snapshot" else None, "precision": "none", "source": "here", "because": None,
        "classification": "misleading" if kind == "snapshot" else None, "is_media_note": None, "is_collaborative": None,
        "written_on_id": None, "shown_from": None, "shown_until": None, "rated_helpful_at": None,
    }  # fmt: skip
    times = {
        "helpful": "rated_helpful_at",
        "shown": "shown_from",
        "until": "shown_until",
        "seen": "observed_at",
    }
    return row | {times.get(name, name): at(v * HOUR) if name in times else v for name, v in more.items()}


def thread(*notes: dict[str, Any], posts: tuple[str, ...] = (*ANSWERS, *BELOW), **more: Any) -> Study:
    """Return eve's thread with notes, its answers ten minutes apart."""
    snapshot = {
        "source": "n", "holds": "public_notes", "snapshot_at": DAY, "snapshot_by": "path", "covers_until": DAY,
        "n_rows": 1, "n_rejected": 0, "n_kept": 1, "whole": True,
    }  # fmt: skip
    files = [snapshot] if any(row["evidence_kind"] == "snapshot" for row in notes) else []
    return study_of("root@eve", *posts, step_s=600, notes=list(notes), note_files=files, **more)


def bare(study: Study, **options: Any) -> NoteChart:
    """Return the numbers of the picture without the words that findings give it: its title and how far evidence reaches."""
    numbers: NoteChart = prepared("note", study, tables=BARE, **options)
    return numbers


def written(numbers: NoteChart) -> list[str]:
    """Return all that is written on the picture."""
    return [text.get_text() for text in texts(CHARTS["note"].draw(numbers).figure)]


def life(study: Study, place: int = 0) -> list[tuple[str, float, float]]:
    """Return the stretches of a lane: kind, and from when to when in hours after the post."""
    lane = bare(study).lanes[place]
    since = START.timestamp()
    return [(s.kind, (s.start - since) / HOUR, (s.end - since) / HOUR) for s in lane.stretches]


def test_shown() -> None:
    """A note that the public files have as shown waits until its scoring run, and its showing has no end."""
    study = thread(note(2, helpful=7, shown=7))
    assert life(study) == [("waiting", 2, 7), ("shown", 7, OPEN)]
    lane = bare(study).lanes[0]
    assert lane.stretches[1].blurred == (True, False), "when the showing began is known to a scoring run only"
    assert [(m.kind, m.words, m.exact) for m in lane.moments] == [
        ("written", "written +2 h", True),
        ("helpful", "first rated helpful +7 h", False),
    ]
    assert lane.told == "Shown (as of 19 Mar 2026)"


def test_shown_then_removed() -> None:
    """A showing that a scoring run ended is drawn until then, and what follows is not drawn as shown."""
    study = thread(note(2, "shown_then_removed", helpful=4, shown=4, until=60))
    assert life(study) == [("waiting", 2, 4), ("shown", 4, 60), ("over", 60, OPEN)]
    assert bare(study).lanes[0].stretches[1].blurred == (True, True)
    assert "removed by +2 days" in written(bare(study))


def test_a_removal_known_by_a_day_only_is_not_drawn_as_a_showing() -> None:
    """Where only the snapshot's day says that a showing has ended, its end is not known."""
    assert life(thread(note(2, "shown_then_removed", helpful=4, shown=4)))[1:] == [("unknown", 4, OPEN)]


@pytest.mark.parametrize("state", ["proposed", "rated_not_helpful", "helpful_not_displayed"])
def test_never_on_record_as_shown(state: str) -> None:
    """A note without a showing on record is a dashed line that ends nowhere, and nothing is drawn as shown."""
    study = thread(note(2, state, helpful=5))
    assert life(study) == [("waiting", 2, OPEN)]
    assert "no showing on record" in written(bare(study))
    assert not bare(study).lanes[0].was_shown


@pytest.mark.parametrize("state", ["status_unknown", "unknown", "deleted_rated_helpful"])
def test_what_is_not_known_is_hatched(state: str) -> None:
    """A state that does not say whether a note was shown is drawn as not known."""
    assert life(thread(note(2, state))) == [("unknown", 2, OPEN)]


def test_shown_since_when_is_not_known() -> None:
    """A note that is shown now, without a helpful rating on record, is hatched from its writing on."""
    study = thread(note(2, "shown"))
    assert life(study) == [("unknown", 2, OPEN)]
    assert "shown since when is not known" in written(bare(study))


def test_presence_only() -> None:
    """A capture that saw a note gives one moment, exact, and says nothing of the time before and after."""
    study = thread(note(2, "shown_at_capture", "pivot", seen=6))
    assert life(study)[0] == ("unknown", 2, 6)
    lane = bare(study).lanes[0]
    assert [(m.kind, m.words) for m in lane.moments] == [
        ("written", "written +2 h"),
        ("seen", "captured with it +6 h"),
    ]
    assert {s.kind for s in lane.stretches} == {"unknown"}
    assert lane.told == "Shown at capture on 24 May 2024"


def test_two_captures() -> None:
    """Between a capture without and one with the note lies what is not known; before, no showing is on record."""
    flag = note(None, "none_reported_at_capture", "flag", seen=4, text=None)
    study = thread(note(2, "shown_at_capture", "pivot", seen=8), flag)
    assert life(study) == [("waiting", 2, 4), ("unknown", 4, 8)]
    later = thread(note(2, "shown_at_capture", "pivot", seen=6), flag | {"observed_at": at(9 * HOUR)})
    assert life(later) == [("unknown", 2, 6), ("unknown", 6, 9), ("over", 9, OPEN)]


def test_a_flag_names_no_note() -> None:
    """That notes are on record has no time: no mark, and the words say what is not known."""
    numbers = bare(thread(note(None, "notes_exist_not_shown_to_capturer", "flag", text=None)))
    (lane,) = numbers.lanes
    assert (lane.moments, lane.stretches, numbers.shares) == ((), (), ())
    assert "which, and whether it was ever shown, is not known" in lane.told
    beside = bare(thread(note(2), note(None, "notes_exist_not_shown_to_capturer", "flag", text=None)))
    assert len(beside.lanes) == 1, "where a note is named, the flag is no other note"


def test_captures_and_public_files_stand_side_by_side() -> None:
    """The bar follows the public files, captures keep their marks, and the words tell both."""
    lane = bare(thread(note(2, helpful=7, shown=7), note(2, "shown_at_capture", "pivot", seen=8))).first
    assert [s.kind for s in lane.stretches] == ["waiting", "shown"]
    assert [m.kind for m in lane.moments] == ["written", "helpful", "seen"]
    assert lane.told == "Shown (as of 19 Mar 2026); shown at capture on 24 May 2024"


def test_a_media_note_was_not_seen_to_begin_here() -> None:
    """Of a note written on another post, when it was shown on this one is not known, and the words name it."""
    study = thread(note(-5, helpful=3, shown=3, written_on_id="123", is_media_note=True))
    assert life(study) == [("waiting", -5, 3), ("unknown", 3, OPEN)]
    numbers = bare(study)
    assert "about a picture, video or link; written on another post" in numbers.first.traits
    assert "← written −5 h" in " ".join(written(numbers)), "what was before the axis stands at its left end"


def test_hearsay_draws_no_note() -> None:
    """A link to a note in a reply is no evidence of a showing."""
    assert bare(thread(note(2, "unknown", "text_hint"))).lanes == ()


def test_shares_and_bars_are_the_tables() -> None:
    """The printed shares are those of note_timeline, and the bars hold the same posts."""
    study = thread(note(2, helpful=7, shown=7))
    numbers = bare(study)
    row = study.table("note_timeline").row(0, named=True)
    for found in numbers.shares:
        assert (found.before, found.of) == (row[f"{found.scope}_at_{found.moment}"], row[f"n_{found.scope}"])
    assert [part.n_held for part in numbers.parts] == [row["n_replies"], row["n_below"], row["n_thread"]]
    assert [part.n_posts for part in numbers.parts] == [60, 12, 1]
    # Posts come ten minutes apart: 12 of 73 before the second hour, all of them answers to eve or eve's own.
    assert [(s.scope, s.moment, s.before) for s in numbers.shares][:3] == [
        ("replies", "written", 11), ("below", "written", 11), ("thread", "written", 12),
    ]  # fmt: skip
    words = written(numbers)
    assert {"60 replies to it", "72 posts below it", "73 posts of the thread", "18%", "15%", "16%"} <= set(
        words
    )


def test_bars_follow_the_noted_post() -> None:
    """Where a reply is noted, only what hangs below it is counted as its branch."""
    study = thread(note(1, helpful=2, shown=2, post_id="a0"))
    numbers = bare(study)
    assert [part.n_posts for part in numbers.parts] == [12, 0, 61]
    assert numbers.first.who == "on @a0’s post"


def test_a_note_on_a_post_that_is_not_archived() -> None:
    """The answers to a missing post are counted, and the title is what findings say of it."""
    gone = id_at(START - timedelta(hours=1), 3)
    study = study_of(
        "root", *(f"a{i}@a{i}>{gone}" for i in range(4)), step_s=600,
        notes=[note(1, helpful=2, shown=2, post_id=gone)],
    )  # fmt: skip
    numbers = prepared("note", study)
    assert numbers.first.post_id == gone
    assert numbers.parts[0].n_posts == 4
    assert numbers.title != "Community Notes in this thread"


def test_every_post_is_held_once() -> None:
    """Bars and what is later or untimed hold every post; numbers that do not are refused."""
    study = thread(note(2), created_at={"a3": None})
    numbers = bare(study)
    assert numbers.totals.sum() + numbers.n_later + numbers.n_untimed == numbers.n_posts == 73
    assert numbers.n_untimed == 1
    with pytest.raises(ValueError, match="hold 73 of 74 posts"):
        CHARTS["note"].draw(replace(numbers, n_posts=74))


def test_notes_are_rows_the_first_shown_on_top() -> None:
    """Notes that were shown come first, by time; each has a letter; those without room are in the table."""
    notes = [
        note(1, "proposed", text="one"),
        note(3, helpful=9, shown=9, text="two"),
        note(2, "shown_then_removed", helpful=4, shown=4, until=6, text="three"),
        note(0.5, "rated_not_helpful", text="four", post_id="a0"),
    ]
    numbers = bare(thread(*notes), max_notes=3)
    assert [(lane.letter, lane.says) for lane in numbers.lanes] == [
        ("A", "“three”"),
        ("B", "“two”"),
        ("C", "“one”"),
    ]
    assert [lane.says for lane in numbers.more] == ["“four”"]
    table = CHARTS["note"].draw(numbers).table
    assert table.filter(pl.col("section") == "note")["post_id"].to_list() == ["root"] * 3 + ["a0"]
    assert "1 more note in the table of this chart" in written(numbers)
    assert bare(thread(note(2))).first.letter == "", "a single note needs no letter"


def test_title_and_evidence_come_from_findings() -> None:
    """The title is the finding about the first note, and the chart names the posts behind it."""
    study = thread(note(2, helpful=7, shown=7))
    found = study.table("findings").filter(pl.col("kind") == "note_shown").row(0, named=True)
    chart = study.chart("note")
    assert chart.title == found["wording"]
    assert list(chart.evidence) == found["evidence"]
    assert chart.title not in {text.get_text() for text in texts(study.chart("note", alone=False).figure)}


def test_nothing_known_is_said() -> None:
    """A thread without evidence gives the sentence that says how far the evidence reaches, and no picture."""
    study = generated(40)
    said = study.table("findings").filter(pl.col("kind") == "note_coverage")["wording"].to_list()
    chart = study.chart("note")
    drawn = " ".join(text.get_text() for text in texts(chart.figure))
    assert said[0].startswith("No note in this data, which does not say of any of its 40 posts")
    assert said[0] in drawn
    assert chart.alt == said[0]
    assert chart.table["posts"].sum() == 40
    bare = prepared("note", study, tables={"findings": schema.empty("findings")})
    assert "No note in this data." in written(bare)


def test_what_is_not_known_of_other_posts_stands_below() -> None:
    """Where nothing is known of some posts, the picture says so even though it shows a note."""
    numbers = prepared("note", thread(note(2, "shown_at_capture", "pivot", seen=6)))
    assert "Nothing is known of 72 of the 73 posts" in " ".join(written(numbers))
    assert prepared("note", thread(note(2))).reach == ""


def test_the_footer_names_the_sources() -> None:
    """The last line has the number of posts, the capture, the snapshot and the zone; its day does not move."""
    numbers = prepared("note", thread(note(2)), settings=Settings(tz="America/New_York"))
    assert numbers.footer == (
        "source not known · 73 archived posts · every answered post is here · captured on an unknown day · Community Notes snapshot of 19 Mar 2026"
        " · times in America/New_York"
    )
    assert numbers.first.told == "Shown (as of 19 Mar 2026)"


def test_the_key_explains_what_is_drawn_and_nothing_else() -> None:
    """Signs are explained where they occur."""
    plain = written(bare(thread(note(2, "proposed"))))
    assert "note written (its id says when)" in plain
    assert "shown" not in plain
    assert "a scoring run: shown or removed soon after" not in plain
    assert "a scoring run: shown or removed soon after" in written(bare(thread(note(2, shown=3))))


def test_no_times() -> None:
    """Without times of posts there is no axis; what is known of the note is still said."""
    ids = ("root", *(name.split("@")[0] for name in (*ANSWERS, *BELOW)))
    numbers = bare(thread(note(2), created_at=dict.fromkeys(ids)))
    assert numbers.scale is None
    assert numbers.n_untimed == 73
    assert "Shown (as of 19 Mar 2026)" in written(numbers)


def test_a_late_capture_does_not_press_the_thread_together() -> None:
    """A removal weeks later is drawn, behind a cut; a capture weeks later stands in words only."""
    removed = bare(thread(note(2, "shown_then_removed", helpful=4, shown=4, until=500)))
    assert removed.scale is not None
    assert removed.scale.end >= at(500 * HOUR).timestamp()
    assert [gap.words for gap in removed.scale.gaps] == ["20 days quiet"]
    captured = bare(thread(note(2, "shown_at_capture", "pivot", seen=500)))
    assert captured.scale is not None
    assert captured.scale.end < at(20 * HOUR).timestamp()


def test_alt_text_says_what_is_drawn() -> None:
    """The alt text has the state, the times, the words and the shares."""
    alt = thread(note(2, helpful=7, shown=7)).chart("note").alt
    for part in (
        "1 Community Note over 73 posts.",
        "The note on @eve’s post: Shown (as of 19 Mar 2026); written +2 h, first rated helpful +7 h.",
        "It says “No evidence.”.",
        "When the first was written, 11 of 60 replies to the post were there (18%).",
    ):
        assert part in alt


SEVERAL: Final = (
    note(
        4,
        helpful=8,
        shown=8,
        text="No evidence has been published, see section 3 of the privacy policy. " * 4,
    ),
    note(2, "shown_then_removed", helpful=2.2, shown=2.2, until=2.5, text="x" * 300, is_collaborative=True),
    note(1, "helpful_not_displayed", helpful=6, classification="not_misleading", text="بيان"),
    note(-400, helpful=-390, shown=-390, written_on_id="99", is_media_note=True, post_id="a0"),
    note(0.1, "rated_not_helpful", text=None),
    note(9.5, "shown_at_capture", "pivot", seen=9.6),
    note(None, "none_reported_at_capture", "flag", seen=9.4, text=None),
    note(None, "notes_exist_not_shown_to_capturer", "flag", post_id="a1", text=None),
    note(3, "shown", "payload", seen=5),
)


@cache
def about(*places: int) -> Study:
    """Return the thread with some of the several notes."""
    return thread(*(SEVERAL[place] for place in places))


@cache
def noted(n_posts: int) -> Study:
    """Return a generated thread whose first post has a note that was shown a day after it was written."""
    posts = generated(n_posts).table("posts")
    root = posts.filter(pl.col("depth") == 0).row(0, named=True)
    since = (root["created_at"] - START).total_seconds() / HOUR
    return study_of(
        posts, notes=[note(since + 4, helpful=since + 28, shown=since + 28, post_id=root["post_id"])]
    )


@pytest.mark.parametrize(
    ("places", "width", "theme"),
    [
        *covering([(0,), (7,), tuple(range(len(SEVERAL)))], [1260, 320], ["light", "dark"]),
        *(
            pytest.param((place,), width, theme, marks=pytest.mark.long)
            for place in (1, 2, 3, 4, 5, 8)
            for width, theme in ((1260, "light"), (320, "dark"))
        ),
    ],
)
def test_texts_keep_apart(places: tuple[int, ...], theme: str, width: int) -> None:
    """No two texts touch and none leaves the figure, whatever is known."""
    chart = about(*places).chart("note", width=width, theme=theme)
    with paper():
        assert list(overlaps(chart.figure)) == []


@pytest.mark.parametrize(
    ("n_posts", "width"),
    [
        (1, 1260),
        (1000, 390),
        *(
            pytest.param(*case, marks=pytest.mark.long)
            for case in ((1, 390), (1000, 1260), *product((40, 10_000), (1260, 390)))
        ),
    ],
)
def test_texts_keep_apart_at_any_size(n_posts: int, width: int) -> None:
    """Nothing touches from one post to ten thousand; the shares stay those of the table."""
    chart = noted(n_posts).chart("note", width=width)
    with paper():
        assert list(overlaps(chart.figure)) == []
    assert chart.table.filter(pl.col("section") == "posts")["posts"].sum() == n_posts
