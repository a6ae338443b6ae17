"""What a dialect is recognised by is asked of anything: no JSON value, name or byte makes the question fail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tests.collect.drift import WRITTEN, cases, samples_of
from tests.covering import examples, some
from threadscope.collect.decode import Typed, parse
from threadscope.collect.dialects import DIALECTS, FOLDER_DIALECTS, RECORD_DIALECTS
from threadscope.collect.lenient import fields_of

#: Keys that dialects look at, so that a drawn object comes near to being a record.
_KEYS = sorted(
    {key for entry in RECORD_DIALECTS.values() if entry.shape for _, key, _ in fields_of(entry.shape)}
    | {"__typename", "__twarc", "__import_meta", "source_platform", "nav_index", "formatName", "databaseName"}
    | {"tweet_id", "category", "rest_id", "legacy", "instructions", "entryId", "content", "screen_name"}
    | {"userName", "username", "permanentUrl", "resource_type", "result_count", "locations", "path", "nick"}
    | {"thread_id", "timestamp_utc", "user_screen_name", "link", "twe_private_fields", "pageProps", "entries"}
)
_WORDS = (
    "Tweet",
    "TweetTombstone",
    "twitter",
    "x.com",
    "dexie",
    "mock_tweet",
    "snscrape.modules.twitter.Tweet",
)
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
    st.sampled_from([*_WORDS, "https://x.com/a/status/20", "1794114782838900277", "", "NaN", "{}", "[1]"]),
    st.sampled_from([2, 3, 6, -1, 200, 404, 1794114782838900277]),
)
VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(_KEYS) | st.text(max_size=3), inner, max_size=8)
    ),
    max_leaves=25,
)
LOOSE = examples(40, suppress_health_check=[HealthCheck.too_slow])


def _ask(name: str, value: Any) -> None:
    entry = RECORD_DIALECTS[name]
    why = entry.marks(value)
    assert why is None or (isinstance(why, str) and why)
    if entry.shape is None:
        entry.fits(value)
    elif isinstance(value, dict):
        entry.fits(Typed(entry.shape).convert(value, lambda *_: None, ""))


@LOOSE
@given(value=VALUES)
def test_marks_and_fits_take_any_value(value: Any) -> None:
    """Whether a value is a dialect's is a matter of yes or no, whatever types stand where."""
    for name in RECORD_DIALECTS:
        _ask(name, value)


@pytest.mark.parametrize("dialect", some(sorted(WRITTEN), sorted(WRITTEN)[::3]))
def test_marks_and_fits_take_drifted_records_of_every_dialect(dialect: str) -> None:
    """A changed record of one dialect is shown to all."""
    _ask_about_changed(dialect, range(2))


@pytest.mark.long
@pytest.mark.parametrize("dialect", sorted(WRITTEN))
def test_marks_and_fits_take_hundreds_of_drifted_records_of_every_dialect(dialect: str) -> None:
    """The same for two hundred times as many."""
    _ask_about_changed(dialect, range(2, 402))


def _ask_about_changed(dialect: str, seeds: range) -> None:
    found = [sample for writer in WRITTEN[dialect] for sample in samples_of(writer)]
    for case in cases(found, seeds):
        codec = case.sample.parts[case.changed].codec
        if codec not in {"json", "lines"}:
            continue
        for line in case.data.splitlines() if codec == "lines" else [case.data]:
            bare = (
                line[line.find(b"=") + 1 :] if line.startswith((b"window", b"Grailbird", b"var ")) else line
            )
            value = parse(bare.removeprefix(b"\xef\xbb\xbf"), lambda *_: None, "")
            for one in value if isinstance(value, list) else [value]:
                for name in RECORD_DIALECTS:
                    _ask(name, one)


