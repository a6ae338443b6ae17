"""One source may hold records of several dialects; each is read by the one that knows it."""

from __future__ import annotations

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
from threadscope.errors import UnknownDialect


def _ids(content: bytes) -> set[str]:
    return set(collect(content).observations["post_id"])


def test_two_dialects_in_one_file_are_both_read() -> None:
    """Pages of v2, statuses of v1.1 and a GraphQL response one after the other give all their posts."""
    content = lines(v2_page(v2_post(0)), v11_status(1), detail(entry(g3_post(2))), v2_page(v2_post(3)))
    found = collect(content)

    assert found.observations["post_id"].to_list() == [post_id(n) for n in (0, 3, 1, 2)]
    assert dict(found.observations.select("post_id", "dialect").iter_rows()) == {
        post_id(0): "api_v2",
        post_id(1): "api_v11",
        post_id(2): "graphql",
        post_id(3): "api_v2",
    }
    assert kinds(found) == []


def test_the_source_says_what_else_is_in_it() -> None:
    """The file is named after the dialect of most records; the others are counted beside it."""
    sources = collect(lines(v11_status(0), v11_status(1), v2_page(v2_post(2)))).sources

    assert sources["dialect"].to_list() == ["api_v11"]
    assert sources["detected_by"].to_list() == ["id_str with user or text; 1 records of api_v2 (key __twarc)"]


def test_two_files_joined_without_a_newline_are_both_read() -> None:
    """`cat` of two documents leaves nothing between them."""
    content = json.dumps(v2_page(v2_post(0))).encode() + json.dumps([v11_status(1), v11_status(2)]).encode()

    assert _ids(content) == {post_id(0), post_id(1), post_id(2)}


def test_records_inside_another_tool_s_objects_are_found() -> None:
    """A dump of a database wraps each post; the post inside is known by its own marks, and the key is named."""
    wrapped = [{"_index": "x", "_source": v11_status(n)} for n in (0, 1)]
    found = collect(lines(*wrapped))

    assert set(found.observations["post_id"]) == {post_id(0), post_id(1)}
    assert found.sources["detected_by"].to_list() == ["id_str with user or text, in '_source'"]


@pytest.mark.parametrize(
    "written",
    [
        json.dumps,
        lambda post: {"raw": json.dumps(post), "id": 5},
        lambda post: {"kafka": {"value": json.dumps({"payload": json.dumps(post)})}},
    ],
)
def test_json_inside_json_strings_is_opened(written: Any) -> None:
    """A post that was written as text inside another record is read all the same."""
    assert _ids(lines(written(v11_status(0)), written(v11_status(1)))) == {post_id(0), post_id(1)}


def test_of_an_unknown_post_the_known_one_it_quotes_is_not_all_that_is_left() -> None:
    """What looks like a post and is of no known kind is refused whole, not read as what stands inside it."""
    with pytest.raises(UnknownDialect, match="'words', 'quoted', 'text'"):
        collect(lines({"words": 1, "quoted": v11_status(0), "text": "an answer of an unknown kind"}))


def test_a_record_that_nobody_knows_is_counted() -> None:
    """An object without posts among posts is a problem, and costs nothing else."""
    found = collect(lines(v11_status(0), {"hello": "world"}, v11_status(1)))

    assert set(found.observations["post_id"]) == {post_id(0), post_id(1)}
    assert kinds(found) == ["unknown_record"]


def test_an_unknown_export_says_how_to_go_on() -> None:
    """The message shows the top keys and the command that proposes a mapping."""
    with pytest.raises(UnknownDialect, match=r"'alpha', 'beta'.*--suggest-mapping"):
        collect(lines({"alpha": 1, "beta": {"gamma": 2}}))


def test_a_record_that_lost_its_marks_is_kept_if_it_has_an_id() -> None:
    """Among statuses, one that lost its text and its author is still a post."""
    bare = {key: value for key, value in v11_status(1).items() if key not in {"text", "user"}}

    assert _ids(lines(v11_status(0), bare)) == {post_id(0), post_id(1)}
