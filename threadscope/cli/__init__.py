"""The command line: one command is one API call."""

from __future__ import annotations

import os
import sys

import click

from threadscope.cli import exits
from threadscope.cli.case import case
from threadscope.cli.chart import chart
from threadscope.cli.check import check
from threadscope.cli.diff import diff
from threadscope.cli.importing import import_
from threadscope.cli.label import label
from threadscope.cli.notes import notes
from threadscope.cli.report import report
from threadscope.cli.show import show
from threadscope.cli.threads import threads
from threadscope.errors import ThreadscopeError

__all__ = ["app", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="threadscope")
def app() -> None:
    """Show how an online quarrel unfolded, from the X thread exports you already have.

    PATH is a file, a folder, a zip, gz, bz2 or zst container, or - for standard input.
    """


for _command in (report, threads, show, diff, check, chart, label, case, import_, notes):
    app.add_command(_command)


def main() -> None:
    """Run a command; what goes wrong becomes one message and a named exit code."""
    try:
        app(standalone_mode=False)
    except click.UsageError as error:
        error.show()
        sys.exit(exits.WRONG_USAGE)
    except click.ClickException as error:
        error.show()
        sys.exit(exits.COULD_NOT)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(exits.COULD_NOT)
    except ThreadscopeError as error:
        click.echo(f"threadscope: {error}", err=True)
        sys.exit(exits.COULD_NOT)
    except BrokenPipeError:
        # The reader of our output went away; pointing stdout elsewhere keeps the interpreter's exit quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(exits.COULD_NOT)
