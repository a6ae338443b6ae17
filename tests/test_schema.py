"""The one place where tables are described."""

from __future__ import annotations

import polars as pl
import pytest

from threadscope import schema
from threadscope.errors import SchemaError, UnknownName


def test_a_frame_that_fits_passes_unchanged():
    """Checking returns the very frame it was given."""
    frame = schema.empty("links")

    assert schema.check(frame, "links") is frame


def test_a_wrong_dtype_is_named():
    """The error says which column is of which dtype."""
    frame = schema.empty("links").with_columns(kind=pl.lit(1))

    with pytest.raises(SchemaError, match="kind is Int32, not String"):
        schema.check(frame, "links")


def test_missing_and_unknown_columns_are_named():
    """The error names both sides of a misspelt column."""
    frame = schema.empty("links").rename({"kind": "sort"})

    with pytest.raises(SchemaError, match=r"missing \['kind'\].*unknown \['sort'\]"):
        schema.check(frame, "links")


def test_columns_in_another_order_do_not_pass():
    """Tables are concatenated by position, so order is part of the promise."""
    frame = schema.empty("links").select("kind", "post_id", "target_id", "author_id", "created_at")

    with pytest.raises(SchemaError, match="another order"):
        schema.check(frame, "links")


def test_conform_orders_casts_and_fills():
    """A partial frame becomes a full one; what is missing is null."""
    frame = schema.conform(pl.DataFrame({"kind": ["reply"], "post_id": ["1"]}), "links")

    assert schema.check(frame, "links").row(0) == ("1", None, "reply", None, None)


def test_an_unknown_table_names_the_nearest():
    """A misspelt table name is met with a suggestion."""
    with pytest.raises(UnknownName, match="Did you mean 'posts'"):
        schema.empty("post")


def test_every_column_says_what_it_is():
    """No column goes without a description, no table twice names a column."""
    for name, table in schema.SCHEMAS.items():
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names), name
        assert all(column.says for column in table.columns), name
