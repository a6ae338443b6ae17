"""How bytes become records: lines, documents, what is cut, what is no UTF-8, what is nested too deep."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import random
import tracemalloc
from collections.abc import Callable
from itertools import chain, repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.collect.inputs import (
    collect,
    detail,
    entry,
    g3_post,
    kinds,
    lines,
    post_id,
    v2_page,
    v2_post,
    v11_status,
)
from tests.covering import covering, examples
from threadscope.collect.records import prefix_of, split
from threadscope.collect.values import State, ends, mended, state
from threadscope.errors import ReadError, UnknownDialect


def _ids(content: bytes) -> list[str]:
    return collect(content).observations["post_id"].to_list()


TWO = [v11_status(0), v11_status(1)]
IDS = [post_id(0), post_id(1)]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(codecs.BOM_UTF8 + lines(*TWO), id="byte order mark"),
        pytest.param(lines(*TWO).replace(b"\n", b"\r\n"), id="CRLF"),
        pytest.param(b"\n \n" + lines(TWO[0]) + b"\n\n" + lines(TWO[1]), id="blank lines"),
        pytest.param(lines(*TWO).rstrip(b"\n"), id="no newline at the end"),
        pytest.param(b"".join(json.dumps(one).encode() for one in TWO), id="values in a row"),
        pytest.param(
            "\n".join(json.dumps(one, indent=1) for one in TWO).encode(), id="indented values in a row"
        ),
        pytest.param(json.dumps(TWO).encode(), id="array in one line"),
        pytest.param(lines([TWO[0]], [TWO[1]]), id="an array a line"),
        pytest.param(codecs.BOM_UTF16_LE + json.dumps(TWO).encode("utf-16-le"), id="UTF-16"),
    ],
)
def test_ways_to_write_the_same(content: bytes) -> None:
    """However records are separated and marked, the same posts come out, and no problem."""
    found = collect(content)

    assert found.observations["post_id"].to_list() == IDS
    assert kinds(found) == []


def test_a_broken_line_costs_that_line() -> None:
    """A line that is no JSON is reported with its number; its neighbours are read."""
    found = collect(lines(TWO[0]) + b'{"id_str": 0000}\n' + lines(TWO[1]))

    assert found.observations["post_id"].to_list() == IDS
    assert found.problems.select("position", "kind").rows() == [("record 1", "invalid_json")]


def test_a_broken_first_line_does_not_hide_the_rest() -> None:
    """A file whose first line was cut off at its beginning is still read line by line."""
    found = collect(lines(TWO[0])[40:] + lines(*TWO))

    assert found.observations["post_id"].to_list() == IDS
    assert kinds(found) == ["invalid_json"]


@pytest.mark.parametrize("indent", [None, 1])
def test_a_file_cut_in_the_middle_gives_what_is_whole(indent: int | None) -> None:
    """Of an array or page that ends in the middle the whole posts are read, and the cut is said."""
    array = json.dumps([*TWO, v11_status(2)], indent=indent).encode()
    page = json.dumps(v2_page(v2_post(0), v2_post(1), v2_post(2)), indent=indent).encode()
    for content, last in ((array, b'"created_at"'), (page, b'"author_id"')):
        found = collect(content[: content.rindex(last)])

        assert found.observations["post_id"].to_list()[:2] == IDS
        assert kinds(found)[0] == "half_written"


def test_a_last_line_cut_in_the_middle_gives_what_is_whole() -> None:
    """A capture that was stopped while it wrote a page loses the end of that page only."""
    whole, cut = lines(v2_page(v2_post(0))), lines(v2_page(v2_post(1), v2_post(2)))
    found = collect(whole + cut[: cut.index(post_id(2).encode())])

    assert found.observations["post_id"].to_list() == IDS
    assert kinds(found) == ["half_written"]


def test_bytes_that_are_no_utf8_are_replaced_and_said() -> None:
    """A text in another encoding keeps what can be read; the post stays."""
    found = collect(lines(v11_status(0, "caf@")).replace(b"caf@", b"caf\xe9"))

    assert found.observations["text"].to_list() == ["caf�"]
    assert kinds(found) == ["not_utf8"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"a \ud83d b", "a  b"),
        (r"a \udc00\ud83d b", "a  b"),
        (r"a \ud83d\ude00 b", "a 😀 b"),
        (r"a \\ud83d b", r"a \ud83d b"),
    ],
)
def test_half_surrogates_are_removed_and_whole_ones_kept(written: str, text: str) -> None:
    """Half a surrogate pair is no character; a pair, and a backslash that was typed, stay."""
    found = collect(lines(v11_status(0, "@@")).replace(b"@@", written.encode()))

    assert found.observations["text"].to_list() == [text]
    assert kinds(found) == (["surrogate_removed"] if "\\ud83d b" in written and "\\\\" not in written else [])


def test_nul_is_removed_and_bidi_is_kept() -> None:
    """NUL breaks other programs and is removed; direction marks are part of what was written."""
    row = collect(lines(v11_status(0, "a\u0000b \u202ec\u2066"))).observations.row(0, named=True)

    assert row["text"] == "ab \u202ec\u2066"


def test_nesting_a_hundred_thousand_deep_is_refused_and_said() -> None:
    """A record nested to do harm is left out; its neighbours are read."""
    deep = b'{"id_str":"1","user":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001 + b"\n"
    found = collect(lines(TWO[0]) + deep + lines(TWO[1]))

    assert found.observations["post_id"].to_list() == IDS
    assert kinds(found) == ["nested_too_deep"]


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", ReadError, "nothing in it"),
        (b"  \n\n ", ReadError, "nothing in it"),
        (b"hello world\n", UnknownDialect, "no JSON; it begins with 'hello world"),
        (b'{"http_interactions": [], "b": 1}', UnknownDialect, "'http_interactions', 'b'"),
        (b"[1, 2, 3]", UnknownDialect, "no X export"),
        (b"[" * 100_000, ReadError, "ends in the middle of a record"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", UnknownDialect, "no JSON"),
    ],
)
def test_what_is_no_export_is_refused_in_words(content: bytes, error: type[Exception], words: str) -> None:
    """The message says what was found, where, and what is read."""
    with pytest.raises(error, match=r"nothing could be read from archive\.json") as caught:
        collect(content)

    assert words in str(caught.value)
    assert "api_v2" in str(caught.value)


def test_a_response_in_many_lines_is_one_record() -> None:
    """An indented response is read as one document, not line by line."""
    response: dict[str, Any] = detail(entry(g3_post(0)), entry(g3_post(1)))

    assert _ids(json.dumps(response, indent=2).encode()) == IDS


# How bytes are split into values, whatever stands between them.

_CASES = examples(15)
_TEXTS = st.text(st.sampled_from('ab{}[]",:\\\n é😀'), max_size=12) | st.sampled_from(
    ['{"a":1}', '},{"id":', "}\n{"]
)
_SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXTS
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)
_OBJECTS = st.dictionaries(_TEXTS, _VALUES, max_size=4)
_BLOCKS = st.sampled_from([1, 16, 64, 1000, 1 << 20])
_SPACE = st.text(st.sampled_from(" \n\r\t"), max_size=3).map(str.encode)


def _split(content: bytes, block: int = 64) -> tuple[list[bytes], list[str]]:
    """Return the values that stand in bytes, and the kinds of problems."""
    problems: list[str] = []
    values = list(split(io.BytesIO(content), lambda _place, kind, _detail: problems.append(kind), block))
    return values, problems


def _written(value: Any, *, escaped: bool = True, **how: Any) -> bytes:
    return json.dumps(value, ensure_ascii=escaped, **how).encode()


_ARRAYS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda array: array,
    "byte order mark": lambda array: codecs.BOM_UTF8 + array,
    "JavaScript": lambda array: b"window.YTD.tweets.part0 = " + array + b";\n",
    "guarded": lambda array: b")]}'\n" + array,
    "JSONP": lambda array: b"/**/some.callback(" + array + b");",
    "UTF-16": lambda array: array.decode().encode("utf-16"),
    "twice": lambda array: array + codecs.BOM_UTF8 + array[:1] + array[1:],
}


@_CASES
@given(
    st.lists(_VALUES, max_size=6), st.sampled_from(sorted(_ARRAYS)), st.sampled_from([None, 0, 2]), _BLOCKS
)
def test_an_array_gives_its_elements(values: list[Any], wrap: str, indent: int | None, block: int) -> None:
    """Elements of a top-level array are records, compact or indented, whatever stands around it, block by block."""
    separators = (",", ":") if indent is None else None
    array = _written(values, indent=indent, separators=separators, escaped=wrap != "UTF-16")
    found, problems = _split(_ARRAYS[wrap](array), block)

    assert [json.loads(value) for value in found] == values * (2 if wrap == "twice" else 1)
    assert problems == []


@_CASES
@given(
    st.lists(_VALUES, max_size=6),
    st.sampled_from([b"\n", b"\r\n", b"\n\n", b"\n\xef\xbb\xbf", b"\n\x1e"]),
    _BLOCKS,
)
def test_lines_give_their_values(values: list[Any], end: bytes, block: int) -> None:
    """A value a line is a record; a line that is an array gives its elements."""
    found, problems = _split(b"".join(_written(value) + end for value in values), block)

    assert [json.loads(value) for value in found] == _opened(values)
    assert problems == []


def _opened(values: list[Any]) -> list[Any]:
    """Return values, and of arrays the elements."""
    return [inner for value in values for inner in (value if isinstance(value, list) else [value])]


@_CASES
@given(
    st.lists(
        st.tuples(_OBJECTS | st.lists(_VALUES, max_size=3), _SPACE, st.sampled_from([None, 1])), max_size=6
    ),
    _BLOCKS,
)
def test_values_in_a_row_are_told_apart(row: list[tuple[Any, bytes, int | None]], block: int) -> None:
    """Objects and arrays follow each other with any white space between, or none, in one line or many."""
    content = b"".join(_written(value, indent=indent, escaped=False) + space for value, space, indent in row)
    found, problems = _split(content, block)

    assert [json.loads(value) for value in found] == _opened([value for value, _, _ in row])
    assert problems == []


@_CASES
@given(st.lists(_OBJECTS, min_size=1, max_size=3), _TEXTS)
def test_where_values_end_is_where_a_parser_ends(values: list[Any], between: str) -> None:
    """Brackets in texts and escaped quotes do not count; the ends are those that the json module finds."""
    row = [*values, between, values]
    text = ", ".join(map(json.dumps, row))
    expected, at = [], 0
    for _ in row:
        expected.append(json.JSONDecoder().raw_decode(text, at)[1])
        at = expected[-1] + 2

    assert ends(text.encode(), 0, len(text)).tolist() == expected


POSTS: list[dict[str, Any]] = [
    {"id": str(n), "n": -1.5e10, "text": 'a\\"}{é😀 [', "urls": [{"a": 1}, {"b": [2]}], "none": {}}
    for n in range(5)
]
_LAYOUTS: dict[str, Callable[[list[bytes]], bytes]] = {
    "lines": lambda parts: b"\n".join(parts) + b"\n",
    "array": lambda parts: b"[" + b", ".join(parts) + b"]",
    "array of lines": lambda parts: b"window.posts = [\n" + b",\n".join(parts) + b"\n];\n",
    "row": b"".join,
}


_WHOLE: dict[str, bytes] = {
    "array": _written(POSTS),
    "indented array": _written(POSTS, indent=2, escaped=False),
    "lines": b"\n".join(map(_written, POSTS)),
    "row": b"".join(map(_written, POSTS)),
}


@pytest.mark.parametrize(("how", "block"), covering(tuple(_WHOLE), (16, 1 << 20)))
def test_a_cut_at_any_byte_gives_the_posts_before_it(how: str, block: int) -> None:
    """Wherever a source breaks off, exactly the whole posts before are given, and the cut is said once."""
    whole = _WHOLE[how]
    for cut in range(1, len(whole)):
        found, problems = _split(whole[:cut], block)
        posts = [json.loads(value) for value in found]

        assert posts == POSTS[: len(posts)]
        assert len(posts) == sum(whole[:cut].count(mark) for mark in (b'"none": {}}', b'"none": {}\n  }'))
        between = whole[:1] == b"{" and whole[:cut].rstrip().endswith(b'"none": {}}')
        assert problems == ([] if between else ["half_written"])


def _breaks() -> dict[str, Callable[[bytes], bytes]]:
    return {
        "no closing bracket": lambda post: post[:-1],
        "cut": lambda post: post[:40],
        "cut in a list": lambda post: post[: post.index(b"2]")],
        "key without quotes": lambda post: post.replace(b'"n":', b"n:"),
        "text without its last quote": lambda post: post.replace(b'["', b"["),
        "a quote in a text": lambda post: post.replace(b" [", b' " ['),
        "zeros before a number": lambda post: post.replace(b"-1", b"-001"),
        "other words": lambda _: b"2024-05-24 12:00 reconnecting",
    }


@pytest.mark.parametrize("place", [0, 2, 4])
@pytest.mark.parametrize(
    ("layout", "how"),
    [
        (layout, how)
        for layout in _LAYOUTS
        for how in _breaks()
        # In a row without newlines, what follows a cut may be part of what was cut.
        if layout != "row" or how not in {"other words", "cut", "cut in a list"}
    ],
)
def test_what_is_broken_costs_only_itself(layout: str, how: str, place: int) -> None:
    """One broken element, line or object is given as it stands; all others are read, before and behind."""
    parts = [_written(post, escaped=False) for post in POSTS]
    parts[place] = _breaks()[how](parts[place])
    found, problems = _split(_LAYOUTS[layout](parts), 1 << 20)
    whole = [value for value in found if state(value) is State.WHOLE]

    assert [json.loads(value) for value in whole] == POSTS[:place] + POSTS[place + 1 :]
    assert len(found) == len(POSTS) or problems == ["half_written"]


def test_many_broken_lines_take_no_time() -> None:
    """If each second line is broken, a block is not searched again for each."""
    parts = [_written(post | {"id": str(n)})[: -1 if n % 2 else None] for n, post in enumerate(POSTS * 300)]
    found, _ = _split(b"\n".join(parts), 1 << 21)

    assert found == parts[:-1]


class _Endless(io.RawIOBase):
    """Gives a beginning, then the same bytes again and again, and counts them."""

    def __init__(self, head: bytes, body: bytes, size: int = 1 << 40, tail: bytes = b"") -> None:
        self._next = chain([head], repeat(body, size // len(body)), [tail])
        self._held = b""
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        while not self._held and (piece := next(self._next, None)) is not None:
            self._held = piece
        data, self._held = self._held[: len(buffer)], self._held[len(buffer) :]
        buffer[: len(data)] = data
        self.given += len(data)
        return len(data)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param(b"<!DOCTYPE html>\n", b'<p class="a">{"a": 1}</p>\n' * 4000, id="HTML"),
        pytest.param(
            b"\x89PNG\r\n", random.Random(1).randbytes(1 << 16), id="binary", marks=pytest.mark.long
        ),
        pytest.param(b"{", random.Random(2).randbytes(1 << 16), id="binary that begins with a bracket"),
        pytest.param(
            b"To whom it may concern,\n",
            b"12 (twelve) [sic] words\n" * 4000,
            id="text",
            marks=pytest.mark.long,
        ),
        pytest.param(
            b"[INFO] starting\n", b"[INFO] {still} running\n" * 4000, id="log", marks=pytest.mark.long
        ),
        pytest.param(b'"id","text"\n', b'"1","words"\n' * 4000, id="table"),
        pytest.param(
            b"{{title}}\n", b"{{#each}} words {{/each}}\n" * 4000, id="template", marks=pytest.mark.long
        ),
        pytest.param(b"", b"[" * 65536, id="opening brackets"),
        pytest.param(b"", b'{"a":' * 16384, id="objects in objects"),
    ],
)
def test_what_is_no_json_is_left_after_its_beginning(head: bytes, body: bytes) -> None:
    """Of a file without end that is no JSON, a few blocks are read, and some words given."""
    stream = _Endless(head, body)
    found = list(split(io.BufferedReader(stream), lambda *_: None, 1 << 18))

    assert 0 < len(found) <= 2
    assert max(map(len, found)) <= 1000
    assert stream.given < 48 << 20


def _memory(head: bytes, body: bytes, size: int, tail: bytes, block: int) -> tuple[int, int]:
    """Return how many records so many bytes hold, and the most memory that was held while they were read."""
    stream = io.BufferedReader(_Endless(head, body, size, tail), 1 << 20)
    tracemalloc.start()
    try:
        number = sum(1 for _ in split(stream, lambda *_: None, block))
        return number, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


_POST = _written(v11_status(0))
_ENTRY = _written({"request": {"url": "https://x.com/"}, "response": v11_status(0)})


_LARGE = pytest.mark.parametrize(
    ("head", "body", "tail"),
    [
        pytest.param(b"window.YTD.tweets.part0 = [" + _POST, b"," + _POST, b"]", id="array"),
        pytest.param(
            b"[" + _written([v11_status(0)], indent=2)[1:-2],
            b"," + _written([v11_status(0)], indent=2)[1:-2],
            b"]",
            id="indented",
        ),
        pytest.param(b"", _POST + b"\n", b"", id="lines"),
        pytest.param(b"", _POST, b"", id="row"),
        pytest.param(b'{"log": {"version": "1.2", "entries": [' + _ENTRY, b"," + _ENTRY, b"]}}", id="HAR"),
    ],
)


@_LARGE
def test_memory_does_not_grow_with_the_file(head: bytes, body: bytes, tail: bytes) -> None:
    """Much more than a block is read in a few blocks of memory, however the records are separated."""
    _stays_small(head, body, tail, 4 << 20, 1 << 17)


@pytest.mark.long
@_LARGE
def test_memory_does_not_grow_with_a_larger_file(head: bytes, body: bytes, tail: bytes) -> None:
    """The same for a hundred times as much, in the blocks in which files are read."""
    _stays_small(head, body, tail, 300 << 20, 1 << 21)


def _stays_small(head: bytes, body: bytes, tail: bytes, size: int, block: int) -> None:
    number, peak = _memory(head, body, size, tail, block)

    assert number == size // len(body) + bool(head)
    assert peak < 13 * block


@pytest.mark.parametrize("block", [64, 1000])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_large_har_gives_its_entries(block: int, indent: int | None) -> None:
    """The entries of a HAR larger than a block are records, each in a HAR of its own; a small one is one record."""
    entries = [{"request": {"entries": [n]}, "response": {"body": "words" * n}} for n in range(20)]
    har = {"log": {"version": "1.2", "pages": [{"entries": []}], "entries": entries, "comment": "]}"}}
    content = codecs.BOM_UTF8 + _written(har, indent=indent)
    found, problems = _split(content + b"\n" + content, block)

    assert [json.loads(value) for value in found] == [{"log": {"entries": [entry]}} for entry in entries] * 2
    assert problems == []
    assert [json.loads(value) for value in _split(content, 1 << 20)[0]] == [har]
    found, problems = _split(content[: content.index(b"words" * 19)], block)
    assert [json.loads(value)["log"]["entries"][0] for value in found] == entries[:19]
    assert problems == ["half_written"]


def test_values_larger_than_a_block_are_whole() -> None:
    """An element or document larger than what is read at once comes in one piece."""
    large = {"pages": [{"words": "}{" * 5000}] * 10}

    for content in (_written([large] * 3), _written(large) * 3, _written(large, indent=1) * 3):
        assert [json.loads(value) for value in _split(content, 256)[0]] == [large] * 3


def test_a_stream_that_fails_gives_what_came_before() -> None:
    """A gz that breaks off gives its whole records, says that one was cut, and then why."""
    posts = [post | {"key": random.Random(n).random()} for n, post in enumerate(POSTS * 400)]
    packed = io.BytesIO(gzip.compress(_written(posts))[:-999])
    found: list[Any] = []
    problems: list[str] = []
    with gzip.open(packed) as stream:
        values = split(stream, lambda *what: problems.append(what[1]), 1 << 14)
        with pytest.raises(EOFError):
            found.extend(json.loads(value) for value in values)

    assert found == posts[: len(found)]
    assert len(found) > 1000
    assert problems == ["half_written"]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"window.YTD.tweets.part0 = [ {", "window.YTD.tweets.part0"),
        (b"\xef\xbb\xbfGrailbird.data.tweets_2015_01 = \n [", "Grailbird.data.tweets_2015_01"),
        (b"window.__THAR_CONFIG = {", "window.__THAR_CONFIG"),
        ("window.YTD.like.part0 = [".encode("utf-16"), "window.YTD.like.part0"),
        (b"var x = [", "x"),
        (b'window["a"].b={', 'window["a"].b'),
        (b"export default [", "export default"),
        (b")]}'\n[", ")]}'"),
        (b"callback({", "callback"),
        (b'{"a": "x = ["}', ""),
        (b"[1]", ""),
        (b"x == {}", ""),
        (b"name,text\n", ""),
        (b"", ""),
    ],
)
def test_javascript_before_a_value_is_named(head: bytes, name: str) -> None:
    """What a tool assigns the value to says what it holds."""
    assert prefix_of(head) == name


def test_parts_of_an_archive_in_one_file() -> None:
    """Files that were joined are read one after the other, each with its own JavaScript."""
    parts = [
        b"window.YTD.tweets.part%d = %b;\n" % (n, _written([post], indent=1)) for n, post in enumerate(POSTS)
    ]

    for block in (16, 1 << 20):
        assert [json.loads(value) for value in _split(codecs.BOM_UTF8.join(parts), block)[0]] == POSTS


def test_json_in_texts_is_handed_on() -> None:
    """A line that is a text with JSON in it is a record as it stands."""
    lines = [_written(json.dumps(post)) for post in POSTS]

    assert _split(b"\n".join(lines))[0] == lines


def test_a_post_that_was_cut_is_not_mended() -> None:
    """A page keeps its whole posts; half a post would look as if it had never answered anybody."""
    page = _written({"data": POSTS, "meta": {}})

    assert json.loads(mended(page[:-2]) or b"") == {"data": POSTS}
    with_people = _written({"data": POSTS, "includes": {"users": [{"id": "1"}, {"id": "2"}]}})
    assert json.loads(mended(with_people[:-5]) or b"") == {
        "data": POSTS,
        "includes": {"users": [{"id": "1"}]},
    }
    assert json.loads(mended(page[: page.rindex(b'"urls"')]) or b"") == {"data": POSTS[:-1]}
    assert mended(_written(POSTS[0])[:-15]) is None
    assert mended(b'{"a": ' * 5000 + b'[{"b": 1}, ') is None
    assert mended(b'{"text": "' + b"\\n" * (1 << 20)) is None
