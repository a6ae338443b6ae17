"""The page: findings, pictures and tables put into one HTML file that loads nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version
from typing import Any, Final

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from threadscope.report import formats, method
from threadscope.report.cards import cards
from threadscope.report.conversation import pack, rows_of
from threadscope.report.met_again import met_again, posts_elsewhere
from threadscope.report.noted import noted_ids, notes_section
from threadscope.report.people import participants_shown
from threadscope.report.picture import Picture, inline
from threadscope.report.story import (
    Sentence,
    facts,
    groups,
    headline,
    marks,
    sentences,
    summary,
    turning_points,
)
from threadscope.report.style import script, script_hash, style_sheet
from threadscope.report.tone import MOST_DISPUTED, most_discussed, tone
from threadscope.settings import Settings

__all__ = ["page"]

#: Rows of the conversation that a browser without JavaScript is given.
_PLAIN_ROWS: Final = 200
#: Below this coverage, or above this share of missing parents, the page says at its top that it is partial.
_WHOLE, _FEW_MISSING = 0.9, 0.05
# Fifteen letters today; accounts from before that rule have up to twenty.
_HANDLE: Final = re.compile(r"(?<![\w@])@\w{1,20}\b", re.ASCII)


def page(
    posts: pl.DataFrame,
    ghosts: pl.DataFrame,
    people: pl.DataFrame,
    threads: pl.DataFrame,
    note_files: pl.DataFrame,
    sources: pl.DataFrame,
    problems: pl.DataFrame,
    cursors: pl.DataFrame,
    findings: pl.DataFrame,
    participants: pl.DataFrame,
    roles: pl.DataFrame,
    sentiment: pl.DataFrame,
    tone_groups: pl.DataFrame,
    tone_conflicts: pl.DataFrame,
    stance: pl.DataFrame,
    note_states: pl.DataFrame,
    note_timeline: pl.DataFrame,
    note_coverage: pl.DataFrame,
    note_context: pl.DataFrame,
    completeness: pl.DataFrame,
    branch_completeness: pl.DataFrame,
    shape: pl.DataFrame,
    participation: pl.DataFrame,
    motifs: pl.DataFrame,
    tempo: pl.DataFrame,
    recurring: pl.DataFrame,
    scores: pl.DataFrame,
    label_agreement: pl.DataFrame,
    *,
    settings: Settings,
    pictures: Mapping[str, Picture],
    generated_at: datetime | None = None,
    command: str = "",
) -> str:
    """Return the report of one thread as one HTML document: the same text for the same tables.

    Parameters
    ----------
    posts, ghosts, people, threads, note_files, sources, problems, cursors
        Base tables, rows of one thread.
    findings
        All that the page asserts. Other tables give it numbers, quotations and provenance.
    participants, roles, sentiment, tone_groups, tone_conflicts, stance, note_states, note_timeline
        Analyses by person, by post and by note.
    note_coverage, note_context
        How far what is known of notes reaches, and what is usual elsewhere.
    completeness, branch_completeness, shape, participation, motifs, tempo
        Measures of the thread.
    recurring
        The people of this thread in other threads of the archive.
    scores, label_agreement
        Readings by others, and how far ours agree with labels given by hand.
    settings
        Choices, printed in the page; ``tz`` is the zone of all times on it.
    pictures
        Charts by name: ``unfolding``, ``note`` and ``tree`` have their places, others follow.
    generated_at
        A time to print, or None to print none.
    command
        The command that rebuilds the page, printed in it.

    Returns
    -------
    str
        HTML whose content security policy forbids every request and every script but its own.
    """
    clock = formats.clock(settings.tz)
    rows = rows_of(posts, ghosts)
    plain = rows.head(_PLAIN_ROWS)["post_id"].to_list()
    cited = findings["evidence"].explode().drop_nulls().to_list()
    wanted = [
        *cited,
        *plain,
        *noted_ids(note_timeline),
        *most_discussed(posts)["post_id"],
        *tone_conflicts["post_id"].head(MOST_DISPUTED),
    ]
    known = cards(rows, wanted, people, clock)
    said = sentences(findings, known, clock, posts_elsewhere(recurring, clock))
    turns = turning_points(findings, said)
    packed = pack(
        rows,
        people,
        roles=roles,
        sentiment=sentiment,
        stance=stance,
        note_states=note_states,
        marks=marks(turns),
        claim=settings.claim,
        tz=settings.tz,
    )
    return (
        _environment()
        .get_template("page.html")
        .render(
            style=Markup(style_sheet()),  # noqa: S704 - made of our own files and palette
            script=Markup(script()),  # noqa: S704 - made of our own files
            script_hash=script_hash(),
            packed=packed,
            theme=settings.theme,
            zone=settings.tz,
            headline=headline(said),
            thread=_thread(threads, clock),
            summary=summary(said),
            facts=facts(threads, tempo, completeness, stance, note_coverage),
            partial=_partial(threads, completeness, said),
            pictures=_drawn(pictures, clock),
            turns=turns,
            groups=groups(said),
            participants=participants_shown(participants, people, roles, findings, said, clock),
            n_participants=participants.height,
            met=met_again(recurring, threads, clock),
            tone=tone(posts, sentiment, tone_groups, tone_conflicts, known, settings.camps),
            tone_said=[sentence for sentence in said if sentence.kind == "tone"],
            notes=notes_section(note_timeline, note_coverage, note_files, note_context, said, known, clock),
            plain=[known[post_id] for post_id in plain],
            n_rows=rows.height,
            method=_method(branch_completeness, rows, cursors, sources, problems, completeness, clock)
            | {"others": method.others(scores), "agreement": method.agreement(label_agreement)},
            measures=method.measures(
                {"shape": shape, "participation": participation, "motifs": motifs, "tempo": tempo}, clock
            ),
            settings_rows=method.settings_rows(settings),
            command=command,
            version=version("threadscope"),
            generated=clock(generated_at) if generated_at else "",
        )
    )


def _method(
    branch_completeness: pl.DataFrame,
    rows: pl.DataFrame,
    cursors: pl.DataFrame,
    sources: pl.DataFrame,
    problems: pl.DataFrame,
    completeness: pl.DataFrame,
    clock: formats.Clock,
) -> dict[str, Any]:
    return {
        "ledger": method.ledger(completeness, cursors, clock),
        "branches": method.branches(branch_completeness, rows),
        "sources": method.source_rows(sources, clock),
        "problems": method.problem_kinds(problems),
        "n_problems": formats.number(problems.height),
    }


def _thread(threads: pl.DataFrame, clock: formats.Clock) -> dict[str, str]:
    row = threads.row(0, named=True)
    return {
        "id": row["thread_id"],
        "started": clock(row["started_at"]),
        "who": formats.person(row["handle"]),
        "n_posts": formats.number(row["n_posts"]),
    }


def _partial(threads: pl.DataFrame, completeness: pl.DataFrame, said: list[Sentence]) -> str:
    """Return the finding that says what is missing where much is known to be missing; "" otherwise."""
    if not completeness.height:
        return ""
    row = completeness.row(0, named=True)
    much = (
        not threads["root_archived"][0]
        or (row["coverage"] is not None and row["coverage"] < _WHOLE)
        or (row["missing_parent_share"] or 0) > _FEW_MISSING
        or row["n_cursors"] > 0
    )
    missing = next((f"f-{sentence.finding_id}" for sentence in said if sentence.kind == "missing"), "method")
    return missing if much else ""


def _drawn(pictures: Mapping[str, Picture], clock: formats.Clock) -> dict[str, dict[str, Any]]:
    return {
        name: {
            "wide": inline(picture.svg, f"{name}-w-", picture.alt),
            "narrow": inline(picture.narrow_svg, f"{name}-n-", picture.alt) if picture.narrow_svg else None,
            "title": picture.title,
            "subtitle": picture.subtitle,
            "table": method.chart_table(picture.table, clock),
        }
        for name, picture in pictures.items()
    }


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("threadscope.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["handles"] = _handles
    return environment


def _handles(text: str) -> Markup:
    """Set handles in bold and keep each apart from the writing direction around it."""
    parts: list[Markup] = []
    end = 0
    for found in _HANDLE.finditer(text):
        parts += [escape(text[end : found.start()]), Markup('<b class="h">{}</b>').format(found[0])]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])
