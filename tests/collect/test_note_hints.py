"""Posts that link to Community Notes are hints, by hearsay: on the post that is named, never that a note was shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import threadscope as ts
from tests.collect.inputs import CAPTURED, at, detail, entry, g3_post, lines, post_id, v2_page, v2_post
from threadscope.archive import Archive

NOTE = post_id(600)
ROOT = post_id(0)
SHOWN = {"note": {"rest_id": NOTE}, "subtitle": {"text": "words"}, "visualStyle": "Default"}


def _reply(minutes: float, text: str, **changes: Any) -> dict[str, Any]:
    parent = [{"type": "replied_to", "id": ROOT}]
    return v2_post(minutes, text, referenced_tweets=parent, conversation_id=ROOT, **changes)


def _link(address: str) -> dict[str, Any]:
    return {"entities": {"urls": [{"url": "https://t.co/1", "expanded_url": address}]}}


def _archive(folder: Path, *records: Any) -> Archive:
    (folder / "exports").mkdir(exist_ok=True)
    (folder / "exports" / "thread.jsonl").write_bytes(lines(*records))
    return ts.read(folder / "exports")


def _hints(archive: Archive) -> list[dict[str, Any]]:
    return archive.notes.filter(pl.col("evidence_kind") == "text_hint").to_dicts()


def test_the_address_of_a_posts_notes_is_a_hint_on_that_post(tmp_path: Path) -> None:
    """`t/ID` names the post itself; which note there is, and whether it was shown, nobody says."""
    replies = _reply(5, "https://t.co/1", **_link(f"https://x.com/i/communitynotes/t/{ROOT}?s=20"))
    archive = _archive(tmp_path, v2_page(v2_post(0), replies))
    (row,) = _hints(archive)

    assert row == dict.fromkeys(row) | {
        "post_id": ROOT,
        "evidence_kind": "text_hint",
        "state": "unknown",
        "observed_at": row["observed_at"],
        "precision": "capture",
        "source": row["source"],
    }
    assert row["source"].endswith("thread.jsonl")
    assert row["observed_at"].isoformat() == CAPTURED


def test_the_address_of_a_note_is_a_hint_on_the_post_that_other_evidence_gives(tmp_path: Path) -> None:
    """`n/ID` names a note alone: a captured note with that id says which post it is on."""
    replies = _reply(5, f"see twitter.com/i/birdwatch/n/{NOTE}")
    archive = _archive(tmp_path, detail(entry(g3_post(0, birdwatch_pivot=SHOWN))), v2_page(replies))
    (row,) = _hints(archive)

    assert (row["post_id"], row["note_id"], row["written_at"], row["is_media_note"]) == (
        ROOT,
        NOTE,
        at(600),
        None,
    )
    assert row["state"] == "unknown"


def test_a_note_that_nothing_else_knows_is_a_mention_and_no_evidence(tmp_path: Path) -> None:
    """Without other evidence the post of a note is not known: no row, and the mention stays."""
    archive = _archive(tmp_path, v2_page(v2_post(0), _reply(5, f"x.com/i/communitynotes/n/{NOTE}")))

    assert _hints(archive) == []
    mentions = archive.thread().table("note_mentions")
    assert mentions.select("post_id", "kind", "note_id", "about_id").rows() == [
        (post_id(5), "note_url", NOTE, None)
    ]


def test_the_address_of_a_media_note_says_so(tmp_path: Path) -> None:
    """`m/ID` is the list of posts that share a note's picture."""
    replies = _reply(5, f"x.com/i/communitynotes/m/{NOTE}")
    archive = _archive(tmp_path, detail(entry(g3_post(0, birdwatch_pivot=SHOWN))), v2_page(replies))

    assert [row["is_media_note"] for row in _hints(archive)] == [True]


def test_a_note_on_several_posts_is_a_hint_on_each(tmp_path: Path) -> None:
    """A media note that was captured on two posts: the address may mean either."""
    posts = [entry(g3_post(minutes, birdwatch_pivot=SHOWN)) for minutes in (0, 1)]
    archive = _archive(tmp_path, detail(*posts), v2_page(_reply(5, f"x.com/i/birdwatch/n/{NOTE}")))

    assert [row["post_id"] for row in _hints(archive)] == [ROOT, post_id(1)]


