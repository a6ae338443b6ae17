"""A quarrel of seven posts and one gap, as all the tables that the page takes, written by hand."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import polars as pl

from tests.builders import START, at, posts
from threadscope import schema, tree
from threadscope.report import Picture, page
from threadscope.settings import Settings

__all__ = [
    "ANSWER", "ASKS", "DENIAL", "ELSEWHERE", "GAP", "HOSTILE", "JOKE", "LATE", "QUOTE", "ROOT", "hostile", "pictures", "render",
    "tables",
]  # fmt: skip

#: Tries to close the script, to load, to run, to turn the writing direction, and to be a template.
HOSTILE = (
    '</script><img src=x onerror="window.owned=1">\u202e<svg onload=window.owned=2>\'{{ 7*191 }}'
    "<a href='javascript:window.owned=3'>\"><iframe src='https://evil.example/'></iframe>]]>&lt;"
)

ROOT, DENIAL, ANSWER, QUOTE, LATE, GAP, ASKS, JOKE = (f"179400000000000000{digit}" for digit in range(1, 9))
#: A post in another thread, by somebody who writes here too.
ELSEWHERE = "1793000000000000001"
_TEXTS = {
    ROOT: "PigeonChat exports user data every night.",
    DENIAL: "@owl This is not correct.",
    ANSWER: "What have you published?",
    QUOTE: "He repeats false things.",
    LATE: "So it goes",
    ASKS: "Source?",
    JOKE: "My pigeon is fine",
}
_AUTHORS = {
    ROOT: "owl",
    DENIAL: "cath",
    ANSWER: "mogul",
    QUOTE: "yara",
    LATE: "late",
    ASKS: "asks",
    JOKE: "joker",
}
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90pt" height="50pt" viewBox="0 0 90 50">'
    '<rect id="box" x="0" y="0" width="90" height="50" style="fill: #7a3e9d"/>'
    '<text x="4" y="20" style="font: 10px \'Source Sans 3\'; fill: #1b1f24">{text}</text></svg>'
)


def tables(n_jokes: int = 0, *, texts: Mapping[str, str] | None = None) -> dict[str, pl.DataFrame]:
    """Return every table that the page takes.

    Parameters
    ----------
    n_jokes
        So many more posts that answer the first one.
    texts
        Other words, by post.
    """
    words = _TEXTS | {str(int(JOKE) + 10 + joke): f"joke number {joke}" for joke in range(n_jokes)}
    words |= dict(texts or {})
    forest = tree.build(
        _posts(words, n_jokes), schema.empty("absences"), schema.empty("aliases"), quotes=True
    )
    made = {name: getattr(forest, name) for name in ("posts", "ghosts", "threads")}
    return made | {name: _table(name, rows) for name, rows in _rows(made["posts"]).items()}


def _posts(words: Mapping[str, str], n_jokes: int) -> pl.DataFrame:
    specs = [
        f"{ROOT}@owl", f"{DENIAL}@cath>{ROOT}", f"{ANSWER}@mogul>{DENIAL}", f"{QUOTE}@yara~{ANSWER}",
        f"{LATE}@late>{GAP}", f"{ASKS}@asks>{ROOT}", f"{JOKE}@joker>{ROOT}",
        *(f"{int(JOKE) + 10 + joke}@joker{joke}>{ROOT}" for joke in range(n_jokes)),
    ]  # fmt: skip
    ids = [spec.split("@", maxsplit=1)[0] for spec in specs]
    return posts(
        *specs,
        step_s=3600 if not n_jokes else 30,
        text=words,
        conversation_id=dict.fromkeys(ids, ROOT),
        display_from={DENIAL: 5},
        like_count={ROOT: 402_000, DENIAL: 12},
        reply_count={ROOT: 5 + n_jokes, DENIAL: 1},
        media={ANSWER: [{"kind": "photo", "alt": "a list of papers", "url": None, "file": None}]},
        urls={ANSWER: ["https://example.org/papers"]},
        captured_at=dict.fromkeys(ids, at(86_400)),
    )


def _rows(posts: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of all tables but those of the tree."""
    ids = posts["post_id"].to_list()
    scored = {
        DENIAL: ("scored", -0.25, [{"word": "correct", "polarity": -0.25}]),
        LATE: ("not_scored", None, []),
    }
    drawn = dict(zip(ids, posts["n_children"], strict=True))
    return {
        "people": [
            {"author_id": author, "handle": author, "name": f"{author.title()} Name"} for author in _AUTHORS.values()
        ],
        "sources": [
            {
                "source": "quarrel.jsonl", "sha256": "ab" * 32, "bytes": 4096, "dialect": "api_v2",
                "detected_by": "keys data and includes", "posts": len(ids), "captured_from": at(86_400),
                "captured_to": at(86_400),
            }
        ],
        "problems": [
            {"source": "quarrel.jsonl", "position": f"line {line}", "kind": "not_json", "detail": "cut in the middle"}
            for line in range(5)
        ],
        "cursors": [{"post_id": ROOT, "kind": "show_more", "source": "quarrel.jsonl"}],
        "findings": _findings(),
        "participants": [
            {
                "author_id": author, "handle": author, "n_posts": 1, "n_answers": drawn[post_id],
                "n_repliers": drawn[post_id], "n_answered": 1, "first_at": START,
            }
            for post_id, author in _AUTHORS.items()
        ],
        "roles": [
            {"author_id": "cath", "role": "denier", "weight": 1.0, "confidence": 0.9, "rule": "says_not", "evidence": [DENIAL]}
        ],
        "sentiment": [
            {"post_id": post_id, "status": status, "polarity": score, "words": words, "backend": "textblob"}
            for post_id, (status, score, words) in ((post_id, scored.get(post_id, ("no_signal", 0.0, []))) for post_id in ids)
        ],
        "tone_groups": [
            {
                "grouped_by": "all", "group": "all", "n_people": 6, "n_posts": 7, "n_scored": 1, "n_no_signal": 5,
                "n_not_scored": 1, "mean": -0.04, "low": -0.12, "high": 0.0, "leans": "neither",
            },
            {
                "grouped_by": "camp", "group": "dispute", "n_people": 5, "n_posts": 5, "n_scored": 1, "n_no_signal": 4,
                "n_not_scored": 0, "mean": -0.05, "low": -0.15, "high": -0.03, "leans": "negative",
            },
            {"grouped_by": "camp", "group": "claim", "n_people": 1, "n_posts": 1, "n_scored": 0, "n_not_scored": 0, "mean": 0.0},
        ],
        "tone_conflicts": [{"post_id": DENIAL, "backend": "blend", "polarity": -0.25, "other_polarity": 0.61}],
        "stance": [
            {
                "post_id": DENIAL, "toward_claim": "deny", "toward_parent": "disagree", "span": "This is not correct",
                "rule": "says_not", "confidence": 0.9,
            },
            {"post_id": ASKS, "toward_claim": "query", "toward_parent": "ask", "span": "Source?", "rule": "asks"},
        ],
        "note_states": [
            {
                "post_id": ROOT, "state": "shown_at_capture", "text": "No source is given.", "written_at": at(7200),
                "observed_at": at(86_400), "age_s": 7200.0, "n_before": 2, "conflict": False,
            }
        ],
        "note_timeline": [
            {
                "post_id": ROOT, "note_id": "1794030000000000001", "evidence_kind": "pivot", "state": "shown_at_capture",
                "states": ["shown_at_capture"], "text": "No source is given.", "n_observations": 1,
                "first_observed_at": at(86_400), "observed_at": at(86_400), "seen_shown_from": at(86_400),
                "seen_shown_to": at(86_400), "written_at": at(7200), "written_precision": "exact", "hours_to_written": 2.0,
                "n_replies": 3, "n_below": 6, "n_thread": 7, "replies_at_written": 1, "replies_share_at_written": 1 / 3,
                "below_at_written": 1, "below_share_at_written": 1 / 6, "thread_at_written": 2,
                "thread_share_at_written": 2 / 7, "captured_to": at(86_400),
            }
        ],
        "note_coverage": [
            {
                "n_posts": len(ids), "evidence_kinds": ["pivot"], "captured_from": at(86_400), "captured_to": at(86_400),
                "n_snapshots": 0, "n_told": 1, "n_none_reported": 0, "n_unknown": len(ids) - 1, "n_noted": 1, "n_notes": 1,
                "n_requested": 0,
            }
        ],
        "note_context": [
            {
                "topic": "written", "says": "Half of the notes were written within ten hours", "value": 10.0, "unit": "hours",
                "n": 100, "of": "notes", "year": 2023, "source": "Somebody 2023", "address": "https://example.org/notes",
            }
        ],
        "note_files": [
            {
                "source": "notes-00000.tsv", "holds": "public_notes", "snapshot_by": "newest_row", "snapshot_at": at(864_000),
                "n_rows": 12, "n_rejected": 3, "n_kept": 0, "whole": True,
            }
        ],
        "recurring": [
            {
                "author_id": "cath", "handle": "cath", "thread_id": thread_id, "n_threads": 2, "nth": nth, "n_posts": 1,
                "n_answers": 2, "first_at": when, "roles": ["denier"], "met_ids": ["mogul"] if nth > 1 else [],
                "post_ids": [post_id], "text": words, "text_at": when, "opened_by": "finch", "opening": "Do messengers read along?",
                "opened_at": at(-90_000),
            }
            for nth, thread_id, post_id, when, words in (
                (1, ELSEWHERE, ELSEWHERE, at(-86_400), "Messengers do not read along."),
                (2, ROOT, DENIAL, at(3600), _TEXTS[DENIAL]),
            )
        ],
        "scores": [
            {"post_id": JOKE, "measure": "stance", "value": "comment", "confidence": 0.7, "by": "a_model", "is_label": False},
            {"post_id": DENIAL, "measure": "stance", "value": "deny", "confidence": None, "by": "ann", "is_label": True},
        ],
        "label_agreement": [
            {
                "measure": "stance", "by": "ann", "n": 40, "n_unclear": 9, "accuracy": 0.75, "kappa": 0.5, "kappa_low": -0.05,
                "kappa_high": 0.75, "macro_f1": 0.6, "macro_f1_low": 0.45, "macro_f1_high": 0.72,
            }
        ],
        "completeness": [
            {
                "n_posts": len(ids), "n_replies": 6, "n_missing_parent": 1, "missing_parent_share": 1 / 6,
                "replies_counted": 8, "replies_archived": 4, "coverage": 0.5, "n_ghosts": 1, "n_missing": 1,
                "n_cursors": 1, "n_detached": 1, "captured_from": at(86_400), "captured_to": at(86_400),
            }
        ],
        "branch_completeness": [
            {"branch_id": DENIAL, "n_posts": 3, "replies_counted": 3, "replies_archived": 1, "coverage": 1 / 3}
        ],
        "shape": [{"n_posts": len(ids), "depth_max": 3, "root_share": 0.5}],
        "participation": [{"n_people": 7, "once_share": 1.0}],
        "motifs": [{"n_reciprocal": 0, "n_incoming_triads": 6}],
        "tempo": [{"started_at": START, "at_50": at(3 * 3600), "latency_median_s": 3600.0}],
    }  # fmt: skip


