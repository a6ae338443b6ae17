"""Where bytes come from: folders, standard input, containers by their first bytes, and what is refused."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from tests.collect.inputs import kinds, lines, post_id, v2_page, v2_post, v11_status
from threadscope.collect import read
from threadscope.collect.sources import Limits
from threadscope.errors import ReadError

CONTENT = lines(v11_status(0), v11_status(1))
IDS = [post_id(0), post_id(1)]


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "pack",
    [
        gzip.compress,
        bz2.compress,
        zstandard.compress,
        lambda data: zstandard.compress(data[:50]) + zstandard.compress(data[50:]),
        lambda data: gzip.compress(data[:50]) + gzip.compress(data[50:]),
        lambda data: gzip.compress(bz2.compress(data)),
        lambda data: _zip({"a.jsonl": data}),
        lambda data: _zip({"deep/folder/a.gz": gzip.compress(data)}),
    ],
)
def test_containers_are_known_by_their_bytes(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """Compression is recognised whatever the file is called."""
    path = tmp_path / "export.txt"
    path.write_bytes(pack(CONTENT))

    assert read([path]).observations["post_id"].to_list() == IDS


def test_folders_are_walked_in_order_and_litter_is_passed_over(tmp_path: Path) -> None:
    """Files are read sorted by name; what operating systems leave behind is no problem."""
    for name, minute in (("b.json", 2), ("a/z.json", 1), ("a/b/c.json", 0)):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(lines(v11_status(minute)))
    for name in ("._b.json", ".DS_Store", "__MACOSX/b.json", "a/.hidden/x.json"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\0litter")
    found = read([tmp_path])

    assert [Path(name).relative_to(tmp_path).as_posix() for name in found.sources["source"]] == [
        "b.json",
        "a/z.json",
        "a/b/c.json",
    ]
    assert kinds(found) == []


def test_sources_say_what_they_are(tmp_path: Path) -> None:
    """A file has its checksum, size, dialect and why; a member of a zip stands after '!'."""
    path = tmp_path / "export.zip"
    path.write_bytes(
        _zip({"a.jsonl": CONTENT, "__MACOSX/._a.jsonl": b"x", "page.json": lines(v2_page(v2_post(5)))})
    )
    sources = read([path]).sources

    assert sources["source"].to_list() == [
        path.as_posix(),
        f"{path.as_posix()}!a.jsonl",
        f"{path.as_posix()}!page.json",
    ]
    assert sources["sha256"].to_list() == [hashlib.sha256(path.read_bytes()).hexdigest(), None, None]
    assert sources["dialect"].to_list() == [None, "api_v11", "api_v2"]
    assert sources["detected_by"].to_list() == [
        "zip with 3 members",
        "id_str with user or text",
        "key __twarc",
    ]
    assert sources["bytes"].to_list()[1] == len(CONTENT)
    assert sources["posts"].to_list() == [0, 2, 1]


def test_names_that_lead_out_of_a_zip_are_refused(tmp_path: Path) -> None:
    """Members called `../x` or `/x` are not read; the others are."""
    path = tmp_path / "export.zip"
    path.write_bytes(
        _zip({"../up.json": CONTENT, "/root.json": CONTENT, "C:\\x.json": CONTENT, "good.json": CONTENT})
    )
    found = read([path])

    assert found.observations["post_id"].to_list() == IDS
    assert kinds(found) == ["unsafe_member"] * 3
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, lambda data: _zip({"a.jsonl": data})])
def test_what_unpacks_too_far_is_stopped_and_what_came_before_is_kept(
    pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    """A bomb is stopped at its limit; posts before that stay."""
    path = tmp_path / "bomb"
    path.write_bytes(pack(CONTENT + b"\n" * 30_000_000))
    found = read([path], limits=Limits(size=5_000_000, ratio=50))

    assert found.observations["post_id"].to_list() == IDS
    assert kinds(found) == ["unpacks_too_far"]


def test_many_small_bombs_make_a_big_one(tmp_path: Path) -> None:
    """The limit holds for all members of a zip together."""
    path = tmp_path / "bombs.zip"
    path.write_bytes(_zip({f"{number}.jsonl": CONTENT + b"\n" * 3_000_000 for number in range(8)}))
    found = read([path], limits=Limits(size=5_000_000, ratio=50))

    assert "unpacks_too_far" in kinds(found)
    assert set(found.observations["post_id"]) == set(IDS)


def test_a_damaged_container_gives_what_came_before(tmp_path: Path) -> None:
    """A gz that ends too early is read up to there, and said."""
    path = tmp_path / "cut.gz"
    path.write_bytes(gzip.compress(CONTENT + os.urandom(200_000).hex().encode())[:-100_000])
    found = read([path])

    assert found.observations["post_id"].to_list() == IDS
    assert "unreadable_file" in kinds(found)


def test_a_zip_that_is_none(tmp_path: Path) -> None:
    """A file that only begins like a zip is said to be damaged."""
    path = tmp_path / "broken.zip"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(ReadError, match="a zip that cannot be opened"):
        read([path])


def test_a_zip_inside_a_zip_is_not_opened(tmp_path: Path) -> None:
    """One container is read in place; one inside it is named."""
    path = tmp_path / "outer.zip"
    path.write_bytes(_zip({"inner.zip": _zip({"a.json": CONTENT}), "b.json": CONTENT}))
    found = read([path])

    assert found.observations["post_id"].to_list() == IDS
    assert kinds(found) == ["nested_container"]


def test_missing_paths(tmp_path: Path) -> None:
    """A missing path is a problem beside others, and an error when it is all there is."""
    path = tmp_path / "a.json"
    path.write_bytes(CONTENT)
    found = read([tmp_path / "gone.json", path])

    assert found.observations["post_id"].to_list() == IDS
    assert kinds(found) == ["missing_path"]
    with pytest.raises(ReadError, match="there is no such file or folder"):
        read([tmp_path / "gone.json"])


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    """A folder without files says so."""
    with pytest.raises(ReadError, match="no files there"):
        read([tmp_path])


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    """A file without permission is named; the others are read."""
    locked, path = tmp_path / "locked.json", tmp_path / "open.json"
    for each in (locked, path):
        each.write_bytes(CONTENT)
    locked.chmod(0)

    assert kinds(read([tmp_path])) == ["unreadable_file"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lambda data: _zip({"a.jsonl": data})])
def test_standard_input(pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads standard input, packed or not."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(pack(CONTENT))))

    assert read("-").observations["post_id"].to_list() == IDS


def test_one_path_need_not_be_a_list(tmp_path: Path) -> None:
    """A path alone is read like a list of one."""
    path = tmp_path / "a.json"
    path.write_bytes(CONTENT)

    assert read(path).observations.equals(read([str(path)]).observations)
