"""A thread as our rules read it -> the text of a case file: what was read, and what an editor may change, in comments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import polars as pl

from threadscope.case.file import KEYS
from threadscope.errors import ReadError
from threadscope.schema.edited import ROLES, STANCES
from threadscope.thread import Thread

__all__ = ["draft", "in_comment", "quoted"]

#: People and posts that are proposed; how many more there are is said.
_PEOPLE: Final = 20
_POSTS: Final = 40
#: Parts that say no more than that somebody wrote.
_PLAIN: Final = ("commentator", "bystander", "undetermined")
_LONG: Final = 100
_WIDTH: Final = 100


def quoted(text: str) -> str:
    r"""Return a text as TOML writes it, whatever stands in it.

    >>> print(quoted('a "b"\n\x7f'))
    "a \"b\"\n\U0000007f"

    Raises
    ------
    ReadError
        For half characters (lone surrogates), which no TOML file can hold.
    """
    try:
        text.encode()
    except UnicodeEncodeError as fault:
        raise ReadError(
            f"the name {text!r} is no valid Unicode, and no case file can hold it: rename it"
        ) from fault
    return "".join(
        mark if mark.isprintable() else f"\\U{ord(mark):08x}" for mark in json.dumps(text, ensure_ascii=False)
    )


def in_comment(text: str | None, longest: int = _LONG) -> str:
    r"""Return archive text as it may stand in a comment: on one line, with nothing that ends or steers it.

    >>> in_comment("no\n[roles]\u2028x = 1\x1b[31m")
    'no [roles] x = 1 [31m'
    """
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in text or "").split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def draft(thread: Thread, given: Mapping[str, Any]) -> str:
    """Write a case file about one thread.

    Read as it is, it means what was given and nothing else: all that our rules found stands in comments, to be changed and
    uncommented.

    Parameters
    ----------
    thread
        The thread.
    given
        Keys of a case and their values: ``inputs``, and what else was chosen.

    Returns
    -------
    str
        TOML.
    """
    head = [
        "# A case for threadscope: what is read, and what you, the editor, set by hand.",
        "# Change what a line says and take the # before it away. The report marks all of it as set by the editor.",
        "# docs/case.md explains every key. To build the report: threadscope report case.toml -o report",
        "",
        *(f"{key} = {_value(given[key])}" for key in KEYS if key in given),
        f"thread = {quoted(thread.thread_id)}",
    ]
    return "\n".join(
        [
            *head,
            "",
            *_choices(thread, given),
            "",
            *_roles(thread),
            "",
            *_stances(thread),
            "",
            *_left_out(),
            "",
        ]
    )


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    return f"[{', '.join(map(quoted, value))}]"


def _choices(thread: Thread, given: Mapping[str, Any]) -> Iterator[str]:
    settings = thread.settings
    for key, value, says in (
        ("title", "…", "the page's heading, in your words"),
        ("claim", thread.thread_id, "the post whose claim the quarrel is about; without it the root"),
        ("camps", settings.camps, "what the two sides are called, the claimant's first"),
        ("tz", settings.tz, "zone of all times: Europe/Berlin"),
        ("theme", settings.theme, "light or dark"),
        ("sentiment", settings.sentiment, "textblob, vader or blend"),
        ("public", ("@…",), "handles that stay readable when the others get pseudonyms"),
    ):
        if key not in given:
            yield f"# {f'{key} = {_value(value)}':<52}  # {says}"


def _roles(thread: Thread) -> Iterator[str]:
    yield "[roles]"
    yield "# The parts that a person plays; what stands here replaces all that our rules found. [] for none. There are:"
    yield from _wrapped(ROLES)
    yield "# People with a part beyond commenting, those who drew most answers first:"
    people = _people(thread)
    for row in people.head(_PEOPLE).iter_rows(named=True):
        name = f"@{row['handle']}" if row["handle"] else row["author_id"]
        yield f"# {quoted(name)} = {_value(row['roles'])}"
    yield from _more(people.height - _PEOPLE, "person", "people")


def _people(thread: Thread) -> pl.DataFrame:
    known = (
        thread.table("roles")
        .filter(~pl.col("role").is_in(_PLAIN))
        .sort("author_id", "weight", "role", descending=[False, True, False])
    )
    mine = known.group_by("author_id", maintain_order=True).agg(roles="role")
    people = thread.table("participants").select("author_id", "handle", "n_answers", "n_posts")
    return mine.join(people, on="author_id").sort(
        "n_answers", "n_posts", "author_id", descending=[True, True, False]
    )


def _stances(thread: Thread) -> Iterator[str]:
    yield "[stances]"
    yield f"# What a post says of the claim: {', '.join(STANCES)}; it goes before our reading, scores and labels."
    yield "# Posts that we read as more than a comment, those that drew most answers first, with the words that say so:"
    placed = _placed(thread)
    for row in placed.head(_POSTS).iter_rows(named=True):
        who = f"@{row['handle']}" if row["handle"] else row["author_id"]
        says = (row["text"] or "")[row["display_from"] or 0 :]
        words = f"“{in_comment(row['span'])}”" if row["span"] else f"in “{in_comment(says)}”"
        yield f"# {quoted(row['post_id'])} = {quoted(row['toward_claim'])}  # {in_comment(who, 60)}: {words}"
    yield from _more(placed.height - _POSTS, "post", "posts")


def _placed(thread: Thread) -> pl.DataFrame:
    drawn = thread.table("answers").group_by(post_id="target_id").agg(n=pl.len())
    return (
        thread.table("stance")
        .filter(pl.col("toward_claim").is_in(["support", "deny", "query"]))
        .join(thread.posts.select("post_id", "handle", "author_id", "text", "display_from"), on="post_id")
        .join(drawn, on="post_id", how="left")
        .sort(pl.col("n").fill_null(0), "post_id", descending=[True, False])
    )


def _left_out() -> Iterator[str]:
    yield "# People and posts that are left out. The report says how many posts went, and why; it does not name the people."
    yield "# [[leave_out]]"
    yield '# person = "@…"'
    yield '# reason = "asked to be left out"'
    yield "#"
    yield "# [[leave_out]]"
    yield '# post = "…"'
    yield '# reason = "shows a private address"'


def _more(number: int, one: str, many: str) -> Iterator[str]:
    if number > 0:
        yield f"# … and {number:,} more {one if number == 1 else many}"


def _wrapped(names: Iterable[str]) -> Iterator[str]:
    line = "#  "
    for name in names:
        if len(line) + len(name) > _WIDTH:
            yield line
            line = "#  "
        line += f" {name}"
    yield line
