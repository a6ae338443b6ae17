"""Posts of two archives side by side -> rows of `changes`: gone, back, new, held by one of them only, edited."""

from __future__ import annotations

import polars as pl

from threadscope.diff.rows import rows

__all__ = ["held_by_one", "newest_absences", "other_versions"]


def newest_absences(absences: pl.DataFrame) -> pl.DataFrame:
    """Return of each post the newest sign that it is not to be had: ``reason``, ``said`` (in its words), ``said_at``.

    Of signs of one time the one that gives a reason counts.
    """
    reasoned = pl.col("reason") != "unavailable"
    return (
        absences.sort("captured_at", reasoned, "reason", "detail", nulls_last=False)
        .group_by("post_id", maintain_order=True)
        .agg(
            pl.col("reason").last(),
            said=pl.col("detail").last(),
            said_at=pl.col("captured_at").last(),
        )
    )


def held_by_one(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the posts that are gone or back by what a capture says, and those that only one of the two holds.

    A post is gone for a capture if that says so, and it holds no copy that is newer than this word. Which posts are new
    is said only where everything in the older capture was captured before they were written.

    Parameters
    ----------
    pairs
        One row a post that either holds or calls gone, with ``held_``, ``gone_``, ``reason_``, ``said_``, ``said_at_``,
        ``text_`` and ``text_…_at`` of both, ``created_at``, ``bound`` (when the newest copy of the older capture was
        taken; null if that is not known) and ``referred`` (whether the older capture refers to the post).
    """
    held_old, held_new, gone_old, gone_new = (
        pl.col(name) for name in ("held_old", "held_new", "gone_old", "gone_new")
    )
    since = (pl.col("created_at") > pl.col("bound")).fill_null(value=False)
    gone = pairs.filter(held_old, ~gone_old, gone_new)
    back = pairs.filter(held_new, gone_old, ~gone_new)
    lacking = pairs.filter(held_old, ~held_new, ~gone_new)
    added = pairs.filter(held_new, ~held_old, ~gone_old)
    was = {"before": pl.col("text_old"), "before_at": pl.col("text_old_at")}
    now = {"after": pl.col("text_new"), "after_at": pl.col("text_new_at"), "field": "text"}
    known = pl.when(pl.col("referred")).then(pl.lit("the older capture refers to it"))
    return pl.concat(
        [
            rows(
                gone,
                "gone",
                sure=True,
                field="reason",
                **was,
                after=pl.col("reason_new"),
                after_at=pl.col("said_at_new"),
                detail=pl.col("said_new"),
            ),
            rows(
                back,
                "back",
                sure=True,
                before=pl.col("reason_old"),
                before_at=pl.col("said_at_old"),
                detail=pl.col("said_old"),
                **(now | {"field": "reason"}),
            ),
            rows(lacking, "not_in_new", sure=False, field="text", **was),
            rows(added.filter(since), "written_since", sure=True, **now),
            rows(added.filter(~since), "not_in_old", sure=False, detail=known, **now),
        ]
    )


def other_versions(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the posts of which the captures hold different versions, by the ids that X gives to versions.

    Parameters
    ----------
    pairs
        One row a post, with ``id_old``, ``id_new`` (the newest version held), ``latest_old``, ``latest_new`` (the newest
        version named), texts and their times.
    """
    both = pairs.filter(pl.col("id_old").is_not_null(), pl.col("id_new").is_not_null())
    longer = pl.col("id_new").str.len_chars().cast(pl.Int32) - pl.col("id_old").str.len_chars().cast(pl.Int32)
    later = (longer > 0) | ((longer == 0) & (pl.col("id_new") > pl.col("id_old")))
    other = pl.col("id_old") != pl.col("id_new")
    texts = {
        "field": "text",
        "before": pl.col("text_old"),
        "after": pl.col("text_new"),
        "before_at": pl.col("text_old_at"),
        "after_at": pl.col("text_new_at"),
    }
    ids = pl.format("version {} became {}", "id_old", "id_new")
    unseen = (
        ~other & (pl.col("latest_new") != pl.col("id_new")) & (pl.col("latest_new") != pl.col("latest_old"))
    )
    return pl.concat(
        [
            rows(both.filter(other & later), "edited", sure=True, detail=ids, **texts),
            rows(
                both.filter(other & ~later),
                "older_version",
                sure=True,
                detail=pl.format("version {}, not {}", "id_new", "id_old"),
                **texts,
            ),
            rows(
                both.filter(unseen),
                "edited",
                sure=True,
                detail="the newer capture names a later version and does not hold its text",
                **(texts | {"after": pl.lit(None, pl.String)}),
            ),
        ]
    )
