"""How fast bulk exports are read, beside X API v2 pages in the same run.

``python -m tests.bench.dialects 1000`` writes about 1,000 MB of each (once, into a temporary folder): v2 pages as
twarc2 keeps them, twscrape lines, GraphQL responses a line, and an account archive's ``tweets.js``, from the posts of
the invented quarrel, each copy with ids, times and words of its own. Each is read in a process of its own. The ratio
is that of the rate of v2: in megabytes a second, and in posts a second.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fixtures.story import quarrel
from fixtures.writers import account_archive, graphql, twscrape, v2

_ID = re.compile(rb"\b1[78][0-9]{17}\b")
_WORD = re.compile(rb"\b(?:PigeonChat|messages|metadata|privacy)\b")
#: Copies differ in the low bits of their ids: within the millisecond, so that ids and times still agree.
_APART = 1


def _copy(record: bytes, number: int) -> bytes:
    """Return a record with ids that no other copy has, and words that differ a little."""
    moved = _ID.sub(lambda found: b"%d" % (int(found[0]) + number * _APART), record)
    return _WORD.sub(lambda found: b"%s%d" % (found[0], number % 97), moved)


def _lines(writer: Callable[[Any], dict[str, bytes]]) -> list[bytes]:
    return [line for data in writer(quarrel()).values() for line in data.splitlines() if line]


def _v2() -> list[bytes]:
    return _lines(v2.twarc2_jsonl)


def _twscrape() -> list[bytes]:
    return _lines(twscrape.jsonl)


def _graphql() -> list[bytes]:
    return list(graphql.tweet_detail(quarrel(), graphql.G2).values())


def _archive() -> list[bytes]:
    posts = [post for post in quarrel().posts if not post.promoted]
    tweets = [{"tweet": account_archive.tweet(post, quarrel())} for post in posts]
    script = account_archive.js_file("tweets.part0", tweets)
    inside = script[script.index(b"[") + 1 : script.rindex(b"]")].strip(b"\n")
    return inside.replace(b"\n  },\n  {", b"\n  }\0\n  {").split(b"\0")


#: Name -> the records of the quarrel, and what stands before, between and after them in a file.
EXPORTS: dict[str, tuple[Callable[[], list[bytes]], str, bytes, bytes, bytes]] = {
    "api_v2": (_v2, "pages.jsonl", b"", b"\n", b"\n"),
    "twscrape": (_twscrape, "posts.jsonl", b"", b"\n", b"\n"),
    "graphql": (_graphql, "responses.ndjson", b"", b"\n", b"\n"),
    "account_archive": (_archive, "tweets.js", b"window.YTD.tweets.part0 = [", b",", b"\n]"),
}


def _copies(records: list[bytes], size: int) -> Iterator[bytes]:
    written = number = 0
    while written < size:
        for record in records:
            copy = _copy(record, number)
            written += len(copy)
            yield copy
        number += 1


def write(name: str, folder: Path, size: int) -> Path:
    """Write about ``size`` bytes of an export."""
    records, file_name, before, between, after = EXPORTS[name]
    path = folder / file_name
    with path.open("wb", buffering=1 << 22) as file:
        file.write(before)
        for place, record in enumerate(_copies(records(), size)):
            file.write((between if place else b"") + record)
        file.write(after)
    return path


def _measure(path: Path) -> dict[str, Any]:
    from threadscope.collect import read

    started = time.perf_counter()
    collected = read([path])
    seconds = time.perf_counter() - started
    return {
        "seconds": seconds,
        "observations": collected.observations.height,
        "problems": collected.problems.height,
        "dialect": collected.sources["dialect"].to_list(),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _alone(path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.dialects", "--file", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    """Write, read and compare."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("megabytes", type=int, nargs="?", default=20)
    arguments.add_argument("--only", choices=EXPORTS, help="this one, and api_v2")
    arguments.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.file:
        print(json.dumps(_measure(given.file)))
        return
    base: tuple[float, float] | None = None
    for name in EXPORTS:
        if given.only not in {None, name} and name != "api_v2":
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = write(name, Path(folder), given.megabytes * 1_000_000)
            size = path.stat().st_size / 1e6
            found = _alone(path)
        rates = size / found["seconds"], found["observations"] / found["seconds"]
        base = base or rates
        print(
            f"{name:16} {size:7,.0f} MB {found['seconds']:7.1f} s {rates[0]:6.0f} MB/s {rates[1]:9,.0f} posts/s"
            f" {found['peak_mb']:6,.0f} MB peak   of v2: {rates[0] / base[0]:.2f} by MB, {rates[1] / base[1]:.2f} by posts"
            f"   {found['dialect']} {found['problems']} problems"
        )


if __name__ == "__main__":
    main()
