"""The sides that a post, a person or a row of the crowd can be placed on, and how each looks and reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from threadscope.charts.words import clean
from threadscope.settings import Settings
from threadscope.theme import Palette

__all__ = ["SIDES", "SIDE_OF_STANCE", "UNDETERMINED", "Side", "sides_of"]


@dataclass(frozen=True, slots=True)
class Side:
    """One side.

    Attributes
    ----------
    name
        Its name in the palette.
    one, many
        What one post or person does, and what several do.
    makes, both
        What the claim itself or its author does, and what they and others on the side do; "" where that is the same.
    """

    name: str
    one: str
    many: str
    makes: str = ""
    both: str = ""

    @property
    def placed(self) -> bool:
        """Whether somebody could be placed here."""
        return self.name != "undetermined"

    def told(self, *, claim: bool, others: bool = False) -> str:
        """Return what is done on this side by the claim or its author (``claim``), by ``others``, or by both."""
        if not claim:
            return self.one
        return (self.both if others else self.makes) or self.one

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
            "claim", "repeats the claim", "repeat the claim", "makes the claim", "makes or repeats the claim"
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
        else replace(side, one=names[name], many=names[name], makes="", both="")
        for name, side in SIDES.items()
    }
