"""The same two threads in every dialect: reading each gives what the threads are, less what it cannot carry."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Final

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from fixtures.model import Capture, Post
from fixtures.story import quarrel, spat
from fixtures.tables import Lacks, absences_table, aliases_table, posts_table, shown
from fixtures.writers import WRITERS, account_archive, fxtwitter, gallery_dl, oembed, syndication
from threadscope import tree
from threadscope.collect import Collected, Folded, fold, read
from threadscope.collect.dialects import DIALECTS

DIALECTS_FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "dialects"

_V2 = frozenset({"source_app"})
_V2_REASONS = (("deleted", "deleted"), ("suspended", "deleted"))
_V11 = frozenset({"conversation_id", "bookmark_count", "view_count", "reply_count", "quote_count"})
_PREMIUM = frozenset({"conversation_id", "bookmark_count", "view_count"})
_GRAPHQL_REASONS = (("deleted", "deleted"), ("suspended", "suspended"))
_DETAIL = Lacks(reposts=True, reasons=_GRAPHQL_REASONS)
_LINES = Lacks(columns=_V11, edits=True, long_cut=280)
_CORPUS = Lacks(columns=_V11 - {"conversation_id"}, edits=True, reposts=True, descriptions=True, cut=140)
_TWE = Lacks(
    columns=frozenset(
        {"conversation_id", "reply_to_author_id", "reply_to_handle", "lang", "source_app", "urls", "mentions"}
        | {"hashtags"}
    ),
    edits=True,
    people=frozenset({"follower_count", "following_count", "account_created_at", "verified"}),
)
_NO_ANSWERED = frozenset({"reply_to_author_id", "reply_to_handle"})
_NO_ENTITIES = frozenset({"urls", "mentions", "hashtags"})
_NAMES_ONLY = frozenset({"follower_count", "following_count", "account_created_at", "verified"})

_TABLE = _NAMES_ONLY | {"name"}
_HARVEST = _NO_ENTITIES | {"reply_to_id", "quoted_id", "bookmark_count", "view_count", "source_app"}


def _pictures(post: Post) -> list[dict[str, str | None]]:
    """Return the pictures without their descriptions, as tools tell of them that know no videos."""
    return [
        {"kind": m.kind, "alt": None, "url": m.url, "file": None} for m in post.media if m.kind == "photo"
    ]


def _answers_somebody_seen(post: Post, capture: Capture) -> bool:
    """Say whether the handle that a post answers is that of somebody whose id other posts give."""
    return post.reply_to is None or any(other.author == post.reply_to for other in capture.posts)


def _described_pictures(post: Post) -> list[dict[str, str | None]]:
    """Return media as tools tell of them that keep the descriptions of pictures and not those of videos."""
    return [
        {"kind": m.kind, "alt": (m.alt or None) if m.kind == "photo" else None, "url": m.url, "file": None}
        for m in post.media
    ]


#: An account archive holds one side of every conversation, and says of a bare repost not what it reposts.
_OWN = Lacks(
    columns=frozenset({"conversation_id", "reply_count", "quote_count", "bookmark_count", "view_count"}),
    reposts=True,
    descriptions=True,
    authors=account_archive.HOLDERS,
    quote_link=account_archive.quote_link,
)
_OWN_BEFORE_2018 = Lacks(
    columns=_OWN.columns | {"like_count", "repost_count", "lang"},
    edits=True,
    descriptions=True,
    cut=140,
    people=frozenset({"follower_count", "following_count"}),
    authors=account_archive.HOLDERS_BEFORE_2018,
)
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
    "twscrape": Lacks(descriptions=True),
    "twscrape_old": Lacks(columns=frozenset({"bookmark_count"}), edits=True, descriptions=True, long_cut=280),
    "snscrape": Lacks(reasons=_GRAPHQL_REASONS),
    "snscrape_04": Lacks(
        columns=frozenset({"bookmark_count", "view_count"}), edits=True, descriptions=True, long_cut=280
    ),
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
    "har": _DETAIL,
    "har_firefox": _DETAIL,
    "zeeschuimer": Lacks(reposts=True),
    "fourcat_ndjson": Lacks(reposts=True),
    "twitter_web_exporter": Lacks(),
    "twitter_web_exporter_db": Lacks(),
    "twe_items": _TWE,
    "twe_csv": _TWE,
    "apify": Lacks(edits=True),
    "apify_csv": Lacks(edits=True),
    "apify_legacy": Lacks(
        columns=frozenset({"bookmark_count", "lang", "source_app"}),
        partly=(("reply_to_author_id", _answers_somebody_seen),),
        edits=True,
        descriptions=True,
    ),
    "twitterapi_io": Lacks(columns=_V2, edits=True),
    "bird": Lacks(
        columns=_NO_ANSWERED
        | {"quote_count", "bookmark_count", "view_count", "lang", "source_app"}
        | _NO_ENTITIES,
        edits=True,
        reposts=True,
        descriptions=True,
        people=_NAMES_ONLY,
    ),
    "convocation": Lacks(columns=_V2, media=_described_pictures, people=_NAMES_ONLY),
    "convocation_go": Lacks(
        columns=_NO_ANSWERED | {"quote_count", "bookmark_count", "lang", "source_app"},
        edits=True,
        descriptions=True,
        long_cut=280,
        people=_NAMES_ONLY,
    ),
    "twikit": Lacks(columns=_NO_ANSWERED | {"conversation_id", "mentions", "source_app"}),
    "twikit_vars": Lacks(),
    "tweety": Lacks(columns=_NO_ANSWERED | {"conversation_id", "reply_to_id", "display_from"}),
    "gallery_dl": Lacks(
        edits=True,
        written=gallery_dl.content,
        media=gallery_dl.media,
        people=frozenset({"verified"}),
    ),
    "fxtwitter": Lacks(
        columns=frozenset({"conversation_id"}),
        edits=True,
        reposts=True,
        media=_described_pictures,
        reasons=_GRAPHQL_REASONS,
    ),
    "fxtwitter_legacy": Lacks(
        columns=frozenset({"conversation_id", "quote_count", "bookmark_count", "mentions", "hashtags"}),
        partly=(("reply_to_author_id", _answers_somebody_seen),),
        edits=True,
        reposts=True,
        written=fxtwitter.text,
        media=_described_pictures,
        people=frozenset({"verified"}),
    ),
    "vxtwitter": Lacks(
        columns=frozenset({"quote_count", "bookmark_count", "view_count", "mentions", "source_app"}),
        partly=(("hashtags", lambda post, _: bool(post.media)),),
        edits=True,
        written=fxtwitter.vx_text,
        people=_NAMES_ONLY,
        no_ids=True,
    ),
    "syndication": Lacks(
        columns=frozenset({"conversation_id", "quote_count", "bookmark_count", "view_count", "source_app"}),
        partly=(("repost_count", syndication.stands_inside),),
        reposts=True,
        reasons=_GRAPHQL_REASONS,
        long_cut=280,
        people=_NAMES_ONLY - {"verified"},
    ),
    "oembed": Lacks(
        columns=_NO_ANSWERED
        | {"conversation_id", "reply_to_id", "quoted_id", "like_count", "reply_count", "repost_count"}
        | {"quote_count", "bookmark_count", "view_count", "source_app", "urls", "display_from"},
        edits=True,
        reposts=True,
        long_cut=280,
        media=oembed.media,
        people=_NAMES_ONLY,
        no_ids=True,
    ),
    "twarc_csv": Lacks(columns=_V2),
    "tweet_harvest": Lacks(
        columns=_HARVEST,
        partly=(("reply_to_author_id", _answers_somebody_seen),),
        edits=True,
        reposts=True,
        long_cut=280,
        descriptions=True,
        people=_TABLE,
    ),
    "tweet_harvest_2025": Lacks(
        columns=_HARVEST | {"handle", "reply_to_handle", "reply_to_author_id"},
        edits=True,
        reposts=True,
        long_cut=280,
        descriptions=True,
        people=_TABLE | {"handle"},
    ),
    "fourcat_csv": Lacks(
        columns=frozenset({"reply_to_id", "quoted_id", "bookmark_count"}),
        partly=(("reply_to_author_id", _answers_somebody_seen),),
        edits=True,
        reposts=True,
        long_cut=280,
        descriptions=True,
        people=_NAMES_ONLY,
    ),
    "minet": Lacks(
        columns=frozenset({"conversation_id", "quote_count", "bookmark_count"}),
        edits=True,
        descriptions=True,
        long_linked=True,
        people=frozenset({"account_created_at"}),
    ),
    "twint": Lacks(
        columns=_NO_ANSWERED
        | {
            "reply_to_id",
            "quoted_id",
            "quote_count",
            "bookmark_count",
            "view_count",
            "source_app",
            "mentions",
        },
        edits=True,
        reposts=True,
        long_cut=280,
        media=_pictures,
        people=_NAMES_ONLY,
    ),
    "communalytic": Lacks(
        columns=_NO_ENTITIES | {"bookmark_count", "view_count", "source_app", "media"},
        partly=(("reply_to_handle", _answers_somebody_seen),),
        edits=True,
        descriptions=True,
        people=_NAMES_ONLY,
    ),
    "account_archive": _OWN,
    "tweet_archive": _OWN_BEFORE_2018,
}
GRAPHQL_DETAIL: Final = ("graphql_g1", "graphql_g2", "graphql_g3", "graphql_g4", "har", "har_firefox")
#: Those that mark advertisements.
TELLS_PROMOTED: Final = (*GRAPHQL_DETAIL, "zeeschuimer", "fourcat_ndjson")
#: Beginnings of names: dialects that keep what GraphQL gave, and so its flags of notes.
KEEPS_GRAPHQL: Final = ("graphql", "har", "zeeschuimer", "fourcat_ndjson", "twitter_web_exporter", "twikit")
#: Beginnings of names: dialects that tell of a note which it is and that it was shown, and those that have its words.
TELLS_NOTES: Final = (*KEEPS_GRAPHQL, "syndication")
TELLS_WORDS_OF_NOTES: Final = ("fxtwitter", "gallery_dl", "vxtwitter", "tweety")
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
    """Return every dialect with both stories: one of the two every day, in turn."""
    stories = (quarrel(), spat())
    return [
        pytest.param(
            dialect,
            story,
            id=f"{dialect}-{story.name}",
            marks=() if (place + which) % 2 else (pytest.mark.long,),
        )
        for place, dialect in enumerate(WRITERS)
        for which, story in enumerate(stories)
    ]


@functools.cache
def _of(*folders: str) -> Collected:
    """Read a fixture once for all tests of it."""
    return read([DIALECTS_FOLDER.joinpath(*folders)])


def _each(dialect: str) -> list[Collected]:
    """Return what stands in each folder of a dialect's fixtures."""
    return [_of(dialect, folder.name) for folder in sorted((DIALECTS_FOLDER / dialect).iterdir())]


