"""Archives and threads as a notebook sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

import threadscope as ts
from tests import founding
from tests.command import post, write

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


@pytest.fixture(scope="module")
def both() -> ts.Archive:
    """Both invented quarrels in one archive."""
    return founding.both()


def test_a_thread_holds_its_own_rows_and_no_others(both: ts.Archive):
    """Two threads share no post, ghost, source or observation, and together hold those of the archive."""
    first, second = (both.thread(thread_id) for thread_id in both.threads["thread_id"])

    for name in ("posts", "ghosts", "observations", "sources", "notes", "threads"):
        one, other = first.table(name), second.table(name)
        assert one.join(other, on=one.columns[0], how="semi").height == 0, name
    assert (
        first.posts.height + second.posts.height
        == both.posts.filter(~both.posts["thread_id"].is_null()).height
    )


def test_a_thread_is_found_by_any_of_its_posts(both: ts.Archive):
    """Id, address, a ghost's id and the id of an older version lead to the same thread."""
    thread = both.thread(both.threads["thread_id"][0])
    alias = both.study().table("aliases")["alias_id"][0]

    for which in (
        thread.posts["post_id"][-1],
        f"https://x.com/i/status/{thread.posts['post_id'][5]}?s=20",
        f"https://twitter.com/somebody/status/{thread.posts['post_id'][7]}/photo/1",
        thread.ghosts["post_id"][0],
        alias,
    ):
        assert both.thread(which).thread_id == thread.thread_id


def test_several_threads_are_listed_and_a_missing_one_is_said(both: ts.Archive):
    """Without a choice the error lists the threads; an unknown id is named."""
    with pytest.raises(ts.SeveralThreads, match="2 threads"):
        both.thread()
    with pytest.raises(ts.ThreadscopeError, match="'99'"):
        both.thread("99")


def test_quotes_join_threads_or_not(both: ts.Archive):
    """Followed, the quotes make one quarrel of three conversations; not followed, the first stands alone."""
    root = both.threads["thread_id"][0]
    joined, alone = both.thread(root), both.thread(root, quotes=False)

    assert joined.table("threads")["n_conversations"][0] == 3
    assert alone.table("threads")["n_conversations"][0] == 1
    assert set(alone.posts["post_id"]) < set(joined.posts["post_id"])
    assert "quote" not in set(alone.posts["parent_kind"].drop_nulls())


def test_using_changes_a_copy_and_says_what_cannot_be_changed(both: ts.Archive):
    """A claim moves the stances of the copy only; quotes and a claim from elsewhere are refused in words."""
    thread = both.thread(both.threads["thread_id"][0])
    claim = thread.findings.filter(kind="goes_big")["evidence"][0][0]

    moved = thread.using(claim=claim)

    assert moved.table("stance").filter(rule="is_the_claim")["post_id"].to_list() == [claim]
    assert thread.table("stance").filter(rule="is_the_claim")["post_id"].to_list() == [thread.thread_id]
    with pytest.raises(ts.ThreadscopeError, match=r"archive\.thread"):
        thread.using(quotes=False)
    with pytest.raises(ts.ThreadscopeError, match="no archived post"):
        thread.using(claim="1")


def test_a_notebook_shows_hostile_text_as_text(tmp_path: Path):
    """Neither archive nor thread lets a post become markup."""
    evil = "<img src=x onerror=alert(1)>"
    posts = [post(0, evil), *(post(n, evil, answers=0) for n in range(1, 30))]
    archive = ts.read(write(tmp_path / "in.jsonl", *posts))

    for shown in (archive._repr_html_(), archive.thread()._repr_html_()):
        assert evil not in shown
        assert "&lt;img" in shown
    assert archive.thread().chart("tree")._repr_png_().startswith(b"\x89PNG")


def test_a_saved_archive_reads_back_the_same(both: ts.Archive, tmp_path: Path):
    """The store gives equal posts, ghosts, notes and problems."""
    again = ts.read(both.save(tmp_path / "case"))

    for name in ("posts", "ghosts", "notes", "people", "links", "threads", "problems", "observations"):
        assert getattr(again, name).equals(getattr(both, name)), name
