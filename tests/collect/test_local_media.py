"""Pictures and videos beside an export become the local files of their posts; ids that were rounded are named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.collect.inputs import collect, kinds, lines, post_id, v11_status
from threadscope.collect import Collected, fold, read
from threadscope.collect.addresses import mended


def _with_media(minutes: float, *addresses: str) -> dict[str, Any]:
    media = [{"type": "photo", "media_url_https": address} for address in addresses]
    return v11_status(minutes, extended_entities={"media": media})


def _beside(folder: Path, *posts: dict[str, Any], files: tuple[str, ...]) -> Collected:
    (folder / "posts.jsonl").write_bytes(lines(*posts))
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\xff\xd8not opened")
    return read(folder)


def _files(found: Collected, folder: Path) -> list[str | None]:
    media = fold(found).posts["media"][0].to_list()
    return [item["file"] and Path(item["file"]).relative_to(folder).as_posix() for item in media]


def test_files_are_matched_by_the_name_in_the_address(tmp_path: Path) -> None:
    """Of three pictures two are there: each goes to the item whose address ends in its name."""
    addresses = [f"https://pbs.example/media/Fabcdefgh{n}.jpg" for n in range(3)]
    names = tuple(f"tweets_media/{post_id(0)}-Fabcdefgh{n}.jpg" for n in (2, 0))
    found = _beside(tmp_path, _with_media(0, *addresses), files=names)

    assert _files(found, tmp_path) == [names[1], None, names[0]]
    assert kinds(found) == []


def test_files_without_such_names_are_taken_in_order(tmp_path: Path) -> None:
    """`<id>_1.jpg` is the first picture, `<id>_2.jpg` the second."""
    names = (f"media/{post_id(0)}_1.jpg", f"media/{post_id(0)}_2.jpg")
    found = _beside(tmp_path, _with_media(0, "https://p.example/x", "https://p.example/y"), files=names)

    assert _files(found, tmp_path) == list(names)


def test_a_post_without_known_media_gets_an_item_for_each_file(tmp_path: Path) -> None:
    """The export does not mention the video; it lies there all the same."""
    found = _beside(tmp_path, v11_status(0), files=(f"cath_{post_id(0)}_video_1.MP4",))
    (item,) = fold(found).posts["media"][0].to_list()

    assert (item["kind"], Path(item["file"]).name) == ("video", f"cath_{post_id(0)}_video_1.MP4")


def test_files_of_no_post_are_counted_by_folder(tmp_path: Path) -> None:
    """Files that belong to nothing are one problem a folder, and are not opened."""
    found = _beside(tmp_path, v11_status(0), files=("a/holiday.jpg", "a/77.png", "b/cat.mp4"))

    assert kinds(found) == ["media_without_post", "media_without_post"]
    assert "2 media files are of no post" in found.problems["detail"][0]


def test_ids_that_a_spreadsheet_rounded_are_named() -> None:
    """All ids end in 0000: the column is named with one of them, and the posts are kept."""
    posts = [v11_status(n) for n in range(4)]
    for post in posts:
        post["id_str"] = post["id_str"][:15] + "0000"
        post["id"] = int(post["id_str"])
    found = collect(lines(*posts))

    assert kinds(found) == ["ids_rounded"]
    assert found.problems["position"].to_list() == ["post_id"]
    assert posts[0]["id_str"] in found.problems["detail"][0]
    assert found.observations.height == 4


def test_one_round_id_is_chance() -> None:
    """One id in a hundred ends in 00."""
    posts = [v11_status(n) for n in range(4)]
    posts[0]["id_str"] = posts[0]["id_str"][:17] + "00"

    assert kinds(collect(json.dumps(posts).encode())) == []


def test_an_address_mends_an_id_that_lost_digits() -> None:
    """The address wins over a rounded id, never over another whole one."""
    exact, said = "1976075103176884627", []
    address = f"https://x.com/undefined/status/{exact}"

    assert mended("1.97608E+18", address, said.append) == exact
    assert mended("1976075103176880000", address, said.append) == exact
    assert mended(None, address, said.append) == exact
    assert mended("1976075103176884999", address, said.append) == "1976075103176884999"
    assert len(said) == 2