@functools.cache
def _folded(dialect: str, story: str) -> Folded:
    return fold(_of(dialect, story))


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
    collected = _of(dialect, story.name)
    folded = _folded(dialect, story.name)
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
    wrote = {post.author for post in shown(story, lacks)}
    ids = {p: f"@{p.handle.lower()}" if lacks.no_ids else p.person_id for p in wrote}
    people = _folded(dialect, story.name).people
    found = people.filter(pl.col("author_id").is_in(list(ids.values())))
    columns = ("author_id", "handle", "name", "follower_count", "following_count", "account_created_at")
    wanted = {(ids[p], p.handle, p.name, p.followers, p.following, p.joined) for p in wrote}
    told = [name not in lacks.people for name in columns]
    assert set(found.select(columns).iter_rows()) == {
        tuple(value if tells else None for value, tells in zip(row, told, strict=True)) for row in wanted
    }
    badges = {ids[p] for p in wrote if p.badge} if "verified" not in lacks.people else set()
    assert set(found.filter(pl.col("verified"))["author_id"]) == badges


@pytest.mark.parametrize(("dialect", "story"), _cases())
def test_problems_are_only_what_is_left_out_on_purpose(dialect: str, story: Capture) -> None:
    """A clean export gives no problem but advertisements and notices of a stream."""
    problems = _of(dialect, story.name).problems
    assert set(problems["kind"]) <= {
        "promoted_left_out",
        "stream_notice",
        "repost_without_original",
        "parents_not_exported",
    }
    advertised = any(p.promoted for p in story.posts) and dialect in TELLS_PROMOTED
    assert (problems["kind"] == "promoted_left_out").sum() == int(advertised)


