"""Tables as they will be shown -> what in them still tells who somebody is, why, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.privacy.words_out import LEFT_OUT

__all__ = ["SMALL_GROUP", "Measures", "audit"]

#: Fewer people than this in a group can be told from each other by whoever knows them.
SMALL_GROUP: Final = 5
#: How files are called under pseudonyms; any other name was chosen by somebody.
_NUMBERED: Final = r"^file_\d+$"
_PSEUDONYMS, _NO_TEXT = "pseudonyms", "no_text"


@dataclass(frozen=True, slots=True)
class Measures:
    """What was done to the tables before they are shown.

    Attributes
    ----------
    pseudonyms
        Whether everybody but the public people has another name.
    public
        Handles of the people who keep theirs.
    n_named_texts
        Texts that still hold, without @, a name like that of a participant who is not public.
    n_renamed_texts
        Texts in which such a name was replaced.
    no_text
        Whether words of posts and notes were left out.
    """

    pseudonyms: bool = False
    public: tuple[str, ...] = ()
    n_named_texts: int = 0
    n_renamed_texts: int = 0
    no_text: bool = False

    @property
    def taken(self) -> list[str]:
        """The measures taken, by the names that the table `audit` uses."""
        return [name for name, on in ((_PSEUDONYMS, self.pseudonyms), (_NO_TEXT, self.no_text)) if on]


@dataclass(frozen=True, slots=True)
class _Left:
    """One way in which the tables still identify."""

    what: str
    found_in: str
    n: int | None
    why: str
    to_do: str


def audit(
    posts: pl.DataFrame,
    people: pl.DataFrame,
    notes: pl.DataFrame,
    sources: pl.DataFrame,
    scores: pl.DataFrame,
    camps: pl.DataFrame,
    roles: pl.DataFrame,
    *,
    measures: Measures | None = None,
) -> pl.DataFrame:
    """One row a way in which the tables still tell who somebody is.

    Parameters
    ----------
    posts, people, notes, sources, scores, camps, roles
        The tables of one thread as they will be shown, after all measures.
    measures
        What was done; without it nothing was.

    Returns
    -------
    polars.DataFrame
        Table ``audit``, what identifies at once first. What does not occur has no row; what nobody can count has a
        row whose ``n`` is null.
    """
    done = measures or Measures()
    left = [
        *_names(people, done),
        *_posts(posts, done),
        *_words(posts, notes, done),
        *_files(sources, scores),
        *_groups(camps, roles),
        *_always(posts, done),
    ]
    return schema.conform(
        pl.DataFrame(
            [(one.what, one.found_in, one.n, one.why, one.to_do, done.taken) for one in left if one.n != 0],
            schema=schema.SCHEMAS["audit"].dtypes,
            orient="row",
        ),
        "audit",
    )


def _names(people: pl.DataFrame, done: Measures) -> Iterator[_Left]:
    if done.pseudonyms:
        yield _Left(
            "public_handle", "people.handle and whatever names them", len(done.public),
            "these people keep handle, name, ids and numbers, because --public names them;"
            " whoever answers them can be found under their posts on X",
            "name fewer people with --public, and nobody who is not a public figure or has not agreed",
        )  # fmt: skip
        return
    yield _Left(
        "handle", "people.handle, posts.handle, posts.mentions", people["handle"].drop_nulls().n_unique(),
        "handles are shown as they are", "--pseudonyms KEYFILE",
    )  # fmt: skip
    yield _Left(
        "display_name", "people.name", len(people["name"].drop_nulls()),
        "names that people gave themselves are shown as they are", "--pseudonyms KEYFILE",
    )  # fmt: skip


def _posts(posts: pl.DataFrame, done: Measures) -> Iterator[_Left]:
    on_x = posts["post_id"].str.contains(r"^\d+$").sum()
    yield _Left(
        "post_id", "posts.post_id and all columns of ids", int(on_x),
        "the id opens the post on X, and holds the millisecond in which it was written",
        "name fewer people with --public" if done.pseudonyms else "--pseudonyms KEYFILE",
    )  # fmt: skip
    timed = int(posts["created_at"].is_not_null().sum())
    yield _Left(
        "time", "posts.created_at and all columns of times", timed,
        "times are exact, in the tables of data/ to the millisecond",
        "share the page and the pictures without data/",
    )  # fmt: skip
    counted = posts.select(
        n=pl.any_horizontal(pl.col("like_count", "view_count", "reply_count").is_not_null()).sum()
    ).item()
    yield _Left(
        "count", "posts.like_count and the other counts", int(counted),
        "exact counts, together, are often held by one post only",
        "crop counts from pictures that you share; old counts are no longer those on X, which helps",
    )  # fmt: skip


def _words(posts: pl.DataFrame, notes: pl.DataFrame, done: Measures) -> Iterator[_Left]:
    told = int(_carried(posts["text"]))
    yield _Left(
        "text", "posts.text and all quotations", told,
        "whoever searches X for a sentence finds who wrote it", "--no-text",
    )  # fmt: skip
    if told:
        yield _Left(
            "name_in_text", "posts.text", done.n_named_texts if done.pseudonyms else None,
            "texts hold, without @, words like the name of a participant, which may mean something else too",
            "--no-text, or read these texts and leave posts out",
        )  # fmt: skip
        yield _Left(
            "person_in_text", "posts.text, notes.text", None,
            "texts may name people, places or employers without @; no rule finds them all"
            + (f". A participant's name or handle was found and replaced in {done.n_renamed_texts:,} of them" if done.pseudonyms else ""),
            "read the texts before you publish them, or --no-text",
        )  # fmt: skip
    yield _Left(
        "link", "posts.urls, posts.text", int((posts["urls"].list.len().fill_null(0) > 0).sum()),
        "an address can be searched for, and may lead to the writer's own pages", "--no-text",
    )  # fmt: skip
    pictures = posts.select(
        n=pl.col("media").list.eval(
            pl.element().struct.field("url").is_not_null() | pl.element().struct.field("file").is_not_null()
        ).list.any().sum()
    ).item()  # fmt: skip
    yield _Left(
        "media", "posts.media, and thumbnails in the page", int(pictures or 0),
        "pictures can be searched for by what they show; screenshots often hold names",
        "--pseudonyms leaves out those of everybody but public people; leave out --media",
    )  # fmt: skip
    ids = notes["note_id"].drop_nulls().unique()
    yield _Left(
        "note_id", "notes.note_id", int(ids.str.contains(r"^\d+$").sum()),
        "notes are public data: their ids lead to the post that they are on",
        "name fewer people with --public" if done.pseudonyms else "--pseudonyms KEYFILE",
    )  # fmt: skip
    yield _Left(
        "note_text", "notes.text", int(_carried(notes["text"].drop_nulls().unique())),
        "notes are public data: their words lead to the post that they are on", "--no-text",
    )  # fmt: skip


def _carried(texts: pl.Series) -> int:
    return int((texts.is_not_null() & (texts != LEFT_OUT)).sum())


def _files(sources: pl.DataFrame, scores: pl.DataFrame) -> Iterator[_Left]:
    named = sources["source"].str.contains(_NUMBERED).not_().sum()
    yield _Left(
        "file_name", "sources.source, problems.source", int(named),
        "names of files and folders may hold handles, ids of posts, or who collected them",
        "--pseudonyms KEYFILE",
    )  # fmt: skip
    yield _Left(
        "checksum", "sources.sha256", len(sources["sha256"].drop_nulls()),
        "whoever holds the same file can tell that it is this one", "--pseudonyms KEYFILE",
    )  # fmt: skip
    yield _Left(
        "coder", "scores.by, and the rules of readings", scores["by"].drop_nulls().n_unique(),
        "coders and models are named as their files name them", "give coders initials or numbers in their files",
    )  # fmt: skip


def _groups(camps: pl.DataFrame, roles: pl.DataFrame) -> Iterator[_Left]:
    parts = pl.concat([
        camps.filter(pl.col("camp").is_in(["claim", "dispute"])).select("author_id", group="camp"),
        roles.filter(pl.col("role") != "undetermined").select("author_id", group="role"),
    ])  # fmt: skip
    small = parts.filter(pl.col("author_id").n_unique().over("group") < SMALL_GROUP)
    yield _Left(
        "small_group", "camps.camp, roles.role", small["author_id"].n_unique(),
        f"people in a group of fewer than {SMALL_GROUP}: whoever was there can tell them apart",
        "do not publish statements about people in small groups, or ask them",
    )  # fmt: skip


def _always(posts: pl.DataFrame, done: Measures) -> Iterator[_Left]:
    yield _Left(
        "language", "posts.lang", posts["lang"].drop_nulls().n_unique(),
        "in a thread of one language somebody who writes in another is easily found",
        "leave out posts in rare languages",
    )  # fmt: skip
    yield _Left(
        "rhythm", "posts.created_at", posts["author_id"].n_unique(),
        "the hours in which somebody writes hint at a time zone and at habits",
        "share the page and the pictures without data/",
    )  # fmt: skip
    yield _Left(
        "structure", "posts.parent_id, answers, exchanges", None,
        "who answered whom, and when, can be laid over the thread on X: whoever finds the thread has found everybody"
        + (", and public people lead there" if done.public else ""),
        "pseudonyms protect from a glance and from search engines, not from somebody who looks: ask whether the report"
        " must be public",
    )  # fmt: skip
