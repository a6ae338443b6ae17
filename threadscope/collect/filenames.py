"""The name of a file or of a member of a zip -> what it says: media, litter, or a way out of the zip."""

from __future__ import annotations

from typing import Final

__all__ = ["ending", "is_litter", "is_media", "leads_out"]

_LITTER: Final = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_PICTURES: Final = (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".webp", ".avif", ".heic", ".bmp")
_VIDEOS: Final = (".mp4", ".m4v", ".mov", ".webm", ".mkv", ".mp3", ".m4a", ".ts", ".m3u8")
_MEDIA: Final = frozenset({*_PICTURES, *_VIDEOS})


def ending(name: str) -> str:
    """Return how a name ends, in small letters and with the dot; empty for a name without one.

    >>> ending("media/1794.JPG"), ending("folder.d/plain"), ending(".hidden")
    ('.jpg', '', '')
    """
    stem, dot, last = name.rpartition(".")
    return dot + last.lower() if stem and not stem.endswith(("/", "!")) and "/" not in last else ""


def is_media(name: str) -> bool:
    """Return whether a name is that of a picture, a video or a sound."""
    return ending(name) in _MEDIA


def is_litter(part: str) -> bool:
    """Return whether a file or folder is what operating systems leave behind."""
    return part.startswith(".") or part in _LITTER


def leads_out(member: str) -> bool:
    r"""Return whether the name of a member leads out of its zip.

    >>> [leads_out(name) for name in ("a/b.json", "a/../../b.json", "/b.json", "C:\\b.json")]
    [False, True, True, True]
    """
    return (
        member.startswith(("/", "\\")) or member[1:2] == ":" or ".." in member.replace("\\", "/").split("/")
    )
