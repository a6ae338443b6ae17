"""The sides that a post, a person or a row of the crowd can be placed on, and how each looks and reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from threadscope.charts.words import clean
from threadscope.settings import Settings
from threadscope.theme import Palette

__all__ = ["SIDES", "SIDE_OF_STANCE", "UNDETERMINED", "Side", "sides_of", "sides_of_all"]


@dataclass(frozen=True, slots=True)
class Side:
    """One side.

    Attributes
    ----------
    name
        Its name in the palette.
    one, many
        What one post or person does, and what several do.
    makes, both, all
        What the claim itself or its author does, what it or another on the side does, and what several of these do;
        "" where that is the same.
    """

    name: str
    one: str
    many: str
    makes: str = ""
    both: str = ""
    all: str = ""

    @property
    def placed(self) -> bool:
        """Whether somebody could be placed here."""
        return self.name != "undetermined"

    def told(self, *, claim: bool, others: bool = False) -> str:
        """Return what is done on this side by the claim or its author (``claim``), by ``others``, or by both."""
        if not claim:
            return self.one
        return (self.both if others else self.makes) or self.one

    def people(self, number: int, *, claim: bool = False) -> str:
        """Return a number of people with what they do; ``claim`` is whether who makes the claim is among them."""
        if self.many == self.one and self.placed:
            return f"{number:,} · {self.one}"
        words = self.told(claim=claim) if number == 1 else (self.all if claim else "") or self.many
        return f"{number:,} {words}"

    def fill(self, colours: Palette) -> str:
        """Colour of a mark's area: paper for what could not be placed."""
        return str(getattr(colours, self.name)) if self.placed else colours.bg

    def edge(self, colours: Palette) -> str:
        """Colour of a mark's outline."""
        return colours.bg if self.placed else colours.muted

    def words(self, colours: Palette) -> str:
        """Colour of the words that name it: grey is too pale to read."""
        return str(getattr(colours, self.name)) if self.name in {"claim", "dispute"} else colours.muted


#: In the order in which they are drawn; the last one stands for "no post says so".
SIDES: Final = {
    side.name: side
    for side in (
        Side(
            "claim",
            "repeats the claim",
            "repeat the claim",
            "makes the claim",
            "makes or repeats the claim",
            "make or repeat the claim",
        ),
        Side("dispute", "disputes it", "dispute it"),
        Side("none", "takes no side", "take no side"),
        Side("undetermined", "undetermined", "undetermined"),
    )
}
UNDETERMINED: Final = SIDES["undetermined"]
#: What a post says of the claim -> the side that places it on; anything else leaves it undetermined.
SIDE_OF_STANCE: Final = {"support": "claim", "deny": "dispute", "none": "none"}


def sides_of(settings: Settings) -> dict[str, Side]:
    """Return the sides under the names that the settings give them; renamed, one and several read alike.

    >>> sides_of(Settings(camps=("warns", "reassures")))["claim"].told(claim=True)
    'warns'
    """
    names = dict(zip(("claim", "dispute"), map(clean, settings.camps), strict=True))
    usual = dict(zip(names, Settings().camps, strict=True))
    return {
        name: side
        if name not in names or names[name] == usual[name]
        else replace(side, one=names[name], many=names[name], makes="", both="", all="")
        for name, side in SIDES.items()
    }


def sides_of_all(settings: Settings) -> dict[str, Side]:
    """Return the sides in words that fit everybody on them, who makes the claim among them.

    >>> sides_of_all(Settings())["claim"].one
    'makes or repeats the claim'
    """
    return {
        name: replace(side, one=side.both or side.one, many=side.all or side.many)
        for name, side in sides_of(settings).items()
    }
