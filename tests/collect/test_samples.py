"""Real exports: nothing raises, posts counted by other means agree, and what was measured on them is found."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.covering import some
from tests.real import labelled_collected
from threadscope import schema
from threadscope.collect import Collected, fold, read
from threadscope.errors import ReadError

pytestmark = pytest.mark.shared

#: Folder of samples -> the dialects that its files are taken for.
FOLDERS = {
    "1_apiv2_twarc2": {"api_v2", "twarc_csv"},
    "2_v11": {"api_v11"},
    "2_v11_rumoureval": {"api_v11", "rumoureval"},
    "3_graphql_web": {"graphql"},
    "3_graphql_mobile_snake": {"graphql"},
    "3_zeeschuimer": {"zeeschuimer"},
    "4_account_archive": {"account_archive"},
    "5_apify_tweet_scraper": {"apify"},
    "5_bird_cli": {"bird"},
    "5_fxtwitter_api": {"fxtwitter"},
    "5_oembed": {"oembed"},
    "5_snscrape": {"snscrape"},
    "5_syndication": {"syndication"},
    "5_tweet_harvest": {"tweet_harvest"},
    "5_twitter_web_exporter": {"twitter_web_exporter"},
    "5_twitterapi_io": {"twitterapi_io"},
    "5_twscrape": {"twscrape"},
}
#: Folders whose files are read one by one every day; all are read at once every day.
EVERYDAY = {
    "3_graphql_mobile_snake",
    "4_account_archive",
    "5_fxtwitter_api",
    "5_tweet_harvest",
}
#: Different posts in a file, counted by hand: by ids with the marks of a post around them, in an editor or with grep.
COUNTED = {
    "1_apiv2_twarc2/DocNow_twarc-csv__two_tweets.jsonl": 2,
    "1_apiv2_twarc2/DocNow_twarc-csv__geo_tweets.jsonl": 3,
    "1_apiv2_twarc2/DocNow_twarc-csv__streaming_output_with_error.jsonl": 11,
    "2_v11/bear_python-twitter__get_replies.json": 20,
    "2_v11/sferik_twitter-ruby__retweet.json": 2,
    "2_v11/sferik_twitter-ruby__premium_search.json": 1,
    "3_graphql_web/FxEmbed__TweetDetail__991202_HANDMADE.json": 2,
    "3_graphql_web/FxEmbed__TweetDetail__190*.json": 2,  # a star stands for the rest of a real id
    "3_graphql_web/helmisatria_tweet-harvest__tweet-detail.json": 10,
    "3_graphql_web/vladkens_twscrape__manual_tweet_with_video_2.json": 11,
    "3_graphql_web/vladkens_twscrape__raw_tweet_details.json": 37,
    "5_apify_tweet_scraper/*2025-11-21*.json": 11,
    "5_apify_tweet_scraper/*2025-11-23*.json": 12,
    "5_bird_cli/*.json": 1,
    "5_snscrape/*.jsonl": 1,
    "5_twitterapi_io/*.json": 2,
    "5_twscrape/*from_manual*.jsonl": 12,
    "5_twscrape/*from_raw_search.jsonl": 25,
    "5_twscrape/*from_raw_tweet_details.jsonl": 37,
}
#: The same for files in which no object has both an id and a text under these names.
COUNTED_ALONE = {
    "1_apiv2_twarc2/GENERATED_twarc-csv-0.7.2__from_noflat.csv": 100,
    "3_zeeschuimer/*.ndjson": 12,
    "4_account_archive/data/community-tweet.js": 3,
    "5_fxtwitter_api/*conversation*.json": 2,
    "5_fxtwitter_api/*search*.json": 2,
    "5_fxtwitter_api/*thread*.json": 2,
    "5_oembed/*.json": 1,
    "5_syndication/*_tweet.json": 1,
    "5_tweet_harvest/*.csv": 20,
    "5_twitter_web_exporter/*quote.json": 2,
    "5_twitter_web_exporter/*text_img.json": 1,
}


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, dict):
            yield inner
        waiting += inner.values() if isinstance(inner, dict) else inner if isinstance(inner, list) else []


def _records(path: Path) -> Iterator[Any]:
    try:
        yield json.loads(path.read_text("utf-8"))
    except json.JSONDecodeError:
        for line in path.read_text("utf-8").splitlines():
            try:
                yield json.loads(line)
            except json.JSONDecodeError:
                continue


def _ids(path: Path) -> set[str]:
    """Count posts another way: whatever holds an id and the text of a post, wherever it stands; no advertisements."""
    text = path.read_text("utf-8")
    promoted = set(re.findall(r'"entryId": ?"[^"]*tweet-(\d+)-[0-9a-f]{16}"', text))
    found: set[str] = set()
    for item in (item for record in _records(path) for item in _objects(record)):
        key = item.get("rest_id") or item.get("id_str") or item.get("id")
        legacy = item.get("legacy") if isinstance(item.get("legacy"), dict) else {}
        worded = item.keys() & {"text", "full_text", "rawContent", "content"} or legacy.keys() & {"full_text"}
        if worded and item.keys() & {"legacy", "author_id", "user", "author"}:
            found.add(str(key))
    return found - promoted


def _read(path: Path) -> Collected | None:
    try:
        return read([path])
    except ReadError:
        return None


@pytest.mark.parametrize("folder", some(FOLDERS, EVERYDAY))
def test_every_file_is_read_or_refused_in_words(shared: Path, folder: str) -> None:
    """No file raises anything but a message; every table that comes out is what its schema says."""
    read_at_all = 0
    for path in sorted((shared / "samples" / folder).rglob("*")):
        collected = _read(path) if path.is_file() else None
        if collected is not None:
            read_at_all += 1
            assert set(collected.sources["dialect"].drop_nulls()) <= FOLDERS[folder]
            for name in ("observations", "absences", "cursors", "notes", "sources", "problems"):
                schema.check(getattr(collected, name), name)
            folded = fold(collected)
            assert folded.posts["post_id"].is_unique().all()
            assert folded.posts.join(folded.people, on="author_id", how="anti").is_empty()
    assert read_at_all


def test_a_folder_of_samples_is_read_at_once(shared: Path) -> None:
    """All samples together: what is no export is named, everything else is read."""
    found = read([shared / "samples" / folder for folder in FOLDERS])

    kinds = Counter(found.problems["kind"])
    assert len(found.observations) > 1500
    # Labels of a corpus, parts of an account archive beside its zip, and a page with "…" in place of values.
    assert kinds["unknown_dialect"] <= 5
    assert set(found.sources["dialect"].drop_nulls()) == set().union(*FOLDERS.values())


@pytest.mark.parametrize("name", COUNTED)
def test_posts_counted_by_hand(shared: Path, name: str) -> None:
    """As many different posts as counted by hand, and exactly those found by another way of looking."""
    (path,) = (shared / "samples").glob(name)
    posts = fold(read([path])).posts

    assert len(posts) == COUNTED[name]
    assert set(posts["post_id"]) == _ids(path)


@pytest.mark.parametrize("name", COUNTED_ALONE)
def test_posts_counted_by_hand_where_nothing_else_counts(shared: Path, name: str) -> None:
    """As many different posts as counted by hand."""
    (path,) = (shared / "samples").glob(name)

    assert len(fold(read([path])).posts) == COUNTED_ALONE[name]


@pytest.mark.parametrize(
    "name",
    some(
        [
            "DocNow_twarc-csv__entities_test.jsonl",
            "DocNow_twarc-csv__noflat.jsonl",
            "DocNow_twarc-csv__flat.jsonl",
            "QUT_tidy_tweet__ObservatoryTeam.jsonl",
        ],
        {"DocNow_twarc-csv__flat.jsonl"},
    ),
)
def test_posts_of_large_pages(shared: Path, name: str) -> None:
    """Every id that stands beside a text in a page is a post, and no other."""
    path = shared / "samples" / "1_apiv2_twarc2" / name

    assert set(fold(read([path])).posts["post_id"]) == _ids(path)


def test_replies_counted_by_x_and_archived(shared: Path) -> None:
    """The focal post of the TweetDetail sample was answered 93 times by X's count; 34 answers are in the file."""
    found = read([shared / "samples" / "3_graphql_web" / "vladkens_twscrape__raw_tweet_details.json"])
    posts = fold(found).posts
    focal = posts.filter(pl.col("post_id") == pl.col("conversation_id"))

    assert focal["reply_count"].to_list() == [93]
    assert posts.filter(pl.col("reply_to_id") == focal["post_id"][0]).height == 34
    assert found.cursors["kind"].to_list() == ["next_page"]


