"""Tables about what is published: what in a report still tells who people are."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.schema.table import IDS, Column, Table

__all__ = ["PUBLISHED"]

# One line a column reads better than what the formatter makes of it.
# fmt: off
PUBLISHED: Final[dict[str, Table]] = {
    "audit": Table("one way in which the tables still tell who somebody is, after the measures taken", (
        Column("what", pl.String, "a short fixed name, listed in docs/privacy.md"),
        Column("found_in", pl.String, "tables and columns"),
        Column("n", pl.Int64, "how many", "cannot be counted"),
        Column("why", pl.String, "how it still identifies"),
        Column("to_do", pl.String, "what can be done about it"),
        Column("taken", IDS, "the measures taken: pseudonyms, no_text; empty for none"),
    )),
}
# fmt: on