@pytest.mark.parametrize(("dialect", "story"), _cases())
def test_notes_are_evidence_only_where_the_dialect_has_them(dialect: str, story: Capture) -> None:
    """A note is told with its words where the dialect has them; only GraphQL flags a post that merely has some."""
    notes = _of(dialect, story.name).notes
    whole = dialect.startswith(TELLS_NOTES)
    if not whole and not dialect.startswith(TELLS_WORDS_OF_NOTES):
        assert notes.is_empty()
        return
    pivots = notes.filter(pl.col("evidence_kind") == "pivot")
    (noted,) = [p for p in story.posts if p.note]
    assert noted.note is not None
    assert set(pivots.select("post_id", "note_id", "text", "state").iter_rows()) == {
        (
            noted.post_id,
            noted.note.note_id if whole else None,
            noted.note.text,
            "shown_at_capture" if whole and dialect != "twikit" else "pivot_ambiguous",
        )
    }
    flagged = {
        p.post_id for p in story.posts if p.has_notes and not p.note and dialect.startswith(KEEPS_GRAPHQL)
    }
    exists = notes.filter(pl.col("state").str.starts_with("notes_exist"))
    assert set(exists["post_id"]) == flagged


@pytest.mark.parametrize("dialect", GRAPHQL_DETAIL)
def test_what_was_not_opened_is_told(dialect: str) -> None:
    """A "Show replies" that nobody pressed stands under the last post shown below the one it belongs to."""
    story = quarrel()
    cursors = _of(dialect, story.name).cursors
    above = {p.post_id: p.reply_to_id for p in story.posts}
    shown_last = cursors.filter(pl.col("kind") == "show_more")["post_id"].to_list()
    reached = {
        post_id for last in shown_last for post_id in (last, above[last], above.get(above[last] or ""))
    }
    assert reached >= set(story.hidden)


