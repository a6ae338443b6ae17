"""Run the command line inside the test process."""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from tests.accuracy.score import main as measure
from threadscope.cli import main
from threadscope.snowflake import id_at

__all__ = ["Done", "once", "post", "run", "score", "write"]

START = datetime(2024, 5, 24, 21, 14, tzinfo=UTC)


@dataclass(frozen=True)
class Done:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


def run(*words: object, stdin: bytes = b"") -> Done:
    """Run one command and catch what it writes."""
    out, err = io.StringIO(), io.StringIO()
    given = mock.Mock(buffer=io.BytesIO(stdin), isatty=lambda: False)
    argv = ["threadscope", *map(str, words)]
    with (
        mock.patch.object(sys, "argv", argv),
        mock.patch.object(sys, "stdin", given),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as stop:
            return Done(int(stop.code or 0), out.getvalue(), err.getvalue())
    return Done(0, out.getvalue(), err.getvalue())


@cache
def once(*words: object) -> Done:
    """Run a command that only reads once for all tests that ask for what it says."""
    return run(*words)


def score(*words: object) -> list[str]:
    """Run a measure of ``tests/accuracy/score.py`` and return the lines that it prints."""
    out = io.StringIO()
    with (
        mock.patch.object(sys, "argv", ["score.py", *map(str, words)]),
        mock.patch.object(sys, "path", [*sys.path]),
        mock.patch.dict(os.environ),
        redirect_stdout(out),
    ):
        measure()
    return out.getvalue().splitlines()


def post(number: int, text: str = "some words", answers: int | None = None, **changes: Any) -> dict[str, Any]:
    """Return an invented post as v1.1 JSON, `number` minutes into the quarrel."""
    made = START + timedelta(minutes=number)
    parent = None if answers is None else id_at(START + timedelta(minutes=answers))
    return {
        "id_str": id_at(made),
        "created_at": made.strftime("%a %b %d %H:%M:%S +0000 %Y"),
        "full_text": text,
        "lang": "en",
        "in_reply_to_status_id_str": parent,
        "in_reply_to_user_id_str": None if answers is None else str(900 + answers),
        "in_reply_to_screen_name": None if answers is None else f"person{answers}",
        "user": {"id_str": str(900 + number), "screen_name": f"person{number}", "name": f"Person {number}"},
        "favorite_count": 1,
        "retweet_count": 0,
        "entities": {},
    } | changes


def write(path: Path, *posts: dict[str, Any]) -> Path:
    """Write posts as JSON lines."""
    path.write_text("".join(json.dumps(one) + "\n" for one in posts), encoding="utf-8")
    return path