def test_many_who_link_to_one_note_are_one_hint(tmp_path: Path) -> None:
    """Evidence does not grow by repetition; the mentions are counted elsewhere."""
    replies = [_reply(n, f"x.com/i/communitynotes/t/{ROOT}", author=f"50{n}") for n in range(1, 6)]
    archive = _archive(tmp_path, v2_page(v2_post(0), *replies))

    assert len(_hints(archive)) == 1
    assert archive.thread().table("note_mentions").height == 5


def test_a_repost_repeats_what_its_original_says(tmp_path: Path) -> None:
    """The words of a bare repost are its original's: no hint of its own."""
    said = _reply(5, f"x.com/i/communitynotes/t/{ROOT}")
    repost = v2_post(
        9, "RT @x: x.com", author="509", referenced_tweets=[{"type": "retweeted", "id": post_id(5)}]
    )
    archive = _archive(
        tmp_path, v2_page(v2_post(0), said), v2_page(repost, captured="2024-06-09T00:00:00+00:00")
    )

    assert [row["observed_at"].isoformat() for row in _hints(archive)] == [CAPTURED]


def test_hints_stand_beside_other_evidence_and_never_in_its_place(tmp_path: Path) -> None:
    """The pivot and what is known from it stay as they are."""
    plain = _archive(tmp_path, detail(entry(g3_post(0, birdwatch_pivot=SHOWN)))).notes
    page = v2_page(_reply(5, f"x.com/i/birdwatch/n/{NOTE}"))
    archive = _archive(tmp_path, detail(entry(g3_post(0, birdwatch_pivot=SHOWN))), page)

    assert_frame_equal(archive.notes.filter(pl.col("evidence_kind") == "pivot"), plain)
    assert archive.thread().table("note_states").select("state", "note_id").rows() == [
        ("shown_at_capture", NOTE)
    ]


def test_hints_alone_are_no_note(tmp_path: Path) -> None:
    """People who speak of a note make no state of it, and no sentence."""
    said = _reply(5, f"x.com/i/communitynotes/t/{ROOT}")
    thread = _archive(tmp_path, v2_page(v2_post(0), said)).thread()

    assert thread.table("notes").height == 1
    assert thread.table("note_states").is_empty()
    told = thread.findings.filter(pl.col("kind").str.contains("note"))
    assert told["kind"].to_list() == ["note_mentions", "note_coverage"]


@pytest.mark.parametrize("pivot", [SHOWN, None])
def test_a_store_gives_the_same_hints(tmp_path: Path, pivot: dict[str, Any] | None) -> None:
    """Hints are made anew from the posts: a saved archive has the same ones, once."""
    changes: dict[str, Any] = {"birdwatch_pivot": pivot} if pivot else {}
    root = g3_post(0, **changes)
    texts = (f"x.com/i/birdwatch/n/{NOTE}", f"x.com/i/birdwatch/t/{ROOT}")
    page = v2_page(*(_reply(5 + n, text, author=f"50{n}") for n, text in enumerate(texts)))
    archive = _archive(tmp_path, detail(entry(root)), page)
    store = archive.save(tmp_path / "store")

    assert len(_hints(archive)) == (2 if pivot else 1)
    assert_frame_equal(ts.read(store).notes, archive.notes)
    assert_frame_equal(ts.read(ts.read(store).save(tmp_path / "again")).notes, archive.notes)


def test_without_a_capture_time_nothing_is_dated(tmp_path: Path) -> None:
    """A hint is as old as its capture; where that is not known, it has no time."""
    archive = _archive(tmp_path, v2_page(v2_post(0), _reply(5, f"x.com/i/birdwatch/t/{ROOT}"), captured=None))
    (row,) = _hints(archive)

    assert (row["observed_at"], row["precision"]) == (None, "none")


def test_a_payload_gives_the_post_of_a_note_too(tmp_path: Path) -> None:
    """A note's own page says on which post it is: the address in a reply is then a hint there."""
    note = {
        "rest_id": NOTE,
        "rating_status": "NeedsMoreRatings",
        "tweet_results": {"result": {"rest_id": ROOT}},
    }
    answer = {"data": {"birdwatch_note_by_rest_id": note}}
    archive = _archive(tmp_path, answer, v2_page(v2_post(0), _reply(5, f"x.com/i/birdwatch/n/{NOTE}")))

    assert archive.notes.select("post_id", "evidence_kind", "state").rows() == [
        (ROOT, "payload", "proposed"),
        (ROOT, "text_hint", "unknown"),
    ]
    assert archive.thread().table("note_mentions")["about_id"].to_list() == [ROOT]
