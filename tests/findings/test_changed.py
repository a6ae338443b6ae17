"""Sentences on what captures of the same posts say differently."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from tests.builders import at, posts, study
from threadscope import schema
from threadscope.findings.changed import changed
from threadscope.settings import Settings

DAY = 86_400


def told(*rows: dict[str, Any], tz: str = "UTC") -> list[tuple[str, str, list[str]]]:
    """Return kind, wording and posts of the findings that changes give."""
    common = {
        "thread_id": "root",
        "author_id": "ann",
        "before_at": at(DAY),
        "after_at": at(3 * DAY),
        "sure": True,
    }
    changes = schema.conform(pl.DataFrame([common | row for row in rows]), "changes_seen")
    text = {"root": "The app reads your messages.", "ann": "Nobody has shown that.", "bob": "It is so."}
    known = study(posts("root", "ann>root", "bob>ann", text=text)).table("posts")
    found = changed(known, changes, settings=Settings(tz=tz))
    return found.select("kind", "wording", "evidence").rows()


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("deleted", "it was deleted."),
        ("suspended", "its account is suspended."),
        ("protected", "its account limits who may see its posts."),
        ("unavailable", "it is not available, without a reason."),
    ],
)
def test_a_post_is_gone_in_the_words_of_the_capture(reason: str, words: str):
    """Both days and the reason, and nothing that no capture says."""
    assert told({"post_id": "ann", "kind": "gone", "field": "reason", "after": reason}) == [
        (
            "seen_gone",
            "@ann’s post “Nobody has shown that.” was captured on 25 May 2024; a capture of 27 May 2024 says that "
            + words,
            ["ann"],
        )
    ]


def test_what_a_capture_only_lacks_is_never_told():
    """Not sure, no sentence; nor a reason that is not known."""
    assert told({"post_id": "ann", "kind": "not_in_new", "field": "text", "sure": False}) == []
    assert told({"post_id": "ann", "kind": "gone", "field": "reason", "after": "vanished"}) == []


def test_an_edit_quotes_what_it_says_now():
    """Days are those of the zone in the settings."""
    row = {"post_id": "bob", "author_id": "bob", "kind": "edited", "field": "text", "before": "It may be so."}

    assert told(row, tz="Pacific/Auckland") == [
        (
            "seen_edited",
            "@bob edited this post between its captures of 26 May 2024 and 28 May 2024; it now says “It is so.”",
            ["bob"],
        )
    ]


def test_the_likes_that_changed_most_are_told_once():
    """Of two posts the one with the larger difference; a difference of a few likes, or within a day, is too thin."""
    row = {"post_id": "root", "kind": "count", "field": "like_count", "n_before": 5, "n_after": 900}
    other = row | {"post_id": "ann", "n_before": 2000, "n_after": 100}

    assert told(row, other) == [
        (
            "seen_again",
            "@ann’s post “Nobody has shown that.” had 2,000 likes when it was captured on 25 May 2024, and 100 on 27 May 2024.",
            ["ann"],
        )
    ]
    assert told(row | {"n_after": 12}) == []
    assert told(row | {"after_at": at(DAY + 60)}) == []
    assert told(row | {"field": "view_count"}) == []
