"""What of a conversation stands in the page: everything, or of a very large thread what tells most."""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import Any

import polars as pl
import pytest

from tests.builders import study
from tests.report.quarrel import ANSWER, ASKS, DENIAL, GAP, JOKE, LATE, QUOTE, ROOT, render, tables
from threadscope.report import Thumbnails
from threadscope.report.cards import cards
from threadscope.report.conversation import rows_of
from threadscope.report.embedded import Embedded, embedded
from threadscope.report.formats import clock


def packed(page: str, name: str = "packed") -> dict[str, Any]:
    """Return columns as the browser opens them."""
    found = re.search(rf'<script type="application/octet-stream" id="{name}">([^<]*)</script>', page)
    assert found
    return json.loads(gzip.decompress(base64.b64decode(found[1])))


def part(*specs: str, wanted: set[str], turning: set[str], max_posts: int, **columns: Any) -> Embedded:
    """Return what stands in a page of so many posts."""
    made = study(*specs, **columns)
    rows = rows_of(made.table("posts"), made.table("ghosts"))
    return embedded(rows, wanted, turning, max_posts=max_posts)


_THREAD = ("root", "a1>root", "a2>a1", "a3>a2", "a4>a1", "b1>root", "b2>b1", "c1>root")


def test_a_thread_within_the_budget_is_whole() -> None:
    """As many posts as may be are all there, gaps come on top, and nothing is said."""
    found = part(*_THREAD, wanted=set(), turning=set(), max_posts=8)
    assert (found.rows.height, found.says) == (8, "")
    assert packed(render(max_posts=7))["all"] == [7, 1]
    assert len(packed(render(max_posts=7))["id"]) == 8


def test_branches_with_turning_points_and_what_is_quoted_are_kept_with_the_way_to_them() -> None:
    """A whole branch stays for its turning point, of another only the quoted post and what leads to it."""
    found = part(*_THREAD, wanted={"b2"}, turning={"a3"}, max_posts=7)
    assert found.rows["post_id"].to_list() == ["root", "a1", "a2", "a3", "a4", "b1", "b2"]
    assert found.rows["row"].to_list() == list(range(7)), "numbered anew"
    assert found.says.startswith(
        "7 of 8 posts are in this file: the branches with turning points, every post that"
    )
    assert found.says.endswith("The tables in data/ hold all.")


def test_of_branches_that_are_too_large_the_most_answered_posts_are_kept() -> None:
    """Nobody stands without the post above: who drew more answers goes first, then who is liked more."""
    found = part(*_THREAD, wanted=set(), turning={"a1"}, max_posts=4, like_count={"a4": 9})
    assert found.rows["post_id"].to_list() == ["root", "a1", "a2", "a4"]
    assert "of the branches with turning points the posts that drew most answers" in found.says
    tight = part(*_THREAD, wanted={"a3", "b2"}, turning={"a1"}, max_posts=1)
    assert tight.rows["post_id"].to_list() == ["root", "a1", "a2", "a3", "b1", "b2"], (
        "what is quoted always stays"
    )


def test_the_root_as_a_turning_point_is_no_branch() -> None:
    """The first post of a thread is above every branch: the most answered posts of all are kept."""
    for turning in ({"root"}, set()):
        found = part(*_THREAD, wanted={"c1"}, turning=turning, max_posts=4)
        assert found.rows["post_id"].to_list() == ["root", "a1", "a2", "c1"]
        assert "4 of 8 posts are in this file: the posts that drew most answers, every post" in found.says


def test_a_page_of_part_of_a_thread_says_so_and_counts_the_whole() -> None:
    """The sentence stands at the head of the conversation, and numbers below a post are those of the archive."""
    given = tables(40)
    page = render(given=given, max_posts=20)
    data = packed(page)
    n = len(data["id"]) - len(data["ghost"]["row"])
    assert data["all"] == [47, 1]
    assert f"{n} of 47 posts are in this file: " in page
    assert {ROOT, DENIAL, ANSWER, QUOTE, ASKS, LATE, GAP} <= set(data["id"])
    whole = dict(zip(data["whole"]["row"], data["whole"]["value"], strict=True))
    assert whole[data["id"].index(ROOT)] == [46, 44], "43 answers and the gap on the shelf"
    cited = set(re.findall(r'href="#p(\d+)"', page))
    assert cited <= set(data["id"])
    assert packed(render(given=given))["whole"] == {"row": [], "value": []}
    assert 'class="embedded"' not in render(given=given)
    assert "The tables of the thread hold all." in render(given=given, max_posts=20, saved=False)


@pytest.mark.parametrize(
    ("media", "says"),
    [
        ([], ""),
        ([("photo", "a list")], "photo: a list"),
        ([("photo", None)], "photo without a description"),
        ([("photo", None), ("photo", None)], "2 photos without descriptions"),
        ([("photo", "a list"), ("photo", None)], "2 photos: (1) a list (2) without a description"),
        ([("photo", "a list"), ("gif", "a cat")], "photo, GIF: (1) a list (2) a cat"),
        ([("hologram", None), (None, None)], "2 other media without descriptions"),
    ],
)
def test_a_card_says_kind_number_and_description(media: list[tuple[str, str | None]], says: str) -> None:
    """What a post carries besides words is told with it, however many pieces there are."""
    pieces = [{"kind": kind, "alt": alt, "url": None, "file": None} for kind, alt in media]
    made = study("root", media={"root": pieces})
    rows = rows_of(made.table("posts"), made.table("ghosts"))
    assert cards(rows, ["root"], made.table("people"), clock("UTC"))["root"].media == says


def test_of_a_local_copy_only_the_name_is_in_the_page() -> None:
    """Folders say how somebody's machine is ordered; the name says which file it is."""
    given = tables()
    for file in ("/home/ann/secret project/17_1.jpg", "C:\\secret\\17_1.jpg", "secret.zip!17_1.jpg"):
        media = [[{"kind": "photo", "alt": None, "url": None, "file": file}]] * given["posts"].height
        posts = given["posts"].with_columns(media=pl.Series(media, dtype=given["posts"].schema["media"]))
        data = packed(render(given=given | {"posts": posts}))
        assert data["media"]["value"][0] == [["photo", None, "17_1.jpg"]]
        assert "secret" not in json.dumps(data)


def test_small_pictures_are_in_the_page_once_and_apart_from_the_columns() -> None:
    """However often a post is quoted its picture is packed once; without pictures there is nothing to unpack."""
    picture = "data:image/jpeg;base64,aGVsbG8="
    found = Thumbnails({ANSWER: (picture,), "not in this thread": (picture,)}, ("1 picture is shown small.",))
    page = render(thumbnails=found)
    assert packed(page, "pictures") == {"id": [ANSWER], "jpeg": [["aGVsbG8="]]}
    assert "1 picture is shown small." in page
    assert "aGVsbG8" not in page
    assert 'id="pictures"' not in render(thumbnails=Thumbnails({}, ("0 pictures are shown small.",)))
    assert JOKE in packed(page)["id"]
