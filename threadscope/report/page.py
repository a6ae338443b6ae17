"""The page: findings, pictures and tables put into one HTML file that loads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version
from typing import Any, Final

import polars as pl
from markupsafe import Markup

from threadscope.report import formats, method
from threadscope.report.audited import audited
from threadscope.report.cards import cards, numbered_cards
from threadscope.report.changed import changed
from threadscope.report.cited import cited_on_paper
from threadscope.report.conversation import pack, pack_pictures, rows_of
from threadscope.report.edited import PYTHON, edited
from threadscope.report.embedded import MAX_POSTS, embedded
from threadscope.report.facts import facts
from threadscope.report.limits import NEVER, limits
from threadscope.report.markup import environment
from threadscope.report.met_again import met_again, posts_elsewhere
from threadscope.report.noted import noted_ids, notes_section
from threadscope.report.people import participants_shown
from threadscope.report.picture import Picture
from threadscope.report.shown import drawn
from threadscope.report.story import (
    Sentence,
    groups,
    headline,
    marks,
    sentences,
    summary,
    turning_points,
)
from threadscope.report.style import script, script_hash, style_sheet
from threadscope.report.svg import Styles
from threadscope.report.thumbnails import Thumbnails
from threadscope.report.tone import MOST_DISPUTED, most_discussed, tone
from threadscope.settings import Settings

__all__ = ["page"]

#: Rows of the conversation that a browser without JavaScript is given.
_PLAIN_ROWS: Final = 100
#: Below this coverage, or above this share of missing parents, the page says at its top that it is partial.
_WHOLE, _FEW_MISSING = 0.9, 0.05
#: The finding that says how far the evidence of notes reaches: it stands there, and not in the list of findings.
_REACH: Final = "note_coverage"
#: Charts that have a place of their own; whatever else is drawn follows the branches.
PLACES: Final = (
    "unfolding", "storyboard", "exchange", "voices", "camps", "matrix", "tree", "branches", "tone", "note", "captures",
)  # fmt: skip


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
    captures: pl.DataFrame,
    changes_seen: pl.DataFrame,
    changes: pl.DataFrame | None = None,
    edits: pl.DataFrame | None = None,
    *,
    settings: Settings,
    pictures: Mapping[str, Picture],
    generated_at: datetime | None = None,
    command: str = "",
    saved: bool = True,
    audit: pl.DataFrame | None = None,
    thumbnails: Thumbnails | None = None,
    max_posts: int = MAX_POSTS,
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
    captures, changes_seen
        Counts of posts captured at several times, and what their captures say differently.
    changes
        What an older archive says differently, with which ``settings.since`` says that this one was compared.
    edits
        What an editor set by hand; None for nothing.
    settings
        Choices, printed in the page; ``tz`` is the zone of all times on it.
    pictures
        Charts by name: those of `PLACES` have theirs, others follow the branches.
    generated_at
        A time to print, or None to print none.
    command
        The command that rebuilds the page, printed in it.
    saved
        Whether the pictures lie beside the page, in ``charts/``: the page then names the files, and never asks for one.
    audit
        What still identifies people after measures against that: the table of that name; None where none was taken.
    thumbnails
        Small pictures of local copies, as `thumbnails.thumbnails` makes them; None shows none.
    max_posts
        Posts that the page carries; of a larger thread it carries what tells most, and says so.

    Returns
    -------
    str
        HTML whose content security policy forbids every request and every script but its own.
    """
    clock = formats.clock(settings.tz)
    rows = rows_of(posts, ghosts)
    plain = rows.head(_PLAIN_ROWS)["post_id"].to_list()
    quoted = [
        *noted_ids(note_timeline),
        *most_discussed(posts)["post_id"],
        *tone_conflicts["post_id"].head(MOST_DISPUTED),
    ]
    wanted = [
        *findings["evidence"].explode().drop_nulls(),
        *plain,
        *quoted,
        *(post_id for picture in pictures.values() for post_id in picture.evidence),
    ]
    known = cards(rows, wanted, people, clock, cited=cited_on_paper(findings, pictures, quoted))
    said = sentences(findings, known, clock, posts_elsewhere(recurring, clock))
    turns = turning_points(findings, said)
    styles = Styles()
    charts = drawn(pictures, said, known, clock, styles)
    differs = changed(posts, captures, changes_seen, changes if settings.since else None, clock)
    if not differs:
        charts.pop("captures", None)
    reach = [sentence for sentence in said if sentence.kind == _REACH]
    placed = groups(
        said,
        {picture.finding.finding_id for picture in charts.values() if picture.finding and picture.keeps}
        | {sentence.finding_id for sentence in reach[:1]},
    )
    numbered = marks(turns)
    shown = embedded(
        rows, [*wanted, *filter(None, [settings.claim])], list(numbered), max_posts=max_posts, saved=saved
    )
    packed = pack(
        shown,
        people,
        roles=roles,
        sentiment=sentiment,
        stance=stance,
        note_states=note_states,
        marks=numbered,
        claim=settings.claim,
        tz=settings.tz,
    )
    return (
        environment()
        .get_template("page.html")
        .render(
            style=Markup(style_sheet() + styles.sheet()),  # noqa: S704 - our own files, palette and charts
            script=Markup(script()),  # noqa: S704 - made of our own files
            script_hash=script_hash(),
            packed=packed,
            packed_pictures=pack_pictures(thumbnails, shown),
            embedded=shown.says,
            media_notes=thumbnails.notes if thumbnails else (),
            theme=settings.theme,
            zone=settings.tz,
            headline=headline(said),
            title=settings.title,
            edited=edited(edits, posts, ghosts, people, settings),
            thread=_thread(threads, clock),
            summary=summary(said),
            facts=facts(
                threads,
                tempo,
                completeness,
                stance,
                note_states,
                note_coverage,
                note_timeline,
                posts=posts,
                headline=headline(said),
                reach=reach[0] if reach else None,
            ),
            partial=_partial(threads, completeness, said),
            unmeasured=_unmeasured(completeness),
            pictures=charts,
            places=PLACES,
            saved=saved,
            turns=turns,
            groups=placed,
            n_findings=len(said),
            has={
                "storyboard": "storyboard" in charts or bool(placed["storyboard"]),
                "camps": "camps" in charts or "matrix" in charts or bool(placed["camps"]),
                "branches": "tree" in charts or "branches" in charts,
            },
            participants=participants_shown(participants, people, roles, findings, said, clock),
            n_participants=participants.height,
            met=met_again(recurring, threads, clock),
            tone=tone(posts, sentiment, tone_groups, tone_conflicts, known, settings.camps),
            notes=notes_section(note_timeline, note_coverage, note_files, note_context, said, known, clock),
            audited=None if audit is None else audited(audit),
            reach=reach[0] if reach else None,
            changed=differs,
            plain=[known[post_id] for post_id in plain],
            n_posts=shown.n_posts,
            n_gaps=shown.n_gaps,
            cited=numbered_cards(known),
            numbers={card.post_id: card.number for card in numbered_cards(known)},
            method=_method(branch_completeness, rows, cursors, sources, problems, completeness, clock)
            | {"others": method.others(scores), "agreement": method.agreement(label_agreement)},
            measures=method.measures(
                {"shape": shape, "participation": participation, "motifs": motifs, "tempo": tempo}, clock
            ),
            settings_rows=method.settings_rows(settings),
            python=method.python_call(threads["thread_id"][0], settings)
            if edits is None or not edits.height
            else PYTHON,
            command=command,
            limits=limits(
                posts, threads, completeness, note_coverage, sentiment, stance, problems, settings=settings
            ),
            never=NEVER,
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


def _unmeasured(completeness: pl.DataFrame) -> bool:
    """Tell whether nobody can say how much is missing; of a single post nobody asks."""
    return not completeness.filter(pl.col("coverage").is_null() & (pl.col("n_posts") > 1)).is_empty()


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
