"""Posts whose media have a local copy -> small pictures as `data:` addresses, and what was not shown and why.

A copy is a file of somebody's archive, so everything about it is doubted: how large it says to be, what it says to be,
and where it leads. Of the picture only its points are kept: the place, the camera and the name that its file may hold are not.
"""

from __future__ import annotations

import base64
import io
import warnings
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from threadscope.report.formats import number
from threadscope.report.local_copies import MOST_FILE_BYTES, LocalCopies, Refused

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["Thumbnails", "thumbnails"]

#: Points of a picture: a larger one would take more memory than it is worth.
_MOST_POINTS: Final = 40_000_000
_QUALITY: Final = 70
_START: Final = "data:image/jpeg;base64,"
#: The only readers that are let at a file: no format that runs programs or reads other files.
_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP")
_MOVING: Final = (".mp4", ".m4v", ".mov", ".webm", ".mkv", ".mp3", ".m4a", ".ts", ".m3u8")


@dataclass(frozen=True, slots=True)
class Thumbnails:
    """Small pictures for one page.

    Attributes
    ----------
    pictures
        Post id -> for each piece of its ``media`` a ``data:image/jpeg`` address, or "" for none. Posts of which nothing
        can be shown are left out.
    notes
        Sentences: how many are shown, and how many are not and why.
    """

    pictures: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]


class _TooLarge(Exception):
    """A file or picture beyond what is opened."""


def thumbnails(
    posts: pl.DataFrame,
    findings: pl.DataFrame,
    *,
    read: Callable[[str], bytes] | None = None,
    max_bytes: int = 8_000_000,
    max_read: int = 1 << 31,
    side: int = 240,
) -> Thumbnails:
    """Return small pictures of the local copies that belong to posts.

    Only files, and members of zips, that the column ``media`` names as local copies are opened, for reading; collect
    finds them by the ids in their names, and nothing that a post says becomes a path. What cannot be read as a picture
    is counted.

    Parameters
    ----------
    posts, findings
        The tables, of one thread. Posts behind findings come first, in their order, then those with most posts below.
    read
        A local copy's name -> its bytes, of which no more than ``MOST_FILE_BYTES + 1`` are wanted. It may raise whatever
        it likes; FileNotFoundError says that the file is not there. None reads them from disk, and zips in place.
    max_bytes
        Bytes of all addresses together.
    max_read
        Bytes of all files together: an archive of files that only say to be pictures is not read to its end.
    side
        The longer side of a small picture, in pixels.
    """
    pieces = _pieces(posts, findings)
    told: Counter[str] = Counter()
    if read is None:
        with LocalCopies() as copies:
            made = _made(pieces, copies, side, max_bytes, max_read, told)
    else:
        made = _made(pieces, read, side, max_bytes, max_read, told)
    told["without"] = pieces.filter(pl.col("file").is_null()).height
    sizes = posts.select("post_id", n=pl.col("media").list.len())
    lengths = dict(sizes.filter(pl.col("post_id").is_in([post_id for post_id, _ in made])).iter_rows())
    pictures = {
        post_id: tuple(made.get((post_id, place), "") for place in range(n)) for post_id, n in lengths.items()
    }
    return Thumbnails(pictures, _notes(len(made), told, max_bytes, max_read))


def _made(
    pieces: pl.DataFrame,
    read: Callable[[str], bytes],
    side: int,
    room: int,
    may_read: int,
    told: Counter[str],
) -> dict[tuple[str, int], str]:
    """Return the addresses by post and place, and count what has none."""
    made: dict[tuple[str, int], str] = {}
    is_full = False
    for post_id, place, file in pieces.filter(pl.col("file").is_not_null()).select("post_id", "place", "file").iter_rows():  # fmt: skip
        if file.lower().endswith(_MOVING):
            told["moving"] += 1
        elif is_full:
            told["left out"] += 1
        elif may_read <= 0:
            told["unread"] += 1
        else:
            address, why, n_read = _address(file, read, side)
            may_read -= n_read
            is_full = len(address) > room
            if why or is_full:
                told[why or "left out"] += 1
            else:
                made[post_id, place] = address
                room -= len(address)
    return made


