"""Whatever happens to the fields of a record, reading never raises and no post that has an id is lost."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tests.collect.inputs import (
    collect,
    detail,
    entry,
    g3_post,
    lines,
    post_id,
    v2_page,
    v2_post,
    v2_user,
    v11_status,
)
from tests.covering import examples
from threadscope import schema
from threadscope.collect import fold

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
    st.sampled_from(["NaN", "1e99", "-1", "999999999999999999999", "2024-99-99", "\u0000", "\ud800"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
#: What carries a post to the reader, or is its id: changing these loses a post, and should.
KEEP = frozenset(
    {
        "id",
        "id_str",
        "rest_id",
        "data",
        "__typename",
        "legacy",
        "tweet_results",
        "result",
        "itemContent",
        "content",
        "entries",
    }
    | {"instructions", "threaded_conversation_with_injections_v2", "promotedMetadata", "promoted_metadata"}
)
CONTEXT = frozenset(
    {"action", "delete", "limit", "statuses", "results", "cursorType", "cursor_type", "name", "user_withheld"}
)


def _v2() -> dict[str, Any]:
    rich = v2_post(
        1,
        "@max no",
        in_reply_to_user_id="502",
        referenced_tweets=[{"type": "replied_to", "id": post_id(0)}],
        entities={
            "mentions": [{"username": "max", "id": "502"}],
            "urls": [{"expanded_url": "https://n.example"}],
            "hashtags": [{"tag": "x"}],
        },
        attachments={"media_keys": ["7_1"]},
        note_tweet={"text": "long"},
        edit_history_tweet_ids=[post_id(1)],
        withheld={"country_codes": ["XY"]},
    )
    media = [{"media_key": "7_1", "type": "photo", "url": "https://img.example/1"}]
    return v2_page(
        rich,
        v2_post(2),
        includes={"users": [v2_user()], "media": media, "tweets": [v2_post(0)]},
        errors=[{"title": "x"}],
    )


def _v11() -> dict[str, Any]:
    return v11_status(
        1,
        extended_tweet={"full_text": "whole", "entities": {"urls": [{"url": "https://t.co/1"}]}},
        extended_entities={"media": [{"type": "photo"}]},
        in_reply_to_status_id_str=post_id(0),
        timestamp_ms="1716552060000",
        withheld_in_countries=["XY"],
    )


def _graphql() -> dict[str, Any]:
    pivot = {"note": {"rest_id": post_id(9)}, "subtitle": {"text": "a note"}, "visualStyle": "Default"}
    note = {"note_tweet_results": {"result": {"text": "long", "entity_set": {"urls": []}}}}
    rich = g3_post(
        1,
        birdwatch_pivot=pivot,
        has_birdwatch_notes=True,
        note_tweet=note,
        details={"full_text": "x", "created_at_ms": 1716552060000},
        counts={"reply_count": 3},
        reply_to_results={"rest_id": post_id(0)},
    )
    return detail(entry(rich), entry(g3_post(2)))


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every field that may be changed."""
    inner = list(
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    found = [(*path, key) for key, _ in inner if isinstance(value, dict) and key not in KEEP]
    return found + [deep for key, item in inner for deep in _paths(item, (*path, key))]


def _mutate(record: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    changed = copy.deepcopy(record)
    for _ in range(data.draw(st.integers(1, 4))):
        path = data.draw(st.sampled_from(_paths(changed)))
        holder = changed
        for key in path[:-1]:
            holder = holder[key]
        what = data.draw(st.sampled_from(["delete", "null", "retype", "rename"]))
        if what == "delete":
            del holder[path[-1]]
        elif what == "rename":
            new = data.draw(st.text(min_size=1, max_size=8).filter(lambda name: name not in KEEP | CONTEXT))
            holder[new] = holder.pop(path[-1])
        else:
            holder[path[-1]] = None if what == "null" else data.draw(VALUES)
    return changed


def _check(record: dict[str, Any], wanted: set[str], data: st.DataObject) -> None:
    mutated = json.dumps(_mutate(record, data)).encode() + b"\n"
    collected = collect(lines(record) + mutated)
    rows = collected.observations.filter(collected.observations["source_row"] == 1)

    assert wanted <= set(rows["post_id"])
    schema.check(collected.observations, "observations")
    assert collected.observations["author_id"].null_count() == 0
    assert wanted <= set(fold(collected).posts["post_id"])


LOOSE = examples(8, suppress_health_check=[HealthCheck.too_slow])


@LOOSE
@given(st.data())
def test_api_v2(data: st.DataObject) -> None:
    """Deleted, emptied, retyped and renamed fields of a page cost no post of it."""
    record = _v2()
    protected = copy.deepcopy(record)
    _check(protected, {post_id(1), post_id(2)}, data)


@LOOSE
@given(st.data())
def test_api_v11(data: st.DataObject) -> None:
    """The same for a v1.1 post."""
    _check(_v11(), {post_id(1)}, data)


@LOOSE
@given(st.data())
def test_graphql(data: st.DataObject) -> None:
    """The same for a GraphQL response."""
    _check(_graphql(), {post_id(1), post_id(2)}, data)
