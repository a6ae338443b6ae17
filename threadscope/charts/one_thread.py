"""A chart draws one thread: which one, the rows of each table that belong to it, and what every chart says of it."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from threadscope.charts.frame import Framed
from threadscope.charts.masthead import NARROW
from threadscope.charts.source import completeness_of, footer_of, replies_of, wording_of
from threadscope.errors import NoThread
from threadscope.settings import Settings

__all__ = ["OneThread", "authors_of", "one_thread", "rows_of"]


@dataclass(frozen=True, slots=True)
class OneThread:
    """The thread that is drawn, and how.

    Attributes
    ----------
    id
        Its id.
    posts, findings, completeness
        Rows of these tables that belong to it.
    sources
        The files read.
    settings, width, alone
        As the chart was asked for.
    """

    id: str
    posts: pl.DataFrame
    findings: pl.DataFrame
    completeness: pl.DataFrame
    sources: pl.DataFrame
    settings: Settings
    width: int
    alone: bool

    @property
    def narrow(self) -> bool:
        """Whether it is drawn for a phone."""
        return self.width < NARROW

    @property
    def n_untimed(self) -> int:
        """Posts whose time is not known."""
        return self.posts["created_at"].null_count()

    @property
    def claim(self) -> tuple[str, str]:
        """The post that sides are measured against, and what to call it.

        As for stance, it is the chosen claim in the thread that holds it, and the root elsewhere.
        """
        chosen = self.settings.claim
        if chosen is not None and chosen in self.posts["post_id"]:
            return chosen, "the claim"
        return self.id, "the first post"

    def of(self, table: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of a table that belong to the thread."""
        return rows_of(table, self.id)

    def told(self, *kinds: str, otherwise: str = "") -> tuple[str, tuple[str, ...]]:
        """Return the sentence of the first of these findings that the thread has, and its posts."""
        found = (wording_of(self.findings, kind) for kind in kinds)
        return next((one for one in found if one[0]), (otherwise, ()))

    def frame(
        self,
        told: tuple[str, tuple[str, ...]],
        *,
        over_time: bool = False,
        counts_people: bool = False,
        footer: str | None = None,
    ) -> Framed:
        """Return what the numbers of every chart hold.

        Parameters
        ----------
        told
            The title, and the posts that it rests on.
        over_time
            Whether posts without a time are missing from the picture, so that the footer counts them.
        counts_people
            Whether the picture counts people, so that the footer says how many authors are not named.
        footer
            In place of the usual one.
        """
        if footer is None:
            untimed = self.n_untimed if over_time else 0
            footer = footer_of(
                self.posts,
                self.sources,
                self.completeness,
                self.settings,
                untimed=untimed,
                counts_people=counts_people,
            )
        return Framed(
            theme=self.settings.theme,
            width=self.width,
            alone=self.alone,
            thread_id=self.id,
            title=told[0],
            evidence=told[1],
            completeness=completeness_of(self.completeness)[1],
            replies=replies_of(self.completeness),
            footer=footer,
        )


def one_thread(
    posts: pl.DataFrame,
    findings: pl.DataFrame,
    completeness: pl.DataFrame,
    sources: pl.DataFrame,
    settings: Settings,
    *,
    width: int,
    alone: bool,
    chosen: str | None = None,
) -> OneThread:
    """Return the thread to draw: the chosen one, else the one with most posts, of equal ones the first by id.

    Raises
    ------
    NoThread
        If no post stands in a thread.
    """
    thread_id = _largest(posts) if chosen is None else chosen
    mine, told, measured = (rows_of(table, thread_id) for table in (posts, findings, completeness))
    return OneThread(thread_id, mine, told, measured, sources, settings, width, alone)


def _largest(posts: pl.DataFrame) -> str:
    sizes = (
        posts.drop_nulls("thread_id")
        .group_by("thread_id")
        .len()
        .sort(["len", "thread_id"], descending=[True, False])
    )
    if sizes.is_empty():
        raise NoThread("there is no thread to draw: the archive holds no post that stands in one")
    return str(sizes.item(0, "thread_id"))


def rows_of(frame: pl.DataFrame, thread_id: str) -> pl.DataFrame:
    """Return the rows of one thread."""
    return frame.filter(pl.col("thread_id") == thread_id)


def authors_of(posts: pl.DataFrame) -> tuple[int, bool]:
    """Return how many people are known to have written posts, and whether the authors of some are not known."""
    unknown = posts["author_id"].str.starts_with("?")
    return posts["author_id"].filter(~unknown).n_unique(), bool(unknown.any())