def test_notes_and_flags(shared: Path) -> None:
    """Two posts carry a note, 36 of 38 the flag; the flag alone never says that a note was shown."""
    name = "travisbrown_birdsite__TweetResultsByRestIds_errors-authorization-1764497106517.json"
    found = read([shared / "samples" / "3_graphql_web" / name])
    flags = found.notes.filter(pl.col("evidence_kind") == "flag")
    pivots = found.notes.filter(pl.col("evidence_kind") == "pivot")

    assert len(found.observations) == 38
    assert pivots["state"].to_list() == ["shown_at_capture"] * 2
    assert flags.filter(pl.col("state") != "none_reported_at_capture").height == 36
    alone = flags.join(pivots, on="post_id", how="anti")
    assert Counter(alone["state"]) == {"notes_exist_not_shown_to_capturer": 34, "none_reported_at_capture": 2}
    # 218 answers were empty and 47 unavailable; the request was kept and names them.
    assert len(found.absences) == 265


def test_related_and_promoted_posts(shared: Path) -> None:
    """The samples hold related posts and one advertisement; neither passes for a reply."""
    folder = shared / "samples" / "3_graphql_web"
    related = read([folder / "vladkens_twscrape___issue_28_1.json"]).observations
    promoted = read([folder / "vladkens_twscrape__manual_tweet_with_video_2.json"])

    assert Counter(related["place"])["related"] == 1
    assert promoted.problems["kind"].to_list() == ["promoted_left_out"]
    assert Counter(promoted.cursors["kind"]) == {"show_more": 3, "next_page": 1}


