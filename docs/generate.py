"""Write the parts of the documentation that are made from the code: docs/tables.md and docs/cli.md.

`python docs/generate.py` writes them, `--check` only says whether they are up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from threadscope.cli import app
from threadscope.schema import SCHEMAS

HERE = Path(__file__).parent


def tables() -> str:
    """Return every table of the schema as Markdown."""
    parts = [
        "# Tables",
        "Generated from `threadscope/schema`. Times are UTC, ids are text, shares go from 0 to 1.",
    ]
    for name, table in SCHEMAS.items():
        parts.append(f"## {name}\nA row is {table.row}.")
        rows = [
            f"| `{column.name}` | {column.dtype} | {column.says} | {column.null or 'never'} |"
            for column in table.columns
        ]
        parts.append("\n".join(["| column | type | says | null |", "|---|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def commands() -> str:
    """Return the help of every command as Markdown."""
    parts = ["# Command line", "Generated from `--help`."]
    top = click.Context(app, info_name="threadscope", terminal_width=100, **app.context_settings)
    contexts = [
        top,
        *(click.Context(command, info_name=name, parent=top) for name, command in app.commands.items()),
    ]
    parts += [f"## {context.command_path}\n```text\n{context.get_help()}\n```" for context in contexts]
    return "\n\n".join(parts) + "\n"


PAGES = {"tables.md": tables, "cli.md": commands}


def stale() -> list[str]:
    """Return the names of pages whose file is not what the code says."""
    return [
        name
        for name, page in PAGES.items()
        if not (HERE / name).is_file() or (HERE / name).read_text(encoding="utf-8") != page()
    ]


def main() -> None:
    """Write the pages, or with --check say which are stale."""
    if "--check" in sys.argv[1:]:
        if names := stale():
            sys.exit(f"stale: {', '.join(names)}; run python docs/generate.py")
        return
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
