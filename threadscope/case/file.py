"""A case file -> what stands in it, each key known and each value of the type that it must have."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from threadscope.case.places import Places, places_in
from threadscope.errors import ReadError, ThreadscopeError, UnknownName
from threadscope.schema.edited import ROLES, STANCES

__all__ = ["KEYS", "LeftOut", "Said", "load", "looks_like_case", "unknown"]

_TEXT: Final = "a text in quotes"
_TEXTS: Final = "a text in quotes, or a list of such texts"
_SWITCH: Final = "true or false"
_ID: Final = "an id or address in quotes: ids are text, since they have more digits than numbers keep"
#: key -> what its value must be.
KEYS: Final[dict[str, str]] = {
    "inputs": _TEXTS,
    "mapping": _TEXT,
    "own_notes": _SWITCH,
    "notes": _TEXTS,
    "notes_snapshot": "a day: 2025-08-28",
    "scores": _TEXTS,
    "labels": _TEXTS,
    "thread": _ID,
    "quotes": _SWITCH,
    "claim": _ID,
    "camps": 'a list of two different texts, the claimant\'s side first: ["repeats the claim", "disputes it"]',
    "title": "a text in quotes, on one line",
    "tz": _TEXT,
    "theme": _TEXT,
    "sentiment": _TEXT,
    "seed": "a whole number",
    "public": 'a list of handles: ["@ann", "@bob"]',
    "roles": 'a table, [roles], of lines such as "@ann" = "denier"',
    "stances": 'a table, [stances], of lines such as "1794114782838900277" = "deny"',
    "leave_out": "tables, [[leave_out]], each with person or post, and a reason",
}
_LEAVE_OUT: Final = ("person", "post", "reason")
#: Longer lists of names are not printed in an error: the nearest is.
_LISTED: Final = 30


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A person (handle or id) or a post (id or address) that is left out, and why."""

    person: str | None
    post: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a case file, checked by itself: nothing is looked up in the archive yet."""

    values: Mapping[str, Any]
    roles: Mapping[str, tuple[str, ...]]
    stances: Mapping[str, str]
    left_out: tuple[LeftOut, ...]
    places: Places

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a key that takes one or several."""
        given = self.values.get(key, ())
        return (given,) if isinstance(given, str) else tuple(given)

    def paths(self, key: str, folder: Path) -> tuple[Path, ...]:
        """Return the paths of a key, seen from the file's folder.

        Raises
        ------
        ReadError
            If there is no such file or folder.
        """
        return tuple(self._path(key, given, folder) for given in self.texts(key))

    def _path(self, key: str, given: str, folder: Path) -> Path:
        joined = folder / given
        # The name by which the command line would call it, so that both name their sources alike.
        short = Path(os.path.normpath(joined))
        here = Path.cwd()
        if short.is_absolute() and not Path(given).is_absolute() and short.is_relative_to(here):
            short = short.relative_to(here)
        path = short if short.exists() else joined
        if not path.exists():
            raise ReadError(
                f"{self.places.of(key)}: {key} names {given!r}, and there is no {joined.as_posix()}; paths are relative to the case file"
            )
        return path


