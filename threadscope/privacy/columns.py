"""A column of letters, of any table -> what it holds: whom it names, or whose words it carries.

Both measures read this one list. A test goes through every schema and asks for every column; whoever adds one decides.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

import polars as pl

from threadscope.schema import SCHEMAS

__all__ = ["Holds", "holds", "lettered", "undeclared"]


class Holds(Enum):
    """What stands in a column."""

    POST = auto()  # ids of posts
    NOTE = auto()  # ids of Community Notes
    AUTHOR = auto()  # ids of people
    HANDLE = auto()  # handles
    NAME = auto()  # what people call themselves, or what only they have: a badge, an app
    TEXT = auto()  # words of posts or of notes
    WORDING = auto()  # a sentence of ours, or of an editor, with words of posts in its marks
    ADDRESSES = auto()  # links in posts
    MEDIA = auto()  # pictures: alt text, address, file
    SOURCE = auto()  # names of files
    CHECKSUM = auto()  # of files
    PROVENANCE = auto()  # our words about a file, which may repeat what stands in it
    POSITION = auto()  # where in a file; sometimes the id of a post
    PLACE_ON_X = auto()  # an address on X made of handle and id
    CHANGED = auto()  # what was before or after a change: words, or one of ours, by the column `field`
    FIXED = auto()  # one of a few words of ours or of X, the same for any thread


#: Columns that hold the same in whichever table they stand.
_ANYWHERE: Final = {
    **dict.fromkeys(
        (
            "post_id", "thread_id", "parent_id", "conversation_id", "reply_to_id", "quoted_id", "repost_of_id",
            "branch_id", "edit_ids", "target_id", "claim_id", "head_id", "evidence", "written_on_id",
        ),
        Holds.POST,
    ),
    **dict.fromkeys(("author_id", "reply_to_author_id", "target_author_id"), Holds.AUTHOR),
    **dict.fromkeys(("handle", "reply_to_handle", "mentions"), Holds.HANDLE),
    "note_id": Holds.NOTE,
    **dict.fromkeys(("text", "span", "words", "hashtags"), Holds.TEXT),
    "urls": Holds.ADDRESSES,
    "media": Holds.MEDIA,
    "source": Holds.SOURCE,
    **dict.fromkeys(
        (
            "kind", "rule", "reason", "dialect", "place", "lang", "availability", "evidence_kind", "state",
            "states", "snapshot_by", "parent_kind", "verdict", "measure", "because", "classification", "backend",
        ),
        Holds.FIXED,
    ),
}  # fmt: skip

#: Table -> what its other columns hold, and where one holds something else than elsewhere.
_IN_TABLE: Final[dict[str, dict[str, Holds]]] = {
    "observations": {"source_app": Holds.NAME},
    "posts": {"source_app": Holds.NAME},
    "absences": {"detail": Holds.TEXT},
    "aliases": {"alias_id": Holds.POST},
    "people": {"name": Holds.NAME, "verified_type": Holds.NAME},
    "notes": {"precision": Holds.FIXED, "status": Holds.FIXED},
    "note_files": {"holds": Holds.FIXED},
    "sources": {"sha256": Holds.CHECKSUM, "detected_by": Holds.PROVENANCE},
    "problems": {"position": Holds.POSITION, "detail": Holds.PROVENANCE},
    "ghosts": {"referred_by": Holds.POST},
    "gaps": {"url": Holds.PLACE_ON_X},
    "branches": {"first_author_id": Holds.AUTHOR, "last_author_id": Holds.AUTHOR},
    "exchanges": {"a_id": Holds.AUTHOR, "b_id": Holds.AUTHOR, "duel_posts": Holds.POST},
    "reception": {"ratioed_by": Holds.POST},
    # `by` names a coder or a model, as whoever wrote the file of scores chose; the audit lists it.
    "scores": {"value": Holds.FIXED, "by": Holds.FIXED},
    "label_agreement": {"by": Holds.FIXED},
    "acts": {"act": Holds.FIXED},
    "claims": {"repeats_id": Holds.POST},
    **{
        name: {"toward_claim": Holds.FIXED, "toward_parent": Holds.FIXED, "likeliest": Holds.FIXED}
        for name in ("modelled_stance", "stance")
    },
    "starts": {"answer": Holds.FIXED},
    "pile_ons": {"one_off_ids": Holds.POST, "repeat_ids": Holds.POST},
    # `named` is what the settings call a side.
    "camps": {"camp": Holds.FIXED, "named": Holds.FIXED, "said": Holds.FIXED},
    "phases": {
        "begins_with": Holds.FIXED, "key_post_id": Holds.POST, "key_kind": Holds.FIXED,
        "entered_ids": Holds.AUTHOR, "under_id": Holds.POST,
    },
    "terms": {
        "term": Holds.TEXT, "side": Holds.FIXED, "against": Holds.TEXT, "against_ids": Holds.POST,
        "examples": Holds.POST,
    },
    "shared_words": {
        "term": Holds.TEXT, "forms": Holds.TEXT, "examples": Holds.POST, "post_ids": Holds.POST,
    },
    "recurring": {
        "roles": Holds.FIXED, "met_ids": Holds.AUTHOR, "post_ids": Holds.POST, "opened_by": Holds.HANDLE,
        "opening": Holds.TEXT,
    },
    "tone_course": {"group": Holds.FIXED},
    "tone_groups": {"grouped_by": Holds.FIXED, "group": Holds.AUTHOR, "leans": Holds.FIXED},
    "lexicon_sentiment": {"status": Holds.FIXED},
    "sentiment": {"status": Holds.FIXED},
    "roles": {"role": Holds.FIXED},
    "note_mentions": {"about_id": Holds.POST},
    "note_states": {
        "snapshot_state": Holds.FIXED, "snapshot_note_id": Holds.NOTE, "snapshot_text": Holds.TEXT,
    },
    "note_timeline": dict.fromkeys(
        ("written_precision", "shown_precision", "removed_precision"), Holds.FIXED
    ),
    "note_replies": {"scope": Holds.FIXED},
    "note_conflicts": {"evidence_kinds": Holds.FIXED, "note_ids": Holds.NOTE},
    "note_coverage": {"evidence_kinds": Holds.FIXED},
    # What is usual elsewhere: ours, the same for any thread.
    "note_context": dict.fromkeys(("topic", "says", "unit", "of", "source", "address"), Holds.FIXED),
    "turning_points": {"detail": Holds.TEXT},
    "findings": {
        "finding_id": Holds.FIXED, "label": Holds.WORDING, "subject": Holds.AUTHOR, "object": Holds.AUTHOR,
        "wording": Holds.WORDING, "set_by": Holds.FIXED,
    },
    # What before and after say is text, a handle or a word of ours, by `field`.
    **{
        name: {"field": Holds.FIXED, "before": Holds.CHANGED, "after": Holds.CHANGED, "detail": Holds.TEXT}
        for name in ("changes", "changes_seen")
    },
    # What an editor wrote: a title or a reason, with people and words in it as in our own sentences.
    "edits": {"value": Holds.WORDING, "reason": Holds.WORDING},
    "audit": dict.fromkeys(("what", "found_in", "why", "to_do", "taken"), Holds.FIXED),
}  # fmt: skip


def lettered(table: str) -> list[str]:
    """Return the columns of a table that hold letters, by its schema: texts, ids, and lists of them."""
    return [
        name
        for name, dtype in SCHEMAS[table].dtypes.items()
        if dtype == pl.String or isinstance(dtype, pl.List | pl.Struct)
    ]


def holds(table: str) -> dict[str, Holds]:
    """Return what the lettered columns of a table hold.

    Examples
    --------
    >>> holds("aliases")["alias_id"].name
    'POST'
    """
    own = _IN_TABLE.get(table, {})
    known = {name: own.get(name, _ANYWHERE.get(name)) for name in lettered(table)}
    return {name: what for name, what in known.items() if what is not None}


def undeclared() -> list[tuple[str, str]]:
    """Return the lettered columns of all tables of which nobody has said what they hold."""
    return [(table, name) for table in SCHEMAS for name in lettered(table) if name not in holds(table)]
