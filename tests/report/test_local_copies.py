"""Local copies inside zips: read in place, and what a hostile zip says is refused and counted."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from pathlib import Path

import pytest

import threadscope as ts
from tests.report.test_thumbnails import image, posts
from threadscope import schema
from threadscope.report import local_copies, thumbnails
from threadscope.report.local_copies import LocalCopies, Refused

_ARCHIVES = Path(__file__).parents[2] / "fixtures" / "dialects" / "account_archive"
_NOBODY = schema.empty("findings")


def zipped(method: int = zipfile.ZIP_DEFLATED, **members: bytes) -> bytes:
    """Return a zip with members, ``__`` in a name for what no keyword may hold: a slash."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as box:
        for name, data in members.items():
            box.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def why(name: str) -> str:
    """Return why a copy is refused."""
    with LocalCopies() as read, pytest.raises(Refused) as fault:
        read(name)
    return fault.value.why


def test_the_pictures_of_an_account_archive_are_shown_from_its_zip(tmp_path: Path) -> None:
    """X's own zip, as it was downloaded: the copies in it become pictures of their posts, and nothing is unpacked."""
    box = tmp_path / "twitter.zip"
    box.write_bytes(min(_ARCHIVES.rglob("*.zip")).read_bytes())
    post_id = ts.read(box).posts["post_id"][0]
    with zipfile.ZipFile(box, "a") as archive:
        archive.writestr(f"data/tweets_media/{post_id}-G1aBcDeFgH.png", image(kind="PNG"))
    found = thumbnails(ts.read(box).posts, _NOBODY)
    assert any(found.pictures[post_id])
    assert found.notes[0] == "1 picture is shown small, from local copies."
    assert [path.name for path in tmp_path.iterdir()] == ["twitter.zip"]


def test_members_are_found_by_name_however_deep_and_whatever_marks_names_hold(tmp_path: Path) -> None:
    """Zips in zips go on, and a mark in the name of a folder or a member parts nothing."""
    folder = tmp_path / "wow!"
    folder.mkdir()
    inner = zipped(**{"m__1.jpg": b"inner", "odd!name.jpg": b"odd"})
    (folder / "a.zip").write_bytes(zipped(**{"1.jpg": b"outer", "b.zip": inner}))
    (folder / "2.jpg").write_bytes(b"plain")
    with LocalCopies() as read:
        said = [read(f"{folder}/{name}") for name in ("a.zip!1.jpg", "a.zip!b.zip!m/1.jpg", "a.zip!b.zip!odd!name.jpg", "2.jpg")]  # fmt: skip
        assert said == [b"outer", b"inner", b"odd", b"plain"]
        for name in ("a.zip!3.jpg", "a.zip!b.zip!3.jpg", "c.zip!1.jpg"):
            with pytest.raises(FileNotFoundError):
                read(f"{folder}/{name}")