@pytest.mark.parametrize("dialect", ["graphql_g2", "graphql_g3", "graphql_g4", "twarc2", "har"])
def test_counts_of_two_looks_are_both_kept(dialect: str) -> None:
    """The leak was saved twice: both counts stay observations, with their times, and the later one is the post's."""
    story = quarrel()
    first, *_ = story.early
    collected = _of(dialect, story.name)
    seen = collected.observations.filter(pl.col("post_id") == first.post_id, pl.col("place") == "main")
    likes = dict(
        seen.sort("captured_at").select("captured_at", "like_count").unique(maintain_order=True).iter_rows()
    )
    assert likes[story.first_look] == first.counts.likes
    assert len(set(likes.values())) == 2
    assert max(likes, key=lambda at: at) >= story.captured_at


#: What a dialect can carry and its fixtures do not show: the tool writes it in some versions, or for some posts, only.
_SELDOM: Final[dict[str, set[str]]] = {
    "account_archive": {"repost_of_id"},
    "api_v2": {"source_app"},
    "apify": {"captured_at"},
    "apify_legacy": {"bookmark_count", "lang"},
    "bird": {"bookmark_count", "lang", "quote_count", "urls", "view_count"},
    "convocation_go": {"bookmark_count"},
    "flat": {
        "bookmark_count",
        "captured_at",
        "hashtags",
        "media",
        "mentions",
        "reply_to_handle",
        "source_app",
    }
    | {"urls", "view_count"},
    "fourcat_csv": {"captured_at"},
    "fxtwitter": {"conversation_id"},
    "har": {"repost_of_id"},
    "oembed": {"reply_to_id", "urls"},
    "syndication": {"conversation_id", "quote_count", "repost_count", "repost_of_id"},
    "twarc_csv": {"source_app"},
    "tweety": {"conversation_id", "reply_to_author_id", "reply_to_handle", "reply_to_id"},
    "twikit": {"captured_at"},
    "twint": {"mentions", "repost_of_id", "source_app"},
    "twitterapi_io": {"captured_at", "source_app"},
    "zeeschuimer": {"repost_of_id"},
}
#: Filled from the id, and by default, where the export says nothing.
_ALWAYS: Final = frozenset({"created_at", "availability"})


def test_dialects_carry_what_they_say() -> None:
    """Over all fixtures of a dialect the columns that it says it can fill are filled, but for rare ones, and no others."""
    filled: dict[str, set[str]] = {}
    for name in WRITERS:
        every = pl.concat([one.observations for one in _each(name)])
        seen = every.filter(pl.col("place") == "main")
        for (dialect,), rows in seen.group_by("dialect"):
            here = {column for column in DIALECTS["graphql"].carries if _says_something(rows[column])}
            filled.setdefault(str(dialect), set()).update(here - _ALWAYS)
    said = {dialect: DIALECTS[dialect].carries - _ALWAYS for dialect in filled}
    assert filled == {dialect: said[dialect] - _SELDOM.get(dialect, set()) for dialect in filled}


def _says_something(column: pl.Series) -> bool:
    return bool(column.list.len().max()) if column.dtype.is_nested() else column.null_count() < len(column)


def test_every_dialect_has_a_fixture() -> None:
    """Each dialect of the registry but the store is written by some writer and read back as itself."""
    read_as = {d for name in WRITERS for one in _each(name) for d in one.sources["dialect"].drop_nulls()}
    assert read_as == DIALECTS.keys() - {"store"}
