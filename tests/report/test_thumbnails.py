"""Small pictures of local copies: whose come first, what is dropped from them, and what is never opened."""

from __future__ import annotations

import base64
import io
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from PIL import Image, ImageOps

from tests.builders import posts as posts_of
from threadscope import schema, tree
from threadscope.report import Thumbnails, thumbnails
from threadscope.report.local_copies import MOST_FILE_BYTES, from_disk

_NOBODY = schema.empty("findings")


def image(size: tuple[int, int] = (600, 300), kind: str = "JPEG", **options: object) -> bytes:
    """Return the bytes of a picture: red on the left, blue on the right."""
    made = Image.new("RGB", size, "blue")
    made.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    stream = io.BytesIO()
    made.save(stream, kind, **options)
    return stream.getvalue()


def posts(**files: list[str | None]) -> pl.DataFrame:
    """Return a root and answers to it, each with a photo for each name of a file, or for None."""
    media = {
        name: [{"kind": "photo", "alt": None, "url": None, "file": file} for file in named]
        for name, named in files.items()
    }
    folded = posts_of("root", *(f"{name}>root" for name in files if name != "root"), media=media)
    return tree.build(folded, schema.empty("absences"), schema.empty("aliases"), quotes=True).posts


def shown(found: Thumbnails, name: str, place: int = 0) -> Image.Image:
    """Open a small picture as a browser does."""
    start, _, code = found.pictures[name][place].partition(",")
    assert start == "data:image/jpeg;base64"
    return Image.open(io.BytesIO(base64.b64decode(code, validate=True)))


def reader(**files: bytes) -> Callable[[str], bytes]:
    """Read from memory; what is not there is not found."""

    def read(file: str) -> bytes:
        if file not in files:
            raise FileNotFoundError(file)
        return files[file]

    return read


def test_a_local_copy_is_shown_small_and_each_piece_keeps_its_place() -> None:
    """The longer side is 240 pixels, a smaller picture stays as it is, a piece without a copy has no address."""
    given = posts(root=[None, "large", "little"])
    found = thumbnails(given, _NOBODY, read=reader(large=image(), little=image((40, 30), "PNG")))
    assert found.pictures["root"][0] == ""
    assert shown(found, "root", 1).size == (240, 120)
    assert shown(found, "root", 2).size == (40, 30)
    assert found.notes == ("2 pictures are shown small, from local copies.", "1 has no local copy.")


def test_place_camera_and_comment_are_dropped_and_the_picture_stands_upright() -> None:
    """Nothing of the file but its points goes into the page; how it is to be turned is done."""
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "PigeonCam"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    data = image(exif=exif, comment=b"taken at home", icc_profile=b"a profile of a screen")
    assert b"PigeonCam" in data
    assert b"taken at home" in data
    found = thumbnails(posts(root=["it"]), _NOBODY, read=reader(it=data))
    small = shown(found, "root")
    assert small.size == (120, 240), "turned upright"
    assert not small.getexif()
    assert set(small.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    code = base64.b64decode(found.pictures["root"][0].partition(",")[2])
    assert not any(mark in code for mark in (b"Exif", b"PigeonCam", b"home", b"profile"))
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    red, green, _ = small.getpixel((60, 20))
    assert upright.getpixel((150, 50))[0] > 200
    assert red > 200
    assert green < 60


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "BMP"])
def test_other_formats_become_jpeg_and_what_is_clear_becomes_white(kind: str) -> None:
    """A picture with clear parts is shown on white, of an animation the first picture."""
    clear = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    stream = io.BytesIO()
    (clear if kind != "BMP" else Image.new("RGB", (50, 50), "white")).save(stream, kind)
    found = thumbnails(posts(root=["it"]), _NOBODY, read=reader(it=stream.getvalue()))
    assert min(shown(found, "root").getpixel((25, 25))) > 250


