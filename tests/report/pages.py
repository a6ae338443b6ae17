"""Whole pages with all their pictures, for tests in a browser: each is made once a session, whoever asks first."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final
from unittest import mock

import polars as pl
import pytest

import threadscope as ts
from fixtures import generate
from tests import noted
from tests.builders import study as study_of
from tests.charts.drawing import generated
from tests.conftest import REPO
from tests.covering import covering
from tests.report.quarrel import HOSTILE
from threadscope import publish, report
from threadscope.charts.chart import Chart
from threadscope.settings import Settings
from threadscope.study import Study

__all__ = ["PAGES", "hostile_study", "of_pages", "page_in"]

#: Rule characters, templates, money, and letters that turn the writing direction.
_MARKS: Final = "$x^2$ {{ 7*191 }} \u202egnal \u2066 *a* `b` =1+1"
_PATIENCE_S: Final = 240


@cache
def hostile_study() -> Study:
    """Return a thread of 60 posts in which every text that an archive gives tries to be something else."""
    made = generate.thread(60, seed=2, shape="duel")
    text = pl.col("text") + pl.lit(f" {HOSTILE} {_MARKS}")
    handle = pl.col("handle") + pl.lit('"><img src=x onerror=window.owned=5>')
    piece = {
        "kind": HOSTILE,
        "alt": HOSTILE,
        "url": "javascript:window.owned=6",
        "file": f"../{HOSTILE}.svg",
    }
    n = made.posts.height
    posts = made.posts.with_columns(
        text,
        handle,
        reply_to_handle=pl.col("reply_to_handle") + pl.lit("'><script>window.owned=7</script>"),
        lang=pl.lit("en"),
        source_app=pl.lit(HOSTILE),
        media=pl.Series([[piece]] * n, dtype=made.posts.schema["media"]),
        urls=pl.Series([["javascript:window.owned=8", f"https://evil.example/{HOSTILE}"]] * n),
        hashtags=pl.Series([[HOSTILE]] * n),
        mentions=pl.Series([[HOSTILE]] * n),
    )
    root = posts["post_id"][0]
    people = made.people.with_columns(handle, name=pl.lit(HOSTILE), verified_type=pl.lit(HOSTILE))
    return study_of(
        posts,
        people=people,
        notes=[noted.pivot(post_id=root, text=HOSTILE, source=HOSTILE, note_id=noted.note_id(2))],
        sources=[{"source": f"{HOSTILE}.json", "sha256": "0" * 64, "bytes": 1, "dialect": HOSTILE, "detected_by": HOSTILE, "posts": n}],
        problems=[{"source": HOSTILE, "position": HOSTILE, "kind": "not_json", "detail": HOSTILE}],
        settings=Settings(title=HOSTILE),
    )  # fmt: skip


def _founding() -> Study:
    """Return the founding story with all evidence of its notes."""
    return ts.read(REPO / "fixtures" / "pigeonchat", notes=REPO / "fixtures" / "notes" / "2026").thread()


def _report(study: Study, folder: Path) -> None:
    # The pictures beside the page take as long as all the rest, and no browser opens them.
    with mock.patch.object(Chart, "save", lambda _chart, path: Path(path).touch()):
        publish.write_report(study, folder, command=f"threadscope report x -o {folder.name}")


def _index(rows: pl.DataFrame) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        page = report.index_page(rows, settings=Settings(), command=HOSTILE)
        (folder / "index.html").write_text(page, encoding="utf-8", newline="\n")

    return write


_HOSTILE_ROWS: Final = pl.DataFrame(
    {
        "thread_id": [HOSTILE, "1794000000000000001"],
        "folder": ["javascript:window.owned=9", "1794000000000000001"],
        "headline": [HOSTILE, "@owl: “PigeonChat exports user data”."],
        "handle": [HOSTILE, "owl"],
        "started_at": [None, None],
        "n_posts": [1, 1200],
        "n_people": [1, 50],
        "coverage": [None, 0.304],
        "note": [HOSTILE, None],
    },
    schema_overrides={"started_at": pl.Datetime("ms", "UTC")},
)

#: name -> what writes the page into a folder.
PAGES: Final[Mapping[str, Callable[[Path], Any]]] = {
    "founding": lambda folder: _report(_founding(), folder),
    "thousand": lambda folder: _report(generated(1000), folder),
    "hostile": lambda folder: _report(hostile_study(), folder),
    "one": lambda folder: _report(generated(1), folder),
    "index": _index(_HOSTILE_ROWS),
}


#: Takes as long to make and to look at as all the others.
_LARGE: Final = "thousand"


def of_pages(pages: Iterable[str], *axes: Sequence[Any]) -> list[Any]:
    """Return every combination of pages and values for parametrize: every day each small page and each value once.

    Parameters
    ----------
    pages
        Some of `PAGES`.
    *axes
        The values of the parameters that follow.
    """
    small = [name for name in pages if name != _LARGE]
    large = [pytest.param(*case, marks=pytest.mark.long) for case in product([_LARGE], *axes)]
    return [*covering(small, *axes), *(large if _LARGE in pages else [])]


def page_in(store: Path, name: str) -> Path:
    """Return a page, made if no process of this session has made it yet.

    Parameters
    ----------
    store
        Folder that all processes of the session share.
    name
        Which of `PAGES`.
    """
    done, lock = store / name, store / f"{name}.lock"
    until = time.monotonic() + _PATIENCE_S
    while not done.exists():
        try:
            lock.mkdir(parents=True)
        except FileExistsError:
            assert time.monotonic() < until, f"nobody finished the page {name}; see {lock}"
            time.sleep(0.2)
            continue
        try:
            # somebody may have finished it between the look and the lock
            if not done.exists():
                PAGES[name](lock)
                shutil.copytree(lock, store / f"{name}.copy")
                (store / f"{name}.copy").rename(done)
        finally:
            shutil.rmtree(lock)
    return done / "index.html"
