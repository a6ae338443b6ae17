"""The page that leads to several reports: what is known of each, and links that cannot leave the folder."""

from __future__ import annotations

import html
import re

import polars as pl

from tests.builders import START
from tests.report.quarrel import HOSTILE
from threadscope import report
from threadscope.settings import Settings

ROWS = pl.DataFrame(
    {
        "thread_id": ["1794000000000000001", "1794000000000000002"],
        "folder": ["1794000000000000001", "javascript:x ?#"],
        "headline": ["@owl: “PigeonChat exports user data”. @cath: “This is not correct”", None],
        "handle": ["owl", None],
        "started_at": [START, None],
        "n_posts": [1200, 1],
        "n_people": [50, 1],
        "coverage": [0.304, None],
        "note": ["A Community Note was shown on @owl’s post.", None],
    }
)


def words(markup: str) -> str:
    """Return what can be read, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def entries(page: str) -> list[str]:
    """Return the markup of each report in the list."""
    return re.findall(r"<article.*?</article>", page, re.DOTALL)


def test_each_report_says_who_what_how_much_and_what_is_missing() -> None:
    """Headline, person, time in the zone, numbers and note are those of the row; null reads as not known."""
    page = report.index_page(ROWS, settings=Settings(tz="Asia/Tokyo"), command="threadscope report x -o y")
    first, second = (words(entry) for entry in entries(page))
    assert "@owl : “PigeonChat exports user data”." in first
    assert "Fri 24 May 2024, 21:00" in first
    for said in (
        "posts 1,200",
        "people 50",
        "of the replies that X counts are archived 30%",
        "A Community Note was shown on @owl",
    ):
        assert said in first, said
    assert "of which nothing can be said" in second
    assert "time not known" in second
    assert second.count("not known") == 3
    assert "2 threads, 1,201 archived posts" in words(page)
    assert "threadscope report x -o y" in words(page)


def test_links_stay_in_the_folder_and_nothing_is_loaded() -> None:
    """A folder's name is a path below the page whatever it holds; no script, no request."""
    page = report.index_page(ROWS, settings=Settings())
    assert re.findall(r'href="([^"]*)"', page) == [
        "./1794000000000000001/index.html",
        "./javascript%3Ax%20%3F%23/index.html",
    ]
    assert "<script" not in page
    assert "default-src 'none'" in html.unescape(page)
    assert page == report.index_page(ROWS, settings=Settings())


def test_hostile_texts_stay_texts() -> None:
    """Whatever headline, handle, id, folder or note hold never becomes markup."""
    texts = ("thread_id", "folder", "headline", "handle", "note")
    page = report.index_page(
        ROWS.with_columns(pl.lit(HOSTILE).alias(name) for name in texts), settings=Settings(), command=HOSTILE
    )
    assert not re.search(r"<(img|script|iframe|svg)", page)
    assert all(link.startswith("./") for link in re.findall(r'href="([^"]*)"', page))
    assert len(entries(page)) == 2


def test_no_report_is_said_to_be_none() -> None:
    """An empty list makes a page that says so."""
    assert "No thread was reported." in report.index_page(ROWS.clear(), settings=Settings())