def _pieces(posts: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """Return a row a piece of media, in the order in which there is room for them: post_id, place, file."""
    cited = (
        findings.select(post_id=pl.col("evidence").explode(empty_as_null=True, keep_nulls=True))
        .drop_nulls()
        .unique(maintain_order=True)
        .with_row_index("cited")
    )
    return (
        posts.filter(pl.col("media").list.len() > 0)
        .join(cited, on="post_id", how="left", maintain_order="left")
        .sort(
            "cited", "n_below", "like_count", "order", descending=[False, True, True, False], nulls_last=True
        )
        .select("post_id", "media", place=pl.int_ranges(pl.col("media").list.len()))
        .explode("media", "place")
        .select("post_id", "place", pl.col("media").struct.field("file"))
    )


def _address(file: str, read: Callable[[str], bytes], side: int) -> tuple[str, str, int]:
    """Return a small picture as an address, or why there is none, and how many bytes were read for it."""
    n_read = 0
    try:
        data = read(file)
        n_read = len(data)
        if n_read > MOST_FILE_BYTES:
            return "", "too large", n_read
        return _START + base64.b64encode(_small(data, side)).decode(), "", n_read
    except FileNotFoundError:
        return "", "gone", n_read
    except Refused as fault:
        return "", fault.why, n_read
    except _TooLarge:
        return "", "too large", n_read
    except Exception:  # noqa: BLE001 - a hostile file may make a decoder fail in any way; the page is made without it
        return "", "unreadable", n_read


def _small(data: bytes, side: int) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 - only when pictures are wanted

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image: Image.Image = Image.open(io.BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError as fault:
            raise _TooLarge from fault
        with image:
            if image.width * image.height > _MOST_POINTS:
                raise _TooLarge
            small = image.convert("RGBA") if image.mode in {"P", "PA"} else image
            small.thumbnail((side, side), reducing_gap=2.0)
            turned = ImageOps.exif_transpose(small)
            # Onto a new picture: what the old one knew besides its points (place, camera, comment) stays behind.
            clean = Image.new("RGB", turned.size, "white")
            seen = turned.convert("RGBA")
            clean.paste(seen, mask=seen.getchannel("A"))
    stream = io.BytesIO()
    clean.save(stream, "JPEG", quality=_QUALITY, optimize=True)
    return stream.getvalue()


def _notes(n_shown: int, told: Counter[str], max_bytes: int, max_read: int) -> tuple[str, ...]:
    """Return the sentences that count."""
    said = {
        "left out": (
            "{} more is left out", "{} more are left out",
            f": small pictures may take {max_bytes / 1e6:g} MB of this page; those of cited and of most answered posts come first",
        ),
        "without": ("{} has no local copy", "{} have no local copy", ""),
        "moving": ("{} video or sound is told by its sign only", "{} videos or sounds are told by their sign only", ""),
        "unread": (
            "{} more is not opened", "{} more are not opened",
            f": {max_read / 1e9:.2g} GB of files were read before",
        ),
        "packed": (
            "{} lies in a zip that is not read here", "{} lie in zips that are not read here",
            " (encrypted, packed in a rare way, or inside another zip and large): unpack it and read the folder",
        ),
        "piped": ("{} came through a pipe", "{} came through a pipe", ", which is read once: give the file instead"),
        "double": (
            "{} has a name that its zip holds more than once", "{} have names that their zip holds more than once",
            ", so which is meant is not known",
        ),
        "unsafe": ("{} has a name that leads out of its zip", "{} have names that lead out of their zip", ""),
        "link": ("{} is a link", "{} are links", ", or in a zip behind one: links are not followed"),
        "gone": ("{} is no longer where it was read", "{} are no longer where they were read", ""),
        "too large": ("{} is too large to be opened", "{} are too large to be opened", ""),
        "unreadable": ("{} cannot be read as a picture", "{} cannot be read as pictures", ""),
    }  # fmt: skip
    shown = f"{number(n_shown)} picture{' is' if n_shown == 1 else 's are'} shown small, from local copies."
    return (
        shown,
        *(
            f"{(one if told[why] == 1 else more).format(number(told[why]))}{then}."
            for why, (one, more, then) in said.items()
            if told[why]
        ),
    )
