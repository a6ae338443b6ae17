"""`threadscope show`: what may be said of one thread, in words."""

from __future__ import annotations

import textwrap
from typing import Any
from zoneinfo import ZoneInfo

import click

from threadscope.cli.options import finish, read_thread, share_options, thread_options
from threadscope.cli.render import as_json, plain, table

__all__ = ["show"]

_TITLES = ("headline", "extent")
_CITED = 3


@click.command(short_help="Say in words how one thread unfolded.")
@thread_options
@share_options
@click.option("--json", "wants_json", is_flag=True, help="Write the findings as JSON.")
def show(paths: tuple[str, ...], *, wants_json: bool, strict: bool, **options: Any) -> None:
    """Say in words how one thread unfolded; each sentence names the posts behind it.

    In Python: threadscope.read(PATH).thread(ID).findings
    """
    archive, thread = read_thread(paths, **options)
    findings = thread.findings.to_dicts()
    if wants_json:
        as_json(findings)
    else:
        _print(findings, thread.settings.tz)
        if archive.scores["is_label"].any():
            _agreement(thread.table("label_agreement").to_dicts())
    finish(archive, strict=strict)


def _print(findings: list[dict[str, Any]], tz: str) -> None:
    """Write the titles, the turning points by time, and the other findings in the order of the story."""
    for kind in _TITLES:
        for row in findings:
            if row["kind"] == kind:
                click.echo(plain(row["wording"]))
    turns = sorted((row for row in findings if row["label"]), key=lambda row: row["at"])
    if turns:
        click.echo(f"\nHow it unfolded (times in {tz})")
    for number, row in enumerate(turns, 1):
        at = row["at"].astimezone(ZoneInfo(tz))
        _sentence(f"{number:>2}. ", f"{at:%a %d %b %Y %H:%M}  {row['wording']}", row)
    click.echo("\nWhat the posts show")
    for row in findings:
        if row["kind"] not in (*_TITLES, "tree_shape") and not row["label"]:
            _sentence("  - ", row["wording"], row)


def _agreement(rows: list[dict[str, Any]]) -> None:
    """Write how far our own readings agree with labels given by hand; numbers, no finding."""
    click.echo("\nHow far our own readings agree with labels (95 % intervals in brackets)")
    heads = ("measure", "labels by", "compared", "we say nothing", "same", "kappa", "macro-F1")
    table(
        heads,
        (
            (
                row["measure"],
                row["by"],
                f"{row['n']:,}",
                f"{row['n_unclear']:,}",
                "–" if row["accuracy"] is None else f"{row['accuracy']:.0%}",
                _interval(row, "kappa"),
                _interval(row, "macro_f1"),
            )
            for row in rows
        ),
        right=(2, 3, 4, 5, 6),
    )


def _interval(row: dict[str, Any], name: str) -> str:
    value, low, high = (row[f"{name}{end}"] for end in ("", "_low", "_high"))
    if value is None:
        return "–"
    return f"{value:.2f}" if low is None else f"{value:.2f} ({low:.2f} to {high:.2f})"


def _sentence(mark: str, words: str, row: dict[str, Any]) -> None:
    indent = " " * len(mark)
    click.echo(textwrap.fill(plain(words), 100, initial_indent=mark, subsequent_indent=indent))
    click.echo(f"{indent}{_receipt(row)}")


def _receipt(row: dict[str, Any]) -> str:
    """Return the rule and the first posts behind a finding."""
    cited = ", ".join(row["evidence"][:_CITED])
    more = row["n_evidence"] - min(len(row["evidence"]), _CITED)
    posts = f"posts {cited}{f' and {more:,} more' if more > 0 else ''}" if cited else "no single post"
    return f"[{row['rule']}] {posts}"