def _findings() -> list[dict[str, Any]]:
    rows: list[tuple[str, str, list[str], str | None]] = [
        (
            "headline",
            "@owl: “PigeonChat exports user data”. @cath: “This is not correct”",
            [ROOT, DENIAL],
            None,
        ),
        ("extent", "7 posts by 7 people; half of them within 3 hours.", [], None),
        ("who_started", "@owl wrote the first post of the thread.", [ROOT], None),
        ("explicit_denial", "@cath says “This is not correct” to @owl.", [DENIAL], None),
        ("longest_exchange", "@mogul and @cath answered each other once.", [DENIAL, ANSWER], None),
        ("note_captured", "A note on @owl’s post was shown when it was captured.", [ROOT], None),
        ("note_mentions", "1 post asks for a Community Note.", [ASKS], None),
        (
            "note_coverage",
            "There are signs of Community Notes on 1 post (captured 25 May 2024; no Community Notes snapshot loaded).",
            [ROOT],
            None,
        ),
        ("missing", "The archive holds 4 of 8 replies that X counts.", [LATE, GAP], None),
        ("role", "@cath denies the claim in words of her own.", [DENIAL], None),
        (
            "met_again",
            "@cath also wrote in another thread of this archive, 1 day earlier: “Messengers do not read along.”",
            [DENIAL, ELSEWHERE],
            None,
        ),
        ("first_post", "@owl opens the thread.", [ROOT], "First post"),
        ("first_denial", "@cath denies it.", [DENIAL], "First denial"),
    ]
    return [
        {
            "finding_id": f"{kind}-1", "kind": kind, "label": label, "subject": "cath" if kind == "role" else None,
            "at": (START if kind == "first_post" else at(3600)) if label else None,
            "evidence": evidence, "n_evidence": 15 if kind == "missing" else len(evidence), "rule": f"rule_of_{kind}",
            "confidence": 0.9 if kind == "role" else 1.0, "wording": wording, "set_by": "rule",
        }
        for kind, wording, evidence, label in rows
    ]  # fmt: skip


