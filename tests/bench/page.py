"""How large the page of a big thread is, how long it takes to make, and how fast a browser opens and searches it.

``python -m tests.bench.page 100000`` generates a thread, computes all tables, makes the page, opens it from disk
in headless Chromium and prints one line a figure. Generated texts are built from few sentences and compress
well; with ``--varied`` every text gets up to twenty random words more, so that they compress worse than real ones.
``--bare`` leaves the charts away, ``--max-posts`` sets how many posts the page carries, ``--media`` gives every tenth
post a photo of its own with a local copy. A page of more than 250,000 posts (``python -m tests.bench.page 300000``)
holds a part: then what it says of that is printed, and what a link to a post that it lacks says.
"""

from __future__ import annotations

import argparse
import functools
import io
import random
import re
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import polars as pl

from fixtures.generate import thread
from tests.report.browser import Browser, launch
from tests.report.test_conversation import packed
from threadscope import report, schema, tree
from threadscope.report.embedded import MAX_POSTS
from threadscope.thread import Thread

_SEARCHES = ("encrypted", "source", "e", "no post says this")
_SEARCH = """
const [words, done] = arguments;
const search = document.getElementById("search");
const status = document.getElementById("status");
const began = performance.now();
new MutationObserver((_, watch) => {
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => done([performance.now() - began, status.textContent])));
}).observe(status, { childList: true });
search.value = words;
search.dispatchEvent(new Event("input", { bubbles: true }));
"""


def generated(n_posts: int, *, varied: bool) -> Thread:
    """Return the largest thread of a generated archive."""
    made = thread(n_posts)
    posts = _varied(made.posts) if varied else made.posts
    forest = tree.build(posts, schema.empty("absences"), schema.empty("aliases"), quotes=True)
    largest = forest.threads.sort("n_posts", descending=True)["thread_id"][0]
    of_thread = pl.col("thread_id") == largest
    tables = {name: getattr(forest, name).filter(of_thread) for name in ("posts", "ghosts", "threads")}
    return Thread(largest, tables | {"people": made.people})


def _varied(posts: pl.DataFrame) -> pl.DataFrame:
    draw = random.Random(0)
    words = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=draw.randint(3, 9))) for _ in range(20_000)]
    more = [" ".join(draw.choices(words, k=draw.randint(0, 20))) for _ in range(posts.height)]
    return posts.with_columns(text=pl.concat_str(pl.col("text"), pl.Series(more), separator=" "))


def pictured(study: Thread) -> tuple[Thread, Callable[[str], bytes]]:
    """Return the thread with a photo at every tenth post, and what reads the photos."""
    from PIL import Image

    posts = study.table("posts")
    piece = {"kind": "photo", "alt": None, "url": None}
    media = [[piece | {"file": name}] if at % 10 == 0 else [] for at, name in enumerate(posts["post_id"])]
    given = posts.with_columns(media=pl.Series(media, dtype=posts.schema["media"]))

    def read(name: str) -> bytes:
        draw = random.Random(name)
        stream = io.BytesIO()
        small = Image.frombytes("RGB", (48, 36), draw.randbytes(48 * 36 * 3))
        small.resize((1200, 900)).save(stream, "JPEG")
        return stream.getvalue()

    tables = {name: study.table(name) for name in ("ghosts", "threads", "people")}
    return Thread(study.thread_id, tables | {"posts": given}), read


def bare(study: Thread, options: argparse.Namespace, took: list[float]) -> str:
    """Return the page without charts."""
    small = None
    if options.media:
        study, read = pictured(study)
        began = time.perf_counter()
        small = study.call(report.thumbnails, read=read)
        print(f"small pictures              {seconds(began)}: {' '.join(small.notes)}")
    study.table("findings")
    return study.call(
        timed(report.page, took), pictures={}, thumbnails=small, max_posts=options.max_posts or MAX_POSTS
    )


def timed(function: Callable[..., str], took: list[float]) -> Callable[..., str]:
    """Return the function with the same parameters, which notes how long it took."""

    @functools.wraps(function)
    def run(*args: Any, **options: Any) -> str:
        began = time.perf_counter()
        result = function(*args, **options)
        took.append(time.perf_counter() - began)
        return result

    return run


def seconds(began: float) -> str:
    """Return the time since then."""
    return f"{time.perf_counter() - began:.2f} s"


def measure_browser(browser: Browser, page: str) -> None:
    """Open the page, search it, open all rows; print what each took."""
    began = time.perf_counter()
    browser.open(page, at="#")
    print(f"list ready (in the page)    {browser.run('return document.documentElement.dataset.ready')} ms")
    print(f"list ready (from outside)   {seconds(began)}")
    time.sleep(1)
    for words in _SEARCHES:
        took, said = browser.driver.execute_async_script(_SEARCH, words)
        print(f"search {words!r:<20} {took:.0f} ms, painted, with the pause after the last key: {said}")
    browser.run("document.getElementById('reset').click()")
    time.sleep(1)
    took = browser.run(
        "const b = performance.now(); document.getElementById('open-all').click(); return performance.now() - b"
    )
    print(f"open all rows               {took:.0f} ms")
    print(
        f"memory of scripts           {browser.run('return performance.memory.usedJSHeapSize') / 1e6:.0f} MB"
    )


def measure_part(browser: Browser, page: str, study: Thread) -> None:
    """Print what a page that holds a part of the thread says of it, and of a link to a post that it lacks."""
    said = re.search(r'<p class="embedded">(.*?)</p>', page)
    if said is None:
        return
    print(f"says                        {said[1]}")
    has = packed(page)["id"]
    lacking = study.posts.filter(~pl.col("post_id").is_in(has))["post_id"][0]
    browser.open(page, at=f"#p{lacking}")
    print(f"a link to #p{lacking} says  {browser.run('return document.getElementById(`said`).textContent')}")


def main() -> None:
    """Measure one thread."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("posts", type=int, nargs="?", default=100_000)
    parser.add_argument("--varied", action="store_true")
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--media", action="store_true", help="with --bare")
    parser.add_argument("--max-posts", type=int, help="with --bare")
    options = parser.parse_args()
    study = generated(options.posts, varied=options.varied)
    print(f"posts                       {study.posts.height:,}")
    took: list[float] = []
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        mock.patch.object(report, "page", timed(report.page, took)),
    ):
        began = time.perf_counter()
        page = (
            bare(study, options, took)
            if options.bare
            else study.report(Path(folder) / "report").read_text("utf-8")
        )
        print(f"tables, charts and page     {seconds(began)}")
        print(f"of which the page           {took[0]:.2f} s")
        print(
            f"most memory so far          {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB"
        )
        print(f"size                        {len(page.encode()) / 1e6:.2f} MB")
        drawn = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
        print(f"of which charts             {sum(map(len, drawn)) / 1e6:.2f} MB")
        browser = launch(Path(folder) / "profile", Path(folder))
        try:
            measure_browser(browser, page)
            measure_part(browser, page, study)
        finally:
            browser.driver.quit()


if __name__ == "__main__":
    main()