#: Records that hold no post and are known all the same, and one known by its service alone.
_ANSWERS: tuple[dict[str, Any], ...] = (
    {"code": 404, "message": "NOT_FOUND", "tweet": None},
    {"code": 200, "results": [{"id": "1", "author": {"screen_name": "a"}}], "cursor": {"bottom": "x"}},
    {"error": "Sorry", "request": "/oembed?url=x"},
    {"html": "<p>words</p>", "author_url": "x", "provider_name": "X", "url": "https://x.com/a/status/20"},
    {"errors": [{"message": "x", "locations": [], "path": ["a"]}]},
    {"errors": [{"resource_type": "tweet", "resource_id": "20"}], "meta": {"result_count": 0}},
    {"delete": {"status": {"id_str": "20"}}},
    {"limit": {"track": 3}},
    {"noResults": True},
    {"__typename": "TweetTombstone", "tombstone": {"text": {"text": "x"}}},
    {"timeline": {"entries": [{"content": {"tweet": {"id_str": "20"}}}]}},
    {"id": "20", "action": "delete", "reason": "deleted"},
)
_TYPES: tuple[Any, ...] = (None, True, 0, -1, 3, 1.5, "", "x", [], [None], [[1, 2]], {}, {"a": 1})


def _retyped(record: dict[str, Any]) -> Iterator[Any]:
    """Yield a record with one field of the first two levels after the other of another type."""
    for key, inner in record.items():
        yield from ({**record, key: odd} for odd in _TYPES)
        if isinstance(inner, dict):
            yield from ({**record, key: {**inner, name: odd}} for name in inner for odd in _TYPES)
        elif isinstance(inner, list) and inner and isinstance(inner[0], dict):
            yield from ({**record, key: [{**inner[0], name: odd}]} for name in inner[0] for odd in _TYPES)


@pytest.mark.parametrize("dialect", some([*sorted(WRITTEN), "answers"], [*sorted(WRITTEN)[1::3], "answers"]))
def test_marks_take_any_type_in_any_field(dialect: str) -> None:
    """A field of another type than ever before is no reason to fail, in whatever record."""
    records = list(_ANSWERS)
    if dialect != "answers":
        parts = [
            part
            for writer in WRITTEN[dialect]
            for one in samples_of(writer)[:2]
            for part in one.parts.values()
        ]
        values = [part.value for part in parts if part.codec in {"json", "lines"}]
        firsts = [value[0] if isinstance(value, list) and value else value for value in values[:4]]
        records = [one for one in firsts if isinstance(one, dict)]
    for record in records:
        for changed in _retyped(record):
            for entry in RECORD_DIALECTS.values():
                entry.marks(changed)


@LOOSE
@given(
    names=st.lists(
        st.lists(
            st.sampled_from(["data", "js", "tweets", "tweets.js", "tweet.js", "manifest.js", "2024_05.js"])
            | st.sampled_from(
                ["source-tweet", "replies", "structure.json", "1.json", "store.json", "posts.parquet"]
            )
            | st.text(max_size=4),
            min_size=1,
            max_size=4,
        ).map("/".join),
        max_size=6,
        unique=True,
    ),
    head=st.binary(max_size=40),
)
def test_folders_are_claimed_by_any_names(names: list[str], head: bytes) -> None:
    """A folder takes only sources that are there, each once; the first bytes of a file may be any."""
    starts = (b"", b"\xef\xbb\xbf", b"window.YTD.tweets.part0 = ", b"Grailbird.data.tweets_2024_05 = ")
    for name, entry in FOLDER_DIALECTS.items():
        taken = [member for members in entry.claims(names).values() for member in members]
        assert set(taken) <= set(names), name
        assert len(taken) == len(set(taken)), name
        if entry.begins is not None:
            for start in starts:
                entry.begins(start + head)


def test_every_dialect_is_asked() -> None:
    """Records, wrappings and folders are all there are."""
    assert RECORD_DIALECTS.keys() | FOLDER_DIALECTS.keys() == DIALECTS.keys()