def _table(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    dtypes = schema.SCHEMAS[name].dtypes
    columns = [column for column in dtypes if column in rows[0]]
    frame = schema.conform(pl.DataFrame(rows, schema={column: dtypes[column] for column in columns}), name)
    return (
        frame.with_columns(thread_id=pl.lit(ROOT))
        if "thread_id" in dtypes and "thread_id" not in columns
        else frame
    )


def hostile(text: str = HOSTILE) -> dict[str, pl.DataFrame]:
    """Return the quarrel with one text in every column of text that no code reads."""
    return {name: _poisoned(name, frame, text) for name, frame in tables().items()}


def _poisoned(name: str, frame: pl.DataFrame, text: str) -> pl.DataFrame:
    codes = {
        "status",
        "state",
        "kind",
        "parent_kind",
        "availability",
        "toward_claim",
        "toward_parent",
        "evidence_kind",
        "snapshot_by",
        "written_precision",
        "classification",
        "role",
    }
    if name in {"sources", "problems"}:
        codes -= {"kind"}
    texts = [
        column
        for column, dtype in frame.schema.items()
        if dtype == pl.String and not column.endswith("_id") and column not in codes | {"subject", "object"}
    ]
    said = [pl.when(pl.col(column).is_not_null()).then(pl.lit(text)).alias(column) for column in texts]
    frame = frame.with_columns(said)
    if "media" in frame.columns:
        piece = {"kind": text, "alt": text, "url": text, "file": text}
        frame = frame.with_columns(
            media=pl.Series([[piece]] * frame.height, dtype=schema.MEDIA),
            urls=pl.Series([["javascript:window.owned=4", text]] * frame.height),
        )
    if "words" in frame.columns:
        said_words = [[{"word": text, "polarity": 0.5}]] * frame.height
        frame = frame.with_columns(words=pl.Series(said_words, dtype=schema.WORDS))
    return frame


def pictures(text: str = "bars") -> dict[str, Picture]:
    """Return two small pictures with a text in them that is escaped, as matplotlib does it."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    svg = _SVG.format(text=escaped)
    drawn = pl.DataFrame({"bin_start": [START, at(3600)], "n_posts": [4, 3]})
    return {
        name: Picture(
            name, svg, svg if name == "unfolding" else None, text, text, f"Alt of {name}: {text}", drawn
        )
        for name in ("unfolding", "tree")
    }


def render(*, given: Mapping[str, pl.DataFrame] | None = None, **options: Any) -> str:
    """Return the page of the quarrel, or of other tables."""
    options = {
        "settings": Settings(),
        "pictures": pictures(),
        "command": "threadscope report x -o y",
    } | options
    tables_given = dict(given or tables())
    # what the quarrel has nothing to say of is empty
    for name, parameter in inspect.signature(page).parameters.items():
        if parameter.default is parameter.empty and name in schema.SCHEMAS:
            tables_given.setdefault(name, schema.empty(name))
    return page(**tables_given, **options)
