"""An archive -> what `threadscope check` says of it, as tables: files, problems, threads, gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from threadscope.cli.hints import HINTS

if TYPE_CHECKING:
    import polars as pl

    from threadscope.archive import Archive
    from threadscope.study import Study

__all__ = ["Rows", "Said", "checked", "containers", "said"]

Rows = list[dict[str, Any]]

#: A problem of one of these kinds may be all that there is of a file: it was never opened.
_NEVER_OPENED: Final = ("missing_path", "unreadable_file")
_NO_HINT: Final = "docs/problems.md says more."


def checked(archive: Archive) -> dict[str, pl.DataFrame]:
    """Return tables by the keys of `--json`: sources, problems, completeness, gaps."""
    study = archive.study()
    return {
        "sources": _sources(study),
        "problems": _problems(study),
        "completeness": _completeness(study),
        "gaps": study.table("gaps"),
    }


class Said(NamedTuple):
    """How many posts stand in threads, and how many of them say what gaps are told from."""

    posts: int
    counted: int
    answering: int


def said(archive: Archive) -> Said:
    """Count the posts that carry a reply count, and those that say which post they answer."""
    standing = archive.posts.drop_nulls("thread_id")
    known = (standing.height - standing[name].null_count() for name in ("reply_count", "reply_to_id"))
    return Said(standing.height, *known)


def containers(sources: Rows) -> set[str]:
    """Return the names of files that hold other sources: what stands in them was read under their names."""
    names = [row["source"] for row in sources]
    return {name[:place] for name in names for place, mark in enumerate(name) if mark == "!"} & set(names)


def _sources(study: Study) -> pl.DataFrame:
    """Return a row a file, in the order of reading, with its ghosts and problems counted."""
    import polars as pl  # noqa: PLC0415 - not for --help

    sources, problems = study.table("sources"), study.table("problems")
    unopened = (
        problems.filter(pl.col("kind").is_in(_NEVER_OPENED))
        .join(sources, on="source", how="anti")
        .unique("source", keep="first", maintain_order=True)
        .select("source", detected_by="detail", bytes=pl.lit(None, pl.Int64), posts=pl.lit(0, pl.Int64))
    )
    listed = pl.concat([sources, unopened], how="diagonal")
    counted = problems.group_by("source", maintain_order=True).agg(
        problems=_times().sum(), first=pl.col("detail").first()
    )
    for counts in (_ghosts(study), counted):
        listed = listed.join(counts, on="source", how="left", maintain_order="left")
    unsaid = (pl.col("detected_by") == "") & pl.col("dialect").is_null()
    return listed.with_columns(
        pl.col("ghosts", "problems").fill_null(0),
        detected_by=pl.when(unsaid).then(pl.coalesce("first", "detected_by")).otherwise("detected_by"),
    ).drop("first")


def _ghosts(study: Study) -> pl.DataFrame:
    """Count for each file the posts that its posts answer, or that it says are gone, and that no file holds."""
    import polars as pl  # noqa: PLC0415 - not for --help

    seen = study.table("observations")
    held = pl.concat([seen["post_id"], study.table("aliases")["alias_id"].alias("post_id")]).to_frame()
    answered = seen.select("source", post_id="reply_to_id").drop_nulls()
    gone = study.table("absences").select("source", "post_id")
    missing = pl.concat([answered, gone]).unique().join(held, on="post_id", how="anti")
    return missing.group_by("source").agg(ghosts=pl.len().cast(pl.Int64))


def _problems(study: Study) -> pl.DataFrame:
    """Return a row a kind of problem, with how many there are, one of them, and what to do."""
    import polars as pl  # noqa: PLC0415 - not for --help

    kinds = (
        study.table("problems")
        .group_by("kind", maintain_order=True)
        .agg(_times().sum().alias("count"), pl.col("source", "position", "detail").first())
    )
    hint = pl.col("kind").replace_strict(HINTS, default=_NO_HINT, return_dtype=pl.String)
    ordered = kinds.sort(["count", "kind"], descending=[True, False])
    return ordered.with_columns(what_to_do=hint)


def _times() -> pl.Expr:
    """Return how often a row of problems was met: the last of many says how many more there are."""
    import polars as pl  # noqa: PLC0415 - not for --help

    more = pl.col("detail").str.extract(r"^([0-9]{1,15}) more like these$").cast(pl.Int64)
    return pl.when(pl.col("position").is_null()).then(more).fill_null(1)


def _completeness(study: Study) -> pl.DataFrame:
    """Return how much the archive holds of each thread with replies, the largest first."""
    import polars as pl  # noqa: PLC0415 - not for --help

    table = study.table("completeness").join(
        study.table("threads").select("thread_id", "handle"), on="thread_id"
    )
    with_replies = table.filter(pl.col("n_replies") > 0)
    return with_replies.sort(["n_posts", "thread_id"], descending=[True, False])
