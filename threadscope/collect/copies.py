"""Observations of posts seen more than once -> the same, oldest first, and a way to choose one copy of each post."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

__all__ = ["Copies"]


@dataclass(frozen=True, slots=True)
class Copies:
    """Copies of posts, those of one post together, oldest first.

    A copy without capture time counts as oldest. Of copies captured at one time, the post itself stands after what
    was only shown inside another post; then name of the source and number of the record decide. So the order of the
    inputs decides nothing, but between copies in one place of one record.

    Attributes
    ----------
    rows
        The observations, with ``_post`` (number of the post, from 0) and ``_at`` (number of the row, from 0).
    n_posts
        How many posts they are of.
    """

    rows: pl.DataFrame
    n_posts: int

    @classmethod
    def of(cls, observations: pl.DataFrame) -> Copies:
        """Order the observations of posts that were seen more than once."""
        numbered = observations.with_columns(
            _post=pl.col("post_id").rank("dense").cast(pl.UInt32) - 1,
            _main=pl.col("place") == "main",
            _source=pl.col("source").rank("dense"),
        )
        by_age = ("_post", "captured_at", "_main", "_source", "source_row")
        rows = numbered.sort(by_age, nulls_last=False, maintain_order=True).drop("_main", "_source")
        n_posts = int(rows["_post"][-1]) + 1 if rows.height else 0
        return cls(rows.with_row_index("_at"), n_posts)

    def choose(self, ranks: dict[str, pl.Expr], among: pl.DataFrame | None = None) -> pl.DataFrame:
        """Return one row a post: for each name the number of the copy of the highest rank, of equals the newest.

        Parameters
        ----------
        ranks
            Whole numbers below a billion; null for a copy that does not come into question.
        among
            Some of the copies, with ``_post`` and ``_at``; all if not given.

        Returns
        -------
        DataFrame
            Values of ``_at``, null where no copy of a post comes into question.
        """
        n = max(self.rows.height, 1)
        keys = (self.rows if among is None else among).select(
            "_post", *((rank.cast(pl.Int64) * n + pl.col("_at")).alias(name) for name, rank in ranks.items())
        )
        best = keys.group_by("_post").agg(pl.col(list(ranks)).max() % n)
        posts = pl.DataFrame({"_post": pl.int_range(self.n_posts, dtype=pl.UInt32, eager=True)})
        return posts.join(best, on="_post", how="left", maintain_order="left").drop("_post")

    def value(self, name: str, chosen: pl.Series) -> pl.Series:
        """Return what a column says in the chosen copy of each post."""
        return self.rows[name].gather(chosen)

    def beside(self, of_posts: pl.Series) -> pl.Series:
        """Return a value of each post beside each of its copies."""
        return of_posts.gather(self.rows["_post"])

    def in_each(self, **aggregations: pl.Expr) -> pl.DataFrame:
        """Return one row a post: aggregations over its copies."""
        return self.rows.group_by("_post").agg(**aggregations).sort("_post").drop("_post")

    def differing(self, name: str, among: pl.DataFrame) -> pl.Series:
        """Say of each of some copies, all with a value in a column, whether those of its post differ in it."""
        newest = self.choose({name: pl.lit(0)}, among)[name]
        differs = among[name] != self.value(name, newest).gather(among["_post"])
        return among["_post"].is_in(among["_post"].filter(differs).unique().implode())