def unknown(where: str, kind: str, name: str, known: Iterable[str]) -> UnknownName:
    """Build the error for a name that does not exist: where it stands, what there is, and the nearest."""
    names = sorted(known)
    if len(names) <= _LISTED:
        return UnknownName(f"{where}: {UnknownName.among(kind, name, names)}")
    near = difflib.get_close_matches(name, names, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return UnknownName(f"{where}: no {kind} is called {name!r}; there are {len(names):,} of them.{hint}")


def looks_like_case(path: Path) -> bool:
    """Tell whether a path is a TOML file with a key of a case, or one that cannot be read and so must be complained of."""
    if path.suffix.lower() != ".toml" or not path.is_file():
        return False
    try:
        said = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return True
    return bool(said.keys() & (KEYS.keys() - {"mapping"})) or any(
        difflib.get_close_matches(name, ["inputs"], n=1, cutoff=0.8) for name in said
    )


def load(path: Path) -> Said:
    """Read a case file.

    Raises
    ------
    ReadError
        If it cannot be read, is no TOML, has no inputs, or a value is of another type than it must be.
    UnknownName
        If it has a key, role or stance that does not exist.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        said = tomllib.loads(text.replace("\r\n", "\n"))
    except (OSError, UnicodeDecodeError) as fault:
        raise ReadError(f"the case {path} cannot be read: {fault}") from fault
    except tomllib.TOMLDecodeError as fault:
        raise ReadError(
            f'the case {path} is no TOML: {fault}. A line looks like: inputs = ["export/"]'
        ) from fault
    places = places_in(text, path.as_posix())
    for key, value in said.items():
        if key not in KEYS:
            raise unknown(places.of(key), "key of a case", key, KEYS)
        if not _FITS[key](value):
            raise _wrong(places.of(key), key, KEYS[key])
    if not said.get("inputs"):
        raise ReadError(
            f'{places.of("inputs")}: inputs is missing or empty; it names the exports: inputs = ["export/"]'
        )
    return Said(
        values=said,
        roles=_roles(said.get("roles", {}), places),
        stances=_stances(said.get("stances", {}), places),
        left_out=_left_out(said.get("leave_out", []), places),
        places=places,
    )


def _wrong(where: str, key: str, expected: str) -> ThreadscopeError:
    return ReadError(f"{where}: {key} must be {expected}")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_line(value: Any) -> bool:
    """Tell whether a value can be printed as it stands: one line, with nothing that steers who reads it."""
    return _is_text(value) and all(mark.isprintable() for mark in value)


def _are_texts(value: Any) -> bool:
    return _is_text(value) or _is_list(value)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_switch(value: Any) -> bool:
    return isinstance(value, bool)


def _is_day(value: Any) -> bool:
    return _is_text(value) or (isinstance(value, date) and type(value) is date)


def _are_camps(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(map(_is_line, value))
        and value[0].strip() != value[1].strip()
    )


_FITS: Final[dict[str, Callable[[Any], bool]]] = {
    **dict.fromkeys(("mapping", "thread", "claim", "tz", "theme", "sentiment"), _is_text),
    **dict.fromkeys(("inputs", "notes", "scores", "labels"), _are_texts),
    **dict.fromkeys(("own_notes", "quotes"), _is_switch),
    "notes_snapshot": _is_day,
    "camps": _are_camps,
    "title": _is_line,
    "seed": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "public": _is_list,
    "roles": lambda value: isinstance(value, dict),
    "stances": lambda value: isinstance(value, dict),
    "leave_out": lambda value: isinstance(value, list) and all(isinstance(one, dict) for one in value),
}


def _roles(said: Mapping[str, Any], places: Places) -> dict[str, tuple[str, ...]]:
    roles: dict[str, tuple[str, ...]] = {}
    for person, given in said.items():
        where = places.of("roles", person)
        if not (
            isinstance(given, str) or (isinstance(given, list) and all(isinstance(r, str) for r in given))
        ):
            raise _wrong(
                where, f"the role of {person!r}", "a role in quotes, a list of roles, or [] for none"
            )
        names = [given] if isinstance(given, str) else given
        for name in names:
            if name not in ROLES:
                raise unknown(where, "role", name, ROLES)
        roles[person] = tuple(dict.fromkeys(names))
    return roles


def _stances(said: Mapping[str, Any], places: Places) -> dict[str, str]:
    stances: dict[str, str] = {}
    for post, given in said.items():
        where = places.of("stances", post)
        if not isinstance(given, str):
            raise _wrong(where, f"the stance of {post!r}", f"one of {', '.join(STANCES)}, in quotes")
        if given not in STANCES:
            raise unknown(where, "stance", given, STANCES)
        stances[post] = given
    return stances


def _left_out(said: list[dict[str, Any]], places: Places) -> tuple[LeftOut, ...]:
    found = []
    for number, entry in enumerate(said):
        where = places.of("leave_out", number)
        for key, value in entry.items():
            if key not in _LEAVE_OUT:
                raise unknown(places.of("leave_out", number, key), "key of [[leave_out]]", key, _LEAVE_OUT)
            if key == "reason" and not _is_line(value):
                raise _wrong(places.of("leave_out", number, key), key, "a text in quotes, on one line")
            if key != "reason" and not _is_text(value):
                expected = 'a handle in quotes, "@ann", or an author id' if key == "person" else _ID
                raise _wrong(places.of("leave_out", number, key), key, expected)
        if "reason" not in entry:
            raise ReadError(
                f'{where}: what is left out needs a reason, which the report prints: reason = "…"'
            )
        if ("person" in entry) == ("post" in entry):
            raise ReadError(f"{where}: [[leave_out]] names either a person or a post, one each")
        found.append(LeftOut(entry.get("person"), entry.get("post"), entry["reason"].strip()))
    return tuple(found)
