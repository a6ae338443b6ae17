"""What a user may decide about a study, as one frozen value that the report prints."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from threadscope.errors import UnknownName

__all__ = ["Settings"]

_BACKENDS = ("blend", "textblob", "vader")
_THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices that change what is computed or shown.

    Attributes
    ----------
    claim
        Id of the post whose claim the quarrel is about; ``None`` leaves it to the root of each thread.
    quotes
        Whether a post that quotes an archived post, and answers none, hangs under the quoted one.
    sentiment
        Sentiment backend: ``textblob``, ``vader`` (needs the extra of that name) or ``blend``.
    camps
        What the two sides are called, in verbs: the claimant's, and the other.
    seed
        Seed of everything that draws at random.
    tz
        IANA name of the zone in which times are shown. Tables stay in UTC.
    theme
        ``light`` or ``dark``.
    title
        What an editor calls the thread; ``None`` leaves the title to the findings.
    since
        What an older archive is called with which this one was compared; None where none was.
    """

    claim: str | None = None
    quotes: bool = True
    sentiment: str = "textblob"
    camps: tuple[str, str] = ("repeats the claim", "disputes it")
    seed: int = 0
    tz: str = "UTC"
    theme: str = "light"
    title: str | None = None
    since: str | None = None

    def __post_init__(self) -> None:
        if self.sentiment not in _BACKENDS:
            raise UnknownName.among("sentiment backend", self.sentiment, _BACKENDS)
        if self.theme not in _THEMES:
            raise UnknownName.among("theme", self.theme, _THEMES)
        try:
            ZoneInfo(self.tz)
        except (ZoneInfoNotFoundError, ValueError, OSError) as cause:
            raise UnknownName(
                f"no time zone is called {self.tz!r}; use an IANA name such as Europe/Berlin or America/New_York"
            ) from cause

    def using(self, **changes: Any) -> Self:
        """Return a copy with some choices changed.

        Raises
        ------
        UnknownName
            For a choice that does not exist, or a value that is none of its values.

        Examples
        --------
        >>> Settings().using(tz="Europe/Berlin").tz
        'Europe/Berlin'
        """
        known = [field.name for field in fields(self)]
        for name in changes:
            if name not in known:
                raise UnknownName.among("setting", name, known)
        return replace(self, **changes)