def test_a_zip_is_opened_once_for_all_its_pictures_and_closed_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred thousand members are listed once, and of many zips never too many are open."""
    for number in range(4):
        (tmp_path / f"{number}.zip").write_bytes(zipped(**{"1.jpg": b"a", "2.jpg": b"b"}))
    opened: list[zipfile.ZipFile] = []
    whole = zipfile.ZipFile

    def count(*given: object) -> zipfile.ZipFile:
        opened.append(whole(*given))
        return opened[-1]

    monkeypatch.setattr(zipfile, "ZipFile", count)
    monkeypatch.setattr(local_copies, "_MOST_OPEN", 2)
    with LocalCopies() as read:
        for number in range(4):
            assert read(f"{tmp_path}/{number}.zip!1.jpg") + read(f"{tmp_path}/{number}.zip!2.jpg") == b"ab"
        assert sum(box.fp is not None for box in opened) <= 2
    assert len(opened) == 4
    assert all(box.fp is None for box in opened)


def test_a_name_that_leads_out_or_stands_twice_is_refused(tmp_path: Path) -> None:
    """No name becomes a path, and of two members of one name nobody knows which was meant."""
    (tmp_path / "secret.jpg").write_bytes(image())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as box, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in ("../secret.jpg", "/etc/1.jpg", "C:/1.jpg", "a\\..\\1.jpg", "twice.jpg", "twice.jpg"):
            box.writestr(name, image())
    (tmp_path / "a.zip").write_bytes(stream.getvalue())
    named = [f"{tmp_path}/a.zip!{name}" for name in ("../secret.jpg", "/etc/1.jpg", "C:/1.jpg", "a\\..\\1.jpg", "twice.jpg")]  # fmt: skip
    assert [why(name) for name in named] == ["unsafe"] * 4 + ["double"]
    assert thumbnails(posts(root=named), _NOBODY).notes == (
        "0 pictures are shown small, from local copies.",
        "1 has a name that its zip holds more than once, so which is meant is not known.",
        "4 have names that lead out of their zip.",
    )


def test_links_are_not_followed_inside_and_outside_a_zip(tmp_path: Path) -> None:
    """A link in a zip, a zip behind a link and a link to a picture are told, and none is read."""
    link = zipfile.ZipInfo("1.jpg")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as box:
        box.writestr(link, "/etc/passwd")
        box.writestr("2.jpg", image())
    (tmp_path / "b.zip").symlink_to(tmp_path / "a.zip")
    (tmp_path / "3.jpg").symlink_to(tmp_path / "a.zip")
    named = [f"{tmp_path}/{name}" for name in ("a.zip!1.jpg", "b.zip!2.jpg", "3.jpg")]
    assert [why(name) for name in named] == ["link"] * 3
    assert thumbnails(posts(root=named), _NOBODY).notes[1] == (
        "3 are links, or in a zip behind one: links are not followed."
    )


def test_bombs_and_what_is_locked_or_packed_in_a_rare_way_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A member that unpacks too far, zips in zips beyond what memory may hold or too deep, lzma, encryption."""
    monkeypatch.setattr(local_copies, "_MOST_HELD", 1 << 16)
    deep = zipped(**{"1.jpg": b""})
    for _ in range(3):
        deep = zipped(**{"z.zip": deep})
    locked = bytearray(zipped(zipfile.ZIP_STORED, **{"1.jpg": b"x"}))
    for at in (locked.index(b"PK\x03\x04") + 6, locked.index(b"PK\x01\x02") + 8):
        locked[at] |= 1
    boxes = {
        "bomb": zipped(**{"1.jpg": b"\0" * (local_copies.MOST_FILE_BYTES + 1)}),
        "big": zipped(**{"z.zip": b"\0" * (1 << 17)}),
        "deep": deep,
        "lzma": zipped(zipfile.ZIP_LZMA, **{"1.jpg": image()}),
        "locked": bytes(locked),
    }
    for name, data in boxes.items():
        (tmp_path / name).write_bytes(data)
    told = [why(f"{tmp_path}/{name}") for name in ("bomb!1.jpg", "big!z.zip!1.jpg", "deep!z.zip!z.zip!z.zip!1.jpg", "lzma!1.jpg", "locked!1.jpg")]  # fmt: skip
    assert told == ["too large", "packed", "packed", "packed", "packed"]


def test_a_size_that_a_zip_states_too_small_unpacks_no_further(tmp_path: Path) -> None:
    """The head of a member may lie about its size: what is unpacked ends there, and the picture cannot be read."""
    lying = bytearray(zipped(**{"1.jpg": b"\0" * (1 << 20)}))
    head = lying.index(b"PK\x01\x02")
    lying[head + 24 : head + 28] = (100).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(lying)
    (tmp_path / "cut.zip").write_bytes(zipped(**{"1.jpg": image()})[:-30])
    named = [f"{tmp_path}/a.zip!1.jpg", f"{tmp_path}/cut.zip!1.jpg", "-!1.jpg"]
    assert thumbnails(posts(root=named), _NOBODY).notes[1:] == (
        "1 came through a pipe, which is read once: give the file instead.",
        "2 cannot be read as pictures.",
    )
