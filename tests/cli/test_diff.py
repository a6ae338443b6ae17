"""`threadscope diff` on two small exports of API v2: a deletion notice, an edit, a new branch, counts, a hostile text."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.command import START, run
from threadscope.cli import exits
from threadscope.snowflake import id_at

EARLY, LATE = START + timedelta(hours=1), START + timedelta(days=3)


def name(minute: int) -> str:
    """Return the id of the post of a minute."""
    return id_at(START + timedelta(minutes=minute))


def tweet(minute: int, text: str, answers: int | None = None, likes: int = 1, **more: Any) -> dict[str, Any]:
    """Return one post as API v2 writes it."""
    made = START + timedelta(minutes=minute)
    above = [] if answers is None else [{"type": "replied_to", "id": name(answers)}]
    metrics = {"like_count": likes, "reply_count": 0, "retweet_count": 0, "quote_count": 0}
    return {
        "id": name(minute),
        "conversation_id": name(0),
        "author_id": str(900 + minute),
        "created_at": made.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "text": text,
        "referenced_tweets": above,
        "public_metrics": metrics,
    } | more


def page(path: Path, taken: Any, *tweets: dict[str, Any], errors: tuple[dict[str, Any], ...] = ()) -> Path:
    """Write one page of API v2 as twarc2 does."""
    people = [
        {"id": one["author_id"], "username": f"person{one['author_id']}", "name": "P"} for one in tweets
    ]
    record = {
        "data": list(tweets),
        "includes": {"users": people},
        "errors": list(errors),
        "meta": {"result_count": len(tweets)},
        "__twarc": {
            "retrieved_at": taken.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
            "url": "",
            "version": "2.14.0",
        },
    }
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Return two captures of one small quarrel."""
    old = page(
        tmp_path / "old.jsonl",
        EARLY,
        tweet(0, "The app reads your messages.", likes=5),
        tweet(1, '=HYPERLINK("http://evil.example")', answers=0),
        tweet(2, "It is so.", answers=0),
        tweet(3, "I heard that too.", answers=0),
    )
    edited = {"edit_history_tweet_ids": [name(2), name(20)], "author_id": "902"}
    gone = {
        "resource_type": "tweet", "resource_id": name(1), "title": "Not Found Error",
        "detail": "Could not find tweet", "value": name(1), "parameter": "ids",
    }  # fmt: skip
    new = page(
        tmp_path / "new.jsonl",
        LATE,
        tweet(0, "The app reads your messages.", likes=50),
        tweet(20, "It is not so.", answers=0, **edited),
        tweet(100, "That is not correct.", answers=0),
        tweet(101, "Says who?", answers=100),
        errors=(gone,),
    )
    return old, new


def test_the_summary_says_what_and_how_sure(pair: tuple[Path, Path]):
    """Each kind stands once with its number; what is only absent is not called deleted."""
    done = run("diff", *pair)

    assert done.code == exits.DONE, done.err
    lines = done.out.splitlines()
    assert lines[0].endswith("old.jsonl: 4 posts, captured 2024-05-24 22:14 UTC")
    for line in (
        "1 post is gone: a later capture says why",
        "1 post was edited",
        "  @person902, post " + name(20) + ": “It is so.” → “It is not so.”",
        "1 branch was begun since the older capture",
        "  @person1000, post " + name(100) + ": 2 posts, the first one “That is not correct.”",
        "2 posts were written since the older capture",
        "1 post has another number of likes",
        "  @person900, post " + name(0) + ": 5 → 50 (+45)",
        "1 post of the older capture is not in the newer one; nothing says why",
        "  @person903, post " + name(3) + ": “I heard that too.”",
    ):
        assert line in lines
    assert "deleted: “=HYPERLINK" in done.out


def test_the_table_is_json_and_files_without_formulas(pair: tuple[Path, Path], tmp_path: Path):
    """JSON, CSV and Parquet hold the same rows; a formula of a post is text in the spreadsheet, and ids keep their digits."""
    rows = json.loads(run("diff", *pair, "--json").out)
    files = [tmp_path / f"changes.{ending}" for ending in ("csv", "json", "parquet")]
    for file in files:
        assert run("diff", *pair, "-o", file).out.strip() == str(file)
    with files[0].open(encoding="utf-8-sig", newline="") as opened:
        cells = list(csv.DictReader(opened))

    assert json.loads(files[1].read_text()) == rows
    assert pl.read_parquet(files[2]).height == len(cells) == len(rows)
    assert cells[0]["before"].startswith("'=HYPERLINK")
    assert cells[0]["post_id"] == f"'{name(1)}"
    assert cells[0]["after_at"] == "2024-05-27T21:14:00.000Z"
    assert [cell["n_after"] for cell in cells if cell["field"] == "like_count"] == ["50"]


def test_a_store_is_a_capture_too(pair: tuple[Path, Path], tmp_path: Path):
    """A Parquet store of the newer export gives the same table."""
    run("import", pair[1], "-o", tmp_path / "store")

    assert run("diff", pair[0], tmp_path / "store", "--json").out == run("diff", *pair, "--json").out


def test_one_thread_by_a_post_of_either_capture(pair: tuple[Path, Path]):
    """A post that only the older capture holds names the thread as well; an unknown one is an error."""
    whole = run("diff", *pair, "--json").out

    assert run("diff", *pair, "--json", "--thread", name(3)).out == whole
    assert run("diff", *pair, "--json", "--thread", name(101)).out == whole
    assert run("diff", *pair, "--thread", "1").code == exits.COULD_NOT


def test_what_makes_a_comparison_doubtful_is_said(pair: tuple[Path, Path], tmp_path: Path):
    """Captures in the wrong order, of different threads, or the same twice."""
    other = page(tmp_path / "other.jsonl", LATE, tweet(500, "Elsewhere.", conversation_id=name(500)))

    assert "give the older capture first" in run("diff", pair[1], pair[0]).err
    assert "different threads" in run("diff", pair[0], other).err
    assert "Nothing differs." in run("diff", pair[0], pair[0]).out


def test_bad_input_is_told(pair: tuple[Path, Path], tmp_path: Path):
    """An unknown ending, a folder that is not there, and standard input twice."""
    ending = run("diff", *pair, "-o", tmp_path / "x.xlsx")
    assert ending.code == exits.COULD_NOT
    assert "csv, json, parquet" in ending.err
    assert "cannot be written" in run("diff", *pair, "-o", tmp_path / "nowhere" / "x.csv").err
    assert run("diff", "-", "-").code == exits.WRONG_USAGE
    assert run("diff", pair[0], tmp_path / "missing").code == exits.COULD_NOT


def test_limit_names_fewer(pair: tuple[Path, Path]):
    """--limit 1 names one of two and counts the other; --limit 0 only counts."""
    assert "  … and 1 more" in run("diff", *pair, "--limit", 1).out
    assert "@person" not in run("diff", *pair, "--limit", 0).out
