"""The fixtures on disk, the story they tell, and the rates of the generator."""

from __future__ import annotations

import doctest
import functools
import re
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from fixtures import generate, make, model
from fixtures.generate import posts_frame, thread, write_graphql, write_v2
from fixtures.model import Capture
from fixtures.story import cast, quarrel, spat
from fixtures.vocabulary import LABELS
from fixtures.writers import words
from threadscope.collect import fold, read
from threadscope.collect.fold import POSTS
from threadscope.snowflake import time_of

STORIES = pytest.mark.parametrize("story", [quarrel(), spat()], ids=lambda story: story.name)
SHAPES = pytest.mark.parametrize("shape", ["broadcast", "duel"])


#: The files of all fixtures; nobody changes what it returns.
_made = functools.cache(make.fixtures)


# ---- on disk


def test_the_files_are_what_make_writes() -> None:
    """Nobody edits fixtures by hand: each file is there, as made, and no other."""
    assert make.differences(_made()) == []


def test_making_twice_gives_the_same_bytes() -> None:
    """No clock and no unseeded draw goes into a fixture."""
    assert make.fixtures() == _made()


def test_the_fixtures_stay_small() -> None:
    """All committed captures together are below 3 MB."""
    assert sum(map(len, _made().values())) < 3_000_000


def test_check_names_a_changed_a_missing_and_a_foreign_file() -> None:
    """`make.py --check` tells what is wrong, not only that something is."""
    wanted = _made()
    names = sorted(name for name in wanted if name.startswith("two_messengers/"))
    changed = wanted | {names[0]: b"{}", "pigeonchat/new.json": b"{}"}
    del changed[names[1]]
    assert make.differences(changed) == [
        "missing: pigeonchat/new.json",
        f"not made here: {names[1]}",
        f"differs: {names[0]}",
    ]


@pytest.mark.parametrize("module", [model, generate, words], ids=lambda module: module.__name__)
def test_examples_in_docstrings_hold(module: ModuleType) -> None:
    """The doctests of the fixtures are run too."""
    assert doctest.testmod(module).failed == 0


# ---- the story


def test_the_quarrel_is_three_conversations_joined_by_quotes() -> None:
    """About 120 posts; the second conversation quotes into the first, the third into the second."""
    story = quarrel()
    joined = [p for p in story.posts if p.conversation_id in _conversations_of_several(story)]
    home = {p.post_id: p.conversation_id for p in story.posts}
    roots = [p for p in joined if p.post_id == p.conversation_id]
    assert 110 <= len(joined) <= 135
    assert len(roots) == 3
    assert [home.get(p.quoted_id or "") for p in roots] == [None, roots[0].post_id, roots[1].post_id]


def _conversations_of_several(story: Capture) -> set[str]:
    found = [p.conversation_id for p in story.posts]
    return {root for root in found if found.count(root) > 1}


@STORIES
def test_a_note_is_written_about_seven_hours_after_the_post(story: Capture) -> None:
    """Each story has one shown note, on the post of the account with most followers."""
    (noted,) = [p for p in story.posts if p.note]
    written = time_of(noted.note.note_id) if noted.note else None
    assert written is not None
    assert timedelta(hours=6) < written - noted.at < timedelta(hours=8)
    assert noted.author.followers == max(p.author.followers for p in story.posts)


@STORIES
def test_ids_hold_the_times(story: Capture) -> None:
    """Every id is a snowflake of its post's time, and no id comes twice."""
    assert all(time_of(p.post_id) == p.at for p in (*story.posts, *story.gone))
    ids = [p.post_id for p in (*story.posts, *story.gone)]
    assert len(set(ids)) == len(ids)


@STORIES
def test_x_counts_at_least_the_archived_answers(story: Capture) -> None:
    """Counts at capture are never smaller than what the capture itself shows."""
    newest = {old: p.post_id for p in story.posts for old in p.edit_ids}
    answered = [newest.get(p.reply_to_id, p.reply_to_id) for p in story.posts if p.reply_to_id]
    quoted = [p.quoted_id for p in story.posts if p.quoted_id]
    for post in story.posts:
        assert post.counts.replies >= answered.count(post.post_id)
        assert post.counts.quotes >= quoted.count(post.post_id)


