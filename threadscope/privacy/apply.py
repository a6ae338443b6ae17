"""One table, and what everything in it is called now -> the table under these names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from threadscope.privacy.columns import Holds, holds
from threadscope.schema import MEDIA, TIME
from threadscope.snowflake import EPOCH_MS, FIRST_ID

__all__ = ["Swap", "applied"]

#: Positions in a file that name nobody.
_A_PLACE: Final = r"^(?:line|record|row|member|page) \d{1,12}$"
_NOT_SAID: Final = "left out: it may repeat what stands in the file"
#: What only one account has; nothing is computed from it.
_WITHHELD: Final[dict[str, type[pl.DataType] | pl.DataType]] = {
    "verified": pl.Boolean,
    "following_count": pl.Int64,
    "account_created_at": TIME,
}
_TEN: Final = 10


@dataclass(frozen=True, slots=True)
class Swap:
    """Values, each once, and how each reads now: columns, made once and used for every column of a kind."""

    old: pl.Series
    new: pl.Series

    @classmethod
    def of(cls, names: Mapping[str, str]) -> Swap:
        """Make one of a dict."""
        return cls(pl.Series(list(names), dtype=pl.String), pl.Series(list(names.values()), dtype=pl.String))

    def over(self, values: pl.Expr) -> pl.Expr:
        """Return values as they read now; what nobody has named becomes null."""
        return values.replace_strict(self.old, self.new, default=None, return_dtype=pl.String)


Names = Mapping[Holds, Swap]


def applied(
    frame: pl.DataFrame,
    table: str,
    names: Names,
    words: Swap,
    public: list[str],
    files: Swap,
) -> pl.DataFrame:
    """Return a table under other names.

    Parameters
    ----------
    frame
        The table.
    table
        Its name.
    names
        By what a column holds: every value, and how it reads now.
    words
        Every text, and how it reads now.
    public
        Ids of the people who keep what is theirs.
    files
        Names of files, and the numbers that stand for them.

    Returns
    -------
    polars.DataFrame
        The same rows and columns. A value that nobody has named would become null: nothing slips through.
    """
    if "author_id" in frame.columns:
        theirs = pl.col("author_id").is_in(public).fill_null(value=False)
    else:
        theirs = pl.lit(False)
    changes = {
        column: _changed(frame.schema[column], column, what, names, words, files, theirs)
        for column, what in holds(table).items()
        if not (column == "text" and "display_from" in frame.columns)
    }
    given = {column: change for column, change in changes.items() if change is not None}
    if table == "people":
        given |= {
            name: pl.when(theirs).then(name).otherwise(pl.lit(None, dtype=dtype))
            for name, dtype in _WITHHELD.items()
        }
        given["follower_count"] = pl.when(theirs).then("follower_count").otherwise(_rounded("follower_count"))
    if table == "notes":
        given["written_at"] = pl.coalesce(_time_in("note_id"), "written_at")
    changed = frame.with_columns(**given)
    if "media" in frame.columns:
        # Before anybody is renamed: whose pictures they are stands in the old names.
        changed = changed.with_columns(_pictures(frame, words, theirs)["media"])
    return _told(changed, words) if "display_from" in frame.columns else changed


def _changed(
    dtype: pl.DataType,
    column: str,
    what: Holds,
    names: Names,
    words: Swap,
    files: Swap,
    theirs: pl.Expr,
) -> pl.Expr | None:
    """Return a column under other names; None where it names nobody."""
    if what in names:
        return _each(dtype, column, names[what])
    nothing = pl.lit(None, dtype=pl.String)
    changes = {
        Holds.NAME: pl.when(theirs).then(pl.col(column)).otherwise(nothing),
        Holds.SOURCE: files.over(pl.col(column)),
        Holds.CHECKSUM: nothing,
        Holds.PROVENANCE: pl.when(pl.col(column).is_not_null()).then(pl.lit(_NOT_SAID)),
        Holds.POSITION: pl.coalesce(
            names[Holds.POST].over(pl.col(column)),
            pl.when(pl.col(column).str.contains(_A_PLACE)).then(pl.col(column)),
        ),
    }
    if what in {Holds.TEXT, Holds.WORDING, Holds.ADDRESSES}:
        return _each(dtype, column, words)
    return changes.get(what)


def _each(dtype: pl.DataType, column: str, swap: Swap) -> pl.Expr:
    if isinstance(dtype, pl.List):
        return pl.col(column).list.eval(swap.over(pl.element()))
    return swap.over(pl.col(column))


def _told(frame: pl.DataFrame, words: Swap) -> pl.DataFrame:
    """Put in the text of posts and where their own words begin, which longer names in front move."""
    begins = pl.col("display_from").fill_null(0)
    parts = frame.select(
        head=words.over(pl.col("text").str.slice(0, begins)),
        tail=words.over(pl.col("text").str.slice(begins)),
    )
    length = parts["head"].str.len_chars().cast(pl.Int32)
    begun = pl.when(pl.col("display_from").is_not_null()).then(pl.coalesce(length, "display_from"))
    return frame.with_columns(text=parts["head"] + parts["tail"], display_from=begun)


def _pictures(frame: pl.DataFrame, words: Swap, theirs: pl.Expr) -> pl.DataFrame:
    """Keep kind and description of a picture; its address and file only of public people."""
    rows = frame.with_columns(theirs=theirs).with_row_index("row")
    shown = rows.filter(pl.col("media").list.len() > 0).select("row", "theirs", "media").explode("media")
    part = pl.col("media").struct.field
    anew = (
        shown.select(
            "row",
            media=pl.struct(
                kind=part("kind"),
                alt=words.over(part("alt")),
                url=pl.when("theirs").then(part("url")),
                file=pl.when("theirs").then(part("file")),
            ),
        )
        .group_by("row", maintain_order=True)
        .agg(anew="media")
    )
    joined = rows.select("row", "media").join(anew, on="row", how="left", maintain_order="left")
    return frame.with_columns(joined.select(pl.coalesce("anew", "media").alias("media").cast(MEDIA))["media"])


def _time_in(note_id: str) -> pl.Expr:
    """Return when a note was written, which its id says until another takes its place."""
    number = pl.col(note_id).cast(pl.Int64, strict=False)
    return pl.when(number >= FIRST_ID).then((number // (1 << 22) + EPOCH_MS).cast(TIME))


def _rounded(column: str) -> pl.Expr:
    """Round to one figure: what a comparison of audiences needs, and less than a search does."""
    value = pl.col(column).cast(pl.Float64)
    unit = pl.lit(float(_TEN)).pow(value.clip(1).log10().floor())
    return ((value / unit).round() * unit).round().cast(pl.Int64)
