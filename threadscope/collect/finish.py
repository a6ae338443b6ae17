"""Raw columns of one batch -> rows of ``observations`` and sightings of people: the habits all dialects share."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

from threadscope import schema
from threadscope.collect.moments import FIRST_POST, parse_times, snowflake_time
from threadscope.collect.problems import Problems
from threadscope.collect.texts import app_name, display_from, looks_cut, unescape, without_nul
from threadscope.schema import TIME

__all__ = ["finish_observations", "finish_people", "finish_side"]

_POST_ID = r"^[0-9]{1,19}$"
_IDS = ("post_id", "author_id", "reply_to_author_id")
_REFERENCES = ("conversation_id", "reply_to_id", "quoted_id", "repost_of_id")
_COUNTS = ("like_count", "reply_count", "repost_count", "quote_count", "bookmark_count", "view_count")
#: X's codes for "no language": undetermined, only mentions, only links, only tags, and the like.
_NO_LANGUAGE = r"^(?:q[a-z]{2}|und|zxx|art|)$"
#: An export's time that differs more than this from the time in the id cannot be the time of that id.
_TOLERANCE = pl.duration(hours=1)
_QUARTER_MS = 15 * 60 * 1000
#: Years between which a time can be written at all, and between which somebody can have captured a post.
_CALENDAR = (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC))
_CAPTURES = (FIRST_POST, datetime(2100, 1, 1, tzinfo=UTC))


def finish_observations(raw: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    """Return the rows of ``observations`` for one batch of raw columns (intake.OBSERVED, source, dialect)."""
    frame = _ids(_whole_numbers(raw), problems)
    frame = _times(frame, problems)
    frame = _counts(frame, problems)
    return schema.conform(_people_of(_texts(frame)), "observations")


def finish_people(raw: pl.DataFrame) -> pl.DataFrame:
    """Return sightings (the columns of ``people`` and captured_at) for one batch of raw columns."""
    people = raw.filter(pl.col("author_id").is_not_null()).with_columns(
        handle=_word("handle"),
        name=without_nul(unescape(pl.col("name"))),
        verified_type=_verified_type(),
        account_created_at=parse_times(raw["created"]).filter(raw["author_id"].is_not_null()),
        captured_at=_within("captured_ms", _CAPTURES),
    )
    return people.select(*schema.SCHEMAS["people"].dtypes, "captured_at")


def finish_side(name: str, raw: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    """Return the rows of ``absences``, ``cursors`` or ``notes``: those of a post without an id are reported and left out."""
    moments = [column for column, dtype in raw.schema.items() if dtype == TIME]
    known = pl.col("post_id").str.contains(_POST_ID)
    frame = raw.with_columns(
        pl.when(pl.col(moment).is_between(*_CAPTURES)).then(moment) for moment in moments
    )
    if name == "cursors":
        return frame.with_columns(pl.when(known).then("post_id"))
    if name == "absences":
        conversation = pl.col("conversation_id").str.contains(_POST_ID)
        frame = frame.with_columns(pl.when(conversation).then("conversation_id"))
    kind = "absence_without_id" if name == "absences" else "id_suspect"
    what = "a post that is not to be had" if name == "absences" else "a post with a Community Note"
    for row in frame.filter(~known.fill_null(value=False)).iter_rows(named=True):
        said = "no id" if row["post_id"] is None else f"the id {row['post_id'][:40]!r}"
        problems.add(row["source"], None, kind, f"{what} has {said}; it was left out")
    return frame.filter(known)


def _word(name: str) -> pl.Expr:
    cleaned = pl.col(name).str.strip_chars().str.strip_prefix("@")
    return pl.when(cleaned != "").then(cleaned)


def _verified_type() -> pl.Expr:
    kind = pl.col("verified_type").str.to_lowercase()
    return pl.when(kind.is_in(["blue", "business", "government", "legacy"])).then(kind)


def _whole_numbers(frame: pl.DataFrame) -> pl.DataFrame:
    """Take the ``.0`` off ids that a table kept as floats, where these are short enough to have lost no digit."""
    floats = [name for name in (*_IDS, *_REFERENCES) if frame[name].str.contains(".", literal=True).any()]
    exact = r"^([0-9]{1,15})\.0$"
    return frame.with_columns(pl.coalesce(pl.col(name).str.extract(exact), name) for name in floats)


def _ids(frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    """Leave out posts without an id and empty references that are none."""
    wrong = ~frame["post_id"].str.contains(_POST_ID).fill_null(value=False)
    if wrong.any():
        for row in frame.filter(wrong).select("source", "source_row", "post_id").iter_rows(named=True):
            kind = "no_post_id" if row["post_id"] is None else "id_suspect"
            what = "no id" if row["post_id"] is None else f"the id {row['post_id'][:40]!r}"
            problems.add(row["source"], _record(row), kind, f"a post with {what}; it was left out")
        frame = frame.filter(~wrong)
    for name in _REFERENCES:
        odd = ~frame[name].str.contains(_POST_ID).fill_null(value=True)
        if odd.any():
            for row in frame.filter(odd).select("source", "post_id", name).iter_rows(named=True):
                detail = f"{name} is {row[name][:40]!r}, which is no id; it was left empty"
                problems.add(row["source"], row["post_id"], "id_suspect", detail)
            frame = frame.with_columns(pl.when(~odd).then(pl.col(name)))
    return frame


def _record(row: dict[str, object]) -> str:
    return f"record {row['source_row']}"


def _times(frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    """Fill created_at: the export's time, refined by the id where they agree, replaced by it where impossible."""
    written = parse_times(frame["created"])
    frame = frame.with_columns(
        captured_at=_within("captured_ms", _CAPTURES),
        _said=pl.coalesce(_within("created_ms", _CALENDAR), written),
        _flake=snowflake_time(pl.col("post_id")),
    )
    _report_captures(frame, problems)
    said, flake = pl.col("_said"), pl.col("_flake")
    latest = pl.min_horizontal(pl.col("captured_at") + pl.duration(days=1), pl.date(2038, 1, 19).cast(TIME))
    apart = (said - flake).abs()
    shifted = (apart.dt.total_milliseconds() + 1000) % _QUARTER_MS < 2000  # a local time without its zone
    frame = frame.with_columns(
        _unread=said.is_null() & pl.any_horizontal(pl.col("created", "created_ms").is_not_null()),
        _impossible=~said.is_between(pl.lit(FIRST_POST), latest),
        _apart=(apart > _TOLERANCE) & ~shifted,
    ).with_columns(
        created_at=pl.when(said.is_null() | pl.col("_impossible"))
        .then(pl.when(flake <= latest).then(flake))
        .when((apart < pl.duration(seconds=1)) | (shifted & (apart > pl.duration(minutes=1))))
        .then(flake)
        .otherwise(said)
    )
    for flag, kind, detail in (
        ("_unread", "time_unreadable", "the time {said!r} could not be read; {used} was taken"),
        ("_impossible", "time_implausible", "the time {said!r} cannot be; {used} was taken"),
        ("_apart", "id_suspect", "the id says {flake}, the export {said!r}; {used} was taken"),
    ):
        for row in frame.filter(pl.col(flag)).iter_rows(named=True):
            said_as = row["created"] or str(row["_said"] or row["created_ms"])
            used = f"{row['created_at']:%Y-%m-%d %H:%M:%S}" if row["created_at"] else "none"
            flake_as = f"{row['_flake']:%Y-%m-%d %H:%M:%S}" if row["_flake"] else "nothing"
            problems.add(
                row["source"],
                row["post_id"],
                kind,
                detail.format(said=said_as[:40], used=used, flake=flake_as),
            )
    return frame


