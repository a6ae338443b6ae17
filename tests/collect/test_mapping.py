"""A mapping says where an unknown export keeps what; a proposal is made from its keys and what stands there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.collect.inputs import at, post_id, v11_status
from threadscope.collect import Collected, fold, propose_mapping, read
from threadscope.collect.mapping import look_up
from threadscope.errors import ReadError, UnknownName

MAPPING = """
post_id = "status.key"
address = "status.link"
reply_to_id = ["status.answers", "status.parent.key"]
handle = "status.by"
text = "status.words"
created_at = "status.at"
like_count = "status.hearts"
hashtags = "status.tags[].name"
media = "status.pictures"

[options]
records = "found.items"
"""


def _post(minutes: float, **more: Any) -> dict[str, Any]:
    own = post_id(minutes)
    post = {"key": own, "link": f"https://x.com/cath/status/{own}", "by": "cath", "words": "a &amp; b"}
    return {"status": post | {"at": at(minutes).isoformat(), "hearts": 3} | more}


def _read(folder: Path, document: Any, mapping: str = MAPPING) -> Collected:
    (folder / "export.json").write_text(json.dumps(document))
    (folder / "m.toml").write_text(mapping)
    return read(folder / "export.json", mapping=folder / "m.toml")


def test_a_mapped_export_is_read_like_any_other(tmp_path: Path) -> None:
    """Ids, parents, words, times, counts and tags come from where the mapping says; entities are resolved once."""
    answer = _post(
        5,
        parent={"key": post_id(0)},
        tags=[{"name": "x"}, {"name": "y"}],
        pictures=["https://p.example/a.jpg"],
    )
    posts = fold(_read(tmp_path, {"found": {"items": [_post(0), answer]}})).posts
    first, second = posts.to_dicts()

    assert [first["text"], first["created_at"], first["like_count"]] == ["a & b", at(0), 3]
    assert first["handle"] == "cath"
    assert second["reply_to_id"] == post_id(0)
    assert second["hashtags"] == ["x", "y"]
    assert second["media"][0]["url"] == "https://p.example/a.jpg"


def test_known_dialects_come_before_a_mapping(tmp_path: Path) -> None:
    """A mapping reads what nobody knows; with `first` it reads what it finds an id in."""
    (tmp_path / "m.toml").write_text('post_id = "id_str"\ntext = "lang"\n')
    (tmp_path / "posts.jsonl").write_text(json.dumps(v11_status(0)) + "\n")
    known = read(tmp_path / "posts.jsonl", mapping=tmp_path / "m.toml").observations
    (tmp_path / "m.toml").write_text('post_id = "id_str"\ntext = "lang"\n[options]\nfirst = true\n')
    mapped = read(tmp_path / "posts.jsonl", mapping=tmp_path / "m.toml").observations

    assert (known["dialect"][0], known["text"][0]) == ("api_v11", "words")
    assert (mapped["dialect"][0], mapped["text"][0]) == ("mapping", "en")


def test_local_times_are_brought_to_utc(tmp_path: Path) -> None:
    """A zone in the options holds for times that have none; a short id does not say better."""
    document = {"found": {"items": [_post(0, key="77", link="", at="2009-05-24T14:00:00")]}}
    found = _read(tmp_path, document, MAPPING + 'zone = "Europe/Berlin"\n').observations

    assert found["created_at"].dt.strftime("%H:%M").to_list() == ["12:00"]


def test_tables_are_mapped_by_their_columns(tmp_path: Path) -> None:
    """A column with a dot in its name is found as it stands."""
    (tmp_path / "t.csv").write_text(f"status.key,words\n{post_id(0)},hello\n")
    (tmp_path / "m.toml").write_text('post_id = "status.key"\ntext = "words"\n')

    assert read(tmp_path / "t.csv", mapping=tmp_path / "m.toml").observations["text"].to_list() == ["hello"]


def test_a_path_that_finds_nothing_is_said(tmp_path: Path) -> None:
    """A misspelt path would otherwise be an empty column that nobody notices."""
    found = _read(
        tmp_path, {"found": {"items": [_post(0)]}}, MAPPING.replace("status.hearts", "status.harts")
    )
    said = found.problems.filter(kind="mapping_empty")["detail"].to_list()

    assert any(detail.startswith("like_count = status.harts") for detail in said)


@pytest.mark.parametrize(
    ("mapping", "error", "words"),
    [
        ('post_idd = "id"', UnknownName, "Did you mean 'post_id'"),
        ('post_id = "id"\n[options]\nzones = "UTC"', UnknownName, "Did you mean 'zone'"),
        ('post_id = "id"\n[options]\nzone = "Mars"', ReadError, "no zone is called 'Mars'"),
        ("post_id = id", ReadError, "is no TOML"),
        ("post_id = 5", ReadError, "must be a path in quotes"),
        ('text = "x"', ReadError, "neither post_id nor address"),
        ('post_id = "id"\n[options]\nfirst = "yes"', ReadError, "first must be true or false"),
    ],
)
def test_a_wrong_mapping_is_refused_in_words(
    tmp_path: Path, mapping: str, error: type[Exception], words: str
) -> None:
    """The message says what is wrong, where, and what is nearest."""
    with pytest.raises(error, match=words):
        _read(tmp_path, {"found": {"items": [_post(0)]}}, mapping)


def test_a_missing_mapping_is_named(tmp_path: Path) -> None:
    """A mapping that is not there stops the reading: without it the export means something else."""
    (tmp_path / "export.json").write_text("{}")
    with pytest.raises(ReadError, match=r"none\.toml cannot be read"):
        read(tmp_path / "export.json", mapping=tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("a.b[].c", [1, 2]),
        ("a.b[1].c", 2),
        ("a.b[5].c", None),
        ("a.x", None),
        ("p.q", 7),
        ("a", {"b": [{"c": 1}, {"c": 2}]}),
        ("n[]", ["u", "v"]),
    ],
)
def test_paths(path: str, value: Any) -> None:
    """Keys from the outside in, `[]` for each element, `[1]` for one; a key with a dot as it stands."""
    assert look_up({"a": {"b": [{"c": 1}, {"c": 2}]}, "p.q": 7, "n": ["u", "v"]}, path) == value


def test_a_proposal_reads_the_export(tmp_path: Path) -> None:
    """The proposal for an unknown export, taken as it is, reads ids, parents, words, times and handles."""
    posts = [
        {
            "snowflake": post_id(minutes),
            "says": f"some words of an answer, number {minutes}",
            "inReplyToStatusId": post_id(0) if minutes else None,
            "postedAt": at(minutes).isoformat(),
            "poster": {"screenName": f"person_{minutes}", "userId": str(500 + minutes)},
            "likes": minutes,
        }
        for minutes in range(4)
    ]
    (tmp_path / "export.json").write_text(json.dumps({"meta": {"n": 4}, "result": {"rows": posts}}))
    (tmp_path / "m.toml").write_text(propose_mapping(tmp_path / "export.json"))
    found = fold(read(tmp_path / "export.json", mapping=tmp_path / "m.toml")).posts

    assert found["post_id"].to_list() == [post_id(n) for n in range(4)]
    assert found["reply_to_id"].to_list() == [None, *[post_id(0)] * 3]
    assert found["handle"].to_list() == [f"person_{n}" for n in range(4)]
    assert found["text"][3] == "some words of an answer, number 3"
    assert found["like_count"].to_list() == [0, 1, 2, 3]
    assert found["created_at"].to_list() == [at(n) for n in range(4)]


def test_a_proposal_for_a_table(tmp_path: Path) -> None:
    """Columns of a table are proposed like keys."""
    (tmp_path / "t.csv").write_text(f"nr,tweet_id,tweet_body,who\n1,{post_id(0)},hello there you,cath\n")
    said = propose_mapping(tmp_path / "t.csv")

    assert 'post_id = "tweet_id"' in said
    assert 'text = "tweet_body"' in said
    assert "#   nr  1" in said


def test_a_known_export_needs_no_mapping(tmp_path: Path) -> None:
    """The answer for a file that is known names its dialect."""
    (tmp_path / "posts.jsonl").write_text(json.dumps(v11_status(0)) + "\n")

    assert "is read as api_v11" in propose_mapping(tmp_path / "posts.jsonl")


def test_hostile_keys_stay_inside_the_proposal(tmp_path: Path) -> None:
    """Keys with quotes, line breaks and brackets give TOML that still loads, and no line of its own."""
    evil = 'id"\n[options]\nfirst = true\n#'
    (tmp_path / "e.json").write_text(
        json.dumps([{evil: post_id(n), "t\u202e": "some words here"} for n in (0, 1)])
    )
    (tmp_path / "m.toml").write_text(propose_mapping(tmp_path / "e.json"))

    assert "first = true" not in [line.strip() for line in (tmp_path / "m.toml").read_text().splitlines()]
    assert read(tmp_path / "e.json", mapping=tmp_path / "m.toml").observations.height == 2


@pytest.mark.parametrize("content", [b"", b"words only\n", b"[1, 2, 3]", b"\x89PNG\r\n"])
def test_nothing_can_be_proposed_without_keys(tmp_path: Path, content: bytes) -> None:
    """A file without objects or columns ends in a message."""
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(ReadError, match="no mapping can be proposed"):
        propose_mapping(tmp_path / "x")
