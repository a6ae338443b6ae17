"""Where bytes come from: folders, standard input, containers by their first bytes, and what is refused."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
import zstandard

from tests.collect.inputs import kinds, lines, post_id, v2_page, v2_post, v11_status
from threadscope.collect import read
from threadscope.collect.filenames import is_media
from threadscope.collect.problems import Problems
from threadscope.collect.sources import Limits, find
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
        lzma.compress,
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


def test_a_zip_inside_a_zip_is_opened(tmp_path: Path) -> None:
    """What stands in a zip in a zip is read in place; the name tells the way to it."""
    path = tmp_path / "outer.zip"
    path.write_bytes(_zip({"inner.zip": _zip({"a.json": CONTENT}), "page.json": lines(v2_page(v2_post(5)))}))
    found = read([path])

    assert set(found.observations["post_id"]) == {*IDS, post_id(5)}
    assert f"{path.as_posix()}!inner.zip!a.json" in found.sources["source"].to_list()
    assert kinds(found) == []


def test_zips_four_deep_are_not_opened(tmp_path: Path) -> None:
    """Three containers inside each other are read; a fourth is named."""
    packed = CONTENT
    for name in ("a.json", "d.zip", "c.zip", "b.zip"):
        packed = _zip({name: packed, "page.json": lines(v2_page(v2_post(5)))})
    (tmp_path / "a.zip").write_bytes(packed)
    found = read([tmp_path / "a.zip"])

    assert found.observations["post_id"].unique().to_list() == [post_id(5)]
    assert kinds(found) == ["nested_container"]


def test_bombs_in_zips_in_zips_share_one_budget(tmp_path: Path) -> None:
    """The limit of the outermost zip holds for all that stands in it, however deep."""
    inner = _zip({f"{number}.jsonl": CONTENT + b"\n" * 3_000_000 for number in range(8)})
    (tmp_path / "bombs.zip").write_bytes(_zip({"inner.zip": inner}))
    found = read([tmp_path / "bombs.zip"], limits=Limits(size=5_000_000, ratio=50))

    assert "unpacks_too_far" in kinds(found)
    assert set(found.observations["post_id"]) == set(IDS)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_zips_in_a_zip_are_read_member_by_member(method: int, tmp_path: Path) -> None:
    """Whether a zip was packed again or stored as it is: its members come in any order, each whole."""
    inner = _zip({f"{name}.jsonl": lines(v11_status(ord(name))) for name in "ba"})
    for depth in range(2):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as archive:
            archive.writestr("words before.txt", b"x" * 1000)
            archive.writestr(f"{depth}.zip", inner)
        inner = buffer.getvalue()
    (tmp_path / "outer.zip").write_bytes(inner)
    with ExitStack() as stack:
        problems = Problems()
        sources = list(find([tmp_path / "outer.zip"], stack, problems, Limits()))
        read_backwards = {source.name[-7:]: source.open().read() for source in reversed(sources)}

    assert [source.name.partition("outer.zip")[2] for source in sources] == [
        "",
        "!1.zip",
        "!1.zip!0.zip",
        "!1.zip!0.zip!a.jsonl",
        "!1.zip!0.zip!b.jsonl",
        "!1.zip!words before.txt",
        "!words before.txt",
    ]
    assert read_backwards["a.jsonl"] == lines(v11_status(ord("a")))
    assert read_backwards["b.jsonl"] == lines(v11_status(ord("b")))
    assert problems.frame().is_empty()


def test_zips_in_a_zip_are_not_held_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What zips inside a zip take in memory is counted over all of them, before they are unpacked."""
    path = tmp_path / "outer.zip"
    path.write_bytes(_zip({f"{n}.zip": _zip({f"{n}.json": lines(v11_status(n))}) for n in range(3)}))
    size = zipfile.ZipFile(path).infolist()[0].file_size
    monkeypatch.setattr("threadscope.collect.zips._HELD", size * 5 // 2)
    found = read([path])

    assert found.observations["post_id"].to_list() == [post_id(0), post_id(1)]
    assert kinds(found) == ["nested_container"]
    bomb = _zip({"a.json": CONTENT}) + b"\0" * 30_000_000
    path.write_bytes(_zip({"a.json": CONTENT, "bomb.zip": bomb}))
    found = read([path], limits=Limits(size=5_000_000, ratio=50))

    assert found.observations["post_id"].to_list() == IDS
    assert kinds(found) == ["unpacks_too_far"]


def test_members_that_are_packed_otherwise_are_counted(tmp_path: Path) -> None:
    """Deflate64, which Windows uses for large files, is one problem a zip; the other members are read."""
    packed = bytearray(_zip({"a.json": CONTENT, "b.json": CONTENT, "c.json": CONTENT}))
    at = 0
    for _ in range(2):
        at = packed.index(b"PK\x01\x02", at + 1)
        packed[at + 10] = 9
    (tmp_path / "export.zip").write_bytes(packed)
    found = read([tmp_path / "export.zip"])

    assert found.observations["post_id"].to_list() == IDS
    assert kinds(found) == ["unreadable_file"]
    assert "2 of 3 members are packed in a way" in found.problems["detail"][0]


def test_a_zip_that_breaks_off_says_what_to_try(tmp_path: Path) -> None:
    """Without the list at its end no member is found; the message says how to mend it."""
    (tmp_path / "export.zip").write_bytes(_zip({"a.json": CONTENT * 100})[:-30])
    with pytest.raises(ReadError, match="copy or download it again, or mend it"):
        read([tmp_path / "export.zip"])


def _locked(data: bytes, name: bytes) -> bytes:
    """Mark a member of a zip as encrypted, in its own head and in the directory."""
    packed = bytearray(data)
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = packed.find(head)
        while start >= 0:
            at = packed.find(name, start)
            if 0 <= at <= start + 46:
                packed[start + flags] |= 1
            start = packed.find(head, start + 4)
    return bytes(packed)


def test_an_encrypted_zip_says_what_to_do(tmp_path: Path) -> None:
    """Members that need a password are counted in one problem; the others are read."""
    (tmp_path / "a.zip").write_bytes(
        _locked(_zip({"secret.json": CONTENT, "open.json": CONTENT}), b"secret.json")
    )
    found = read([tmp_path / "a.zip"])

    assert found.observations["post_id"].to_list() == IDS
    assert kinds(found) == ["encrypted"]
    assert "1 of 2 members" in found.problems["detail"][0]
    (tmp_path / "b.zip").write_bytes(_locked(_zip({"secret.json": CONTENT}), b"secret.json"))
    with pytest.raises(ReadError, match="with its password"):
        read([tmp_path / "b.zip"])


@pytest.mark.parametrize(
    ("magic", "words"),
    [
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"Rar!\x1a\x07", "a rar archive"),
        (b"data/tweets.js".ljust(257, b"\0") + b"ustar", "a tar archive"),
        (gzip.compress(b"data/tweets.js".ljust(257, b"\0") + b"ustar\0"), "a tar archive"),
        (gzip.compress(_zip({"a.json": CONTENT})), "a zip inside another container"),
    ],
    ids=["7z", "rar", "tar", "packed tar", "packed zip"],
)
def test_archives_that_are_not_read_in_place_are_named(tmp_path: Path, magic: bytes, words: str) -> None:
    """A rar or 7z says what it is and to unpack it."""
    (tmp_path / "export").write_bytes(magic + b"\0" * 50)
    with pytest.raises(ReadError, match=f"{words}; unpack it"):
        read([tmp_path / "export"])


