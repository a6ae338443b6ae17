"""What was collected -> the base tables of all threads, each made once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from threadscope import collect, schema, tree

if TYPE_CHECKING:
    from threadscope.collect import Collected, Folded, Scores
    from threadscope.tree import Forest

__all__ = ["Hand", "Tables"]


@dataclass(frozen=True, slots=True)
class Hand:
    """What an editor set and left out, made ready for one archive.

    Attributes
    ----------
    edits
        Table of that name.
    folded
        Posts and people that stay.
    left_out
        Posts that go.
    about
        A post of the thread that roles are set for; None sets them in all threads.
    """

    edits: pl.DataFrame
    folded: Folded
    left_out: pl.DataFrame
    about: str | None


class Tables:
    """The base tables of an archive, made when asked for and then kept.

    Parameters
    ----------
    collected
        What `threadscope.collect.read` returned.
    others
        What `threadscope.collect.read_scores` returned; None for no readings by others.
    hand
        What an editor set and left out; None for nothing.
    """

    def __init__(self, collected: Collected, others: Scores | None = None, hand: Hand | None = None) -> None:
        self.collected, self.others, self.hand = collected, others, hand
        self._fold: Folded | None = None if hand is None else hand.folded
        self._notes: pl.DataFrame | None = None
        self._forests: dict[bool, Forest] = {}
        self._scored: tuple[pl.DataFrame, pl.DataFrame] | None = None

    def folded(self) -> Folded:
        """Return one row a post, of all its observations."""
        if self._fold is None:
            self._fold = collect.fold(self.collected)
        return self._fold

    def forest(self, *, quotes: bool) -> Forest:
        """Return the trees; ``quotes`` is whether quotes join threads."""
        if quotes not in self._forests:
            folded = self.folded()
            self._forests[quotes] = tree.build(
                folded.posts,
                self.collected.absences,
                folded.aliases,
                quotes=quotes,
                left_out=None if self.hand is None else self.hand.left_out,
            )
        return self._forests[quotes]

    def notes(self) -> pl.DataFrame:
        """Return the table `notes`, hints in posts among it."""
        if self._notes is None:
            hints = collect.note_hints(self.folded().posts, self.collected)
            self._notes = pl.concat([self.collected.notes, hints])
        return self._notes

    def sources(self) -> pl.DataFrame:
        """Return the table `sources`, files of scores and labels among it."""
        sources = self.collected.sources
        return sources if self.others is None else pl.concat([sources, self.others.sources])

    def readings(self, *, quotes: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the table `scores`, and the problems of its files."""
        if self._scored is None:
            if self.others is None:
                self._scored = schema.empty("scores"), schema.empty("problems")
            else:
                forest = self.forest(quotes=quotes)
                self._scored = self.others.of(forest.posts, forest.ghosts, self.folded().aliases)
        return self._scored

    def problems(self, *, quotes: bool) -> pl.DataFrame:
        """Return the table `problems`."""
        forest = self.forest(quotes=quotes)
        return pl.concat(
            [
                self.collected.problems,
                self.folded().problems,
                forest.problems,
                self.readings(quotes=quotes)[1],
            ]
        )

    def _told_edits(self, forest: Forest) -> pl.DataFrame:
        """Return the table `edits`: roles with the thread that they are set for, people left out without their names."""
        if self.hand is None:
            return schema.empty("edits")
        about = self.hand.about
        thread_id = None if about is None else tree.find(forest, about, self.folded().aliases)
        is_role, is_gone = (pl.col("kind") == kind for kind in ("role", "left_out_person"))
        return self.hand.edits.with_columns(
            thread_id=pl.when(is_role).then(pl.lit(thread_id, pl.String)),
            author_id=pl.when(~is_gone).then("author_id"),
        )

    def by_name(self, *, quotes: bool) -> dict[str, pl.DataFrame]:
        """Return the base tables of all threads."""
        forest = self.forest(quotes=quotes)
        collected, folded = self.collected, self.folded()
        return {
            "absences": collected.absences,
            "aliases": folded.aliases,
            "cursors": collected.cursors,
            "edits": self._told_edits(forest),
            "ghosts": forest.ghosts,
            "links": forest.links,
            "note_files": collected.note_files,
            "note_requests": collected.note_requests,
            "notes": self.notes(),
            "observations": collected.observations,
            "people": folded.people,
            "posts": forest.posts,
            "problems": self.problems(quotes=quotes),
            "scores": self.readings(quotes=quotes)[0],
            "sources": self.sources(),
            "threads": forest.threads,
        }
