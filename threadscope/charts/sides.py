"""The sides that a post, a person or a row of the crowd can be placed on, and how each looks and reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from threadscope.theme import Palette

__all__ = ["SIDES", "SIDE_OF_STANCE", "UNDETERMINED", "Side"]


@dataclass(frozen=True, slots=True)
class Side:
    """One side.

    Attributes
    ----------
    name
        Its name in the palette.
    one, many
        What one post or person does, and what several do.
    """

    name: str
    one: str
    many: str

    @property
    def placed(self) -> bool:
        """Whether somebody could be placed here."""
        return self.name != "undetermined"

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
        Side("claim", "repeats the claim", "repeat the claim"),
        Side("dispute", "disputes it", "dispute it"),
        Side("none", "takes no side", "take no side"),
        Side("undetermined", "undetermined", "undetermined"),
    )
}
UNDETERMINED: Final = SIDES["undetermined"]
#: What a post says of the claim -> the side that places it on; anything else leaves it undetermined.
SIDE_OF_STANCE: Final = {"support": "claim", "deny": "dispute", "none": "none"}
