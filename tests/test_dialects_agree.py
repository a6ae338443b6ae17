"""The same two threads in every dialect: reading each gives what the threads are, less what it cannot carry."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from fixtures.model import Capture
from fixtures.story import quarrel, spat
from fixtures.tables import Lacks, absences_table, aliases_table, posts_table
from fixtures.writers import WRITERS
from threadscope import tree
from threadscope.collect import fold, read

DIALECTS_FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "dialects"

_V2 = frozenset({"source_app"})
_V2_REASONS = (("deleted", "deleted"), ("suspended", "deleted"))
_V11 = frozenset({"conversation_id", "bookmark_count", "view_count", "reply_count", "quote_count"})
_PREMIUM = frozenset({"conversation_id", "bookmark_count", "view_count"})
_GRAPHQL_REASONS = (("deleted", "deleted"), ("suspended", "suspended"))
_DETAIL = Lacks(reposts=True, reasons=_GRAPHQL_REASONS)
_LINES = Lacks(columns=_V11, edits=True, long_cut=280)
_CORPUS = Lacks(columns=_V11, edits=True, reposts=True, descriptions=True, cut=140)

#: What each dialect cannot carry; everything else must come out equal.
LACKS: Final = {
    "api_v2_pages": Lacks(columns=_V2, reasons=_V2_REASONS),
    "twarc2": Lacks(columns=_V2, reasons=_V2_REASONS),
    "twarc2_flat": Lacks(columns=_V2),
    "api_v2_2026_names": Lacks(columns=_V2, reasons=_V2_REASONS),
    "v11_lines": _LINES,
    "v11_array": _LINES,
    "v11_search": _LINES,
    "v11_premium": Lacks(columns=_PREMIUM, edits=True, descriptions=True, long_linked=True),
    "rumoureval": _CORPUS,
    "pheme": _CORPUS,
    "graphql_g1": _DETAIL,
    "graphql_g2": _DETAIL,
    "graphql_g3": _DETAIL,
    "graphql_g4": Lacks(
        columns=frozenset({"conversation_id", "lang"}), reposts=True, reasons=_GRAPHQL_REASONS
    ),
    "graphql_search": Lacks(),
    "graphql_by_ids": Lacks(reposts=True, reasons=(("deleted", "unavailable"), ("suspended", "suspended"))),
}
#: Said of the file, not of the thread.
_OF_THE_FILE = ("captured_at", "n_observations")
#: Of a bare repost the dialects say different things about words and counts; both belong to the original.
_OF_THE_ORIGINAL = (
    "text",
    "text_truncated",
    "display_from",
    "lang",
    "media",
    "urls",
    "mentions",
    "hashtags",
    "source_app",
    "availability",
    "edit_ids",
)


def _cases() -> list[object]:
    stories = (quarrel(), spat())
    return [pytest.param(d, story, id=f"{d}-{story.name}") for d in WRITERS for story in stories]


def _comparable(posts: pl.DataFrame) -> pl.DataFrame:
    own = pl.col("repost_of_id").is_null()
    return posts.drop(_OF_THE_FILE).with_columns(
        pl.when(own).then(name).alias(name) for name in _OF_THE_ORIGINAL
    )


def test_every_written_dialect_is_compared() -> None:
    """A dialect that has a writer has a line in LACKS, and the other way round."""
    assert LACKS.keys() == WRITERS.keys()


@pytest.mark.parametrize(("dialect", "story"), _cases())
def test_reading_gives_the_thread(dialect: str, story: Capture) -> None:
    """Posts, links and ghosts are those of the thread, but for what the dialect cannot carry."""
    lacks = LACKS[dialect]
    collected = read([DIALECTS_FOLDER / dialect / story.name])
    folded = fold(collected)
    found = tree.build(folded.posts, collected.absences, folded.aliases, quotes=True)
    posts, aliases = posts_table(story, lacks), aliases_table(story, lacks)
    wanted = tree.build(posts, absences_table(story, lacks), aliases, quotes=True)

    assert_frame_equal(folded.aliases, aliases, check_row_order=False)
    assert_frame_equal(_comparable(found.posts), _comparable(wanted.posts), check_row_order=False)
    assert_frame_equal(found.ghosts, wanted.ghosts, check_row_order=False)
    assert_frame_equal(found.links, wanted.links, check_row_order=False)
    assert_frame_equal(found.threads, wanted.threads, check_row_order=False)
