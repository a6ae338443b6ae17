"""One thread from several tools is one thread: what one knows less of never harms what another knows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from fixtures.model import Capture
from fixtures.story import quarrel, spat
from fixtures.tables import Lacks, posts_table
from fixtures.writers import WRITERS
from tests.covering import covering, some
from threadscope.collect import Collected, Folded, fold, read
from threadscope.wording import own_words

FOLDER: Final = Path(__file__).resolve().parent.parent.parent / "fixtures" / "dialects"
STORIES: Final = {story.name: story for story in (quarrel(), spat())}

#: The richer dialect, the poorer, and the columns of which the poorer knows more.
PAIRS: Final = [
    ("graphql_g3", "rumoureval", ()),
    ("graphql_g3", "pheme", ()),
    ("graphql_g1", "v11_lines", ()),
    ("graphql_search", "twarc2_flat", ()),
    ("graphql_search", "v11_search", ()),
    ("graphql_search", "snscrape_04", ()),
    ("graphql_search", "graphql_g4", ()),
    ("twarc2", "rumoureval", ("source_app",)),
    (
        "api_v2_pages",
        "v11_premium",
        ("source_app", "text"),
    ),  # v1.1 keeps the link to the media of a long post
]
#: Said of the file, not of the thread.
_OF_THE_FILE: Final = ("captured_at", "n_observations")
#: Of a bare repost dialects say different things; all of it belongs to the original.
_OF_THE_ORIGINAL: Final = (
    "text",
    "text_truncated",
    "display_from",
    "lang",
    "media",
    "urls",
    "mentions",
    "hashtags",
    "source_app",
    "edit_ids",
    "availability",
)


def _folder(dialect: str, story: str) -> Path:
    return FOLDER / dialect / story


@cache
def _alone(dialect: str, story: str) -> pl.DataFrame:
    return fold(read([_folder(dialect, story)])).posts


@cache
def _together(story: str) -> Collected:
    return read([_folder(dialect, story) for dialect in WRITERS])


def _contradictions(found: Folded) -> list[tuple[str, str, str]]:
    rows = found.problems.filter(pl.col("kind").str.ends_with("_contradiction"))
    return rows.select("kind", "position", "detail").rows()


@pytest.mark.parametrize(("pair", "story", "rich_first"), covering(PAIRS, tuple(STORIES), (True, False)))
def test_a_poorer_dialect_takes_nothing_from_a_richer(
    pair: tuple[str, str, tuple[str, ...]],
    story: str,
    rich_first: bool,  # noqa: FBT001
) -> None:
    """Both read together, in either order, give the posts of the richer, with what only the poorer knows."""
    richer, poorer, known = pair
    rich, poor = _alone(richer, story), _alone(poorer, story)
    theirs = poor.select("post_id", *known)
    wanted = (
        rich.drop(_OF_THE_FILE, *known)
        .join(theirs, on="post_id", how="left")
        .select(name for name in rich.columns if name not in _OF_THE_FILE)
    )
    order = (richer, poorer) if rich_first else (poorer, richer)
    found = fold(read([_folder(dialect, story) for dialect in order]))
    shared = found.posts.join(rich, on="post_id", how="semi")

    assert_frame_equal(shared.drop(_OF_THE_FILE), wanted)
    assert set(found.posts["post_id"]) == {*rich["post_id"], *poor["post_id"]}
    assert _contradictions(found) == []


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_all_dialects_together_give_the_whole_thread(story: Capture) -> None:
    """Of every column the best copy is taken, so that nothing is missing that any dialect carries.

    Some tools keep, or add, an address at the end of a text where X has it and others do not: words are compared
    without addresses, and more of these may be known than the thread has. Saved files are only in some exports.
    """
    found, wanted = fold(_together(story.name)).posts, posts_table(story, Lacks())
    assert found["post_id"].to_list() == wanted["post_id"].to_list()

    missing = wanted.select(pl.col("urls").list.set_difference(found["urls"]).list.len())
    assert missing["urls"].sum() == 0
    own = pl.col("repost_of_id").is_null()
    no_file = pl.element().struct.with_fields(file=pl.lit(None, pl.String))
    one, other = (
        frame.drop(_OF_THE_FILE, "urls")
        .with_columns(pl.col("media").list.eval(no_file), own_words(pl.col("text")))
        .with_columns(pl.when(own).then(name).alias(name) for name in _OF_THE_ORIGINAL if name != "urls")
        for frame in (found, wanted)
    )
    assert_frame_equal(one, other)


@pytest.mark.parametrize("story", STORIES)
def test_every_observation_is_kept_and_counted(story: str) -> None:
    """A fold drops no copy: each is counted under its post, or under an older version of it."""
    collected = _together(story)
    found = fold(collected)
    older = collected.observations.join(found.aliases, left_on="post_id", right_on="alias_id", how="semi")

    assert found.posts["n_observations"].sum() == len(collected.observations) - len(older)
    assert found.posts["n_observations"].min() > 1  # type: ignore[operator]


@pytest.mark.parametrize("story", STORIES)
def test_no_dialect_contradicts_another(story: str) -> None:
    """Clean exports of one thread agree, also where an early look has other counts and no note."""
    assert _contradictions(fold(_together(story))) == []


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        (
            "text",
            "Words that nobody wrote, in a copy that somebody changed afterwards.",
            "text_contradiction",
        ),
        ("reply_to_id", "1700000000000000000", "parent_contradiction"),
        ("author_id", "1700000000000000000", "author_contradiction"),
    ],
)
def test_a_changed_copy_among_all_is_found(name: str, value: str, kind: str) -> None:
    """One value changed in one copy is told, at that post, and nothing else is."""
    collected = _together("pigeonchat")
    row = collected.observations.with_row_index().filter(
        pl.col("dialect") == "rumoureval", pl.col("reply_to_id").is_not_null(), ~pl.col("text_truncated")
    )
    number, post_id = row["index"][0], row["post_id"][0]
    changed = collected.observations.with_columns(
        pl.when(pl.int_range(pl.len()) == number).then(pl.lit(value)).otherwise(name).alias(name)
    )
    told = _contradictions(fold(replace(collected, observations=changed)))

    assert [(of, position) for of, position, _ in told] == [(kind, post_id)]
    assert row["source"][0] in told[0][2]


@pytest.mark.parametrize("story", some(STORIES, {"two_messengers"}))
def test_the_order_of_the_files_decides_nothing(story: str) -> None:
    """All dialects read from the last to the first give the same tables."""
    once = fold(_together(story))
    turned = fold(read([_folder(dialect, story) for dialect in reversed(WRITERS)]))

    for name in ("posts", "people", "aliases"):
        assert_frame_equal(getattr(once, name), getattr(turned, name))
