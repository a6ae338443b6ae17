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
_CORPUS = Lacks(columns=_V11 - {"conversation_id"}, edits=True, reposts=True, descriptions=True, cut=140)

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
GRAPHQL_DETAIL: Final = ("graphql_g1", "graphql_g2", "graphql_g3", "graphql_g4")
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


@pytest.mark.parametrize(("dialect", "story"), _cases())
def test_people_are_those_who_wrote(dialect: str, story: Capture) -> None:
    """Each author comes with the name, followers and age of the account that the story gave, unharmed."""
    lacks = LACKS[dialect]
    wrote = {p.author for p in story.posts if not (p.promoted or (lacks.reposts and p.repost_of_id))}
    people = fold(read([DIALECTS_FOLDER / dialect / story.name])).people
    found = people.filter(pl.col("author_id").is_in([person.person_id for person in wrote]))
    columns = ("author_id", "handle", "name", "follower_count", "following_count", "account_created_at")
    assert set(found.select(columns).iter_rows()) == {
        (p.person_id, p.handle, p.name, p.followers, p.following, p.joined) for p in wrote
    }
    badges = {p.person_id for p in wrote if p.badge}
    assert set(found.filter(pl.col("verified"))["author_id"]) == badges


@pytest.mark.parametrize(("dialect", "story"), _cases())
def test_problems_are_only_what_is_left_out_on_purpose(dialect: str, story: Capture) -> None:
    """A clean export gives no problem but advertisements and notices of a stream."""
    problems = read([DIALECTS_FOLDER / dialect / story.name]).problems
    assert set(problems["kind"]) <= {"promoted_left_out", "stream_notice"}
    advertised = any(p.promoted for p in story.posts) and dialect in GRAPHQL_DETAIL
    assert (problems["kind"] == "promoted_left_out").sum() == int(advertised)


@pytest.mark.parametrize(("dialect", "story"), _cases())
def test_notes_are_evidence_only_where_the_dialect_has_them(dialect: str, story: Capture) -> None:
    """Only GraphQL tells of notes: the one shown, with its words, and the post that merely has some."""
    notes = read([DIALECTS_FOLDER / dialect / story.name]).notes
    if not dialect.startswith("graphql"):
        assert notes.is_empty()
        return
    pivots = notes.filter(pl.col("evidence_kind") == "pivot")
    (noted,) = [p for p in story.posts if p.note]
    assert noted.note is not None
    assert set(pivots.select("post_id", "note_id", "text").iter_rows()) == {
        (noted.post_id, noted.note.note_id, noted.note.text)
    }
    flagged = {p.post_id for p in story.posts if p.has_notes and not p.note}
    exists = notes.filter(pl.col("state").str.starts_with("notes_exist"))
    assert set(exists["post_id"]) == flagged


@pytest.mark.parametrize("dialect", GRAPHQL_DETAIL)
def test_what_was_not_opened_is_told(dialect: str) -> None:
    """A "Show replies" that nobody pressed stands under the last post shown below the one it belongs to."""
    story = quarrel()
    cursors = read([DIALECTS_FOLDER / dialect / story.name]).cursors
    above = {p.post_id: p.reply_to_id for p in story.posts}
    shown_last = cursors.filter(pl.col("kind") == "show_more")["post_id"].to_list()
    reached = {
        post_id for last in shown_last for post_id in (last, above[last], above.get(above[last] or ""))
    }
    assert reached >= set(story.hidden)


@pytest.mark.parametrize("dialect", ["graphql_g2", "graphql_g3", "graphql_g4", "twarc2"])
def test_counts_of_two_looks_are_both_kept(dialect: str) -> None:
    """The leak was saved twice: both counts stay observations, with their times, and the later one is the post's."""
    story = quarrel()
    first, *_ = story.early
    collected = read([DIALECTS_FOLDER / dialect / story.name])
    seen = collected.observations.filter(pl.col("post_id") == first.post_id, pl.col("place") == "main")
    likes = dict(
        seen.sort("captured_at").select("captured_at", "like_count").unique(maintain_order=True).iter_rows()
    )
    assert likes[story.first_look] == first.counts.likes
    assert len(set(likes.values())) == 2
    assert max(likes, key=lambda at: at) >= story.captured_at
