"""A case file -> the archive and the thread that it means, under its settings and with the editor's hand in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import Any, Self

import polars as pl

from threadscope.archive import Archive, read
from threadscope.case.file import Said, load, looks_like_case
from threadscope.case.meant import edits_of
from threadscope.errors import NoThread, ThreadscopeError
from threadscope.settings import Settings
from threadscope.thread import Thread

__all__ = ["Case"]

_SETTINGS = ("quotes", "sentiment", "seed", "tz", "theme")


@dataclass(frozen=True, slots=True)
class Case:
    """What one case file says.

    Attributes
    ----------
    path
        The file.
    inputs, notes, scores, labels
        Paths, as seen from here.
    mapping, own_notes, notes_snapshot
        As in `threadscope.read`.
    which
        Id or address of a post of the thread; None where there is only one.
    settings
        Claim, title, names of the sides and all other choices.
    public
        Handles, without @, that stay readable where everybody else gets a pseudonym.
    """

    path: Path
    inputs: tuple[Path, ...]
    notes: tuple[Path, ...]
    scores: tuple[Path, ...]
    labels: tuple[Path, ...]
    mapping: Path | None
    own_notes: bool
    notes_snapshot: str | None
    which: str | None
    settings: Settings
    public: tuple[str, ...]
    _said: Said = field(repr=False, compare=False)

    @staticmethod
    def is_case(path: str | PathLike[str]) -> bool:
        """Tell whether a path is a case file: a ``.toml`` that holds ``inputs``, or that means to."""
        return looks_like_case(Path(path))

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Self:
        """Read a case file; the exports that it names are not opened yet.

        Raises
        ------
        ReadError
            If it cannot be read, is no TOML, a value is of another type than it must be, or a path is not there.
        UnknownName
            If it has a key, role, stance, zone, theme or sentiment backend that does not exist.
        """
        file = Path(path)
        said = load(file)
        folder = file.parent
        mapping = said.paths("mapping", folder)
        snapshot = said.values.get("notes_snapshot")
        return cls(
            path=file,
            inputs=said.paths("inputs", folder),
            notes=said.paths("notes", folder),
            scores=said.paths("scores", folder),
            labels=said.paths("labels", folder),
            mapping=mapping[0] if mapping else None,
            own_notes=said.values.get("own_notes", False),
            notes_snapshot=None if snapshot is None else str(snapshot),
            which=said.values.get("thread"),
            settings=_settings(said),
            public=tuple(handle.removeprefix("@") for handle in said.texts("public")),
            _said=said,
        )

    @property
    def title(self) -> str | None:
        """What the editor calls the thread; None leaves the title to the findings."""
        return self.settings.title

    def using(self, **changes: Any) -> Self:
        """Return the case under other settings, such as ``tz`` or ``theme``.

        Raises
        ------
        UnknownName
            For a setting or value that does not exist.
        """
        return replace(self, settings=self.settings.using(**changes))

    def archive(self) -> Archive:
        """Read the inputs, and put in what the editor set and left out.

        Raises
        ------
        UnknownName
            If the file names a person or post that the archive does not hold; the nearest is named, and the line.
        ReadError
            If nothing could be read, or if something is set twice, or set and left out.
        ThreadError
            If there is no such thread.
        """
        plain = read(
            self.inputs,
            settings=self.settings.using(claim=None),
            mapping=self.mapping,
            own_notes=self.own_notes,
            notes=self.notes,
            notes_snapshot=self.notes_snapshot,
            scores=self.scores,
            labels=self.labels,
        )
        try:
            about = None if self.which is None else plain.thread(self.which).thread_id
        except NoThread as error:
            raise NoThread(f"{self._said.places.of('thread')}: {error}") from error
        edits = edits_of(self._said, plain, about)
        # What was chosen otherwise since, on the command line, is not the case's any more.
        given = _settings(self._said)
        changed = [
            name
            for name in ("claim", "title", "camps")
            if getattr(given, name) != getattr(self.settings, name)
        ]
        edits = edits.filter(~pl.col("kind").is_in(changed))
        claim = next(iter(edits.filter(pl.col("kind") == "claim")["post_id"]), self.settings.claim)
        return plain.edited(edits, settings=self.settings.using(claim=claim), about=about)

    def thread(self, archive: Archive | None = None) -> Thread:
        """Return the thread of the case.

        Parameters
        ----------
        archive
            What `archive` returned, where it is at hand; else the inputs are read.

        Raises
        ------
        ThreadError
            If there is no such thread, or there are several and none is chosen.
        """
        return (archive or self.archive()).thread(self.which)


def _settings(said: Said) -> Settings:
    """Return the settings; what is wrong is told with its line."""
    settings = Settings()
    for name in _SETTINGS:
        if name in said.values:
            try:
                settings = settings.using(**{name: said.values[name]})
            except ThreadscopeError as error:
                raise type(error)(f"{said.places.of(name)}: {error}") from error
    camps, title = said.values.get("camps"), said.values.get("title")
    if camps is not None:
        settings = settings.using(camps=(camps[0].strip(), camps[1].strip()))
    return settings.using(claim=said.values.get("claim"), title=None if title is None else title.strip())