@STORIES
def test_answers_come_after_what_they_answer(story: Capture) -> None:
    """No post answers or quotes the future."""
    at = {p.post_id: p.at for p in (*story.posts, *story.gone)}
    for post in story.posts:
        for target in (post.reply_to_id, post.quoted_id, post.repost_of_id):
            assert target not in at or at[target] < post.at


def test_the_quarrel_holds_what_tests_need() -> None:
    """Other scripts, hostile texts and names, an edit with an answer to the old version, holes of each kind."""
    story = quarrel()
    texts = "\n".join(p.text for p in story.posts)
    names = "\n".join(p.author.name for p in story.posts)
    for wanted in (
        "出",
        "ا",
        "ה",
        "क",
        "🍿",
        "<script>",
        '" onload="',
        "</script>",
        "=HYPERLINK(",
        "$x$",
        "\u202e",
    ):
        assert wanted in texts
    assert max(map(len, texts.split())) > 80
    assert "\0" not in texts
    assert '<b onmouseover="' in names
    assert {g.reason for g in story.gone} == {"deleted", "suspended", "missing"}
    old = {p.edit_ids[0] for p in story.posts if p.edit_ids}
    assert [p for p in story.posts if p.reply_to_id in old]
    for mark in ("promoted", "is_long", "repost_of_id", "seen_before"):
        assert any(getattr(p, mark) for p in story.posts)
    assert {m.kind for p in story.posts for m in p.media} == {"photo", "video"}
    assert [p for p in story.posts if p.has_notes and not p.note]


def test_people_meet_in_both_stories() -> None:
    """Some took part in the spat of two weeks before."""
    both = {p.author.handle for p in quarrel().posts} & {p.author.handle for p in spat().posts}
    assert len(both) >= 8


@STORIES
def test_everybody_is_of_the_cast(story: Capture) -> None:
    """Authors and people mentioned are invented ones, and addresses lead to no real site."""
    for post in story.posts:
        assert post.author.handle in cast()
        assert {span.value for span in words.mentions(post.text)} <= cast().keys()
        hosts = {url.split("/")[2] for _, url in post.links}
        assert all(host.endswith(".example") for host in hosts)


@pytest.mark.shared
def test_nobody_of_the_real_samples_is_in_the_cast(shared: Path) -> None:
    """No handle of the real samples occurs among ours."""
    field = re.compile(rb'"(?:screen_name|username|userName)"\s*:\s*"(\w+)"')
    real = {m.decode().lower() for path in shared.rglob("*.json*") for m in field.findall(path.read_bytes())}
    assert len(real) > 1000
    assert not real & {handle.lower() for handle in cast()}


# ---- the generator


@SHAPES
def test_the_frame_is_the_fold_s(shape: str) -> None:
    """Columns and dtypes are those that the fold gives, ids are unique and hold the times."""
    posts = posts_frame(500, seed=1, shape=shape)
    assert posts.schema == POSTS
    assert posts["post_id"].n_unique() == 500
    assert posts["created_at"].is_sorted()
    assert all(time_of(i) == at for i, at in posts.select("post_id", "created_at").iter_rows())


@SHAPES
def test_a_seed_decides_everything(shape: str) -> None:
    """Same seed, same thread; another seed, another thread."""
    assert_frame_equal(posts_frame(300, seed=5, shape=shape), posts_frame(300, seed=5, shape=shape))
    assert not posts_frame(300, seed=5, shape=shape)["text"].equals(
        posts_frame(300, seed=6, shape=shape)["text"]
    )


