"""How bytes become records: lines, documents, what is cut, what is no UTF-8, what is nested too deep."""

from __future__ import annotations

import codecs
import json
from typing import Any

import pytest

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