def test_a_zip_of_a_hundred_thousand_members_is_listed_once(tmp_path: Path) -> None:
    """Members that are no exports are neither opened one by one nor reported one by one."""
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("posts.jsonl", CONTENT)
        for number in range(3_000):
            archive.writestr(f"media/{number}.jpg", b"x")
    found = read([path])

    assert found.observations["post_id"].to_list() == IDS
    assert kinds(found) == ["media_without_post"]
    assert "3,000 media files" in found.problems["detail"][0]


def test_media_are_never_opened(tmp_path: Path) -> None:
    """A picture is matched by its name; what is in it does not matter."""
    (tmp_path / "a.jpg").write_bytes(CONTENT)
    with pytest.raises(ReadError, match="no post that was read"):
        read([tmp_path / "a.jpg"])


@pytest.mark.parametrize("name", ["a.JPEG", "b/c.m3u8", "d.tar.mp4", ".e/f.png", "x.json/g.webp", "zip.heic"])
def test_media_are_known_by_their_names(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On disk and in zips, alone and among others, a medium is a source of its own and never looked into."""
    path = tmp_path / "folder" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(_zip({"a.json": CONTENT}))
    (tmp_path / "a.zip").write_bytes(_zip({name: _zip({"a.json": CONTENT})}))
    hidden = name.startswith(".")

    with ExitStack() as stack:
        monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("a medium was opened"))
        found = [
            source.name
            for origin in (path, path.parent, tmp_path / "a.zip")
            for source in find([origin], stack, Problems(), Limits())
            if source.is_media
        ]

    assert found == [path.as_posix()] * 2 + [f"{tmp_path.as_posix()}/a.zip!{name}"] * (not hidden)


@pytest.mark.parametrize("name", ["mp4", "jpg/a", "a.jpg.json", "a.tsv", ".png"])
def test_other_names_are_no_media(name: str) -> None:
    """A dot and a known ending at the end of a name make a medium, nothing else."""
    assert not is_media(name)
    assert not is_media(f"folder/{name}")
    assert not is_media(f"export.zip!{name}")


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
