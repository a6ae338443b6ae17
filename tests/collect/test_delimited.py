"""Tables as tools and spreadsheets write them: delimiters, encodings, rows that do not fit, ids that lost digits."""

from __future__ import annotations

import io
from typing import Any

import pytest

from threadscope.collect.delimited import layout_of, rows_of
from threadscope.collect.row import nested

Reports = list[tuple[str, str, str]]


def _rows(content: bytes) -> tuple[list[dict[str, Any]], list[str]]:
    reports: Reports = []
    layout = layout_of(content)
    assert layout is not None
    rows = [row for _, row in rows_of(io.BytesIO(content), layout, lambda *said: reports.append(said))]
    return rows, [kind for _, kind, _ in reports]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_delimiter_and_line_end(delimiter: str, end: str) -> None:
    """The delimiter is told from the header; a text may hold it, and line breaks, in quotes."""
    lines = [delimiter.join(("id", "text", "lang")), delimiter.join(("1", f'"a{delimiter} b{end}c"', "en"))]

    rows, kinds = _rows((end.join(lines) + end).encode())

    assert rows == [{"id": "1", "text": f"a{delimiter} b{end}c", "lang": "en"}]
    assert kinds == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_of_spreadsheets(encoding: str) -> None:
    """A byte order mark is no part of the first column; UTF-16 is read too."""
    rows, kinds = _rows("id,text\n1,größer 🔐\n".encode(encoding))

    assert rows == [{"id": "1", "text": "größer 🔐"}]
    assert kinds == []


def test_windows_bytes_are_read_and_said() -> None:
    """Bytes that are no UTF-8 are what older spreadsheets write."""
    rows, kinds = _rows("id,text\n1,größer\n2,plain\n".encode("cp1252"))

    assert [row["text"] for row in rows] == ["größer", "plain"]
    assert kinds == ["not_utf8"]


def test_a_line_that_names_the_delimiter_is_passed_over() -> None:
    """Excel writes `sep=;` before the header."""
    assert _rows(b"sep=;\nid;text\n1;a\n")[0] == [{"id": "1", "text": "a"}]


def test_an_unquoted_delimiter_in_a_text_is_put_right() -> None:
    """One cell too many, and all numbers stand where they should when the text takes it: the row is mended."""
    rows, kinds = _rows(b"id,text,like_count\n1,yes, but no,7\n")

    assert rows == [{"id": "1", "text": "yes, but no", "like_count": "7"}]
    assert kinds == ["row_mended"]


def test_a_row_that_fits_no_columns_is_left_out_with_its_id() -> None:
    """Shifted cells are never read under wrong names; the post that is lost is named."""
    reports: Reports = []
    content = b"id,like_count,lang\nen,1794114782838900277,4,5\n1794114782838900278,3,en\n"
    layout = layout_of(content)
    assert layout is not None
    rows = [row for _, row in rows_of(io.BytesIO(content), layout, lambda *said: reports.append(said))]

    assert rows == [{"id": "1794114782838900278", "like_count": "3", "lang": "en"}]
    assert [kind for _, kind, _ in reports] == ["row_shifted"]
    assert "post 1794114782838900277" in reports[0][2]


def test_a_running_number_without_a_column_is_passed_over() -> None:
    """Some programs number the rows and give the numbers no column: all cells stand one to the right."""
    rows, kinds = _rows(b"id,text\n0,11,a\n1,12,b\n2,13,c\n")

    assert rows == [{"id": "11", "text": "a"}, {"id": "12", "text": "b"}, {"id": "13", "text": "c"}]
    assert kinds == ["columns_shifted"]


def test_a_row_broken_in_two_gives_no_wrong_post() -> None:
    """A line break in an unquoted text leaves two halves: the first keeps its id, the second is left out."""
    rows, kinds = _rows(b"id,text,like_count\n1,a text\nthat goes on,7\n2,b,3\n")

    assert rows == [{"id": "1", "text": "a text"}, {"id": "2", "text": "b", "like_count": "3"}]
    assert kinds == ["row_mended", "row_shifted"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"just words\n",
        b'{"id": 1, "text": "a"}\n',
        b"[1, 2]",
        b"<html>, <body>\n",
        b"\x00\x01,\x02\n",
        b'x": 1, "y": 2}\n',
    ],
)
def test_what_is_no_table(content: bytes) -> None:
    """JSON, pages, words and bytes are not read as tables, half a line of JSON neither."""
    assert layout_of(content) is None


def test_columns_that_come_twice_are_numbered() -> None:
    """The second of two columns of one name does not overwrite the first."""
    assert _rows(b"id,text,text\n1,a,b\n")[0] == [{"id": "1", "text": "a", "text_2": "b"}]


def test_dotted_columns_spell_an_object() -> None:
    """`a.b` and `a/0/b` are paths; a plain column gives way to paths that begin with its name."""
    row = {"author.userName": "c", "tags/0/text": "x", "tags/1/text": "y", "author": "z", "id": "1"}

    assert nested(row) == {
        "author": {"userName": "c"},
        "tags": [{"text": "x"}, {"text": "y"}],
        "id": "1",
    }
    assert nested({"id": "1"}) is None
