"""`threadscope label`: a sample of posts to label by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from threadscope.cli.options import archive_options, finish, label_options, read_archive

__all__ = ["label"]


@click.command(short_help="Draw posts to label by hand, to see how far our readings can be trusted.")
@archive_options
@label_options
@click.option("-o", "--output", required=True, metavar="FILE", help="The table to fill in; .csv or .tsv.")
@click.option("--n", "n", default=200, show_default=True, type=click.IntRange(1), help="Most posts.")
@click.option(
    "--measure",
    default="stance",
    show_default=True,
    type=click.Choice(["stance", "parent_stance", "sentiment", "hostility"]),
    help="What is to be labelled.",
)
@click.option("--seed", type=int, help="Another seed draws another sample.")
@click.option("--thread", "which", metavar="ID|URL", help="Any post of the thread; by default all threads.")
def label(
    paths: tuple[str, ...],
    output: str,
    n: int,
    measure: str,
    seed: int | None,
    which: str | None,
    *,
    strict: bool,
    **reading: Any,
) -> None:
    """Draw posts to label by hand: as many of each value that we read, so that rare ones are among them.

    \b
    Fill in the column label, and your name in the column by:
      stance         support, deny, query or comment, toward the claim (s, d, q, c will do)
      parent_stance  agree, disagree, ask or comment, toward the post answered
      sentiment      negative, neutral or positive
      hostility      hostile or not
    Then give the file with --labels to report or show: the report says how far we agree, and
    labels overrule our readings. With --labels here, posts that have a label are not drawn again.

    In Python: threadscope.read(PATH).label_sample(N)
    """  # noqa: D301 - \b tells click to keep the lines as they are
    archive = read_archive(paths, **reading)
    source = archive.thread(which) if which else archive
    from threadscope.collect import write_sample  # noqa: PLC0415 - a command loads what it needs

    sample = source.label_sample(n, measure=measure, seed=seed)
    click.echo(write_sample(sample, Path(output)))
    click.echo(f"{sample.height:,} posts to label", err=True)
    finish(archive, strict=strict)
