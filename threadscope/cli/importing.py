"""`threadscope import`: parse big archives once."""

from __future__ import annotations

from typing import Any

import click

from threadscope.cli.options import archive_options, finish, read_archive

__all__ = ["import_"]


@click.command("import", short_help="Write an archive as a Parquet store that is read many times faster.")
@archive_options
@click.option("-o", "--output", required=True, metavar="DIR", help="Folder of the store.")
def import_(paths: tuple[str, ...], output: str, *, strict: bool, **reading: Any) -> None:
    """Write an archive as a Parquet store; give its folder as PATH from then on.

    In Python: threadscope.read(PATH).save(DIR)
    """
    archive = read_archive(paths, **reading)
    click.echo(archive.save(output))
    finish(archive, strict=strict)