def test_a_long_text_is_whole_and_not_resolved_twice(shared: Path) -> None:
    """In the search sample the note text of a post is taken, which is longer than what `full_text` may hold."""
    posts = fold(read([shared / "samples" / "3_graphql_web" / "vladkens_twscrape__raw_search.json"])).posts

    assert posts["text"].str.len_chars().max() > 300
    assert not posts["text"].str.contains("&amp;").any()


def _parents(structure: Any) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    waiting: list[tuple[Any, str | None]] = [(structure, None)]
    while waiting:
        value, above = waiting.pop()
        for key, below in value.items() if isinstance(value, dict) else ():
            found[key] = above
            waiting.append((below, key))
    return found


def test_rumoureval_agrees_with_its_structure(shared: Path) -> None:
    """All 325 threads and 5568 posts of the zip; parents equal structure.json wherever both speak."""
    path = shared / "labelled" / "rumoureval2019_traindev_twitter.zip"
    found = labelled_collected()
    with zipfile.ZipFile(path) as archive:
        structures = {
            name.split("/")[2]: _parents(json.loads(archive.read(name)))
            for name in archive.namelist()
            if name.endswith("/structure.json")
        }
        files = {
            Path(name).stem
            for name in archive.namelist()
            if re.search(r"/(?:replies|source-tweet)/\d+\.json$", name)
        }
    posts = fold(found).posts
    own = dict(posts.select("post_id", "reply_to_id").iter_rows())
    named = {child: parent for structure in structures.values() for child, parent in structure.items()}

    assert len(structures) == found.sources.filter(pl.col("dialect") == "rumoureval").height == 325
    assert len(files) == 5568
    assert files <= set(posts["post_id"])
    assert {child for child in files if named.get(child) != own[child]} == set()
    assert found.problems.filter(pl.col("kind").str.starts_with("structure_d")).is_empty()
    assert set(found.absences["post_id"]) == named.keys() - files
    assert len(named.keys() - files) == 347