@pytest.mark.parametrize("n_posts", [1, 2, 8, 40, 150])
@SHAPES
def test_small_threads_have_one_root_and_answers_that_come_later(n_posts: int, shape: str) -> None:
    """Any size works: one post answers nobody, each other one answers or quotes a post before it."""
    posts = posts_frame(n_posts, seed=2, shape=shape)
    target = pl.coalesce("reply_to_id", "quoted_id").cast(pl.Int64)
    after = posts.select(
        target.is_null().sum().alias("roots"),
        (target < pl.col("post_id").cast(pl.Int64)).all().alias("later"),
    )
    assert after.row(0) == (1, True)


def test_labels_come_at_the_rates_of_labelled_threads() -> None:
    """Support 13, deny 8, ask 9, comment 70 % of replies (design notes, 1); deep replies take sides half as often."""
    generated = thread(20_000, seed=3)
    shares = dict(zip(LABELS, np.bincount(generated.labels, minlength=4) / 20_000, strict=True))
    assert 0.10 < shares["support"] < 0.15
    assert 0.05 < shares["deny"] < 0.09
    assert 0.07 < shares["query"] < 0.11
    assert 0.66 < shares["comment"] < 0.76


def test_a_broadcast_has_the_measured_habits() -> None:
    """Most people write once, most replies get no like, 9 % carry media, few quote, about 1 % answer a missing post."""
    posts = posts_frame(20_000, seed=4)
    per_person = posts.group_by("author_id").len()["len"]
    likes = posts["like_count"]
    replies = posts.filter(pl.col("reply_to_id").is_not_null())
    missing = (
        replies.join(posts, left_on="reply_to_id", right_on="post_id", how="anti").height / replies.height
    )
    assert 0.84 < (per_person == 1).mean() < 0.93
    assert (likes.quantile(0.5), likes.quantile(0.9)) == (0, 1)
    assert 0.08 < (posts["media"].list.len() > 0).mean() < 0.10
    assert 0.02 < posts["quoted_id"].count() / 20_000 < 0.06
    assert 0.005 < missing < 0.02
    assert 0.06 < (posts["lang"] != "en").mean() < 0.12


def test_answers_are_heavy_tailed() -> None:
    """A few key posts draw three quarters of all answers, nearly all posts draw none."""
    posts = posts_frame(20_000, seed=4)
    drawn = posts.group_by("reply_to_id").len().drop_nulls()["len"].sort(descending=True)
    assert drawn[:8].sum() / drawn.sum() > 0.70
    assert drawn.len() / 20_000 < 0.25


def test_a_duel_is_few_people_and_deep() -> None:
    """Four people write most of it, and the same two answer each other many levels down."""
    posts = posts_frame(93, seed=4, shape="duel")
    per_person = posts.group_by("author_id").len()["len"].sort(descending=True)
    assert per_person.len() <= 25
    assert per_person[:4].sum() / 93 > 0.6
    parent = dict(posts.select("post_id", "reply_to_id").iter_rows())
    assert max(_depth(post_id, parent) for post_id in parent) >= 8


def _depth(post_id: str, parent: dict[str, str | None]) -> int:
    depth = 0
    while (above := parent.get(post_id)) is not None:
        post_id, depth = above, depth + 1
    return depth


def test_texts_seldom_repeat() -> None:
    """Nine of ten texts of a thousand are different."""
    assert posts_frame(1_000, seed=4)["text"].n_unique() > 900


@SHAPES
def test_a_written_thread_reads_as_generated(tmp_path: Path, shape: str) -> None:
    """What write_v2 writes is what posts_frame gives, but for the app, which API v2 no longer tells."""
    wanted = posts_frame(250, seed=9, shape=shape)
    found = fold(read([write_v2(tmp_path / "thread.jsonl", 250, seed=9, shape=shape)])).posts
    beside = ["source_app", "n_observations", "captured_at"]
    assert_frame_equal(found.drop(beside), wanted.drop(beside), check_row_order=False)


def test_a_thread_written_as_graphql_has_the_same_posts(tmp_path: Path) -> None:
    """Every generated post stands on one of the pages."""
    folder = write_graphql(tmp_path / "pages", 120, seed=9)
    found = fold(read([folder])).posts
    assert set(found["post_id"]) == set(posts_frame(120, seed=9)["post_id"])