def test_what_is_cited_comes_first_then_what_is_most_answered() -> None:
    """Where there is no room for all, findings rank before answers, and the rest is counted."""
    given = posts(root=["it"], plain=["it"], liked=["it"], cited=["it"])
    given = given.with_columns(like_count=pl.when(pl.col("post_id") == "liked").then(9))
    findings = schema.conform(pl.DataFrame({"evidence": [["cited"], []]}), "findings")
    one = len(thumbnails(given, findings, read=reader(it=image())).pictures["cited"][0])

    def first(n: int) -> set[str]:
        return set(thumbnails(given, findings, read=reader(it=image()), max_bytes=n * one).pictures)

    assert [first(n) for n in range(4)] == [set(), {"cited"}, {"cited", "root"}, {"cited", "root", "liked"}]
    notes = thumbnails(given, findings, read=reader(it=image()), max_bytes=one).notes
    assert notes[1].startswith("3 more are left out: small pictures may take")


def test_when_there_is_no_more_room_no_file_is_opened() -> None:
    """A folder of a hundred thousand pictures costs no more than those that are shown."""
    opened: list[str] = []

    def read(file: str) -> bytes:
        opened.append(file)
        return image()

    thumbnails(posts(root=["a"], one=["b"], two=["c"]), _NOBODY, read=read, max_bytes=1)
    assert opened == ["a"]


def test_files_that_only_say_to_be_pictures_are_not_read_without_end() -> None:
    """What is read is bounded too, since a file that is no picture takes no room of the page."""
    found = thumbnails(posts(root=["a", "b", "c"]), _NOBODY, read=lambda _: b"x" * 60, max_read=100)
    assert found.notes[1:] == (
        "1 more is not opened: 1e-07 GB of files were read before.",
        "2 cannot be read as pictures.",
    )


def _bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it is so large."""
    data = bytearray(image((1, 1), "PNG"))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


def test_hostile_and_broken_files_are_counted_and_harm_nothing() -> None:
    """A bomb, a cut picture, a page, a program and a file beyond the limit are told apart, and the rest is shown."""
    files = {
        "good": image(),
        "bomb": _bomb(50_000, 50_000),
        "wide": _bomb(40_000, 1_001),
        "cut": image()[:900],
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='window.owned=1'/>",
        "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(owned) run\n",
        "empty": b"",
        "huge": b"\0" * (MOST_FILE_BYTES + 1),
    }
    named = [*files, "gone", "clip.MP4"]
    found = thumbnails(posts(root=named), _NOBODY, read=reader(**files))
    assert [bool(address) for address in found.pictures["root"]] == [True] + [False] * 9
    assert found.notes == (
        "1 picture is shown small, from local copies.",
        "1 video or sound is told by its sign only.",
        "1 is no longer where it was read.",
        "3 are too large to be opened.",
        "4 cannot be read as pictures.",
    )


def test_whatever_a_reader_raises_the_page_is_made() -> None:
    """A reader that fails in any way is a picture that cannot be read."""

    def read(file: str) -> bytes:
        raise {"a": RuntimeError, "b": ValueError, "c": MemoryError}[file]

    assert (
        thumbnails(posts(root=["a", "b", "c"]), _NOBODY, read=read).notes[1]
        == "3 cannot be read as pictures."
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_link_a_pipe_and_a_folder_are_no_local_copies(tmp_path: Path) -> None:
    """From disk only plain files are read: a link in somebody's export may lead to any picture of this machine."""
    plain, link, pipe = (tmp_path / name for name in ("1_1.jpg", "2_1.jpg", "3_1.jpg"))
    plain.write_bytes(image())
    link.symlink_to(plain)
    os.mkfifo(pipe)
    assert from_disk(str(plain)) == image()
    for path in (link, pipe, tmp_path):
        with pytest.raises(OSError, match=r".+"):
            from_disk(str(path))
    given = posts(root=[str(plain), str(link), str(pipe), str(tmp_path), "no\0name"])
    assert [bool(address) for address in thumbnails(given, _NOBODY).pictures["root"]] == [True] + [False] * 4


def test_the_same_files_give_the_same_bytes_whatever_the_order_of_the_posts() -> None:
    """Order and bytes depend on posts and findings alone."""
    given = posts(root=["it"], one=["it"], two=["it"])
    size = len(thumbnails(given, _NOBODY, read=reader(it=image())).pictures["root"][0])
    first, again = (
        thumbnails(frame, _NOBODY, read=reader(it=image()), max_bytes=2 * size)
        for frame in (given, given.reverse())
    )
    assert dict(first.pictures) == dict(again.pictures)
    assert first.notes == again.notes