def _within(name: str, years: tuple[datetime, datetime]) -> pl.Expr:
    """Return milliseconds since 1970 as a time; nothing where that lies outside some years."""
    first, last = (int(moment.timestamp()) * 1000 for moment in years)
    return pl.when(pl.col(name).is_between(first, last)).then(pl.col(name)).cast(TIME)


def _report_captures(frame: pl.DataFrame, problems: Problems) -> None:
    wrong = frame["captured_at"].is_null() & frame["captured_ms"].is_not_null()
    if wrong.any():
        for row in frame.filter(wrong).select("source", "post_id", "captured_ms").iter_rows(named=True):
            detail = f"captured at {row['captured_ms']} ms since 1970, which cannot be; it was left empty"
            problems.add(row["source"], row["post_id"], "time_implausible", detail)


def _counts(frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    """Empty negative counts, and those of reposts: they belong to the post that was reposted."""
    for name in _COUNTS:
        negative = (frame[name] < 0).fill_null(value=False)
        if negative.any():
            for row in frame.filter(negative).select("source", "post_id", name).iter_rows(named=True):
                detail = f"{name} is {row[name]}; it was left empty"
                problems.add(row["source"], row["post_id"], "count_implausible", detail)
    own = pl.col("repost_of_id").is_null()
    return frame.with_columns(pl.when((pl.col(name) >= 0) & own).then(pl.col(name)) for name in _COUNTS)


def _texts(frame: pl.DataFrame) -> pl.DataFrame:
    """Fill text and what is known about it; resolve entities of those texts that hold them."""
    escaped = unescape(pl.col("text"))
    # A post in a conversation that another one opened is an answer, though nothing may say to which post.
    inside = (pl.col("conversation_id") != pl.col("post_id")).fill_null(value=False)
    named = pl.col("reply_to_id", "reply_to_author_id", "reply_to_handle").is_not_null()
    is_reply = pl.any_horizontal(named, inside)
    return frame.with_columns(text=without_nul(pl.coalesce("plain", escaped))).with_columns(
        text_truncated=pl.col("text").is_not_null()
        & pl.coalesce("cut", looks_cut(pl.col("text"), pl.col("plain").is_not_null())),
        display_from=display_from(pl.col("text"), is_reply),
        lang=pl.when(~pl.col("lang").str.contains(_NO_LANGUAGE)).then(pl.col("lang")),
        source_app=app_name(pl.col("source_app")),
        availability=pl.col("availability").fill_null("available"),
        place=pl.col("place").fill_null("main"),
    )


def _people_of(frame: pl.DataFrame) -> pl.DataFrame:
    """Fill author_id: the id, else `@handle`, else `?post_id`."""
    named = frame.with_columns(
        handle=_word("handle"), reply_to_handle=_word("reply_to_handle"), author_id=_word("author_id")
    )
    by_handle = "@" + pl.col("handle").str.to_lowercase()
    return named.with_columns(author_id=pl.coalesce("author_id", by_handle, "?" + pl.col("post_id")))
