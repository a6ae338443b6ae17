"""Write the parts of the documentation that are made from the code: docs/tables.md, docs/cli.md, docs/carried.md.

`python docs/generate.py` writes them, `--check` only says whether they are up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from threadscope.cli import app
from threadscope.collect.dialects import DIALECTS
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
    contexts = [top]
    for context in contexts:  # those of a group come after all others
        inside = context.command.commands if isinstance(context.command, click.Group) else {}
        contexts += [
            click.Context(command, info_name=name, parent=context) for name, command in inside.items()
        ]
    parts += [f"## {context.command_path}\n```text\n{context.get_help()}\n```" for context in contexts]
    return "\n\n".join(parts) + "\n"


#: Heads of the columns below, in the order of the table `posts`.
_HEADS = {
    "conversation_id": "conversation",
    "reply_to_id": "parent",
    "reply_to_author_id": "answered: id",
    "reply_to_handle": "answered: handle",
    "quoted_id": "quoted",
    "repost_of_id": "reposted",
    "author_id": "author: id",
    "handle": "author: handle",
    "created_at": "time",
    "text": "text",
    "lang": "language",
    "like_count": "likes",
    "reply_count": "replies",
    "repost_count": "reposts",
    "quote_count": "quotes",
    "bookmark_count": "bookmarks",
    "view_count": "views",
    "media": "media",
    "urls": "links",
    "mentions": "mentions",
    "hashtags": "hashtags",
    "source_app": "app",
    "edit_ids": "edits",
    "availability": "withheld, limited",
    "captured_at": "capture time",
}


def carried() -> str:
    """Return which columns of `posts` each dialect can fill, as Markdown."""
    heads = " | ".join(_HEADS.values())
    rows = [
        f"| [`{name}`](dialects.md#{name}) | "
        + " | ".join("●" if column in entry.carries else "" for column in _HEADS)
        + " |"
        for name, entry in sorted(DIALECTS.items())
        if entry.carries
    ]
    return (
        "# What each dialect can carry\n\n"
        "Generated from the registry of dialects. ● means that the dialect has a field for it; a single export may lack it "
        "all the same. Where the export has no time, the id gives it. A store carries what it was made from.\n\n"
        f"| dialect | {heads} |\n|---|{'---|' * len(_HEADS)}\n" + "\n".join(rows) + "\n"
    )


PAGES = {"tables.md": tables, "cli.md": commands, "carried.md": carried}


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
